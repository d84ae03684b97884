"""The cells of an Excel workbook, read part by part, each part bounded before it is unpacked.

A few hundred kilobytes of zip can unpack to gigabytes, and a sheet can name cells a million rows
apart. So nothing but what a list needs is read, as a stream, and the first part or cell beyond the
bounds refuses the file. Formulas are never worked out: the results a program stored are taken.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final
from xml.parsers import expat

from .sheet import LONGEST_CELL, ImportRefused, Patience, Row, Sheet, bounded, unwrapped

LARGEST_SHEET: Final = 30_000_000
"""Bytes of one sheet, unpacked, at most; of all sheets together as well."""

LARGEST_TEXTS: Final = 8_000_000
"""Bytes of the texts that the sheets share, unpacked, at most."""

LARGEST_PART: Final = 2_000_000
"""Bytes of any other part that is read: the list of sheets, the formats."""

MOST_PARTS: Final = 2_000
MOST_CELLS: Final = 600_000
"""Cells in all sheets together, the empty ones between others counted."""

_CHUNK: Final = 65_536
_FIRST_1900, _FIRST_1904 = date(1899, 12, 30), date(1904, 1, 1)
_DATE_FORMATS: Final = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_NOT_OF_A_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_CELL_NAME = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def read_workbook(raw: bytes, patience: Patience) -> list[Sheet]:
    """The sheets that are not hidden. Raises ImportRefused."""
    try:
        return _Workbook(raw, patience).sheets()
    except ImportRefused:
        raise
    except Exception:  # whatever a damaged or a strange file makes of the readers of zip and XML
        raise ImportRefused("damaged") from None


class _Workbook:
    def __init__(self, raw: bytes, patience: Patience) -> None:
        self._patience = patience
        if raw.count(b"PK\x01\x02") > MOST_PARTS:
            raise ImportRefused("too_large_unpacked")
        self._zip = zipfile.ZipFile(io.BytesIO(raw))
        names = set(self._zip.namelist())
        if any(name.startswith("Index/") or name.endswith(".iwa") for name in names):
            raise ImportRefused("numbers")
        if "content.xml" in names:
            raise ImportRefused("open_document")
        if "xl/workbook.xml" not in names:
            raise ImportRefused("other_archive")
        self._names = names
        self._cells_left = MOST_CELLS
        self._bytes_left = LARGEST_SHEET

    def sheets(self) -> list[Sheet]:
        """The visible sheets with their cells."""
        book = _Elements()
        self._parse("xl/workbook.xml", book, LARGEST_PART)
        relations = _Elements()
        self._parse("xl/_rels/workbook.xml.rels", relations, LARGEST_PART)
        parts = {one.get("Id", ""): one.get("Target", "") for one in relations.named("Relationship")}
        first = (
            _FIRST_1904
            if any(_true(one.get("date1904")) for one in book.named("workbookPr"))
            else _FIRST_1900
        )
        texts, dates = self._texts(), self._dates()
        found = []
        for sheet in book.named("sheet"):
            target = parts.get(sheet.get("id", ""), "")
            name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if sheet.get("state", "visible") == "visible" and "worksheets/" in name:
                reader = _Cells(texts, dates, first, self._count)
                self._bytes_left -= self._parse(name, reader, self._bytes_left)
                found.append(Sheet(sheet.get("name", ""), cells=tuple(reader.rows)))
        return found

    def _count(self, cells: int) -> None:
        self._cells_left -= cells
        if self._cells_left < 0:
            raise ImportRefused("too_large_unpacked")

    def _texts(self) -> list[str]:
        reader = _Texts()
        if "xl/sharedStrings.xml" in self._names:
            self._parse("xl/sharedStrings.xml", reader, LARGEST_TEXTS)
        return reader.texts

    def _dates(self) -> set[int]:
        """The numbers of the cell formats that show a number as a day."""
        formats = _Formats()
        if "xl/styles.xml" in self._names:
            self._parse("xl/styles.xml", formats, LARGEST_PART)
        return {number for number, id in enumerate(formats.used) if id in _DATE_FORMATS | formats.dates}

    def _parse(self, name: str, reader: Any, most: int) -> int:
        """Read one part as a stream; returns how many bytes it had."""
        info = self._zip.getinfo(name)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ImportRefused("damaged")
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = reader.start
        parser.EndElementHandler = reader.end
        parser.CharacterDataHandler = reader.text
        parser.StartDoctypeDeclHandler = _no_doctype
        size = 0
        with self._zip.open(info) as part:
            while chunk := part.read(_CHUNK):
                size += len(chunk)
                if size > most:
                    raise ImportRefused("too_large_unpacked")
                parser.Parse(chunk, False)
                self._patience.spent()
        parser.Parse(b"", True)
        return size


def _no_doctype(*_: object) -> None:
    """No workbook has one; what can be declared in it is only there to do harm."""
    raise ImportRefused("damaged")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _true(value: str | None) -> bool:
    return value in ("1", "true")


class _Reader:
    """What is told of the elements of a part."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """A piece of text."""


class _Elements(_Reader):
    """Keeps the attributes of all elements of a short part."""

    def __init__(self) -> None:
        self._found: list[tuple[str, dict[str, str]]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Keep them, by their names without namespaces."""
        self._found.append((_local(name), {_local(key): value for key, value in attributes.items()}))

    def named(self, name: str) -> list[dict[str, str]]:
        """The attributes of all elements of this name."""
        return [attributes for found, attributes in self._found if found == name]


class _Formats(_Reader):
    """Which number format each cell format uses, and which of the file's own show days."""

    def __init__(self) -> None:
        self.used: list[int] = []
        self.dates: set[int] = set()
        self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Keep what is of use."""
        match _local(name):
            case "cellXfs":
                self._inside = True
            case "xf" if self._inside:
                self.used.append(int(attributes.get("numFmtId", "0")))
            case "numFmt":
                code = _NOT_OF_A_FORMAT.sub("", attributes.get("formatCode", "").lower())
                if re.search("[yd年月日]", code):
                    self.dates.add(int(attributes["numFmtId"]))

    def end(self, name: str) -> None:
        """Leave the list of cell formats."""
        if _local(name) == "cellXfs":
            self._inside = False


class _Written(_Reader):
    """Gathers the text in elements that hold some. What tells how to pronounce it is left out.

    begins: the element whose text it is. holding: the elements inside it that hold its text.
    """

    def __init__(self, begins: str, holding: frozenset[str]) -> None:
        self._begins, self._holding = begins, holding
        self._parts: list[str] = []
        self._inside = self._aside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A text begins, or a part of it."""
        local = _local(name)
        if local == self._begins:
            self._parts = []
        elif local in self._holding:
            self._inside = not self._aside
        elif local == "rPh":
            self._aside = True

    def end(self, name: str) -> None:
        """A text ends, or a part of it."""
        local = _local(name)
        if local == self._begins:
            self._keep("".join(self._parts))
        elif local in self._holding:
            self._inside = False
        elif local == "rPh":
            self._aside = False

    def text(self, text: str) -> None:
        """Keep what belongs to a text."""
        if self._inside:
            self._parts.append(text)

    def _keep(self, text: str) -> None:
        raise NotImplementedError


class _Texts(_Written):
    """The texts that cells share, in their order."""

    def __init__(self) -> None:
        super().__init__("si", frozenset("t"))
        self.texts: list[str] = []

    def _keep(self, text: str) -> None:
        self.texts.append(text[:LONGEST_CELL])


class _Cells(_Written):
    """The cells of a sheet, each where its name says; a row or a column beyond the bounds refuses it."""

    def __init__(self, texts: list[str], dates: set[int], first: date, count: Callable[[int], None]) -> None:
        super().__init__("c", frozenset("vt"))
        self.rows: list[Row] = []
        self._texts, self._dates, self._first, self._count = texts, dates, first, count
        self._row = self._column = 0
        self._kind = self._style = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A row or a cell begins."""
        super().start(name, attributes)
        match _local(name):
            case "c":
                self._place(attributes.get("r", ""))
                self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
            case "row":
                self._row = int(attributes.get("r", self._row + 1))
                self._column = 0
                bounded(self._row, 0)

    def _place(self, named: str) -> None:
        self._column += 1
        found = _CELL_NAME.fullmatch(named)
        if found:
            self._column = 0
            for letter in found[1]:
                self._column = self._column * 26 + ord(letter) - 64
            self._row = int(found[2])
        bounded(self._row, self._column)

    def _keep(self, text: str) -> None:
        value = self._value(text)
        if value is None or value == "":
            return
        while len(self.rows) < self._row:
            self.rows.append([])
        row = self.rows[self._row - 1]
        missing = self._column - len(row)
        self._count(max(missing, 1))
        row.extend([None] * missing)
        row[self._column - 1] = value

    def _value(self, text: str) -> object:
        if not text:
            return None
        match self._kind:
            case "s":
                return unwrapped(self._texts[int(text)])
            case "n":
                return self._number(text)
            case "b":
                return _true(text)
            case "d":
                return datetime.fromisoformat(text)
        return unwrapped(text[:LONGEST_CELL])

    def _number(self, text: str) -> object:
        number = float(text)
        if int(self._style) in self._dates:
            if 0 < number < 2_958_466:  # the end of the year 9999
                return datetime(*self._first.timetuple()[:3]) + timedelta(days=number)
            return text
        return int(number) if number.is_integer() and abs(number) < 10**15 else number
