"""Amounts, rates and days as people write them: "¥1,234.50", "１２元", "15.3%", "万分之五", "2026年3月5日".

Used for the case file, the form and the import alike. Everything is exact; nothing is guessed: what
can be read in two ways is a `NotRead`.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final


class NotRead(ValueError):
    """A text that is no figure. `why` is the name of a message in case.po, `values` go into its places."""

    def __init__(self, why: str, **values: object) -> None:
        super().__init__(why)
        self.why = why
        self.values = values


def plain(text: str) -> str:
    """The text with full-width letters, digits and signs made half-width and spaces at the ends dropped."""
    return unicodedata.normalize("NFKC", text).strip()


_LONGEST: Final = 60  # characters in a figure; anything longer is no figure
_CURRENCY = re.compile(r"\s*(?:人民币|RMB|CNY|yuan|¥|[元圆][整正]?)\s*", re.IGNORECASE)
_AMOUNT = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)(?:\.\d*)?|\.\d+")
_DECIMAL_COMMA = re.compile(r"(?:\d+|\d{1,3}(?:\.\d{3})+),\d{1,2}")


def read_amount(text: str, *, decimal_comma: bool = False) -> Decimal:
    """An amount in yuan, with its sign: "¥1,234.50", "1.2万", "(300)" for minus 300.

    decimal_comma: a file that separates its columns by semicolons may write "1.234,50".
    """
    kept = plain(text)
    if not kept:
        raise NotRead("empty")
    if len(kept) > _LONGEST:
        raise NotRead("not_an_amount")
    kept = _CURRENCY.sub("", kept).replace("−", "-").replace("–", "-")
    negative = False
    if kept.startswith("(") and kept.endswith(")"):
        negative, kept = True, kept[1:-1]
    if kept.startswith(("-", "+")):
        negative, kept = negative or kept[0] == "-", kept[1:].lstrip()
    elif kept.endswith("-"):
        negative, kept = True, kept[:-1]
    times = 1
    if kept.endswith("万"):
        times, kept = 10000, kept[:-1].rstrip()
    if decimal_comma and _DECIMAL_COMMA.fullmatch(kept):
        kept = kept.replace(".", "").replace(",", ".")
    if not _AMOUNT.fullmatch(kept):
        raise NotRead("not_an_amount")
    amount = Decimal(kept.replace(",", "").replace(" ", "")) * times
    return -amount if negative else amount


_PARTS: Final = {"百分之": 100, "千分之": 1000, "万分之": 10000}
_ENDINGS: Final = {"%": 100, "‰": 1000, "‱": 10000}
_DIGITS = str.maketrans("零〇一二三四五六七八九点两", "00123456789.2")
_NUMBER = re.compile(r"\d+(?:\.\d*)?|\.\d+")


def read_rate(text: str) -> tuple[Decimal, bool]:
    """A rate as a share of one, and whether it was written as so many in a hundred or ten thousand.

    "0.153" is (0.153, False); "15.3%", "万分之五" and "0.5‰" are (…, True).
    """
    kept = re.sub(r"\s", "", plain(text))
    if not kept:
        raise NotRead("empty")
    if len(kept) > _LONGEST:
        raise NotRead("not_a_rate")
    parts = 1
    for start, size in _PARTS.items():
        if kept.startswith(start):
            parts, kept = size, kept[len(start) :].translate(_DIGITS)
    for end, size in _ENDINGS.items():
        if parts == 1 and kept.endswith(end):
            parts, kept = size, kept[:-1]
    if not _NUMBER.fullmatch(kept):
        raise NotRead("not_a_rate")
    return Decimal(kept).scaleb(1 - len(str(parts))), parts > 1


_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = r"(?:[T\s]*\d{1,2}[:时]\d{1,2}(?:[:分](?:\d{1,2}(?:\.\d+)?秒?)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
_WEEKDAY = r"(?:\s*\(?(?:星期|周)[一二三四五六日天]\)?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.年])\s*(\d{{1,2}})[-/.月]\s*(\d{{1,2}})[日号]?{_WEEKDAY}{_TIME}")
_DIGITS_ONLY = re.compile(rf"(\d{{4}})(\d{{2}})(\d{{2}})(?:\d{{6}}|{_TIME})")
_DAY_FIRST = re.compile(rf"(\d{{1,2}})[-/.\s]*([a-z]{{3,9}})\.?[-/.,\s]*(\d{{4}}){_TIME}", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"([a-z]{{3,9}})\.?\s*(\d{{1,2}}),?\s+(\d{{4}}){_TIME}", re.IGNORECASE)
_NO_YEAR = re.compile(r"\d{1,2}\s*月\s*\d{1,2}\s*[日号]?|\d{1,2}[-/.]\d{1,2}")
_YEAR_LAST = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{1,2})|\d{2}年\d{1,2}月\d{1,2}[日号]?")


def read_day(text: str) -> date:
    """A day as people write it, a time of day behind it left out. The year must have four digits."""
    kept = plain(text)
    if not kept:
        raise NotRead("empty")
    if len(kept) > _LONGEST:
        raise NotRead("not_a_day")
    if found := _YEAR_FIRST.fullmatch(kept):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _DIGITS_ONLY.fullmatch(kept):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(kept):
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_FIRST.fullmatch(kept):
        return _day(int(found[3]), _month(found[1]), int(found[2]))
    if _NO_YEAR.fullmatch(kept):
        raise NotRead("day_without_year")
    if _YEAR_LAST.fullmatch(kept):
        raise NotRead("day_in_two_ways")
    raise NotRead("not_a_day")


def _month(name: str) -> int:
    short = name[:3].lower()
    if short not in _MONTHS:
        raise NotRead("not_a_day")
    return _MONTHS.index(short) + 1


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotRead("no_such_day") from None


_FIRST_SERIAL, _LAST_SERIAL = 36526, 73415  # 2000-01-01 and 2100-12-31 as spreadsheets count


def day_from_serial(number: int) -> date:
    """The day behind a spreadsheet's number of days, for the years 2000 to 2100."""
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        raise NotRead("not_a_day")
    return date(1899, 12, 30) + timedelta(days=number)


def as_day(value: date | datetime) -> date:
    """The day of a date or of a moment."""
    return value.date() if isinstance(value, datetime) else value
