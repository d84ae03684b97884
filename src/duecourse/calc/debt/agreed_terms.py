"""The terms of an agreement, payment by payment, and its ledger.

The sum agreed on, principal and arrears together, is the new principal. Each payment's interest grows evenly
from the due day before; what the agreement asks for a deferral counts with the payment that brings it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..basics.dates import as_date
from ..basics.money import Amount, BadInput, to_fen, yuan
from .contract import InstalmentTerms
from .growth import DayRate
from .instalments import InstalmentRun


@dataclass(frozen=True, slots=True)
class AgreedPayment:
    """A payment of an agreed plan.

    Attributes:
        due: its day.
        principal: of the sum agreed on, yuan.
        interest: of interest, yuan.
        fee: a fee, yuan.

    Example:
        >>> AgreedPayment(date(2026, 4, 1), "200").principal
        '200'
    """

    due: date
    principal: Amount
    interest: Amount = "0"
    fee: Amount = "0"


@dataclass(frozen=True, kw_only=True)
class AgreedTerms(InstalmentTerms):
    """The terms of an agreement: its payments, and of `InstalmentTerms` what holds if one is late.

    Interest is as planned, so that `method`, `interest_by` and `compound` say nothing here; `annual_rate`
    counts only for a penalty that is a multiple of it.

    Attributes:
        plan: its payments, in order.
    """

    plan: tuple[AgreedPayment, ...] = ()

    def __post_init__(self) -> None:
        InstalmentTerms.__post_init__(self)
        days = [as_date(payment.due, "plan.due") for payment in self.plan]
        if not days or days != sorted(set(days)):
            raise BadInput("plan", self.plan, "at least one payment, one a day, in order")
        if self.compound != "none":
            raise BadInput("compound", self.compound, "none: a plan has no interest on interest")
        if not sum(principal for principal, _, _ in self.rows):
            raise BadInput("plan", self.plan, "payments of a sum above 0")

    @cached_property
    def rows(self) -> list[tuple[int, int, int]]:
        """Principal, interest and fee of each payment, fen."""
        return [
            (
                to_fen(payment.principal, "plan.principal"),
                to_fen(payment.interest, "plan.interest"),
                to_fen(payment.fee, "plan.fee"),
            )
            for payment in self.plan
        ]


class AgreedRun(InstalmentRun):
    """An instalment debt whose payments are listed."""

    terms: AgreedTerms

    def _plan(self) -> None:
        plan = self.terms.plan
        self.rows = list(self.terms.rows)
        self.dues = [payment.due.toordinal() for payment in plan]
        if self.dues[0] < self.start:
            raise BadInput("plan", plan[0].due, f"days from that of the agreement on, {self.first_day}")
        if sum(principal for principal, _, _ in self.rows) != self.drawn:
            raise BadInput("drawing.amount", yuan(self.drawn), "what the plan's payments add up to")
        self.planned = [sum(row[0] for row in self.rows[place:]) for place in range(len(self.rows))]

    def _begin_period(self) -> None:
        """The interest of the next payment, as a share of the principal the plan has left."""
        rate = DayRate(0, 1)
        if self.period < len(self.dues):
            interest, base = self.rows[self.period][1], self.planned[self.period]
            days = self.dues[self.period] - (self.dues[self.period - 1] if self.period else self.start)
            if interest and base and days:
                rate = DayRate(interest, base, "period", days)
        self.interest.set_rate(rate, rate.bottom * rate.days)

    def _fall_due(self, on: int) -> None:
        known = len(self.moves)
        if self.planned[self.period]:
            super()._fall_due(on)
        else:  # the plan asks for a price alone, when nothing of the sum is left
            fee = self.terms.rows[self.period][2]
            self.period += 1
            self._begin_period()
            self._ask(on, 0, 0, fee, on + self.terms.grace_days)
        for place in range(known, len(self.moves)):  # a fee of the plan is an amount, not a share
            if self.moves[place].kind == "instalment_fee":
                self.moves[place] = self.moves[place]._replace(base=None, rate=None)
