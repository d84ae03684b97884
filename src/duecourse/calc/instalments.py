"""The ledger of a loan or order paid back in instalments.

The order of one day: what accrued since the last event is counted; interest on interest joins its
base; the instalment falls due and takes the money held for it; payments, waivers and changes of the
day; at its end, what is unpaid and past its grace is overdue, charged from its due day on.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import lcm
from typing import Any

from .contract import InstalmentTerms
from .dates import add_months, as_date
from .events import Acceleration, Drawing, Event, Payment, RateChange, Waiver
from .ledger import NOTHING, Charge, Due, Ledger, Move, Parts, RawRecord, plus
from .money import COMPONENTS, BadInput, divide, to_decimal, to_fen
from .schedule import plan_rows

_PRINCIPAL, _INTEREST, _PENALTY, _COMPOUND, _FEES = range(5)
_NEVER = date.max.toordinal() + 1


def instalment_ledger(
    terms: InstalmentTerms, drawing: Drawing, events: Iterable[Event] = (), *, until: date
) -> Ledger:
    """What an instalment debt did from its drawing to `until`. Raises BadInput for an event before the drawing."""
    return _Run(terms, drawing, events, as_date(until, "until")).ledger()


class _Item:
    """An instalment that has fallen due: its unpaid parts, fen."""

    __slots__ = ("due", "fee", "interest", "late", "onset", "principal")

    def __init__(self, due: int, principal: int, interest: int, fee: int, onset: int) -> None:
        self.due = due
        self.principal = principal
        self.interest = interest
        self.fee = fee
        self.onset = onset
        self.late = False


class _Run:
    def __init__(
        self, terms: InstalmentTerms, drawing: Drawing, events: Iterable[Event], until: date
    ) -> None:
        self.terms = terms
        self.until = until
        self.start = as_date(drawing.on, "drawing.on").toordinal()
        self.last = max(until.toordinal() + 1, self.start)
        self.drawn = to_fen(drawing.amount, "drawing.amount")
        if not self.drawn:
            raise BadInput("drawing.amount", drawing.amount, "an amount above 0")
        self.rounding = terms.rounding
        self.dues = due_days(drawing.on, terms.periods)
        self.rows, _ = plan_rows(
            self.drawn, terms.contract_rate, terms.periods, terms.method, terms.fee_ratio, terms.rounding
        )
        self.months = 1
        if terms.method == "bullet":  # one due day, at the end
            self.dues, self.rows, self.months = self.dues[-1:], self.rows[-1:], terms.periods
        self.agenda = self._agenda(drawing.on, events)
        changes = [
            event for group in self.agenda.values() for event in group if isinstance(event, RateChange)
        ]

        # what is owed, fen
        self.not_due = self.drawn
        self.items: list[_Item] = []  # instalments that have fallen due and are unpaid, oldest first
        self.waiting: list[_Item] = []  # those of them still within their day or grace
        self.carried: list[_Item] = []  # within the tolerance: asked for with the next instalment
        self.due_principal = self.due_interest = self.due_fees = 0  # sums over items and carried
        self.late_principal = self.late_interest = 0  # sums over the overdue items
        self.running_interest = (
            0  # beside the instalments: posted where it runs on; below 0: paid before its day
        )
        self.held = 0
        self.default_fees = 0
        self.period = 0  # instalments that have fallen due
        self.accelerated = False

        # what grows: settled fen, grown 1/scale fen, daily 1/scale fen
        self._set_contract_rate(terms.contract_rate)
        self.interest_settled = self.interest_grown = self.interest_daily = 0
        self.interest_scale, self.interest_unit = 1, 0
        self.interest_group = self.penalty_group = self.compound_group = 0
        ratios = [terms.penalty_ratio, *self._later_penalties(changes)]
        self.scale = lcm(*(bottom for _, bottom in ratios))
        self._set_penalty(terms.penalty_ratio)
        self.penalty_settled = self.penalty_grown = self.penalty_daily = 0
        self.compound_settled = self.compound_grown = self.compound_daily = 0
        self.compound_base = self.capital = 0
        self.penalty_base = self.interest_base = 0

        self.paid: Parts = NOTHING
        self.waived: Parts = NOTHING
        self.today = self.start
        self.grown_to = self.start
        self.keys: list[int] = []
        self.records: list[RawRecord] = []
        self.log: list[tuple[Any, ...]] = []  # charges, put into words only when somebody asks
        self.moves = [Move(self.start, "drawn", "principal", self.drawn)]
        self.fallen_due: list[Due] = []

    # -- the days on which something happens

    def _agenda(self, start: date, events: Iterable[Event]) -> dict[int, list[Event]]:
        agenda: dict[int, list[Event]] = {}
        for event in events:
            on = as_date(event.on, type(event).__name__.lower() + ".on")
            if on < start:
                raise BadInput(
                    f"{type(event).__name__.lower()}.on", on, f"a day from the drawing, {start}, on"
                )
            if on.toordinal() <= self.last:
                agenda.setdefault(on.toordinal(), []).append(event)
        return agenda

    def _days(self) -> list[int]:
        terms = self.terms
        days = set(self.agenda)
        days.update(self.dues)
        if terms.grace_days:
            days.update(due + terms.grace_days for due in self.dues)
        return sorted(day for day in days if day <= self.last)

    def _postings(self) -> list[tuple[int, bool]]:
        """The monthly days on which charges are posted, and whether interest on interest joins its base."""
        terms = self.terms
        every = {"month": 1, "quarter": 3}.get(terms.compound_every, 0) if terms.compound != "none" else 0
        if not every and terms.interest_when_overdue != "runs_on":
            return []
        months = (self.last - self.start) // 28 + 1
        days = due_days(date.fromordinal(self.start), months)
        return [
            (day, every > 0 and number % every == 0) for number, day in enumerate(days, 1) if day <= self.last
        ]

    def ledger(self) -> Ledger:
        """Run through all days and hand over what was recorded."""
        self._begin_period()
        self._rates()
        self._record(self.start)
        dues = set(self.dues)
        days = self._days()
        self.postings = self._postings()
        self.posted = 0  # how many of them have passed
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
            if on in dues and not self.accelerated:
                self._fall_due(on)
            for event in self.agenda.get(on, ()):
                self._happen(event)
            if self._accelerates() <= on:
                self._accelerate()
            self._rates()
            self._record(on)
            if self.waiting and self.waiting[0].onset == on and self._turn_overdue(on):
                self._rates()
                self._record(on + 1)
        self._grow(self.last)
        self._rates()
        self._record(self.last)
        return Ledger(
            start=self.start,
            until=self.until,
            keys=self.keys,
            records=self.records,
            charges=self._charges,
            moves=self.moves,
            scale=self.scale,
            rounding=self.rounding,
            year_days=self.terms.year_days,
            dues=self.fallen_due,
        )

    # -- what grows between two events

    def _set_contract_rate(self, rate: Decimal) -> None:
        self.contract_rate = rate
        self.contract_ratio = rate.as_integer_ratio()

    def _set_penalty(self, ratio: tuple[int, int]) -> None:
        self.penalty_rate = ratio
        self.penalty_unit = ratio[0] * (self.scale // ratio[1])

    def _later_penalties(self, changes: list[RateChange]) -> list[tuple[int, int]]:
        terms = self.terms
        ratios = []
        for change in changes:
            if change.penalty_daily_rate is not None:
                ratios.append(to_decimal(change.penalty_daily_rate, "penalty_daily_rate").as_integer_ratio())
            elif change.annual_rate is not None and terms.penalty_multiple is not None:
                ratios.append(terms.penalty_ratio_at(to_decimal(change.annual_rate, "annual_rate")))
        return ratios

    def _begin_period(self) -> None:
        """Normal interest of a period has a scale of its own: its days differ from month to month."""
        top, bottom = self.contract_ratio
        if self.terms.interest_by == "period" and self.period < len(self.dues):
            begin = self.dues[self.period - 1] if self.period else self.start
            self.period_days: int | None = self.dues[self.period] - begin
            top *= self.months
            bottom *= 12 * self.period_days
        else:
            self.period_days = None
            bottom *= self.terms.year_days
        if self.interest_grown:
            scale = lcm(self.interest_scale, bottom)
            self.interest_grown *= scale // self.interest_scale
            self.interest_scale, self.interest_unit = scale, top * (scale // bottom)
        else:
            self.interest_scale, self.interest_unit = bottom, top

    def _grow(self, on: int) -> None:
        """Let everything accrue up to a day, through the monthly postings on the way and on the day itself."""
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
            if self.terms.round_when == "total" and not (matured and self.interest_daily):
                self._compound(self.postings[first:last])
            else:
                for day, joins in self.postings[first:last]:
                    self._grow_evenly(day)
                    self._post(joins, matured)
                    self._rates()
                    self._record(day)
        self._grow_evenly(on)

    def _grow_evenly(self, on: int) -> None:
        days = on - self.grown_to
        if days <= 0:
            return
        begin = self.grown_to
        if self.interest_daily:
            self.interest_grown += self.interest_daily * days
            self._charge_interest(begin, on, days, self.interest_base, self.interest_daily)
        if self.penalty_daily:
            self.penalty_grown += self.penalty_daily * days
            self._charge_penalty(begin, on, days, self.penalty_base, self.penalty_daily)
        if self.compound_daily:
            self.compound_grown += self.compound_daily * days
            self._charge_compound(begin, on, days, self.compound_base, self.compound_daily)
        self.grown_to = on

    def _post(self, joins: bool, matured: bool) -> None:
        """On a posting day, interest that runs on after the last due day is posted; interest on interest joins its base."""
        if matured:
            self.running_interest += self._post_interest()
            self._begin_period()
        if joins:
            self.capital = self._capital()

    def _compound(self, postings: list[tuple[int, bool]]) -> None:
        """The same where only the base of interest on interest changes: the hot path, in local names."""
        if not self.compound_daily and not self.penalty_daily:
            return
        interest, interest_daily = self.interest_grown, self.interest_daily
        penalty, penalty_daily = self.penalty_grown, self.penalty_daily
        compound, daily, base = self.compound_grown, self.compound_daily, self.compound_base
        own = self.late_interest + max(0, self.running_interest)
        unit, scale, rounding = self.penalty_unit, self.scale, self.rounding
        both = self.terms.compound == "interest_and_penalty"
        rest = self._state()
        begin = self.grown_to
        keys, records, log = self.keys, self.records, self.log
        for day, joins in postings:
            days = day - begin
            interest += interest_daily * days
            penalty += penalty_daily * days
            compound += daily * days
            log.append(
                ("compound", self.compound_group, begin, day, days, base, daily, scale, self.penalty_rate)
            )
            if joins:
                capital = self.compound_settled + divide(compound, scale, rounding)
                if both:
                    capital += self.penalty_settled + divide(penalty, scale, rounding)
                self.capital = capital
                base = own + capital
                daily = base * unit
            begin = day
            keys.append(day)
            records.append((day, interest, penalty, compound, daily, rest))
        days = begin - self.grown_to
        if interest_daily:
            self._charge_interest(self.grown_to, begin, days, self.interest_base, interest_daily)
        if penalty_daily:
            self._charge_penalty(self.grown_to, begin, days, self.penalty_base, penalty_daily)
        self.interest_grown, self.penalty_grown, self.compound_grown = interest, penalty, compound
        self.compound_base, self.compound_daily = base, daily
        self.grown_to = begin

    def _charge_interest(self, begin: int, end: int, days: int, base: int, daily: int) -> None:
        label = (self.contract_rate, self.months, self.period_days)
        self.log.append(
            ("interest", self.interest_group, begin, end, days, base, daily, self.interest_scale, label)
        )

    def _charge_penalty(self, begin: int, end: int, days: int, base: int, daily: int) -> None:
        self.log.append(
            ("penalty", self.penalty_group, begin, end, days, base, daily, self.scale, self.penalty_rate)
        )

    def _charge_compound(self, begin: int, end: int, days: int, base: int, daily: int) -> None:
        self.log.append(
            ("compound", self.compound_group, begin, end, days, base, daily, self.scale, self.penalty_rate)
        )

    def _charges(self) -> list[Charge]:
        """The log as the ledger reads it."""
        charges = []
        for kind, group, begin, end, days, base, daily, scale, label in self.log:
            if kind == "interest":
                rate, months, period_days = label
                if period_days is None:
                    words = (rate, "year", self.terms.year_days)
                else:
                    words = (rate * months / 12, "period", period_days)
            else:
                words = self._penalty_words(label)
            charges.append(Charge(kind, kind, group, begin, end, days, base, daily, scale, *words))
        return charges

    def _penalty_words(self, ratio: tuple[int, int]) -> tuple[Decimal, str, int | None]:
        top, bottom = ratio
        year_days = self.terms.year_days
        if self.terms.penalty_multiple is not None and bottom % year_days == 0:
            return Decimal(top) / (bottom // year_days), "year", year_days
        return Decimal(top) / bottom, "day", None

    def _daily(self, base: int) -> int:
        """The growth a day of a charge at the penalty rate, 1/scale fen."""
        exact = base * self.penalty_unit
        if self.terms.round_when == "day":
            exact = divide(exact, self.scale, self.rounding) * self.scale
        return exact

    def _rates(self) -> None:
        """Set what grows by how much a day, from what is overdue now."""
        terms = self.terms
        late = len(self.items) > len(self.waiting)
        base = daily = 0
        if late:
            base = self.late_principal if terms.penalty_base == "overdue" else self._whole_base()
            daily = self._penalty_daily(base)
        if daily != self.penalty_daily and terms.round_when == "segment":
            self._settle_penalty()
        self.penalty_base, self.penalty_daily = base, daily

        if terms.compound != "none":
            base = daily = 0
            if late:
                if self.capital:
                    self.capital = min(self.capital, self._capital())
                base = self.late_interest + max(0, self.running_interest) + self.capital
                daily = self._daily(base)
            if daily != self.compound_daily and terms.round_when == "segment":
                self._settle_compound()
            self.compound_base, self.compound_daily = base, daily

        if terms.interest_when_overdue == "runs_on":
            base = self.not_due + self.late_principal
        elif late and terms.penalty_base != "overdue":
            base = 0
        else:
            base = self.not_due
        self.interest_base, self.interest_daily = base, base * self.interest_unit

    def _whole_base(self) -> int:
        """What bears the penalty where it runs on the whole debt."""
        base = self.not_due + self.due_principal
        if self.terms.penalty_base == "principal_and_fees":
            base += self.due_fees + self._fees_to_come()
        return base

    def _penalty_daily(self, base: int) -> int:
        daily = self._daily(base)
        least = self.terms.minimum_per_day
        return max(daily, least * self.scale) if base and least else daily

    def _settle_penalty(self) -> None:
        self.penalty_settled += divide(self.penalty_grown, self.scale, self.rounding)
        self.penalty_grown = 0
        self.penalty_group += 1

    def _settle_compound(self) -> None:
        self.compound_settled += divide(self.compound_grown, self.scale, self.rounding)
        self.compound_grown = 0
        self.compound_group += 1

    def _post_interest(self) -> int:
        """Round the interest grown so far and put it on the account."""
        posted = divide(self.interest_grown, self.interest_scale, self.rounding)
        self.interest_grown = 0
        self.interest_group += 1
        self.interest_settled += posted
        return posted

    # -- what is owed

    def _fees_to_come(self) -> int:
        return 0 if self.accelerated else sum(row[2] for row in self.rows[self.period :])

    def _penalty_owed(self) -> int:
        return self.penalty_settled + divide(self.penalty_grown, self.scale, self.rounding)

    def _compound_owed(self) -> int:
        return self.compound_settled + divide(self.compound_grown, self.scale, self.rounding)

    def _capital(self) -> int:
        """The most that can stand in the base of interest on interest beside the unpaid interest."""
        return self._compound_owed() + (
            self._penalty_owed() if self.terms.compound == "interest_and_penalty" else 0
        )

    def _clearing(self) -> int:
        """What would clear the debt today."""
        grown = divide(self.interest_grown, self.interest_scale, self.rounding)
        charges = self._penalty_owed() + self._compound_owed() + self.default_fees
        return self.not_due + self.due_principal + self.interest_settled + grown + charges + self.due_fees

    # -- what happens on a day

    def _fall_due(self, on: int) -> None:
        principal, _, fee = self.rows[self.period]
        if self.not_due == 0:
            fee = 0  # repaid early: no fee for time not used
        principal = self.not_due if self.period == len(self.rows) - 1 else min(principal, self.not_due)
        interest = self._post_interest() + self.running_interest
        self.running_interest = 0
        self.period += 1
        self._begin_period()
        self.fallen_due.append(Due(on, principal, interest, fee))
        if fee:
            self.moves.append(
                Move(
                    on,
                    "instalment_fee",
                    "fees",
                    fee,
                    self.drawn,
                    Decimal(self.terms.fee_ratio[0]) / self.terms.fee_ratio[1],
                )
            )
        self.not_due -= principal
        self.due_principal += principal
        self.due_interest += interest
        self.due_fees += fee
        for item in self.carried:
            principal += item.principal
            interest += item.interest
            fee += item.fee
        self.carried = []
        if principal or interest or fee:
            self._ask(_Item(on, principal, interest, fee, on + self.terms.grace_days))
        self._use_held()

    def _ask(self, item: _Item) -> None:
        self.items.append(item)
        self.waiting.append(item)

    def _use_held(self) -> None:
        """Money paid ahead meets what has fallen due."""
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
        elif isinstance(event, Acceleration) and not self.accelerated:
            self._accelerate()

    def _pay(self, amount: int) -> None:
        if self.held + amount >= self._clearing():
            self._clear(amount)
            return
        left = self._allocate(amount)
        if left and self.terms.early == "prepay":
            left = self._prepay(left)
        if left:
            self.held += left
            self.moves.append(Move(self.today, "held", "principal", -left))

    def _clear(self, amount: int) -> None:
        """Money that covers everything owed on its day closes the debt; what is beyond stays as credit."""
        held, self.held = self.held, 0
        left = self._allocate(held, from_held=True, everything=True)
        if left:
            self.held += left
        left = self._allocate(amount, everything=True)
        if left:
            self.held += left
            self.moves.append(Move(self.today, "held", "principal", -left))

    def _prepay(self, amount: int) -> int:
        taken = min(amount, self._running())
        self.running_interest -= taken
        self._book(_INTEREST, taken)
        amount -= taken
        taken = min(amount, self.not_due)
        self._book(_PRINCIPAL, taken)
        self._shorten(taken)
        return amount - taken

    def _shorten(self, amount: int) -> None:
        """Take principal off the plan from its end."""
        self.not_due -= amount
        for number in range(len(self.rows) - 1, self.period - 1, -1):
            principal, interest, fee = self.rows[number]
            taken = min(amount, principal)
            self.rows[number] = (principal - taken, interest, fee if principal > taken else 0)
            amount -= taken

    def _book(self, component: int, amount: int, *, from_held: bool = False) -> None:
        """Note that a component was paid."""
        if not amount:
            return
        if component == _INTEREST:
            self.interest_settled -= amount
        elif component == _PENALTY:
            self.penalty_settled -= amount
        elif component == _COMPOUND:
            self.compound_settled -= amount
        self.paid = plus(self.paid, component, amount)
        self.moves.append(Move(self.today, "paid", COMPONENTS[component], -amount, from_held=from_held))

    def _allocate(self, amount: int, *, from_held: bool = False, everything: bool = False) -> int:
        """Pay what is due in the contract's order, oldest first; returns what is left."""
        for name in self.terms.allocation:
            if not amount:
                break
            component = COMPONENTS.index(name)
            taken = self._take(component, amount, everything=everything)
            if everything and component == _PRINCIPAL and amount > taken:
                early = min(amount - taken, self.not_due)
                self._shorten(early)
                taken += early
            self._book(component, taken, from_held=from_held)
            amount -= taken
        self._drop_paid()
        return amount

    def _drop_paid(self) -> None:
        self.items = [item for item in self.items if item.principal or item.interest or item.fee]
        self.waiting = [item for item in self.items if not item.late]
        self.carried = [item for item in self.carried if item.principal or item.interest or item.fee]

    def _running(self) -> int:
        """Interest beside the instalments, with what has grown of this period."""
        return self.running_interest + divide(self.interest_grown, self.interest_scale, self.rounding)

    def _take(self, component: int, amount: int, *, everything: bool) -> int:
        """Lower what is due of a component by up to `amount`, or what is owed of it; returns by how much."""
        if component == _PENALTY:
            return min(amount, self._penalty_owed())
        if component == _COMPOUND:
            return min(amount, self._compound_owed())
        left = amount
        if component == _FEES:
            taken = min(left, self.default_fees)
            self.default_fees -= taken
            left -= taken
        for item in (*self.items, *self.carried):
            if not left:
                break
            if component == _PRINCIPAL:
                taken = min(left, item.principal)
                item.principal -= taken
                self.due_principal -= taken
                if item.late:
                    self.late_principal -= taken
            elif component == _INTEREST:
                taken = min(left, item.interest)
                item.interest -= taken
                self.due_interest -= taken
                if item.late:
                    self.late_interest -= taken
            else:
                taken = min(left, item.fee)
                item.fee -= taken
                self.due_fees -= taken
            left -= taken
        if component == _INTEREST:
            asked = self._running() if everything or self.period >= len(self.dues) else self.running_interest
            taken = max(0, min(left, asked))
            self.running_interest -= taken
            left -= taken
        return amount - left

    def _waive(self, waiver: Waiver) -> None:
        if waiver.component not in COMPONENTS:
            raise BadInput("waiver.component", waiver.component, ", ".join(COMPONENTS))
        component = COMPONENTS.index(waiver.component)
        amount = to_fen(waiver.amount, "waiver.amount")
        taken = self._take(component, amount, everything=True)
        if component == _PRINCIPAL and taken < amount:
            early = min(amount - taken, self.not_due)
            self._shorten(early)
            taken += early
        if taken < amount:
            raise BadInput(
                "waiver.amount",
                waiver.amount,
                f"at most what is owed of it on {waiver.on}: {taken / 100:.2f}",
            )
        if component == _INTEREST:
            self.interest_settled -= amount
        elif component == _PENALTY:
            self.penalty_settled -= amount
        elif component == _COMPOUND:
            self.compound_settled -= amount
        self.waived = plus(self.waived, component, amount)
        self.moves.append(Move(self.today, "waived", waiver.component, -amount))
        self._drop_paid()

    def _change(self, change: RateChange) -> None:
        if change.annual_rate is not None:
            self._set_contract_rate(to_decimal(change.annual_rate, "annual_rate"))
            self._begin_period()
            if self.terms.penalty_multiple is not None and change.penalty_daily_rate is None:
                self._set_penalty(self.terms.penalty_ratio_at(self.contract_rate))
        if change.penalty_daily_rate is not None:
            self._set_penalty(to_decimal(change.penalty_daily_rate, "penalty_daily_rate").as_integer_ratio())

    def _accelerates(self) -> int:
        """The day on which the contract calls everything due by itself, if nothing is paid before."""
        limit = self.terms.accelerate_after_days
        if limit is None or self.accelerated:
            return _NEVER
        late = next((item for item in self.items if item.late), None)
        return _NEVER if late is None else max(late.due + limit, late.onset + 1)

    def _late_from(self) -> int:
        """The due day of the oldest overdue amount, 0 where nothing is overdue."""
        for item in self.items:
            if item.late:
                return item.due
        return 0

    def _accelerate(self) -> None:
        fee = self._fees_to_come() if self.terms.acceleration_includes_fees else 0
        interest = self._post_interest()
        self.accelerated = True
        self.period = len(self.rows)
        self._begin_period()
        if fee:
            self.moves.append(Move(self.today, "instalment_fee", "fees", fee, self.drawn, None))
        self.fallen_due.append(Due(self.today, self.not_due, interest, fee))
        self.due_principal += self.not_due
        self.due_interest += interest
        self.due_fees += fee
        if self.not_due or interest or fee:
            self._ask(_Item(self.today, self.not_due, interest, fee, self.today))
        self.not_due = 0
        self._use_held()

    def _turn_overdue(self, on: int) -> bool:
        """At the end of a day: what is unpaid and past its grace is overdue. Says whether anything changed."""
        terms = self.terms
        turned = False
        extra = terms.late_extra_days
        was_late = len(self.items) > len(self.waiting)
        for item in [item for item in self.waiting if item.onset == on]:
            unpaid = item.principal + item.interest + item.fee
            if unpaid <= terms.tolerance_fen:
                self.items.remove(item)
                self.carried.append(item)
                turned = True
                continue
            turned = item.late = True
            self.late_principal += item.principal
            self.late_interest += item.interest
            fee_share = terms.fee_share
            fee = divide(unpaid * fee_share[0], fee_share[1], self.rounding)
            fee = max(fee, terms.floor_fen)
            if terms.cap_fen is not None:
                fee = min(fee, terms.cap_fen)
            if fee:
                self.default_fees += fee
                rate = to_decimal(terms.default_fee_rate, "default_fee_rate")
                self.moves.append(Move(on + 1, "default_fee", "fees", fee, unpaid, rate))
            if extra:
                self._charge_at_once(item, on, extra, was_late)
            was_late = True
        self.waiting = [item for item in self.items if not item.late]
        return turned

    def _charge_at_once(self, item: _Item, on: int, days: int, was_late: bool) -> None:
        """The days counted on becoming overdue: the second end day, and grace lost."""
        terms = self.terms
        if terms.penalty_base == "overdue":
            base = item.principal
        else:  # a debt that is late already has been bearing the penalty as a whole
            base = 0 if was_late else self._whole_base()
        daily = self._penalty_daily(base)
        if daily:
            self.penalty_grown += daily * days
            self._charge_penalty(on, on, days, base, daily)
        if terms.compound != "none" and item.interest:
            daily = self._daily(item.interest)
            self.compound_grown += daily * days
            self._charge_compound(on, on, days, item.interest, daily)
        grace = terms.grace_days if terms.grace == "from_due_day" else 0
        if terms.interest_when_overdue == "runs_on":
            self.interest_grown += item.principal * self.interest_unit * days
            if self.interest_unit:
                self._charge_interest(on, on, days, item.principal, item.principal * self.interest_unit)
        elif terms.penalty_base != "overdue" and grace and not was_late and self.interest_daily:
            # the penalty now counts from the due day, so the normal interest since then is taken back
            self.interest_grown -= self.interest_daily * grace
            self._charge_interest(on, on, -grace, self.interest_base, self.interest_daily)

    def _state(self) -> tuple[Any, ...]:
        """What stays the same while nothing but compounding happens, in the order of `Record`."""
        carried = (
            sum(item.principal + item.interest + item.fee for item in self.carried) if self.carried else 0
        )
        due_principal, due_fees = self.due_principal, self.due_fees
        return (
            self.not_due + due_principal,
            self.held,
            due_principal + self.due_interest + due_fees - carried + self.default_fees,
            self.interest_settled,
            self.interest_daily,
            self.interest_scale,
            self.penalty_settled,
            self.penalty_daily,
            self.compound_settled,
            due_fees + self.default_fees,
            0,
            0,
            self._late_from() if self.items else 0,
            0,
            bool(self.not_due or self.items or self.carried),
            not self.not_due,
            self.paid,
            self.waived,
        )

    def _record(self, key: int) -> None:
        record = (
            self.grown_to, self.interest_grown, self.penalty_grown, self.compound_grown, self.compound_daily, self._state()
        )  # fmt: skip
        if self.keys[-1:] == [key]:
            self.records[-1] = record
        else:
            self.keys.append(key)
            self.records.append(record)


@lru_cache(maxsize=256)
def _due_days(start: date, periods: int) -> tuple[int, ...]:
    return tuple(add_months(start, number).toordinal() for number in range(1, periods + 1))


def due_days(start: date, periods: int) -> list[int]:
    """The due days of a monthly plan, as ordinals."""
    return list(_due_days(start, periods))
