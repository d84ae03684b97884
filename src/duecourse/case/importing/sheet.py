"""One sheet of a file as people have it, and what is read of a file at most.

A file may be anything, also made to do harm: what is read of it is bounded in bytes, rows and columns
before it is looked at.
"""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from duecourse.files import shown
from duecourse.locale import say

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


def unwrapped(cell: str) -> str:
    """A cell without what programs put around it to keep a spreadsheet from changing it."""
    text = cell.strip()
    if text[:1] in ("`", "'", "="):
        text = text.lstrip("`'").strip()
        found = re.fullmatch(r'="?([^"=]*)"', text)
        return found[1] if found else text
    return text
