"""The learner's own copies of the lessons: private, renewed, and nothing that was written in them lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from duecourse.server.copies import Copies

from .conftest import VIEW, notebook


def write(file: Path, *sources: str, **options: str) -> None:
    file.write_text(json.dumps(notebook(*sources, **options)), "utf-8")


def sources(file: Path) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(file.read_text("utf-8"))["cells"]]


@pytest.fixture
def copies(course: Path) -> Copies:
    made = Copies(course)
    made.renew()
    return made


def test_copies_are_for_the_learner_alone(copies: Copies, my: Path, course: Path) -> None:
    for place in (my, *my.rglob("*")):
        assert place.stat().st_mode & 0o777 == (0o700 if place.is_dir() else 0o600), place
    assert copies.names() == ["en/glossary.md", "en/one.ipynb", "zh/one.ipynb"]
    for name in copies.names():
        assert (copies.folder / name).read_bytes() == (course / name).read_bytes()


def test_a_lesson_that_was_only_run_is_renewed_with_the_course(copies: Copies, course: Path) -> None:
    lesson = copies.folder / "en" / "one.ipynb"
    write(lesson, "first", "second", shows="my own figures")
    copies.renew()
    assert "my own figures" in lesson.read_text("utf-8"), "the course has not changed: nothing happens"
    write(course / "en" / "one.ipynb", "first", "second", "third")
    copies.renew()
    assert sources(lesson) == ["first", "second", "third"]
    assert [file.name for file in lesson.parent.glob("*.ipynb")] == ["one.ipynb"]


@pytest.mark.parametrize(("language", "says"), [("en", "my notes"), ("zh", "我的笔记")])
def test_what_a_person_wrote_into_a_lesson_is_kept_beside_the_new_one(
    copies: Copies, course: Path, language: str, says: str
) -> None:
    lesson = copies.folder / language / "one.ipynb"
    for version in ("newer", "newest"):
        write(lesson, "first", f"my note before {version}", shows="x")
        write(course / language / "one.ipynb", version)
        copies.renew()
        pointer, new = sources(lesson)
        assert new == version and says in pointer
        assert any(f"<{file.name}>" in pointer for file in lesson.parent.glob(f"*{says}*"))
    kept = [sources(file)[1] for file in lesson.parent.glob(f"*{says}*")]
    assert sorted(kept) == ["my note before newer", "my note before newest"]
    write(course / language / "one.ipynb", "the line that points there is no writing of the learner's")
    copies.renew()
    assert len(list(lesson.parent.glob("*.ipynb"))) == 3 and len(sources(lesson)) == 1


def test_a_page_of_text_that_was_changed_is_kept_too(copies: Copies, course: Path) -> None:
    page = copies.folder / "en" / "glossary.md"
    page.write_text("my own words", "utf-8")
    (course / "en" / "glossary.md").write_text("# Newer\n", "utf-8")
    copies.renew()
    assert page.read_text("utf-8") == "# Newer\n"
    assert sorted(file.read_text("utf-8") for file in page.parent.glob("glossary*")) == [
        "# Newer\n",
        "my own words",
    ]


def test_without_its_record_nothing_is_lost_either(copies: Copies, course: Path) -> None:
    lesson = copies.folder / "en" / "one.ipynb"
    write(lesson, "first", "my note")
    (copies.folder / ".made-from.json").write_text("[nonsense", "utf-8")
    copies.renew()
    assert sources(lesson)[1:] == ["first", "second"]
    assert len(list(lesson.parent.glob("one - my notes *.ipynb"))) == 1
    assert [file.name for file in (copies.folder / "zh").glob("*.ipynb")] == ["one.ipynb"]


def test_a_lesson_that_the_course_gave_up_goes_unless_it_was_written_into(
    copies: Copies, course: Path
) -> None:
    write(copies.folder / "en" / "one.ipynb", "first", "my note")
    for language in ("en", "zh"):
        (course / language / "one.ipynb").unlink()
    copies.renew()
    assert (copies.folder / "en" / "one.ipynb").exists() and not (copies.folder / "zh" / "one.ipynb").exists()


def test_views_that_an_earlier_version_saved_into_the_course_s_own_file_are_not_copied(course: Path) -> None:
    (course / "en" / "one.ipynb").write_text(
        json.dumps(notebook("first", shows="sentence", view=True)), "utf-8"
    )
    copies = Copies(course)
    copies.renew()
    text = (copies.folder / "en" / "one.ipynb").read_text("utf-8")
    assert VIEW not in text and "sentence" in text
