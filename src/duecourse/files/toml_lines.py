"""On which line of a TOML text a key stands. The standard library's reader does not tell."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .problems import Path


class KeyLines:
    """Walks through a text that TOML can read and notes on which line each key, table and item begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self._counted_to, self._line = 0, 1
        counts: dict[Path, int] = {}
        here: Path = ()
        while self._skip(" \t\r\n"):
            if self.text.startswith("[", self.at):
                double = self.text.startswith("[[", self.at)
                self.at += 1 + double
                here = self._indexed(self._key("]"), counts)
                self.at += 1 + double
                if double:
                    counts[here] = counts.get(here, -1) + 1
                    self._note(here)
                    here = (*here, counts[here])
                self._note(here)
            else:
                self._pair(here)

    def of(self, path: Path) -> int | None:
        """The line on which a path stands; of the nearest table around it, if it is not there."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None

    def _indexed(self, key: tuple[str, ...], counts: Mapping[Path, int]) -> Path:
        """The path of a header: a list in it stands for its last item."""
        path: Path = ()
        for i, part in enumerate(key):
            path = (*path, part)
            if path in counts and i < len(key) - 1:
                path = (*path, counts[path])
        return path

    def _note(self, path: Path) -> None:
        self._line += self.text.count("\n", self._counted_to, self.at)
        self._counted_to = self.at
        for length in range(1, len(path) + 1):  # [a.b] also is where a begins
            self.lines.setdefault(path[:length], self._line)

    def _skip(self, characters: str) -> bool:
        """Move over these characters and over comments; says whether anything is left."""
        while self.at < len(self.text):
            if self.text[self.at] == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif self.text[self.at] in characters:
                self.at += 1
            else:
                return True
        return False

    def _key(self, end: str) -> tuple[str, ...]:
        start = self.at
        parts: list[str] = []
        while self.text[self.at] != end:
            if self.text[self.at] in "\"'":
                begin = self.at
                self._string()
                parts.append(self.text[begin + 1 : self.at - 1])
            elif self.text[self.at] in " \t.":
                self.at += 1
            else:
                found = re.compile(r"[A-Za-z0-9_-]+").match(self.text, self.at)
                if found is None:
                    raise AssertionError(f"no key at {start}")
                parts.append(found[0])
                self.at = found.end()
        return tuple(parts)

    def _pair(self, here: Path) -> None:
        begin = self.at
        key = self._key("=")
        path = (*here, *key)
        after, self.at = self.at + 1, begin
        self._note(path)
        self.at = after
        self._skip(" \t")
        self._value(path)

    def _value(self, path: Path) -> None:
        sign = self.text[self.at]
        if sign in "\"'":
            self._string()
        elif sign == "[":
            self._items(path)
        elif sign == "{":
            self.at += 1
            while self._skip(" \t\r\n,") and self.text[self.at] != "}":
                self._pair(path)
            self.at += 1
        else:
            found = re.compile(r"[^,\]}#\n]*").match(self.text, self.at)
            self.at = found.end() if found else len(self.text)

    def _items(self, path: Path) -> None:
        self.at += 1
        number = 0
        while self._skip(" \t\r\n,") and self.text[self.at] != "]":
            self._note((*path, number))
            self._value((*path, number))
            number += 1
        self.at += 1

    def _string(self) -> None:
        quote = self.text[self.at]
        if self.text.startswith(quote * 3, self.at):
            end = re.compile(
                r'(?:[^"\\]|\\.|"(?!""))*"{3,5}' if quote == '"' else r"(?:[^']|'(?!''))*'{3,5}", re.DOTALL
            )
            found = end.match(self.text, self.at + 3)
        else:
            end = re.compile(r'(?:[^"\\\n]|\\.)*"' if quote == '"' else r"[^'\n]*'")
            found = end.match(self.text, self.at + 1)
        self.at = found.end() if found else len(self.text)
