"""The chart of an account: accepted by plotly, what is below zero told apart by a pattern and a name."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import plotly.graph_objects as go

from duecourse.view.account import account, bends
from duecourse.view.charts import Event, Figure, Marker, Series
from duecourse.view.template import painted

DAYS = [date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 15)]
NOW = [Decimal("260"), Decimal("-120.50"), Decimal("900")]
EVIL = "<b>A</b> & <i>"


def chart(now: list[Decimal]) -> Figure:
    return account(
        DAYS,
        Series(EVIL, now),
        below=EVIL,
        before=Series("before", NOW),
        dots=[(Event(DAYS[1], EVIL), now[1])],
        markers=[Marker(DAYS[1], EVIL)],
    )


def test_plotly_accepts_it_and_text_is_text() -> None:
    figure = chart(NOW)
    go.Figure(painted(figure))
    text = json.dumps(figure, allow_nan=False)
    assert "<b>" not in text and "&lt;b&gt;A" in text


def test_what_is_below_zero_has_a_pattern_and_a_name() -> None:
    fill, before, now, dots = chart(NOW)["data"]
    assert fill["y"] == [0, -120.5, 0] and fill["fillpattern"]["shape"] and fill["name"]
    assert (before["line"]["dash"], now["line"]["dash"]) == ("dash", "solid")
    assert now["y"] == [260, -120.5, 900] and dots["y"] == [-120.5]


def test_an_account_never_below_zero_has_no_such_part() -> None:
    assert len(chart([Decimal(5)] * 3)["data"]) == 3


def test_a_straight_line_needs_its_ends_and_its_bends() -> None:
    falling = [Decimal(1000) - Decimal("33.33") * number for number in range(10)]
    assert bends(falling) == [0, 9]
    falling[4:] = [amount - 500 for amount in falling[4:]]
    assert bends(falling) == [0, 3, 4, 9], "the day before a payment and the day of it"
    assert bends([Decimal(5)]) == [0] and bends([Decimal(5), Decimal(7)]) == [0, 1]
