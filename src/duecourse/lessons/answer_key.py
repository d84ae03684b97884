"""The teacher's page of answers, in each language: what every exercise asks, its answer, the usual slips;
then the published slips and the closing quiz of each lesson.

Shows the figures that everybody sees in class: those of the committed notebooks and of a shared
server, with the example household that the lessons open with.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Final

from duecourse.case import load_example
from duecourse.case.journal import DEFAULT_SEED
from duecourse.locale import in_language, pages, say
from duecourse.locale.steps import explain

from .lesson import DEFAULT_HOUSEHOLD, Lesson
from .listing import lessons
from .quizzes import questions
from .tasks import TO_CHOOSE, Exercise, words_of, written
from .wrong_figures import Page, pages_of

PAGES: Final = pages("answers")
"""The file of each language, in `notebooks/teacher`."""


def page(language: str) -> str:
    """The page in one language, as Markdown."""
    with in_language(language):
        household = load_example(DEFAULT_HOUSEHOLD)
        lines = [
            f"# {say('teacher.answers')}",
            "",
            say("teacher.answers_intro", household=household.name),
            "",
        ]
        for name, entry in lessons().items():
            lines += [f"## {say('teacher.lesson', number=entry.number, title=entry.title)}", ""]
            lesson: Lesson = importlib.import_module(f"duecourse.lessons.{name}").LESSON
            lesson.use_case(load_example(DEFAULT_HOUSEHOLD))
            try:
                for id in words_of(name):
                    lines += _exercise(Exercise(name, id, lesson.exercises()[id], DEFAULT_SEED))
            finally:
                lesson.use_case(None)
            for id in pages_of(name):
                lines += _published(Page(name, id, DEFAULT_SEED))
            lines += _quiz(name)
    return "\n".join(lines)


def write_pages(folder: Path) -> None:
    """Writes the page of each language into a folder."""
    for language, name in PAGES.items():
        (folder / name).write_text(page(language), encoding="utf-8")


def _exercise(exercise: Exercise) -> list[str]:
    return [f"### {_plain(exercise.title())}", "", *_asked(exercise)]


def _published(page: Page) -> list[str]:
    """A published slip: its lines, the wrong one in bold, what is said about it, and what would be right."""
    lines = [f"### {_plain(page.title)}", ""]
    for line, text in page.lines().items():
        lines.append(
            f"- **{_plain(text)}** {_plain(page.about(line))}" if page.is_wrong(line) else f"- {_plain(text)}"
        )
    return [*lines, "", *_asked(page.asked)]


def _quiz(lesson: str) -> list[str]:
    lines = [f"### {say('quiz.title')}", ""]
    for number, question in enumerate(questions(lesson, DEFAULT_SEED), 1):
        asked = say("quiz.numbered", number=number, question=question.question())
        answer = say("teacher.answer", answer=_plain(question.answer()))
        lines += [f"{_plain(asked)} **{answer}**", ""]
    return lines


def _asked(exercise: Exercise) -> list[str]:
    lines = [
        _plain(exercise.question()),
        "",
        f"**{say('teacher.answer', answer=_plain(exercise.answer()))}**",
        "",
    ]
    if exercise.unit in TO_CHOOSE:
        said = [(text, exercise.check(id).text) for id, text in exercise.options().items()]
    else:
        steps = explain(exercise.task.steps)
        lines += [f"{number}. {_plain(text)}" for number, (text, _) in enumerate(steps, 1)]
        lines += [""] if steps else []
        slips = [written(figure, exercise.unit) for figure in exercise.task.slips.values()]
        said = [(figure, exercise.check(figure).text) for figure in slips]
    return [*lines, *(f"- {_plain(figure)}: {_plain(text)}" for figure, text in said), ""]


def _plain(text: str) -> str:
    """One line in which nothing is taken for Markdown."""
    return " ".join(text.split()).replace("<", "&lt;").replace("|", "\\|").replace("*", "\\*")
