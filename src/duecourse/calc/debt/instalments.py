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
from typing import Final, Self

from ..basics.dates import as_date
from ..basics.money import COMPONENTS, BadInput, to_decimal, to_fen, yuan
from ..plan.accrual import default_fee_fen
from .accruing import NEVER, Accruing, DueItem
from .contract import InstalmentTerms
from .events import DayRun, Drawing, Event, Payment, RateChange, Waiver, by_day
from .ledger import Ledger
from .records import NOTHING, Due, Move, Parts, plus

_PRINCIPAL, _INTEREST, _PENALTY, _COMPOUND, _FEES = range(5)
_PART: Final = {_PRINCIPAL: 1, _INTEREST: 2, _FEES: 3}
"""The place in a `DueItem` of its part of a component."""


class InstalmentRun(DayRun, Accruing):
    """The debt, and what happens to it, run through up to some day: see `debt.py`."""

    def __init__(self, terms: InstalmentTerms, drawing: Drawing, events: Iterable[Event]) -> None:
        start = as_date(drawing.on, "drawing.on")
        drawn = to_fen(drawing.amount, "drawing.amount")
        if not drawn:
            raise BadInput("drawing.amount", drawing.amount, "an amount above 0")
        if drawing.periods != 1:
            raise BadInput("drawing.periods", drawing.periods, "1: the terms say how many instalments")
        self.agenda = by_day(events, start)
        happened = [event for group in self.agenda.values() for event in group]
        changes = [event for event in happened if isinstance(event, RateChange)]
        super().__init__(terms, drawn, start, changes)
        self.days = self._days()
        self.done = 0  # of these days
        self.today = self.start
        self.paid: Parts = NOTHING
        self.waived: Parts = NOTHING
        self.moves = [Move(self.start, "drawn", "principal", self.drawn)]
        self.fallen_due: list[Due] = []
        self.late_days: list[int] = []
        self._begin_period()
        self._rates()
        self._record(self.start)

    # -- the days on which something happens

    def twin(self) -> Self:
        twin = super().twin()
        twin.moves, twin.fallen_due = self.moves[:], self.fallen_due[:]
        twin.late_days = self.late_days[:]
        return twin

    def run_to(self, last: int) -> None:
        """Run through all days up to one, that day included."""
        self._look_ahead(last)
        days, count = self.days, len(self.days)
        while True:
            on = days[self.done] if self.done < count else NEVER
            if min(on, self.calls_on) > last:
                return
            if on <= self.calls_on:
                self.done += 1
            else:
                on = self.calls_on
            self._grow(on)
            self.today = on
            if not self.accelerated and self.period < len(self.dues) and on == self.dues[self.period]:
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

    def reach(self, last: int) -> None:
        """Run to a day and let everything grow up to it."""
        self.run_to(last)
        self._grow(last)
        if self.keys[-1] < last and last in self.postings[: self.posted][-1:]:
            self._rates()
            self._record(last)

    def reading(self, until: date) -> Ledger:
        """What was recorded, to be read up to a day to which the run has come. It may go on after that."""
        return Ledger(
            start=self.start,
            until=until,
            keys=self.keys,
            records=self.records,
            logs=[self.interest.log, self.penalty.log, self.compound.log],
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
        return sorted(days)

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
        self.calls_on = NEVER
        self.period = len(self.rows)
        self._begin_period()
        self.waiting = [item._replace(onset=self.today) for item in self.waiting]
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
        for item in self.tolerated:
            principal += item.principal
            interest += item.interest
            fee += item.fee
        self.tolerated = []
        if principal or interest or fee:
            self.waiting.append(DueItem(on, principal, interest, fee, onset, called))
        if self.unapplied:
            unapplied, self.unapplied = self.unapplied, 0
            self.unapplied = self._allocate(unapplied, from_unapplied=True)

    def _happen(self, event: Drawing | Event) -> None:
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
        if self.unapplied + amount >= self._clearing():
            # it covers everything owed on its day and closes the debt; what is beyond stays as credit
            unapplied, self.unapplied = self.unapplied, 0
            self.unapplied = self._allocate(unapplied, from_unapplied=True, everything=True)
            left = self._allocate(amount, everything=True)
        else:
            left = self._allocate(amount)
            if left and self.terms.early == "prepay":
                left = self._prepay(left)
        if left:
            self.unapplied += left
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

    def _allocate(self, amount: int, *, from_unapplied: bool = False, everything: bool = False) -> int:
        """Pay what is due in the contract's order, oldest first, or all that is owed; returns the rest."""
        for name in self.terms.allocation:
            if not amount:
                break
            component = COMPONENTS.index(name)
            taken = self._take(component, amount, everything=everything)
            self._book(component, taken, from_unapplied=from_unapplied)
            amount -= taken
        self._drop_paid()
        return amount

    def _book(self, component: int, amount: int, *, from_unapplied: bool = False) -> None:
        """Note that a component was paid."""
        if amount:
            self._settle_by(component, amount)
            self.paid = plus(self.paid, component, amount)
            self.moves.append(
                Move(self.today, "paid", COMPONENTS[component], -amount, from_unapplied=from_unapplied)
            )

    def _settle_by(self, component: int, amount: int) -> None:
        if component == _INTEREST:
            self.interest.settled -= amount
        elif component == _PENALTY:
            self.penalty.settled -= amount
        elif component == _COMPOUND:
            self.compound.settled -= amount

    def _drop_paid(self) -> None:
        self.late = [item for item in self.late if item.principal or item.interest or item.fee]
        self.waiting = [item for item in self.waiting if item.unpaid]
        self.tolerated = [item for item in self.tolerated if item.unpaid]
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
        left -= self._take_due(component, left)
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

    def _take_due(self, component: int, amount: int) -> int:
        """Lower a component of the instalments that have fallen due, oldest first; returns by how much."""
        principal, interest = component == _PRINCIPAL, component == _INTEREST
        there = self.due_principal if principal else self.due_interest if interest else self.due_fees
        taken = min(amount, there)
        late = _lower(self.late, component, taken)
        _lower(self.tolerated, component, taken - late - _lower(self.waiting, component, taken - late))
        if principal:
            self.due_principal -= taken
            self.late_principal -= late
        elif interest:
            self.due_interest -= taken
            self.late_interest -= late
        else:
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
        was_late = bool(self.late)
        for item in self.waiting:
            if item.onset != on:
                continue
            unpaid = item.unpaid
            if unpaid <= terms.tolerance_fen:
                self.tolerated.append(item)
                continue
            self.late.append(item)
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

    def _charge_at_once(self, item: DueItem, on: int, days: int, was_late: bool) -> None:
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


def _lower(items: list[DueItem], component: int, amount: int) -> int:
    """Lower a component of items by so much, or by what there is, the oldest first; returns by how much."""
    if not amount:
        return 0
    part = _PART[component]
    left = amount
    for place, item in enumerate(items):
        there = item[part]
        if there:
            taken = min(there, left)
            items[place] = DueItem._make((*item[:part], there - taken, *item[part + 1 :]))
            left -= taken
            if not left:
                break
    return amount - left
