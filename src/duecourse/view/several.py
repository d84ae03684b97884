"""Boxes to tick, of which several may be right, and a button to have them checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from traitlets import List, Unicode

from ..locale import language, say
from .page_widget import PageWidget


class Several(PageWidget):
    """The options, and the button. on_check: told the ids that are ticked when it is pressed.

    What is ticked comes along with the press, so that nothing can overtake it on the way.
    """

    drawn_by = "several"

    name = Unicode().tag(sync=True)
    button = Unicode().tag(sync=True)
    options: Any = List().tag(sync=True)
    language = Unicode().tag(sync=True)

    def __init__(self, options: Mapping[str, str], on_check: Callable[[list[str]], object]) -> None:
        self._on_check = on_check
        super().__init__(
            name=say("task.several"),
            button=say("task.check"),
            options=[{"id": id, "text": text} for id, text in options.items()],
            language=language(),
        )
        self.on_msg(self._checked)

    def _checked(self, _: Any, content: object, __: Any) -> None:
        ids = content.get("ticked") if isinstance(content, dict) else None
        if isinstance(ids, list):
            self._on_check([option["id"] for option in self.options if option["id"] in ids])

    def __repr__(self) -> str:
        return self.name
