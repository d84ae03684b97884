"""A lender's bill held against a debt of the case: what is tried, and what is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from duecourse.calc import BillCheck, LenderBill, Readings, checked_bill
from duecourse.calc.bill.search import reckoned_ahead
from duecourse.case import Debt
from duecourse.rules import ceilings_for

_ALSO_TRIED = {
    "penalty_daily_rate": "penalty_daily_rates",
    "penalty_multiple": "penalty_multiples",
    "annual_rate": "annual_rates",
    "daily_rate": "daily_rates",
    "default_fee_rate": "default_fee_rates",
    "grace_days": "grace_days",
    "allocation": "allocations",
}
"""Terms of which the values that contracts of the product usually have are tried."""


def begun(debt: Debt, on: date) -> Iterator[None]:
    """What a check of a bill of this day will reckon through, one piece at each step."""
    debt = billed(debt, on)
    return reckoned_ahead(debt.facts, on, _readings(debt, on))


def check(debt: Debt, bill: LenderBill) -> BillCheck:
    """The bill line by line. Raises BadInput for figures that this kind of debt has not got."""
    debt = billed(debt, bill.on)
    ceilings = ceilings_for(debt.lender_kind, bill.on, contract_made=debt.start)
    public = [(one.id, one.annual_rate) for one in ceilings if one.is_public]
    return checked_bill(debt.facts, bill, readings=_readings(debt, bill.on), ceilings=public)


def _readings(debt: Debt, on: date) -> Readings:
    return replace(usual_readings(debt), bill_days=_days_around(debt, on))


def billed(debt: Debt, on: date) -> Debt:
    """The debt that a bill of a day is about: its contract, or an agreement made before that day."""
    return debt.in_force(on - timedelta(1))


def _days_around(debt: Debt, on: date) -> int:
    """Within how many days of a bill's day another day is tried: not before an account's first bill."""
    usual = Readings().bill_days
    bills = debt.ledger(on).bills if debt.is_revolving else ()
    return min(usual, *[(on - bill.statement).days for bill in bills[:1]]) if bills else usual


def usual_readings(debt: Debt) -> Readings:
    """What else contracts of the product usually say."""
    tried: dict[str, Any] = {}
    for name, argument in _ALSO_TRIED.items():
        term = debt.product.terms.get(name)
        if term is None:
            continue
        values = [term.default, *term.choices]
        if not term.choices and name in ("penalty_multiple", "penalty_daily_rate"):
            values += [term.min, term.max]
        tried[argument] = tuple(
            dict.fromkeys(_exact(value) for value in values if value is not None and value != "")
        )
    return Readings(**tried)


def _exact(value: Any) -> Any:
    return Decimal(value) if isinstance(value, str) else value
