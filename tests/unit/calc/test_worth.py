"""What payments to come are worth, and the rate behind them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from duecourse.calc import RateNotFound, annual_rate
from duecourse.calc.plan.present_value import months_between, present_value, rate_of

JAN_31 = date(2026, 1, 31)


def test_months_between() -> None:
    assert months_between(JAN_31, JAN_31) == 0
    assert months_between(JAN_31, date(2026, 2, 28)) == 1  # a month end is a month on
    assert months_between(JAN_31, date(2026, 3, 31)) == 2
    assert months_between(JAN_31, date(2026, 3, 1)) == 1 + Fraction(1, 31)  # a day after 28 February
    assert months_between(date(2026, 1, 20), date(2026, 1, 25)) == Fraction(5, 31)
    assert months_between(date(2026, 1, 20), date(2028, 1, 19)) == 23 + Fraction(30, 31)


def test_present_value() -> None:
    rate = Decimal("0.21")  # 1.1 in half a year
    assert present_value(rate, (0, 6, 12, 24), (100_00, 110_00, 121_00, 146_41)) == 400_00
    assert present_value(rate, (Fraction(6),), (110_00,)) == 100_00
    assert present_value(rate, (12,), (121_00,), at=6) == 110_00
    assert present_value(Decimal(0), (1, 2), (5, 7)) == 12
    assert present_value(rate, (), ()) == 0


def test_what_falls_within_a_month_is_worth_its_share_of_it() -> None:
    rate = Decimal("1.01") ** 24 - 1  # 1 % in half a month
    half = Fraction(1, 2)
    assert present_value(rate, (half,), (101_00,)) == 100_00
    assert present_value(rate, (1,), (102_01,), at=half) == 101_00
    assert present_value(rate, (Fraction(1, 31), Fraction(3, 2)), (0, 103_03_01)) == 10_000_00


def test_the_worth_is_rounded_once() -> None:
    # 0.4545… each: together 0.909…, a fen; rounded each by itself they would be 0
    assert present_value(Decimal("1.20"), (12, 12), (1, 1)) == 1


def test_the_rate_of_equal_payments() -> None:
    found = rate_of(1000_00, range(1, 13), [88_85] * 12)
    assert found.nominal == pytest.approx(0.12, abs=1e-4)
    same = annual_rate([-1000, *["88.85"] * 12])
    assert found.nominal == pytest.approx(same.nominal, abs=1e-13)
    assert found.effective == pytest.approx(same.effective, abs=1e-13)
    assert found.per_period == pytest.approx(same.per_period, abs=1e-13)


@pytest.mark.parametrize(
    ("owed", "months", "payments", "month"),
    [
        (100_00, (1,), (101_00,), 0.01),
        (100_00, (1,), (99_00,), -0.01),
        (100_00, (1,), (100_00,), 0.0),
        (150_00, (0, 1), (50_00, 101_00), 0.01),  # 100 is owed after the first payment
        (100_00, (Fraction(1, 2),), (101_00,), 1.01**2 - 1),
        (100_00, (1, 2), (0, 121_00), 0.1),
        (100_00, (1,), (215_00,), 1.15),  # 975,000 % a year
    ],
)
def test_the_rate_of_a_month(
    owed: int, months: tuple[int | Fraction, ...], payments: tuple[int, ...], month: float
) -> None:
    assert rate_of(owed, months, payments).per_period == pytest.approx(month, abs=1e-12)


@pytest.mark.parametrize(
    ("reason", "owed", "months", "payments"),
    [
        ("no_sign_change", 100_00, (), ()),
        ("no_sign_change", 100_00, (1,), (0,)),
        ("no_sign_change", 100_00, (0,), (100_00,)),  # paid at once: lent for no time
        ("no_sign_change", 100_00, (0, 1), (100_00, 5_00)),
        ("no_sign_change", 0, (1,), (1,)),
        ("absurd", 100_00, (1,), (216_00,)),
        ("absurd", 100_00, (1,), (68_00,)),  # 1 − 0.68^12 is more than 99 % lost
        ("absurd", 10**12, (1, 2), (1, 1)),
    ],
)
def test_where_there_is_no_rate_it_is_said_why(
    reason: str, owed: int, months: tuple[int, ...], payments: tuple[int, ...]
) -> None:
    with pytest.raises(RateNotFound) as caught:
        rate_of(owed, months, payments)
    assert caught.value.reason == reason
