"""What can go wrong with the journal, said so that the learner knows what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from duecourse.files import not_yours, save_error
from duecourse.locale import say


class JournalError(OSError):
    """The journal could not be read or written. `why` names the message.

    why: "broken", "gone" (there is only the copy), "newer", "no_copy", "busy", "disk_full",
    "not_allowed", "not_yours", "read_only", "no_folder", "is_a_folder", "characters" or "other". copy:
    whether a good copy is kept, which `Journal.restore` brings back. What was remembered before is
    untouched.
    """

    def __init__(self, why: str, *, file: str = "", reason: object = "", copy: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.file = file
        self.reason = reason
        self.copy = copy

    @property
    def unreadable(self) -> bool:
        """Whether the file itself is the matter, so that it must be mended before anything else."""
        return self.why in ("broken", "gone", "newer")

    def lines(self) -> list[str]:
        """What is wrong, and what to do about it, in the present language."""
        lines = [say(f"journal.error_{self.why}", file=self.file, reason=str(self.reason))]
        if self.why == "broken":
            lines.append(say("journal.copy_kept" if self.copy else "journal.no_copy_kept"))
        return lines

    def __str__(self) -> str:
        return " ".join(self.lines())

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the sentences, not the program's inner workings."""
        return self.lines()


_REASONS: Final = {
    sqlite3.SQLITE_CORRUPT: "broken",
    sqlite3.SQLITE_NOTADB: "broken",
    sqlite3.SQLITE_ERROR: "broken",  # a table that should be there is not
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "not_allowed",
    sqlite3.SQLITE_CANTOPEN: "not_allowed",
    sqlite3.SQLITE_PERM: "not_allowed",
}


def why_refused(error: sqlite3.Error | OSError, file: Path) -> tuple[str, object]:
    """The name of the message for what SQLite or the disk said of the file, and the reason in it."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        why, reason = _REASONS.get((code or 0) & 0xFF, "other"), str(error)
    else:
        refused = save_error(error)
        why, reason = refused.why, str(error.strerror or error)
    theirs = not_yours(file) if why in ("not_allowed", "not_yours") else None
    return (theirs.why, theirs) if theirs is not None else (why, reason)
