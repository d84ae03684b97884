"""The words by which lists of payments are understood: data, read once from `data/imports` and checked.

Everything is compared in one form (`same_form`): full-width signs made half-width, capitals small,
traditional characters simplified, so that each word stands in the data once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Final

from duecourse.files import Table, read_file
from duecourse.locale.typed import plain
from duecourse.paths import DATA

FOLDER: Final = DATA / "imports"

SENSES: Final = (
    "repayment", "lender", "house", "private", "advance", "cash", "charge", "waived", "refund",
    "refunded_in_full", "partly", "unpaid", "paid", "late", "money_in", "money_out", "money_neither", "comes",
    "goes", "paid_in", "instalments", "card_title", "repayments_title", "plan_title", "really_paid",
    "lender_title", "loan_account_title", "card", "total_line", "own_currency", "foreign_currency",
)  # fmt: skip
"""What a word can say about a row, as in `words.toml`."""

PARTS: Final = (
    "day", "lent_day", "paid_day", "booked_day", "due_day", "bill_day", "lent", "paid", "due", "unpaid",
    "out", "in", "amount", "booked_amount", "balance", "refunded", "minimum", "principal", "interest",
    "penalty", "compound", "fees", "direction", "status", "type", "means", "party", "text", "debt",
    "currency", "booked_currency", "card_number", "period", "order", "ignored",
)  # fmt: skip
"""What a column can hold, as in `headings.toml`."""

_KEPT: Final = 10_000  # texts of which a sense remembers what it found

_BETWEEN_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")


@lru_cache(maxsize=20_000)
def same_form(text: str) -> str:
    """A text in the one form in which texts are compared."""
    if text.isascii():
        return " ".join(text.casefold().split())
    kept = " ".join(plain(text).casefold().split()).translate(_simplified())
    return _BETWEEN_CHINESE.sub("", kept) if " " in kept else kept


@cache
def _simplified() -> dict[int, str]:
    table = read_file(FOLDER / "characters.toml")
    old, new = table.text("traditional"), table.text("simplified")
    if len(old) != len(new) or len(set(old)) != len(old):
        raise table.error("simplified", "does not fit the other", "Write one for each, none of them twice")
    table.finish()
    return {ord(here): there for here, there in zip(old, new, strict=True)}


def listed(table: Table, key: str) -> tuple[str, ...]:
    """The words under a key: at least one, in the one form, none of them twice."""
    found = table.take(key)
    if not isinstance(found, list) or not found or not all(isinstance(word, str) and word for word in found):
        raise table.error(key, f"{found!r} is not a list of words", f'Write {key} = ["…"]')
    for word in found:
        if word != same_form(word):
            raise table.error(key, f"{word!r} is never met so", f"Write {same_form(word)!r}")
        if found.count(word) > 1:
            raise table.error(key, f"{word!r} is there twice", "Take one of the two out")
    return tuple(found)


def word_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, the longest first; those of Latin letters only as whole words."""
    words = tuple(words)
    firsts = "".join(sorted({re.escape(word[0]) for word in words}))
    parts = []
    for word in sorted(words, key=len, reverse=True):
        before = r"(?<![a-z0-9])" if re.match(r"[a-z0-9]", word) else ""
        after = r"(?![a-z0-9])" if re.search(r"[a-z0-9]$", word) else ""
        parts.append(f"{before}{re.escape(word)}{after}")
    return re.compile(f"(?=[{firsts}])(?:{'|'.join(parts)})")  # what no word begins with is passed over


class Sense:
    """Words that say the same about a row. but: longer phrases in which they say something else."""

    def __init__(self, words: tuple[str, ...], but: tuple[str, ...] = ()) -> None:
        self.words, self.but = words, but
        self._whole = frozenset(words)
        self._words = word_pattern(words)
        self._but = word_pattern(but) if but else None
        self._found: dict[str, str] = {}

    def find(self, text: str) -> str:
        """The first of the words in a text of the one form, empty where there is none."""
        found = self._found.get(text)
        if found is None:
            left = self._but.sub(" ", text) if self._but is not None else text
            match = self._words.search(left)
            found = match[0] if match else ""
            if len(self._found) < _KEPT:
                self._found[text] = found
        return found

    def is_all_of(self, text: str) -> bool:
        """Whether a text is one of the words, and nothing else."""
        return text in self._whole


@cache
def senses() -> Mapping[str, Sense]:
    """All senses of `words.toml`, by name."""
    table = read_file(FOLDER / "words.toml")
    found = {}
    for name in SENSES:
        part = table.table(name)
        words = listed(part, "words")
        found[name] = Sense(words, listed(part, "but") if part.has("but") else ())
        part.finish()
    table.finish()
    return found


def sense(name: str) -> Sense:
    """One of them."""
    return senses()[name]


@cache
def known_headings() -> Mapping[str, tuple[str, ...]]:
    """The headings of `headings.toml`: for each part what stands above it, the surest first."""
    table = read_file(FOLDER / "headings.toml")
    found: dict[str, tuple[str, ...]] = {}
    seen: dict[str, str] = {}
    for part in PARTS:
        found[part] = listed(table, part)
        for heading in found[part]:
            if heading in seen:
                raise table.error(part, f"{heading!r} is in {seen[heading]} too", "Take one of them out")
            seen[heading] = part
    table.finish()
    return found
