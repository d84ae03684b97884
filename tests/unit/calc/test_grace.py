"""Days of grace, of both kinds, and the shortfall that still counts as paid."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from unit.calc.debts import loan, paid, parts, y

LAST_DAY = date(2026, 2, 20)  # 15 February and five days of grace
LATE = date(2026, 2, 25)


@pytest.mark.parametrize("grace", ["free", "from_due_day"])
def test_a_payment_within_the_grace_is_on_time(grace: str) -> None:
    ledger = loan(paid(2, 20, "112"), grace_days=5, grace=grace, default_fee_rate="0.05")
    assert ledger.position(LAST_DAY).days_past_due == 0
    assert parts(ledger, date(2026, 3, 15)) == {"principal": "1100.00", "interest": "11.00"}


def test_until_the_grace_is_over_nothing_is_late() -> None:
    position = loan(grace_days=5).position(LAST_DAY)
    assert (position.days_past_due, position.penalty, position.due) == (0, y("0.00"), y("112.00"))


@pytest.mark.parametrize(
    ("differs", "next_day", "five_days_on"),
    [
        ({"grace": "free"}, "0.05", "0.25"),
        ({"grace": "from_due_day"}, "0.30", "0.50"),
        ({"grace": "free", "days": "inclusive"}, "0.10", "0.30"),
        ({"grace": "from_due_day", "days": "inclusive"}, "0.35", "0.55"),
        ({"grace": "free", "penalty_base": "all_principal"}, "0.60", "3.00"),
        ({"grace": "from_due_day", "penalty_base": "all_principal"}, "3.60", "6.00"),
    ],
)
def test_afterwards_the_days_of_grace_are_free_or_charged(
    differs: dict[str, Any], next_day: str, five_days_on: str
) -> None:
    ledger = loan(grace_days=5, **differs)
    assert ledger.position(date(2026, 2, 21)).days_past_due == 6
    assert ledger.position(date(2026, 2, 21)).penalty == y(next_day)
    assert ledger.position(LATE).penalty == y(five_days_on)


def test_a_penalty_from_the_due_day_takes_the_place_of_the_interest_since_then() -> None:
    lost = loan(grace_days=5, grace="from_due_day", penalty_base="all_principal")
    # in the grace, normal interest runs: 12 + 11 × 5 / 28 = 13.9642…; then the penalty since the 15th
    assert lost.position(LAST_DAY).interest == y("13.96")
    assert lost.position(LATE).interest == y("12.00")
    steps = lost.position(LATE).explain("interest")
    assert [(step.days, str(step.amount)) for step in steps] == [(31, "12.00"), (5, "1.96"), (-5, "-1.96")]
    free = loan(grace_days=5, grace="free", penalty_base="all_principal")
    assert free.position(LATE).interest == y("13.96")


def test_what_is_taken_back_is_what_was_charged_though_the_rate_changed_in_between() -> None:
    from duecourse.calc import RateChange

    change = RateChange(date(2026, 2, 18), annual_rate="0.06")
    ledger = loan(change, grace_days=5, grace="from_due_day", penalty_base="all_principal")
    # 11 × 3 / 28 + 5.50 × 2 / 28 = 1.5714…
    assert ledger.position(LAST_DAY).interest == y("13.57")
    assert ledger.position(LATE).interest == y("12.00")


def test_paid_in_part_within_the_grace() -> None:
    pays = paid(2, 18, "50")  # 12 interest, 38 principal: 62 is left
    assert loan(pays, grace_days=5, grace="from_due_day").position(LATE).penalty == y("0.31")
    assert loan(pays, grace_days=5).position(LATE).penalty == y("0.16")  # 62 × 0.05 % × 5 = 0.155


def test_the_default_fee_comes_after_the_grace() -> None:
    ledger = loan(grace_days=5, default_fee_rate="0.05")
    assert ledger.position(LAST_DAY).fees == 0
    assert ledger.position(date(2026, 2, 21)).fees == y("5.60")


@pytest.mark.parametrize(
    ("floor", "cap", "fee"),
    [("0", None, "5.60"), ("10", None, "10.00"), ("0", "3", "3.00"), ("3", "3", "3.00")],
)
def test_the_default_fee_of_an_instalment_has_a_floor_and_a_cap(
    floor: str, cap: str | None, fee: str
) -> None:
    ledger = loan(default_fee_rate="0.05", default_fee_floor=floor, default_fee_cap=cap)
    assert ledger.position(date(2026, 2, 15)).fees == 0
    assert ledger.position(LATE).fees == y(fee)  # once, however many days
    assert ledger.position(date(2026, 3, 15)).fees == y(fee)
    # the second instalment's own: 5 % of 111 = 5.55
    second = {"5.60": "11.15", "10.00": "20.00", "3.00": "6.00"}[fee]
    assert ledger.position(date(2026, 3, 16)).fees == y(second)


@pytest.mark.parametrize(("money", "late"), [("102", False), ("101.99", True)])
def test_a_shortfall_up_to_the_tolerance_is_paid_in_full(money: str, late: bool) -> None:
    ledger = loan(paid(2, 15, money), tolerance="10", default_fee_rate="0.05")
    position = ledger.position(LATE)
    assert (position.days_past_due > 0) is late
    assert (position.penalty > 0) is late and (position.fees > 0) is late


def test_the_shortfall_is_asked_for_with_the_next_instalment() -> None:
    ledger = loan(paid(2, 15, "105"), tolerance="10")
    assert ledger.position(LATE).principal == y("1107.00")
    assert ledger.position(LATE).due == 0
    assert ledger.position(date(2026, 3, 15)).due == y("118.00")  # 111 + 7
    assert ledger.position(date(2026, 3, 25)).penalty == y("0.54")  # 107 × 0.05 % × 10 = 0.535
    assert ledger.position(date(2026, 3, 25)).days_past_due == 10
    # it bears no interest meanwhile: 1,100 × 1 %
    assert ledger.position(date(2026, 3, 15)).interest == y("11.00")


def test_the_shortfall_of_the_last_instalment_stays_owed() -> None:
    ledger = loan(paid(2, 15, "1205"), periods=1, tolerance="10")
    position = ledger.position(date(2026, 6, 1))
    assert (position.total, position.due, position.days_past_due) == (y("7.00"), y("7.00"), 0)
    assert ledger.still_open(date(2026, 6, 1))
