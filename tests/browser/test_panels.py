"""The panels on the page: moved by keyboard and mouse, accessible, in both languages."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from demo_panels import Contracts, Growth, Plan, Timeline
from lab import Lab, write_notebook
from playwright.sync_api import expect

from duecourse.locale import in_language

PANELS = ["growth()", "contracts()", "timeline()", "plan()"]
MODELS = [Growth, Contracts, Timeline, Plan]


def notebook(served: Path, language: str, cells: list[str] = PANELS, name: str = "") -> Path:
    start = (
        f'from duecourse.locale import use_language\nuse_language("{language}")\nfrom demo_panels import *'
    )
    return write_notebook(served / f"{name or len(cells)}-{language}.ipynb", [start, *cells])


@pytest.fixture(scope="module", params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture(scope="module")
def page(open_shared_lab: Any, served: Path, language: str) -> Any:
    return open_shared_lab(language, notebook(served, language))


@pytest.fixture
def lab(page: Lab) -> Lab:
    """The four panels, run anew."""
    page.page.set_viewport_size({"width": 1280, "height": 2400})
    page.command("notebook:clear-all-cell-outputs")
    page.run_all()
    page.charts(4)
    return page


def test_nothing_seriously_inaccessible(lab: Lab, language: str) -> None:
    for fold in lab.page.locator(".dc-fold summary").all():
        fold.click()
    lab.page.wait_for_selector(".dc-table")
    lab.page.wait_for_selector(".dc-steps li")
    assert lab.axe() == []
    lab.screenshot(f"panels-{language}-open")


def test_axe_finds_what_is_wrong(lab: Lab) -> None:
    lab.panel(0).locator(".dc-title").evaluate(
        "title => title.insertAdjacentHTML('afterend', '<input><img src>')"
    )
    assert len(lab.axe()) == 2


def test_every_control_has_a_name(lab: Lab) -> None:
    nameless = lab.page.evaluate(
        """() => [...document.querySelectorAll('.dc-card :is(input, button, [role=slider])')].filter(one => {
            const named = document.getElementById(one.getAttribute('aria-labelledby'));
            return !(one.textContent || one.labels?.[0]?.textContent || named?.textContent);
        }).map(one => one.outerHTML)"""
    )
    assert nameless == []
    expect(lab.page.get_by_role("slider")).to_have_count(8)


def test_the_chart_speaks_its_sentence(lab: Lab, language: str) -> None:
    with in_language(language):
        for number, model in enumerate(MODELS):
            said = model().sentence()
            panel = lab.panel(number)
            expect(panel.get_by_role("status")).to_have_text(said, use_inner_text=True)
            expect(panel.locator(".dc-drawing")).to_have_attribute("aria-label", said)
            expect(panel.get_by_role("img", name=said, exact=True)).to_have_count(1)
            expect(panel).to_have_attribute("lang", language)


def shown(lab: Lab, number: int) -> str:
    return lab.panel(number).get_by_role("status").inner_text()


def test_every_slider_moves_by_keyboard_and_by_mouse(lab: Lab) -> None:
    for number in range(4):
        for handle in lab.panel(number).get_by_role("slider").all():
            name = handle.evaluate(
                "one => document.getElementById(one.getAttribute('aria-labelledby')).textContent"
            )
            slider = lab.slider(name, lab.panel(number))
            for way in ("ArrowRight", 0.9, "ArrowLeft"):
                value, sentence = slider.value(), shown(lab, number)
                slider.press(way) if isinstance(way, str) else slider.drag(way)
                lab.until(
                    lambda: slider.value() != value and shown(lab, number) != sentence,  # noqa: B023
                    f"{name} moved from {value} by {way}: {slider.value()}, {sentence}",
                )


def test_keys_move_the_slider_and_not_the_notebook(lab: Lab) -> None:
    slider = lab.slider_at(0)
    for key, text in (
        ("ArrowUp", "48"),
        ("ArrowLeft", "47"),
        ("ArrowDown", "46"),
        ("End", "90"),
        ("Home", "0"),
    ):
        slider.press(key)
        lab.until(lambda: slider.value().split()[0] == text)  # noqa: B023
        expect(slider.handle).to_be_focused()


def test_the_page_shows_the_library_s_figures(lab: Lab, language: str) -> None:
    slider = lab.slider_at(0)
    slider.press("ArrowRight", 13)
    with in_language(language):
        model = Growth(days_late=60)
        lab.until(lambda: shown(lab, 0) == model.sentence())
        facts = lab.panel(0).locator(".dc-fact dd").all_inner_texts()
        assert facts == [amount for _, amount in model.facts()]
        painted, figure = lab.painted(0), model.figure()
        for trace, meant in zip(painted["traces"], figure["data"], strict=True):
            assert (trace["x"], trace["y"], trace["told"]) == (meant["x"], meant["y"], meant["customdata"])


def test_choices_and_switches_work_by_keyboard(lab: Lab) -> None:
    switch = lab.panel(0).get_by_role("switch")
    before = shown(lab, 0)
    switch.focus()
    lab.page.keyboard.press("Space")
    lab.until(lambda: shown(lab, 0) != before)
    assert switch.is_checked()
    second = lab.panel(1).locator(".dc-option").nth(1)
    before = shown(lab, 1)
    second.focus()
    lab.page.keyboard.press("Enter")
    lab.until(lambda: shown(lab, 1) != before)
    expect(second).to_have_attribute("aria-pressed", "true")
    expect(lab.panel(1).locator(".dc-option").first).to_have_attribute("aria-pressed", "false")


def test_a_box_takes_what_people_type_and_answers_nonsense(lab: Lab, language: str) -> None:
    box = lab.panel(0).locator(".dc-box").nth(1)
    box.fill("￥１，２３４．５")
    box.press("Enter")
    with in_language(language):
        lab.until(lambda: shown(lab, 0) == Growth(amount="1234.50").sentence())
        assert box.input_value() == "¥1,234.50"
        for nonsense in ("many", "999999999", "<b>1</b>", "1e9", "-5"):
            box.fill(nonsense)
            box.press("Enter")
            lab.page.wait_for_selector(".dc-box[aria-invalid=true]")
            expect(lab.panel(0).locator(".dc-problem").nth(1)).to_contain_text("¥100.00", use_inner_text=True)
            assert shown(lab, 0) == Growth(amount="1234.50").sentence()
        box.fill("¥1,234.50")
        box.press("Enter")
        lab.page.wait_for_selector(".dc-box[aria-invalid=true]", state="detached")


def test_a_rate_between_two_ticks(lab: Lab, language: str) -> None:
    box = lab.panel(0).locator(".dc-box").nth(2)
    box.fill("0.0512")
    box.press("Enter")
    with in_language(language):
        lab.until(lambda: shown(lab, 0) == Growth(rate=Decimal("0.000512")).sentence())
    expect(box).to_have_value("0.0512%")


def test_light_and_dark(lab: Lab, language: str) -> None:
    lab.screenshot(f"panels-{language}-light")
    paper = "gd => gd._fullLayout.paper_bgcolor"
    plot = lab.panel(0).locator(".js-plotly-plot")
    assert plot.evaluate(paper) == "#ffffff"
    lab.use_theme("JupyterLab Dark")
    lab.until(lambda: plot.evaluate(paper) == "#111418")
    found = lab.axe()
    lab.screenshot(f"panels-{language}-dark")
    lab.use_theme("JupyterLab Light")
    assert found == []
    lab.until(lambda: plot.evaluate(paper) == "#ffffff")


def test_a_narrow_window(lab: Lab, language: str) -> None:
    lab.page.set_viewport_size({"width": 400, "height": 3400})
    lab.until(lambda: lab.panel(0).bounding_box()["width"] < 330)  # type: ignore[index]
    plot = lab.panel(0).locator(".js-plotly-plot")
    lab.until(lambda: plot.evaluate("gd => gd._fullLayout.width") < 300)
    beyond = lab.page.evaluate(
        """() => [...document.querySelectorAll('.dc-card, .dc-card *:not(svg *)')].filter(one =>
            one.getBoundingClientRect().right > one.closest('.dc-card').getBoundingClientRect().right + 1
            && !one.closest('.dc-scroll')).map(one => one.className)"""
    )
    assert beyond == []
    control = lab.panel(0).locator(".dc-controls").bounding_box()
    chart = lab.panel(0).locator(".dc-chart").bounding_box()
    assert control and chart and control["y"] + control["height"] <= chart["y"]
    assert lab.axe() == []
    lab.screenshot(f"panels-{language}-narrow")


def test_chinese_is_drawn_with_chinese_glyphs(open_lab: Any, served: Path) -> None:
    lab = open_lab("zh", notebook(served, "zh", PANELS[:1]))
    lab.run_all()
    lab.charts(1)
    fonts = lab.fonts_of(".js-plotly-plot .legendtext")
    assert any(re.search("CJK SC|PingFang|YaHei|Noto Sans SC|Source Han", font) for font in fonts), fonts
