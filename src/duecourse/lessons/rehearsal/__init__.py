"""Calls to rehearse: with the lender, a collector, somebody who sells help. The figures are one's own.

A lesson offers them like this:

    from ..rehearsal import RehearsalCard, rehearsal

    def rehearse(call: str = "customer_service") -> RehearsalCard:
        \"\"\"How do I say it on the phone?\"\"\"
        return rehearsal(LESSON, call)

The calls: `customer_service`, `bank_card`, `collector`, `debt_relief_agent` (`scenarios()` lists them).
They are data, one file each in `data/rehearsal`.

    script    a call as it is written        figures   the learner's own figures in it
    checking  proves a written one           call      one play of it
    panel     the card on the page
"""

from .call import Call
from .figures import Figures, figures_of
from .panel import RehearsalCard, rehearsal
from .script import Scenario, scenario, scenarios

__all__ = [
    "Call",
    "Figures",
    "RehearsalCard",
    "Scenario",
    "figures_of",
    "rehearsal",
    "scenario",
    "scenarios",
]
