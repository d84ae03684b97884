"""On which days banks and offices in mainland China work: weekends, public holidays, made-up workdays.

    is_workday(date(2026, 10, 10))      # True: a Saturday on which the days off in October are made up
    arranged_until(date(2026, 11, 24))  # the last day for which the State Council's arrangement is known

The days come from the maintained library `holidays`, which knows the arrangement that is published late
each year for the next. For later years it reckons the public holidays by themselves, without bridge days
and made-up workdays; where even that ends, only weekends are known. Nothing is asked of the network.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Final, Literal

Known = Literal["arranged", "reckoned", "weekends"]
"""How a year's days are known: as published; reckoned without bridge days; weekends alone."""

_LONGEST: Final = 31
"""Days: no run of days off is longer."""


@dataclass(frozen=True, slots=True)
class _Year:
    off: frozenset[date]
    made_up: frozenset[date]
    known: Known


@cache
def _year(year: int) -> _Year:
    china = _library()
    if not china.start_year <= year <= china.end_year:
        return _Year(frozenset(), frozenset(), "weekends")
    days: Any = china(years=year)
    made_up = frozenset(day for day in days.weekend_workdays if day.year == year)
    # Every arrangement has made-up workdays: a year without any has none published, as far as is known.
    off = frozenset(day for day in days if day.year == year)
    return _Year(off, made_up, "arranged" if made_up else "reckoned")


@cache
def _library() -> Any:
    from holidays.countries.china import China

    return China


def is_workday(on: date) -> bool:
    """Whether banks work on a day: a weekday that is no public holiday, or a made-up workday."""
    days = _year(on.year)
    return on in days.made_up or (on.weekday() < 5 and on not in days.off)


def is_made_up(on: date) -> bool:
    """Whether a day is one of a weekend on which a day off is made up."""
    return on in _year(on.year).made_up


def how_known(on: date) -> Known:
    """How surely the workdays of a day's year are known."""
    return _year(on.year).known


def arranged_until(on: date) -> date | None:
    """The last day up to which, from `on`, the days off are known as published; None where they are not on
    `on` itself."""
    if how_known(on) != "arranged":
        return None
    year = on.year
    while _year(year + 1).known == "arranged":
        year += 1
    return date(year, 12, 31)


def workday_before(on: date) -> date:
    """The day itself, or the last workday before it."""
    return _nearest(on, -1, is_workday)


def workday_after(on: date) -> date:
    """The day itself, or the first workday after it."""
    return _nearest(on, 1, is_workday)


def _nearest(on: date, step: int, works: Callable[[date], bool]) -> date:
    for number in range(_LONGEST):
        day = on + timedelta(step * number)
        if works(day):
            return day
    raise ValueError(f"on is {on}; allowed: a day with a workday within {_LONGEST} days")
