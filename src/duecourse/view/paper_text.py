"""The text of a paper on the page, to read before it is saved or copied."""

from __future__ import annotations

from html import escape

from traitlets import Unicode

from ..locale import language
from .page_widget import PageWidget


def paper_html(text: str) -> str:
    """A paper's plain text as HTML: a paragraph for each that an empty line parts off, all escaped."""
    paragraphs = (paragraph.strip() for paragraph in text.split("\n\n"))
    lines = ("<br>".join(escape(line) for line in paragraph.split("\n")) for paragraph in paragraphs)
    return f'<div class="dc-paper-text">{"".join(f"<p>{line}</p>" for line in lines if line)}</div>'


class PaperText(PageWidget):
    """A paper's text as it stands on the page."""

    drawn_by = "listing"

    html = Unicode().tag(sync=True)
    language = Unicode().tag(sync=True)

    def __init__(self, text: str = "") -> None:
        super().__init__(html=paper_html(text), language=language())

    def show(self, text: str) -> None:
        """Show another text."""
        self.html = paper_html(text)
