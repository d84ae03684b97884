"""Writing TOML that a person can read and edit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from duecourse.locale import LANGUAGES


def write(tree: Mapping[str, Any], header: Iterable[str] = ()) -> str:
    """A TOML text of tables, lists of tables and single values. Decimals are written as text, so exact.

    A list of tables under the key "lines" and a text in both languages stay on the line of their key.
    """
    lines = [f"# {line}".rstrip() for line in header]
    _write_table(tree, (), lines)
    return "\n".join(lines) + "\n"


def _write_table(table: Mapping[str, Any], path: tuple[str, ...], lines: list[str]) -> None:
    later: list[tuple[str, Any]] = []
    for key, value in table.items():
        if _is_table(key, value) or _is_list_of_tables(key, value):
            later.append((key, value))
        else:
            lines.append(f"{_key(key)} = {_value(value, key)}")
    for key, value in later:
        here = (*path, _key(key))
        if _is_table(key, value):
            lines += ["", f"[{'.'.join(here)}]"]
            _write_table(value, here, lines)
            continue
        for item in value:
            lines += ["", f"[[{'.'.join(here)}]]"]
            _write_table(item, here, lines)


def _is_table(key: str, value: Any) -> bool:
    return isinstance(value, Mapping) and sorted(value) != sorted(LANGUAGES)


def _is_list_of_tables(key: str, value: Any) -> bool:
    if key == "lines" or not isinstance(value, list) or not value:
        return False
    return all(isinstance(item, Mapping) for item in value)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _string(key)


def _value(value: Any, key: str = "") -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return _string(f"{value:f}")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(name)} = {_value(item)}" for name, item in value.items()) + " }"
    if isinstance(value, list | tuple):
        if key == "lines" and value:
            return "[\n" + "".join(f"  {_value(item)},\n" for item in value) + "]"
        return "[" + ", ".join(_value(item) for item in value) + "]"
    raise TypeError(f"{type(value).__name__} has no place in the file")


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
