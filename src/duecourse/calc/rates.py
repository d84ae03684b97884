"""The yearly rate behind a stream of payments, nominal and effective: found, or refused, never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import exp, expm1, fsum, isfinite, log
from typing import Literal

from .money import BadInput

_LOWEST = log(0.01)  # 99 % of the money lost in a year
_HIGHEST = log(10_001)  # 1,000,000 % a year
_SCAN = 2_000

Flow = float | int | str | Decimal


class RateNotFound(ValueError):
    """No single yearly rate fits. `reason` is "no_sign_change", "several" or "absurd"."""

    def __init__(self, reason: Literal["no_sign_change", "several", "absurd"], text: str) -> None:
        super().__init__(text)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class AnnualRate:
    """A rate as shares of one, floats. nominal: 12 × the monthly rate. effective: with interest on
    interest over the year. per_period: the monthly rate itself."""

    nominal: float
    effective: float
    per_period: float


def annual_rate(flows: Sequence[Flow] | Sequence[tuple[date, Flow]]) -> AnnualRate:
    """The rate at which what was received and what is paid back are worth the same.

    flows: one amount a month from today on, money out and money in with opposite signs; or pairs of
    a date and an amount, days counted on 365. Raises RateNotFound (a ValueError) where no rate fits,
    more than one does, or the only one lies outside −99 % … 1,000,000 % a year.
    """
    times, amounts, per_year = _read(flows)
    signs = _sign_changes(amounts)
    if signs == 0:
        raise RateNotFound(
            "no_sign_change", "flows never change sign: money must go both ways for a rate to exist"
        )
    low, high = _LOWEST / per_year, _HIGHEST / per_year
    pairs = list(zip(times, amounts, strict=True))
    if signs == 1:
        # Descartes' rule, which holds for real exponents too: exactly one root
        if _value(pairs, low) * _value(pairs, high) > 0:
            raise RateNotFound("absurd", "the only rate that fits lies outside -99 % to 1,000,000 % a year")
        root = _solve(pairs, low, high)
    else:
        root = _only_root(pairs, low, high)
    month = expm1(root * per_year / 12)
    return AnnualRate(12 * month, expm1(root * per_year), month)


def _read(flows: Sequence[Flow] | Sequence[tuple[date, Flow]]) -> tuple[list[float], list[float], int]:
    if isinstance(flows, (str, bytes)) or not isinstance(flows, Sequence) or len(flows) < 2:
        raise BadInput("flows", flows, "at least two amounts, or pairs of a date and an amount")
    if not any(isinstance(flow, tuple) for flow in flows):
        amounts = [_number(flow) for flow in flows]
        return list(map(float, range(len(amounts)))), amounts, 12
    totals: dict[date, float] = {}
    for flow in flows:
        if not (isinstance(flow, tuple) and len(flow) == 2):
            raise BadInput("flows", flow, "pairs of a date and an amount throughout")
        on, amount = flow
        if not isinstance(on, date) or isinstance(on, datetime):
            raise BadInput("flows", on, "a datetime.date first in each pair")
        totals[on] = totals.get(on, 0.0) + _number(amount)
    first = min(totals)
    days = sorted(totals)
    return [(on - first).days / 365 for on in days], [totals[on] for on in days], 1


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        raise BadInput("flows", value, "amounts as numbers")
    try:
        number = float(value)
    except ValueError:
        raise BadInput("flows", value, "amounts as numbers") from None
    if not isfinite(number):
        raise BadInput("flows", value, "finite amounts")
    return number


def _sign_changes(amounts: list[float]) -> int:
    signs = [amount > 0 for amount in amounts if amount]
    return sum(a != b for a, b in zip(signs, signs[1:], strict=False))


def _value(pairs: list[tuple[float, float]], force: float) -> float:
    """The present value at a force of interest (the logarithm of 1 + rate)."""
    return fsum(amount * exp(-force * time) for time, amount in pairs)


def _slope(pairs: list[tuple[float, float]], force: float) -> float:
    return fsum(-time * amount * exp(-force * time) for time, amount in pairs)


def _solve(pairs: list[tuple[float, float]], low: float, high: float) -> float:
    """The root between two points of opposite sign: Newton's steps, halving where one leaves the bracket."""
    rising = _value(pairs, high) > 0
    guess = max(low, min(high, 0.01))
    for _ in range(200):
        value = _value(pairs, guess)
        if value == 0:
            return guess
        if (value > 0) == rising:
            high = guess
        else:
            low = guess
        slope = _slope(pairs, guess)
        step = guess - value / slope if slope else low
        if not low < step < high:
            step = (low + high) / 2
        if abs(step - guess) <= 1e-16 * max(1.0, abs(guess)):
            return step
        guess = step
    return guess


def _only_root(pairs: list[tuple[float, float]], low: float, high: float) -> float:
    """Where payments change direction more than once, look at the whole range before answering."""
    width = (high - low) / _SCAN
    points = [low + width * index for index in range(_SCAN + 1)]
    values = [_value(pairs, point) for point in points]
    roots = []
    for index in range(_SCAN):
        if values[index] == 0:
            roots.append(points[index])
        elif values[index] * values[index + 1] < 0:
            roots.append(_solve(pairs, points[index], points[index + 1]))
    size = max(abs(amount) for _, amount in pairs)
    for index in range(1, _SCAN):
        # a curve that touches zero without crossing it has a root too
        before, here, after = map(abs, values[index - 1 : index + 2])
        if (
            here < before
            and here <= after
            and values[index - 1] * values[index + 1] > 0
            and here < 1e-3 * size
        ):
            touch = _touching(pairs, points[index - 1], points[index + 1], size)
            if touch is not None:
                roots.append(touch)
    if not roots:
        raise RateNotFound("no_sign_change", "no rate fits: the payments are never worth what was received")
    if len(roots) > 1:
        shown = ", ".join(f"{100 * expm1(root):.2f} %" for root in roots)
        raise RateNotFound(
            "several", f"more than one rate fits these flows ({shown} a period): none of them means anything"
        )
    return roots[0]


def _touching(pairs: list[tuple[float, float]], low: float, high: float, size: float) -> float | None:
    if _slope(pairs, low) * _slope(pairs, high) >= 0:
        return None
    rising = _slope(pairs, high) > 0
    for _ in range(100):
        middle = (low + high) / 2
        if (_slope(pairs, middle) > 0) == rising:
            high = middle
        else:
            low = middle
    return low if abs(_value(pairs, low)) < 1e-11 * size else None
