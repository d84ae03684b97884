"""Lesson 1: its panels for every household, its figures against the ledger, its exercises and slips."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from duecourse.calc import Payment, open_ledger, report_codes
from duecourse.case import Case, examples, load_example
from duecourse.lessons import what_overdue_means as lesson
from duecourse.lessons.kit import watched as debts
from duecourse.lessons.tasks import Exercise, close, words_of
from duecourse.lessons.what_overdue_means import report, timeline
from duecourse.lessons.what_overdue_means.consequences import ITEMS, VIEWS, WhatMayHappen
from duecourse.lessons.what_overdue_means.minimum import HowMuchAtLeast
from duecourse.lessons.what_overdue_means.one_payment import IsThisOverdue
from duecourse.lessons.what_overdue_means.report import ReportMonths
from duecourse.locale import LANGUAGES, Text, in_language
from duecourse.rules import rules
from duecourse.view import Panel
from duecourse.view.fold import Fold
from duecourse.view.listing import listing_html
from duecourse.view.tables import table_html
from unit.cases import with_debt
from unit.lessons.panels import all_said, ends

TODAY = date(2026, 11, 24)
OPENERS = {
    "day_by_day": lesson.day_by_day,
    "is_this_overdue": lesson.is_this_overdue,
    "minimum_payment": lesson.minimum_payment,
    "report_month_by_month": lesson.report_month_by_month,
    "what_may_happen": lesson.what_may_happen,
}
WITH_A_DEBT = [name for name in OPENERS if name != "what_may_happen"]


@pytest.fixture(autouse=True)
def nothing_of_the_learners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DUECOURSE_MY", str(tmp_path / "none"))
    with in_language("en"):
        lesson.begin("en")
        yield
    lesson.LESSON.use_case(None)


def opened(name: str, case: Case) -> Panel:
    lesson.LESSON.use_case(case)
    return OPENERS[name]()


def everything_said(panel: Panel) -> str:
    """All that a panel says in its present state, after checking its form."""
    model = panel.model
    return all_said(panel, listing_html(model.entries()) if isinstance(model, WhatMayHappen) else "")


@pytest.mark.parametrize("household", examples())
@pytest.mark.parametrize("name", OPENERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_panel_works_for_every_household(name: str, household: str, language: str) -> None:
    with in_language(language):
        panel = opened(name, load_example(household))
        said = {everything_said(panel)}
        for _ in ends(panel):
            said.add(everything_said(panel))
        assert len(said) > 3


@pytest.mark.parametrize("name", OPENERS)
def test_every_panel_works_without_any_debt(name: str) -> None:
    panel = opened(name, Case(fixed_as_of=TODAY))
    everything_said(panel)
    for _ in ends(panel):
        everything_said(panel)


@pytest.mark.parametrize("name", WITH_A_DEBT)
def test_what_one_more_day_costs_is_always_on_screen(name: str) -> None:
    panel = opened(name, load_example("courier"))
    assert any("one more day costs" in label.lower() for label, _ in panel.model.facts())


@pytest.mark.parametrize("name", OPENERS)
def test_a_label_may_contain_anything(name: str) -> None:
    case = load_example("courier")
    nasty = '<img src=x onerror=alert(1)> {0} {name} & "quoted" ' + "长" * 60
    for debt in case.debts:
        case = with_debt(case, replace(debt, labels=Text(en=nasty, zh=nasty)))
    panel = opened(name, case)
    if "whose" in panel.controls:
        panel.controls["whose"].value = "own"
    assert len(repr(panel)) < 110 or name == "day_by_day"
    figure = json.dumps(panel.model.figure(), ensure_ascii=False)
    table = panel.model.table()
    assert "<img" not in figure and table is not None and "<img" not in table_html(table)


# -- the timeline


def test_the_figures_of_the_day_are_the_ledgers() -> None:
    panel = opened("day_by_day", load_example("courier"))
    model: Any = panel.model
    for whose in ("products", "own"):
        model.whose = whose
        for number in (0, 1, 3, 4, 30, 31, 47, 91, 400):
            model.day = number
            for watched, (_, shown) in zip(model.debts(), model.facts(), strict=True):
                ledger = open_ledger(
                    watched.terms, watched.drawings, watched.events, until=watched.due + timedelta(500)
                )
                position = ledger.position(watched.due + timedelta(number))
                assert shown == f"¥{position.one_more_day:,.2f}"


def test_day_47_by_hand() -> None:
    """Three thousand yuan each, due 47 days ago, nothing paid.

    Card: 0.05 % of 3,000 a day. Baitiao bill: 0.05 % of 3,000 and 0.015 % of the minimum; by then the next
    bill has asked for all of it.
    Order: 0.07 % of 3,000 and twelve fees of 18. Jintiao: 0.06 %.
    """
    model: Any = opened("day_by_day", load_example("courier")).model
    assert [cost for _, cost in model.facts()] == ["¥1.50", "¥1.95", "¥2.25", "¥1.80"]
    assert [watched.due for watched in model.debts()] == [date(2026, 10, 8)] * 4
    assert [watched.code(watched.position(47)) for watched in model.debts()] == ["2"] * 4
    model.day = 2
    assert [watched.stage(watched.position(2)) for watched in model.debts()] == [
        "grace",
        "late",
        "late",
        "late",
    ]


def test_paying_the_minimum_helps_the_two_that_have_one() -> None:
    model: Any = opened("day_by_day", load_example("courier")).model
    model.day, model.minimum_paid = 10, True
    assert [watched.stage(watched.position(10)) for watched in model.debts()] == [
        "met",
        "met",
        "late",
        "late",
    ]


def test_a_card_counts_missed_minimums_and_a_loan_counts_days() -> None:
    """On day 32 a loan is in its second step; of the card the second minimum is still within its grace."""
    card, loan = (debts.made_up(name, TODAY, 47) for name in ("card", "jintiao"))
    assert (card.code(card.position(32)), loan.code(loan.position(32))) == ("1", "2")
    assert card.code(card.position(35)) == "2"


@pytest.mark.parametrize("household", examples())
def test_the_figure_of_a_day_is_what_the_report_would_show(household: str) -> None:
    """On each month end for every debt: the timeline's figure and the report's are one."""
    for watched in debts.to_choose_from(load_example(household), 47):
        lines = report_codes(watched.ledger, watched.codes, count=watched.counts)
        figures = {code for code, _, _ in watched.codes}
        assert any(line.code in figures for line in lines)
        for line in lines:
            found = watched.code(watched.ledger.position(line.month_end))
            assert found == (line.code if line.code in figures else None)


@pytest.mark.parametrize("household", examples())
def test_between_two_changes_nothing_changes(household: str) -> None:
    """The stretches drawn on the timeline hold on every one of their days."""
    for watched in debts.to_choose_from(load_example(household), 47):
        drawn = timeline.stages_of(watched, debts.BEFORE, debts.HORIZON)
        for stage in drawn:
            for number in range(stage.start, stage.end):
                position = watched.position(number)
                assert (watched.code(position) or "") == stage.mark
        assert (drawn[0].start, drawn[-1].end) == (debts.BEFORE, debts.HORIZON)


def test_the_courier_is_47_days_late_today() -> None:
    own = debts.of_case(load_example("courier"))
    jintiao = next(watched for watched in own if watched.key == "jintiao")
    assert jintiao.number(TODAY) == 47
    assert jintiao.position(47).days_past_due == 47


# -- is this overdue?


@pytest.mark.parametrize(
    ("product", "paid", "days_after", "kind"),
    [
        ("card", "3000", 0, "on_time"),
        ("card", "3000", 3, "grace"),  # the last of three days of grace
        ("card", "3000", 4, "was_overdue"),
        ("card", "2990", 0, "tolerance"),  # 10 yuan may be missing
        ("card", "2989.99", 0, "met"),
        ("card", "300", 0, "met"),  # the minimum, 10 %
        ("card", "289.99", 0, "overdue"),
        ("card", "0", 0, "overdue"),
        ("baitiao_bill", "3000", 1, "was_overdue"),
        ("baitiao_bill", "300", 0, "met"),
        ("baitiao_bill", "299.99", 0, "overdue"),
        ("baitiao_order", "3000", 0, "on_time"),
        ("baitiao_order", "2999.99", 0, "overdue"),  # no minimum, no tolerance
        ("jintiao", "3000", 1, "overdue"),  # 1.80 of penalty came first, so 1.80 is missing
    ],
)
def test_is_this_overdue(product: str, paid: str, days_after: int, kind: str) -> None:
    model = IsThisOverdue(
        Case(fixed_as_of=TODAY), product=product, asked="3000", paid=paid, days_after=days_after
    )
    found = model.outcome()
    assert found.kind == kind
    assert found.overdue == (kind in ("overdue", "was_overdue"))
    assert found.asked == Decimal("3000.00")


def test_a_late_payment_of_the_bare_instalment_leaves_the_penalty_unpaid() -> None:
    """0.06 % of 3,000 for two days is 3.60."""
    model = IsThisOverdue(Case(fixed_as_of=TODAY), product="jintiao", days_after=2)
    assert model.outcome().after.due == Decimal("3.60")
    assert "¥3.60" in model.sentence()


def test_one_day_late_within_the_month_is_an_m() -> None:
    found = IsThisOverdue(Case(fixed_as_of=TODAY), product="baitiao_bill", days_after=1).outcome()
    assert (found.kind, found.code) == ("was_overdue", "M")


def test_the_learners_own_grace_counts() -> None:
    case = load_example("courier")
    debt = case.debt("jintiao")
    case = with_debt(case, replace(debt, differs={**debt.differs, "grace_days": 3}))
    assert IsThisOverdue(case, product="jintiao", days_after=2).outcome().kind == "grace"


# -- the minimum


@pytest.mark.parametrize("product", ["card", "baitiao_bill"])
def test_the_minimums_are_the_bills_of_the_ledger(product: str) -> None:
    model = HowMuchAtLeast(Case(fixed_as_of=TODAY))
    model.product = product
    for spending, later, purchase in (("3000", "800", "1200"), ("250", "0", "0"), ("19900", "10000", "600")):
        model.set_trait("spending", Decimal(spending))
        model.set_trait("new_spending", Decimal(later))
        model.set_trait("purchase", Decimal(purchase))
        bills = model.bills()
        assert bills.first.amount == bills.missed_ledger.bills[0].minimum
        assert bills.paid.amount == bills.paid_ledger.bills[1].minimum
        assert bills.missed.amount == bills.missed_ledger.bills[1].minimum


def test_a_missed_baitiao_minimum_by_hand() -> None:
    """3,000 spent and 100 of an instalment: 10 % and all of it, 400. Missed: the 3,100 comes back whole,
    with 80 of the new 800, the next instalment of 100 and 33.81 of fees: 3,313.81."""
    model = HowMuchAtLeast(Case(fixed_as_of=TODAY))
    model.product = "baitiao_bill"
    bills = model.bills()
    assert (bills.first.amount, bills.missed.amount) == (Decimal("400.00"), Decimal("3313.81"))


# -- the report


def test_the_report_of_the_courier_by_hand() -> None:
    """Paid three days late in August (M), nothing in October (23 days late at its end: 1), paid up today."""
    model: Any = opened("report_month_by_month", load_example("courier")).model
    assert "".join(line.code for line in model.report().lines) == "NMN1MNNNC"
    assert model.worst() == "1"
    model.way = "nothing"
    assert "".join(line.code for line in model.report().lines).startswith("NMN123456777")


def test_paying_up_takes_what_is_due_on_that_day() -> None:
    model: Any = opened("report_month_by_month", load_example("courier")).model
    case = load_example("courier")
    for number in (47, 60, 200):
        model.day = number
        on = date(2026, 10, 8) + timedelta(number)
        assert model.report().paid == case.debt("jintiao").ledger(date(2028, 1, 1)).position(on).due


@pytest.mark.parametrize("household", examples())
def test_whoever_pays_up_and_then_pays_on_time_gets_no_further_figure(household: str) -> None:
    for watched in debts.to_choose_from(load_example(household), 47):
        model = ReportMonths([watched], day=70)
        figures = {code for code, _, _ in watched.codes}
        report = model.report()
        after = [line for line in report.lines if line.end >= report.paid_on]
        assert after and not {line.code for line in after} & figures
        assert all(line.loan_class is None for line in after)


def test_the_past_cannot_be_paid_up() -> None:
    """The slider of the learner's own debt begins today: no day is shown on which it is too late to pay."""
    panel: Any = opened("report_month_by_month", load_example("courier"))
    assert panel.controls["day"].low == 47
    panel.controls["debt"].value = "made_up:card"
    assert panel.controls["day"].low == 0


def test_five_years_after_everything_is_paid() -> None:
    model: Any = opened("report_month_by_month", load_example("courier")).model
    model.way = "everything"
    assert "Nov 2031" in model.sentence()


def test_later_payments_of_the_case_are_left_out_where_the_past_is_replayed() -> None:
    watched = debts.of_case(load_example("courier"))[0]
    paid = watched.paying(Payment(date(2026, 9, 1), "10"))
    assert max(event.on for event in paid.events if isinstance(event, Payment)) == date(2026, 9, 1)


def test_pay_on_time_pays_each_instalment_on_its_day() -> None:
    watched = debts.made_up("jintiao", TODAY, 47)
    arrears = watched.position(47).due
    then = report.pay_on_time(watched.paying(Payment(TODAY, arrears)), TODAY, date(2027, 12, 31))
    assert not any(position.days_past_due for position in then.ledger.days() if position.on > TODAY)


# -- what may happen


def test_a_payment_order_gives_fifteen_days() -> None:
    model = WhatMayHappen(TODAY, 47, day=47, view="court")
    assert model.facts() == [("If a payment order arrives this day: last day to object", "9 Dec 2026")]


ROAD = (
    "court-mediation",
    "court-filing",
    "court-service",
    "court-defence",
    "court-hearing",
    "court-judgment",
    "enforcement-time",
)
"""先行调解、立案、送达、答辩、开庭、判决、执行."""


def test_the_road_through_court_is_told_in_its_order_and_a_payment_order_is_another_road() -> None:
    tags = {item.rule: item.tag for item in ITEMS["court"]}
    assert [tags[rule] for rule in ROAD] == [f"step_{number}" for number in range(1, 8)]
    assert [item.rule for item in ITEMS["court"] if item.rule in ROAD] == list(ROAD)
    assert tags["payment-order-court"] == "side_road"


def test_a_written_defence_is_due_fifteen_days_after_the_complaint_came() -> None:
    model = WhatMayHappen(TODAY, 47, day=47, view="court")
    entry = next(one for one in model.entries() if one.heading == rules["court-defence"].label)
    assert "9 Dec 2026" in entry.today


def test_what_may_be_taken_from_a_bound_card_is_told_beside_what_takes_a_court() -> None:
    model = WhatMayHappen(TODAY, 47, day=47, view="lender")
    assert "automatic payment" in model.sentence()
    assert rules["agreed-debits"].label in [entry.heading for entry in model.entries()]


def test_each_entry_rests_on_a_rule_with_its_dates_and_how_surely_it_is_known() -> None:
    for view in VIEWS:
        model = WhatMayHappen(TODAY, 47, day=47, view=view)
        for entry, item in zip(model.entries(), ITEMS[view], strict=True):
            value = rules[item.rule].on(TODAY)
            assert entry.text == value.text and value.rule.scope in entry.note
            assert "last checked" in entry.source
            if value.status == "general knowledge":
                assert "known only generally" in entry.source


def test_the_discretion_of_a_lender_is_not_called_a_right() -> None:
    model = WhatMayHappen(TODAY, 0, day=0, view="lender")
    entries = {entry.heading: entry for entry in model.entries()}
    extension = entries["An extension must be asked for before the due day"]
    assert "There is no right to it" in extension.text and extension.tag == "you may ask"


# -- exercises and guesses

CHOICES = [id for id, words in words_of("what_overdue_means").items() if words.unit == "choice"]
FIGURES = [id for id, words in words_of("what_overdue_means").items() if words.unit != "choice"]


def test_every_exercise_has_words_and_figures() -> None:
    assert lesson.LESSON.missing() == set()
    assert len(FIGURES) >= 4


def exercise(id: str, seed: int = 1) -> Exercise:
    return Exercise("what_overdue_means", id, lesson.LESSON.exercises()[id], str(seed))


@pytest.mark.parametrize("id", FIGURES)
def test_the_slips_are_told_apart(id: str) -> None:
    """Over two hundred seeds no slip leads to the answer, nor two slips to the same figure."""
    drawn = set()
    for seed in range(200):
        task = lesson.LESSON.exercises()[id](random.Random(seed))
        unit = words_of("what_overdue_means")[id].unit
        figures = [task.answer, *task.slips.values()]
        for number, one in enumerate(figures):
            assert not any(close(Decimal(one), other, unit) for other in figures[number + 1 :]), (
                seed,
                figures,
            )
        drawn.add(str(task.values))
    assert len(drawn) > 3


@pytest.mark.parametrize("id", FIGURES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slip_is_recognised_and_the_answer_is_right(id: str, language: str) -> None:
    with in_language(language):
        for seed in range(20):
            one = exercise(id, seed)
            assert set(one.task.slips) == set(one.words.slips)
            for slip, leads_to in one.task.slips.items():
                verdict = one.check(str(leads_to))
                assert (verdict.right, verdict.slip) == (False, slip), verdict
                assert "{" not in verdict.text + one.hint()
            right = one.check(str(one.task.answer))
            assert right.right and one.answer().strip("天 days") in right.text
            assert "{" not in right.text + one.question() + one.title()
            assert not one.check("123456.78" if one.unit == "yuan" else "98765").right
            assert one.check("?").slip == "unread"


@pytest.mark.parametrize("id", CHOICES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_has_one_right_answer_and_a_reply_to_each(id: str, language: str) -> None:
    with in_language(language):
        one = exercise(id)
        assert one.task.answer in one.options()
        for option, text in one.options().items():
            verdict = one.check(option)
            assert verdict.right == (option == one.task.answer)
            assert text and "{" not in text + verdict.text + one.question() + one.hint()


@pytest.mark.parametrize("id", FIGURES)
def test_hints_lead_on_and_new_figures_come(id: str) -> None:
    one = exercise(id)
    first = one.hint()
    one.check("98765")
    assert one.hint() != first
    questions = {one.question()}
    for _ in range(8):
        one.another()
        questions.add(one.question())
        assert one.wrong == 0
    assert len(questions) > 1


def test_the_card_on_the_page_says_what_the_exercise_says() -> None:
    card = lesson.exercise("minimum-is-not-free")
    slip = card.exercise.task.slips["whole_bill"]  # type: ignore[attr-defined]
    card.judge(str(slip))
    assert "whole bill" in repr(card.reply)
    card.judge(str(card.exercise.task.answer))
    assert card.reply.tone == "good" and isinstance(card.parts[-1], Fold)


def test_a_guess_answers_whatever_is_guessed() -> None:
    card = lesson.guess("day-47")
    for option in card.exercise.options():
        card.judge(option)
        assert "2" in repr(card.reply)
