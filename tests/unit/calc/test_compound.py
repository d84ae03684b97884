"""Interest on unpaid interest. The loan is due in one sum: 1,200 and 12.00 interest on 15 February 2026."""

from __future__ import annotations

from datetime import date

import pytest

from unit.calc.debts import loan, paid, parts, y


def compound(on: date, **differs: object) -> str:
    return str(loan(periods=1, **differs).position(on).compound)


def test_without_a_clause_there_is_none() -> None:
    assert compound(date(2026, 12, 31)) == "0.00"


def test_at_the_penalty_rate_on_overdue_interest() -> None:
    assert compound(date(2026, 2, 25), compound="interest") == "0.06"  # 12 × 0.05 % × 10
    assert compound(date(2026, 2, 25), compound="interest", days="inclusive") == "0.07"  # … × 11 = 0.066
    assert compound(date(2026, 2, 15), compound="interest") == "0.00"
    multiple = compound(date(2026, 2, 25), compound="interest", penalty_multiple="1.5", year_days=360)
    assert multiple == "0.06"  # 12 × 18 % × 10 / 360


@pytest.mark.parametrize(
    ("every", "march", "april", "late_april", "may"),
    [
        # 0.006 a day: 28, 59, 69, 99 days
        ("never", "0.17", "0.35", "0.41", "0.59"),
        # 0.168 → base 12.17 from 15 March; 0.356635 → base 12.36 from 15 April; 0.541… on 15 May → 12.54
        ("month", "0.17", "0.36", "0.42", "0.60"),
        # the third month after the drawing is over on 15 April: 0.354 → base 12.35
        ("quarter", "0.17", "0.35", "0.42", "0.60"),
    ],
)
def test_how_often_it_joins_its_own_base(
    every: str, march: str, april: str, late_april: str, may: str
) -> None:
    days = (date(2026, 3, 15), date(2026, 4, 15), date(2026, 4, 25), date(2026, 5, 25))
    found = [compound(on, compound="interest", compound_every=every) for on in days]
    # month, 15 May: 0.356635 + 30 × 12.36 × 0.05 % = 0.542035 → 12.54; 25 May: + 10 × 0.00627 = 0.604735
    # quarter, 25 May: 0.354 + 40 × 12.35 × 0.05 % = 0.601
    assert found == [march, april, late_april, may]


def test_on_the_penalty_too() -> None:
    every = {"compound": "interest_and_penalty", "compound_every": "month"}
    # 15 March: 12 + 0.17 + penalty 16.80 = 28.97; 15 April: 0.168 + 31 × 28.97 × 0.05 % = 0.617035
    assert compound(date(2026, 4, 15), **every) == "0.62"
    # from there 12 + 0.62 + 35.40 = 48.02: + 10 × 0.02401 = 0.857135
    assert compound(date(2026, 4, 25), **every) == "0.86"


def test_fees_bear_none() -> None:
    plain = loan(periods=1, compound="interest_and_penalty", compound_every="month")
    with_fee = loan(
        periods=1, compound="interest_and_penalty", compound_every="month", default_fee_rate="0.05"
    )
    on = date(2026, 9, 1)
    assert with_fee.position(on).fees == y("60.60")
    assert with_fee.position(on).compound == plain.position(on).compound


def test_paid_interest_bears_no_more() -> None:
    ledger = loan(paid(2, 25, "12"), periods=1, compound="interest", compound_every="month")
    assert parts(ledger, date(2026, 2, 25)) == {"principal": "1200.00", "penalty": "6.00", "compound": "0.06"}
    # the 0.06 joins its own base on 15 March: 31 days × 0.06 × 0.05 % = 0.0009
    assert ledger.position(date(2026, 4, 15)).compound == y("0.06")


def test_interest_that_runs_on_bears_it_once_it_is_posted() -> None:
    ledger = loan(periods=1, compound="interest", interest_when_overdue="runs_on", year_days=360)
    # 0.40 a day: 11.20 posted on 15 March, base 23.20; 15 April: 0.168 + 31 × 23.20 × 0.05 % = 0.5276
    assert ledger.position(date(2026, 3, 15)).interest == y("23.20")
    assert ledger.position(date(2026, 4, 15)).compound == y("0.53")


def test_only_overdue_interest_bears_it() -> None:
    # twelve instalments: on 25 March 12 for 38 days and 11 for 10; the running interest bears nothing
    assert loan(compound="interest").position(date(2026, 3, 25)).compound == y(
        "0.28"
    )  # 0.228 + 0.055 = 0.283


def test_quarterly_over_two_years() -> None:
    """A reckoning of its own, quarter by quarter."""
    from decimal import ROUND_HALF_UP, Decimal

    ledger = loan(periods=1, compound="interest", compound_every="quarter", until=date(2028, 2, 15))
    posts = [date(2026 + m // 12, m % 12 + 1, 15) for m in range(3, 25, 3)]  # 15 April 2026 … 15 January 2028
    total, base, since = Decimal(0), Decimal(12), date(2026, 2, 15)
    for on in [*posts, date(2028, 2, 15)]:
        total += base * Decimal("0.0005") * (on - since).days
        rounded = total.quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert ledger.position(on).compound == rounded
        base, since = 12 + rounded, on
    assert rounded == y("5.15")  # simple interest would be 4.38


def test_a_charge_that_is_paid_leaves_the_base() -> None:
    every = {"compound": "interest_and_penalty", "compound_every": "month"}
    ledger = loan(paid(3, 25, "34.80"), periods=1, **every)
    # 15 March: base 12 + 0.17 + 16.80 = 28.97. 25 March: 0.168 + 10 × 28.97 × 0.05 % = 0.31285; interest
    # 12.00 and penalty 22.80 are paid, of the base only 0.31 is left: + 21 × 0.31 × 0.05 % = 0.316105
    assert ledger.payment_split(date(2026, 3, 25)) == {"interest": y("12.00"), "penalty": y("22.80")}
    assert ledger.position(date(2026, 4, 15)).compound == y("0.32")


def test_interest_that_ran_on_until_the_principal_was_paid_is_posted_too() -> None:
    order = ("principal", "interest", "penalty", "compound", "fees")
    ledger = loan(
        paid(3, 1, "1200"), periods=1, compound="interest", interest_when_overdue="runs_on", allocation=order
    )
    # 14 days of 0.3945…: 5.52, posted on 15 March. 28 × 12 × 0.05 % + 31 × 17.52 × 0.05 % = 0.43956
    assert ledger.position(date(2026, 4, 15)).interest == y("17.52")
    assert ledger.position(date(2026, 4, 15)).compound == y("0.44")
