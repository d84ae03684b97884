"""The figures in the quiz of lesson 6."""

from __future__ import annotations

from random import Random
from typing import Final

from duecourse.calc import emergency_fund, total
from duecourse.calc.credit.slips import day_rate_as_yearly
from duecourse.locale import percent

from ..drawing import TODAY, Draw, drawn_apart, rate, yuan
from ..tasks import Task


@drawn_apart
def _how_large(random: Random) -> Task:
    """How large a fund is that carries essentials and payments for some months."""
    living, payments, wishes = yuan(random, 2400, 4000), yuan(random, 500, 1200), yuan(random, 300, 700)
    months = random.choice((2, 3))

    def fund(essentials: object, paid: object) -> object:
        return emergency_fund(
            essentials=str(essentials), payments=str(paid), months=months, start=TODAY
        ).target

    return Task(
        values={"living": living, "payments": payments, "wishes": wishes, "months": str(months)},
        answer=fund(living, payments),
        slips={
            "payments_forgotten": fund(living, 0),
            "wishes": fund(total([living, wishes]), payments),
            "one_month": total([living, payments]),
        },
    )


@drawn_apart
def _real_rate(random: Random) -> Task:
    """A rate a day as one a year."""
    daily = rate(random, "0.0003", "0.0007", "0.0001")
    return Task(
        values={"daily": percent(daily)},
        answer=day_rate_as_yearly(daily).right,
        slips={"a_day": daily, "year_360": day_rate_as_yearly(daily, year_days=360).right},
    )


DRAWS: Final[dict[str, Draw]] = {"how-large": _how_large, "real-rate": _real_rate}
