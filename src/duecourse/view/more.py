"""A panel with further controls folded away, so that they do not crowd the few that matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ipywidgets import VBox, Widget

from ..locale import language
from .controls import Control
from .fold import Fold
from .model import Model
from .panel import Panel


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


class PanelWithMore(Panel):
    """A panel whose further controls are folded away in groups.

    more: for each group its name and its controls, each under the name of the trait it moves, like
    the controls that stay in sight.
    """

    def __init__(self, model: Model, more: Mapping[str, Mapping[str, Control]], **controls: Control) -> None:
        groups = [More(name, group.values()) for name, group in more.items()]
        super().__init__(model, extra=groups, **controls)
        for group in more.values():
            for trait, control in group.items():
                self._link(trait, control)
        self.controls = {**controls, **{name: one for group in more.values() for name, one in group.items()}}
