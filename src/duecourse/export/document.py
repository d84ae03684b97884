"""A paper before it has a format: headings, paragraphs, lists and tables, in the order they are read.

Every paper is made once, as a `Document`; `word.py`, `web_page.py`, `plain_text.py` and `workbook.py`
write it down. So a figure is the same in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from duecourse.locale import day, money, percent, say

Kind = Literal["text", "money", "percent", "count", "date", "tick"]
"""What stands in a column. Amounts in yuan, percentages as shares of one, ticks as True or False."""

ItemStyle = Literal["dots", "numbers", "boxes"]

Value = str | int | Decimal | date | bool | None

NOTHING: Final = "–"
BOXES: Final = {True: "☑", False: "☐"}


@dataclass(frozen=True)
class Heading:
    """A heading inside a section."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. style: "body"; "flush" without the indent of a Chinese letter; "right" for a
    signature; "small" for a remark that is not for reading first."""

    text: str
    style: Literal["body", "flush", "right", "small"] = "body"


@dataclass(frozen=True)
class Items:
    """A list, with dots, with numbers, or with boxes to tick (`ticked` by hand or already)."""

    texts: tuple[str, ...]
    style: ItemStyle = "dots"
    ticked: tuple[bool, ...] = ()

    def mark(self, place: int) -> str:
        """What stands before one of the texts."""
        if self.style == "boxes":
            return BOXES[self.is_ticked(place)]
        return "·" if self.style == "dots" else f"{place + 1}."

    def is_ticked(self, place: int) -> bool:
        """Whether the box of one of the texts is ticked already."""
        return place < len(self.ticked) and self.ticked[place]


@dataclass(frozen=True)
class Column:
    """A column of a table: its label and what its values are."""

    label: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Grid:
    """A table: a caption, columns, rows of values, and a row of sums if there is one.

    strong: the places of rows that are sums on the way.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    sums: tuple[Value, ...] | None = None
    strong: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        for row in self.all_rows():
            if len(row) != len(self.columns):
                raise ValueError(f"row is {row!r}; allowed: {len(self.columns)} values")

    def all_rows(self) -> Iterator[tuple[Value, ...]]:
        """The rows, and the sums after them."""
        yield from self.rows
        if self.sums is not None:
            yield self.sums

    def head(self) -> int:
        """The place of the column that names its row: the first that does not only tick or number it."""
        kinds = [column.kind for column in self.columns]
        return next((place for place, kind in enumerate(kinds) if kind not in ("tick", "count")), 0)

    def is_strong(self, line: int) -> bool:
        """Whether a row, counted as in `all_rows`, is a sum."""
        return line in self.strong or line == len(self.rows)

    def written(self) -> list[list[str]]:
        """Every cell in writing, sums included; where nothing is summed up, nothing stands."""
        kinds = [column.kind for column in self.columns]
        lines = [[written(*cell) for cell in zip(kinds, row, strict=True)] for row in self.rows]
        if self.sums is not None:
            cells = zip(kinds, self.sums, strict=True)
            lines.append(["" if value is None else written(kind, value) for kind, value in cells])
        return lines


@dataclass(frozen=True)
class Files:
    """Files that lie beside the paper, by name; on a page they can be opened from it."""

    names: tuple[str, ...]


Block = Heading | Paragraph | Items | Grid | Files


@dataclass(frozen=True)
class Section:
    """A part of a paper: a heading of its own, a sheet of its own in a workbook.

    name: what the sheet is called, the title if left out. Without a title it just goes on. new_page:
    whether it begins one, in print.
    """

    title: str
    blocks: tuple[Block, ...]
    name: str = ""
    new_page: bool = False


@dataclass(frozen=True)
class Document:
    """A paper: its title, its sections, and the day it is of.

    language: in which it is written. letter: whether it has the form of a letter.
    """

    title: str
    sections: tuple[Section, ...]
    on: date
    language: str
    letter: bool = False

    def blocks(self) -> Iterator[Block]:
        """All blocks, section by section."""
        for section in self.sections:
            yield from section.blocks


def component(name: str) -> str:
    """A part of a debt as it heads a row: "Principal"."""
    return first_large(say(f"case.component_{name}"))


def first_large(text: str) -> str:
    """The text with a capital letter at its beginning, where the language has any."""
    return text[:1].upper() + text[1:]


def written(kind: Kind, value: Value) -> str:
    """A value as the present language writes it."""
    match kind, value:
        case _, None:
            return NOTHING
        case "tick", bool():
            return BOXES[value]
        case "money", Decimal():
            return money(value)
        case "percent", Decimal():
            return percent(value, places=6)
        case "count", int():
            return f"{value:,}"
        case "date", date():
            return day(value)
        case _, str():
            return value
    raise ValueError(f"value is {value!r}; allowed: what a column of {kind} can hold")
