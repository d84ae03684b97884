"""The figures in the quiz of lesson 1: those of the rules, and days drawn."""

from __future__ import annotations

from random import Random
from typing import Final

from duecourse.calc.credit.report import code_for
from duecourse.locale import days
from duecourse.rules import rules

from ..drawing import TODAY, Draw, drawn_apart
from ..tasks import Task


def _within_grace(_: Random) -> Task:
    """A card paid within the days of grace."""
    grace = rules["card-grace"].on(TODAY)["days"]
    return Task(values={"grace": days(grace), "late": days(grace - 1)})


@drawn_apart
def _figure(random: Random) -> Task:
    """The figure that a number of days late makes in the report."""
    rule = rules["report-codes"].on(TODAY)
    ranges = [(item["code"], item["first"], item.get("last")) for item in rule["codes"]]
    step = rule["step_days"]
    late = random.choice([number for number in range(step + 2, 5 * step) if number % step > 1])
    code = int(code_for(late, ranges) or 0)
    return Task(
        values={"late": days(late), "step": days(step)},
        answer=code,
        slips={"rounded_down": code - 1, "days": late},
    )


def _court_letter(_: Random) -> Task:
    """How long one has to answer a payment order, and where advice is free."""
    respond = rules["payment-order-court"].on(TODAY)["respond_days"]
    advice = rules["hotline-legal-advice"].on(TODAY)["phone"]
    return Task(values={"respond": days(respond), "advice": advice})


DRAWS: Final[dict[str, Draw]] = {
    "within-grace": _within_grace,
    "figure": _figure,
    "court-letter": _court_letter,
}
