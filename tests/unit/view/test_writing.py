"""The boxes of the page read what is typed alike, and say kindly what they cannot read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from duecourse.case.fields import TABLES, TERMS, Field
from duecourse.lessons.tasks import Exercise, Task, Words
from duecourse.locale import LANGUAGES, Text, in_language
from duecourse.locale.typed import NotRead
from duecourse.view import MONEY, PERCENT, DaySlider, DecimalSlider, MoneyBox, Slider
from duecourse.view.journal.form import ContactForm
from unit.page import tell

AMOUNTS: list[tuple[str, str | None]] = [
    ("1234.5", "1234.50"),
    ("1,234.50", "1234.50"),
    ("¥1,234.50", "1234.50"),
    ("￥１，２３４．５", "1234.50"),
    (" 1 234 元 ", "1234"),
    ("1234 yuan", "1234"),
    ("CNY 12", "12"),
    ("1.2万", "12000"),
    (".5", "0.50"),
    ("1234。5", "1234.50"),
    ("1.234,50", None),
    ("1,2000", None),
    ("1 2", None),
    ("1e3", None),
    ("12.345", None),
    ("10²", None),
    ("①②", None),
    ("½", None),
    ("Ⅻ", None),
    ("١٢", None),
    ("3元5角", None),
    ("a lot", None),
    ("<b>1</b>", None),
    ("9" * 40, None),
]

RATES: list[tuple[str, str | None]] = [
    ("15.3%", "0.153"),
    ("１５．３％", "0.153"),
    ("15.3 %", "0.153"),
    ("153‰", "0.153"),
    ("百分之15.3", "0.153"),
    ("万分之五", "0.0005"),
    ("万分之5", "0.0005"),
    ("1 5%", None),
    ("5%%", None),
    ("1²%", None),
    ("①%", None),
    ("½%", None),
    ("1,53%", None),
    ("much", None),
]

DAYS: list[tuple[str, date | None]] = [
    ("2026-03-05", date(2026, 3, 5)),
    ("2026/3/5", date(2026, 3, 5)),
    ("2026.3.5", date(2026, 3, 5)),
    ("2026年3月5日", date(2026, 3, 5)),
    ("２０２６年３月５日", date(2026, 3, 5)),
    ("20260305", date(2026, 3, 5)),
    ("5 Mar 2026", date(2026, 3, 5)),
    ("March 5, 2026", date(2026, 3, 5)),
    ("5/3/2026", None),
    ("3月5日", None),
    ("2026-02-30", None),
    ("2026-03-①", None),
    ("2026-03-05²", None),
    ("31 Foo 2026", None),
    ("tomorrow", None),
]

PAID, YEARLY = TABLES["payments"], TERMS["instalment"]["annual_rate"]


def in_the_form(field: Field, text: str) -> Any:
    try:
        return field.read(text)
    except NotRead:
        return None


def in_a_box(control: Any, text: str) -> Any:
    """What a control holds after the text was typed into it; None where it asks again."""
    before = control.value
    tell(control, {"typed": text})
    if not control.problem:
        return control.value
    assert control.value == before
    return None


def in_the_journal(name: str, text: str) -> bool:
    """Whether the box of the journal takes the text."""
    form = ContactForm({}, date(2036, 1, 1))
    form.type(name, text)
    return name not in form.problems()


def in_an_exercise(unit: str, text: str, right: Any) -> bool | None:
    """Whether the answer is taken for the right one; None where it is asked for again."""
    said = Text(**dict.fromkeys(LANGUAGES, ""))
    words = Words("x", unit, said, said, (), said, {}, ())
    answer = Decimal(1) if right is None else right  # what cannot be read is no answer, whatever is right
    verdict = Exercise("lesson", "x", lambda _: Task({}, answer), "seed", words).check(text)
    return None if verdict.slip == "unread" else verdict.right


@pytest.mark.parametrize(("text", "meant"), AMOUNTS)
def test_an_amount_means_the_same_in_every_box(text: str, meant: str | None) -> None:
    amount = None if meant is None else Decimal(meant)
    assert in_the_form(PAID["amount"], text) == amount
    assert in_a_box(DecimalSlider("Amount", 0, 20000, 100, show=MONEY), text) == amount
    assert in_a_box(MoneyBox("Amount"), text) == amount
    assert in_the_journal("amount", text) is (amount is not None)
    assert in_an_exercise("yuan", text, amount) is (None if amount is None else True)


@pytest.mark.parametrize(("text", "meant"), RATES)
def test_a_rate_means_the_same_in_every_box(text: str, meant: str | None) -> None:
    share = None if meant is None else Decimal(meant)
    assert in_the_form(YEARLY, text) == share
    assert in_a_box(DecimalSlider("Rate", 0, "0.36", "0.001", show=PERCENT), text) == share
    assert in_an_exercise("percent", text, share) is (None if share is None else True)


@pytest.mark.parametrize(("text", "meant"), DAYS)
def test_a_day_means_the_same_in_every_box(text: str, meant: date | None) -> None:
    assert in_the_form(PAID["date"], text) == meant
    assert in_a_box(DaySlider("Day", date(2026, 1, 1), date(2026, 12, 31)), text) == meant
    assert in_the_journal("date", text) is (meant is not None)


@pytest.mark.parametrize(
    ("text", "meant"), [("47", 47), ("４７", 47), ("1,200", 1200), ("4.5", None), ("4²", None), ("④", None)]
)
def test_a_whole_number_means_the_same_in_every_box(text: str, meant: int | None) -> None:
    assert in_the_form(Field("count", "whole", most=2000), text) == meant
    assert in_a_box(Slider("Days", 0, 2000, unit="days"), text) == meant
    assert in_an_exercise("days", text, meant) is (None if meant is None else True)


@pytest.mark.parametrize(
    ("text", "meant"), [("18", "0.18"), ("0.18", None), ("0.5", "0.005"), ("0", "0"), ("30", None)]
)
def test_a_rate_without_a_sign_is_asked_back_where_it_can_be_read_in_two_ways(
    text: str, meant: str | None
) -> None:
    slider = DecimalSlider("Rate", 0, "0.24", "0.001", value="0.06", show=PERCENT)
    assert in_a_box(slider, text) == (None if meant is None else Decimal(meant))


def test_the_question_names_both_ways() -> None:
    slider = DecimalSlider("Rate", 0, "0.24", "0.001", value="0.06", show=PERCENT)
    with in_language("en"):
        in_a_box(slider, "0.18")
        assert slider.problem == "Is 0.18% meant, or 18%? Please type it with the percent sign."


def test_a_rate_written_as_a_share_is_taken_where_only_that_can_be_meant() -> None:
    assert in_a_box(DecimalSlider("Rate", "0.08", "0.24", "0.001", show=PERCENT), "0.18") == Decimal("0.18")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["a lot", "10²", "", "1.234,50"])
def test_what_cannot_be_read_is_named_and_what_is_allowed_is_said(language: str, text: str) -> None:
    with in_language(language):
        slider = DecimalSlider("Amount", 0, 500, 100, show=MONEY)
        in_a_box(slider, text)
        assert text in slider.problem and "¥500.00" in slider.problem
