"""Slips that are published: what is claimed, and what is right, each reckoned by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from duecourse.calc import BadInput
from duecourse.calc.credit.slips import (
    SLIPS,
    Slip,
    both_days_counted,
    day_rate_as_yearly,
    deducted_but_counted,
    interest_on_original,
    monthly_fee_as_yearly,
    months_of_thirty_days,
    nominal_as_effective,
    payment_times_periods,
    total_below_principal,
    wrong_multiple,
)

FIRST, LAST = date(2026, 1, 15), date(2026, 3, 15)

EXPECTED: dict[str, tuple[Slip, str, str, str]] = {
    "a day is not a year": (day_rate_as_yearly("0.0005"), "rate", "0.0005", "0.1825"),
    "a year of 360 days": (day_rate_as_yearly("0.0005", year_days=360), "rate", "0.0005", "0.1800"),
    # 12 payments of 902.58 (the last 902.62); 11 of them are 9,928.38
    "a payment left out": (
        total_below_principal("10000", annual_rate="0.15", periods=12), "yuan", "9928.38", "10831.00",
    ),
    "two payments left out": (
        total_below_principal("10000", annual_rate="0.15", periods=12, left_out=2),
        "yuan", "9025.80", "10831.00",
    ),
    "12 × the monthly fee": (monthly_fee_as_yearly("0.006", periods=12), "rate", "0.072", "0.138417"),
    # 1.012 ^ 12
    "12 × the monthly rate": (nominal_as_effective("0.012"), "rate", "0.144", "0.153895"),
    "on the original sum": (
        interest_on_original("12000", annual_rate="0.12", periods=12), "yuan", "1440.00", "794.23",
    ),
    # 36 × 1,733.27; the last payment is 1,733.11
    "36 × the payment": (
        payment_times_periods("50000", annual_rate="0.15", periods=36), "yuan", "62397.72", "62397.56",
    ),
    # 60 days and 59
    "both days": (
        both_days_counted("10000", daily_rate="0.0005", start=FIRST, end=LAST), "yuan", "300.00", "295.00",
    ),
    "thirty days each": (
        months_of_thirty_days("10000", daily_rate="0.0005", start=FIRST, end=LAST),
        "yuan", "300.00", "295.00",
    ),
    "thirty days in August": (
        months_of_thirty_days("10000", daily_rate="0.0005", start=date(2026, 7, 31), end=date(2026, 8, 31)),
        "yuan", "150.00", "155.00",
    ),
    "another day's rate": (wrong_multiple("0.03", used_rate="0.0345"), "rate", "0.1380", "0.12"),
    "another multiple": (wrong_multiple("0.03", used_multiple="5"), "rate", "0.15", "0.12"),
    # 10,000 are paid back over a year, 9,500 were received
    "deducted": (
        deducted_but_counted("10000", deducted="500", annual_rate="0.12", periods=12),
        "rate", "0.12", "0.241840",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_claimed_and_right(name: str) -> None:
    slip, unit, claimed, right = EXPECTED[name]
    assert (slip.unit, slip.claimed, slip.right) == (unit, Decimal(claimed), Decimal(right))
    assert slip.kind in SLIPS
    assert slip.difference == Decimal(right) - Decimal(claimed) != 0


def test_there_are_ten_kinds() -> None:
    assert {slip.kind for slip, *_ in EXPECTED.values()} == set(SLIPS) and len(SLIPS) == 10


def test_how_many_times() -> None:
    assert day_rate_as_yearly("0.0005").times == Decimal("365.00")
    assert interest_on_original("12000", annual_rate="0.12", periods=12).times == Decimal("0.55")
    assert Slip("x", "yuan", Decimal(0), Decimal(1)).times is None
    assert Slip("x", "yuan", Decimal("-2"), Decimal(1)).times == Decimal("-0.50")


@pytest.mark.parametrize(
    ("wrong", "argument"),
    [
        (lambda: day_rate_as_yearly("0.0005", year_days=300), "year_days"),
        (lambda: total_below_principal("1000", annual_rate="0.1", periods=12, left_out=12), "left_out"),
        (lambda: months_of_thirty_days("1", daily_rate="0.1", start=FIRST, end=date(2026, 3, 16)), "end"),
        (lambda: months_of_thirty_days("1", daily_rate="0.1", start=FIRST, end=FIRST), "end"),
        (lambda: wrong_multiple("0.03"), "used_rate"),
        (lambda: deducted_but_counted("1", deducted="0.99", annual_rate="0", periods=1), "quote"),
    ],
)
def test_what_makes_no_slip(wrong: Any, argument: str) -> None:
    with pytest.raises(BadInput) as refused:
        wrong()
    assert refused.value.argument == argument
