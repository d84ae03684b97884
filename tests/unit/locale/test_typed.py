"""Amounts, rates and days as people write them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duecourse.locale import LANGUAGES, day, days, in_language, money, percent
from duecourse.locale.typed import (
    FIRST_DAY,
    MOST_A_YEAR,
    YEARS_AHEAD,
    NotRead,
    check_day,
    check_rate,
    day_from_serial,
    plain,
    read_amount,
    read_day,
    read_fen,
    read_number,
    read_percent,
    read_rate,
    read_time,
    read_whole,
)


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
        ("−¥1,234.50", "-1234.50"),
        ("RMB 12元", "12"),
        ("1234。5", "1234.5"),
        ("\ufeff12.50\u200e", "12.50"),
    ],
)
def test_amounts(text: str, amount: str) -> None:
    assert read_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "abc", "1,23", "1,2000", "1.2.3", "12 34", "1\n234", "1e3", "NaN", "inf", "9" * 99),
        *("--5", "-5-", "(-5)", "(5", "5)", "1元2", "3元5角", "万", "¥", "1_000", "1'000", "<b>1</b>"),
    ],
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


@pytest.mark.parametrize("text", ["", "%", "abc", "1.5.3", "5%%", "1 5%", "%5", "万分之", "百分之5%"])
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
        "March 5, 2026",
        "2026年3月5日12:30",
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
        ("Marble 5, 2026", "not_a_day"),
        ("2026-3-112:30", "not_a_day"),
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


READERS = (
    plain,
    read_amount,
    read_fen,
    read_number,
    read_whole,
    read_rate,
    read_percent,
    read_day,
    read_time,
)
LOOK_LIKE_DIGITS = (
    "10²",
    "2¹",
    "①②",
    "⑫",
    "½",
    "1½",
    "Ⅻ",
    "ⅳ",
    "١٢",
    "१२",
    "𝟏𝟐",
    "㈠",
    "⒈",
    "㋀",
    "1⁄2",
    "５₂",
)


@pytest.mark.parametrize("reader", READERS[1:])
@pytest.mark.parametrize("text", LOOK_LIKE_DIGITS)
def test_what_only_looks_like_digits_is_not_folded_into_them(reader: Any, text: str) -> None:
    for around in ("{}", "¥{}", "{}%", "2026-03-{}", "{}:30", "2026年{}月5日"):
        with pytest.raises(NotRead):
            reader(around.format(text))


@pytest.mark.parametrize("reader", READERS)
@given(text=st.text(max_size=70))
def test_any_text_is_a_figure_or_is_not_read(reader: Any, text: str) -> None:
    with suppress(NotRead):
        reader(text)


@given(st.sampled_from(sorted(LANGUAGES)), st.decimals(-(10**9), 10**9, places=2))
def test_an_amount_as_it_is_written_is_read_back(language: str, amount: Decimal) -> None:
    with in_language(language):
        assert read_fen(money(amount)) == amount


@given(st.sampled_from(sorted(LANGUAGES)), st.decimals(-100, 100, places=8))
def test_a_rate_as_it_is_written_is_read_back(language: str, share: Decimal) -> None:
    with in_language(language):
        assert read_rate(percent(share, places=6)) == (share, True)
        assert read_percent(percent(share, places=6)) == share


@given(st.sampled_from(sorted(LANGUAGES)), st.dates(date(1000, 1, 1)))
def test_a_day_as_it_is_written_is_read_back(language: str, on: date) -> None:
    with in_language(language):
        assert read_day(day(on)) == read_day(on.isoformat()) == on


@given(st.sampled_from(sorted(LANGUAGES)), st.integers(0, 10**6))
def test_a_number_of_days_as_it_is_written_is_read_back(language: str, count: int) -> None:
    with in_language(language):
        assert read_whole(days(count), ["day", "days", "天"]) == count == read_whole(f"{count:,}")


@pytest.mark.parametrize(("text", "why"), [("12.5", "not_whole"), ("x", "not_whole"), ("", "empty")])
def test_what_is_no_whole_number(text: str, why: str) -> None:
    with pytest.raises(NotRead) as caught:
        read_whole(text)
    assert caught.value.why == why


def test_parts_of_a_fen_are_refused() -> None:
    with pytest.raises(NotRead, match="too_many_places"):
        read_fen("12.345")


def test_a_day_far_off_is_asked_back() -> None:
    last = date.today().year + YEARS_AHEAD
    for on in (FIRST_DAY, date(last, 12, 31)):
        assert check_day(on) == on
    for on, why in ((date(1999, 12, 31), "day_too_early"), (date(last + 1, 1, 1), "day_too_late")):
        with pytest.raises(NotRead, match=why):
            check_day(on)


def test_a_rate_far_above_every_contract_is_asked_back() -> None:
    assert check_rate(MOST_A_YEAR, MOST_A_YEAR) == MOST_A_YEAR
    with pytest.raises(NotRead, match="rate_too_high"):
        check_rate(Decimal(10), MOST_A_YEAR)
