"""What becomes of an error that nobody foresaw: a calm sentence on the card in which it happened.

A card that was shown stays as it was, or says that it could not be worked out; nothing is ever shown
beside controls that it does not belong to. Errors that were foreseen are caught where they are known and
have words of their own. With `DUECOURSE_STRICT` set, as in tests and where notebooks are run to be saved,
every error is raised: a fault of the program must not pass for a result.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb
from typing import Final, Literal, Protocol

from ipywidgets import Widget

from duecourse import __version__
from duecourse.case import CaseError, ImportRefused, SaveError
from duecourse.case.journal import JournalError
from duecourse.locale import say

How = Literal["done", "worked_out", "made"]
"""What did not work: something that was pressed or typed, the figures of a panel, a whole card."""

STRICT: Final = "DUECOURSE_STRICT"
_PACKAGE: Final = Path(__file__).resolve().parents[1]
_MOST_FRAMES: Final = 40  # of one error; an endless recursion has a thousand


class Place(Protocol):
    """Where it is said: a card."""

    def went_wrong(self, error: Exception, how: How, near: Widget) -> None:
        """Say that something did not work, under what holds the widget by which it was done."""

    def went_well(self, near: Widget) -> None:
        """Take back what was said before."""


def is_strict() -> bool:
    """Whether every error is to be raised."""
    return bool(os.environ.get(STRICT))


@contextmanager
def calmly(place: Place, how: How, near: Widget) -> Iterator[None]:
    """Whatever goes wrong inside is said at `place`."""
    try:
        yield
    except Exception as error:
        if is_strict():
            raise
        place.went_wrong(error, how, near)
    else:
        place.went_well(near)


def lines(error: Exception, how: How) -> list[str]:
    """What went wrong and the way on: an error's own words where it was foreseen, else those for `how`."""
    if is_foreseen(error):
        return error.lines() if isinstance(error, JournalError) else str(error).splitlines()
    return [say(f"calm.{how}"), say(f"calm.{how}_way")]


def is_foreseen(error: Exception) -> bool:
    """Whether an error has words of its own for the learner."""
    return isinstance(error, CaseError | ImportRefused | JournalError | SaveError)


def details(error: BaseException) -> str:
    """Where in the program it happened, for a report: kinds of errors, and lines of the course's own code.

    Neither an error's message nor any other text comes along: a learner's figures, or the name of a folder,
    might stand in it.
    """
    found = [f"duecourse {__version__}, Python {platform.python_version()}, {platform.system()}"]
    one: BaseException | None = error
    while one is not None:
        found += ["", type(one).__qualname__, *_places(one)]
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return "\n".join(found)


def _places(error: BaseException) -> list[str]:
    found = []
    for frame in extract_tb(error.__traceback__)[-_MOST_FRAMES:]:
        file = Path(frame.filename)
        if file.is_relative_to(_PACKAGE):
            place = f"duecourse/{file.relative_to(_PACKAGE).as_posix()}"
            found.append(f"  {place}:{frame.lineno} {frame.name}: {frame.line}")
        elif file.is_relative_to(sys.prefix) or file.is_relative_to(sys.base_prefix):
            found.append(f"  {file.name}:{frame.lineno} {frame.name}")
    return found
