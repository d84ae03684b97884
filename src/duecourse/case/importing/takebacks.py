"""Refunds and reversals set against what they take back.

A refund is matched to an earlier row of the same debt only where one fits: of the same order; or of the
same other party, or its own debt's list, and of just the same amount. Part of a row is taken back only
where its order, or its words, say that it is this row's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from .meaning import Meant
from .rows import Facts
from .said import BETWEEN

_ONE_ORDER: Final = 4
"""Rows that an order number can have: more share a number that is none."""

_MOST_LIKE_IT: Final = 1_000
"""Rows of one party among which the right one is looked for: among more it cannot be told."""

_TAKEN: Final = ("repayment", "purchase", "advance", "charge", "other", "none")


@dataclass(slots=True)
class Judged:
    """A row with what it means and the debt it speaks of, while the rows are held against each other."""

    facts: Facts
    meant: Meant
    debt: str | None


def set_against(rows: Sequence[Judged]) -> None:
    """Take each refund off what it takes back, and say so at both."""
    refunds = [row for row in rows if row.meant.meaning == "refund" and row.meant.amount]
    if not refunds:
        return
    found_by: dict[tuple[str, str | None], list[Judged]] = defaultdict(list)
    for row in rows:
        if row.meant.meaning in _TAKEN and _whole(row):
            for key in _keys(row):
                found_by[key].append(row)
    for refund in sorted(refunds, key=lambda row: row.meant.on):
        taken_back = _taken_back(refund, found_by)
        if taken_back is None:
            refund.meant = refund.meant.also("takes_back_nothing")
        else:
            _take_off(taken_back, refund)


def _keys(row: Judged) -> Iterator[tuple[str, str | None]]:
    """By what a row is found again: its orders, and its other party or else its debt."""
    texts = row.facts.texts
    for order in texts.get("order", "").split(BETWEEN):
        if order:
            yield f"order {order.partition('_')[0]}", row.debt
    if texts.get("party"):
        yield f"party {texts['party']}", row.debt
    elif row.debt is not None or row.meant.named == "list":
        yield "debt", row.debt


def _taken_back(refund: Judged, found_by: dict[tuple[str, str | None], list[Judged]]) -> Judged | None:
    for key in _keys(refund):
        by_order = key[0].startswith("order ")
        same = found_by.get(key, [])
        if len(same) > (_ONE_ORDER if by_order else _MOST_LIKE_IT):
            continue
        fitting = [row for row in same if _came_before(row, refund)]
        exact = [row for row in fitting if refund.meant.amount in (row.meant.amount, _told_back(row))]
        if exact:
            return max(exact, key=lambda row: (_is_of(row, refund), row.meant.on))
        of_it = by_order or key[0].startswith("party ")
        parts = [row for row in fitting if of_it and row.meant.amount and (by_order or _is_of(row, refund))]
        if len(parts) == 1:
            return parts[0]
    return None


def _came_before(row: Judged, refund: Judged) -> bool:
    """Whether a refund can take a row back: money that came in takes back none that came in."""
    same_way = row.meant.way in ("in", "out") and row.meant.way == refund.meant.way
    return not same_way and row.meant.on <= refund.meant.on and _whole(row) >= refund.meant.amount


def _is_of(row: Judged, refund: Judged) -> bool:
    """Whether a refund says what a row says: "退款-耳机" and "耳机"."""
    said = row.facts.texts.get("text", "")
    return len(said) > 1 and said in refund.facts.texts.get("text", "")


def _told_back(row: Judged) -> Decimal:
    """How much the row itself says came back; that is taken off already."""
    said = (values["amount"] for why, values in row.meant.why if why == "came_back")
    return next((amount for amount in said if isinstance(amount, Decimal)), Decimal(0))


def _whole(row: Judged) -> Decimal:
    """What was paid before anything came back."""
    return row.meant.amount + _told_back(row)


def _take_off(row: Judged, refund: Judged) -> None:
    back = refund.meant.amount
    refund.meant = refund.meant.also("takes_back", number=row.facts.number)
    if _told_back(row):
        return
    left = row.meant.amount - back
    said = {"number": refund.facts.number, "amount": back}
    if left:
        row.meant = replace(row.meant, amount=left).also("part_taken_back", **said)
    elif row.meant.meaning == "other":
        row.meant = replace(row.meant, amount=Decimal("0.00")).also("taken_back", **said)
    elif row.meant.meaning != "none":
        row.meant = replace(row.meant, meaning="none").also("taken_back", **said)
