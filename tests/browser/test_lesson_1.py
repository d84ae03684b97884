"""Lesson 1 on the page: it says what the library says, moved by keyboard and by mouse, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from lab import Lab
from on_page import (
    agrees,
    asked_at,
    cuts_nothing_off,
    draws_what_is_meant,
    is_accessible,
    move_everything,
    panel,
    tries_every_option,
    unfolded,
)
from playwright.sync_api import Locator, expect

from duecourse.lessons import what_overdue_means as lesson
from duecourse.locale import in_language
from duecourse.view.listing import ListPanel

LESSON = "01_what_overdue_means"
PANELS = (
    "day_by_day",
    "is_this_overdue",
    "minimum_payment",
    "report_month_by_month",
    "what_may_happen",
)
"""In the order of the notebook."""


def card(lab: Lab, name: str) -> Locator:
    return panel(lab, PANELS.index(name))


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_says_what_the_library_says(lab: Lab, name: str, language: str) -> None:
    """As it opens; with each slider moved by keys and by mouse; with each choice and switch by keys.

    In the second language the control in front is moved: the sentences are others, the hands are not.
    """
    here = getattr(lesson, name)()
    place = card(lab, name)
    agrees(lab, place, here.model)
    draws_what_is_meant(lab, place, here.model)
    if language != "en":
        here.controls = dict([next(iter(here.controls.items()))])
    move_everything(lab, place, here)
    draws_what_is_meant(lab, place, here.model)
    if isinstance(here, ListPanel):
        headings = place.locator(".dc-listing h4").all_inner_texts()
        for heading, entry in zip(headings, here.model.entries(), strict=True):
            assert heading.startswith(entry.heading) and entry.tag in heading


def test_an_exercise_is_answered_by_keyboard(lab: Lab) -> None:
    """A slip, a hint, the right answer and its working; then new figures."""
    asked: Any = lesson.exercise("minimum-is-not-free").exercise
    place = asked_at(lab, asked.title())
    lab.until(lambda: asked.question() in place.inner_text(), asked.question())
    box = place.locator("input.dc-box")
    check, hint, new = (place.get_by_role("button").nth(number) for number in range(3))

    def answer(text: str) -> None:
        box.fill(text)
        lab.page.keyboard.press("Tab")
        check.focus()
        lab.page.keyboard.press("Enter")

    slip = str(asked.task.slips["whole_bill"])
    answer(slip)
    lab.until(lambda: asked.check(slip).text in place.inner_text(), "what the slip is")
    expect(place.locator(".dc-try")).to_have_count(1)
    hint.click()
    lab.until(lambda: asked.hint() in place.inner_text(), "the hint")
    right = str(asked.task.answer)
    answer(right)
    lab.until(lambda: place.locator(".dc-good").count() == 1, "that it is right")
    expect(place).to_contain_text(asked.check(right).text, use_inner_text=True)
    place.locator("summary").click()
    lab.until(lambda: place.locator(".dc-steps li").count() >= 1, "how it is worked out")
    question = asked.question()
    new.click()
    lab.until(lambda: question not in place.inner_text(), "new figures")


def test_a_choice_and_a_guess_are_answered(lab: Lab) -> None:
    for card in (lesson.exercise("arrested"), lesson.guess("day-47")):
        tries_every_option(lab, card)


def test_everything_is_accessible_and_has_a_name(lab: Lab, language: str) -> None:
    for name in PANELS:
        unfolded(card(lab, name))
    lab.page.wait_for_selector(".dc-table")
    is_accessible(lab)
    lab.screenshot(f"lesson-1-{language}")


def test_a_narrow_window_cuts_nothing_off(lab: Lab, language: str) -> None:
    cuts_nothing_off(lab, {name: card(lab, name) for name in PANELS}, f"lesson-1-{language}")


def test_without_a_kernel_the_charts_and_the_list_are_there(
    seen_lesson: Callable[[str, str], Lab],
) -> None:
    lab = seen_lesson("zh", LESSON)
    lab.shows_charts(4)
    with in_language("zh"):
        lesson.begin("zh")
        shown: Any = lesson.what_may_happen()
        entry = shown.model.entries()[0]
        expect(lab.page.locator(".jp-Notebook")).to_contain_text(entry.text)
