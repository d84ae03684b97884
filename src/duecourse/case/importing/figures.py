"""Days and amounts in the cells of a list: texts, dates, or a spreadsheet's numbers."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Final

from duecourse.locale.typed import NotRead, as_day, day_from_serial, read_amount, read_day

_NOTHING: Final = frozenset(("", "-", "--", "---", "/", "//", "—", "——", "–"))
"""What stands in a cell for "nothing"."""

_WORKED_OUT = re.compile(r"[A-Za-z(!|]")
_TIME = re.compile(r"\d{1,2}[:：时]\d{1,2}(?:[:：分]\d{1,2}(?:\.\d+)?秒?)?|\d{6}")
_BEHIND = re.compile(
    r"(?P<amount>[^(（/]*\d[^(（/]*?)\s*(?:/\s*(?P<currency>[^()（）/\d]+?))?\s*(?:[(（](?P<note>[^()（）]+)[)）])?"
)
_CURRENCY = re.compile("CNY|RMB|yuan", re.IGNORECASE)


def is_empty(cell: object) -> bool:
    """Whether a cell holds nothing, or a dash for it."""
    return cell is None or (isinstance(cell, str) and cell in _NOTHING)


def cell_day(cell: object) -> date:
    """The day in a cell: a date, a text, or a spreadsheet's number of days."""
    if isinstance(cell, date):
        return as_day(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if not abs(cell) < 10**9:
            raise NotRead("not_a_day")
        if 20000101 <= cell <= 21001231:
            return read_day(str(int(cell)))
        return day_from_serial(int(cell))
    if is_empty(cell):
        raise NotRead("no_day")
    if isinstance(cell, str):
        return _text_day(cell)
    raise NotRead("not_a_day")


@lru_cache(maxsize=20_000)
def _text_day(cell: str) -> date:
    _no_formula(cell)
    if re.fullmatch(r"\d{5}(?:\.\d+)?", cell.strip()):
        return day_from_serial(int(float(cell)))
    return read_day(cell)


def is_time(cell: object) -> bool:
    """Whether a cell holds only a time of day, as it stands in a column beside that of the days."""
    if isinstance(cell, str):
        return len(cell) < 16 and bool(_TIME.fullmatch(cell))
    return isinstance(cell, time) or (isinstance(cell, datetime) and cell.year < 1900)


def taken_apart(cell: object) -> tuple[object, str, str]:
    """An amount, and the currency and the note behind it: "52.80(已全额退款)", "1,500.00/RMB(存入)"."""
    if isinstance(cell, str) and ("(" in cell or "（" in cell or "/" in cell):
        found = _BEHIND.fullmatch(cell)
        if found:
            return found["amount"], found["currency"] or "", found["note"] or ""
    return cell, "", ""


def cell_amount(cell: object, *, decimal_comma: bool = False) -> Decimal:
    """The amount in a cell, with its sign."""
    if is_empty(cell):
        raise NotRead("no_amount")
    if isinstance(cell, bool | date | time):
        raise NotRead("not_an_amount")
    if isinstance(cell, int | Decimal):
        return Decimal(cell)
    if isinstance(cell, float):
        return _from_binary(cell)
    if not isinstance(cell, str):
        raise NotRead("not_an_amount")
    return _text_amount(cell, decimal_comma)


@lru_cache(maxsize=20_000)
def _text_amount(cell: str, decimal_comma: bool) -> Decimal:
    _no_formula(cell)
    return read_amount(cell, decimal_comma=decimal_comma)


def _from_binary(cell: float) -> Decimal:
    """What a spreadsheet shows for its binary number: 893.3299999999999 stands for 893.33."""
    exact = Decimal(repr(cell))
    if not exact.is_finite():
        raise NotRead("not_an_amount")
    fen = Decimal(f"{cell:.2f}")
    return fen if abs(exact - fen) < Decimal("0.000001") else exact


def _no_formula(cell: str) -> None:
    """A formula in a text file is never worked out."""
    if cell.startswith(("=", "@")) or (cell[:1] in "+-" and _WORKED_OUT.search(_CURRENCY.sub("", cell))):
        raise NotRead("formula")


def is_day(cell: object) -> bool:
    """Whether a cell can only be a day: a number of days could as well be an amount."""
    if isinstance(cell, date):
        return True
    if not isinstance(cell, str) or len(cell) < 8 or not any(map(str.isdigit, cell[:4])):
        return False
    try:
        _text_day(cell)
    except NotRead:
        return False
    return True


def is_amount(cell: object, *, decimal_comma: bool = False) -> bool:
    """Whether a cell can be read as an amount."""
    try:
        cell_amount(cell, decimal_comma=decimal_comma)
    except NotRead:
        return False
    return True
