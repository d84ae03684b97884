"""Lesson 5: the credit record is a list of months, and the months to come are still open.

One module a panel:

    four_futures  a debt's report in four futures, and when each record goes
    report        a sample report to read, with three errors to find
    put_right     an error in one's own report: days, letters, complaint
    lenders       what lenders look at, and how far they differ
    small_credit  the advice to take a small new credit: what it costs, how it fails, what works
    relief        the one-off relief of 2025/26, which is over
    scams         messages about credit records: which is a scam, and by which sign

`samples` reads the sample report and the messages, `own_report` holds what the panels on the learner's own
report share, `exercises` the figures of the exercises and guesses.
"""

from __future__ import annotations

from duecourse.view import Card, ListPanel, Panel
from duecourse.view.panel import calm_card

from . import four_futures, lenders, put_right, relief, report, scams, small_credit
from .exercises import LESSON

__all__ = [
    "LESSON",
    "begin",
    "closed_relief",
    "exercise",
    "find_the_slip",
    "futures",
    "guess",
    "new_small_credit",
    "objection",
    "quiz",
    "sample_report",
    "spot_the_scam",
    "what_lenders_look_at",
]

begin = LESSON.begin
exercise = LESSON.exercise
guess = LESSON.guess
quiz = LESSON.quiz
what_next = LESSON.what_next
find_the_slip = LESSON.find_the_slip


@calm_card
def futures() -> Panel:
    """What will the report show, and when will each record go?"""
    return four_futures.panel(LESSON)


@calm_card
def sample_report() -> Card:
    """What does a report look like, and what is wrong in this one?"""
    return report.panel()


@calm_card
def objection() -> ListPanel:
    """How is an error put right, and by when must there be an answer?"""
    return put_right.panel(LESSON)


@calm_card
def what_lenders_look_at() -> ListPanel:
    """What does a lender see when one applies for credit?"""
    return lenders.panel(LESSON)


@calm_card
def new_small_credit() -> ListPanel:
    """Does a small new credit mend the record?"""
    return small_credit.panel(LESSON.today)


@calm_card
def closed_relief() -> Panel:
    """What did the one-off relief cover, and does it still help?"""
    return relief.panel()


@calm_card
def spot_the_scam() -> Card:
    """Which of these messages is a scam, and by which sign?"""
    return scams.panel(LESSON.today)
