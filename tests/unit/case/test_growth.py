"""What is worked out of a case grows no faster than debts times payments. Work is counted in calls."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta

import pytest

from duecourse.calc import pay_off
from duecourse.case import Case
from unit.heavy_household import heavy


def calls(job: Callable[[], object]) -> int:
    """How many calls a job takes."""
    count = 0

    def count_one(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(count_one)
    try:
        job()
    finally:
        sys.setprofile(None)
    return count


def sheet(case: Case) -> None:
    figures = case.figures()
    _ = figures.owed, figures.one_more_day, figures.shares, figures.service_share, figures.next_line


def months(case: Case) -> None:
    pay_off(case.debts, ["9000"], strategy="snowball", start=case.as_of, pay_day=10, months=6)


@pytest.mark.parametrize("job", [sheet, months])
def test_as_debts_and_payments_grow(job: Callable[[Case], None]) -> None:
    job(heavy(2, 10))  # what is read from files is read once
    small, large = (calls(lambda case=case: job(case)) for case in (heavy(4, 15), heavy(8, 60)))  # type: ignore[misc]
    assert large < 1.5 * 2 * 4 * small


def test_another_day_goes_on_from_what_is_known() -> None:
    case = heavy()
    first = calls(lambda: sheet(case))
    assert calls(lambda: case.figures(case.as_of + timedelta(1)).owed) < first / 10
    debt = case.debts[0].facts
    whole = calls(lambda: debt.under(grace_days=1).position(case.as_of))
    assert calls(lambda: debt.paying(case.as_of, "100").position(case.as_of)) < whole / 10


def test_a_month_of_paying_off_runs_through_little_more_than_that_month() -> None:
    case = heavy(payments=60)
    months(case)  # what is known at its start is known
    whole = calls(lambda: [debt.facts.under(grace_days=9).position(case.as_of) for debt in case.debts])
    assert calls(lambda: months(case)) / 6 < 3 * whole / 60
