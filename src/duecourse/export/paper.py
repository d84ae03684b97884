"""A paper in every format it can have, and saved whole or not at all."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final, Protocol

from duecourse.files import drop_file, make_folder, may_be_there, put_in_place, save_error, written_beside
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

        What somebody may have filled in by hand is kept beside it. Raises ValueError for an ending it has no
        format for, SaveError where the disk refuses; then nothing has changed on it.
        """
        return save(self, path)

    def __repr__(self) -> str:
        return f"{self.document.title} ({self.document.on}: {', '.join(self.formats)})"


def save(paper: Savable, path: str | os.PathLike[str]) -> Path:
    """Save a paper or a calendar in the format of the path's ending, whole or not at all.

    What is there already is replaced if it was saved since the course was started; else somebody may have
    filled it in by hand, and it is kept beside the new one as `….bak` before its ending, `….bak2`, …
    """
    file = Path(path)
    content = paper.content(file.suffix.removeprefix(".").lower())
    try:
        file = Path(os.path.realpath(file))
        make_folder(file.parent)
        new = written_beside(file, content)
        try:
            if may_be_there(file) and (old := file.read_bytes()) != content and _digest(old) not in _SAVED:
                put_in_place(written_beside(file, old), _free_backup(file))
            put_in_place(new, file)
        except BaseException:
            drop_file(new)
            raise
    except OSError as error:
        raise save_error(error) from error
    _SAVED.add(_digest(content))
    return file


_SAVED: Final[set[str]] = set()
"""The digests of what was saved since the course was started: nobody has changed a file with one of them."""


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _free_backup(file: Path) -> Path:
    names = (f"{file.stem}.bak{number if number > 1 else ''}{file.suffix}" for number in count(1))
    return next(backup for name in names if not may_be_there(backup := file.with_name(name)))
