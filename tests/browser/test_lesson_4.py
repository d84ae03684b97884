"""Lesson 4 on the page: figures are the library's, controls move by keyboard and mouse, papers are saved."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lab import Lab
from playwright.sync_api import Locator, expect

from duecourse.export.letter import template
from duecourse.lessons import how_to_negotiate as lesson
from duecourse.lessons.how_to_negotiate.words import tell
from duecourse.locale import money
from duecourse.view import Model, Panel
from duecourse.view.choosing import OnePanelOf
from duecourse.view.side_by_side import SidesPanel

LESSON = "04_how_to_negotiate"
PANELS = ("offers_side_by_side", "shortest_plan", "is_it_genuine", "keep_it")
"""In the order of the notebook."""

BY_MOUSE = ("periods", "rate", "days_late")
"""The sliders that are moved by mouse as well."""

IN_BOTH = ("editing", "periods", "cut_other", "rate", "bad_month", "view", "missed", "then")
"""What is moved in Chinese too."""

WIDE = {"width": 1280, "height": 1600}
PAUSE = 60  # milliseconds that a person needs at least between two looks


def card(lab: Lab, name: str) -> Locator:
    """A panel's outer frame on the page."""
    frames = lab.page.locator(".dc-card:not(.dc-inside)")
    found = frames.filter(has=lab.page.locator(".dc-sentence")).nth(PANELS.index(name))
    found.scroll_into_view_if_needed()
    return found


def titled(lab: Lab, title: str) -> Locator:
    """The card with this title."""
    found = lab.page.locator(".dc-card").filter(has=lab.page.get_by_text(title, exact=True))
    found.first.scroll_into_view_if_needed()
    return found.first


def shown(place: Locator) -> dict[str, Any]:
    """What stands on the page: title, sentence, figures, and what is on the cards beside each other."""
    return {
        "title": place.locator(".dc-title:visible").inner_text(),
        "sentence": place.locator(".dc-sentence").inner_text(),
        "facts": place.locator(".dc-fact dd").all_inner_texts(),
        "cards": place.locator(".dc-side dd").all_inner_texts(),
    }


def meant(panel: Panel) -> dict[str, Any]:
    """What the library says should stand there."""
    model: Model = panel.model
    sides = panel.model.sides() if isinstance(panel, SidesPanel) else []
    return {
        "title": model.title(),
        "sentence": model.sentence(),
        "facts": [amount for _, amount in model.facts()],
        "cards": [figure for side in sides for _, figure in side.figures],
    }


def agrees(lab: Lab, place: Locator, panel: Panel) -> None:
    lab.until(lambda: shown(place) == meant(panel), f"{meant(panel)}; it shows {shown(place)}")


def draws_what_is_meant(lab: Lab, place: Locator, panel: Panel) -> None:
    figure = panel.model.figure()
    if figure is None:
        return
    points = [[round(float(y), 2) for y in one["y"]] for one in figure["data"]]
    read = "gd => gd.data.map(one => Array.from(one.y).map(y => Math.round(100 * y) / 100))"
    plot = place.locator(".js-plotly-plot")
    lab.until(lambda: plot.evaluate(read) == points, f"the points {points}")


def unfolded(place: Locator) -> None:
    """With all that is folded away laid open."""
    folded = place.locator("details:not([open]) > summary")
    while folded.count():
        folded.first.click()


def inside(opened: Any) -> Panel:
    panel: Panel = opened.panel if isinstance(opened, OnePanelOf) else opened
    return panel


def test_exercises_know_a_slip_and_the_answer_and_guesses_are_answered(lab: Lab) -> None:
    """First of all, for what is pressed later gives the learner a journal, and figures of one's own."""
    ids = ("real-rate", "worth-today", "total-of-a-pause", "bad-month", "how-long-an-answer-takes")
    cards: list[Any] = [lesson.exercise(id) for id in ids]  # before the first answer gives a seed of its own
    guessed: Any = lesson.guess("why-agree").exercise
    for asked in (each.exercise for each in cards):
        place = titled(lab, asked.title())
        lab.until(lambda: asked.question() in place.inner_text(), asked.question())  # noqa: B023
        slip, figure = next(iter(asked.task.slips.items()))
        answer(lab, place, typed(figure, asked.unit))
        verdict = asked.check(typed(figure, asked.unit))
        assert verdict.slip == slip
        lab.until(lambda: verdict.text in place.inner_text(), verdict.text)  # noqa: B023
        answer(lab, place, typed(asked.task.answer, asked.unit))
        lab.until(lambda: place.locator(".dc-good").count() == 1, asked.title())  # noqa: B023
    place = titled(lab, guessed.title())
    for option, text in guessed.options().items():
        lab.press(place.get_by_role("button", name=text, exact=True))
        lab.until(lambda: guessed.reveal(option) in place.inner_text(), text)  # noqa: B023


def typed(value: Any, unit: str) -> str:
    return f"{100 * Decimal(value)}%" if unit == "percent" else str(value)


def answer(lab: Lab, place: Locator, text: str) -> None:
    """Type an answer and check it, by keyboard alone and as fast as can be."""
    place.locator("input.dc-box").fill(text)
    lab.page.keyboard.press("Tab")
    lab.page.keyboard.press("Enter")


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_says_what_the_library_says(lab: Lab, name: str, language: str) -> None:
    """As it opens, and with every control moved by key; some sliders by mouse as well. In Chinese, where the
    same widgets only say other words, one of each sort is moved."""
    panel = inside(getattr(lesson, name)())
    place = card(lab, name)
    agrees(lab, place, panel)
    draws_what_is_meant(lab, place, panel)
    unfolded(place)
    everything = language == "en"
    moved: set[str] = {"kind"}
    for kind in panel.controls["kind"].values if "kind" in panel.controls and everything else (None,):
        if kind is not None:
            press(lab, place, panel.controls["kind"], panel.controls["kind"].values.index(kind))
            agrees(lab, place, panel)
        for key, control in panel.controls.items():
            if control.layout.display != "none" and key not in moved and (everything or key in IN_BOTH):
                move(lab, place, panel, control, by_mouse=key in BY_MOUSE)
                moved.add(key)
    draws_what_is_meant(lab, place, panel)
    if everything:
        assert moved >= {key for key, one in panel.controls.items() if one.layout.display != "none"}


def move(lab: Lab, place: Locator, panel: Panel, control: Any, *, by_mouse: bool) -> None:
    """Move a control on the page and here in the same way."""
    if control.kind == "slider":
        slider = lab.slider(control.name, place)
        before = slider.value()
        if by_mouse:
            slider.drag(0.5 if control.position != control.last // 2 else 0.3)
            lab.until(lambda: slider.value() != before, f"{control.name} by mouse")
            lab.page.wait_for_timeout(PAUSE)
            control.position = int(slider.handle.input_value())
            agrees(lab, place, panel)
            before = slider.value()
        slider.press("ArrowLeft" if control.position else "ArrowRight")
        lab.until(lambda: slider.value() != before, f"{control.name} by key")
        control.position = int(slider.handle.input_value())
    elif control.kind == "choice":
        press(lab, place, control, (control.chosen + 1) % len(control.labels))
        agrees(lab, place, panel)
        press(lab, place, control, (control.chosen - 1) % len(control.labels))
    else:
        switch = place.get_by_role("switch", name=control.name, exact=True)
        switch.focus()
        lab.page.keyboard.press("Space")
        control.value = not control.value
    agrees(lab, place, panel)


def press(lab: Lab, place: Locator, control: Any, number: int) -> None:
    """Choose one of the options with the keyboard, on the page and here."""
    option = place.get_by_role("group", name=control.name, exact=True).get_by_role("button").nth(number)
    option.focus()
    lab.page.keyboard.press("Enter")
    control.chosen = number
    lab.until(lambda: option.get_attribute("aria-pressed") == "true", f"{control.name}: {number}")


def test_an_offer_taken_on_is_in_the_letter_the_plan_and_the_folder(
    lab: Lab, nothing_of_the_learners: Path
) -> None:
    """A plan that a bad month carries is found, taken on, read in the letter, saved, kept, and packed."""
    opened: Any = lesson.offers_side_by_side()
    place = card(lab, "offers_side_by_side")
    press(lab, place, opened.choice, 1)
    panel = opened.panel
    agrees(lab, place, panel)
    unfolded(place)
    for name in ("periods", "share"):
        control = panel.controls[name]
        lab.slider(control.name, place).press("End")
        control.value = control.high
        agrees(lab, place, panel)
    lab.press(place.get_by_role("button", name=tell("take"), exact=True))
    panel.take()
    assert panel.model.on_taken.held
    lab.until(lambda: panel.outcome.lines[0] in place.inner_text(), "that it was taken on")

    words = titled(lab, tell("words_title"))
    debt = panel.model.owing.debt.label
    lab.press(words.get_by_role("button", name=debt, exact=True))
    preview, written = words.locator(".dc-preview"), lesson.words().model
    written.debt = panel.model.owing.debt.id
    written.kind = written.fitting_kind()
    lab.until(lambda: preview.inner_text().strip() == written.paper().text.strip(), "the letter as written")
    expect(preview).to_contain_text(money(panel.model.on_taken.offer.highest_payment), use_inner_text=True)
    lab.press(words.get_by_role("button", name=tell("tone_warm"), exact=True))
    written.tone = "warm"
    lab.until(lambda: preview.inner_text().strip() == written.paper().text.strip(), "the warm one")
    lab.press(words.get_by_role("button", name=tell("copy"), exact=True))
    said = words.locator(".dc-preview-said")
    lab.until(lambda: said.inner_text() in (tell("copied"), tell("marked")), "that it was copied")
    lab.press(words.get_by_role("button", name=tell("save_word"), exact=True))
    lab.until(lambda: len([*nothing_of_the_learners.rglob("*.docx")]) == 1, "the letter on the disk")
    lab.until(
        lambda: next(nothing_of_the_learners.rglob("*.docx")).name in words.inner_text(),
        "its name on the page",
    )

    kept = card(lab, "keep_it")
    press(lab, kept, opened.choice, 1)
    count = panel.model.on_taken.offer.layout.days
    missed = kept.locator("input[type=range]").first
    lab.until(lambda: missed.get_attribute("max") == str(len(count) - 1), "every payment of the plan")
    lab.press(kept.get_by_role("button", name=tell("save_calendar"), exact=True))
    lab.until(lambda: len([*nothing_of_the_learners.rglob("*.ics")]) == 1, "the calendar on the disk")

    folder = titled(lab, tell("pack_title"))
    lab.press(folder.get_by_role("button", name=tell("make_folder"), exact=True))
    lab.until(lambda: folder.locator(".dc-good").count() == 1, "that the folder was made")
    assert len([*nothing_of_the_learners.rglob("*.xlsx")]) >= 3


def test_a_letter_that_promises_too_much_is_refused_kindly(lab: Lab, language: str) -> None:
    """The other debt's offer is more than a bad month leaves: no letter, and why."""
    words = titled(lab, tell("words_title"))
    words.locator(".dc-option").first.press("Enter")
    model = lesson.words().model
    lab.press(words.get_by_role("button", name=template("offer", language).title).first)
    refused = str(model.refused("offer"))
    lab.until(lambda: refused in words.inner_text(), refused)
    assert words.locator(".dc-preview").is_hidden()


def test_everything_is_accessible_has_a_name_and_fits(lab: Lab, language: str) -> None:
    """Laid open, in the dark theme, and 400 pixels wide."""
    for name in PANELS:
        unfolded(card(lab, name))
    assert lab.axe() == []
    nameless = lab.page.evaluate(
        """() => [...document.querySelectorAll('.dc-card :is(input, button, [role=slider])')].filter(one => {
            const named = document.getElementById(one.getAttribute('aria-labelledby'));
            const name = one.textContent || one.labels?.[0]?.textContent || named?.textContent;
            return one.offsetParent && !name;
        }).map(one => one.outerHTML)"""
    )
    assert nameless == []
    if language == "en":  # colours do not depend on the language
        lab.use_theme("JupyterLab Dark")
        assert lab.axe() == []
        lab.use_theme("JupyterLab Light")
    lab.page.set_viewport_size({"width": 400, "height": 1600})
    try:
        places = [card(lab, name) for name in PANELS]
        places += [titled(lab, tell("words_title")), titled(lab, tell("pack_title"))]
        for place in places:
            place.scroll_into_view_if_needed()
            lab.page.wait_for_timeout(PAUSE)
            beyond = place.evaluate(
                """card => [...card.querySelectorAll('*:not(svg *)')].filter(one =>
                    one.getBoundingClientRect().right > card.getBoundingClientRect().right + 1
                    && !one.closest('.dc-scroll')).map(one => one.className)"""
            )
            assert beyond == []
    finally:
        lab.page.set_viewport_size(WIDE)
    lab.screenshot(f"lesson-4-{language}", card(lab, "offers_side_by_side"))
