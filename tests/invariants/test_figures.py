"""The sheet of figures of every example household, on every day of a year, against the ledgers beneath it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from duecourse.calc import standings, total
from duecourse.case import Case, Debt, examples, load_example

HALF_A_YEAR = 182


@pytest.fixture(params=examples())
def case(request: pytest.FixtureRequest) -> Case:
    return load_example(request.param)


def year_of(case: Case) -> list[date]:
    """The half year before and after the day from which a case looks."""
    return [case.as_of + timedelta(number) for number in range(-HALF_A_YEAR, HALF_A_YEAR)]


def grown_without_plan(debt: Debt, on: date, last: date) -> Decimal:
    """By how much more is owed the day after, but for what was drawn, paid, waived and planned on it."""
    ledger, tomorrow = debt.ledger(last), on + timedelta(1)
    before, after = ledger.position(on), ledger.position(tomorrow)
    drawn = [one.amount for one in debt.drawings if one.on == tomorrow]
    gone = [ledger.paid(tomorrow), -ledger.paid(on), ledger.waived(tomorrow), -ledger.waived(on)]
    planned = [
        -step.amount
        for step in after.explain("fees")
        if step.kind == "instalment_fee" and step.start == tomorrow
    ]
    return total([after.total, -before.total, *(-Decimal(one) for one in drawn), *gone, *planned])


def test_one_more_day_is_what_the_day_adds_beside_the_plan(case: Case) -> None:
    days = year_of(case)
    for debt in case.debts:
        for on in days:
            if on >= debt.start:
                cost = debt.ledger(days[-1] + timedelta(1)).position(on).one_more_day
                assert cost >= 0, (debt.id, on)
                assert cost == grown_without_plan(debt, on, days[-1] + timedelta(1)), (debt.id, on)


def test_what_a_day_costs_is_the_same_among_several_debts(case: Case) -> None:
    for on in year_of(case):
        begun = [debt for debt in case.debts if debt.start <= on]
        for debt, found in zip(begun, standings(begun, on), strict=True):
            assert found.cost_a_day == debt.position(on).one_more_day, (debt.id, on)
