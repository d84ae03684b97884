"""Rows of a list into the case that is being typed in: what each becomes, and what cannot become anything.

debts = debts_of_draft(draft)                     # with their numbers in the draft as ids
found = read_for(content, debts, today, "0")
hindrance(row, "repayment", debts[0])             # why it cannot be taken so, empty where it can
take(draft, [Choice(row, "repayment", 0)])        # how many came into which list of which debt
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from duecourse.locale import Text, say
from duecourse.locale.typed import NotRead
from duecourse.rules import products

from ..debt import Drawing, Payment
from ..draft import Draft
from ..fields import TABLES
from ..writing import entry_tree
from .debts import KnownDebt
from .statement import StatementRow

LISTS: Final = {"repayment": "payments", "purchase": "drawings", "advance": "drawings", "bill": "bills"}
"""In which list of a debt a row is put, by what it means. What means anything else is put nowhere."""

_AMOUNT_OF: Final = {"payments": "amount", "drawings": "amount", "bills": "total"}
_LONGEST_NOTE: Final = 200


@dataclass(frozen=True)
class Choice:
    """A row that is wanted: what it is taken to mean, and the number of the debt it goes to."""

    row: StatementRow
    meaning: str
    debt: int


def debts_of_draft(draft: Draft) -> tuple[KnownDebt, ...]:
    """The debts as typed so far. What cannot be read yet is left out."""
    return tuple(_typed(draft, number) for number in range(draft.count("debts")))


def _typed(draft: Draft, number: int) -> KnownDebt:
    path = ("debts", number)
    product = str(draft.get((*path, "product")))
    entries = {key: _entries(draft, number, key) for key in ("payments", "drawings", "bills")}
    called = _texts(draft.get((*path, "label")))
    return KnownDebt(
        str(number),
        next(filter(None, called), products[product].label),
        product,
        called,
        _texts(draft.get((*path, "lender"))),
        min((on for on, _ in entries["drawings"]), default=None),
        entries["payments"],
        entries["drawings"],
        entries["bills"],
    )


def _texts(typed: Any) -> tuple[str, ...]:
    if isinstance(typed, Mapping):
        return tuple(str(text) for text in typed.values())
    return (typed,) if isinstance(typed, str) else ()


def _entries(draft: Draft, number: int, key: str) -> tuple[tuple[date, Decimal], ...]:
    table, found = TABLES[key], []
    for entry in range(draft.count("debts", number, key)):
        path = ("debts", number, key, entry)
        try:
            on = table["date"].read(draft.get((*path, "date")))
            found.append((on, table[_AMOUNT_OF[key]].read(draft.get((*path, _AMOUNT_OF[key])))))
        except NotRead:
            continue
    return tuple(found)


def hindrance(row: StatementRow, meaning: str, debt: KnownDebt | None) -> str:
    """Why a row cannot be taken so, in a sentence; empty where it can."""
    amount = row.amount if meaning != "bill" else row.bill and row.bill.total
    if meaning not in LISTS or amount is None:
        return _not_taken(row, meaning)
    if not amount:
        return say("import.cannot_take_nothing")
    if debt is None:
        return say("import.cannot_take_debt")
    if LISTS[meaning] == "drawings" and not debt.is_revolving and debt.drawings:
        return say("import.cannot_take_drawing", debt=debt.label)
    return ""


def _not_taken(row: StatementRow, meaning: str) -> str:
    """What to do with a row that has no list to go into."""
    taken_back = next((values for why, values in row.said if why == "takes_back"), None)
    if meaning == "refund" and taken_back is not None:
        return say("import.cannot_take_refund_done", number=taken_back["number"])
    if meaning == "none" and any(why in ("taken_back", "came_back") for why, _ in row.said):
        return say("import.cannot_take_nothing")
    why = meaning if meaning in ("charge", "refund", "none") else "meaning"
    return say(
        f"import.cannot_take_{why}", repayment=say("import.meaning_repayment"), bills=say("form.bills")
    )


def take(draft: Draft, choices: Iterable[Choice]) -> Counter[tuple[int, str]]:
    """Put rows into the draft, each list in the order of its days; returns how many came into which."""
    taken: Counter[tuple[int, str]] = Counter()
    for choice in sorted(choices, key=lambda choice: choice.row.on):
        key = LISTS[choice.meaning]
        _put(draft, choice.debt, key, _entry(choice, key))
        taken[choice.debt, key] += 1
    return taken


def _entry(choice: Choice, key: str) -> dict[str, Any]:
    row = choice.row
    note = Text.same(row.text[:_LONGEST_NOTE])
    if key == "payments":
        return entry_tree(key, Payment(row.on, row.amount, note))
    if key == "drawings":
        return entry_tree(key, Drawing(row.on, row.amount, note=note))
    return entry_tree(key, row.bill)


def _put(draft: Draft, debt: int, key: str, entry: dict[str, Any]) -> None:
    """At the end of the list, instead of a row of the form that is there and still empty."""
    path = ("debts", debt, key)
    empty = next((number for number in range(draft.count(*path)) if not draft.get((*path, number))), None)
    if empty is not None:
        draft.remove((*path, empty))
    draft.add(path, entry)
