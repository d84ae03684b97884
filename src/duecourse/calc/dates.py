"""Days and months: counting the days of an interval, and month ends that do not drift."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from typing import Final

from .money import BadInput

DAY_RULES: Final = ("half_open", "inclusive")
"""half_open: the first day counts and the last does not. inclusive: both count."""

YEARS: Final = (360, 365)


def as_date(value: object, argument: str) -> date:
    """`value`, if it is a plain `datetime.date`."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise BadInput(argument, value, "a datetime.date")
    return value


def count_days(start: date, end: date, days: str) -> int:
    """The days from `start` to `end` under a day rule. Raises BadInput where the end comes first."""
    as_date(start, "start")
    as_date(end, "end")
    if days not in DAY_RULES:
        raise BadInput("days", days, " or ".join(DAY_RULES))
    if end < start:
        raise BadInput("end", end, f"a day not before the start, {start}")
    return (end - start).days + (days == "inclusive")


def add_months(anchor: date, months: int) -> date:
    """The same day `months` later; the month's last day where it has no such day.

    Always count from the first day of a plan: 31 Jan, 28 Feb, 31 Mar, never 28 Mar.
    """
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))
