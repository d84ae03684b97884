"""What a person typed, made fit to stand in a file: as text and nothing else, and as a file's name."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # no place in XML; only tab and line end mean something
    "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"  # turn the writing direction of what follows
    "\u2028\u2029\ufeff\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
    "|[\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U000e0000-\U000e001f]"
)
_SPACES: Final = re.compile(r"\s+")
_NOT_IN_NAMES: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_TAKEN_BY_WINDOWS: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)

LONGEST_NAME: Final = 80
"""Characters of a name that a person typed, within the name of a file."""


def clean(text: str) -> str:
    """The text as it can stand in any file: what is seen stays, invisible controls go."""
    if text.isprintable():
        return text
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """The text on one line."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _SPACES.sub(" ", clean(text)).strip()


def file_name(text: str) -> str:
    """The text as part of a file's name on any system; empty where nothing is left of it."""
    name = _NOT_IN_NAMES.sub(" ", one_line(unicodedata.normalize("NFC", text)))
    name = _SPACES.sub(" ", name)[:LONGEST_NAME].strip(" .\u200d")
    return f"_{name}" if _TAKEN_BY_WINDOWS.match(name) else name


@lru_cache(maxsize=4096)
def shown_width(text: str) -> int:
    """How wide a text is, in widths of a Latin letter: a Chinese character is two."""
    if text.isascii():
        return len(text)
    return sum(map(_letters, text))


@cache
def _letters(character: str) -> int:
    """How many Latin letters a character is as wide as."""
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
