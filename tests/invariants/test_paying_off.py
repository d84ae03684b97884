"""What must hold however several debts are paid off."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from duecourse.calc import (
    STRATEGIES,
    Debt,
    Drawing,
    InstalmentTerms,
    PayingOff,
    fair_shares,
    open_ledger,
    pay_off,
    ranking,
    which_first,
)
from invariants.strategies import (
    DRAWINGS,
    PAYMENTS,
    START,
    amount,
    days,
    examples,
    instalment_terms,
    revolving_terms,
    share,
)

BEGIN = START + timedelta(220)
MONEY = st.lists(amount("0", "3000"), min_size=1, max_size=4)

LOANS = st.tuples(instalment_terms(), amount("100").map(lambda fen: [Drawing(START, fen)]), PAYMENTS)
ACCOUNTS = st.tuples(revolving_terms(), DRAWINGS, PAYMENTS)


@st.composite
def households(draw: st.DrawFn) -> list[Debt]:
    """A few debts of any kind."""
    debts = draw(st.lists(LOANS | ACCOUNTS, min_size=1, max_size=3))
    return [
        Debt(terms, drawings, events, id=str(number))
        for number, (terms, drawings, events) in enumerate(debts)
    ]


def total(amounts: object) -> Decimal:
    """The sum of some amounts."""
    return sum(amounts, Decimal(0))  # type: ignore[call-overload, no-any-return]


@given(households(), MONEY, st.sampled_from(STRATEGIES), st.integers(1, 31))
@examples(60)
def test_nothing_is_lost_between_the_money_and_the_debts(
    debts: list[Debt], money: list[Decimal], strategy: str, pay_day: int
) -> None:
    found = pay_off(debts, money, strategy=strategy, start=BEGIN, pay_day=pay_day, months=8)
    kept = Decimal(0)
    for number, month in enumerate(found.months):
        assert month.available == money[number % len(money)] + (0 if strategy == "minimums_only" else kept)
        assert total(month.paid.values()) + month.kept == month.available
        assert min(month.paid.values()) >= 0 and month.kept >= 0
        kept = month.kept
    for debt in debts:
        payments = found.payments[debt.id]
        assert total(month.paid[debt.id] for month in found.months) == total(
            Decimal(str(payment.amount)) for payment in payments
        )
        before = [event for event in debt.events if event.on <= BEGIN]
        end = max(_end(found, pay_day), BEGIN)
        ledger = open_ledger(debt.terms, debt.drawings, [*before, *payments], until=end)
        owed, first = ledger.position(end), ledger.position(BEGIN)
        # payments of the first day are part of it already
        at_once = total(Decimal(str(payment.amount)) for payment in payments if payment.on == BEGIN)
        later = total(Decimal(str(payment.amount)) for payment in payments) - at_once
        drawn = total(Decimal(str(one.amount)) for one in debt.drawings if BEGIN < one.on <= end)
        assert found.owed[debt.id] == owed.total
        gained = first.total - first.credit + drawn + found.cost[debt.id] - later
        assert gained == owed.total - owed.credit
        cleared = found.cleared[debt.id]
        if cleared is not None:
            assert ledger.position(max(cleared, BEGIN)).total == 0


def _end(found: PayingOff, pay_day: int) -> date:
    """The day before the pay day after the last month."""
    if not found.months:
        return BEGIN
    last = found.months[-1].on
    following = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    month_end = date(following.year + following.month // 12, following.month % 12 + 1, 1) - timedelta(1)
    return min(following + timedelta(pay_day - 1), month_end) - timedelta(1)


@st.composite
def simple_debts(draw: st.DrawFn) -> list[Debt]:
    """Sums that are overdue, principal paid first, nothing but a penalty on what is left of them."""
    debts = []
    for number in range(draw(st.integers(2, 4))):
        terms = InstalmentTerms(
            penalty_daily_rate=draw(share("0", "0.0015", 5)),
            allocation=("principal", "fees", "interest", "penalty", "compound"),
        )
        drawing = Drawing(draw(days(150)), draw(amount("100", "9000")))
        debts.append(Debt(terms, drawing, id=str(number)))
    return debts


@given(simple_debts(), amount("50", "4000"))
@examples(100)
def test_in_the_simple_model_the_costliest_first_costs_least(debts: list[Debt], money: Decimal) -> None:
    """But for a fen each time a charge is rounded. Where charges come before principal, or a late payment
    costs a fee, it need not hold."""
    costs = {
        strategy: pay_off(debts, [money], strategy=strategy, start=BEGIN, pay_day=5, months=18).total_cost
        for strategy in STRATEGIES
    }
    assert costs["avalanche"] <= min(costs.values()) + Decimal("0.01") * len(debts)


@given(simple_debts(), amount("50", "4000"), amount("0", "500"), st.sampled_from(["avalanche", "snowball"]))
@examples(60)
def test_in_the_simple_model_more_money_never_costs_more(
    debts: list[Debt], money: Decimal, more: Decimal, strategy: str
) -> None:
    run = [
        pay_off(debts, [there], strategy=strategy, start=BEGIN, pay_day=5, months=12).total_cost
        for there in (money, money + more)
    ]
    assert run[1] <= run[0] + Decimal("0.01") * len(debts)


@given(households(), st.sampled_from(["cost", "next_line", "guarantor", "smallest"]))
@examples(40)
def test_every_debt_has_its_place(debts: list[Debt], by: str) -> None:
    found = ranking(debts, BEGIN, marks=[("a", 31), ("b", 91)])
    assert sorted(which_first(found, by)) == sorted(debt.id for debt in debts)
    for one in found:
        assert one.price >= 0 and one.overdue <= one.total
        assert [line.on for line in one.lines] == sorted(line.on for line in one.lines)
        assert all(line.on > BEGIN for line in one.lines)


@given(
    amount("0", "99999"),
    st.lists(st.tuples(amount("0", "9999"), amount("0", "9999")), min_size=1, max_size=6),
)
@examples(200)
def test_fair_shares_add_up_and_nobody_gets_too_much(
    there: Decimal, debts: list[tuple[Decimal, Decimal]]
) -> None:
    weights = {str(number): weight for number, (weight, _) in enumerate(debts)}
    if not any(weights.values()):
        weights["0"] = Decimal(1)
    plain = fair_shares(there, weights)
    assert total(plain.values()) == there
    whole = total(weights.values())
    for name, part in plain.items():
        assert abs(part - there * weights[name] / whole) < Decimal("0.01")
    caps = {str(number): most for number, (_, most) in enumerate(debts)}
    capped = fair_shares(there, weights, at_most=caps)
    assert total(capped.values()) == min(there, total(caps.values()))
    assert all(0 <= part <= caps[name] for name, part in capped.items())
