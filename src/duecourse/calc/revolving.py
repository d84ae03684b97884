"""The ledger of a revolving account: a credit card, or Baitiao by the bill.

Spending is collected until the statement day. The bill is due some days later. Paid in full by
then, it costs nothing. Otherwise its principal bears interest, back to each posting under
whole-balance interest, and it stays interest-bearing until it is paid. A missed minimum makes the
account overdue.

The order of one day: what accrued since the last event; spending; payments, waivers and changes;
the statement; at the end of a due day (and its grace), the check of what was paid.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import lcm

from .accrual import default_fee_fen
from .contract import RevolvingTerms
from .dates import add_months, as_date
from .events import Acceleration, Drawing, Event, Payment, RateChange, Waiver
from .ledger import NOTHING, Bill, Charge, Due, Ledger, Move, Parts, RawRecord, plus
from .money import COMPONENTS, BadInput, divide, to_decimal, to_fen, whole, yuan

_PRINCIPAL, _INTEREST, _PENALTY, _COMPOUND, _FEES = range(5)


def revolving_ledger(
    terms: RevolvingTerms, drawings: Sequence[Drawing], events: Iterable[Event] = (), *, until: date
) -> Ledger:
    """What a revolving account did from its first drawing to `until`."""
    return _Run(terms, drawings, events, as_date(until, "until")).ledger()


class _Cycle:
    """The spending of one bill. lots: posting day and unpaid principal; instalment: how much of it is instalments."""

    __slots__ = ("bearing", "billed", "charges", "grown", "instalments", "lots")

    def __init__(self) -> None:
        self.lots: list[list[int]] = []
        self.instalments = 0
        self.billed = False
        self.bearing = False
        self.grown = 0  # interest since posting, 1/scale fen: owed only if the bill is not paid in full
        self.charges: list[Charge] = []

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
    """A drawing spread over several bills: the shares of principal still to be billed, and the fee of each."""

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
        self.agenda: dict[int, list[Drawing | Event]] = {}
        for event in [*drawings, *events]:
            name = type(event).__name__.lower()
            if as_date(event.on, f"{name}.on") < first:
                raise BadInput(f"{name}.on", event.on, f"a day from the first drawing, {first}, on")
            self.agenda.setdefault(event.on.toordinal(), []).append(event)
        self.statements = self._statement_days(first)
        self.inclusive = int(terms.days == "inclusive")

        changes = [
            event for group in self.agenda.values() for event in group if isinstance(event, RateChange)
        ]
        self.interest_ratio, self.penalty_ratio = terms.interest_ratio, terms.penalty_ratio
        bottoms = [terms.scale]
        for change in changes:
            for value in (change.daily_rate, change.penalty_daily_rate):
                if value is not None:
                    bottoms.append(to_decimal(value, "rate").as_integer_ratio()[1])
        self.scale = lcm(*bottoms)

        self.cycles: list[_Cycle] = [_Cycle()]
        self.plans: list[_Plan] = []
        self.minimums: list[_Minimum] = []
        self.statement_unpaid = 0
        self.held = 0
        self.missed = 0
        self.late_extra = 0  # days still to be charged on what became overdue today
        # by component: settled fen, grown 1/scale fen, daily 1/scale fen; principal is in the cycles
        self.settled = [0] * 5
        self.grown = [0] * 5
        self.daily = [0] * 5
        self.bases = [0] * 5
        self.groups = [0] * 5  # what is rounded together
        self.paid: Parts = NOTHING
        self.waived: Parts = NOTHING
        self.today = self.grown_to = self.start
        self.keys: list[int] = []
        self.records: list[RawRecord] = []
        self.charges: list[Charge] = []
        self.moves: list[Move] = []
        self.dues: list[Due] = []
        self.bills: list[Bill] = []

    def _statement_days(self, first: date) -> list[int]:
        anchor = date(first.year, 1, 31)
        months = (self.last - anchor.toordinal()) // 28 + 2
        days = []
        for number in range(months):
            end = add_months(anchor, number)
            on = end.replace(day=min(self.terms.statement_day, end.day)).toordinal()
            if self.start <= on <= self.last:
                days.append(on)
        return days

    def ledger(self) -> Ledger:
        """Run through all days and hand over what was recorded."""
        terms = self.terms
        checks = {
            on + terms.due_after_days + terms.grace_days: number for number, on in enumerate(self.statements)
        }
        statements = set(self.statements)
        days = sorted(on for on in {*self.agenda, *statements, *checks} if on <= self.last)
        for on in days:
            self._grow(on)
            self.today = on
            group = self.agenda.get(on, [])
            for event in group:
                if isinstance(event, Drawing):
                    self._draw(event)
            for event in group:
                self._happen(event)
            self._rates()
            self._record(on)
            if on in statements:
                if self.inclusive:
                    self._grow(on + 1)
                self._bill(on)
                self._rates()
                self._record(on)
            if on in checks:
                if self.inclusive:
                    self._grow(on + 1)
                self._check(checks[on])
                self._rates()
                self._record(on + 1)
        self._grow(self.last + self.inclusive)
        return Ledger(
            start=self.start,
            until=self.until,
            keys=self.keys,
            records=self.records,
            charges=lambda: self.charges,
            moves=self.moves,
            scale=self.scale,
            rounding=self.rounding,
            year_days=terms.year_days,
            reading_day=self.inclusive,
            dues=self.dues,
            bills=self.bills,
        )

    # -- what grows between two events

    def _unit(self, ratio: tuple[int, int]) -> int:
        return ratio[0] * (self.scale // ratio[1])

    def _daily(self, base: int, ratio: tuple[int, int]) -> int:
        exact = base * self._unit(ratio)
        if self.terms.round_when == "day":
            exact = divide(exact, self.scale, self.rounding) * self.scale
        return exact

    def _rates(self) -> None:
        terms = self.terms
        bearing = sum(cycle.principal for cycle in self.cycles if cycle.bearing)
        late = sum(item.unpaid for item in self.minimums if item.late)
        bases = [0] * 5
        if terms.interest != "none":
            bases[_INTEREST] = bearing
        bases[_FEES] = bearing
        if late:
            bases[_PENALTY] = late if terms.penalty_base == "minimum" else bearing
        if terms.compound == "interest":
            bases[_COMPOUND] = max(0, self.settled[_INTEREST]) + max(0, self.settled[_COMPOUND])
        ratios = {
            _INTEREST: self.interest_ratio,
            _PENALTY: self.penalty_ratio,
            _COMPOUND: self.interest_ratio,
            _FEES: terms.service_ratio,
        }
        for component, ratio in ratios.items():
            daily = self._daily(bases[component], ratio)
            if daily != self.daily[component] and terms.round_when == "segment":
                self._settle(component)
            self.bases[component], self.daily[component] = bases[component], daily

    def _settle(self, component: int) -> int:
        """Round what has grown of a component and put it on the account."""
        posted = divide(self.grown[component], self.scale, self.rounding)
        self.settled[component] += posted
        self.grown[component] = 0
        self.groups[component] += 1
        return posted

    def _grow(self, on: int) -> None:
        days = on - self.grown_to
        if days <= 0:
            return
        for component in (_INTEREST, _PENALTY, _COMPOUND, _FEES):
            daily = self.daily[component]
            if daily:
                self.grown[component] += daily * days
                self._charge(component, self.grown_to, on, days, self.bases[component], daily)
        if self.terms.interest == "whole_balance":
            for cycle in self.cycles:
                if not cycle.bearing:
                    base = cycle.principal
                    daily = self._daily(base, self.interest_ratio)
                    if daily:
                        cycle.grown += daily * days
                        cycle.charges.append(self._charged(_INTEREST, self.grown_to, on, days, base, daily))
        self.grown_to = on

    def _charged(self, component: int, begin: int, end: int, days: int, base: int, daily: int) -> Charge:
        top, bottom = {_PENALTY: self.penalty_ratio, _FEES: self.terms.service_ratio}.get(
            component, self.interest_ratio
        )
        kind = "service_fee" if component == _FEES else COMPONENTS[component]
        return Charge(
            kind, COMPONENTS[component], self.groups[component], begin, end, days, base, daily, self.scale,  # type: ignore[arg-type]
            Decimal(top) / Decimal(bottom), "day", None,
        )  # fmt: skip

    def _charge(self, component: int, begin: int, end: int, days: int, base: int, daily: int) -> None:
        self.charges.append(self._charged(component, begin, end, days, base, daily))

    # -- what is owed

    def _owed(self, component: int) -> int:
        if component == _PRINCIPAL:
            return sum(cycle.principal for cycle in self.cycles) + sum(
                sum(plan.shares) for plan in self.plans
            )
        return self.settled[component] + divide(self.grown[component], self.scale, self.rounding)

    # -- what happens on a day

    def _draw(self, drawing: Drawing) -> None:
        amount = to_fen(drawing.amount, "drawing.amount")
        if not amount:
            raise BadInput("drawing.amount", drawing.amount, "an amount above 0")
        self.moves.append(Move(self.today, "drawn", "principal", amount))
        if whole(drawing.periods, "drawing.periods", least=1) > 1:
            rate = to_decimal(drawing.fee_per_period, "drawing.fee_per_period")
            self.plans.append(_Plan(amount, drawing.periods, rate, self.rounding))
            return
        self.cycles[-1].lots.append([self.today, amount])
        if self.held:
            held, self.held = self.held, 0
            self.held = self._allocate(held, from_held=True)

    def _happen(self, event: Drawing | Event) -> None:
        if isinstance(event, Payment):
            amount = to_fen(event.amount, "payment.amount")
            left = self._allocate(amount)
            if left:
                self.held += left
                self.moves.append(Move(self.today, "held", "principal", -left))
        elif isinstance(event, Waiver):
            self._waive(event)
        elif isinstance(event, RateChange):
            if event.daily_rate is not None:
                self.interest_ratio = to_decimal(event.daily_rate, "daily_rate").as_integer_ratio()
            if event.penalty_daily_rate is not None:
                self.penalty_ratio = to_decimal(
                    event.penalty_daily_rate, "penalty_daily_rate"
                ).as_integer_ratio()
        elif isinstance(event, Acceleration):
            self._accelerate()

    def _allocate(self, amount: int, *, from_held: bool = False) -> int:
        """Pay what has been billed in the contract's order, then newer spending, then charges not yet billed."""
        paid = 0
        for name in self.terms.allocation:
            paid += self._pay_component(COMPONENTS.index(name), amount - paid, from_held, billed=True)
        paid += self._pay_component(_PRINCIPAL, amount - paid, from_held, billed=False)
        if (
            amount - paid
            >= sum(self._owed(component) for component in (_INTEREST, _PENALTY, _COMPOUND, _FEES))
            > 0
        ):
            for component in (_INTEREST, _PENALTY, _COMPOUND, _FEES):
                self._settle(component)
                paid += self._pay_component(component, amount - paid, from_held, billed=True)
        return amount - paid

    def _pay_component(self, component: int, amount: int, from_held: bool, *, billed: bool) -> int:
        if component == _PRINCIPAL:
            taken = self._lower_principal(amount, billed=billed)
        else:
            taken = min(amount, max(0, self.settled[component]))
            self.settled[component] -= taken
        if taken:
            self.paid = plus(self.paid, component, taken)
            self.moves.append(Move(self.today, "paid", COMPONENTS[component], -taken, from_held=from_held))
            self._lower_bill(taken)
        return taken

    def _lower_principal(self, amount: int, *, billed: bool) -> int:
        left = amount
        for cycle in self.cycles:
            if cycle.billed != billed:
                continue
            for lot in cycle.lots:
                taken = min(left, lot[1])
                lot[1] -= taken
                left -= taken
            cycle.lots = [lot for lot in cycle.lots if lot[1]]
        if not billed:
            for plan in self.plans:
                for index in range(len(plan.shares) - 1, -1, -1):
                    taken = min(left, plan.shares[index])
                    plan.shares[index] -= taken
                    left -= taken
                while plan.shares and not plan.shares[-1]:
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

    def _waive(self, waiver: Waiver) -> None:
        if waiver.component not in COMPONENTS:
            raise BadInput("waiver.component", waiver.component, ", ".join(COMPONENTS))
        component = COMPONENTS.index(waiver.component)
        amount = to_fen(waiver.amount, "waiver.amount")
        owed = self._owed(component)
        if amount > owed:
            raise BadInput(
                "waiver.amount", waiver.amount, f"at most what is owed of it on {waiver.on}: {yuan(owed)}"
            )
        if component == _PRINCIPAL:
            taken = self._lower_principal(amount, billed=True)
            self._lower_principal(amount - taken, billed=False)
        else:
            self._settle(component)
            self.settled[component] -= amount
        self._lower_bill(amount)
        self.waived = plus(self.waived, component, amount)
        self.moves.append(Move(self.today, "waived", waiver.component, -amount))

    def _bill(self, on: int) -> None:
        """Draw up the bill of a statement day: post what accrued, ask for a minimum."""
        terms = self.terms
        interest = self._settle(_INTEREST) + self._settle(_COMPOUND)
        self._settle(_PENALTY)
        service = self._settle(_FEES)
        cycle = self.cycles[-1]
        instalments = self._bill_instalments(on, cycle)
        carried = sum(old.principal for old in self.cycles[:-1])
        spent = cycle.principal - instalments
        cycle.billed = True
        self.cycles = [old for old in self.cycles if old.principal or old.grown]
        self.cycles.append(_Cycle())
        charges = sum(
            max(0, self.settled[component]) for component in (_INTEREST, _PENALTY, _COMPOUND, _FEES)
        )
        balance = carried + spent + instalments + charges
        self.statement_unpaid = balance
        overdue_principal = min(carried, sum(item.principal for item in self.minimums))
        overdue_charges = min(charges, sum(item.charges for item in self.minimums))
        new, share, after_miss = terms.shares
        share = after_miss if self.missed else share
        rest = carried - overdue_principal
        asked = rest if carried < terms.threshold_fen else divide(rest * share[0], share[1], self.rounding)
        principal = asked + instalments + divide(spent * new[0], new[1], self.rounding)
        total = overdue_principal + principal + charges
        floor = min(terms.minimum_floor_fen, balance)
        principal += max(0, floor - total)
        minimum = max(total, floor)
        due = on + terms.due_after_days
        if balance:
            self.minimums.append(_Minimum(due, charges - overdue_charges, principal))
            self.minimums = [item for item in self.minimums if item.unpaid]
            self.dues.append(Due(due, principal + overdue_principal, charges, 0))
        self.bills.append(
            Bill(
                date.fromordinal(on),
                date.fromordinal(due),
                yuan(balance),
                yuan(minimum),
                yuan(interest),
                yuan(
                    service
                    + sum(
                        move.amount
                        for move in self.moves
                        if move.kind == "default_fee" and self._since_last_bill(move)
                    )
                ),
                missed=False,
            )
        )

    def _since_last_bill(self, move: Move) -> bool:
        return not self.bills or move.on > self.bills[-1].statement.toordinal()

    def _bill_instalments(self, on: int, cycle: _Cycle) -> int:
        total = 0
        for plan in self.plans:
            share = plan.shares.pop(0)
            cycle.lots.append([on, share])
            total += share
            if plan.fee:
                self.settled[_FEES] += plan.fee
                self.moves.append(Move(on, "instalment_fee", "fees", plan.fee, plan.amount, plan.rate))
        self.plans = [plan for plan in self.plans if plan.shares]
        return total

    def _check(self, number: int) -> None:
        """At the end of a bill's last day to pay: was it paid in full, was at least the minimum?"""
        terms = self.terms
        due = self.statements[number] + terms.due_after_days
        tolerance = terms.tolerance_fen
        unpaid_minimum = sum(item.unpaid for item in self.minimums if item.due <= due)
        if self.statement_unpaid > tolerance:
            self._start_bearing(terms.late_extra_days, self.today + 1)
        else:
            self._carry_over()
        if unpaid_minimum > tolerance:
            self._miss(due, unpaid_minimum, number)
        else:
            self.missed = 0
            self.minimums = [item for item in self.minimums if item.due > due]

    def _start_bearing(self, extra: int, known_from: int) -> None:
        """Bills so far bear interest from now on, and as the contract says back to their postings.

        extra: days of the service fee charged at once. known_from: the first day on which all this is owed.
        """
        terms = self.terms
        for cycle in self.cycles:
            if not cycle.billed or cycle.bearing:
                continue
            cycle.bearing = True
            new: list[Charge] = []
            if terms.interest == "whole_balance":
                self.grown[_INTEREST] += cycle.grown
                new += cycle.charges
            elif terms.interest == "unpaid_part":
                for posted, amount in cycle.lots:
                    daily = self._daily(amount, self.interest_ratio)
                    days = self.grown_to - posted
                    self.grown[_INTEREST] += daily * days
                    new.append(self._charged(_INTEREST, posted, self.grown_to, days, amount, daily))
            cycle.grown, cycle.charges = 0, []
            daily = self._daily(cycle.principal, terms.service_ratio)
            if extra and daily:
                self.grown[_FEES] += daily * extra
                new.append(self._charged(_FEES, self.today, self.today, extra, cycle.principal, daily))
            for charge in new:
                group = self.groups[COMPONENTS.index(charge.component)]
                self.charges.append(charge._replace(group=group, known_from=known_from))

    def _carry_over(self) -> None:
        """A bill paid up to the tolerance is paid: what is left of it goes into the next one, without interest."""
        for cycle in self.cycles:
            if cycle.billed:
                self.cycles[-1].lots.extend([self.today, amount] for _, amount in cycle.lots)
        self.cycles = [cycle for cycle in self.cycles if not cycle.billed]

    def _miss(self, due: int, unpaid: int, number: int) -> None:
        terms = self.terms
        self.missed += 1
        self.bills[number] = replace(self.bills[number], missed=True)
        fee = default_fee_fen(unpaid, terms.fee_share, terms.floor_fen, terms.cap_fen, self.rounding)
        if fee:
            self.settled[_FEES] += fee
            rate = to_decimal(terms.default_fee_rate, "default_fee_rate")
            self.moves.append(Move(self.today + 1, "default_fee", "fees", fee, unpaid, rate))
        newly = 0
        for item in self.minimums:
            if item.due <= due and not item.late:
                item.late = True
                newly += item.unpaid
        base = (
            newly if terms.penalty_base == "minimum" else sum(c.principal for c in self.cycles if c.bearing)
        )
        extra = terms.late_extra_days
        daily = self._daily(base, self.penalty_ratio)
        if extra and daily and (terms.penalty_base == "minimum" or self.missed == 1):
            self.grown[_PENALTY] += daily * extra
            charge = self._charged(_PENALTY, self.today, self.today, extra, base, daily)
            self.charges.append(charge._replace(known_from=self.today + 1))

    def _accelerate(self) -> None:
        """The whole balance is asked for today."""
        for component in (_INTEREST, _PENALTY, _COMPOUND, _FEES):
            self._settle(component)
        cycle = self.cycles[-1]
        for plan in self.plans:
            cycle.lots.append([self.today, sum(plan.shares)])
        self.plans = []
        principal = self._owed(_PRINCIPAL) - sum(item.principal for item in self.minimums)
        charges = sum(max(0, self.settled[part]) for part in (_INTEREST, _PENALTY, _COMPOUND, _FEES))
        charges -= sum(item.charges for item in self.minimums)
        item = _Minimum(self.today, max(0, charges), max(0, principal))
        item.late = True
        self.minimums.append(item)
        for old in self.cycles:
            old.billed = True
        self._start_bearing(0, self.today)
        self.cycles.append(_Cycle())

    def _record(self, key: int) -> None:
        late = next((item.due for item in self.minimums if item.late), 0)
        principal = self._owed(_PRINCIPAL)
        record = (
            self.grown_to,
            self.grown[_INTEREST],
            self.grown[_PENALTY],
            self.grown[_COMPOUND],
            self.daily[_COMPOUND],
            (
                principal,
                self.held,
                sum(item.unpaid for item in self.minimums),
                self.settled[_INTEREST],
                self.daily[_INTEREST],
                self.scale,
                self.settled[_PENALTY],
                self.daily[_PENALTY],
                self.settled[_COMPOUND],
                self.settled[_FEES],
                self.grown[_FEES],
                self.daily[_FEES],
                late,
                self.missed,
                True,
                False,
                self.paid,
                self.waived,
            ),
        )
        if self.keys and self.keys[-1] == key:
            self.records[-1] = record
        else:
            self.keys.append(key)
            self.records.append(record)
