"""Which column of a list holds what, by the headings above them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from duecourse.calc import COMPONENTS

from .words import known_headings, same_form, word_pattern

_LONGEST: Final = 40  # characters of a heading
_UNKNOWN: Final = 10_000  # how sure a heading is that is not known at all

_CHINESE = re.compile(r"[\u4e00-\u9fff/]+")
_BRACKETS = re.compile(r"[(\[【<].*?[)\]】>]|[:*]")

DAYS: Final = ("day", "lent_day", "paid_day", "booked_day", "due_day", "bill_day")
"""The parts that are days."""

AMOUNTS: Final = (
    "amount", "lent", "paid", "due", "out", "in", "booked_amount", "unpaid", "minimum", *COMPONENTS,
)  # fmt: skip
"""The parts that are amounts which make a list a list."""


@dataclass(frozen=True)
class Columns:
    """The columns of a list. parts: for each part its columns, the surest first. headings: as they stand.

    sure: the columns whose heading is a known one, and not only contains one.
    """

    parts: Mapping[str, tuple[int, ...]]
    headings: tuple[str, ...]
    sure: frozenset[int]

    def has(self, *parts: str) -> bool:
        """Whether there is a column for any of the parts."""
        return any(part in self.parts for part in parts)

    def first(self, part: str) -> int | None:
        """The surest column of a part."""
        found = self.parts.get(part)
        return found[0] if found else None


@cache
def _by_heading() -> dict[str, tuple[str, int]]:
    return {
        heading: (part, rank)
        for part, headings in known_headings().items()
        for rank, heading in enumerate(headings)
    }


@cache
def _contained() -> list[tuple[str, re.Pattern[str] | None]]:
    """Headings that may be part of a longer one, the longest first."""
    found: list[tuple[str, re.Pattern[str] | None]] = []
    for heading in sorted(_by_heading(), key=len, reverse=True):
        if heading.isascii():
            if len(heading) > 3:
                found.append((heading, re.compile(rf"\b{re.escape(heading)}\b")))
        elif len(heading) > 1:
            found.append((heading, None))
    return found


@cache
def _any_contained() -> re.Pattern[str]:
    return word_pattern(heading for heading, _ in _contained())


@lru_cache(maxsize=5_000)
def part_of(heading: str) -> tuple[str, int, bool] | None:
    """What a heading says is below it: the part, how sure (0 is surest), and whether it is a known one.

    Of several known headings in one the longest counts: "本期实还金额" is what was paid.
    """
    whole = same_form(heading).replace("_", " ").replace(" / ", "/")
    if not whole or len(whole) > _LONGEST:
        return None
    short = " ".join(_BRACKETS.sub(" ", whole).split()).removesuffix("人民币").strip()
    for text in (whole, short, "".join(_CHINESE.findall(short))):  # "Trans Date 交易日期"
        if text in _by_heading():
            return *_by_heading()[text], True
    for text in (whole, short):
        if not _any_contained().search(text):
            continue
        for known, pattern in _contained():
            if pattern.search(text) if pattern else known in text:
                part, rank = _by_heading()[known]
                return part, rank + 100, False
    return None


def columns_of(row: Sequence[object]) -> Columns | None:
    """The columns below a row, if it is one of headings: it must head a day and an amount."""
    if sum(isinstance(cell, str) and bool(cell) for cell in row) < 2:
        return None
    found: dict[str, list[tuple[int, int]]] = {}
    sure = set()
    for column, cell in enumerate(row):
        known = part_of(cell) if isinstance(cell, str) and cell else None
        if known is None and isinstance(cell, str) and cell:
            known = "text", _UNKNOWN, False  # it may say what a row is about
        if known is not None:
            part, rank, named = known
            found.setdefault(part, []).append((rank, column))
            if named:
                sure.add(column)
    if not any(part in found for part in DAYS) or not any(part in found for part in AMOUNTS):
        return None
    parts = {part: tuple(column for _, column in sorted(places)) for part, places in found.items()}
    headings = tuple("" if cell is None else str(cell) for cell in row)
    return Columns(parts, headings, frozenset(sure))
