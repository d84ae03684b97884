"""The lesson's own sentences, and the steps and sources that all its panels show in the same way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from duecourse.calc import Position
from duecourse.locale import money, say
from duecourse.rules import Term, cite
from duecourse.view import explain

Step = tuple[str, str | None]


def tell(key: str, /, **values: object) -> str:
    """A message of this lesson."""
    return say(f"how_penalties_build_up.{key}", **values)


def one_more_day(amount: Decimal) -> tuple[str, str]:
    """The figure that every panel with a debt on it shows first."""
    return tell("one_more_day"), money(amount)


def charged_since(position: Position, since: date) -> list[Step]:
    """How what was charged up to the position's day came about; only what was charged after `since`."""
    return explain(
        step
        for step in position.explain()
        if step.component != "principal"
        and step.kind not in ("paid", "held", "waived")
        and (step.end or step.start or since) > since
    )


def term_steps(terms: Iterable[Term]) -> list[Step]:
    """What contracts of the product usually say, with the source: the contract decides."""
    return [
        (tell("usual_term", label=term.label, value=term.shown(term.default)), cite(term)) for term in terms
    ]
