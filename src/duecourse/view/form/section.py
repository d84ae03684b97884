"""A part of the form: what the form asks of each of them."""

from __future__ import annotations

from collections.abc import Sequence

from ipywidgets import VBox, Widget

from .bound import Group, Rows
from .model import Path


class Section(VBox):  # type: ignore[misc]
    """Widgets one under the other; `bound` are those among them, or inside them, that hold boxes."""

    def __init__(self, parts: Sequence[Widget], bound: Sequence[Group | Rows] = ()) -> None:
        self.bound = list(bound)
        super().__init__(parts)
        self.add_class("dc-section")

    def tell(self) -> None:
        """Say beside each box what there is to say now."""
        for part in self.bound:
            part.tell()

    def say_all(self) -> None:
        """Say it also beside boxes nobody has been to yet."""
        for part in self.bound:
            part.all_said = True

    def find(self, path: Path) -> bool:
        """Put the keyboard into the box of a path; False where there is none."""
        return any(part.find(path) for part in self.bound)

    def begin(self) -> None:
        """Put the keyboard into the first box that there is."""
        for part in self.bound:
            if part.rows:
                part.go_to(part.rows[0]["key"], part.boxes[0]["name"])
                return
