"""The ledger of a revolving account: a credit card, or Baitiao by the bill.

Spending is collected until the statement day. The bill is due some days later. Paid in full by
then, it costs nothing. Otherwise its principal bears interest, back to each posting under
whole-balance interest, and it stays interest-bearing until it is paid. A missed minimum makes the
account overdue.

The order of one day: what accrued since the last event; spending; changes, waivers, an acceleration
and payments; the statement; at the end of a due day (and its grace), the check of what was paid.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final, Self

from ..basics.dates import add_months, as_date
from ..basics.money import COMPONENTS, BadInput, to_decimal, to_fen, whole, yuan
from ..plan.accrual import default_fee_fen
from ..plan.schedule import MOST_PERIODS
from .account import COMPOUND, NEVER, PENALTY, PRINCIPAL, Account, Cycle, Minimum, Plan
from .contract import RevolvingTerms, day_rate
from .events import DayRun, Drawing, Event, Payment, RateChange, Waiver, by_day
from .ledger import Ledger
from .minimum import minimum_parts
from .records import Bill, Due, Move, plus

_A_YEAR: Final = 365


class RevolvingRun(DayRun, Account):
    """The account, and what happens to it, run through up to some day: see `debt.py`."""

    def __init__(self, terms: RevolvingTerms, drawings: Sequence[Drawing], events: Iterable[Event]) -> None:
        first = min(as_date(drawing.on, "drawing.on") for drawing in drawings)
        self.agenda = by_day([*drawings, *events], first)
        self.days = self._days()
        self.done = 0  # of these days
        happened = [event for group in self.agenda.values() for event in group]
        super().__init__(terms, first, [event for event in happened if isinstance(event, RateChange)])
        self.statements: tuple[int, ...] = ()
        self.checked = 0  # bills whose last day to pay is over
        self.moves: list[Move] = []
        self.dues: list[Due] = []
        self.late_days: list[int] = []
        self.bills: list[Bill] = []
        self.default_fees = 0  # since the last bill

    def twin(self) -> Self:
        twin = super().twin()
        twin.moves, twin.dues = self.moves[:], self.dues[:]
        twin.late_days, twin.bills = self.late_days[:], self.bills[:]
        return twin

    def _look_ahead(self, last: int) -> None:
        """Know the statement days up to the first one after a day."""
        if not self.statements or self.statements[-1] <= last:
            months = (last - self.start) // _A_YEAR * 12 + 24
            self.statements = _statement_days(self.start, self.terms.statement_day, months)

    def run_to(self, last: int) -> None:
        """Run through all days up to one, that day included."""
        self._look_ahead(last)
        wait = self.terms.due_after_days + self.terms.grace_days
        days, count, statements = self.days, len(self.days), self.statements
        while True:
            happens = days[self.done] if self.done < count else NEVER
            billed, checked = statements[len(self.bills)], statements[self.checked] + wait
            called = self._accelerates()
            on = min(happens, billed, checked, called)
            if on > last:
                return
            self.done += on == happens
            self._grow(on)
            self.today = on
            for event in self.agenda.get(on, ()):
                self._happen(event)
            if self._accelerates() <= on:
                self._accelerate()
            self._rates()
            if on != billed:
                self._record(on)
            else:
                self._grow(on + self.inclusive)
                self._bill(on)
                self._rates()
                self._record(on)
            if on == checked or on == self.called_on:
                self._grow(on + self.inclusive)
                if on == checked:
                    self._check(self.checked)
                    self.checked += 1
                if on == self.called_on:
                    self._check_called()
                self._rates()
                self._record(on + 1)

    def reach(self, last: int) -> None:
        """Run to a day and let everything grow up to it."""
        self.run_to(last)
        self._grow(last + self.inclusive)

    def reading(self, until: date) -> Ledger:
        """What was recorded, to be read up to a day to which the run has come. It may go on after that."""
        return Ledger(
            start=self.start,
            until=until,
            keys=self.keys,
            records=self.records,
            logs=[growing.log for growing in self.growing.values()],
            moves=self.moves,
            scale=self.scale,
            rounding=self.rounding,
            year_days=self.terms.year_days,
            reading_day=self.inclusive,
            late_days=self.late_days,
            dues=self.dues,
            bills=self.bills,
        )

    def _accelerates(self) -> int:
        """The day on which the contract calls the whole balance by itself, if nothing is paid before."""
        limit = self.terms.accelerate_after_days
        if limit is None or self.called_on or not self.missed:
            return NEVER
        late = next(item for item in self.minimums if item.late)
        return max(late.due + limit, late.due + self.terms.grace_days + 1)

    # -- what happens on a day

    def _happen(self, event: Drawing | Event) -> None:
        if isinstance(event, Drawing):
            self._draw(event)
        elif isinstance(event, Payment):
            amount = to_fen(event.amount, "payment.amount")
            if self.unapplied and self.unapplied + amount >= self._principal() + self._charges():
                # with what was paid ahead it covers all that is owed: instalments to come are paid too
                unapplied, self.unapplied = self.unapplied, 0
                self.unapplied = self._allocate(unapplied, from_unapplied=True, everything=True)
            left = self._allocate(amount)
            if left:
                self.unapplied += left
                self.moves.append(Move(self.today, "held", "principal", -left))
        elif isinstance(event, Waiver):
            self._waive(event)
        elif isinstance(event, RateChange):
            self._change(event)
        elif not self.called_on:
            self._accelerate()

    def _draw(self, drawing: Drawing) -> None:
        amount = to_fen(drawing.amount, "drawing.amount")
        if not amount:
            raise BadInput("drawing.amount", drawing.amount, "an amount above 0")
        self.moves.append(Move(self.today, "drawn", "principal", amount))
        if whole(drawing.periods, "drawing.periods", least=1, most=MOST_PERIODS) > 1:
            rate = to_decimal(drawing.fee_per_period, "drawing.fee_per_period")
            self.plans.append(Plan(amount, drawing.periods, rate, self.rounding))
        else:
            self.cycles[-1].post(self.today, amount)
            self._use_held()

    def _change(self, change: RateChange) -> None:
        if change.annual_rate is not None:
            allowed = "daily_rate, for a revolving account"
            raise BadInput("rate_change.annual_rate", change.annual_rate, allowed)
        if change.daily_rate is not None:
            rate = day_rate(change.daily_rate, "rate_change.daily_rate")
            waiting = [cycle.waiting for cycle in self.cycles if not cycle.bearing]
            for growing in (self.interest, self.compound, *waiting):
                growing.set_rate(rate, self.scale)
        if change.penalty_daily_rate is not None:
            rate = day_rate(change.penalty_daily_rate, "rate_change.penalty_daily_rate")
            self.penalty.set_rate(rate, self.scale)

    def _use_held(self) -> None:
        """Money paid ahead meets what has been spent or billed."""
        if self.unapplied:
            unapplied, self.unapplied = self.unapplied, 0
            self.unapplied = self._allocate(unapplied, from_unapplied=True)

    def _allocate(self, amount: int, *, from_unapplied: bool = False, everything: bool = False) -> int:
        """Pay what has been billed in the contract's order, then newer spending; returns what is left.

        Money that covers all that is owed pays all: charges not billed yet, instalments to come.
        """
        everything = everything or amount >= self._principal() + self._charges()
        if everything:
            for growing in self.growing.values():
                growing.settle()
        left = amount
        for name in self.terms.allocation:
            left -= self._pay(COMPONENTS.index(name), left, from_unapplied)
        taken = self._lower_principal(left, billed=False)
        if everything:
            taken += self._lower_plans(left - taken)
        self._book(PRINCIPAL, taken, from_unapplied)
        return left - taken

    def _pay(self, component: int, amount: int, from_unapplied: bool) -> int:
        if component == PRINCIPAL:
            taken = self._lower_principal(amount, billed=True)
        else:  # what being late costs can be paid as it accrues, interest and service fee once billed
            growing = self.growing[component]
            payable = growing.owed if component in (PENALTY, COMPOUND) else growing.settled
            taken = min(amount, max(0, payable))
            self._settle_by(component, taken)
        self._book(component, taken, from_unapplied)
        return taken

    def _book(self, component: int, amount: int, from_unapplied: bool) -> None:
        if amount:
            self.paid = plus(self.paid, component, amount)
            self.moves.append(
                Move(self.today, "paid", COMPONENTS[component], -amount, from_unapplied=from_unapplied)
            )
            self._lower_bill(amount)

    def _waive(self, waiver: Waiver) -> None:
        if waiver.component not in COMPONENTS:
            raise BadInput("waiver.component", waiver.component, ", ".join(COMPONENTS))
        component = COMPONENTS.index(waiver.component)
        amount = to_fen(waiver.amount, "waiver.amount")
        owed = self._principal() if component == PRINCIPAL else self.growing[component].owed
        if amount > owed:
            allowed = f"at most what is owed of it on {waiver.on}, {yuan(owed)}"
            raise BadInput("waiver.amount", waiver.amount, allowed)
        if component == PRINCIPAL:
            left = amount - self._lower_principal(amount, billed=True)
            left -= self._lower_principal(left, billed=False)
            self._lower_plans(left)
        else:
            self.growing[component].settle()
            self._settle_by(component, amount)
        self._lower_bill(amount)
        self.waived = plus(self.waived, component, amount)
        self.moves.append(Move(self.today, "waived", waiver.component, -amount))

    # -- the statement day

    def _bill(self, on: int) -> None:
        """Draw up the bill of a statement day: post what accrued, ask for a minimum."""
        terms = self.terms
        interest = self.interest.settle() + self.compound.settle()
        self.penalty.settle()
        fees = self.service.settle() + self.default_fees
        self.default_fees = 0
        cycle = self.cycles[-1]
        instalments, instalment_fees = self._bill_instalments(on, cycle)
        number = len(self.bills)
        cycle.bill = number
        self._use_held()
        carried = sum(old.principal for old in self.cycles[:-1])
        instalments = min(instalments, cycle.principal)  # money held may have paid some
        spent = cycle.principal - instalments
        self.cycles = [old for old in self.cycles if old.principal or old.waiting.grown]
        self.cycles.append(Cycle(self._waiting_interest()))

        charges = self._billed_charges()
        balance = carried + spent + instalments + charges
        self.bills_unpaid[number] = balance
        self.billed_late = max(0, self.penalty.settled) + max(0, self.compound.settled)
        overdue_charges = min(charges, sum(item.charges for item in self.minimums))
        parts = minimum_parts(
            terms,
            new=spent,
            carried=carried,
            earlier=sum(item.principal for item in self.minimums),
            instalments=instalments,
            charges=charges,
            missed=self.missed > 0,
        )
        minimum = sum(parts)
        principal = minimum - parts[0] - charges  # what this bill asks for beside an earlier minimum
        due = on + terms.due_after_days
        if balance:
            self.minimums.append(Minimum(due, charges - overdue_charges, principal))
            self.minimums = [item for item in self.minimums if item.unpaid]
            self.dues.append(Due(due, minimum - charges, charges, 0))
        bill = Bill(
            statement=date.fromordinal(on),
            due=date.fromordinal(due),
            balance=yuan(balance),
            minimum=yuan(minimum),
            interest=yuan(interest),
            fees=yuan(fees + instalment_fees),
            missed=False,
        )
        self.bills.append(bill)

    def _bill_instalments(self, on: int, cycle: Cycle) -> tuple[int, int]:
        """Put the next share of every spread drawing on the bill; returns principal and fees."""
        principal = fees = 0
        for plan in self.plans:
            share = plan.shares.pop(0)
            cycle.post(on, share)
            principal += share
            if plan.fee:
                fees += plan.fee
                self.moves.append(Move(on, "instalment_fee", "fees", plan.fee, plan.amount, plan.rate))
        self.service.settled += fees
        self.plans = [plan for plan in self.plans if plan.shares]
        return principal, fees

    # -- the end of a bill's last day to pay

    def _check(self, number: int) -> None:
        """Was the bill paid in full, was at least the minimum?"""
        terms = self.terms
        due = self.statements[number] + terms.due_after_days
        unpaid = sum(item.unpaid for item in self.minimums if item.due <= due)
        if self.bills_unpaid.pop(number, 0) > terms.tolerance_fen:
            self._start_bearing(number, terms.late_extra_days(terms.grace_days))
        else:
            self._carry_over(number)
        if unpaid > terms.tolerance_fen:
            self.bills[number] = replace(self.bills[number], missed=True)
            self._miss(due, unpaid)
        else:
            self.missed = 0
            self.minimums = [item for item in self.minimums if item.due > due]

    def _miss(self, due: int, unpaid: int) -> None:
        """The minimum due on a day was missed by so much."""
        terms = self.terms
        fee = default_fee_fen(unpaid, terms.fee_share, terms.floor_fen, terms.cap_fen, self.rounding)
        if fee and not self.called_on:
            self.service.settled += fee
            self.default_fees += fee
            rate = to_decimal(terms.default_fee_rate, "default_fee_rate")
            self.moves.append(Move(self.today + 1, "default_fee", "fees", fee, unpaid, rate))
        self.missed += 1
        self._turn_late(due)

    def _turn_late(self, due: int) -> None:
        """The minimums due by a day are late; the penalty for days gone by is charged at once."""
        was_late = any(item.late for item in self.minimums)
        for place, item in enumerate(self.minimums):
            if item.late or item.due > due:
                continue
            self.minimums[place] = item._replace(late=True)
            self.late_days.append(self.today + 1)
            base = item.unpaid
            if self.terms.penalty_base == "statement":
                base = 0 if was_late else sum(cycle.principal for cycle in self.cycles if cycle.bearing)
            extra = self.terms.late_extra_days(max(0, self.today - item.due))
            self.penalty.jump(self.today, extra, base, self.penalty.on(base), self.today + 1)
            was_late = True

    # -- the whole balance is called

    def _accelerate(self) -> None:
        """Everything is asked for today, instalments to come and charges not billed yet too."""
        self.called_on = self.today
        self.minimums = [item._replace(due=min(item.due, self.today)) for item in self.minimums]
        for growing in self.growing.values():
            growing.settle()
        cycle = self.cycles[-1]
        for plan in self.plans:
            cycle.post(self.today, sum(plan.shares))
        self.plans = []
        self.cycles = [old.twin() for old in self.cycles]
        for old in self.cycles:
            old.bill = NEVER
        self.cycles.append(Cycle(self._waiting_interest()))
        principal = self._principal() - sum(item.principal for item in self.minimums)
        charges = self._billed_charges() - sum(item.charges for item in self.minimums)
        self.minimums.append(Minimum(self.today, max(0, charges), max(0, principal)))
        self.minimums = [item for item in self.minimums if item.unpaid]
        self.billed_late = max(0, self.penalty.settled) + max(0, self.compound.settled)
        self.bills_unpaid = {NEVER: self._principal() + self._billed_charges()}
        self.dues.append(Due(self.today, max(0, principal), max(0, charges), 0))

    def _check_called(self) -> None:
        """At the end of the day of the call: what is unpaid is late, without more days to pay or of grace."""
        if self.bills_unpaid.pop(NEVER) > self.terms.tolerance_fen:
            self._start_bearing(NEVER, self.terms.late_extra_days(0))
            self.missed = max(1, self.missed)
            self._turn_late(NEVER)
        else:
            self._carry_over(NEVER)
            self.minimums = []
            self.missed = 0


@lru_cache(maxsize=256)
def _statement_days(start: int, statement_day: int, months: int) -> tuple[int, ...]:
    """The statement days of so many months, from a day on."""
    anchor = date(date.fromordinal(start).year, 1, 31)
    days = []
    for number in range(months + 12):
        end = add_months(anchor, number)
        on = end.replace(day=min(statement_day, end.day)).toordinal()
        if on >= start:
            days.append(on)
    return tuple(days)
