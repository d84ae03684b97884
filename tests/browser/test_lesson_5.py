"""Lesson 5 on the page: it says what the library says; sample and messages answer to keys and mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lab import Lab
from playwright.sync_api import Locator, expect

from duecourse.lessons import your_credit_record as lesson
from duecourse.lessons.your_credit_record.report import SampleReport
from duecourse.lessons.your_credit_record.scams import SpotTheScam
from duecourse.lessons.your_credit_record.words import tell
from duecourse.locale import language
from duecourse.view import Model, Panel
from duecourse.view.listing import ListPanel

LESSON = "05_your_credit_record"
OPENERS: list[Callable[[], Panel]] = [
    lesson.futures,
    lesson.objection,
    lesson.what_lenders_look_at,
    lesson.new_small_credit,
    lesson.closed_relief,
]
PAUSE = 50  # milliseconds that the page needs at least between two moves


def card(lab: Lab, opener: Callable[[], Panel]) -> Locator:
    """A panel's frame on the page: they stand in the order of OPENERS."""
    panels = lab.page.locator(".dc-card").filter(has=lab.page.locator(".dc-sentence"))
    found = panels.nth(OPENERS.index(opener))
    found.scroll_into_view_if_needed()
    return found


def titled(lab: Lab, title: str) -> Locator:
    """The frame with this title."""
    found = lab.page.locator(".dc-card").filter(has=lab.page.locator(".dc-title", has_text=title)).first
    found.scroll_into_view_if_needed()
    return found


def agrees(lab: Lab, place: Locator, model: Model) -> None:
    """Wait until the page shows just what the library says in the model's present state."""
    meant = [amount for _, amount in model.facts()]

    def same() -> bool:
        said = place.locator(".dc-sentence").inner_text()
        return said == model.sentence() and place.locator(".dc-fact dd").all_inner_texts() == meant

    lab.until(same, f"{model.sentence()} {meant}")
    expect(place.locator(".dc-title")).to_have_text(model.title(), use_inner_text=True)


@pytest.mark.parametrize("opener", OPENERS, ids=lambda opener: str(opener.__name__))
def test_a_panel_says_what_the_library_says(lab: Lab, opener: Callable[[], Panel]) -> None:
    """As it opens; with each slider moved by keys, in English by mouse as well; with choices made by keys."""
    panel = opener()
    place = card(lab, opener)
    agrees(lab, place, panel.model)
    draws_what_is_meant(place, panel)
    for control in panel.controls.values():
        {"slider": moves, "choice": chooses}[control.kind](lab, place, panel, control)
    draws_what_is_meant(place, panel)


def draws_what_is_meant(place: Locator, panel: Panel) -> None:
    """The chart's points are the model's, and so are the list's headings and the letter."""
    figure = panel.model.figure()
    assert figure is not None
    painted = place.locator(".js-plotly-plot").evaluate(
        "gd => gd.data.map(one => ({x: Array.from(one.x), y: Array.from(one.y), text: one.text ?? null}))"
    )
    meant = [{"x": one["x"], "y": one["y"], "text": one.get("text")} for one in figure["data"]]
    assert painted == meant
    if isinstance(panel, ListPanel):
        headings = place.locator(".dc-listing h4").all_inner_texts()
        for heading, entry in zip(headings, panel.model.entries(), strict=True):
            assert heading.startswith(entry.heading) and entry.tag in heading
    model: Any = panel.model
    if hasattr(model, "letter_text"):
        assert place.locator(".dc-preview").text_content() == model.letter_text()


def moves(lab: Lab, place: Locator, panel: Panel, control: Any) -> None:
    slider = lab.slider(control.name, place)
    first = "ArrowRight" if slider.handle.input_value() == "0" else "ArrowLeft"
    for way in (first, 0.8) if language() == "en" else (first,):
        before = slider.value()
        slider.press(way) if isinstance(way, str) else slider.drag(way)
        lab.until(lambda: slider.value() != before, f"{control.name} moved by {way}")  # noqa: B023
        lab.page.wait_for_timeout(PAUSE)
        control.position = int(slider.handle.input_value())
        agrees(lab, place, panel.model)


def chooses(lab: Lab, place: Locator, panel: Panel, control: Any) -> None:
    group = place.get_by_role("group", name=control.name, exact=True)
    for number in {1, len(control.values) - 1} if language() == "en" else {1}:
        option = group.get_by_role("button").nth(number)
        option.focus()
        lab.page.keyboard.press("Enter")
        control.value = control.values[number]
        agrees(lab, place, panel.model)
        expect(option).to_have_attribute("aria-pressed", "true")


def test_the_letter_is_saved(lab: Lab, nothing_of_the_learners: Path) -> None:
    place = card(lab, lesson.objection)
    before = set(nothing_of_the_learners.rglob("*.docx"))
    place.locator("button.dc-button").last.click()
    lab.until(lambda: set(nothing_of_the_learners.rglob("*.docx")) > before, "the letter, saved")
    lab.until(lambda: place.locator(".dc-good").count() == 1, "that it was saved")


def test_the_three_errors_are_found_by_keyboard(lab: Lab, language: str) -> None:
    """Every part of the report is as in the data; marking a right line and the wrong ones is answered."""
    model = SampleReport()
    place = titled(lab, model.title())
    for number, part in enumerate(model.report.parts):
        tab = place.locator(".dc-picks button").nth(number)
        expect(tab).to_contain_text(tell(f"sample_part_{part.id}"), use_inner_text=True)
        tab.focus()
        lab.page.keyboard.press("Enter")
        meant = model.part(part.id)
        lab.until(lambda: place.locator(".dc-sheet-part h4").inner_text() == meant.title, meant.title)  # noqa: B023
        signs = place.locator(".dc-month-sign").all_inner_texts()
        assert signs == [box.sign for line in meant.lines for box in line.boxes]
        wrong = [line for line in part.lines if line.error]
        right = [line for line in part.lines if line.replies]
        for line in [*right[:1], *wrong[:1]]:
            reply = model.mark(line.id)
            button = place.get_by_role("button", name=str(line.labels)).last
            button.focus()
            lab.page.keyboard.press("Enter")
            lab.until(lambda: place.locator(".dc-sheet-line.dc-found-wrong, .dc-found-right").count() > 0)
            lab.until(lambda: reply.lines[-1] in place.inner_text(), reply.lines[-1])  # noqa: B023
            expect(button).to_have_attribute("aria-pressed", "true")
            expect(button).to_be_focused()
        if part.id == "loan":
            lab.screenshot(f"lesson-5-{language}-sample-{part.id}", place)
    assert model.all_found and model.state() in place.inner_text()


def test_messages_are_judged(lab: Lab, language: str) -> None:
    """A scam, called one and by a wrong sign; the next one by mouse; a genuine one feared."""
    model = SpotTheScam(lesson.LESSON.today)
    place = titled(lab, model.title())
    scam, genuine = place.locator(".dc-row").nth(0).get_by_role("button").all()
    scam.focus()
    lab.page.keyboard.press("Enter")
    said = model.judge(True)
    lab.until(lambda: said[-1] in place.inner_text(), said[-1])
    signs = place.locator(".dc-choices").get_by_role("button")
    expect(signs).to_have_text([str(sign.names) for sign in model.signs], use_inner_text=True)
    lab.screenshot(f"lesson-5-{language}-scam", place)
    signs.nth(3).focus()
    lab.page.keyboard.press("Enter")
    said = model.name_sign(model.signs[3].id)
    lab.until(lambda: said[0] in place.inner_text(), said[0])
    place.locator(".dc-row").last.get_by_role("button").click()
    model.next()
    lab.until(lambda: str(model.message.texts) in place.inner_text(), str(model.message.texts))
    genuine.click()
    said = model.judge(False)
    lab.until(lambda: said[-1] in place.inner_text(), said[-1])
    expect(place).to_contain_text(model.state(), use_inner_text=True)


def test_an_exercise_is_answered_by_keyboard(lab: Lab) -> None:
    """A slip, then the right answer; and a choice."""
    asked: Any = lesson.exercise("months-until-gone").exercise
    place = lab.page.locator(".dc-card").filter(has_text=asked.question()).first
    place.scroll_into_view_if_needed()
    for given in (str(asked.task.slips["from_lateness"]), str(asked.task.answer)):
        place.locator("input.dc-box").fill(given)
        check = place.get_by_role("button").first
        check.focus()
        lab.page.keyboard.press("Enter")
        lab.until(lambda: asked.check(given).text in place.inner_text(), asked.check(given).text)  # noqa: B023
    choice: Any = lesson.exercise("hidden-or-not").exercise
    place = lab.page.locator(".dc-card").filter(has_text=choice.question()).first
    place.scroll_into_view_if_needed()
    for option in ("too_large", "covered"):
        place.get_by_role("button", name=choice.options()[option], exact=True).click()
        lab.until(lambda: choice.check(option).text in place.inner_text(), option)  # noqa: B023


def test_everything_is_accessible_and_fits(lab: Lab, language: str) -> None:
    for fold in lab.page.locator(".dc-fold summary").all():
        fold.click()
    assert lab.axe() == []
    nameless = lab.page.evaluate(
        """() => [...document.querySelectorAll('.dc-card :is(input, button, [role=slider])')].filter(one => {
            const named = document.getElementById(one.getAttribute('aria-labelledby'));
            return !(one.textContent || one.labels?.[0]?.textContent || named?.textContent);
        }).map(one => one.outerHTML)"""
    )
    assert nameless == []
    if language == "en":
        lab.use_theme("JupyterLab Dark")
        assert lab.axe() == []
        lab.use_theme("JupyterLab Light")
    lab.page.set_viewport_size({"width": 420, "height": 1900})
    try:
        lab.page.wait_for_timeout(6 * PAUSE)
        wide = lab.page.evaluate(
            """() => [...document.querySelectorAll('.dc-card:not(.dc-inside)')]
                .filter(one => one.scrollWidth - one.clientWidth > 1).map(one => one.innerText)"""
        )
        assert wide == []
    finally:
        lab.page.set_viewport_size({"width": 1280, "height": 1900})
