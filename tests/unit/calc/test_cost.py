"""What a debt has cost so far, as a yearly rate, beside a ceiling."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from duecourse.calc import BadInput, RateChange, Waiver, all_in_cost
from unit.calc import accounts
from unit.calc.debts import DRAWN, loan, paid, y

DAY_100 = date(2026, 4, 25)  # 100 days after the drawing, 69 after the due day of a loan due in one sum


def test_below_the_ceiling() -> None:
    cost = all_in_cost(loan(periods=1), DAY_100)
    # interest 12.00, penalty 1,200 × 0.05 % × 69 = 41.40
    assert cost.total == y("53.40")
    assert cost.charged == {"interest": y("12.00"), "penalty": y("41.40"), "compound": 0, "fees": 0}
    assert cost.principal_days == y("120000.00")
    assert cost.simple_rate == Decimal("0.162425")  # 53.40 × 365 / 120,000
    assert cost.allowed("0.24") == y("78.90")  # 120,000 × 24 % / 365 = 78.904…
    assert str(cost.excess("0.24")) == "0.00"


def test_above_the_ceiling() -> None:
    cost = all_in_cost(loan(periods=1, penalty_daily_rate="0.0015"), DAY_100)
    assert cost.total == y("136.20")  # 12.00 + 124.20
    assert cost.excess("0.24") == y("57.30")
    assert cost.excess(Decimal("0.24"), year_days=360) == y("56.20")  # 80.00 allowed
    assert all_in_cost(loan(periods=1), DAY_100, year_days=360).simple_rate == Decimal("0.160200")


def test_principal_paid_back_counts_no_longer() -> None:
    ledger = loan(paid(2, 15, "112"), paid(3, 15, "111"))
    # 1,200 × 31 days, 1,100 × 28, 1,000 × 41
    assert all_in_cost(ledger, DAY_100).principal_days == y("109000.00")


def test_what_was_paid_is_still_a_cost_and_what_was_waived_is_none() -> None:
    contract = {"periods": 1, "default_fee_rate": "0.05"}
    plain = all_in_cost(loan(**contract), DAY_100)
    assert plain.charged["fees"] == y("60.60")
    settled = all_in_cost(loan(paid(4, 25, "1314.00"), **contract), DAY_100)
    assert settled.total == plain.total == y("114.00")
    waived = all_in_cost(loan(Waiver(DAY_100, "fees", "60.60"), **contract), DAY_100)
    assert waived.total == y("53.40")


def test_the_rate_behind_the_flows() -> None:
    cost = all_in_cost(loan(periods=1), DAY_100)
    assert cost.internal_rate is not None
    # 1,200 becomes 1,253.40 in 100 days
    assert cost.internal_rate.effective == pytest.approx((1253.40 / 1200) ** 3.65 - 1, abs=1e-12)


def test_on_the_first_day_there_is_no_rate() -> None:
    cost = all_in_cost(loan(), DRAWN)
    assert cost.total == 0 and cost.simple_rate is None and cost.internal_rate is None
    before = all_in_cost(loan(), date(2026, 1, 1))
    assert before.total == 0 and before.simple_rate is None and before.internal_rate is None


def test_a_card() -> None:
    cost = all_in_cost(accounts.account(accounts.CARD, default_fee_rate="0.05"), date(2026, 3, 5))
    assert cost.total == y("32.00")  # 27.00 and 5.00
    assert cost.simple_rate == Decimal("0.216296")  # 32 × 365 / 54,000
    assert cost.excess("0.24") == 0
    # new spending is no cost
    more = accounts.account(
        accounts.CARD, accounts.SPENT, accounts.spent(3, 1, "5000"), default_fee_rate="0.05"
    )
    assert all_in_cost(more, date(2026, 3, 5)).total == y("32.00")


def test_a_later_change_does_not_reach_back() -> None:
    ledger = loan(RateChange(date(2026, 5, 1), penalty_daily_rate="0.01"), periods=1)
    assert all_in_cost(ledger, DAY_100).total == y("53.40")


def test_refused() -> None:
    with pytest.raises(BadInput, match=r"on is .*a day up to"):
        all_in_cost(loan(until=DAY_100), date(2026, 4, 26))
    with pytest.raises(BadInput, match=r"ceiling is 0\.24; allowed"):
        all_in_cost(loan(), DAY_100).excess(0.24)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="year_days is 364"):
        all_in_cost(loan(), DAY_100, year_days=364)
