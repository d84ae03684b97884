"""Another rate from a day on, and what the lender gives up."""

from __future__ import annotations

from datetime import date

import pytest

from duecourse.calc import BadInput, RateChange, Waiver
from duecourse.calc.debt.events import Event
from unit.calc.debts import DRAWN, loan, paid, parts, y

LATE = date(2026, 2, 25)


def test_the_contract_rate_changes_within_a_month() -> None:
    ledger = loan(RateChange(date(2026, 3, 1), annual_rate="0.06"))
    # 1,100: 14 days at 1 % a month 5.50, 14 days at 0.5 % 2.75
    assert ledger.position(date(2026, 3, 15)).interest == y("20.25")
    assert ledger.position(date(2026, 4, 15)).interest == y("25.25")  # 1,000 × 0.5 %
    steps = ledger.position(date(2026, 3, 15)).explain("interest")
    assert [(str(step.rate), step.days, step.period_days) for step in steps] == [
        ("0.01", 31, 31),
        ("0.01", 14, 28),
        ("0.005", 14, 28),
    ]


def test_on_a_due_day_and_on_the_first_day() -> None:
    on_due = loan(RateChange(date(2026, 3, 15), annual_rate="0.06"))
    assert on_due.position(date(2026, 3, 15)).interest == y("23.00")
    assert on_due.position(date(2026, 4, 15)).interest == y("28.00")
    first = loan(RateChange(DRAWN, annual_rate="0.06"))
    assert first.position(date(2026, 2, 15)).interest == y("6.00")


def test_a_multiple_follows_the_contract_rate() -> None:
    change = RateChange(date(2026, 3, 1), annual_rate="0.06")
    ledger = loan(change, penalty_multiple="1.5", year_days=360)
    # 100 × 18 % × 14 / 360 = 0.70; then 9 %: 10 days 0.25
    assert ledger.position(date(2026, 3, 11)).penalty == y("0.95")
    # a rate of its own does not
    assert loan(change).position(date(2026, 3, 11)).penalty == y("1.20")


def test_the_penalty_rate_changes() -> None:
    ledger = loan(RateChange(LATE, penalty_daily_rate="0.001"), compound="interest")
    assert ledger.position(date(2026, 3, 7)).penalty == y("1.50")  # 10 × 0.05 + 10 × 0.10
    assert ledger.position(date(2026, 3, 7)).compound == y("0.18")  # 10 × 0.006 + 10 × 0.012
    cleared = loan(RateChange(LATE, penalty_daily_rate="0"))
    assert cleared.position(date(2026, 3, 7)).penalty == y("0.50")


def test_two_changes_a_month() -> None:
    ledger = loan(
        RateChange(date(2026, 2, 22), annual_rate="0.24"), RateChange(date(2026, 3, 1), annual_rate="0.06")
    )
    # 7 days at 1 %: 2.75; 7 days at 2 %: 5.50; 14 days at 0.5 %: 2.75
    assert ledger.position(date(2026, 3, 15)).interest == y("23.00")


@pytest.mark.parametrize(
    ("component", "owed", "left"),
    [
        (
            "penalty",
            "0.50",
            {"principal": "1200.00", "interest": "15.93", "compound": "0.06", "fees": "5.60"},
        ),
        (
            "fees",
            "5.60",
            {"principal": "1200.00", "interest": "15.93", "penalty": "0.50", "compound": "0.06"},
        ),
        (
            "interest",
            "15.93",
            {"principal": "1200.00", "penalty": "0.50", "compound": "0.06", "fees": "5.60"},
        ),
        (
            "compound",
            "0.06",
            {"principal": "1200.00", "interest": "15.93", "penalty": "0.50", "fees": "5.60"},
        ),
        (
            "principal",
            "1200.00",
            {"interest": "15.93", "penalty": "0.50", "compound": "0.06", "fees": "5.60"},
        ),
    ],
)
def test_a_waiver_of_each_part(component: str, owed: str, left: dict[str, str]) -> None:
    contract = {"default_fee_rate": "0.05", "compound": "interest"}
    assert loan(**contract).position(LATE)[component] == y(owed)
    ledger = loan(Waiver(LATE, component, owed), **contract)
    assert parts(ledger, LATE) == left
    assert ledger.waived_by_component(LATE)[component] == ledger.waived(LATE) == y(owed)
    assert ledger.waived(date(2026, 2, 24)) == 0
    # what was charged stays charged: it was given up, not undone
    assert ledger.accrued(LATE) == loan(**contract).accrued(LATE)


def test_after_a_waiver_of_the_penalty_it_starts_from_nothing() -> None:
    ledger = loan(Waiver(LATE, "penalty", "0.50"))
    assert ledger.position(date(2026, 3, 7)).penalty == y("0.50")
    assert ledger.position(date(2026, 3, 7)).days_past_due == 20


def test_waived_principal_bears_nothing_more() -> None:
    # the overdue 100: its 12 interest is still unpaid and late, but bears no penalty
    ledger = loan(Waiver(LATE, "principal", "100"))
    assert ledger.position(date(2026, 3, 7)).penalty == y("0.50")
    assert ledger.position(date(2026, 3, 7)).days_past_due == 20
    # 300 more than what has fallen due: the last three instalments go
    ledger = loan(Waiver(LATE, "principal", "400"), until=date(2027, 3, 1))
    assert [due.principal for due in ledger.dues] == [100_00] * 9


def test_a_settlement() -> None:
    """800 now, the rest is given up: listed in either order, the debt is closed."""
    both: list[Event] = [paid(2, 25, "800"), Waiver(LATE, "principal", "416.43")]
    for events in (both, both[::-1]):
        ledger = loan(*events)
        assert ledger.position(LATE).total == 0
        assert not ledger.still_open(LATE)
        assert ledger.position(date(2027, 12, 31)).total == 0


@pytest.mark.parametrize(
    ("waiver", "message"),
    [
        (Waiver(LATE, "penalty", "0.51"), r"waiver\.amount is '0\.51'.*at most what is owed.*0\.50"),
        (Waiver(LATE, "interest", "16"), r"at most what is owed.*15\.93"),
        (Waiver(LATE, "late fee", "1"), r"waiver\.component is 'late fee'.*principal, interest, penalty"),
        (Waiver(LATE, "penalty", "-1"), r"waiver\.amount is '-1'.*not below 0"),
    ],
)
def test_what_cannot_be_waived(waiver: Waiver, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        loan(waiver)


def test_a_daily_rate_does_not_fit_an_instalment_debt() -> None:
    with pytest.raises(BadInput, match=r"rate_change\.daily_rate is '0\.0005'.*annual_rate"):
        loan(RateChange(LATE, daily_rate="0.0005"))
