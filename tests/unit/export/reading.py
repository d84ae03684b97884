"""Papers as programs other than ours read them: zip and XML, an HTML parser, calamine, ical."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
import zipfile
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import python_calamine
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SEEN = {f"{WORD}{tag}" for tag in ("t", "br", "tab")}


def word_xml(content: bytes, part: str = "word/document.xml") -> ElementTree.Element:
    """One part of a Word file."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return ElementTree.fromstring(archive.read(part))


def word_lines(content: bytes) -> list[str]:
    """The paragraphs of a Word file, those in tables too."""
    return [_text(paragraph) for paragraph in word_xml(content).iter(f"{WORD}p")]


def word_tables(content: bytes) -> list[list[list[str]]]:
    """The tables of a Word file: rows of cells."""
    return [
        [
            [" ".join(_text(p) for p in cell.iter(f"{WORD}p")) for cell in row.iter(f"{WORD}tc")]
            for row in table.iter(f"{WORD}tr")
        ]
        for table in word_xml(content).iter(f"{WORD}tbl")
    ]


def _text(paragraph: ElementTree.Element) -> str:
    signs = {f"{WORD}br": "\n", f"{WORD}tab": "\t"}
    return "".join(signs.get(node.tag, node.text or "") for node in paragraph.iter() if node.tag in _SEEN)


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    """The sheets of an Excel file: rows of values, by the sheets' names."""
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


class Page(HTMLParser):
    """An HTML page: its texts, its tables, its tags with their attributes."""

    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.tables: list[list[list[str]]] = []
        self.texts: list[str] = []
        self._inside: list[str] = []
        self.feed(content.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
        if tag == "br":
            self.texts.append("\n")
        elif tag != "meta":
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._inside.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if "style" in self._inside:
            return
        self.texts.append(data)
        if self._inside and self._inside[-1] in ("td", "th"):
            self.tables[-1][-1][-1] += data

    @property
    def text(self) -> str:
        return "".join(self.texts)


def calendar(content: bytes) -> Calendar:
    """A calendar, strictly parsed by another library than the one that wrote it."""
    return IcsCalendarStream.calendar_from_ics(content.decode())


def every_text(content: bytes, format: str) -> str:
    """All that a file says, whatever its format."""
    match format:
        case "docx":
            return "\n".join(word_lines(content))
        case "html":
            return Page(content).text
        case "xlsx":
            rows = (row for sheet in sheets(content).values() for row in sheet)
            return "\n".join(str(cell) for row in rows for cell in row if cell != "")
        case _:
            return content.decode()
