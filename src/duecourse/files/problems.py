"""What is wrong with a file, said so that the person who wrote it can put it right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar, Final

from duecourse.locale import day, say, separator

Path = tuple[str | int, ...]
"""A place in a file: ("debts", 0, "payments", 1, "amount"). Numbers count from 0."""

_LONGEST: Final = 60  # characters of a value that are shown


@dataclass(frozen=True)
class Problem:
    """One thing to put right.

    why: the name of the two messages of SUBJECT, `problem_…` and `remedy_…`. path: where in the file.
    value: what stands there. values: what goes into the places of the messages. called: the own name of
    what it is about, to find it by. file, line: where, if it came from a file (line counts from 1).
    """

    why: str
    path: Path = ()
    value: object = None
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    called: str = ""
    file: str = ""
    line: int | None = None

    SUBJECT: ClassVar[str] = "files"
    """Where its messages stand."""

    @property
    def where(self) -> str:
        """The place as people read it, beside the line. Empty for the whole file."""
        return ""

    @property
    def problem(self) -> str:
        """What is wrong, in one sentence of the present language."""
        return say(f"{self.SUBJECT}.problem_{self.why}", **self._shown())

    @property
    def remedy(self) -> str:
        """What to do about it, in the present language."""
        return say(f"{self.SUBJECT}.remedy_{self.why}", **self._shown())

    def _shown(self) -> dict[str, str]:
        return {name: shown(value) for name, value in {"value": self.value, **self.values}.items()}

    def __str__(self) -> str:
        text = say("files.joined", problem=self.problem, remedy=self.remedy)
        if self.where:
            text = say("files.at_place", where=self.where, text=text)
        return text if self.line is None else say("files.at_line", line=self.line, text=text)


def shown(value: object) -> str:
    """A value inside a message: a day as people write it, a list with its commas, a long text cut short."""
    if callable(value):
        label: Callable[[], object] = value
        return shown(label())
    if isinstance(value, date):
        return day(value)
    if isinstance(value, int) and abs(value) >= 10**_LONGEST:  # Python writes out no thousands of digits
        value = Decimal(value).normalize()
    if isinstance(value, Decimal) and abs(value.adjusted()) < _LONGEST:
        value = f"{value:f}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return separator().join(shown(item) for item in value)
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST or isinstance(value, Label) else f"{text[:_LONGEST]}…"


class Label(str):
    """A text of the course's own inside a message: never cut short."""

    __slots__ = ()


class SaveError(OSError):
    """Nothing was saved, and what was saved before is untouched.

    `why` names the message of SUBJECT, where it is not a problem that says itself what is the matter."""

    SUBJECT: ClassVar[str] = "files"

    def __init__(self, why: str, *, problem: Problem | None = None, **values: object) -> None:
        super().__init__(why)
        self.why = why
        self.problem = problem
        self.values = values

    def __str__(self) -> str:
        values = {name: shown(value) for name, value in self.values.items()}
        reason = str(self.problem) if self.problem else say(f"{self.SUBJECT}.not_saved_{self.why}", **values)
        return say("files.not_saved", reason=reason)

    def _render_traceback_(self) -> list[str]:
        return [str(self)]
