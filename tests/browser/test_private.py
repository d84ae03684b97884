"""A learner's whole session on a real server: nothing of theirs outside their folder, all of it deletable.

A copy of the repository with a history of its own is served as `make lab` serves it. A debt with a name
that stands nowhere else is typed in; all lessons are run and saved, by JupyterLab's autosave and by hand.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from lab import Lab, Server

from duecourse.case import TABLES, load_example
from duecourse.locale import in_language, say
from duecourse.view.form.wording import label_of

ROOT = Path(__file__).resolve().parents[2]
SERVED_WITH = "--ServerApp.contents_manager_class=duecourse.server.LessonContents"
LABEL = "-".join(("Zq7", "owed", "to", "nobody"))  # in pieces: this file lies in the repository too
AUTOSAVE_SECONDS = 2
LESSONS = sorted(path.name for path in (ROOT / "notebooks" / "en").glob("*.ipynb"))
DELETED = re.compile(r"404 \(Not Found\) \(\S+/api/contents/\S+content=0")
"""What the browser notes when a page asks after a file that was deleted, before it saves it anew."""


class Course:
    """The repository as one learner has it. home: where Jupyter keeps its own things."""

    def __init__(self, folder: Path, home: Path, browser: Any, language: str) -> None:
        self.folder, self.home, self.browser, self.language = folder, home, browser, language
        self.my = folder / "my"

    @contextmanager
    def day(self) -> Iterator[Lab]:
        """A server that is started and stopped, and a page of it."""
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("DUECOURSE_MY", raising=False)
            patch.setenv("PYTHONPATH", str(self.folder / "src"))
            server = Server(self.folder / "notebooks", self.home, self.language, [SERVED_WITH])
        with server:
            lab = Lab(self.browser, server)
            yield lab
            lab.close()
            assert lab.strayed == [] and [one for one in lab.errors if not DELETED.search(one)] == []

    def git(self, *words: str) -> str:
        return subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@localhost", *words],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def with_the_label(self) -> set[str]:
        """The files that hold the name of the debt, of the whole folder and of all that Jupyter keeps."""
        files = (file for place in (self.folder, self.home) for file in place.rglob("*") if file.is_file())
        return {str(file) for file in files if LABEL.encode() in file.read_bytes()}


@pytest.fixture(scope="module")
def course(browser: Any, language: str, tmp_path_factory: pytest.TempPathFactory) -> Course:
    place = tmp_path_factory.mktemp(f"learner-{language}")
    folder, home = place / "course", place / "home"
    folder.mkdir()
    for name in ("src", "data", "notebooks", "binder", "pyproject.toml", ".gitignore"):
        if (ROOT / name).is_dir():
            left_out = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
            shutil.copytree(ROOT / name, folder / name, ignore=left_out)
        else:
            shutil.copy(ROOT / name, folder)
    settings = home / "user-settings" / "@jupyterlab" / "docmanager-extension" / "plugin.jupyterlab-settings"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'{{"autosaveInterval": {AUTOSAVE_SECONDS}}}', "utf-8")
    course = Course(folder, home, browser, language)
    course.git("init", "--quiet")
    course.git("add", ".")
    course.git("commit", "--quiet", "--message", "the course")
    return course


def open_lesson(lab: Lab, course: Course, name: str, *, kernel: bool = True) -> None:
    """On a page of its own, as from a bookmark; the kernels of the lessons before live on."""
    lab.page.goto("about:blank")
    lab.open_notebook(f"{course.language}/{name}", kernel)


def type_the_case(lab: Lab) -> None:
    """Begin with an example, give its first debt the name, and save."""
    form = lab.page.locator(".dc-form")
    lab.press(form.get_by_role("button", name=load_example("courier").name))
    name = form.get_by_label(label_of(TABLES["debts"]["label"]), exact=True)
    name.wait_for()
    name.fill(LABEL)
    name.press("Tab")
    lab.press(form.get_by_role("button", name=say("form.save"), exact=True))
    form.locator(".dc-note").filter(has_text="case.toml").wait_for()


def holds(file: Path, text: str) -> bool:
    return text in file.read_text("utf-8")


def test_after_a_whole_session_nothing_lies_outside_the_learner_s_folder(course: Course) -> None:
    with in_language(course.language), course.day() as lab:
        open_lesson(lab, course, LESSONS[0])
        lab.run_all()
        type_the_case(lab)
        for name in LESSONS:
            if name != LESSONS[0]:
                open_lesson(lab, course, name)
            lab.run_all()
            autosaved = partial(holds, course.my / "lessons" / course.language / name, say("lesson.own_case"))
            # a save in the middle of the run holds the first sentences and none of the charts
            lab.until(lambda: lab.is_saved() and autosaved(), "that it was saved by itself")  # noqa: B023
        lab.command("docmanager:save")
        lab.execute("open('a-file-of-my-own.txt', 'w').write('x')")
        lab.execute(f"# {LABEL}")
        assert course.with_the_label() != set()
    outside = {file for file in course.with_the_label() if not Path(file).is_relative_to(course.my)}
    assert outside == set()
    assert course.git("status", "--porcelain") == ""
    assert "my/" in course.git("status", "--porcelain", "--ignored")
    assert (course.my / "lessons" / course.language / "a-file-of-my-own.txt").is_file()
    assert list(course.my.rglob(".ipynb_checkpoints/*.ipynb"))
    for place in (course.my, *course.my.rglob("*")):
        if place.name != "a-file-of-my-own.txt":  # a cell's own file: `make lab` sees to that by its umask
            assert place.stat().st_mode & 0o077 == 0, place


def test_the_next_day_charts_and_sentences_stand_there(course: Course) -> None:
    with in_language(course.language), course.day() as lab:
        for name in LESSONS:
            open_lesson(lab, course, name, kernel=False)
            lab.page.get_by_text(say("lesson.own_case")).wait_for()
            lab.shows_every_cell()
            shown = lab.page.locator(".jp-Notebook").text_content() or ""
            assert "Error displaying" not in shown and "model not found" not in shown
            if name != LESSONS[0]:
                lab.charts(1)
        lab.screenshot(f"next-day-{course.language}")


def test_deleting_everything_leaves_nothing_also_with_the_page_still_open(course: Course) -> None:
    with in_language(course.language), course.day() as lab:
        open_lesson(lab, course, LESSONS[0])
        lab.run_all()
        form = lab.page.locator(".dc-form")
        lab.press(form.get_by_role("button", name=say("form.forget"), exact=True))
        form.get_by_text(say("privacy.found", folder=str(course.my))).wait_for()
        lab.page.wait_for_timeout(700)  # what is pressed at once is a double click
        lab.screenshot(f"delete-{course.language}", form)
        assert lab.axe(".dc-form") == []
        lab.press(form.get_by_role("button", name=say("privacy.delete_all"), exact=True))
        form.get_by_text(say("privacy.left_nothing", folder=str(course.my))).wait_for()
        lab.screenshot(f"deleted-{course.language}", form)
        assert course.with_the_label() == set()
        lab.select_cell(1)
        lab.command("notebook:run-cell-and-insert-below")  # something is new on the page, so it is saved
        lab.page.wait_for_timeout(1000 * (AUTOSAVE_SECONDS + 2))
        lab.command("docmanager:save")
        assert lab.page.locator(".jp-Dialog").count() == 0
        copy = course.my / "lessons" / course.language / LESSONS[0]
        assert copy.is_file(), "the page goes on being saved"
    assert course.with_the_label() == set()
    assert course.git("status", "--porcelain") == ""
