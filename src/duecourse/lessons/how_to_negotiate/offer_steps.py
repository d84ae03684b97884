"""How an offer is worked out: what is owed today in one line, then what the offer makes of it."""

from __future__ import annotations

from duecourse.calc import COMPONENTS, Outcome
from duecourse.locale import day, money, separator
from duecourse.view import charts, explain

from .words import Step, tell


def offer_steps(offer: Outcome) -> list[Step]:
    """The steps from the day of the agreement on. How today's debt came about, lesson 3 tells."""
    owed = offer.owed
    parts = separator().join(
        tell("part", part=charts.component(name), amount=money(getattr(owed, name)))
        for name in COMPONENTS
        if getattr(owed, name)
    )
    today = tell("steps_owed", day=day(owed.on), total=money(owed.total), parts=parts)
    steps = offer.explain()
    if offer.ledger is None:
        later = steps[len(owed.explain()) :]
    else:
        later = [step for step in steps if (step.end or step.start or owed.on) > owed.on]
    return [(today, None), *explain(later)]
