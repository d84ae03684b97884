"""The yearly rate behind a stream of payments."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from duecourse.calc import RateNotFound, annual_rate, schedule


def test_it_finds_the_rate_a_plan_was_made_with() -> None:
    rate = annual_rate(schedule("50000", annual_rate="0.15", periods=36).flows())
    assert rate.nominal == pytest.approx(0.15, abs=2e-7)  # the payments are rounded to the fen
    assert rate.effective == pytest.approx(1.0125**12 - 1, abs=3e-7)
    assert rate.per_period == pytest.approx(0.0125, abs=2e-8)


def test_exactly() -> None:
    rate = annual_rate([-1000, 10, 10, 1010])
    assert rate.per_period == pytest.approx(0.01, abs=1e-15)
    assert rate.nominal == pytest.approx(0.12, abs=1e-14)
    assert rate.effective == pytest.approx(1.01**12 - 1, abs=1e-14)


@pytest.mark.parametrize(
    ("fee", "nominal"),
    [("0.005", 0.1090), ("0.006", 0.1303), ("0.007", 0.1516), ("0.010", 0.2146), ("0.012", 0.2560)],
)
def test_a_flat_fee_is_nearly_twice_what_it_looks(fee: str, nominal: float) -> None:
    plan = schedule("10000", periods=12, method="flat_fee", fee_per_period=fee)
    assert annual_rate(plan.flows()).nominal == pytest.approx(nominal, abs=5e-5)


@pytest.mark.parametrize(
    "flows",
    [
        [-1000, 0, 0, 1030.301],
        [1000, 0, 0, -1030.301],
        ["-1000", "0", "0", "1030.301"],
        [Decimal(-1000), 0, 0.0, "1030.301"],
        (-1000, 0, 0, 1030.301),
        [0, -1000, 0, 0, 1030.301],
        [-1000, 0, 0, 1030.301, 0, 0],
    ],
)
def test_either_sign_first_and_any_kind_of_number(flows: list[object]) -> None:
    assert annual_rate(flows).per_period == pytest.approx(0.01, abs=1e-14)  # type: ignore[arg-type]


def test_dated_flows() -> None:
    flows = [(date(2025, 1, 1), "-1000"), (date(2026, 1, 1), "1100")]  # 365 days
    rate = annual_rate(flows)
    assert rate.effective == pytest.approx(0.10, abs=1e-14)
    assert rate.nominal == pytest.approx(12 * (1.1 ** (1 / 12) - 1), abs=1e-14)
    assert annual_rate(flows[::-1]).effective == rate.effective
    assert annual_rate([list(pair) for pair in flows]).effective == rate.effective  # type: ignore[arg-type]
    same_day = [(date(2025, 1, 1), -1500), (date(2025, 1, 1), 500), (date(2026, 1, 1), 1100)]
    assert annual_rate(same_day).effective == pytest.approx(0.10, abs=1e-14)


def test_money_lost_is_a_negative_rate() -> None:
    assert annual_rate([-1000, 990]).per_period == pytest.approx(-0.01, abs=1e-14)
    assert annual_rate([-1000, 500, 500]).nominal == pytest.approx(0, abs=1e-14)


def test_a_very_long_plan_and_a_very_dear_one() -> None:
    assert annual_rate([-1000] + [10] * 359 + [1010]).per_period == pytest.approx(0.01, abs=1e-13)
    assert annual_rate([-1000, 2000]).per_period == pytest.approx(1, abs=1e-13)  # 100 % a month


@pytest.mark.parametrize(
    ("flows", "reason"),
    [
        ([-1000, -100], "no_sign_change"),
        ([1000, 100, 10], "no_sign_change"),
        ([0, 0], "no_sign_change"),
        ([-100, 230, -132.5], "no_sign_change"),  # never worth it: 230² < 4 × 100 × 132.5
        ([-100, 230, -132], "several"),  # 10 % and 20 % a month
        ([-1600, 10000, -10000], "several"),  # 25 % and 400 %: the oil pump of the textbooks
        ([100, -230, 132], "several"),
        ([-1, 6, -11, 6], "several"),  # 0 %, 100 %, 200 %
        ([-1000, 1], "absurd"),
        ([-1, 10**6], "absurd"),
    ],
)
def test_refused_not_guessed(flows: list[float], reason: str) -> None:
    with pytest.raises(RateNotFound, match="flows") as caught:
        annual_rate(flows)
    assert caught.value.reason == reason
    assert isinstance(caught.value, ValueError)


def test_the_rates_that_fit_are_named() -> None:
    with pytest.raises(RateNotFound, match=r"213\.84 %, 791\.61 %"):  # 1.1^12 − 1, 1.2^12 − 1
        annual_rate([-100, 230, -132])


def test_a_curve_that_only_touches_zero_has_one_rate() -> None:
    # −100 + 220 x − 121 x² = −(10 − 11 x)²: 10 % a month, and no other
    assert annual_rate([-100, 220, -121]).per_period == pytest.approx(0.10, abs=1e-7)


def test_two_rates_however_close() -> None:
    # roots at 10 % and 10.01 %: (1 − 1.1 x)(1 − 1.1001 x)
    with pytest.raises(RateNotFound, match="more than one"):
        annual_rate([-1, 2.2001, -1.21011])


def test_payments_that_turn_more_than_once_may_still_have_one_rate() -> None:
    # a second drawing half-way, and a small refund at the end
    assert annual_rate([-1000, 300, 300, -200, 300, 350]).nominal > 0
    assert annual_rate([-1000] + [90] * 12 + [-5]).nominal == pytest.approx(0.137, abs=1e-3)


def test_no_root_hides() -> None:
    """Streams made from known rates: found where there is one, refused where there are more."""
    random = Random(7)
    for _ in range(200):
        rates = sorted({random.choice([0.01, 0.03, 0.08, 0.2]) for _ in range(random.choice([1, 2, 3]))})
        flows = [1.0]
        for rate in rates:  # times (1 − (1 + rate) x)
            flows = [a - (1 + rate) * b for a, b in zip([*flows, 0.0], [0.0, *flows], strict=True)]
        if len(rates) == 1:
            assert annual_rate(flows).per_period == pytest.approx(rates[0], abs=1e-12)
        else:
            with pytest.raises(RateNotFound, match="more than one"):
                annual_rate(flows)


def test_an_account_with_many_drawings_takes_a_look_at_each_flow() -> None:
    def account(months: int) -> list[tuple[date, int]]:
        first = date(2020, 1, 1)
        drawn = [(first + timedelta(30 * number), -1000) for number in range(months)]
        days = [first + timedelta(30 * number + 25) for number in range(months)]
        paid = [(on, 1030 if number % 3 else 990) for number, on in enumerate(days)]
        return [*drawn, *paid]

    def looks(months: int) -> int:
        count = 0

        def count_one(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += event == "c_call"

        flows = account(months)
        sys.setprofile(count_one)
        try:
            annual_rate(flows)
        finally:
            sys.setprofile(None)
        return count

    assert looks(240) < 9 * looks(30)
