"""What is wrong with a file of the course's own: for whoever writes it, not for a learner."""

from __future__ import annotations

import reprlib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 120
_SHORT.maxdict = _SHORT.maxlist = 6


class DataFileError(ValueError):
    """A file in `data/` is not as it should be. Carries `file`, `key`, `problem` and `remedy`.

    `file` is the folder and name ("rules/penalty.toml"), `key` the place in it
    ("penalty-uplift.values[0].value.min").
    """

    def __init__(self, file: Path, key: str, problem: str, remedy: str) -> None:
        self.file = f"{file.parent.name}/{file.name}"
        self.key = key
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{self.file}: {key}: {problem}. {remedy}.")


def in_short(raw: object) -> str:
    """What a file holds, for a message: short, however long, large or deep it is."""
    try:
        return _SHORT.repr(raw) if not isinstance(raw, Decimal) else str(raw)
    except ValueError:  # a whole number with more digits than Python writes out
        return "a number with thousands of digits"


def one_of(allowed: Sequence[str]) -> str:
    """The allowed words for a remedy: '"a", "b" or "c"'."""
    quoted = [f'"{word}"' for word in allowed]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
