"""The journal's file: opened for each call, changed whole or not at all, copied when it is good.

Why a rollback journal and not SQLite's write-ahead log: the learner's record stays one file that can
be copied or carried on a stick; it works in home folders on a network, where the log's shared memory
does not; and there is little to write. Readers and writers wait for each other for milliseconds.
A process that is killed leaves at most a half-written change, which SQLite takes back when the file
is next opened. After every change a copy is made through SQLite's own backup, of a file that was
found sound; so there is always a good one.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from duecourse.files import (
    drop_file,
    free_aside,
    make_folder,
    my_folder,
    put_in_place,
    sync_folder,
    written_beside,
)

from .problems import JournalError, why_refused
from .schema import STEPS, VERSION

PATIENCE: Final = 10.0
"""Seconds to wait for another notebook that is writing."""

_STALE_SECONDS: Final = 600


class Store:
    """One SQLite file, and a good copy of it beside it. Raises JournalError for whatever goes wrong."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = my_folder() / "journal.sqlite" if file is None else file
        self.patience = PATIENCE

    @property
    def copy(self) -> Path:
        """Where the last good copy is kept."""
        return self.file.with_name(self.file.name + ".bak")

    # -- reading and writing

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """The file to read from; None where nothing is remembered yet. Nothing is made."""
        with self._in_plain_words():
            self._refuse_if_gone()
            if self._is_empty():
                yield None
                return
            with closing(self._connected()) as connection:
                yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The file to write to, made if it is not there. All that is written counts, or nothing."""
        with self._in_plain_words():
            self._refuse_if_gone()
            if self._is_empty():
                self._make()
            with closing(self._connected()) as connection:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    with contextlib.suppress(sqlite3.Error):
                        connection.execute("ROLLBACK")
                    raise
                self._keep_copy(connection)

    def _refuse_if_gone(self) -> None:
        # In this order: the copy is made after the file, so another notebook's first entry cannot mislead.
        if self.copy.exists() and self._is_empty():
            raise JournalError("gone", file=str(self.file), copy=True)

    def _is_empty(self) -> bool:
        try:
            return self.file.stat().st_size == 0
        except (FileNotFoundError, NotADirectoryError):
            return True

    def _make(self) -> None:
        make_folder(self.file.parent)
        os.close(os.open(self.file, os.O_CREAT | os.O_WRONLY, 0o600))

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.file, timeout=self.patience, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA foreign_keys = ON")
            self._grow(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _grow(self, connection: sqlite3.Connection) -> None:
        """Bring the file of an earlier version up to this one, in one go."""
        version = _version(connection)
        if version == VERSION:
            return
        if version > VERSION:
            raise JournalError("newer", file=str(self.file))
        if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            self._keep_copy(connection)
        connection.execute("BEGIN IMMEDIATE")
        try:
            for step in STEPS[_version(connection) :]:  # asked again: another notebook may have been first
                for statement in step:
                    connection.execute(statement)
            connection.execute("INSERT OR IGNORE INTO setting VALUES ('seed', ?)", (secrets.token_hex(8),))
            connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise

    @contextmanager
    def _in_plain_words(self) -> Iterator[None]:
        try:
            yield
        except JournalError:
            raise
        except sqlite3.IntegrityError:
            raise  # a mistake in the program, not in the file
        except (sqlite3.DatabaseError, OSError) as error:
            why, reason = why_refused(error, self.file)
            raise self._error(why, reason) from error
        except UnicodeEncodeError as error:
            raise JournalError("characters") from error

    def _error(self, why: str, reason: object = "") -> JournalError:
        return JournalError(why, file=str(self.file), reason=reason, copy=self._sound(self.copy))

    # -- the copy, and what to do when the file is damaged

    def _keep_copy(self, connection: sqlite3.Connection) -> None:
        """Copy the file if it is sound. That this cannot be done now spoils nothing: it is only the copy."""
        new = self.file.with_name(f".{self.file.name}.{secrets.token_hex(6)}.tmp")
        try:
            if not _is_sound(connection):
                return
            self._drop_leftovers(older_than=_STALE_SECONDS)
            os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            with closing(sqlite3.connect(new)) as target:
                target.execute("PRAGMA synchronous = OFF")  # once at the end is enough
                target.execute("PRAGMA journal_mode = OFF")
                connection.backup(target)
            _sync(new)
            put_in_place(new, self.copy)
        except (sqlite3.Error, OSError):
            drop_file(new)

    def _sound(self, file: Path) -> bool:
        """Whether a file is a journal that can be read."""
        try:
            if file.stat().st_size == 0:
                return False
            with closing(sqlite3.connect(file, timeout=self.patience)) as connection:
                return _is_sound(connection) and _version(connection) <= VERSION
        except (sqlite3.Error, OSError):
            return False

    def trouble(self) -> JournalError | None:
        """Why the journal cannot be used, or None. Looks through the whole file."""
        try:
            with self.reading() as connection:
                if connection is not None and not _is_sound(connection):
                    raise self._error("broken")
        except JournalError as error:
            return error
        return None

    def restore(self) -> None:
        """Bring back the last good copy. The damaged file is kept beside it, under another name."""
        with self._in_plain_words():
            if not self._sound(self.copy):
                raise JournalError("no_copy", file=str(self.file))
            new = written_beside(self.file, self.copy.read_bytes())
            self._put_aside(self.file)
            put_in_place(new, self.file)

    def begin_anew(self) -> None:
        """Begin with nothing remembered. The damaged file and its copy are kept, under other names."""
        with self._in_plain_words():
            self._put_aside(self.file)
            self._put_aside(self.copy)
            sync_folder(self.file.parent)

    def forget(self) -> None:
        """Delete all that is remembered, its copy, and whatever else was kept of it."""
        with self._in_plain_words():
            for file in [*self._with_half_written(self.file), self.copy, *self._put_aside_before()]:
                file.unlink(missing_ok=True)
            self._drop_leftovers()
            if self.file.parent.exists():
                sync_folder(self.file.parent)

    def _put_aside(self, file: Path) -> None:
        """Give a file a name under which nothing overwrites it: the first is `journal.sqlite.broken`."""
        if not file.exists():
            return
        aside = free_aside(file)
        for one in self._with_half_written(file):
            if one.exists():  # what SQLite has begun to write belongs to this file, not to the next
                one.rename(aside.with_name(aside.name + one.name.removeprefix(file.name)))

    def _with_half_written(self, file: Path) -> list[Path]:
        return [file, *(file.with_name(file.name + end) for end in ("-journal", "-wal", "-shm"))]

    def _put_aside_before(self) -> list[Path]:
        return list(self.file.parent.glob(f"{self.file.name}*.broken*"))

    def _drop_leftovers(self, *, older_than: float = 0) -> None:
        """Half-made copies that a killed process left behind."""
        for left in self.file.parent.glob(f".{self.file.name}.*.tmp*"):
            with contextlib.suppress(OSError):
                if time.time() - left.stat().st_mtime >= older_than:
                    left.unlink()


def _sync(file: Path) -> None:
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _is_sound(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
