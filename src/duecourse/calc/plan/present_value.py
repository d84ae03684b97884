"""What payments to come are worth today, and the yearly rate behind them: the quick way for one sum owed
today and paid back later. `rates.annual_rate` finds the same rate for any flows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import exp, expm1, log, sqrt
from operator import mul
from typing import Final

from ..basics.dates import add_months
from ..basics.money import EXACT, divide
from .rates import _HIGHEST, _LOWEST, AnnualRate, RateNotFound

Months = int | Fraction
"""Months from the first day: whole ones where a payment falls on the same day of a month."""

_UNIT: Final = 10**40


@lru_cache(maxsize=4096)
def months_between(first: date, on: date) -> Months:
    """The months from one day to a later one; days beyond the last full month as a share of the next."""
    whole = (on.year - first.year) * 12 + on.month - first.month
    begin = add_months(first, whole)
    if begin > on:
        whole -= 1
        begin = add_months(first, whole)
    if begin == on:
        return whole
    return whole + Fraction((on - begin).days, (add_months(first, whole + 1) - begin).days)


@lru_cache(maxsize=64)
def _whole_months(annual_rate: Decimal) -> list[int]:
    """What 1 in so many months is worth today, in units of 10^-40, for whole months; filled as needed."""
    return [_UNIT]


@lru_cache(maxsize=4096)
def _factor(annual_rate: Decimal, months: Months) -> int:
    years = EXACT.divide(months.numerator, 12 * months.denominator)
    return int(EXACT.divide(_UNIT, EXACT.power(EXACT.add(1, annual_rate), years)))


def present_value(
    annual_rate: Decimal, months: Sequence[Months], payments: Sequence[int], *, at: Months = 0
) -> int:
    """What payments in fen are worth so many months after the first day (`at`), at a yearly rate
    (effective), fen, rounded once."""
    factors = _whole_months(annual_rate)
    total = 0
    for month, payment in zip(months, payments, strict=True):
        if type(month) is int:
            while len(factors) <= month:
                factors.append(_factor(annual_rate, len(factors)))
            total += payment * factors[month]
        else:
            total += payment * _factor(annual_rate, month)
    return divide(total, _factor(annual_rate, at) if at else _UNIT, "half_up")


def rate_of(owed: int, months: Sequence[Months], payments: Sequence[int]) -> AnnualRate:
    """The yearly rate at which payments (fen, none below 0) are worth what is owed today (fen).

    Raises RateNotFound as `annual_rate` does: "no_sign_change" where nothing is lent for any time,
    "absurd" where the rate lies outside −99 % … 1,000,000 % a year.
    """
    flows = [(month, payment) for month, payment in zip(months, payments, strict=True) if payment]
    lent = owed
    while flows and not flows[0][0]:
        lent -= flows.pop(0)[1]
    if lent <= 0 or not flows:
        text = "payments leave nothing owed over any time, or pay nothing later"
        raise RateNotFound("no_sign_change", text)
    times, amounts = [float(month) for month, _ in flows], [payment for _, payment in flows]
    low, high = _LOWEST / 12, _HIGHEST / 12
    aim = log(lent)
    force = max(low, _guess(times, amounts, aim))
    # the log of what the payments are worth is convex in the force of interest and falls: after one of
    # Newton's steps the guess is on the left of the root, and then it only comes nearer
    for _ in range(100):
        worth, weighed = _worth(times, amounts, force)
        step = (log(worth) - aim) * worth / weighed
        force += step
        if abs(step) < 1e-9 or not low <= force <= high:  # what is left is of the order of the square
            break
    if not low < force < high:
        raise RateNotFound("absurd", "payments fit no rate from -99 % to 1,000,000 % a year")
    month_rate = expm1(force)
    return AnnualRate(12 * month_rate, expm1(12 * force), month_rate)


def _guess(times: list[float], amounts: list[int], aim: float) -> float:
    """The force of interest from the mean and the spread of the times of the payments."""
    total = float(sum(amounts))
    middle = sum(map(mul, times, amounts), 0.0) / total
    spread = sum(map(mul, map(mul, times, times), amounts), 0.0) / total - middle * middle
    gain = log(total) - aim
    under = middle * middle - 2 * spread * gain
    return 2 * gain / (middle + sqrt(under)) if under > 0 else gain / middle


def _worth(times: list[float], amounts: list[int], force: float) -> tuple[float, float]:
    """What payments are worth, and the same with each weighed by its time."""
    values = [amount * exp(-force * time) for time, amount in zip(times, amounts, strict=True)]
    return sum(values), sum(map(mul, values, times))
