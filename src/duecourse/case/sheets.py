"""The cells of a CSV or Excel file as people have it, whatever its encoding and its separator."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from duecourse.locale import say

from .problems import shown

LARGEST_FILE: Final = 10_000_000
"""Bytes of a file that are read at most."""

LARGEST_UNPACKED: Final = 200_000_000
"""Bytes of an Excel file's contents that are unpacked at most."""

MOST_ROWS: Final = 20_000
"""Rows that are read at most: ten years of ten payments a day would be more."""

SEPARATORS: Final = (",", "\t", ";", "|", "，")

Source = str | os.PathLike[str] | bytes | bytearray | memoryview
"""A file by its name, or its content."""


class ImportRefused(ValueError):
    """A file of which nothing can be read. `why` names the messages; `str()` says what to do instead."""

    def __init__(self, why: str, **values: object) -> None:
        super().__init__(why)
        self.why = why
        self.values = values

    @property
    def problem(self) -> str:
        """What is wrong with the file."""
        return say(
            f"import.refused_{self.why}", **{name: shown(value) for name, value in self.values.items()}
        )

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return say(f"import.remedy_{self.why}", **{name: shown(value) for name, value in self.values.items()})

    def __str__(self) -> str:
        return say("import.joined", problem=self.problem, remedy=self.remedy)

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet, row by row from the first: text, numbers, dates, or None.

    name: of the sheet; empty for CSV. decimal_comma: whether "1.234,50" may stand in it.
    """

    name: str
    rows: list[list[object]]
    decimal_comma: bool = False


def read_sheets(source: Source) -> Iterator[list[Sheet]]:
    """Each way in which the file can be read, as its sheets: a CSV file with each separator."""
    raw = _content(source)
    if raw[:4] == b"PK\x03\x04":
        yield _excel(raw)
        return
    text = _text(raw)
    for separator in SEPARATORS:
        if separator in text:
            yield [Sheet("", _csv(text, separator), decimal_comma=separator == ";")]
    if not any(separator in text for separator in SEPARATORS):
        yield [Sheet("", [[line] for line in text.splitlines()[:MOST_ROWS]])]


def _content(source: Source) -> bytes:
    if isinstance(source, bytes | bytearray | memoryview):
        raw = bytes(source)
    else:
        file = Path(source)
        try:
            if file.stat().st_size > LARGEST_FILE:
                raise ImportRefused("too_large", most=LARGEST_FILE // 1_000_000)
            raw = file.read_bytes()
        except FileNotFoundError:
            raise ImportRefused("not_there", name=file.name) from None
        except OSError as error:
            raise ImportRefused("not_opened", reason=error.strerror or "") from None
    if len(raw) > LARGEST_FILE:
        raise ImportRefused("too_large", most=LARGEST_FILE // 1_000_000)
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
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ImportRefused("not_text")


def _csv(text: str, separator: str) -> list[list[object]]:
    rows: list[list[object]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            if len(rows) >= MOST_ROWS:
                raise ImportRefused("too_many_rows", most=MOST_ROWS)
            rows.append([_unwrapped(cell) for cell in row])
    except csv.Error:  # a cell of more than 131,072 characters
        raise ImportRefused("not_a_list") from None
    return rows


def _unwrapped(cell: str) -> str:
    """A cell without what programs put around it to keep a spreadsheet from changing it."""
    text = cell.strip().lstrip("`'").strip()
    found = re.fullmatch(r'="?([^"=]*)"', text)
    return found[1] if found else text


def _excel(raw: bytes) -> list[Sheet]:
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = set(archive.namelist())
            unpacked = sum(item.file_size for item in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        raise ImportRefused("damaged") from None
    if any(name.startswith("Index/") or name.endswith(".iwa") for name in names):
        raise ImportRefused("numbers")
    if "content.xml" in names:
        raise ImportRefused("open_document")
    if "xl/workbook.xml" not in names:
        raise ImportRefused("other_archive")
    if unpacked > LARGEST_UNPACKED:
        raise ImportRefused("too_large_unpacked")
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        try:
            return [
                Sheet(sheet.title, _cells(sheet))
                for sheet in book.worksheets
                if sheet.sheet_state == "visible"
            ]
        finally:
            book.close()
    except ImportRefused:
        raise
    except Exception:  # whatever a damaged file makes of the reader
        raise ImportRefused("damaged") from None


def _cells(sheet: object) -> list[list[object]]:
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # some programs write wrong ones
    rows: list[list[object]] = []
    for row in sheet.iter_rows(values_only=True):  # type: ignore[attr-defined]
        if len(rows) >= MOST_ROWS:
            raise ImportRefused("too_many_rows", most=MOST_ROWS)
        cells = list(row)
        while cells and cells[-1] is None:
            cells.pop()
        rows.append([_unwrapped(cell) if isinstance(cell, str) else cell for cell in cells])
    while rows and not rows[-1]:
        rows.pop()
    return rows
