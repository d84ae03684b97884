"""What nobody foresaw, on the page: a calm sentence with a way on, the report under a fold, no empty box."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lab import Lab, write_notebook
from playwright.sync_api import expect

from duecourse.locale import in_language, say

CELLS = [
    # works up to 50 days late
    "panel = growth()\n"
    "sentence = Growth.sentence\n"
    "Growth.sentence = lambda model: sentence(model) if model.days_late < 50 else 1 // 0\n"
    "panel",
    'Card(Plan().title(), [Button("A", lambda: 1 // 0, main=True)])',
    "calm_card(lambda: 1 // 0)()",
    'Card(Plan().title(), [Chart(figure={}, sentence="S.")])',
    'Card(Plan().title(), [Chart(figure={"data": [{"y": [1]}], "layout": {"height": 200}}, sentence="T.")])',
]


@pytest.fixture
def lab(open_lab: Any, served: Path, language: str) -> Lab:
    start = (
        f'from duecourse.locale import use_language\nuse_language("{language}")\nfrom demo_panels import *\n'
        "from duecourse.view import Button, Card, Chart\nfrom duecourse.view.panel import calm_card"
    )
    lab: Lab = open_lab(language, write_notebook(served / f"calm-{language}.ipynb", [start, *CELLS]))
    lab.page.set_viewport_size({"width": 1280, "height": 2400})
    lab.run_all()
    return lab


def test_a_widget_that_loads_too_late_hears_what_the_kernel_says(open_lab: Any, served: Path) -> None:
    changed = 'chart = Chart(figure={}, sentence="S.")\nchart.sentence = "T."\nCard(Plan().title(), [chart])'
    start = "from demo_panels import *\nfrom duecourse.view import Card, Chart"
    lab: Lab = open_lab("en", write_notebook(served / "late.ipynb", [start, "growth()", changed]), fresh=True)
    lab.page.evaluate(
        """() => {
            const after = AbortSignal.timeout.bind(AbortSignal);
            AbortSignal.timeout = () => after(1);
            const blob = Response.prototype.blob;
            Response.prototype.blob = async function () {  // the code that draws the widgets, unpacked
                await new Promise((go) => setTimeout(go, 4000));
                return blob.call(this);
            };
        }"""
    )
    lab.run_all()
    lab.until(lambda: lab.panel(1).locator(".dc-sentence").inner_text() == "T.", "what it missed")
    assert lab.late
    said = lab.panel(0).locator(".dc-sentence")
    before = said.inner_text()
    lab.slider_at(0).press("ArrowRight")
    lab.until(lambda: said.inner_text() != before, "another sentence")


def test_what_goes_wrong_is_said_with_a_way_on(lab: Lab, language: str) -> None:
    alerts = lab.page.get_by_role("alert").locator("p")
    slider = lab.slider_at(0)
    panel = lab.panel(0)
    before = panel.locator(".dc-sentence").inner_text()
    with in_language(language):
        slider.press("ArrowRight", times=3)
        alerts.get_by_text(say("calm.worked_out_way")).wait_for()
        expect(panel.locator(".dc-sentence")).to_have_text("", use_inner_text=True)
        assert panel.locator(".dc-drawing").is_hidden()
        lab.panel(1).get_by_role("button", name="A", exact=True).click()
        alerts.get_by_text(say("calm.done_way")).wait_for()
        assert lab.panel(2).get_by_role("alert").inner_text().splitlines()[-1] == say("calm.made_way")
        lab.panel(1).get_by_text(say("calm.details")).first.click()
        expect(lab.panel(1).locator(".dc-preview")).to_contain_text("ZeroDivisionError", use_inner_text=True)
        assert lab.axe() == []
        lab.screenshot(f"calm-{language}-light")
        lab.use_theme("JupyterLab Dark")
        lab.screenshot(f"calm-{language}-dark")
        slider.press("ArrowLeft", times=3)
        lab.until(lambda: panel.locator(".dc-sentence").inner_text() == before, "the figures came again")
        assert panel.get_by_role("alert").locator("p").count() == 0


def test_a_chart_with_nothing_to_draw_leaves_no_empty_box(lab: Lab, language: str) -> None:
    empty, odd = lab.panel(3), lab.panel(4)
    assert empty.locator(".dc-drawing").is_hidden() and empty.locator(".dc-sentence").inner_text() == "S."
    with in_language(language):
        lab.until(lambda: odd.locator(".dc-drawing").is_hidden(), "the box went")
        expect(odd.locator(".dc-not-drawn")).to_have_text(say("view.not_drawn"), use_inner_text=True)
    for card in (empty, odd):
        box, last = card.bounding_box(), card.locator(".dc-sentence").bounding_box()
        assert (
            box and last and box["y"] + box["height"] - last["y"] - last["height"] < 60
        )  # nothing but the edge
