"""Rows of the journal's tables, and the records they stand for. One connection, one change at a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from duecourse.calc.basics.money import to_fen, yuan

from ..agreements import AgreedPayment, Agreement
from .records import Change, Contact, Promise
from .schema import GROUPS

CHANGES_KEPT: Final = 100
"""How many changes of a household can be taken back."""


def now() -> str:
    """This moment, as the journal writes it."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def day_text(on: date | None) -> str | None:
    """A day as the journal writes it."""
    return None if on is None else on.isoformat()


def read_day(text: str | None) -> date | None:
    """A day as the journal wrote it."""
    return None if text is None else date.fromisoformat(text)


def fen(amount: Decimal | None) -> int | None:
    """Yuan as whole fen. Raises BadInput for a fraction of a fen."""
    return None if amount is None else to_fen(amount, "amount")


def in_yuan(fen: int | None) -> Decimal | None:
    """Whole fen as yuan."""
    return None if fen is None else yuan(fen)


def fens(parts: Mapping[str, Decimal]) -> dict[str, int]:
    """The parts of an amount as whole fen."""
    return {name: to_fen(amount, name) for name, amount in parts.items()}


def as_json(value: Mapping[str, Any]) -> str:
    """Plain data as text; days and decimals become their text."""
    return json.dumps(dict(value), ensure_ascii=False, default=str)


def contact_of(row: sqlite3.Row, promises: tuple[Promise, ...]) -> Contact:
    """The contact in a row, with its promises."""
    return Contact(
        id=row["id"],
        debt=row["debt"],
        at=datetime.fromisoformat(row["at"]),
        channel=row["channel"],
        began=row["began"],
        who=row["who"],
        name=row["name"],
        said=row["said"],
        amount=in_yuan(row["amount"]),
        proof=row["proof"],
        promises=promises,
    )


def promises_of(connection: sqlite3.Connection, household: str) -> list[Promise]:
    """All promises of a household, in the order they were made."""
    rows = connection.execute("SELECT * FROM promise WHERE household = ? ORDER BY id", (household,))
    return [
        Promise(
            id=row["id"],
            contact=row["contact"],
            debt=row["debt"],
            side=row["side"],
            what=row["what"],
            due=read_day(row["due"]),
            amount=in_yuan(row["amount"]),
            state=row["state"],
            settled=read_day(row["settled"]),
        )
        for row in rows
    ]


def save_promise(connection: sqlite3.Connection, household: str, promise: Promise) -> Promise:
    """Add a promise, or change the one with its id; returns it as it is kept."""
    values = {
        "contact": promise.contact,
        "household": household,
        "debt": promise.debt,
        "side": promise.side,
        "what": promise.what,
        "due": day_text(promise.due),
        "amount": fen(promise.amount),
        "state": promise.state,
        "settled": day_text(promise.settled),
    }
    if promise.id is None:
        return replace(promise, id=insert(connection, "promise", values))
    update(connection, "promise", promise.id, values)
    return promise


def drop_promises(connection: sqlite3.Connection, contact: int, kept: Iterable[int]) -> None:
    """Delete the promises of a contact, but for those that are kept."""
    for row in connection.execute("SELECT id FROM promise WHERE contact = ?", (contact,)).fetchall():
        if row["id"] not in set(kept):
            connection.execute("DELETE FROM promise WHERE id = ?", (row["id"],))


def agreement_of(connection: sqlite3.Connection, row: sqlite3.Row) -> Agreement:
    """The agreement in a row, with its payments."""
    payments = connection.execute(
        "SELECT * FROM agreed_payment WHERE agreement = ? ORDER BY number", (row["id"],)
    )
    return Agreement(
        id=row["id"],
        debt=row["debt"],
        agreed_on=date.fromisoformat(row["agreed_on"]),
        offer=json.loads(row["offer"]),
        payments=tuple(
            AgreedPayment(
                number=one["number"],
                due=date.fromisoformat(one["due"]),
                amount=yuan(one["amount"]),
                parts={name: yuan(fen) for name, fen in json.loads(one["parts"]).items()},
            )
            for one in payments
        ),
        confirmed_on=read_day(row["confirmed_on"]),
        proof=row["proof"],
        ended_on=read_day(row["ended_on"]),
        note=row["note"],
    )


def insert(connection: sqlite3.Connection, table: str, values: Mapping[str, Any]) -> int:
    """Add a row; returns its id."""
    places = ", ".join("?" for _ in values)
    done = connection.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", tuple(values.values())
    )
    return int(done.lastrowid or 0)


def update(connection: sqlite3.Connection, table: str, id: int, values: Mapping[str, Any]) -> None:
    """Change the row with this id."""
    places = ", ".join(f"{name} = ?" for name in values)
    connection.execute(f"UPDATE {table} SET {places} WHERE id = ?", (*values.values(), id))


def record(
    connection: sqlite3.Connection, household: str, kind: str, id: int | None, values: Mapping[str, Any]
) -> int:
    """Add a contact or an agreement, or put it in the place of the one with this id, so that it can be taken
    back; returns its id. Raises KeyError for an id that is not there."""
    if id is None:
        added = insert(connection, kind, values)
        note_before(connection, household, f"{kind}_added", kind, added, {})
        return added
    must_be_there(connection, kind, household, id)
    note_before(connection, household, f"{kind}_changed", kind, id)
    update(connection, kind, id, values)
    return id


def must_be_there(connection: sqlite3.Connection, table: str, household: str, id: int) -> None:
    """Raises KeyError where the household has no row with this id."""
    found = connection.execute(f"SELECT 1 FROM {table} WHERE id = ? AND household = ?", (id, household))
    if found.fetchone() is None:
        raise KeyError(id)


def clear(connection: sqlite3.Connection, kind: str, id: int) -> None:
    """Delete a thing with all that belongs to it."""
    for table, column in reversed(GROUPS[kind]):
        connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (id,))


def note_before(
    connection: sqlite3.Connection,
    household: str,
    what: str,
    kind: str,
    id: int,
    before: Mapping[str, list[dict[str, Any]]] | None = None,
) -> None:
    """Note how a thing was before it is changed, so that it can be put back."""
    if before is None:
        before = {
            table: [
                dict(row) for row in connection.execute(f"SELECT * FROM {table} WHERE {column} = ?", (id,))
            ]
            for table, column in GROUPS[kind]
        }
    values = (household, now(), what, kind, id, as_json(before))
    connection.execute(
        "INSERT INTO change (household, at, what, kind, subject, before) VALUES (?, ?, ?, ?, ?, ?)", values
    )
    connection.execute(
        "DELETE FROM change WHERE household = ? AND id NOT IN"
        " (SELECT id FROM change WHERE household = ? ORDER BY id DESC LIMIT ?)",
        (household, household, CHANGES_KEPT),
    )


def last_change_of(connection: sqlite3.Connection, household: str) -> sqlite3.Row | None:
    """The row of the change that would be taken back next."""
    rows = connection.execute(
        "SELECT * FROM change WHERE household = ? ORDER BY id DESC LIMIT 1", (household,)
    )
    row: sqlite3.Row | None = rows.fetchone()
    return row


def change_of(row: sqlite3.Row) -> Change:
    """The change in a row."""
    return Change(row["what"], datetime.fromisoformat(row["at"]))
