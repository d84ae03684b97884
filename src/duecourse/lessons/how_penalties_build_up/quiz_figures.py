"""The figures in the quiz of lesson 2."""

from __future__ import annotations

from random import Random
from typing import Final

from duecourse.calc import accrue, total
from duecourse.locale import days, percent
from duecourse.rules import rules

from ..drawing import TODAY, Draw, drawn_apart, rate, yuan
from ..tasks import Task


@drawn_apart
def _penalty(random: Random) -> Task:
    """A penalty that runs on the overdue part, beside a larger principal."""
    whole, overdue = yuan(random, 6000, 18000, 500), yuan(random, 600, 1500, 50)
    daily, late = rate(random, "0.0005", "0.0010", "0.0001"), random.randint(12, 45)
    right = accrue(overdue, rate=daily, day_count=late)
    return Task(
        values={"whole": whole, "overdue": overdue, "rate": percent(daily), "late": days(late)},
        answer=right.amount,
        slips={
            "whole": accrue(whole, rate=daily, day_count=late).amount,
            "one_day": accrue(overdue, rate=daily, day_count=1).amount,
        },
        steps=right.steps,
    )


@drawn_apart
def _what_reaches_principal(random: Random) -> Task:
    """What of a payment reaches the principal, after fees and interest."""
    fees, interest = yuan(random, 20, 80, 5), yuan(random, 100, 300, 10)
    paid = yuan(random, 600, 1500, 50)
    return Task(
        values={"fees": fees, "interest": interest, "paid": paid},
        answer=total([paid, -fees, -interest]),
        slips={"all": paid, "no_fees": total([paid, -interest]), "charges": total([fees, interest])},
    )


def _above_the_line(_: Random) -> Task:
    """What happens with costs above the line that courts draw for a bank."""
    return Task(values={"line": percent(rules["ceiling-court-licensed"].on(TODAY)["annual_rate"])})


DRAWS: Final[dict[str, Draw]] = {
    "penalty": _penalty,
    "what-reaches-principal": _what_reaches_principal,
    "above-the-line": _above_the_line,
}
