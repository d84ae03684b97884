"""A chart of months for several things under each other: a row each, a box a month with its sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..locale import month as month_text
from ..locale import say
from .boxes import Boxes
from .charts import Figure, Shade, _text
from .stages import LEGEND_LINE, _ink_on
from .template import layout

ROW_HEIGHT = 84
BOX = (-0.2, 0.2)  # of the height of a row: bottom and top of the boxes
HALF_MONTH = 0.46


@dataclass(frozen=True)
class StripMonth:
    """A month of a row: any day of it, its sign, what that means (boxes of one meaning look alike), and
    what is said when it is pointed at."""

    on: date
    mark: str
    meaning: str
    shade: Shade
    told: str


@dataclass(frozen=True)
class Strip:
    """A row: its name, a short text under it, and its months."""

    name: str
    state: str
    months: Sequence[StripMonth]


def strips(rows: Sequence[Strip], *, first: date, count: int, marked: date, mark: str) -> Figure:
    """Rows of `count` months from that of `first` on. marked: a day whose month has a line, named `mark`."""
    boxes = Boxes()
    signs: dict[str, list[Any]] = {"x": [], "y": [], "text": [], "told": [], "ink": []}
    for number, row in enumerate(rows):
        height = len(rows) - 1 - number
        for one in row.months:
            place = _number(one.on, first)
            if not 0 <= place < count:
                continue
            across = (round(place - HALF_MONTH, 2), round(place + HALF_MONTH, 2))
            up = (round(height + BOX[0], 2), round(height + BOX[1], 2))
            boxes.add(one.meaning, one.shade, across, up)
            signs["x"].append(place)
            signs["y"].append(height)
            signs["text"].append(_text(one.mark))
            signs["told"].append(_text(say("view.step", name=month_text(one.on), working=one.told)))
            signs["ink"].append(_ink_on(one.shade))
    data = boxes.traces(line="var(--dc-grey-3)", width=1, hoverinfo="skip")
    data.append(
        {
            "type": "scatter",
            "mode": "text",
            "x": signs["x"],
            "y": signs["y"],
            "text": signs["text"],
            "textfont": {"size": 10.5, "color": signs["ink"]},
            "hovertext": signs["told"],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "showlegend": False,
        }
    )
    return {
        "data": data,
        "layout": layout(
            height=90 + ROW_HEIGHT * len(rows) + LEGEND_LINE * (len(data) - 1),
            xaxis={
                "range": [-0.6, count - 0.4],
                "autorange": False,
                "fixedrange": True,
                "showgrid": False,
                "zeroline": False,
                **_ticks(first, count),
            },
            yaxis={
                "visible": False,
                "range": [-0.4, len(rows) - 0.25],
                "fixedrange": True,
            },
            hovermode="closest",
            annotations=[*_captions(rows), _named(_number(marked, first), len(rows), mark)],
            shapes=[_line(_number(marked, first))],
        ),
    }


def _number(on: date, first: date) -> int:
    return 12 * (on.year - first.year) + on.month - first.month


def _ticks(first: date, count: int) -> Figure:
    """Each January and each July is named."""
    values, texts = [], []
    for place in range(count):
        month, year = (first.month - 1 + place) % 12 + 1, first.year + (first.month - 1 + place) // 12
        if month in (1, 7):
            values.append(place)
            texts.append(_text(month_text(date(year, month, 1))))
    return {"tickmode": "array", "tickvals": values, "ticktext": texts, "ticks": "outside"}


def _captions(rows: Sequence[Strip]) -> list[Figure]:
    return [
        {
            "text": f"<b>{_text(row.name)}</b><br>{_text(row.state)}",
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "y": len(rows) - 1 - number + BOX[1],
            "yanchor": "bottom",
            "yshift": 2,
            "align": "left",
            "showarrow": False,
            "bgcolor": "var(--dc-paper)",
        }
        for number, row in enumerate(rows)
    ]


def _line(place: int) -> Figure:
    return {
        "type": "line",
        "x0": place - 0.5,
        "x1": place - 0.5,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": "var(--dc-ink)", "width": 1.5, "dash": "dot"},
    }


def _named(place: int, rows: int, mark: str) -> Figure:
    return {
        "text": _text(mark),
        "x": place - 0.5,
        "y": -0.22,
        "yanchor": "top",
        "xanchor": "left",
        "xshift": 3,
        "showarrow": False,
        "font": {"size": 11, "color": "var(--dc-quiet)"},
    }
