"""Text on the page: a few plain lines, read out by a screen reader when they change."""

from __future__ import annotations

from traitlets import Bool, Enum, Float, List, Unicode

from ..locale import language
from .page_widget import PageWidget


class Note(PageWidget):
    """Lines of plain text. tone: "plain", "good" (marked as right) or "try" (marked as not yet right).

    urgent: read out at once, and brought into view. done: how much of a work under way is done, as a share;
    below 0 where nobody knows, None where there is none.
    """

    drawn_by = "note"

    lines = List(Unicode()).tag(sync=True)
    tone = Enum(["plain", "good", "try"], "plain").tag(sync=True)
    urgent = Bool().tag(sync=True)
    done = Float(None, allow_none=True).tag(sync=True)
    language = Unicode().tag(sync=True)

    def __init__(self, *lines: str, tone: str = "plain", urgent: bool = False) -> None:
        super().__init__(lines=list(lines), tone=tone, urgent=urgent, language=language())

    def say(self, *lines: str, tone: str = "plain", done: float | None = None) -> None:
        """Show other lines, and how much of what they tell of is done."""
        with self.hold_sync():
            self.lines, self.tone, self.done = list(lines), tone, done

    def __repr__(self) -> str:
        return " ".join(self.lines)
