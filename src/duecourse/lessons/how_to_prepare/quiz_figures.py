"""The figures in the quiz of lesson 3."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from duecourse.calc import accrue, debt_service_share, total
from duecourse.calc.credit.slips import both_days_counted
from duecourse.locale import day, percent

from ..drawing import Draw, drawn_apart, rate, yuan
from ..tasks import Task


@drawn_apart
def _by_how_much(random: Random) -> Task:
    """By how much a bill that counts both ends differs from the statement that does not."""
    base, daily = yuan(random, 3000, 12000, 500), rate(random, "0.0006", "0.0012", "0.0001")
    start = date(2026, random.randint(1, 8), random.randint(3, 25))
    slip = both_days_counted(
        base, daily_rate=daily, start=start, end=start + timedelta(random.randint(15, 50))
    )
    return Task(
        values={
            "base": base,
            "rate": percent(daily),
            "start": day(start),
            "bill": slip.claimed,
            "own": slip.right,
        },
        answer=accrue(base, rate=daily, day_count=1).amount,
        slips={"bill": slip.claimed, "own": slip.right},
    )


@drawn_apart
def _what_is_left(random: Random) -> Task:
    """What a bad month leaves for debts."""
    usual, bad = yuan(random, 6000, 8000), yuan(random, 4600, 5600)
    rent, living, other = yuan(random, 1200, 1900), yuan(random, 1200, 1700), yuan(random, 200, 500, 50)
    return Task(
        values={"usual": usual, "bad": bad, "rent": rent, "living": living, "other": other},
        answer=total([bad, -rent, -living, -other]),
        slips={
            "usual_month": total([usual, -rent, -living, -other]),
            "other_forgotten": total([bad, -rent, -living]),
            "spending": total([rent, living, other]),
        },
    )


@drawn_apart
def _share(random: Random) -> Task:
    """The share of a month's income that goes to debts."""
    income, payments = yuan(random, 4000, 8000, 500), yuan(random, 900, 2400)
    left = total([income, -payments])
    return Task(
        values={"income": income, "payments": payments},
        answer=debt_service_share(payments, income),
        slips={
            "of_what_is_left": debt_service_share(payments, left) or Decimal(0),
            "the_rest": debt_service_share(left, income) or Decimal(0),
        },
    )


DRAWS: Final[dict[str, Draw]] = {
    "by-how-much": _by_how_much,
    "what-is-left": _what_is_left,
    "share": _share,
}
