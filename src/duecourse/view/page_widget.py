"""What all widgets of the course have in common: nothing that the page tells one of them ends in silence.

ipywidgets writes an error in the handler of a message, or in an observer of what was moved, where no
learner looks. Here it is said on the card around the widget.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any, ClassVar, Final
from weakref import ReferenceType, WeakSet, ref

import anywidget
from ipywidgets import Widget
from traitlets import Unicode, default

from .calm import Place, calmly
from .page_code import PageCode, asking_for
from .small_layout import small_layout

CARDS: Final[WeakSet[Any]] = WeakSet()
"""Every card there is."""


class PageWidget(anywidget.AnyWidget):
    """A widget of the course. Whatever its handlers raise is said calmly, by the innermost card around it.

    drawn_by: the name of the module that draws it on the page.
    """

    drawn_by: ClassVar[str]
    layout = small_layout()
    _esm = Unicode().tag(sync=True)
    _anywidget_id = Unicode().tag(sync=True)
    _asking: ClassVar[str]
    _last_card_around: ReferenceType[Any] | None = None

    def __init_subclass__(cls, **options: Any) -> None:
        """Give the widget its module. Raises KeyError for one that there is not."""
        if "drawn_by" in vars(cls):
            cls._asking = asking_for(cls.drawn_by)
        super().__init_subclass__(**options)

    @default("_esm")
    def _asks_for_its_module(self) -> str:
        return self._asking

    @default("_anywidget_id")
    def _named(self) -> str:
        return f"{type(self).__module__}.{type(self).__name__}"

    def __init__(self, *args: Any, **state: Any) -> None:
        PageCode.send()
        super().__init__(*args, **state)

    def add_traits(self, **traits: Any) -> None:
        """Add only what is not declared above: for that, anywidget would make a class for every widget,
        which takes longer than all the rest of making one."""
        if new := {name: trait for name, trait in traits.items() if not self.has_trait(name)}:
            super().add_traits(**new)

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
