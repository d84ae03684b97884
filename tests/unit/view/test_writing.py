"""What people type is read as they mean it, and what is shown can be read back."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duecourse.locale import LANGUAGES, day, in_language
from duecourse.view.writing import MONEY, NUMBER, PERCENT, Writing, read_day, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234.5", "1234.5"),
        ("¥1,234.50", "1234.50"),
        ("￥１，２３４．５", "1234.5"),
        (" 1 234 元 ", "1234"),
        ("1234 yuan", "1234"),
        ("CNY 12", "12"),
        ("1.5万", "15000"),
        ("−12", "-12"),
        (".5", "0.5"),
        ("1234。5", "1234.5"),
    ],
)
def test_numbers_as_people_type_them(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", " ", "many", "1.2.3", "1e9", "NaN", "Infinity", "--1", "<b>1</b>", "9" * 40, "万", "¥"]
)
def test_nonsense_is_no_number(text: str) -> None:
    with pytest.raises(ValueError):
        read_number(text)


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_a_value_error(text: str) -> None:
    with suppress(ValueError):
        assert read_number(text).is_finite()


@pytest.mark.parametrize(
    ("text", "share"),
    [("0.07%", "0.0007"), ("0.07", "0.0007"), ("０．０７％", "0.0007"), ("5‰", "0.005"), ("18 %", "0.18")],
)
def test_percentages(text: str, share: str) -> None:
    assert PERCENT.read(text) == Decimal(share)


@given(st.decimals("-9999999.99", "9999999.99", places=2))
def test_what_is_shown_is_read_back(amount: Decimal) -> None:
    def back(writing: Writing, value: Decimal) -> Decimal:
        return writing.read(writing.show(value))

    assert back(MONEY, amount) == amount
    assert back(NUMBER, amount) == amount
    share = (amount / 10**6).quantize(Decimal("0.00000001"))
    assert back(PERCENT, share) == share


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05",
        "2026/3/5",
        "2026.3.5",
        "2026年3月5日",
        "２０２６年３月５日",
        "5 Mar 2026",
        "5 March 2026",
    ],
)
def test_days_as_people_type_them(text: str) -> None:
    assert read_day(text) == date(2026, 3, 5)


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-13-01", "2026-02-30", "31 Foo 2026", "5/3/2026"])
def test_nonsense_is_no_day(text: str) -> None:
    with pytest.raises(ValueError):
        read_day(text)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(LANGUAGES))
def test_a_day_as_shown_is_read_back(on: date, language: str) -> None:
    with in_language(language):
        assert read_day(day(on)) == on
