"""A hundred small signs, one for each of 100 households: how many of them come to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from .charts import Figure, _text
from .template import layout

Sign = Literal["fine", "some", "more", "most"]
"""From nothing to the worst; each has its own shape and its own shade."""

SIGNS: Final[dict[Sign, tuple[str, str]]] = {
    "fine": ("circle-open", "var(--dc-grey-2)"),
    "some": ("triangle-up", "var(--dc-accent-soft)"),
    "more": ("square", "var(--dc-accent)"),
    "most": ("x", "var(--dc-accent-deep)"),
}
ACROSS: Final = 10
"""Signs in a row."""

GAP: Final = 2
"""Columns left free between two fields."""

ROW_HEIGHT: Final = 22


@dataclass(frozen=True)
class Group:
    """So many signs of a kind, and what they stand for."""

    sign: Sign
    name: str
    count: int


@dataclass(frozen=True)
class Field:
    """A field of signs under its heading."""

    name: str
    groups: Sequence[Group]


def icon_array(fields: Sequence[Field]) -> Figure:
    """Fields of signs side by side, each filled from the top left with its groups in order."""
    data: list[Figure] = []
    notes: list[Figure] = []
    rows = max(-(-sum(group.count for group in field.groups) // ACROSS) for field in fields)
    names = list(dict.fromkeys((group.sign, group.name) for field in fields for group in field.groups))
    for sign, name in names:
        places: list[tuple[int, int]] = []
        told: list[str] = []
        for number, field in enumerate(fields):
            spots = _spots(field, sign)
            left = number * (ACROSS + GAP)
            places += [(left + spot % ACROSS, rows - 1 - spot // ACROSS) for spot in spots]
            told += [f"{field.name}: {len(spots)}"] * len(spots)
        symbol, colour = SIGNS[sign]
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": _text(name),
                "x": [x for x, _ in places] or [None],
                "y": [y for _, y in places] or [None],
                "text": [_text(line) for line in told] or [""],
                "marker": {
                    "symbol": symbol,
                    "size": 13,
                    "color": colour,
                    "line": {"color": colour, "width": 2},
                },
                "hovertemplate": f"{_text(name)}<br>%{{text}}<extra></extra>",
            }
        )
    for number, field in enumerate(fields):
        notes.append(
            {
                "text": f"<b>{_text(field.name)}</b>",
                "x": number * (ACROSS + GAP) - 0.5,
                "y": rows - 0.2,
                "xanchor": "left",
                "yanchor": "bottom",
                "showarrow": False,
            }
        )
    across = len(fields) * (ACROSS + GAP) - GAP
    hidden: Figure = {"visible": False, "fixedrange": True, "autorange": False}
    return {
        "data": data,
        "layout": layout(
            height=110 + ROW_HEIGHT * (rows + 1),
            xaxis={**hidden, "range": [-0.8, across - 0.2]},
            yaxis={**hidden, "range": [-0.7, rows + 0.9]},
            hovermode="closest",
            annotations=notes,
        ),
    }


def _spots(field: Field, sign: Sign) -> list[int]:
    spots: list[int] = []
    so_far = 0
    for group in field.groups:
        if group.sign == sign:
            spots += range(so_far, so_far + group.count)
        so_far += group.count
    return spots
