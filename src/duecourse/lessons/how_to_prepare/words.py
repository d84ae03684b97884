"""The lesson's own sentences, and what several of its panels say in the same way."""

from __future__ import annotations

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
