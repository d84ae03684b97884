"""Lesson 2, how penalties build up: every figure of a bill can be rebuilt; waiting has a price a day.

    one_debt     a debt, day by day                  acceleration  the lender calls everything due
    contracts    the same debt under two contracts   limits        the cost beside the limits of the law
    card_bill    a card's bill paid in part          allocation    what a payment pays first
    monthly_fee  a monthly fee as a rate a year      exercises     guesses and exercises

Each of these is a panel, in a module of that name. `late_debt` finds the debts that they begin with.
"""

from __future__ import annotations

from collections.abc import Callable

from duecourse.view.panel import Card, Panel, calm_card

from ..kit.which_debt import for_each_debt
from . import acceleration, allocation, card_bill, contracts, limits, monthly_fee, one_debt
from .exercises import LESSON
from .late_debt import LateDebt, late_debts
from .words import tell

begin = LESSON.begin
exercise = LESSON.exercise
guess = LESSON.guess
quiz = LESSON.quiz
what_next = LESSON.what_next
find_the_slip = LESSON.find_the_slip


@calm_card
def what_one_debt_costs() -> Card:
    """What is owed day by day, and what makes it more or less."""
    return _for_each_debt(one_debt.panel)


@calm_card
def two_contracts() -> Card:
    """The same debt under two contracts."""
    return _for_each_debt(contracts.panel)


@calm_card
def whole_balance_interest() -> Card:
    """A card's bill that is paid in part."""
    return card_bill.panel(LESSON.case)


@calm_card
def fee_or_rate() -> Card:
    """The rate a year behind a monthly fee."""
    return monthly_fee.panel(LESSON.case)


@calm_card
def everything_due() -> Card:
    """What changes when the lender calls everything due."""
    return _for_each_debt(acceleration.panel, kind="instalment")


@calm_card
def where_is_the_line() -> Card:
    """What the debt has cost as a yearly rate, beside the limits for its lender."""
    return _for_each_debt(limits.panel)


@calm_card
def who_gets_my_payment() -> Card:
    """What a payment pays first."""
    return _for_each_debt(allocation.panel)


def _for_each_debt(make: Callable[[LateDebt], Panel], kind: str | None = None) -> Card:
    """The panel for each of the case's debts of a kind, and the choice between them."""
    debts = {debt.key: debt for debt in late_debts(LESSON.case, kind=kind)}
    return for_each_debt(tell("which_debt"), debts, make)
