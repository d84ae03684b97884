"""What a ledger recorded, as steps that add up to the fen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from math import lcm

from ..basics.money import Rounding, divide, quotient, yuan
from ..basics.steps import Bound, Step
from .growth import Compounding, RawCharge, charges_of
from .records import Charge, Move


def move_steps(moves: Iterable[Move], on: int, rounding: Rounding) -> Iterator[Step]:
    """Single amounts up to a day: drawn, paid, waived, fees charged once."""
    for move in moves:
        if move.on > on or move.kind == "held":
            continue
        unrounded = limit = None
        if move.base is not None and move.rate is not None:
            top, bottom = move.rate.as_integer_ratio()
            unrounded = quotient(move.base * top, 100 * bottom)
            limit = _limit(move.amount, divide(move.base * top, bottom, rounding))
        fee = move.kind in ("instalment_fee", "default_fee")
        yield Step(
            kind=move.kind,
            component=move.component,
            amount=yuan(move.amount),
            base=None if move.base is None else yuan(move.base),
            rate=move.rate,
            start=date.fromordinal(move.on),
            rounding=None if unrounded is None else rounding,
            rule="contract" if fee else None,
            unrounded=unrounded,
            limit=limit,
        )


def _limit(amount: int, computed: int) -> Bound | None:
    if amount == computed:
        return None
    return "floor" if amount > computed else "cap"


def charge_steps(
    charges: Iterable[RawCharge | Compounding], on: int, reading_day: int, rounding: Rounding
) -> Iterator[Step]:
    """What grew up to a day; `reading_day` is 1 where the day itself counts already."""
    running: dict[tuple[str, int], tuple[int, int, int]] = {}
    known = [charge for charge in map(Charge._make, charges_of(charges)) if charge.known_from <= on]
    on += reading_day
    for charge in _joined(charge for charge in known if charge.start < on):
        jump = charge.start == charge.end
        end = charge.end if jump else min(charge.end, on)
        days = charge.days if jump else end - charge.start
        key = (charge.component, charge.group)
        exact, scale, shown = running.get(key, (0, charge.scale, 0))
        if scale != charge.scale:  # another rate within the group
            joint = lcm(scale, charge.scale)
            exact, scale = exact * (joint // scale), joint
        exact += charge.daily * days * (scale // charge.scale)
        total = divide(exact, scale, rounding)
        running[key] = exact, scale, total
        if days and charge.daily:
            yield _charge_step(charge, end, days, yuan(total - shown), rounding)


def _charge_step(charge: Charge, end: int, days: int, amount: Decimal, rounding: Rounding) -> Step:
    rate = charge.rate
    top, bottom = charge.base * rate.top, rate.bottom * rate.days
    as_worded = charge.daily * bottom == top * charge.scale
    return Step(
        kind=charge.kind,
        component=charge.component,
        amount=amount,
        base=yuan(charge.base),
        rate=quotient(rate.top, rate.bottom),
        per=rate.per,
        days=days,
        start=date.fromordinal(charge.start),
        end=date.fromordinal(end),
        year_days=rate.days if rate.per == "year" else None,
        period_days=rate.days if rate.per == "period" else None,
        rounding=rounding,
        rule="contract",
        unrounded=quotient(top * days, 100 * bottom),
        each_day=None if as_worded else yuan(charge.daily // charge.scale),
    )


def _joined(charges: Iterable[Charge]) -> Iterator[Charge]:
    """Neighbouring stretches that charge the same are one."""
    last: dict[tuple[str, str], Charge] = {}
    for charge in charges:
        key = (charge.kind, charge.component)
        before = last.get(key)
        if before is not None and _continues(before, charge):
            last[key] = before._replace(end=charge.end, days=before.days + charge.days)
            continue
        if before is not None:
            yield before
        last[key] = charge
    yield from last.values()


def _continues(before: Charge, charge: Charge) -> bool:
    stretches = before.start < before.end == charge.start < charge.end
    return stretches and _alike(before) == _alike(charge)


def _alike(charge: Charge) -> tuple[object, ...]:
    return charge.group, charge.base, charge.daily, charge.scale, charge.rate
