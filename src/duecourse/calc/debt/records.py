"""What the ledgers record as they run, to be read later: states, charges, moves, dues and bills."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from ..basics.money import Component
from ..basics.steps import Kind
from .growth import DayRate

Parts = tuple[int, int, int, int, int]
"""Fen by component, in the order of COMPONENTS."""

NOTHING: Final[Parts] = (0, 0, 0, 0, 0)


class Record(NamedTuple):
    """The state after all that happened on a day; fen, but what grows is in 1/scale fen.

    For each growing component: what is settled (may be negative: paid beyond what was rounded so
    far), what grew since, and by how much it grows a day.
    """

    compound_to: int  # the day up to which `compound_grown` counts
    compound_grown: int
    compound_daily: int
    # and what stays the same while nothing but compounding happens
    grown_to: int  # the day up to which the other charges count
    interest_grown: int
    penalty_grown: int
    principal: int
    unapplied: int
    due: int  # asked for by now and unpaid, charges for being late left out
    interest: int
    interest_daily: int
    interest_scale: int
    penalty: int
    penalty_daily: int
    compound: int
    fees: int
    fees_grown: int
    fees_daily: int
    late_from: int  # the due day of the oldest overdue amount, 0 where nothing is overdue
    missed: int  # minimum payments missed in a row
    open: bool  # whether anything is still to be paid or may still be drawn
    all_due: bool  # whether the whole debt has been asked for
    paid: Parts
    waived: Parts


BEFORE: Final[tuple[Any, ...]] = (*(0,) * 7, 1, *(0,) * 8, False, False, NOTHING, NOTHING)


class Charge(NamedTuple):
    """A stretch over which one charge grew evenly, or a jump of `days` at `start`.

    Charges of one `group` are rounded together: the running sum is rounded, each charge shows what
    it added. base: fen; daily: 1/scale fen.
    """

    kind: Kind
    component: Component
    group: int
    start: int
    end: int
    days: int
    base: int
    daily: int
    scale: int
    rate: DayRate
    known_from: int  # the first day on which it is owed, where that is later than its start


class Move(NamedTuple):
    """A single amount on a day: drawn, paid, held, waived, or a fee charged once. Fen."""

    on: int
    kind: Kind
    component: Component
    amount: int
    base: int | None = None
    rate: Decimal | None = None
    from_unapplied: bool = False  # money received on an earlier day


class Due(NamedTuple):
    """What fell due on a day: an instalment, or the minimum of a bill. Fen."""

    on: int
    principal: int
    interest: int
    fee: int


@dataclass(frozen=True, slots=True)
class Bill:
    """One bill of a revolving account, yuan: its day, its due day, the balance and the minimum asked for."""

    statement: date
    due: date
    balance: Decimal
    minimum: Decimal
    interest: Decimal
    fees: Decimal
    missed: bool


def plus(parts: Parts, component: int, amount: int) -> Parts:
    """The parts with `amount` more of one component."""
    changed = list(parts)
    changed[component] += amount
    a, b, c, d, e = changed
    return a, b, c, d, e
