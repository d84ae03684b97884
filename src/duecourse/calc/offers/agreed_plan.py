"""The payments of an agreement, laid out: days, principal, arrears, interest and fee of each, whole fen.

Arrears are the charges owed on the day of the agreement: interest, penalty, interest on interest and fees.
They bear no interest unless the agreement says so. A plan's interest counts by the month, 1/12 of the yearly
rate, and by the days where its first month is longer or shorter than a month.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, islice, pairwise
from operator import add, sub
from typing import Final, NamedTuple, TypeVar

from ..basics.dates import add_months
from ..basics.money import COMPONENTS, BadInput, Rounding, divide, yuan
from ..basics.shares import split
from ..debt.payoff import PayoffQuote
from ..debt.records import NOTHING, Parts, plus
from ..plan.present_value import Months, months_between
from ..plan.schedule import Method, plan_rows
from .offered import CounterOffer, Deferral, LumpSum, Part, Remission, Rescheduling

GIVEN_UP_FIRST: Final = (2, 3, 4, 1, 0)
"""Penalty, interest on interest, fees, interest, principal: what a lender lets go first, as places in
COMPONENTS."""

_TEN_YEARS: Final = 120
"""Months: the days of a plan are found for so many at once."""

Column = tuple[int, ...]
"""A figure of every payment, fen."""

Columns = tuple[Column, Column, Column, Column]
"""Principal, arrears, interest and fee of every payment."""

Laid = tuple[tuple[date, ...], tuple[Months, ...], Columns]


class Stretch(NamedTuple):
    """The interest of a stretch of time, for the steps: `interest` fen on `base` fen at a yearly rate, for so
    many months, or where `months` is 0 by the days."""

    start: date
    end: date
    base: int
    interest: int
    rate: Decimal
    months: int


@dataclass(frozen=True, slots=True)
class Layout:
    """All payments of an agreement, a column for each part of them. fen.

    months: when each payment is made, in months from the agreement. waived: what the waivers take off, and
    given_up: what a settlement leaves unpaid for good, by component. left: still owed after the last payment.
    """

    days: tuple[date, ...]
    months: tuple[Months, ...]
    principal: Column
    arrears: Column
    interest: Column
    fee: Column
    waived: Parts
    given_up: Parts = NOTHING
    left: int = 0

    @property
    def payments(self) -> Column:
        """The payments: principal, arrears, interest and fee together."""
        return tuple(map(sum, zip(self.principal, self.arrears, self.interest, self.fee, strict=True)))


Wanted = TypeVar("Wanted", bound=Part)


def lay_out(owed: PayoffQuote, parts: Sequence[Part], stretches: list[Stretch] | None = None) -> Layout:
    """The payments of an offer made of `parts`. Raises BadInput for parts that do not go together.

    stretches: a list into which the interest of a plan is written, stretch by stretch, for the steps.
    """
    kinds = [type(part) for part in parts if not isinstance(part, Remission)]
    if len(set(kinds)) < len(kinds) or (CounterOffer in kinds and len(kinds) > 1) or not kinds:
        allowed = "waivers with a CounterOffer, or with one each of LumpSum, Deferral and Rescheduling"
        raise BadInput("parts", parts, allowed)
    return lay_out_waiving(
        owed, waived_parts(owed, [part for part in parts if isinstance(part, Remission)]), parts, stretches
    )


def lay_out_waiving(
    owed: PayoffQuote, waived: Parts, parts: Sequence[Part], stretches: list[Stretch] | None = None
) -> Layout:
    """The same for parts that go together, where all that is waived is `waived`, whatever waivers stand
    among them."""
    counter, lump = _only(parts, CounterOffer), _only(parts, LumpSum)
    if counter:
        return _counter(owed, waived, counter)
    deferral, again = _only(parts, Deferral), _only(parts, Rescheduling)
    if lump and not (deferral or again):
        return _settled(owed, waived, lump)
    plan = _Plan(owed, waived, deferral, again, stretches)
    if lump:
        plan.pay_down(_lump_amount(owed, waived, lump), lump)
    return plan.layout()


def _only(parts: Sequence[Part], kind: type[Wanted]) -> Wanted | None:
    return next((part for part in parts if isinstance(part, kind)), None)


def waived_parts(owed: PayoffQuote, waivers: Sequence[Remission]) -> Parts:
    """What waivers take off, one after the other, fen by component."""
    taken = NOTHING
    for waive in waivers:
        place = COMPONENTS.index(waive.component)
        there = owed.parts[place] - taken[place]
        if waive.ratio is not None:
            fen = divide(there * waive.ratio[0], waive.ratio[1], "half_up")
        else:
            fen = waive.fen or 0
        if fen > there:
            raise BadInput("waive.amount", waive.amount, f"at most what is owed of it, {yuan(there)}")
        taken = plus(taken, place, fen)
    return taken


def _rest(owed: PayoffQuote, waived: Parts) -> tuple[int, int]:
    """Principal and arrears after waivers, fen."""
    return owed.parts[0] - waived[0], sum(owed.parts[1:]) - sum(waived[1:])


# -- one payment, and a counter-offer as it was told


def _lump_amount(owed: PayoffQuote, waived: Parts, lump: LumpSum) -> int:
    there = sum(_rest(owed, waived))
    if lump.ratio is not None:
        return divide(there * lump.ratio[0], lump.ratio[1], "half_up")
    amount = lump.fen or 0
    if amount > there:
        raise BadInput("lump_sum.amount", lump.amount, f"at most what is owed, {yuan(there)}")
    return amount


def _settled(owed: PayoffQuote, waived: Parts, lump: LumpSum) -> Layout:
    """One payment, the rest given up."""
    on = owed.on if lump.on is None else lump.on
    if on < owed.on:
        raise BadInput("lump_sum.on", lump.on, f"a day from {owed.on} on")
    amount = _lump_amount(owed, waived, lump)
    given_up = _given_up(owed, waived, sum(_rest(owed, waived)) - amount)
    principal = owed.parts[0] - waived[0] - given_up[0]
    months = (months_between(owed.on, on),)
    return Layout((on,), months, (principal,), (amount - principal,), (0,), (0,), waived, given_up)


def _given_up(owed: PayoffQuote, waived: Parts, amount: int) -> Parts:
    given_up = NOTHING
    for place in GIVEN_UP_FIRST:
        taken = min(amount, owed.parts[place] - waived[place])
        given_up = plus(given_up, place, taken)
        amount -= taken
    return given_up


def _counter(owed: PayoffQuote, waived: Parts, counter: CounterOffer) -> Layout:
    """Arrears first, then principal; what is beyond both is the price, spread in proportion."""
    days = tuple(on for on, _ in counter.payments)
    if days[0] < owed.on:
        raise BadInput("payments", days[0], f"days from {owed.on} on")
    principal, arrears = _rest(owed, waived)
    beyond = sum(counter.amounts) - principal - arrears
    given_up = NOTHING
    if counter.rest == "waived":
        given_up = _given_up(owed, waived, max(0, -beyond))
        principal -= given_up[0]
        arrears -= sum(given_up[1:])
    interest = split(beyond, counter.amounts) if beyond > 0 else [0] * len(days)
    of_arrears, of_principal = [], []
    for amount, price in zip(counter.amounts, interest, strict=True):
        of_arrears.append(min(arrears, amount - price))
        of_principal.append(amount - price - of_arrears[-1])
        arrears -= of_arrears[-1]
        principal -= of_principal[-1]
    months = tuple(months_between(owed.on, on) for on in days)
    columns = tuple(of_principal), tuple(of_arrears), tuple(interest), (0,) * len(days)
    return Layout(days, months, *columns, waived, given_up, principal + arrears)


# -- a plan: a deferral, a re-instalment, or both


@lru_cache(maxsize=512)
def _columns(
    principal: int, rate: Decimal, periods: int, method: Method, rounding: Rounding
) -> tuple[Column, Column]:
    """Principal and interest of the payments of a plan."""
    if not principal:
        return (0,) * periods, (0,) * periods
    rows, _ = plan_rows(principal, rate, periods, method, (0, 1), rounding)
    of_principal, interest, _ = zip(*rows, strict=True)
    return of_principal, interest


def _same_days(first: date, months: int, periods: int) -> tuple[date, ...]:
    """The same day of a month, so many times, from so many months after a first day."""
    end = months + periods
    return _days_from(first, -(-end // _TEN_YEARS) * _TEN_YEARS)[months:end]


@lru_cache(maxsize=64)
def _days_from(first: date, months: int) -> tuple[date, ...]:
    """A day and the same day of the months after it."""
    return tuple(add_months(first, number) for number in range(months))


def _equal(amount: int, periods: int) -> Column:
    """Equal parts cut to the fen, the last one with what is left over."""
    part = amount // periods
    return (*(part,) * (periods - 1), amount - part * (periods - 1))


def _last(amount: int, periods: int) -> Column:
    return (*(0,) * (periods - 1), amount)


def _before(amount: int, paid: Column) -> list[int]:
    """What is left before each payment."""
    return list(islice(accumulate(paid, sub, initial=amount), len(paid)))


def _sum(column: Column, more: Column) -> Column:
    return tuple(map(add, column, more))


class _Plan:
    """What is left after waivers and a down payment, and how it is paid."""

    def __init__(
        self,
        owed: PayoffQuote,
        waived: Parts,
        deferral: Deferral | None,
        again: Rescheduling | None,
        stretches: list[Stretch] | None,
    ) -> None:
        self.owed = owed
        self.waived = waived
        self.deferral = deferral
        self.again = again
        self.stretches = stretches
        self.principal, self.arrears = _rest(owed, waived)
        self.down: tuple[int, int] | None = None
        self.wait = deferral.months if deferral else 0
        self.rate = owed.rate if again is None or again.rate is None else again.rate
        self.waiting_rate = self.rate if deferral is None or deferral.rate is None else deferral.rate
        if again is None:
            self.rate = self.waiting_rate

    def pay_down(self, amount: int, lump: LumpSum) -> None:
        """A down payment pays arrears first."""
        if lump.on not in (None, self.owed.on):
            allowed = f"the day of the agreement, {self.owed.on}, for a down payment"
            raise BadInput("lump_sum.on", lump.on, allowed)
        arrears = min(amount, self.arrears)
        self.arrears -= arrears
        self.principal -= amount - arrears
        self.down = amount - arrears, arrears

    def layout(self) -> Layout:
        """The payments."""
        days: tuple[date, ...] = ()
        months: tuple[Months, ...] = ()
        columns: Columns = (), (), (), ()
        if self.principal or self.arrears:
            days, months, columns = self._again(self.again) if self.again else self._put_off()
        if self.down:
            first = (*self.down, 0, 0)
            days, months = (self.owed.on, *days), (0, *months)
            a, b, c, d = ((part, *column) for part, column in zip(first, columns, strict=True))
            columns = a, b, c, d
        return Layout(days, months, *columns, self.waived)

    # -- interest

    def _by_months(self, base: int, rate: Decimal, months: int, start: date, end: date) -> int:
        top, bottom = rate.as_integer_ratio()
        interest = divide(base * top * months, bottom * 12, self.owed.rounding)
        self._note(start, end, base, interest, rate, months)
        return interest

    def _by_days(self, base: int, start: date, end: date) -> int:
        top, bottom = self.rate.as_integer_ratio()
        days = (end - start).days
        interest = divide(base * top * days, bottom * self.owed.year_days, self.owed.rounding)
        self._note(start, end, base, interest, self.rate, 0)
        return interest

    def _note(self, start: date, end: date, base: int, interest: int, rate: Decimal, months: int) -> None:
        if self.stretches is not None and interest:
            self.stretches.append(Stretch(start, end, base, interest, rate, months))

    def _monthly(self, bases: Sequence[int]) -> Column:
        """A month's interest on each base."""
        top, bottom = self.rate.as_integer_ratio()
        return tuple(divide(base * top, 12 * bottom, self.owed.rounding) for base in bases)

    def _note_months(
        self, days: Sequence[date], bases: Sequence[int], interest: Column, but_the_first: bool
    ) -> None:
        """A month's interest before each payment; the first may have been counted by the days instead."""
        if self.stretches is not None:
            starts = (add_months(self.owed.on, self.wait), *days)
            rows = zip(starts, days, bases, interest, strict=False)
            for start, end, base, fen in islice(rows, int(but_the_first), None):
                self._note(start, end, base, fen, self.rate, 1)

    def _waiting(self, base: int) -> int:
        """The interest of the months of a deferral."""
        if not self.deferral or not self.deferral.interest_runs:
            return 0
        on = self.owed.on
        return self._by_months(base, self.waiting_rate, self.wait, on, add_months(on, self.wait))

    def _late_parts(self, amount: int, periods: int, how: str) -> Column:
        """Arrears, or the interest of a deferral, over the payments."""
        if how == "first":
            return (amount, *(0,) * (periods - 1))
        return _equal(amount, periods) if how == "spread" else _last(amount, periods)

    # -- all that is owed in new instalments

    def _again(self, again: Rescheduling) -> Laid:
        owed, periods = self.owed, again.periods
        if again.first is None:
            days = _same_days(owed.on, self.wait + 1, periods)
            months: tuple[Months, ...] = tuple(range(self.wait + 1, self.wait + 1 + periods))
        else:
            if again.first <= owed.on:
                raise BadInput("rescheduling.first", again.first, f"a day after {owed.on}")
            days = _same_days(again.first, self.wait, periods)
            months = tuple(months_between(owed.on, on) for on in days)
        whole = again.interest_on == "total"
        base = self.principal + (self.arrears if whole else 0)
        waiting = self._waiting(base)
        beyond = self._beyond_a_month(base, again.first)
        top, bottom = again.fee_share
        fees = (divide(base * top, bottom, owed.rounding),) * periods if top else (0,) * periods
        fees = (fees[0] + again.fee_fen, *fees[1:])
        if again.amounts:
            return self._by_amounts(again, days, months, waiting + beyond, fees)

        if again.weights:
            paid: Column = tuple(split(base, again.weights))
            interest = self._monthly(_before(base, paid))
        else:
            paid, interest = _columns(base, self.rate, periods, again.method, owed.rounding)
        if self.stretches is not None:
            self._note_months(days, _before(base, paid), interest, again.first is not None)
        if waiting:
            repaid = self.deferral.repaid if self.deferral else "end"
            interest = _sum(interest, self._late_parts(waiting, periods, repaid))
        if beyond:
            interest = (interest[0] + beyond, *interest[1:])
        if whole:
            arrears = self._shares_of_arrears(paid, base)
            principal: Column = tuple(part - late for part, late in zip(paid, arrears, strict=True))
        else:
            principal = paid
            if again.weights and again.arrears == "spread":
                arrears = tuple(split(self.arrears, again.weights))
            else:
                arrears = self._late_parts(self.arrears, periods, again.arrears)
        return days, months, (principal, arrears, interest, fees)

    def _beyond_a_month(self, base: int, first: date | None) -> int:
        """By how much the first payment's interest is above a month's (below 0: under it), where its day is
        named."""
        if first is None:
            return 0
        return self._by_days(base, self.owed.on, first) - self._monthly((base,))[0]

    def _shares_of_arrears(self, paid: Column, base: int) -> Column:
        """How much of each payment's part of the whole sum is arrears: in proportion, adding up."""
        so_far = [part * self.arrears // base for part in accumulate(paid)]
        return tuple(after - before for before, after in pairwise((0, *so_far)))

    def _by_amounts(
        self,
        again: Rescheduling,
        days: tuple[date, ...],
        months: tuple[Months, ...],
        unpaid: int,
        fees: Column,
    ) -> Laid:
        """Payments of given amounts, the last of what is left: they pay the fee, interest, then arrears, then
        principal. They end early where everything is paid."""
        rows: list[tuple[int, int, int, int]] = []
        bases: list[int] = []
        principal, arrears, owed_fees = self.principal, self.arrears, 0
        last = again.periods - 1
        for number, amount in enumerate(again.amounts):
            if not (principal or arrears or unpaid or owed_fees):
                break
            bases.append(principal + (arrears if again.interest_on == "total" else 0))
            unpaid += self._monthly(bases[-1:])[0]
            owed_fees += fees[number]
            left = principal + arrears + unpaid + owed_fees
            amount = left if number == last else min(amount, left)
            of_fee = min(owed_fees, amount)
            of_interest = min(unpaid, amount - of_fee)
            of_arrears = min(arrears, amount - of_fee - of_interest)
            of_principal = amount - of_fee - of_interest - of_arrears
            owed_fees -= of_fee
            unpaid -= of_interest
            arrears -= of_arrears
            principal -= of_principal
            rows.append((of_principal, of_arrears, of_interest, of_fee))
        days = days[: len(rows)]
        self._note_months(days, bases, self._monthly(bases), again.first is not None)
        a, b, c, d = zip(*rows, strict=True)
        return days, months[: len(rows)], (a, b, c, d)

    # -- the contract's own plan, moved back

    def _put_off(self) -> Laid:
        owed, wait = self.owed, self.wait
        repaid = self.deferral.repaid if self.deferral else "end"
        waiting = self._waiting(self.principal)
        if not owed.coming:
            on = add_months(owed.on, wait)
            return (on,), (wait,), ((self.principal,), (self.arrears,), (waiting,), (0,))
        periods = len(owed.coming)
        anchor = max(due.day for due, _, _ in owed.coming_fen)
        days = tuple(_moved(due, wait, anchor) for due, _, _ in owed.coming_fen)
        planned = self._planned()
        overdue = self.principal - sum(planned)
        principal = _sum(planned, self._late_parts(overdue, periods, repaid))
        bases = _before(self.principal, principal)
        interest = (self._by_days(bases[0], owed.on, owed.coming[0].due), *self._monthly(bases[1:]))
        self._note_months(days, bases, interest, True)
        interest = _sum(interest, self._late_parts(waiting, periods, repaid))
        arrears = self._late_parts(self.arrears, periods, repaid)
        fees = tuple(fee if base else 0 for base, (_, _, fee) in zip(bases, owed.coming_fen, strict=True))
        months = tuple(months_between(owed.on, on) for on in days)
        return days, months, (principal, arrears, interest, fees)

    def _planned(self) -> Column:
        """The principal of the instalments to come; a waiver or down payment first lowers what is overdue,
        then the last ones."""
        planned = [principal for _, principal, _ in self.owed.coming_fen]
        beyond = max(0, sum(planned) - self.principal)
        for place in range(len(planned) - 1, -1, -1):
            taken = min(beyond, planned[place])
            planned[place] -= taken
            beyond -= taken
        return tuple(planned)


def _moved(due: date, months: int, day: int) -> date:
    """A due day so many months later, on the day of the month the plan has where the month is long enough."""
    later = add_months(due.replace(day=1), months)
    return later.replace(day=min(day, monthrange(later.year, later.month)[1]))
