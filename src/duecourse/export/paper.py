"""A paper in every format it can have, and saved whole or not at all."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from duecourse.case.disk import make_folder, put_in_place, save_error, written_beside
from duecourse.locale import in_language

from .document import Document

FORMATS: Final = ("docx", "html", "txt", "xlsx", "ics")
"""Word, a page to print, text to copy, Excel, a calendar."""


class Savable(Protocol):
    """What can be saved as a file: a paper or a calendar."""

    @property
    def name(self) -> str: ...
    @property
    def formats(self) -> tuple[str, ...]: ...
    def content(self, format: str) -> bytes: ...


@dataclass(frozen=True)
class Paper:
    """A paper the learner takes away.

    name: what its file is called, without the ending. formats: those that make sense for it. sheets: what
    stands in Excel, where that is not the same as what is printed.
    """

    name: str
    document: Document
    formats: tuple[str, ...]
    sheets: Document | None = None

    def content(self, format: str) -> bytes:
        """The bytes of the file in one of `formats`; the same paper always gives the same bytes.

        Raises ValueError for another format.
        """
        if format not in self.formats:
            raise ValueError(f"format is {format!r}; allowed: {', '.join(self.formats)}")
        with in_language(self.document.language):
            match format:
                case "docx":
                    from .word import word_file

                    return word_file(self.document)
                case "xlsx":
                    from .workbook import workbook

                    return workbook(self.sheets or self.document)
                case "html":
                    from .web_page import web_page

                    return web_page(self.document).encode()
                case _:
                    from .plain_text import plain_text

                    return plain_text(self.document).encode()

    @property
    def text(self) -> str:
        """The paper as plain text, to copy."""
        from .plain_text import plain_text

        with in_language(self.document.language):
            return plain_text(self.document)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Save it in the format of the path's ending, readable by its owner alone. Returns the file.

        Raises ValueError for an ending it has no format for, SaveError where the disk refuses; then
        nothing has changed on it.
        """
        return save(self, path)

    def __repr__(self) -> str:
        return f"{self.document.title} ({self.document.on}: {', '.join(self.formats)})"


def save(paper: Savable, path: str | os.PathLike[str]) -> Path:
    """Save a paper or a calendar in the format of the path's ending, whole or not at all."""
    file = Path(path)
    content = paper.content(file.suffix.removeprefix(".").lower())
    try:
        file = Path(os.path.realpath(file))
        make_folder(file.parent)
        put_in_place(written_beside(file, content), file)
    except OSError as error:
        raise save_error(error) from error
    return file
