"""Figures for the kinds of chart the course needs, as plain dicts that plotly draws.

Amounts come in exact and are only turned into places on paper here, at the last moment. Names of
traces and labels are plain text. Where a line is straight, two points are enough: pass the days on
which something changes, twice if it jumps, and keep to about 30 of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from html import escape
from textwrap import wrap
from typing import Any, Literal

from ..locale import money, say
from .template import AXIS_TITLE, CHINESE, layout

Figure = dict[str, Any]
Place = date | int  # a day, or a number of days or months

Shade = Literal[
    "principal", "interest", "penalty", "compound", "fees", "accent", "quiet", "good", "deep", "plain"
]
# What tells the parts of a debt apart: a colour, and a pattern for who cannot tell colours apart.
FILLS: dict[str, tuple[str, str]] = {
    "principal": ("var(--dc-grey-1)", ""),
    "interest": ("var(--dc-grey-2)", "/"),
    "penalty": ("var(--dc-accent)", ""),
    "compound": ("var(--dc-accent-deep)", "x"),
    "fees": ("var(--dc-accent-soft)", "."),
    "accent": ("var(--dc-accent)", ""),
    "quiet": ("var(--dc-grey-2)", "/"),
    "good": ("var(--dc-accent-soft)", ""),
    "deep": ("var(--dc-accent-deep)", ""),
    "plain": ("var(--dc-grey-1)", ""),
}
# Lines are told apart by dash and mark as well.
LINES = (
    ("var(--dc-accent)", "solid", "circle"),
    ("var(--dc-grey-3)", "dash", "square"),
    ("var(--dc-accent-deep)", "dot", "diamond"),
    ("var(--dc-grey-2)", "dashdot", "cross"),
)
HEADROOM = Decimal("1.15")
MONEY_HOVER = "¥%{y:,.2f}"


@dataclass(frozen=True)
class Series:
    """A name and an amount for each place on the axis."""

    name: str
    amounts: Sequence[Decimal]
    shade: Shade = "plain"


@dataclass(frozen=True)
class Marker:
    """A line across the chart. at: a day or number on the x axis, or an amount (Decimal) on the y axis."""

    at: Place | Decimal
    label: str


@dataclass(frozen=True)
class Event:
    """Something that happens on a day."""

    on: Place
    label: str


@dataclass(frozen=True)
class Span:
    """A stretch of a lane: from a day up to another, and what it is."""

    start: Place
    end: Place
    label: str
    shade: Shade = "plain"


@dataclass(frozen=True)
class Lane:
    """A row of a timeline: its name, what it goes through, and what happens on it."""

    name: str
    spans: Sequence[Span]
    events: Sequence[Event] = field(default=())


def component(name: str) -> str:
    """The learner's word for a part of a debt: "principal", "interest", "penalty", "compound", "fees"."""
    return say(f"view.component_{name}")


def stacked(
    places: Sequence[Place],
    series: Sequence[Series],
    *,
    markers: Sequence[Marker] = (),
    top: Decimal | None = None,
    x_title: str = "",
) -> Figure:
    """Amounts on top of each other over days. top: the highest amount to leave room for, if fixed."""
    x = [_place(one) for one in places]
    data: list[Figure] = []
    below = [Decimal(0)] * len(x)
    for one in series:
        colour, pattern = FILLS[one.shade]
        edge = "var(--dc-grey-3)" if one.shade in ("principal", "interest", "plain", "quiet") else colour
        # Heights on paper: each band stands on the one below. What is told is the band's own amount.
        below = [low + amount for low, amount in zip(below, one.amounts, strict=True)]
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": _text(one.name),
                "x": x,
                "y": [float(amount) for amount in below],
                "customdata": [money(amount) for amount in one.amounts],
                "fill": "tozeroy" if not data else "tonexty",
                "fillcolor": colour,
                "fillpattern": _pattern(pattern, colour),
                "line": {"color": edge, "width": 1},
                "hovertemplate": "%{customdata}",
            }
        )
    figure = {"data": data, "layout": layout(xaxis=_axis(places, x_title), yaxis=_money_axis(top, below))}
    return _marked(figure, markers, places)


def lines(
    places: Sequence[Place],
    series: Sequence[Series],
    *,
    markers: Sequence[Marker] = (),
    top: Decimal | None = None,
    x_title: str = "",
) -> Figure:
    """Amounts over days as lines to compare, for instance one debt under two contracts."""
    x = [_place(one) for one in places]
    amounts = [amount for one in series for amount in one.amounts]
    data: list[Figure] = []
    for number, one in enumerate(series):
        colour, dash, symbol = LINES[number % len(LINES)]
        data.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": _text(one.name),
                "x": x,
                "y": [float(amount) for amount in one.amounts],
                "line": {"color": colour, "width": 2.5, "dash": dash},
                "marker": {"symbol": symbol, "size": 8, "color": colour, "maxdisplayed": 8},
                "hovertemplate": MONEY_HOVER,
            }
        )
    figure = {"data": data, "layout": layout(xaxis=_axis(places, x_title), yaxis=_money_axis(top, amounts))}
    return _marked(figure, markers, places)


def bars(
    names: Sequence[str],
    series: Sequence[Series],
    *,
    together: bool = True,
    markers: Sequence[Marker] = (),
    top: Decimal | None = None,
) -> Figure:
    """An amount for each name as bars; several series on top of each other, or side by side."""
    data = []
    for one in series:
        colour, pattern = FILLS[one.shade]
        data.append(
            {
                "type": "bar",
                "name": _text(one.name),
                "x": [_wrapped(name) for name in names],
                "y": [float(amount) for amount in one.amounts],
                "marker": {
                    "color": colour,
                    "pattern": _pattern(pattern, colour),
                    "line": {"color": "var(--dc-grey-3)", "width": 1},
                },
                "hovertemplate": MONEY_HOVER,
            }
        )
    figure = {
        "data": data,
        "layout": layout(
            xaxis={"type": "category", "showgrid": False},
            yaxis=_money_axis(top),
            barmode="stack" if together else "group",
            bargap=0.4,
            showlegend=len(series) > 1,
        ),
    }
    return _marked(figure, markers)


def timeline(lanes: Sequence[Lane], *, markers: Sequence[Marker] = (), x_title: str = "") -> Figure:
    """What several things go through over the same days, one lane each; `events` are dots on a lane."""
    data: list[Figure] = []
    notes: list[Figure] = []
    places: list[Place] = []
    for number, lane in enumerate(lanes):
        height = len(lanes) - 1 - number
        notes.append(
            {
                "text": f"<b>{_text(lane.name)}</b>",
                "xref": "paper",
                "x": 0,
                "xanchor": "left",
                "y": height,
                "yshift": 24,
                "showarrow": False,
            }
        )
        for span in lane.spans:
            places += [span.start, span.end]
            colour, pattern = FILLS[span.shade]
            edge = "var(--dc-grey-3)"
            start, end = _place(span.start), _place(span.end)
            data.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "name": _text(span.label),
                    "x": [start, end, end, start, start],
                    "y": [height - 0.16, height - 0.16, height + 0.16, height + 0.16, height - 0.16],
                    "fill": "toself",
                    "fillcolor": colour,
                    "fillpattern": _pattern(pattern, colour),
                    "line": {"color": edge, "width": 1},
                    "hoveron": "fills",
                    "hoverinfo": "name",
                    "legendgroup": span.label,
                    "showlegend": all(one.get("legendgroup") != span.label for one in data),
                }
            )
        if lane.events:
            places += [event.on for event in lane.events]
            data.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "name": _text(lane.name),
                    "x": [_place(event.on) for event in lane.events],
                    "y": [height] * len(lane.events),
                    "text": [_text(event.label) for event in lane.events],
                    "marker": {
                        "symbol": "circle",
                        "size": 11,
                        "color": "var(--dc-paper)",
                        "line": {"color": "var(--dc-ink)", "width": 2},
                    },
                    "hovertemplate": "%{text}<extra></extra>",
                    "showlegend": False,
                }
            )
    figure = {
        "data": data,
        "layout": layout(
            height=110 + 72 * len(lanes),
            xaxis=_axis(places, x_title),
            yaxis={"visible": False, "range": [-0.5, len(lanes) - 0.3], "fixedrange": True},
            hovermode="closest",
            annotations=notes,
        ),
    }
    return _marked(figure, markers, places)


def _text(words: str) -> str:
    """Plain words for plotly, which would read tags in them."""
    return escape(words, quote=False)


def _wrapped(words: str) -> str:
    """A name in lines short enough to stand under a bar in a narrow window."""
    width = 6 if max(words, default="") > CHINESE else 12
    return "<br>".join(_text(line) for line in wrap(words, width, break_on_hyphens=False))


def _pattern(shape: str, colour: str) -> Figure:
    return {"shape": shape, "fgcolor": "var(--dc-paper)", "bgcolor": colour, "size": 7}


def _place(place: Place) -> str | int:
    return place.isoformat() if isinstance(place, date) else place


def _axis(places: Sequence[Place], title: str) -> Figure:
    axis: Figure = {"showgrid": False, "zeroline": False, "ticks": "outside", "ticklen": 4, "nticks": 7}
    if title:
        axis["title"] = {**AXIS_TITLE, "text": _text(title)}
    if places and isinstance(places[0], date):
        axis |= {
            "type": "date",
            "hoverformat": say("view.axis_whole_day"),
            "tickformatstops": [
                {"dtickrange": [None, "M1"], "value": say("view.axis_day")},
                {"dtickrange": ["M1", "M12"], "value": say("view.axis_month")},
                {"dtickrange": ["M12", None], "value": say("view.axis_year")},
            ],
        }
    return axis


def _money_axis(top: Decimal | None, amounts: Sequence[Decimal] = ()) -> Figure:
    """Amounts from zero up to a little above `top`, or the highest: room for a marker's label."""
    axis: Figure = {"tickprefix": "¥", "tickformat": ",.2~f", "rangemode": "tozero", "nticks": 6}
    if amounts and min(amounts) < 0:
        return axis
    end = (max(amounts, default=Decimal(0)) if top is None else top) * HEADROOM
    return axis | ({"range": [0, float(end)], "autorange": False} if end else {})


def _marked(figure: Figure, markers: Sequence[Marker], places: Sequence[Place] = ()) -> Figure:
    """`figure` with the markers drawn in; a label keeps to the side where there is more room."""
    shapes = figure["layout"].setdefault("shapes", [])
    notes = figure["layout"].setdefault("annotations", [])
    for marker in markers:
        across = isinstance(marker.at, Decimal)
        at = float(marker.at) if isinstance(marker.at, Decimal) else _place(marker.at)
        along, other = ("y", "x") if across else ("x", "y")
        late = not across and bool(places) and _after_the_middle(marker.at, places)
        shapes.append(
            {
                "type": "line",
                f"{other}ref": "paper",
                f"{other}0": 0,
                f"{other}1": 1,
                f"{along}0": at,
                f"{along}1": at,
                "line": {"color": "var(--dc-ink)", "width": 1.5, "dash": "dot" if across else "solid"},
            }
        )
        notes.append(
            {
                f"{other}ref": "paper",
                other: 0 if across else 1,
                along: at,
                "text": _text(marker.label),
                "showarrow": False,
                "xanchor": "right" if late else "left",
                "yanchor": "bottom" if across else "top",
                "xshift": -4 if late else 4,
                "font": {"size": 12, "color": "var(--dc-ink)"},
                "bgcolor": "var(--dc-paper)",
            }
        )
    return figure


def _after_the_middle(at: Place | Decimal, places: Sequence[Place]) -> bool:
    def number(place: Any) -> int:
        return place.toordinal() if isinstance(place, date) else int(place)

    numbers = [number(place) for place in places]
    return 2 * number(at) > min(numbers) + max(numbers)
