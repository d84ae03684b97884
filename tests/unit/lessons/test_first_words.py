"""The first words about an answer say whether it was right: the card says them, the texts only say why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from duecourse.case.journal import DEFAULT_SEED
from duecourse.lessons.lesson import LESSONS
from duecourse.lessons.quizzes import questions
from duecourse.lessons.quizzes import words_of as questions_of
from duecourse.lessons.tasks import TO_CHOOSE, Exercise, Task, no_figures, words_of
from duecourse.lessons.wrong_figures import Page, pages_of
from duecourse.locale import LANGUAGES, days, in_language, say
from unit.lessons.cells import need

OF_ITS_OWN = {
    "en": re.compile(
        r"(yes|no|right|wrong|correct|true|exactly|indeed|of course|not (so|quite|yet|at all|allowed))[,.:;!]"
        r"|(that|this|it) is (so|right|true|wrong)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"没错|正确|(对|是|是的|不对|不是|不会|不算|不行|不用|错|当然|确实|的确|确实如此)(了)?[。，：；！、]"
    ),
}

EN_ZH = pytest.mark.parametrize("language", LANGUAGES)


def reasons(lesson: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every text of a lesson that the card says after its first words."""
    pages = pages_of(lesson)
    asked = [
        *words_of(lesson).values(),
        *questions_of(lesson).values(),
        *(page.words for page in pages.values()),
    ]
    for words in asked:
        yield f"{words.id}: reply", words.replies
        yield from ((f"{words.id}: {option.id}", option.replies) for option in words.options)
        yield from ((f"{words.id}: {slip}", said) for slip, said in words.slips.items())
    for id, page in pages.items():
        yield from ((f"{id}: {line.id}", line.replies) for line in page.lines)


@EN_ZH
@pytest.mark.parametrize("lesson", LESSONS)
def test_no_text_agrees_or_refuses_by_itself(lesson: str, language: str) -> None:
    found = [(where, said[language]) for where, said in reasons(lesson)]
    assert len(found) > 20
    assert [one for one in found if OF_ITS_OWN[language].match(one[1])] == []


@EN_ZH
@pytest.mark.parametrize("lesson", LESSONS)
def test_every_answer_of_a_quiz_hears_first_whether_it_was_right(lesson: str, language: str) -> None:
    with in_language(language):
        for question in questions(lesson, DEFAULT_SEED):
            options = list(question.options())
            figures = [str(figure) for figure in (question.task.answer, *question.task.slips.values())]
            for given in options if question.unit in TO_CHOOSE else figures:
                verdict = question.check(given)
                assert verdict.text.startswith(say("task.right" if verdict.right else "task.wrong"))


@EN_ZH
@pytest.mark.parametrize(("lesson", "id"), [(lesson, id) for lesson in LESSONS for id in pages_of(lesson)])
def test_every_line_of_a_published_page_hears_first_whether_the_slip_is_there(
    lesson: str, id: str, language: str
) -> None:
    with in_language(language):
        page = Page(lesson, id, DEFAULT_SEED)
        for line in page.lines():
            first = say("slips.here" if page.is_wrong(line) else "slips.not_here")
            assert page.said(line).startswith(first) and page.about(line) in page.said(line)


@EN_ZH
def test_a_guess_is_told_whether_it_was_right(language: str) -> None:
    need("how_to_prepare", "how_penalties_build_up")
    with in_language(language):
        choice = Exercise("how_to_prepare", "who-cuts", no_figures, "seed")
        assert choice.reveal("if_asked").startswith(say("task.guessed_right"))
        assert choice.reveal("all_void").startswith(say("task.guessed_otherwise"))
        words = words_of("how_penalties_build_up")["days-late"]
        values = {"due": "", "paid": ""}
        number = Exercise("x", "days-late", lambda _: Task(values, 47), "seed", words)
        assert number.reveal("47").startswith(say("task.guessed_exactly", answer=number.answer()))
        assert number.reveal("46").startswith(say("task.guessed", given=days(46), answer=days(47)))
