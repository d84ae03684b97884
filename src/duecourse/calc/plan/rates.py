"""The yearly rate behind a stream of payments, nominal and effective: found, or refused, never guessed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import accumulate, pairwise
from math import exp, expm1, isfinite, log
from typing import Final, Literal

from ..basics.dates import as_date
from ..basics.money import BadInput

_LOWEST: Final = log(0.01)  # 99 % of the money lost in a year
_HIGHEST: Final = log(10_001)  # 1,000,000 % a year
_FARTHEST: Final = 640  # force × time: the powers beyond leave the range of a float
_YEARS: Final = 70
_MOST_LOOKS: Final = 200

Flow = float | int | str | Decimal
Flows = list[tuple[float, float]]
"""A time and an amount that is not zero, in the order of time."""

Stretch = tuple[float, float, float]
"""From a time on, for so long, so much is owed."""


class RateNotFound(ValueError):
    """No single yearly rate fits. `reason` is "no_sign_change", "several" or "absurd"."""

    def __init__(self, reason: Literal["no_sign_change", "several", "absurd"], text: str) -> None:
        super().__init__(text)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class AnnualRate:
    """A rate as shares of one, floats.

    Attributes:
        nominal: 12 × the monthly rate.
        effective: with interest on interest over the year.
        per_period: the monthly rate itself.
    """

    nominal: float
    effective: float
    per_period: float


def annual_rate(flows: Sequence[Flow] | Sequence[tuple[date, Flow]]) -> AnnualRate:
    """The rate at which what was received and what is paid back are worth the same.

    Args:
        flows: one amount a month from today on, yuan, money out and money in with opposite signs; or pairs of
            a date and an amount, days counted on 365.

    Returns:
        The nominal and the effective rate a year.

    Raises:
        RateNotFound: a ValueError: no rate fits, more than one does, or the only one lies outside −99 % …
            1,000,000 % a year. Below −99 % none is looked for: a small refund at the end of a loan always has
            a second rate there.

    Example:
        >>> rate = annual_rate([-10000, *["893.33"] * 12])
        >>> f"{rate.nominal:.2%} {rate.effective:.2%}"
        '13.03% 13.84%'

    Source:
        The internal rate of return, as lenders have to show it: the rule `annualised-rate`.
    """
    terms, per_year = _read(flows)
    turns = _turns(terms)
    if not turns:
        text = "flows never change sign: money must go both ways for a rate to exist"
        raise RateNotFound("no_sign_change", text)
    low, high = _LOWEST / per_year, _FARTHEST / terms[-1][0]
    only = _only_root(terms, low, high) if len(turns) > 1 else None
    roots = _roots(terms, low, high) if only is None else [only]
    if len(roots) > 1:
        shown = ", ".join(_shown(root * per_year) for root in roots)
        text = f"flows fit more than one yearly rate ({shown}): none of them means anything"
        raise RateNotFound("several", text)
    if not roots and len(turns) % 2 == 0:
        text = "flows fit no rate: the payments are never worth what was received"
        raise RateNotFound("no_sign_change", text)
    if not roots or roots[0] * per_year > _HIGHEST:
        text = "flows fit no rate from -99 % to 1,000,000 % a year"
        raise RateNotFound("absurd", text)
    month = expm1(roots[0] * per_year / 12)
    return AnnualRate(12 * month, expm1(roots[0] * per_year), month)


def _shown(force: float) -> str:
    return f"{100 * expm1(force):.2f} %" if force <= _HIGHEST else "over 1,000,000 %"


def _read(flows: Sequence[Flow] | Sequence[tuple[date, Flow]]) -> tuple[Flows, int]:
    """The flows that are not zero, the first at time 0, and how many units of time a year has."""
    if isinstance(flows, (str, bytes)) or not isinstance(flows, Sequence) or len(flows) < 2:
        raise BadInput("flows", flows, "at least two amounts, or pairs of a date and an amount")
    totals: dict[int, float] = {}
    if isinstance(flows[0], (tuple, list)):
        for flow in flows:
            if not isinstance(flow, (tuple, list)) or len(flow) != 2:
                raise BadInput("flows", flow, "pairs of a date and an amount throughout")
            day = as_date(flow[0], "flows").toordinal()
            totals[day] = totals.get(day, 0.0) + _number(flow[1])
        unit, per_year = 365, 1
    else:
        totals = {month: _number(flow) for month, flow in enumerate(flows)}
        unit, per_year = 1, 12
    days = sorted(day for day, amount in totals.items() if amount)
    if days and days[-1] - days[0] > _YEARS * unit * per_year:
        raise BadInput("flows", len(flows), f"flows over at most {_YEARS} years")
    return [((day - days[0]) / unit, totals[day]) for day in days], per_year


def _number(value: object) -> float:
    if isinstance(value, (int, float, str, Decimal)) and not isinstance(value, bool):
        try:
            number = float(value)
        except (ValueError, OverflowError):  # no number, or one too large
            pass
        else:
            if isfinite(number):
                return number
    raise BadInput("flows", value, "finite amounts as numbers, or pairs of a date and an amount throughout")


# -- all roots of the present value, as a function of the force of interest s = log(1 + rate):
#    f(s) = Σ amount × exp(−s × time)


def _turns(terms: Flows) -> list[float]:
    """Between which times the direction of the money turns."""
    return [(t + u) / 2 for (t, a), (u, b) in pairwise(terms) if (a > 0) != (b > 0)]


def _roots(terms: Flows, low: float, high: float) -> list[float]:
    """All roots between two bounds, each once; a curve that touches zero without crossing has one there too.

    Descartes: no turn, no root; one turn, exactly one. With more turns, exp(c × s) × f(s) has the same
    roots, and with c at a turn its derivative has one turn less (Rolle): between the roots of the
    derivative it only rises or only falls, so that no root can hide.
    """
    turns = _turns(terms)
    if len(turns) < 2:
        return _single_root(terms, low, high) if turns else []
    slopes = [(time, (turns[0] - time) * amount) for time, amount in terms]
    points = [low, *_roots(slopes, low, high), high]
    values = [_value(terms, point) for point in points]
    found = {point for point, value in zip(points, values, strict=True) if value == 0}
    for (begin, before), (end, after) in pairwise(zip(points, values, strict=True)):
        if before * after < 0:
            found.add(_newton(partial(_curve, terms), begin, end, rising=after > 0))
    return sorted(found)


def _only_root(terms: Flows, low: float, high: float) -> float | None:
    """The root between two bounds where it can be shown in a few looks at each flow that there is no other
    one; None where it cannot.

    With b(t) the balance at a root r, f(s) = (s − r) × g(s), g(s) = ∫ b(t) × exp(−(s − r) × t) dt. Where one
    side owes the other throughout, b keeps its sign, and g is zero nowhere. Otherwise both of its parts,
    what the one side owes and what the other does, fall as s rises: between two places g stays above zero
    where the one at the end is more than the other at the beginning.
    """
    before, after = _value(terms, low), _value(terms, high)
    if before * after >= 0:
        return None
    root = _newton(partial(_curve, terms), low, high, rising=after > 0)
    owed: tuple[list[Stretch], list[Stretch]] = [], []
    for (time, _), (until, _), balance in zip(terms, terms[1:], _balances(terms, root), strict=False):
        if balance:
            owed[balance < 0].append((time, until - time, abs(balance)))
    if not owed[0] or not owed[1] or _never_alike(owed, low - root, high - root):
        return root
    return None


def _balances(terms: Flows, root: float) -> Iterator[float]:
    """The balance after each flow but the last, discounted: from the flows before it or, with the other sign,
    from those after it, whichever are worth less; 0 where it is only what floats leave of them."""
    worth = [amount * exp(-root * time) for time, amount in terms]
    after = list(accumulate(reversed(worth)))[-2::-1]
    after_size = list(accumulate(map(abs, reversed(worth))))[-2::-1]
    before = accumulate(worth)
    before_size = accumulate(map(abs, worth))
    for one, size, other, other_size in zip(before, before_size, after, after_size, strict=False):
        balance, least = (one, size) if size < other_size else (-other, other_size)
        yield balance if abs(balance) > 1e-12 * least else 0.0


def _never_alike(owed: tuple[list[Stretch], list[Stretch]], low: float, high: float) -> bool:
    """Whether it can be shown that two balances over time are worth the same nowhere between two bounds."""
    places, looks = [low, min(max(low, 0.0), high), high], 0
    worth = {place: (_worth(owed[0], place), _worth(owed[1], place)) for place in places}
    spans = list(pairwise(places))
    while spans:
        begin, end = spans.pop()
        one, other = zip(worth[begin], worth[end], strict=True)
        if one[1] > other[0] or other[1] > one[0]:
            continue
        looks += 1
        if looks > _MOST_LOOKS:
            return False
        middle = (begin + end) / 2
        worth[middle] = _worth(owed[0], middle), _worth(owed[1], middle)
        spans += [(begin, middle), (middle, end)]
    return True


def _worth(owed: Sequence[Stretch], force: float) -> float:
    """A balance over time, discounted: it falls as the force rises."""
    total = 0.0
    for time, length, balance in owed:
        mean = -expm1(-force * length) / (force * length) if force * length else 1.0
        total += balance * length * mean * exp(-force * time)
    return total


def _value(terms: Flows, force: float) -> float:
    """The function at `force`; 0 where it is only what floats leave of sums that cancel."""
    values = [amount * exp(-force * time) for time, amount in terms]
    value = sum(values)
    return 0.0 if abs(value) < 1e-12 * sum(map(abs, values)) else value


def _curve(terms: Flows, force: float) -> tuple[float, float]:
    """The function and its slope."""
    return _value(terms, force), sum(-time * amount * exp(-force * time) for time, amount in terms)


def _single_root(terms: Flows, low: float, high: float) -> list[float]:
    """The root where money turns once: log(later ÷ earlier money) is nearly straight in the force."""
    sign = terms[0][1]
    earlier = [(time, abs(amount)) for time, amount in terms if amount * sign > 0]
    later = [(time, abs(amount)) for time, amount in terms if amount * sign < 0]

    def worth(force: float) -> tuple[float, float]:
        first = first_time = last = last_time = 0.0
        for time, amount in earlier:
            now = amount * exp(-force * time)
            first += now
            first_time += time * now
        for time, amount in later:
            now = amount * exp(-force * time)
            last += now
            last_time += time * now
        return log(last / first), first_time / first - last_time / last

    root = _newton(worth, low, high, rising=False)
    return [root] if low + 1e-9 < root < high - 1e-9 else []


def _newton(curve: Callable[[float], tuple[float, float]], low: float, high: float, *, rising: bool) -> float:
    """Where a curve, given as value and slope, is zero between two bounds: Newton's steps, and half the way
    to the bound where a step would leave them. Nearly the bound where the curve is not zero between."""
    guess = 0.0 if low < 0 < high else (low + high) / 2
    for _ in range(200):
        value, slope = curve(guess)
        if value == 0:
            break
        if (value > 0) == rising:
            high = guess
        else:
            low = guess
        step = guess - value / slope if slope else low
        if not low < step < high:
            step = (low + high) / 2
        if abs(step - guess) <= 4e-16 * max(1.0, abs(guess)):
            return step
        guess = step
    return guess
