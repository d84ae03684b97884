"""Amounts, numbers, rates and days as people write them: "¥1,234.50", "１２元", "15.3%", "2026年3月5日".

The one reader of what is typed: in the case file, the form, the boxes beside sliders, exercises, the journal
and the import. Everything is exact and nothing is guessed: what can be read in two ways, or only by
folding one sign into another ("10²", "①", "½"), is a `NotRead`. What no contract and no household has is
asked back; those limits are here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

FIRST_DAY: Final = date(2000, 1, 1)
YEARS_AHEAD: Final = 10
"""How far ahead a day may be; a plan for a household in debt ends long before that."""

LARGEST_AMOUNT: Final = Decimal(10) ** 12
"""Yuan."""

MOST_A_DAY: Final = Decimal("0.02")
"""The highest rate a day that is taken as meant: many times what any contract may ask."""
MOST_A_MONTH: Final = 30 * MOST_A_DAY
MOST_A_YEAR: Final = 365 * MOST_A_DAY


class NotRead(ValueError):
    """A text that is no figure. `why` is the name of a message in case.po, `values` go into its places."""

    def __init__(self, why: str, **values: object) -> None:
        super().__init__(why)
        self.why = why
        self.values = values


_HALF_WIDTH: Final = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | {0xFFE5: "¥"}
_SPACES: Final = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000"), " ")
_UNSEEN: Final = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u2060\ufeff"))  # they come along when one copies


def plain(text: str) -> str:
    """The text with full-width letters, digits and signs made half-width and spaces at the ends dropped.

    Nothing else is folded: a superscript or a circled digit is not the digit it resembles.
    """
    return text.translate(_HALF_WIDTH | _SPACES | _UNSEEN).strip()


_LONGEST: Final = 60  # characters in a figure; anything longer is no figure
_NUMBER = r"(?:(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+)(?:\.[0-9]*)?|\.[0-9]+)"
_MINUS: Final = {ord("−"): "-", ord("–"): "-"}
_POINT = re.compile(r"(?<=[0-9])。(?=[0-9])")  # the key of the point, on a Chinese keyboard

_BEFORE = r"(?:(?:人民币|RMB|CNY|¥)\s*)*"
_AFTER = r"(?:\s*(?:[元圆][整正]?|RMB|CNY|yuan))*"
_AMOUNT = re.compile(
    rf"(?P<sign>[-+]?)\s*{_BEFORE}(?P<inner>[-+]?)\s*(?P<open>\(?)\s*{_BEFORE}"
    rf"(?P<number>{_NUMBER})\s*(?P<ten_thousand>万?){_AFTER}\s*(?P<close>\)?){_AFTER}(?P<behind>-?)",
    re.IGNORECASE,
)
_DECIMAL_COMMA = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+),[0-9]{1,2}(?![0-9,.])")
_SIGNED = re.compile(rf"(?P<sign>[-+]?)\s*(?P<number>{_NUMBER})\s*(?P<ten_thousand>万?)")


def read_amount(text: str, *, decimal_comma: bool = False) -> Decimal:
    """An amount in yuan, with its sign: "¥1,234.50", "1.2万", "(300)" for minus 300.

    decimal_comma: a file that separates its columns by semicolons may write "1.234,50".
    """
    kept = _signs(text, "not_an_amount")
    if decimal_comma:
        kept = _DECIMAL_COMMA.sub(lambda found: found[0].replace(".", "").replace(",", "."), kept, count=1)
    found = _AMOUNT.fullmatch(kept)
    if found is None or bool(found["open"]) != bool(found["close"]):
        raise NotRead("not_an_amount")
    signs = [found["sign"], found["inner"], found["behind"], "-" if found["open"] else ""]
    if len("".join(signs)) > 1:
        raise NotRead("not_an_amount")
    return _value(found, negative="-" in signs)


def read_fen(text: str) -> Decimal:
    """An amount in yuan and whole fen, with its sign and two places."""
    return whole_fen(read_amount(text))


def read_number(text: str, units: Iterable[str] = ()) -> Decimal:
    """A number, with its sign. units: words that may stand behind it, such as "days"."""
    kept = _signs(text, "not_a_number")
    for unit in sorted(filter(None, units), key=len, reverse=True):
        kept = kept.removesuffix(unit).strip()
    found = _SIGNED.fullmatch(kept)
    if found is None:
        raise NotRead("not_a_number")
    return _value(found, negative=found["sign"] == "-")


def read_whole(text: str, units: Iterable[str] = ()) -> int:
    """A whole number, with its sign. units: words that may stand behind it, such as "days"."""
    try:
        number = read_number(text, units)
    except NotRead as error:
        raise error if error.why == "empty" else NotRead("not_whole") from None
    if number != number.to_integral_value():
        raise NotRead("not_whole")
    return int(number)


def _signs(text: str, why: str) -> str:
    """The text with one sign for minus and one for the point. Raises NotRead where there is none, or far
    too much of it."""
    kept = plain(text)
    if not kept:
        raise NotRead("empty")
    if len(kept) > _LONGEST:
        raise NotRead(why)
    return re.sub(" +", " ", _POINT.sub(".", kept.translate(_MINUS)))


def _value(found: re.Match[str], *, negative: bool) -> Decimal:
    value = Decimal(found["number"].replace(",", "").replace(" ", "")) * (
        10000 if found["ten_thousand"] else 1
    )
    return -value if negative else value


def whole_fen(value: Decimal) -> Decimal:
    """An amount with two places. Raises NotRead for parts of a fen."""
    if value.copy_abs() > LARGEST_AMOUNT:
        raise NotRead("too_large")
    fen = value.quantize(Decimal("0.01"))
    if fen != value:
        raise NotRead("too_many_places", amount=fen)
    return fen


def check_amount(value: Decimal, *, above_zero: bool = False) -> Decimal:
    """An amount that can stand in a case, with two places: whole fen, not negative, not absurd."""
    if not value.is_finite():
        raise NotRead("not_an_amount")
    if value < 0:
        raise NotRead("negative", amount=value.copy_abs())
    fen = whole_fen(value)
    if above_zero and not fen:
        raise NotRead("zero")
    return fen


_PARTS: Final = {"百分之": 100, "千分之": 1000, "万分之": 10000}
_ENDINGS: Final = {"%": 100, "‰": 1000, "‱": 10000}
_DIGITS = str.maketrans("零〇一二三四五六七八九点两", "00123456789.2")
_SHARE = re.compile(rf"(?P<sign>[-+]?)\s*(?P<number>{_NUMBER})(?P<ten_thousand>)")


def read_rate(text: str) -> tuple[Decimal, bool]:
    """A rate as a share of one, and whether it was written as so many in a hundred or ten thousand.

    "0.153" is (0.153, False); "15.3%", "万分之五" and "0.5‰" are (…, True).
    """
    kept = _signs(text, "not_a_rate")
    parts = 1
    for start, size in _PARTS.items():
        if kept.startswith(start):
            parts, kept = size, kept[len(start) :].strip().translate(_DIGITS)
    for end, size in _ENDINGS.items():
        if parts == 1 and kept.endswith(end):
            parts, kept = size, kept[:-1].rstrip()
    found = _SHARE.fullmatch(kept)
    if found is None:
        raise NotRead("not_a_rate")
    return _value(found, negative=found["sign"] == "-").scaleb(1 - len(str(parts))), parts > 1


def read_percent(text: str) -> Decimal:
    """A rate as a share of one, typed where the answer is asked for in per cent: "15.3" is 0.153 there."""
    rate, marked = read_rate(text)
    return rate if marked else rate.scaleb(-2)


_MONTHS: Final = {
    **{"jan": "uary", "feb": "ruary", "mar": "ch", "apr": "il", "may": "", "jun": "e"},
    **{"jul": "y", "aug": "ust", "sep": "tember", "oct": "ober", "nov": "ember", "dec": "ember"},
}
_TIME = (
    r"(?:(?:[T ]+|(?<=[^0-9 ]))[0-9]{1,2}[:时][0-9]{1,2}(?:[:分](?:[0-9]{1,2}(?:\.[0-9]+)?秒?)?)?"
    r"(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_WEEKDAY = r"(?: *\(?(?:星期|周)[一二三四五六日天]\)?)?"
_YEAR_FIRST = re.compile(
    rf"([0-9]{{4}}) *([-/.年]) *([0-9]{{1,2}}) *[-/.月] *([0-9]{{1,2}}) *[日号]?{_WEEKDAY}{_TIME}"
)
_DIGITS_ONLY = re.compile(rf"([0-9]{{4}})([0-9]{{2}})([0-9]{{2}})(?:[0-9]{{6}}|{_TIME})")
_DAY_FIRST = re.compile(rf"([0-9]{{1,2}})[-/. ]*([a-z]{{3,9}})\.?[-/., ]*([0-9]{{4}}){_TIME}", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"([a-z]{{3,9}})\.? *([0-9]{{1,2}}),? +([0-9]{{4}}){_TIME}", re.IGNORECASE)
_NO_YEAR = re.compile(r"[0-9]{1,2} *月 *[0-9]{1,2} *[日号]?|[0-9]{1,2}[-/.][0-9]{1,2}")
_YEAR_LAST = re.compile(
    r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:[0-9]{4}|[0-9]{1,2})|[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}[日号]?"
)


def read_day(text: str) -> date:
    """A day as people write it, a time of day behind it left out. The year must have four digits."""
    kept = _signs(text, "not_a_day")
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
    short, rest = name[:3].lower(), name[3:].lower()
    if short not in _MONTHS or (rest not in ("", _MONTHS[short]) and name.lower() != "sept"):
        raise NotRead("not_a_day")
    return list(_MONTHS).index(short) + 1


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotRead("no_such_day") from None


def check_day(value: date, *, years_ahead: int = YEARS_AHEAD) -> date:
    """A day that can be meant: not before 2000, and no more than some years ahead."""
    if value < FIRST_DAY:
        raise NotRead("day_too_early", first=FIRST_DAY)
    last = date.today().year + years_ahead
    if value.year > last:
        raise NotRead("day_too_late", year=last, years=years_ahead)
    return value


def check_rate(value: Decimal, most: Decimal) -> Decimal:
    """A rate that can be meant: no more than `most`, which is many times what contracts have."""
    if value > most:
        raise NotRead("rate_too_high", percent=_in_percent(value), most=_in_percent(most))
    return value


def _in_percent(rate: Decimal) -> str:
    return f"{rate.scaleb(2).normalize():f}%"


_CLOCK: Final = re.compile(r"(上午|下午|晚上|凌晨)?([0-9]{1,2})(?:[:.点时h]([0-9]{1,2})?)?分?(am|pm)?")
_AFTERNOON: Final = ("下午", "晚上", "pm")


def read_time(text: str) -> time:
    """The time meant by "15:30", "15：30", "15点30分", "下午3点", "3pm"."""
    kept = _signs(text, "not_a_time").replace(" ", "").lower().replace("半", "30")
    found = _CLOCK.fullmatch(kept)
    if not found or int(found[2]) > 24 or int(found[3] or 0) > 59:
        raise NotRead("not_a_time")
    before, hour, minute, after = found.groups()
    hours = int(hour) % 24
    if (before or after) in _AFTERNOON and hours < 12:
        hours += 12
    elif after == "am" and hours == 12:
        hours = 0
    return time(hours, int(minute or 0))


_FIRST_SERIAL, _LAST_SERIAL = 36526, 73415  # 2000-01-01 and 2100-12-31 as spreadsheets count


def day_from_serial(number: int) -> date:
    """The day behind a spreadsheet's number of days, for the years 2000 to 2100."""
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        raise NotRead("not_a_day")
    return date(1899, 12, 30) + timedelta(days=number)


def as_day(value: date | datetime) -> date:
    """The day of a date or of a moment."""
    return value.date() if isinstance(value, datetime) else value
