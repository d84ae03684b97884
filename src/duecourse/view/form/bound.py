"""Boxes that are bound to places in the draft: what is typed goes there, what is wrong comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from duecourse.locale import say

from .entries import Box, Entries
from .model import FormModel, Path

ONE = "one"  # the key of a group's only row


class Group(Entries):
    """Boxes for fields that belong together, wherever they stand in the draft."""

    def __init__(
        self,
        form: FormModel,
        legend: str,
        fields: Sequence[tuple[Path, Box]],
        *,
        wide: bool = False,
        hint: str = "",
    ) -> None:
        self._form = form
        self._paths = {str(number): path for number, (path, _) in enumerate(fields)}
        boxes = [replace(box, name=str(number)) for number, (_, box) in enumerate(fields)]
        super().__init__(legend, boxes, many=False, wide=wide, hint=hint)
        self.refresh()

    def refresh(self) -> None:
        """Show the fields as they are in the draft now."""
        texts = {name: self._form.text(path) for name, path in self._paths.items()}
        self.rows = [{"key": ONE, "name": self.legend, "texts": texts}]
        self.tell()

    def typed(self, key: str, name: str, text: str) -> None:
        """Put it into the draft."""
        self._form.type(self._paths[name], text)

    def tell(self) -> None:
        """Say beside each box what there is to say now."""
        self.said = {f"{ONE}.{name}": vars(self._form.said(path)) for name, path in self._paths.items()}

    def find(self, path: Path) -> bool:
        """Put the keyboard into the box of a path; False where there is none."""
        for name, own in self._paths.items():
            if own == path:
                self.go_to(ONE, name)
                return True
        return False


class Rows(Entries):
    """The entries of a list in the draft, a row each. kind: only those of this kind (budget lines)."""

    def __init__(
        self,
        form: FormModel,
        path: Path,
        legend: str,
        boxes: Sequence[Box],
        *,
        add: str,
        hint: str = "",
        kind: str = "",
    ) -> None:
        self._form, self._path, self._kind = form, path, kind
        self._made = 0
        super().__init__(legend, boxes, many=True, hint=hint, add=add)
        self.refresh()

    def _numbers(self) -> list[int]:
        """The numbers, in the draft's list, of the entries that are shown."""
        count = self._form.draft.count(*self._path)
        if not self._kind:
            return list(range(count))
        kinds = [self._form.draft.get((*self._path, number, "kind")) for number in range(count)]
        return [number for number in range(count) if kinds[number] == self._kind]

    def _key(self) -> str:
        self._made += 1
        return str(self._made)

    def _row(self, key: str, place: int, number: int) -> dict[str, Any]:
        path = (*self._path, number)
        texts = {box["name"]: self._form.text((*path, box["name"])) for box in self.boxes}
        return {"key": key, "name": say(f"case.place_{self._path[-1]}", number=place + 1), "texts": texts}

    def _show(self, keys: Sequence[str]) -> None:
        pairs = zip(keys, self._numbers(), strict=True)
        with self.hold_sync():
            self.rows = [self._row(key, place, number) for place, (key, number) in enumerate(pairs)]
            self.tell()

    def refresh(self) -> None:
        """Show the list as it is in the draft now, all rows anew."""
        self._show([self._key() for _ in self._numbers()])

    def _keys(self) -> list[str]:
        return [row["key"] for row in self.rows]

    def typed(self, key: str, name: str, text: str) -> None:
        """Put it into the draft."""
        number = self._numbers()[self._keys().index(key)]
        self._form.type((*self._path, number, name), text)

    def added(self) -> None:
        """A further entry, and the keyboard in its first box."""
        self._form.add(self._path, {"kind": self._kind} if self._kind else None)
        key = self._key()
        self._show([*self._keys(), key])
        self.go_to(key, self.boxes[0]["name"])

    def removed(self, key: str) -> None:
        """The entry goes, at once: it is quickly typed again."""
        keys = self._keys()
        if key not in keys:
            return
        self._form.remove((*self._path, self._numbers()[keys.index(key)]))
        self._show([other for other in keys if other != key])

    def tell(self) -> None:
        """Say beside each box what there is to say now."""
        said = {"": vars(self._form.said_of(self._path))} if not self._kind else {}
        for key, number in zip(self._keys(), self._numbers(), strict=False):
            path = (*self._path, number)
            said[key] = vars(self._form.said_of(path))
            for box in self.boxes:
                said[f"{key}.{box['name']}"] = vars(self._form.said((*path, box["name"])))
        self.said = {place: one for place, one in said.items() if any(one.values())}

    def find(self, path: Path) -> bool:
        """Put the keyboard into the box of a path; False where there is none."""
        if path[: len(self._path)] != self._path:
            return False
        rest = path[len(self._path) :]
        names = [box["name"] for box in self.boxes]
        if rest and rest[0] in self._numbers():
            name = rest[1] if len(rest) > 1 and rest[1] in names else names[0]
            self.go_to(self._keys()[self._numbers().index(int(rest[0]))], str(name))
            return True
        return not rest
