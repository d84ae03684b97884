"""Payments and bills out of a bank's or lender's list: a preview of what was understood and what was not.

Nothing is added to a debt, and nothing is saved, until `add_to` is called and its result saved.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from duecourse.calc import COMPONENTS
from duecourse.calc.budget import total
from duecourse.locale import say
from duecourse.locale.typed import (
    NotRead,
    as_day,
    check_amount,
    check_day,
    day_from_serial,
    read_amount,
    read_day,
)

from . import headings
from .model import Bill, BillLine, Debt, Payment
from .problems import shown
from .sheets import ImportRefused, Sheet, Source, read_sheets
from .words import Words

if TYPE_CHECKING:
    from .draft import Draft

__all__ = ["Column", "ImportRefused", "NotUnderstood", "Preview", "Row", "preview_bills", "preview_payments"]

_HEADING_WITHIN: Final = 60  # rows in which the headings are looked for
_LONGEST_NOTE: Final = 200
_SHOWN: Final = 120  # characters of a row that was not understood

Entry = Payment | Bill


@dataclass(frozen=True)
class Column:
    """A column that is used. part: what it holds. number: counts from 1. heading: what stands above it.

    how: "named" (its heading is a known one), "contains" (its heading contains one) or "content"
    (there are no headings; its cells look so).
    """

    part: str
    number: int
    heading: str
    how: str

    @property
    def label(self) -> str:
        """What it holds, in words."""
        return say(f"import.part_{self.part}")

    @property
    def why(self) -> str:
        """Why it was chosen, in a sentence."""
        return say(
            f"import.chosen_{self.how}", number=self.number, heading=shown(self.heading), part=self.label
        )


@dataclass(frozen=True)
class Row:
    """A row that was understood. number: of the row in the file. doubled: "known" where the debt has
    such an entry already, "in_file" where the file has it twice, else empty."""

    number: int
    entry: Entry
    doubled: str = ""

    @property
    def on(self) -> date:
        """Its day."""
        return self.entry.on

    @property
    def amount(self) -> Decimal:
        """What was paid, or the total of the bill, yuan."""
        return self.entry.total if isinstance(self.entry, Bill) else total([self.entry.amount])

    @property
    def note(self) -> str:
        """What the file says about it."""
        return str(self.entry.note)

    @property
    def remark(self) -> str:
        """What to know about it, empty where there is nothing."""
        return say(f"import.doubled_{self.doubled}") if self.doubled else ""


@dataclass(frozen=True)
class NotUnderstood:
    """A row that will not be added. number: of the row in the file. text: its cells."""

    number: int
    text: str
    why: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def reason(self) -> str:
        """What is wrong with it."""
        return say(f"import.row_{self.why}", **self._shown())

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return say(f"import.row_remedy_{self.why}", **self._shown())

    def _shown(self) -> dict[str, str]:
        return {name: shown(value) for name, value in self.values.items()}


@dataclass(frozen=True)
class Preview:
    """What a file holds.

    kind: "payments" or "bills". rows: understood. not_understood: with reason and remedy.
    passed_over: the numbers of empty lines, titles, totals and the like. columns: which were chosen.
    heading_row: the row of the headings, None where there are none. signs: "turned" where all amounts
    were negative, as in a bank's list of what went out. sheet: its name in an Excel file.
    """

    kind: str
    rows: tuple[Row, ...]
    not_understood: tuple[NotUnderstood, ...]
    passed_over: tuple[int, ...]
    columns: tuple[Column, ...]
    heading_row: int | None
    signs: str = ""
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()

    @property
    def new_rows(self) -> tuple[Row, ...]:
        """The rows that `add_to` would add: those the debt has not got yet."""
        return tuple(row for row in self.rows if row.doubled != "known")

    def remarks(self) -> list[str]:
        """How the file was read, in sentences: its sheet, its columns, its signs."""
        found = []
        if self.sheet and self.other_sheets:
            found.append(say("import.sheet", sheet=self.sheet, others=shown(self.other_sheets)))
        found += [column.why for column in self.columns]
        if self.signs:
            found.append(say(f"import.signs_{self.signs}"))
        return found

    def beside(self, debt: Debt) -> Preview:
        """The same preview with what the debt has already pointed out, and what cannot be its own."""
        known = debt.payments if self.kind == "payments" else debt.bills
        start = debt.start if self.kind == "payments" else None
        return self._compared([(row.on, row.amount) for row in (Row(0, entry) for entry in known)], start)

    def beside_draft(self, draft: Draft, number: int) -> Preview:
        """The same for a debt that is being typed in."""
        known = []
        for i in range(draft.count("debts", number, self.kind)):
            try:
                on = read_entry_day(draft.get(("debts", number, self.kind, i, "date")))
                name = "amount" if self.kind == "payments" else "total"
                amount = draft.get(("debts", number, self.kind, i, name))
                known.append((on, check_amount(_amount(amount, False))))
            except NotRead:
                continue
        return self._compared(known, None)

    def add_to(self, debt: Debt) -> Debt:
        """The debt with the rows it has not got yet. Nothing is saved."""
        new = tuple(row.entry for row in self.beside(debt).new_rows)
        if self.kind == "payments":
            payments = (*debt.payments, *(entry for entry in new if isinstance(entry, Payment)))
            return replace(debt, payments=tuple(sorted(payments, key=lambda entry: entry.on)))
        bills = (*debt.bills, *(entry for entry in new if isinstance(entry, Bill)))
        return replace(debt, bills=tuple(sorted(bills, key=lambda entry: entry.on)))

    def add_to_draft(self, draft: Draft, number: int) -> int:
        """Add the rows it has not got yet to a debt that is being typed in; returns how many."""
        from .writing import entry_tree

        new = self.beside_draft(draft, number).new_rows
        for row in new:
            draft.add(("debts", number, self.kind), entry_tree(self.kind, row.entry))
        return len(new)

    def _compared(self, known: Iterable[tuple[date, Decimal]], start: date | None) -> Preview:
        left = Counter(known)
        seen: set[tuple[date, Decimal, str]] = set()
        rows, refused = [], list(self.not_understood)
        for row in self.rows:
            key = (row.on, row.amount)
            if start is not None and row.on < start:
                text = f"{row.on} {row.amount} {row.note}".strip()
                refused.append(NotUnderstood(row.number, text, "before_the_debt", {"start": start}))
            elif left[key] > 0:
                left[key] -= 1
                rows.append(replace(row, doubled="known"))
            else:
                rows.append(replace(row, doubled="in_file" if (*key, row.note) in seen else ""))
            seen.add((*key, row.note))
        refused.sort(key=lambda row: row.number)
        return replace(self, rows=tuple(rows), not_understood=tuple(refused))


def preview_payments(source: Source, debt: Debt | None = None, *, sheet: str | None = None) -> Preview:
    """What a list of payments holds: a CSV or Excel file by its name, or its content.

    Raises ImportRefused for a file of which nothing can be read.
    """
    found = _preview(source, "payments", sheet)
    return found.beside(debt) if debt is not None else found._compared((), None)


def preview_bills(source: Source, debt: Debt | None = None, *, sheet: str | None = None) -> Preview:
    """The same for a list of bills, or a plan of what is due."""
    found = _preview(source, "bills", sheet)
    return found.beside(debt) if debt is not None else found._compared((), None)


# -- finding the list


@dataclass(frozen=True)
class _Found:
    """A list in a sheet: its columns by what they hold, and where its rows begin."""

    sheet: Sheet
    columns: dict[str, tuple[int, str]]
    first: int
    others: tuple[str, ...]


def _preview(source: Source, kind: str, sheet: str | None) -> Preview:
    known = headings.PAYMENTS if kind == "payments" else headings.BILLS
    best: _Found | None = None
    seen: list[object] = []
    for sheets in read_sheets(source):
        if sheet is not None and sheets[0].name:
            names = tuple(item.name for item in sheets)
            if sheet not in names:
                raise ImportRefused("no_such_sheet", sheet=sheet, known=names)
            sheets = [item for item in sheets if item.name == sheet]
        for item in sheets:
            others = tuple(other.name for other in sheets if other is not item)
            found = _by_headings(item, known, kind, others)
            if found is not None and (best is None or len(found.columns) > len(best.columns)):
                best = found
            seen = seen or next((row for row in item.rows if sum(map(bool, row)) > 1), [])
    if best is None and kind == "payments":
        for sheets in read_sheets(source):
            for item in sheets:
                best = best or _by_content(item)
    if best is None:
        raise ImportRefused(f"no_columns_{kind}", seen=tuple(str(cell) for cell in seen if cell)[:8])
    return _read(best, kind)


def _by_headings(
    sheet: Sheet, known: Mapping[str, tuple[str, ...]], kind: str, others: tuple[str, ...]
) -> _Found | None:
    best: _Found | None = None
    for number, row in enumerate(sheet.rows[:_HEADING_WITHIN]):
        if sum(isinstance(cell, str) and bool(cell) for cell in row) < 2:
            continue
        columns = headings.assign(row, known)
        if _enough(columns, kind) and (best is None or len(columns) > len(best.columns)):
            best = _Found(sheet, columns, number + 1, others)
    return best


def _enough(columns: Mapping[str, object], kind: str) -> bool:
    if kind == "payments":
        return {"date", "amount"} <= set(columns)
    return bool({"date", "due"} & set(columns)) and bool({"total", *COMPONENTS} & set(columns))


def _by_content(sheet: Sheet) -> _Found | None:
    """A list without headings: a column of days and a column of amounts."""
    rows = [row for row in sheet.rows if any(cell not in (None, "") for cell in row)]
    width = max((len(row) for row in rows), default=0)

    def looks(column: int, read: object) -> bool:
        cells = [row[column] for row in rows if column < len(row) and row[column] not in (None, "")]
        good = 0
        for cell in cells:
            try:
                read(cell)  # type: ignore[operator]
                good += 1
            except NotRead:
                continue
        return bool(good) and good * 5 >= len(cells) * 4 and good * 2 > len(rows)

    days = [column for column in range(width) if looks(column, _plain_day)]
    amounts = [
        column
        for column in range(width)
        if column not in days and looks(column, lambda cell: _amount(cell, sheet.decimal_comma))
    ]
    if not days or not amounts:
        return None
    return _Found(sheet, {"date": (days[0], "content"), "amount": (amounts[0], "content")}, 0, ())


# -- reading its rows


def _read(found: _Found, kind: str) -> Preview:
    rows: list[Row] = []
    refused: list[NotUnderstood] = []
    passed: list[int] = []
    heading = found.sheet.rows[found.first - 1] if found.first else []
    signs, sign = _signs(found) if kind == "payments" else ("", 1)
    for number, row in enumerate(found.sheet.rows[found.first :], found.first + 1):
        cells = {
            part: row[column] if column < len(row) else None for part, (column, _) in found.columns.items()
        }
        if _passed_over(row, cells, heading):
            passed.append(number)
            continue
        try:
            entry = _payment(cells, found, sign) if kind == "payments" else _bill(cells, found)
            rows.append(Row(number, entry))
        except NotRead as error:
            refused.append(NotUnderstood(number, _row_text(row), error.why, error.values))
    columns = tuple(
        Column(part, column + 1, str(heading[column]) if column < len(heading) else "", how)
        for part, (column, how) in found.columns.items()
    )
    return Preview(
        kind=kind,
        rows=tuple(rows),
        not_understood=tuple(refused),
        passed_over=tuple([*range(1, found.first), *passed]),
        columns=columns,
        heading_row=found.first or None,
        signs=signs,
        sheet=found.sheet.name,
        other_sheets=found.others,
    )


def _passed_over(row: Sequence[object], cells: Mapping[str, object], heading: Sequence[object]) -> bool:
    """Empty lines, totals, remarks below the list, headings that come again on the next page."""
    filled = [cell for cell in row if cell not in (None, "")]
    if not filled or list(row) == list(heading):
        return True
    first = str(filled[0])
    if headings.TOTALS.match(first) and not _is_day(cells.get("date") or cells.get("due")):
        return True
    figures = [cells.get(part) for part in ("date", "due", "amount", "total", *COMPONENTS)]
    if all(cell in (None, "") for cell in figures):
        return True
    return len(filled) == 1 and filled[0] in (cells.get("date"), cells.get("due")) and not _is_day(filled[0])


def _is_day(cell: object) -> bool:
    try:
        read_entry_day(cell)
    except NotRead:
        return False
    return True


def _signs(found: _Found) -> tuple[str, int]:
    """Which sign a payment has in this list: a bank writes what went out with a minus."""
    column, _ = found.columns["amount"]
    minus = plus = 0
    for row in found.sheet.rows[found.first :]:
        if column >= len(row):
            continue
        try:
            amount = _amount(row[column], found.sheet.decimal_comma)
        except NotRead:
            continue
        minus += amount < 0
        plus += amount > 0
    return ("turned", -1) if minus > plus else ("", 1)


def _payment(cells: Mapping[str, object], found: _Found, sign: int) -> Payment:
    status = str(cells.get("status") or "")
    if headings.NOT_PAID.search(status):
        raise NotRead("not_paid", status=status)
    if headings.MONEY_IN.match(str(cells.get("direction") or "")):
        raise NotRead("money_in")
    on = check_day(read_entry_day(cells["date"]))
    amount = _amount(cells["amount"], found.sheet.decimal_comma) * sign
    if amount < 0:
        raise NotRead("other_sign")
    return Payment(on, check_amount(amount, above_zero=True), Words.same(_note(cells)))


def _bill(cells: Mapping[str, object], found: _Found) -> Bill:
    comma = found.sheet.decimal_comma
    days = {
        part: check_day(read_entry_day(cells[part]))
        for part in ("date", "due")
        if cells.get(part) not in (None, "")
    }
    if not days:
        raise NotRead("no_day")
    amounts = {
        part: check_amount(_amount(cells[part], comma))
        for part in ("total", "minimum", *COMPONENTS)
        if cells.get(part) not in (None, "")
    }
    lines = tuple(BillLine(part, amounts[part]) for part in COMPONENTS if amounts.get(part))
    if "total" not in amounts and not any(part in amounts for part in COMPONENTS):
        raise NotRead("no_amount")
    on = days.get("date") or days["due"]
    due = days.get("due")
    if due is not None and due < on:
        raise NotRead("due_before_bill", bill=on)
    return Bill(
        on,
        amounts["total"] if "total" in amounts else total(line.amount for line in lines),
        due=due,
        minimum=amounts.get("minimum"),
        lines=lines,
        note=Words.same(_note(cells)),
    )


def _note(cells: Mapping[str, object]) -> str:
    cell = cells.get("note")
    return " ".join(str(cell).split())[:_LONGEST_NOTE] if cell not in (None, "") else ""


def _row_text(row: Sequence[object]) -> str:
    text = " | ".join(str(as_day(cell)) if isinstance(cell, date) else str(cell or "") for cell in row)
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def read_entry_day(cell: object) -> date:
    """The day in a cell: a date, a text, or a spreadsheet's number of days."""
    if isinstance(cell, date):
        return as_day(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if 20000101 <= cell <= 21001231:
            return read_day(str(int(cell)))
        return day_from_serial(int(cell))
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        raise NotRead("no_day")
    if isinstance(cell, str):
        _no_formula(cell)
        if re.fullmatch(r"\d{5}(?:\.\d+)?", cell.strip()):
            return day_from_serial(int(float(cell)))
        return read_day(cell)
    raise NotRead("not_a_day")


def _plain_day(cell: object) -> date:
    """A day, but not a number of days: those cannot be told from amounts without a heading."""
    if isinstance(cell, int | float) or (isinstance(cell, str) and len(cell.strip()) < 8):
        raise NotRead("not_a_day")
    return read_entry_day(cell)


def _amount(cell: object, decimal_comma: bool) -> Decimal:
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        raise NotRead("no_amount")
    if isinstance(cell, bool | date | time):
        raise NotRead("not_an_amount")
    if isinstance(cell, int | Decimal):
        return Decimal(cell)
    if isinstance(cell, float):
        return _from_binary(cell)
    if not isinstance(cell, str):
        raise NotRead("not_an_amount")
    _no_formula(cell)
    return read_amount(cell, decimal_comma=decimal_comma)


def _from_binary(cell: float) -> Decimal:
    """What a spreadsheet shows for its binary number: 893.3299999999999 stands for 893.33."""
    exact = Decimal(repr(cell))
    if not exact.is_finite():
        raise NotRead("not_an_amount")
    fen = Decimal(f"{cell:.2f}")
    return fen if abs(exact - fen) < Decimal("0.000001") else exact


def _no_formula(cell: str) -> None:
    """A formula in a CSV file is never worked out."""
    if cell.startswith(("=", "@")) or (cell[:1] in "+-" and re.search(r"[A-Za-z(!|]", cell)):
        raise NotRead("formula")
