"""The figures in the quiz of lesson 0."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Final

from duecourse.calc import accrue
from duecourse.calc.basics.dates import add_months, count_days
from duecourse.locale import day, days, percent

from ..drawing import Draw, drawn_apart, rate, yuan
from ..tasks import Task


@drawn_apart
def _some_days(random: Random) -> Task:
    """What some days of waiting cost, from the price of one."""
    principal, daily = yuan(random, 2000, 12000, 500), rate(random, "0.0004", "0.0009", "0.0001")
    wait = random.randint(8, 20)
    right = accrue(principal, rate=daily, day_count=wait)
    one = accrue(principal, rate=daily, day_count=1).amount
    return Task(
        values={"principal": principal, "rate": percent(daily), "one": one, "wait": days(wait)},
        answer=right.amount,
        slips={"one_day": one, "a_month": accrue(principal, rate=daily, day_count=30).amount},
        steps=right.steps,
    )


@drawn_apart
def _days_late(random: Random) -> Task:
    """The days late of a debt of which the oldest due day is not the last one missed."""
    oldest = date(2026, random.randint(1, 8), random.randint(3, 20))
    newest = add_months(oldest, 1)
    today = newest + timedelta(random.randint(5, 24))
    return Task(
        values={"oldest": day(oldest), "newest": day(newest), "today": day(today)},
        answer=count_days(oldest, today, "half_open"),
        slips={
            "newest": count_days(newest, today, "half_open"),
            "both_days": count_days(oldest, today, "inclusive"),
        },
    )


DRAWS: Final[dict[str, Draw]] = {"some-days": _some_days, "days-late": _days_late}
