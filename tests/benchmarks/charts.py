"""From key press to painted chart: the course's panel against plotly's own widget, in one run.

    python tests/benchmarks/charts.py [presses]

Both show the same figure beside a slider with a linked number box and a sentence, on JupyterLab's
default server. Prints median and 95th percentile in milliseconds, their ratio, how soon one and four
charts stand after "Run all", and the bytes the page receives from the kernel.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "browser"))

from lab import Lab, Server, launch, write_notebook  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

PLOTLY_WIDGET = """
import ipywidgets, traitlets
import plotly.graph_objects as go
from duecourse.view.template import painted
from demo_panels import Growth

def plotly_widget():
    model = Growth()
    chart = go.FigureWidget(painted(model.figure()))
    slider = ipywidgets.IntSlider(value=47, min=0, max=90, description="Days late")
    box = ipywidgets.BoundedIntText(value=47, min=0, max=90)
    sentence = ipywidgets.HTML(model.sentence())
    traitlets.link((slider, "value"), (box, "value"))
    def moved(change):
        model.days_late = change.new
        figure = painted(model.figure())
        with chart.batch_update():
            for trace, new in zip(chart.data, figure["data"]):
                trace.x, trace.y = new["x"], new["y"]
            chart.layout.shapes[0].update(figure["layout"]["shapes"][0])
            chart.layout.annotations[0].update(figure["layout"]["annotations"][0])
        sentence.value = model.sentence()
    slider.observe(moved, "value")
    return ipywidgets.VBox([slider, box, chart, sentence])
"""
START = "import demo_panels\nfrom demo_panels import *"
CASES: dict[str, tuple[list[str], list[str]]] = {
    "duecourse panel": ([START, "growth()"], [START, "growth()", "contracts()", "timeline()", "plan()"]),
    "FigureWidget + batch_update": (
        [PLOTLY_WIDGET, "plotly_widget()"],
        [PLOTLY_WIDGET, *["plotly_widget()"] * 4],
    ),
}
# From the key's own time to the frame after the chart's line for the day has moved.
WATCH = """
plot => {
  const line = () => plot.querySelector('.shapelayer path')?.getAttribute('d');
  window.waited = null;
  let pressed = 0, before = line();
  document.addEventListener('keydown', event => {
    pressed = event.timeStamp; before = line(); window.waited = null;
  }, true);
  new MutationObserver(() => {
    if (!pressed || line() === before || line() === undefined) return;
    const from = pressed; pressed = 0;
    requestAnimationFrame(() => {
      const frame = new MessageChannel();
      frame.port1.onmessage = () => { window.waited = performance.now() - from; };
      frame.port2.postMessage(null);
    });
  }).observe(plot, {subtree: true, childList: true, attributes: true});
}
"""


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def first_charts(lab: Lab, notebook: Path, count: int) -> tuple[float, int]:
    """Seconds from Run all until `count` charts are painted, and bytes received meanwhile."""
    lab.open_notebook(notebook)
    lab.received = 0
    start = time.perf_counter()
    lab.page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    lab.page.wait_for_function(
        "count => [...document.querySelectorAll('.js-plotly-plot')].filter(one => one.querySelector("
        "'.scatterlayer path.js-line, .barlayer path')).length >= count",
        arg=count,
        polling="raf",
        timeout=60_000,
    )
    taken = time.perf_counter() - start
    lab.wait_until_idle()
    lab.page.wait_for_timeout(500)
    return taken, lab.received


def presses(lab: Lab, count: int) -> list[float]:
    """Milliseconds from each key press to the painted chart."""
    plot = lab.page.locator(".js-plotly-plot").first
    plot.evaluate(WATCH)
    handle = lab.page.get_by_role("slider").first
    handle.scroll_into_view_if_needed()
    handle.focus()
    waits = []
    for number in range(count + 3):
        lab.page.keyboard.press("ArrowRight" if number // 20 % 2 == 0 else "ArrowLeft")
        lab.page.wait_for_function("window.waited !== null", polling=5)
        if number >= 3:  # the first few warm up
            waits.append(lab.page.evaluate("window.waited"))
        lab.page.wait_for_timeout(60 + random.random() * 60)
    return waits


def main(count: int) -> None:
    work = Path(tempfile.mkdtemp())
    os.environ["PYTHONPATH"] = os.pathsep.join(
        [str(HERE.parents[1] / "src"), os.environ.get("PYTHONPATH", "")]
    )
    shutil.copy(HERE.parent / "browser" / "demo_panels.py", work)
    found: dict[str, dict[str, Any]] = {name: {"waits": []} for name in CASES}
    with sync_playwright() as playwright, Server(work, work / "home") as server:
        browser = launch(playwright)
        for number, (name, (one, four)) in enumerate(CASES.items()):
            lab = Lab(browser, server)
            notebook = write_notebook(work / f"one{number}.ipynb", one)
            found[name]["one"] = first_charts(lab, notebook, 1)
            lab.close()
            lab = Lab(browser, server)
            found[name]["four"] = first_charts(lab, write_notebook(work / f"four{number}.ipynb", four), 4)
            lab.close()
        for _ in range(3):  # in turns, so that a busy machine slows both alike
            for number, name in enumerate(CASES):
                lab = Lab(browser, server)
                first_charts(lab, work / f"one{number}.ipynb", 1)
                before = lab.received
                found[name]["waits"] += presses(lab, count // 3)
                found[name]["change"] = (lab.received - before) / (count // 3 + 3)
                lab.close()
        browser.close()
    print(f"{'':30}{'median':>8}{'p95':>8}{'one chart':>16}{'four charts':>18}{'a change':>10}")
    for name, one in found.items():
        (first, bytes_one), (four, bytes_four) = one["one"], one["four"]
        print(
            f"{name:30}{statistics.median(one['waits']):>5.0f} ms{quantile(one['waits'], 0.95):>5.0f} ms"
            f"{first:>6.2f} s {bytes_one / 1e6:>5.2f} MB{four:>7.2f} s {bytes_four / 1e6:>6.2f} MB"
            f"{one['change'] / 1e3:>7.1f} KB"
        )
    ours, theirs = (one["waits"] for one in found.values())
    print(
        f"ratio: median {statistics.median(ours) / statistics.median(theirs):.2f}, "
        f"95th percentile {quantile(ours, 0.95) / quantile(theirs, 0.95):.2f}"
    )
    shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 90)
