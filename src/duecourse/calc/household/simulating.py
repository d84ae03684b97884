"""The simulation behind `households`: many households at once, month by month, on whole fen.

The one module of `calc` that needs numpy; `households` imports it when a simulation is asked for.

A month begins on the day pay comes. `days_after_pay` days later (of 30) the payment is due.
    pay comes, a doctor's bill goes    what is unpaid is made good, but for the month's essentials
    until the due day                  that share of essentials and other spending goes
    the due day                        the payment, and whatever is unpaid, but for the essentials to come
    until the next pay                 the rest of essentials and other spending goes
Nobody falls below zero: what is missing to live is found elsewhere. Without work there is no other spending.

Two figures say all of an account: `unpaid`, what has fallen due and is not paid, and `net`, that less what is
in the account. A payment lowers both figures alike, so that only `unpaid` has to be worked out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy import (
    add,
    equal,
    greater_equal,
    less,
    less_equal,
    logical_and,
    logical_or,
    maximum,
    minimum,
    multiply,
    subtract,
)
from numpy.typing import NDArray

BLOCK: Final = 20_000
"""Households reckoned together: few enough for their figures to stay near the processor."""

FORGOTTEN: Final = 1 << 30
"""Added to what cannot be spared: more than any account holds."""

Fen = NDArray[np.int32]
Real = NDArray[np.float32]
Flags = NDArray[np.bool_]


class Chances(NamedTuple):
    """What may happen in a month, as floats and fen. stays_out: the chance that a month without work is
    followed by another. illness_fen: the average cost."""

    pay_spread: float
    job_loss: float
    stays_out: float
    income_out: int
    illness: float
    illness_fen: int
    forgets: float


class Means(NamedTuple):
    """One household a month, fen. keeps: the most it keeps in the account from month to month, None for
    all."""

    income: int
    essentials: int
    other: int
    payment: int
    saved: int
    keeps: int | None
    days_after_pay: int
    autopay: bool


@dataclass(frozen=True)
class Counted:
    """What became of the households of one variant. late: how many came to be late at all, by 30 and by 90
    days. first_late: in which month for the first time; the last entry counts those that never were. helped,
    harmed: how many of the first variant's late ones were not late here, and the other way round, for the
    same three."""

    late: tuple[int, int, int]
    first_late: tuple[int, ...]
    helped: tuple[int, int, int]
    harmed: tuple[int, int, int]


class Draws:
    """The random numbers of a block of households, month by month; only those that are needed.

    Each kind has a stream of its own, so that changing one chance leaves the other numbers as they were, and
    every variant meets the same months.
    """

    def __init__(self, chances: Chances, out_of_work: bool, seed: int, block: int) -> None:
        def stream(kind: int) -> np.random.Generator:
            return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(block, kind))))

        self.pay = stream(0).standard_normal if chances.pay_spread else None
        self.job = stream(1).random if chances.job_loss or out_of_work else None
        self.illness = stream(2).random if chances.illness and chances.illness_fen else None
        self.memory = stream(3).random if chances.forgets else None

    def next_month(self, numbers: Real) -> None:
        """Draws all numbers of the next month, one kind after the other, into the same place: how long the
        drawing takes by itself."""
        for kind in (self.pay, self.job, self.illness, self.memory):
            if kind is not None:
                kind(dtype=np.float32, out=numbers)


class Months:
    """What happens to a block of households, whoever they are: each month what comes in less what illness
    takes (`change`, fen), who works (`working`, 1 or 0) and who forgets (`forgotten`, FORGOTTEN or 0).

    Pay is the average and its spread times a normal number, not below 0; the cost of an illness lies evenly
    between nothing and twice its average. Both are cut to whole fen.
    """

    def __init__(self, chances: Chances, income: int, draws: Draws, count: int, out_of_work: bool) -> None:
        self.chances = chances
        self.income = income
        self.draws = draws
        self.change = np.full(count, income, np.int32)
        self.working = np.full(count, not out_of_work, np.int32)
        self.forgotten = np.zeros(count, np.int32)
        self._works = np.full(count, not out_of_work)
        self._flags, self._found = np.empty(count, np.bool_), np.empty(count, np.bool_)
        self._numbers = np.empty(count, np.float32)
        self._whole = np.empty(count, np.int32)
        self._zero = np.zeros(count, np.float32)

    def next_month(self) -> None:
        """Draws the next month and works it out."""
        draws = self.draws
        if draws.pay is not None:
            draws.pay(dtype=np.float32, out=self._numbers)
            self._pay(self._numbers)
        else:
            self.change.fill(self.income)
        if draws.job is not None:
            draws.job(dtype=np.float32, out=self._numbers)
            self._work(self._numbers)
        if draws.illness is not None:
            draws.illness(dtype=np.float32, out=self._numbers)
            self._illness(self._numbers)
        if draws.memory is not None:
            draws.memory(dtype=np.float32, out=self._numbers)
            less(self._numbers, np.float32(self.chances.forgets), out=self._flags)
            self._whole[:] = self._flags
            multiply(self._whole, FORGOTTEN, out=self.forgotten)

    def _pay(self, pay: Real) -> None:
        multiply(pay, np.float32(self.chances.pay_spread * self.income), out=pay)
        add(pay, np.float32(self.income), out=pay)
        maximum(pay, self._zero, out=pay)
        self.change[:] = pay

    def _work(self, job: Real) -> None:
        """Who has kept the work, or found some: the number is not below the chance of losing it, or of
        staying without."""
        flags, found, works = self._flags, self._found, self._works
        loses, stays = self.chances.job_loss, self.chances.stays_out
        greater_equal(job, np.float32(min(loses, stays)), out=flags)
        greater_equal(job, np.float32(max(loses, stays)), out=found)
        (logical_or if stays >= loses else less_equal)(works, found, out=found)
        logical_and(flags, found, out=works)
        self.working[:] = works
        without = self.chances.income_out
        if without:
            subtract(self.change, without, out=self.change)
        multiply(self.change, self.working, out=self.change)
        if without:
            add(self.change, without, out=self.change)

    def _illness(self, illness: Real) -> None:
        cost = 2 * self.chances.illness_fen
        multiply(illness, np.float32(-cost / self.chances.illness), out=illness)
        add(illness, np.float32(cost), out=illness)
        maximum(illness, self._zero, out=illness)
        self._whole[:] = illness
        subtract(self.change, self._whole, out=self.change)


class Accounts:
    """The accounts of a block of households of one variant."""

    def __init__(self, means: Means, count: int) -> None:
        self.means = means
        self.before_due = _share(means.essentials, means.days_after_pay)
        self.after_due = means.essentials - self.before_due
        self.other_before = _share(means.other, means.days_after_pay)
        self.other_after = means.other - self.other_before
        self.unpaid = np.zeros(count, np.int32)
        self.net = np.full(count, -means.saved, np.int32)
        self.worst = np.zeros(count, np.int32)
        self.months_on_time = np.zeros(count, np.uint8)
        self._least = None if means.keeps is None else np.full(count, -means.keeps, np.int32)
        self._room = np.empty(count, np.int32)
        self._flags = np.empty(count, np.bool_)
        self._zero = np.zeros(count, np.int32)

    def next_month(self, months: Months) -> None:
        """A month, as the head of the module says."""
        means, unpaid, net, room = self.means, self.unpaid, self.net, self._room
        subtract(net, months.change, out=net)
        if means.days_after_pay:
            add(net, means.essentials, out=room)
            maximum(room, self._zero, out=room)
            minimum(unpaid, room, out=unpaid)
            add(net, self.before_due, out=net)
            self._spend_other(self.other_before, months)
        add(unpaid, means.payment, out=unpaid)
        add(net, means.payment + self.after_due, out=net)
        if months.draws.memory is not None and not means.autopay:
            add(net, months.forgotten, out=room)
            maximum(room, self._zero, out=room)
        else:
            maximum(net, self._zero, out=room)
        minimum(unpaid, room, out=unpaid)
        maximum(self.worst, unpaid, out=self.worst)
        equal(self.worst, self._zero, out=self._flags)
        add(self.months_on_time, self._flags.view(np.uint8), out=self.months_on_time)
        self._spend_other(self.other_after, months)
        if self._least is not None:
            maximum(net, self._least, out=net)

    def _spend_other(self, amount: int, months: Months) -> None:
        """Other spending of those who work, while there is money; nobody ends below zero."""
        if amount:
            multiply(months.working, amount, out=self._room)
            add(self.net, self._room, out=self.net)
        minimum(self.net, self.unpaid, out=self.net)

    def late(self) -> tuple[Flags, Flags, Flags]:
        """Who came to be late at all; by 30 days: more than one payment unpaid after a due day; by 90."""
        payment = self.means.payment
        return self.worst > 0, self.worst > payment, self.worst > 3 * payment


def _share(amount: int, days: int) -> int:
    """What of a month's amount is spent in its first days, of 30; half up."""
    return (2 * amount * days + 30) // 60


def blocks(households: int) -> Iterator[tuple[int, int]]:
    """The number and the size of each block."""
    for number, first in enumerate(range(0, households, BLOCK)):
        yield number, min(BLOCK, households - first)


def simulate(
    variants: Sequence[Means],
    chances: Chances,
    *,
    out_of_work: bool,
    households: int,
    months: int,
    seed: int,
) -> list[Counted]:
    """Every variant through the same months, block after block. All variants have the same income."""
    late = np.zeros((len(variants), 3), np.int64)
    helped, harmed = np.zeros_like(late), np.zeros_like(late)
    first_late = np.zeros((len(variants), months + 1), np.int64)
    for block, count in blocks(households):
        draws = Draws(chances, out_of_work, seed, block)
        happens = Months(chances, variants[0].income, draws, count, out_of_work)
        accounts = [Accounts(means, count) for means in variants]
        for _ in range(months):
            happens.next_month()
            for account in accounts:
                account.next_month(happens)
        first = accounts[0].late()
        for number, account in enumerate(accounts):
            first_late[number] += np.bincount(account.months_on_time, minlength=months + 1)
            for line, (flags, before) in enumerate(zip(account.late(), first, strict=True)):
                late[number, line] += np.count_nonzero(flags)
                helped[number, line] += np.count_nonzero(before & ~flags)
                harmed[number, line] += np.count_nonzero(flags & ~before)
    return [
        Counted(
            _three(late[number]),
            tuple(map(int, first_late[number])),
            _three(helped[number]),
            _three(harmed[number]),
        )
        for number in range(len(variants))
    ]


def _three(row: NDArray[np.int64]) -> tuple[int, int, int]:
    a, b, c = map(int, row)
    return a, b, c


class LifeMonth(NamedTuple):
    """A month of one household, fen: what came in less what illness took, whether it had work and forgot
    to pay, what is unpaid after the due day, and what is in the account at the month's end."""

    change: int
    works: bool
    forgets: bool
    unpaid: int
    balance: int


def lives(
    means: Means,
    chances: Chances,
    *,
    out_of_work: bool,
    first: int,
    households: int,
    months: int,
    seed: int,
) -> list[list[LifeMonth]]:
    """The months of the first so many of the households, as the simulation of all of them has them."""
    found: list[list[LifeMonth]] = []
    for block, count in blocks(households):
        here = min(count, first - len(found))
        if not here:
            break
        draws = Draws(chances, out_of_work, seed, block)
        happens = Months(chances, means.income, draws, count, out_of_work)
        account = Accounts(means, count)
        rows: list[list[LifeMonth]] = [[] for _ in range(here)]
        for _ in range(months):
            happens.next_month()
            account.next_month(happens)
            forgets = happens.forgotten[:here] if not means.autopay else np.zeros(here, np.int32)
            columns = (
                happens.change[:here].tolist(),
                happens.working[:here].astype(bool).tolist(),
                forgets.astype(bool).tolist(),
                account.unpaid[:here].tolist(),
                (account.unpaid[:here] - account.net[:here]).tolist(),
            )
            for row, month in zip(rows, zip(*columns, strict=True), strict=True):
                row.append(LifeMonth._make(month))
        found += rows
    return found
