"""What grows by the same amount every day from one event to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..basics.money import Rounding, divide
from ..basics.steps import Per


class DayRate(NamedTuple):
    """A rate as the contract words it: top / bottom of the base `per` "day", "year" or "period" of `days`."""

    top: int
    bottom: int
    per: Per = "day"
    days: int = 1


RawRecord = tuple[int, int, int, tuple[Any, ...]]
"""The fields of a `records.Record`, those that stay in a tuple of their own: many are written, few read."""

RawCharge = tuple[str, str, int, int, int, int, int, int, int, DayRate, int]
"""The fields of a `records.Charge`: the engines write many, few are read."""


class Compounding(NamedTuple):
    """Interest on interest that grew from posting to posting, each time on a new base.

    begin, daily: the first stretch, and what it grew a day in 1/scale fen. unit: what a fen grows a
    day. records: where `records[first:last]` note the day each stretch ended on and what the next
    one grew a day.
    """

    group: int
    scale: int
    rate: DayRate
    unit: int
    begin: int
    daily: int
    records: list[RawRecord]
    first: int
    last: int

    def charges(self) -> Iterator[RawCharge]:
        """One charge a stretch."""
        begin, daily, common = self.begin, self.daily, (self.scale, self.rate, 0)
        for record in self.records[self.first : self.last]:
            end, base = record[0], daily // self.unit if daily else 0
            yield ("compound", "compound", self.group, begin, end, end - begin, base, daily, *common)
            begin, daily = end, record[2]


class Growing:
    """One charge, such as the penalty.

    settled: what was rounded and put on the account, fen; below 0 where more was paid than that.
    grown: what grew since, and daily: what grows a day, both in 1/scale fen. base: fen. group: what
    is rounded together. log: every stretch of it. each_day: whether every day is rounded.
    """

    __slots__ = (
        "base", "component", "daily", "each_day", "group", "grown", "kind", "log", "rate", "rounding",
        "scale", "settled", "unit",
    )  # fmt: skip

    def __init__(self, kind: str, component: str, rounding: Rounding, *, each_day: bool = False) -> None:
        self.kind = kind
        self.component = component
        self.rounding = rounding
        self.each_day = each_day
        self.settled = self.grown = self.daily = self.base = self.group = 0
        self.log: list[RawCharge | Compounding] = []

    def twin(self) -> Growing:
        """The same as it stands, to go on apart."""
        twin = Growing.__new__(Growing)
        twin.kind, twin.component, twin.rounding = self.kind, self.component, self.rounding
        twin.each_day, twin.rate, twin.scale, twin.unit = self.each_day, self.rate, self.scale, self.unit
        twin.settled, twin.grown, twin.daily = self.settled, self.grown, self.daily
        twin.base, twin.group, twin.log = self.base, self.group, self.log[:]
        return twin

    def set_rate(self, rate: DayRate, scale: int) -> None:
        """From now on this rate. `scale`: a multiple of its denominator, the same while anything grows."""
        self.rate = rate
        self.scale = scale
        self.unit = rate.top * (scale // (rate.bottom * rate.days))

    def on(self, base: int) -> int:
        """What grows a day on a base in fen."""
        exact = base * self.unit
        return divide(exact, self.scale, self.rounding) * self.scale if self.each_day else exact

    def grow(self, begin: int, end: int) -> None:
        """Grow from one day to another."""
        daily = self.daily
        if daily:
            days = end - begin
            self.grown += daily * days
            self.note(begin, end, days, self.base, daily)

    def jump(self, on: int, days: int, base: int, daily: int, known_from: int = 0) -> None:
        """Charge some days at once, or with `days` below 0 take them back."""
        if daily:
            self.grown += daily * days
            self.note(on, on, days, base, daily, known_from)

    def note(self, begin: int, end: int, days: int, base: int, daily: int, known_from: int = 0) -> None:
        """Keep a stretch for whoever asks how the amount came about."""
        name, group = self.component, self.group
        self.log.append(
            (self.kind, name, group, begin, end, days, base, daily, self.scale, self.rate, known_from)
        )

    def take_back(self, on: int) -> None:
        """Take back all that has grown since it was last settled."""
        for _, _, group, _, _, days, base, daily, _, _, _ in list(charges_of(self.log))[::-1]:
            if group != self.group:
                break
            self.note(on, on, -days, base, daily)
        self.grown = 0

    def absorb(self, other: Growing, known_from: int) -> None:
        """Take over what has grown apart, owed from a day on."""
        for kind, name, _, begin, end, days, base, daily, scale, rate, _ in charges_of(other.log):
            self.log.append((kind, name, self.group, begin, end, days, base, daily, scale, rate, known_from))
        self.grown += other.grown

    @property
    def owed(self) -> int:
        """Rounded as of the day it has grown to, fen."""
        return self.settled + divide(self.grown, self.scale, self.rounding)

    def settle(self) -> int:
        """Round what has grown and put it on the account; returns how much, fen."""
        posted = divide(self.grown, self.scale, self.rounding)
        self.settled += posted
        self.grown = 0
        self.group += 1
        return posted


def charges_of(log: Iterable[RawCharge | Compounding]) -> Iterator[RawCharge]:
    """A log as charges only."""
    for entry in log:
        if isinstance(entry, Compounding):
            yield from entry.charges()
        else:
            yield entry
