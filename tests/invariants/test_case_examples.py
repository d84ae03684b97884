"""What must hold for every example household, day by day for two years."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from duecourse.calc import COMPONENTS
from duecourse.case import Debt, examples, load_example

DEBTS = [(name, debt.id) for name in examples() for debt in load_example(name).debts]


@pytest.fixture(params=DEBTS, ids=lambda pair: f"{pair[0]}-{pair[1]}")
def debt(request: pytest.FixtureRequest) -> Debt:
    """Every debt of every household."""
    name, id = request.param
    return load_example(name).debt(id)


def test_to_the_fen_what_accrued_is_what_was_paid_waived_and_is_owed(debt: Debt) -> None:
    """Conservation: nothing appears, nothing is lost, on any day."""
    until = debt.start + timedelta(days=730)
    ledger = debt.ledger(until)
    paid = Decimal(0)
    payments = {payment.on: Decimal(payment.amount) for payment in debt.payments}
    for number in range(731):
        on = debt.start + timedelta(days=number)
        paid += payments.get(on, Decimal(0))
        position = ledger.position(on)
        assert sum(position[name] for name in COMPONENTS) == position.total
        assert all(position[name] >= 0 for name in COMPONENTS)
        assert ledger.paid(on) == paid
        assert sum(ledger.accrued(on).values()) == paid + ledger.waived(on) + position.total - position.credit
        assert sum(step.amount for step in position.explain()) == position.total


def test_being_paid_late_never_costs_less(debt: Debt) -> None:
    """What had accrued by a day stays, whatever happens later."""
    ledger = debt.ledger(debt.start + timedelta(days=730))
    accrued = [sum(ledger.accrued(debt.start + timedelta(days=number)).values()) for number in range(731)]
    assert accrued == sorted(accrued)


def test_a_ledger_to_a_later_day_says_the_same_about_an_earlier_one(debt: Debt) -> None:
    as_of = date(2026, 11, 24)
    later = debt.ledger(as_of + timedelta(days=200)).position(as_of)
    assert repr(later) == repr(debt.position(as_of))


def test_the_daily_frame(debt: Debt) -> None:
    frame = debt.ledger(date(2026, 11, 24)).frame
    assert list(frame.columns)[:7] == [
        "date", "principal", "interest", "penalty", "fees", "total", "days_past_due",
    ]  # fmt: skip
    assert list(frame["date"]) == [
        debt.start + timedelta(days=number) for number in range((date(2026, 11, 24) - debt.start).days + 1)
    ]
    last = frame.iloc[-1]
    position = debt.position(date(2026, 11, 24))
    assert (last["total"], last["days_past_due"]) == (position.total, position.days_past_due)
    for amount in ("principal", "interest", "penalty", "fees", "total"):
        assert all(isinstance(value, Decimal) and value.as_tuple().exponent == -2 for value in frame[amount])
