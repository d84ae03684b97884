"""Figures: accepted by plotly, plain lists, few points, no colour as the only sign, text never as tags."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go
import pytest

from duecourse.locale import LANGUAGES, in_language
from duecourse.view import charts
from duecourse.view.charts import Event, Figure, Lane, Marker, Series, Span
from duecourse.view.template import LIGHT, painted

DAYS = [date(2026, 9, 25), date(2026, 10, 25), date(2026, 10, 25), date(2026, 12, 24)]
ONE = [Decimal(1000), Decimal(1000), Decimal(500), Decimal(500)]
TWO = [Decimal(0), Decimal("35.70"), Decimal("35.70"), Decimal("71.05")]
EVIL = "<b>A</b> & <a href='javascript:alert(1)'>B</a>"


def stacked() -> Figure:
    return charts.stacked(
        DAYS,
        [
            Series(charts.component("principal"), ONE, "principal"),
            Series(charts.component("penalty"), TWO, "penalty"),
        ],
        markers=[Marker(date(2026, 11, 11), "11 Nov 2026"), Marker(Decimal("240"), "24 %")],
    )


def lines() -> Figure:
    return charts.lines([0, 30, 60, 90], [Series("A", ONE), Series("B", TWO)], x_title="Days late")


def bars() -> Figure:
    return charts.bars(
        ["One plan", "等额本息"], [Series("Principal", ONE[:2], "principal"), Series("Fees", TWO[:2], "fees")]
    )


def timeline() -> Figure:
    lane = [Span(DAYS[0], DAYS[1], "on time"), Span(DAYS[1], DAYS[3], "overdue", "accent")]
    return charts.timeline(
        [Lane("Card", lane, [Event(DAYS[1], "due")]), Lane("Loan", lane)],
        markers=[Marker(DAYS[1], "11 Nov 2026")],
    )


KINDS = [stacked, lines, bars, timeline]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_plotly_accepts_every_attribute(kind: Callable[[], Figure], language: str) -> None:
    with in_language(language):
        go.Figure(painted(kind()))  # raises at an attribute or a value it does not know


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_is_plain_and_always_the_same(kind: Callable[[], Figure]) -> None:
    once = json.dumps(kind(), allow_nan=False)
    assert once == json.dumps(kind(), allow_nan=False)
    assert "bdata" not in once and len(once) < 9000


def values(part: Any) -> list[str]:
    if isinstance(part, dict):
        return [text for one in part.values() for text in values(one)]
    if isinstance(part, list):
        return [text for one in part for text in values(one)]
    return [part] if isinstance(part, str) else []


@pytest.mark.parametrize("kind", KINDS)
def test_colours_are_names_that_both_themes_know(kind: Callable[[], Figure]) -> None:
    assert not [text for text in values(kind()) if text.startswith(("#", "rgb"))]
    assert not [text for text in values(painted(kind())) if text.startswith("var(")]


def test_a_jump_is_two_points_on_one_day() -> None:
    principal, penalty = stacked()["data"]
    assert principal["x"][1] == principal["x"][2] == "2026-10-25"
    assert principal["y"] == [1000.0, 1000.0, 500.0, 500.0]
    assert penalty["y"] == [1000.0, 1035.7, 535.7, 571.05]  # it stands on the one below …
    assert penalty["customdata"] == ["¥0.00", "¥35.70", "¥35.70", "¥71.05"]  # … and tells its own amount


def test_parts_of_a_debt_differ_in_more_than_colour() -> None:
    looks = [(colour, pattern) for colour, pattern in charts.FILLS.values()]
    parts = ["principal", "interest", "penalty", "compound", "fees"]
    assert len({charts.FILLS[part] for part in parts}) == 5
    assert {pattern for _, pattern in looks} >= {"", "/", "x", "."}
    dashes = [dash for _, dash, _ in charts.LINES]
    symbols = [symbol for _, _, symbol in charts.LINES]
    assert len(set(dashes)) == len(set(symbols)) == len(charts.LINES)


@pytest.mark.parametrize(
    "make",
    [
        lambda: charts.lines([0, 1], [Series(EVIL, ONE[:2])], markers=[Marker(1, EVIL)], x_title=EVIL),
        lambda: charts.stacked([0, 1], [Series(EVIL, ONE[:2])], markers=[Marker(1, EVIL)], x_title=EVIL),
        lambda: charts.bars([EVIL], [Series(EVIL, ONE[:1])], markers=[Marker(Decimal(1), EVIL)]),
        lambda: charts.timeline(
            [Lane(EVIL, [Span(0, 1, EVIL)], [Event(1, EVIL)])], markers=[Marker(1, EVIL)]
        ),
    ],
)
def test_names_are_words_and_never_tags(make: Callable[[], Figure]) -> None:
    figure = make()
    shown = [
        text for trace in figure["data"] for key in ("name", "text", "x") for text in values(trace.get(key))
    ]
    shown += [note["text"] for note in figure["layout"]["annotations"]]
    for text in shown:
        assert "<a" not in text and "<b>A" not in text


def test_a_marker_s_label_keeps_inside() -> None:
    def side(at: int) -> str:
        figure = charts.lines([0, 90], [Series("A", ONE[:2])], markers=[Marker(at, "x")])
        return str(figure["layout"]["annotations"][0]["xanchor"])

    assert (side(5), side(85)) == ("left", "right")


def test_amounts_below_zero_are_not_cut_off() -> None:
    figure = charts.lines([0, 1], [Series("Account", [Decimal(100), Decimal(-50)])])
    assert "range" not in figure["layout"]["yaxis"]


def test_a_fixed_top_keeps_the_scale() -> None:
    tops = [
        charts.stacked([0, 1], [Series("A", [Decimal(0), Decimal(end)])], top=Decimal(2000))["layout"][
            "yaxis"
        ]["range"]
        for end in (10, 1000)
    ]
    assert tops[0] == tops[1] == [0, 2300.0]


def test_the_light_colours_stand_in_where_there_is_no_page() -> None:
    assert painted({"a": ["var(--dc-accent)", 1]}) == {"a": [LIGHT["--dc-accent"], 1]}
