"""What can be remembered, and asked again: settings, exercises, contacts, promises, papers, agreements."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from duecourse.calc.money import to_fen, yuan

from ..model import Case
from .records import OWN, AgreedPayment, Agreement, Change, Contact, Promise
from .schema import GROUPS
from .store import Store

DEFAULT_SEED: Final = "due-course"
"""The seed of the exercises until the course has something to remember."""

AHEAD: Final = 14
"""Days ahead that `due` looks."""

_CHANGES_KEPT: Final = 100


def household_of(case: Case) -> str:
    """Under which household the journal keeps what belongs to a case."""
    return OWN if case.own else case.names.en


class Journal(Store):
    """The learner's record. Opens the file for each call, so several notebooks may use it at once.

    file: `journal.sqlite` in the learner's own folder, if no other is named. All of it raises
    JournalError where the file cannot be read or written.
    """

    # -- settings and exercises

    def setting(self, name: str, default: str = "") -> str:
        """A remembered setting, or the default."""
        with self.reading() as connection:
            if connection is None:
                return default
            row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else default

    def remember(self, name: str, value: str) -> None:
        """Remember a setting."""
        with self.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def seed(self) -> str:
        """The learner's own seed for the figures of the exercises."""
        return self.setting("seed", DEFAULT_SEED)

    def answered(self, key: str, right: bool) -> None:
        """Count an answer to an exercise or a quiz."""
        with self.writing() as connection:
            connection.execute(
                "INSERT INTO exercise VALUES (?, 1, ?, ?) ON CONFLICT (key) DO UPDATE SET"
                " answers = answers + 1, right = right + excluded.right, last = excluded.last",
                (key, int(right), _now()),
            )

    def solved(self) -> set[str]:
        """The keys of the exercises answered rightly at least once."""
        with self.reading() as connection:
            if connection is None:
                return set()
            return {str(row[0]) for row in connection.execute("SELECT key FROM exercise WHERE right > 0")}

    # -- contacts and promises

    def contacts(self, household: str, debt: str | None = None) -> list[Contact]:
        """The contacts of a household, or those about one debt; the newest first."""
        with self.reading() as connection:
            if connection is None:
                return []
            rows = connection.execute("SELECT * FROM contact WHERE household = ?", (household,)).fetchall()
            promises: dict[int, list[Promise]] = {}
            for promise in _promises(connection, household):
                if promise.contact is not None:
                    promises.setdefault(promise.contact, []).append(promise)
        found = [_contact(row, tuple(promises.get(row["id"], ()))) for row in rows]
        if debt is not None:
            found = [contact for contact in found if contact.debt == debt]
        return sorted(found, key=lambda contact: (contact.at, contact.id), reverse=True)

    def save_contact(self, household: str, contact: Contact) -> Contact:
        """Add a contact with its promises, or put it in the place of the one with its id.

        Returns it as it is kept. Its promises are about its debt. Raises KeyError for an id that is
        not there.
        """
        with self.writing() as connection:
            values = {
                "household": household,
                "debt": contact.debt,
                "at": contact.at.isoformat(timespec="minutes"),
                "channel": contact.channel,
                "began": contact.began,
                "who": contact.who,
                "name": contact.name,
                "said": contact.said,
                "amount": _fen(contact.amount),
                "proof": contact.proof,
            }
            if contact.id is None:
                id = _insert(connection, "contact", values)
                _note(connection, household, "contact_added", "contact", id, {})
            else:
                id = contact.id
                _known(connection, "contact", household, id)
                _note(connection, household, "contact_changed", "contact", id)
                _update(connection, "contact", id, values)
                kept = [promise.id for promise in contact.promises if promise.id is not None]
                _drop_promises(connection, id, kept)
            promises = tuple(
                _save_promise(connection, household, replace(promise, debt=contact.debt, contact=id))
                for promise in contact.promises
            )
        return replace(contact, id=id, promises=promises)

    def delete_contact(self, household: str, id: int) -> None:
        """Delete a contact with its promises. Raises KeyError for an id that is not there."""
        with self.writing() as connection:
            _known(connection, "contact", household, id)
            _note(connection, household, "contact_deleted", "contact", id)
            _clear(connection, "contact", id)

    def promises(self, household: str, debt: str | None = None) -> list[Promise]:
        """All promises and next steps of a household, or those about one debt, in the order of their days."""
        with self.reading() as connection:
            found = [] if connection is None else _promises(connection, household)
        found = [promise for promise in found if debt is None or promise.debt == debt]
        return sorted(found, key=lambda promise: (promise.due or date.max, promise.id))

    def due(self, household: str, today: date, ahead: int = AHEAD) -> list[Promise]:
        """What is open and due in the next days: overdue first, then day by day, then what has no day."""
        last = today + timedelta(ahead)
        return [
            promise
            for promise in self.promises(household)
            if promise.state == "open" and (promise.due is None or promise.due <= last)
        ]

    def save_promise(self, household: str, promise: Promise) -> Promise:
        """Add a promise or a next step of its own, or put it in the place of the one with its id."""
        with self.writing() as connection:
            if promise.id is None:
                saved = _save_promise(connection, household, promise)
                assert saved.id is not None
                _note(connection, household, "promise_added", "promise", saved.id, {})
                return saved
            _known(connection, "promise", household, promise.id)
            _note(connection, household, "promise_changed", "promise", promise.id)
            return _save_promise(connection, household, promise)

    def settle(self, household: str, id: int, state: str, on: date | None = None) -> None:
        """Say what became of a promise: "kept" or "broken", on a day, today if left out; or "open" again.

        Raises KeyError for an id that is not there.
        """
        settled = None if state == "open" else (on or date.today()).isoformat()
        with self.writing() as connection:
            _known(connection, "promise", household, id)
            _note(connection, household, f"promise_{state}", "promise", id)
            connection.execute("UPDATE promise SET state = ?, settled = ? WHERE id = ?", (state, settled, id))

    # -- papers

    def ticked(self, household: str) -> set[tuple[str, str]]:
        """The papers that are there: the debt's id, empty for one that serves every debt, and the paper's."""
        with self.reading() as connection:
            if connection is None:
                return set()
            rows = connection.execute("SELECT debt, paper FROM paper WHERE household = ?", (household,))
            return {(str(row[0]), str(row[1])) for row in rows}

    def tick(self, household: str, debt: str, paper: str, there: bool = True) -> None:
        """Tick a paper, or take the tick away."""
        with self.writing() as connection:
            if there:
                connection.execute(
                    "INSERT OR IGNORE INTO paper VALUES (?, ?, ?, ?)", (household, debt, paper, _now())
                )
            else:
                connection.execute(
                    "DELETE FROM paper WHERE household = ? AND debt = ? AND paper = ?",
                    (household, debt, paper),
                )

    # -- agreements

    def agreements(self, household: str, debt: str | None = None) -> list[Agreement]:
        """The agreements of a household, or those for one debt; the newest last."""
        with self.reading() as connection:
            if connection is None:
                return []
            rows = connection.execute(
                "SELECT * FROM agreement WHERE household = ? ORDER BY agreed_on, id", (household,)
            ).fetchall()
            found = [_agreement(connection, row) for row in rows]
        return [agreement for agreement in found if debt is None or agreement.debt == debt]

    def agreement(self, household: str, debt: str) -> Agreement | None:
        """The agreement that holds for a debt: the newest that has not ended."""
        running = [one for one in self.agreements(household, debt) if one.ended_on is None]
        return running[-1] if running else None

    def agree(self, household: str, agreement: Agreement) -> Agreement:
        """Record an agreement, or put it in the place of the one with its id; returns it as it is kept.

        Raises KeyError for an id that is not there.
        """
        with self.writing() as connection:
            values = {
                "household": household,
                "debt": agreement.debt,
                "agreed_on": agreement.agreed_on.isoformat(),
                "offer": _json(agreement.offer),
                "confirmed_on": _day(agreement.confirmed_on),
                "proof": agreement.proof,
                "ended_on": _day(agreement.ended_on),
                "note": agreement.note,
            }
            if agreement.id is None:
                id = _insert(connection, "agreement", values)
                _note(connection, household, "agreement_added", "agreement", id, {})
            else:
                id = agreement.id
                _known(connection, "agreement", household, id)
                _note(connection, household, "agreement_changed", "agreement", id)
                _update(connection, "agreement", id, values)
                connection.execute("DELETE FROM agreed_payment WHERE agreement = ?", (id,))
            connection.executemany(
                "INSERT INTO agreed_payment VALUES (?, ?, ?, ?, ?)",
                [
                    (id, one.number, one.due.isoformat(), _fen(one.amount), _json(_fens(one.parts)))
                    for one in agreement.payments
                ],
            )
        return replace(agreement, id=id)

    def delete_agreement(self, household: str, id: int) -> None:
        """Delete an agreement that was recorded by mistake. Raises KeyError for an id that is not there."""
        with self.writing() as connection:
            _known(connection, "agreement", household, id)
            _note(connection, household, "agreement_deleted", "agreement", id)
            _clear(connection, "agreement", id)

    # -- taking back

    def last_change(self, household: str) -> Change | None:
        """The last change to contacts, promises or agreements of a household that can be taken back."""
        with self.reading() as connection:
            row = None if connection is None else _last_change(connection, household)
        return None if row is None else _change(row)

    def undo(self, household: str) -> Change | None:
        """Take the last change back, also one of an earlier day. Returns it, None where there is none."""
        with self.writing() as connection:
            row = _last_change(connection, household)
            if row is None:
                return None
            _clear(connection, row["kind"], row["subject"])
            for table, rows in json.loads(row["before"]).items():
                for one in rows:
                    _insert(connection, table, one)
            connection.execute("DELETE FROM change WHERE id = ?", (row["id"],))
        return _change(row)


# -- rows and records


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _day(on: date | None) -> str | None:
    return None if on is None else on.isoformat()


def _read_day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _fen(amount: Decimal | None) -> int | None:
    return None if amount is None else to_fen(amount, "amount")


def _yuan(fen: int | None) -> Decimal | None:
    return None if fen is None else yuan(fen)


def _fens(parts: Mapping[str, Decimal]) -> dict[str, int]:
    return {name: to_fen(amount, name) for name, amount in parts.items()}


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(dict(value), ensure_ascii=False, default=str)


def _contact(row: sqlite3.Row, promises: tuple[Promise, ...]) -> Contact:
    return Contact(
        id=row["id"],
        debt=row["debt"],
        at=datetime.fromisoformat(row["at"]),
        channel=row["channel"],
        began=row["began"],
        who=row["who"],
        name=row["name"],
        said=row["said"],
        amount=_yuan(row["amount"]),
        proof=row["proof"],
        promises=promises,
    )


def _promises(connection: sqlite3.Connection, household: str) -> list[Promise]:
    rows = connection.execute("SELECT * FROM promise WHERE household = ? ORDER BY id", (household,))
    return [
        Promise(
            id=row["id"],
            contact=row["contact"],
            debt=row["debt"],
            side=row["side"],
            what=row["what"],
            due=_read_day(row["due"]),
            amount=_yuan(row["amount"]),
            state=row["state"],
            settled=_read_day(row["settled"]),
        )
        for row in rows
    ]


def _save_promise(connection: sqlite3.Connection, household: str, promise: Promise) -> Promise:
    values = {
        "contact": promise.contact,
        "household": household,
        "debt": promise.debt,
        "side": promise.side,
        "what": promise.what,
        "due": _day(promise.due),
        "amount": _fen(promise.amount),
        "state": promise.state,
        "settled": _day(promise.settled),
    }
    if promise.id is None:
        return replace(promise, id=_insert(connection, "promise", values))
    _update(connection, "promise", promise.id, values)
    return promise


def _drop_promises(connection: sqlite3.Connection, contact: int, kept: Iterable[int]) -> None:
    """Delete the promises of a contact, but for those that are kept."""
    for row in connection.execute("SELECT id FROM promise WHERE contact = ?", (contact,)).fetchall():
        if row["id"] not in set(kept):
            connection.execute("DELETE FROM promise WHERE id = ?", (row["id"],))


def _agreement(connection: sqlite3.Connection, row: sqlite3.Row) -> Agreement:
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
        confirmed_on=_read_day(row["confirmed_on"]),
        proof=row["proof"],
        ended_on=_read_day(row["ended_on"]),
        note=row["note"],
    )


def _insert(connection: sqlite3.Connection, table: str, values: Mapping[str, Any]) -> int:
    places = ", ".join("?" for _ in values)
    done = connection.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", tuple(values.values())
    )
    return int(done.lastrowid or 0)


def _update(connection: sqlite3.Connection, table: str, id: int, values: Mapping[str, Any]) -> None:
    places = ", ".join(f"{name} = ?" for name in values)
    connection.execute(f"UPDATE {table} SET {places} WHERE id = ?", (*values.values(), id))


def _known(connection: sqlite3.Connection, table: str, household: str, id: int) -> None:
    found = connection.execute(f"SELECT 1 FROM {table} WHERE id = ? AND household = ?", (id, household))
    if found.fetchone() is None:
        raise KeyError(id)


def _clear(connection: sqlite3.Connection, kind: str, id: int) -> None:
    """Delete a thing with all that belongs to it."""
    for table, column in reversed(GROUPS[kind]):
        connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (id,))


def _note(
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
    values = (household, _now(), what, kind, id, _json(before))
    connection.execute(
        "INSERT INTO change (household, at, what, kind, subject, before) VALUES (?, ?, ?, ?, ?, ?)", values
    )
    connection.execute(
        "DELETE FROM change WHERE household = ? AND id NOT IN"
        " (SELECT id FROM change WHERE household = ? ORDER BY id DESC LIMIT ?)",
        (household, household, _CHANGES_KEPT),
    )


def _last_change(connection: sqlite3.Connection, household: str) -> sqlite3.Row | None:
    rows = connection.execute(
        "SELECT * FROM change WHERE household = ? ORDER BY id DESC LIMIT 1", (household,)
    )
    row: sqlite3.Row | None = rows.fetchone()
    return row


def _change(row: sqlite3.Row) -> Change:
    return Change(row["what"], datetime.fromisoformat(row["at"]))
