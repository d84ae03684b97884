"""A paper as an Excel file: a sheet a section, amounts as numbers, text as text."""

from __future__ import annotations

from copy import copy
from datetime import date
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any, Final
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from duecourse.locale import LANGUAGES, percent, say

from .document import BOXES, Block, Document, Files, Grid, Heading, Items, Kind, Paragraph, Section, Value
from .office_zip import parts_of, same_bytes
from .safe_text import clean, one_line, shown_width

_MONEY: Final = '"¥"#,##0.00;"−¥"#,##0.00'
_LINE: Final = Side(style="thin", color="B0B7BF")
_HEAD: Final = PatternFill("solid", fgColor="EEF1F4")
_LONGEST_TEXT: Final = 32_767  # characters Excel lets into a cell
_LONGEST_SHEET: Final = 31  # characters of a sheet's name
_NOT_IN_SHEETS: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_NARROWEST, _WIDEST, _WIDEST_LABEL = 9, 70, 24  # widths of a column, in letters
_LETTERS_A_PAGE: Final = 95  # how many letters fit across an upright page
_SIZE: Final = 11  # points
_LINE_HEIGHT: Final = 16  # points
_SPARE: Final = 1.12  # a font may run wider than the letters a width is counted in
_SIDES: Final = {"money": "right", "percent": "right", "count": "center", "tick": "center"}


def workbook(document: Document) -> bytes:
    """The paper as the bytes of an .xlsx file; the same paper gives the same bytes."""
    book = Workbook()
    book.remove(book.active)
    taken: set[str] = set()
    for section in document.sections:
        sheet = book.create_sheet(_sheet_name(section.name or section.title or document.title, taken))
        _Sheet(sheet, document).write(section)
    book.properties.creator = ""
    target = BytesIO()
    with ZipFile(target, "w") as archive:  # not compressed: that comes once, at the end
        ExcelWriter(book, archive).save()
    return same_bytes(
        parts_of(target.getvalue()), title=document.title, language=document.language, on=document.on
    )


def _sheet_name(text: str, taken: set[str]) -> str:
    """A name that Excel allows and no other sheet has."""
    plain = one_line(one_line(text).translate(_NOT_IN_SHEETS)).strip("'") or "1"
    name, number = plain[:_LONGEST_SHEET], 1
    while name.lower() in taken:
        number += 1
        end = f" {number}"
        name = plain[: _LONGEST_SHEET - len(end)] + end
    taken.add(name.lower())
    return name


class _Sheet:
    """One sheet while it is written, from top to bottom; widths and heights come last."""

    def __init__(self, sheet: Any, document: Document) -> None:
        self.sheet = sheet
        self.font = LANGUAGES[document.language].sheet_font
        self.dates = LANGUAGES[document.language].sheet_date
        self.title = document.title
        self.row = 0
        self.widths: dict[int, int] = {}
        self.lines: list[tuple[int, str]] = []
        self.cells: list[tuple[int, int, str]] = []
        self.looks: dict[tuple[object, ...], Any] = {}

    def write(self, section: Section) -> None:
        """The whole sheet."""
        self._line(section.title or self.title, size=14, bold=True)
        grids = [block for block in section.blocks if isinstance(block, Grid)]
        for block in section.blocks:
            self._block(block, alone=len(grids) == 1)
        self._measure()
        self._page()

    def _block(self, block: Block, *, alone: bool) -> None:
        match block:
            case Heading():
                self.row += 1
                self._line(block.text, bold=True)
            case Paragraph():
                self._line(block.text, wrap=True, colour="57606A" if block.style == "small" else None)
            case Items():
                for place, text in enumerate(block.texts):
                    self._line(f"{block.mark(place)} {text}", wrap=True)
            case Grid():
                self._grid(block, alone=alone)
            case Files():
                for name in block.names:
                    self._line(name)

    def _line(
        self,
        text: str,
        *,
        size: float = _SIZE,
        bold: bool = False,
        wrap: bool = False,
        colour: str | None = None,
    ) -> None:
        self.row += 1
        cell = self.sheet.cell(self.row, 1)
        _put_text(cell, text)
        cell.font = Font(name=self.font, size=size, bold=bold, color=colour)
        if wrap:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            self.lines.append((self.row, clean(text)))

    def _grid(self, grid: Grid, *, alone: bool) -> None:
        self.row += 1
        if grid.caption:
            self._line(grid.caption, bold=True)
        self.row += 1
        for place, column in enumerate(grid.columns, 1):
            cell = self.sheet.cell(self.row, place)
            _put_text(cell, column.label)
            cell.font = Font(name=self.font, size=10, bold=True)
            cell.fill = _HEAD
            cell.border = Border(bottom=_LINE)
            side = _SIDES.get(column.kind, "left")
            cell.alignment = Alignment(
                wrap_text=True, vertical="bottom", horizontal=side, indent=_indent(side, place)
            )
            self._widen(place, min(shown_width(column.label), _WIDEST_LABEL))
            self.cells.append((self.row, place, column.label))
        if alone:
            self.sheet.freeze_panes = self.sheet.cell(self.row + 1, 1)
            self.sheet.print_title_rows = f"{self.row}:{self.row}"
        kinds = [column.kind for column in grid.columns]
        for number, (values, texts) in enumerate(zip(grid.all_rows(), grid.written(), strict=True)):
            self.row += 1
            for place, (kind, value, text) in enumerate(zip(kinds, values, texts, strict=True), 1):
                cell = self.sheet.cell(self.row, place)
                shown = self._put(cell, kind, value)
                self._dress(cell, kind, shown, place, strong=grid.is_strong(number))
                self._widen(place, shown_width(one_line(text)))
                if kind == "text":
                    self.cells.append((self.row, place, text))

    def _dress(self, cell: Cell, kind: Kind, shown: str, place: int, *, strong: bool) -> None:
        """How a cell looks, `shown` in a format for numbers: worked out for the first of its kind, and the
        same for the others."""
        side = _SIDES.get(kind, "left")
        look = kind, shown, cell.quotePrefix, side, _indent(side, place), strong
        if look in self.looks:
            cell._style = copy(self.looks[look])
            return
        if shown:
            cell.number_format = shown
        cell.alignment = Alignment(
            wrap_text=kind == "text", vertical="top", horizontal=side, indent=_indent(side, place)
        )
        cell.font = Font(name=self.font, size=_SIZE, bold=strong)
        cell.border = Border(bottom=_LINE)
        self.looks[look] = copy(cell._style)

    def _put(self, cell: Cell, kind: Kind, value: Value) -> str:
        """Write a value; returns the format in which a number is shown."""
        match kind, value:
            case "money", Decimal():
                cell.value = value
                return _MONEY
            case "percent", Decimal():
                cell.value = value
                return _percent_format(value)
            case "count", int():
                cell.value = value
                return "#,##0"
            case "date", date():
                cell.value = value
                return self.dates
            case "tick", bool():
                _put_text(cell, BOXES[value])
            case _, str():
                _put_text(cell, value)
        return ""

    def _widen(self, place: int, width: int) -> None:
        self.widths[place] = max(self.widths.get(place, _NARROWEST), min(width + 3, _WIDEST))

    def _measure(self) -> None:
        """Columns as wide as what stands in them, rows as high as their text when it is wrapped."""
        for place, width in self.widths.items():
            self.sheet.column_dimensions[get_column_letter(place)].width = width
        last = max(self.widths, default=0)
        across = sum(self.widths.values()) if last > 1 else _LETTERS_A_PAGE
        heights: dict[int, int] = {}
        for row, place, text in self.cells:
            heights[row] = max(heights.get(row, 1), _lines(text, self.widths[place]))
        for row, text in self.lines:
            heights[row] = _lines(text, across)
            if last > 1:
                self.sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
            else:
                self.sheet.column_dimensions["A"].width = _LETTERS_A_PAGE
        for row, count in heights.items():
            self.sheet.row_dimensions[row].height = _LINE_HEIGHT * count

    def _page(self) -> None:
        page = self.sheet.page_setup
        page.paperSize = self.sheet.PAPERSIZE_A4
        page.orientation = "landscape" if sum(self.widths.values()) > _LETTERS_A_PAGE else "portrait"
        page.fitToWidth, page.fitToHeight = 1, 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True
        self.sheet.sheet_view.showGridLines = False
        margins = self.sheet.page_margins
        margins.left = margins.right = 0.6
        margins.top = margins.bottom = 0.7
        self.sheet.oddFooter.center.text = say("export.page", page="&P", pages="&N")


def _indent(side: str, place: int) -> int:
    """Some space between a figure and the text after it."""
    return 1 if side == "left" and place > 1 else 0


def _lines(text: str, width: int) -> int:
    """On how many lines a text stands in a column so wide."""
    return sum(max(1, ceil(shown_width(line) * _SPARE / width)) for line in clean(text).split("\n"))


def _put_text(cell: Cell, text: str) -> None:
    """The text as it was typed, never a formula: also not when the cell is edited in Excel."""
    text = clean(text)
    if len(text) > _LONGEST_TEXT:
        text = text[: _LONGEST_TEXT - 1] + "…"
    cell.value = text
    cell.data_type = "s"
    if text[:1] in "=+-@\t\n'" and text:
        cell.quotePrefix = True


def _percent_format(share: Decimal) -> str:
    """As many decimals as the percentage has."""
    decimals = percent(share, places=6).rstrip("%").partition(".")[2]
    return f"0.{'0' * len(decimals)}%" if decimals else "0%"
