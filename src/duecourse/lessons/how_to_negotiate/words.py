"""The lesson's own sentences."""

from __future__ import annotations

from duecourse.locale import say, say_count

Step = tuple[str, str | None]


def tell(key: str, /, **values: object) -> str:
    """A message of this lesson."""
    return say(f"how_to_negotiate.{key}", **values)


def months(count: int) -> str:
    """A number of months in words."""
    return say_count("how_to_negotiate.months", count)
