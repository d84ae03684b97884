"""The closing quiz of each lesson: `questions(lesson, seed)`. Words: `quiz.toml`.

A question is asked like an exercise, under the key `<lesson>.quiz.<id>`. Those with figures draw them in
the lesson's `quiz_figures.py`, and are answered by `calc`; the others have their answer in the file.
"""

from __future__ import annotations

from functools import cache

from duecourse.files import read_file
from duecourse.paths import LESSON_DATA

from .drawing import Draw, draws_in
from .tasks import Exercise, Words, no_figures, read_words


@cache
def words_of(lesson: str) -> dict[str, Words]:
    """The questions of a lesson's quiz, by id. Raises DataFileError for a file that is not well formed."""
    table = read_file(LESSON_DATA / lesson / "quiz.toml")
    found = {
        words.id: words for words in (read_words(item, titled=False) for item in table.tables("questions"))
    }
    table.finish()
    return found


def draws_of(lesson: str) -> dict[str, Draw]:
    """The draws of the questions with figures, by id."""
    return draws_in(lesson, "quiz_figures")


def questions(lesson: str, seed: str) -> list[Exercise]:
    """The questions in their order, with the figures that this seed draws."""
    draws = draws_of(lesson)
    return [
        Exercise(lesson, f"quiz.{id}", draws.get(id, no_figures), seed, words)
        for id, words in words_of(lesson).items()
    ]
