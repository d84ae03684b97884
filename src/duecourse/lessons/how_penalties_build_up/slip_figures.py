"""The figures on the published pages of lesson 2, drawn, and what is right by `calc` and the rules."""

from __future__ import annotations

from random import Random
from typing import Final

from duecourse.calc import accrue, round_to, schedule
from duecourse.calc.credit.slips import day_rate_as_yearly, interest_on_original
from duecourse.locale import days, percent
from duecourse.rules import rules

from ..drawing import MONTHS, TODAY, Draw, drawn_apart, rate, yuan
from ..tasks import Task

TWO_PLACES: Final = "0.0001"
"""A rate in per cent with two decimals, as the box for the answer asks."""


@drawn_apart
def _day_rate_as_year(random: Random) -> Task:
    """A rate a day that is called one a year."""
    daily, base = rate(random, "0.0003", "0.0008", "0.0001"), yuan(random, 5000, 20000, 1000)
    slip = day_rate_as_yearly(daily)
    return Task(
        values={
            "daily": percent(daily, 3),
            "base": base,
            "one_day": accrue(base, rate=daily, day_count=1).amount,
        },
        answer=slip.right,
        slips={
            "claimed": slip.claimed,
            "year_360": day_rate_as_yearly(daily, year_days=360).right,
        },
    )


@drawn_apart
def _within_the_line(random: Random) -> Task:
    """A rate a day that is below the line only in a year of 360 days."""
    daily = rate(random, "0.00066", "0.000664", "0.000001")
    line = rules["ceiling-court-licensed"].on(TODAY)["annual_rate"]
    short, right = (
        round_to(day_rate_as_yearly(daily, year_days=year).right, TWO_PLACES) for year in (360, 365)
    )
    return Task(
        values={
            "daily": percent(daily, 4),
            "short_year": days(360),
            "year": days(365),
            "claimed": percent(short),
            "line": percent(line),
        },
        answer=right,
        slips={"claimed": short, "line": line},
    )


def _interest_on_original(random: Random) -> Task:
    """Interest on the first sum to the end, of a loan that is paid back month by month."""
    principal, yearly = yuan(random, 10000, 30000, 1000), rate(random, "0.10", "0.20", "0.01")
    slip = interest_on_original(principal, annual_rate=yearly, periods=MONTHS)
    first = schedule(principal, annual_rate=yearly, periods=MONTHS).instalments[0]
    return Task(
        values={
            "principal": principal,
            "rate": percent(yearly),
            "periods": str(MONTHS),
            "payment": first.payment,
            "claimed": slip.claimed,
            "right": slip.right,
            "first": first.interest,
        },
    )


DRAWS: Final[dict[str, Draw]] = {
    "day-rate-as-year": _day_rate_as_year,
    "within-the-line": _within_the_line,
    "interest-on-original": _interest_on_original,
}
"""The draws, by the page's id in `slips.toml`."""
