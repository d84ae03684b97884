"""What a card says where something unexpected went wrong: the way on, and the details under a fold."""

from __future__ import annotations

from ipywidgets import VBox

from ..locale import say
from .calm import How, details, is_foreseen, lines
from .fold import Folded
from .note import Note
from .preview import Preview


class Trouble(VBox):  # type: ignore[misc]
    """An error in the learner's words. details: for a report; empty for an error that was foreseen."""

    def __init__(self, error: Exception, how: How) -> None:
        self.lines = lines(error, how)
        self.details = "" if is_foreseen(error) else details(error)
        note = Note(*self.lines, tone="try", urgent=True)
        super().__init__([note, Folded(say("calm.details"), self._report)] if self.details else [note])
        self.add_class("dc-trouble")

    def _report(self) -> list[Note | Preview]:
        paper = Preview(
            say("calm.details"), copy=say("calm.copy"), copied=say("calm.copied"), marked=say("calm.marked")
        )
        paper.text = self.details
        return [Note(say("calm.about")), paper]
