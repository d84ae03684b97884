"""What a figure rests on, in one line, and whether that may have changed since it was checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from duecourse.locale import say, separator

BETWEEN: Final = " · "
"""What stands between the parts of a citation."""


class Citation(str):
    """Where a figure comes from, in one line.

    Its `may_be_old` says that the rule may have changed since it was checked; whoever shows several citations
    says so once (`may_be_old_text`), not in each of them.
    """

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
    """One sentence for all citations whose rules may have changed since they were checked.

    Args:
        citations: from `cite`; None counts for nothing.

    Returns:
        The sentence; empty where none may have.

    Example:
        >>> may_be_old_text([])
        ''
    """
    old = _old(citations)
    return say("rules.may_be_old", what=separator().join(old)) if old else ""


def _old(citations: Iterable[str | None]) -> list[str]:
    old = (one.may_be_old for one in citations if isinstance(one, Citation) and one.may_be_old)
    return list(dict.fromkeys(old))
