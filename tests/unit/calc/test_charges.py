"""The default fee and the penalty rate."""

from __future__ import annotations

import pytest

from duecourse.calc import default_fee, penalty_rate


@pytest.mark.parametrize(
    ("minimum", "paid", "floor", "cap", "fee"),
    [
        ("1000", "300", "0", None, "35.00"),  # 700 × 5 %
        ("1000", "1000", "10", None, "0.00"),  # paid: no fee, no floor
        ("1000", "1200", "10", None, "0.00"),
        ("100", "0", "10", None, "10.00"),  # 5.00 is below the floor
        ("1000", "950", "10", None, "10.00"),
        ("20000", "0", "10", "500", "500.00"),  # 1,000.00 is above the cap
        ("10000", "0", "10", "500", "500.00"),  # 500.00 exactly
        ("9999.80", "0", "10", "500", "499.99"),
        ("0.10", "0", "0", None, "0.01"),  # 0.005
        ("100", "0", "5", "5", "5.00"),
    ],
)
def test_five_per_cent_of_the_unpaid_part(
    minimum: str, paid: str, floor: str, cap: str | None, fee: str
) -> None:
    assert str(default_fee(minimum=minimum, paid=paid, rate="0.05", floor=floor, cap=cap)) == fee


def test_the_fee_may_be_cut() -> None:
    assert str(default_fee(minimum="0.10", paid="0", rate="0.05", rounding="down")) == "0.00"


@pytest.mark.parametrize(
    ("rate", "how", "expected"),
    [
        ("0.153", {"multiple": "1.5"}, "0.2295"),
        ("0.153", {"multiple": "1.5", "ceiling": "0.24"}, "0.2295"),
        ("0.18", {"multiple": "1.5", "ceiling": "0.24"}, "0.24"),
        ("0.16", {"multiple": "1.5", "ceiling": "0.24"}, "0.240"),  # 24 / 1.5: the break-even
        ("0.10", {"multiple": "1.3"}, "0.130"),
        ("0.10", {"uplift": "0.30"}, "0.1300"),
        ("0.10", {"uplift": "0"}, "0.10"),
        ("0", {"multiple": "1.5"}, "0.0"),
    ],
)
def test_the_penalty_rate(rate: str, how: dict[str, str], expected: str) -> None:
    assert str(penalty_rate(rate, **how)) == expected
    assert str(penalty_rate(annual_rate=rate, **how)) == expected
