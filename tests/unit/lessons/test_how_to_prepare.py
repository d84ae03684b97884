"""Lesson 3: its panels for every household and odd cases, its figures, its reasons, its exercises."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document as read_docx
from openpyxl import load_workbook

from duecourse.calc import COMPONENTS, LenderBill, LenderLine, Reading, check_bill, pay_off
from duecourse.calc.bill.readings import term_changes
from duecourse.case import (
    Bill,
    BillLine,
    BudgetLine,
    Case,
    Debt,
    Drawing,
    Payment,
    Waiver,
    change_case,
    examples,
    forget_case,
    learner_case,
    load_case,
    load_example,
    own_file,
    save_case,
)
from duecourse.lessons import how_to_prepare as lesson
from duecourse.lessons.drawing import told_apart
from duecourse.lessons.how_to_prepare import reasons
from duecourse.lessons.how_to_prepare.all_in import AllIn
from duecourse.lessons.how_to_prepare.bill import BillPanel, HeldAgainst
from duecourse.lessons.how_to_prepare.checking import check, usual_readings
from duecourse.lessons.how_to_prepare.for_the_call import ForTheCall
from duecourse.lessons.how_to_prepare.gathering import paper_of
from duecourse.lessons.how_to_prepare.month import Month, MonthPanel
from duecourse.lessons.how_to_prepare.month_by_month import MonthByMonth
from duecourse.lessons.how_to_prepare.what_is_owed import Statement
from duecourse.lessons.how_to_prepare.which_first import WhichFirst, usual_amount
from duecourse.lessons.how_to_prepare.whose import Whose
from duecourse.lessons.kit.saving import Keep
from duecourse.lessons.tasks import Exercise, words_of
from duecourse.locale import LANGUAGES, Text, in_language, money, percent
from duecourse.view import ListPanel, Panel
from duecourse.view.choosing import OnePanelOf
from duecourse.view.listing import listing_html
from duecourse.view.tables import steps_html, table_html
from unit import page
from unit.lessons.panels import positions

TODAY = date(2026, 11, 24)
SLOW = "month_after_month"
PANELS = (
    "statement",
    "hold_the_bill_against_it",
    "all_in_cost",
    "what_can_i_pay",
    "which_debt_first",
    SLOW,
    "three_figures_for_the_call",
)
QUICK = tuple(name for name in PANELS if name != SLOW)
HOUSEHOLDS = sorted(examples())
NOT_LATE_YET = load_case(Path(__file__).parents[2] / "households" / "not_late_yet.toml")


@pytest.fixture(autouse=True)
def nothing_of_the_learners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "mine"
    monkeypatch.setenv("DUECOURSE_MY", str(folder))
    with in_language("en"):
        lesson.begin("en")
        yield folder
    lesson.LESSON.use_case(None)


def opened(name: str, case: Case) -> list[Panel]:
    """The panels behind a cell of the notebook: one for each debt to choose from."""
    lesson.LESSON.use_case(case)
    card = getattr(lesson, name)()
    if not isinstance(card, OnePanelOf):
        return [card]
    found = []
    for key in card.choice.values:
        card.choice.value = key
        found.append(card.panel)
    return found


def everything_said(panel: Panel) -> str:
    """All that a panel says in its present state, after checking its form."""
    model: Any = panel.model
    assert len(repr(panel)) < 110, repr(panel)
    facts, sentence = model.facts(), model.sentence()
    assert sentence and all(label and value for label, value in facts)
    figure = model.figure()
    if figure is not None:
        json.dumps(figure, allow_nan=False)
        assert all(len(trace["x"]) == len(trace["y"]) > 0 for trace in figure["data"])
    text = "\n".join([model.title(), repr(panel), sentence, *(f"{a} {b}" for a, b in facts)])
    assert "None" not in text
    text += table_html(model.table()) + steps_html(model.steps())
    if isinstance(panel, ListPanel):
        text += listing_html(model.entries())
    if isinstance(panel, BillPanel):
        text += model.questions()
    assert "{" not in text and "E+" not in text and "how_to_prepare." not in text
    return text


def one_debt(**changes: Any) -> Debt:
    """A Jintiao loan whose second instalment was missed."""
    given: dict[str, Any] = {
        "id": "loan",
        "product_name": "jintiao",
        "drawings": (Drawing(date(2026, 8, 20), "9000"),),
        "payments": (Payment(date(2026, 9, 20), "815"),),
    }
    return Debt(**given | changes)


def household(*debts: Debt, **more: Any) -> Case:
    return Case(debts=debts, fixed_as_of=TODAY, **more)


def line(kind: str, amount: str, bad: str | None = None) -> BudgetLine:
    return BudgetLine(kind, Text.same(kind), Decimal(amount), None if bad is None else Decimal(bad))


PAID_OFF = one_debt(payments=(Payment(date(2026, 9, 1), "9500"),))
ODD = {
    "no debts": household(),
    "no budget": household(one_debt()),
    "paid off": household(PAID_OFF),
    "one paid off": household(one_debt(), replace(PAID_OFF, id="off")),
    "accelerated": household(one_debt(accelerated=date(2026, 11, 10))),
    "calls everything soon": household(one_debt(differs={"accelerate_after_days": 60})),
    "nothing for being late": household(one_debt(differs={"penalty_daily_rate": "0"})),
    "from a friend": household(one_debt(given_lender_kind="private", differs={"annual_rate": "0.30"})),
    "a guarantor": household(one_debt(guarantor=True), one_debt(id="other", product_name="card")),
    "drawn today": household(one_debt(drawings=(Drawing(TODAY, "9000"),), payments=())),
    "not drawn yet": household(
        one_debt(), one_debt(id="later", drawings=(Drawing(date(2026, 12, 1), "9000"),), payments=())
    ),
    "only not drawn yet": household(one_debt(drawings=(Drawing(date(2026, 12, 1), "9000"),), payments=())),
    "the same name twice": household(one_debt(), one_debt(id="other")),
    "no income": household(one_debt(), budget_lines=(line("essential", "900"),)),
    "income alone": household(one_debt(), budget_lines=(line("income", "5000", "0"),)),
    "a bill before the debt": household(one_debt(bills=(Bill(date(2026, 1, 1), Decimal(5)),))),
    "waived": household(one_debt(waivers=(Waiver(date(2026, 11, 20), "penalty", "60"),))),
}


# -- every panel


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PANELS)
@pytest.mark.parametrize("household", HOUSEHOLDS)
def test_every_panel_works_for_every_household(household: str, name: str, language: str) -> None:
    with in_language(language):
        for panel in opened(name, load_example(household)):
            everything_said(panel)
            assert ("。" in panel.model.sentence()) == (language == "zh")


@pytest.mark.parametrize("name", PANELS)
@pytest.mark.parametrize("household", HOUSEHOLDS)
def test_the_price_of_one_more_day_is_always_on_screen(household: str, name: str) -> None:
    for panel in opened(name, load_example(household)):
        assert any(label == "One more day costs" and "¥" in value for label, value in panel.model.facts())


@pytest.mark.parametrize("name", PANELS)
@pytest.mark.parametrize("odd", ODD)
def test_every_panel_works_for_odd_cases(odd: str, name: str) -> None:
    for panel in opened(name, ODD[odd]):
        everything_said(panel)


@pytest.mark.parametrize("name", QUICK)
@pytest.mark.parametrize("case", [*HOUSEHOLDS, "a guarantor", "no budget", "drawn today"])
def test_every_control_works_at_both_ends_and_goes_back(case: str, name: str) -> None:
    for panel in opened(name, ODD[case] if case in ODD else load_example(case)):
        first = everything_said(panel)
        for trait, control in panel.controls.items():
            before = control.value
            for attribute, value in positions(control):
                setattr(control, attribute, value)
                assert getattr(panel.model, trait) == control.value
                everything_said(panel)
            control.value = before
        assert everything_said(panel) == first


def test_month_after_month_works_at_both_ends() -> None:
    (panel,) = opened(SLOW, load_example("courier"))
    for control in panel.controls.values():
        for attribute, value in positions(control):
            setattr(control, attribute, value)
            everything_said(panel)


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_shows_the_same_again_for_the_strict_comparison(name: str) -> None:
    def shown() -> list[Any]:
        return [page.shown(panel)["text/plain"] for panel in opened(name, load_example("family"))]

    assert shown() == shown()


@pytest.mark.parametrize("name", PANELS)
def test_what_the_learner_types_is_text_on_the_page(name: str) -> None:
    nasty = Text.same('<b onclick="x">loan</b>')
    case = household(
        one_debt(labels=nasty, lender=nasty),
        one_debt(id="other"),
        budget_lines=(BudgetLine("income", nasty, Decimal(5000)), BudgetLine("other", nasty, Decimal(50))),
    )
    for panel in opened(name, case):
        model: Any = panel.model
        shown = table_html(model.table()) + steps_html(model.steps())
        shown += listing_html(model.entries()) if isinstance(panel, ListPanel) else ""
        shown += json.dumps(page.shown(panel).get("application/vnd.plotly.v1+json"))
        assert "<b onclick" not in shown


def test_where_the_learners_case_has_nothing_yet_an_example_is_shown_and_named() -> None:
    (owed,) = opened("statement", ODD["no debts"])
    assert owed.model.sentence().startswith("Your own case has no debts in it yet")
    assert owed.model.owed() == load_example().total_owed()  # type: ignore[attr-defined]
    (month,) = opened("what_can_i_pay", ODD["no budget"])
    assert month.model.sentence().startswith("Your own case has no budget in it yet")


# -- what is owed


@pytest.mark.parametrize("household", HOUSEHOLDS)
def test_the_statement_is_the_cases_own(household: str) -> None:
    case = load_example(household)
    model = Statement(Whose(case))
    assert (model.owed(), model.due(), model.more()) == (
        case.total_owed(),
        case.total_due(),
        case.one_more_day(),
    )
    for row, debt in zip(model.table().rows, case.debts, strict=True):
        position = debt.position(TODAY)
        assert list(row[1:6]) == [position[name] for name in COMPONENTS]
        assert row[6] == position.total


def test_the_steps_of_the_chosen_debt_are_all_there() -> None:
    model = Statement(Whose(load_example("laid_off")))
    model.debt = "bank-loan"
    told = [text for text, _ in model.steps()]
    for step in model.shown()[1].explain():
        assert any(money(abs(step.amount)) in text for text in told)


def test_the_statement_is_saved_as_it_is_on_screen(nothing_of_the_learners: Path) -> None:
    (panel,) = opened("statement", load_example())
    keep: Any = panel.children[1].children[0].children[-1]
    keep.save()
    (file,) = nothing_of_the_learners.rglob("*.xlsx")
    assert file.name in keep.said.lines[0] and str(file.parent) in keep.said.lines[1]
    assert keep.said.tone == "good"
    sheet = load_workbook(file).worksheets[0]
    amounts = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "n"]
    assert Decimal(str(panel.model.owed())) in [Decimal(str(value)) for value in amounts if value]  # type: ignore[attr-defined]


def test_a_disk_that_refuses_is_told(nothing_of_the_learners: Path) -> None:
    nothing_of_the_learners.write_text("a file where the folder should be", "utf-8")
    (panel,) = opened("statement", load_example())
    keep: Any = panel.children[1].children[0].children[-1]
    keep.save()
    assert keep.said.tone == "try" and keep.said.lines


# -- the lender's bill


def bill_of(name: str, debt: str) -> HeldAgainst:
    case = load_example(name)
    return HeldAgainst(Whose(case), case.debt(debt))


def test_the_couriers_bill_counts_a_day_and_a_fee_too_many() -> None:
    model = bill_of("courier", "jintiao")
    found = model.checked()
    assert found is not None
    # 6,051.09 × 0.06 % = 3.63 for the day, and the fee of 60.00
    assert found.difference == Decimal("63.63")
    assert [one.name for one in model.differing()] == ["penalty", "fees", "total"]
    text = model.questions()
    assert text.count("¥60.00") == 1 and "count its own day" in text
    assert re.findall(r"^\d\.", text, re.MULTILINE) == ["1.", "2."]
    total = model.entries()[-1]
    assert total.text == "The total differs because its lines do." and not total.note


def test_a_right_bill_is_said_to_be_right_and_asks_nothing() -> None:
    for name, debt in (("clerk", "card"), ("laid_off", "card")):
        model = bill_of(name, debt)
        assert model.sentence().startswith("This bill is right")
        assert model.questions() == "" and all(entry.tone == "may" for entry in model.entries())


def test_the_right_figures_typed_in_make_it_right_and_a_nonsense_is_unexplained() -> None:
    model = bill_of("courier", "jintiao")
    for one in model.checked().lines:  # type: ignore[union-attr]
        setattr(model, one.name, one.ours)
    assert model.sentence().startswith("This bill is right")
    model.penalty = Decimal("777.77")
    model.total = None
    assert "no reason was found" in model.sentence()
    assert "¥777.77" in model.questions() and "How was it worked out?" in model.questions()


def test_nothing_typed_and_what_fits_no_debt_are_told_apart() -> None:
    model = bill_of("courier", "baitiao")
    assert model.checked() is None and model.sentence().startswith("Type in what the bill says")
    model = bill_of("courier", "jintiao")
    model.minimum = Decimal(500)  # a loan has none
    assert model.checked() is None and model.sentence().startswith("These figures do not fit")


def test_a_bill_is_taken_from_a_file_and_nothing_is_saved(nothing_of_the_learners: Path) -> None:
    lesson.LESSON.use_case(load_example())
    card: Any = lesson.hold_the_bill_against_it()
    panel: BillPanel = card.panel
    panel.read("bills.csv", b"date,total\n2026-10-01,6000.00\n2026-11-20,6163.65\n")
    assert panel.model.on == date(2026, 11, 20)
    assert panel.controls["total"].value == Decimal("6163.65")
    assert panel.controls["penalty"].value is None
    assert panel.picked.tone == "good" and not nothing_of_the_learners.exists()
    before = dict(panel.model.trait_values())
    panel.read("picture.csv", b"nothing,of\nthe,kind\n")
    assert panel.picked.tone == "try" and dict(panel.model.trait_values()) == before
    panel.read("old.csv", b"date,total\n2020-10-01,6000.00\n")
    assert panel.picked.tone == "try" and dict(panel.model.trait_values()) == before


def test_a_card_bill_may_be_held_against_any_day() -> None:
    model = bill_of("clerk", "card")
    for day in range(1, 31):
        model.on = date(2026, 5, day)
        assert model.sentence()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("household", HOUSEHOLDS)
def test_every_way_of_reading_a_contract_has_its_words(household: str, language: str) -> None:
    with in_language(language):
        for debt in load_example(household).debts:
            for change in term_changes(debt.terms, usual_readings(debt)):
                for kind in ("why", "ask"):
                    text = reasons.words(kind, change.reading, debt)
                    assert text and "{" not in text and "_" not in text, text
                    assert "None" not in text and "Decimal" not in text


OTHERS = (
    Reading("payment_left_out", on=TODAY, amount=Decimal("5.00")),
    Reading("payment_booked_later", TODAY, TODAY, TODAY, Decimal("5.00")),
    Reading("payment_booked_twice", on=TODAY, amount=Decimal("5.00")),
    Reading("waiver_left_out", "penalty", None, TODAY, Decimal("5.00")),
    Reading("rate_change_left_out", on=TODAY),
    Reading("bill_day", -3, 0),
    Reading("bill_day_counted", 1, 0),
    Reading("default_fee_though_paid", on=TODAY, amount=Decimal("5.00")),
    Reading("fee_without_basis", amount=Decimal("5.00")),
    Reading("other_part", ("interest", "penalty")),
    Reading("shown_rounded", Decimal("1.00")),
    Reading("only_overdue", Decimal("5.00"), Decimal("9.00")),
    Reading("whole_debt", Decimal("9.00"), Decimal("5.00")),
    Reading("cut_to_ceiling", "ceiling-court-licensed"),
    Reading("adding_up", amount=Decimal("5.00")),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reading", OTHERS, ids=lambda reading: reading.id)
def test_every_other_reason_has_its_words(reading: Reading, language: str) -> None:
    with in_language(language):
        for kind in ("why", "ask"):
            text = reasons.words(kind, reading, one_debt())
            assert text and "{" not in text and "None" not in text
            if reading.amount is not None and reading.id != "rate_change_left_out":
                assert "¥5.00" in text


def test_differences_for_a_letter_are_the_lines_that_differ() -> None:
    debt = load_example("courier").debt("jintiao")
    lines = [LenderLine("penalty", "130.71"), LenderLine("principal", "6051.09"), LenderLine("fees", "60")]
    found = check(debt, LenderBill(on=TODAY, total="6241.80", lines=lines))
    told = reasons.differences(found.lines, debt)
    assert [(one.component, one.difference) for one in told] == [
        ("penalty", Decimal("3.63")),
        ("fees", Decimal("60.00")),
        ("total", Decimal("63.63")),
    ]
    assert all(one.question for one in told)


def test_lines_that_do_not_add_up_are_asked_about() -> None:
    case = load_example("courier")
    debt = case.debt("jintiao")
    position = debt.position(TODAY)
    bill = Bill(
        TODAY,
        position.total + 10,
        lines=(BillLine("principal", position.principal), BillLine("penalty", position.penalty)),
    )
    model = HeldAgainst(Whose(case), replace(debt, bills=(bill,)))
    assert "do not add up" in model.questions() and "¥10.00" in model.questions()


# -- the cost beside the limits


def test_what_is_above_the_line_is_never_certain() -> None:
    model = AllIn(Whose(load_example("laid_off")))
    (above,) = [one for one in model.debts() if one.excess]
    assert above.debt.id == "jintiao" and above.ceiling is not None
    assert above.excess == above.cost.total - above.cost.allowed(above.ceiling.annual_rate) > 0
    entry = next(one for one in model.entries() if one.tone == "court")
    assert "may agree or not" in entry.text and money(above.excess) in entry.today
    reported = next(one for one in model.entries() if "press reports" in one.text)
    assert reported.tone == "plain" and "do not build a claim" in reported.text


def test_limits_follow_the_lender_and_the_day() -> None:
    model = AllIn(Whose(ODD["from a friend"]))
    (one,) = model.debts()
    assert one.ceiling is not None and one.ceiling.basis == "court_limit" and one.excess
    assert not any("Whom to ask" in entry.heading for entry in model.entries())  # no authority for friends
    clerk = AllIn(Whose(load_example("clerk")))
    headings = [entry.heading for entry in clerk.entries()]
    assert any("12378" in entry.text for entry in clerk.entries())
    assert len(headings) == len(set(headings)), "each limit and each door stands once"
    assert all(entry.source for entry in clerk.entries())


# -- papers


def test_the_checklist_is_saved_with_what_is_never_sent(nothing_of_the_learners: Path) -> None:
    lesson.LESSON.use_case(load_example())
    card: Any = lesson.papers()
    card.model.tick(card.model.checklist().items[0].paper.id, True)
    paper = paper_of(card.model.checklist())
    for item in card.model.checklist().items:
        assert item.paper.label in paper.text
    assert "☑" in paper.text and "Never send or hand in:" in paper.text
    page.press(page.the(card, Keep).button)
    assert {file.suffix for file in nothing_of_the_learners.rglob("papers/*")} == {".docx", ".html"}


# -- what the month leaves


def test_the_couriers_month() -> None:
    model = Month(Whose(load_example("courier")))
    # 4,300 − 1,300 − 1,300 − 520 − 800 − 180 − 300
    assert model.month(bad=True).left == Decimal("-100.00")
    assert model.month().left == Decimal("1800.00")
    assert model.sentence().startswith("A normal month leaves ¥1,800.00. A bad one falls short by ¥100.00")
    # and without the other spending of 300
    assert "Without the other spending it would leave ¥200.00" in model.sentence()
    # 1,055.86 + 412.60 of 6,200: what is asked for next, what is overdue apart
    assert (model.asked(), model.share()) == (Decimal("1468.46"), Decimal("0.2368"))


def test_a_line_tried_moves_both_months_and_leaves_the_case_alone() -> None:
    case = load_example("clerk")
    model = Month(Whose(case))
    heating = next(n for n, one in enumerate(model.lines) if one.bad_month == Decimal("260.00"))
    assert not model.changed()
    setattr(model, f"amount_{heating}", Decimal("130.00"))
    assert model.month().left == case.left_for_debts + 50
    assert model.month(bad=True).left == case.budget(bad_month=True).left + 50
    assert model.changed() and "You are trying other amounts" in model.sentence()
    assert case.budget() == load_example("clerk").budget()
    setattr(model, f"amount_{heating}", Decimal("0.00"))
    assert model.tried()[heating].bad_month == Decimal("80.00")


def test_only_the_learners_own_case_can_keep_what_is_tried() -> None:
    (panel,) = opened("what_can_i_pay", load_example())
    assert not any("Keep these amounts" in repr(child) for child in panel.children[1].children[0].children)
    save_case(load_example("clerk"))
    own = learner_case()
    assert own is not None and own.own
    (mine,) = opened("what_can_i_pay", own)
    assert isinstance(mine, MonthPanel)
    number = next(n for n, one in enumerate(mine.model.lines) if one.kind == "other")
    mine.controls[f"amount_{number}"].value = Decimal("450.00")
    mine.keep_tried()
    again = learner_case()
    assert again is not None and again.other == Decimal("450.00")
    assert again.debts == own.debts and mine.said.tone == "good"


def mine_with(name: str = "clerk") -> MonthPanel:
    """The panel of a learner whose own case is that of an example."""
    save_case(load_example(name))
    own = learner_case()
    assert own is not None
    (panel,) = opened("what_can_i_pay", own)
    assert isinstance(panel, MonthPanel)
    return panel


def try_other(panel: MonthPanel, amount: str, number: int = 0) -> BudgetLine:
    """Move a line of "everything else"; returns it as it was."""
    at = [n for n, one in enumerate(panel.model.lines) if one.kind == "other"][number]
    panel.controls[f"amount_{at}"].value = Decimal(amount)
    return panel.model.lines[at]


def test_keeping_changes_these_lines_and_nothing_else_of_the_case_as_it_is_now() -> None:
    panel = mine_with()
    try_other(panel, "450.00")
    more, lent = line("income", "77"), load_example("courier").debts[0]
    change_case(
        lambda case: replace(
            case, savings=Decimal(5), debts=(*case.debts, lent), budget_lines=(more, *case.budget_lines)
        )
    )
    panel.keep_tried()
    now = learner_case()
    assert now is not None and panel.said.tone == "good"
    assert (now.savings, now.debts[-1].id, now.budget_lines[0]) == (5, lent.id, more)
    assert now.other == Decimal("450.00") and len(now.budget_lines) == len(panel.model.lines) + 1
    assert not panel.model.changed()
    try_other(panel, "460.00")
    panel.keep_tried()
    again = learner_case()
    assert again is not None and again.other == Decimal("460.00") and again.debts == now.debts


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_changed_meanwhile_is_named_and_nothing_is_kept(language: str) -> None:
    lesson.begin(language)
    panel = mine_with()
    was = try_other(panel, "450.00")
    change_case(
        lambda case: replace(
            case,
            budget_lines=tuple(
                replace(one, amount=Decimal(9)) if one == was else one for one in case.budget_lines
            ),
        )
    )
    before = learner_case()
    panel.keep_tried()
    assert panel.said.tone == "try" and was.label in panel.said.lines[0]
    assert learner_case() == before


@pytest.mark.parametrize("text", [None, "nonsense"])
def test_where_the_case_is_gone_or_broken_keeping_says_so(text: str | None) -> None:
    panel = mine_with()
    try_other(panel, "450.00")
    forget_case()
    if text is not None:
        own_file().write_text(text, "utf-8")
    panel.keep_tried()
    assert panel.said.tone == "try" and "case.toml" in panel.said.lines[0]
    assert (own_file().read_text("utf-8") if text else own_file().exists()) == (text or False)


def test_without_anything_tried_there_is_nothing_to_keep() -> None:
    panel = mine_with()
    panel.keep_tried()
    assert panel.said.tone == "try"


def test_keeping_leaves_debts_that_have_not_begun_in_the_case() -> None:
    case = replace(ODD["not drawn yet"], budget_lines=(line("income", "5000"), line("other", "300")))
    assert len(Whose(case).debts) == 1
    assert len(Month(Whose(case)).as_tried().debts) == 2


def test_beside_others_for_as_many_people() -> None:
    model = Month(Whose(load_example("courier")))
    assert "¥2,456.33" in model.entries()[0].today  # 29,476 a head and year, in twelve parts
    model.people = 2
    assert "¥4,912.67" in model.entries()[0].today and "2025" in model.entries()[0].heading
    assert all(entry.source for entry in model.entries())


# -- several lenders


@pytest.mark.parametrize("household", HOUSEHOLDS)
def test_shares_add_up_to_the_amount(household: str) -> None:
    model = WhichFirst(Whose(load_example(household)))
    for by in ("total", "overdue", "regular_payment"):
        model.by, model.amount = by, Decimal("777.77")
        assert sum(model.shares().values()) == Decimal("777.77")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("household", HOUSEHOLDS)
def test_debts_are_counted_as_debts_since_two_may_be_of_one_lender(household: str, language: str) -> None:
    """The courier owes one company on Jintiao and on Baitiao."""
    case = load_example(household)
    with in_language(language):
        said = [everything_said(panel) for name in QUICK for panel in opened(name, case)]
        guess = Exercise("how_to_prepare", "fair-share", lesson.LESSON.exercises()["fair-share"], "a seed")
        said.append(guess.question() + guess.reveal("10"))
    assert re.findall(r"\d+ (?:lenders?\b|家).*", "\n".join(said)) == []


def test_the_familys_orders() -> None:
    model = WhichFirst(Whose(load_example("family")))
    assert model.first("next_line").id == "furniture"
    assert model.first("guarantor").id == "bank-loan"
    assert "guarantor" in " ".join(entry.heading for entry in model.entries())
    courier = WhichFirst(Whose(load_example("courier")))
    assert "guarantor" not in " ".join(entry.heading for entry in courier.entries())


def test_more_than_the_month_leaves_is_called_so() -> None:
    model = WhichFirst(Whose(load_example("courier")))
    model.amount = Decimal(1800)
    assert "more than a bad month leaves" in model.sentence()
    model.amount = Decimal(1900)
    assert "more than even a normal month" in model.sentence()
    clerk = WhichFirst(Whose(load_example("clerk")))
    clerk.amount = Decimal(610)
    assert "bad month leaves" not in clerk.sentence()


def test_the_end_of_the_month_is_the_next_day_that_matters() -> None:
    """On 30 November Baitiao would get its first figure, and the loan's 1 become a 2."""
    model = WhichFirst(Whose(load_example("courier")))
    assert dict(model.facts())["The next line"] == "30 Nov 2026"
    assert (
        "“Baitiao”: on 30 Nov 2026 the month ends: with ¥422.30 paid by then this account gets no figure"
        in (model.sentence())
    )
    call = ForTheCall(Whose(load_example("courier")))
    assert dict(call.facts())["3. To be settled by"] == "30 Nov 2026"
    by_when = dict(call.points())["By when"]
    assert "with ¥977.41 paid by then this account keeps its 1" in by_when
    assert "with ¥1,995.62 it gets no figure" in by_when and "it may show 2" in by_when


def test_a_wage_that_falls_is_told_and_only_what_is_left_then_is_promised() -> None:
    """3,120 is left today, 420 from December, 120 in a bad month: nothing for the call speaks of 3,120."""
    month = Month(Whose(NOT_LATE_YET))
    assert (
        "From 1 Dec 2026 to 31 Mar 2027 a normal month leaves ¥420.00 and a bad one ¥120.00"
        in month.sentence()
    )
    assert "must hold in the leanest of them: ¥120.00" in month.sentence()
    assert "That covers" not in month.sentence() and "more than a bad month leaves" in month.sentence()
    assert dict(month.facts())["At least, in a bad month of the year"] == "¥120.00"
    call = ForTheCall(Whose(NOT_LATE_YET))
    call.debt = "bank-loan"
    assert (call.payment(), call.in_a_good_month()) == (Decimal("84.10"), Decimal("294.37"))
    assert (
        "from 1 Dec 2026 to 31 Mar 2027 are the leanest" in dict(call.points())["What I can pay each month"]
    )
    assert "¥3,120.00" not in call.paper().text and "¥2,720.00" not in call.paper().text
    assert usual_amount(Whose(NOT_LATE_YET)) == 120
    bonus = next(n for n, one in enumerate(month.lines) if one.kind == "other")
    setattr(month, f"amount_{bonus}", Decimal("300.00"))  # what is tried counts in the months ahead too
    assert month.least(bad=True) == Decimal("220.00")


def test_the_chart_says_which_months_it_shows_where_they_change() -> None:
    """The present months, and those that a promise must hold in; one pair where nothing changes."""
    month = Month(Whose(NOT_LATE_YET))
    bars = _bars(month)
    assert bars == {
        "Normal now": 3120,
        "Bad month now": 2720,
        "Normal, from Dec": 420,
        "Bad month, from Dec": 120,
        "Asked for": 0,
    }
    assert "until 30 Nov 2026" in month.table().caption
    assert any("from 1 Dec 2026 to 31 Mar 2027" in text and "¥120.00" in text for text, _ in month.steps())
    series = month.figure()["data"]
    assert all(len(one["y"]) == len(bars) for one in series) and series[-1]["y"][-1] == float(month.asked())
    for name, names in (("courier", "Normal now, Bad month now"), ("clerk", "Normal, Bad month")):
        assert ", ".join(_bars(Month(Whose(load_example(name))))) == f"{names}, Asked for"


def _bars(month: Month) -> dict[str, float]:
    """What is left for debts, by the names under the bars of the chart."""
    left = next(trace for trace in month.figure()["data"] if trace["name"] == "Left for the debts")
    return {name.replace("<br>", " "): amount for name, amount in zip(left["x"], left["y"], strict=True)}


def test_a_card_that_counts_missed_minimums_has_no_line_by_days() -> None:
    model = WhichFirst(Whose(load_example("clerk")))
    card = next(one for one in model.owing if one.id == "card")
    assert [(one.kind, one.id) for one in card.lines] == [("due_day", "due_day"), ("month_end", "1")]


def test_the_ways_of_paying_are_the_librarys() -> None:
    case = load_example("courier")
    model = MonthByMonth(Whose(case))
    model.amount = Decimal(1800)
    for way in ("avalanche", "snowball", "pro_rata"):
        model.way = way
        right = pay_off(case.debts, ["1800"], strategy=way, start=TODAY, pay_day=15, months=24)
        assert model.this_way().total_cost == right.total_cost
        assert money(right.total_cost) in model.sentence()
    points = model.figure()["data"]  # type: ignore[index]
    assert [trace["y"][-1] for trace in points] == [0.0, 0.0]


def test_an_amount_that_never_suffices_is_said_to_and_leads_to_the_terms() -> None:
    model = MonthByMonth(Whose(load_example("courier")))
    model.amount = Decimal(100)
    assert model.this_way().clear_in is None and len(model.this_way().months) == 12
    assert "other terms are what to ask for" in model.sentence()


# -- for the call


def test_the_three_figures_hold_together() -> None:
    case = load_example("family")
    model = ForTheCall(Whose(case))
    model.debt = "furniture"
    shares = []
    for debt in case.debts:
        model.debt = debt.id
        shares.append(model.payment())
        assert model.owed() == debt.position(TODAY).total
        assert model.payment() == case.figures().share(debt.id)
    assert sum(shares) == case.budget(bad_month=True).left, "together no more than a bad month leaves"


def test_nothing_is_promised_where_a_bad_month_leaves_nothing() -> None:
    model = ForTheCall(Whose(load_example("courier")))
    assert model.payment() == 0 and "nothing can be promised" in model.sentence()
    assert any("do not promise it" in text for _, text in model.points())


def test_the_page_for_the_call_says_what_the_panel_says(nothing_of_the_learners: Path) -> None:
    (panel,) = opened("three_figures_for_the_call", load_example("family"))
    keep: Any = panel.children[1].children[0].children[-1]
    keep.save()
    (file,) = nothing_of_the_learners.rglob("*.docx")
    text = "\n".join(one.text for one in read_docx(str(file)).paragraphs)
    for _, said in panel.model.points():  # type: ignore[attr-defined]
        assert said in text
    assert "text message" in text


# -- guesses and exercises


def test_every_exercise_has_words_and_figures() -> None:
    assert lesson.LESSON.missing() == set()
    assert len([id for id in words_of("how_to_prepare") if words_of("how_to_prepare")[id].slips]) >= 5


NUMBERED = ("not-booked", "counted-twice", "penalty-on-fees", "bad-month", "service-share", "pro-rata")
CHOICES = ("who-cuts", "above-the-line", "the-code", "which-first")


@pytest.mark.parametrize("id", NUMBERED)
def test_slips_can_be_told_apart_over_many_seeds(id: str) -> None:
    draw = lesson.LESSON.exercises()[id]
    for seed in range(200):
        task = draw(random.Random(seed))
        assert told_apart(task) and task.answer > 0, seed


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", NUMBERED)
def test_every_slip_is_recognised_and_every_hint_given(id: str, language: str) -> None:
    with in_language(language):
        exercise = Exercise("how_to_prepare", id, lesson.LESSON.exercises()[id], "a seed")
        assert set(exercise.task.slips) == set(exercise.words.slips)
        said = [exercise.title(), exercise.question(), exercise.hint()]
        for slip, figure in exercise.task.slips.items():
            given = percent(figure, places=4) if exercise.unit == "percent" else str(figure)
            verdict = exercise.check(given)
            assert not verdict.right and verdict.slip == slip
            said += [verdict.text, exercise.hint()]
        right = (
            percent(exercise.task.answer, places=4)
            if exercise.unit == "percent"
            else str(exercise.task.answer)
        )
        verdict = exercise.check(right)
        assert verdict.right
        question = exercise.question()
        exercise.another()
        assert exercise.question() != question and exercise.wrong == 0
        assert not any("{" in text for text in [*said, verdict.text])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", CHOICES)
def test_a_choice_has_one_right_answer_over_many_seeds(id: str, language: str) -> None:
    draw = lesson.LESSON.exercises()[id]
    with in_language(language):
        for seed in range(40):
            exercise = Exercise("how_to_prepare", id, draw, str(seed))
            assert exercise.task.answer in exercise.options()
            for option in exercise.options():
                verdict = exercise.check(option)
                assert verdict.right == (option == exercise.task.answer) and "{" not in verdict.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", [*HOUSEHOLDS, *ODD])
def test_every_guess_is_answered_for_every_household(case: str, language: str) -> None:
    lesson.LESSON.use_case(ODD[case] if case in ODD else load_example(case))
    with in_language(language):
        for id in ("what-is-owed", "lines-that-agree", "share-of-income", "fair-share"):
            exercise = Exercise("how_to_prepare", id, lesson.LESSON.exercises()[id], "a seed")
            text = exercise.question() + exercise.reveal("10")
            assert "{" not in text and exercise.answer() in text


def test_the_guesses_are_the_panels_figures() -> None:
    case = load_example("family")
    lesson.LESSON.use_case(case)

    def answer(id: str) -> Any:
        return Exercise("how_to_prepare", id, lesson.LESSON.exercises()[id], "a seed").task.answer

    assert answer("what-is-owed") == case.total_owed()
    assert answer("lines-that-agree") == 2  # the principal and the penalty of the furniture's bill
    assert answer("share-of-income") == Month(Whose(case)).share()
    assert answer("fair-share") == max(WhichFirst(Whose(case)).shares().values())


def test_a_penalty_on_fees_by_hand() -> None:
    task = lesson.LESSON.exercises()["penalty-on-fees"](random.Random(3))
    rate = Decimal(str(task.values["rate"]).rstrip("%")) / 100
    count = int(str(task.values["days"]).split()[0])
    assert abs(task.answer - task.values["fee"] * rate * count) <= Decimal("0.01")


def test_bills_are_checked_with_what_the_product_usually_has() -> None:
    debt = load_example("courier").debt("jintiao")
    readings = usual_readings(debt)
    assert Decimal("0.0006") in readings.penalty_daily_rates
    bill = LenderBill(on=TODAY, total="6000")
    assert (
        check(debt, bill).lines
        == check_bill(debt.terms, debt.drawings, debt.events, bill, readings=readings).lines
    )
