"""Instalment plans: five methods, whole fen, the last instalment takes up the rounding."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import accumulate, islice, repeat
from typing import Final, Literal, NamedTuple, get_args

from ..basics.dates import add_months, as_date
from ..basics.money import (
    EXACT,
    ROUNDINGS,
    Amount,
    BadInput,
    Rounding,
    choice,
    divide,
    to_decimal,
    to_fen,
    whole,
    yuan,
    yuan_column,
)

Method = Literal["equal_instalments", "equal_principal", "interest_only", "bullet", "flat_fee"]
"""How a loan is paid back: see `schedule`."""

METHODS: Final[tuple[Method, ...]] = get_args(Method)

Quoted = Literal["rounded", "unrounded"]
"""Whether an advertised total counts payments that are rounded to the fen."""

QUOTED: Final[tuple[Quoted, ...]] = get_args(Quoted)

MOST_PERIODS: Final = 1200
"""A hundred years of months."""

Rows = list[tuple[int, int, int]]
"""For each instalment: principal, interest and fee in fen."""


class Instalment(NamedTuple):
    """One line of a plan, yuan.

    Attributes:
        number: the first is 1.
        due: its day; None where the plan has no first day.
        payment: principal, interest and fee together.
        principal: of it the principal.
        interest: of it the interest.
        fee: of it the fee.
        balance: the principal left after it.
    """

    number: int
    due: date | None
    payment: Decimal
    principal: Decimal
    interest: Decimal
    fee: Decimal
    balance: Decimal


class Schedule:
    """An instalment plan. `instalments` lists its lines; the totals are what the lines really add up to."""

    __slots__ = ("_exact", "_instalments", "_principal", "_rows", "_start")

    def __init__(self, principal: int, rows: Rows, start: date | None, exact: tuple[int, int] | None) -> None:
        self._principal = principal
        self._rows = rows
        self._start = start
        self._exact = exact
        self._instalments: tuple[Instalment, ...] | None = None

    @property
    def instalments(self) -> tuple[Instalment, ...]:
        """The lines of the plan, in order."""
        if self._instalments is None:
            self._instalments = tuple(self._lines())
        return self._instalments

    def _lines(self) -> Iterator[Instalment]:
        """All lines at once, a column after the other: several times as fast as one by one."""
        count, start = len(self._rows), self._start
        dues = repeat(None) if start is None else (add_months(start, number + 1) for number in range(count))
        of_principal, of_interest, of_fee = zip(*self._rows, strict=True)
        principal = list(yuan_column(of_principal))
        fee = list(yuan_column(of_fee)) if any(of_fee) else [yuan(0)] * count
        if self._exact is not None and sum(self._rows[-2:][0]) == sum(self._rows[0]):
            # the same payment in every line but the last
            payment = [yuan(sum(self._rows[0]))] * (count - 1) + [yuan(sum(self._rows[-1]))]
            interest = list(map(EXACT.subtract, payment, principal))
        else:
            payment = list(yuan_column(map(sum, self._rows)))
            interest = list(yuan_column(of_interest))
        balances = islice(accumulate(principal, EXACT.subtract, initial=self.principal), 1, None)
        numbers = range(1, count + 1)
        columns = zip(numbers, dues, payment, principal, interest, fee, balances, strict=False)
        return map(tuple.__new__, repeat(Instalment), columns)

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

    def quoted_total(self, payment: Quoted = "rounded") -> Decimal:
        """What an advertisement gives as the total: number of instalments × the payment.

        With the payment "rounded" to the fen first (the usual way) or "unrounded". Either can differ
        by some fen from `total_payment`, because the last instalment takes up the rounding.
        """
        choice(payment, "payment", QUOTED)
        if payment == "unrounded" and self._exact is not None:
            top, bottom = self._exact
            return yuan(divide(top * len(self._rows), bottom, "half_up"))
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
    method: Method = "equal_instalments",
    fee_per_period: Amount | None = None,
    total_fee_rate: Amount | None = None,
    start: date | None = None,
    rounding: Rounding = "half_up",
) -> Schedule:
    """A monthly instalment plan.

    Interest a month is balance × annual_rate / 12, rounded to the fen. The last instalment takes up the
    rounding: the principal adds up.

    Args:
        principal: what is lent, yuan.
        annual_rate: a share a year.
        periods: how many instalments, one a month.
        method: "equal_instalments" (the same payment each month), "equal_principal" (the same principal,
            falling interest), "interest_only" (interest each month, the principal last), "bullet" (principal
            and interest together at the end) or "flat_fee" (a fee on the ORIGINAL principal each month).
        fee_per_period: with "flat_fee": the fee a month, as a share of the principal.
        total_fee_rate: with "flat_fee", instead: the fee of all months together, as a share of the principal.
        start: the day it is lent: instalments fall due on the same day of the following months, or on a
            shorter month's last day.
        rounding: "half_up" (a half goes away from zero) or "down" (cut).

    Returns:
        The plan, line by line, yuan.

    Raises:
        BadInput: an amount, a date or a word that the signature does not allow.

    Example:
        >>> plan = schedule("50000", annual_rate="0.15", periods=36)
        >>> plan.instalments[0].payment, plan.instalments[-1].payment, plan.total_interest
        (Decimal('1733.27'), Decimal('1733.11'), Decimal('12397.56'))
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
    method: Method, fee_per_period: Amount | None, total_fee_rate: Amount | None, periods: int
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
    principal: int,
    annual_rate: Decimal,
    periods: int,
    method: Method,
    fee: tuple[int, int],
    rounding: Rounding,
) -> tuple[Rows, tuple[int, int] | None]:
    """The lines of a plan in fen, and the unrounded equal payment as a fraction where there is one."""
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
    principal: int, top: int, bottom: int, periods: int, rounding: Rounding
) -> tuple[Rows, tuple[int, int]]:
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
    twice, half, double = 2 * top, bottom if rounding == "half_up" else 0, 2 * bottom
    for _ in range(periods - 1):
        interest = (balance * twice + half) // double
        part = payment - interest
        if part > balance:
            part = balance
        rows.append((part, interest, 0))
        balance -= part
    rows.append((balance, (balance * twice + half) // double, 0))
    return rows, (exact_top, exact_bottom)
