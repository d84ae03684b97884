"""The lessons as the page opens and saves them, from each place where a server may start."""

from __future__ import annotations

import asyncio
import errno
import json
import os
from collections.abc import Awaitable, Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.files.handlers import FilesHandler
from tornado.web import HTTPError

from duecourse.server import LessonContents

from .conftest import VIEW, notebook


class Page:
    """What a page asks of the server. root: the folder it was started in, from the course's."""

    def __init__(self, course: Path, root: str) -> None:
        self.course, self.folder = course, (course.parent / root).resolve()
        self.contents = LessonContents(root_dir=str(self.folder))

    def _do(self, ask: Callable[..., Awaitable[Any]], *words: Any, **options: Any) -> Any:
        return asyncio.run(ask(*words, **options))  # type: ignore[arg-type]

    def at(self, name: str) -> str:
        """The address of something among the lessons."""
        return Path(os.path.relpath(self.course / name, self.folder)).as_posix().removeprefix(".")

    def open(self, name: str) -> dict[str, Any]:
        return self._do(self.contents.get, self.at(name))  # type: ignore[no-any-return]

    def save(self, name: str, content: Any) -> dict[str, Any]:
        model = {"type": "notebook", "content": deepcopy(content)}
        if isinstance(content, str):
            model = {"type": "file", "format": "text", "content": content}
        return self._do(self.contents.save, model, self.at(name))  # type: ignore[no-any-return]

    def do(self, what: str, *names: str, **options: Any) -> Any:
        return self._do(getattr(self.contents, what), *(self.at(name) for name in names), **options)


@pytest.fixture(params=["notebooks", ".", "..", "notebooks/en"])
def page(request: pytest.FixtureRequest, course: Path) -> Page:
    """`make lab` starts in the lessons, Binder in the course, a hub in the home above it."""
    return Page(course, request.param)


@pytest.fixture
def before(course: Path) -> dict[str, bytes]:
    """The course as it was."""
    return {str(file): file.read_bytes() for file in course.parent.rglob("*") if file.is_file()}


def private(my: Path) -> None:
    for place in (my, *my.rglob("*")):
        assert place.stat().st_mode & 0o777 == (0o700 if place.is_dir() else 0o600), place


@pytest.mark.parametrize("mask", [0o022, 0o000])
def test_what_is_saved_goes_to_the_learner_s_copy_alone(
    page: Page, course: Path, my: Path, before: dict[str, bytes], mask: int
) -> None:
    earlier = os.umask(mask)
    try:
        opened = page.open("en/one.ipynb")
        assert (opened["path"], opened["name"], opened["type"]) == (
            page.at("en/one.ipynb"),
            "one.ipynb",
            "notebook",
        )
        saved = page.save("en/one.ipynb", notebook("first", shows="my own figures"))
        assert saved["path"] == page.at("en/one.ipynb")
        page.do("create_checkpoint", "en/one.ipynb")
        page.save("en/new.ipynb", notebook("mine"))
        page.save("en/new.txt", "mine")
        page.do("copy", "en/one.ipynb")
    finally:
        os.umask(earlier)
    assert "my own figures" in (my / "lessons" / "en" / "one.ipynb").read_text("utf-8")
    assert {str(file): file.read_bytes() for file in course.parent.rglob("*") if file.is_file()} == before
    kept = {
        path.relative_to(my / "lessons" / "en").as_posix() for path in (my / "lessons" / "en").rglob("*.*")
    }
    assert kept >= {"new.txt", "one-Copy1.ipynb", ".ipynb_checkpoints/one-checkpoint.ipynb"}
    private(my)
    assert (
        page.open("en/one.ipynb")["content"]["cells"][0]["outputs"][0]["data"]["text/plain"]
        == "my own figures"
    )


def test_a_folder_shows_the_lessons_and_what_the_learner_made(page: Page) -> None:
    page.save("en/mine.ipynb", notebook("mine"))
    shown = {one["name"]: one["path"] for one in page.open("en")["content"]}
    assert shown == {name: page.at(f"en/{name}") for name in ("glossary.md", "mine.ipynb", "one.ipynb")}


def test_no_view_of_a_widget_is_saved(page: Page, my: Path) -> None:
    shown = notebook("panel()", shows="the sentence", view=True)
    shown["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {"gone": {}}}}
    page.save("en/one.ipynb", shown)
    saved = (my / "lessons" / "en" / "one.ipynb").read_text("utf-8")
    assert VIEW not in saved and "widget-state" not in saved and "the sentence" in saved


def test_renaming_deleting_and_bringing_back(page: Page, my: Path) -> None:
    lessons = my / "lessons" / "en"
    page.save("en/one.ipynb", notebook("first", "my note"))
    page.do("rename", "en/one.ipynb", "en/mine.ipynb")
    assert "my note" in (lessons / "mine.ipynb").read_text("utf-8")
    assert page.open("en/one.ipynb")["content"]["cells"][1]["source"] == "second", "a lesson comes back"
    page.do("create_checkpoint", "en/mine.ipynb")
    page.save("en/mine.ipynb", notebook("worse"))
    (kept,) = page.do("list_checkpoints", "en/mine.ipynb")
    asyncio.run(page.contents.restore_checkpoint(kept["id"], page.at("en/mine.ipynb")))
    assert "my note" in (lessons / "mine.ipynb").read_text("utf-8")
    page.do("delete", "en/mine.ipynb")
    assert not (lessons / "mine.ipynb").exists()
    assert not page.do("file_exists", "en/mine.ipynb") and page.do("file_exists", "en/one.ipynb")
    assert list(lessons.rglob("mine*")) == []


def test_a_lesson_s_kernel_works_in_the_learner_s_folder(page: Page, my: Path) -> None:
    page.open("en/one.ipynb")
    path = page.do("get_kernel_path", "en/one.ipynb")
    assert (Path(page.contents.root_dir) / path).resolve() == my / "lessons" / "en"


def test_what_is_no_lesson_lies_where_it_lay(course: Path, my: Path) -> None:
    page = Page(course, ".")
    page.save("../src/mine.txt", "mine")
    assert (course.parent / "src" / "mine.txt").read_text() == "mine"
    assert page.open("../src/mine.txt")["content"] == "mine"
    assert {one["name"] for one in page.open("..")["content"]} == {"notebooks", "src"}


@pytest.mark.parametrize("what", ["rename", "copy"])
def test_nothing_is_moved_out_of_the_lessons_by_mistake(course: Path, my: Path, what: str) -> None:
    page = Page(course, ".")
    with pytest.raises(HTTPError, match="stay in the lessons' folder"):
        page.do(what, "en/one.ipynb", "../src/one.ipynb")
    assert not (course.parent / "src" / "one.ipynb").exists()


# -- after everything was deleted, with pages still open


def texts(my: Path) -> str:
    return "".join(file.read_text("utf-8") for file in (my / "lessons").rglob("*") if file.is_file())


@pytest.mark.parametrize("looked", [False, True])
def test_an_open_page_does_not_bring_back_what_was_deleted(page: Page, my: Path, looked: bool) -> None:
    stood = notebook("first", "second", "my old note", shows="my own figures")
    page.open("en/one.ipynb")
    page.save("en/one.ipynb", stood)
    for file in [file for file in (my / "lessons").rglob("*") if file.is_file()]:
        file.unlink()
    if looked:  # the list of files on the left looks every few seconds
        page.open("en")
    with pytest.raises(HTTPError, match="deleted"):  # so the page saves without asking
        page.do("get", "en/one.ipynb", content=False, require_hash=True)
    page.save("en/one.ipynb", stood)
    assert "my own figures" not in texts(my) and "my old note" not in texts(my)
    assert page.do("get", "en/one.ipynb", content=False)["type"] == "notebook"

    later = notebook("first", "second", "my old note", shows="my own figures")
    later["cells"].append(notebook("a new note", shows="the example's figures")["cells"][0] | {"id": "new"})
    page.save("en/one.ipynb", later)
    assert "my own figures" not in texts(my) and "my old note" not in texts(my)
    assert "a new note" in texts(my) and "the example's figures" in texts(my)

    page.open("en/one.ipynb")  # a page opened anew may show the same again
    page.save("en/one.ipynb", stood)
    assert "my own figures" in texts(my)


def test_where_no_copy_can_be_made_the_lesson_can_be_read_and_not_saved(
    page: Page, my: Path, before: dict[str, bytes], course: Path
) -> None:
    my.write_text("no folder")
    opened = page.open("en/one.ipynb")
    assert opened["writable"] is False and opened["content"]["cells"][0]["source"] == "first"
    with pytest.raises(HTTPError) as refused:
        page.save("en/one.ipynb", notebook("first", shows="my own figures"))
    assert refused.value.status_code == 403 and str(my) in str(refused.value)
    assert {str(file): file.read_bytes() for file in course.parent.rglob("*") if file.is_file()} == before


def test_on_a_full_disk_the_copy_that_is_there_is_shown(
    page: Page, course: Path, my: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.save("en/one.ipynb", notebook("first", shows="my own figures"))
    (course / "en" / "one.ipynb").write_text(json.dumps(notebook("newer")), "utf-8")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr("duecourse.server.copies.make_private_folder", refuse)
    assert page.open("en/one.ipynb")["content"]["cells"][0]["source"] == "first"
    (my / "lessons" / "en" / "one.ipynb").unlink()
    assert page.open("en/one.ipynb")["writable"] is False, "or else the course's own, to read"


def test_a_download_is_what_the_learner_saved(page: Page) -> None:
    page.save("en/one.ipynb", notebook("first", shows="my own figures"))
    asked = {"type": "file", "format": None}
    assert "my own figures" in page.do("get", "en/one.ipynb", **asked)["content"]
    assert page.contents.files_handler_class is FilesHandler
