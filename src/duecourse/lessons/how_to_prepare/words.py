"""The lesson's own sentences, and what several of its panels say in the same way."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from duecourse.locale import money, say, say_count

Step = tuple[str, str | None]


def tell(key: str, /, **values: object) -> str:
    """A message of this lesson."""
    return say(f"how_to_prepare.{key}", **values)


def tell_count(key: str, count: int, /, **values: object) -> str:
    """A message of this lesson, in the plural form that fits `count`."""
    return say_count(f"how_to_prepare.{key}", count, **values)


def one_more_day(amount: Decimal) -> tuple[str, str]:
    """The figure that every panel with a debt on it shows first."""
    return tell("one_more_day"), money(amount)


def distinct(names: Sequence[str]) -> list[str]:
    """The names, each with a number behind it that stood before already: a chart would join them."""
    found: list[str] = []
    for name in names:
        number, shown = 1, name
        while shown in found:
            number += 1
            shown = tell("numbered", name=name, number=number)
        found.append(shown)
    return found
