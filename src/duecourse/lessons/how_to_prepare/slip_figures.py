"""The figures on the published pages of lesson 3, drawn, and what is right by `calc` and the rules."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Final

from duecourse.calc import accrue
from duecourse.calc.basics.dates import add_months, count_days
from duecourse.calc.credit.slips import months_of_thirty_days
from duecourse.locale import day, days, percent
from duecourse.rules import ceilings_for, lpr_on

from ..drawing import TODAY, Draw, drawn_apart, rate, yuan
from ..tasks import Task


def _four_times_lpr(_: Random) -> Task:
    """The limit for private loans, held against a bank."""
    private, bank = (ceilings_for(kind, TODAY)[0].annual_rate for kind in ("private", "bank"))
    lpr = lpr_on(TODAY)["one_year"]
    return Task(
        values={"lpr": percent(lpr), "claimed": percent(private)},
        answer=bank,
        slips={"claimed": private, "lpr": lpr},
    )


@drawn_apart
def _thirty_day_months(random: Random) -> Task:
    """A penalty by the day, on months taken as thirty days each."""
    base, daily = yuan(random, 1500, 9000), rate(random, "0.0005", "0.0010", "0.0001")
    due = date(2026, random.choice((1, 3, 5, 7)), random.randint(3, 25))
    months = random.choice((2, 3, 4))
    until = add_months(due, months)
    slip = months_of_thirty_days(base, daily_rate=daily, start=due, end=until)
    both = accrue(base, rate=daily, start=due, end=until, days="inclusive")
    return Task(
        values={
            "base": base,
            "rate": percent(daily),
            "due": day(due),
            "until": day(until),
            "months": str(months),
            "counted": days(30 * months),
            "late": days(count_days(due, until, "half_open")),
            "claimed": slip.claimed,
        },
        answer=slip.right,
        slips={"claimed": slip.claimed, "both": both.amount},
        steps=accrue(base, rate=daily, start=due, end=until).steps,
    )


DRAWS: Final[dict[str, Draw]] = {
    "four-times-lpr": _four_times_lpr,
    "thirty-day-months": _thirty_day_months,
}
"""The draws, by the page's id in `slips.toml`."""
