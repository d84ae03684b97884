"""The cells of a CSV or Excel file as people have it, whatever its encoding and its separator.

A file may be anything, also made to do harm: what is read of it is bounded in bytes, rows and columns
before it is looked at.
"""

from __future__ import annotations

import csv
import io
import os
import re
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from duecourse.files import shown
from duecourse.locale import say

LARGEST_FILE: Final = 10_000_000
"""Bytes of a file that are read at most."""

MOST_ROWS: Final = 200_000
"""Rows that are read at most: some years of a busy shop."""

MOST_COLUMNS: Final = 200
"""Columns that are read at most."""

LONGEST_CELL: Final = 20_000
"""Characters in a cell at most: more is no list of payments."""

MOST_LISTED: Final = 60_000
"""Rows of lists that are understood at most: more than a page could show, or a person judge."""

SECONDS: Final = 3.5
"""How long a processor may work on a file: a longer list is refused. Other programs' time does not count."""

SEPARATORS: Final = (",", "\t", ";", "|", "，")

Source = str | os.PathLike[str] | bytes | bytearray | memoryview
"""A file by its name, or its content."""

Row = list[object]


class ImportRefused(ValueError):
    """A file of which nothing can be read. `why` names the messages; `str()` says what to do instead."""

    def __init__(self, why: str, **values: object) -> None:
        super().__init__(why)
        self.why = why
        self.values = values

    @property
    def problem(self) -> str:
        """What is wrong with the file."""
        return say(f"import.refused_{self.why}", **self._shown())

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return say(f"import.remedy_{self.why}", **self._shown())

    def _shown(self) -> dict[str, str]:
        return {name: shown(value) for name, value in self.values.items()}

    def __str__(self) -> str:
        return say("import.joined", problem=self.problem, remedy=self.remedy)

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class Patience:
    """How long a file has been read: `spent` refuses it when that is too long."""

    def __init__(self) -> None:
        self._until = time.thread_time() + SECONDS

    def spent(self) -> None:
        """Refuse the file if its time is over."""
        if time.thread_time() > self._until:
            raise ImportRefused("takes_too_long")


@dataclass(frozen=True)
class Sheet:
    """One sheet, or one way of reading a text file. name: of the sheet; empty for a text file.

    decimal_comma: whether "1.234,50" may stand in it. separated: whether its cells are told apart by a
    sign that may also stand inside one by mistake, so that a row with too many of them has slipped.
    """

    name: str
    separator: str = ""
    text: str = ""
    cells: tuple[Row, ...] = ()

    @property
    def decimal_comma(self) -> bool:
        """Where columns are told apart by semicolons, a comma may stand for the decimal point."""
        return self.separator == ";"

    @property
    def separated(self) -> bool:
        """Whether its rows can slip."""
        return bool(self.separator)

    def rows(self, most: int | None = None) -> Iterator[Row]:
        """Its rows from the first, bounded. Raises ImportRefused for more than can be read."""
        rows = iter(self.cells) if not self.text else self._text_rows()
        return islice(rows, most)

    def _text_rows(self) -> Iterator[Row]:
        if not self.separator:
            for number, line in enumerate(io.StringIO(self.text)):
                bounded(number + 1, 1)
                yield [line.strip()]
            return
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.separator)
        try:
            for number, row in enumerate(reader):
                bounded(number + 1, len(row))
                yield [unwrapped(cell) for cell in row]
        except csv.Error:  # a cell of more than 131,072 characters
            raise ImportRefused("not_a_list") from None


def bounded(row: int, columns: int) -> None:
    """Refuse a row or a column beyond what is read. Both count from 1."""
    if row > MOST_ROWS:
        raise ImportRefused("too_many_rows", most=f"{MOST_ROWS:,}")
    if columns > MOST_COLUMNS:
        raise ImportRefused("too_many_columns", most=MOST_COLUMNS)


def read_sheets(source: Source, patience: Patience) -> list[list[Sheet]]:
    """Each way in which the file can be read, as its sheets: a text file with each separator."""
    raw = _content(source)
    if raw[:2] == b"PK":
        from .xlsx import read_workbook

        return [read_workbook(raw, patience)]
    text = _text(raw)
    del raw
    bounded(text.count("\n"), 0)
    found = [[Sheet("", separator, text)] for separator in SEPARATORS if separator in text]
    return found or [[Sheet("", "", text)]]


def _content(source: Source) -> bytes:
    if isinstance(source, memoryview):
        size = source.nbytes
    elif isinstance(source, bytes | bytearray):
        size = len(source)
    else:
        return _of_file(Path(source))
    if size > LARGEST_FILE:
        raise ImportRefused("too_large", most=LARGEST_FILE // 1_000_000)
    return _not_empty(bytes(source))


def _of_file(file: Path) -> bytes:
    """The content of an ordinary file: a device or a pipe might never end, or wait for ever."""
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(handle, "rb") as opened:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise ImportRefused("not_a_file", name=file.name)
            raw = opened.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise ImportRefused("not_there", name=file.name) from None
    except IsADirectoryError:
        raise ImportRefused("not_a_file", name=file.name) from None
    except (OSError, ValueError) as error:
        if isinstance(error, ImportRefused):
            raise
        raise ImportRefused("not_opened", reason=getattr(error, "strerror", "") or "") from None
    if len(raw) > LARGEST_FILE:
        raise ImportRefused("too_large", most=LARGEST_FILE // 1_000_000)
    return _not_empty(raw)


def _not_empty(raw: bytes) -> bytes:
    if not raw.strip():
        raise ImportRefused("empty")
    return raw


def _text(raw: bytes) -> str:
    head = raw[:4096]
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        locked = "EncryptedPackage".encode("utf-16-le") in raw
        raise ImportRefused("locked" if locked else "old_excel")
    if head.startswith(b"%PDF"):
        raise ImportRefused("pdf")
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        raise ImportRefused("picture")
    if re.search(rb"<(?:html|table|\?xml|!doctype)", head.lower()):
        raise ImportRefused("web_page")
    for encoding in _encodings(head):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.removeprefix("\ufeff")
    raise ImportRefused("not_text")


def _encodings(head: bytes) -> tuple[str, ...]:
    """Those to try. Without a mark at its beginning, UTF-16 shows by the zeros beside its plain letters."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even + odd > len(head) // 50 and min(even, odd) * 20 < max(even, odd):
        return ("utf-16-le",) if odd > even else ("utf-16-be",)
    return ("utf-8-sig", "gb18030")


def unwrapped(cell: str) -> str:
    """A cell without what programs put around it to keep a spreadsheet from changing it."""
    text = cell.strip()
    if text[:1] in ("`", "'", "="):
        text = text.lstrip("`'").strip()
        found = re.fullmatch(r'="?([^"=]*)"', text)
        return found[1] if found else text
    return text
