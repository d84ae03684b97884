"""Lesson 1: overdue is a set of dated facts, not a fate.

day_by_day        the timeline of four kinds of debt, or of the learner's own
is_this_overdue   one payment under four contracts
minimum_payment   how a minimum is made up, and what a missed one does to the next
report_months     the credit report month by month
what_may_happen   by the lender, at court, never, and what is no crime
exercises         the figures of the exercises and guesses
debts             the debts that all of them look at
"""

from __future__ import annotations

from duecourse.view import ListPanel, Panel

from ..lesson import Lesson
from . import day_by_day as _day_by_day
from . import is_this_overdue as _is_this_overdue
from . import minimum_payment as _minimum_payment
from . import report_months as _report_months
from . import what_may_happen as _what_may_happen
from .exercises import DRAWS as _DRAWS

__all__ = [
    "LESSON",
    "begin",
    "day_by_day",
    "exercise",
    "guess",
    "is_this_overdue",
    "minimum_payment",
    "report_month_by_month",
    "what_may_happen",
]

DAYS_LATE = 47
"""The day the course asks about where nothing else is asked."""

LESSON = Lesson("what_overdue_means")

for _id, _draw in _DRAWS.items():
    LESSON.draws(_id)(_draw)

begin = LESSON.begin
exercise = LESSON.exercise
guess = LESSON.guess


def day_by_day(day: int = DAYS_LATE) -> Panel:
    """What does this day after the due day mean, for each kind of debt?"""
    return _day_by_day.panel(LESSON, day)


def is_this_overdue() -> Panel:
    """Is a payment of so much, so many days after the due day, overdue?"""
    return _is_this_overdue.panel(LESSON)


def minimum_payment() -> Panel:
    """How much must be paid at least, and what does a missed minimum do to the next?"""
    return _minimum_payment.panel(LESSON)


def report_month_by_month() -> Panel:
    """What does the credit report show each month, and once the debt is paid up?"""
    return _report_months.panel(LESSON, DAYS_LATE)


def what_may_happen(day: int = DAYS_LATE) -> ListPanel:
    """What may happen by this day, and what may not?"""
    return _what_may_happen.panel(LESSON, day)
