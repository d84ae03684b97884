"""What the course remembers about a learner's work, in one SQLite file beside the case.

It is made when there is first something to remember; until then nothing is written. The file is the
learner's own: readable by the owner alone, never in git.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from duecourse.paths import my_folder

DEFAULT_SEED: Final = "due-course"
"""The seed of the exercises until the course has something to remember."""

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS exercise (
    key TEXT PRIMARY KEY, answers INTEGER NOT NULL, right INTEGER NOT NULL, last TEXT NOT NULL
) STRICT;
"""


class Journal:
    """The learner's record. Opens the file for each call, so several notebooks may use it at once."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = my_folder() / "journal.sqlite" if file is None else file

    @contextmanager
    def _open(self, *, write: bool) -> Iterator[sqlite3.Connection | None]:
        if not self.file.exists():
            if not write:
                yield None
                return
            self._make()
        with closing(sqlite3.connect(self.file, timeout=10)) as connection, connection:
            yield connection

    def _make(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(self.file, os.O_CREAT | os.O_WRONLY, 0o600))
        with closing(sqlite3.connect(self.file, timeout=10)) as connection, connection:
            connection.executescript(_SCHEMA)
            connection.execute("INSERT OR IGNORE INTO setting VALUES ('seed', ?)", (secrets.token_hex(8),))

    def setting(self, name: str, default: str = "") -> str:
        """A remembered setting, or the default."""
        with self._open(write=False) as connection:
            if connection is None:
                return default
            row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else default

    def remember(self, name: str, value: str) -> None:
        """Remember a setting."""
        with self._open(write=True) as connection:
            assert connection is not None
            connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def seed(self) -> str:
        """The learner's own seed for the figures of the exercises."""
        return self.setting("seed", DEFAULT_SEED)

    def answered(self, key: str, right: bool) -> None:
        """Count an answer to an exercise."""
        with self._open(write=True) as connection:
            assert connection is not None
            connection.execute(
                "INSERT INTO exercise VALUES (?, 1, ?, ?) ON CONFLICT (key) DO UPDATE SET"
                " answers = answers + 1, right = right + excluded.right, last = excluded.last",
                (key, int(right), datetime.now().isoformat(timespec="seconds")),
            )

    def solved(self) -> set[str]:
        """The keys of the exercises answered rightly at least once."""
        with self._open(write=False) as connection:
            if connection is None:
                return set()
            return {str(row[0]) for row in connection.execute("SELECT key FROM exercise WHERE right > 0")}
