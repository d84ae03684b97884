"""A chart of an account: a line day by day, the zero line, and what lies below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from .charts import MONEY_HOVER, Event, Figure, Marker, Series, _axis, _marked, _pattern, _place, _text
from .template import layout

STRAIGHT = 0.1
"""Yuan: what is spread over a month changes from day to day by the fen that do not divide."""


def account(
    days: Sequence[date],
    now: Series,
    *,
    below: str,
    before: Series | None = None,
    dots: Sequence[tuple[Event, Decimal]] = (),
    markers: Sequence[Marker] = (),
) -> Figure:
    """What is in an account on each day; what lies under zero is filled and named `below`.

    before: another line to compare with, dashed. dots: days that matter on the line, each with its height.
    """
    x = [_place(day) for day in days]
    low = [min(amount, Decimal(0)) for amount in now.amounts]
    data: list[Figure] = []
    if any(low):
        colour = "var(--dc-accent-soft)"
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": _text(below),
                "x": x,
                "y": [float(amount) for amount in low],
                "fill": "tozeroy",
                "fillcolor": colour,
                "fillpattern": _pattern("/", colour),
                "line": {"width": 0},
                "hoverinfo": "skip",
            }
        )
    for series, colour, dash, width in (
        (before, "var(--dc-grey-3)", "dash", 1.5),
        (now, "var(--dc-accent)", "solid", 2.5),
    ):
        if series is not None:
            data.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "name": _text(series.name),
                    "x": x,
                    "y": [float(amount) for amount in series.amounts],
                    "line": {"color": colour, "width": width, "dash": dash},
                    "hovertemplate": MONEY_HOVER,
                }
            )
    if dots:
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": "",
                "x": [_place(event.on) for event, _ in dots],
                "y": [float(amount) for _, amount in dots],
                "text": [_text(event.label) for event, _ in dots],
                "marker": {
                    "symbol": "diamond",
                    "size": 12,
                    "color": "var(--dc-paper)",
                    "line": {"color": "var(--dc-ink)", "width": 2},
                },
                "hovertemplate": "%{text}<extra></extra>",
                "showlegend": False,
            }
        )
    figure: Figure = {
        "data": data,
        "layout": layout(
            xaxis=_axis(days, ""),
            yaxis={
                "tickprefix": "¥",
                "tickformat": ",.2~f",
                "nticks": 6,
                "zeroline": True,
                "zerolinecolor": "var(--dc-ink)",
                "zerolinewidth": 1.5,
                "rangemode": "tozero",
            },
        ),
    }
    return _marked(figure, markers, days)


def bends(balances: Sequence[Decimal]) -> list[int]:
    """The places between which the line is straight, to a few fen a day: all that the chart needs."""
    last = len(balances) - 1
    steps = [float(after - before) for before, after in pairwise(balances)]
    inner = [place for place in range(1, last) if abs(steps[place] - steps[place - 1]) > STRAIGHT]
    return sorted({0, *inner, last})
