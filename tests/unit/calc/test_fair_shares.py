"""Fair shares of an amount: to the fen, adding up, nobody getting more than is owed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from duecourse.calc import BadInput, FairPart, fair_shares


def shares(amount: str, weights: dict[str, str], at_most: dict[str, str] | None = None) -> dict[str, str]:
    return {name: str(part) for name, part in fair_shares(amount, weights, at_most=at_most).items()}


def test_in_proportion_to_what_is_owed() -> None:
    assert shares("600", {"a": "1000", "b": "2000", "c": "3000"}) == {
        "a": "100.00",
        "b": "200.00",
        "c": "300.00",
    }


def test_the_part_of_one_is_what_all_get_and_a_gap_is_shared_as_well() -> None:
    weights = {"a": "1", "b": "2", "c": "3"}
    for amount in ("100", "0.05", "0"):
        parts = {name: str(FairPart.of(name, weights).amount(amount)) for name in weights}
        assert parts == shares(amount, weights)
    assert [str(FairPart.of(name, weights).amount("-100")) for name in weights] == [
        "-16.67",
        "-33.33",
        "-50.00",
    ]


def test_what_the_cut_leaves_over_goes_to_the_largest_remainders() -> None:
    # 100 / 6: 16.666… and 33.333… and 50: one fen is left, and the first lost most
    assert shares("100", {"a": "1", "b": "2", "c": "3"}) == {"a": "16.67", "b": "33.33", "c": "50.00"}


def test_the_largest_remainders_of_an_election() -> None:
    """Ten seats by the Hare quota of 10,000: 4, 1, 1, 1, 0, 0, and the remainders .7, .6, .61 get three."""
    votes = {
        "yellow": "47000",
        "white": "16000",
        "red": "15800",
        "green": "12000",
        "blue": "6100",
        "pink": "3100",
    }
    seats = {name: int(part * 100) for name, part in fair_shares("0.10", votes).items()}
    assert seats == {"yellow": 5, "white": 2, "red": 1, "green": 1, "blue": 1, "pink": 0}


def test_of_equals_the_first_named_comes_first() -> None:
    assert shares("1", {"a": "5", "b": "5", "c": "5"}) == {"a": "0.34", "b": "0.33", "c": "0.33"}
    assert shares("0.02", {"a": "5", "b": "5", "c": "5"}) == {"a": "0.01", "b": "0.01", "c": "0.00"}


def test_nobody_gets_more_than_is_owed_and_the_rest_goes_to_the_others() -> None:
    # 300 each, but a is owed 50: the other 550 go to b and c in equal parts
    weights = {"a": "1", "b": "1", "c": "1"}
    assert shares("600", weights, {"a": "50", "b": "1000", "c": "1000"}) == {
        "a": "50.00",
        "b": "275.00",
        "c": "275.00",
    }
    # with that b is full too
    assert shares("600", weights, {"a": "50", "b": "250", "c": "1000"}) == {
        "a": "50.00",
        "b": "250.00",
        "c": "300.00",
    }


def test_more_than_all_is_owed() -> None:
    assert shares("600", {"a": "1", "b": "9"}, {"a": "50", "b": "70"}) == {"a": "50.00", "b": "70.00"}


def test_who_has_no_weight_gets_something_only_when_the_others_are_full() -> None:
    assert shares("100", {"a": "0", "b": "1"}, {"a": "80", "b": "200"}) == {"a": "0.00", "b": "100.00"}
    assert shares("100", {"a": "0", "b": "1"}, {"a": "80", "b": "60"}) == {"a": "40.00", "b": "60.00"}


def test_nothing_to_divide() -> None:
    assert shares("0", {"a": "0", "b": "0"}) == {"a": "0.00", "b": "0.00"}


NO: Any = None


@pytest.mark.parametrize(
    ("argument", "call"),
    [
        ("amount", lambda: fair_shares("-1", {"a": "1"})),
        ("amount", lambda: fair_shares("0.001", {"a": "1"})),
        ("weights", lambda: fair_shares("1", {})),
        ("weights", lambda: fair_shares("1", NO)),
        ("weights", lambda: fair_shares("1", {"a": "-1"})),
        ("weights", lambda: fair_shares("1", {"a": "0", "b": 0})),
        ("at_most", lambda: fair_shares("1", {"a": "1"}, at_most={"b": "1"})),
        ("at_most", lambda: fair_shares("1", {"a": "1"}, at_most={"a": "-1"})),
    ],
)
def test_what_cannot_be_divided_is_refused(argument: str, call: Callable[[], object]) -> None:
    with pytest.raises(BadInput) as caught:
        call()
    assert caught.value.argument == argument


def test_the_shares_are_exact_decimals() -> None:
    assert sum(fair_shares("99999.99", {"a": "1", "b": "1", "c": "5"}).values()) == Decimal("99999.99")
