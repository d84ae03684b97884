"""The rows of a list as facts: days, amounts, and the texts that say what happened. Nothing is judged yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from duecourse.calc import COMPONENTS, total
from duecourse.locale import Text
from duecourse.locale.typed import NotRead, as_day, check_amount, check_day, plain

from ..debt import Bill, BillLine
from .figures import cell_amount, cell_day, is_amount, is_day, is_empty, is_time, taken_apart
from .headings import AMOUNTS, DAYS, Columns, columns_of
from .said import BETWEEN, RefusedRow
from .sheet import MOST_LISTED, ImportRefused, Patience, Row, Sheet
from .words import same_form, sense

_HEADING_WITHIN: Final = 200  # rows in which the headings are looked for, to tell the right separator
_LOOKS: Final = 250  # rows between two looks at the clock
_LONGEST_TITLE: Final = 2_000
_SUM_WITHIN, _LONGEST_SUM = 8, 20  # columns in which a line of sums says that it is one, and characters
_LONGEST_TEXT: Final = 500  # characters of a cell in which words are looked for
_SHOWN: Final = 160  # characters of a row that are shown
_COUNT_LINE = re.compile(r"共\s*\d+\s*[笔条]")


_TEXTS: Final = ("direction", "status", "type", "means", "party", "text", "debt", "order")
_TOLD: Final = ("party", "text", "debt", "type")
"""The parts that tell a person who and what for."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What one row says. number: of the row in the file, from 1. whole: tells it from all others.

    amounts: by part, with their signs, only those that are there. plus: whether the sign of the amount
    was written although it is a plus. days: by part. texts: by part, in the one form, joined where
    there are several columns. text: who and what for, as a person reads it.
    """

    number: int
    sheet: str
    days: Mapping[str, date]
    amounts: Mapping[str, Decimal]
    texts: Mapping[str, str]
    text: str
    whole: int
    plus: bool = False
    bill: Bill | None = None

    def says(self, *parts: str) -> str:
        """The texts of these parts, joined."""
        return BETWEEN.join(text for part in parts if (text := self.texts.get(part, "")))


@dataclass
class Section:
    """Rows below one line of headings. title: what stands above them. heading_row: None without headings.

    foreign: the currency, where the line above them names another than the yuan.
    """

    sheet: Sheet
    columns: Columns
    heading_row: int | None
    title: str
    foreign: str = ""
    rows: list[Facts] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.plan = _Plan.of(self.columns)


@dataclass(frozen=True)
class _Plan:
    """The columns of a list by what is read of them: for each part that it has, its columns.

    foreign: columns of amounts whose headings name another currency, with it. doubtful: parts of which
    two columns may hold the amount, and no heading says which.
    """

    days: tuple[tuple[str, tuple[int, ...]], ...]
    amounts: tuple[tuple[str, tuple[int, ...]], ...]
    foreign: Mapping[int, str]
    doubtful: frozenset[str]
    texts: tuple[tuple[str, tuple[int, ...]], ...]
    told: tuple[int, ...]
    status: tuple[int, ...]
    figures: tuple[int, ...]
    telling: tuple[int, ...]

    @classmethod
    def of(cls, columns: Columns) -> _Plan:
        def having(parts: Iterable[str]) -> tuple[tuple[str, tuple[int, ...]], ...]:
            return tuple((part, columns.parts[part]) for part in parts if part in columns.parts)

        amounts = having((*AMOUNTS, "balance", "refunded"))
        numbers = columns.parts.get("period", ())
        return cls(
            having(DAYS),
            amounts,
            {
                column: name
                for _, places in amounts
                for column in places
                if (name := _names_foreign(columns.headings[column]))
            },
            frozenset(
                part for part, places in having(AMOUNTS) if len(places) > 1 and places[0] not in columns.sure
            ),
            tuple((part, tuple(sorted(places))) for part, places in having(_TEXTS)),
            tuple(column for _, places in having(_TOLD) for column in places),
            columns.parts.get("status", ()),
            tuple(column for _, places in amounts for column in places),
            tuple(column for column in range(len(columns.headings)) if column not in numbers),
        )


def _names_foreign(text: str) -> str:
    """The other currency that a heading or a title names, empty where it names none or the yuan too."""
    kept = same_form(text)
    return "" if "人民币" in kept else sense("foreign_currency").find(kept)


@dataclass
class Found:
    """All that a file holds. aside: lines that are no rows of a list: titles, totals, empty ones."""

    sections: list[Section] = field(default_factory=list)
    unread: list[RefusedRow] = field(default_factory=list)
    aside: list[tuple[int, str]] = field(default_factory=list)


def read_rows(readings: Sequence[Sequence[Sheet]], patience: Patience) -> Found:
    """The rows of the file in the reading in which most columns are known.

    Raises ImportRefused where in none of them there are days and amounts.
    """
    best = max(readings, key=lambda sheets: max(map(_columns_known, sheets), default=0), default=())
    found = Found()
    if any(map(_columns_known, best)):
        for sheet in best:
            _read_sheet(sheet, found, None, patience)
    else:
        for sheet in (sheet for sheets in readings for sheet in sheets):
            columns = _by_content(sheet)
            if columns is not None:
                _read_sheet(sheet, found, columns, patience)
                break
    if not found.sections:
        raise ImportRefused("no_columns", seen=_seen(readings))
    return found


def _columns_known(sheet: Sheet) -> int:
    known = (columns_of(row) for row in sheet.rows(_HEADING_WITHIN))
    return max((sum(map(len, columns.parts.values())) for columns in known if columns), default=0)


def _seen(readings: Iterable[Sequence[Sheet]]) -> tuple[str, ...]:
    for sheet in (sheet for sheets in readings for sheet in sheets):
        for row in sheet.rows(_HEADING_WITHIN):
            cells = [str(cell) for cell in row if not is_empty(cell)]
            if len(cells) > 1:
                return tuple(cells[:8])
    return ()


def _by_content(sheet: Sheet) -> Columns | None:
    """The columns of a list without headings: one of days, one of amounts, the others texts."""
    rows = [row for row in sheet.rows(_HEADING_WITHIN) if any(not is_empty(cell) for cell in row)]
    width = max(map(len, rows), default=0)

    def share(column: int, test: object) -> bool:
        cells = [row[column] for row in rows if column < len(row) and not is_empty(row[column])]
        good = sum(test(cell) for cell in cells)  # type: ignore[operator]
        return bool(good) and good * 5 >= len(cells) * 4 and good * 2 > len(rows)

    days = [column for column in range(width) if share(column, is_day)]
    amounts = [
        column
        for column in range(width)
        if column not in days
        and share(column, lambda cell: is_amount(cell, decimal_comma=sheet.decimal_comma))
    ]
    if not days or len(amounts) != 1:
        return None
    texts = tuple(column for column in range(width) if column not in (*days, *amounts))
    parts = {"day": tuple(days), "amount": tuple(amounts), "text": texts}
    return Columns(parts, ("",) * width, frozenset())


# -- from line to line


def _read_sheet(sheet: Sheet, found: Found, columns: Columns | None, patience: Patience) -> None:
    section = None
    if columns is not None:
        section = Section(sheet, columns, None, "")
        found.sections.append(section)
    title: list[str] = []
    for number, row in enumerate(sheet.rows(), 1):
        if number % _LOOKS == 0:
            patience.spent()
            if sum(len(one.rows) for one in found.sections) > MOST_LISTED:
                raise ImportRefused("too_many_rows", most=f"{MOST_LISTED:,}")
        cells = [cell for cell in row if cell is not None and cell != ""]
        if section is not None and _is_of_the_list(row, section):
            try:
                section.rows.append(_facts(row, number, section))
            except NotRead as error:
                found.unread.append(RefusedRow(number, row_text(row), error.why, error.values))
            continue
        headings = columns_of(row) if len(cells) > 1 and not any(map(is_day, cells)) else None
        if headings is not None:
            foreign = _names_foreign(title[-1]) if title else ""
            if section is None or headings.headings != section.columns.headings or foreign != section.foreign:
                section = Section(sheet, headings, number, " ".join(title)[:_LONGEST_TITLE], foreign)
                found.sections.append(section)
            title = []
        elif cells:
            title.append(" ".join(map(str, cells)))
        found.aside.append((number, row_text(row)))


def _is_of_the_list(row: Row, section: Section) -> bool:
    """Whether a line below headings is a row of the list: it has a day or an amount and is no sum."""
    days, figures = section.plan.days, section.plan.figures
    has_day = any(is_day(row[column]) for _, places in days for column in places if column < len(row))
    if _is_sum(row) and not (has_day and any(_filled(row, figures))):
        return False
    if has_day:
        return True
    if sum(not is_empty(cell) for cell in row) < 2 or columns_of(row) is not None:
        return False
    return any(_filled(row, (*figures, *(column for _, places in days for column in places))))


def _filled(row: Row, places: Iterable[int]) -> Iterator[bool]:
    return (column < len(row) and not is_empty(row[column]) for column in places)


def _first(row: Row, places: Iterable[int]) -> object:
    """The first of some cells that holds something, None where none does."""
    for column in places:
        if column < len(row) and not is_empty(row[column]):
            return row[column]
    return None


def _is_sum(row: Row) -> bool:
    """Whether a line begins like a total, or a balance that is carried forward."""
    for cell in row[:_SUM_WITHIN]:
        if isinstance(cell, str) and not is_empty(cell) and not is_day(cell):
            if len(cell) > _LONGEST_SUM:
                return False
            text = same_form(cell)
            return bool(sense("total_line").find(text) or _COUNT_LINE.match(text))
    return False


def row_text(row: Sequence[object]) -> str:
    """A row on one line, as it is shown where it was not understood."""
    text = " | ".join(str(as_day(cell)) if isinstance(cell, date) else str(cell or "") for cell in row)
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


# -- one row


def _facts(row: Row, number: int, section: Section) -> Facts:
    plan = section.plan
    width = len(section.columns.headings)
    if section.sheet.separated and section.heading_row and len(row) > width:
        more = sum(_filled(row, range(width, len(row))))
        if more:
            raise NotRead("more_cells", count=more)
    if section.sheet.separator in (",", "，"):
        _not_slipped(row, plan.figures, width)
    days = _days(row, plan)
    amounts, notes = _amounts(row, section)
    written = _written(row, plan.told) or _written(row, plan.status)
    return Facts(
        number=number,
        sheet=section.sheet.name,
        days=days,
        amounts=amounts,
        texts=_texts(row, plan, notes),
        text=" · ".join(dict.fromkeys(written))[:_LONGEST_TEXT],
        whole=hash(tuple(row[column] if column < len(row) else None for column in plan.telling)),
        plus=str(_first(row, section.columns.parts.get("amount", ()))).startswith("+"),
        bill=_bill(days, amounts, written),
    )


def _days(row: Row, plan: _Plan) -> dict[str, date]:
    """The days by part. What is only a time of day says nothing here: it has a column of its own."""
    days, only_a_time = {}, False
    for part, places in plan.days:
        cells = [row[place] for place in places if place < len(row) and not is_empty(row[place])]
        cell = next((cell for cell in cells if not is_time(cell)), None)
        only_a_time = only_a_time or bool(cells)
        if cell is not None:
            days[part] = check_day(cell_day(cell))
    if not days:
        raise NotRead("not_a_day" if only_a_time else "no_day")
    return days


def _amounts(row: Row, section: Section) -> tuple[dict[str, Decimal], dict[str, str]]:
    """The amounts by part, in yuan, and the notes behind them by the part of the row that they tell."""
    plan, amounts = section.plan, dict[str, Decimal]()
    foreign, notes = dict[str, str](), dict[str, str]()
    for part, places in plan.amounts:
        place = next((place for place in places if place < len(row) and not is_empty(row[place])), None)
        if place is None:
            continue
        amount, currency = _amount(row[place], section, notes)
        amounts[part] = amount
        other = plan.foreign.get(place, section.foreign) or currency
        if other:
            foreign[part] = other
        if part in plan.doubtful:
            _only_one(row, places, amount, section)
    if not amounts.keys() - {"balance", "refunded"}:
        raise NotRead("no_amount")
    _in_yuan(row, section.columns, amounts, foreign)
    return amounts, notes


def _amount(cell: object, section: Section, notes: dict[str, str]) -> tuple[Decimal, str]:
    """The amount in a cell and the other currency it names; what a note behind it tells goes into `notes`."""
    written, currency, note = taken_apart(cell)
    amount = cell_amount(written, decimal_comma=section.sheet.decimal_comma)
    said = same_form(note)
    if sense("refund").find(said):
        notes["status"] = said
    elif sense("money_in").is_all_of(said) or sense("money_out").is_all_of(said):
        notes["direction"] = said
    elif said and not sense("own_currency").is_all_of(said):
        raise NotRead("not_an_amount")
    own = not currency or sense("own_currency").is_all_of(same_form(currency))
    return check_amount(abs(amount)).copy_sign(amount), "" if own else currency


def _only_one(row: Row, places: Sequence[int], amount: Decimal, section: Section) -> None:
    """Refuse a row with two different amounts of which no heading says which one counts."""
    for place in places:
        if place < len(row) and not is_empty(row[place]):
            other, _ = _amount(row[place], section, {})
            if other != amount:
                raise NotRead("two_amounts", first=amount, second=other)


def _written(row: Row, places: Iterable[int]) -> list[str]:
    return [" ".join(str(row[place]).split()) for place in places if _tells(row, place)]


def _tells(row: Row, place: int) -> bool:
    """Whether a cell has words, and not only a number that something goes by."""
    if place >= len(row) or is_empty(row[place]):
        return False
    cell = row[place]
    return isinstance(cell, str) and not cell.isdecimal()


_THOUSANDS: Final = re.compile(r"[-+¥￥]*\d{1,3}"), re.compile(r"\d{3}(?:\.\d{1,2})?元?")


def _not_slipped(row: Row, figures: Sequence[int], width: int) -> None:
    """Refuse a row in which "1,077.49" may have become two cells, also where an empty one hides that."""
    for column in figures:
        after = column + 1
        if after < len(row) and (after not in figures or len(row) > width):
            here, there = str(row[column] or ""), str(row[after] or "")
            if (
                len(here) < 7
                and _THOUSANDS[0].fullmatch(plain(here))
                and _THOUSANDS[1].fullmatch(plain(there))
            ):
                raise NotRead("slipped", amount=f"{here},{there}")


def _in_yuan(row: Row, columns: Columns, amounts: dict[str, Decimal], foreign: Mapping[str, str]) -> None:
    """A row in another currency counts with what was booked in yuan, where the list says so.

    foreign: the parts whose cells or headings name another currency.
    """
    currency = foreign.get("amount") or _foreign(row, columns, "currency")
    booked = foreign.get("booked_amount") or _foreign(row, columns, "booked_currency")
    if currency is None:
        currency = next(iter(foreign.values()), None)
    elif (
        booked is None
        and "booked_amount" in amounts
        and (columns.has("booked_currency") or "amount" in foreign)
    ):
        amounts["amount"] = amounts["booked_amount"]
        return
    if currency is not None:
        raise NotRead("foreign_currency", currency=currency)


def _foreign(row: Row, columns: Columns, part: str) -> str | None:
    cell = _first(row, columns.parts.get(part, ()))
    if cell is None or sense("own_currency").is_all_of(same_form(str(cell))):
        return None
    return str(cell)


def _texts(row: Row, plan: _Plan, notes: Mapping[str, str]) -> dict[str, str]:
    """The texts by part, with what notes behind amounts add to them."""
    found = {}
    for part, places in plan.texts:
        cells = [row[column] for column in places if column < len(row)]
        if part == "direction":  # where a dash says something
            kept = [same_form(str(cell)) for cell in cells if cell not in (None, "")]
        else:
            kept = [same_form(str(cell)[:_LONGEST_TEXT]) for cell in cells if not is_empty(cell)]
        if kept:
            found[part] = BETWEEN.join(kept)
    for part, note in notes.items():
        found[part] = BETWEEN.join(filter(None, (found.get(part), note)))
    return found


def _bill(days: Mapping[str, date], amounts: Mapping[str, Decimal], written: Sequence[str]) -> Bill | None:
    """The lender's bill that a row of its list is, where it says what was to be paid and by when."""
    on = days.get("bill_day") or days.get("due_day") or days.get("paid_day") or days.get("day")
    parts = tuple(BillLine(part, amounts[part]) for part in COMPONENTS if amounts.get(part))
    if on is None or ("due" not in amounts and not parts) or any(line.amount < 0 for line in parts):
        return None
    due = days.get("due_day")
    asked = amounts.get("due", total(line.amount for line in parts))
    if asked < 0 or (due is not None and due < on):
        return None
    note = Text.same(" · ".join(written)[:_SHOWN])
    return Bill(on, asked, due=due, minimum=amounts.get("minimum"), lines=parts, note=note)
