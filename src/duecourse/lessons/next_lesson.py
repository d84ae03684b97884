"""The way on at the end of a lesson."""

from __future__ import annotations

from html import escape
from typing import Any

from duecourse.locale import language, say
from duecourse.view.links import lesson_link
from duecourse.view.listing import Listing
from duecourse.view.panel import Card

from .listing import lessons


class NextCard(Card):
    """A link to the lesson that follows; from the last one, back to the first."""

    def __init__(self, name: str) -> None:
        names = [*lessons()]
        place = names.index(name) + 1
        last = place == len(names)
        self.entry = lessons()[names[0 if last else place]]
        self.lesson = say("lab.title", number=self.entry.number, title=self.entry.title)
        about = say("lesson.back_to_first") if last else str(self.entry.about)
        link = lesson_link(self.lesson, self.entry.notebook, button=True)
        self.html = f"<p>{escape(about)}</p><p>{link}</p>"
        super().__init__(
            say("lesson.last_one" if last else "lesson.next_one"),
            [Listing(html=self.html, language=language())],
        )

    def __repr__(self) -> str:
        return self.lesson

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """The widget, and the link itself for a page without a kernel."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options) or {}
        return bundle | {"text/plain": repr(self), "text/html": self.html}
