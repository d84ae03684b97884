"""Something published that does not hold: its lines to choose from, and then what would be right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from ipywidgets import VBox

from ..locale import say
from .exercise import Asked, ExerciseCard
from .note import Note
from .panel import Card
from .picks import Pick, Picks


class PublishedPage(Protocol):
    """A page with one wrong line; `lessons.wrong_figures.Page` is one."""

    @property
    def title(self) -> str: ...
    @property
    def where(self) -> str: ...
    @property
    def asked(self) -> Asked: ...
    def lines(self) -> Mapping[str, str]: ...
    def is_wrong(self, line: str) -> bool: ...
    def said(self, line: str) -> str: ...


class PublishedCard(Card):
    """The page, and under it what is said about the line that was marked.

    on_answer: told whether what would be right was answered rightly. done: whether it was on an earlier day.
    """

    def __init__(
        self, page: PublishedPage, *, on_answer: Callable[[bool], str | None], done: bool = False
    ) -> None:
        self.page = page
        self._on_answer = on_answer
        self._looked_at: set[str] = set()
        self.lines = Picks(say("slips.lines"), self._picks(), self.mark)
        sheet = VBox([Note(page.where), self.lines])
        sheet.add_class("dc-published")
        self.reply = Note(*([say("task.done_before")] if done else []))
        self.asking: ExerciseCard | None = None
        super().__init__(page.title, [Note(say("slips.find")), sheet, self.reply])

    def _picks(self) -> list[Pick]:
        return [Pick(key, text, mark=self._mark(key)) for key, text in self.page.lines().items()]

    def _mark(self, line: str) -> str:
        if line not in self._looked_at:
            return ""
        return say("slips.wrong") if self.page.is_wrong(line) else say("slips.holds")

    def mark(self, line: str) -> None:
        """Say whether this line holds; if it does not, ask what would be right."""
        self._looked_at.add(line)
        self.lines.offer(self._picks())
        wrong = self.page.is_wrong(line)
        self.reply.say(*self.page.said(line).splitlines(), tone="good" if wrong else "try")
        if wrong and self.asking is None:
            self.asking = ExerciseCard(
                self.page.asked, on_answer=self._on_answer, on_another=lambda: self.mark(line)
            )
            self.asking.add_class("dc-inside")
            self.parts = [*self.parts, self.asking]

    def __repr__(self) -> str:
        return "\n".join([self.page.where, *self.page.lines().values()])

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """The widget; for a page without a kernel the lines of the page."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options) or {}
        return bundle | {"text/plain": repr(self)}
