"""Whether the time in which a creditor can claim a debt may have run out, as far as the case tells.

A case cannot say that it has: a demand, a promise or a suit that it does not know of starts the time anew.
So nothing here says so. It only says where a word in writing, a promise or a payment might give the defence
away.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from duecourse.calc import Ledger
from duecourse.calc.basics.dates import add_months
from duecourse.locale import say, separator
from duecourse.rules import NotInForce, rules

from .debt import Debt

RESTS_ON: Final = ("limitation", "limitation-instalments", "limitation-effect", "limitation-restarts")
"""The rules behind it."""


def may_have_run_out(debt: Debt, on: date) -> bool:
    """Whether the last payment and the last due day are both longer ago than the time for a claim."""
    last = last_sign(debt, on)
    try:
        years = rules["limitation"].on(on)["years"]
    except NotInForce:
        return False
    return last is not None and add_months(last, 12 * years) < on


def caution_told(debts: Iterable[Debt], on: date) -> str:
    """With which of some debts to be careful, why, and where to ask first; empty where with none.

    It stands wherever such a debt is shown and paying, asking or writing is near.
    """
    old = [debt.label for debt in debts if may_have_run_out(debt, on)]
    if not old:
        return ""
    advice = rules["hotline-legal-advice"].on(on)["phone"]
    return say("case.may_be_too_old", debts=separator().join(old), advice=advice)


def last_sign(debt: Debt, on: date) -> date | None:
    """The later of the last payment and the last due day; None where nothing is late."""
    ledger = debt.ledger(on)
    late_since = ledger.position(on).late_since
    if late_since is None:
        return None
    paid = [payment.on for payment in debt.payments if payment.on <= on]
    asked = _bills(debt, ledger) if debt.is_revolving else _instalments(debt, ledger, on)
    return max(late_since, *paid, *asked)


def _instalments(debt: Debt, ledger: Ledger, on: date) -> list[date]:
    called = [debt.accelerated] if debt.accelerated and debt.accelerated <= on else []
    return [*called, *(date.fromordinal(due.on) for due in ledger.dues if due.on <= on.toordinal())]


def _bills(debt: Debt, ledger: Ledger) -> list[date]:
    """The due day of the bill that asked for each drawing, or for the last part of it: the bills after that
    only ask again for what is late."""
    found = []
    for drawing in debt.drawings:
        bills = [bill.due for bill in ledger.bills if bill.statement >= drawing.on]
        found += bills[: drawing.periods][-1:]
    return found
