"""Offers, agreements, bills and ways of paying off, on every debt of every example household."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from duecourse.calc import (
    COMPONENTS,
    STRATEGIES,
    BadInput,
    CounterOffer,
    Deferral,
    LenderBill,
    LenderLine,
    Limit,
    LumpSum,
    Means,
    NoAgreement,
    Outcome,
    Part,
    Payment,
    PayoffQuote,
    Remission,
    Rescheduling,
    agreement,
    check_bill,
    compare_offers,
    open_ledger,
    outcome,
    pay_off,
    payoff,
    pro_rata,
    ranking,
    shortest_plan,
    what_if_missed,
    which_first,
)
from duecourse.calc.basics.dates import add_months
from duecourse.calc.credit.report import figure_at
from duecourse.case import Case, Debt, examples, load_example
from duecourse.rules import rules

ON = date(2026, 11, 24)
CODES = rules["report-codes"].on(ON).ranges("codes")
DEBTS = [(name, debt.id) for name in examples() for debt in load_example(name).debts]
OFFERS: dict[str, tuple[Part, ...]] = {
    "nothing": (NoAgreement(),),
    "put off": (Deferral(2),),
    "put off, spread, no interest": (Deferral(3, interest_runs=False, repaid="spread"),),
    "equal": (Rescheduling(12),),
    "sixty": (Rescheduling(60, annual_rate="0.06", interest_on="total"),),
    "equal principal, put off": (
        Deferral(1, repaid="spread"),
        Rescheduling(7, "equal_principal", arrears="end"),
    ),
    "interest only": (Rescheduling(6, "interest_only", arrears="first", fee="30", fee_per_period="0.001"),),
    "steps up": (Rescheduling(24, "stepped", start_amount="200", step="50", step_every=6),),
    "shares": (Remission("penalty", share="0.5"), Rescheduling(13, "stepped", shares=("1", "2.5"))),
    "down": (LumpSum(share="0.3"), Rescheduling(9, first=date(2026, 12, 10)), Remission("interest", share=1)),
    "settled": (LumpSum(share="0.77", on=date(2026, 12, 31)), Remission("fees", share="0.33")),
    "told": (CounterOffer(tuple((date(2027, month, 28), "333.33") for month in range(1, 7)), rest="waived"),),
    "told, open": (CounterOffer(((ON, "100"), (date(2027, 3, 31), "0.07"))),),
}
LIMITS = (
    Limit(id="months", max_months=60, products=("card",)),
    Limit(id="extension", max_extension_share="0.5", max_extension_months=36, ask_before="matures"),
    Limit(id="early", ask_before="overdue", parts=("deferral",), lender_kinds=("bank",), needs_consent=False),
)


@pytest.fixture(params=DEBTS, ids=lambda pair: f"{pair[0]}-{pair[1]}")
def debt(request: pytest.FixtureRequest) -> Debt:
    """Every debt of every household."""
    name, id = request.param
    return load_example(name).debt(id)


def figure_after(debt: Debt, seen: date, end: date, paid: Decimal) -> str:
    """The report's figure at a month's end if this is paid on it, with what was known on a day before."""
    events = [event for event in debt.events if event.on <= seen]
    events += [Payment(end, paid)] if paid else []
    ledger = open_ledger(debt.terms, debt.drawings, events, until=end)
    return figure_at(ledger, end, CODES, count=getattr(debt.terms, "status_by", "days")) or ""


def test_what_the_end_of_a_month_asks_for_is_enough_to_keep_the_report_clean(debt: Debt) -> None:
    """Through the year: nothing paid gives the figure that is told, the amount gives none."""
    for on in (date(2026, 8, 1) + timedelta(13 * number) for number in range(28)):
        lines = [line for one in ranking([debt], on, codes=CODES) for line in one.lines]
        for line in (line for line in lines if line.kind == "month_end"):
            assert figure_after(debt, on, line.on, Decimal(0)) == line.id
            assert figure_after(debt, on, line.on, line.amount) == ""
            if line.keeps is not None:
                assert figure_after(debt, on, line.on, line.keeps) <= line.before < line.id
                fen_less = figure_after(debt, on, line.on, line.keeps - Decimal("0.01"))
                assert fen_less > line.before


@pytest.fixture(params=examples())
def household(request: pytest.FixtureRequest) -> Case:
    """Every household."""
    return load_example(request.param)


@pytest.fixture
def owed(debt: Debt) -> PayoffQuote:
    """What the debt comes to."""
    return payoff(debt.terms, debt.drawings, debt.events, on=ON)


def all_offers(owed: PayoffQuote) -> dict[str, Outcome]:
    return {name: outcome(owed, *parts) for name, parts in OFFERS.items()}


def test_an_agreement_starts_from_what_the_ledger_says(debt: Debt, owed: PayoffQuote) -> None:
    position = debt.position(ON)
    assert owed.total == position.total
    assert [getattr(owed, name) for name in COMPONENTS] == [position[name] for name in COMPONENTS]
    coming = sum(Decimal(part.principal) for part in owed.coming)
    assert coming <= position.principal
    assert (owed.late_since is not None) == (position.days_past_due > 0)


def test_nothing_is_lost_in_any_offer(owed: PayoffQuote) -> None:
    for name, offer in all_offers(owed).items():
        lines = offer.schedule
        assert offer.total_paid + offer.still_owed == owed.total - offer.given_up + offer.added, name
        assert sum(line.payment for line in lines) == offer.total_paid
        if name == "nothing":
            continue
        assert offer.added == offer.total_interest + offer.total_fee
        assert all(line.payment == line.principal + line.arrears + line.interest + line.fee for line in lines)
        assert all(min(line[2:]) >= 0 for line in lines), name
        agreed = sum(line.principal + line.arrears for line in lines)
        assert agreed + offer.still_owed + offer.given_up == owed.total
        assert lines[-1].balance == offer.still_owed
        assert [line.due for line in lines] == sorted(line.due for line in lines)
        assert sum(step.amount for step in offer.explain()) == offer.total_paid + offer.still_owed, name


def test_a_table_of_all_offers_says_what_each_says(debt: Debt, owed: PayoffQuote) -> None:
    means = Means.of("900", "-50", reserve="500")
    table = compare_offers(
        owed, OFFERS, means=means, discount_rate="0.05", limits=LIMITS, lender_kind=debt.lender_kind,
        product=debt.product.name, ranges=(("1", 1, 30), ("2", 31, None)), counting="keeps_counting",
    )  # fmt: skip
    for found in table:
        offer = found.outcome
        assert (found.rate is None) == (found.rate_refused is not None)
        assert {verdict.limit for verdict in found.verdicts} == {limit.id for limit in LIMITS}
        assert found.codes is not None and found.codes[-1].month_end >= offer.ends
        assert found.normal is not None and found.bad is not None
        assert found.bad.shortfall >= found.normal.shortfall
        if offer.rate is not None and offer.rate.effective >= 0 and not offer.still_owed:
            at_its_rate = offer.present_value(Decimal(str(offer.rate.effective)))
            assert abs(at_its_rate - owed.total) <= Decimal("0.01")


def test_an_agreement_kept_is_paid_off_and_its_bills_agree(owed: PayoffQuote) -> None:
    for name, offer in all_offers(owed).items():
        if name == "nothing" or offer.still_owed:
            with pytest.raises(BadInput):
                agreement(offer)
            continue
        agreed = agreement(offer, penalty_daily_rate="0.0005")
        kept = agreed.payments(len(offer.schedule))
        end = offer.ends + timedelta(40)
        position = agreed.ledger(kept, until=end).position(end)
        assert (position.total, position.credit, position.days_past_due) == (0, 0, 0), name
        middle = offer.schedule[len(offer.schedule) // 2].due + timedelta(3)
        paid = [payment for payment in kept if payment.on < middle - timedelta(3)]
        right = agreed.ledger(paid, until=middle).position(middle)
        lines = [LenderLine(part, right[part]) for part in COMPONENTS]
        bill = LenderBill(on=middle, total=right.total, lines=lines)
        assert check_bill(agreed.terms, agreed.drawing, paid, bill).verdict == "agreed"


def test_a_missed_payment_never_lowers_what_is_owed(owed: PayoffQuote) -> None:
    for name in ("equal", "shares", "steps up", "down"):
        offer = outcome(owed, *OFFERS[name])
        late = {"penalty_daily_rate": "0.0005"}
        for number in (1, len(offer.schedule)):
            goes_on = what_if_missed(offer, number, then="goes_on", **late)
            falls_due = what_if_missed(offer, number, then="falls_due", waived_comes_back=True, **late)
            never = what_if_missed(offer, number, then="never_was")
            assert goes_on.more >= 0 and falls_due.comes_back == offer.given_up
            assert goes_on.more > 0 or not offer.schedule[number - 1].principal  # interest bears no penalty
            assert falls_due.owed >= offer.given_up
            before = [Payment(line.due, line.payment) for line in offer.schedule[: number - 1]]
            assert owed.debt is not None
            old = payoff(owed.debt.terms, owed.debt.drawings, [*owed.debt.events, *before], on=never.on)
            assert never.owed == old.total


def test_the_shortest_plan_or_what_is_missing(household: Case) -> None:
    means = Means(tuple(household.budget_lines), reserve=household.savings)
    for debt in household.debts:
        owed = payoff(debt.terms, debt.drawings, debt.events, on=ON)
        for bad_month in (False, True):
            found = shortest_plan(owed, means, most_periods=36, bad_month=bad_month)
            if found.offer is not None:
                assert found.offer.affordable(means, bad_month=bad_month).enough
            else:
                assert found.short_by > 0
            if found.waived is not None:
                assert found.waived.affordable(means, bad_month=bad_month).enough
                assert found.waiver_needed == found.waived.given_up > 0


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_all_money_paid_went_to_the_debts(household: Case, strategy: str) -> None:
    means = Means(tuple(household.budget_lines))
    left = [means.left(add_months(ON, month), bad_month=month in (2, 9)) for month in range(24)]
    money = [max(Decimal(0), amount) for amount in left]
    before = {debt.id: debt.position(ON).total for debt in household.debts}
    found = pay_off(household.debts, money, strategy=strategy, start=ON, pay_day=25, months=24)
    for debt in household.debts:
        paid = sum(Decimal(payment.amount) for payment in found.payments[debt.id])
        assert before[debt.id] + found.cost[debt.id] == paid + found.owed[debt.id]
    assert found.total_paid <= sum(money)


def test_which_debt_first_and_fair_shares(household: Case) -> None:
    found = ranking(household.debts, ON, marks=[("2", 31), ("3", 61), ("4", 91)])
    for by in ("cost", "next_line", "guarantor", "smallest"):
        assert sorted(which_first(found, by)) == sorted(debt.id for debt in household.debts)
    for by in ("total", "overdue", "regular_payment"):
        if any(getattr(one, by) for one in found):
            assert sum(pro_rata("123.45", found, by=by).values()) == Decimal("123.45")
