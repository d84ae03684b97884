"""What happened to a debt: facts that are recorded. Balances are never recorded, they are derived."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from .dates import as_date
from .money import Amount, BadInput


@dataclass(frozen=True, slots=True)
class Drawing:
    """Money received or spent. On a revolving account, `periods` above 1 spreads it over as many
    bills, each with a fee of `fee_per_period` of the amount."""

    on: date
    amount: Amount
    periods: int = 1
    fee_per_period: Amount = "0"


@dataclass(frozen=True, slots=True)
class Payment:
    """Money paid, any amount on any day. It never undoes what a delay has already cost."""

    on: date
    amount: Amount


@dataclass(frozen=True, slots=True)
class Waiver:
    """What the lender gave up: an amount of one component ("penalty", "interest", …) on a day."""

    on: date
    component: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class RateChange:
    """From this day on the contract rate is another (an instalment loan's yearly rate, a revolving
    account's daily one), the penalty rate a day is another, or both. The plan's principal stays."""

    on: date
    annual_rate: Amount | None = None
    daily_rate: Amount | None = None
    penalty_daily_rate: Amount | None = None


@dataclass(frozen=True, slots=True)
class Acceleration:
    """The lender called the whole debt due on this day."""

    on: date


Event = Payment | Waiver | RateChange | Acceleration

_KINDS: Final = (Drawing, RateChange, Waiver, Acceleration, Payment)
"""The order of one day: what the lender gives up or calls comes first, then money meets what is owed."""

_NAMES: Final = ("drawing", "rate_change", "waiver", "acceleration", "payment")

Happening = TypeVar("Happening", Event, Drawing | Event)


def by_day(happenings: Iterable[Happening], first: date, last: int) -> dict[int, list[Happening]]:
    """What happened on each day up to `last` (days as ordinals), however it was listed.

    Raises BadInput for one before the first drawing.
    """
    days: dict[int, list[Happening]] = {}
    for happening in happenings:
        name = f"{_NAMES[_place(happening)]}.on"
        if as_date(happening.on, name) < first:
            raise BadInput(name, happening.on, f"a day not before the first drawing, {first}")
        if (on := happening.on.toordinal()) <= last:
            days.setdefault(on, []).append(happening)
    for group in days.values():
        if len(group) > 1:
            group.sort(key=_place)
    return days


def _place(happening: Drawing | Event) -> int:
    return next(place for place, kind in enumerate(_KINDS) if isinstance(happening, kind))
