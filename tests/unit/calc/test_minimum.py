"""How a minimum payment is made up: by hand, and the same sum as the ledger of the account asks for."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duecourse.calc import BadInput, Drawing, Payment, RevolvingTerms, minimum_payment, open_ledger, total

BAITIAO = RevolvingTerms(
    interest="none",
    service_daily_rate="0.0005",
    penalty_daily_rate="0.00015",
    minimum_share_carried_after_miss="1",
    minimum_carry_threshold="300",
    statement_day=3,
    due_after_days=9,
)
CARD = RevolvingTerms(
    daily_rate="0.0005", default_fee_rate="0.05", default_fee_floor="10", statement_day=5, due_after_days=20
)


def test_a_tenth_of_everything_after_a_minimum_that_was_met() -> None:
    """10 % of 800 new and of 2,700 carried over, 100 of an instalment, 28.35 of fees: 478.35."""
    found = minimum_payment(BAITIAO, new="800", carried="2700", instalments="100", charges="28.35")
    assert (found.new, found.carried) == (Decimal("80.00"), Decimal("270.00"))
    assert (found.instalments, found.charges) == (Decimal("100.00"), Decimal("28.35"))
    assert found.amount == Decimal("478.35")


def test_after_a_missed_minimum_all_that_is_carried_over_counts() -> None:
    """400 of it was in the minimum that was missed, the other 2,700 are asked for in full: 3,180."""
    found = minimum_payment(BAITIAO, new="800", carried="3100", earlier="400", missed=True)
    assert (found.earlier, found.carried, found.new) == (
        Decimal("400.00"),
        Decimal("2700.00"),
        Decimal("80.00"),
    )
    assert found.amount == Decimal("3180.00")


@pytest.mark.parametrize(("carried", "asked"), [("299.99", "299.99"), ("300", "30.00")])
def test_a_small_balance_goes_in_whole(carried: str, asked: str) -> None:
    assert minimum_payment(BAITIAO, carried=carried).amount == Decimal(asked)


def test_the_least_minimum_lifts_the_sum_but_never_above_the_bill() -> None:
    terms = RevolvingTerms(minimum_floor="100")
    found = minimum_payment(terms, new="300")
    assert (found.new, found.to_floor, found.amount) == (
        Decimal("30.00"),
        Decimal("70.00"),
        Decimal("100.00"),
    )
    assert minimum_payment(terms, new="60").amount == Decimal("60.00")


def test_a_wrong_amount_is_named() -> None:
    with pytest.raises(BadInput, match="carried"):
        minimum_payment(CARD, carried="-1")


amounts = st.integers(1_000, 2_000_000).map(lambda fen: Decimal(fen) / 100)


@settings(max_examples=60, deadline=None)
@given(
    terms=st.sampled_from([BAITIAO, CARD]),
    first=amounts,
    later=st.just(Decimal(0)) | amounts,
    pay=st.sampled_from(["minimum", None]),
)
def test_it_is_what_the_ledger_asks_for(
    terms: RevolvingTerms, first: Decimal, later: Decimal, pay: str | None
) -> None:
    """Two bills in a row, the first minimum paid or missed: the parts make the ledger's second minimum."""
    drawn = date(2026, 1, terms.statement_day + 10)
    drawings = [Drawing(drawn, first)]
    if later:
        drawings.append(Drawing(drawn + timedelta(31), later))
    until = date(2026, 5, 1)
    bill = open_ledger(terms, drawings, until=until).bills[0]
    one = minimum_payment(terms, new=first)
    assert one.amount == bill.minimum
    payments = [Payment(bill.due, bill.minimum)] if pay else []
    ledger = open_ledger(terms, drawings, payments, until=until)
    second = ledger.bills[1]
    then = ledger.position(second.statement)
    paid = ledger.payment_split(bill.due).get("principal", Decimal(0)) if pay else Decimal(0)
    two = minimum_payment(
        terms,
        new=later,
        carried=total([first, -paid]),
        earlier="0" if pay else bill.minimum,
        charges=total([then.interest, then.penalty, then.compound, then.fees]),
        missed=not pay,
    )
    assert two.amount == second.minimum
    assert two.amount == total(
        [two.earlier, two.carried, two.new, two.instalments, two.charges, two.to_floor]
    )
