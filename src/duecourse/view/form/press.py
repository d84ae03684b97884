"""A button of the form. What was typed before it was pressed is heard before it.

JupyterLab sends what widgets say over two ways into the kernel, and one may overtake the other: a
press of Save could arrive before the last word that was typed. So the page waits with it (`press.js`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from ..controls import Button

PAUSE: Final = 0.6
"""Seconds between two presses that are meant to be two: a double click is one."""


class Press(Button):
    """Does something when it is pressed."""

    drawn_by = "press"


class SurePress(Press):
    """Does something only when it is pressed a second time: after the first press its name asks back."""

    def __init__(self, name: str, again: str, on_press: Callable[[], object]) -> None:
        self._first, self._again, self._do = name, again, on_press
        self._asked_at: float | None = None
        super().__init__(name, self._pressed)

    def _pressed(self) -> None:
        now = time.monotonic()
        if self._asked_at is None:
            self._asked_at, self.name = now, self._again
        elif now - self._asked_at >= PAUSE:
            self.calm_down()
            self._do()

    def calm_down(self) -> None:
        """Forget a first press."""
        self._asked_at, self.name = None, self._first
