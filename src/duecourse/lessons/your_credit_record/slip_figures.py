"""The figures on the published pages of lesson 5, drawn, and what is right by `calc` and the rules."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Final

from duecourse.calc import accrue, total
from duecourse.calc.basics.dates import add_months
from duecourse.calc.credit.slips import deducted_but_counted
from duecourse.locale import day, percent
from duecourse.rules import rules

from ..drawing import MONTHS, TODAY, Draw, rate, yuan
from ..tasks import Task


def _gone_after_two_years(random: Random) -> Task:
    """A record said to go some time after the payment was late, though it goes after all is paid."""
    years = rules["bad-record-five-years"].on(TODAY)["years"]
    late = date(2024, random.randint(2, 11), random.randint(3, 27))
    paid = add_months(late, random.randint(14, 22))
    return Task(
        values={
            "late": day(late),
            "paid": day(paid),
            "claimed": day(add_months(late, 2 * MONTHS)),
            "from_late": day(add_months(late, years * MONTHS)),
            "right": day(add_months(paid, years * MONTHS)),
        },
    )


def _deducted_first(random: Random) -> Task:
    """A loan of which a part is kept back, called by its rate on the whole."""
    principal, yearly = yuan(random, 2000, 5000, 500), rate(random, "0.12", "0.18", "0.01")
    share = rate(random, "0.06", "0.10", "0.01")
    kept = accrue(principal, rate=share, day_count=1).amount
    slip = deducted_but_counted(principal, deducted=kept, annual_rate=yearly, periods=MONTHS)
    return Task(
        values={
            "principal": principal,
            "kept": kept,
            "received": total([principal, -kept]),
            "periods": str(MONTHS),
            "claimed": percent(slip.claimed),
            "right": percent(slip.right),
        },
    )


DRAWS: Final[dict[str, Draw]] = {
    "gone-after-two-years": _gone_after_two_years,
    "deducted-first": _deducted_first,
}
"""The draws, by the page's id in `slips.toml`."""
