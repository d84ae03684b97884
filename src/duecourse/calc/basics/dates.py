"""Days and months: counting the days of an interval, and month ends that do not drift."""

from calendar import monthrange
from datetime import date, datetime
from functools import lru_cache
from typing import Final, Literal, get_args

from .money import BadInput, choice

DayRule = Literal["half_open", "inclusive"]
"""half_open: the first day counts and the last does not. inclusive: both count."""

DAY_RULES: Final[tuple[DayRule, ...]] = get_args(DayRule)

YearDays = Literal[360, 365]
"""The days that contracts give a year."""

YEARS: Final[tuple[YearDays, ...]] = get_args(YearDays)


def as_date(value: object, argument: str) -> date:
    """`value`, if it is a plain `datetime.date`."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise BadInput(argument, value, "a datetime.date")
    return value


def year_of(year_days: int) -> YearDays:
    """`year_days`, if it is a number of days contracts give a year."""
    for known in YEARS:
        if isinstance(year_days, int) and year_days == known:
            return known
    raise BadInput("year_days", year_days, " or ".join(map(str, YEARS)))


def count_days(start: date, end: date, days: DayRule) -> int:
    """The days from `start` to `end` under a day rule. Raises BadInput where the end comes first."""
    as_date(start, "start")
    as_date(end, "end")
    choice(days, "days", DAY_RULES)
    if end < start:
        raise BadInput("end", end, f"a day not before the start, {start}")
    return (end - start).days + (days == "inclusive")


def add_months(anchor: date, months: int) -> date:
    """The same day `months` later; the month's last day where it has no such day.

    Always count from the first day of a plan: 31 Jan, 28 Feb, 31 Mar, never 28 Mar.
    """
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


def month_end(on: date) -> date:
    """The last day of a day's month."""
    return on.replace(day=monthrange(on.year, on.month)[1])


@lru_cache(maxsize=256)
def months_after(anchor: date, months: int) -> tuple[int, ...]:
    """The same day of each of the next `months` months, as ordinals."""
    return tuple(add_months(anchor, number).toordinal() for number in range(1, months + 1))
