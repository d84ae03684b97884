"""What closes a lesson, on the page: the quiz, a published slip, how far one is, and the glossary."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lab import Lab, write_notebook
from playwright.sync_api import Locator, expect

from duecourse.case.journal import DEFAULT_SEED
from duecourse.lessons.glossary import PAGE, terms
from duecourse.lessons.quizzes import questions
from duecourse.lessons.wrong_figures import Page
from duecourse.locale import in_language, say
from duecourse.paths import DATA

LESSON, SLIP = "what_overdue_means", "days-both-ends"


def cells(language: str) -> list[str]:
    return [
        f'from duecourse.lessons import {LESSON} as lesson\nlesson.begin("{language}")',
        "lesson.quiz()",
        f'lesson.find_the_slip("{SLIP}")',
        f'from duecourse.lessons import start_here\nstart_here.begin("{language}")\nstart_here.progress()',
    ]


def outer(lab: Lab, number: int) -> Locator:
    return lab.page.locator(".dc-card:not(.dc-inside)").nth(number)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_quiz_slip_and_progress_by_keyboard(
    language: str, open_lab: Callable[..., Lab], served: Path, tmp_path: Path
) -> None:
    notebook = write_notebook(served / f"closing-{language}.ipynb", cells(language))
    lab = open_lab(language, notebook, viewport={"width": 1280, "height": 2200})
    lab.execute(f"import os; os.environ['DUECOURSE_MY'] = {str(tmp_path)!r}")
    lab.run_all()
    with in_language(language):
        _answers_the_quiz(lab, outer(lab, 1))
        _finds_the_slip(lab, outer(lab, 2))
        progress = outer(lab, 3)
        lab.press(progress.get_by_role("button", name=say("start_here.look_again")))
        count = len(questions(LESSON, DEFAULT_SEED))
        lab.until(lambda: say("start_here.quiz_of", done=count, all=count) in progress.inner_text())
        lab.page.set_viewport_size({"width": 400, "height": 2200})
        assert lab.axe() == []
        wide = "card => card.scrollWidth <= card.clientWidth + 1"
        assert all(outer(lab, number).evaluate(wide) for number in range(1, 4))


def _answers_the_quiz(lab: Lab, quiz: Locator) -> None:
    asked = questions(LESSON, DEFAULT_SEED)
    for number, question in enumerate(asked):
        lab.until(lambda: question.question() in quiz.inner_text(), question.question())  # noqa: B023
        options = question.options()
        if question.unit == "choice":
            answers = quiz.locator(".dc-choices")
            lab.press(answers.get_by_role("button", name=options[question.task.answer], exact=True))
        elif question.unit == "several":
            for id in question.task.answer.split(","):
                quiz.get_by_role("checkbox", name=options[id], exact=True).press("Space")
            lab.press(quiz.get_by_role("button", name=say("task.check"), exact=True))
        else:
            quiz.get_by_role("textbox").fill(str(question.task.answer))
            quiz.get_by_role("textbox").press("Enter")
            lab.press(quiz.get_by_role("button", name=say("task.check"), exact=True))
        tab = quiz.get_by_role("group", name=say("quiz.questions")).get_by_role("button").nth(number)
        lab.until(lambda: "✓" in tab.inner_text(), f"the sign at question {number + 1}")  # noqa: B023
        if number + 1 < len(asked):
            lab.press(quiz.get_by_role("button", name=say("quiz.next"), exact=True))
    expect(quiz).to_contain_text(say("quiz.all_right"), use_inner_text=True)


def _finds_the_slip(lab: Lab, card: Locator) -> None:
    page = Page(LESSON, SLIP, DEFAULT_SEED)
    lines = card.get_by_role("group", name=say("slips.lines")).get_by_role("button")
    expect(lines).to_have_text(list(page.lines().values()), use_inner_text=True)
    wrong = next(at for at, line in enumerate(page.lines()) if page.is_wrong(line))
    for at in (len(page.lines()) - 1, wrong):
        lines.nth(at).press("Enter")
        lab.until(lambda: page.said([*page.lines()][at]) in card.inner_text())  # noqa: B023
    card.get_by_role("textbox").fill(str(page.asked.task.answer))
    lab.press(card.get_by_role("button", name=say("task.check"), exact=True))
    lab.until(lambda: say("task.right") in card.inner_text(), "that it is right")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_word_in_the_prose_opens_the_glossary_at_that_word(
    language: str, open_lab: Callable[..., Lab], served: Path
) -> None:
    folder = served / f"lessons-{language}"
    folder.mkdir()
    source = DATA.parent / "notebooks" / language
    for name in ("02_how_penalties_build_up.ipynb", PAGE):
        shutil.copy(source / name, folder)
    lab = open_lab(language, folder / "02_how_penalties_build_up.ipynb", kernel=False)
    lab.page.locator(f'a[href*="{PAGE}"]').last.wait_for(state="attached")
    term = next(term for term in terms() if term.id == "penalty-interest")
    lab.page.locator('.jp-RenderedMarkdown a[href*="#penalty-interest"]').first.click()
    heading = lab.page.locator(".jp-MarkdownViewer h3", has_text=term.names[language])
    heading.first.wait_for()
    lab.until(lambda: heading.first.evaluate("one => Math.abs(one.getBoundingClientRect().top) < 300"))
    expect(lab.page.locator(".jp-MarkdownViewer")).to_contain_text(term.texts[language], use_inner_text=True)
