"""Lesson 1: overdue is a set of dated facts, not a fate.

One module a panel:

    timeline      four kinds of debt, or the learner's own, day by day
    one_payment   is it overdue? one payment under four contracts
    minimum       how a minimum is made up, and what a missed one does to the next
    report        the credit report month by month
    consequences  by the lender, at court, never, and what is no crime

`debts` holds what all of them look at, `exercises` the figures of the exercises and guesses.
"""

from __future__ import annotations

from duecourse.view import ListPanel, Panel
from duecourse.view.panel import calm_card

from . import consequences, minimum, one_payment, report, timeline
from .exercises import LESSON

__all__ = [
    "LESSON",
    "begin",
    "day_by_day",
    "exercise",
    "find_the_slip",
    "guess",
    "is_this_overdue",
    "minimum_payment",
    "quiz",
    "report_month_by_month",
    "what_may_happen",
]

DAYS_LATE = 47
"""The day the course asks about where nothing else is asked."""

begin = LESSON.begin
exercise = LESSON.exercise
guess = LESSON.guess
quiz = LESSON.quiz
what_next = LESSON.what_next
find_the_slip = LESSON.find_the_slip


@calm_card
def day_by_day(day: int = DAYS_LATE) -> Panel:
    """What does this day after the due day mean, for each kind of debt?"""
    return timeline.panel(LESSON, day)


@calm_card
def is_this_overdue() -> Panel:
    """Is a payment of so much, so many days after the due day, overdue?"""
    return one_payment.panel(LESSON)


@calm_card
def minimum_payment() -> Panel:
    """How much must be paid at least, and what does a missed minimum do to the next?"""
    return minimum.panel(LESSON)


@calm_card
def report_month_by_month() -> Panel:
    """What does the credit report show each month, and once the debt is paid up?"""
    return report.panel(LESSON, DAYS_LATE)


@calm_card
def what_may_happen(day: int = DAYS_LATE) -> ListPanel:
    """What may happen by this day, and what may not?"""
    return consequences.panel(LESSON, day)
