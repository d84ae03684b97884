"""The shortest plan that can be carried, or what is missing for one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from duecourse.calc import (
    BadInput,
    CounterOffer,
    Deferral,
    Flat,
    LumpSum,
    Means,
    Remission,
    Rescheduling,
    shortest_plan,
)
from unit.calc.agreed import owed, principal_only
from unit.calc.debts import y

FREE = principal_only(annual_rate="0")


def test_the_shortest_plan_of_a_normal_and_of_a_bad_month() -> None:
    means = Means.of("300", "239.99")
    found = shortest_plan(FREE, means, most_periods=12)
    assert found.offer is not None
    assert (found.periods, found.offer.highest_payment) == (4, y("300.00"))
    assert (found.short_by, found.waiver_needed, found.waived) == (0, None, None)
    assert shortest_plan(FREE, means, most_periods=12, bad_month=True).periods == 6  # 5 of 240 are too much


def test_interest_makes_it_longer() -> None:
    # four payments of 307.54 at 1 % a month
    assert shortest_plan(principal_only(), Means.of("300"), most_periods=12).periods == 5
    assert shortest_plan(principal_only(), Means.of("307.54"), most_periods=12).periods == 4


def test_a_month_that_is_worse_than_the_others() -> None:
    """Only 150 in March, and March is the second payment of any plan of two or more."""
    lines = (Flat("income", "700"), Flat("essential", "550", start=date(2026, 3, 1), end=date(2026, 3, 31)))
    assert shortest_plan(FREE, Means(lines), most_periods=12).periods == 8
    starts_in_april = shortest_plan(FREE, Means(lines), most_periods=12, beside=[Deferral(2)])
    assert starts_in_april.periods == 2


def test_what_is_agreed_besides() -> None:
    means = Means.of("300")
    assert (
        shortest_plan(FREE, means, most_periods=12, beside=[Remission("principal", amount="300")]).periods
        == 3
    )
    assert shortest_plan(FREE, means, most_periods=12, beside=[LumpSum("300")]).periods == 3
    falling = Rescheduling(1, method="equal_principal", annual_rate="0.12")
    assert shortest_plan(FREE, means, most_periods=12, like=falling).periods == 5  # 240 and 12
    assert shortest_plan(FREE, Means.of("300", reserve="25"), most_periods=12, like=falling).periods == 5
    saved = Means.of("300", reserve="30")  # 312 + 309 + 306 + 303
    assert shortest_plan(FREE, saved, most_periods=12, like=falling).periods == 4


def test_none_is_carried_and_what_is_missing() -> None:
    found = shortest_plan(FREE, Means.of("10"), most_periods=60)
    assert (found.offer, found.periods, found.longest_tried) == (None, None, 60)
    assert found.short_by == y("10.00")  # 20 a month are asked for
    # sixty times 10 can be carried: half of it would have to be given up
    assert found.waiver_needed == y("600.00")
    assert found.waived is not None and found.waived.highest_payment == y("10.00")


def test_a_fen_is_missing() -> None:
    found = shortest_plan(FREE, Means.of("1199.99"), most_periods=1)
    assert found.short_by == found.waiver_needed == y("0.01")


def test_the_waiver_that_is_missing_beside_a_down_payment() -> None:
    """600 down leave 600; three payments of 50 leave 450 to be waived. Without means for the first it is paid
    from what is set aside."""
    found = shortest_plan(FREE, Means.of("50", reserve="600"), most_periods=3, beside=[LumpSum("600")])
    assert found.offer is None and found.waiver_needed is not None
    assert found.waived is not None and found.waived.highest_payment <= y("600.00")


def test_charges_are_given_up_first() -> None:
    found = shortest_plan(owed(annual_rate="0"), Means.of("101"), most_periods=12)
    # 1,221 / 12 is 101.75: 9 too much
    assert found.waiver_needed == y("9.00")
    assert found.waived is not None
    assert [name for name, amount in found.waived.waived.items() if amount] == ["penalty", "fees"]


def test_what_is_waived_anyway_does_not_count_as_needed() -> None:
    found = shortest_plan(
        owed(annual_rate="0"), Means.of("101"), most_periods=12, beside=[Remission("penalty", share=1)]
    )
    assert found.waiver_needed == y("4.00")


@pytest.mark.parametrize("left", ["0", "-290"])
def test_nothing_is_left_and_no_waiver_helps(left: str) -> None:
    found = shortest_plan(FREE, Means.of(left), most_periods=60)
    assert found.offer is None and found.waiver_needed is None and found.waived is None
    assert found.short_by == 20 - int(left)


def test_the_plan_that_comes_nearest_counts() -> None:
    """A longer plan may run into worse months."""
    lines = (Flat("income", "390"), Flat("essential", "380", start=date(2026, 5, 1)))
    found = shortest_plan(FREE, Means(lines), most_periods=4)
    assert found.short_by == y("10.00")  # three payments of 400; four of 300 are 290 short in May


ANY: Any = None


@pytest.mark.parametrize(
    ("argument", "call"),
    [
        ("most_periods", lambda: shortest_plan(FREE, Means.of("1"), most_periods=0)),
        ("most_periods", lambda: shortest_plan(FREE, Means.of("1"), most_periods=601)),
        (
            "most_periods",
            lambda: shortest_plan(
                FREE, Means.of("1"), most_periods=1, like=Rescheduling(2, method="stepped", shares=("1", "2"))
            ),
        ),
        (
            "beside",
            lambda: shortest_plan(
                FREE, Means.of("1"), most_periods=2, beside=[CounterOffer(((date(2026, 3, 1), "1"),))]
            ),
        ),
        (
            "beside",
            lambda: shortest_plan(FREE, Means.of("1"), most_periods=2, beside=[Rescheduling(2)]),
        ),
    ],
)
def test_what_cannot_be_solved_is_refused(argument: str, call: Callable[[], object]) -> None:
    with pytest.raises(BadInput) as caught:
        call()
    assert caught.value.argument == argument
