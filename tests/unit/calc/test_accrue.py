"""Simple interest or penalty on one amount."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from duecourse.calc import accrue

START, END = date(2021, 3, 17), date(2021, 3, 22)


@pytest.mark.parametrize("base", ["1000", 1000, Decimal("1000"), "1000.00", " 1000 "])
@pytest.mark.parametrize("rate", ["0.0007", Decimal("0.0007"), "7E-4"])
def test_the_first_day_counts_and_the_last_does_not(base: object, rate: object) -> None:
    charge = accrue(base, rate=rate, start=START, end=END)  # type: ignore[arg-type]
    assert str(charge.amount) == "3.50"  # 1,000 × 0.07 % × 5
    assert charge.days == 5


def test_both_days_count() -> None:
    charge = accrue("1000", rate="0.0007", start=START, end=END, days="inclusive")
    assert (charge.days, str(charge.amount)) == (6, "4.20")


def test_a_number_of_days_instead_of_dates() -> None:
    charge = accrue("1000", rate="0.18", per="year", year_days=360, day_count=90)
    assert (charge.days, str(charge.amount)) == (90, "45.00")  # 1,000 × 18 % × 90 / 360
    assert str(accrue("1000", rate="0.18", per="year", day_count=90).amount) == "44.38"  # … / 365 = 44.3835


def test_a_leap_day_is_a_day() -> None:
    assert accrue("1000", rate="0.0005", start=date(2024, 2, 28), end=date(2024, 3, 1)).days == 2
    assert accrue("1000", rate="0.0005", start=date(2025, 2, 28), end=date(2025, 3, 1)).days == 1


def test_half_a_fen_goes_up_or_is_cut() -> None:
    # 100 × 0.015 % × 1 = 0.015
    assert str(accrue("100", rate="0.00015", day_count=1).amount) == "0.02"
    assert str(accrue("100", rate="0.00015", day_count=1, rounding="down").amount) == "0.01"


def test_nothing_comes_out_with_two_places() -> None:
    for charge in (
        accrue("1000", rate="0.0007", start=START, end=START),
        accrue("0", rate="0.0007", day_count=5),
        accrue("1000", rate="0", day_count=5),
    ):
        assert str(charge.amount) == "0.00"
    assert str(accrue("1000", rate="0.0007", start=START, end=START, days="inclusive").amount) == "0.70"


def test_the_step_says_how() -> None:
    charge = accrue("1000", rate="0.153", per="year", start=START, end=END)
    (step,) = charge.steps
    assert (step.base, step.rate, step.per, step.days, step.year_days) == (
        Decimal("1000.00"),
        Decimal("0.153"),
        "year",
        5,
        365,
    )
    assert step.amount == charge.amount == Decimal("2.10")  # 1,000 × 15.3 % × 5 / 365 = 2.0958…
    assert str(step.unrounded).startswith("2.09589041095890")


def test_what_a_caller_has_set_for_decimals_changes_nothing() -> None:
    from decimal import localcontext

    with localcontext() as context:
        context.prec = 3
        assert str(accrue("123456.78", rate="0.0007", day_count=31).amount) == "2679.01"  # 2,679.0121…
