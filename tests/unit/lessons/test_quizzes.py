"""The closing quizzes: every question of every lesson, answers and slips; the card; what is remembered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from duecourse.case.journal import DEFAULT_SEED
from duecourse.lessons.drawing import drawn_apart, told_apart
from duecourse.lessons.lesson import LESSONS, Lesson
from duecourse.lessons.quizzes import draws_of, questions, words_of
from duecourse.lessons.tasks import TO_CHOOSE, Exercise, Task, right_ones
from duecourse.locale import LANGUAGES, in_language, say, say_count
from duecourse.view.picks import Picks
from duecourse.view.quiz import QuizCard
from duecourse.view.several import Several
from unit.lessons.answers import right_answer, typed
from unit.lessons.cells import need
from unit.page import press, shown, tell, the

SEEDS = 40
each = pytest.mark.parametrize("name", LESSONS)


@pytest.fixture(autouse=True)
def _english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DUECOURSE_MY", str(tmp_path))
    with in_language("en"):
        yield


def all_draws(name: str) -> Iterator[Exercise]:
    for seed in range(SEEDS):
        yield from questions(name, str(seed))


@each
def test_five_to_eight_questions_of_more_than_one_kind(name: str) -> None:
    asked = words_of(name)
    assert 5 <= len(asked) <= 8
    units = {words.unit for words in asked.values()}
    assert {"choice", "several"} <= units and len(units) > 2
    assert set(draws_of(name)) <= set(asked)
    assert not any(
        "{" in text
        for id, words in asked.items()
        if id not in draws_of(name)
        for text in words.questions.values()
    )


@each
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_open_in_what_is_said(name: str, language: str) -> None:
    with in_language(language):
        for question in questions(name, DEFAULT_SEED):
            said = [question.question(), question.hint(), question.answer(), *question.options().values()]
            if question.unit in TO_CHOOSE:
                said += [question.check(id).text for id in question.options()]
            said += [question.check(typed(question, figure)).text for figure in question.task.slips.values()]
            text = "\n".join(said)
            assert not re.search(r"\{[a-z_]*\}|None|Decimal", text), text
            if language == "zh":
                assert not re.search(r"[一-鿿] ?, ?[一-鿿]", text), text


@each
def test_the_answer_is_right_and_each_slip_is_recognised(name: str) -> None:
    for question in all_draws(name):
        answer = question.task.answer
        assert question.check(answer if question.unit in TO_CHOOSE else typed(question, answer)).right
        if question.unit in TO_CHOOSE:
            assert answer == right_ones(question.words)
            continue
        assert told_apart(question.task)
        for slip, figure in question.task.slips.items():
            verdict = question.check(typed(question, figure))
            assert not verdict.right and verdict.slip == slip, question.key
        assert set(question.words.slips) == set(question.task.slips)


@each
def test_every_answer_to_choose_has_its_own_reply(name: str) -> None:
    for words in words_of(name).values():
        for language in LANGUAGES:
            replies = [option.replies[language] for option in words.options]
            assert len({*replies}) == len(replies)
        if words.unit == "several":
            assert 2 <= sum(option.right for option in words.options) < len(words.options)


def test_the_right_one_does_not_always_stand_in_the_same_place() -> None:
    places = [
        [option.right for option in words.options].index(True)
        for name in LESSONS
        for words in words_of(name).values()
        if words.unit == "choice"
    ]
    assert all(places.count(place) > 3 for place in range(3)), places


# -- several answers


def several() -> Exercise:
    need("what_overdue_means")
    return next(one for one in questions("what_overdue_means", DEFAULT_SEED) if one.unit == "several")


def test_several_are_right_only_together() -> None:
    question = several()
    verdict = question.check("court,write,report")
    assert verdict.right and verdict.text.startswith(say("task.right"))
    assert len(verdict.text.splitlines()) == 4


def test_a_wrong_one_is_explained_and_a_missing_one_is_only_counted() -> None:
    question = several()
    verdict = question.check("write,colleagues")
    lines = verdict.text.splitlines()
    assert not verdict.right and lines[0] == say("task.wrong")
    assert "colleagues" in lines[1] and lines[2] == say_count("task.missing", 2) and len(lines) == 3
    assert question.wrong == 1


# -- the card


def card() -> QuizCard:
    need("what_overdue_means")
    lesson = Lesson("what_overdue_means")
    lesson.begin("en")
    return lesson.quiz()


def tally(quiz: QuizCard) -> list[str]:
    """What is said about how many are right."""
    return quiz.parts[0].lines  # type: ignore[no-any-return]


def answer(quiz: QuizCard) -> None:
    quiz.asking.judge(right_answer(quiz.questions[quiz.at]))  # type: ignore[arg-type]


def test_one_question_after_the_other_until_all_are_right() -> None:
    quiz = card()
    count = len(quiz.questions)
    assert tally(quiz) == [say("quiz.begin", all=count)]
    for number in range(count):
        assert quiz.at == number
        assert quiz.asking.parts[0].lines == [quiz.questions[number].question()]
        answer(quiz)
        assert [option["mark"] for option in the(quiz, Picks).options].count("✓") == number + 1
        press(quiz, say("quiz.next"))
    assert tally(quiz) == [say("quiz.all_right")] and quiz.at == 0


def test_a_wrong_answer_is_not_counted_and_may_be_tried_again() -> None:
    quiz = card()
    quiz.asking.judge("late")
    assert quiz.solved == set() and quiz.asking.reply.tone == "try"
    answer(quiz)
    assert tally(quiz) == [say("quiz.so_far", done=1, all=len(quiz.questions))]


def test_what_was_right_is_remembered_and_the_quiz_goes_on_where_it_stopped() -> None:
    answer(card())
    again = card()
    assert again.at == 1 and again.solved == {"what_overdue_means.quiz.within-grace"}
    again.show(0)
    assert again.asking.reply.lines == [say("task.done_before")]


def test_boxes_to_tick_send_what_is_ticked_with_the_press() -> None:
    quiz = card()
    quiz.show(3)
    box = quiz.asking.answers[0]
    assert isinstance(box, Several)
    tell(box, {"ticked": []})
    assert quiz.asking.reply.lines == [say("task.nothing_picked")]
    tell(box, {"ticked": ["write", "no such one", "court", "report"]})
    assert quiz.asking.reply.tone == "good"
    tell(box, "nonsense")
    assert quiz.asking.reply.tone == "good"


def test_a_page_without_a_kernel_shows_all_the_questions() -> None:
    quiz = card()
    text = shown(quiz)["text/plain"]
    assert text.splitlines()[0].startswith("1. ") and len(text.splitlines()) == len(quiz.questions)
    assert "…" not in text


# -- drawing and reading


def test_figures_that_cannot_be_told_apart_are_drawn_again_and_in_the_end_refused() -> None:
    rolls = iter([1, 1, 2])
    task = drawn_apart(lambda _: Task({}, 1, {"slip": next(rolls)}))(None)  # type: ignore[arg-type]
    assert task.slips == {"slip": 2}
    with pytest.raises(ValueError, match="told apart"):
        drawn_apart(lambda _: Task({}, 1, {"slip": 1}))(None)  # type: ignore[arg-type]
    assert not told_apart(
        Task({}, Decimal("10.00"), {"slip": Decimal("100.00")})
    )  # only the point has slipped
    assert not told_apart(Task({}, Decimal("10.00"), {"slip": Decimal("10.01")}))
