"""The figures in the quiz of lesson 4."""

from __future__ import annotations

from random import Random
from typing import Final

from duecourse.calc import schedule
from duecourse.locale import percent, say
from duecourse.rules import rules

from ..drawing import TODAY, Draw, drawn_apart, rate, yuan
from ..tasks import Task


@drawn_apart
def _price_of_a_pause(random: Random) -> Task:
    """What a pause costs in which only the interest runs on."""
    principal, yearly = yuan(random, 6000, 24000, 1000), rate(random, "0.12", "0.24", "0.03")
    months = random.choice((2, 3, 4))

    def interest(count: int) -> object:
        return schedule(principal, annual_rate=yearly, periods=count, method="interest_only").total_interest

    return Task(
        values={"principal": principal, "rate": percent(yearly), "months": say("task.months", count=months)},
        answer=interest(months),
        slips={"one_month": interest(1), "a_year": interest(12)},
    )


def _which_debt(_: Random) -> Task:
    """For which debts there is a personal instalment plan, and how long it may be."""
    months = rules["card-personal-instalments"].on(TODAY)["max_months"]
    return Task(values={"months": say("task.months", count=months)})


DRAWS: Final[dict[str, Draw]] = {"price-of-a-pause": _price_of_a_pause, "which-debt": _which_debt}
