"""A debt for which the time of a claim may have run out is owed, and no lesson speaks of paying it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from duecourse.case import Case, load_example
from duecourse.export import statement
from duecourse.lessons import how_penalties_build_up as lesson_2
from duecourse.lessons import how_to_negotiate as lesson_4
from duecourse.lessons import how_to_prepare as lesson_3
from duecourse.lessons.how_penalties_build_up.allocation import WhoGetsMyPayment
from duecourse.lessons.how_penalties_build_up.late_debt import late_debts
from duecourse.lessons.how_penalties_build_up.one_debt import LateLoan
from duecourse.lessons.how_to_negotiate.household import debts_of, means_of, month_facts
from duecourse.lessons.how_to_prepare.all_in import AllIn
from duecourse.lessons.how_to_prepare.bill import HeldAgainst
from duecourse.lessons.how_to_prepare.for_the_call import ForTheCall
from duecourse.lessons.how_to_prepare.month_by_month import MonthByMonth
from duecourse.lessons.how_to_prepare.what_is_owed import Statement
from duecourse.lessons.how_to_prepare.which_first import WhichFirst
from duecourse.lessons.how_to_prepare.whose import Whose
from duecourse.lessons.never_late_again.household import household_for
from duecourse.lessons.never_late_again.my_plan import PlanModel
from duecourse.lessons.rehearsal import RehearsalCard, scenario
from duecourse.lessons.start_here.position import MyPosition
from duecourse.lessons.what_overdue_means.report import ReportMonths
from duecourse.lessons.your_credit_record.four_futures import Futures
from duecourse.lessons.your_credit_record.lenders import LendersLook
from duecourse.lessons.your_credit_record.own_report import debts_of as watched_debts
from duecourse.locale import LANGUAGES, in_language, say
from duecourse.view.note import Note
from unit.old_household import old_household
from unit.page import all_in

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
        assert any(LEFT_OUT in line for note in all_in(card, Note) for line in note.lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_all_debts_are_so_old_every_panel_says_only_that(only_old: Case, language: str) -> None:
    with in_language(language):
        lesson_4.LESSON.use_case(only_old)
        told = say("export.left_out", debts="The shop", advice="12348").partition("The shop")[0]
        for model in (WhichFirst(Whose(only_old)), ForTheCall(Whose(only_old))):
            assert model.sentence().startswith(told)
            assert not model.entries() and model.table() and model.steps() and model.facts()
        lesson_3.LESSON.use_case(only_old)
        lesson_4_cells = (lesson_4.offers_side_by_side, lesson_4.shortest_plan, lesson_4.keep_it)
        for cell in (*lesson_4_cells, lesson_3.month_after_month):
            (note,) = cell().parts
            assert note.lines[0].startswith(told)


def test_wherever_it_is_shown_paying_or_writing_is_near_and_advice_comes_first(case: Case) -> None:
    """What is said of it in every lesson that shows it; the loan is the first of the household's debts."""
    (loan,) = (one for one in late_debts(case) if one.key == "loan")
    watched = watched_debts(case)
    whose = Whose(case)
    models: list[Any] = [
        MyPosition(case),
        ReportMonths(watched, debt="loan"),
        *(model(loan) for model in (LateLoan, WhoGetsMyPayment)),
        Statement(whose),
        HeldAgainst(whose, case.debt("loan")),
        AllIn(whose),
        Futures(watched, debt="loan"),
        LendersLook(watched, debt="loan"),
    ]
    for model in models:
        _, _, careful = model.sentence().partition("Careful with ")
        assert "The shop" in careful and "12348" in careful, model
    assert "Careful with The shop" in statement(case).text
    for model in (ReportMonths(watched, debt="fresh"), Futures(watched, debt="fresh")):
        assert "Careful" not in model.sentence()


def test_no_guess_asks_about_it(case: Case, only_old: Case) -> None:
    """A guess speaks of an offer, of one more day, of a bill: of another debt, or of a made-up one."""
    asked = ((lesson_2, "one-more-day"), (lesson_3, "lines-that-agree"), (lesson_3, "fair-share"))
    asked = (*asked, (lesson_4, "price-of-a-pause"), (lesson_4, "how-many-months"))
    for looked_at in (case, only_old):
        for lesson, id in asked:
            lesson.LESSON.use_case(looked_at)
            question = lesson.LESSON.guess(id).exercise.question()
            assert "The shop" not in question and "The old card" not in question, question
            lesson.LESSON.use_case(None)


def test_the_examples_leave_none_out() -> None:
    assert "Left out" not in WhichFirst(Whose(load_example("courier"))).sentence()
    assert "Careful" not in Statement(Whose(load_example("courier"))).sentence()


@pytest.mark.parametrize("days", [431, 432, 700, 2500])
def test_a_debt_late_for_years_has_its_report_and_its_futures(days: int) -> None:
    case = replace(load_example("courier"), fixed_as_of=date(2026, 10, 8) + timedelta(days))
    (watched,) = (one for one in watched_debts(case) if one.key == "jintiao")
    report = ReportMonths([watched], day=watched.number(watched.today), way="everything").report()
    paid, *_ = Futures([watched]).futures()
    assert report.before.days_past_due == days and len(report.shown) <= 30
    assert sum(line.days_late > 0 for line in report.lines) == paid.late_months >= days // 31
    assert LendersLook([watched]).sentence()
