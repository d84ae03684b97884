"""A list of entries on the page, each with buttons for what can be done with it. All of it is plain text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from traitlets import List, Unicode

from ...locale import language
from ..page_widget import PageWidget
from .items import Item


class Log(PageWidget):
    """The list. on_action: told what was pressed, and the id of its entry. empty: what an empty one says."""

    drawn_by = "log"

    title = Unicode().tag(sync=True)
    empty = Unicode().tag(sync=True)
    items: Any = List().tag(sync=True)
    language = Unicode().tag(sync=True)

    def __init__(self, title: str, on_action: Callable[[str, str], object], *, empty: str = "") -> None:
        self._on_action = on_action
        super().__init__(title=title, empty=empty, language=language())
        self.on_msg(self._told)

    def show(self, items: Sequence[Item]) -> None:
        """Show these entries."""
        self.items = [asdict(item) for item in items]

    def _told(self, _: Any, content: Any, __: Any) -> None:
        match content:
            case {"do": str(do), "id": str(id)}:
                if any(
                    one["id"] == id and any(act["do"] == do for act in one["actions"]) for one in self.items
                ):
                    self._on_action(do, id)

    def __repr__(self) -> str:
        return f"{self.title}: {len(self.items)}"
