"""Instalment plans: five methods, whole fen, the last instalment takes up the rounding."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from .dates import add_months, as_date
from .money import ROUNDINGS, Amount, BadInput, choice, divide, quotient, to_decimal, to_fen, whole, yuan

METHODS: Final = ("equal_instalments", "equal_principal", "interest_only", "bullet", "flat_fee")

MOST_PERIODS: Final = 1200
"""A hundred years of months."""

Rows = list[tuple[int, int, int]]
"""For each instalment: principal, interest and fee in fen."""


class Instalment:
    """One line of a plan. Amounts in yuan; `balance` is the principal left after it."""

    __slots__ = ("_balance", "_fee", "_interest", "_principal", "due", "number")

    def __init__(self, number: int, due: date | None, row: tuple[int, int, int], balance: int) -> None:
        self.number = number
        self.due = due
        self._principal, self._interest, self._fee = row
        self._balance = balance

    @property
    def payment(self) -> Decimal:
        """Principal, interest and fee together."""
        return yuan(self._principal + self._interest + self._fee)

    @property
    def principal(self) -> Decimal:
        """The part that pays the debt down."""
        return yuan(self._principal)

    @property
    def interest(self) -> Decimal:
        """The part that pays for the period."""
        return yuan(self._interest)

    @property
    def fee(self) -> Decimal:
        """The instalment fee, where the plan has one."""
        return yuan(self._fee)

    @property
    def balance(self) -> Decimal:
        """The principal left after this instalment."""
        return yuan(self._balance)

    def __repr__(self) -> str:
        return (
            f"Instalment({self.number}, due={self.due}, payment={self.payment}, principal={self.principal}, "
            f"interest={self.interest}, fee={self.fee}, balance={self.balance})"
        )


class Schedule:
    """An instalment plan. `instalments` lists its lines; the totals are what the lines really add up to."""

    __slots__ = ("_instalments", "_principal", "_rows", "_start", "payment_unrounded")

    def __init__(
        self, principal: int, rows: Rows, start: date | None, payment_unrounded: Decimal | None
    ) -> None:
        self._principal = principal
        self._rows = rows
        self._start = start
        self._instalments: tuple[Instalment, ...] | None = None
        self.payment_unrounded = payment_unrounded
        """The exact equal payment before it was rounded to the fen; None for the other methods."""

    @property
    def instalments(self) -> tuple[Instalment, ...]:
        """The lines of the plan, in order."""
        if self._instalments is None:
            balance = self._principal
            start = self._start
            lines = []
            for number, row in enumerate(self._rows, 1):
                balance -= row[0]
                due = None if start is None else add_months(start, number)
                lines.append(Instalment(number, due, row, balance))
            self._instalments = tuple(lines)
        return self._instalments

    @property
    def principal(self) -> Decimal:
        """The principal the plan pays off."""
        return yuan(self._principal)

    @property
    def total_interest(self) -> Decimal:
        """All interest of the plan."""
        return yuan(sum(row[1] for row in self._rows))

    @property
    def total_fee(self) -> Decimal:
        """All instalment fees of the plan."""
        return yuan(sum(row[2] for row in self._rows))

    @property
    def total_payment(self) -> Decimal:
        """Everything the plan asks for."""
        return yuan(sum(map(sum, self._rows)))

    def quoted_total(self, payment: str = "rounded") -> Decimal:
        """What an advertisement gives as the total: number of instalments × the payment.

        With the payment "rounded" to the fen first (the usual way) or "unrounded". Either can differ
        by some fen from `total_payment`, because the last instalment takes up the rounding.
        """
        choice(payment, "payment", ("rounded", "unrounded"))
        exact = self.payment_unrounded
        if payment == "unrounded" and exact is not None:
            top, bottom = exact.as_integer_ratio()
            return yuan(divide(100 * top * len(self._rows), bottom, "half_up"))
        return yuan(sum(self._rows[0]) * len(self._rows))

    def flows(self) -> list[Decimal]:
        """The plan as the borrower's lender sees it: the principal paid out, then every payment back."""
        return [-yuan(self._principal), *(yuan(sum(row)) for row in self._rows)]

    def __repr__(self) -> str:
        return (
            f"Schedule({self.principal} in {len(self._rows)} instalments, interest {self.total_interest}, "
            f"fees {self.total_fee})"
        )


def schedule(
    principal: Amount,
    *,
    annual_rate: Amount = "0",
    periods: int,
    method: str = "equal_instalments",
    fee_per_period: Amount | None = None,
    total_fee_rate: Amount | None = None,
    start: date | None = None,
    rounding: str = "half_up",
) -> Schedule:
    """A monthly instalment plan for `principal` yuan.

    method: "equal_instalments" (the same payment each month), "equal_principal" (the same principal,
    falling interest), "interest_only" (interest each month, the principal last), "bullet" (principal
    and interest together at the end) or "flat_fee" (a fee on the ORIGINAL principal each month:
    `fee_per_period` as a share of it, or `total_fee_rate` for all periods together).
    Interest a month is balance × annual_rate / 12, rounded to the fen. With a `start`, instalments
    fall due on the same day of the following months, or on a shorter month's last day.
    Raises BadInput for anything else.
    """
    fen = to_fen(principal, "principal")
    if fen == 0:
        raise BadInput("principal", principal, "an amount above 0")
    rate = to_decimal(annual_rate, "annual_rate")
    choice(rounding, "rounding", ROUNDINGS)
    if start is not None:
        as_date(start, "start")
    rows, exact = plan_rows(
        fen,
        rate,
        whole(periods, "periods", least=1, most=MOST_PERIODS),
        method,
        fee_ratio(method, fee_per_period, total_fee_rate, periods),
        rounding,
    )
    return Schedule(fen, rows, start, exact)


def fee_ratio(
    method: str, fee_per_period: Amount | None, total_fee_rate: Amount | None, periods: int
) -> tuple[int, int]:
    """The fee a period as an exact fraction of the original principal."""
    choice(method, "method", METHODS)
    if method != "flat_fee":
        if fee_per_period is not None or total_fee_rate is not None:
            raise BadInput(
                "fee_per_period", fee_per_period or total_fee_rate, "a fee only with method='flat_fee'"
            )
        return 0, 1
    if total_fee_rate is None:
        if fee_per_period is None:
            raise BadInput("fee_per_period", None, "a share of the principal, or total_fee_rate")
        return to_decimal(fee_per_period, "fee_per_period").as_integer_ratio()
    if fee_per_period is not None:
        raise BadInput("total_fee_rate", total_fee_rate, "either fee_per_period or total_fee_rate")
    top, bottom = to_decimal(total_fee_rate, "total_fee_rate").as_integer_ratio()
    return top, bottom * periods


def plan_rows(
    principal: int, annual_rate: Decimal, periods: int, method: str, fee: tuple[int, int], rounding: str
) -> tuple[Rows, Decimal | None]:
    """The lines of a plan in fen, and the unrounded equal payment in yuan where there is one."""
    top, bottom = annual_rate.as_integer_ratio()
    bottom *= 12
    if method == "equal_instalments":
        return _equal_instalments(principal, top, bottom, periods, rounding)
    if method == "bullet":
        interest = divide(principal * top * periods, bottom, rounding)
        return [(0, 0, 0)] * (periods - 1) + [(principal, interest, 0)], None
    if method == "interest_only":
        interest = divide(principal * top, bottom, rounding)
        return [(0, interest, 0)] * (periods - 1) + [(principal, interest, 0)], None
    share = divide(principal, periods, rounding)
    charge = divide(principal * fee[0], fee[1], rounding)
    rows: Rows = []
    balance = principal
    for number in range(1, periods + 1):
        part = share if number < periods else balance
        part = min(part, balance)
        rows.append((part, divide(balance * top, bottom, rounding) if top else 0, charge))
        balance -= part
    return rows, None


def _equal_instalments(
    principal: int, top: int, bottom: int, periods: int, rounding: str
) -> tuple[Rows, Decimal]:
    # payment = principal × r × (1 + r)^n / ((1 + r)^n − 1), r = top / bottom, in whole numbers
    if top == 0:
        exact_top, exact_bottom = principal, periods
    else:
        grown = (bottom + top) ** periods
        exact_top = principal * top * grown
        exact_bottom = bottom * (grown - bottom**periods)
    payment = divide(exact_top, exact_bottom, rounding)
    rows: Rows = []
    balance = principal
    double, half = 2 * bottom, bottom if rounding == "half_up" else 0
    for _ in range(periods - 1):
        interest = (2 * balance * top + half) // double
        part = payment - interest
        if part > balance:
            part = balance
        rows.append((part, interest, 0))
        balance -= part
    rows.append((balance, (2 * balance * top + half) // double, 0))
    return rows, quotient(exact_top, 100 * exact_bottom)
