"""Where a figure comes from and how surely it is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from duecourse.locale import NO_TEXT, Text, say

from .errors import in_short
from .tables import Table, read_file

STATUSES: Final = ("text seen", "reported", "general knowledge", "own arithmetic")
"""How a figure is known: read in a published text of the instrument; told by others (the press, a
repost of a help page); known only generally; worked out from other figures."""


def status_text(status: str) -> str:
    """How something is known, in words: "known only generally: check before you rely on it"."""
    return say(f"files.status_{status.replace(' ', '_')}")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule or a term is from.

    Attributes:
        id: its own.
        title: the instrument, in both languages.
        issuer: who issued it, in both languages.
        clause: the clause, if one is named.
        status: how the figure is known: one of STATUSES.
    """

    id: str
    title: Text
    issuer: Text
    clause: Text
    status: str

    def cite(self) -> str:
        """Title, clause and issuer in the present language."""
        clause = say("files.clause", clause=self.clause) if self.clause else ""
        return say("files.source", title=self.title_text(), clause=clause, issuer=self.issuer)

    def title_text(self) -> str:
        """The title in the present language; beside it the Chinese one, under which it is known here."""
        title = str(self.title)
        return title if title == self.title.zh else f"{title} ({self.title.zh})"

    def status_text(self) -> str:
        """How it is known, in words: "known only generally: check before you rely on it"."""
        return status_text(self.status)


class Sources:
    """The sources of one file, each once. A rule or a term names one by its id."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._read: dict[str, Source] | None = None

    def ids(self) -> tuple[str, ...]:
        """All ids, in the order of the file. Raises DataFileError for a file that is not as it should be."""
        return tuple(self._sources())

    def source_of(self, holder: Table) -> Source:
        """The source that a value or a term names, with the clause and the status that stand there. Raises
        DataFileError where none is named, or one that is not in the file."""
        if not holder.has("source"):
            raise holder.error("source", "is missing", 'Add source = { id = "…" }')
        table = holder.table("source")
        source = self._named(table)
        if table.has("status"):
            status = table.word("status", STATUSES)
            if status == source.status:
                raise table.error("status", "is what the source itself says", "Take it out here")
            source = replace(source, status=status)
        source = replace(source, clause=table.both_or_none("clause") or NO_TEXT)
        table.finish()
        return source

    def _named(self, table: Table) -> Source:
        id, known = table.text("id"), self._sources()
        if id not in known:
            near = get_close_matches(id, known, 1)
            remedy = f"Did you mean {near[0]}?" if near else f"Add [{id}] to {self.file.name}"
            raise table.error("id", f"{in_short(id)} is no source", remedy)
        return known[id]

    def _sources(self) -> dict[str, Source]:
        if self._read is None:
            found: dict[str, Source] = {}
            said: dict[tuple[Text, Text], str] = {}
            file = read_file(self.file)
            for id in file.remaining():
                item = file.table(id)
                title, issuer = item.both("title"), item.both("issuer")
                found[id] = Source(id, title, issuer, NO_TEXT, item.word("status", STATUSES))
                item.finish()
                if (other := said.setdefault((title, issuer), id)) != id:
                    raise file.error(
                        id, f"says the same as {other}", f"Name {other} instead, and take it out"
                    )
            self._read = found
        return self._read
