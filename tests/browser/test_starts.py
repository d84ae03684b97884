"""Lessons that start by themselves: opened, stopped, started again, and from one to the next."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lab import Lab, Server
from playwright.sync_api import expect

from duecourse.lessons.listing import lessons
from duecourse.locale import in_language, say

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
RUNNING, STOPPED = "[data-dc-state=running]", "[data-dc-state=stopped]"
FIRST, SECOND = (entry.notebook for entry in [*lessons().values()][:2])
LONG = 90_000


@pytest.fixture(scope="module")
def started(browser: Any, language: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A learner's JupyterLab with lesson 0 opened; nothing is run by hand."""
    place = tmp_path_factory.mktemp(f"starts-{language}")
    folder = place / language
    shutil.copytree(NOTEBOOKS / language, folder, ignore=shutil.ignore_patterns(".*"))
    with pytest.MonkeyPatch.context() as patch, in_language(language):
        patch.setenv("DUECOURSE_MY", str(place / "my"))
        with Server(place, place / "home", language, starts=True) as server:
            lab = Lab(browser, server)
            lab.page.goto(f"{server.address}/lab/tree/{language}/{FIRST}?token={server.token}&reset")
            lab.page.wait_for_selector(RUNNING, timeout=LONG)
            yield lab
            lab.close()
            assert lab.strayed == [] and lab.errors == []


def title(name: str) -> str:
    entry = lessons()[name]
    return say("lab.title", number=entry.number, title=entry.title)


def test_a_lesson_that_is_opened_runs_from_its_top_with_its_code_folded(started: Lab, language: str) -> None:
    page = started.page
    with in_language(language):
        expect(page.locator(".dc-lesson .dc-lesson-title")).to_have_text(title("start_here"))
        expect(page.locator(".dc-title").get_by_text(say("start_here.needs_title"))).to_be_visible()
        expect(page.locator(".dc-by-hand")).to_be_hidden()
    assert page.locator(".jp-CodeCell .jp-Cell-inputWrapper").first.is_hidden()
    assert page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop") == 0
    assert page.locator("[inert]").count() == 0
    started.screenshot(f"starts-{language}")
    started.press(page.locator(".dc-lesson-code"))
    expect(page.locator(".jp-CodeCell .jp-Cell-inputWrapper").first).to_be_visible()
    started.press(page.locator(".dc-lesson-code"))
    expect(page.locator(".jp-CodeCell .jp-Cell-inputWrapper").first).to_be_hidden()


def test_the_list_of_files_has_the_lessons_titles(started: Lab, language: str) -> None:
    with in_language(language):
        for name in lessons():
            expect(started.page.locator(".jp-DirListing-itemText").get_by_text(title(name))).to_be_visible()


def test_a_lesson_that_was_stopped_says_so_and_starts_again(started: Lab, language: str) -> None:
    page = started.page
    started.restart_kernel()
    page.wait_for_selector(STOPPED)
    with in_language(language):
        expect(page.locator(".dc-lesson-said")).to_have_text(say("lab.stopped"))
    assert page.locator(".jp-CodeCell .jp-OutputArea:not([inert])").count() == 0, "no dead slider answers"
    started.screenshot(f"stopped-{language}")
    started.press(page.locator(".dc-lesson-again"))
    page.wait_for_selector(RUNNING, timeout=LONG)
    expect(page.locator(".dc-lesson-said")).to_have_text("")


def test_a_kernel_that_dies_is_one_calm_bar(started: Lab) -> None:
    page = started.page
    page.evaluate(
        "() => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
        ".requestExecute({code: 'import os; os._exit(1)'}); }"
    )
    page.wait_for_selector(STOPPED)
    page.wait_for_timeout(1000)
    assert page.locator(".jp-Dialog").count() == 0
    started.press(page.locator(".dc-lesson-again"))
    page.wait_for_selector(RUNNING, timeout=LONG)
    started.errors[:] = [error for error in started.errors if "kernel" not in error.lower()]


def test_a_need_leads_to_the_place_itself(started: Lab, language: str) -> None:
    page = started.page
    link = page.locator(".dc-needs a[data-place]").first
    name, place = link.get_attribute("data-lesson"), link.get_attribute("data-place")
    started.press(link)
    page.wait_for_function(
        "([name, place]) => { const shown = window.jupyterapp.shell.currentWidget;"
        " return shown.context.path.endsWith(name) && shown.content.activeCell?.model.id === place; }",
        arg=[name, place],
        timeout=LONG,
    )
    page.wait_for_selector(f"{RUNNING}:visible", timeout=LONG)
    started.screenshot(f"need-{language}")


def test_the_end_of_a_lesson_leads_to_the_next(started: Lab, language: str) -> None:
    started.open_beside(Path(started.server.folder) / language / FIRST)
    link = started.page.locator(f"a.dc-button[data-lesson='{SECOND}']:visible").last
    link.scroll_into_view_if_needed()
    started.press(link)
    started.page.wait_for_function(
        "name => { const shown = window.jupyterapp.shell.currentWidget;"
        " return shown.context.path.endsWith(name) && shown.node.dataset.dcState === 'running'; }",
        arg=SECOND,
        timeout=LONG,
    )
