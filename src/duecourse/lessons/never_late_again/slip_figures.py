"""The figures on the published pages of lesson 6, drawn, and what is right by `calc` and the rules."""

from __future__ import annotations

from random import Random
from typing import Final

from duecourse.calc import accrue, total
from duecourse.calc.credit.slips import monthly_fee_as_yearly
from duecourse.locale import percent

from ..drawing import MONTHS, Draw, drawn_apart, rate, yuan
from ..tasks import Task


def _monthly_fee_as_year(random: Random) -> Task:
    """A monthly fee times twelve, called the rate a year."""
    fee, principal = rate(random, "0.005", "0.009", "0.0005"), yuan(random, 6000, 18000, 600)
    slip = monthly_fee_as_yearly(fee, periods=MONTHS, principal=principal)
    return Task(
        values={
            "principal": principal,
            "fee": percent(fee),
            "each": accrue(principal, rate=fee, day_count=1).amount,
            "periods": str(MONTHS),
            "claimed": percent(slip.claimed),
            "right": percent(slip.right),
        },
    )


@drawn_apart
def _no_dry_day(random: Random) -> Task:
    """A month that comes out even, with a day in it on which the account is empty."""
    wage, rent, opening = yuan(random, 5000, 8000), yuan(random, 1500, 2600), yuan(random, 300, 1200)
    instalment = yuan(random, 700, 1200)
    living = total([wage, -rent, -instalment, -yuan(random, 200, 500)])
    return Task(
        values={"wage": wage, "rent": rent, "opening": opening, "instalment": instalment, "living": living},
        answer=total([rent, instalment, -opening]),
        slips={
            "rent_only": total([rent, -opening]),
            "left_over": total([wage, -rent, -instalment, -living]),
            "opening_forgotten": total([rent, instalment]),
        },
    )


DRAWS: Final[dict[str, Draw]] = {
    "monthly-fee-as-year": _monthly_fee_as_year,
    "no-dry-day": _no_dry_day,
}
"""The draws, by the page's id in `slips.toml`."""
