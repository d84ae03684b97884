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
from decimal import Decimal
from math import lcm

from .accrual import default_fee_fen
from .contract import RevolvingTerms, day_rate
from .dates import add_months, as_date
from .events import Drawing, Event, Payment, RateChange, Waiver, by_day
from .growth import Growing
from .ledger import Ledger
from .minimum import minimum_parts
from .money import COMPONENTS, BadInput, divide, to_decimal, to_fen, whole, yuan
from .records import NOTHING, Bill, Due, Move, Parts, RawRecord, plus
from .schedule import MOST_PERIODS

_PRINCIPAL, _INTEREST, _PENALTY, _COMPOUND, _FEES = range(5)
_NEVER = date.max.toordinal() + 1


def revolving_ledger(
    terms: RevolvingTerms, drawings: Sequence[Drawing], events: Iterable[Event] = (), *, until: date
) -> Ledger:
    """What a revolving account did from its first drawing to `until`."""
    return _Run(terms, drawings, events, until).ledger()


class _Cycle:
    """The spending of one bill. lots: posting day and unpaid principal.

    waiting: the interest since each posting, owed only if the bill is not paid in full.
    bearing: it was not, and what is unpaid bears interest.
    """

    __slots__ = ("bearing", "billed", "lots", "waiting")

    def __init__(self, waiting: Growing) -> None:
        self.lots: list[list[int]] = []
        self.billed = False
        self.bearing = False
        self.waiting = waiting

    @property
    def principal(self) -> int:
        return sum(lot[1] for lot in self.lots)


class _Minimum:
    """A minimum payment asked for: what of it is charges and what principal, unpaid, fen."""

    __slots__ = ("charges", "due", "late", "principal")

    def __init__(self, due: int, charges: int, principal: int) -> None:
        self.due = due
        self.charges = charges
        self.principal = principal
        self.late = False

    @property
    def unpaid(self) -> int:
        return self.charges + self.principal


class _Plan:
    """A drawing spread over several bills: the shares of principal still to be billed, the fee with each."""

    __slots__ = ("amount", "fee", "rate", "shares")

    def __init__(self, amount: int, periods: int, rate: Decimal, rounding: str) -> None:
        share = divide(amount, periods, rounding)
        self.amount = amount
        self.rate = rate
        self.shares = [share] * (periods - 1) + [amount - share * (periods - 1)]
        top, bottom = rate.as_integer_ratio()
        self.fee = divide(amount * top, bottom, rounding)


class _Run:
    def __init__(
        self, terms: RevolvingTerms, drawings: Sequence[Drawing], events: Iterable[Event], until: date
    ) -> None:
        if not drawings:
            raise BadInput("drawings", drawings, "at least one drawing")
        self.terms = terms
        self.until = until
        self.rounding = terms.rounding
        first = min(as_date(drawing.on, "drawing.on") for drawing in drawings)
        self.start = first.toordinal()
        self.last = max(until.toordinal() + 1, self.start)
        self.agenda = by_day([*drawings, *events], first, self.last)
        self.statements = self._statement_days(first)
        self.inclusive = int(terms.days == "inclusive")

        # what is owed, fen
        self.minimums: list[_Minimum] = []  # unpaid ones, oldest first
        self.plans: list[_Plan] = []
        self.statement_unpaid = 0
        self.billed_late = 0  # penalty and interest on interest that stand in the unpaid minimums
        self.held = 0
        self.missed = 0
        self.called_on = 0  # the day the whole balance was called, 0 where it was not

        # what grows
        each_day = terms.round_when == "day"
        self.interest = Growing("interest", "interest", terms.rounding, each_day=each_day)
        self.penalty = Growing("penalty", "penalty", terms.rounding, each_day=each_day)
        self.compound = Growing("compound", "compound", terms.rounding, each_day=each_day)
        self.service = Growing("service_fee", "fees", terms.rounding, each_day=each_day)
        self.growing = {
            _INTEREST: self.interest,
            _PENALTY: self.penalty,
            _COMPOUND: self.compound,
            _FEES: self.service,  # all fees are settled here
        }
        self._set_rates()
        self.cycles = [_Cycle(self._waiting_interest())]

        self.paid: Parts = NOTHING
        self.waived: Parts = NOTHING
        self.today = self.grown_to = self.start
        self.keys: list[int] = []
        self.records: list[RawRecord] = []
        self.moves: list[Move] = []
        self.dues: list[Due] = []
        self.late_days: list[int] = []
        self.bills: list[Bill] = []

    def _statement_days(self, first: date) -> list[int]:
        anchor = date(first.year, 1, 31)
        days = []
        for number in range((self.last - anchor.toordinal()) // 28 + 2):
            end = add_months(anchor, number)
            on = end.replace(day=min(self.terms.statement_day, end.day)).toordinal()
            if self.start <= on <= self.last:
                days.append(on)
        return days

    def ledger(self) -> Ledger:
        """Run through all days and hand over what was recorded."""
        terms = self.terms
        wait = terms.due_after_days + terms.grace_days
        checks = {on + wait: number for number, on in enumerate(self.statements)}
        statements = set(self.statements)
        days = sorted(on for on in {*self.agenda, *statements, *checks} if on <= self.last)
        index = 0
        while index < len(days) or self._accelerates() <= self.last:
            called = self._accelerates()
            if index < len(days) and days[index] <= called:
                on = days[index]
                index += 1
            else:
                on = called
            self._grow(on)
            self.today = on
            for event in self.agenda.get(on, ()):
                self._happen(event)
            if self._accelerates() <= on:
                self._accelerate()
            self._rates()
            self._record(on)
            if on in statements:
                self._grow(on + self.inclusive)
                self._bill(on)
                self._rates()
                self._record(on)
            if on in checks or on == self.called_on:
                self._grow(on + self.inclusive)
                if on in checks:
                    self._check(checks[on])
                if on == self.called_on:
                    self._check_called()
                self._rates()
                self._record(on + 1)
        self._grow(self.last + self.inclusive)
        return Ledger(
            start=self.start,
            until=self.until,
            keys=self.keys,
            records=self.records,
            charges=[charge for growing in self.growing.values() for charge in growing.log],
            moves=self.moves,
            scale=self.scale,
            rounding=self.rounding,
            year_days=terms.year_days,
            reading_day=self.inclusive,
            late_days=self.late_days,
            dues=self.dues,
            bills=self.bills,
        )

    def _accelerates(self) -> int:
        """The day on which the contract calls the whole balance by itself, if nothing is paid before."""
        limit = self.terms.accelerate_after_days
        if limit is None or self.called_on or not self.missed:
            return _NEVER
        late = next(item for item in self.minimums if item.late)
        return max(late.due + limit, late.due + self.terms.grace_days + 1)

    # -- what grows between two events

    def _set_rates(self) -> None:
        """The rates of the contract, on one scale with those they change to."""
        terms = self.terms
        rates = [terms.contract_rate, terms.penalty, terms.service]
        for group in self.agenda.values():
            for change in group:
                if isinstance(change, RateChange):
                    if change.daily_rate is not None:
                        rates.append(day_rate(change.daily_rate, "rate_change.daily_rate"))
                    if change.penalty_daily_rate is not None:
                        rates.append(day_rate(change.penalty_daily_rate, "rate_change.penalty_daily_rate"))
        self.scale = lcm(*(rate.bottom for rate in rates))
        self.interest.set_rate(terms.contract_rate, self.scale)
        self.compound.set_rate(terms.contract_rate, self.scale)
        self.penalty.set_rate(terms.penalty, self.scale)
        self.service.set_rate(terms.service, self.scale)

    def _waiting_interest(self) -> Growing:
        waiting = Growing("interest", "interest", self.rounding, each_day=self.interest.each_day)
        waiting.set_rate(self.interest.rate, self.scale)
        return waiting

    def _rates(self) -> None:
        """Set what grows by how much a day."""
        terms = self.terms
        bearing = sum(cycle.principal for cycle in self.cycles if cycle.bearing)
        late = sum(item.unpaid for item in self.minimums if item.late)
        self._set(self.interest, bearing if terms.interest != "none" else 0)
        self._set(self.service, bearing)
        self._set(self.penalty, late if terms.penalty_base == "minimum" or not late else bearing)
        if terms.compound == "interest":
            self._set(self.compound, max(0, self.interest.settled) + max(0, self.compound.settled))
        if terms.interest == "whole_balance":
            for cycle in self.cycles:
                if not cycle.bearing:
                    waiting = cycle.waiting
                    waiting.base = cycle.principal
                    waiting.daily = waiting.on(waiting.base)

    def _set(self, growing: Growing, base: int) -> None:
        daily = growing.on(base)
        if daily != growing.daily and self.terms.round_when == "segment":
            growing.settle()
        growing.base, growing.daily = base, daily

    def _grow(self, on: int) -> None:
        begin = self.grown_to
        if on <= begin:
            return
        for growing in self.growing.values():
            growing.grow(begin, on)
        for cycle in self.cycles:
            if not cycle.bearing:
                cycle.waiting.grow(begin, on)
        self.grown_to = on

    # -- what is owed

    def _principal(self) -> int:
        spread = sum(sum(plan.shares) for plan in self.plans)
        return sum(cycle.principal for cycle in self.cycles) + spread

    def _charges(self) -> int:
        """All charges that have accrued, billed or not."""
        return sum(growing.owed for growing in self.growing.values())

    def _billed_charges(self) -> int:
        return sum(max(0, growing.settled) for growing in self.growing.values())

    # -- what happens on a day

    def _happen(self, event: Drawing | Event) -> None:
        if isinstance(event, Drawing):
            self._draw(event)
        elif isinstance(event, Payment):
            left = self._allocate(to_fen(event.amount, "payment.amount"))
            if left:
                self.held += left
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
            self.plans.append(_Plan(amount, drawing.periods, rate, self.rounding))
        else:
            self.cycles[-1].lots.append([self.today, amount])
            self._use_held()

    def _change(self, change: RateChange) -> None:
        if change.annual_rate is not None:
            allowed = "daily_rate, for a revolving account"
            raise BadInput("rate_change.annual_rate", change.annual_rate, allowed)
        if change.daily_rate is not None:
            rate = day_rate(change.daily_rate, "rate_change.daily_rate")
            for growing in (self.interest, self.compound, *(cycle.waiting for cycle in self.cycles)):
                growing.set_rate(rate, self.scale)
        if change.penalty_daily_rate is not None:
            rate = day_rate(change.penalty_daily_rate, "rate_change.penalty_daily_rate")
            self.penalty.set_rate(rate, self.scale)

    def _use_held(self) -> None:
        """Money paid ahead meets what has been spent or billed."""
        if self.held:
            held, self.held = self.held, 0
            self.held = self._allocate(held, from_held=True)

    def _allocate(self, amount: int, *, from_held: bool = False) -> int:
        """Pay what has been billed in the contract's order, then newer spending; returns what is left.

        Money that covers all that is owed pays all: charges not billed yet, instalments to come.
        """
        everything = amount >= self._principal() + self._charges()
        if everything:
            for growing in self.growing.values():
                growing.settle()
        left = amount
        for name in self.terms.allocation:
            left -= self._pay(COMPONENTS.index(name), left, from_held)
        taken = self._lower_principal(left, billed=False)
        if everything:
            taken += self._lower_plans(left - taken)
        self._book(_PRINCIPAL, taken, from_held)
        return left - taken

    def _pay(self, component: int, amount: int, from_held: bool) -> int:
        if component == _PRINCIPAL:
            taken = self._lower_principal(amount, billed=True)
        else:  # what being late costs can be paid as it accrues, interest and service fee once billed
            growing = self.growing[component]
            payable = growing.owed if component in (_PENALTY, _COMPOUND) else growing.settled
            taken = min(amount, max(0, payable))
            self._settle_by(component, taken)
        self._book(component, taken, from_held)
        return taken

    def _book(self, component: int, amount: int, from_held: bool) -> None:
        if amount:
            self.paid = plus(self.paid, component, amount)
            self.moves.append(Move(self.today, "paid", COMPONENTS[component], -amount, from_held=from_held))
            self._lower_bill(amount)

    def _settle_by(self, component: int, amount: int) -> None:
        self.growing[component].settled -= amount
        if component in (_PENALTY, _COMPOUND):
            self.billed_late = max(0, self.billed_late - amount)

    def _lower_principal(self, amount: int, *, billed: bool) -> int:
        left = amount
        for cycle in self.cycles:
            if cycle.billed == billed:
                for lot in cycle.lots:
                    taken = min(left, lot[1])
                    lot[1] -= taken
                    left -= taken
                cycle.lots = [lot for lot in cycle.lots if lot[1]]
        return amount - left

    def _lower_plans(self, amount: int) -> int:
        """Take principal off the instalments to come, the last ones first."""
        left = amount
        for plan in self.plans:
            while plan.shares and left:
                taken = min(left, plan.shares[-1])
                plan.shares[-1] -= taken
                left -= taken
                if not plan.shares[-1]:
                    plan.shares.pop()
        self.plans = [plan for plan in self.plans if plan.shares]
        return amount - left

    def _lower_bill(self, amount: int) -> None:
        self.statement_unpaid = max(0, self.statement_unpaid - amount)
        for item in self.minimums:
            taken = min(amount, item.charges)
            item.charges -= taken
            amount -= taken
            taken = min(amount, item.principal)
            item.principal -= taken
            amount -= taken
        self.minimums = [item for item in self.minimums if item.unpaid]
        if not any(item.late for item in self.minimums):
            self.missed = 0

    def _waive(self, waiver: Waiver) -> None:
        if waiver.component not in COMPONENTS:
            raise BadInput("waiver.component", waiver.component, ", ".join(COMPONENTS))
        component = COMPONENTS.index(waiver.component)
        amount = to_fen(waiver.amount, "waiver.amount")
        owed = self._principal() if component == _PRINCIPAL else self.growing[component].owed
        if amount > owed:
            allowed = f"at most what is owed of it on {waiver.on}, {yuan(owed)}"
            raise BadInput("waiver.amount", waiver.amount, allowed)
        if component == _PRINCIPAL:
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
        fees = self.service.settle() + self._fees_since_last_bill()
        cycle = self.cycles[-1]
        instalments, instalment_fees = self._bill_instalments(on, cycle)
        cycle.billed = True
        self._use_held()
        carried = sum(old.principal for old in self.cycles[:-1])
        instalments = min(instalments, cycle.principal)  # money held may have paid some
        spent = cycle.principal - instalments
        self.cycles = [old for old in self.cycles if old.principal or old.waiting.grown]
        self.cycles.append(_Cycle(self._waiting_interest()))

        charges = self._billed_charges()
        balance = carried + spent + instalments + charges
        self.statement_unpaid = balance
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
            self.minimums.append(_Minimum(due, charges - overdue_charges, principal))
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

    def _fees_since_last_bill(self) -> int:
        before = self.bills[-1].statement.toordinal() if self.bills else 0
        return sum(move.amount for move in self.moves if move.kind == "default_fee" and move.on > before)

    def _bill_instalments(self, on: int, cycle: _Cycle) -> tuple[int, int]:
        """Put the next share of every spread drawing on the bill; returns principal and fees."""
        principal = fees = 0
        for plan in self.plans:
            share = plan.shares.pop(0)
            cycle.lots.append([on, share])
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
        if self.statement_unpaid > terms.tolerance_fen:
            self._start_bearing(terms.late_extra_days(terms.grace_days))
        else:
            self._carry_over()
        if unpaid > terms.tolerance_fen:
            self.bills[number] = replace(self.bills[number], missed=True)
            self._miss(due, unpaid)
        else:
            self.missed = 0
            self.minimums = [item for item in self.minimums if item.due > due]

    def _start_bearing(self, extra: int) -> None:
        """Bills so far bear interest from now on, and as the contract says back to their postings; all
        this is owed from tomorrow on. extra: days of the service fee charged at once."""
        known_from = self.today + 1
        for cycle in self.cycles:
            if not cycle.billed or cycle.bearing:
                continue
            cycle.bearing = True
            if self.terms.interest == "unpaid_part":
                for posted, amount in cycle.lots:
                    days = self.grown_to - posted
                    daily = self.interest.on(amount)
                    self.interest.grown += daily * days
                    self.interest.note(posted, self.grown_to, days, amount, daily, known_from)
            self.interest.absorb(cycle.waiting, known_from)
            cycle.waiting = self._waiting_interest()
            base = cycle.principal
            self.service.jump(self.today, extra, base, self.service.on(base), known_from)

    def _carry_over(self) -> None:
        """A bill paid up to the tolerance is paid: what is left goes into the next one, without interest."""
        for cycle in self.cycles:
            if cycle.billed:
                self.cycles[-1].lots.extend([self.today, amount] for _, amount in cycle.lots)
        self.cycles = [cycle for cycle in self.cycles if not cycle.billed]

    def _miss(self, due: int, unpaid: int) -> None:
        """The minimum due on a day was missed by so much."""
        terms = self.terms
        fee = default_fee_fen(unpaid, terms.fee_share, terms.floor_fen, terms.cap_fen, self.rounding)
        if fee and not self.called_on:
            self.service.settled += fee
            rate = to_decimal(terms.default_fee_rate, "default_fee_rate")
            self.moves.append(Move(self.today + 1, "default_fee", "fees", fee, unpaid, rate))
        self.missed += 1
        self._turn_late(due)

    def _turn_late(self, due: int) -> None:
        """The minimums due by a day are late; the penalty for days gone by is charged at once."""
        was_late = any(item.late for item in self.minimums)
        for item in self.minimums:
            if item.late or item.due > due:
                continue
            item.late = True
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
        for item in self.minimums:
            item.due = min(item.due, self.today)
        for growing in self.growing.values():
            growing.settle()
        cycle = self.cycles[-1]
        cycle.lots += [[self.today, sum(plan.shares)] for plan in self.plans]
        self.plans = []
        for old in self.cycles:
            old.billed = True
        self.cycles.append(_Cycle(self._waiting_interest()))
        principal = self._principal() - sum(item.principal for item in self.minimums)
        charges = self._billed_charges() - sum(item.charges for item in self.minimums)
        self.minimums.append(_Minimum(self.today, max(0, charges), max(0, principal)))
        self.minimums = [item for item in self.minimums if item.unpaid]
        self.billed_late = max(0, self.penalty.settled) + max(0, self.compound.settled)
        self.statement_unpaid = self._principal() + self._billed_charges()
        self.dues.append(Due(self.today, max(0, principal), max(0, charges), 0))

    def _check_called(self) -> None:
        """At the end of the day of the call: what is unpaid is late, without more days to pay or of grace."""
        if self.statement_unpaid > self.terms.tolerance_fen:
            self._start_bearing(self.terms.late_extra_days(0))
            self.missed = max(1, self.missed)
            self._turn_late(_NEVER)
        else:
            self._carry_over()
            self.minimums = []
            self.missed = 0

    # -- what is recorded

    def _record(self, key: int) -> None:
        late = next((item.due for item in self.minimums if item.late), 0)
        principal = self._principal()
        record = (
            self.grown_to,
            self.interest.grown,
            self.penalty.grown,
            self.compound.grown,
            self.compound.daily,
            (
                principal,
                self.held,
                max(0, sum(item.unpaid for item in self.minimums) - self.billed_late),
                self.interest.settled,
                self.interest.daily,
                self.scale,
                self.penalty.settled,
                self.penalty.daily,
                self.compound.settled,
                self.service.settled,
                self.service.grown,
                self.service.daily,
                late,
                self.missed,
                not self.called_on or bool(principal or self._charges()),
                bool(self.called_on),
                self.paid,
                self.waived,
            ),
        )
        if self.keys and self.keys[-1] == key:
            self.records[-1] = record
        else:
            self.keys.append(key)
            self.records.append(record)
