"""JupyterLab in a real browser: a server, a page, and what a person does with them.

`conftest.py` turns these into fixtures; `tests/benchmarks/charts.py` uses them as a script.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Locator, Page, Playwright, ViewportSize

from duecourse.lab import EXTENSION

STARTED_WITH = Path(__file__).resolve().parents[2] / "binder" / "kit" / "start_jupyter.py"
"""What `make lab` starts the server with."""
PATIENCE_SECONDS = 120
SCREENSHOTS = Path(__file__).parent / "screenshots"
PICTURES = os.environ.get("DUECOURSE_PICTURES") == "yes"
"""Whether somebody wants to look at pictures: drawing them takes time, and no test looks at them."""

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
LAB_LANGUAGE = {"en": "default", "zh": "zh_CN"}
LATE = "[anywidget] Failed to initialize model."
"""What anywidget writes when a module took over two seconds. The widgets overcome it: see `test_calm`."""

GONE = "Canceled future for"
"""What JupyterLab writes when its debugger still asked a kernel that was shut down: no error of the page."""

CODE = re.compile(rb'"(?:_esm|_css|packed)": ?"((?:[^"\\]|\\.)*+)"')
"""What draws the widgets, in a message: their modules and stylesheets, one by one or packed together."""

ALL_STATES = b'"update_states"'
"""In the answer to a page that asks for all widgets at once: after a reload, or when it came late."""

NORMAL: ViewportSize = {"width": 1280, "height": 900}

MOST_CODE = 80_000
"""Bytes of it that a notebook may bring, whatever stands in it."""

_AT_REST = """async () => {
    for (let look = 0; look < 2; look += 1) {
        await new Promise(done => requestIdleCallback(done, {timeout: 10_000}));
    }
}"""
"""Waits until the page has drawn what came and has nothing to do."""

_INSTEAD = """async path => {
    const {commands, shell} = window.jupyterapp;
    for (const one of [...shell.widgets('main')]) {
        await one.context?.sessionContext.shutdown();
        one.dispose();
    }
    if (path !== null) {
        await commands.execute('docmanager:open', {path});
    }
}"""
"""Closes what stands there, kernels and all, and then opens a notebook, if one is named."""

NOT_FOUND = "widget model not found"
RELOADS = 4

# Quiet, and nothing that reports home; no sandbox, because tests often run as root in a container.
BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing but this machine is found
]


def launch(playwright: Playwright) -> Browser:
    """The system's own Chromium, headless."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=BROWSER_ARGUMENTS)


def write_notebook(
    path: Path, cells: Iterable[str], outputs: dict[int, list[dict[str, Any]]] | None = None
) -> Path:
    """A notebook of these code cells; `outputs` by the number of the cell, from 0."""
    notebook = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    )
    for number, source in enumerate(cells):
        cell = nbformat.v4.new_code_cell(source)
        if outputs and number in outputs:
            cell.outputs = [nbformat.from_dict(one) for one in outputs[number]]
            cell.execution_count = number + 1
        notebook.cells.append(cell)
    nbformat.write(notebook, path)
    return path


def copy_notebook(source: Path, path: Path) -> Path:
    """A copy of a notebook as it is before it is run: without outputs."""
    notebook = nbformat.read(source, 4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, path)
    return path


class Server:
    """A JupyterLab server on a free port, with configuration of its own and no news pop-up.

    folder: what it serves. home: an empty folder for its configuration. language: "en" or "zh".
    options: further command-line options. starts: whether lessons start by themselves, as for a learner;
    else a test runs them when it has prepared what they find. Use it in a `with` block.
    """

    def __init__(
        self,
        folder: Path,
        home: Path,
        language: str = "en",
        options: Iterable[str] = (),
        theme: str = "JupyterLab Light",
        *,
        starts: bool = False,
    ) -> None:
        self.folder = folder
        self.token = secrets.token_hex(16)
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        overrides = home / "config" / "labconfig"
        for name in ("config", "runtime", "ipython", "workspaces", "user-settings"):
            (home / name).mkdir(parents=True, exist_ok=True)
        overrides.mkdir(exist_ok=True)
        page = {} if starts else {"disabledExtensions": {"duecourse:lessons": True}}
        (overrides / "page_config.json").write_text(json.dumps(page), "utf-8")
        settings = {
            "@jupyterlab/apputils-extension:notification": {
                "fetchNews": "false",
                "checkForUpdates": False,
                "doNotDisturbMode": True,
            },
            "@jupyterlab/apputils-extension:themes": {"theme": theme, "adaptive-theme": False},
            "@jupyterlab/translation-extension:plugin": {"locale": LAB_LANGUAGE[language]},
        }
        for plugin, values in settings.items():
            package, _, name = plugin.partition(":")
            file = home / "user-settings" / package / f"{name}.jupyterlab-settings"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(values), "utf-8")
        self._log = (home / "server.log").open("wb")
        self._process = subprocess.Popen(
            [
                sys.executable,
                str(STARTED_WITH),
                "--no-browser",
                "--allow-root",
                "--ip=127.0.0.1",
                f"--port={self.port}",
                "--ServerApp.port_retries=0",
                f"--ServerApp.root_dir={folder}",
                f"--IdentityProvider.token={self.token}",
                "--LabApp.expose_app_in_browser=True",
                "--LabApp.news_url=None",
                f"--LabApp.extra_labextensions_path={EXTENSION.parent}",
                "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
                f"--LabApp.user_settings_dir={home / 'user-settings'}",
                f"--LabApp.workspaces_dir={home / 'workspaces'}",
                *options,
            ],
            env={
                **os.environ,
                "JUPYTER_CONFIG_DIR": str(home / "config"),
                "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
                "JUPYTER_DATA_DIR": str(home / "data"),
                "IPYTHONDIR": str(home / "ipython"),
            },
            stdout=self._log,
            stderr=self._log,
        )

    def __enter__(self) -> Server:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                opener.open(f"{self.address}/api?token={self.token}", timeout=2)
                return self
            except OSError:
                time.sleep(0.1)
        self.__exit__()
        raise RuntimeError(f"JupyterLab did not start:\n{Path(self._log.name).read_text('utf-8')}")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._log.close()


class Lab:
    """One page of JupyterLab, and what a person sees and does on it.

    Collects what goes wrong: `errors` (the browser's console and uncaught exceptions), `strayed` (requests
    to anywhere but this machine, which the browser does not find), `code` (bytes of what draws the widgets,
    sent with them, for each time that a kernel was connected to) and, which is no error, `late` (how often
    anywidget gave up waiting, on a busy machine).
    """

    def __init__(self, browser: Browser, server: Server, **context: Any) -> None:
        self.server = server
        self.errors: list[str] = []
        self.strayed: list[str] = []
        self.late = 0
        self.received = 0
        self.frames: list[int] = []
        self.code: list[int] = []
        self._context = browser.new_context(**{"viewport": NORMAL, **context})
        self._context.on("request", lambda request: self._watch(request.url))
        self.page: Page = self._context.new_page()
        self.page.set_default_timeout(40_000)
        self.page.on("console", lambda message: self._note(message.type, message.text, message.location))
        self.page.on("pageerror", lambda error: self._note("error", f"uncaught: {error}", {}))
        self.page.on("websocket", self._listen)

    def _is_home(self, url: str) -> bool:
        return urlsplit(url).scheme in {"data", "blob", "about"} or urlsplit(url).hostname == "127.0.0.1"

    def _watch(self, url: str) -> None:
        if not self._is_home(url):
            self.strayed.append(url)

    def _note(self, kind: str, text: str, place: Any) -> None:
        if LATE in text:
            self.late += 1
        elif kind == "error" and GONE not in text:
            self.errors.append(f"{text} ({place.get('url', '')})")

    def _listen(self, socket: Any) -> None:
        self._watch(socket.url)
        number = len(self.code)
        self.code.append(0)
        socket.on("framereceived", lambda frame: self._weigh(frame, number))

    def _weigh(self, frame: str | bytes, number: int) -> None:
        self.received += len(frame)
        self.frames.append(len(frame))
        content = frame.encode() if isinstance(frame, str) else frame
        if ALL_STATES not in content:
            self.code[number] += sum(len(found[1]) for found in CODE.finditer(content))

    def close(self) -> None:
        self._context.close()

    def open_notebook(self, path: str | Path, kernel: bool = True) -> None:
        """Open a notebook of the served folder on its own and wait until its kernel is idle.

        Where JupyterLab is on the page already it opens the notebook, which is far quicker than a new page;
        what stood there is closed, and its kernel shut down. kernel=False does not wait for a kernel.
        """
        name = Path(path).relative_to(self.server.folder) if Path(path).is_absolute() else Path(path)
        if self.page.url.startswith(self.server.address):
            self.page.evaluate(_INSTEAD, name.as_posix())
        else:
            self.page.goto(
                f"{self.server.address}/doc/tree/{name.as_posix()}?token={self.server.token}&reset"
            )
        self._settled(kernel)

    def clear(self) -> None:
        """Close what stands on the page and forget what went wrong, so that another test can have it."""
        self.use_theme("JupyterLab Light")
        self.page.evaluate(_INSTEAD, None)
        self.page.mouse.move(0, 0)
        for one in (self.errors, self.strayed, self.frames):
            one.clear()
        self.late = self.received = 0

    def open_beside(self, path: Path) -> None:
        """Open another notebook on the same page, or come back to it, and wait until its kernel is idle."""
        self.page.evaluate(
            "path => window.jupyterapp.commands.execute('docmanager:open', {path}).then(() => null)",
            path.relative_to(self.server.folder).as_posix(),
        )
        self.page.wait_for_selector(".jp-Notebook .jp-Cell:visible")
        self.wait_until_idle()

    def come_back(self) -> None:
        """Load the page again and run the lesson, as who comes back to it must; the kernel lives on.

        The saved copy of a lesson holds no views of widgets, so nothing of before is on the page.
        """
        self.command("notebook:clear-all-cell-outputs")
        self.command("docmanager:save")
        self.page.reload()
        self._settled(True)
        self.run_all()

    def reload(self) -> None:
        """Load the page of a notebook that is no lesson again; the kernel lives on, and its widgets show.

        JupyterLab looks for a widget every tenth of a second, for two seconds, and not at the end of them:
        where the page is so busy that one look comes that late, a widget which is there by then is "not
        found". Whoever meets it loads the page once more, and so does this.
        """
        for _ in range(RELOADS):
            self.page.reload()
            self._settled(True)
            self.page.wait_for_function(
                "!document.querySelector('.jp-Notebook').innerText.includes('Loading widget...')"
            )
            if not any(NOT_FOUND in error for error in self.errors):
                return
            self.errors[:] = [error for error in self.errors if NOT_FOUND not in error]
        raise AssertionError("JupyterLab does not find the widgets of a kernel that lives")

    def _settled(self, kernel: bool) -> None:
        waited_for = (
            "?.sessionContext?.session?.kernel?.status === 'idle'" if kernel else "?.context?.isReady"
        )
        self.page.wait_for_function(
            f"window.jupyterapp?.shell?.currentWidget{waited_for}", timeout=60_000, polling=100
        )
        self.page.wait_for_selector(".jp-Notebook .jp-Cell")

    def run_all(self) -> None:
        """Run ▸ Run All Cells, and wait until every cell has run. Raises AssertionError at a red output."""
        self.command("notebook:run-all-cells")
        self.wait_until_idle()
        wrong = self.page.evaluate(
            """() => window.jupyterapp.shell.currentWidget.content.model.toJSON().cells
                .flatMap(cell => cell.outputs ?? []).filter(one => one.output_type === 'error')
                .map(one => `${one.ename}: ${one.evalue}`)"""
        )
        assert wrong == [], wrong

    def command(self, name: str) -> None:
        """Run one of JupyterLab's commands and wait until it is done."""
        self.page.evaluate("name => window.jupyterapp.commands.execute(name).then(() => null)", name)

    def wait_until_idle(self) -> None:
        """Wait until the kernel has nothing to do."""
        self.page.wait_for_function(
            "window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'",
            timeout=60_000,
            polling=100,
        )
        self.page.evaluate(_AT_REST)

    def press(self, place: Locator, key: str = "Enter") -> None:
        """Press a key on an element that keeps the focus: JupyterLab may still move it when a run ends."""
        for _ in range(20):
            place.focus()
            self.page.wait_for_timeout(50)
            if place.evaluate("one => one === document.activeElement"):
                break
        place.press(key)

    def use_theme(self, name: str) -> None:
        """Switch JupyterLab's theme, for instance to "JupyterLab Dark"."""
        self.page.evaluate(
            "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme}).then(() => null)",
            name,
        )
        self.page.wait_for_function("name => document.body.dataset.jpThemeName === name", arg=name)

    def panel(self, number: int = 0) -> Locator:
        """A panel of the notebook, counted from 0."""
        return self.page.locator(".dc-card").nth(number)

    def slider(self, name: str, within: Locator | None = None) -> SliderHandle:
        """The slider with this accessible name."""
        return SliderHandle((within or self.page).get_by_role("slider", name=name, exact=True))

    def slider_at(self, number: int) -> SliderHandle:
        """A slider of the page, counted from 0."""
        return SliderHandle(self.page.get_by_role("slider").nth(number))

    def charts(self, count: int) -> None:
        """Wait until at least so many charts are painted."""
        self.page.wait_for_function(
            "count => [...document.querySelectorAll('.js-plotly-plot')].filter(one => one.querySelector("
            "'.scatterlayer path.js-line, .barlayer path')).length >= count",
            arg=count,
            polling=100,
            timeout=60_000,
        )

    def shows_charts(self, count: int) -> None:
        """Wait until at least so many charts stand there, also where JupyterLab itself draws them."""
        self.page.wait_for_function(
            "count => document.querySelectorAll('.js-plotly-plot').length >= count",
            arg=count,
            timeout=60_000,
            polling=100,
        )

    def shows_every_cell(self) -> None:
        """Wait until every cell stands on the page: JupyterLab puts them there bit by bit, when it has time.

        The kernel of a notebook that is only looked at may come long before or after.
        """
        self.page.wait_for_function(
            """() => {
                const {context, content} = window.jupyterapp.shell.currentWidget;
                const cells = document.querySelectorAll('.jp-Notebook .jp-Cell');
                return context.isReady && cells.length === content.widgets.length;
            }""",
            polling=200,
            timeout=120_000,
        )

    def until(self, condition: Callable[[], bool], what: str = "what was waited for") -> None:
        """Wait until something holds. Raises AssertionError, saying what, after half a minute."""
        for _ in range(600):
            if condition():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"the page did not come to show {what}")

    def select_cell(self, number: int) -> None:
        """Make a cell of the notebook the active one, counted from 0."""
        self.page.evaluate(
            "number => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = number; }", number
        )

    def is_saved(self) -> bool:
        """Whether all that stands in the notebook is on the disk."""
        return bool(self.page.evaluate("() => !window.jupyterapp.shell.currentWidget.context.model.dirty"))

    def execute(self, code: str) -> None:
        """Run code in the notebook's kernel, outside its cells."""
        self.page.evaluate(
            "code => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
            ".requestExecute({code}).done.then(() => null)",
            code,
        )

    def restart_kernel(self) -> None:
        """Restart the kernel, as from the menu, without its question."""
        self.page.evaluate(
            "() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel().then(() => null)"
        )
        self.wait_until_idle()

    def shut_down_kernel(self) -> None:
        """Shut the notebook's kernel down."""
        self.page.evaluate(
            "() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown().then(() => null)"
        )

    @property
    def largest_frame(self) -> int:
        """The largest message that has come from the server, in bytes."""
        return max(self.frames, default=0)

    def frames_over(self, size: int) -> int:
        """How many messages larger than `size` bytes have come from the server."""
        return sum(frame > size for frame in self.frames)

    def fonts_of(self, selector: str) -> list[str]:
        """The faces the browser really used for an element's text."""
        session = self._context.new_cdp_session(self.page)
        session.send("DOM.enable")
        session.send("CSS.enable")
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        return [
            one["familyName"]
            for one in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        ]

    def painted(self, number: int = 0) -> dict[str, Any]:
        """What the chart of a panel shows now: each trace's points as plotly drew them."""
        return (
            self.panel(number)
            .locator(".js-plotly-plot")
            .evaluate(
                """gd => ({
                traces: gd.calcdata.map(points => ({
                    name: points[0].trace.name,
                    x: Array.from(points[0].trace.x ?? []), y: Array.from(points[0].trace.y ?? []),
                    told: Array.from(points[0].trace.customdata ?? []),
                })),
                x: gd._fullLayout.xaxis.range, y: gd._fullLayout.yaxis.range,
            })"""
            )
        )

    def axe(self, scope: str = ".jp-OutputArea") -> list[str]:
        """What axe-core finds seriously wrong inside `scope`: one line a finding, none when all is well."""
        if not self.page.evaluate("typeof window.axe === 'object'"):
            self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate("scope => axe.run(scope, {resultTypes: ['violations']})", scope)
        return [
            f"{one['impact']}: {one['id']}: {one['help']}: {node['html'][:200]}"
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]

    def screenshot(self, name: str, of: Locator | None = None) -> None:
        """Where pictures are wanted, take one into the ignored folder `tests/browser/screenshots`."""
        if PICTURES:
            SCREENSHOTS.mkdir(exist_ok=True)
            (of or self.page).screenshot(path=SCREENSHOTS / f"{name}.png")


class SliderHandle:
    """A slider as a person uses it."""

    def __init__(self, handle: Locator) -> None:
        self.handle = handle

    def value(self) -> str:
        """What a screen reader says the slider stands at."""
        return self.handle.get_attribute("aria-valuetext") or self.handle.input_value()

    def press(self, key: str, times: int = 1) -> None:
        """Move it with the keyboard: "ArrowRight", "Home", "PageUp" …"""
        self.handle.focus()
        for _ in range(times):
            self.handle.press(key)

    def drag(self, share: float) -> None:
        """Take the handle with the mouse from where it is to this share of the way, 0 left to 1 right."""
        self.handle.scroll_into_view_if_needed()
        box = self.handle.bounding_box()
        assert box is not None
        place = self.handle.evaluate("input => (input.value - input.min) / ((input.max - input.min) || 1)")
        mouse = self.handle.page.mouse
        inner = box["width"] - 18
        height = box["y"] + box["height"] / 2
        mouse.move(box["x"] + 9 + inner * place, height)
        mouse.down()
        mouse.move(box["x"] + 9 + inner * share, height, steps=8)
        mouse.up()
