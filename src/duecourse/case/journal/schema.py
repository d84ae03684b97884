"""The journal's tables, and how the file of an earlier version grows into the present one.

Amounts are whole fen, days "2026-11-24", moments "2026-11-24T15:30+08:00". To change a table, add a
further step: a file carries the number of the steps it has taken (`PRAGMA user_version`).
"""

from __future__ import annotations

from typing import Final

STEPS: Final[tuple[tuple[str, ...], ...]] = (
    (
        "CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
        """CREATE TABLE IF NOT EXISTS exercise (
            key TEXT PRIMARY KEY, answers INTEGER NOT NULL, right INTEGER NOT NULL, last TEXT NOT NULL
        ) STRICT""",
    ),
    (
        """CREATE TABLE contact (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            household TEXT NOT NULL,
            debt TEXT NOT NULL,
            at TEXT NOT NULL,
            channel TEXT NOT NULL,
            began TEXT NOT NULL,
            who TEXT NOT NULL,
            name TEXT NOT NULL,
            said TEXT NOT NULL,
            amount INTEGER CHECK (amount >= 0),
            proof TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE promise (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            contact INTEGER REFERENCES contact (id),
            household TEXT NOT NULL,
            debt TEXT NOT NULL,
            side TEXT NOT NULL CHECK (side IN ('theirs', 'mine', 'step')),
            what TEXT NOT NULL,
            due TEXT,
            amount INTEGER CHECK (amount >= 0),
            state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'broken')),
            settled TEXT
        ) STRICT""",
        """CREATE TABLE paper (
            household TEXT NOT NULL,
            debt TEXT NOT NULL,
            paper TEXT NOT NULL,
            ticked TEXT NOT NULL,
            PRIMARY KEY (household, debt, paper)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE agreement (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            household TEXT NOT NULL,
            debt TEXT NOT NULL,
            agreed_on TEXT NOT NULL,
            offer TEXT NOT NULL CHECK (json_valid(offer)),
            confirmed_on TEXT,
            proof TEXT NOT NULL,
            ended_on TEXT,
            note TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE agreed_payment (
            agreement INTEGER NOT NULL REFERENCES agreement (id),
            number INTEGER NOT NULL,
            due TEXT NOT NULL,
            amount INTEGER NOT NULL CHECK (amount >= 0),
            parts TEXT NOT NULL CHECK (json_valid(parts)),
            PRIMARY KEY (agreement, number)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE change (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            household TEXT NOT NULL,
            at TEXT NOT NULL,
            what TEXT NOT NULL,
            kind TEXT NOT NULL,
            subject INTEGER NOT NULL,
            before TEXT NOT NULL CHECK (json_valid(before))
        ) STRICT""",
        "CREATE INDEX contact_of ON contact (household)",
        "CREATE INDEX promise_of ON promise (household)",
        "CREATE INDEX promise_in ON promise (contact)",
        "CREATE INDEX change_of ON change (household)",
    ),
)

VERSION: Final = len(STEPS)

GROUPS: Final = {
    "contact": (("contact", "id"), ("promise", "contact")),
    "promise": (("promise", "id"),),
    "agreement": (("agreement", "id"), ("agreed_payment", "agreement")),
}
"""What belongs to one thing that can be changed and changed back: each table, and the column with its id."""
