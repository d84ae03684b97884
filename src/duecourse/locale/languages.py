"""The languages of the course: one table of all in which they differ, and which of them is spoken now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Language:
    """How one language is named in files, and how it is written.

    tag: its name for browsers and office programs. suffix: what stands before the ending of a page's name
    ("README.zh-CN.md"). characters: it is written in Chinese characters, without spaces between words, and
    set as these are. sheet_font, sheet_date: the font of a spreadsheet, and how it shows a day. plural: which
    form of a message fits a count, as the head of its message files says.
    """

    tag: str
    suffix: str
    characters: bool
    sheet_font: str
    sheet_date: str
    plural: Callable[[int], int]


LANGUAGES: Final[Mapping[str, Language]] = {
    "en": Language(
        tag="en-GB",
        suffix="",
        characters=False,
        sheet_font="Calibri",
        sheet_date="d mmm yyyy",
        plural=lambda count: int(count != 1),
    ),
    "zh": Language(
        tag="zh-CN",
        suffix=".zh-CN",
        characters=True,
        sheet_font="微软雅黑",
        sheet_date='yyyy"年"m"月"d"日"',
        plural=lambda count: 0,
    ),
}

_language = next(iter(LANGUAGES))


def language() -> str:
    """The language the package speaks now: "en" or "zh"."""
    return _language


def use_language(name: str) -> None:
    """Speak this language from now on. Raises ValueError for any other than "en" and "zh"."""
    global _language
    if name not in LANGUAGES:
        raise ValueError(f"language is {name!r}; allowed: {', '.join(LANGUAGES)}")
    _language = name


@contextmanager
def in_language(name: str) -> Iterator[None]:
    """Speak another language inside a `with` block."""
    before = _language
    use_language(name)
    try:
        yield
    finally:
        use_language(before)


def pages(stem: str) -> dict[str, str]:
    """The name of a page in each language: "README.md", "README.zh-CN.md"."""
    return {name: f"{stem}{one.suffix}.md" for name, one in LANGUAGES.items()}
