"""Reading a TOML file strictly: a key that is missing, unknown or doubled is an error that says where."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from string import Formatter
from typing import Any

from .errors import RuleFileError, one_of

LANGUAGES = ("en", "zh")


class Table:
    """One table of a file. Each key is taken once; `finish` refuses the keys nobody took."""

    def __init__(self, file: Path, where: str, raw: object) -> None:
        self.file = file
        self.where = where
        if not isinstance(raw, dict):
            raise RuleFileError(file, where, f"{raw!r} is not a table", "Write it as { … }")
        self._raw: dict[str, Any] = dict(raw)
        self._asked: list[str] = []

    def error(self, key: str, problem: str, remedy: str) -> RuleFileError:
        """An error about one key of this table."""
        return RuleFileError(self.file, f"{self.where}.{key}" if self.where else key, problem, remedy)

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
            raise self.error(key, f"{value!r} is not a text", f'Write {key} = "…"')
        return value

    def word(self, key: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed words."""
        value = self.text(key)
        if value not in allowed:
            raise self.error(key, f"{value!r} is not known", f"Use {one_of(allowed)}")
        return value

    def words(self, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """A list of allowed words, at least one."""
        value = self.take(key)
        if not isinstance(value, list) or not value or any(word not in allowed for word in value):
            raise self.error(key, f"{value!r} is not a list of known words", f"Use {one_of(allowed)}")
        return tuple(value)

    def both(self, key: str) -> Mapping[str, str]:
        """A text in both languages."""
        texts = self.table(key)
        found = {name: texts.text(name) for name in LANGUAGES}
        texts.finish()
        return found

    def both_or_none(self, key: str) -> Mapping[str, str] | None:
        """A text in both languages, where there is one."""
        return self.both(key) if self.has(key) else None

    def day(self, key: str) -> date:
        """A date without quotes."""
        value = self.take(key)
        if type(value) is not date:
            raise self.error(key, f"{value!r} is not a date", "Write it without quotes: 2026-11-24")
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


def read_file(file: Path) -> Table:
    """The whole file as a table. Raises RuleFileError for broken TOML or a doubled key, with the line."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise RuleFileError(file, "file", "is not UTF-8", "Save it again as UTF-8") from None
    try:
        return Table(file, "", tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = re.search(r" \(at (?:line (\d+).*|end of document)\)$", message)
        line = int(found[1]) if found and found[1] else len(text.splitlines())
        key = f"line {line} ({text.splitlines()[line - 1].partition('=')[0].strip()})"
        if message.startswith(("Cannot overwrite a value", "Duplicate", "Cannot declare")):
            raise RuleFileError(file, key, "is there twice", "Take one of the two out") from None
        raise RuleFileError(file, key, f"cannot be read: {message}", "Put the TOML right") from None


def places(text: str) -> set[str]:
    """The names of the {places} in a text. Raises ValueError where the braces do not match."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
