"""The figures on the published pages of lesson 4, drawn, and what is right by `calc` and the rules."""

from __future__ import annotations

from random import Random
from typing import Final

from duecourse.calc import schedule
from duecourse.calc.credit.slips import total_below_principal
from duecourse.locale import percent

from ..drawing import MONTHS, Draw, drawn_apart, rate, yuan
from ..tasks import Task


@drawn_apart
def _total_below_principal(random: Random) -> Task:
    """A plan whose total leaves out the last payments, and so comes out below what is owed."""
    principal, yearly = yuan(random, 12000, 36000, 1000), rate(random, "0.08", "0.14", "0.01")
    periods, left_out = 2 * MONTHS, random.choice((4, 5))
    plan = schedule(principal, annual_rate=yearly, periods=periods)
    slip = total_below_principal(principal, annual_rate=yearly, periods=periods, left_out=left_out)
    return Task(
        values={
            "principal": principal,
            "rate": percent(yearly),
            "periods": str(periods),
            "but_one": str(periods - 1),
            "payment": plan.instalments[0].payment,
            "last": plan.instalments[-1].payment,
            "claimed": slip.claimed,
        },
        answer=slip.right,
        slips={"claimed": slip.claimed, "all_alike": plan.quoted_total(), "principal": principal},
    )


DRAWS: Final[dict[str, Draw]] = {
    "total-below-principal": _total_below_principal,
}
"""The draws, by the page's id in `slips.toml`."""
