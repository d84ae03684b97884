"""Writing TOML that a person can read and edit, with the notes they have put into it.

A note behind a # stays where it stands, above a key or an entry or behind it on its line; it goes only with
the entry it belongs to. `tomlkit` tells where the notes stand; what comes out is held against what is meant,
so that no note, however strange its place, can change a figure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from duecourse.locale import LANGUAGES

if TYPE_CHECKING:
    from tomlkit.container import Container
    from tomlkit.items import Item, Key, Table


def write_toml(tree: Mapping[str, Any], header: Iterable[str] = (), *, over: str = "") -> str:
    """A TOML text of tables, lists of tables and single values. Decimals are written as text, so exact.

    A list of tables under the key "lines" and a text in both languages stay on the line of their key.
    over: the text whose place it takes. Its notes stay, and so do its lines that say what is still meant.
    """
    head = "".join(f"{f'# {line}'.rstrip()}\n" for line in header)
    meant: dict[str, Any] = _plain(tree)
    if over:
        with suppress(Exception):  # whether notes can be kept depends on the text; saving must not
            text = _over(over, meant)
            if _same(tomllib.loads(text), meant):
                return head + text
    return head + "".join(_table(meant, ()))


def _over(text: str, meant: Mapping[str, Any]) -> str:
    import tomlkit  # only who saves over a text needs it

    document = tomlkit.parse(text.rstrip() + "\n")
    before = _Before(document)
    return "".join([*_table(meant, (), document, before), before.below])


class _Before:
    """What stood between the tables of the text before: it belongs to the head that follows."""

    def __init__(self, document: Container) -> None:
        self._above: dict[int, str] = {}
        self.below = self._look_through(document, "")
        """What stands below everything."""

    def head(self, table: Table | None, header: str) -> str:
        """The line of a table's head with what stood above and behind it."""
        if table is None or id(table) not in self._above:
            return f"\n{header}\n"
        return f"{self._above[id(table)]}{header}{table.trivia.comment_ws}{table.trivia.comment}\n"

    def _look_through(self, container: Container, left: str) -> str:
        left += "".join(
            item.as_string() for _, item in container.body[_end_of_lines(container) :] if _is_note(item)
        )
        for table in _tables_of(container):
            if not table.is_super_table():  # it has no head of its own
                self._above[id(table)] = left
                left = ""
            left = self._look_through(table.value, left)
        return left


def _is_note(item: Item) -> bool:
    from tomlkit.items import Comment, Whitespace

    return isinstance(item, Comment | Whitespace)


def _is_line(key: Key | None, item: Item) -> bool:
    """Whether it is a key with its value, not a table under a head of its own."""
    from tomlkit.items import AoT, Table

    return key is not None and not isinstance(item, AoT | Table)


def _end_of_lines(container: Container) -> int:
    return max((i for i, (key, item) in enumerate(container.body, 1) if _is_line(key, item)), default=0)


def _tables_of(container: Container) -> Iterator[Table]:
    from tomlkit.items import AoT, Table

    for _, item in container.body:
        if isinstance(item, AoT):
            yield from item.body
        elif isinstance(item, Table):
            yield item


# -- the text


def _table(
    meant: Mapping[str, Any],
    path: tuple[str, ...],
    old: Container | None = None,
    before: _Before | None = None,
) -> Iterator[str]:
    """The lines of a table, then the tables in it. old: what stood there before."""
    said = set()
    for key, item in old.body[: _end_of_lines(old)] if old is not None else ():
        if key is None:
            yield item.as_string()
        elif _is_line(key, item) and (line := _line_again(key, item, meant.get(key.key))):
            said.add(key.key)
            yield line
    later: list[tuple[str, Any]] = []
    for name, value in meant.items():
        if name in said:
            continue
        if _is_table(name, value) or _is_list_of_tables(name, value):
            later.append((name, value))
        else:
            yield f"{_key(name)} = {_value(value, name)}\n"
    for name, value in later:
        here = (*path, _key(name))
        single = isinstance(value, Mapping)
        header = f"[{'.'.join(here)}]" if single else f"[[{'.'.join(here)}]]"
        entries = [value] if single else value
        for entry, table in zip(entries, _matching(entries, _tables_at(old, name)), strict=True):
            yield before.head(table, header) if before is not None else f"\n{header}\n"
            yield from _table(entry, here, table.value if table is not None else None, before)


def _line_again(key: Key, item: Item, value: Any) -> str:
    """A line with the value that is meant; as it was, if it says that. Empty where it is no longer meant, or
    no longer fits on its line."""
    if value is None:
        return ""
    if _same(item.unwrap(), value):
        text = item.as_string()
    elif _is_table(key.key, value) or _is_list_of_tables(key.key, value):
        return ""
    else:
        text = _value(value, key.key)
    note = item.trivia.comment_ws + item.trivia.comment
    return f"{item.trivia.indent}{key.as_string()}{key.sep}{text}{note}\n"


def _tables_at(old: Container | None, name: str) -> list[Table]:
    from tomlkit.items import AoT, Table

    found = old.get(name) if old is not None else None
    if isinstance(found, AoT):
        return list(found.body)
    return [found] if isinstance(found, Table) else []


def _matching(entries: Sequence[Mapping[str, Any]], tables: Sequence[Table]) -> list[Table | None]:
    """For each entry the table in which it stood before: the same, or of the same id, or half the same."""
    found: list[Table | None] = [None] * len(entries)
    left = [(table, table.unwrap()) for table in tables]
    for alike in (_same, _is_namesake, _is_half_the_same):
        for i, entry in enumerate(entries):
            if found[i] is None:
                at = next((n for n, (_, said) in enumerate(left) if alike(said, entry)), None)
                if at is not None:
                    found[i] = left.pop(at)[0]
    return found


def _is_namesake(said: Mapping[str, Any], entry: Mapping[str, Any]) -> bool:
    return "id" in entry and said.get("id") == entry["id"]


def _is_half_the_same(said: Mapping[str, Any], entry: Mapping[str, Any]) -> bool:
    alike = sum(_same(said.get(key), value) for key, value in entry.items())
    return "id" not in entry and 2 * alike >= len(entry)


def _same(said: Any, meant: Any) -> bool:
    """Whether two values of a file are the same: true is not 1."""
    if isinstance(said, dict) and isinstance(meant, dict):
        return said.keys() == meant.keys() and all(_same(said[key], meant[key]) for key in said)
    if isinstance(said, list) and isinstance(meant, list):
        return len(said) == len(meant) and all(map(_same, said, meant))
    return type(said) is type(meant) and said == meant


def _is_table(key: str, value: Any) -> bool:
    return isinstance(value, Mapping) and sorted(value) != sorted(LANGUAGES)


def _is_list_of_tables(key: str, value: Any) -> bool:
    if key == "lines" or not isinstance(value, list) or not value:
        return False
    return all(isinstance(item, Mapping) for item in value)


# -- values


def _plain(value: Any) -> Any:
    """A value as the file holds it."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, bool | int | str | date):
        return value
    raise TypeError(f"{type(value).__name__} has no place in the file")


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _string(key)


def _value(value: Any, key: str = "") -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(name)} = {_value(item)}" for name, item in value.items()) + " }"
    if key == "lines" and value:
        return "[\n" + "".join(f"  {_value(item)},\n" for item in value) + "]"
    return "[" + ", ".join(_value(item) for item in value) + "]"


_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}


def _string(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(sign) or _escaped(sign) for sign in text) + '"'


def _escaped(sign: str) -> str:
    """Control signs, and those that turn the direction of writing around, are written as numbers."""
    code = ord(sign)
    hidden = code < 0x20 or 0x7F <= code < 0xA0 or code in (0x2028, 0x2029, 0xFEFF)
    if hidden or 0x200E <= code <= 0x200F or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069:
        return f"\\u{code:04X}"
    return sign
