"""Work that is done while nobody waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Final

PAUSE: Final = 0.01
"""Seconds between two pieces: whatever the learner does comes first."""

_DONE: Final = object()


def when_idle(work: Iterator[object]) -> None:
    """Do a work piece by piece whenever the kernel has nothing else to do, each a step of `work`. None of it
    is done where there is no kernel: whoever needs it does it then."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return

    def piece() -> None:
        if next(work, _DONE) is not _DONE:
            loop.call_later(PAUSE, piece)

    loop.call_later(PAUSE, piece)
