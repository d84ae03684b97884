"""Calculation steps in words, in both languages, from the library's own steps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from duecourse.calc import Step, accrue, default_fee
from duecourse.calc.basics.steps import Kind
from duecourse.locale import LANGUAGES, has_message, in_language
from duecourse.view import explain
from duecourse.view.explain import step_text


def words(step: Step) -> dict[str, str]:
    texts = {}
    for language in LANGUAGES:
        with in_language(language):
            texts[language] = step_text(step)
    return texts


def step(kind: Kind, amount: str, **more: object) -> Step:
    return Step(kind=kind, component=str(more.pop("component", "penalty")), amount=Decimal(amount), **more)  # type: ignore[arg-type]


def test_days_at_a_daily_rate() -> None:
    (one,) = accrue("1000", rate="0.0007", start=date(2021, 3, 17), end=date(2021, 3, 22)).steps
    assert words(one) == {
        "en": "Interest: ¥1,000.00 × 0.07% a day × 5 days (17 Mar 2021 – 22 Mar 2021) = ¥3.50",
        "zh": "利息：¥1,000.00 × 每日 0.07% × 5 天（2021年3月17日至2021年3月22日）= ¥3.50",
    }


def test_a_yearly_rate_and_rounding() -> None:
    (one,) = accrue("1000", rate="0.18", per="year", day_count=7).steps
    assert words(one) == {
        "en": "Interest: ¥1,000.00 × 18% a year × 7 days ÷ 365 = ¥3.452055, rounded to ¥3.45",
        "zh": "利息：¥1,000.00 × 每年 18% × 7 天 ÷ 365 = ¥3.452055，四舍五入为 ¥3.45",
    }
    (one,) = accrue("1000", rate="0.18", per="year", day_count=8, rounding="down").steps
    assert words(one)["en"].endswith("= ¥3.945205, cut to ¥3.94")
    assert words(one)["zh"].endswith("= ¥3.945205，舍去零头为 ¥3.94")


def test_a_share_of_a_period() -> None:
    one = step(
        "interest", "5.00", base=Decimal(1000), rate=Decimal("0.01"), per="period", days=15, period_days=30
    )
    assert words(one) == {
        "en": "Interest: ¥1,000.00 × 1% a period × 15 days ÷ 30 = ¥5.00",
        "zh": "利息：¥1,000.00 × 每期 1% × 15 天 ÷ 30 = ¥5.00",
    }


def test_a_share_taken_once() -> None:
    one = step("default_fee", "35.00", component="fees", base=Decimal(700), rate=Decimal("0.05"))
    assert words(one) == {
        "en": "Late-payment fee: ¥700.00 × 5% = ¥35.00",
        "zh": "违约金：¥700.00 × 5% = ¥35.00",
    }
    assert default_fee(minimum="1000", paid="300", rate="0.05", floor="0") == Decimal("35.00")


def test_each_day_rounded_by_itself() -> None:
    one = step(
        "interest", "4.29", base=Decimal("552.98"), rate=Decimal("0.0007"), per="day", days=11,
        unrounded=Decimal("4.257946"), rounding="half_up", each_day=Decimal("0.39"),
    )  # fmt: skip
    assert words(one) == {
        "en": "Interest: ¥552.98 × 0.07% a day, each day rounded to ¥0.39 × 11 days = ¥4.29",
        "zh": "利息：¥552.98 × 每日 0.07%，每天取整为 ¥0.39 × 11 天 = ¥4.29",
    }


@pytest.mark.parametrize(
    ("limit", "amount", "english", "chinese"),
    [
        ("cap", "20", "¥552.98 × 5% = ¥27.649, but at most ¥20.00", "= ¥27.649，但最高收 ¥20.00"),
        ("floor", "50", "¥552.98 × 5% = ¥27.649, but at least ¥50.00", "= ¥27.649，但最低收 ¥50.00"),
    ],
)
def test_a_fee_that_is_limited_is_not_called_rounded(
    limit: str, amount: str, english: str, chinese: str
) -> None:
    one = step(
        "default_fee", amount, component="fees", base=Decimal("552.98"), rate=Decimal("0.05"),
        unrounded=Decimal("27.649"), rounding="half_up", limit=limit,
    )  # fmt: skip
    assert words(one)["en"].endswith(english)
    assert words(one)["zh"].endswith(chinese)


def test_a_fen_that_comes_from_the_lines_before_is_accounted_for() -> None:
    one = step(
        "penalty", "1.01", base=Decimal("502"), rate=Decimal("0.002"), per="day", days=1,
        unrounded=Decimal("1.004"), rounding="half_up",
    )  # fmt: skip
    assert words(one)["en"].endswith("= ¥1.004; with the fractions of a fen left from the lines above, ¥1.01")


def test_days_charged_at_once_or_taken_back_have_one_date() -> None:
    day = date(2026, 3, 25)
    values = {"base": Decimal(1000), "rate": Decimal("0.0005"), "per": "day", "start": day, "end": day}
    assert words(step("interest", "1.50", days=3, **values))["en"] == (
        "Interest: ¥1,000.00 × 0.05% a day × 3 days (25 Mar 2026) = ¥1.50"
    )
    back = words(step("interest", "-1.50", days=-3, **values))
    assert back["en"] == "Interest, taken back: ¥1,000.00 × 0.05% a day × 3 days (25 Mar 2026) = −¥1.50"
    assert back["zh"] == "利息（冲回）：¥1,000.00 × 每日 0.05% × 3 天（2026年3月25日）= −¥1.50"


def test_payments_and_waivers_say_that_they_take_off() -> None:
    paid = step("paid", "-500", start=date(2026, 4, 3))
    assert words(paid) == {
        "en": "Paid: ¥500.00 towards “Penalty interest” (3 Apr 2026)",
        "zh": "已还：¥500.00，冲抵“罚息”（2026年4月3日）",
    }
    assert words(step("waived", "-20", component="fees"))["en"] == "Waived: ¥20.00 of “Fees”"
    assert words(step("drawn", "1000", component="principal"))["zh"] == "借入：¥1,000.00"


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_step_has_a_word(kind: Kind, language: str) -> None:
    with in_language(language):
        assert has_message(f"view.kind_{kind}")
        assert step_text(step(kind, "1.00"))


def test_sources() -> None:
    steps = [
        step("penalty", "1", rule="contract"),
        step("penalty", "1", rule="penalty-uplift"),
        step("penalty", "1"),
    ]
    assert [source for _, source in explain(steps)] == ["your contract", None, None]
    cited = explain(steps, lambda rule: f"the rule {rule}")
    assert [source for _, source in cited] == ["your contract", "the rule penalty-uplift", None]
