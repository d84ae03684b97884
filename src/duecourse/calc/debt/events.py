"""What happened to a debt: facts that are recorded. Balances are never recorded, they are derived."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final, TypeVar

from ..basics.dates import as_date
from ..basics.money import Amount, BadInput, Component

if TYPE_CHECKING:
    from .ledger import Ledger


@dataclass(frozen=True, slots=True)
class Drawing:
    """Money received or spent.

    Attributes:
        on: the day.
        amount: yuan.
        periods: on a revolving account, above 1: over how many bills it is spread.
        fee_per_period: the fee with each of them, a share of the amount.

    Example:
        >>> Drawing(date(2026, 1, 15), "1200").amount
        '1200'
    """

    on: date
    amount: Amount
    periods: int = 1
    fee_per_period: Amount = "0"


@dataclass(frozen=True, slots=True)
class Payment:
    """Money paid, any amount on any day.

    It never undoes what a delay has already cost.

    Attributes:
        on: the day.
        amount: yuan.

    Example:
        >>> Payment(date(2026, 2, 15), "112").amount
        '112'
    """

    on: date
    amount: Amount


@dataclass(frozen=True, slots=True)
class Waiver:
    """What the lender gave up.

    Attributes:
        on: the day.
        component: of which part of the debt.
        amount: yuan.

    Example:
        >>> Waiver(date(2026, 4, 1), "penalty", "20").component
        'penalty'
    """

    on: date
    component: Component
    amount: Amount


@dataclass(frozen=True, slots=True)
class RateChange:
    """From this day on the contract rate is another, the penalty rate a day is another, or both.

    The plan's principal stays.

    Attributes:
        on: the day.
        annual_rate: the contract rate a year, of an instalment debt.
        daily_rate: the contract rate a day, of a revolving account.
        penalty_daily_rate: the penalty rate a day.

    Example:
        >>> RateChange(date(2026, 4, 1), annual_rate="0.10").annual_rate
        '0.10'
    """

    on: date
    annual_rate: Amount | None = None
    daily_rate: Amount | None = None
    penalty_daily_rate: Amount | None = None


@dataclass(frozen=True, slots=True)
class Acceleration:
    """The lender called the whole debt due on this day.

    Attributes:
        on: the day.

    Example:
        >>> Acceleration(date(2026, 4, 1)).on.year
        2026
    """

    on: date


Event = Payment | Waiver | RateChange | Acceleration

_KINDS: Final = (Drawing, RateChange, Waiver, Acceleration, Payment)
"""The order of one day: what the lender gives up or calls comes first, then money meets what is owed."""

_NAMES: Final = ("drawing", "rate_change", "waiver", "acceleration", "payment")

Happening = TypeVar("Happening", Event, Drawing | Event)

Agenda = dict[int, list[Drawing | Event]]
"""What happens on each day (an ordinal), in the order of the day."""


def in_order(happenings: Iterable[Happening]) -> tuple[Happening, ...]:
    """In the order of their days, and of one day's kinds. Raises BadInput for what has no day."""
    given = list(happenings)
    for happening in given:
        as_date(happening.on, f"{_NAMES[_place(happening)]}.on")
    return tuple(sorted(given, key=order))


def order(happening: Drawing | Event) -> tuple[date, int]:
    """What things that happened are put in order by: the day, and the kinds of one day."""
    return happening.on, _place(happening)


def by_day(happenings: Iterable[Drawing | Event], first: date) -> Agenda:
    """What happened on each day (an ordinal), however it was listed.

    Raises BadInput for one before the first drawing.
    """
    days: Agenda = {}
    for happening in happenings:
        name = f"{_NAMES[_place(happening)]}.on"
        if as_date(happening.on, name) < first:
            raise BadInput(name, happening.on, f"a day not before the first drawing, {first}")
        days.setdefault(happening.on.toordinal(), []).append(happening)
    for group in days.values():
        if len(group) > 1:
            group.sort(key=_place)
    return days


class DayRun:
    """A run through the days on which something happens.

    start: the first day (an ordinal). agenda: what happens on a day. days: those days, and others that
    matter, in order; done: how many of them have been run through.
    """

    start: int
    agenda: Agenda
    days: list[int]
    done: int

    def reach(self, last: int) -> None:
        """Run to a day and let everything grow up to it."""
        raise NotImplementedError

    def reading(self, until: date) -> "Ledger":
        """What was recorded, to be read up to a day to which the run has come. It may go on after that."""
        raise NotImplementedError

    def ledger(self, until: date) -> "Ledger":
        """Run on to a day and hand over what was recorded: nothing runs on after that."""
        self.reach(max(until.toordinal() + 1, self.start))
        return self.reading(until)

    def _days(self) -> list[int]:
        return sorted(self.agenda)

    def add(self, event: Event) -> None:
        """One more thing that happens, the last of its kind on its day, after the days run through."""
        on = event.on.toordinal()
        self.agenda = {**self.agenda, on: sorted([*self.agenda.get(on, ()), event], key=_place)}
        place = bisect_left(self.days, on)
        if self.days[place : place + 1] != [on]:
            self.days = [*self.days[:place], on, *self.days[place:]]

    def follow(self, agenda: Agenda, after: int) -> None:
        """From a day on, to which all has been run through, something else happens."""
        self.agenda = agenda
        self.days = self._days()
        self.done = bisect_right(self.days, after)


def _place(happening: Drawing | Event) -> int:
    kind: type = type(happening)
    return _place_of(kind)


@cache
def _place_of(kind: type) -> int:
    return next(place for place, each in enumerate(_KINDS) if issubclass(kind, each))
