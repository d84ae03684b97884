"""Which debts may be too old to be claimed, as far as a case tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from duecourse.case import Case, Payment, examples, load_example
from duecourse.case.limitation import last_sign, may_have_run_out
from unit.old_household import old_household

DAY = timedelta(1)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return old_household(tmp_path)


def test_a_debt_last_paid_and_last_due_more_than_three_years_ago(case: Case) -> None:
    assert [debt.id for debt in case.debts if may_have_run_out(debt, case.as_of)] == ["loan", "card"]


def test_three_years_run_from_the_last_instalment_and_not_from_the_first_one_missed(case: Case) -> None:
    loan = case.debt("loan")
    assert loan.position(case.as_of).late_since == date(2021, 7, 10)
    assert last_sign(loan, case.as_of) == date(2022, 6, 10)
    assert not may_have_run_out(loan, date(2025, 6, 10))
    assert may_have_run_out(loan, date(2025, 6, 10) + DAY)


def test_the_bills_of_an_unpaid_card_that_only_ask_again_do_not_make_it_younger(case: Case) -> None:
    card = case.debt("card")
    assert last_sign(card, case.as_of) == date(2022, 5, 20)
    assert last_sign(replace(card, payments=()), case.as_of) == card.ledger(case.as_of).bills[0].due


@pytest.mark.parametrize("debt", ["loan", "card"])
def test_a_payment_within_three_years_makes_it_younger(case: Case, debt: str) -> None:
    old = case.debt(debt)
    paid = replace(old, payments=(*old.payments, Payment(date(2023, 11, 24), "50")))
    assert last_sign(paid, case.as_of) == date(2023, 11, 24)
    assert not may_have_run_out(paid, case.as_of)
    assert may_have_run_out(paid, case.as_of + DAY)


def test_what_is_called_due_early_is_counted_from_that_day(case: Case) -> None:
    called = replace(case.debt("loan"), payments=(), accelerated=date(2021, 12, 1))
    assert last_sign(called, case.as_of) == date(2021, 12, 1)


def test_no_example_household_has_so_old_a_debt() -> None:
    for name in examples():
        example = load_example(name)
        assert not [debt.id for debt in example.debts if may_have_run_out(debt, example.as_of)]


def test_nothing_late_has_no_such_day(case: Case) -> None:
    fresh = case.debt("fresh")
    assert last_sign(fresh, date(2026, 7, 1)) is None
    assert not may_have_run_out(fresh, date(2026, 7, 1))
