"""Where a figure comes from and how surely it is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from duecourse.locale import Text, language, say, separator

from .reading import Table

STATUSES: Final = ("text seen", "reported", "general knowledge", "own arithmetic")
"""How a figure is known: read in a published text of the instrument; told by others (the press, a
repost of a help page); known only generally; worked out from other figures."""


BETWEEN: Final = " · "
"""What stands between the parts of a citation."""


class Citation(str):
    """Where a figure comes from, in one line. may_be_old: the rule may have changed since it was checked;
    whoever shows several citations says so once (`may_be_old_text`), not in each of them."""

    may_be_old: str = ""

    @classmethod
    def of(cls, parts: Iterable[str], may_be_old: str = "") -> Citation:
        """The parts of a citation in one line. may_be_old: what may have changed, empty if nothing."""
        found = cls(BETWEEN.join(parts))
        found.may_be_old = may_be_old
        return found

    @classmethod
    def several(cls, citations: Sequence[str]) -> Citation:
        """Several citations in one line."""
        found = cls(separator().join(citations))
        found.may_be_old = separator().join(_old(citations))
        return found


def may_be_old_text(citations: Iterable[str | None]) -> str:
    """One sentence for all citations whose rules may have changed since they were checked, or nothing."""
    old = _old(citations)
    return say("rules.may_be_old", what=separator().join(old)) if old else ""


def _old(citations: Iterable[str | None]) -> list[str]:
    old = (one.may_be_old for one in citations if isinstance(one, Citation) and one.may_be_old)
    return list(dict.fromkeys(old))


def status_text(status: str) -> str:
    """How something is known, in words: "known only generally: check before you rely on it"."""
    return say(f"rules.status_{status.replace(' ', '_')}")


@dataclass(frozen=True, slots=True)
class Source:
    """The instrument, who issued it, the clause, and how the figure is known."""

    title: str
    title_en: str
    issuer: str
    issuer_en: str
    clause: Text | None
    status: str

    def cite(self) -> str:
        """Title, clause and issuer in the present language."""
        if language() == "zh":
            return say("rules.source", title=self.title, clause=self.clause_text(), issuer=self.issuer)
        both = self.title_en if self.title == self.title_en else f"{self.title_en} ({self.title})"
        clause = f", {self.clause_text()}" if self.clause else ""
        return say("rules.source", title=both, clause=clause, issuer=self.issuer_en)

    def clause_text(self) -> str:
        """The clause in the present language, or nothing."""
        return str(self.clause) if self.clause else ""

    def status_text(self) -> str:
        """How it is known, in words: "known only generally: check before you rely on it"."""
        return status_text(self.status)


def read_source(holder: Table) -> Source:
    """The `source` of a value or a term. Raises RuleFileError where it is missing or incomplete."""
    if not holder.has("source"):
        raise holder.error("source", "is missing", "Add source = { title = …, issuer = …, status = … }")
    table = holder.table("source")
    source = Source(
        title=table.text("title"),
        title_en=table.text("title_en"),
        issuer=table.text("issuer"),
        issuer_en=table.text("issuer_en"),
        clause=table.both_or_none("clause"),
        status=table.word("status", STATUSES),
    )
    table.finish()
    return source
