"""What all widgets of the course have in common: nothing that the page tells one of them ends in silence.

ipywidgets writes an error in the handler of a message, or in an observer of what was moved, where no
learner looks. Here it is said on the card around the widget.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, Final
from weakref import ReferenceType, WeakSet, ref

import anywidget
from ipywidgets import Widget

from .calm import Place, calmly

CARDS: Final[WeakSet[Any]] = WeakSet()
"""Every card there is."""

_IN_TOUCH: Final = (Path(__file__).parent / "in_touch.js").read_text("utf-8")
_LAST_LINE: Final = "export default { render };"


class PageWidget(anywidget.AnyWidget):
    """A widget of the course. Whatever its handlers raise is said calmly, by the innermost card around it."""

    _esm: Any  # the module that draws it on the page
    _last_card_around: ReferenceType[Any] | None = None

    def __init_subclass__(cls, **options: Any) -> None:
        """Let the widget's module (`_esm`, which ends in `export default { render };`) keep in touch."""
        own = vars(cls).get("_esm")
        if isinstance(own, str):  # anywidget's own subclasses hold it as a trait
            module, found, rest = own.rpartition(_LAST_LINE)
            if not found or rest.strip():
                raise TypeError(f"the module of {cls.__name__} must end in: {_LAST_LINE}")
            cls._esm = f"{module}{_IN_TOUCH}export default {{ initialize: keepsInTouch, render }};\n"
        super().__init_subclass__(**options)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take what was moved or chosen on the page."""
        with self._calmly():
            super().set_state(sync_data)

    def _handle_custom_msg(self, content: Any, buffers: Any) -> None:
        with self._calmly():
            for callback in [*self._msg_callbacks.callbacks]:
                callback(self, content, buffers)

    def _calmly(self) -> AbstractContextManager[None]:
        # found beforehand: what is done may well take the widget out of its card
        card = self._card_around()
        return nullcontext() if card is None else calmly(card, "done", self)

    def _card_around(self) -> Place | None:
        last: Any = self._last_card_around() if self._last_card_around is not None else None
        if last is None or self not in inside(last):
            last = next((card for card in CARDS if self in inside(card)), None)
            self._last_card_around = None if last is None else ref(last)
        found: Place | None = last
        return found


def inside(box: Any) -> Iterator[Widget]:
    """All widgets in a box, and in boxes inside it; not what is in cards inside it."""
    for child in box.children:
        yield child
        if hasattr(child, "children") and child not in CARDS:
            yield from inside(child)
