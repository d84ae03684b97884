"""What the panels on one debt have in common: the debt, and the day on which it is looked at."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from traitlets import Int

from duecourse import calc
from duecourse.calc import CostOfDelay, Ledger, Position
from duecourse.calc.debt.delay import Charges
from duecourse.locale import day, money, sentences
from duecourse.view import Model

from ..kit.kept import kept, kept_but_for
from .late_debt import LateDebt, most_days
from .words import Step, tell

CHARGES: Final = ("before", "charged", "anyway", "by_delay", "paid", "unpaid")


class DebtModel(Model):
    """A debt on a day. days_late: days since the missed due day, where nothing more is paid than is known."""

    days_late = Int(0)

    def __init__(self, debt: LateDebt, **traits: Any) -> None:
        self.debt = debt
        self.most = most_days(debt)
        super().__init__(**{"days_late": debt.days_late, **traits})

    def story(self) -> calc.Debt:
        """The contract and what happened under it, as the controls stand."""
        return self.debt.story

    @property
    def missed(self) -> date:
        """The due day that was missed."""
        return self.debt.missed

    @property
    def on(self) -> date:
        """The day looked at."""
        return self.missed + timedelta(self.days_late)

    @property
    def last(self) -> date:
        """The last day the panel shows."""
        return self.missed + timedelta(self.most)

    def delay_of(self, story: calc.Debt) -> CostOfDelay:
        """What a story comes to, with and without being late, up to the day after the last one shown."""
        return CostOfDelay(story, self.last + timedelta(1))

    @kept_but_for("days_late")
    def delay(self) -> CostOfDelay:
        """The debt beside the same debt without the cost of being late."""
        return self.delay_of(self.story())

    def ledger(self) -> Ledger:
        """What the debt did."""
        return self.delay().ledger

    def position(self) -> Position:
        """What is owed on the day looked at."""
        return self.ledger().position(self.on)

    @kept
    def more(self) -> Decimal:
        """What one more day costs from the day looked at on, yuan."""
        return self.delay().ledger.position(self.on).one_more_day

    @kept
    def charges(self) -> Charges:
        """What was charged since the missed due day, what of it is due to the delay, and what is unpaid."""
        return self.delay().charges(self.on, since=self.missed)

    def charges_told(self) -> list[Step]:
        """How what was charged, what the delay has added and what is unpaid fit together."""
        found = self.charges()
        words = {name: money(getattr(found, name)) for name in CHARGES}
        return [(tell("charges_by_delay", **words), None), (tell("charges_unpaid", **words), None)]

    def supposed(self, sentence: str) -> str:
        """The sentence; for a debt that is not late, after the words that it is only supposed to be; for one
        that may be too old, with what to do first."""
        supposed = "" if self.debt.is_late else tell("supposed", missed=day(self.missed))
        return sentences(supposed, sentence, self.debt.caution())
