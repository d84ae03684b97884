"""What a lesson's panels show on the page, held against the library, and a person's hands on the controls.

A test keeps a panel of its own beside the page's: `moves_everything` moves both alike, and after every
move the page must say what the library's panel says.
"""

from __future__ import annotations

from typing import Any

from lab import Lab
from playwright.sync_api import Locator

from duecourse.view import Model, Panel
from duecourse.view.exercise import ExerciseCard, GuessCard

WIDE = {"width": 1280, "height": 1600}
NARROW = {"width": 400, "height": 1600}
PAUSE = 120  # milliseconds that a person needs at least between two looks

_SHOWN = """card => {
    const text = found => [...card.querySelectorAll(found)]
        .filter(one => one.offsetParent).map(one => one.innerText);
    return {
        title: text('.dc-title')[0] ?? '', sentence: text('.dc-sentence')[0] ?? '',
        facts: text('.dc-fact dd'),
    };
}"""
_NAMELESS = """() => [...document.querySelectorAll(
    '.dc-card :is(input, button, [role=slider])'
)].filter(one => {
    const named = document.getElementById(one.getAttribute('aria-labelledby'));
    return !(one.textContent || one.labels?.[0]?.textContent || one.ariaLabel || named?.textContent);
}).map(one => one.outerHTML)"""
_BEYOND = """card => [...card.querySelectorAll('*:not(svg *)')].filter(one =>
    one.getBoundingClientRect().right > card.getBoundingClientRect().right + 1
    && !one.closest('.dc-scroll')).map(one => one.className)"""


def panel(lab: Lab, number: int) -> Locator:
    """A panel's outer frame on the page, counted from 0 among those with a sentence."""
    frames = lab.page.locator(".dc-card:not(.dc-inside)")
    found = frames.filter(has=lab.page.locator(".dc-sentence")).nth(number)
    found.scroll_into_view_if_needed()
    return found


def shown(place: Locator) -> dict[str, Any]:
    """What stands on the page: title, sentence, figures."""
    seen: dict[str, Any] = place.evaluate(_SHOWN)
    return seen


def meant(model: Model) -> dict[str, Any]:
    """What the library says should stand there."""
    facts = [amount for _, amount in model.facts()]
    return {"title": model.title(), "sentence": model.sentence(), "facts": facts}


def agrees(lab: Lab, place: Locator, model: Model) -> None:
    """Wait until the page shows just what the library says in the model's present state."""
    says = meant(model)
    lab.until(lambda: shown(place) == says, f"{says}; it shows {shown(place)}")


def draws_what_is_meant(lab: Lab, place: Locator, model: Model) -> None:
    """Wait until the chart's points are the model's, if it has a chart."""
    figure = model.figure()
    if figure is None:
        return
    points = [{"x": one["x"], "y": one["y"]} for one in figure["data"]]
    plot = place.locator(".js-plotly-plot")
    read = "gd => gd.data.map(one => ({x: Array.from(one.x), y: Array.from(one.y)}))"
    lab.until(lambda: plot.evaluate(read) == points, f"the points {points}")


def unfolded(place: Locator) -> None:
    """With all that is folded away laid open."""
    folded = place.locator("details:not([open]) > summary")
    while folded.count():
        folded.first.click()


def move_everything(lab: Lab, place: Locator, panel: Panel) -> None:
    """Every control that is in use: sliders by key and by mouse, choices and switches by key."""
    for control in panel.controls.values():
        if control.layout.display == "none":
            continue  # another one is in use in its place
        {"slider": _slides, "choice": _chooses, "switch": _switches}[control.kind](lab, place, panel, control)


def _slides(lab: Lab, place: Locator, panel: Panel, control: Any) -> None:
    slider = lab.slider(control.name, place)
    first = "ArrowRight" if slider.handle.input_value() == "0" else "ArrowLeft"
    for way in (first, 0.5 if control.position != control.last // 2 else 0.3):
        before = slider.value()
        slider.press(way) if isinstance(way, str) else slider.drag(way)
        lab.until(lambda: slider.value() != before, f"{control.name} moved by {way}")  # noqa: B023
        lab.page.wait_for_timeout(PAUSE)
        control.position = int(slider.handle.input_value())
        agrees(lab, place, panel.model)


def _chooses(lab: Lab, place: Locator, panel: Panel, control: Any) -> None:
    for number in reversed(range(len(control.labels))):
        press(lab, place, control, number)
        agrees(lab, place, panel.model)


def _switches(lab: Lab, place: Locator, panel: Panel, control: Any) -> None:
    place.get_by_role("switch", name=control.name, exact=True).focus()
    lab.page.keyboard.press("Space")
    control.value = not control.value
    agrees(lab, place, panel.model)


def press(lab: Lab, place: Locator, control: Any, number: int) -> None:
    """Choose one of the options with the keyboard, on the page and here."""
    option = place.get_by_role("group", name=control.name, exact=True).get_by_role("button").nth(number)
    option.focus()
    lab.page.keyboard.press("Enter")
    control.chosen = number
    lab.until(lambda: option.get_attribute("aria-pressed") == "true", f"{control.name}: {number}")


def asked_at(lab: Lab, text: str) -> Locator:
    """The card of a guess or an exercise, by its title or question."""
    place = lab.page.locator(".dc-card").filter(has_text=text).first
    place.scroll_into_view_if_needed()
    return place


def answer(lab: Lab, place: Locator, text: str) -> None:
    """Type an answer and check it, by keyboard alone and as fast as can be."""
    place.locator("input.dc-box").fill(text)
    lab.page.keyboard.press("Tab")
    lab.page.keyboard.press("Enter")


def slips_then_solves(lab: Lab, asked: Any) -> None:
    """Answer an exercise with its first slip, which the page must know, and then rightly."""
    place = asked_at(lab, asked.title())
    lab.until(lambda: asked.question() in place.inner_text(), asked.question())
    slip, figure = next(iter(asked.task.slips.items()))
    answer(lab, place, str(figure))
    verdict = asked.check(str(figure))
    assert verdict.slip == slip
    lab.until(lambda: verdict.text in place.inner_text(), verdict.text)
    answer(lab, place, str(asked.task.answer))
    right = asked.check(str(asked.task.answer)).text
    lab.until(lambda: right in place.inner_text(), right)
    assert place.locator(".dc-good").count() == 1


def tries_every_option(lab: Lab, card: ExerciseCard | GuessCard) -> None:
    """Press each answer of a choice; the page must say what belongs to it."""
    asked: Any = card.exercise
    replies = asked.reveal if isinstance(card, GuessCard) else lambda option: asked.check(option).text
    place = asked_at(lab, asked.question())
    for option, text in asked.options().items():
        place.get_by_role("button", name=text, exact=True).click()
        said = replies(option)
        lab.until(lambda: said in place.inner_text(), f"the reply to {text}")  # noqa: B023


def is_accessible(lab: Lab) -> None:
    """Nothing serious in either theme, and a name for every control."""
    assert lab.axe() == []
    assert lab.page.evaluate(_NAMELESS) == []
    lab.use_theme("JupyterLab Dark")
    assert lab.axe() == []
    lab.use_theme("JupyterLab Light")


def cuts_nothing_off(lab: Lab, places: dict[str, Locator], pictures: str) -> None:
    """In a narrow window everything stays within its frame; takes a picture of each."""
    lab.page.set_viewport_size(NARROW)
    try:
        for name, place in places.items():
            place.scroll_into_view_if_needed()
            lab.page.wait_for_timeout(PAUSE)
            assert place.evaluate(_BEYOND) == [], name
            lab.screenshot(f"{pictures}-narrow-{name}", place)
    finally:
        lab.page.set_viewport_size(WIDE)
