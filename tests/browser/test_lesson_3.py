"""Lesson 3 on the page: it says what the library says, a bill is typed in, papers are saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lab import Lab
from on_page import (
    agrees,
    answer,
    asked_at,
    cuts_nothing_off,
    draws_what_is_meant,
    is_accessible,
    move_everything,
    panel,
    press,
    slips_then_solves,
    tries_every_option,
    unfolded,
)
from openpyxl import load_workbook
from playwright.sync_api import Locator, expect

from duecourse.lessons import how_to_prepare as lesson
from duecourse.locale import percent
from duecourse.view import ListPanel

LESSON = "03_how_to_prepare"
PANELS = (
    "statement",
    "hold_the_bill_against_it",
    "all_in_cost",
    "what_can_i_pay",
    "which_debt_first",
    "month_after_month",
    "three_figures_for_the_call",
)
"""In the order of the notebook; the checklist of papers has no chart and comes by itself."""

MOVED = {"what_can_i_pay": ("amount_6", "bad_0", "people")}
"""Where there are many sliders of a kind, those that stand for all: other spending, a bad month."""


def card(lab: Lab, name: str) -> Locator:
    return panel(lab, PANELS.index(name))


def lists_what_is_meant(lab: Lab, place: Locator, here: Any) -> None:
    """The list under the sentence is the model's, in its order."""
    if not isinstance(here, ListPanel):
        return
    meant = [f"{entry.heading}|{entry.text}" for entry in here.model.entries()]
    read = """card => [...card.querySelectorAll('.dc-listing li')].map(one => {
        const heading = one.querySelector('h4').childNodes[0].textContent;
        return `${heading}|${one.querySelector('p:not(.dc-today)').textContent}`;
    })"""
    lab.until(lambda: place.evaluate(read) == meant, f"the list {meant}; it shows {place.evaluate(read)}")


@pytest.mark.parametrize("name", [name for name in PANELS if name != "hold_the_bill_against_it"])
def test_a_panel_says_what_the_library_says(lab: Lab, name: str) -> None:
    """As it opens, and with its controls moved: sliders by keys and by mouse, choices by keys."""
    here = getattr(lesson, name)()
    place = card(lab, name)
    agrees(lab, place, here.model)
    draws_what_is_meant(lab, place, here.model)
    unfolded(place)
    here.controls = {key: one for key, one in here.controls.items() if key in MOVED.get(name, here.controls)}
    move_everything(lab, place, here)
    draws_what_is_meant(lab, place, here.model)
    lists_what_is_meant(lab, place, here)


def test_a_bill_is_typed_in_and_held_against_the_contract(lab: Lab) -> None:
    """The bill of the case with its questions; another figure by keyboard; the debt without a bill."""
    here: Any = lesson.hold_the_bill_against_it()
    place = card(lab, "hold_the_bill_against_it")
    bill = here.panel
    agrees(lab, place, bill.model)
    draws_what_is_meant(lab, place, bill.model)
    lists_what_is_meant(lab, place, bill)
    questions = place.locator(".dc-preview")
    assert bill.model.questions() != ""
    expect(questions).to_have_text(bill.model.questions(), use_inner_text=True)

    right = {line.name: line.ours for line in bill.model.checked().lines}
    for name in ("penalty", "fees", "total"):
        box = place.get_by_role("textbox", name=bill.controls[name].name, exact=True)
        box.fill(f"{right[name]}")
        box.press("Enter")
        bill.controls[name].value = right[name]
        agrees(lab, place, bill.model)
    assert bill.model.questions() == "" and not questions.is_visible()
    lists_what_is_meant(lab, place, bill)

    press(lab, place, here.choice, 1)
    agrees(lab, place, here.panel.model)


def test_the_statement_and_the_page_for_the_call_are_saved(lab: Lab, nothing_of_the_learners: Path) -> None:
    """Each button says where the file is, and what is in it is what the page says."""
    for name in ("statement", "three_figures_for_the_call"):
        place = card(lab, name)
        place.locator(".dc-button:not(.dc-option)").locator("visible=true").last.click()
        said = place.locator(".dc-note.dc-good")
        lab.until(lambda: said.count() == 1, "where it is saved")  # noqa: B023
        expect(said).to_contain_text(str(nothing_of_the_learners), use_inner_text=True)
    shown = {path.suffix for path in nothing_of_the_learners.rglob("*.*") if path.is_file()}
    assert {".xlsx", ".docx", ".html"} <= shown
    book = load_workbook(next(nothing_of_the_learners.rglob("*.xlsx")))
    amounts = {
        f"{cell.value:.2f}"
        for row in book.worksheets[0]
        for cell in row
        if cell.data_type == "n" and cell.value
    }
    facts = card(lab, "statement").locator(".dc-fact dd").all_text_contents()
    assert facts[1].lstrip("¥").replace(",", "") in amounts


def test_an_exercise_knows_a_slip_and_the_answer(lab: Lab) -> None:
    ids = ("not-booked", "pro-rata")
    cards: list[Any] = [lesson.exercise(id) for id in ids]  # before the first answer gives a seed of its own
    share: Any = lesson.exercise("service-share")
    choice: Any = lesson.exercise("above-the-line")
    for one in cards:
        slips_then_solves(lab, one.exercise)
    asked = share.exercise
    place = asked_at(lab, asked.title())
    for figure in (asked.task.slips["of_what_is_left"], asked.task.answer):
        given = percent(figure, places=4)
        answer(lab, place, given)
        said = asked.check(given).text
        lab.until(lambda: said in place.inner_text(), said)  # noqa: B023
    tries_every_option(lab, choice)


def test_a_paper_is_ticked_and_remembered(lab: Lab) -> None:
    here: Any = lesson.papers()
    place = asked_at(lab, here.heading.text)
    first = place.get_by_role("checkbox").first
    first.focus()
    lab.page.keyboard.press("Space")
    lab.until(lambda: lesson.papers().model.checklist().there_of("must") == 1, "the tick in the journal")  # type: ignore[attr-defined]
    ticked: Any = lesson.papers()
    lab.until(lambda: ticked.model.sentence() in place.inner_text(), ticked.model.sentence())
    lab.page.keyboard.press("Space")
    lab.until(lambda: lesson.papers().model.checklist().there_of("must") == 0, "the tick taken away")  # type: ignore[attr-defined]


def test_a_guess_is_answered_with_how_it_is(lab: Lab) -> None:
    tries_every_option(lab, lesson.guess("the-code"))
    asked: Any = lesson.guess("what-is-owed").exercise
    place = asked_at(lab, asked.title())
    answer(lab, place, "9000")
    lab.until(lambda: asked.reveal("9000") in place.inner_text(), asked.reveal("9000"))


def test_everything_is_accessible_and_has_a_name(lab: Lab) -> None:
    for name in PANELS:
        unfolded(card(lab, name))
    is_accessible(lab)


def test_a_narrow_window_cuts_nothing_off(lab: Lab, language: str) -> None:
    papers = asked_at(lab, lesson.papers().heading.text)  # type: ignore[attr-defined]
    places = {name: card(lab, name) for name in PANELS} | {"papers": papers}
    cuts_nothing_off(lab, places, f"lesson-3-{language}")


def test_without_a_kernel_the_charts_are_there(seen_lesson: Callable[[str, str], Lab]) -> None:
    lab = seen_lesson("zh", LESSON)
    lab.shows_charts(len(PANELS) - 1)
