"""Lesson 2 on the page: every figure is the library's, every control moves by keyboard and by mouse."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lab import Lab
from playwright.sync_api import Locator

from duecourse.lessons import how_penalties_build_up as lesson
from duecourse.locale import in_language
from duecourse.view import Model, Panel
from duecourse.view.choosing import OnePanelOf

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
LESSON = "02_how_penalties_build_up.ipynb"
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

WIDE = {"width": 1280, "height": 1600}
PAUSE = 120  # milliseconds that a person needs at least between two looks


@pytest.fixture(scope="module", params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture(scope="module")
def nothing_of_the_learners(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for the journal of the test, both for the page's kernel and for the library here."""
    folder = tmp_path_factory.mktemp("my")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUECOURSE_MY", str(folder))
        yield folder


@pytest.fixture(scope="module")
def page(open_shared_lab: Any, served: Path, language: str, nothing_of_the_learners: Path) -> Any:
    """The lesson, opened; it works on a copy, so that running it changes nothing here."""
    copy = Path(shutil.copy(NOTEBOOKS / language / LESSON, served / f"{language}-{LESSON}"))
    lab = open_shared_lab(language, copy)
    lab.page.set_viewport_size(WIDE)
    lab.execute(f"import os; os.environ['DUECOURSE_MY'] = {str(nothing_of_the_learners)!r}")
    lab.run_all()
    lab.page.wait_for_selector(".dc-card .js-plotly-plot")
    return lab


@pytest.fixture
def lab(page: Lab, language: str) -> Iterator[Lab]:
    """The lesson on the page, run once for all tests; the library here speaks the same language."""
    with in_language(language):
        lesson.begin(language)
        yield page


def card(lab: Lab, name: str) -> Locator:
    """A panel's outer frame on the page."""
    frames = lab.page.locator(".dc-card:not(.dc-inside)")
    found = frames.filter(has=lab.page.locator(".dc-sentence")).nth(PANELS.index(name))
    found.scroll_into_view_if_needed()
    return found


def shown(panel: Locator) -> dict[str, Any]:
    """What stands on the page: title, sentence, figures."""
    return {
        "title": panel.locator(".dc-title:visible").inner_text(),
        "sentence": panel.locator(".dc-sentence").inner_text(),
        "facts": panel.locator(".dc-fact dd").all_inner_texts(),
    }


def meant(model: Model) -> dict[str, Any]:
    """What the library says should stand there."""
    return {
        "title": model.title(),
        "sentence": model.sentence(),
        "facts": [amount for _, amount in model.facts()],
    }


def agrees(lab: Lab, place: Locator, model: Model) -> None:
    lab.until(lambda: shown(place) == meant(model), f"{meant(model)}; it shows {shown(place)}")


def draws_what_is_meant(lab: Lab, place: Locator, model: Model) -> None:
    """The chart's points are the model's."""
    figure = model.figure()
    assert figure is not None
    points = [{"x": one["x"], "y": one["y"]} for one in figure["data"]]
    plot = place.locator(".js-plotly-plot")
    read = "gd => gd.data.map(one => ({x: Array.from(one.x), y: Array.from(one.y)}))"
    lab.until(lambda: plot.evaluate(read) == points, f"the points {points}")


def unfolded(place: Locator) -> None:
    """With all that is folded away laid open."""
    folded = place.locator("details:not([open]) > summary")
    while folded.count():
        folded.first.click()


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_says_what_the_library_says(lab: Lab, name: str) -> None:
    """As it opens, for each debt, and with every control moved: sliders by key and mouse, the rest by key."""
    opened = getattr(lesson, name)()
    place = card(lab, name)
    panel: Panel = opened.panel if isinstance(opened, OnePanelOf) else opened
    agrees(lab, place, panel.model)
    draws_what_is_meant(lab, place, panel.model)
    unfolded(place)
    move_everything(lab, place, panel)
    draws_what_is_meant(lab, place, panel.model)
    if isinstance(opened, OnePanelOf):
        for number in reversed(range(len(opened.choice.labels))):
            press(lab, place, opened.choice, number)
            agrees(lab, place, opened.panel.model)
            draws_what_is_meant(lab, place, opened.panel.model)


def move_everything(lab: Lab, place: Locator, panel: Panel) -> None:
    for control in panel.controls.values():
        if control.layout.display == "none":
            continue  # another one is in use in its place
        if control.kind == "slider":
            moves(lab, place, panel.model, control)
        elif control.kind == "choice":
            for number in reversed(range(len(control.labels))):
                press(lab, place, control, number)
                agrees(lab, place, panel.model)
        else:
            switch = place.get_by_role("switch", name=control.name, exact=True)
            switch.focus()
            lab.page.keyboard.press("Space")
            control.value = not control.value
            agrees(lab, place, panel.model)


def moves(lab: Lab, place: Locator, model: Model, control: Any) -> None:
    slider = lab.slider(control.name, place)
    first = "ArrowRight" if slider.handle.input_value() == "0" else "ArrowLeft"
    for way in (first, 0.5 if control.position != control.last // 2 else 0.3):
        before = slider.value()
        slider.press(way) if isinstance(way, str) else slider.drag(way)
        lab.until(lambda: slider.value() != before, f"{control.name} moved by {way}")  # noqa: B023
        lab.page.wait_for_timeout(PAUSE)
        control.position = int(slider.handle.input_value())
        agrees(lab, place, model)


def press(lab: Lab, place: Locator, control: Any, number: int) -> None:
    """Choose one of the options with the keyboard, on the page and here."""
    option = place.get_by_role("group", name=control.name, exact=True).get_by_role("button").nth(number)
    option.focus()
    lab.page.keyboard.press("Enter")
    control.chosen = number
    lab.until(lambda: option.get_attribute("aria-pressed") == "true", f"{control.name}: {number}")


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
    for asked in (card.exercise for card in cards):
        place = lab.page.locator(".dc-card").filter(has_text=asked.title())
        place.scroll_into_view_if_needed()
        lab.until(lambda: asked.question() in place.inner_text(), asked.question())  # noqa: B023
        slip, figure = next(iter(asked.task.slips.items()))
        answer(lab, place, str(figure))
        verdict = asked.check(str(figure))
        assert verdict.slip == slip
        lab.until(lambda: verdict.text in place.inner_text(), verdict.text)  # noqa: B023
        answer(lab, place, str(asked.task.answer))
        right = asked.check(str(asked.task.answer)).text
        lab.until(lambda: right in place.inner_text(), right)  # noqa: B023
        assert place.locator(".dc-good").count() == 1


def answer(lab: Lab, place: Locator, text: str) -> None:
    """Type an answer and check it, by keyboard alone and as fast as can be."""
    place.locator("input.dc-box").fill(text)
    lab.page.keyboard.press("Tab")
    lab.page.keyboard.press("Enter")


def test_a_guess_is_answered_with_how_it_is(lab: Lab) -> None:
    asked: Any = lesson.guess("one-more-day").exercise
    place = lab.page.locator(".dc-card").filter(has_text=asked.title())
    place.scroll_into_view_if_needed()
    answer(lab, place, "20")
    lab.until(lambda: asked.reveal("20") in place.inner_text(), asked.reveal("20"))
    choice: Any = lesson.guess("line").exercise
    place = lab.page.locator(".dc-card").filter(has_text=choice.question())
    place.scroll_into_view_if_needed()
    for option, text in choice.options().items():
        place.get_by_role("button", name=text, exact=True).click()
        lab.until(lambda: choice.reveal(option) in place.inner_text(), text)  # noqa: B023


def test_everything_is_accessible_and_has_a_name(lab: Lab, language: str) -> None:
    for name in PANELS:
        unfolded(card(lab, name))
        assert lab.axe() == []
    nameless = lab.page.evaluate(
        """() => [...document.querySelectorAll('.dc-card :is(input, button, [role=slider])')].filter(one => {
            const named = document.getElementById(one.getAttribute('aria-labelledby'));
            return !(one.textContent || one.labels?.[0]?.textContent || named?.textContent);
        }).map(one => one.outerHTML)"""
    )
    assert nameless == []
    lab.use_theme("JupyterLab Dark")
    assert lab.axe() == []
    lab.screenshot(f"lesson-2-{language}-dark")
    lab.use_theme("JupyterLab Light")


def test_a_narrow_window_cuts_nothing_off(lab: Lab, language: str) -> None:
    lab.page.set_viewport_size({"width": 400, "height": 1600})
    try:
        for name in PANELS:
            place = card(lab, name)
            lab.page.wait_for_timeout(PAUSE)
            beyond = place.evaluate(
                """card => [...card.querySelectorAll('*:not(svg *)')].filter(one =>
                    one.getBoundingClientRect().right > card.getBoundingClientRect().right + 1
                    && !one.closest('.dc-scroll')).map(one => one.className)"""
            )
            assert beyond == [], name
            lab.screenshot(f"lesson-2-{language}-narrow-{name}", place)
    finally:
        lab.page.set_viewport_size(WIDE)


def test_without_a_kernel_the_charts_are_there(open_lab: Any, served: Path, language: str) -> None:
    copy = Path(shutil.copy(NOTEBOOKS / language / LESSON, served / f"seen-{language}-{LESSON}"))
    lab = open_lab(language, copy, kernel=False)
    lab.page.set_viewport_size({"width": 1280, "height": 16_000})
    lab.until(lambda: lab.page.locator(".js-plotly-plot").count() >= len(PANELS), "the charts")
