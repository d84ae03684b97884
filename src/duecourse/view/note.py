"""Text on the page: a few plain lines, read out by a screen reader when they change."""

from __future__ import annotations

from traitlets import Bool, Enum, List, Unicode

from ..locale import language
from .page_widget import PageWidget


class Note(PageWidget):
    """Lines of plain text. tone: "plain", "good" (marked as right) or "try" (marked as not yet right).

    urgent: read out at once, and brought into view.
    """

    drawn_by = "note"

    lines = List(Unicode()).tag(sync=True)
    tone = Enum(["plain", "good", "try"], "plain").tag(sync=True)
    urgent = Bool().tag(sync=True)
    language = Unicode().tag(sync=True)

    def __init__(self, *lines: str, tone: str = "plain", urgent: bool = False) -> None:
        super().__init__(lines=list(lines), tone=tone, urgent=urgent, language=language())

    def say(self, *lines: str, tone: str = "plain") -> None:
        """Show other lines."""
        with self.hold_sync():
            self.lines, self.tone = list(lines), tone

    def __repr__(self) -> str:
        return " ".join(self.lines)
