"""The code that draws the widgets comes once, and reaches all of them, whatever else is on the page.

That it is small is asked of every page, in `conftest.py`. What a lesson sent of it in one run, and all that a
page was sent when it was loaded again, in KB, when each widget brought its own, and now:

    lesson      0          1           2           3           4           5           6
    code     488, 37    977, 45   1396, 51   1201, 49   1544, 55   1179, 49   1084, 47
    again    689, 159  1349, 269  1913, 359  1694, 352  2100, 376  1658, 346  1499, 299
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lab import Lab, Server, write_notebook

START = "from demo_panels import *"
RENEWED = """from pathlib import Path
read = Path.read_text
Path.read_text = lambda *a, **more: read(*a, **more).replace('"dc-title"', '"dc-title dc-renewed"')"""
"""A kernel that was started with a course of which one module has changed."""

STRICT = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self' ws:; worker-src 'self' blob:"
)
"""As little as JupyterLab and anywidget need."""


def moves(lab: Lab, number: int) -> None:
    """Panel `number` answers."""
    said = lab.panel(number).locator(".dc-sentence")
    before = said.inner_text()
    lab.slider("Days late", lab.panel(number)).press("ArrowRight")
    lab.until(lambda: said.inner_text() != before, "another sentence")


def test_two_kernels_on_one_page(open_lab: Any, served: Path) -> None:
    old = write_notebook(served / "old.ipynb", [START, "growth()"])
    same = write_notebook(served / "same.ipynb", [START, "growth()"])
    renewed = write_notebook(served / "renewed.ipynb", [f"{RENEWED}\n{START}", "growth()"])
    lab: Lab = open_lab("en", old, fresh=True)
    lab.run_all()
    moves(lab, 0)
    for notebook in (same, renewed):
        lab.open_beside(notebook)
        lab.run_all()
        lab.until(lambda: lab.page.locator(".dc-card .js-plotly-plot:visible").count() == 1, "a chart")
    panels = lab.page.locator(".dc-card")
    assert panels.locator(".dc-renewed").count() == 1 and panels.locator(".dc-title").count() == 3
    moves(lab, 2)
    lab.open_beside(old)
    moves(lab, 0)


def test_a_kernel_that_was_renewed_on_a_page_that_stayed(open_lab: Any, served: Path) -> None:
    renew = f"import os\nif os.path.exists('renewed'):\n    exec({RENEWED!r})"
    notebook = write_notebook(served / "stayed.ipynb", [f"{renew}\n{START}", "growth()"])
    lab: Lab = open_lab("en", notebook, fresh=True)
    lab.run_all()
    moves(lab, 0)
    (served / "renewed").touch()
    lab.restart_kernel()
    lab.run_all()
    lab.page.wait_for_selector(".dc-card .dc-renewed")
    moves(lab, 0)


def test_where_a_page_may_load_little(browser: Any, served: Path, tmp_path: Path) -> None:
    headers = {"headers": {"Content-Security-Policy": STRICT}}
    with Server(served, tmp_path, options=[f"--ServerApp.tornado_settings={headers}"]) as server:
        lab = Lab(browser, server)
        lab.open_notebook(write_notebook(served / "strict.ipynb", [START, "growth()"]))
        lab.run_all()
        lab.charts(1)
        moves(lab, 0)
        lab.command("docmanager:save")
        lab.reload()
        lab.charts(1)
        moves(lab, 0)
        lab.close()
    assert lab.errors == []


def test_after_a_reload_all_there_is_comes_in_a_small_message(open_lab: Any, served: Path) -> None:
    cells = [START, *["growth()", "timeline()", "plan()"] * 4]
    lab: Lab = open_lab("en", write_notebook(served / "many.ipynb", cells))
    lab.run_all()
    lab.command("docmanager:save")
    lab.frames.clear()
    lab.reload()
    lab.charts(1)
    assert lab.largest_frame < 250_000
