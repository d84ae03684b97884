"""What must hold for the report of every debt, whatever becomes of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from duecourse.calc import (
    BadInput,
    Deferral,
    Drawing,
    Future,
    PayoffQuote,
    ReportRules,
    Rescheduling,
    if_agreed,
    if_broken,
    if_caught_up,
    if_nothing,
    if_paid,
    open_ledger,
    outcome,
    payoff,
    report_codes,
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
)

RANGES = (("1", 1, 30), ("2", 31, 60), ("3", 61, 90), ("4", 91, None))
RULES = ReportRules(RANGES, years_kept=5, classes=(("watch", 8, 90), ("poor", 91, None)))


@st.composite
def owes(draw: st.DrawFn) -> PayoffQuote:
    """Any debt, of either kind, on any day of its first two years."""
    on = draw(days())
    payments = draw(PAYMENTS)
    if draw(st.booleans()):
        drawing = Drawing(START, draw(amount("100")))
        return payoff(draw(instalment_terms()), drawing, payments, on=on)
    return payoff(draw(revolving_terms()), draw(DRAWINGS), payments, on=on)


def check(future: Future, owed: PayoffQuote, until: date) -> None:
    """What holds for every future."""
    past = tuple(month for month in future.months if month.month_end < owed.on.replace(day=1))
    assert owed.debt is not None
    count = getattr(owed.debt.terms, "status_by", "days")
    before = report_codes(open_ledger(*owed.debt, until=owed.on), RANGES, count=count)
    known = [line for line in before if line.month_end < owed.on.replace(day=1)]
    assert [(month.month_end, month.code) for month in past] == [
        (line.month_end, line.code) for line in known
    ]
    ends = [month.month_end for month in future.months]
    assert ends == sorted(set(ends)) and all(end <= until for end in ends)
    for month in future.months:
        assert (month.days_past_due > 0) == (month.overdue > 0) or month.overdue == 0
        assert month.overdue >= 0 and (month.code in "N*MC") == (month.days_past_due == 0)
        assert (month.loan_class is None) == (month.days_past_due < 8)
    for record in future.records:
        assert record.ended is None or record.began <= record.ended <= until
        assert (record.gone is None) == (record.ended is None)
        if record.ended is not None:
            assert record.gone == add_months(record.ended, 60)
    unpaid = [record for record in future.records if record.ended is None]
    assert (future.gone is None) == (bool(unpaid) or not future.records)
    late = [month.month_end for month in future.months if month.days_past_due]
    for end in late:
        assert any(
            record.began < end and (record.ended is None or end < record.ended) for record in future.records
        )


@examples(60)
@given(owes(), st.integers(0, 400))
def test_nothing_and_paid_and_caught_up(owed: PayoffQuote, later: int) -> None:
    until = owed.on + timedelta(600)
    nothing = if_nothing(owed, RULES, until=until)
    check(nothing, owed, until)
    day = owed.on + timedelta(later)
    paid = if_paid(owed, RULES, until=until, on=day)
    check(paid, owed, until)
    assert not any(month.days_past_due for month in paid.months if month.month_end >= day)
    assert paid.cleared is not None and paid.cleared <= day
    assert all(record.ended is not None and record.ended <= day for record in paid.records)
    caught_up = if_caught_up(owed, RULES, until=until, on=day)
    check(caught_up, owed, until)
    assert not any(month.days_past_due for month in caught_up.months if month.month_end >= day)
    # paying never shows more late months than not paying
    assert paid.late_months <= nothing.late_months and caught_up.late_months <= nothing.late_months


@examples(60)
@given(
    owes(),
    st.integers(1, 8),
    st.integers(0, 2),
    st.sampled_from(["restarts", "keeps_counting"]),
    st.sampled_from(["goes_on", "falls_due", "never_was"]),
    st.booleans(),
    st.data(),
)
def test_agreed_and_broken(
    owed: PayoffQuote,
    periods: int,
    deferred: int,
    counting: str,
    then: str,
    pays_on: bool,
    data: st.DataObject,
) -> None:
    assume(owed.principal)
    parts = ([Deferral(deferred)] if deferred else []) + [Rescheduling(periods)]
    plan = outcome(owed, *parts)
    assume(any(plan.payments))
    until = owed.on + timedelta(800)
    agreed = if_agreed(plan, RULES, until=until, counting=counting)
    check(agreed, owed, until)
    assert agreed.cleared is not None and agreed.cleared <= plan.ends
    assert all(record.ended is not None for record in agreed.records)
    count = getattr(owed.debt.terms, "status_by", "days") if owed.debt else "days"
    said = plan.codes(RANGES, counting=counting, count=count)
    to_come = [month for month in agreed.months if month.month_end >= owed.on.replace(day=1)]
    assert [month.code for month in to_come] == [line.code for line in said]
    number = data.draw(st.integers(1, len(plan.schedule)))
    broken = if_broken(plan, RULES, until=until, number=number, counting=counting, then=then, pays_on=pays_on)
    check(broken, owed, until)
    missed = plan.schedule[number - 1]
    same = [month for month in agreed.months if month.month_end < missed.due]
    assert [month for month in broken.months if month.month_end < missed.due] == same
    if pays_on and then == "goes_on":
        assert broken.cleared is not None and broken.gone is not None
    elif not pays_on and missed.payment and then != "never_was":
        assert broken.gone is None and broken.cleared is None


def test_a_debt_without_a_story_has_no_report() -> None:
    with pytest.raises(BadInput):
        if_nothing(PayoffQuote(on=START, principal="1"), RULES, until=START)
