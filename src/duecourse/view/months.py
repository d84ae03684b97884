"""A chart of months: a row a year, a box a month with its sign, as a credit report prints them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..locale import month as month_text
from .boxes import Boxes
from .charts import Figure, Shade, _text
from .stages import LEGEND_LINE, _ink_on
from .template import AXIS_TITLE, layout

ROW_HEIGHT = 78
BOX = (-0.06, 0.36)  # of the height of a row: bottom and top of the box
BAND = (-0.24, -0.1)  # and of the band under it


@dataclass(frozen=True)
class Month:
    """One month: any day of it, the sign in its box and what that means, and the band under the box.

    told: what is said when the month is pointed at. band: a name, or nothing for no band.
    """

    on: date
    mark: str
    meaning: str
    shade: Shade
    told: str
    band: str = ""
    band_shade: Shade = "plain"


def months(
    shown: Sequence[Month], *, x_title: str, years: Iterable[int] = (), outlined: date | None = None
) -> Figure:
    """A row a year, the newest at the bottom; the months go by their numbers, which fit a narrow window.

    years: those that have a row in any case, so that it stays where it is. outlined: a day whose month
    gets a thick frame.
    """
    years = sorted({*years, *(month.on.year for month in shown)})
    heights = {year: len(years) - 1 - number for number, year in enumerate(years)}
    boxes = _outlines([(m.meaning, m.shade, m.on, BOX) for m in shown], heights)
    bands = _outlines([(m.band, m.band_shade, m.on, BAND) for m in shown if m.band], heights)
    data = [*boxes, *bands]
    data.append(
        {
            "type": "scatter",
            "mode": "text",
            "x": [month.on.month for month in shown],
            "y": [heights[month.on.year] + sum(BOX) / 2 for month in shown],
            "text": [_text(month.mark) for month in shown],
            "textfont": {"size": 15, "color": [_ink_on(month.shade) for month in shown]},
            "hovertext": [_text(f"{month_text(month.on)}: {month.told}") for month in shown],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "showlegend": False,
        }
    )
    figure: Figure = {
        "data": data,
        "layout": layout(
            height=80 + ROW_HEIGHT * len(years) + LEGEND_LINE * (len(data) - 1),
            xaxis={
                "range": [0.5, 12.5],
                "autorange": False,
                "fixedrange": True,
                "showgrid": False,
                "zeroline": False,
                "tickmode": "array",
                "tickvals": list(range(1, 13)),
                "title": {**AXIS_TITLE, "text": _text(x_title)},
            },
            yaxis={
                "range": [-0.45, len(years) - 0.5],
                "fixedrange": True,
                "showgrid": False,
                "zeroline": False,
                "tickmode": "array",
                "tickvals": [heights[year] + sum(BOX) / 2 for year in years],
                "ticktext": [str(year) for year in years],
            },
            hovermode="closest",
        ),
    }
    if outlined is not None and outlined.year in heights:
        height = heights[outlined.year]
        figure["layout"]["shapes"] = [
            {
                "type": "rect",
                "x0": outlined.month - 0.47,
                "x1": outlined.month + 0.47,
                "y0": height + BOX[0],
                "y1": height + BOX[1],
                "line": {"color": "var(--dc-ink)", "width": 3},
            }
        ]
    return figure


def _outlines(
    boxes: Sequence[tuple[str, Shade, date, tuple[float, float]]], heights: dict[int, int]
) -> list[Figure]:
    found = Boxes()
    for name, shade, on, (low, high) in boxes:
        across = (round(on.month - 0.47, 2), round(on.month + 0.47, 2))
        found.add(name, shade, across, (round(heights[on.year] + low, 2), round(heights[on.year] + high, 2)))
    return found.traces(line="var(--dc-grey-3)", width=1, hoverinfo="skip")
