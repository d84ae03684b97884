"""A loan to reckon with by hand: 1,200 yuan on 15 January 2026, 12 instalments of 100, 12 % a year.

Interest is 1 % a month of what is left: 112 falls due on 15 February, 111 on 15 March, 110 on 15 April …
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from duecourse.calc import Drawing, InstalmentTerms, Ledger, Payment, open_ledger
from duecourse.calc.debt.events import Event

DRAWN = date(2026, 1, 15)
FAR = date(2027, 12, 31)


def y(text: str) -> Decimal:
    """Yuan, as an amount must come out: with two places."""
    assert "." in text and len(text.split(".")[1]) == 2
    return Decimal(text)


def terms(**differs: Any) -> InstalmentTerms:
    """The loan's contract, with 0.05 % a day on the overdue principal."""
    contract: dict[str, Any] = {"method": "equal_principal", "annual_rate": "0.12", "periods": 12}
    if "penalty_multiple" not in differs:
        contract["penalty_daily_rate"] = "0.0005"
    if differs.get("method") == "flat_fee":
        contract["annual_rate"] = "0"
    return InstalmentTerms(**(contract | differs))


def loan(*events: Event, **differs: Any) -> Ledger:
    """The loan under a contract that differs, with what happened to it, if named of another `amount`."""
    amount, until = differs.pop("amount", "1200"), differs.pop("until", FAR)
    return open_ledger(terms(**differs), Drawing(DRAWN, amount), events, until=until)


def paid(month: int, day: int, amount: str, year: int = 2026) -> Payment:
    """A payment."""
    return Payment(date(year, month, day), amount)


def parts(ledger: Ledger, on: date) -> dict[str, str]:
    """What is owed on a day, the parts that are not nothing."""
    position = ledger.position(on)
    names = ("principal", "interest", "penalty", "compound", "fees")
    return {name: str(position[name]) for name in names if position[name]}
