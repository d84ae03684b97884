"""Papers that a lesson saves: in one folder, and said where, truly wherever the course runs."""

from __future__ import annotations

from pathlib import Path

import pytest

import duecourse.lessons
from duecourse.case import load_example
from duecourse.export import budget_summary, statement
from duecourse.lessons.kit import saving
from duecourse.lessons.kit.saving import Keep, save
from duecourse.locale import in_language, say
from duecourse.view.note import Note
from unit.page import press


@pytest.fixture
def my(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("DUECOURSE_MY", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("language", ["en", "zh"])
def test_all_papers_lie_in_one_folder(my: Path, language: str) -> None:
    case = load_example("courier")
    with in_language(language):
        note = Note()
        saved = save(statement(case), note, "docx", "html", about=case.debts[0].label)
        keep = Keep("…", lambda: budget_summary(case), "xlsx")
        press(keep.button)
        folder = my / say("kit.papers_folder")
        assert {*folder.iterdir()} > {*saved} and len([*folder.iterdir()]) == 3
        assert note.lines == [
            *(say("kit.saved", file=file.name) for file in saved),
            say("kit.saved_where", folder=str(folder)),
        ]
        assert keep.said.lines[-1] == note.lines[-1] and keep.said.tone == note.tone == "good"


@pytest.mark.parametrize(("sign", "where"), [("BINDER_REQUEST", "passing"), ("JUPYTERHUB_USER", "hub")])
def test_on_a_server_it_is_said_how_to_take_them_home(
    monkeypatch: pytest.MonkeyPatch, my: Path, sign: str, where: str
) -> None:
    monkeypatch.setenv(sign, "…")
    note = Note()
    save(statement(load_example("courier")), note, "docx")
    assert note.lines[-1] == say(f"privacy.download_{where}")


def test_where_the_disk_refuses_it_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DUECOURSE_MY", str(tmp_path / "file"))
    note = Note()
    assert save(statement(load_example("courier")), note, "docx") == [] and note.tone == "try"


def test_no_lesson_has_a_place_of_its_own_for_papers() -> None:
    lessons = Path(duecourse.lessons.__file__).parent
    using = [
        file.relative_to(lessons) for file in lessons.rglob("*.py") if "my_folder" in file.read_text("utf-8")
    ]
    assert using == [Path("kit/saving.py")]


def test_how_far_a_work_has_come_is_said_from_half_a_second_on(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 0.4, 0.5, 0.6])
    monkeypatch.setattr(saving, "monotonic", lambda: next(clock))
    note = Note()
    told = saving.Progress(note, "under way")
    told(0, 0)
    assert (note.lines, note.done) == ([], None)
    told(0, 0)
    assert (note.lines, note.done) == (["under way"], saving.NOBODY_KNOWS)
    told(1, 4)
    assert note.done == 0.25
