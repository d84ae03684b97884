"""What is typed into the boxes of the page: read alike, kept where it cannot be read, and told what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lab import Lab, write_notebook
from playwright.sync_api import Locator, expect

from duecourse.case.journal import DEFAULT_SEED
from duecourse.lessons.how_penalties_build_up.exercises import LESSON
from duecourse.lessons.quizzes import questions
from duecourse.lessons.tasks import Exercise
from duecourse.locale import LANGUAGES, in_language, say

NOT_READ = ("1.234,50", "10²", "①②")


@pytest.fixture(params=LANGUAGES)
def lab(
    request: pytest.FixtureRequest, open_lab: Callable[..., Lab], served: Path, tmp_path: Path
) -> Iterator[Lab]:
    """A slider, an exercise, a guess and a quiz."""
    cells = [
        f'from duecourse.lessons import how_penalties_build_up as lesson\nlesson.begin("{request.param}")',
        "lesson.whole_balance_interest()",
        'lesson.exercise("one-day")',
        'lesson.guess("line")',
        "lesson.quiz()",
    ]
    notebook = write_notebook(served / f"typed-{request.param}.ipynb", cells)
    opened = open_lab(request.param, notebook, viewport={"width": 1280, "height": 3600})
    opened.execute(f"import os; os.environ['DUECOURSE_MY'] = {str(tmp_path)!r}")
    opened.run_all()
    with in_language(request.param):
        yield opened


def asked_for(name: str) -> Exercise:
    return Exercise(LESSON.name, name, LESSON.exercises()[name], DEFAULT_SEED)


def card(lab: Lab, text: str) -> Locator:
    return lab.page.locator(".dc-card").filter(has_text=text).last


def test_what_cannot_be_read_stays_in_its_box_and_first_words_say_what_is_right(lab: Lab) -> None:
    slider = lab.page.locator(".dc-slider").first
    exercise = asked_for("one-day")
    asked = card(lab, exercise.title())
    for text in NOT_READ:
        for place in (slider, asked):
            box = place.get_by_role("textbox").first
            box.fill(text)
            box.press("Enter")
            if place is asked:
                asked.get_by_role("button", name=say("task.check"), exact=True).click()
            lab.until(lambda: f"“{text}”" in place.inner_text(), f"{text} is named")  # noqa: B023
            expect(box).to_have_value(text)
    asked.get_by_role("textbox").fill(f"￥{exercise.task.answer}元")
    asked.get_by_role("button", name=say("task.check"), exact=True).click()
    lab.until(lambda: say("task.right") in asked.inner_text(), "that it is right")

    guess = asked_for("line")
    place = card(lab, guess.title())
    place.get_by_role("button", name=guess.options()[guess.task.answer]).click()
    lab.until(lambda: say("task.guessed_right") in place.inner_text(), "that it was guessed")

    question = questions(LESSON.name, DEFAULT_SEED)[0]
    quiz = lab.page.locator(".dc-card:not(.dc-inside)").last
    quiz.get_by_role("textbox").fill(str(next(iter(question.task.slips.values()))))
    quiz.get_by_role("button", name=say("task.check"), exact=True).click()
    lab.until(lambda: say("task.wrong") in quiz.inner_text(), question.question())
