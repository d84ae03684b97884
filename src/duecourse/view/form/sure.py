"""A button that does something only when it is pressed a second time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from ..controls import Button

PAUSE: Final = 0.6  # seconds: a double click is one press


class SureButton(Button):
    """Asks back by changing its name; a second press, not at once, does it."""

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
