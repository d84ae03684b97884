"""What a household can put towards one debt: its fair part of what each month leaves, and of the savings."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from duecourse.calc import FairPart, Flat, Means, PayoffQuote, Span
from duecourse.case import BudgetLine, Case, Debt, load_example
from duecourse.export.agreed import agreement_told
from duecourse.export.months_ahead import leanest_told
from duecourse.export.old_debt import left_out_told
from duecourse.locale import money, percent, sentences

from ..lesson import DEFAULT_HOUSEHOLD, Lesson
from .words import tell

WHOLE: Final = 100
"""Per cent: a household with one debt puts all that is left towards it."""


@dataclass(frozen=True, eq=False)
class Owing:
    """A debt of a household, and what is owed on it on the day the lesson looks from.

    part: what falls to it of what the month leaves, fairly: in proportion to what is owed. share: the same
    in whole per cent, where a slider begins.
    """

    case: Case
    debt: Debt
    owed: PayoffQuote
    part: FairPart

    @property
    def label(self) -> str:
        """What the debt is called."""
        return self.debt.label

    @property
    def share(self) -> int:
        """Its part in per cent, at least one."""
        weights = self.part.weights
        return max(1, round(Decimal(WHOLE * weights[self.part.place]) / sum(weights)))


def case_of(lesson: Lesson) -> Case:
    """The case the lesson works on; the example household where nothing is owed in it."""
    case = lesson.case
    return case if case.figures().owing else load_example(DEFAULT_HOUSEHOLD)


def debts_of(lesson: Lesson) -> dict[str, Owing]:
    """The debts on which something is owed, by id."""
    case = case_of(lesson)
    owing = case.figures().owing
    found = {}
    for one in owing:  # what is agreed is paid first, what may be too old not at all: no part for them
        weights = {
            other.id: other.owed
            for other in owing
            if other is one or (other.agreed is None and not other.too_old)
        }
        part = FairPart.of(one.id, weights)
        found[one.id] = Owing(case, one.debt, _owed(one.debt, case), part)
    return found


def _owed(debt: Debt, case: Case) -> PayoffQuote:
    return debt.facts.payoff(case.as_of)


def means_of(
    owing: Owing, share: int | None = None, *, cut_other: bool = False, use_savings: bool = False
) -> Means:
    """What the household can put towards a debt: its fair part, or the per cent to which it was moved."""
    moved = share is not None and share != owing.share
    part = FairPart((share or 0, WHOLE - (share or 0)), 0) if moved else owing.part
    lines = (*owing.case.budget_lines, *owing.case.figures().promised(but_for=owing.debt.id))
    return _means(lines, owing.case.savings, part, cut_other, use_savings)


def means_of_all(case: Case, *, cut_other: bool = False, use_savings: bool = False) -> Means:
    """What the household can put towards all its debts together."""
    return _means(case.budget_lines, case.savings, None, cut_other, use_savings)


@lru_cache(maxsize=256)
def _means(
    lines: tuple[BudgetLine | Flat, ...],
    savings: Decimal,
    part: FairPart | None,
    cut_other: bool,
    use_savings: bool,
) -> Means:
    reserve = savings if part is None else part.amount(savings)
    return Means(lines, reserve=reserve if use_savings else "0", cut_other=cut_other, part=part)


def cuts_other(case: Case) -> bool:
    """Whether a bad month leaves something only if everything but the essentials is cut."""
    leanest = case.figures().tightest.bad
    return leanest.left <= 0 < leanest.left_at_most


def least_left(owing: Owing, means: Means, *, bad_month: bool = False) -> Decimal:
    """What the months of the coming year leave at least for the debt."""
    return min(means.left(span.start, bad_month=bad_month) for span in means.ahead(owing.owed.on))


def month_facts(owing: Owing, means: Means) -> list[tuple[str, Decimal]]:
    """What a normal and a bad month leave for the debt, each with its name, which says what is left out."""
    several = "_this" if len(owing.part.weights) > 1 else ""
    found = []
    for key, bad_month in (("month_leaves", False), ("bad_month_leaves", True)):
        label = tell(f"{key}{several}")
        label = tell("other_cut", label=label) if means.cut_other else label
        found.append((label, least_left(owing, means, bad_month=bad_month)))
    return found


def departs_told(owing: Owing, means: Means) -> str:
    """In what the means depart from the household's figures, and how those are known to change."""
    agreed, on = owing.debt.agreement, owing.owed.on
    texts = [] if agreed is None else [agreement_told(owing.case, owing.debt.id, agreed, on)]
    texts += [leanest_told(_ahead(owing)), left_out_told(owing.case, on)]
    leanest = owing.case.figures().tightest.bad
    if means.cut_other and leanest.other:
        texts.append(tell("cut_told", other=money(leanest.other), left=money(leanest.left)))
    if means.part is not None and means.part != owing.part:
        fair = least_left(owing, means_of(owing, cut_other=means.cut_other), bad_month=True)
        share = percent(Decimal(means.part.weights[0]) / WHOLE)
        texts.append(tell("share_told", share=share, fair=money(fair)))
    if means.reserve_fen:
        texts.append(tell("savings_told", amount=money(means.reserve)))
    return sentences(*texts)


def _ahead(owing: Owing) -> tuple[Span, ...]:
    return owing.case.figures().ahead
