"""What must hold for single charges, plans, rates and card interest, whatever the figures."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from duecourse.calc import (
    Drawing,
    Payment,
    RevolvingTerms,
    accrue,
    annual_rate,
    card_interest,
    default_fee,
    open_ledger,
    penalty_rate,
    schedule,
)
from invariants.strategies import START, amount, days, examples, share

FEN = Decimal("0.01")
ROUNDINGS = st.sampled_from(["half_up", "down"])
METHODS = st.sampled_from(["equal_instalments", "equal_principal", "interest_only", "bullet", "flat_fee"])


@given(
    amount("0"), share("0", "0.36", 5), days(), st.integers(0, 400), st.integers(0, 400),
    st.sampled_from(["day", "year"]), st.sampled_from([360, 365]), ROUNDINGS,
)  # fmt: skip
@examples(300)
def test_splitting_an_interval_changes_nothing_but_rounding(
    base: Decimal, rate: Decimal, start: date, first: int, second: int, per: str, year: int, rounding: str
) -> None:
    def charge(begin: int, end: int, days: str = "half_open") -> tuple[Decimal, Decimal]:
        found = accrue(
            base, rate=rate, start=start + timedelta(begin), end=start + timedelta(end), per=per,
            year_days=year, rounding=rounding, days=days,
        )  # fmt: skip
        assert found.days == end - begin + (days == "inclusive")
        assert abs(found.amount - found.unrounded) <= FEN
        return found.amount, found.unrounded

    whole, one, other = charge(0, first + second), charge(0, first), charge(first, first + second)
    assert abs(whole[1] - one[1] - other[1]) < Decimal("1e-24")
    assert abs(whole[0] - one[0] - other[0]) <= FEN
    # both days inclusive is one day more
    assert charge(0, first, "inclusive")[0] == charge(0, first + 1)[0]


@given(amount("0.01"), share("0", "0.6", 4), st.integers(1, 72), METHODS, share("0", "0.02", 4), ROUNDINGS)
@examples(400)
def test_a_plan_adds_up(
    principal: Decimal, rate: Decimal, periods: int, method: str, fee: Decimal, rounding: str
) -> None:
    plan = schedule(
        principal, annual_rate=rate, periods=periods, method=method, rounding=rounding, start=START,
        fee_per_period=fee if method == "flat_fee" else None,
    )  # fmt: skip
    lines = plan.instalments
    assert len(lines) == periods
    assert sum(line.principal for line in lines) == principal == plan.principal
    assert plan.total_interest == sum(line.interest for line in lines)
    assert plan.total_fee == sum(line.fee for line in lines)
    assert plan.total_payment == principal + plan.total_interest + plan.total_fee
    assert plan.flows() == [-principal, *(line.payment for line in lines)]
    balance = principal
    for line in lines:
        assert min(line.principal, line.interest, line.fee, line.balance) >= 0
        assert line.payment == line.principal + line.interest + line.fee
        if method != "bullet":  # its interest comes at the end, for all periods
            exact = Fraction(balance) * Fraction(rate) / 12
            assert abs(Fraction(line.interest) - exact) <= Fraction(1, 100)
        balance -= line.principal
        assert line.balance == balance
    assert balance == 0
    if method == "equal_instalments":
        assert len({line.payment for line in lines[:-1]}) <= 1 or lines[-2].balance == 0
    dues = [line.due for line in lines]
    assert dues == sorted(set(dues))  # type: ignore[type-var]
    assert all(due is not None and (due.day == 31 or (due + timedelta(1)).day == 1) for due in dues)


@given(
    st.sampled_from(["equal_instalments", "equal_principal", "interest_only", "bullet"]),
    amount("5000", "500000"), share("0.01", "0.36", 4), st.integers(1, 60),
)  # fmt: skip
@examples(200)
def test_the_yearly_rate_is_the_one_the_plan_was_made_with(
    method: str, principal: Decimal, rate: Decimal, periods: int
) -> None:
    assume(method != "bullet" or periods == 1)  # a bullet's simple interest is another rate over many months
    plan = schedule(principal, annual_rate=rate, periods=periods, method=method)
    found = annual_rate(plan.flows())
    # each month's interest is rounded by half a fen at most, and a rate a month off by d misses the
    # principal by more than d times half of the months
    slack = 12 * 0.005 * periods / (float(principal) * (periods + 1) / 2) * 1.5
    assert found.nominal == pytest.approx(float(rate), abs=slack)
    assert found.effective == pytest.approx((1 + found.per_period) ** 12 - 1, rel=1e-12)


@given(amount("1000", "100000"), share("0.001", "0.02", 4), st.integers(2, 36))
@examples(100)
def test_a_flat_fee_costs_more_than_it_looks(principal: Decimal, fee: Decimal, periods: int) -> None:
    plan = schedule(principal, periods=periods, method="flat_fee", fee_per_period=fee)
    assume(plan.total_fee > 1)
    assert annual_rate(plan.flows()).nominal > float(12 * plan.total_fee / periods / principal)


@given(
    amount("0"),
    amount("0"),
    share("0", "0.2", 3),
    amount("0", "50"),
    st.none() | amount("50", "500"),
    ROUNDINGS,
)
@examples(200)
def test_a_default_fee_keeps_to_its_floor_and_cap(
    minimum: Decimal, paid: Decimal, rate: Decimal, floor: Decimal, cap: Decimal | None, rounding: str
) -> None:
    fee = default_fee(minimum=minimum, paid=paid, rate=rate, floor=floor, cap=cap, rounding=rounding)
    if paid >= minimum:
        assert fee == 0
    else:
        assert floor <= fee and (cap is None or fee <= cap)
        if floor < fee and (cap is None or fee < cap):
            assert abs(fee - (minimum - paid) * rate) <= FEN


@given(share("0", "0.36", 4), share("1", "2", 2), st.none() | share("0", "0.36", 4))
@examples(100)
def test_a_penalty_rate_is_a_multiple_up_to_the_ceiling(
    rate: Decimal, multiple: Decimal, ceiling: Decimal | None
) -> None:
    found = penalty_rate(rate, multiple=multiple, ceiling=ceiling)
    assert found == (rate * multiple if ceiling is None else min(rate * multiple, ceiling))
    assert found == penalty_rate(rate, uplift=multiple - 1, ceiling=ceiling)


FIRST_BILL, DUE, SECOND_BILL = date(2025, 3, 5), date(2025, 3, 25), date(2025, 4, 5)


def within(first: date, last: date) -> st.SearchStrategy[date]:
    """A day from the first to the last."""
    return st.integers(0, (last - first).days).map(lambda number: first + timedelta(number))


@given(
    st.lists(st.tuples(within(date(2025, 2, 6), FIRST_BILL), amount("1")), min_size=1, max_size=5),
    st.lists(st.tuples(within(date(2025, 2, 6), SECOND_BILL), amount("0.01", "3000")), max_size=4),
    st.sampled_from(["half_open", "inclusive"]), ROUNDINGS, share("0", "0.0006", 5),
)  # fmt: skip
@examples(200)
def test_a_cards_bill_is_its_card_interest(
    postings: list[tuple[date, Decimal]],
    payments: list[tuple[date, Decimal]],
    days: str,
    rounding: str,
    rate: Decimal,
) -> None:
    """A bill that was not paid in full: the next one's interest, by the account and by the formula."""
    first = min(on for on, _ in postings)
    assume(all(on >= first for on, _ in payments))
    terms = RevolvingTerms(statement_day=5, due_after_days=20, daily_rate=rate, days=days, rounding=rounding)
    ledger = open_ledger(
        terms,
        [Drawing(*entry) for entry in postings],
        [Payment(*entry) for entry in payments],
        until=SECOND_BILL,
    )
    before_bill = sum(value for on, value in postings) - sum(value for on, value in payments if on <= DUE)
    assume(before_bill > 0)
    # the account takes what one day's payments leave over as credit: the formula must see no credit either
    running = Decimal(0)
    for on in sorted({entry[0] for entry in [*postings, *payments]}):
        running += sum(value for day, value in postings if day == on)
        running -= sum(value for day, value in payments if day == on)
        assume(running >= 0)
    expected = card_interest(
        postings=postings,
        payments=payments,
        statement=SECOND_BILL,
        daily_rate=rate,
        days=days,
        rounding=rounding,
    )
    assert ledger.bills[1].interest == expected.amount
