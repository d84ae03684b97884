"""Amounts, rates and days as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from duecourse.locale.typed import NotRead, day_from_serial, read_amount, read_day, read_rate


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234.5", "1234.5"),
        ("1,234.50", "1234.50"),
        ("1，234.50", "1234.50"),
        ("¥1,234.50", "1234.50"),
        ("￥ １，２３４．５０ 元", "1234.50"),
        ("1234.50元", "1234.50"),
        ("人民币1234.50元整", "1234.50"),
        ("CNY 1 234.50", "1234.50"),
        ("1.2万元", "12000"),
        ("-300", "-300"),
        ("−300", "-300"),
        ("¥-300", "-300"),
        ("(300.00)", "-300.00"),
        ("（300.00）", "-300.00"),
        ("300-", "-300"),
        (".5", "0.5"),
    ],
)
def test_amounts(text: str, amount: str) -> None:
    assert read_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["", " ", "abc", "1,23", "1.2.3", "12 34", "1e3", "NaN", "inf", "--5", "9" * 99]
)
def test_what_is_no_amount_is_not_guessed(text: str) -> None:
    with pytest.raises(NotRead):
        read_amount(text)


def test_a_decimal_comma_only_where_the_file_may_have_one() -> None:
    assert read_amount("1.234,50", decimal_comma=True) == Decimal("1234.50")
    assert read_amount("1,234", decimal_comma=True) == Decimal(1234)
    with pytest.raises(NotRead):
        read_amount("1.234,50")


@pytest.mark.parametrize(
    ("text", "rate", "marked"),
    [
        ("0.153", "0.153", False),
        ("15.3%", "0.153", True),
        ("１５．３％", "0.153", True),
        ("0.5‰", "0.0005", True),
        ("万分之5", "0.0005", True),
        ("万分之五", "0.0005", True),
        ("万分之四点五", "0.00045", True),
        ("千分之一", "0.001", True),
    ],
)
def test_rates(text: str, rate: str, marked: bool) -> None:
    assert read_rate(text) == (Decimal(rate), marked)


@pytest.mark.parametrize("text", ["", "%", "abc", "1.5.3", "-0.1", "5%%"])
def test_what_is_no_rate(text: str) -> None:
    with pytest.raises(NotRead):
        read_rate(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05",
        "2026/3/5",
        "2026.3.5",
        "2026年3月5日",
        "2026年03月05号",
        "２０２６年３月５日",
        "20260305",
        "20260305123001",
        "2026-03-05 12:30:01",
        "2026-03-05T12:30:01+08:00",
        "2026年3月5日 12时30分",
        "2026-03-05 星期四",
        "5-Mar-2026",
        "5 March 2026",
        "Mar 5, 2026",
    ],
)
def test_days(text: str) -> None:
    assert read_day(text) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("3月5日", "day_without_year"),
        ("03-05", "day_without_year"),
        ("03/05/2026", "day_in_two_ways"),
        ("26/3/5", "day_in_two_ways"),
        ("2026-02-30", "no_such_day"),
        ("5-Foo-2026", "not_a_day"),
        ("yesterday", "not_a_day"),
        ("", "empty"),
    ],
)
def test_days_that_are_not_guessed(text: str, why: str) -> None:
    with pytest.raises(NotRead) as caught:
        read_day(text)
    assert caught.value.why == why


def test_a_spreadsheet_s_number_of_days() -> None:
    assert day_from_serial(46086) == date(2026, 3, 5)
    with pytest.raises(NotRead):
        day_from_serial(893)
