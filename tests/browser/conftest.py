"""A real JupyterLab in the system's Chromium, for every test that needs to see the page.

    def test_something(open_lab, served):
        notebook = write_notebook(served / "mine.ipynb", ["from duecourse…", "my_panel()"])
        lab = open_lab("zh", notebook)              # a page in Chinese with that notebook open
        lab.run_all()                               # fails at a red output
        lab.slider("逾期天数").press("ArrowRight")    # or .drag(0.5) with the mouse, .value()
        assert lab.axe() == []                      # nothing seriously inaccessible in the outputs
        lab.screenshot("my-panel-zh")               # into tests/browser/screenshots, which git ignores

When the test is over the page is closed, and the test fails if the browser's console showed an error
or if anything was asked of another machine, or if a notebook brought more than 80 KB of code that draws
widgets. A test that provokes an error itself clears `lab.errors`.

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

HERE = Path(__file__).parent
NOTEBOOKS = HERE.parents[1] / "notebooks"
sys.path.insert(0, str(HERE))  # for `lab`, `on_page` and `demo_panels`, which are no packages

from lab import CHROMIUM, MOST_CODE, Lab, Server, launch  # noqa: E402
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


@pytest.fixture
def open_lab(browser: Any, server: Callable[[str], Server]) -> Iterator[Callable[..., Lab]]:
    """Open a notebook on a page of its own: `open_lab("en", path)`; further options go to the page."""
    yield from _pages(browser, server)


@pytest.fixture(scope="module")
def open_shared_lab(browser: Any, server: Callable[[str], Server]) -> Iterator[Callable[..., Lab]]:
    """Like `open_lab`, for a page that the tests of a module share: quicker, and looked over at the end."""
    yield from _pages(browser, server)


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

    It works on a copy, so that running it changes nothing in the repository.
    """

    def opened(language: str, name: str) -> Lab:
        copy = shutil.copy(NOTEBOOKS / language / f"{name}.ipynb", served / f"{language}-{name}.ipynb")
        lab = open_shared_lab(language, Path(copy))
        lab.page.set_viewport_size(WIDE)
        lab.execute(f"import os; os.environ['DUECOURSE_MY'] = {str(nothing_of_the_learners)!r}")
        lab.run_all()
        lab.page.wait_for_selector(".dc-card .js-plotly-plot")
        return lab

    return opened


@pytest.fixture
def seen_lesson(open_lab: Callable[..., Lab], served: Path) -> Callable[[str, str], Lab]:
    """Open a lesson as one that is only looked at, in one long page: no kernel is started."""

    def opened(language: str, name: str) -> Lab:
        copy = shutil.copy(NOTEBOOKS / language / f"{name}.ipynb", served / f"seen-{language}-{name}.ipynb")
        lab = open_lab(language, Path(copy), kernel=False)
        lab.page.set_viewport_size({"width": 1280, "height": 16_000})
        return lab

    return opened


def _pages(browser: Any, server: Callable[[str], Server]) -> Iterator[Callable[..., Lab]]:
    opened: list[Lab] = []

    def open_one(language: str, notebook: Path, *, kernel: bool = True, **page: Any) -> Lab:
        lab = Lab(browser, server(language), **page)
        opened.append(lab)
        lab.open_notebook(notebook, kernel)
        return lab

    yield open_one
    for lab in opened:
        lab.close()
    assert max((size for lab in opened for size in lab.code), default=0) <= MOST_CODE, "too much code"
    assert [url for lab in opened for url in lab.strayed] == [], "a request left this machine"
    assert [error for lab in opened for error in lab.errors] == [], "the browser's console shows errors"
