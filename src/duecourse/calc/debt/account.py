"""What is owed on a revolving account, and how it grows from one event to the next."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import date
from decimal import Decimal
from math import lcm
from typing import Final, NamedTuple, Self

from ..basics.money import Rounding, divide
from .contract import RevolvingTerms, day_rate
from .events import RateChange
from .growth import Growing, RawRecord
from .records import NOTHING, Parts

PRINCIPAL, INTEREST, PENALTY, COMPOUND, FEES = range(5)
NEVER: Final = date.max.toordinal() + 1


class Cycle:
    """The spending of one bill. lots: posting day and unpaid principal. bill: its number, once drawn up.

    waiting: the interest since each posting, owed only if the bill is not paid in full.
    bearing: it was not, and what is unpaid bears interest. From then on twins of an account share it: whoever
    changes it puts a twin in its place.
    """

    __slots__ = ("bearing", "bill", "lots", "principal", "waiting")

    def __init__(self, waiting: Growing) -> None:
        self.lots: tuple[tuple[int, int], ...] = ()
        self.principal = 0  # their sum
        self.bill: int | None = None
        self.bearing = False
        self.waiting = waiting

    @property
    def billed(self) -> bool:
        return self.bill is not None

    def post(self, on: int, amount: int) -> None:
        self.lots = (*self.lots, (on, amount))
        self.principal += amount

    def lower(self, amount: int) -> int:
        """Take so much principal off the lots, or what there is, the oldest first; returns how much."""
        taken = left = min(amount, self.principal)
        self.principal -= taken
        for place, (on, there) in enumerate(self.lots):
            if there > left:
                self.lots = ((on, there - left), *self.lots[place + 1 :])
                return taken
            left -= there
        self.lots = ()
        return taken

    def twin(self) -> Cycle:
        """The same, to be paid apart."""
        twin = Cycle(self.waiting if self.bearing else self.waiting.twin())
        twin.lots, twin.principal = self.lots, self.principal
        twin.bill, twin.bearing = self.bill, self.bearing
        return twin

    def drawn_up_by(self, bill: int) -> bool:
        """Whether it stands on this bill or an earlier one."""
        return self.bill is not None and self.bill <= bill


class Minimum(NamedTuple):
    """A minimum payment asked for: what of it is charges and what principal, unpaid, fen."""

    due: int
    charges: int
    principal: int
    late: bool = False

    @property
    def unpaid(self) -> int:
        return self.charges + self.principal

    def less(self, amount: int) -> Minimum:
        """What is left of it after so much, charges first."""
        charges = min(amount, self.charges)
        principal = min(amount - charges, self.principal)
        return Minimum(self.due, self.charges - charges, self.principal - principal, self.late)


class Plan:
    """A drawing spread over several bills: the shares of principal still to be billed, the fee with each."""

    __slots__ = ("amount", "fee", "rate", "shares")

    def __init__(self, amount: int, periods: int, rate: Decimal, rounding: Rounding) -> None:
        share = divide(amount, periods, rounding)
        self.amount = amount
        self.rate = rate
        self.shares = [share] * (periods - 1) + [amount - share * (periods - 1)]
        top, bottom = rate.as_integer_ratio()
        self.fee = divide(amount * top, bottom, rounding)

    def twin(self) -> Plan:
        """The same, to be paid apart."""
        twin = copy(self)
        twin.shares = self.shares[:]
        return twin


class Account:
    """The state of an account; days are ordinals, amounts fen."""

    def __init__(self, terms: RevolvingTerms, first: date, changes: Iterable[RateChange]) -> None:
        self.terms = terms
        self.rounding = terms.rounding
        self.inclusive = int(terms.days == "inclusive")
        self.start = self.today = self.grown_to = first.toordinal()
        self.paid: Parts = NOTHING
        self.waived: Parts = NOTHING
        self.keys: list[int] = []
        self.records: list[RawRecord] = []

        # what is owed beside the cycles' spending
        self.minimums: list[Minimum] = []  # unpaid ones, oldest first
        self.plans: list[Plan] = []
        self.bills_unpaid: dict[int, int] = {}  # by number: what is unpaid of each whose last day is to come
        self.billed_late = 0  # penalty and interest on interest that stand in the unpaid minimums
        self.asked = 0  # all unpaid minimums
        self.late_from = 0  # the due day of the oldest that is late, 0 where none is
        self.unapplied = 0
        self.missed = 0
        self.called_on = 0  # the day the whole balance was called, 0 where it was not

        # what grows
        each_day = terms.round_when == "day"
        self.interest = Growing("interest", "interest", terms.rounding, each_day=each_day)
        self.penalty = Growing("penalty", "penalty", terms.rounding, each_day=each_day)
        self.compound = Growing("compound", "compound", terms.rounding, each_day=each_day)
        self.service = Growing("service_fee", "fees", terms.rounding, each_day=each_day)
        self._name_growing()
        self._set_rates(changes)
        self.cycles = [Cycle(self._waiting_interest())]

    def _name_growing(self) -> None:
        self.growing = {
            INTEREST: self.interest,
            PENALTY: self.penalty,
            COMPOUND: self.compound,
            FEES: self.service,  # all fees are settled here
        }

    def twin(self) -> Self:
        """The account as it stands, to go on apart from this one."""
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        twin.cycles = [cycle if cycle.bearing else cycle.twin() for cycle in self.cycles]
        twin.minimums = self.minimums[:]
        twin.plans = [plan.twin() for plan in self.plans]
        twin.bills_unpaid = dict(self.bills_unpaid)
        twin.keys, twin.records = self.keys[:], self.records[:]
        twin.interest, twin.penalty = self.interest.twin(), self.penalty.twin()
        twin.compound, twin.service = self.compound.twin(), self.service.twin()
        twin._name_growing()
        return twin

    def _set_rates(self, changes: Iterable[RateChange]) -> None:
        """The rates of the contract, on one scale with those they change to."""
        terms = self.terms
        rates = [terms.contract_rate, terms.penalty, terms.service]
        for change in changes:
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
        """Set what grows by how much a day, and note what is asked for and since when any of it is late."""
        terms = self.terms
        bearing = sum([cycle.principal for cycle in self.cycles if cycle.bearing])
        late = asked = self.late_from = 0
        for due, charges, principal, is_late in self.minimums:
            asked += charges + principal
            if is_late:
                late += charges + principal
                self.late_from = self.late_from or due
        self.asked = asked
        self._set(self.interest, bearing if terms.interest != "none" else 0)
        self._set(self.service, bearing)
        self._set(self.penalty, late if terms.penalty_base == "minimum" or not late else bearing)
        if terms.compound == "interest":
            for _ in range(2):  # what the first round puts on the account bears interest from now on too
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
        principal = 0
        for cycle in self.cycles:
            principal += cycle.principal
        for plan in self.plans:
            principal += sum(plan.shares)
        return principal

    def _charges(self) -> int:
        """All charges that have accrued, billed or not."""
        return sum(growing.owed for growing in self.growing.values())

    def _billed_charges(self) -> int:
        return sum(max(0, growing.settled) for growing in self.growing.values())

    def _settle_by(self, component: int, amount: int) -> None:
        self.growing[component].settled -= amount
        if component in (PENALTY, COMPOUND):
            self.billed_late = max(0, self.billed_late - amount)

    def _lower_principal(self, amount: int, *, billed: bool) -> int:
        left = amount
        for place, cycle in enumerate(self.cycles):
            if left and cycle.principal and cycle.billed == billed:
                if cycle.bearing:
                    cycle = self.cycles[place] = cycle.twin()
                left -= cycle.lower(left)
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
        for number, unpaid in self.bills_unpaid.items():
            self.bills_unpaid[number] = max(0, unpaid - amount)
        self.minimums = _lowered(self.minimums, amount)
        self._ask_no_more_than_is_owed()

    def _ask_no_more_than_is_owed(self) -> None:
        """Where a bill is drawn up before the last one's final day, both may ask for the same money."""
        billed = sum(cycle.principal for cycle in self.cycles if cycle.billed) + self._billed_charges()
        excess = sum(item.unpaid for item in self.minimums) - billed
        self.minimums = _lowered(self.minimums, max(0, excess))
        if not any(item.late for item in self.minimums):
            self.missed = 0

    def _start_bearing(self, bill: int, extra: int) -> None:
        """The bills up to this one bear interest from now on, and as the contract says back to their
        postings; all this is owed from tomorrow on. extra: days of the service fee charged at once."""
        known_from = self.today + 1
        for cycle in self.cycles:
            if cycle.bearing or not cycle.drawn_up_by(bill):
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

    def _carry_over(self, bill: int) -> None:
        """A bill paid up to the tolerance is paid: what is left goes into the next one, without interest."""
        for cycle in self.cycles:
            if cycle.drawn_up_by(bill):
                for _, amount in cycle.lots:
                    self.cycles[-1].post(self.today, amount)
        self.cycles = [cycle for cycle in self.cycles if not cycle.drawn_up_by(bill)]

    # -- what is recorded

    def _record(self, key: int) -> None:
        principal = self._principal()
        record = (
            self.grown_to,
            self.compound.grown,
            self.compound.daily,
            (
                self.grown_to,
                self.interest.grown,
                self.penalty.grown,
                principal,
                self.unapplied,
                max(0, self.asked - self.billed_late),
                self.interest.settled,
                self.interest.daily,
                self.scale,
                self.penalty.settled,
                self.penalty.daily,
                self.compound.settled,
                self.service.settled,
                self.service.grown,
                self.service.daily,
                self.late_from,
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


def _lowered(minimums: list[Minimum], amount: int) -> list[Minimum]:
    """What is left of minimums after so much, the oldest paid first."""
    left = []
    for item in minimums:
        unpaid = item.unpaid
        if amount < unpaid:
            left.append(item.less(amount) if amount else item)
        amount = max(0, amount - unpaid)
    return left
