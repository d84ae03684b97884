"""Widgets that are folded away, so that they do not crowd the few that matter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ipywidgets import VBox, Widget

from ..locale import language
from .fold import Fold


class More(VBox):  # type: ignore[misc]
    """Widgets folded away under a name."""

    def __init__(self, name: str, widgets: Iterable[Widget]) -> None:
        self.fold = Fold(name=name, language=language())
        inside = VBox([*widgets])
        inside.add_class("dc-controls")
        inside.layout.display = "none"

        def unfold(change: Any) -> None:
            inside.layout.display = None if change.new else "none"

        self.fold.observe(unfold, "unfolded")
        super().__init__([self.fold, inside])
        self.add_class("dc-more-controls")
