"""A checklist on the page: boxes to tick under headings, each with a few lines about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from traitlets import List, Unicode

from ..locale import language
from .page_widget import PageWidget


@dataclass(frozen=True)
class Tick:
    """A box to tick: its name, lines under it, a warning, and lines folded away under `more`."""

    id: str
    label: str
    ticked: bool
    lines: tuple[str, ...] = ()
    care: str = ""
    more: str = ""
    folded: tuple[str, ...] = ()


@dataclass(frozen=True)
class TickGroup:
    """Boxes under one heading."""

    title: str
    ticks: tuple[Tick, ...]


class Ticks(PageWidget):
    """The checklist. on_tick: told the id of a box and whether it is ticked now."""

    drawn_by = "ticks"

    groups: Any = List().tag(sync=True)
    language = Unicode().tag(sync=True)

    def __init__(self, on_tick: Callable[[str, bool], object]) -> None:
        self._on_tick = on_tick
        super().__init__(language=language())
        self.on_msg(self._told)

    def show(self, groups: Sequence[TickGroup]) -> None:
        """Show these boxes."""
        self.groups = [asdict(group) for group in groups]

    def _told(self, _: Any, content: Any, __: Any) -> None:
        match content:
            case {"tick": str(id), "on": bool(on)}:
                if any(id == tick["id"] for group in self.groups for tick in group["ticks"]):
                    self._on_tick(id, on)

    def __repr__(self) -> str:
        ticks = [tick for group in self.groups for tick in group["ticks"]]
        return f"{sum(tick['ticked'] for tick in ticks)}/{len(ticks)}"
