"""Several lenders: what each debt costs a day, which line it crosses next, and which to pay first.

Fair shares of an amount are in `shares.py`, the months to come in `paying_off.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal, Protocol

from .agreed_terms import AgreedTerms
from .contract import InstalmentTerms, Terms
from .dates import as_date
from .events import Drawing, Event
from .futures import next_payment
from .growth import DayRate
from .ledger import Ledger, Position
from .money import EXACT, Amount, BadInput, choice, quotient, to_fen, whole, yuan
from .opening import open_ledger
from .owed import Story, terms_in_force
from .shares import fair_shares

ORDERS: Final = ("cost", "next_line", "guarantor", "smallest")

_LOOK_AHEAD: Final = 62
"""Days: every debt that is paid by the month has a due day within them; an agreed plan may begin later."""

_A_MONTH: Final = 30


class DebtLike(Protocol):
    """A debt as a household has it; `case.Debt` is one. id: short, its own among the household's debts."""

    @property
    def id(self) -> str: ...
    @property
    def terms(self) -> Terms: ...
    @property
    def drawings(self) -> Sequence[Drawing]: ...
    @property
    def events(self) -> Sequence[Event]: ...
    @property
    def guarantor(self) -> bool: ...


@dataclass(frozen=True)
class DebtOf:
    """A debt with a name. guarantor: whether somebody else answers for it."""

    id: str
    terms: Terms
    drawings: Sequence[Drawing]
    events: Sequence[Event] = ()
    guarantor: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line that a debt crosses if nothing is paid before. kind: its "due_day", a "mark" of so many days
    past due (id: its name), or it is "called" as a whole. amount: what has to be paid by then so that
    nothing is late; the whole debt, where it is called; yuan."""

    kind: Literal["due_day", "mark", "called"]
    id: str
    on: date
    days_past_due: int
    amount: Decimal


@dataclass(frozen=True)
class Standing:
    """Where a debt stands on a day, yuan. overdue: asked for and unpaid. cost_a_day: what one more day adds,
    but for the fees of its plan. cost_per_yuan: the same for each yuan owed. price: what a yuan of principal
    paid today saves each day, as a share. missed_fee: the default fee that missing the next due day costs.
    price_with_fee: the price, and beside it that fee for each yuan that has to be paid to avoid it, a day,
    over a month of 30 days. regular_payment: what the plan or the bill asks for next, all that is overdue
    paid apart; nothing where no more falls due. lines: those it crosses next, in order of their days.
    """

    id: str
    total: Decimal
    overdue: Decimal
    days_past_due: int
    guarantor: bool
    cost_a_day: Decimal
    cost_per_yuan: Decimal
    price: Decimal
    missed_fee: Decimal
    price_with_fee: Decimal
    regular_payment: Decimal
    lines: tuple[Line, ...]


def standings(
    debts: Iterable[DebtLike], on: date, *, marks: Sequence[tuple[str, int]] = ()
) -> tuple[Standing, ...]:
    """Where each debt stands on a day. marks: days past due at which something changes, each with a name:
    the next report code, another class in the lender's books."""
    as_date(on, "on")
    for name, days in marks:
        whole(days, f"marks {name}", least=1)
    return tuple(_standing(debt, on, marks) for debt in debts)


def _standing(debt: DebtLike, on: date, marks: Sequence[tuple[str, int]]) -> Standing:
    known = [event for event in debt.events if event.on <= on]
    ledger = open_ledger(debt.terms, debt.drawings, known, until=_look_ahead(debt.terms, on, marks))
    position = ledger.position(on)
    total, cost = to_fen(position.total, "total"), position.one_more_day
    per_yuan = quotient(to_fen(cost, "cost"), total) if total else Decimal(0)
    price = price_a_day(debt.terms, known, position)
    lines: tuple[Line, ...] = ()
    if total:
        lines = _lines(debt.terms, ledger, position, marks)
    due = next((line.on for line in lines if line.kind == "due_day"), on)
    fee, fee_a_day = missed_fee(debt.terms, ledger, on, due)
    return Standing(
        id=debt.id,
        total=position.total,
        overdue=position.due if position.days_past_due else yuan(0),
        days_past_due=position.days_past_due,
        guarantor=debt.guarantor,
        cost_a_day=cost,
        cost_per_yuan=per_yuan,
        price=price,
        missed_fee=fee,
        price_with_fee=EXACT.add(price, fee_a_day),
        regular_payment=_regular_payment(debt, known, on),
        lines=lines,
    )


def _look_ahead(terms: Terms, on: date, marks: Sequence[tuple[str, int]]) -> date:
    """To which day the next lines can lie, if nothing is paid."""
    due = on + timedelta(_LOOK_AHEAD)
    if isinstance(terms, AgreedTerms):
        due = max(due, *[payment.due for payment in terms.plan if payment.due > on][:1])
    return due + timedelta(max([days for _, days in marks] + [terms.accelerate_after_days or 0]))


def price_a_day(terms: Terms, events: Iterable[Event], position: Position) -> Decimal:
    """What a yuan of principal paid on the position's day saves each day, as a share of it.

    A late loan: the penalty rate, and the contract rate where that runs on. One that is not late: the
    contract rate where early money prepays; nothing where it is only held for the next due day. An account:
    interest and service fee while its balance bears them, and the penalty while it is late.
    """
    if not position.total:
        return Decimal(0)
    terms = terms_in_force(terms, events)
    late = position.days_past_due > 0
    if isinstance(terms, InstalmentTerms):
        yearly = DayRate(*terms.contract_rate.as_integer_ratio(), "year", terms.year_days)
        if late:
            return _sum(terms.penalty, *([yearly] if terms.interest_when_overdue == "runs_on" else []))
        return _sum(yearly) if terms.early == "prepay" else Decimal(0)
    if not position.one_more_day:
        return Decimal(0)
    interest = [] if terms.interest == "none" else [terms.contract_rate]
    return _sum(*interest, terms.service, *([terms.penalty] if late else []))


def missed_fee(terms: Terms, ledger: Ledger, after: date, due: date) -> tuple[Decimal, Decimal]:
    """The next default fee that is charged after a day if nothing is paid, for what falls due up to `due`:
    yuan, and for each yuan that would avoid it a day, over a month of 30 days."""
    if not (terms.fee_share[0] or terms.floor_fen):
        return yuan(0), Decimal(0)
    end = min(due + timedelta(terms.grace_days + 1), ledger.until)
    for step in ledger.position(end).explain("fees"):
        if step.kind == "default_fee" and step.start is not None and step.start > after and step.base:
            fee, base = to_fen(step.amount, "fee"), to_fen(step.base, "base")
            return step.amount, quotient(fee, _A_MONTH * base)
    return yuan(0), Decimal(0)


def _sum(*rates: DayRate) -> Decimal:
    top, bottom = 0, 1
    for rate in rates:
        top, bottom = top * rate.bottom * rate.days + rate.top * bottom, bottom * rate.bottom * rate.days
    return quotient(top, bottom)


def _regular_payment(debt: DebtLike, known: Sequence[Event], on: date) -> Decimal:
    story = Story(debt.terms, [drawing for drawing in debt.drawings if drawing.on <= on], known)
    payment = next_payment(story, on, _look_ahead(debt.terms, on, ()))
    return yuan(0) if payment is None else yuan(to_fen(payment.amount, "payment"))


def _lines(
    terms: Terms, ledger: Ledger, position: Position, marks: Sequence[tuple[str, int]]
) -> tuple[Line, ...]:
    on = position.on
    coming = [date.fromordinal(due.on) for due in ledger.dues if due.on > on.toordinal()]
    lines = []
    if coming:
        lines.append(Line("due_day", "due_day", coming[0], 0, ledger.position(coming[0]).due))
    since = position.late_since or (coming[0] if coming else None)
    if since is None:
        return ()
    for name, days in marks:
        lines += _line("mark", name, since, days, position, ledger)
    if terms.accelerate_after_days is not None and position.due < position.total:
        lines += _line("called", "called", since, terms.accelerate_after_days, position, ledger)
    return tuple(sorted(lines, key=lambda line: line.on))


def _line(
    kind: Literal["mark", "called"], name: str, since: date, days: int, position: Position, ledger: Ledger
) -> list[Line]:
    on = since + timedelta(days)
    if on <= position.on:
        return []
    return [Line(kind, name, on, days, ledger.position(min(on, ledger.until)).due)]


def which_first(standings_: Iterable[Standing], by: str) -> tuple[str, ...]:
    """The ids of debts, the one to pay first in front; nothing owed comes last.

    by: "cost": what a yuan paid saves most, a default fee counted; "next_line": the next line comes soonest;
    "guarantor": somebody else answers for it, then the next line; "smallest": the least owed.
    """
    choice(by, "by", ORDERS)

    def soonest(one: Standing) -> tuple[bool, date]:
        return not one.lines, one.lines[0].on if one.lines else date.max

    def key(one: Standing) -> tuple[object, ...]:
        if by == "cost":
            return not one.total, -one.price_with_fee, -one.cost_per_yuan
        if by == "smallest":
            return not one.total, one.total
        return not one.total, by == "guarantor" and not one.guarantor, *soonest(one)

    return tuple(one.id for one in sorted(standings_, key=key))


def pro_rata(amount: Amount, of: Sequence[Standing], *, by: str = "total") -> dict[str, Decimal]:
    """Fair shares of an amount for several lenders, by the "total" owed to each, by what is "overdue", or by
    the "regular_payment"; nobody gets more than is owed. Exact to the fen; see `fair_shares`."""
    choice(by, "by", ("total", "overdue", "regular_payment"))
    if not of:
        raise BadInput("of", of, "at least one debt")
    weights: dict[str, Amount] = {one.id: getattr(one, by) for one in of}
    return fair_shares(amount, weights, at_most={one.id: one.total for one in of})
