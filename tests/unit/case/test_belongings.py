"""Everything of the learner's: found by what it is, and deleted whole."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from duecourse.case import Draft, load_example, save_case
from duecourse.case.belongings import belongings, delete_belongings
from duecourse.case.journal import Journal

EVERYTHING = {
    "case": ("case.toml", "case.toml.bak", "case.toml.broken", "case.draft.toml", ".case.toml.1234.tmp"),
    "journal": ("journal.sqlite", "journal.sqlite.bak", ".journal.sqlite.abc.tmp"),
    "lessons": (
        "lessons/en/00_start_here.ipynb",
        "lessons/en/.ipynb_checkpoints/00_start_here-checkpoint.ipynb",
        "lessons/zh/mine/notes.md",
    ),
    "papers": ("Papers to take along/letter.docx", "objection.docx", ".pack.12.tmp/letter.docx"),
}


@pytest.fixture
def everything(my: Path) -> Path:
    """A learner's folder in which there is something of every kind."""
    for files in EVERYTHING.values():
        for file in files:
            (my / file).parent.mkdir(parents=True, exist_ok=True)
            (my / file).write_text("x")
    return my


def test_each_file_is_known_for_what_it_is(everything: Path) -> None:
    found = belongings()
    for kind, files in EVERYTHING.items():
        assert {file.relative_to(everything).as_posix() for file in found.files[kind]} == set(files)
    assert found.names("papers") == [".pack.12.tmp", "Papers to take along", "objection.docx"]


def test_what_the_course_itself_writes_is_known(my: Path) -> None:
    save_case(load_example("courier"))
    save_case(load_example("clerk"))
    Draft().keep()
    Journal().remember("household", "clerk")
    found = belongings()
    assert found.any("case") and found.any("journal") and not found.any("papers", "lessons")
    delete_belongings(papers=False)
    assert list(my.iterdir()) == []


def test_the_papers_go_only_if_that_is_said(everything: Path) -> None:
    left = delete_belongings(papers=False)
    assert not left.any("case", "journal", "lessons") and left.count("papers") == 3
    assert {file.name for file in everything.rglob("*") if file.is_file()} == {
        "letter.docx",
        "objection.docx",
    }
    assert not delete_belongings(papers=True).any()
    folders = {path.relative_to(everything).as_posix() for path in everything.rglob("*")}
    assert folders == {"lessons", "lessons/en", "lessons/zh"}, "an open lesson works in its folder"


def test_copies_in_which_nothing_was_saved_are_not_counted(my: Path) -> None:
    (my / "lessons" / "en").mkdir(parents=True)
    record = {}
    for name, text in (("en/one.ipynb", "as it was made"), ("en/two.ipynb", "saved since")):
        (my / "lessons" / name).write_text(text)
        record[name] = {"copy": sha256(b"as it was made").hexdigest()}
    (my / "lessons" / ".made-from.json").write_text(json.dumps(record))
    assert [file.name for file in belongings().files["lessons"]] == ["two.ipynb"]
    delete_belongings(papers=False)
    assert [path.name for path in my.rglob("*") if path.is_file()] == []


def test_what_cannot_be_deleted_is_left_and_named(everything: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unlink = Path.unlink

    def refuse(file: Path, missing_ok: bool = False) -> None:
        if file.name == "case.toml.bak":
            raise PermissionError
        unlink(file, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    left = delete_belongings(papers=True)
    assert left.files["case"] == (everything / "case.toml.bak",) and not left.any(
        "journal", "lessons", "papers"
    )
