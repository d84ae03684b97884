"""Published and wrong: pages made up after real patterns, in which one line does not hold.

`Page(lesson, id, seed)` is a page with its figures; the learner marks the line that is wrong, then says
what would be right. Words: `slips.toml`; the figures of both come from `calc` and the rules, in the lesson's
`slip_figures.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from duecourse.files import Table, read_file
from duecourse.locale import Text
from duecourse.paths import LESSON_DATA
from duecourse.rules import cite, rules

from .drawing import TODAY, draws_in
from .tasks import Exercise, Words, begun, no_figures, read_words, written


@dataclass(frozen=True)
class Line:
    """A line of a page, and what is said to who marks it."""

    id: str
    texts: Text
    replies: Text
    wrong: bool


@dataclass(frozen=True)
class PageWords:
    """What `slips.toml` says about one page. where: on what kind of page such a thing stands.

    words: what is asked once the line is found. rule: the rule that settles it, or empty.
    """

    where: Text
    lines: tuple[Line, ...]
    words: Words
    rule: str


@cache
def pages_of(lesson: str) -> dict[str, PageWords]:
    """The pages that a lesson uses, by id; none where it has no file."""
    file = LESSON_DATA / lesson / "slips.toml"
    if not file.is_file():
        return {}
    table = read_file(file)
    found = {page.words.id: page for page in map(_read_page, table.tables("pages"))}
    table.finish()
    return found


def _read_page(item: Table) -> PageWords:
    lines = []
    for line in item.tables("lines"):
        lines.append(Line(line.text("id"), line.both("text"), line.both("reply"), line.has("wrong")))
        if line.has("wrong"):
            line.take("wrong")
        line.finish()
    if sum(line.wrong for line in lines) != 1:
        raise item.error("lines", "not exactly one is wrong", "Mark that one with wrong = true")
    where, rule = item.both("where"), item.text("rule") if item.has("rule") else ""
    return PageWords(where, tuple(lines), read_words(item), rule)


class Page:
    """A page with its figures, and the question what would be right (`asked`)."""

    def __init__(self, lesson: str, id: str, seed: str) -> None:
        self._page = pages_of(lesson)[id]
        self.asked = Exercise(
            lesson, f"slip.{id}", draws_in(lesson, "slip_figures").get(id, no_figures), seed, self._page.words
        )

    def _filled(self, text: Text) -> str:
        return text.put(**{name: written(value) for name, value in self.asked.task.values.items()})

    @property
    def title(self) -> str:
        """The heading of the exercise."""
        return self.asked.title()

    @property
    def where(self) -> str:
        """On what kind of page such a thing stands."""
        return self._filled(self._page.where)

    def lines(self) -> dict[str, str]:
        """The lines of the page, by id."""
        return {line.id: self._filled(line.texts) for line in self._page.lines}

    def is_wrong(self, line: str) -> bool:
        """Whether this is the line that does not hold."""
        return self._line(line).wrong

    def about(self, line: str) -> str:
        """Why this line holds or does not; under the wrong one with the rule that settles it."""
        found = self._line(line)
        if not (found.wrong and self._page.rule):
            return self._filled(found.replies)
        return self._filled(found.replies) + "\n" + cite(rules[self._page.rule].on(TODAY))

    def said(self, line: str) -> str:
        """What is said to who marks this line: first whether the slip is there, then why."""
        return begun("slips.here" if self.is_wrong(line) else "slips.not_here", self.about(line))

    def _line(self, id: str) -> Line:
        return next(line for line in self._page.lines if line.id == id)
