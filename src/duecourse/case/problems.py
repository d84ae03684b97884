"""What is wrong with a case, said so that the person who typed it can put it right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from duecourse.locale import day, has_message, say, say_count, separator
from duecourse.rules import products

Path = tuple[str | int, ...]
"""A place in a case: ("debts", 0, "payments", 1, "amount"). Numbers count from 0."""

_LONGEST: Final = 60  # characters of a value that are shown


@dataclass(frozen=True)
class Problem:
    """One thing to put right.

    why: the name of the two messages in case.po, `problem_…` and `remedy_…`. path: where in the case.
    value: what stands there. values: what goes into the places of the messages. called: the debt's
    own name, to find it by. file, line: where in the file, if it came from one (line counts from 1).
    """

    why: str
    path: Path = ()
    value: object = None
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    called: str = ""
    file: str = ""
    line: int | None = None

    @property
    def where(self) -> str:
        """The place as people read it: "debt 2 (jintiao), payment 1, amount". Empty for the whole case."""
        return place(self.path, self.called)

    @property
    def problem(self) -> str:
        """What is wrong, in one sentence of the present language."""
        return say(f"case.problem_{self.why}", **self._shown())

    @property
    def remedy(self) -> str:
        """What to do about it, in the present language."""
        return say(f"case.remedy_{self.why}", **self._shown())

    def _shown(self) -> dict[str, str]:
        return {name: shown(value) for name, value in {"value": self.value, **self.values}.items()}

    def __str__(self) -> str:
        text = say("case.joined", problem=self.problem, remedy=self.remedy)
        if self.where:
            text = say("case.at_place", where=self.where, text=text)
        return text if self.line is None else say("case.at_line", line=self.line, text=text)


def place(path: Path, called: str = "") -> str:
    """A path in words of the present language."""
    words: list[str] = []
    table = ""
    for i, part in enumerate(path):
        if isinstance(part, int):
            continue
        number = path[i + 1] if i + 1 < len(path) else None
        if isinstance(number, int):
            name = say(f"case.place_{part}", number=number + 1)
            words.append(
                say("case.place_called", place=name, called=shown(called)) if i == 0 and called else name
            )
        else:
            words.append(field_label(part, table))
        table = part
    return separator().join(words)


def field_label(name: str, table: str = "") -> str:
    """What a key of the file is called in the present language; the key itself where it has no name."""
    for key in (f"case.field_{table}_{name}", f"case.field_{name}"):
        if has_message(key):
            return say(key)
    meaning = products.meanings().get(name)
    if meaning is None:
        return name
    label = str(meaning.labels)
    return label[:1].lower() + label[1:]  # it stands within a sentence


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


class CaseError(ValueError):
    """A case that cannot be used as it stands. `problems` holds all that is wrong, not only the first.

    file: the name of the file, if there is one. backup: whether a good earlier version is kept, which
    `restore_backup` brings back. `str()` says all of it in the present language.
    """

    def __init__(self, problems: Iterable[Problem], *, file: str = "", backup: bool = False) -> None:
        self.problems = tuple(problems)
        self.file = file
        self.backup = backup
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        if self.file:
            lines = [say_count("case.error_in_file", count, file=self.file)]
        else:
            lines = [say_count("case.error", count)]
        lines += [f"· {problem}" for problem in self.problems]
        if self.backup:
            lines.append(say("case.backup_kept"))
        return "\n".join(lines)

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the sentences, not the program's inner workings."""
        return str(self).splitlines()


class SaveError(OSError):
    """Nothing was saved, and what was saved before is untouched. `why` names the message, where it is
    not a problem that says itself what is the matter."""

    def __init__(self, why: str, *, problem: Problem | None = None, **values: object) -> None:
        super().__init__(why)
        self.why = why
        self.problem = problem
        self.values = values

    def __str__(self) -> str:
        values = {name: shown(value) for name, value in self.values.items()}
        reason = str(self.problem) if self.problem else say(f"case.not_saved_{self.why}", **values)
        return say("case.not_saved", reason=reason)

    def _render_traceback_(self) -> list[str]:
        return [str(self)]
