"""What must hold for every offer about every debt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from duecourse.calc import (
    COMPONENTS,
    Coming,
    CounterOffer,
    Deferral,
    Drawing,
    Flat,
    InstalmentTerms,
    LumpSum,
    Means,
    NoAgreement,
    Outcome,
    Part,
    Payment,
    PayoffQuote,
    Remission,
    Rescheduling,
    RevolvingTerms,
    agreement,
    annual_rate,
    budget,
    compare_offers,
    lump_sum_equivalent,
    outcome,
    payoff,
    shortest_plan,
    together,
)
from duecourse.calc.basics.dates import add_months
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

RANGES = [("1", 1, 30), ("2", 31, 60), ("3", 61, None)]


@st.composite
def owes(draw: st.DrawFn, **fixed: object) -> PayoffQuote:
    """Any debt on the day of an agreement."""
    principal = draw(amount("100"))
    charges = {name: draw(st.just(Decimal(0)) | amount("0", "500")) for name in COMPONENTS[1:]}
    on = draw(days(60))
    values: dict[str, object] = {"on": on, "principal": principal, **charges}
    values["annual_rate"] = draw(share("0", "0.36"))
    values["rounding"] = draw(st.sampled_from(["half_up", "down"]))
    values["year_days"] = draw(st.sampled_from([360, 365]))
    number = draw(st.integers(0, 5))
    if number:
        part = (principal / (number + draw(st.integers(0, 2)))).quantize(Decimal("0.01"), "ROUND_DOWN")
        first = on + timedelta(draw(st.integers(1, 31)))
        dues = [first + timedelta(30 * place) for place in range(number)]
        values["coming"] = tuple(Coming(due, part, draw(st.sampled_from(["0", "3"]))) for due in dues)
    if draw(st.booleans()):
        values["overdue"] = min(principal, Decimal(100)) + sum(charges.values())
        values["late_since"] = on - timedelta(draw(st.integers(1, 200)))
    return PayoffQuote(**(values | fixed))  # type: ignore[arg-type]


DEFERRALS = st.builds(
    Deferral,
    st.integers(1, 6),
    st.booleans(),
    st.sampled_from(["end", "spread"]),
    st.none() | share("0", "0.3"),
)


@st.composite
def reschedulings(draw: st.DrawFn) -> Rescheduling:
    """Any new instalments."""
    method = draw(st.sampled_from(["equal_instalments", "equal_principal", "interest_only", "stepped"]))
    values: dict[str, object] = {"method": method}
    periods = draw(st.integers(1, 36))
    if method == "stepped" and draw(st.booleans()):
        values["shares"] = tuple(draw(st.lists(share("0.1", "3", 1), min_size=1, max_size=min(3, periods))))
    elif method == "stepped":
        values |= {"start_amount": draw(amount("0", "900")), "step": draw(amount("0", "50"))}
    values["annual_rate"] = draw(st.none() | share("0", "0.3"))
    values["interest_on"] = draw(st.sampled_from(["principal", "total"]))
    values["arrears"] = draw(st.sampled_from(["spread", "first", "end"]))
    values["fee"] = draw(st.sampled_from(["0", "30"]))
    values["fee_per_period"] = draw(st.sampled_from(["0", "0.005"]))
    return Rescheduling(periods, **values)  # type: ignore[arg-type]


WAIVERS = st.lists(st.builds(Remission, st.sampled_from(COMPONENTS), share("0", "1", 2)), max_size=3)


@st.composite
def deals(draw: st.DrawFn) -> tuple[PayoffQuote, list[Part]]:
    """A debt, and an offer about it."""
    owed = draw(owes())
    parts: list[Part] = list(draw(WAIVERS))
    kind = draw(st.sampled_from(["plan", "plan", "plan", "lump", "counter"]))
    if kind == "plan":
        which = draw(st.integers(1, 3))
        parts += [draw(DEFERRALS)] if which & 1 else []
        parts += [draw(reschedulings())] if which & 2 else []
        if draw(st.booleans()):
            parts.append(LumpSum(share=draw(share("0", "1", 2))))
    elif kind == "lump":
        later = owed.on + timedelta(draw(st.integers(0, 90)))
        parts.append(LumpSum(share=draw(share("0", "1", 2)), on=later))
    else:
        told = st.tuples(st.integers(0, 900).map(lambda number: owed.on + timedelta(number)), amount())
        payments = tuple(draw(st.lists(told, min_size=1, max_size=6)))
        parts.append(CounterOffer(payments, draw(st.sampled_from(["owed", "waived"]))))
    return owed, parts


def total(amounts: object) -> Decimal:
    """The sum of some amounts."""
    return sum(amounts, Decimal(0))  # type: ignore[call-overload, no-any-return]


@given(deals())
@examples(300)
def test_nothing_is_lost_between_the_debt_and_the_payments(deal: tuple[PayoffQuote, list[Part]]) -> None:
    owed, parts = deal
    offer = outcome(owed, *parts)
    lines = offer.schedule
    for line in lines:
        assert line.payment == line.principal + line.arrears + line.interest + line.fee
        assert all(part >= 0 for part in line[2:])
    assert offer.total_paid == total(line.payment for line in lines)
    agreed = total(line.principal + line.arrears for line in lines)
    assert agreed + offer.given_up + offer.still_owed == owed.total
    assert offer.added == offer.total_interest + offer.total_fee
    assert offer.total_paid + offer.still_owed == owed.total - offer.given_up + offer.added
    assert offer.extra == offer.added - offer.given_up
    assert all(first.due <= second.due for first, second in pairwise(lines))
    assert all(line.due >= owed.on for line in lines)
    if lines:
        assert lines[-1].balance == offer.still_owed
        assert offer.ends == lines[-1].due
    waived = offer.waived
    assert all(0 <= waived[name] <= Decimal(str(getattr(owed, name))) for name in COMPONENTS)
    paid_principal = total(line.principal for line in lines)
    assert paid_principal + waived["principal"] <= Decimal(str(owed.principal))


@given(deals())
@examples(200)
def test_the_steps_add_up_to_what_is_paid(deal: tuple[PayoffQuote, list[Part]]) -> None:
    owed, parts = deal
    offer = outcome(owed, *parts)
    assert total(step.amount for step in offer.explain()) == offer.total_paid + offer.still_owed


@given(deals())
@examples(200)
def test_at_its_own_rate_an_offer_is_worth_the_debt(deal: tuple[PayoffQuote, list[Part]]) -> None:
    owed, parts = deal
    offer = outcome(owed, *parts)
    assume(offer.rate is not None and not offer.still_owed)
    assert offer.rate is not None
    assume(-0.5 < offer.rate.effective < 5)
    assume(offer.rate.effective >= 0)  # a discount rate below 0 is none
    worth = offer.present_value(Decimal(repr(offer.rate.effective)).quantize(Decimal(1).scaleb(-18)))
    assert abs(worth - owed.total) <= Decimal("0.01")


@given(deals())
@examples(150)
def test_the_quick_rate_is_the_rate(deal: tuple[PayoffQuote, list[Part]]) -> None:
    """For payments in whole months it is what `annual_rate` finds, refusals included."""
    owed, parts = deal
    offer = outcome(owed, *parts)
    months = offer.layout.months
    assume(months and all(isinstance(month, int) for month in months) and not offer.still_owed)
    flows = [0] * (int(months[-1]) + 1)
    flows[0] = -sum(owed.parts)
    for month, fen in zip(months, offer.payments, strict=True):
        flows[int(month)] += fen
    if len(flows) == 1 or flows[0] >= 0:
        assert offer.rate_refused == "no_sign_change"
        return
    try:
        expected = annual_rate(flows)
    except ValueError as refused:
        assert offer.rate_refused == getattr(refused, "reason", None)
        return
    assert offer.rate is not None
    assert offer.rate.effective == pytest.approx(expected.effective, rel=1e-9, abs=1e-12)


@given(deals(), st.lists(share("0", "0.5"), min_size=2, max_size=4))
@examples(100)
def test_the_dearer_money_is_the_less_payments_are_worth(
    deal: tuple[PayoffQuote, list[Part]], rates: list[Decimal]
) -> None:
    owed, parts = deal
    offer = outcome(owed, *parts)
    worth = [offer.present_value(rate) for rate in sorted(rates)]
    assert worth == sorted(worth, reverse=True)
    assert offer.present_value("0") == offer.total_paid
    assert lump_sum_equivalent(offer, rates[0]) == offer.present_value(rates[0])


@given(owes(coming=()), st.integers(1, 35), st.sampled_from(["equal_instalments", "equal_principal"]))
@examples(200)
def test_a_longer_plan_never_costs_less_interest(owed: PayoffQuote, periods: int, method: str) -> None:
    """But for the rounding of the payments, a fen each."""
    shorter = outcome(owed, Rescheduling(periods, method))
    longer = outcome(owed, Rescheduling(periods + 1, method))
    slack = Decimal("0.01") * periods
    assert longer.total_interest >= shorter.total_interest - slack
    assert longer.first_payment <= shorter.first_payment + Decimal("0.01")


@given(owes(), st.integers(1, 12), st.sampled_from(["end", "spread"]))
@examples(100)
def test_a_longer_deferral_never_costs_less_and_a_free_one_costs_nothing_more(
    owed: PayoffQuote, months: int, repaid: str
) -> None:
    costs = [outcome(owed, Deferral(number, repaid=repaid)).extra for number in (months, months + 1)]
    assert costs[0] <= costs[1]
    free = [
        outcome(owed, Deferral(number, interest_runs=False, repaid=repaid)).extra
        for number in (months, months + 1)
    ]
    assert free[0] == free[1] <= costs[0]


@given(owes(), st.sampled_from(COMPONENTS), share("0", "1", 2), share("0", "1", 2), reschedulings())
@examples(100)
def test_the_more_is_waived_the_less_is_paid(
    owed: PayoffQuote, component: str, one: Decimal, other: Decimal, again: Rescheduling
) -> None:
    less, more = sorted((one, other))
    paid = [outcome(owed, Remission(component, given), again).total_paid for given in (less, more)]
    assert paid[1] <= paid[0] + Decimal("0.01") * (2 * again.periods)


@given(deals())
@examples(100)
def test_told_as_a_counter_offer_a_plan_costs_the_same(deal: tuple[PayoffQuote, list[Part]]) -> None:
    owed, parts = deal
    offer = outcome(owed, *parts)
    assume(offer.schedule)
    told = outcome(owed, CounterOffer(tuple((line.due, line.payment) for line in offer.schedule)))
    assert told.total_paid == offer.total_paid
    assert told.present_value("0.07") == offer.present_value("0.07")
    if not offer.still_owed and not told.still_owed:
        assert told.rate == offer.rate and told.rate_refused == offer.rate_refused


@given(deals(), st.sampled_from(["restarts", "keeps_counting"]), st.sampled_from(["days", "missed_minimums"]))
@examples(100)
def test_the_report_of_an_agreement_that_is_kept(
    deal: tuple[PayoffQuote, list[Part]], counting: str, count: str
) -> None:
    owed, parts = deal
    offer = outcome(owed, *parts)
    lines = offer.codes(RANGES, counting=counting, count=count)
    months = 12 * (offer.ends.year - owed.on.year) + offer.ends.month - owed.on.month + 1
    assert len(lines) == months
    late = [line.code in "123" for line in lines]
    assert late == sorted(late, reverse=True)  # once made good it stays so
    if counting == "restarts" or owed.late_since is None:
        assert not any(late)
    assert (lines[-1].code == "C") == (not offer.still_owed and not late[-1])


@given(deals())
@examples(100)
def test_an_agreement_that_is_kept_ends_with_nothing_owed(deal: tuple[PayoffQuote, list[Part]]) -> None:
    owed, parts = deal
    offer = outcome(owed, *parts)
    assume(offer.total_paid and not offer.still_owed)
    assume(sum(offer.layout.principal) + sum(offer.layout.arrears))
    agreed = agreement(offer, penalty_daily_rate="0.0005", default_fee_rate="0.05")
    ledger = agreed.ledger(agreed.payments(len(offer.schedule)), until=offer.ends)
    end = ledger.position(offer.ends)
    assert end.total == end.credit == 0 and ledger.late_days == []
    assert ledger.paid(offer.ends) == offer.total_paid
    start = agreed.ledger(until=owed.on).position(owed.on)
    assert start.principal == owed.total - offer.given_up


@given(owes(), amount("1", "3000"), reschedulings(), st.booleans())
@examples(60)
def test_the_shortest_plan_is_the_shortest(
    owed: PayoffQuote, left: Decimal, like: Rescheduling, bad: bool
) -> None:
    assume(like.method in ("equal_instalments", "equal_principal") and not like.fee_fen)
    means = Means.of(left if not bad else left + 1000, left)
    found = shortest_plan(owed, means, most_periods=24, bad_month=bad, like=like)

    def enough(offer: Outcome) -> bool:
        return offer.affordable(means, bad_month=bad).enough

    def plan(periods: int, *waivers: Remission) -> Outcome:
        return outcome(owed, *waivers, replace(like, periods=periods))

    if found.offer is not None:
        assert found.periods is not None and enough(found.offer) and found.short_by == 0
        assert found.offer == plan(found.periods)
        assert not any(enough(plan(periods)) for periods in range(1, found.periods))
    else:
        assert not any(enough(plan(periods)) for periods in range(1, 25))
        assert found.short_by > 0
        if found.waived is not None:
            assert enough(found.waived) and found.waiver_needed == found.waived.given_up
            assert all(found.waived.payments)


@st.composite
def budgets(draw: st.DrawFn) -> tuple[Flat, ...]:
    """Lines of which some begin or end with a month."""

    def line(kind: str) -> Flat:
        first = draw(st.integers(0, 24).map(lambda number: add_months(date(2025, 1, 1), number)))
        last = first + timedelta(draw(st.integers(200, 500)))
        held = draw(st.sampled_from([(None, None), (first, None), (None, first), (first, last)]))
        return Flat(kind, draw(amount("0", "3000")), draw(st.none() | amount("0", "3000")), *held)

    return tuple(line(kind) for kind in ("income", "income", "income", "essential", "essential", "other"))


@given(st.lists(deals(), min_size=1, max_size=3), budgets(), amount("0", "9000"), st.booleans())
@examples(150)
def test_what_is_carried_is_what_a_purse_followed_month_by_month_has(
    several: list[tuple[PayoffQuote, list[Part]]], lines: tuple[Flat, ...], savings: Decimal, bad: bool
) -> None:
    offers = [outcome(owed, *parts) for owed, parts in several]
    paid = [(line.due, line.payment) for offer in offers for line in offer.schedule if line.payment]
    agreed = min(owed.on for owed, _ in several)
    found = together(offers, Means(lines, reserve=savings), bad_month=bad)
    if len(offers) == 1:
        assert found == offers[0].affordable(Means(lines, reserve=savings), bad_month=bad)
    purse, missing, number = savings, [], 0
    while (month := add_months(agreed.replace(day=1), number)) <= max((on for on, _ in paid), default=START):
        number += 1
        asked = [pair for pair in paid if pair[0].replace(day=1) == month]
        if not asked and month < agreed:
            continue
        seen = min(asked)[0] if asked else add_months(agreed, number - 1)
        gap = total(each for _, each in asked) - budget(lines, bad_month=bad, on=seen).left
        taken = min(purse, max(gap, Decimal(0)))
        purse -= taken
        if asked and gap > taken:
            missing.append(gap - taken)
    assert (found.shortfall, found.short_months) == (total(missing), len(missing))
    assert found.most_short == max(missing, default=0)
    assert found.reserve_used == savings - purse


@given(owes(), amount("100", "3000"), st.integers(2, 24))
@examples(40)
def test_a_fen_less_waived_is_not_enough(owed: PayoffQuote, left: Decimal, periods: int) -> None:
    """One penalty alone: then the waiver is one amount that can be lowered by a fen."""
    all_penalty = PayoffQuote(on=owed.on, penalty=owed.total, annual_rate="0.1")
    means = Means.of(left)
    found = shortest_plan(all_penalty, means, most_periods=periods)
    assume(found.waiver_needed is not None)
    assert found.waiver_needed is not None
    fen_less = Remission("penalty", amount=found.waiver_needed - Decimal("0.01"))
    assert not outcome(all_penalty, fen_less, Rescheduling(periods)).affordable(means).enough


@given(instalment_terms(), amount("100"), PAYMENTS, days(500), st.integers(1, 12))
@examples(80)
def test_a_loan_that_is_agreed_on_owes_what_its_ledger_says(
    terms: InstalmentTerms, drawn: Decimal, paid: list[Payment], on: date, months: int
) -> None:
    owed = payoff(terms, Drawing(START, drawn), paid, on=on)
    assert total(step.amount for step in owed.explain()) == owed.total
    still = outcome(owed, NoAgreement(months))
    assert still.extra == still.added == still.still_owed - owed.total
    put_off = outcome(owed, Deferral(months, interest_runs=False, annual_rate="0"))
    assert put_off.total_paid == owed.total + put_off.total_fee
    if put_off.schedule and owed.coming:
        month = owed.coming[0].due.month + months
        assert put_off.schedule[0].due.month == (month - 1) % 12 + 1


@given(revolving_terms(), DRAWINGS, PAYMENTS, days(500))
@examples(40)
def test_an_account_that_is_agreed_on_is_put_off_in_one_sum(
    terms: RevolvingTerms, drawn: list[Drawing], paid: list[Payment], on: date
) -> None:
    owed = payoff(terms, drawn, paid, on=max(on, START))
    two, nothing = compare_offers(owed, {"two": [Deferral(2)], "nothing": [NoAgreement()]})
    assert len(two.outcome.schedule) == (owed.total > 0)
    assert nothing.outcome.ends >= two.outcome.ends
