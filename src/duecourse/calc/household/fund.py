"""The emergency fund: how large for this household, how long it takes to build, and what it covers.

fund = emergency_fund(essentials="3900", payments="1087.73", months=3, saved="260", start=date(2026, 11, 24))
fund.target, fund.missing
fund.built("300").months, fund.built("300").on
fund.lasts(income="4300").months
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from ..basics.dates import add_months, as_date
from ..basics.money import Amount, BadInput, divide, quotient, to_decimal, to_fen, yuan

_LONGEST = 1200
"""Months: a hundred years."""


class Built(NamedTuple):
    """How a fund is built.

    Attributes:
        a_month: put aside each month, yuan.
        months: until it is full, 0 where it is already, None where it never is.
        on: the day on which it is full, counted in months from the first day.
        last: what the last month still takes, yuan.
        path: what is saved after each month, the beginning first.
    """

    a_month: Decimal
    months: int | None
    on: date | None
    last: Decimal
    path: tuple[Decimal, ...]


class Lasts(NamedTuple):
    """How long savings last where a month is short.

    Attributes:
        short: what each month lacks, yuan; 0.00 where it lacks nothing, and then months and exact are None:
            they are not used up.
        months: whole months.
        left: what is over after them, which does not cover another.
        exact: months with their fraction.
    """

    short: Decimal
    months: int | None
    left: Decimal
    exact: Decimal | None


class Covered(NamedTuple):
    """A cost met from savings, yuan.

    Attributes:
        name: what the cost is called.
        amount: what it costs, yuan.
        paid: what they cover of it.
        missing: what they do not.
        left: what is saved after it.
    """

    name: str
    amount: Decimal
    paid: Decimal
    missing: Decimal
    left: Decimal

    @property
    def enough(self) -> bool:
        """Whether the savings cover all of it."""
        return not self.missing


@dataclass(frozen=True)
class Fund:
    """An emergency fund: so many `months` of what must be paid each month.

    Yuan.

    Attributes:
        essentials: what a month takes to live.
        payments: what goes to lenders each month, which does not stop when the income does.
        months: may have a fraction.
        saved: what is there already.
        start: the day from which it is built.
    """

    essentials: Amount
    payments: Amount
    months: Amount
    saved: Amount
    start: date

    def __post_init__(self) -> None:
        as_date(self.start, "start")
        if to_decimal(self.months, "months") > _LONGEST:
            raise BadInput("months", self.months, f"at most {_LONGEST}")
        if not self._a_month:
            raise BadInput("essentials", self.essentials, "an amount above 0, or payments above 0")
        _ = self._target, self._saved

    @cached_property
    def _a_month(self) -> int:
        return to_fen(self.essentials, "essentials") + to_fen(self.payments, "payments")

    @cached_property
    def _target(self) -> int:
        top, bottom = to_decimal(self.months, "months").as_integer_ratio()
        return divide(self._a_month * top, bottom, "half_up")

    @cached_property
    def _saved(self) -> int:
        return to_fen(self.saved, "saved")

    @property
    def a_month(self) -> Decimal:
        """What must be paid each month."""
        return yuan(self._a_month)

    @property
    def target(self) -> Decimal:
        """How large the fund is when it is full."""
        return yuan(self._target)

    @property
    def missing(self) -> Decimal:
        """What is still to be saved."""
        return yuan(max(0, self._target - self._saved))

    @property
    def holds(self) -> Decimal:
        """For how many months what is saved would pay everything without any income, two places, cut."""
        return yuan(divide(100 * self._saved, self._a_month, "down"))

    def built(self, a_month: Amount) -> Built:
        """How long it takes with so much put aside each month, the first time a month after `start`."""
        each = to_fen(a_month, "a_month")
        missing = max(0, self._target - self._saved)
        if not missing:
            return Built(yuan(each), 0, self.start, yuan(0), (yuan(self._saved),))
        months = -(-missing // each) if each else _LONGEST + 1
        if months > _LONGEST:
            return Built(yuan(each), None, None, yuan(0), (yuan(self._saved),))
        path = [min(self._saved + each * number, self._target) for number in range(months + 1)]
        return Built(
            yuan(each),
            months,
            add_months(self.start, months),
            yuan(missing - each * (months - 1)),
            tuple(map(yuan, path)),
        )

    def a_month_for(self, months: int) -> Decimal:
        """What must be put aside each month to have it full in so many months, rounded up to the fen."""
        if isinstance(months, bool) or not isinstance(months, int) or not 1 <= months <= _LONGEST:
            raise BadInput("months", months, f"a whole number from 1 to {_LONGEST}")
        return yuan(-(-max(0, self._target - self._saved) // months))

    def lasts(self, *, income: Amount = "0", full: bool = False) -> Lasts:
        """How long what is saved (with `full`, the full fund) lasts where so much still comes in a month."""
        have = max(self._target, self._saved) if full else self._saved
        short = max(0, self._a_month - to_fen(income, "income"))
        if not short:
            return Lasts(yuan(0), None, yuan(have), None)
        return Lasts(yuan(short), have // short, yuan(have % short), quotient(have, short))

    def covers(self, costs: Iterable[tuple[str, Amount]], *, full: bool = False) -> tuple[Covered, ...]:
        """What is saved (or, with `full`, the full fund) used for costs one after the other: a repair, a
        doctor's bill. Each has a name and an amount."""
        left = max(self._target, self._saved) if full else self._saved
        covered = []
        for name, amount in costs:
            cost = to_fen(amount, "costs")
            paid = min(cost, left)
            left -= paid
            covered.append(Covered(name, yuan(cost), yuan(paid), yuan(cost - paid), yuan(left)))
        return tuple(covered)


def emergency_fund(
    *, essentials: Amount, payments: Amount = "0", months: Amount = 3, saved: Amount = "0", start: date
) -> Fund:
    """A fund of so many months of essentials and payments to lenders: see `Fund`.

    How many months are advised is for the lesson to say; no law asks for any.

    Args:
        essentials: a month's, yuan.
        payments: to lenders a month, yuan.
        months: how many it is to last.
        saved: what is there already, yuan.
        start: the day from which it is built.

    Returns:
        The fund.

    Raises:
        BadInput: an amount, a date or a word that the signature does not allow.

    Example:
        >>> emergency_fund(essentials="3500", payments="1100", saved="800", start=date(2026, 11, 24)).target
        Decimal('13800.00')
    """
    return Fund(essentials, payments, months, saved, start)
