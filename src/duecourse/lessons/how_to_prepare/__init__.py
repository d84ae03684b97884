"""Lesson 3, how to prepare: what is owed, what can be paid and what to ask for, known before the call.

    what_is_owed  the statement, line by line      which_first     shares, and which debt comes first
    bill          the lender's bill beside it      month_by_month  the same money, month after month
    all_in        the cost beside the limits       for_the_call    three figures for the call
    gathering     the papers, remembered           exercises       guesses and exercises
    month         what the budget leaves

Each of these but the last is a panel, in a module of that name. `checking` holds a bill against a debt,
`reasons` says in words why it may differ and what to ask; `whose` says whose figures are shown.
"""

from __future__ import annotations

from duecourse.view import ListPanel, Panel
from duecourse.view.panel import Card, calm_card

from . import all_in, bill, for_the_call, gathering, month, month_by_month, what_is_owed, which_first
from .exercises import LESSON
from .whose import with_budget, with_debts

begin = LESSON.begin
exercise = LESSON.exercise
guess = LESSON.guess
quiz = LESSON.quiz
what_next = LESSON.what_next
find_the_slip = LESSON.find_the_slip


@calm_card
def statement() -> Panel:
    """What do I owe, exactly?"""
    return what_is_owed.panel(with_debts(LESSON))


@calm_card
def hold_the_bill_against_it() -> Card:
    """Is the lender's bill right, and if not, what do I ask?"""
    return bill.panel(with_debts(LESSON))


@calm_card
def all_in_cost() -> ListPanel:
    """What do my debts cost a year, all in, and where are the limits?"""
    return all_in.panel(with_debts(LESSON))


@calm_card
def papers() -> Card:
    """Which papers do I need?"""
    return gathering.panel(LESSON, with_debts(LESSON))


@calm_card
def what_can_i_pay() -> ListPanel:
    """What does my month leave for the debts?"""
    return month.panel(with_budget(LESSON))


@calm_card
def which_debt_first() -> ListPanel:
    """Who gets how much, and which debt comes first?"""
    return which_first.panel(with_debts(LESSON))


@calm_card
def month_after_month() -> Card:
    """What becomes of the debts if the same amount is paid every month?"""
    return month_by_month.panel(with_debts(LESSON))


@calm_card
def three_figures_for_the_call() -> ListPanel:
    """Which figures do I need for the call?"""
    return for_the_call.panel(with_debts(LESSON))
