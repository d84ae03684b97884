"""Every question has its right answer in one place: marked in the data, or worked out by its draw."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from decimal import Decimal
from random import Random

import pytest

from duecourse.case import load_example
from duecourse.lessons.drawing import draws_in
from duecourse.lessons.lesson import DEFAULT_HOUSEHOLD, LESSONS, Lesson
from duecourse.lessons.quizzes import draws_of
from duecourse.lessons.quizzes import words_of as questions_of
from duecourse.lessons.tasks import (
    TO_CHOOSE,
    Exercise,
    Task,
    Words,
    no_figures,
    right_ones,
    words_of,
    written,
)
from duecourse.lessons.wrong_figures import pages_of
from duecourse.locale import LANGUAGES, in_language
from unit.lessons.cells import need

SEEDS = 12


def every_question(name: str) -> Iterator[tuple[Words, Task]]:
    """The words of every exercise, guess, quiz question and slip, and what its draw brings."""
    lesson: Lesson = importlib.import_module(f"duecourse.lessons.{name}").LESSON
    lesson.use_case(load_example(DEFAULT_HOUSEHOLD))
    pages = {id: page.words for id, page in pages_of(name).items()}
    for words_by_id, draws in (
        (words_of(name), lesson.exercises()),
        (questions_of(name), draws_of(name)),
        (pages, draws_in(name, "slips")),
    ):
        for id, words in words_by_id.items():
            for seed in range(SEEDS):
                yield words, draws.get(id, no_figures)(Random(seed))


@pytest.mark.parametrize("name", LESSONS)
def test_no_answer_stands_in_two_places_and_none_in_no_place(name: str) -> None:
    for words, task in every_question(name):
        marked = right_ones(words)
        assert bool(marked) == (task.answer is None), words.id
        if words.unit in TO_CHOOSE:
            options = {option.id for option in words.options}
            assert {*(marked or task.answer).split(",")} <= options, words.id
            assert words.unit == "several" or "," not in marked, words.id
        else:
            assert not words.options, words.id


def test_two_homes_and_no_home_are_refused() -> None:
    need("how_to_prepare", "start_here")
    with pytest.raises(ValueError, match="keep one"):
        Exercise("how_to_prepare", "who-cuts", lambda _: Task(answer="if_asked"), "seed")
    with pytest.raises(ValueError, match="no answer"):
        Exercise("start_here", "cost-of-a-day", no_figures, "seed")


@pytest.mark.parametrize("name", LESSONS)
def test_a_percentage_is_rounded_as_the_box_asks(name: str) -> None:
    for words, task in every_question(name):
        if words.unit == "percent":
            assert task.answer == round(Decimal(task.answer), 4), (words.id, task.answer)
            assert re.fullmatch(r"\d+(\.\d{1,2})?%", written(task.answer, "percent")), words.id


NAMED = {"en": ("nominal", "effective"), "zh": ("名义", "实际年利率")}
ASKED = {"en": "rate a year", "zh": "年利率"}
OF_THE_LAW = {"four-times-lpr"}
"""Asks for a line of the courts, not for what something costs."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LESSONS)
def test_who_asks_for_a_rate_a_year_says_which(name: str, language: str) -> None:
    pages = [page.words for page in pages_of(name).values()]
    for words in [*words_of(name).values(), *questions_of(name).values(), *pages]:
        question = words.questions[language].split(". ")[-1].split("。")[-1]
        asks = words.unit == "percent" or words.id in ("fee", "deducted-first", "monthly-fee-as-year")
        if asks and ASKED[language] in question and words.id not in OF_THE_LAW:
            assert any(name in words.questions[language] for name in NAMED[language]), words.id


def test_a_small_rate_keeps_its_digits() -> None:
    with in_language("en"):
        assert [written(Decimal(rate), "percent") for rate in ("0.631579", "0.00055")] == ["63.16%", "0.055%"]
