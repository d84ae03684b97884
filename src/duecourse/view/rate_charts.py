"""Charts of yearly rates instead of amounts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ..locale import percent
from .charts import HEADROOM, Figure, Marker, Series, bars

RATE_HOVER = "%{y:.2%}"


def rate_bars(names: Sequence[str], series: Sequence[Series], *, markers: Sequence[Marker] = ()) -> Figure:
    """A rate for each name as bars side by side; rates and markers as shares of one (Decimal)."""
    figure = bars(names, series, together=False, markers=markers)
    heights = [rate for one in series for rate in one.amounts]
    heights += [marker.at for marker in markers if isinstance(marker.at, Decimal)]
    axis = figure["layout"]["yaxis"]
    axis |= {
        "tickprefix": "",
        "tickformat": ".0%",
        "range": [0, float(max(heights, default=Decimal(1)) * HEADROOM)],
        "autorange": False,
    }
    for trace, one in zip(figure["data"], series, strict=True):
        trace["hovertemplate"] = RATE_HOVER
        trace["text"] = [percent(rate) for rate in one.amounts]
        trace["textposition"] = "outside"
    return figure
