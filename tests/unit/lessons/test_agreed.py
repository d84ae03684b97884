"""Where an agreement runs, every lesson speaks of the agreement; where a panel looks at another day or at an
example, its sentence says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from duecourse.calc import Rescheduling, outcome, payoff, report_codes
from duecourse.calc.basics.dates import add_months
from duecourse.case import Agreement, Case, Payment, load_example
from duecourse.case.journal import household_of
from duecourse.export.schedule import payments
from duecourse.lessons import how_to_negotiate, your_credit_record
from duecourse.lessons.how_penalties_build_up.late_debt import late_debts
from duecourse.lessons.how_to_negotiate import keep
from duecourse.lessons.how_to_negotiate.household import debts_of as debts_of_lesson_4
from duecourse.lessons.how_to_negotiate.taken import Taken
from duecourse.lessons.how_to_prepare.checking import billed
from duecourse.lessons.how_to_prepare.for_the_call import ForTheCall
from duecourse.lessons.how_to_prepare.what_is_owed import Statement
from duecourse.lessons.how_to_prepare.whose import Whose
from duecourse.lessons.kit.watched import of_case
from duecourse.lessons.offer_slot import Slot, taken_on
from duecourse.lessons.rehearsal import figures_of
from duecourse.lessons.what_overdue_means.consequences import WhatMayHappen
from duecourse.lessons.what_overdue_means.report import lines_of
from duecourse.lessons.what_overdue_means.timeline import DayByDay
from duecourse.lessons.your_credit_record import four_futures
from duecourse.lessons.your_credit_record.four_futures import Futures
from duecourse.lessons.your_credit_record.lenders import LendersLook
from duecourse.lessons.your_credit_record.own_report import debts_of
from duecourse.locale import money
from unit.cases import with_debt

AGREED_ON, LATER = date(2026, 11, 24), date(2027, 2, 25)


def agreed_for(today: date, *, made: int) -> Case:
    """The courier on a later day: twelve payments agreed for his Jintiao, so many of them made."""
    case = load_example("courier")
    debt = case.debt("jintiao")
    owed = payoff(debt.terms, debt.drawings, debt.events, on=AGREED_ON)
    plan = payments(outcome(owed, Rescheduling(12)))
    paid = tuple(Payment(one.due, one.amount) for one in plan[:made])
    case = with_debt(case, replace(debt, payments=(*debt.payments, *paid)))
    agreed = case.with_agreements({"jintiao": Agreement("jintiao", AGREED_ON, {}, plan)})
    return replace(agreed, fixed_as_of=today)


@pytest.fixture
def kept() -> Case:
    """The courier three months on, with three payments made."""
    return agreed_for(LATER, made=3)


@pytest.fixture
def broken(kept: Case) -> Case:
    """The same, and nothing was paid on it."""
    contract = kept.debt("jintiao").contract
    unpaid = replace(contract, payments=tuple(one for one in contract.payments if one.on < AGREED_ON))
    agreement = kept.agreed["jintiao"]
    return with_debt(kept.with_agreements({}), unpaid).with_agreements({"jintiao": agreement})


def test_the_statement_speaks_of_what_is_still_to_be_paid(kept: Case, broken: Case) -> None:
    assert "¥5,018.47 of it is still to be paid, and nothing is late" in Statement(Whose(kept)).sentence()
    assert (
        "¥1,672.83 of that has been asked for and is late, for 63 days" in Statement(Whose(broken)).sentence()
    )


def test_the_call_promises_nothing_beside_the_agreement(kept: Case, broken: Case) -> None:
    call = ForTheCall(Whose(kept))
    call.debt = "jintiao"
    assert "the next payment is ¥557.61" in call.sentence() and not call.differing()
    late = ForTheCall(Whose(broken))
    late.debt = "jintiao"
    assert "¥1,672.83 has been asked for and is late" in late.sentence()


def test_a_bill_is_held_against_what_held_before_its_day(kept: Case) -> None:
    debt = kept.debt("jintiao")
    assert billed(debt, AGREED_ON) is debt.contract
    assert billed(debt, LATER) is debt


def test_the_clauses_of_a_contract_are_not_tried_on_an_agreement(kept: Case) -> None:
    assert [debt.key for debt in late_debts(kept)] == ["baitiao"]


def test_the_report_keeps_what_stood_in_it_before_the_agreement(kept: Case) -> None:
    watched = next(one for one in of_case(kept) if one.key == "jintiao")
    lines = lines_of(watched, date(2027, 4, 30))
    ends = [line.end for line in lines]
    assert ends == sorted(set(ends))
    contract = watched.of_contract()
    before = {
        line.month_end: line.code
        for line in report_codes(contract.ledger, contract.codes, until=date(2026, 10, 31))
    }
    for line in lines:
        if line.end < AGREED_ON:
            assert line.code == before[line.end]


def test_the_futures_show_the_plan_that_was_agreed_on(kept: Case, broken: Case) -> None:
    model = Futures(debts_of(kept), debt="jintiao")
    assert model.payments == 12 and "The plan is the one agreed on 24 Nov 2026" in model.sentence()
    assert [line.payment for line in model.plan().schedule] == [
        one.amount for one in kept.agreed["jintiao"].payments
    ]
    model.payments = 6
    assert "only tried out: 12 were agreed on" in model.sentence()
    assert "example" in Futures(debts_of(load_example("courier")), debt="jintiao").sentence()
    assert "not kept at present" in Futures(debts_of(broken), debt="jintiao").sentence()


def test_a_plan_for_less_than_is_owed_leaves_the_rest_waived(kept: Case) -> None:
    agreement = kept.agreed["jintiao"]
    half = replace(agreement, payments=agreement.payments[:6])
    case = replace(kept.with_agreements({"jintiao": half}), fixed_as_of=AGREED_ON)
    assert case.figures()["jintiao"].owed == half.total < Decimal(4000)
    assert Futures(debts_of(case), debt="jintiao").plan().total_paid == half.total


@pytest.mark.parametrize("household", ["family", "laid_off", "clerk"])
def test_lesson_1_says_where_the_case_stands_if_it_looks_at_another_day(household: str) -> None:
    figures = load_example(household).figures()
    made = [one for one in debts_of(load_example(household)) if one.debt is None]
    stands = f"{figures.days_past_due} days late" if figures.days_past_due else "nothing in this case is late"
    for model in (DayByDay([], made, figures, day=47), WhatMayHappen(AGREED_ON, 47, figures, day=47)):
        assert "This looks at day 47" in model.sentence() and stands in model.sentence()
        model.day = figures.days_past_due or 1
        assert ("This looks at" in model.sentence()) == (not figures.days_past_due)


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUECOURSE_MY", str(tmp_path))
    how_to_negotiate.begin("en")
    your_credit_record.begin("en")


def take_on(case: Case, debt: str, **sliders: object) -> Slot:
    """Take an offer on in lesson 4, as a learner does."""
    how_to_negotiate.LESSON.use_case(case)
    card: Any = how_to_negotiate.offers_side_by_side()
    card.choice.value = debt
    panel = card.panel
    for name, value in sliders.items():
        panel.controls[name].value = value
    panel.take()
    return panel.model.slots[0]


def test_what_was_taken_on_is_the_plan_everywhere(journal: None) -> None:
    case = load_example("family")
    debt = case.figures().owing[0].id
    take_on(case, debt, periods=6)
    lesson_5 = your_credit_record.LESSON
    lesson_5.use_case(case)
    model = four_futures.panel(lesson_5).model
    model.debt = debt
    assert model.payments == 6 and "you took on in lesson 4, not agreed yet: 6 payments" in model.sentence()
    model.payments = 7
    assert "only tried out: 6 are in the one you took on" in model.sentence()


def test_an_offer_that_was_agreed_is_no_longer_only_taken_on(journal: None, broken: Case) -> None:
    lesson = how_to_negotiate.LESSON
    slot = take_on(load_example("courier"), "jintiao", periods=12)
    assert taken_on(lesson, broken, broken.debt("jintiao")) == slot
    agreement = replace(broken.agreed["jintiao"], offer=slot.as_agreed())
    agreed = broken.debt("jintiao").agreed(agreement)
    assert taken_on(lesson, broken, agreed) is None


def test_a_call_offers_what_was_taken_on_where_a_bad_month_carries_it() -> None:
    case = load_example("family")
    debt = next(one.debt for one in case.figures().owing if figures_of(case, one.debt).months)
    shortest = figures_of(case, debt)
    longer = figures_of(case, debt, taken=Slot(periods=(shortest.months or 0) + 5))
    assert longer.months == (shortest.months or 0) + 5 and (longer.payment or 0) < (shortest.payment or 0)
    for other in (Slot(periods=1), Slot(periods=40, pause=2), Slot(kind="deferral")):
        assert figures_of(case, debt, taken=other).months == shortest.months


def keeping(case: Case) -> keep.KeepPanel:
    """The panel of lesson 4 on keeping what was agreed, for the courier's Jintiao."""
    how_to_negotiate.LESSON.use_case(case)
    owing = debts_of_lesson_4(how_to_negotiate.LESSON)["jintiao"]
    assert owing.case.agreed
    return keep.panel(how_to_negotiate.taken_for(owing), lambda: how_to_negotiate.LESSON.journal)


def test_what_is_kept_is_the_agreement_and_not_the_plan_taken_on(
    journal: None, kept: Case, broken: Case
) -> None:
    for case, number, days_late in ((kept, 4, 30), (broken, 1, 63)):
        agreement = case.agreed["jintiao"]
        how_to_negotiate.LESSON.journal.agree(household_of(case), agreement)
        how_to_negotiate.begin("en")
        panel = keeping(case)
        model, one = panel.model, case.figures()["jintiao"]
        assert [line.payment for line in model.offer.schedule] == [p.amount for p in agreement.payments]
        assert (model.missed, model.days_late) == (number, days_late)
        assert f"{money(one.owed)} is still to pay" in model.sentence()
        assert model.found["never_was"].owed > model.found["goes_on"].owed
        if one.overdue:
            assert model.found["goes_on"].position.due == one.due
            assert f"3 payments were missed: {money(one.overdue)}" in model.sentence()
        panel.note_agreed()
        assert "noted already" in panel.outcome.lines[0]
        assert len(how_to_negotiate.LESSON.journal.running_agreements(household_of(case))) == 1


def test_a_new_plan_taken_on_is_looked_at_and_can_be_noted(journal: None, broken: Case) -> None:
    how_to_negotiate.LESSON.journal.agree(household_of(broken), broken.agreed["jintiao"])
    panel = keeping(broken)
    owing = panel.model.taken.owing
    offer = Slot(periods=20).outcome(owing.owed)
    panel.model.use(Taken(owing, Slot(periods=20), offer, panel.model.taken.means))
    assert panel.model.count == 20
    panel.note_agreed()
    running = how_to_negotiate.LESSON.journal.running_agreements(household_of(broken))["jintiao"]
    assert running.total == offer.total_paid and running.agreed_on == LATER


def test_lesson_5_keeps_what_stood_in_the_report_before_the_agreement(kept: Case, broken: Case) -> None:
    """The same months as in lesson 1, whether the agreement is kept or not."""
    for case in (kept, broken):
        (watched,) = (one for one in debts_of(case) if one.key == "jintiao")
        lines = {line.end: line.code for line in lines_of(watched, date(2027, 1, 31))}
        look = LendersLook(debts_of(case), debt="jintiao")
        seen = {month.month_end: month.code for month in look.report()}
        assert seen.items() >= lines.items()
        futures = Futures(debts_of(case), debt="jintiao").futures()
        first = min(watched.of_contract().drawings, key=lambda one: one.on).on
        for future in futures:
            ends = [month.month_end for month in future.months]
            assert ends == sorted(set(ends)) and ends[0].replace(day=1) == first.replace(day=1)
            assert any(record.began < AGREED_ON for record in future.records)
        assert [future.gone is None for future in futures] == [False, False, False, True] or case is kept


def test_what_was_late_before_an_agreement_ends_with_the_payments_that_make_it_good() -> None:
    """1,973.84 was overdue on the day of the agreement: the fourth payment of 557.61 makes it good. Where
    three were made, whatever is paid next does."""
    for today, made, ended in (
        (date(2027, 8, 25), 8, [date(2027, 3, 24)] * 4),
        (LATER, 3, [LATER, date(2027, 3, 24), date(2027, 4, 24), None]),
        (LATER, 0, [LATER, date(2027, 6, 25), date(2027, 6, 25), None]),
    ):
        futures = Futures(debts_of(agreed_for(today, made=made)), debt="jintiao").futures()
        late = [next(one for one in each.records if one.began == date(2026, 10, 8)) for each in futures]
        assert [one.ended for one in late] == ended
        assert [one.gone for one in late] == [day and add_months(day, 60) for day in ended]


def test_of_a_kept_agreement_a_payment_to_come_is_missed_and_nothing_paid_is_forgotten(kept: Case) -> None:
    model = Futures(debts_of(kept), debt="jintiao")
    assert model.missed == 4
    assert [one.owed for one in model.futures()[-1].months if one.month_end == date(2027, 2, 28)] == [
        kept.figures()["jintiao"].owed
    ]
