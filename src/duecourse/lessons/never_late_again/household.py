"""A household as an account: what comes in, what goes out and what its debts ask for, line by line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from duecourse.calc import CashLine, debt_line, planned_line, schedule, total
from duecourse.calc.basics.dates import add_months
from duecourse.case import Case, Debt, DebtFigures, load_example

from ..lesson import DEFAULT_HOUSEHOLD, Lesson

ARREARS: Final = ("aside", "parts", "today")
"""What becomes of what is overdue: left out of the picture, paid in equal parts, paid today."""

PARTS: Final = 12
"""In how many months what is overdue is paid where it is paid in parts; this course's choice."""


@dataclass(frozen=True)
class AskedFor:
    """What a debt asks for: what is overdue today, as its figures say, and the payments `coming` later."""

    figures: DebtFigures
    coming: tuple[tuple[date, Decimal], ...]

    @property
    def debt(self) -> Debt:
        """The debt that asks for it."""
        return self.figures.debt

    @property
    def overdue(self) -> Decimal:
        """What is overdue today, yuan."""
        return self.figures.overdue

    @property
    def name(self) -> str:
        """Its name among the lines of the account."""
        return f"debt {self.debt.id}"

    @property
    def payment(self) -> Decimal:
        """The next regular payment, 0.00 where none is to come."""
        return self.coming[0][1] if self.coming else Decimal("0.00")

    def line(self, arrears: str) -> CashLine | None:
        """The payments as one line of the account; None where nothing is asked for."""
        paid = list(self.coming)
        if self.overdue and arrears == "today":
            paid.insert(0, (self.figures.on, self.overdue))
        elif self.overdue and arrears == "parts":
            parts = schedule(self.overdue, annual_rate="0", periods=PARTS, start=self.figures.on).instalments
            paid += [(part.due, part.payment) for part in parts if part.due is not None]
        return planned_line(self.name, sorted(paid)) if paid else None


@dataclass(frozen=True)
class Household:
    """A household whose account is looked at for a year from `start`. borrowed: it is an example household,
    as the learner's own case has no budget yet."""

    case: Case
    debts: tuple[AskedFor, ...]
    borrowed: bool = False

    @property
    def start(self) -> date:
        """The first day."""
        return self.case.as_of

    @property
    def until(self) -> date:
        """The last day: a year later."""
        return add_months(self.start, 12) - timedelta(1)

    def lines(self, arrears: str) -> tuple[CashLine, ...]:
        """Every line of the account."""
        debts = (one.line(arrears) for one in self.debts)
        return (*self._budget(), *(line for line in debts if line is not None))

    def _budget(self) -> tuple[CashLine, ...]:
        lines = enumerate(self.case.budget_lines)
        return tuple(CashLine.of_budget(line, _budget_name(number)) for number, line in lines)

    def labels(self) -> dict[str, str]:
        """What the learner calls each line, by its name in the account."""
        budget = {_budget_name(n): line.label for n, line in enumerate(self.case.budget_lines)}
        return budget | {one.name: one.debt.label for one in self.debts}

    def debts_by_line(self) -> dict[str, Debt]:
        """The debt behind each line that is one, by its name in the account."""
        return {one.name: one.debt for one in self.debts}

    @property
    def overdue(self) -> Decimal:
        """What is overdue today on its debts, yuan."""
        return total(one.overdue for one in self.debts)

    @property
    def payments(self) -> Decimal:
        """What the debts ask for in a usual month, yuan; what is overdue apart."""
        return self.case.figures(self.start).payments_a_month


def _budget_name(number: int) -> str:
    return f"budget {number}"


def household(lesson: Lesson) -> Household:
    """The household the lesson works on; the example where the learner's case names nothing to live on."""
    borrowed = not lesson.case.essentials
    case = load_example(DEFAULT_HOUSEHOLD) if borrowed else lesson.case
    if not _kept or _kept[0].case is not case:
        _kept[:] = [replace(household_for(case), borrowed=borrowed)]
    return _kept[0]


_kept: list[Household] = []
"""The household made last: all panels and guesses of the lesson look at the same one."""


def household_for(case: Case) -> Household:
    """A case as an account."""
    until = add_months(case.as_of, 12) - timedelta(1)
    return Household(case, tuple(_asked(one, until) for one in case.figures().to_pay))


def _asked(figures: DebtFigures, until: date) -> AskedFor:
    owed = figures.debt.facts.payoff(figures.on)
    paid = debt_line(figures.id, owed, until=until).payments
    coming = [(on, total([amount])) for on, amount in paid if on <= until]
    if figures.overdue:  # it stands first, on the first day
        coming = [(on, amount) for on, amount in coming if on > figures.on]
    return AskedFor(figures, tuple(coming))
