"""Figures that are published and wrong: each slip with what it claims, and what is right.

They are made for exercises: "find the slip". Every function works out both figures from the same facts, so
that an example can be made with any amounts. A figure is yuan, or a yearly rate as a share.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from ..basics.dates import count_days, year_of
from ..basics.money import EXACT, Amount, BadInput, divide, to_decimal, to_fen, whole, yuan
from ..plan.accrual import accrue
from ..plan.rates import AnnualRate
from ..plan.schedule import schedule
from .quotes import CostItem, Quote, priced_quote

SLIPS: Final = (
    "day_rate_as_yearly",
    "total_below_principal",
    "monthly_fee_as_yearly",
    "nominal_as_effective",
    "interest_on_original",
    "payment_times_periods",
    "both_days_counted",
    "months_of_thirty_days",
    "wrong_multiple",
    "deducted_but_counted",
)


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip. kind: one of SLIPS. unit: "yuan" or "rate". claimed: what the page says. right: what is so."""

    kind: str
    unit: str
    claimed: Decimal
    right: Decimal

    @property
    def difference(self) -> Decimal:
        """By how much what is right is above what is claimed; below 0: under it."""
        return EXACT.subtract(self.right, self.claimed)

    @property
    def times(self) -> Decimal | None:
        """How many times what is claimed the right figure is, two places; None where nothing is claimed."""
        if not self.claimed:
            return None
        (a, b), (c, d) = self.right.as_integer_ratio(), self.claimed.as_integer_ratio()
        top, bottom = (a * d, b * c) if c > 0 else (-a * d, -b * c)
        return yuan(divide(100 * top, bottom, "half_up"))


def _money(kind: str, claimed: Decimal, right: Decimal) -> Slip:
    return Slip(kind, "yuan", claimed, right)


def _rate(kind: str, claimed: Amount, right: Decimal) -> Slip:
    return Slip(kind, "rate", to_decimal(claimed, "claimed"), right)


def _six_places(share: float) -> Decimal:
    return Decimal(share).quantize(Decimal("0.000001"))


def day_rate_as_yearly(daily_rate: Amount, *, year_days: int = 365) -> Slip:
    """A rate a day, read as if it were one a year: 0.05 % is 18.25 %."""
    daily = to_decimal(daily_rate, "daily_rate")
    return _rate("day_rate_as_yearly", daily, EXACT.multiply(daily, year_of(year_days)))


def total_below_principal(principal: Amount, *, annual_rate: Amount, periods: int, left_out: int = 1) -> Slip:
    """A total that leaves out the last `left_out` payments, so that less seems to be paid back than was lent
    (or little more); right: all of them."""
    plan = schedule(principal, annual_rate=annual_rate, periods=periods)
    whole(left_out, "left_out", least=1, most=periods - 1)
    part = sum(to_fen(line.payment, "payment") for line in plan.instalments[:-left_out])
    return _money("total_below_principal", yuan(part), plan.total_payment)


def monthly_fee_as_yearly(fee_per_period: Amount, *, periods: int, principal: Amount = "10000") -> Slip:
    """A monthly fee on the original sum, times 12, called the rate a year; right: the effective rate, for the
    sum still owed falls each month. Six places."""
    rate = _effective(Quote(principal, periods, method="flat_fee", fee_per_period=fee_per_period))
    twelve = EXACT.multiply(to_decimal(fee_per_period, "fee_per_period"), 12)
    return _rate("monthly_fee_as_yearly", twelve, _six_places(rate.effective))


def nominal_as_effective(monthly_rate: Amount) -> Slip:
    """A monthly rate times 12, called the effective one; right: with interest on interest, six places."""
    month = to_decimal(monthly_rate, "monthly_rate")
    year = EXACT.subtract(EXACT.power(EXACT.add(1, month), 12), 1)
    right = year.quantize(Decimal("0.000001"), context=EXACT)
    return _rate("nominal_as_effective", EXACT.multiply(month, 12), right)


def interest_on_original(principal: Amount, *, annual_rate: Amount, periods: int) -> Slip:
    """Interest reckoned on the original principal to the end, for a loan paid back month by month; right: on
    what is left of it. Also what makes a fee on the original sum so dear."""
    top, bottom = to_decimal(annual_rate, "annual_rate").as_integer_ratio()
    plan = schedule(principal, annual_rate=annual_rate, periods=periods)
    flat = divide(to_fen(principal, "principal") * top * periods, bottom * 12, "half_up")
    return _money("interest_on_original", yuan(flat), plan.total_interest)


def payment_times_periods(principal: Amount, *, annual_rate: Amount, periods: int) -> Slip:
    """The rounded payment times the number of payments, called the total; right: the payments really added
    up, of which the last takes up the rounding."""
    plan = schedule(principal, annual_rate=annual_rate, periods=periods)
    return _money("payment_times_periods", plan.quoted_total(), plan.total_payment)


def both_days_counted(base: Amount, *, daily_rate: Amount, start: date, end: date) -> Slip:
    """Interest that counts the first day and the last; right: where the contract says nothing else, one of
    the two is not counted."""
    both = accrue(base, rate=daily_rate, start=start, end=end, days="inclusive")
    return _money(
        "both_days_counted", both.amount, accrue(base, rate=daily_rate, start=start, end=end).amount
    )


def months_of_thirty_days(base: Amount, *, daily_rate: Amount, start: date, end: date) -> Slip:
    """Interest by the day on full months of 30 days each; right: on the days there really are. The two days
    must be the same day of different months."""
    days = count_days(start, end, "half_open")
    months = 12 * (end.year - start.year) + end.month - start.month
    if end.day != start.day or not months:
        raise BadInput("end", end, f"day {start.day} of a later month")
    claimed = accrue(base, rate=daily_rate, day_count=30 * months).amount
    return _money("months_of_thirty_days", claimed, accrue(base, rate=daily_rate, day_count=days).amount)


def wrong_multiple(
    rate: Amount,
    *,
    multiple: Amount = 4,
    used_rate: Amount | None = None,
    used_multiple: Amount | None = None,
) -> Slip:
    """A ceiling that is a multiple of a published rate, from the wrong rate (of another day, or for another
    length of loan) or with the wrong multiple; right: `multiple` times `rate`."""
    if used_rate is None and used_multiple is None:
        raise BadInput("used_rate", None, "a wrong rate or a wrong multiple")
    right = EXACT.multiply(to_decimal(rate, "rate"), to_decimal(multiple, "multiple"))
    wrong_rate = to_decimal(rate if used_rate is None else used_rate, "used_rate")
    wrong = EXACT.multiply(wrong_rate, to_decimal(used_multiple or multiple, "used_multiple"))
    return _rate("wrong_multiple", wrong, right)


def deducted_but_counted(principal: Amount, *, deducted: Amount, annual_rate: Amount, periods: int) -> Slip:
    """A loan from which something is kept back on the first day, called by the rate on the whole principal;
    right: the effective rate on what was received, six places."""
    item = CostItem("", deducted, "deducted")
    rate = _effective(Quote(principal, periods, rate=annual_rate, items=(item,)))
    return _rate("deducted_but_counted", annual_rate, _six_places(rate.effective))


def _effective(quote: Quote) -> AnnualRate:
    rate = priced_quote(quote).rate
    if rate is None:
        raise BadInput("quote", quote, "an offer behind which there is a rate")
    return rate
