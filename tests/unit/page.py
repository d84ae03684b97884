"""What a learner does with a card, and what stands on it, without a page.

The only place in the tests that knows how ipywidgets hands on what the page sends, and how IPython asks
for what is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from duecourse.view.controls import Button
from duecourse.view.fold import Fold

W = TypeVar("W")


def tell(widget: Any, content: object, buffers: tuple[bytes, ...] = ()) -> None:
    """What the page sends to a widget."""
    widget._handle_custom_msg(content, [*buffers])


def press(place: Any, name: str | None = None) -> None:
    """Press a button; with a `name`, the button of that name in a place."""
    tell(place if name is None else the(place, Button, name=name), "pressed")


def all_in(place: Any, kind: type[W]) -> list[W]:
    """The widgets of a kind in a place, from top to bottom, those in cards inside it too."""
    return [widget for widget in _inside(place) if isinstance(widget, kind)]


def the(place: Any, kind: type[W], **traits: object) -> W:
    """The only widget of a kind, with such traits, in a place."""
    found = [
        widget
        for widget in all_in(place, kind)
        if all(getattr(widget, name) == value for name, value in traits.items())
    ]
    assert len(found) == 1, (kind.__name__, traits, found)
    return found[0]


def names(place: Any, kind: type[Any] = Button) -> list[str]:
    """The names of the buttons in a place."""
    return [widget.name for widget in all_in(place, kind)]


def unfold(place: Any, unfolded: bool = True) -> None:
    """Unfold all that is folded away in a place; with `unfolded=False`, fold it away again."""
    while other := [fold for fold in all_in(place, Fold) if fold.unfolded is not unfolded]:
        for fold in other:  # there may be more folded away inside it
            fold.unfolded = unfolded


def shown(card: Any) -> dict[str, Any]:
    """What a cell shows of it, by the kind of content."""
    bundle: dict[str, Any] = card._repr_mimebundle_()
    return bundle


def told(error: Any) -> list[str]:
    """The lines that a cell shows of an error."""
    lines: list[str] = error._render_traceback_()
    return lines


def _inside(place: Any) -> Iterator[Any]:
    for child in getattr(place, "children", ()):
        yield child
        yield from _inside(child)
