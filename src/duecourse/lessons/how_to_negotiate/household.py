"""What a household can put towards one debt: its share of every line of the budget, and of the savings."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from duecourse.calc import Flat, Means, Owed, fair_shares, owed_on
from duecourse.case import BudgetLine, Case, Debt, load_example

from ..lesson import DEFAULT_HOUSEHOLD, Lesson

WHOLE: Final = 100
"""Per cent: a household with one debt puts all that is left towards it."""


@dataclass(frozen=True, eq=False)
class Owing:
    """A debt of a household, and what is owed on it on the day the lesson looks from.

    share: the per cent of what the month leaves that falls to it, fairly: in proportion to what is owed.
    """

    case: Case
    debt: Debt
    owed: Owed
    share: int


def case_of(lesson: Lesson) -> Case:
    """The case the lesson works on; the example household where nothing is owed in it."""
    if _owing(lesson.case):
        return lesson.case
    return load_example(DEFAULT_HOUSEHOLD)


def debts_of(lesson: Lesson) -> dict[str, Owing]:
    """The debts on which something is owed, by id."""
    case = case_of(lesson)
    owed = _owing(case)
    shares = fair_shares(WHOLE, {id: one.total for id, one in owed.items()})
    return {
        id: Owing(case, case.debt(id), one, WHOLE if len(owed) == 1 else max(1, int(shares[id])))
        for id, one in owed.items()
    }


def _owing(case: Case) -> dict[str, Owed]:
    found = {
        debt.id: owed_on(debt.terms, debt.drawings, debt.events, on=case.as_of)
        for debt in case.debts
        if debt.start <= case.as_of
    }
    return {id: owed for id, owed in found.items() if owed.total}


def means_for(case: Case, share: int, *, cut_other: bool = False, use_savings: bool = False) -> Means:
    """What `share` per cent of the household's month, and of its savings, leave for one debt.

    The shares of all debts add up to the fen, line by line, in a normal month and in a bad one.
    """
    return _means(case.budget_lines, case.savings, share, cut_other, use_savings)


@lru_cache(maxsize=256)
def _means(
    lines: tuple[BudgetLine, ...], savings: Decimal, share: int, cut_other: bool, use_savings: bool
) -> Means:
    own = tuple(
        Flat(
            line.kind,
            _part(line.amount, share),
            None if line.bad_month is None else _part(line.bad_month, share),
            line.start,
            line.end,
        )
        for line in lines
    )
    return Means(own, reserve=_part(savings, share) if use_savings else "0", cut_other=cut_other)


def _part(amount: Decimal, share: int) -> Decimal:
    return fair_shares(amount, {"this": share, "rest": WHOLE - share})["this"]


def cuts_other(case: Case) -> bool:
    """Whether a bad month leaves nothing unless everything but the essentials is cut."""
    return case.budget(bad_month=True, on=case.as_of).left <= 0
