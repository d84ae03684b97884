"""A part that is folded away: text under its name, or widgets that are made when it is first unfolded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ipywidgets import VBox, Widget
from traitlets import Bool, Unicode

from ..locale import language
from .page_widget import PageWidget


class Fold(PageWidget):
    """Something folded away under its name. `html` is only made while it is unfolded."""

    drawn_by = "fold"

    name = Unicode().tag(sync=True)
    html = Unicode().tag(sync=True)
    unfolded = Bool(False).tag(sync=True)
    language = Unicode().tag(sync=True)


class Folded(VBox):  # type: ignore[misc]
    """Widgets under a name, made by `make` when somebody wants to see them."""

    def __init__(self, name: str, make: Callable[[], Sequence[Widget]]) -> None:
        self._make = make
        self.fold = Fold(name=name, language=language())
        super().__init__([self.fold])
        self.add_class("dc-folded")
        self.fold.observe(self._turned, "unfolded")

    def _turned(self, change: Any) -> None:
        if change.new and not self.inside:
            self.children = [self.fold, *self._make()]
        for widget in self.inside:
            widget.layout.display = None if change.new else "none"

    @property
    def inside(self) -> tuple[Widget, ...]:
        """What is folded away; nothing before it was first unfolded."""
        return tuple(self.children[1:])

    def unfold(self) -> None:
        """Unfold it."""
        self.fold.unfolded = True
