"""The figures in the quiz of lesson 5: those of the rules, and days drawn."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Final

from duecourse.calc.basics.dates import add_months
from duecourse.locale import day
from duecourse.rules import rules

from ..drawing import TODAY, Draw, drawn_apart
from ..tasks import Task


def _when_gone(random: Random) -> Task:
    """When a record goes: so many years after all was paid."""
    years = rules["bad-record-five-years"].on(TODAY)["years"]
    late = date(2025, random.randint(1, 12), random.randint(3, 27))
    paid = add_months(late, random.randint(5, 11))
    return Task(
        values={
            "late": day(late),
            "paid": day(paid),
            "from_late": day(add_months(late, 12 * years)),
            "at_once": day(paid),
            "right": day(add_months(paid, 12 * years)),
        },
    )


def _objection(_: Random) -> Task:
    """Within how many days an objection is answered."""
    return Task(
        values={},
        answer=rules["report-objection"].on(TODAY)["days"],
        slips={"complaint": rules["report-complaint"].on(TODAY)["days"]},
    )


AFTER: Final = {"N": "NN1", "1": "NN2", "2": "NN3", "3": "N"}
"""Which sign may stand in the month after another: a figure grows by one step, or all is paid."""


@drawn_apart
def _read_a_strip(random: Random) -> Task:
    """How many of twelve months were late: each digit is one, whatever it is."""
    strip = ["N"]
    while len(strip) < 12:
        strip.append(random.choice(AFTER[strip[-1]]))
    late = [sign for sign in strip if sign.isdigit()]
    return Task(
        values={"strip": " ".join(strip)},
        answer=len(late),
        slips={"added_up": sum(map(int, late)), "paid": strip.count("N")},
    )


def _free_report(_: Random) -> Task:
    """How often a year one's own report is free."""
    return Task(values={}, answer=rules["free-reports"].on(TODAY)["free_per_year"])


DRAWS: Final[dict[str, Draw]] = {
    "when-gone": _when_gone,
    "objection": _objection,
    "read-a-strip": _read_a_strip,
    "free-report": _free_report,
}
