"""A native box to choose a file of this computer. Its content goes to the kernel and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from traitlets import Int, Unicode

from ...locale import language
from ..page_widget import PageWidget

MOST = 8_000_000
"""Bytes that are taken: what a page can send to its kernel in one message."""


class FilePicker(PageWidget):
    """on_file is given the file's name and its content. too_large: said where it holds more than `MOST`."""

    drawn_by = "file_picker"

    name = Unicode().tag(sync=True)
    hint = Unicode().tag(sync=True)
    too_large = Unicode().tag(sync=True)
    most = Int(MOST).tag(sync=True)
    language = Unicode().tag(sync=True)

    def __init__(
        self, name: str, on_file: Callable[[str, bytes], object], *, hint: str = "", too_large: str = ""
    ) -> None:
        super().__init__(name=name, hint=hint, too_large=too_large, language=language())
        self._on_file = on_file
        self.on_msg(self._chosen)

    def _chosen(self, _: Any, content: object, buffers: Any) -> None:
        if isinstance(content, dict) and isinstance(content.get("file"), str) and buffers:
            self._on_file(content["file"], bytes(buffers[0]))

    def __repr__(self) -> str:
        return self.name
