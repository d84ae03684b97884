"""A debt made from another is what it would be from the beginning, whenever it became known."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from duecourse.calc import (
    BadInput,
    Debt,
    Drawing,
    InstalmentTerms,
    Payment,
    RevolvingTerms,
    Waiver,
    open_ledger,
)
from invariants.strategies import (
    CALLED,
    CHANGES,
    DAILY_CHANGES,
    DRAWINGS,
    PAYMENTS,
    START,
    amount,
    days,
    examples,
    instalment_terms,
    revolving_terms,
)

END = START + timedelta(800)
ASKED = st.lists(days(800), max_size=4)


def check(whole: Debt, asked: list[date]) -> None:
    """Asked on any days meanwhile, event by event; then without some of them."""
    debt = Debt(whole.terms, whole.drawings)
    for number, event in enumerate(whole.events):
        for on in asked[number % 3 :]:
            debt.position(on)
        debt = debt.also(event)
    same(debt, whole)
    for place in range(0, len(whole.events), 2):
        rest = [*whole.events[:place], *whole.events[place + 1 :]]
        same(debt.without(whole.events[place]), Debt(whole.terms, whole.drawings, rest))
    same(debt.known(asked[0] if asked else END), whole.known(asked[0] if asked else END))


def same(debt: Debt, whole: Debt) -> None:
    """Every figure of every day on which something changes, and its steps."""
    assert debt == whole
    fresh, found = open_ledger(*whole, until=END), debt.ledger(END)
    assert (found.dues, found.bills, found.late_days) == (fresh.dues, fresh.bills, fresh.late_days)
    assert found.knots() == fresh.knots()
    for on in fresh.knots():
        one, other = debt.position(on), fresh.position(on)
        assert repr(one) == repr(other) and one.due == other.due and one.one_more_day == other.one_more_day
    assert debt.position(END).explain() == fresh.position(END).explain()


@given(instalment_terms(), amount("100"), PAYMENTS, CHANGES, CALLED, ASKED)
@examples(120)
def test_a_loan(
    terms: InstalmentTerms, drawn: object, paid: list[Payment], changed: list, called: list, asked: list[date]
) -> None:
    whole = Debt(terms, Drawing(START, drawn), [*paid, *changed, *called])  # type: ignore[arg-type]
    check(whole, asked)


@given(revolving_terms(), DRAWINGS, PAYMENTS, DAILY_CHANGES, CALLED, ASKED)
@examples(80)
def test_an_account(
    terms: RevolvingTerms,
    drawn: list[Drawing],
    paid: list[Payment],
    changed: list,
    called: list,
    asked: list[date],
) -> None:
    check(Debt(terms, drawn, [*paid, *changed, *called]), asked)


@given(instalment_terms(), amount("100"), PAYMENTS, days(), amount())
@examples(60)
def test_what_a_contract_refuses_is_refused_either_way(
    terms: InstalmentTerms, drawn: object, paid: list[Payment], on: date, given_up: object
) -> None:
    waiver = Waiver(on, "penalty", given_up)  # type: ignore[arg-type]
    first = Debt(terms, Drawing(START, drawn), paid)  # type: ignore[arg-type]
    first.position(END)

    def told(debt: Debt) -> str:
        try:
            return repr(debt.position(END))
        except BadInput as refused:
            return str(refused)

    again = Debt(terms, first.drawings, [*paid, waiver])
    assert told(first.also(waiver)) == told(again)
