"""The lesson's own messages, and the rules it rests on, as steps with their sources."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from duecourse.locale import say, say_count
from duecourse.rules import Term, cite

Step = tuple[str, str | None]


def tell(key: str, /, **values: Any) -> str:
    """A message of this lesson."""
    return say(f"never_late_again.{key}", **values)


def count(key: str, number: int, /, **values: Any) -> str:
    """A number of things in words, such as "1 day" or "2 days"."""
    return say_count(f"never_late_again.{key}", number, **values)


def span(months: Decimal) -> str:
    """A number of months in words, which may have a fraction: "1 month", "1.5 months"."""
    shown = f"{months.normalize():f}"
    return count("span", 1 if months == 1 else 2, months=shown)


def term_steps(terms: Iterable[Term]) -> list[Step]:
    """What contracts of a product usually say, with the source: the contract decides."""
    return [
        (tell("usual_term", name=term.label, value=term.shown(term.default)), cite(term)) for term in terms
    ]
