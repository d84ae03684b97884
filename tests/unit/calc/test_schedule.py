"""Instalment plans."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from duecourse.calc import BadInput, schedule


def lines(*args: object, **named: object) -> list[tuple[str, str, str, str, str]]:
    plan = schedule(*args, **named)  # type: ignore[arg-type]
    return [
        (str(i.payment), str(i.principal), str(i.interest), str(i.fee), str(i.balance))
        for i in plan.instalments
    ]


def test_equal_instalments() -> None:
    plan = schedule("50000", annual_rate="0.15", periods=36)
    assert [i.payment for i in plan.instalments] == [Decimal("1733.27")] * 35 + [Decimal("1733.11")]
    assert plan.total_interest == Decimal("12397.56")
    assert sum(i.principal for i in plan.instalments) == Decimal("50000.00") == plan.principal
    assert plan.instalments[-1].balance == 0
    assert plan.total_payment == Decimal("62397.56")
    first = plan.instalments[0]
    assert (first.interest, first.principal, first.fee) == (
        Decimal("625.00"), Decimal("1108.27"), Decimal(0),
    )  # fmt: skip


def test_equal_instalments_line_by_line() -> None:
    # 1,000 at 1 % a month in 3: 1000 × 0.01 × 1.030301 / 0.030301 = 340.0221…
    assert lines("1000", annual_rate="0.12", periods=3) == [
        ("340.02", "330.02", "10.00", "0.00", "669.98"),
        ("340.02", "333.32", "6.70", "0.00", "336.66"),  # 669.98 × 1 % = 6.6998
        ("340.03", "336.66", "3.37", "0.00", "0.00"),  # 336.66 × 1 % = 3.3666
    ]


def test_equal_principal() -> None:
    assert lines("1000", annual_rate="0.12", periods=3, method="equal_principal") == [
        ("343.33", "333.33", "10.00", "0.00", "666.67"),
        ("340.00", "333.33", "6.67", "0.00", "333.34"),
        ("336.67", "333.34", "3.33", "0.00", "0.00"),
    ]


def test_interest_only() -> None:
    assert lines("1000", annual_rate="0.10", periods=3, method="interest_only") == [
        ("8.33", "0.00", "8.33", "0.00", "1000.00"),
        ("8.33", "0.00", "8.33", "0.00", "1000.00"),
        ("1008.33", "1000.00", "8.33", "0.00", "0.00"),
    ]


def test_bullet() -> None:
    assert lines("1000", annual_rate="0.10", periods=3, method="bullet") == [
        ("0.00", "0.00", "0.00", "0.00", "1000.00"),
        ("0.00", "0.00", "0.00", "0.00", "1000.00"),
        ("1025.00", "1000.00", "25.00", "0.00", "0.00"),
    ]


def test_a_flat_fee_is_on_the_original_principal() -> None:
    assert lines("1000", periods=3, method="flat_fee", fee_per_period="0.005") == [
        ("338.33", "333.33", "0.00", "5.00", "666.67"),
        ("338.33", "333.33", "0.00", "5.00", "333.34"),
        ("338.34", "333.34", "0.00", "5.00", "0.00"),
    ]
    plan = schedule("1000", periods=3, method="flat_fee", total_fee_rate="0.015")
    assert plan.total_fee == Decimal("15.00")
    assert plan.total_interest == 0


@pytest.mark.parametrize("method", ["equal_instalments", "equal_principal", "interest_only", "bullet"])
def test_no_interest_at_a_rate_of_nothing(method: str) -> None:
    plan = schedule("100", periods=3, method=method)
    assert plan.total_interest == 0
    assert plan.total_payment == Decimal("100.00")
    if method.startswith("equal"):
        assert [str(i.payment) for i in plan.instalments] == ["33.33", "33.33", "33.34"]


@pytest.mark.parametrize("method", ["equal_instalments", "equal_principal", "interest_only", "bullet"])
def test_one_instalment(method: str) -> None:
    assert lines("1000", annual_rate="0.12", periods=1, method=method) == [
        ("1010.00", "1000.00", "10.00", "0.00", "0.00")
    ]


def test_360_instalments() -> None:
    plan = schedule("1000000", annual_rate="0.049", periods=360, start=date(2026, 1, 31))
    assert plan.instalments[0].payment == Decimal("5307.27")  # the figure every mortgage table prints
    assert plan.instalments[-1].balance == 0
    assert sum(i.principal for i in plan.instalments) == 1_000_000
    # at most half a fen a month, and the interest on it: 0.005 × (1.0040833^360 − 1) / 0.0040833 = 4.09
    assert abs(plan.instalments[-1].payment - Decimal("5307.27")) < Decimal("4.09")
    assert plan.instalments[-1].due == date(2056, 1, 31)


@pytest.mark.parametrize(("rounding", "first"), [("half_up", "1733.27"), ("down", "1733.26")])
def test_the_payment_may_be_cut(rounding: str, first: str) -> None:
    plan = schedule("50000", annual_rate="0.15", periods=36, rounding=rounding)
    assert str(plan.instalments[0].payment) == first  # 1,733.2664…
    assert sum(i.principal for i in plan.instalments) == 50_000


def test_month_ends_do_not_drift() -> None:
    dues = [i.due for i in schedule("1200", periods=4, start=date(2026, 1, 31)).instalments]
    assert dues == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]
    leap = [i.due for i in schedule("1200", periods=2, start=date(2024, 1, 30)).instalments]
    assert leap == [date(2024, 2, 29), date(2024, 3, 30)]
    over_the_year = [i.due for i in schedule("1200", periods=14, start=date(2025, 12, 31)).instalments]
    assert over_the_year[1] == date(2026, 2, 28) and over_the_year[13] == date(2027, 2, 28)


def test_without_a_start_there_are_no_days() -> None:
    assert [i.due for i in schedule("1200", periods=2).instalments] == [None, None]
    assert [i.number for i in schedule("1200", periods=2).instalments] == [1, 2]


@pytest.mark.parametrize("method", ["equal_instalments", "equal_principal", "flat_fee"])
@pytest.mark.parametrize("rate", ["0", "0.12", "3"])
def test_a_tiny_principal_over_many_instalments(method: str, rate: str) -> None:
    fee = "0.01" if method == "flat_fee" else None
    plan = schedule("0.05", annual_rate=rate, periods=36, method=method, fee_per_period=fee)
    assert sum(i.principal for i in plan.instalments) == Decimal("0.05")
    assert all(min(i.principal, i.interest, i.fee, i.balance) >= 0 for i in plan.instalments)


def test_what_an_advertisement_gives_as_the_total() -> None:
    plan = schedule("50000", annual_rate="0.15", periods=36)
    assert plan.quoted_total() == Decimal("62397.72")  # 36 × 1,733.27
    assert plan.quoted_total("unrounded") == Decimal("62397.59")  # 36 × 1,733.26642…


def test_a_plan_needs_what_it_needs() -> None:
    with pytest.raises(BadInput, match="fee_per_period"):
        schedule("1000", periods=3, method="flat_fee")
    with pytest.raises(BadInput, match="total_fee_rate"):
        schedule("1000", periods=3, method="flat_fee", fee_per_period="0.005", total_fee_rate="0.015")
    with pytest.raises(BadInput, match="flat_fee"):
        schedule("1000", periods=3, fee_per_period="0.005")
    with pytest.raises(BadInput, match="equal_instalments or equal_principal"):
        schedule("1000", periods=3, method="annuity")
