"""Catching up: what is overdue paid on a day, and from then on everything on its due day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from .debt import Debt
from .events import Payment
from .ledger import Ledger

_NEXT_DUE_WITHIN: Final = timedelta(62)
"""What is paid by the month falls due within this time; other plans are looked at to the end."""


def catch_up(debt: Debt, on: date, until: date) -> tuple[list[Payment], Ledger]:
    """The payments of somebody who pays on a day what is overdue, and from then on every instalment or
    minimum payment on its due day, up to `until`; and what the debt does then."""
    payments = []
    for payment, paid in _catching_up(debt, on, until):
        payments.append(payment)
        debt = paid
    return payments, debt.ledger(until)


def _catching_up(debt: Debt, on: date, until: date) -> Iterator[tuple[Payment, Debt]]:
    """Those payments one by one, each with the debt after it."""
    day = on
    while True:
        ledger = debt.ledger(min(until, day + _NEXT_DUE_WITHIN))
        position = ledger.position(day)
        due, now = position.due, day.toordinal()
        falls_due = position.days_past_due or any(each.on == now for each in ledger.dues)
        if due and falls_due:  # the bill of an account may ask for something before its due day
            debt = debt.paying(day, due)
            yield Payment(day, due), debt
            ledger = debt.ledger(ledger.until)
        later = _first_due(ledger, now) or _first_due(debt.ledger(until), now)
        if later is None:
            return
        day = later


def _first_due(ledger: Ledger, after: int) -> date | None:
    """The first due day after a day, up to the ledger's last: the last bill may be due after that."""
    days = [due.on for due in ledger.dues if after < due.on <= ledger.until.toordinal()]
    return date.fromordinal(min(days)) if days else None


def next_payment(debt: Debt, on: date, until: date) -> Payment | None:
    """What a debt asks for next, up to a day, where all that is overdue is paid apart: its usual payment."""
    late = debt.known(on).position(on).days_past_due
    payments = (payment for payment, _ in _catching_up(debt, on, until))
    return next((payment for payment in payments if not late or payment.on > on), None)
