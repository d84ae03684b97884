"""The ledger of a loan or order paid back in instalments.

The order of one day: what accrued since the last event is counted; interest on interest joins its
base; the instalment falls due and takes the money held for it; changes, waivers, an acceleration and
payments of the day; at its end, what is unpaid and past its grace is overdue, charged from its due
day on.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import lcm
from typing import Any

from .accrual import default_fee_fen
from .contract import InstalmentTerms, day_rate
from .dates import as_date, months_after
from .events import Drawing, Event, Payment, RateChange, Waiver, by_day
from .growth import DayRate, Growing
from .ledger import Ledger
from .money import COMPONENTS, BadInput, to_decimal, to_fen, yuan
from .records import NOTHING, Due, Move, Parts, RawRecord, plus
from .schedule import plan_rows

_PRINCIPAL, _INTEREST, _PENALTY, _COMPOUND, _FEES = range(5)
_NEVER = date.max.toordinal() + 1


def instalment_ledger(
    terms: InstalmentTerms, drawing: Drawing, events: Iterable[Event] = (), *, until: date
) -> Ledger:
    """What an instalment debt did from its drawing to `until`."""
    return _Run(terms, drawing, events, until).ledger()


class _Item:
    """An instalment that has fallen due: its unpaid parts, fen. onset: at the end of this day it is overdue.

    called: asked for by an acceleration, not by the plan.
    """

    __slots__ = ("called", "due", "fee", "interest", "late", "onset", "principal")

    def __init__(self, due: int, principal: int, interest: int, fee: int, onset: int, called: bool) -> None:
        self.due = due
        self.principal = principal
        self.interest = interest
        self.fee = fee
        self.onset = onset
        self.called = called
        self.late = False

    @property
    def unpaid(self) -> int:
        return self.principal + self.interest + self.fee


@lru_cache(maxsize=64)
def _period_rate(annual_rate: Decimal, months: int, days: int) -> DayRate:
    """A period of so many months and days bears so many twelfths of the yearly rate."""
    top, bottom = annual_rate.as_integer_ratio()
    return DayRate(top * months, bottom * 12, "period", days)


class _Run:
    def __init__(
        self, terms: InstalmentTerms, drawing: Drawing, events: Iterable[Event], until: date
    ) -> None:
        self.terms = terms
        self.until = until
        self.start = as_date(drawing.on, "drawing.on").toordinal()
        self.last = max(until.toordinal() + 1, self.start)
        self.agenda = by_day(events, drawing.on, self.last)
        self.drawn = to_fen(drawing.amount, "drawing.amount")
        if not self.drawn:
            raise BadInput("drawing.amount", drawing.amount, "an amount above 0")
        if drawing.periods != 1:
            raise BadInput("drawing.periods", drawing.periods, "1: the terms say how many instalments")
        self.rounding = rounding = terms.rounding
        self.rows, _ = plan_rows(
            self.drawn, terms.contract_rate, terms.periods, terms.method, terms.fee_ratio, rounding
        )
        self.dues = list(months_after(drawing.on, terms.periods))
        self.months = 1  # from one due day to the next
        if terms.method == "bullet":
            self.dues, self.rows, self.months = self.dues[-1:], self.rows[-1:], terms.periods
        self.postings = self._postings(drawing.on)
        self.posted = 0  # how many of them have passed

        # what is owed, fen
        self.not_due = self.drawn
        self.items: list[_Item] = []  # instalments that have fallen due and are unpaid, oldest first
        self.waiting: list[_Item] = []  # those of them still within their day or grace
        self.carried: list[_Item] = []  # within the tolerance: asked for with the next instalment
        self.due_principal = self.due_interest = self.due_fees = 0  # sums over items and carried
        self.late_principal = self.late_interest = 0  # sums over the overdue items
        self.running_interest = 0  # posted past the last due day; below 0: paid before its day
        self.held = 0
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
        rates = [terms.penalty, *self._later_penalties()]
        self.scale = lcm(*(rate.bottom * rate.days for rate in rates))
        self._set_penalty(terms.penalty)

        self.paid: Parts = NOTHING
        self.waived: Parts = NOTHING
        self.today = self.start
        self.grown_to = self.start
        self.keys: list[int] = []
        self.records: list[RawRecord] = []
        self.moves = [Move(self.start, "drawn", "principal", self.drawn)]
        self.fallen_due: list[Due] = []
        self.late_days: list[int] = []

    # -- the days on which something happens

    def ledger(self) -> Ledger:
        """Run through all days and hand over what was recorded."""
        self._begin_period()
        self._rates()
        self._record(self.start)
        dues = set(self.dues)
        days = self._days()
        index = 0
        while index < len(days) or self.calls_on <= self.last:
            if index < len(days) and days[index] <= self.calls_on:
                on = days[index]
                index += 1
            else:
                on = self.calls_on
            self._grow(on)
            self.today = on
            if on in dues and not self.accelerated:
                self._fall_due(on)
            for event in self.agenda.get(on, ()):
                self._happen(event)
            if self.calls_on <= on:
                self._accelerate()
            if self.waiting and self.waiting[0].onset == on:
                self._record(on)  # the rates of before: on the day itself nothing grows any more
                self._turn_overdue(on)
                self._rates()
                self._record(on + 1)
            else:
                self._rates()
                self._record(on)
        self._grow(self.last)
        if self.keys[-1] < self.last:
            self._rates()
            self._record(self.last)
        return Ledger(
            start=self.start,
            until=self.until,
            keys=self.keys,
            records=self.records,
            charges=[*self.interest.log, *self.penalty.log, *self.compound.log],
            moves=self.moves,
            scale=self.scale,
            rounding=self.rounding,
            year_days=self.terms.year_days,
            late_days=self.late_days,
            dues=self.fallen_due,
        )

    def _days(self) -> list[int]:
        days = {*self.agenda, *self.dues}
        if self.terms.grace_days:
            days.update(due + self.terms.grace_days for due in self.dues)
        return sorted(day for day in days if day <= self.last)

    def _postings(self, start: date) -> list[tuple[int, bool]]:
        """The monthly days on which charges are posted, and whether interest on interest joins its base."""
        terms = self.terms
        every = {"month": 1, "quarter": 3}.get(terms.compound_every, 0) if terms.compound != "none" else 0
        if not every and terms.interest_when_overdue != "runs_on":
            return []
        days = months_after(start, (self.last - self.start) // 28 + 1)
        return [
            (day, every > 0 and number % every == 0) for number, day in enumerate(days, 1) if day <= self.last
        ]

    def _note_late(self) -> None:
        """Since when the debt is late, and when the contract calls all of it if nothing is paid before."""
        late = next((item for item in self.items if item.late), None)
        limit = self.terms.accelerate_after_days
        self.late_from = late.due if late else 0
        self.calls_on = _NEVER
        if late and limit is not None and not self.accelerated:
            self.calls_on = max(late.due + limit, late.onset + 1)

    # -- what grows between two events

    def _set_penalty(self, rate: DayRate) -> None:
        self.penalty.set_rate(rate, self.scale)
        self.compound.set_rate(rate, self.scale)

    def _later_penalties(self) -> list[DayRate]:
        happened = [event for group in self.agenda.values() for event in group]
        rates = [self._changed_penalty(event) for event in happened if isinstance(event, RateChange)]
        return [rate for rate in rates if rate is not None]

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
        first = last = self.posted
        while last < len(self.postings) and self.postings[last][0] <= on:
            last += 1
        if last > first:
            self.posted = last
            matured = self.period >= len(self.dues)
            if last == first + 1 and self.postings[first][0] == on:  # the caller records this day
                self._grow_evenly(on)
                self._post(self.postings[first][1], matured)
                return
            accruing = self.interest.daily or self.interest.grown
            if self.terms.round_when == "total" and not (matured and accruing):
                self._compound(self.postings[first:last])
            else:
                for day, joins in self.postings[first:last]:
                    self._grow_evenly(day)
                    self._post(joins, matured)
                    self._rates()
                    self._record(day)
        self._grow_evenly(on)

    def _grow_evenly(self, on: int) -> None:
        begin = self.grown_to
        if on > begin:
            self.interest.grow(begin, on)
            self.penalty.grow(begin, on)
            self.compound.grow(begin, on)
            self.grown_to = on

    def _post(self, joins: bool, matured: bool) -> None:
        """Interest that runs on past the last due day is posted; interest on interest joins its base."""
        if matured:
            self.running_interest += self.interest.settle()
            self._begin_period()
        if joins:
            self.capital = self._capital()

    def _compound(self, postings: list[tuple[int, bool]]) -> None:
        """The same where only the base of interest on interest changes: the hot path, in local names."""
        interest, penalty, compound = self.interest, self.penalty, self.compound
        if not compound.daily and not penalty.daily:
            if any(joins for _, joins in postings):
                self.capital = self._capital()
            return
        interest_grown, interest_daily = interest.grown, interest.daily
        penalty_grown, penalty_daily = penalty.grown, penalty.daily
        grown, daily, base = compound.grown, compound.daily, compound.base
        settled, group, rate, unit = compound.settled, compound.group, compound.rate, compound.unit
        own = self.late_interest + max(0, self.running_interest)
        scale, double = self.scale, 2 * self.scale
        up = scale if self.rounding == "half_up" else 0  # nothing here is below 0: this is `divide`
        both = self.terms.compound == "interest_and_penalty"
        rest = self._state()
        note, keep_key, keep = compound.log.append, self.keys.append, self.records.append
        begin = self.grown_to
        for day, joins in postings:
            days = day - begin
            interest_grown += interest_daily * days
            penalty_grown += penalty_daily * days
            grown += daily * days
            note(("compound", "compound", group, begin, day, days, base, daily, scale, rate, 0))
            if joins:
                capital = settled + (2 * grown + up) // double
                if both:
                    capital += penalty.settled + (2 * penalty_grown + up) // double
                self.capital = capital
                base = own + capital
                daily = base * unit
            begin = day
            keep_key(day)
            keep((day, interest_grown, penalty_grown, grown, daily, rest))
        interest.grow(self.grown_to, begin)
        penalty.grow(self.grown_to, begin)
        compound.grown, compound.base, compound.daily = grown, base, daily
        self.grown_to = begin

    def _rates(self) -> None:
        """Set what grows by how much a day, from what is overdue now."""
        terms = self.terms
        segments = terms.round_when == "segment"
        late = len(self.items) > len(self.waiting)
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
        return 0 if self.accelerated else sum(row[2] for row in self.rows[self.period :])

    def _charges(self) -> int:
        """The price of being late, fen."""
        return self.penalty.owed + self.compound.owed + self.default_fees

    def _clearing(self) -> int:
        """What would clear the debt today."""
        return self.not_due + self.due_principal + self.interest.owed + self._charges() + self.due_fees

    def _running(self) -> int:
        """Interest beside the instalments, with what has grown of this period."""
        return self.running_interest + self.interest.owed - self.interest.settled

    # -- what happens on a day

    def _fall_due(self, on: int) -> None:
        principal, _, fee = self.rows[self.period]
        last = self.period == len(self.rows) - 1
        principal = self.not_due if last else min(principal, self.not_due)
        if not self.not_due:
            fee = 0  # repaid early: no fee for time not used
        interest = self.interest.settle() + self.running_interest
        self.running_interest = 0
        self.period += 1
        self._begin_period()
        self._ask(on, principal, interest, fee, on + self.terms.grace_days)

    def _accelerate(self) -> None:
        """Everything falls due today, and days of grace end."""
        principal = self.not_due
        fee = self._fees_to_come() if self.terms.acceleration_includes_fees else 0
        interest = self.interest.settle() + self.running_interest
        self.accelerated = True
        self.calls_on = _NEVER
        self.period = len(self.rows)
        self._begin_period()
        for item in self.waiting:
            item.onset = self.today
        self._ask(self.today, principal, interest, fee, self.today, called=True)

    def _ask(
        self, on: int, principal: int, interest: int, fee: int, onset: int, *, called: bool = False
    ) -> None:
        """Amounts fall due, with what was carried over; money paid ahead meets them."""
        self.running_interest = 0
        self.not_due -= principal
        self.due_principal += principal
        self.due_interest += interest
        self.due_fees += fee
        if fee:
            rate = None if called else Decimal(self.terms.fee_ratio[0]) / self.terms.fee_ratio[1]
            self.moves.append(Move(on, "instalment_fee", "fees", fee, self.drawn, rate))
        if principal or interest or fee:
            self.fallen_due.append(Due(on, principal, interest, fee))
        for item in self.carried:
            principal += item.principal
            interest += item.interest
            fee += item.fee
        self.carried = []
        if principal or interest or fee:
            item = _Item(on, principal, interest, fee, onset, called)
            self.items.append(item)
            self.waiting.append(item)
        if self.held:
            held, self.held = self.held, 0
            self.held = self._allocate(held, from_held=True)

    def _happen(self, event: Event) -> None:
        if isinstance(event, Payment):
            self._pay(to_fen(event.amount, "payment.amount"))
        elif isinstance(event, Waiver):
            self._waive(event)
        elif isinstance(event, RateChange):
            self._change(event)
        elif not self.accelerated:
            self._accelerate()

    def _change(self, change: RateChange) -> None:
        if change.daily_rate is not None:
            allowed = "annual_rate, for an instalment debt"
            raise BadInput("rate_change.daily_rate", change.daily_rate, allowed)
        if change.annual_rate is not None:
            self.contract_rate = to_decimal(change.annual_rate, "rate_change.annual_rate")
            self._begin_period()
        penalty = self._changed_penalty(change)
        if penalty is not None:
            self._set_penalty(penalty)

    def _pay(self, amount: int) -> None:
        if self.held + amount >= self._clearing():
            # it covers everything owed on its day and closes the debt; what is beyond stays as credit
            held, self.held = self.held, 0
            self.held = self._allocate(held, from_held=True, everything=True)
            left = self._allocate(amount, everything=True)
        else:
            left = self._allocate(amount)
            if left and self.terms.early == "prepay":
                left = self._prepay(left)
        if left:
            self.held += left
            self.moves.append(Move(self.today, "held", "principal", -left))

    def _prepay(self, amount: int) -> int:
        interest = min(amount, max(0, self._running()))
        self.running_interest -= interest
        self._book(_INTEREST, interest)
        principal = min(amount - interest, self.not_due)
        self._shorten(principal)
        self._book(_PRINCIPAL, principal)
        return amount - interest - principal

    def _shorten(self, amount: int) -> None:
        """Take principal off the plan from its end."""
        self.not_due -= amount
        for number in range(len(self.rows) - 1, self.period - 1, -1):
            principal, interest, fee = self.rows[number]
            taken = min(amount, principal)
            self.rows[number] = (principal - taken, interest, fee if principal > taken else 0)
            amount -= taken

    def _allocate(self, amount: int, *, from_held: bool = False, everything: bool = False) -> int:
        """Pay what is due in the contract's order, oldest first, or all that is owed; returns the rest."""
        for name in self.terms.allocation:
            if not amount:
                break
            component = COMPONENTS.index(name)
            taken = self._take(component, amount, everything=everything)
            self._book(component, taken, from_held=from_held)
            amount -= taken
        self._drop_paid()
        return amount

    def _book(self, component: int, amount: int, *, from_held: bool = False) -> None:
        """Note that a component was paid."""
        if amount:
            self._settle_by(component, amount)
            self.paid = plus(self.paid, component, amount)
            self.moves.append(Move(self.today, "paid", COMPONENTS[component], -amount, from_held=from_held))

    def _settle_by(self, component: int, amount: int) -> None:
        if component == _INTEREST:
            self.interest.settled -= amount
        elif component == _PENALTY:
            self.penalty.settled -= amount
        elif component == _COMPOUND:
            self.compound.settled -= amount

    def _drop_paid(self) -> None:
        self.items = [item for item in self.items if item.unpaid]
        self.waiting = [item for item in self.items if not item.late]
        self.carried = [item for item in self.carried if item.unpaid]
        self._note_late()

    def _take(self, component: int, amount: int, *, everything: bool) -> int:
        """Lower what is due of a component by up to `amount`, or what is owed of it; returns by how much."""
        if component == _PENALTY:
            return min(amount, self.penalty.owed)
        if component == _COMPOUND:
            return min(amount, self.compound.owed)
        left = amount
        if component == _FEES:
            taken = min(left, self.default_fees)
            self.default_fees -= taken
            left -= taken
        for item in (*self.items, *self.carried):
            if not left:
                break
            left -= self._take_from(item, component, left)
        if component == _INTEREST:
            asked = self._running() if everything or self.period >= len(self.dues) else self.running_interest
            taken = max(0, min(left, asked))
            self.running_interest -= taken
            left -= taken
        elif component == _PRINCIPAL and everything:
            taken = min(left, self.not_due)
            self._shorten(taken)
            left -= taken
        return amount - left

    def _take_from(self, item: _Item, component: int, amount: int) -> int:
        if component == _PRINCIPAL:
            taken = min(amount, item.principal)
            item.principal -= taken
            self.due_principal -= taken
            self.late_principal -= taken if item.late else 0
        elif component == _INTEREST:
            taken = min(amount, item.interest)
            item.interest -= taken
            self.due_interest -= taken
            self.late_interest -= taken if item.late else 0
        else:
            taken = min(amount, item.fee)
            item.fee -= taken
            self.due_fees -= taken
        return taken

    def _waive(self, waiver: Waiver) -> None:
        if waiver.component not in COMPONENTS:
            raise BadInput("waiver.component", waiver.component, ", ".join(COMPONENTS))
        component = COMPONENTS.index(waiver.component)
        amount = to_fen(waiver.amount, "waiver.amount")
        taken = self._take(component, amount, everything=True)
        if taken < amount:
            allowed = f"at most what is owed of it on {waiver.on}, {yuan(taken)}"
            raise BadInput("waiver.amount", waiver.amount, allowed)
        self._settle_by(component, amount)
        self.waived = plus(self.waived, component, amount)
        self.moves.append(Move(self.today, "waived", waiver.component, -amount))
        self._drop_paid()

    # -- the end of a day

    def _turn_overdue(self, on: int) -> None:
        """What is unpaid and past its grace is overdue."""
        terms = self.terms
        fees = terms.fee_share[0] or terms.floor_fen
        was_late = len(self.items) > len(self.waiting)
        for item in [item for item in self.waiting if item.onset == on]:
            unpaid = item.unpaid
            if unpaid <= terms.tolerance_fen:
                self.items.remove(item)
                self.carried.append(item)
                continue
            item.late = True
            self.late_days.append(on + 1)
            self.late_principal += item.principal
            self.late_interest += item.interest
            if fees and not item.called:
                self._charge_default_fee(on, unpaid)
            if extra := terms.late_extra_days(on - item.due):
                self._charge_at_once(item, on, extra, was_late)
            was_late = True
        self.waiting = [item for item in self.waiting if item.onset != on]
        self._note_late()

    def _charge_default_fee(self, on: int, unpaid: int) -> None:
        terms = self.terms
        fee = default_fee_fen(unpaid, terms.fee_share, terms.floor_fen, terms.cap_fen, self.rounding)
        rate = to_decimal(terms.default_fee_rate, "default_fee_rate")
        self.default_fees += fee
        self.moves.append(Move(on + 1, "default_fee", "fees", fee, unpaid, rate))

    def _charge_at_once(self, item: _Item, on: int, days: int, was_late: bool) -> None:
        """The days counted on becoming overdue: the second end day, and grace lost."""
        terms = self.terms
        whole = terms.penalty_base != "overdue"
        base = item.principal
        if whole:  # a debt that is late already has been bearing the penalty as a whole
            base = 0 if was_late else self._whole_base()
        self.penalty.jump(on, days, base, self._penalty_on(base))
        if terms.compound != "none":
            self.compound.jump(on, days, item.interest, self.compound.on(item.interest))
        if terms.interest_when_overdue == "runs_on":
            self.interest.jump(on, days, item.principal, item.principal * self.interest.unit)
        elif whole and not was_late and terms.grace == "from_due_day" and self.running_interest == 0:
            # the penalty counts from the due day after all, so the normal interest since then goes
            self.interest.take_back(on)

    # -- what is recorded

    def _state(self) -> tuple[Any, ...]:
        """What stays the same while nothing but compounding happens, in the order of `Record`."""
        carried = sum(item.unpaid for item in self.carried) if self.carried else 0
        due_principal, due_fees = self.due_principal, self.due_fees
        return (
            self.not_due + due_principal,
            self.held,
            due_principal + self.due_interest + due_fees - carried + self.default_fees,
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
            bool(self.not_due or self.items or self.carried or self._charges()),
            not self.not_due,
            self.paid,
            self.waived,
        )

    def _record(self, key: int) -> None:
        compound = self.compound
        grown = self.interest.grown, self.penalty.grown, compound.grown
        record = (self.grown_to, *grown, compound.daily, self._state())
        if self.keys and self.keys[-1] == key:
            self.records[-1] = record
        else:
            self.keys.append(key)
            self.records.append(record)
