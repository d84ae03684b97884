"""One panel for each of several things, in one frame, and the choice between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from .chart import MIME
from .controls import Choice
from .panel import CalmCard, Card, Panel, calm_card


class OnePanelOf(Card):
    """The panel of the thing that is chosen; each is made when it is first chosen, then kept as it was left.

    name: what is chosen, for instance "Which debt?". options: a key and a label for each. make: the
    panel for a key.
    """

    def __init__(self, name: str, options: Mapping[str, str], make: Callable[[str], Panel]) -> None:
        self._make = calm_card(make)
        self._made: dict[str, Card] = {}
        self.choice = Choice(name, options)
        super().__init__("")
        self._show(self.choice.value)
        self.choice.observe(lambda change: self._show(change.new), "value")

    def _show(self, key: str) -> None:
        if isinstance(self._made.get(key), CalmCard | None):  # one that could not be made is tried again
            panel = self._made[key] = self._make(key)
            panel.add_class("dc-inside")
            panel.heading.observe(lambda _: self._take_title(), "text")
        self.parts = (self.choice, self._made[key])
        self._take_title()

    def _take_title(self) -> None:
        self.heading.text = self._made[self.choice.value].heading.text

    @property
    def panel(self) -> Panel:
        """The panel that is shown."""
        return cast(Panel, self._made[self.choice.value])

    def __repr__(self) -> str:
        return repr(self.panel)

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """The widget, and for a page without a kernel what the panel shows there."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options) or {}
        inside = self.panel._repr_mimebundle_(**options)
        return bundle | {kind: inside[kind] for kind in ("text/plain", MIME) if kind in inside}


def one_panel_of(name: str, options: Mapping[str, str], make: Callable[[str], Panel]) -> Card:
    """A frame with a choice between panels, or simply the panel where there is only one."""
    if len(options) == 1:
        return make(next(iter(options)))
    return OnePanelOf(name, options, make)
