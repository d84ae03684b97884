"""What a missed instalment costs, one clause of the contract after the other.

The loan of `debts.py`: 112.00 (100 + 12) falls due on 15 February 2026 and is missed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from unit.calc.debts import FAR, loan, paid, parts, y

TEN_DAYS_LATE = date(2026, 2, 25)


def penalty(**differs: Any) -> str:
    return str(loan(**differs).position(TEN_DAYS_LATE).penalty)


def test_on_the_due_day_nothing_is_late_yet() -> None:
    position = loan().position(date(2026, 2, 15))
    assert (position.days_past_due, position.penalty) == (0, y("0.00"))
    assert position.late_since is None
    assert (position.due, position.interest) == (y("112.00"), y("12.00"))


def test_the_day_after_is_the_first_late_day() -> None:
    position = loan().position(date(2026, 2, 16))
    assert (position.days_past_due, position.penalty) == (1, y("0.05"))  # 100 × 0.05 %
    assert position.late_since == date(2026, 2, 15)


@pytest.mark.parametrize(
    ("differs", "expected"),
    [
        ({}, "0.50"),  # 100 × 0.05 % × 10
        ({"days": "inclusive"}, "0.55"),  # … × 11
        ({"penalty_daily_rate": "0"}, "0.00"),
        # a multiple of 12 % a year: 100 × 18 % × 10 / 365 = 0.4931…
        ({"penalty_multiple": "1.5"}, "0.49"),
        ({"penalty_multiple": "1.5", "year_days": 360}, "0.50"),
        ({"penalty_multiple": "1.3", "year_days": 360}, "0.43"),  # 100 × 15.6 % × 10 / 360 = 0.4333…
        ({"penalty_multiple": "1.3", "year_days": 360, "days": "inclusive"}, "0.48"),  # … × 11 = 0.4766…
        ({"penalty_multiple": "1.3", "days": "inclusive", "rounding": "down"}, "0.47"),  # 0.4701…
        # on everything: 1,200 × 0.05 % × 10
        ({"penalty_base": "all_principal"}, "6.00"),
        ({"penalty_base": "all_principal", "days": "inclusive"}, "6.60"),
        ({"penalty_base": "principal_and_fees"}, "6.00"),  # this loan has no fees
        # at least so much a day
        ({"penalty_minimum_per_day": "0.08"}, "0.80"),
        ({"penalty_minimum_per_day": "0.05"}, "0.50"),
        ({"penalty_minimum_per_day": "0.01", "penalty_base": "all_principal"}, "6.00"),
    ],
)
def test_the_penalty_of_ten_days(differs: dict[str, Any], expected: str) -> None:
    assert penalty(**differs) == expected


def test_with_an_instalment_fee() -> None:
    # a flat fee of 0.6 %: 7.20 a month, 86.40 in all
    flat = {"method": "flat_fee", "fee_per_period": "0.006"}
    assert penalty(**flat) == "0.50"
    assert penalty(**flat, penalty_base="all_principal") == "6.00"
    assert penalty(**flat, penalty_base="principal_and_fees") == "6.43"  # 1,286.40 × 0.05 % × 10 = 6.432
    assert parts(loan(**flat), TEN_DAYS_LATE) == {"principal": "1200.00", "penalty": "0.50", "fees": "7.20"}


@pytest.mark.parametrize(
    ("when", "rounding", "expected"),
    [
        # 0.015 a day on 100, then, once 50 of it is paid on the fifth day, 0.0075 a day
        ("total", "half_up", "0.11"),  # 5 × 0.015 + 5 × 0.0075 = 0.1125
        ("total", "down", "0.11"),
        ("segment", "half_up", "0.12"),  # 0.075 → 0.08, 0.0375 → 0.04
        ("segment", "down", "0.10"),  # 0.07, 0.03
        ("day", "half_up", "0.15"),  # 5 × 0.02 + 5 × 0.01
        ("day", "down", "0.05"),  # 5 × 0.01 + 5 × 0.00
    ],
)
def test_when_the_penalty_is_rounded(when: str, rounding: str, expected: str) -> None:
    order = ("principal", "interest", "penalty", "compound", "fees")
    ledger = loan(
        paid(2, 20, "50"), penalty_daily_rate="0.00015", round_when=when, rounding=rounding, allocation=order
    )
    assert ledger.position(TEN_DAYS_LATE).penalty == y(expected)


def test_normal_interest_stops_on_what_bears_the_penalty() -> None:
    # from 15 February to 15 March: 1 % of the 1,100 not due, or of all where it runs on, or of nothing
    march = date(2026, 3, 15)
    assert loan().position(march).interest == y("23.00")
    assert loan(interest_when_overdue="runs_on").position(march).interest == y("24.00")
    assert loan(penalty_base="all_principal").position(march).interest == y("12.00")
    both = loan(penalty_base="all_principal", interest_when_overdue="runs_on").position(march)
    assert both.interest == y("24.00")
    assert both.penalty == y("16.80")  # 1,200 × 0.05 % × 28


def test_interest_that_runs_on_runs_on_after_the_last_due_day() -> None:
    # one instalment, due on 15 February: 1,200 at 12 % / 365 a day = 0.3945… from then on
    one = {"periods": 1, "interest_when_overdue": "runs_on"}
    assert loan(**one).position(TEN_DAYS_LATE).interest == y("15.95")  # 12 + 3.9452…
    assert loan(**one, year_days=360).position(TEN_DAYS_LATE).interest == y("16.00")
    assert loan(periods=1).position(TEN_DAYS_LATE).interest == y("12.00")
    # posted each month, rounded then: 28 days 11.0465… → 11.05; 31 days 12.2301… → 12.23
    assert loan(**one).position(date(2026, 4, 15)).interest == y("35.28")


def test_later_instalments_are_late_from_their_own_day() -> None:
    position = loan().position(date(2026, 3, 25))
    # 100 for 38 days, 100 for 10
    assert position.penalty == y("2.40")
    assert position.days_past_due == 38
    assert position.due == y("225.40")  # 112 + 111 + 2.40
    assert position.principal == y("1200.00")
    # 12 + 11, and 10 of 31 days of the next 10.00: 3.2258…
    assert position.interest == y("26.23")


def test_interest_by_the_day_or_by_the_month() -> None:
    # 15 January to 15 February is 31 days: 1,200 × 12 % × 31 / 365 = 12.2301…, / 360 = 12.40
    assert loan(interest_by="day").position(date(2026, 2, 15)).interest == y("12.23")
    assert loan(interest_by="day", year_days=360).position(date(2026, 2, 15)).interest == y("12.40")
    assert loan(interest_by="period", year_days=360).position(date(2026, 2, 15)).interest == y("12.00")
    # half-way: 12 × 16 / 31 = 6.1935…
    assert loan().position(date(2026, 1, 31)).interest == y("6.19")


def test_a_bullet_owes_its_interest_at_the_end() -> None:
    # 1,200 × 12 % × 3 / 12 = 36; 15 January to 15 April is 90 days
    ledger = loan(method="bullet", periods=3)
    assert ledger.position(date(2026, 3, 1)).interest == y("18.00")  # 45 of 90 days
    assert ledger.position(date(2026, 3, 1)).days_past_due == 0
    assert ledger.position(date(2026, 4, 15)).due == y("1236.00")
    assert parts(ledger, date(2026, 4, 25)) == {
        "principal": "1200.00",
        "interest": "36.00",
        "penalty": "6.00",
    }


def test_interest_only_owes_the_principal_at_the_end() -> None:
    ledger = loan(method="interest_only", periods=3)
    assert parts(ledger, TEN_DAYS_LATE) == {"principal": "1200.00", "interest": "16.29"}  # 12 + 12 × 10 / 28
    assert ledger.position(TEN_DAYS_LATE).days_past_due == 10
    assert ledger.position(date(2026, 4, 25)).penalty == y("6.00")


def test_month_ends_and_leap_years() -> None:
    from duecourse.calc import Drawing, open_ledger
    from unit.calc.debts import terms

    ledger = open_ledger(terms(), Drawing(date(2024, 1, 31), "1200"), until=date(2024, 4, 30))
    assert [date.fromordinal(due.on) for due in ledger.dues] == [
        date(2024, 2, 29),
        date(2024, 3, 31),
        date(2024, 4, 30),
    ]
    assert ledger.position(date(2024, 3, 1)).days_past_due == 1
    assert ledger.position(date(2024, 4, 1)).penalty == y("1.65")  # 100 for 32 days, 100 for 1


def test_360_instalments_and_a_whole_life_of_lateness() -> None:
    ledger = loan(periods=360, amount="360000", until=date(2056, 3, 1))
    last = ledger.position(date(2056, 3, 1))
    assert last.principal == y("360000.00")
    assert last.days_past_due == (date(2056, 3, 1) - date(2026, 2, 15)).days
    assert len(ledger.dues) == 360


def test_nothing_is_owed_before_the_drawing() -> None:
    position = loan().position(date(2026, 1, 14))
    assert (position.total, position.days_past_due, position.explain()) == (Decimal("0.00"), 0, [])


def test_asking_twice_changes_nothing() -> None:
    ledger = loan(paid(3, 1, "50"), compound="interest", compound_every="month")
    days = [date(2026, 3, 20), date(2027, 6, 1), date(2026, 2, 16), FAR]
    first = [(repr(ledger.position(day)), ledger.position(day).explain()) for day in days]
    again = [(repr(ledger.position(day)), ledger.position(day).explain()) for day in reversed(days)]
    assert first == again[::-1]


def test_one_more_day() -> None:
    assert loan().position(TEN_DAYS_LATE).one_more_day == y(
        "0.44"
    )  # penalty 0.05, interest 11 / 28 = 0.3928…
    # the next day the second instalment's fee falls due and its default fee comes the day after
    flat = loan(method="flat_fee", fee_per_period="0.006", default_fee_rate="0.05")
    assert flat.position(date(2026, 3, 14)).one_more_day == y("0.05")  # the fee of 7.20 comes with the plan
    assert flat.position(date(2026, 3, 15)).one_more_day == y("5.46")  # 5 % of 107.20, penalty 0.10


def test_a_payment_that_leaves_out_the_default_fee_does_not_close_the_debt() -> None:
    """1,200.00 + 13.96 interest + 5.60 fee (5 % of 112.00) would clear it on 20 February."""
    on = date(2026, 2, 20)
    fee: dict[str, Any] = {"default_fee_rate": "0.05", "penalty_daily_rate": "0"}
    assert loan(**fee).position(on).total == y("1219.56")
    assert loan(paid(2, 20, "1219.56"), **fee).position(on).total == y("0.00")
    short = loan(paid(2, 20, "1219.55"), **fee)
    # 1,101.95 beyond what was due waits; 111.00 of it pays March; 1,000.00 goes on bearing: 5/31 of 10.00
    assert short.position(date(2026, 3, 20)).total == y("10.66")


def test_a_debt_of_which_only_the_default_fee_is_left_is_still_open() -> None:
    monthly = [paid(month, 15, f"{114 - month}.00") for month in range(3, 13)]
    ledger = loan(
        paid(2, 20, "112.00"),
        *monthly,
        paid(1, 15, "101.00", 2027),
        default_fee_rate="0.05",
        penalty_daily_rate="0",
        allocation=("principal", "interest", "penalty", "compound", "fees"),
    )
    later = date(2027, 2, 15)
    assert parts(ledger, later) == {"fees": "5.60"} and ledger.still_open(later)
