"""Calculation steps in words, in both languages, from the library's own steps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from duecourse.calc import Step, accrue, default_fee
from duecourse.calc.steps import Kind
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
