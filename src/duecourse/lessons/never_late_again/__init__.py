"""Lesson 6, never late again: a year of the account, a cushion, honest prices, and a plan on one page.

    cash_days       the account day by day           being_late   of 100 households, how many are late
    emergency_fund  how large, how long to build     new_credit   the real price of an offer
    my_plan         one page to print                exercises    guesses and exercises

Each of these is a panel, in a module of that name. `household` makes an account of the learner's case.
"""

from __future__ import annotations

from duecourse.view import Card, Panel
from duecourse.view.panel import calm_card

from . import being_late, cash_days
from . import emergency_fund as fund
from . import my_plan as page
from . import new_credit as credit
from .exercises import LESSON
from .household import household

__all__ = [
    "LESSON",
    "begin",
    "cash_calendar",
    "chance_of_being_late",
    "emergency_fund",
    "exercise",
    "find_the_slip",
    "guess",
    "my_plan",
    "new_credit",
    "quiz",
]

begin = LESSON.begin
exercise = LESSON.exercise
guess = LESSON.guess
quiz = LESSON.quiz
what_next = LESSON.what_next
find_the_slip = LESSON.find_the_slip


@calm_card
def cash_calendar() -> Panel:
    """On which day does the account run dry, and what moves that day?"""
    return cash_days.panel(household(LESSON))


@calm_card
def emergency_fund() -> Panel:
    """How large a cushion does this household need, and how long does it take?"""
    return fund.panel(household(LESSON))


@calm_card
def new_credit() -> Panel:
    """What does an offer of credit really cost, however it is quoted?"""
    return credit.panel(household(LESSON))


@calm_card
def my_plan() -> Card:
    """What do I do from now on, on one page?"""
    return page.panel(household(LESSON), LESSON.journal)


@calm_card
def chance_of_being_late() -> Panel:
    """Of 100 households like this one, how many are late, and what helps?"""
    return being_late.panel(household(LESSON))
