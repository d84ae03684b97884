"""Unfinished forms on the disk: each form has a file of its own, and none overwrites another's.

A file is a form's own as long as it holds what that form wrote, or opened, last. Another window that has
gone on with the same entries makes it its own by writing to it; the first then takes a new file. Each says
which version of the learner's case it began with, so that none replaces what was saved meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, Final

from duecourse.files import locked, mark_of, may_be_there, parse, put_aside, saving, write_toml, write_whole
from duecourse.rules import products

from . import on_disk
from .problems import CaseError
from .writing import header

LISTS: Final = ("drawings", "payments", "waivers", "rate_changes", "bills", "lines", "budget")
"""The keys under which a form has a list of entries, beside its debts."""

ONE_ENTRY: Final = ("hardship", "savings", "terms")
"""The keys under which it has one entry."""

_BASE: Final = "based_on"
"""The key of the file that says with which version of the case the form began."""


@dataclass(frozen=True)
class Place:
    """Where a form was put aside, and the mark of what it wrote there."""

    file: Path
    mark: str


@dataclass(frozen=True)
class KeptDraft:
    """An unfinished form.

    Attributes:
        place: where it is kept.
        tree: what is in it.
        base: the mark of the case it began with, empty where there was none.
        at: when it was put aside, in the computer's time.
    """

    place: Place
    tree: Mapping[str, Any]
    base: str
    at: datetime

    @property
    def debts(self) -> int:
        """How many debts stand in it."""
        return len(self.tree.get("debts", ()))


def kept_drafts() -> list[KeptDraft]:
    """All that was put aside and can be read, the newest first.

    Returns:
        The drafts, the newest first.

    Example:
        >>> kept_drafts()
        []
    """
    found = [kept for file in _files() if (kept := _read(file)) is not None]
    return sorted(found, key=lambda kept: kept.at, reverse=True)


def put_broken_drafts_aside() -> list[Path]:
    """What cannot be read given another name, under which nothing overwrites it.

    Returns:
        The new names.

    Raises:
        SaveError: the disk refuses.

    Example:
        >>> put_broken_drafts_aside()
        []
    """
    if all(_read(file) for file in _files()):
        return []
    with locked(on_disk.own_file()), saving():
        return [put_aside(file) for file in _files() if _read(file) is None]


def keep(tree: Mapping[str, Any], base: str, own: Place | None) -> Place:
    """Put a form aside, in its own file or in a new one. Returns where. Raises SaveError."""
    case = on_disk.own_file()
    with locked(case):
        file = own.file if own is not None and _is_still(own) else _free(case)
        write_whole(file, write_toml({_BASE: base, **tree}, header=header()))
        return Place(file, mark_of(file))


def drop(own: Place) -> None:
    """Delete what a form put aside, unless another window has gone on with it. Raises SaveError."""
    with locked(on_disk.own_file()), saving():
        if _is_still(own):
            own.file.unlink(missing_ok=True)


def _is_still(own: Place) -> bool:
    return mark_of(own.file) == own.mark


def _free(case: Path) -> Path:
    return next(file for number in count(1) if not may_be_there(file := on_disk.draft_of(case, number)))


def _files() -> list[Path]:
    return [file for file in on_disk.drafts_of(on_disk.own_file()) if file.suffix == ".toml"]


def _read(file: Path) -> KeptDraft | None:
    """What was put aside in a file; None where it has not the shape of a form, however wrong its values."""
    mark = mark_of(file)
    try:
        tree, problems = parse(on_disk.read_text(file))
        at = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
    except (CaseError, OSError):
        return None
    base = tree.pop(_BASE, "")
    if problems or "format" not in tree or not isinstance(base, str) or not _has_the_shape(tree):
        return None
    return KeptDraft(Place(file, mark), tree, base, at)


def _has_the_shape(table: Any) -> bool:
    if not isinstance(table, dict):
        return False
    for key, value in table.items():
        if key in ONE_ENTRY and not isinstance(value, dict):
            return False
        if key in ("debts", *LISTS) and not (isinstance(value, list) and all(map(_has_the_shape, value))):
            return False
    return all(debt.get("product") in products.names() for debt in table.get("debts", []))
