"""Reading a TOML file strictly: a key that is missing, unknown or doubled is an error that says where."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from string import Formatter
from typing import Any, Final

from duecourse.locale import LANGUAGES, Text

from .errors import DataFileError, in_short, one_of


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

    def word(self, key: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed words."""
        value = self.text(key)
        if value not in allowed:
            raise self.error(key, f"{in_short(value)} is not known", f"Use {one_of(allowed)}")
        return value

    def words(self, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """A list of allowed words, at least one."""
        value = self.take(key)
        if not isinstance(value, list) or not value or any(word not in allowed for word in value):
            raise self.error(key, f"{in_short(value)} is not a list of known words", f"Use {one_of(allowed)}")
        return tuple(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, at least one, each once."""
        value = self.take(key)
        if not isinstance(value, list) or not value or not all(isinstance(text, str) for text in value):
            raise self.error(key, f"{in_short(value)} is not a list of texts", f'Write {key} = ["…"]')
        if len({*value}) < len(value):
            raise self.error(key, f"{in_short(value)} says something twice", "Take one of the two out")
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
    """The whole file as a table. Raises DataFileError for what cannot be read, with the line: broken TOML,
    a doubled key, tables or lists in one another without end, a number longer than Python takes."""
    text = read_text(file)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _broken(file, text, str(error)) from None
    except RecursionError:
        raise _too_deep(file, _line(text, _deepest_line(text))) from None
    except ValueError as error:
        key = _line(text, _longest_number_line(text))
        raise DataFileError(file, key, f"cannot be read: {error}", "Write a shorter number") from None
    _check_depth(file, raw)
    return Table(file, "", raw)


_DEEPEST: Final = 12
"""Levels of tables and lists in one another that a file may have; the deepest of ours has 6."""


def _broken(file: Path, text: str, message: str) -> DataFileError:
    found = re.search(r" \(at (?:line (\d+).*|end of document)\)$", message)
    key = _line(text, int(found[1]) if found and found[1] else len(text.rstrip().split("\n")))
    if message.startswith(("Cannot overwrite a value", "Duplicate", "Cannot declare")):
        return DataFileError(file, key, "is there twice", "Take one of the two out")
    return DataFileError(file, key, f"cannot be read: {message}", "Put the TOML right")


def _too_deep(file: Path, key: str) -> DataFileError:
    remedy = f"Put at most {_DEEPEST} levels of tables and lists in one another"
    return DataFileError(file, key, "goes too deep", remedy)


def _check_depth(file: Path, raw: dict[str, Any]) -> None:
    """Refuses what would be too deep for whoever reads on: a key of many parts, such as a.b.c.d…"""
    level: list[tuple[str, object]] = list(raw.items())
    for _ in range(_DEEPEST):
        level = [(f"{key}{name}", part) for key, whole in level for name, part in _inside(whole)]
    if level:
        raise _too_deep(file, level[0][0])


def _inside(whole: object) -> list[tuple[str, object]]:
    """What stands in a table or a list, each with what its place adds to the key."""
    if isinstance(whole, dict):
        return [(f".{name}", part) for name, part in whole.items()]
    return [(f"[{i}]", part) for i, part in enumerate(whole)] if isinstance(whole, list) else []


def _line(text: str, number: int) -> str:
    """A line of the file as the place of an error: its number and what it begins with."""
    start = text.split("\n")[number - 1].partition("=")[0].strip()
    return f"line {number} ({start[:_LONGEST_START]})"


_LONGEST_START: Final = 60  # characters


def _deepest_line(text: str) -> int:
    opened = [line.count("[") + line.count("{") for line in text.split("\n")]
    return opened.index(max(opened)) + 1


def _longest_number_line(text: str) -> int:
    longest = [max(map(len, re.findall(r"[\d_]+", line)), default=0) for line in text.split("\n")]
    return longest.index(max(longest)) + 1


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
