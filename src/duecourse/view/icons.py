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
ACROSS: Final = 20
"""Signs in a row: so many fit into a narrow window."""

HEADING: Final = 1.6
"""Rows that a field's heading takes up."""

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
    """Fields of signs, one under the other, each filled from the top left with its groups in order."""
    tops: list[float] = []
    height = 0.0
    for field in fields:
        tops.append(-height - HEADING)
        height += HEADING + -(-sum(group.count for group in field.groups) // ACROSS)
    data = [
        _signs(fields, tops, sign, name)
        for sign, name in dict.fromkeys((one.sign, one.name) for field in fields for one in field.groups)
    ]
    notes = [
        {
            "text": f"<b>{_text(field.name)}</b>",
            "x": -0.5,
            "y": top + 0.5,
            "xanchor": "left",
            "yanchor": "bottom",
            "showarrow": False,
        }
        for field, top in zip(fields, tops, strict=True)
    ]
    hidden: Figure = {"visible": False, "fixedrange": True, "autorange": False}
    return {
        "data": data,
        "layout": layout(
            height=round(90 + ROW_HEIGHT * (height + 1)),
            xaxis={**hidden, "range": [-0.8, ACROSS - 0.2]},
            yaxis={**hidden, "range": [-height - 0.2, 0]},
            hovermode="closest",
            annotations=notes,
        ),
    }


def _signs(fields: Sequence[Field], tops: Sequence[float], sign: Sign, name: str) -> Figure:
    """All signs of a kind, in every field."""
    places: list[tuple[int, float]] = []
    told: list[str] = []
    for field, top in zip(fields, tops, strict=True):
        spots = _spots(field, sign)
        places += [(spot % ACROSS, round(top - spot // ACROSS, 2)) for spot in spots]
        told += [f"{field.name}: {len(spots)}"] * len(spots)
    symbol, colour = SIGNS[sign]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": _text(name),
        "x": [x for x, _ in places] or [None],
        "y": [y for _, y in places] or [None],
        "text": [_text(line) for line in told] or [""],
        "marker": {"symbol": symbol, "size": 9, "color": colour, "line": {"color": colour, "width": 1}},
        "hovertemplate": f"{_text(name)}<br>%{{text}}<extra></extra>",
    }


def _spots(field: Field, sign: Sign) -> list[int]:
    spots: list[int] = []
    so_far = 0
    for group in field.groups:
        if group.sign == sign:
            spots += range(so_far, so_far + group.count)
        so_far += group.count
    return spots
