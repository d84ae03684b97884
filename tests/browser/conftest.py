"""A real JupyterLab in the system's Chromium, for every test that needs to see the page.

    def test_something(open_lab, served):
        notebook = write_notebook(served / "mine.ipynb", ["from duecourse…", "my_panel()"])
        lab = open_lab("zh", notebook)              # a page in Chinese with that notebook open
        lab.run_all()                               # fails at a red output
        lab.slider("逾期天数").press("ArrowRight")    # or .drag(0.5) with the mouse, .value()
        assert lab.axe() == []                      # nothing seriously inaccessible in the outputs
        lab.screenshot("my-panel-zh")               # with DUECOURSE_PICTURES=yes: into `screenshots`

When the test is over the notebook is closed and its kernel shut down; JupyterLab stays, for the next test
to open its notebook in, unless one asks for a `fresh` page. The test fails if the browser's console showed
an error or if anything was asked of another machine, or if a notebook brought more than 80 KB of code that
draws widgets. A test that provokes an error itself clears `lab.errors`.

    LESSON = "02_how_penalties_build_up"        # a lesson's own tests: its notebook, its module as `lesson`
    def test_a_lesson(lab, language):
        …                                       # `lab` is the lesson on the page, run, in both languages

A lesson has one page for all tests of a module, and a learner's folder of the module's own. What stands
in a lesson's panels is held against the library with `on_page.py`.

`served` is a folder of its own for each test module, with `demo_panels.py` in it. For a lesson copy the
notebook there, so that running it changes nothing in the repository. Servers are started once and
shared, one a language; each has configuration of its own and shows no news pop-up.

Without Chromium the tests are skipped, saying so; where CI=true they fail. What a person can do on the page
is in `lab.py`; `lab.page` is Playwright's page for the rest.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ViewportSize

HERE = Path(__file__).parent
NOTEBOOKS = HERE.parents[1] / "notebooks"
sys.path.insert(0, str(HERE))  # for `lab`, `on_page` and `demo_panels`, which are no packages

from lab import CHROMIUM, MOST_CODE, NORMAL, Lab, Server, copy_notebook, launch  # noqa: E402
from on_page import WIDE  # noqa: E402

from duecourse.locale import in_language  # noqa: E402


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The system's Chromium. Skips the test without it, or fails where CI=true."""
    if CHROMIUM is None:
        message = (
            "no Chromium found: install it (Debian: chromium and fonts-noto-cjk) to run the browser tests"
        )
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)  # as long as `Lab.until`
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def served(served_folder: Path, request: pytest.FixtureRequest) -> Path:
    """A folder that the servers show, for this test module alone."""
    folder = served_folder / request.module.__name__.rpartition(".")[2]
    folder.mkdir(exist_ok=True)
    shutil.copy(HERE / "demo_panels.py", folder)
    return folder


@pytest.fixture(scope="session")
def server(
    served_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Server]]:
    """A JupyterLab server in a language, started when it is first asked for."""
    running: dict[str, Server] = {}

    def in_language(language: str) -> Server:
        if language not in running:
            running[language] = Server(
                served_folder, tmp_path_factory.mktemp(f"home-{language}"), language
            ).__enter__()
        return running[language]

    yield in_language
    for one in running.values():
        one.__exit__()


@pytest.fixture(scope="session")
def at_rest(browser: Any, server: Callable[[str], Server]) -> dict[str, list[Lab]]:
    """JupyterLabs in which nothing stands, by language: left by one test, for another to go on with."""
    return {}


@pytest.fixture
def open_lab(
    browser: Any, server: Callable[[str], Server], at_rest: dict[str, list[Lab]]
) -> Iterator[Callable[..., Lab]]:
    """Open a notebook on its own: `open_lab("en", path)`. JupyterLab may be one that another test used;
    `fresh=True` for a page that was just loaded, where this matters or the test leaves it changed."""
    yield from _pages(browser, server, at_rest)


@pytest.fixture(scope="module")
def open_shared_lab(
    browser: Any, server: Callable[[str], Server], at_rest: dict[str, list[Lab]]
) -> Iterator[Callable[..., Lab]]:
    """Like `open_lab`, for a page that the tests of a module share: quicker, and looked over at the end."""
    yield from _pages(browser, server, at_rest)


@pytest.fixture(scope="module", params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> Any:
    """Each test of a module in both languages."""
    return request.param


@pytest.fixture(scope="module")
def page(open_lesson: Callable[[str, str], Lab], language: str, request: pytest.FixtureRequest) -> Lab:
    """The lesson that the module names as LESSON, on one page for all its tests."""
    return open_lesson(language, request.module.LESSON)


@pytest.fixture
def lab(page: Lab, language: str, request: pytest.FixtureRequest) -> Iterator[Lab]:
    """The lesson on the page; the library here, the module's `lesson`, speaks the same language."""
    with in_language(language):
        request.module.lesson.begin(language)
        yield page


@pytest.fixture(scope="module")
def nothing_of_the_learners(tmp_path_factory: pytest.TempPathFactory, language: str) -> Iterator[Path]:
    """A learner's folder for a module's tests, both for the page's kernel and for the library here."""
    folder = tmp_path_factory.mktemp(f"my-{language}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUECOURSE_MY", str(folder))
        yield folder


@pytest.fixture(scope="module")
def open_lesson(
    open_shared_lab: Callable[..., Lab], served: Path, nothing_of_the_learners: Path
) -> Callable[[str, str], Lab]:
    """Open a lesson and run it, on a page that the tests of a module share: `open_lesson("zh", name)`.

    It works on a copy, so that running it changes nothing in the repository, and without the outputs of
    before, which running it does away with.
    """

    def opened(language: str, name: str) -> Lab:
        copy = copy_notebook(NOTEBOOKS / language / f"{name}.ipynb", served / f"{language}-{name}.ipynb")
        lab = open_shared_lab(language, copy, viewport=WIDE)
        lab.execute(f"import os; os.environ['DUECOURSE_MY'] = {str(nothing_of_the_learners)!r}")
        lab.run_all()
        lab.page.wait_for_selector(".dc-card .js-plotly-plot")
        return lab

    return opened


@pytest.fixture
def seen_lesson(open_lab: Callable[..., Lab], served: Path) -> Callable[[str, str], Lab]:
    """Open a lesson as one that is only looked at, with what was saved in it."""

    def opened(language: str, name: str) -> Lab:
        copy = shutil.copy(NOTEBOOKS / language / f"{name}.ipynb", served / f"seen-{language}-{name}.ipynb")
        lab = open_lab(language, Path(copy), kernel=False)
        lab.shows_every_cell()
        return lab

    return opened


def _pages(
    browser: Any, server: Callable[[str], Server], at_rest: dict[str, list[Lab]]
) -> Iterator[Callable[..., Lab]]:
    opened: list[tuple[str, Lab, bool]] = []

    def open_one(
        language: str,
        notebook: Path,
        *,
        kernel: bool = True,
        fresh: bool = False,
        viewport: ViewportSize = NORMAL,
    ) -> Lab:
        waiting = at_rest.setdefault(language, [])
        lab = waiting.pop() if waiting and not fresh else Lab(browser, server(language))
        opened.append((language, lab, fresh))
        lab.page.set_viewport_size(viewport)
        lab.open_notebook(notebook, kernel)
        return lab

    yield open_one
    code = max((size for _, lab, _ in opened for size in lab.code), default=0)
    strayed = [url for _, lab, _ in opened for url in lab.strayed]
    errors = [error for _, lab, _ in opened for error in lab.errors]
    for language, lab, fresh in opened:
        lab.clear()
        if fresh or code > MOST_CODE or strayed or errors:
            lab.close()
        else:
            at_rest[language].append(lab)
    assert code <= MOST_CODE, "too much code"
    assert strayed == [], "a request left this machine"
    assert errors == [], "the browser's console shows errors"
