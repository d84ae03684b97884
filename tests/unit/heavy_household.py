"""A made-up household with so many debts and payments that time can be seen to grow with them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from duecourse.calc.basics.dates import add_months
from duecourse.case import BudgetLine, Case, Debt
from duecourse.case.debt import Drawing, Payment
from duecourse.locale import Text

AS_OF = date(2026, 11, 24)
PRODUCTS = ("bank_loan", "card", "jintiao", "baitiao_bill", "flat_fee", "bank_loan", "card", "baitiao_order")


def heavy(debts: int = len(PRODUCTS), payments: int = 60, lines: int = 25) -> Case:
    """So many debts, loans and accounts in turn, with so many payments each, the last of them months ago."""
    return Case(
        debts=tuple(_debt(number, payments) for number in range(debts)),
        budget_lines=tuple(_line(number) for number in range(lines)),
        savings=Decimal("9000.00"),
        names=Text("Heavy", "重"),
        fixed_as_of=AS_OF,
    )


def _debt(number: int, payments: int) -> Debt:
    product = PRODUCTS[number % len(PRODUCTS)]
    first = add_months(date(2026, 7, 1 + 3 * number % 27), -payments)
    common: dict[str, Any] = {
        "id": f"debt{number}",
        "product_name": product,
        "labels": Text(f"Debt {number}", f"债{number}"),
    }
    months = [add_months(first, month) for month in range(payments)]
    if product in ("card", "baitiao_bill"):
        drawn = [Drawing(on, Decimal(900 + 17 * (month % 7))) for month, on in enumerate(months)]
        paid = [Payment(add_months(date(on.year, on.month, 27), 1), Decimal(850)) for on in months]
        return Debt(drawings=tuple(drawn), payments=tuple(paid), **common)
    paid = [
        Payment(add_months(first, month + 1), Decimal(1240 if month else 900)) for month in range(payments)
    ]
    drawings = (Drawing(first, Decimal(80000 + 5000 * number)),)
    return Debt(drawings=drawings, payments=tuple(paid), differs={"periods": payments + 12}, **common)


def _line(number: int) -> BudgetLine:
    income = number < 4
    amount = Decimal(4000 if income else 310 + 10 * number)
    bad = amount / 2 if number % 3 == 0 else None
    kind = "income" if income else "essential"
    return BudgetLine(kind, Text(f"Line {number}", f"项{number}"), amount, bad_month=bad, day=1 + number)
