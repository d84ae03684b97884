"""One of several to choose from: as cards with a few words each, as a row of tabs, or as a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from traitlets import Enum, List, Unicode

from ..locale import language
from .page_widget import PageWidget


@dataclass(frozen=True)
class Pick:
    """One of the options: its key, its name, a few words about it, and a short sign behind the name."""

    key: str
    label: str
    text: str = ""
    mark: str = ""


class Picks(PageWidget):
    """Buttons, of which `chosen` is the key of the one pressed last, or empty.

    look: "cards" beside each other, a "row" of tabs, or a "list" of pointers that lead somewhere and
    do not stay pressed. The options may change; the one that has the keyboard keeps it.
    """

    drawn_by = "picks"

    name = Unicode().tag(sync=True)
    look = Enum(["cards", "row", "list"], "cards").tag(sync=True)
    options: Any = List().tag(sync=True)
    chosen = Unicode().tag(sync=True)
    language = Unicode().tag(sync=True)

    def __init__(
        self,
        name: str,
        options: Sequence[Pick],
        on_pick: Callable[[str], object],
        *,
        chosen: str = "",
        look: str = "cards",
    ) -> None:
        self._on_pick = on_pick
        super().__init__(name=name, look=look, chosen=chosen, language=language())
        self.offer(options)
        self.on_msg(self._picked)

    def offer(self, options: Sequence[Pick]) -> None:
        """Show other options."""
        self.options = [vars(option) for option in options]

    def _picked(self, _: Any, content: object, __: Any) -> None:
        key = content.get("picked") if isinstance(content, dict) else None
        if isinstance(key, str) and any(option["key"] == key for option in self.options):
            self.pick(key)

    def pick(self, key: str) -> None:
        """Press the button with this key."""
        if self.look != "list":
            self.chosen = key
        self._on_pick(key)

    def __repr__(self) -> str:
        return f"{self.name}: {self.chosen}"
