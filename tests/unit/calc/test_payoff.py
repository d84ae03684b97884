"""What a debt comes to on the day of an agreement, and what its contract still asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from duecourse.calc import (
    Acceleration,
    BadInput,
    Coming,
    Drawing,
    Payment,
    PayoffQuote,
    RateChange,
    RevolvingTerms,
    payoff,
)
from duecourse.calc.debt.payoff import terms_in_force
from unit.calc.accounts import BAITIAO, CARD, SPENT
from unit.calc.agreed import owed
from unit.calc.debts import DRAWN, paid, terms, y

LOAN = Drawing(DRAWN, "1200")
LATE = date(2026, 2, 25)


def test_a_late_loan() -> None:
    found = payoff(terms(), LOAN, [paid(3, 1, "500")], on=LATE)  # that payment is not known yet
    # 12 of interest due and 11 × 10 / 28 = 3.93 since; 100 overdue × 0.05 % × 10 days
    assert (found.principal, found.interest, found.penalty) == (y("1200.00"), y("15.93"), y("0.50"))
    assert found.total == y("1216.43")
    assert (found.overdue, found.late_since) == (y("112.50"), date(2026, 2, 15))
    assert found.annual_rate == Decimal("0.12")
    assert found.coming[0] == Coming(date(2026, 3, 15), y("100.00"), y("0.00"))
    assert [due.principal for due in found.coming] == [y("100.00")] * 11
    assert (found.term_months, found.matures) == (12, date(2027, 1, 15))


def test_a_loan_on_time_is_not_overdue() -> None:
    found = payoff(terms(), LOAN, [paid(2, 15, "112")], on=LATE)
    assert (found.overdue, found.late_since, len(found.coming)) == ("0", None, 11)


def test_the_fees_to_come() -> None:
    found = payoff(terms(method="flat_fee", fee_per_period="0.006"), LOAN, on=LATE)
    assert {due.fee for due in found.coming} == {y("7.20")}


@pytest.mark.parametrize("called", [date(2026, 2, 20), LATE])
def test_a_debt_that_was_called_has_nothing_coming(called: date) -> None:
    found = payoff(terms(), LOAN, [Acceleration(called)], on=LATE)
    assert found.coming == () and found.matures == called
    # on 20 February: 11 × 5 / 28 = 1.96 of interest since the due day; 5 days on 100, 5 days on 1,200
    assert found.overdue == found.total == y("1217.21" if called < LATE else "1216.43")


def test_a_debt_that_the_contract_called_by_itself() -> None:
    found = payoff(terms(accelerate_after_days=5), LOAN, on=LATE)
    assert found.coming == () and found.matures == LATE
    # if the contract would call it later, it has not done so yet
    assert len(payoff(terms(accelerate_after_days=30), LOAN, on=LATE).coming) == 11


def test_after_the_last_due_day() -> None:
    found = payoff(terms(periods=1), LOAN, on=LATE)
    assert found.coming == () and found.matures == date(2026, 2, 15)


def test_money_held_meets_the_next_instalments() -> None:
    found = payoff(terms(), LOAN, [paid(2, 1, "150")], on=date(2026, 2, 1))
    assert found.principal == y("1050.00")
    assert [due.principal for due in found.coming][:3] == [y("0.00"), y("50.00"), y("100.00")]


def test_paid_off() -> None:
    found = payoff(terms(), LOAN, [Payment(DRAWN, "1200")], on=LATE)
    assert found.total == 0 and found.coming == ()


def test_an_account() -> None:
    card = RevolvingTerms(**CARD)
    found = payoff(card, [SPENT], on=date(2026, 3, 1))
    assert (found.principal, found.coming, found.matures) == (y("1000.00"), (), None)
    assert found.annual_rate == Decimal("0.1825")  # 0.05 % × 365
    assert (found.missed, found.late_since) == (1, date(2026, 2, 25))
    # Baitiao: no interest, but a service fee of 0.05 % a day
    assert payoff(RevolvingTerms(**BAITIAO), [SPENT], on=date(2026, 3, 1)).annual_rate == Decimal("0.1825")


def test_rates_in_force() -> None:
    changes = [
        RateChange(date(2026, 3, 1), annual_rate="0.06"),
        RateChange(date(2026, 2, 1), annual_rate="0.09", penalty_daily_rate="0.001"),
    ]
    now = terms_in_force(terms(penalty_multiple="1.5"), changes)
    assert (now.annual_rate, now.penalty_daily_rate, now.penalty_multiple) == ("0.06", "0.001", None)  # type: ignore[union-attr]
    card = terms_in_force(RevolvingTerms(**CARD), [RateChange(DRAWN, daily_rate="0.0003")])
    assert card.daily_rate == "0.0003"  # type: ignore[union-attr]
    assert payoff(terms(), LOAN, [changes[1]], on=LATE).annual_rate == Decimal("0.09")


def test_the_steps_behind_it() -> None:
    found = payoff(terms(), LOAN, on=LATE)
    assert sum(step.amount for step in found.explain()) == found.total
    by_hand = owed()
    assert [str(step.amount) for step in by_hand.explain()] == ["1200.00", "10.00", "5.00", "6.00"]


BAD: Any = "2026-01-31"


@pytest.mark.parametrize(
    ("argument", "call"),
    [
        ("on", lambda: owed(on=BAD)),
        ("on", lambda: payoff(terms(), LOAN, on=BAD)),
        ("principal", lambda: owed(principal="-1")),
        ("fees", lambda: owed(fees="0.001")),
        ("annual_rate", lambda: owed(annual_rate="-0.01")),
        ("overdue", lambda: owed(overdue="1221.01")),
        ("missed", lambda: owed(missed=-1)),
        ("late_since", lambda: owed(late_since=date(2026, 2, 1))),
        ("year_days", lambda: owed(year_days=366)),
        ("rounding", lambda: owed(rounding="up")),
        ("coming", lambda: owed(coming=(Coming(date(2026, 1, 31), "1"),))),
        ("coming", lambda: owed(coming=(Coming(date(2026, 3, 1), "1"), Coming(date(2026, 2, 1), "1")))),
        ("coming", lambda: owed(coming=(Coming(date(2026, 3, 1), "1200.01"),))),
        ("coming.principal", lambda: owed(coming=(Coming(date(2026, 3, 1), "-1"),))),
        ("coming.due", lambda: owed(coming=(Coming(BAD, "1"),))),
    ],
)
def test_what_is_no_debt_is_refused(argument: str, call: Callable[[], PayoffQuote]) -> None:
    with pytest.raises(BadInput) as caught:
        call()
    assert caught.value.argument == argument
