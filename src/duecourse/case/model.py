"""A household's case: its debts, its budget, its hardship. Immutable; changed by making another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Final

from duecourse.calc import (
    Budget,
    BudgetKind,
    Position,
    budget,
    total,
)
from duecourse.locale import NO_TEXT, Text, say

from .agreements import Agreement
from .debt import Debt
from .fields import HARDSHIPS, HardshipKind
from .figures import Figures

_SHEETS_KEPT: Final = 32


@dataclass(frozen=True)
class Hardship:
    """Why paying became hard.

    Attributes:
        kind: one of `HARDSHIPS`.
        since: since when.
        note: the person's own words.
    """

    kind: HardshipKind = "none"
    since: date | None = None
    note: Text = NO_TEXT

    @property
    def label(self) -> str:
        """The kind in words."""
        return say(f"case.hardship_{self.kind}")

    def __bool__(self) -> bool:
        return self.kind != HARDSHIPS[0]


@dataclass(frozen=True)
class BudgetLine:
    """A line of the budget, yuan a month.

    Attributes:
        kind: "income", "essential" or "other".
        labels: what it is for, in both languages.
        amount: yuan a month.
        bad_month: the amount in a bad month, where it differs.
        day: the day of the month on which it comes or goes.
        start, end: the days from and to which it holds.
    """

    kind: BudgetKind
    labels: Text
    amount: Decimal
    bad_month: Decimal | None = None
    day: int | None = None
    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "amount", total([self.amount]))
        if self.bad_month is not None:
            object.__setattr__(self, "bad_month", total([self.bad_month]))

    @property
    def label(self) -> str:
        """What it is for, in the present language."""
        return str(self.labels)


@dataclass(frozen=True)
class Case:
    """A household's case.

    Attributes:
        debts: each with an id of its own.
        budget_lines: what comes in and what goes out.
        hardship: why paying became hard.
        savings: yuan.
        names: what the case is called, in both languages.
        abouts: who they are, in both languages.
        fixed_as_of: the day from which an example looks; None for the learner's own, which looks from today.
        own: whether it is the learner's own.

    Example:
        >>> case = load_example("courier")
        >>> case.figures().owed == case.total_owed()
        True
    """

    debts: tuple[Debt, ...] = ()
    budget_lines: tuple[BudgetLine, ...] = ()
    hardship: Hardship = Hardship()
    savings: Decimal = Decimal("0.00")
    names: Text = NO_TEXT
    abouts: Text = NO_TEXT
    fixed_as_of: date | None = None
    own: bool = field(default=False, compare=False)
    _sheets: dict[date, Figures] = field(default_factory=dict, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "savings", total([self.savings]))

    @property
    def name(self) -> str:
        """What the case is called, in the present language."""
        return str(self.names)

    @property
    def about(self) -> str:
        """Who they are, in the present language."""
        return str(self.abouts)

    @property
    def as_of(self) -> date:
        """The day from which the case is looked at: the file's, or today."""
        return self.fixed_as_of or date.today()

    def debt(self, id: str) -> Debt:
        """A debt by its id. Raises KeyError."""
        for debt in self.debts:
            if debt.id == id:
                return debt
        raise KeyError(id)

    @cached_property
    def agreed(self) -> Mapping[str, Agreement]:
        """The agreements that run, by the debts' ids."""
        return MappingProxyType(
            {debt.id: debt.agreement for debt in self.debts if debt.agreement is not None}
        )

    def with_agreements(self, agreements: Mapping[str, Agreement]) -> Case:
        """The case under these agreements, by the debts' ids, and no others: such a debt is its agreement."""
        known = {debt.id: agreements.get(debt.id) for debt in self.debts}
        counting = {id: one for id, one in known.items() if one is not None and one.total}
        if self.agreed == counting:
            return self
        return replace(self, debts=tuple(debt.agreed(counting.get(debt.id)) for debt in self.debts))

    def figures(self, on: date | None = None) -> Figures:
        """The sheet of figures of a day (`as_of` if left out); for the same day the same sheet again."""
        day = on or self.as_of
        if day not in self._sheets:
            if len(self._sheets) >= _SHEETS_KEPT:
                del self._sheets[next(iter(self._sheets))]
            self._sheets[day] = Figures(self.debts, self.budget_lines, day)
        return self._sheets[day]

    def budget(self, *, bad_month: bool = False, on: date | None = None) -> Budget:
        """The sums of a month's budget, yuan: a normal month or a bad one, on a day (`as_of` if left out)."""
        return budget(self.budget_lines, bad_month=bad_month, on=on or self.as_of)

    @property
    def income(self) -> Decimal:
        """What comes in, in a normal month, yuan."""
        return self.budget().income

    @property
    def essentials(self) -> Decimal:
        """What must go out first, in a normal month, yuan."""
        return self.budget().essentials

    @property
    def other(self) -> Decimal:
        """What goes out beside the essentials, in a normal month, yuan."""
        return self.budget().other

    @property
    def left_for_debts(self) -> Decimal:
        """What is left in a normal month, yuan; negative where the month does not close."""
        return self.budget().left

    def positions(self, on: date | None = None) -> dict[str, Position]:
        """What is owed on a day (`as_of` if left out), by the debts' ids."""
        return {debt.id: debt.position(on or self.as_of) for debt in self.debts}

    def total_owed(self, on: date | None = None) -> Decimal:
        """What is owed on a day, all debts together, yuan."""
        return self.figures(on).owed

    def total_due(self, on: date | None = None) -> Decimal:
        """What has been asked for by a day and is unpaid, all debts together, yuan."""
        return self.figures(on).due

    def one_more_day(self, on: date | None = None) -> Decimal:
        """What one more day without a payment costs, all debts together, yuan."""
        return self.figures(on).one_more_day

    def days_past_due(self, on: date | None = None) -> int:
        """Days since the oldest unpaid due day of any debt, 0 where nothing is late."""
        return self.figures(on).days_past_due
