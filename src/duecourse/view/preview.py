"""A paper as it will read, to look at and to copy."""

from __future__ import annotations

from traitlets import Unicode

from ..locale import language
from .page_widget import PageWidget


class Preview(PageWidget):
    """Plain text in a frame, with a button that copies it.

    name: what a screen reader calls it. copy: the button; copied: what is said then; marked: what is said
    where the browser lets nothing be copied, and the text is marked instead.
    """

    drawn_by = "preview"

    name = Unicode().tag(sync=True)
    text = Unicode().tag(sync=True)
    copy = Unicode().tag(sync=True)
    copied = Unicode().tag(sync=True)
    marked = Unicode().tag(sync=True)
    language = Unicode().tag(sync=True)

    def __init__(self, name: str, *, copy: str, copied: str, marked: str) -> None:
        super().__init__(name=name, copy=copy, copied=copied, marked=marked, language=language())

    def __repr__(self) -> str:
        return self.name
