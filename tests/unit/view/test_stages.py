"""Charts of stages and of months: few traces, nothing of a name read as a tag, marks only where they fit."""

from __future__ import annotations

from datetime import date
from typing import Any

from duecourse.view.charts import Event, Marker
from duecourse.view.months import Month, months
from duecourse.view.stages import Row, Stage, stages


def rows(count: int) -> list[Row]:
    road = [Stage(-5, 1, "early"), Stage(1, 31, "late", "accent", "1"), Stage(31, 400, "late", "accent", "2")]
    return [
        Row(f"debt {number}", "so", road, [Event(0, "due")], [Event(23, "end")]) for number in range(count)
    ]


def fills(figure: dict[str, Any]) -> list[str]:
    return [trace["name"] for trace in figure["data"] if trace.get("fill")]


def test_one_trace_a_kind_of_stage_however_many_rows() -> None:
    figure = stages(rows(4), marker=Marker(47, "Day 47"), x_title="days")
    assert fills(figure) == ["early", "late"]
    late = figure["data"][1]
    assert late["x"].count(None) == 7 and len(late["x"]) == len(late["y"]) == 8 * 5 + 7


def test_a_mark_stands_where_it_begins_and_only_where_it_fits() -> None:
    narrow = [Stage(-5, 1, "early", mark="x"), Stage(1, 400, "late", "accent", "1")]
    signs = stages([Row("debt", "", narrow)], x_title="days")["data"][-1]
    assert (signs["x"], signs["text"]) == ([1], [" 1"])


def test_the_marker_may_be_left_out_and_the_axis_names_the_days_asked_for() -> None:
    figure = stages(rows(1), x_title="days", days_named=[0, 30])
    assert "shapes" not in figure["layout"]
    assert figure["layout"]["xaxis"]["tickvals"] == [0, 30]


def test_names_are_no_tags() -> None:
    figure = stages([Row("<b>x", "<i>", [Stage(0, 9, "<s>", mark="<u>")])], x_title="<a>")
    assert not any(tag in str(figure) for tag in ("<b>x", "<i>", "<s>", "<u>", "<a>"))


def month(on: date, mark: str, band: str = "") -> Month:
    return Month(on, mark, f"means {mark}", "plain", "told", band, "quiet")


def test_a_row_a_year_that_stays_where_it_is() -> None:
    shown = [month(date(2026, 12, 31), "N"), month(date(2027, 1, 31), "1", "watch")]
    figure = months(shown, x_title="month", years=[2026, 2027, 2028], outlined=date(2027, 1, 9))
    assert figure["layout"]["yaxis"]["ticktext"] == ["2026", "2027", "2028"]
    assert fills(figure) == ["means N", "means 1", "watch"]
    text = figure["data"][-1]
    assert (text["x"], text["text"]) == ([12, 1], ["N", "1"])
    frame = figure["layout"]["shapes"][0]
    assert frame["x0"] < 1 < frame["x1"] and frame["y0"] < 1.15 < frame["y1"]
