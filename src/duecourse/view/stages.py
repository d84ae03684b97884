"""A chart of stages: what several debts go through, day by day, and how each stands on one of the days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .boxes import Boxes
from .charts import Event, Figure, Marker, Shade, _axis, _marked, _text
from .template import layout

HALF = 0.15  # of the height of a row: half the thickness of its bar
ROW_HEIGHT = 92
LEGEND_LINE = 19
DARK_FILLS = ("penalty", "accent", "compound", "deep")
ROOM_FOR_A_MARK = 45  # so many marks have room beside each other in a narrow window


@dataclass(frozen=True)
class Stage:
    """A stretch of days: from one up to another, what it is, and a short sign to stand on it."""

    start: int
    end: int
    label: str
    shade: Shade = "plain"
    mark: str = ""


@dataclass(frozen=True)
class Row:
    """One debt: its name, how it stands on the day looked at, its stages, and what happens on a day.

    events are dots on the bar, ticks are small strokes under it; both tell what they are when pointed at.
    """

    name: str
    state: str
    stages: Sequence[Stage]
    events: Sequence[Event] = field(default=())
    ticks: Sequence[Event] = field(default=())


def stages(
    rows: Sequence[Row], *, marker: Marker | None = None, x_title: str, days_named: Sequence[int] = ()
) -> Figure:
    """Rows of stages over days. marker: the day looked at, if any. days_named: those the axis names."""
    heights = {number: len(rows) - 1 - number for number in range(len(rows))}
    names = {stage.label for row in rows for stage in row.stages}
    places = [place for row in rows for stage in row.stages for place in (stage.start, stage.end)]
    axis = _axis([], x_title)
    if places:
        axis |= {"range": [min(places), max(places)], "autorange": False}
    if days_named:
        axis |= {"tickmode": "array", "tickvals": list(days_named)}
    figure: Figure = {
        "data": [*_bars(rows, heights), *_signs(rows, heights)],
        "layout": layout(
            height=96 + ROW_HEIGHT * len(rows) + LEGEND_LINE * len(names),  # room for a name a line
            xaxis=axis,
            yaxis={"visible": False, "range": [-0.4, len(rows) - 0.05], "fixedrange": True},
            hovermode="closest",
            annotations=[_caption(row, heights[number]) for number, row in enumerate(rows)],
        ),
    }
    return figure if marker is None else _marked(figure, [marker], places)


def _caption(row: Row, height: int) -> Figure:
    return {
        "text": f"<b>{_text(row.name)}</b><br>{_text(row.state)}",
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "y": height + HALF,
        "yanchor": "bottom",
        "yshift": 2,
        "align": "left",
        "showarrow": False,
        "bgcolor": "var(--dc-paper)",
    }


def _bars(rows: Sequence[Row], heights: dict[int, int]) -> list[Figure]:
    boxes = Boxes()
    for number, row in enumerate(rows):
        up = (heights[number] - HALF, heights[number] + HALF)
        for stage in row.stages:
            boxes.add(stage.label, stage.shade, (stage.start, stage.end), up)
    return boxes.traces(line="var(--dc-paper)", width=1.5, hoveron="fills", hoverinfo="name")


def _signs(rows: Sequence[Row], heights: dict[int, int]) -> list[Figure]:
    """The marks on the stages, the strokes under them and the dots on them."""
    whole = max((row.stages[-1].end - row.stages[0].start for row in rows if row.stages), default=0)
    marked = [
        (number, stage)
        for number, row in enumerate(rows)
        for stage in row.stages
        if stage.mark and (stage.end - stage.start) * ROOM_FOR_A_MARK >= whole
    ]
    signs: list[Figure] = []
    if marked:
        signs.append(
            {
                "type": "scatter",
                "mode": "text",
                "x": [stage.start for _, stage in marked],
                "y": [heights[number] for number, _ in marked],
                "text": [f" {_text(stage.mark)}" for _, stage in marked],
                "textposition": "middle right",
                "textfont": {"size": 13, "color": [_ink_on(stage.shade) for _, stage in marked]},
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    strokes = [(heights[number] - HALF, event) for number, row in enumerate(rows) for event in row.ticks]
    dots = [(heights[number] - HALF, event) for number, row in enumerate(rows) for event in row.events]
    for placed, symbol, size in ((strokes, "line-ns", 8), (dots, "circle", 9)):
        if placed:
            signs.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "x": [event.on for _, event in placed],
                    "y": [height for height, _ in placed],
                    "text": [_text(event.label) for _, event in placed],
                    "marker": {
                        "symbol": symbol,
                        "size": size,
                        "color": "var(--dc-paper)",
                        "line": {"color": "var(--dc-ink)", "width": 1.5},
                    },
                    "hovertemplate": "%{text}<extra></extra>",
                    "showlegend": False,
                }
            )
    return signs


def _ink_on(shade: Shade) -> str:
    return "var(--dc-paper)" if shade in DARK_FILLS else "var(--dc-ink)"
