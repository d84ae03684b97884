"""What do you need today? Each need leads to the place that helps, and says how long it takes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

from duecourse.files import read_file
from duecourse.locale import Text, language, say
from duecourse.paths import DATA
from duecourse.view.links import lesson_link
from duecourse.view.listing import Listing, ListingCard

from ..lesson import Lesson
from ..listing import Entry, lessons

NEEDS: Final = DATA / "needs.toml"
FORM: Final = "own"
"""The cell of this lesson's notebook above the form."""


@dataclass(frozen=True)
class Need:
    """One need. place: the cell where help begins; empty for the lesson's top. minutes: about how long."""

    text: Text
    lesson: Entry
    place: str
    minutes: int


def read_needs(file: Path) -> tuple[Need, ...]:
    """The needs of a file that lead to lessons that are there. Raises DataFileError for a wrong file."""
    table = read_file(file)
    found = []
    for row in table.tables("needs"):
        text, lesson = row.both("text"), row.text("lesson")
        place = row.text("place") if row.has("place") else ""
        minutes = row.take("minutes")
        if type(minutes) is not int or minutes < 1:
            raise row.error("minutes", f"{minutes!r} is no number of minutes", "Write minutes = 10")
        row.finish()
        if lesson in lessons():
            found.append(Need(text, lessons()[lesson], place, minutes))
    table.finish()
    return tuple(found)


@cache
def needs() -> tuple[Need, ...]:
    """What a learner may need today, in the order in which it is asked."""
    return read_needs(NEEDS)


class NeedsCard(ListingCard):
    """The needs as links; before them the way back to where one was, and to the form while it is empty."""

    def __init__(self, lesson: Lesson) -> None:
        self._lesson = lesson
        listing = Listing(html=self.html(), language=language())
        super().__init__(say("start_here.needs_title"), listing)
        lesson.follow(self._follow)

    def html(self) -> str:
        """The list as HTML, all text escaped."""
        before = [self._where_i_was(), self._no_case_yet()]
        rows = "".join(
            f"<li>{lesson_link(str(need.text), need.lesson.notebook, need.place)} "
            f"<span>{escape(say('start_here.needs_minutes', minutes=need.minutes))}</span></li>"
            for need in needs()
        )
        return f'{"".join(before)}<ul class="dc-needs">{rows}</ul>'

    def _where_i_was(self) -> str:
        """The lesson in which something was answered last."""
        entry = lessons().get(self._lesson.last_answered().partition(".")[0])
        if entry is None or entry.name == self._lesson.name:
            return ""
        title = say("lab.title", number=entry.number, title=entry.title)
        link = lesson_link(title, entry.notebook, button=True)
        return f"<p>{escape(say('start_here.needs_go_on'))} {link}</p>"

    def _no_case_yet(self) -> str:
        if self._lesson.case.own:
            return ""
        link = lesson_link(say("start_here.needs_form"), lessons()[self._lesson.name].notebook, FORM)
        return f"<p>{escape(say('start_here.needs_no_case'))} {link}</p>"

    def _follow(self) -> None:
        self.listing.html = self.html()

    def __repr__(self) -> str:
        return " ".join(str(need.text) for need in needs())
