"""A case while somebody is typing it in: may be unfinished or wrong, and can be kept all the same.

A form sets one field after the other and hears at once what is wrong with each; `save` makes it the
learner's case when everything is right, `keep` puts it aside as it stands (`kept` says where).

    draft = open_draft()
    debt = draft.add_debt("jintiao")
    draft.set(("debts", debt, "drawings", 0, "amount"), "￥12,000元")    # the problems of this field
    draft.problems()                                                    # all of them, each with its path
    draft.save()                                                        # or draft.keep()
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from duecourse.files import Path, SaveError, locked, mark_of, write_whole
from duecourse.locale.typed import NotRead
from duecourse.rules import products

from . import on_disk
from .fields import TABLES, TERMS, Field, term_fields
from .kept import KeptDraft, Place, drop, keep, kept_drafts
from .model import Case
from .problems import CaseError, ChangedMeanwhile, Problem
from .reading import FORMAT, read_case
from .writing import case_tree

Raw = str | int | bool | Decimal | date | list[str] | Mapping[str, str] | None
"""What a box of a form holds. None, or an empty text, empties the field."""


class Draft:
    """The tables of a case as typed so far."""

    def __init__(self, tree: Mapping[str, Any] | None = None) -> None:
        self._tree: dict[str, Any] = copy.deepcopy(dict(tree)) if tree else {"format": FORMAT}
        self._base = ""
        self._place: Place | None = None

    @classmethod
    def of(cls, case: Case) -> Draft:
        """The draft of a case, to change it. Without an example's fixed day: a learner looks from today."""
        tree = case_tree(case)
        tree.pop("as_of", None)
        return cls(tree)

    @classmethod
    def resumed(cls, kept: KeptDraft) -> Draft:
        """Go on with what was put aside. Its place is this draft's from now on."""
        draft = cls(kept.tree)
        draft._base, draft._place = kept.base, kept.place
        return draft

    def instead_of(self, mark: str) -> Draft:
        """Let it take the place of the case with this mark (`files.mark_of`), of no other; returns it."""
        self._base = mark
        return self

    def begin_with(self, case: Case) -> None:
        """Put a case into it, in the place of all that was typed."""
        self._tree = Draft.of(case)._tree

    # -- what stands in it

    def get(self, path: Path) -> Any:
        """What was typed into a field, or what a table or list holds; None where there is nothing."""
        found: Any = self._tree
        for part in path:
            if isinstance(part, int):
                if not isinstance(found, list) or part >= len(found):
                    return None
            elif not isinstance(found, dict) or part not in found:
                return None
            found = found[part]
        return copy.deepcopy(found)

    def count(self, *path: str | int) -> int:
        """How many entries a list has: `draft.count("debts")`."""
        found = self.get(path)
        return len(found) if isinstance(found, list) else 0

    def field(self, path: Path) -> Field:
        """The description of the field at a path. Raises KeyError where there is none."""
        name = str(path[-1])
        tables = [str(part) for part in path[:-1] if isinstance(part, str)]
        if tables[-1:] != ["terms"]:
            return TABLES[tables[-1] if tables else "case"][name]
        product = self.get((*path[:-2], "product"))
        if isinstance(product, str) and product in products:
            return term_fields(product)[name]
        return (TERMS["revolving"] | TERMS["instalment"])[name]

    # -- changing it

    def set(self, path: Path, value: Raw) -> list[Problem]:
        """Put into a field what was typed; returns what is wrong with it, nothing if it is right.

        Raises KeyError for a path that no case has.
        """
        field = self.field(path)
        if isinstance(value, str) and not (value if field.kind == "text" else value.strip()):
            value = None
        table = self._table(path[:-1], make=value is not None)
        if value is None:
            if table is not None:
                table.pop(str(path[-1]), None)
            missing = Problem("missing", path, None, {"key": path[-1]}, self._called(path))
            return [missing] if field.required else []
        assert table is not None
        table[str(path[-1])] = dict(value) if isinstance(value, Mapping) else value
        return self.check(path)

    def check(self, path: Path) -> list[Problem]:
        """What is wrong with what stands in one field, looked at by itself."""
        value = self.get(path)
        if value is None:
            return []
        try:
            self.field(path).read(value)
        except NotRead as error:
            return [Problem(error.why, path, value, error.values, self._called(path))]
        return []

    def add(self, path: Path, entry: Mapping[str, Raw] | None = None) -> int:
        """Add an entry to a list, ("debts", 0, "payments") for a payment; returns its number.

        Raises KeyError for a list that no case has.
        """
        key = str(path[-1])
        if key not in TABLES:
            raise KeyError(key)
        table = self._table(path[:-1], make=True)
        assert table is not None
        table.setdefault(key, []).append(
            {name: value for name, value in (entry or {}).items() if value is not None}
        )
        return len(table[key]) - 1

    def add_debt(self, product: str) -> int:
        """Add a debt of a product, under an id that no other has; returns its number."""
        taken = {self.get(("debts", i, "id")) for i in range(self.count("debts"))}
        name, number = product, 1
        while name in taken:
            number += 1
            name = f"{product}-{number}"
        return self.add(("debts",), {"id": name, "product": products[product].name})

    def remove(self, path: Path) -> None:
        """Take out an entry of a list, ("debts", 0), or a table, ("hardship",)."""
        *around, last = path
        holder = self._find(tuple(around))
        if isinstance(last, int):
            if isinstance(holder, list) and last < len(holder):
                del holder[last]
        elif isinstance(holder, dict):
            holder.pop(last, None)

    # -- what becomes of it

    def problems(self, within: Path = ()) -> list[Problem]:
        """All that is wrong, or all that is wrong within a path."""
        return [found for found in read_case(self._tree)[1] if found.path[: len(within)] == within]

    def case(self) -> Case:
        """The case. Raises CaseError with all that is wrong."""
        case, problems = read_case(self._tree)
        if case is None:
            raise CaseError(problems)
        return case

    def save(self, *, over: bool = False) -> Case:
        """Make it the learner's own case; the kept draft is no longer needed and goes.

        Raises CaseError with all that is wrong, SaveError where the disk refuses, or where the
        learner's case is not the one this draft began with ("changed_meanwhile", in another window or by
        hand): `over` replaces it, the other version stays as the backup.
        """
        file = on_disk.own_file()
        text = on_disk.checked_text(self.case(), file)
        with locked(file):
            if not (over or self.fits):
                raise ChangedMeanwhile("changed_meanwhile")
            write_whole(file, text, kept_as=on_disk.kept_as)
            self._base = mark_of(file)
        with suppress(SaveError):  # it is saved; what cannot be thrown away now is offered again another day
            self.drop()
        return replace(on_disk.parse_case(text), own=True)

    def keep(self) -> None:
        """Put it aside as it stands, right or wrong. Raises SaveError where the disk refuses."""
        self._place = keep(self._tree, self._base, self._place)

    @property
    def is_kept(self) -> bool:
        """Whether it was put aside."""
        return self._place is not None

    @property
    def fits(self) -> bool:
        """Whether the learner's case is still the one that this draft began with."""
        return mark_of(on_disk.own_file()) == self._base

    def lies_in(self, kept: KeptDraft) -> bool:
        """Whether this is where it was put aside."""
        return self._place == kept.place

    def drop(self) -> None:
        """Throw away what this draft put aside, and nothing else. Raises SaveError."""
        if self._place is not None:
            drop(self._place)
            self._place = None

    # -- finding places

    def _find(self, path: Path) -> Any:
        found: Any = self._tree
        for part in path:
            try:
                found = found[part]
            except (KeyError, IndexError, TypeError):
                return None
        return found

    def _table(self, path: Path, *, make: bool) -> dict[str, Any] | None:
        """The table at a path; made if it is not there. An entry of a list can be made at its end only."""
        found: Any = self._tree
        for i, part in enumerate(path):
            if isinstance(part, int):
                if part >= len(found):
                    if not make:
                        return None
                    if part > len(found):
                        raise KeyError(part)
                    found.append({})
            elif part not in found:
                if not make:
                    return None
                found[part] = [] if i + 1 < len(path) and isinstance(path[i + 1], int) else {}
            found = found[part]
        return found if isinstance(found, dict) else None

    def _called(self, path: Path) -> str:
        if path[:1] != ("debts",):
            return ""
        name = self.get((*path[:2], "id"))
        return name if isinstance(name, str) else ""


def saved_draft() -> Draft:
    """The learner's own case as it is now, to change it; else an empty draft.

    Returns:
        The draft.

    Raises:
        CaseError: everything that is wrong with the file, with the line and the remedy.

    Example:
        >>> saved_draft().problems()
        []
    """
    mark = mark_of(on_disk.own_file())  # first: what is saved after this is another window's
    own = on_disk.learner_case()
    return (Draft.of(own) if own else Draft()).instead_of(mark)


def open_draft() -> Draft:
    """The newest of what was put aside unfinished that began with the case as it is now; else `saved_draft`.

    What began with another version of the case, or cannot be read, stays where it is.

    Returns:
        The draft.

    Raises:
        CaseError: everything that is wrong with the file, with the line and the remedy.

    Example:
        >>> open_draft().problems()
        []
    """
    mark = mark_of(on_disk.own_file())
    fitting = next((kept for kept in kept_drafts() if kept.base == mark), None)
    return Draft.resumed(fitting) if fitting else saved_draft()
