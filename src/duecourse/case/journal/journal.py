"""What can be remembered, and asked again: settings, exercises, contacts, promises, papers, agreements."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from ..agreements import Agreement
from ..model import Case
from .records import OWN, Change, Contact, Promise
from .rows import (
    agreement_of,
    as_json,
    change_of,
    clear,
    contact_of,
    day_text,
    drop_promises,
    fen,
    fens,
    insert,
    last_change_of,
    must_be_there,
    note_before,
    now,
    promises_of,
    record,
    save_promise,
)
from .store import Store

DEFAULT_SEED: Final = "due-course"
"""The seed of the exercises until the course has something to remember."""

AHEAD: Final = 14
"""Days ahead that `due` looks."""


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
                (key, int(right), now()),
            )

    def solved(self) -> set[str]:
        """The keys of the exercises answered rightly at least once."""
        with self.reading() as connection:
            if connection is None:
                return set()
            return {str(row[0]) for row in connection.execute("SELECT key FROM exercise WHERE right > 0")}

    def last_answered(self) -> str:
        """The key of the exercise or question that was answered last; empty where none was."""
        newest = "SELECT key FROM exercise ORDER BY last DESC, rowid DESC LIMIT 1"
        with self.reading() as connection:
            row = None if connection is None else connection.execute(newest).fetchone()
        return str(row[0]) if row else ""

    # -- contacts and promises

    def contacts(self, household: str, debt: str | None = None) -> list[Contact]:
        """The contacts of a household, or those about one debt; the newest first."""
        with self.reading() as connection:
            if connection is None:
                return []
            rows = connection.execute("SELECT * FROM contact WHERE household = ?", (household,)).fetchall()
            promises: dict[int, list[Promise]] = {}
            for promise in promises_of(connection, household):
                if promise.contact is not None:
                    promises.setdefault(promise.contact, []).append(promise)
        found = [contact_of(row, tuple(promises.get(row["id"], ()))) for row in rows]
        if debt is not None:
            found = [contact for contact in found if contact.debt == debt]
        return sorted(found, key=lambda contact: (contact.at, contact.id), reverse=True)

    def save_contact(self, household: str, contact: Contact) -> Contact:
        """Add a contact with its promises, or put it in the place of the one with its id.

        Returns it as it is kept. Its promises are about its debt. Raises KeyError for an id that is
        not there.
        """
        with self.writing() as connection:
            return _save_contact(connection, household, contact)

    def change_contact(self, household: str, id: int, change: Callable[[Contact], Contact]) -> Contact:
        """Change a contact as it is now: another notebook may have changed it since it was read.

        Returns it as it is kept. Raises KeyError for an id that is not there, and whatever `change` raises;
        then nothing has changed.
        """
        with self.writing() as connection:
            must_be_there(connection, "contact", household, id)
            row = connection.execute("SELECT * FROM contact WHERE id = ?", (id,)).fetchone()
            promises = tuple(one for one in promises_of(connection, household) if one.contact == id)
            return _save_contact(connection, household, change(contact_of(row, promises)))

    def delete_contact(self, household: str, id: int) -> None:
        """Delete a contact with its promises. Raises KeyError for an id that is not there."""
        with self.writing() as connection:
            must_be_there(connection, "contact", household, id)
            note_before(connection, household, "contact_deleted", "contact", id)
            clear(connection, "contact", id)

    def promises(self, household: str, debt: str | None = None) -> list[Promise]:
        """All promises and next steps of a household, or those about one debt, in the order of their days."""
        with self.reading() as connection:
            found = [] if connection is None else promises_of(connection, household)
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
                saved = save_promise(connection, household, promise)
                assert saved.id is not None
                note_before(connection, household, "promise_added", "promise", saved.id, {})
                return saved
            must_be_there(connection, "promise", household, promise.id)
            note_before(connection, household, "promise_changed", "promise", promise.id)
            return save_promise(connection, household, promise)

    def settle(self, household: str, id: int, state: str, on: date | None = None) -> None:
        """Say what became of a promise: "kept" or "broken", on a day, today if left out; or "open" again.

        Raises KeyError for an id that is not there.
        """
        settled = None if state == "open" else (on or date.today()).isoformat()
        with self.writing() as connection:
            must_be_there(connection, "promise", household, id)
            note_before(connection, household, f"promise_{state}", "promise", id)
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
                    "INSERT OR IGNORE INTO paper VALUES (?, ?, ?, ?)", (household, debt, paper, now())
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
            found = [agreement_of(connection, row) for row in rows]
        return [agreement for agreement in found if debt is None or agreement.debt == debt]

    def agreement(self, household: str, debt: str) -> Agreement | None:
        """The agreement that holds for a debt: the newest that has not ended."""
        return self.running_agreements(household).get(debt)

    def running_agreements(self, household: str) -> dict[str, Agreement]:
        """The agreements that hold, by the debts' ids: of each debt the newest that has not ended."""
        return {one.debt: one for one in self.agreements(household) if one.ended_on is None}

    def agree(self, household: str, agreement: Agreement) -> Agreement:
        """Record an agreement, or put it in the place of the one with its id; returns it as it is kept.

        Raises KeyError for an id that is not there.
        """
        with self.writing() as connection:
            values = {
                "household": household,
                "debt": agreement.debt,
                "agreed_on": agreement.agreed_on.isoformat(),
                "offer": as_json(agreement.offer),
                "confirmed_on": day_text(agreement.confirmed_on),
                "proof": agreement.proof,
                "ended_on": day_text(agreement.ended_on),
                "note": agreement.note,
            }
            id = record(connection, household, "agreement", agreement.id, values)
            connection.execute("DELETE FROM agreed_payment WHERE agreement = ?", (id,))
            connection.executemany(
                "INSERT INTO agreed_payment VALUES (?, ?, ?, ?, ?)",
                [
                    (id, one.number, one.due.isoformat(), fen(one.amount), as_json(fens(one.parts)))
                    for one in agreement.payments
                ],
            )
        return replace(agreement, id=id)

    # -- taking back

    def last_change(self, household: str) -> Change | None:
        """The last change to contacts, promises or agreements of a household that can be taken back."""
        with self.reading() as connection:
            row = None if connection is None else last_change_of(connection, household)
        return None if row is None else change_of(row)

    def undo(self, household: str) -> Change | None:
        """Take the last change back, also one of an earlier day. Returns it, None where there is none."""
        with self.writing() as connection:
            row = last_change_of(connection, household)
            if row is None:
                return None
            clear(connection, row["kind"], row["subject"])
            for table, rows in json.loads(row["before"]).items():
                for one in rows:
                    insert(connection, table, one)
            connection.execute("DELETE FROM change WHERE id = ?", (row["id"],))
        return change_of(row)


def _save_contact(connection: sqlite3.Connection, household: str, contact: Contact) -> Contact:
    values = {
        "household": household,
        "debt": contact.debt,
        "at": contact.at.isoformat(timespec="minutes"),
        "channel": contact.channel,
        "began": contact.began,
        "who": contact.who,
        "name": contact.name,
        "said": contact.said,
        "amount": fen(contact.amount),
        "proof": contact.proof,
    }
    id = record(connection, household, "contact", contact.id, values)
    drop_promises(connection, id, [one.id for one in contact.promises if one.id is not None])
    promises = tuple(
        save_promise(connection, household, replace(promise, debt=contact.debt, contact=id))
        for promise in contact.promises
    )
    return replace(contact, id=id, promises=promises)
