"""Lesson 2 on the page: every figure is the library's, every control moves by keyboard and by mouse."""

from __future__ import annotations

from collections.abc import Callable
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
    shown,
    slips_then_solves,
    tries_every_option,
    unfolded,
)
from playwright.sync_api import Locator

from duecourse.lessons import how_penalties_build_up as lesson
from duecourse.view import Panel
from duecourse.view.choosing import OnePanelOf

LESSON = "02_how_penalties_build_up"
PANELS = (
    "what_one_debt_costs",
    "two_contracts",
    "whole_balance_interest",
    "fee_or_rate",
    "who_gets_my_payment",
    "everything_due",
    "where_is_the_line",
)
"""In the order of the notebook."""


def card(lab: Lab, name: str) -> Locator:
    return panel(lab, PANELS.index(name))


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_says_what_the_library_says(lab: Lab, name: str, language: str) -> None:
    """As it opens, for each debt, and with every control moved: sliders by key and mouse, the rest by key.

    In the second language the control in front is moved: the sentences are others, the hands are not.
    """
    opened = getattr(lesson, name)()
    place = card(lab, name)
    here: Panel = opened.panel if isinstance(opened, OnePanelOf) else opened
    agrees(lab, place, here.model)
    draws_what_is_meant(lab, place, here.model)
    unfolded(place)
    if language != "en":
        here.controls = dict([next(iter(here.controls.items()))])
    move_everything(lab, place, here)
    draws_what_is_meant(lab, place, here.model)
    if isinstance(opened, OnePanelOf):
        for number in reversed(range(len(opened.choice.labels))):
            press(lab, place, opened.choice, number)
            agrees(lab, place, opened.panel.model)
            draws_what_is_meant(lab, place, opened.panel.model)


def test_an_amount_between_two_ticks_is_typed(lab: Lab) -> None:
    place = card(lab, "fee_or_rate")
    box = place.locator(".dc-box").first
    box.fill("0.555%")
    box.press("Enter")
    lab.until(lambda: "0.555%" in shown(place)["sentence"], "the fee as typed")
    box.fill("a lot")
    box.press("Enter")
    lab.until(lambda: box.get_attribute("aria-invalid") == "true", "that it was not taken")
    assert "0.555%" in shown(place)["sentence"]
    box.fill("0.6%")
    box.press("Enter")
    lab.until(lambda: "0.6%" in shown(place)["sentence"], "the fee as before")


def test_every_exercise_knows_a_slip_and_the_answer(lab: Lab) -> None:
    ids = ("one-day", "days-late", "multiple-of-rate", "card-interest", "allocation")
    cards: list[Any] = [lesson.exercise(id) for id in ids]  # before the first answer gives a seed of its own
    for one in cards:
        slips_then_solves(lab, one.exercise)


def test_a_guess_is_answered_with_how_it_is(lab: Lab) -> None:
    asked: Any = lesson.guess("one-more-day").exercise
    place = asked_at(lab, asked.title())
    answer(lab, place, "20")
    lab.until(lambda: asked.reveal("20") in place.inner_text(), asked.reveal("20"))
    tries_every_option(lab, lesson.guess("line"))


def test_everything_is_accessible_and_has_a_name(lab: Lab, language: str) -> None:
    for name in PANELS:
        unfolded(card(lab, name))
    is_accessible(lab)
    lab.screenshot(f"lesson-2-{language}")


def test_a_narrow_window_cuts_nothing_off(lab: Lab, language: str) -> None:
    cuts_nothing_off(lab, {name: card(lab, name) for name in PANELS}, f"lesson-2-{language}")


def test_without_a_kernel_the_charts_are_there(seen_lesson: Callable[[str, str], Lab]) -> None:
    lab = seen_lesson("en", LESSON)
    lab.shows_charts(len(PANELS))
