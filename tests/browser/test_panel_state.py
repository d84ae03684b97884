"""A chart shows the present state, whatever happens to the page around it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbclient
import nbformat
import pytest
from demo_panels import Growth
from lab import Lab, write_notebook
from playwright.sync_api import expect

from duecourse.locale import in_language

START = "from demo_panels import *\np = growth()"
MIME = "application/vnd.plotly.v1+json"


@pytest.fixture
def lab(open_lab: Any, served: Path, request: pytest.FixtureRequest) -> Lab:
    """One panel, run. `p` is the panel, and there is an empty cell after it."""
    name = request.node.name
    lab: Lab = open_lab("en", write_notebook(served / f"{name}.ipynb", [START, "p"]))
    lab.run_all()
    lab.charts(1)
    return lab


def sentence(late: int) -> str:
    with in_language("en"):
        return Growth(days_late=late).sentence()


def shows(lab: Lab, late: int, number: int = 0) -> bool:
    """Whether panel `number` shows day `late`: in its sentence, its slider and its drawing."""
    with in_language("en"):
        figure = Growth(days_late=late).figure()
    panel = lab.panel(number)
    return (
        panel.get_by_role("status").inner_text() == sentence(late)
        and panel.get_by_role("slider").first.get_attribute("aria-valuetext") == f"{late} days"
        and panel.get_by_role("slider").first.input_value() == str(late)
        and [trace["x"] for trace in lab.painted(number)["traces"]] == [one["x"] for one in figure["data"]]
    )


def test_a_reload_keeps_the_state(lab: Lab) -> None:
    lab.panel().locator("summary").first.click()
    lab.page.wait_for_selector(".dc-table")
    lab.command("docmanager:save")
    lab.slider("Days late").press("ArrowRight", 5)
    lab.until(lambda: shows(lab, 52))
    lab.reload()
    lab.charts(1)
    lab.until(lambda: shows(lab, 52))
    expect(lab.page.locator(".dc-table")).to_be_visible()
    lab.slider("Days late").press("ArrowRight")
    lab.until(lambda: shows(lab, 53))


def zoomed(lab: Lab) -> list[Any]:
    return [lab.painted()[axis] for axis in ("x", "y")]


def test_zoom_outlives_a_change_and_a_reload(lab: Lab) -> None:
    whole = zoomed(lab)
    box = lab.page.locator(".js-plotly-plot .nsewdrag").bounding_box()
    assert box
    x, y = box["x"], box["y"]
    lab.page.mouse.move(x + box["width"] * 0.3, y + box["height"] * 0.2)
    lab.page.mouse.down()
    lab.page.mouse.move(x + box["width"] * 0.6, y + box["height"] * 0.7, steps=6)
    lab.page.mouse.up()
    lab.until(lambda: zoomed(lab) != whole)
    chosen = zoomed(lab)
    lab.slider("Days late").press("ArrowRight", 3)
    lab.until(lambda: shows(lab, 50))
    assert zoomed(lab) == chosen
    lab.command("docmanager:save")
    lab.reload()
    lab.charts(1)
    lab.until(lambda: shows(lab, 50))
    assert zoomed(lab) == chosen
    lab.page.get_by_role("button", name="Show the whole chart again").click()
    lab.until(lambda: zoomed(lab)[0] == whole[0])
    assert lab.page.get_by_role("button", name="Show the whole chart again").count() == 0


def test_a_second_view_moves_with_the_first(lab: Lab) -> None:
    lab.select_cell(1)
    lab.command("notebook:create-output-view")
    lab.charts(2)
    lab.slider_at(0).press("ArrowRight", 2)
    lab.until(lambda: shows(lab, 49) and shows(lab, 49, 1))
    lab.slider_at(3).press("ArrowLeft")  # the second view's first slider
    lab.until(lambda: shows(lab, 48) and shows(lab, 48, 1))


def test_an_output_closed_and_opened_again(lab: Lab) -> None:
    lab.select_cell(1)
    lab.command("notebook:hide-cell-outputs")
    lab.page.wait_for_selector(".dc-card", state="hidden")
    lab.execute("p.model.days_late = 60")
    lab.command("notebook:show-cell-outputs")
    lab.charts(1)
    lab.until(lambda: shows(lab, 60))


def test_a_restarted_kernel(lab: Lab) -> None:
    lab.slider("Days late").press("ArrowRight", 5)
    lab.until(lambda: shows(lab, 52))
    lab.restart_kernel()
    lab.run_all()
    lab.until(lambda: lab.page.locator(".dc-card").count() == 1)
    lab.charts(1)
    lab.until(lambda: shows(lab, 47))
    lab.slider("Days late").press("ArrowRight")
    lab.until(lambda: shows(lab, 48))


def test_one_plotly_js_for_charts_that_race_for_it(open_lab: Any, served: Path) -> None:
    path = write_notebook(served / "race.ipynb", [START, "p", "growth()", "timeline()", "plan()"])
    lab = open_lab("en", path, fresh=True)
    lab.run_all()
    lab.charts(4)
    assert lab.largest_frame < 200_000  # it is in the page already, from the installed package


def test_plotly_js_from_the_kernel_where_the_page_has_none(open_lab: Any, served: Path) -> None:
    path = write_notebook(served / "elsewhere.ipynb", [START, "p", "growth()", "timeline()", "plan()"])
    lab = open_lab("en", path, fresh=True)
    lab.page.evaluate("delete window._JUPYTERLAB['jupyterlab-plotly']")
    lab.run_all()
    lab.charts(4)
    assert lab.frames_over(1_000_000) == 1
    lab.slider_at(0).press("ArrowRight")
    lab.until(lambda: shows(lab, 48))


def test_an_untrusted_notebook_shows_the_chart_and_no_empty_box(open_lab: Any, served: Path) -> None:
    path = write_notebook(served / "run.ipynb", [START, "p"])
    book = nbformat.read(path, 4)
    nbclient.NotebookClient(
        book, resources={"metadata": {"path": str(served)}}, store_widget_state=False
    ).execute()
    bundle = book.cells[1].outputs[0]["data"]
    assert {MIME, "text/plain", "application/vnd.jupyter.widget-view+json"} == set(bundle)
    copy = write_notebook(
        served / "clone.ipynb", [START, "p"], {1: json.loads(json.dumps(book.cells[1].outputs))}
    )
    lab = open_lab("en", copy, kernel=False, fresh=True)
    lab.charts(1)
    with in_language("en"):
        meant = Growth().figure()["data"]
    drawn = lab.page.locator(".js-plotly-plot").evaluate("gd => gd.data.map(one => one.y)")
    assert drawn == [one["y"] for one in meant]
    assert lab.page.get_by_text("Error displaying widget").count() == 0
    lab.screenshot("panel-untrusted")
