"""The choice between debts: alike in every lesson, names that differ, and none where there is no choice."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from duecourse.lessons.kit.which_debt import AboutOneDebt, labels_of, which_debt
from duecourse.locale import distinct, in_language


@dataclass
class Card:
    label: str


CARDS = {"one": Card("Card"), "two": Card("Card"), "three": Card("Loan")}


def test_debts_that_are_called_the_same_have_a_number() -> None:
    with in_language("en"):
        choice = which_debt("Which?", labels_of(CARDS))["debt"]
    assert choice.labels == ["Card", "Card (2)", "Loan"]
    with in_language("zh"):
        assert distinct(["卡", "卡", "卡（2）"]) == ["卡", "卡（2）", "卡（2）（2）"]


@pytest.mark.parametrize("count", [0, 1])
def test_where_there_is_nothing_to_choose_there_is_no_choice(count: int) -> None:
    assert which_debt("Which?", labels_of(dict([*CARDS.items()][:count]))) == {}


def test_a_model_is_about_the_first_debt_until_another_is_chosen() -> None:
    model = AboutOneDebt(CARDS)
    assert (model.debt, model.chosen) == ("one", CARDS["one"])
    model.debt = "three"
    assert model.chosen is CARDS["three"]
    assert AboutOneDebt(CARDS, debt="two").chosen is CARDS["two"]
