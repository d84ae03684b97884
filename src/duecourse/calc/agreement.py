"""An agreed plan as a debt of its own: what is paid on it, what is late, what its bills should say.

    agreed = agreement(outcome(owed, Waive("penalty", share=1), Reinstalment(12)), grace_days=3)
    ledger = agreed.ledger([Payment(...)], until=date(2027, 3, 1))
    check_bill(agreed.terms, agreed.drawing, [Payment(...)], bill)

The sum agreed on, principal and arrears together, is the new principal. Each payment's interest grows evenly
from the due day before; what the agreement asks for a deferral counts with the payment that brings it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from .contract import InstalmentTerms, Terms
from .dates import as_date
from .events import Acceleration, Drawing, Event, Payment
from .growth import DayRate
from .instalments import _Run
from .ledger import Ledger, Position
from .money import Amount, BadInput, choice, to_fen, whole, yuan
from .offers import Outcome, PlannedPayment
from .opening import open_ledger


@dataclass(frozen=True, slots=True)
class AgreedPayment:
    """A payment of an agreed plan, yuan: of the sum agreed on, of interest, and a fee."""

    due: date
    principal: Amount
    interest: Amount = "0"
    fee: Amount = "0"


@dataclass(frozen=True, kw_only=True)
class AgreedTerms(InstalmentTerms):
    """The terms of an agreement: its payments, and of `InstalmentTerms` what holds if one is late.

    Interest is as planned, so that `method`, `interest_by` and `compound` say nothing here; `annual_rate`
    counts only for a penalty that is a multiple of it.
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


class _AgreedRun(_Run):
    """An instalment debt whose payments are listed."""

    terms: AgreedTerms

    def __init__(self, terms: AgreedTerms, drawing: Drawing, events: Iterable[Event], until: date) -> None:
        super().__init__(terms, drawing, events, until)
        self.rows = list(terms.rows)
        self.dues = [payment.due.toordinal() for payment in terms.plan]
        if self.dues[0] < self.start:
            raise BadInput("plan", terms.plan[0].due, f"days from that of the agreement on, {drawing.on}")
        if sum(principal for principal, _, _ in self.rows) != self.drawn:
            raise BadInput("drawing.amount", drawing.amount, "what the plan's payments add up to")
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


def open_debt(
    terms: Terms, drawings: Drawing | Sequence[Drawing], events: Iterable[Event] = (), *, until: date
) -> Ledger:
    """The ledger of a contract, as `open_ledger`, or of an agreement."""
    if not isinstance(terms, AgreedTerms):
        return open_ledger(terms, drawings, events, until=until)
    drawn = [drawings] if isinstance(drawings, Drawing) else list(drawings)
    if len(drawn) != 1:
        raise BadInput("drawings", len(drawn), "one: the day of the agreement and its sum")
    return _AgreedRun(terms, drawn[0], events, as_date(until, "until")).ledger()


@dataclass(frozen=True)
class Agreement:
    """An agreed plan: its terms, and the day and sum from which it starts."""

    offer: Outcome
    terms: AgreedTerms
    drawing: Drawing

    def ledger(self, events: Iterable[Event] = (), *, until: date) -> Ledger:
        """What the plan did up to a day, with the payments made on it."""
        return open_debt(self.terms, self.drawing, events, until=until)

    def payments(self, number: int) -> list[Payment]:
        """The first `number` payments, each in full on its day."""
        return [Payment(line.due, line.payment) for line in self.offer.schedule[:number]]


def agreement(offer: Outcome, **late: Any) -> Agreement:
    """An offer that was agreed on. late: what the agreement says of a late payment, as in `InstalmentTerms`:
    penalty_daily_rate, grace_days, accelerate_after_days … Nothing, if left out.

    Raises BadInput for an offer that leaves something owed or asks for no payment.
    """
    if offer.until is not None or not any(offer.payments) or offer.layout.left:
        raise BadInput("offer", offer.parts, "an offer whose payments clear the debt")
    rows: dict[date, list[int]] = {}
    plan = offer.layout
    for due, principal, arrears, interest, fee in zip(
        plan.days, plan.principal, plan.arrears, plan.interest, plan.fee, strict=True
    ):
        row = rows.setdefault(due, [0, 0, 0])
        row[0] += principal + arrears
        row[1] += interest
        row[2] += fee
    total = left = sum(row[0] for row in rows.values())
    for due, row in rows.items():
        if due == offer.owed.on or not left:  # a price that nothing can bear over any time is a fee
            row[1:] = [0, row[1] + row[2]]
        left -= row[0]
    payments = tuple(AgreedPayment(due, *map(yuan, row)) for due, row in rows.items())
    fixed: dict[str, Any] = {"method": "equal_principal", "periods": len(payments), "rounding": "half_up"}
    terms = AgreedTerms(plan=payments, **(fixed | late))
    return Agreement(offer, terms, Drawing(offer.owed.on, yuan(total)))


@dataclass(frozen=True)
class Missed:
    """What one missed payment does. on: the day it is looked at. position: what the plan asks for then, or
    the old contract. comes_back: what had been waived and is asked for again, yuan. owed: both together.
    more: how much more that is than if the payment had been made, the payment itself not counted.
    """

    payment: PlannedPayment
    on: date
    position: Position
    comes_back: Decimal
    owed: Decimal
    more: Decimal


def what_if_missed(
    offer: Outcome,
    number: int,
    *,
    then: str,
    waived_comes_back: bool = False,
    on: date | None = None,
    **late: Any,
) -> Missed:
    """What it does to miss payment `number` (the first is 1), those before it having been made.

    then: what the agreement says of it: it "goes_on" and that payment alone is late; it "falls_due", all of
    the rest at once on that day, with what was waived where `waived_comes_back`; or it "never_was": the old
    contract holds from the beginning, with the payments made since. on: the day to look at, the day after
    the payment's due day if left out. late: as in `agreement`.
    """
    choice(then, "then", ("goes_on", "falls_due", "never_was"))
    agreed = agreement(offer, **late)
    whole(number, "number", least=1, most=len(offer.schedule))
    missed = offer.schedule[number - 1]
    day = date.fromordinal(missed.due.toordinal() + 1) if on is None else as_date(on, "on")
    if day < missed.due:
        raise BadInput("on", on, f"a day from {missed.due} on")
    kept = agreed.ledger(agreed.payments(number), until=day).position(day)
    events: list[Event] = [*agreed.payments(number - 1)]
    comes_back = Decimal("0.00")
    if then == "never_was":
        story = offer.owed.story
        if story is None:
            raise BadInput("offer.owed.story", None, "the debt itself, to go back to its contract")
        ledger = open_ledger(story.terms, story.drawings, [*story.events, *events], until=day)
    else:
        if then == "falls_due":
            events.append(Acceleration(missed.due))
            comes_back = offer.given_up if waived_comes_back else comes_back
        ledger = agreed.ledger(events, until=day)
    position = ledger.position(day)
    fen = to_fen(position.total, "total") + to_fen(comes_back, "comes_back")
    more = fen - to_fen(kept.total, "kept") - to_fen(missed.payment, "payment")
    return Missed(missed, day, position, comes_back, yuan(fen), yuan(more))
