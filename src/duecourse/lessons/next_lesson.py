"""The way on at the end of a lesson."""

from __future__ import annotations

from html import escape

from duecourse.locale import language, say
from duecourse.view.links import lesson_link
from duecourse.view.listing import Listing, ListingCard

from .listing import lessons


class NextCard(ListingCard):
    """A link to the lesson that follows; from the last one, back to the first."""

    def __init__(self, name: str) -> None:
        names = [*lessons()]
        place = names.index(name) + 1
        last = place == len(names)
        self.entry = lessons()[names[0 if last else place]]
        self.lesson = say("lab.title", number=self.entry.number, title=self.entry.title)
        about = say("lesson.back_to_first") if last else str(self.entry.about)
        link = lesson_link(self.lesson, self.entry.notebook, button=True)
        html = f"<p>{escape(about)}</p><p>{link}</p>"
        title = say("lesson.last_one" if last else "lesson.next_one")
        super().__init__(title, Listing(html=html, language=language()))

    def __repr__(self) -> str:
        return self.lesson
