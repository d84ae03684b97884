"""The units a value may have: how it is written in the file, and how it is shown to a reader."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Final, TypeGuard

from duecourse.files import in_short, one_of
from duecourse.locale import LANGUAGES, Text, day, month, percent, say, separator

Scalar = Decimal | int | bool | str | date | time | Text
"""One figure, word, day or hour; or a name in both languages."""

SHARES: Final = (
    "share",
    "share a day",
    "share a month",
    "share a year",
    "share of the contract rate",
    "share of the loss",
    "share of the unpaid minimum",
    "share of the principal a period",
)
"""Shares of one, written as quoted decimals: "0.30" is 30 %."""

MULTIPLES: Final = ("multiple", "multiple of the contract rate", "multiple of the loan prime rate")
"""Quoted decimals too: "1.5" is one and a half times."""

AMOUNTS: Final = ("yuan", "large amount")
COUNTS: Final = ("days", "months", "years", "times", "count", "large count", "year", "day of the month")

UNITS: Final = (
    *SHARES,
    *MULTIPLES,
    *AMOUNTS,
    *COUNTS,
    "date",
    "month",
    "time of day",
    "phone number",
    "name",
    "word",
    "yes or no",
)
"""Every unit. "word" is for the program (a code, a kind of lender) and is never shown."""

_MONTH = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])", re.ASCII)
_DIGITS: Final = 15
"""No figure here has more, before or after the point."""


class UnitError(ValueError):
    """A value that does not fit its unit. `problem` and `remedy` are for the error about the file."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


def check_unit(unit: str) -> None:
    """Raises UnitError for a unit that is not in `UNITS`."""
    if unit not in UNITS:
        raise UnitError(f"{in_short(unit)} is not a known unit", f"Use {one_of(UNITS)}")


def read(unit: str, raw: object) -> Scalar:
    """The value behind what the file says, exact: Decimal for shares, multiples and amounts with fen.

    Raises UnitError where it does not fit, above all for a decimal without quotes.
    """
    if unit in SHARES or unit in MULTIPLES:
        return _decimal(unit, raw)
    if unit in AMOUNTS:
        return _whole(unit, raw) if isinstance(raw, int) else _decimal(unit, raw)
    if unit in COUNTS:
        return _whole(unit, raw)
    if unit == "yes or no" and isinstance(raw, bool):
        return raw
    if unit == "date" and type(raw) is date:
        return raw
    if unit == "time of day" and isinstance(raw, time):
        return raw
    if unit == "month" and isinstance(raw, str) and _MONTH.fullmatch(raw):
        return date.fromisoformat(f"{raw}-01")
    if unit == "phone number" and isinstance(raw, str) and raw.isdigit():
        return raw
    if unit == "word" and isinstance(raw, str) and raw.strip():
        return raw
    if unit == "name" and _is_name(raw):
        return Text(**raw)
    raise UnitError(f"{in_short(raw)} is not a {unit}", f"Write it as {_EXAMPLES.get(unit, 'the unit asks')}")


_EXAMPLES: Final = {
    "yes or no": "true or false",
    "date": "2026-11-24, without quotes",
    "time of day": "22:00:00, without quotes",
    "month": '"2025-10", with quotes',
    "phone number": '"12378", with quotes',
    "word": "a word in quotes",
    "name": '{ en = "…", zh = "…" }',
}


def _is_name(raw: object) -> TypeGuard[dict[str, str]]:
    """Whether it is a text in both languages."""
    if not isinstance(raw, dict) or sorted(raw) != sorted(LANGUAGES):
        return False
    return all(isinstance(text, str) and text.strip() for text in raw.values())


def _decimal(unit: str, raw: object) -> Decimal:
    if not isinstance(raw, str):
        raise UnitError(f"{in_short(raw)} is not a quoted decimal ({unit})", f'Write "{in_short(raw)}"')
    try:
        number = Decimal(raw)
    except InvalidOperation:
        number = Decimal("NaN")
    if number.is_finite() and not -_DIGITS <= number.adjusted() <= _DIGITS:
        raise UnitError(f"{in_short(raw)} is no size for a {unit}", f"Write it with at most {_DIGITS} digits")
    if not number.is_finite() or number < 0:
        raise UnitError(f"{in_short(raw)} is not a number ({unit})", 'Write a decimal such as "0.30"')
    return number


def _whole(unit: str, raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or raw < 0:
        raise UnitError(f"{in_short(raw)} is not a whole number ({unit})", "Write it without quotes: 30")
    if raw >= 10**_DIGITS:
        raise UnitError(f"{in_short(raw)} is no size for {unit}", f"Write it with at most {_DIGITS} digits")
    return raw


def show(unit: str, value: Scalar) -> str:
    """The value as the present language writes it: "30%", "¥50,000", "31 Mar 2026", "22:00"."""
    if isinstance(value, Decimal) and unit in SHARES:
        return percent(value, max(2, -int(value.as_tuple().exponent) - 2))
    if unit == "yuan" and isinstance(value, Decimal | int):
        return f"¥{value:,}"
    if unit == "large amount" and isinstance(value, Decimal | int):
        return say("rules.large_amount", number=_large(value))
    if unit == "large count" and isinstance(value, Decimal | int):
        return _large(value)
    if isinstance(value, bool):
        return say("rules.answer_yes" if value else "rules.answer_no")
    if isinstance(value, int):
        return str(value) if unit == "year" else f"{value:,}"
    if isinstance(value, date):
        return month(value) if unit == "month" else day(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Text):
        return str(value)
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def show_all(unit: str, values: tuple[Scalar, ...]) -> str:
    """Several values of one unit as a list in the present language."""
    return separator().join(show(unit, value) for value in values)


def _large(value: Decimal | int) -> str:
    """A large number in the words of the language: "737 million", "7.37亿"."""
    for name in ("large_1", "large_2"):
        size = int(say(f"rules.{name}_size"))
        if value >= size:
            return say(f"rules.{name}", number=f"{(Decimal(value) / size).normalize():f}")
    return f"{value:,}"
