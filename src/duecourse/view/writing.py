"""How a figure is shown in a box, and how what a person types there is read back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from ..locale import money, percent

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SIGNS = {"−": "-", "–": "-", "，": ",", "。": ".", "．": "."}


def read_number(text: str) -> Decimal:
    """The number a person means by "¥1,234.50", "１２３４．５ 元", "1.5万". ValueError if none."""
    plain = unicodedata.normalize("NFKC", text)
    for sign, meant in _SIGNS.items():
        plain = plain.replace(sign, meant)
    plain = re.sub(r"[\s,_'¥元]|CNY|RMB|yuan", "", plain, flags=re.IGNORECASE)
    times = 10_000 if plain.endswith("万") else 1
    plain = plain.removesuffix("万")
    if not _NUMBER.fullmatch(plain) or len(plain) > 30:
        raise ValueError(f"not a number: {text!r}")
    try:
        return Decimal(plain) * times
    except InvalidOperation as error:
        raise ValueError(f"not a number: {text!r}") from error


def read_percent(text: str) -> Decimal:
    """The share of one a person means by "0.07%" or "0.07". ValueError if none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.endswith("‰"):
        return read_number(plain[:-1]) / 1000
    return read_number(plain.removesuffix("%")) / 100


def read_day(text: str) -> date:
    """The day meant by "2026-03-05", "2026/3/5", "2026年3月5日", "5 Mar 2026". ValueError if none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if numbers := re.fullmatch(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", plain):
        return date(int(numbers[1]), int(numbers[2]), int(numbers[3]))
    if words := re.fullmatch(r"(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?,?\s+(\d{4})", plain):
        return date(int(words[3]), _MONTHS.index(words[2].lower()) + 1, int(words[1]))
    raise ValueError(f"not a day: {text!r}")


@dataclass(frozen=True)
class Writing:
    """A pair that belongs together: `read(show(value)) == value`. `read` raises ValueError."""

    show: Callable[[Decimal], str]
    read: Callable[[str], Decimal]


MONEY = Writing(money, lambda text: read_number(text).quantize(Decimal("0.01")))
PERCENT = Writing(lambda share: percent(share, places=6), read_percent)
NUMBER = Writing(lambda number: f"{number:,f}", read_number)
