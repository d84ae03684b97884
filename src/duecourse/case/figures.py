"""The sheet of figures of a case on a day: whatever two pages say of the same thing comes from here.

    figures = case.figures(on)
    figures.owed, figures.due, figures.late_since, figures.one_more_day
    figures.left, figures.left_in_bad_month, figures.share("jintiao")
    figures["jintiao"].due, figures["jintiao"].agreed, figures.next_line

A debt with an agreement is its agreement from the agreement's day on. Debts that begin only after the day
do not count. What nobody asks for is not worked out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Final

from duecourse.calc import (
    Budget,
    DebtRank,
    Flat,
    Position,
    Span,
    budget,
    budget_ahead,
    debt_service_share,
    fair_shares,
    next_line,
    ranking,
    tightest,
    total,
)
from duecourse.calc.basics.dates import month_end
from duecourse.calc.household.budget import AnyBudgetLine
from duecourse.calc.several.priorities import LineAhead
from duecourse.rules import rules

from .agreements import Agreement
from .debt import Debt
from .limitation import may_have_run_out

NOTHING: Final = Decimal("0.00")


@dataclass(frozen=True)
class NextLine:
    """The next day that matters, and for which debt.

    Attributes:
        debt: which debt.
        line: what falls on it.
    """

    debt: Debt
    line: LineAhead

    @property
    def on(self) -> date:
        """The day."""
        return self.line.on


@dataclass(frozen=True, eq=False)
class DebtFigures:
    """The figures of one debt on a day, yuan.

    Attributes:
        debt: under what holds on the day, contract or agreement.
        on: the day.
        sheet: the figures of the whole case.
    """

    debt: Debt
    on: date
    sheet: Figures

    @property
    def id(self) -> str:
        """The debt's id."""
        return self.debt.id

    @cached_property
    def position(self) -> Position:
        """What is owed, part by part, with the steps behind it."""
        return self.debt.position(self.on)

    @property
    def owed(self) -> Decimal:
        """What would clear the debt."""
        return self.position.total

    @property
    def due(self) -> Decimal:
        """What was asked for by the day and is unpaid, late or not."""
        return self.position.due

    @property
    def overdue(self) -> Decimal:
        """What was asked for and is unpaid, where something of it is late; else nothing."""
        return self.position.due if self.days_past_due else NOTHING

    @property
    def late_since(self) -> date | None:
        """The due day of the oldest unpaid amount, None where nothing is late."""
        return self.position.late_since

    @property
    def days_past_due(self) -> int:
        """Days since then, 0 where nothing is late."""
        return self.position.days_past_due

    @property
    def one_more_day(self) -> Decimal:
        """What one more day without a payment costs."""
        return self.position.one_more_day

    @property
    def share(self) -> Decimal:
        """Its fair share of what a bad month can be promised to leave."""
        return self.sheet.share(self.id)

    @property
    def agreed(self) -> Agreement | None:
        """The agreement that holds on the day, None where it is the contract."""
        return self.debt.agreement

    @cached_property
    def too_old(self) -> bool:
        """Whether the time in which it can be claimed may have run out: nothing of it is promised or paid
        then before there was advice."""
        return may_have_run_out(self.debt, self.on)

    @cached_property
    def rank(self) -> DebtRank:
        """Where it stands among the debts: its price, its next lines."""
        codes = rules["report-codes"].on(self.on).ranges("codes")
        return ranking([self.debt.facts], self.on, codes=codes)[0]

    @property
    def regular_payment(self) -> Decimal:
        """What the contract or the agreement asks for in a usual month."""
        return self.rank.regular_payment

    @property
    def lines(self) -> tuple[LineAhead, ...]:
        """The lines that it crosses next if nothing is paid, in order of their days."""
        return self.rank.lines


class Figures:
    """The figures of a case on a day, all debts together and, by its id, of each. Yuan."""

    def __init__(self, debts: Iterable[Debt], budget_lines: Sequence[AnyBudgetLine], on: date) -> None:
        self.on = on
        self._debts = debts
        self._budget_lines = budget_lines

    @cached_property
    def debts(self) -> tuple[DebtFigures, ...]:
        """The debts that have begun by the day, in the order of the case."""
        begun = (debt.in_force(self.on) for debt in self._debts if debt.start <= self.on)
        return tuple(DebtFigures(debt, self.on, self) for debt in begun)

    @cached_property
    def owing(self) -> tuple[DebtFigures, ...]:
        """Those on which something is owed."""
        return tuple(one for one in self.debts if one.owed)

    @cached_property
    def to_pay(self) -> tuple[DebtFigures, ...]:
        """Those of them of which paying is spoken: all but the debts that may be `too_old`."""
        return tuple(one for one in self.owing if not one.too_old)

    def __getitem__(self, debt_id: str) -> DebtFigures:
        """The figures of a debt. Raises KeyError for one that is not there, or has not begun."""
        for one in self.debts:
            if one.id == debt_id:
                return one
        raise KeyError(debt_id)

    @cached_property
    def owed(self) -> Decimal:
        """What would clear all debts."""
        return total(one.owed for one in self.debts)

    @cached_property
    def due(self) -> Decimal:
        """What was asked for by the day and is unpaid, late or not."""
        return total(one.due for one in self.debts)

    @cached_property
    def overdue(self) -> Decimal:
        """The same of the debts that are late."""
        return total(one.overdue for one in self.debts)

    @cached_property
    def late_since(self) -> date | None:
        """The oldest unpaid due day, None where nothing is late."""
        return min((one.late_since for one in self.debts if one.late_since is not None), default=None)

    @property
    def days_past_due(self) -> int:
        """Days since then, 0 where nothing is late."""
        return (self.on - self.late_since).days if self.late_since is not None else 0

    @cached_property
    def one_more_day(self) -> Decimal:
        """What one more day without a payment costs."""
        return total(one.one_more_day for one in self.debts)

    @cached_property
    def month(self) -> Budget:
        """A normal month: the lines of the budget that hold on the day."""
        return budget(self._budget_lines, on=self.on)

    @cached_property
    def bad_month(self) -> Budget:
        """A bad month: the lines of the budget that hold on the day."""
        return budget(self._budget_lines, bad_month=True, on=self.on)

    @property
    def left(self) -> Decimal:
        """What a normal month leaves for the debts; below 0 where it does not close."""
        return self.month.left

    @property
    def left_in_bad_month(self) -> Decimal:
        """What a bad month leaves for them; below 0 where it does not close."""
        return self.bad_month.left

    @cached_property
    def ahead(self) -> tuple[Span, ...]:
        """The months of the coming year, as far as the budget says that they will change."""
        return budget_ahead(self._budget_lines, self.on)

    @cached_property
    def tightest(self) -> Span:
        """The time among them whose bad months leave least: a promise for every month must hold in it."""
        return tightest(self.ahead)

    @property
    def least_left(self) -> Decimal:
        """What a normal month of the coming year leaves at least; below 0 where one does not close."""
        return min(span.normal.left for span in self.ahead)

    @property
    def least_left_in_bad_month(self) -> Decimal:
        """What a bad month of the coming year leaves at least; below 0 where one does not close."""
        return self.tightest.bad.left

    def promised(self, *, but_for: str = "") -> tuple[Flat, ...]:
        """What agreements ask for after the day, as lines of a budget; but for the one about a debt."""
        plans = [one.agreed.payments for one in self.owing if one.agreed is not None and one.id != but_for]
        return tuple(
            Flat("essential", payment.amount, None, payment.due.replace(day=1), month_end(payment.due))
            for plan in plans
            for payment in plan
            if payment.due > self.on
        )

    def to_promise(self, *, bad_month: bool = True) -> Decimal:
        """What a bad month of the coming year leaves at least, or a normal one, after what is agreed already;
        below 0 where one does not close."""
        spans = budget_ahead([*self._budget_lines, *self.promised()], self.on)
        return min((span.bad if bad_month else span.normal).left for span in spans)

    def share(self, debt_id: str, *, bad_month: bool = True) -> Decimal:
        """What can be promised to a lender for every month: a debt's fair share, by what is owed, of what
        there is `to_promise`; for a debt under an agreement what that asks for.

        Exact to the fen; 0.00 where nothing is left or owed, and for a debt that may be `too_old`. Raises
        KeyError as `[]` does.
        """
        shares = self.shares if bad_month else self.shares_of_normal_month
        return shares[self[debt_id].id]

    @cached_property
    def shares(self) -> Mapping[str, Decimal]:
        """The fair share of each debt in bad months, by its id."""
        return self._shares(self.to_promise())

    @cached_property
    def shares_of_normal_month(self) -> Mapping[str, Decimal]:
        """The fair share of each debt in normal months, by its id."""
        return self._shares(self.to_promise(bad_month=False))

    def _shares(self, left: Decimal) -> Mapping[str, Decimal]:
        none = {one.id: NOTHING for one in self.debts}
        agreed = {one.id: one.regular_payment for one in self.to_pay if one.agreed is not None}
        owed = {one.id: one.owed for one in self.to_pay if one.agreed is None}
        given = fair_shares(left, owed, at_most=owed) if left > 0 and owed else {}
        return MappingProxyType(none | agreed | given)

    @cached_property
    def payments_a_month(self) -> Decimal:
        """What contracts and agreements ask for in a usual month, of the debts `to_pay`.

        Of each it is its next payment, whenever that falls due, what is late left aside: a loan that asks for
        all of it in half a year counts with all of it. To spread it over the months until then would be a
        plan that nobody made.
        """
        return total(one.regular_payment for one in self.to_pay)

    @cached_property
    def service_share(self) -> Decimal | None:
        """That as a share of a normal month's income; None where nothing comes in."""
        return debt_service_share(self.payments_a_month, self.month.income)

    @cached_property
    def next_line(self) -> NextLine | None:
        """The next day that matters: a due day, an agreed day, a month's end with a figure in the credit
        report. Of several on one day the record that can still stay clean comes first, then the least
        amount. Of a debt that may be `too_old` none matters. None where no day is known."""
        found = next_line(one.rank for one in self.to_pay)
        return None if found is None else NextLine(self[found[0].id].debt, found[1])
