"""An agreed plan as a debt of its own: what is paid on it, what is late, what its bills should say.

    agreed = agreement(outcome(owed, Remission("penalty", share=1), Rescheduling(12)), grace_days=3)
    ledger = agreed.ledger([Payment(...)], until=date(2027, 3, 1))
    check_bill(agreed.terms, agreed.drawing, [Payment(...)], bill)

`agreed.debt` is a debt like any other: see `AgreedTerms`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal, get_args

from ..basics.dates import as_date
from ..basics.money import BadInput, choice, to_fen, whole, yuan
from ..debt.agreed_terms import AgreedPayment, AgreedTerms
from ..debt.debt import Debt
from ..debt.events import Acceleration, Drawing, Event, Payment
from ..debt.ledger import Ledger, Position
from .offers import Outcome, PlannedPayment

Then = Literal["goes_on", "falls_due", "never_was"]
"""What an agreement says of a payment that is missed: see `what_if_missed`."""

THENS: Final[tuple[Then, ...]] = get_args(Then)


@dataclass(frozen=True)
class Agreement:
    """An agreed plan.

    Attributes:
        offer: what was agreed on.
        debt: the plan as a debt of its own, nothing paid on it yet.
    """

    offer: Outcome
    debt: Debt

    @property
    def terms(self) -> AgreedTerms:
        """Its payments, and what holds if one is late."""
        assert isinstance(self.debt.terms, AgreedTerms)
        return self.debt.terms

    @property
    def drawing(self) -> Drawing:
        """The day and the sum from which it starts."""
        return self.debt.drawings[0]

    def ledger(self, events: Iterable[Event] = (), *, until: date) -> Ledger:
        """What the plan did up to a day, with the payments made on it."""
        return self.debt.also(*events).ledger(until)

    def payments(self, number: int) -> list[Payment]:
        """The first `number` payments, each in full on its day."""
        return [Payment(line.due, line.payment) for line in self.offer.schedule[:number]]


def agreement(offer: Outcome, **late: Any) -> Agreement:
    """An offer that was agreed on, as a debt of its own.

    Args:
        offer: what was agreed on.
        **late: what the contract or the agreement says of a late payment, as in `InstalmentTerms`:
            penalty_daily_rate, grace_days, accelerate_after_days … Nothing, if left out.

    Returns:
        The agreement; its `debt` is one like any other.

    Raises:
        BadInput: an offer that leaves something owed or asks for no payment.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"))
        >>> owed = debt.payoff(date(2026, 3, 1))
        >>> offer = outcome(owed, Rescheduling(6))
        >>> agreement(offer, grace_days=3).debt.position(date(2026, 4, 1)).due
        Decimal('210.11')
    """
    if offer.until is not None or not any(offer.payments) or offer.layout.left:
        raise BadInput("offer", offer.parts, "an offer whose payments clear the debt")
    plan = offer.layout
    rows = zip(plan.days, plan.principal, plan.arrears, plan.interest, plan.fee, strict=True)
    payments = [
        AgreedPayment(due, *map(yuan, (principal + arrears, interest, fee)))
        for due, principal, arrears, interest, fee in rows
    ]
    return Agreement(offer, agreed_debt(offer.owed.on, payments, **late))


def agreed_debt(on: date, payments: Iterable[AgreedPayment], **late: Any) -> Debt:
    """The payments of an agreement made on a day, in order, as a debt.

    Payments of one day are one. late: as in `agreement`. Raises BadInput for payments of no sum.
    """
    rows: dict[date, list[int]] = {}
    for payment in payments:
        row = rows.setdefault(payment.due, [0, 0, 0])
        for place, name in enumerate(("principal", "interest", "fee")):
            row[place] += to_fen(getattr(payment, name), f"payments.{name}")
    total = left = sum(row[0] for row in rows.values())
    for due, row in rows.items():
        if due == on or not left:  # a price that nothing can bear over any time is a fee
            row[1:] = [0, row[1] + row[2]]
        left -= row[0]
    plan = tuple(AgreedPayment(due, *map(yuan, row)) for due, row in rows.items())
    fixed: dict[str, Any] = {"method": "equal_principal", "periods": len(plan), "rounding": "half_up"}
    return Debt(AgreedTerms(plan=plan, **(fixed | late)), Drawing(on, yuan(total)))


@dataclass(frozen=True)
class Missed:
    """What one missed payment does.

    Attributes:
        payment: the one that is missed.
        on: the day it is looked at.
        position: what the plan asks for then, or the old contract.
        comes_back: what had been waived and is asked for again, yuan.
        owed: both together.
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
    then: Then,
    waived_comes_back: bool = False,
    on: date | None = None,
    **late: Any,
) -> Missed:
    """What it does to miss one payment of an agreement, those before it having been made.

    Args:
        offer: what was agreed on.
        number: which payment; the first is 1.
        then: what the agreement says of it: it "goes_on" and that payment alone is late; it "falls_due", all
            of the rest at once on that day; or it "never_was": the old contract holds from the beginning,
            with the payments made since.
        waived_comes_back: with "falls_due": whether what was waived is asked for again.
        on: the day to look at, the day after the payment's due day if left out; payments that fall due later
            are not made by then, missed or not.
        **late: what the contract or the agreement says of a late payment, as in `InstalmentTerms`:
            penalty_daily_rate, grace_days, accelerate_after_days … Nothing, if left out.

    Returns:
        What is owed then, and how much more that is, yuan.

    Raises:
        BadInput: a payment that it does not have, or a day before it.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"))
        >>> owed = debt.payoff(date(2026, 3, 1))
        >>> offer = outcome(owed, Rescheduling(6))
        >>> what_if_missed(offer, 2, then="falls_due").owed
        Decimal('1030.26')
    """
    choice(then, "then", THENS)
    agreed = agreement(offer, **late)
    whole(number, "number", least=1, most=len(offer.schedule))
    missed = offer.schedule[number - 1]
    day = date.fromordinal(missed.due.toordinal() + 1) if on is None else as_date(on, "on")
    if day < missed.due:
        raise BadInput("on", on, f"a day from {missed.due} on")
    kept = agreed.debt.also(*agreed.payments(number)).position(day)
    events: list[Event] = [*agreed.payments(number - 1)]
    comes_back = Decimal("0.00")
    if then == "never_was":
        if offer.owed.debt is None:
            raise BadInput("offer.owed.debt", None, "the debt itself, to go back to its contract")
        position = offer.owed.debt.also(*events).position(day)
    else:
        if then == "falls_due":
            events.append(Acceleration(missed.due))
            comes_back = offer.given_up if waived_comes_back else comes_back
        position = agreed.debt.also(*events).position(day)
    fen = to_fen(position.total, "total") + to_fen(comes_back, "comes_back")
    more = fen - to_fen(kept.total, "kept") - to_fen(missed.payment, "payment")
    return Missed(missed, day, position, comes_back, yuan(fen), yuan(more))
