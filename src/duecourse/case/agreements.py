"""What was agreed for a debt: its payments, and the agreement as terms that `calc` understands.

The journal keeps these records; a case that is given them (`Case.with_agreements`) works with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from duecourse import calc
from duecourse.calc import total
from duecourse.calc.offers.agreement import agreed_debt


@dataclass(frozen=True)
class AgreedPayment:
    """One payment of an agreed plan.

    Attributes:
        number: the first is 1.
        due: its day.
        amount: yuan.
        parts: what it is made of, yuan, which adds up to the amount.
    """

    number: int
    due: date
    amount: Decimal
    parts: Mapping[str, Decimal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "amount", total([self.amount]))
        parts = {name: total([amount]) for name, amount in self.parts.items()}
        object.__setattr__(self, "parts", MappingProxyType(parts))
        if parts and total(parts.values()) != self.amount:
            raise ValueError(f"parts are {parts!r}; allowed: parts that add up to {self.amount}")


@dataclass(frozen=True)
class Agreement:
    """What was agreed for a debt.

    Attributes:
        debt: the id of the debt.
        agreed_on: the day.
        offer: which offer it is, as plain data.
        payments: its schedule.
        confirmed_on: the day on which it was there in writing or on a recording, None until then.
        proof: where it is written or recorded.
        ended_on: the day it ended, paid up or lapsed.
        note: the person's own words.
        id: None until it is saved.
    """

    debt: str
    agreed_on: date
    offer: Mapping[str, Any] = field(default_factory=dict)
    payments: tuple[AgreedPayment, ...] = ()
    confirmed_on: date | None = None
    proof: str = ""
    ended_on: date | None = None
    note: str = ""
    id: int | None = None

    def __post_init__(self) -> None:
        numbers = [payment.number for payment in self.payments]
        if len(set(numbers)) != len(numbers):
            raise ValueError(f"payments are numbered {numbers}; allowed: each number once")
        if any(one.due > other.due for one, other in zip(self.payments, self.payments[1:], strict=False)):
            raise ValueError("payments are not in order; allowed: one day after the other")

    @property
    def total(self) -> Decimal:
        """All payments together, yuan."""
        return total(payment.amount for payment in self.payments)

    def as_debt(self) -> calc.Debt:
        """The agreement as a debt, nothing paid on it yet: what is owed is what its payments add up to.

        The price of time is in them, agreed on and fixed: it does not grow from day to day, and being late
        costs nothing beside. Raises BadInput where the payments come to nothing.
        """
        begins = min([self.agreed_on, *(one.due for one in self.payments)])
        return agreed_debt(begins, [calc.AgreedPayment(one.due, one.amount) for one in self.payments])
