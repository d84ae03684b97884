"""Tables and lists of steps as HTML. All text is escaped; no other way to put text on the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from typing import Literal

from duecourse.rules import may_be_old_text

from ..locale import day, money, percent, say

Kind = Literal["text", "money", "days", "percent", "date"]
Value = str | int | Decimal | date | None
NOTHING = "–"


@dataclass(frozen=True)
class Column:
    """A column: its label and what its values are. Amounts in yuan, percentages as shares of one."""

    label: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Table:
    """A table: a caption, columns, rows of values, and at the end a row of sums if there is one."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    sums: Sequence[Value] | None = None


def _written(kind: Kind, value: Value) -> str:
    if value is None:
        return NOTHING
    match kind, value:
        case "money", Decimal() | int() | str():
            return money(value)
        case "percent", Decimal() | str():
            return percent(value, places=6)
        case "days", int():
            return f"{value:,}"
        case "date", date():
            return day(value)
        case "text", _:
            return str(value)
    raise ValueError(f"{value!r} in a column of {kind}")


def _column(kind: Kind, values: Iterable[Value]) -> list[str]:
    """A column's values in writing; percentages with equally many decimals, so that the points align."""
    texts = [_written(kind, value) for value in values]
    if kind != "percent":
        return texts
    places = max((len(text.partition(".")[2].rstrip("%")) for text in texts), default=0)
    return [
        text if text == NOTHING or value is None else _with_places(text, places)
        for text, value in zip(texts, values, strict=True)
    ]


def _with_places(text: str, places: int) -> str:
    whole, _, decimals = text.rstrip("%").partition(".")
    return f"{whole}.{decimals:0<{places}}%" if places else text


def table_html(table: Table) -> str:
    """The table as HTML. The first column heads its row."""
    rows = [*table.rows, *([table.sums] if table.sums is not None else [])]
    columns = [
        _column(column.kind, [row[number] for row in rows]) for number, column in enumerate(table.columns)
    ]
    head = "".join(
        f'<th scope="col" class="dc-{column.kind}">{escape(column.label)}</th>' for column in table.columns
    )
    lines = []
    for number in range(len(rows)):
        cells = []
        for place, column in enumerate(table.columns):
            text, kind = escape(columns[place][number]), column.kind
            tag = f'th scope="row" class="dc-{kind}"' if place == 0 else f'td class="dc-{kind}"'
            cells.append(f"<{tag}>{text}</{tag.split()[0]}>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    body = lines[: len(table.rows)]
    foot = f"<tfoot>{''.join(lines[len(table.rows) :])}</tfoot>" if table.sums is not None else ""
    caption = escape(table.caption)
    return (
        f'<div class="dc-scroll" role="region" tabindex="0" aria-label="{caption}"><table class="dc-table">'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody>{foot}"
        "</table></div>"
    )


def steps_html(steps: Iterable[tuple[str, str | None]], said: Iterable[str | None] = ()) -> str:
    """Steps of a calculation as a numbered list, each with its source; under it, once, which of the rules
    may have changed since they were checked. said: citations for which that is said already."""
    steps, known = list(steps), set(said)
    items = []
    for text, source in steps:
        cited = escape(say("view.source", source=source)) if source else ""
        cited = f'<cite class="dc-source">{cited}</cite>' if cited else ""
        items.append(f"<li>{escape(text)}{cited}</li>")
    aged = aged_html(source for _, source in steps if source not in known)
    return f'<ol class="dc-steps">{"".join(items)}</ol>{aged}'


def aged_html(sources: Iterable[str | None]) -> str:
    """Which of the rules behind some citations may have changed since they were checked; or nothing."""
    told = may_be_old_text(sources)
    return f'<p class="dc-aside">{escape(told)}</p>' if told else ""
