"""A panel that follows the household that is looked at: made anew when another is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ipywidgets import VBox

from duecourse.view.panel import Card, calm_card

from ..lesson import Lesson


class Following(VBox):  # type: ignore[misc]
    """Shows what `make` makes of the lesson's present case."""

    def __init__(self, lesson: Lesson, make: Callable[[], Card]) -> None:
        self._make = calm_card(make)
        super().__init__([self._make()])
        lesson.follow(self._follow)

    @property
    def card(self) -> Card:
        """What is shown now."""
        card: Card = self.children[0]
        return card

    def _follow(self) -> None:
        self.children = [self._make()]

    def __repr__(self) -> str:
        return repr(self.card)

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """The widget, and for a page without a kernel what the panel shows there."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options) or {}
        inside = self.card._repr_mimebundle_(**options) or {}
        return inside | bundle | {"text/plain": inside["text/plain"]}  # on a page with one it is this widget
