"""Lesson 1 on the page: it says what the library says, moved by keyboard and by mouse, in both languages."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lab import Lab
from playwright.sync_api import Locator

from duecourse.lessons import what_overdue_means as lesson
from duecourse.locale import in_language
from duecourse.view import Model, Panel
from duecourse.view.listing import ListPanel

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
LESSON = "01_what_overdue_means.ipynb"
OPENERS: list[Callable[[], Panel]] = [
    lesson.day_by_day,
    lesson.is_this_overdue,
    lesson.minimum_payment,
    lesson.report_month_by_month,
    lesson.what_may_happen,
]
PAUSE = 150  # milliseconds that a person needs at least between two looks


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
    lab.page.set_viewport_size({"width": 1280, "height": 1600})
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


def card(lab: Lab, opener: Callable[[], Panel]) -> Locator:
    """A panel's frame on the page: they stand in the order of OPENERS."""
    panels = lab.page.locator(".dc-card").filter(has=lab.page.locator(".dc-sentence"))
    found = panels.nth(OPENERS.index(opener))
    found.scroll_into_view_if_needed()
    return found


def said(place: Locator) -> str:
    return place.locator(".dc-sentence").inner_text()


def facts(place: Locator) -> list[str]:
    return place.locator(".dc-fact dd").all_inner_texts()


def agrees(lab: Lab, place: Locator, model: Model) -> None:
    """Wait until the page shows just what the library says in the model's present state."""
    meant = [amount for _, amount in model.facts()]
    lab.until(
        lambda: said(place) == model.sentence() and facts(place) == meant,
        f"{model.sentence()} {meant}; it shows {said(place)} {facts(place)}",
    )
    title = place.locator(".dc-title")
    lab.until(lambda: title.inner_text() == model.title(), model.title())


@pytest.mark.parametrize("opener", OPENERS, ids=lambda opener: str(opener.__name__))
def test_a_panel_says_what_the_library_says(lab: Lab, opener: Callable[[], Panel]) -> None:
    """As it opens; with each slider moved by keys and by mouse; with each choice and switch by keys."""
    panel = opener()
    place = card(lab, opener)
    agrees(lab, place, panel.model)
    draws_what_is_meant(place, panel)
    for control in panel.controls.values():
        {"slider": moves, "choice": chooses, "switch": switches}[control.kind](lab, place, panel, control)
    draws_what_is_meant(place, panel)


def draws_what_is_meant(place: Locator, panel: Panel) -> None:
    """The chart's points and the list's headings are the model's."""
    figure = panel.model.figure()
    if figure is not None:
        painted = place.locator(".js-plotly-plot").evaluate(
            "gd => gd.data.map(one => ({x: Array.from(one.x), y: Array.from(one.y), text: one.text ?? null}))"
        )
        meant = [{"x": one["x"], "y": one["y"], "text": one.get("text")} for one in figure["data"]]
        assert painted == meant
    if isinstance(panel, ListPanel):
        headings = place.locator(".dc-listing h4").all_inner_texts()
        for heading, entry in zip(headings, panel.model.entries(), strict=True):
            assert heading.startswith(entry.heading) and entry.tag in heading


def moves(lab: Lab, place: Locator, panel: Panel, control: Any) -> None:
    slider = lab.slider(control.name, place)
    first = "ArrowRight" if slider.handle.input_value() == "0" else "ArrowLeft"
    for way in (first, 0.5, "ArrowLeft", "Home"):
        before = slider.value()
        slider.press(way) if isinstance(way, str) else slider.drag(way)
        lab.until(lambda: slider.value() != before, f"{control.name} moved by {way}")  # noqa: B023
        lab.page.wait_for_timeout(PAUSE)
        control.position = int(slider.handle.input_value())
        agrees(lab, place, panel.model)


def chooses(lab: Lab, place: Locator, panel: Panel, control: Any) -> None:
    group = place.get_by_role("group", name=control.name, exact=True)
    for number, value in reversed(list(enumerate(control._values))):
        option = group.get_by_role("button").nth(number)
        option.focus()
        lab.page.keyboard.press("Enter")
        control.value = value
        lab.until(lambda: option.get_attribute("aria-pressed") == "true", f"{control.name}: {value}")  # noqa: B023
        agrees(lab, place, panel.model)


def switches(lab: Lab, place: Locator, panel: Panel, control: Any) -> None:
    switch = place.get_by_role("switch", name=control.name, exact=True)
    switch.focus()
    lab.page.keyboard.press("Space")
    control.value = not control.value
    agrees(lab, place, panel.model)


def test_an_exercise_is_answered_by_keyboard(lab: Lab) -> None:
    """A slip, a hint, the right answer and its working; then new figures."""
    asked = lesson.exercise("minimum-is-not-free").exercise
    place = lab.page.locator(".dc-card").filter(has_text=asked.title())
    place.scroll_into_view_if_needed()
    lab.until(lambda: asked.question() in place.inner_text(), asked.question())
    box = place.locator("input.dc-box")
    check, hint, new = (place.get_by_role("button").nth(number) for number in range(3))

    def answer(text: str) -> None:
        box.fill(text)
        lab.page.keyboard.press("Tab")
        check.focus()
        lab.page.keyboard.press("Enter")

    slip = str(asked.task.slips["whole_bill"])  # type: ignore[attr-defined]
    answer(slip)
    lab.until(lambda: asked.check(slip).text in place.inner_text(), "what the slip is")
    assert place.locator(".dc-try").count() == 1
    hint.click()
    lab.until(lambda: asked.hint() in place.inner_text(), "the hint")
    right = str(asked.task.answer)
    answer(right)
    lab.until(lambda: place.locator(".dc-good").count() == 1, "that it is right")
    assert asked.check(right).text in place.inner_text()
    place.locator("summary").click()
    lab.until(lambda: place.locator(".dc-steps li").count() >= 1, "how it is worked out")
    question = asked.question()
    new.click()
    lab.until(lambda: question not in place.inner_text(), "new figures")


def test_a_choice_and_a_guess_are_answered(lab: Lab) -> None:
    for asked in (lesson.exercise("arrested").exercise, lesson.guess("day-47").exercise):
        place = lab.page.locator(".dc-card").filter(has_text=asked.question()).first
        place.scroll_into_view_if_needed()
        for option, text in asked.options().items():
            place.get_by_role("button", name=text, exact=True).click()
            lab.until(lambda: asked.check(option).text in place.inner_text(), f"the reply to {text}")  # noqa: B023


def test_everything_is_accessible_and_has_a_name(lab: Lab, language: str) -> None:
    for fold in lab.page.locator(".dc-fold summary").all():
        fold.click()
    lab.page.wait_for_selector(".dc-table")
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
    lab.use_theme("JupyterLab Light")
    lab.screenshot(f"lesson-1-{language}")


def test_a_narrow_window_cuts_nothing_off(lab: Lab, language: str) -> None:
    lab.page.set_viewport_size({"width": 420, "height": 1600})
    try:
        for opener in OPENERS:
            place = card(lab, opener)
            lab.page.wait_for_timeout(PAUSE)
            wide = place.evaluate("one => one.scrollWidth - one.clientWidth")
            assert wide <= 1, (opener.__name__, wide)
            lab.screenshot(f"lesson-1-{language}-narrow-{opener.__name__}", place)
    finally:
        lab.page.set_viewport_size({"width": 1280, "height": 1600})


def test_without_a_kernel_the_charts_and_the_list_are_there(
    open_lab: Any, served: Path, language: str, nothing_of_the_learners: Path
) -> None:
    copy = Path(shutil.copy(NOTEBOOKS / language / LESSON, served / f"seen-{language}-{LESSON}"))
    lab = open_lab(language, copy, kernel=False)
    lab.page.set_viewport_size({"width": 1280, "height": 12_000})
    lab.until(lambda: lab.page.locator(".js-plotly-plot").count() >= 4, "the charts")
    with in_language(language):
        lesson.begin(language)
        shown: Any = lesson.what_may_happen()
        entry = shown.model.entries()[0]
        lab.until(lambda: entry.text in lab.page.locator(".jp-Notebook").inner_text(), entry.text)
