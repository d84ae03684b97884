"""Lesson 6 on the page: the account, the cushion, the hundred households, the offer, and the plan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lab import Lab
from on_page import (
    agrees,
    cuts_nothing_off,
    draws_what_is_meant,
    is_accessible,
    move_everything,
    panel,
    slips_then_solves,
    tries_every_option,
    unfolded,
)
from playwright.sync_api import Locator

from duecourse.files import my_folder
from duecourse.lessons import never_late_again as lesson
from duecourse.lessons.never_late_again.words import tell
from duecourse.locale import say

LESSON = "06_never_late_again"
PANELS = ("cash_calendar", "emergency_fund", "chance_of_being_late", "new_credit")
"""In the order of the notebook."""

WAIT = 10_000


def card(lab: Lab, name: str) -> Locator:
    return panel(lab, PANELS.index(name))


def plan_card(lab: Lab) -> Locator:
    title = lab.page.locator(".dc-title", has_text=tell("plan_title"))
    found = lab.page.locator(".dc-card").filter(has=title)
    found.scroll_into_view_if_needed()
    return found


def saved(name: str) -> Path:
    """The file of this name in the learner's own folder."""
    (file,) = my_folder().rglob(name)
    return file


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_says_what_the_library_says(lab: Lab, name: str, language: str) -> None:
    """As it opens, and with every control moved: sliders by key and mouse, the rest by key.

    In the second language the control in front is moved: the sentences are others, the hands are not.
    """
    here: Any = getattr(lesson, name)()
    place = card(lab, name)
    agrees(lab, place, here.model)
    draws_what_is_meant(lab, place, here.model)
    if language == "en":
        unfolded(place)
    else:
        here.controls = dict([next(iter(here.controls.items()))])
    move_everything(lab, place, here)
    draws_what_is_meant(lab, place, here.model)


def test_the_days_are_saved_as_a_calendar(lab: Lab) -> None:
    place = card(lab, "cash_calendar")
    button = place.get_by_role("button", name=tell("save_calendar"), exact=True)
    button.focus()
    lab.page.keyboard.press("Enter")
    place.locator(".dc-good").wait_for(timeout=WAIT)
    file = saved(f"{say('plan.calendar_file')}.ics")
    assert file.name in place.inner_text() and "BEGIN:VALARM" in file.read_text("utf-8")


def test_where_the_known_holidays_end_stands_on_the_page(lab: Lab) -> None:
    here: Any = lesson.cash_calendar()
    place = card(lab, "cash_calendar")
    unfolded(place)
    lab.until(lambda: here.model.workdays_known() in place.inner_text(), here.model.workdays_known())


def test_exercises_know_a_slip_and_the_answer(lab: Lab) -> None:
    ids = ("short-by", "safe-day", "cushion-months", "of-100")
    cards: list[Any] = [lesson.exercise(id) for id in ids]  # before the first answer gives a seed of its own
    for one in cards:
        slips_then_solves(lab, one.exercise)


def test_the_plan_takes_the_learners_words_and_prints_them(lab: Lab, language: str) -> None:
    here: Any = lesson.my_plan()
    place = plan_card(lab)
    preview = place.locator(".dc-preview")
    lab.until(lambda: preview.inner_text().strip() == here.preview.text.strip(), here.preview.text)
    mine = {"en": "Sister <Lin>", "zh": "妹妹<琳>"}[language]
    box = place.get_by_role("textbox", name=tell("box_person"), exact=True)
    box.fill(mine)
    box.press("Enter")
    wanted = say("plan.step_tell", person=mine)
    lab.until(lambda: wanted in preview.inner_text(), wanted)
    place.get_by_role("button", name=tell("save_print"), exact=True).click()
    place.locator(".dc-good").wait_for(timeout=WAIT)
    printed = saved(f"{say('plan.file')}.html").read_text("utf-8")
    assert wanted.replace("<", "&lt;").replace(">", "&gt;") in printed
    lab.screenshot(f"lesson-6-{language}-plan", place)


def test_a_guess_is_answered_with_how_it_is(lab: Lab) -> None:
    for id in ("first-short-day", "what-helps"):
        tries_every_option(lab, lesson.guess(id))


def test_everything_is_accessible_and_has_a_name(lab: Lab, language: str) -> None:
    for name in PANELS:
        unfolded(card(lab, name))
    is_accessible(lab)
    lab.screenshot(f"lesson-6-{language}")


def test_a_narrow_window_cuts_nothing_off(lab: Lab, language: str) -> None:
    places = {name: card(lab, name) for name in PANELS} | {"my_plan": plan_card(lab)}
    cuts_nothing_off(lab, places, f"lesson-6-{language}")


def test_without_a_kernel_the_charts_are_there(seen_lesson: Callable[[str, str], Lab]) -> None:
    lab = seen_lesson("en", LESSON)
    lab.shows_charts(len(PANELS))
