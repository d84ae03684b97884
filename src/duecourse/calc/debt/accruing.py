"""What is owed of an instalment debt, and how it grows from one event to the next."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import lcm
from typing import Any, Final, NamedTuple, Self

from ..basics.dates import months_after
from ..basics.money import to_decimal
from ..plan.schedule import plan_rows
from .contract import InstalmentTerms, day_rate
from .events import RateChange
from .growth import Compounding, DayRate, Growing, RawRecord
from .records import Parts

NEVER: Final = date.max.toordinal() + 1
_JOIN_EVERY: Final = {"never": 0, "month": 1, "quarter": 3}


class DueItem(NamedTuple):
    """An instalment that has fallen due: its unpaid parts, fen. onset: at the end of this day it is overdue.

    called: asked for by an acceleration, not by the plan.
    """

    due: int
    principal: int
    interest: int
    fee: int
    onset: int
    called: bool

    @property
    def unpaid(self) -> int:
        return self.principal + self.interest + self.fee


@lru_cache(maxsize=64)
def _period_rate(annual_rate: Decimal, months: int, days: int) -> DayRate:
    """A period of so many months and days bears so many twelfths of the yearly rate."""
    top, bottom = annual_rate.as_integer_ratio()
    return DayRate(top * months, bottom * 12, "period", days)


class Accruing:
    """The state of an instalment debt; days are ordinals, amounts fen."""

    paid: Parts
    waived: Parts

    def __init__(
        self, terms: InstalmentTerms, drawn: int, start: date, changes: Iterable[RateChange]
    ) -> None:
        self.terms = terms
        self.drawn = drawn
        self.first_day = start
        self.start = self.grown_to = start.toordinal()
        self.rounding = rounding = terms.rounding
        self.dues: list[int] = []
        self.rows: list[tuple[int, int, int]] = []
        self.months = 1  # from one due day to the next
        self._plan()
        self.join_every = _JOIN_EVERY[terms.compound_every] if terms.compound != "none" else 0
        # the monthly days on which charges are posted, and how many of them have passed
        self.posts = bool(self.join_every) or terms.interest_when_overdue == "runs_on"
        self.postings: tuple[int, ...] = ()
        self.posted = 0
        self.keys: list[int] = []
        self.records: list[RawRecord] = []

        # what is owed
        self.not_due = drawn
        self.late: list[DueItem] = []  # instalments that are overdue, oldest first
        self.waiting: list[DueItem] = []  # those that have fallen due, still within their day or grace
        self.tolerated: list[DueItem] = []  # within the tolerance: asked for with the next instalment
        self.due_principal = self.due_interest = self.due_fees = 0  # sums over all of them
        self.late_principal = self.late_interest = 0  # sums over those that are overdue
        self.running_interest = 0  # posted past the last due day; below 0: paid before its day
        self.unapplied = 0
        self.default_fees = 0
        self.period = 0  # instalments that have fallen due
        self.accelerated = False
        self._note_late()

        # what grows
        each_day = terms.round_when == "day"
        self.interest = Growing("interest", "interest", rounding)
        self.penalty = Growing("penalty", "penalty", rounding, each_day=each_day)
        self.compound = Growing("compound", "compound", rounding, each_day=each_day)
        self.capital = 0  # charges that have joined the base of interest on interest
        self.contract_rate = terms.contract_rate
        later = [rate for change in changes if (rate := self._changed_penalty(change)) is not None]
        self.scale = lcm(*(rate.bottom * rate.days for rate in (terms.penalty, *later)))
        self._set_penalty(terms.penalty)

    def _plan(self) -> None:
        """The due days, and principal, interest and fee of each."""
        terms = self.terms
        self.rows, _ = plan_rows(
            self.drawn, terms.contract_rate, terms.periods, terms.method, terms.fee_ratio, self.rounding
        )
        self.dues = list(months_after(self.first_day, terms.periods))
        if terms.method == "bullet":
            self.dues, self.rows, self.months = self.dues[-1:], self.rows[-1:], terms.periods

    def twin(self) -> Self:
        """The debt as it stands, to go on apart from this one."""
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        twin.late, twin.waiting, twin.tolerated = self.late[:], self.waiting[:], self.tolerated[:]
        twin.rows, twin.keys, twin.records = self.rows[:], self.keys[:], self.records[:]
        twin.interest, twin.penalty = self.interest.twin(), self.penalty.twin()
        twin.compound = self.compound.twin()
        return twin

    def _look_ahead(self, last: int) -> None:
        """Know the monthly days up to a day."""
        if self.posts and (not self.postings or self.postings[-1] < last):
            self.postings = months_after(self.first_day, (last - self.start) // 28 + 1)

    def _note_late(self) -> None:
        """Since when the debt is late, and when the contract calls all of it if nothing is paid before."""
        self.late_from, self.calls_on = 0, NEVER
        limit = self.terms.accelerate_after_days
        if self.late:
            oldest = self.late[0]
            self.late_from = oldest.due
            if limit is not None and not self.accelerated:
                self.calls_on = max(oldest.due + limit, oldest.onset + 1)

    # -- what grows between two events

    def _set_penalty(self, rate: DayRate) -> None:
        self.penalty.set_rate(rate, self.scale)
        self.compound.set_rate(rate, self.scale)

    def _changed_penalty(self, change: RateChange) -> DayRate | None:
        """The penalty rate after a change; None where it stays."""
        if change.penalty_daily_rate is not None:
            return day_rate(change.penalty_daily_rate, "rate_change.penalty_daily_rate")
        if change.annual_rate is not None and self.terms.penalty_multiple is not None:
            return self.terms.penalty_at(to_decimal(change.annual_rate, "rate_change.annual_rate"))
        return None

    def _begin_period(self) -> None:
        """Normal interest has a scale of its own: its days differ from month to month."""
        if self.terms.interest_by == "period" and self.period < len(self.dues):
            begin = self.dues[self.period - 1] if self.period else self.start
            rate = _period_rate(self.contract_rate, self.months, self.dues[self.period] - begin)
        else:
            rate = DayRate(*self.contract_rate.as_integer_ratio(), "year", self.terms.year_days)
        interest, scale = self.interest, rate.bottom * rate.days
        if interest.grown:  # another rate within the period
            scale = lcm(scale, interest.scale)
            interest.grown *= scale // interest.scale
        interest.set_rate(rate, scale)

    def _grow(self, on: int) -> None:
        """Let everything accrue up to a day, through the monthly postings on the way and on the day."""
        first, last = self.posted, bisect_right(self.postings, on)
        if last > first:
            self.posted = last
            matured = self.period >= len(self.dues)
            if last == first + 1 and self.postings[first] == on:  # the caller records this day
                self._grow_evenly(on)
                self._post(first, matured)
                return
            accruing = self.interest.daily or self.interest.grown
            if self.terms.round_when == "total" and not (matured and accruing):
                self._compound(first, last)
            else:
                for number in range(first, last):
                    self._grow_evenly(self.postings[number])
                    self._post(number, matured)
                    self._rates()
                    self._record(self.postings[number])
        self._grow_evenly(on)

    def _grow_evenly(self, on: int) -> None:
        begin = self.grown_to
        if on > begin:
            self.interest.grow(begin, on)
            self.penalty.grow(begin, on)
            self.compound.grow(begin, on)
            self.grown_to = on

    def _joins(self, number: int) -> bool:
        """Whether charges join the base of interest on interest on a posting day."""
        return self.join_every > 0 and (number + 1) % self.join_every == 0

    def _post(self, number: int, matured: bool) -> None:
        """Interest that runs on past the last due day is posted; interest on interest joins its base."""
        if matured:
            self.running_interest += self.interest.settle()
            self._begin_period()
        if self._joins(number):
            self.capital = self._capital()

    def _compound(self, first: int, last: int) -> None:
        """The same where only the base of interest on interest changes: the hot path, in local names."""
        interest, penalty, compound = self.interest, self.penalty, self.compound
        if not compound.daily and not penalty.daily:
            if any(map(self._joins, range(first, last))):
                self.capital = self._capital()
            return
        grown, daily, base = compound.grown, compound.daily, compound.base
        settled, unit, first_daily = compound.settled, compound.unit, daily
        own = self.late_interest + max(0, self.running_interest)
        scale, double = self.scale, 2 * self.scale
        up = scale if self.rounding == "half_up" else 0  # nothing here is below 0: this is `divide`
        both = self.terms.compound == "interest_and_penalty"
        rest = self._state()
        keep_key, keep, written = self.keys.append, self.records.append, len(self.records)
        begin = start = self.grown_to
        every = self.join_every
        for number, day in enumerate(self.postings[first:last], first + 1):
            grown += daily * (day - begin)
            if every and number % every == 0:
                capital = settled + (2 * grown + up) // double
                if both:
                    bearing = penalty.grown + penalty.daily * (day - start)
                    capital += penalty.settled + (2 * bearing + up) // double
                self.capital = capital
                base = own + capital
                daily = base * unit
            begin = day
            keep_key(day)
            keep((day, grown, daily, rest))
        interest.grow(start, begin)
        penalty.grow(start, begin)
        compound.log.append(
            Compounding(
                compound.group, scale, compound.rate, unit, start, first_daily,
                self.records, written, len(self.records),
            )
        )  # fmt: skip
        compound.grown, compound.base, compound.daily = grown, base, daily
        self.grown_to = begin

    def _rates(self) -> None:
        """Set what grows by how much a day, from what is overdue now."""
        terms = self.terms
        segments = terms.round_when == "segment"
        late = bool(self.late)
        whole = terms.penalty_base != "overdue"

        penalty, base, daily = self.penalty, 0, 0
        if late:
            base = self._whole_base() if whole else self.late_principal
            daily = self._penalty_on(base)
        if segments and daily != penalty.daily:
            penalty.settle()
        penalty.base, penalty.daily = base, daily

        if terms.compound != "none":
            compound, base, daily = self.compound, 0, 0
            if late:
                if self.capital:
                    self.capital = min(self.capital, self._capital())
                base = self.late_interest + max(0, self.running_interest) + self.capital
                daily = compound.on(base)
            if segments and daily != compound.daily:
                compound.settle()
            compound.base, compound.daily = base, daily

        interest, base = self.interest, self.not_due
        if terms.interest_when_overdue == "runs_on":
            base += self.late_principal
        elif late and whole:
            base = 0
        interest.base, interest.daily = base, base * interest.unit

    def _whole_base(self) -> int:
        """What bears the penalty where it runs on the whole debt."""
        base = self.not_due + self.due_principal
        if self.terms.penalty_base == "principal_and_fees":
            base += self.due_fees + self._fees_to_come()
        return base

    def _penalty_on(self, base: int) -> int:
        """The penalty a day on a base, 1/scale fen."""
        daily = self.penalty.on(base)
        least = self.terms.minimum_per_day
        return max(daily, least * self.scale) if base and least else daily

    def _capital(self) -> int:
        """The most that can stand in the base of interest on interest beside the unpaid interest."""
        both = self.terms.compound == "interest_and_penalty"
        return self.compound.owed + (self.penalty.owed if both else 0)

    # -- what is owed

    def _fees_to_come(self) -> int:
        return sum(row[2] for row in self.rows[self.period :])  # none once all has been called

    def _charges(self) -> int:
        """The price of being late, fen."""
        return self.penalty.owed + self.compound.owed + self.default_fees

    def _clearing(self) -> int:
        """What would clear the debt today."""
        return self.not_due + self.due_principal + self.interest.owed + self._charges() + self.due_fees

    def _running(self) -> int:
        """Interest beside the instalments, with what has grown of this period."""
        return self.running_interest + self.interest.owed - self.interest.settled

    # -- what is recorded

    def _state(self) -> tuple[Any, ...]:
        """What stays the same while nothing but compounding happens, in the order of `Record`."""
        tolerated = sum(item.unpaid for item in self.tolerated) if self.tolerated else 0
        due_principal, due_fees = self.due_principal, self.due_fees
        return (
            self.grown_to,
            self.interest.grown,
            self.penalty.grown,
            self.not_due + due_principal,
            self.unapplied,
            due_principal + self.due_interest + due_fees - tolerated + self.default_fees,
            self.interest.settled,
            self.interest.daily,
            self.interest.scale,
            self.penalty.settled,
            self.penalty.daily,
            self.compound.settled,
            due_fees + self.default_fees,
            0,
            0,
            self.late_from,
            0,
            bool(self.not_due or self.late or self.waiting or self.tolerated or self._charges()),
            not self.not_due,
            self.paid,
            self.waived,
        )

    def _record(self, key: int) -> None:
        record = (self.grown_to, self.compound.grown, self.compound.daily, self._state())
        if self.keys and self.keys[-1] == key:
            self.records[-1] = record
        else:
            self.keys.append(key)
            self.records.append(record)
