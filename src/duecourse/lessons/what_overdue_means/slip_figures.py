"""The figures on the published pages of lesson 1, drawn, and what is right by `calc` and the rules."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from duecourse.calc import accrue
from duecourse.calc.basics.dates import count_days
from duecourse.calc.credit.slips import both_days_counted
from duecourse.locale import day, days, percent
from duecourse.rules import rules

from ..drawing import TODAY, Draw, drawn_apart, rate, yuan
from ..tasks import Task


def _due_day(random: Random) -> date:
    return date(2026, random.randint(1, 7), random.randint(3, 27))


@drawn_apart
def _days_both_ends(random: Random) -> Task:
    """A penalty of which both ends are counted, where the contract counts one."""
    base, daily, due = yuan(random, 1500, 9000), rate(random, "0.0006", "0.0012", "0.0001"), _due_day(random)
    paid = due + timedelta(random.randint(12, 60))
    slip = both_days_counted(base, daily_rate=daily, start=due, end=paid)
    return Task(
        values={
            "base": base,
            "rate": percent(daily),
            "due": day(due),
            "paid": day(paid),
            "counted": days(count_days(due, paid, "inclusive")),
            "late": days(count_days(due, paid, "half_open")),
            "claimed": slip.claimed,
        },
        answer=slip.right,
        slips={"claimed": slip.claimed, "one_day": accrue(base, rate=daily, day_count=1).amount},
        steps=accrue(base, rate=daily, start=due, end=paid).steps,
    )


def _crime_figure(random: Random) -> Task:
    """From which principal on not paying a card can be a crime at all: the figure in force."""
    rule = rules["debt-is-no-crime"].on(TODAY)
    return Task(
        values={"owed": yuan(random, 12000, 30000)},
        answer=Decimal(rule["principal_min"]),
        slips={"huge": Decimal(rule["huge"])},
    )


DRAWS: Final[dict[str, Draw]] = {
    "days-both-ends": _days_both_ends,
    "crime-figure": _crime_figure,
}
"""The draws, by the page's id in `slips.toml`."""
