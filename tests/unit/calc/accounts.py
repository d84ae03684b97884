"""Two accounts to reckon with by hand, each with 1,000 yuan spent on 10 January 2026.

The card: bill on the 5th, due 20 days later (the 25th), 0.05 % a day on the whole balance, a minimum of
10 %. Baitiao: bill on the 3rd, due 9 days later (the 12th), 0.05 % service fee and 0.015 % penalty a day.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from duecourse.calc import Drawing, Ledger, Payment, RevolvingTerms, open_ledger
from duecourse.calc.debt.events import Event

CARD: dict[str, Any] = {"statement_day": 5, "due_after_days": 20, "daily_rate": "0.0005"}
BAITIAO: dict[str, Any] = {
    "statement_day": 3,
    "due_after_days": 9,
    "interest": "none",
    "service_daily_rate": "0.0005",
    "penalty_daily_rate": "0.00015",
    "minimum_share_carried_after_miss": "1.00",
    "minimum_carry_threshold": "300",
}
SPENT = Drawing(date(2026, 1, 10), "1000")


def account(
    kind: dict[str, Any], *happened: Event | Drawing, until: date = date(2027, 12, 31), **differs: Any
) -> Ledger:
    """The account with what happened to it; 1,000 spent on 10 January unless drawings are named."""
    drawings = [event for event in happened if isinstance(event, Drawing)]
    events = [event for event in happened if not isinstance(event, Drawing)]
    return open_ledger(RevolvingTerms(**(kind | differs)), drawings or [SPENT], events, until=until)


def spent(month: int, day: int, amount: str, periods: int = 1, fee: str = "0") -> Drawing:
    """Money spent in 2026."""
    return Drawing(date(2026, month, day), amount, periods, fee)


def paid(month: int, day: int, amount: str) -> Payment:
    """A payment in 2026."""
    return Payment(date(2026, month, day), amount)


def bill(ledger: Ledger, number: int) -> tuple[str, str, str, str]:
    """A bill's balance, minimum, interest and fees."""
    found = ledger.bills[number]
    return str(found.balance), str(found.minimum), str(found.interest), str(found.fees)
