"""Reading a TOML file strictly: a key that is missing, unknown or doubled is an error that says where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from string import Formatter
from typing import Any, Final

from duecourse.locale import LANGUAGES, Text, in_language

from .errors import DataFileError, in_short, one_of
from .problems import Problem
from .toml_syntax import parse

_FEW: Final = 12
"""So many allowed words are all named, also where one of them is probably meant."""


class Table:
    """One table of a file. Each key is taken once; `finish` refuses the keys nobody took."""

    def __init__(self, file: Path, where: str, raw: object) -> None:
        self.file = file
        self.where = where
        if not isinstance(raw, dict):
            raise DataFileError(file, where, f"{in_short(raw)} is not a table", "Write it as { … }")
        self._raw: dict[str, Any] = dict(raw)
        self._asked: list[str] = []

    def error(self, key: str, problem: str, remedy: str) -> DataFileError:
        """An error about one key of this table."""
        return DataFileError(self.file, f"{self.where}.{key}" if self.where else key, problem, remedy)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        self._asked.append(key)
        return key in self._raw

    def take(self, key: str) -> Any:
        """The value of a key that must be there."""
        if not self.has(key):
            raise self.error(key, "is missing", f"Add {key} = …")
        return self._raw.pop(key)

    def text(self, key: str) -> str:
        """A text in quotes, not empty."""
        value = self.take(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(key, f"{in_short(value)} is not a text", f'Write {key} = "…"')
        return value

    def word(self, key: str, allowed: Sequence[str]) -> str:
        """One of the allowed words."""
        return self._known(key, self.text(key), allowed)

    def words(self, key: str, allowed: Sequence[str], *, least: int = 1) -> tuple[str, ...]:
        """A list of allowed words, each once, at least so many."""
        value = self.take(key)
        if not isinstance(value, list) or len(value) < least:
            raise self.error(key, f"{in_short(value)} is not a list of words", f'Write {key} = ["…"]')
        found = tuple(self._known(key, word, allowed) for word in value)
        self._refuse_doubles(key, found)
        return found

    def _known(self, key: str, word: object, allowed: Sequence[str]) -> str:
        if not isinstance(word, str) or word not in allowed:
            near = get_close_matches(word, allowed, 1) if isinstance(word, str) else []
            guess = [f'Did you mean "{near[0]}"?'] if near else []
            choice = [f"Use {one_of(allowed)}"] if not near or len(allowed) <= _FEW else []
            raise self.error(key, f"{in_short(word)} is not known", " ".join(guess + choice))
        return word

    def _refuse_doubles(self, key: str, found: tuple[str, ...]) -> None:
        if len({*found}) < len(found):
            raise self.error(key, f"{in_short(list(found))} says something twice", "Take one of the two out")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, at least one, each once."""
        value = self.take(key)
        if not isinstance(value, list) or not value or not all(isinstance(text, str) for text in value):
            raise self.error(key, f"{in_short(value)} is not a list of texts", f'Write {key} = ["…"]')
        self._refuse_doubles(key, tuple(value))
        return tuple(value)

    def both(self, key: str) -> Text:
        """A text in both languages."""
        return self.table(key).in_both()

    def in_both(self) -> Text:
        """The whole table as a text in both languages."""
        text = Text(**{name: self.text(name) for name in LANGUAGES})
        self.finish()
        return text

    def both_or_none(self, key: str) -> Text | None:
        """A text in both languages, where there is one."""
        return self.both(key) if self.has(key) else None

    def day(self, key: str) -> date:
        """A date without quotes."""
        value = self.take(key)
        if type(value) is not date:
            raise self.error(key, f"{in_short(value)} is not a date", "Write it without quotes: 2026-11-24")
        return value

    def table(self, key: str) -> Table:
        """The table under a key."""
        return Table(self.file, f"{self.where}.{key}" if self.where else key, self.take(key))

    def tables(self, key: str) -> Iterator[Table]:
        """The tables under a key, `[[key]]` in the file, at least one."""
        value = self.take(key)
        if not isinstance(value, list) or not value:
            raise self.error(key, "holds nothing", f"Add a [[{key}]] table")
        for i, item in enumerate(value):
            yield Table(self.file, f"{self.where}.{key}[{i}]" if self.where else f"{key}[{i}]", item)

    def remaining(self) -> list[str]:
        """The keys not taken yet, in the order of the file."""
        return list(self._raw)

    def finish(self) -> None:
        """Refuses every key that was not taken."""
        for key in self._raw:
            near = get_close_matches(key, self._asked, 1)
            raise self.error(key, "is not a known key", f"Did you mean {near[0]}?" if near else "Take it out")


def read_text(file: Path) -> str:
    """What a file says. Raises DataFileError where it is not UTF-8."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DataFileError(file, "file", "is not UTF-8", "Save it again as UTF-8") from None


def read_file(file: Path) -> Table:
    """The whole file as a table. Raises DataFileError for what cannot be read, with the line."""
    return read_table(file, read_text(file))


def read_table(file: Path, text: str, where: str = "", *, first_line: int = 1) -> Table:
    """A text as a table. where, first_line: its place in the file, if the file holds more than that.

    Raises DataFileError for what cannot be read, with the line.
    """
    tree, problems = parse(text)
    if problems:
        raise _refused(file, text, problems[0], first_line)
    return Table(file, where, tree)


def _refused(file: Path, text: str, problem: Problem, first_line: int) -> DataFileError:
    line = problem.line or 1
    start = text.split("\n")[line - 1].partition("=")[0].strip()
    place = f"line {line + first_line - 1} ({start[:_LONGEST_START]})"
    with in_language("en"):  # as all that is said of the course's own files
        return DataFileError(file, place, problem.problem.rstrip("."), problem.remedy.rstrip("."))


_LONGEST_START: Final = 60  # characters


def places(text: str) -> set[str]:
    """The names of the {places} in a text. Raises ValueError where the braces do not match, or say how to
    write a figure: its unit says that."""
    found = set()
    for _, name, form, conversion in Formatter().parse(text):
        if form or conversion:
            raise ValueError(f"{{{name}}} says how to write the figure")
        if name is not None:
            found.add(name)
    return found
