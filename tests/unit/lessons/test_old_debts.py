"""A debt for which the time of a claim may have run out is owed, and no lesson speaks of paying it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from duecourse.case import Case, load_example
from duecourse.lessons import how_to_negotiate as lesson_4
from duecourse.lessons.how_to_negotiate.household import debts_of, means_of, month_facts
from duecourse.lessons.how_to_prepare.for_the_call import ForTheCall
from duecourse.lessons.how_to_prepare.month_by_month import MonthByMonth
from duecourse.lessons.how_to_prepare.which_first import WhichFirst
from duecourse.lessons.how_to_prepare.whose import Whose
from duecourse.lessons.never_late_again.household import household_for
from duecourse.lessons.never_late_again.my_plan import PlanModel
from duecourse.lessons.rehearsal import RehearsalCard, scenario
from duecourse.locale import LANGUAGES, in_language, say
from unit.old_household import old_household

LEFT_OUT = "Left out here: The shop, The old card"


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("DUECOURSE_MY", str(tmp_path / "my"))
    lesson_4.begin("en")
    return old_household(tmp_path)


@pytest.fixture
def only_old(case: Case) -> Case:
    return replace(case, debts=tuple(debt for debt in case.debts if debt.id != "fresh"))


def test_it_is_owed_and_gets_no_share_and_no_day(case: Case) -> None:
    sheet = case.figures()
    assert [one.id for one in sheet.owing] == ["loan", "card", "fresh"]
    assert sheet.share("loan") == sheet.share("card") == Decimal("0.00")
    assert sheet.share("fresh") == min(sheet.to_promise(), sheet["fresh"].owed)
    assert sheet.next_line is not None and sheet.next_line.debt.id == "fresh"
    assert sheet.payments_a_month == sheet["fresh"].regular_payment


def test_lesson_3_puts_other_debts_first_and_says_why(case: Case) -> None:
    first, call, months = (model(Whose(case)) for model in (WhichFirst, ForTheCall, MonthByMonth))
    assert [one.id for one in first.owing] == [one.id for one in call.owing] == ["fresh"]
    assert list(first.shares()) == ["fresh"]
    assert [debt.id for debt in months.debts] == ["fresh"]
    for model in (first, call, months):
        assert LEFT_OUT in model.sentence() and "12348" in model.sentence()


def test_lesson_4_offers_nothing_for_it(case: Case) -> None:
    lesson_4.LESSON.use_case(case)
    for cell in (lesson_4.offers_side_by_side, lesson_4.shortest_plan):
        panel = cell()
        assert LEFT_OUT in panel.model.sentence() and panel.model.owing.debt.id == "fresh"
    fresh = debts_of(lesson_4.LESSON)["fresh"]
    (_, normal), _ = month_facts(fresh, means_of(fresh))
    assert normal == case.figures().left


def test_the_plan_of_lesson_6_does_not_pay_it(case: Case) -> None:
    account = household_for(case)
    assert [one.debt.id for one in account.debts] == ["fresh"]
    assert account.overdue == case.figures()["fresh"].overdue
    plan = PlanModel(account, lesson_4.LESSON.journal)
    assert LEFT_OUT in plan.sentence() and "The shop" not in plan.paper().text


def test_no_call_about_it_is_rehearsed(case: Case) -> None:
    for call in ("customer_service", "bank_card", "collector"):
        card = RehearsalCard(scenario(call), case)
        assert card.call.figures.of not in (case.debt("loan"), case.debt("card"))
        assert any(LEFT_OUT in line for line in card._whose.lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_all_debts_are_so_old_every_panel_says_only_that(only_old: Case, language: str) -> None:
    with in_language(language):
        lesson_4.LESSON.use_case(only_old)
        told = say("export.left_out", debts="The shop", advice="12348").partition("The shop")[0]
        for model in (WhichFirst(Whose(only_old)), ForTheCall(Whose(only_old))):
            assert model.sentence().startswith(told)
            assert not model.entries() and model.table() and model.steps() and model.facts()
        for cell in (lesson_4.offers_side_by_side, lesson_4.shortest_plan, lesson_4.keep_it):
            (note,) = cell().parts
            assert note.lines[0].startswith(told)


def test_the_examples_leave_none_out() -> None:
    assert "Left out" not in WhichFirst(Whose(load_example("courier"))).sentence()
