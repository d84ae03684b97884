"""The teacher's page of answers is current, in both languages, and has every guess and exercise."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from duecourse.case.journal import DEFAULT_SEED
from duecourse.lessons.answer_key import PAGES, page, write_pages
from duecourse.lessons.lesson import LESSONS, Lesson
from duecourse.lessons.quizzes import words_of as questions_of
from duecourse.lessons.tasks import words_of
from duecourse.lessons.wrong_figures import pages_of
from duecourse.locale import say

TEACHER = Path(__file__).resolve().parents[3] / "notebooks" / "teacher"


@pytest.mark.parametrize("language", PAGES)
def test_the_page_is_current(language: str) -> None:
    written = (TEACHER / PAGES[language]).read_text(encoding="utf-8")
    assert written == page(language), "run python -m duecourse.lessons"


def test_it_has_every_guess_exercise_slip_and_quiz_with_an_answer() -> None:
    text = page("en")
    titles, answers = [], 0
    for name in LESSONS:
        asked = [words.titles["en"] for words in words_of(name).values()]
        slips = [published.words.titles["en"] for published in pages_of(name).values()]
        titles += [*asked, *slips, say("quiz.title")]
        answers += len(asked) + len(slips) + len(questions_of(name))
    assert [line.removeprefix("### ") for line in text.splitlines() if line.startswith("### ")] == titles
    assert text.count("**Answer: ") == answers
    assert not any(say(f"task.{way}") in text for way in ("higher", "lower", "hundredth", "hundredfold"))
    assert not any(mark in text for mark in ("{", ": None", "Decimal("))


def test_a_learner_s_own_case_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = page("en")
    monkeypatch.setenv("DUECOURSE_MY", str(tmp_path))
    lesson: Lesson = importlib.import_module(f"duecourse.lessons.{LESSONS[0]}").LESSON
    lesson.begin("en")
    lesson.journal.answered("start_here.days-late", True)
    assert page("en") == before


def test_the_whole_class_on_a_server_has_the_figures_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUECOURSE_MY", str(tmp_path))
    lesson: Lesson = importlib.import_module("duecourse.lessons.start_here").LESSON
    lesson.begin("en")
    lesson.journal.answered("start_here.days-late", True)
    assert lesson.journal.seed() != DEFAULT_SEED
    own = lesson.exercise("how-much-is-principal").exercise.question()
    monkeypatch.setenv("BINDER_REQUEST", "here")
    assert own not in page("en") and lesson.exercise("how-much-is-principal").exercise.question() in page(
        "en"
    )


def test_writing_the_pages(tmp_path: Path) -> None:
    write_pages(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == set(PAGES.values())
