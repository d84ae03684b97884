"""Charts of rates: per cent on the axis and on the bars, room for the line."""

from __future__ import annotations

from decimal import Decimal

from duecourse.view.charts import Marker, Series
from duecourse.view.rate_charts import rate_bars


def test_rates_are_written_on_the_bars_and_the_axis_in_per_cent() -> None:
    rates = [Decimal("0.072"), Decimal("0.1303")]
    figure = rate_bars(["looks", "is"], [Series("rate", rates)], markers=[Marker(Decimal("0.24"), "line")])
    (bars,), axis = figure["data"], figure["layout"]["yaxis"]
    assert bars["y"] == [0.072, 0.1303] and bars["text"] == ["7.2%", "13.03%"]
    assert (axis["tickprefix"], axis["tickformat"]) == ("", ".0%")
    assert axis["range"] == [0, 0.276]  # 0.24 and a little room


def test_no_rates_leave_an_axis_up_to_one_hundred_per_cent() -> None:
    assert rate_bars([], [Series("rate", [])])["layout"]["yaxis"]["range"] == [0, 1.15]
