"""Whose figures a panel shows: the learner's own, or an example's where there is nothing to show yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from duecourse.case import Case, Debt, Figures, load_example
from duecourse.case.limitation import caution_told
from duecourse.export.old_debt import left_out_told
from duecourse.locale import sentences

from ..lesson import Lesson
from .words import tell


@dataclass(frozen=True)
class Whose:
    """A case to look at. missing: what the learner's own has not got, "debts" or "budget"; else empty."""

    whole: Case
    missing: str = ""

    @cached_property
    def case(self) -> Case:
        """The case, without debts that begin only after the day it is looked from."""
        begun = tuple(debt for debt in self.whole.debts if debt.start <= self.whole.as_of)
        return self.whole if begun == self.whole.debts else replace(self.whole, debts=begun)

    @property
    def figures(self) -> Figures:
        """The sheet of figures of the day it is looked from."""
        return self.figures_on(self.case.as_of)

    def figures_on(self, on: date) -> Figures:
        """The sheet of figures of another day, with the debts that have begun by then."""
        return self.whole.figures(on)

    @property
    def debts(self) -> tuple[Debt, ...]:
        """Its debts."""
        return self.case.debts

    def said(self, text: str) -> str:
        """A sentence about it; before it, that the figures are an example's."""
        if not self.missing:
            return text
        return sentences(tell(f"no_{self.missing}", name=self.case.name), text)

    def said_with_caution(self, text: str, debts: Iterable[Debt]) -> str:
        """A sentence about some debts; after it, which of them may be too old to be paid or written about."""
        return sentences(self.said(text), caution_told(debts, self.case.as_of))

    def said_of_paying(self, text: str) -> str:
        """A sentence that speaks of paying; after it, which debts may be too old for that."""
        return sentences(self.said(text), left_out_told(self.case, self.case.as_of))


def with_debts(lesson: Lesson) -> Whose:
    """The lesson's case, or an example where it has no debts yet."""
    found = Whose(lesson.case)
    return found if found.debts else Whose(load_example(lesson.example), "debts")


def with_budget(lesson: Lesson) -> Whose:
    """The lesson's case, or an example where it has no budget yet."""
    case = lesson.case
    return Whose(case) if case.budget_lines else Whose(load_example(lesson.example), "budget")
