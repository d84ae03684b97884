"""A hundred signs: as many of each kind as there are, told apart by their shape, none outside its field."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from duecourse.view.icons import ACROSS, SIGNS, Field, Group, icon_array
from duecourse.view.template import painted


def field(name: str, fine: int, some: int, most: int) -> Field:
    return Field(name, [Group("most", "a", most), Group("some", "<b>", some), Group("fine", "c", fine)])


def test_every_household_has_one_sign_and_one_place() -> None:
    figure = icon_array([field("now", 60, 37, 3), field("then", 90, 10, 0)])
    go.Figure(painted(figure))
    places = [
        (x, y)
        for trace in figure["data"]
        for x, y in zip(trace["x"], trace["y"], strict=True)
        if x is not None
    ]
    assert len(places) == len(set(places)) == 200
    assert {x for x, _ in places} == set(range(ACROSS)) and len({y for _, y in places}) == 200 / ACROSS
    low, high = figure["layout"]["yaxis"]["range"]
    assert all(low < y < high for _, y in places)
    counts = {trace["name"]: len(trace["x"]) for trace in figure["data"]}
    assert counts == {"a": 3, "&lt;b&gt;": 47, "c": 150}


def test_shapes_differ_as_well_as_colours() -> None:
    assert len({shape for shape, _ in SIGNS.values()}) == len({colour for _, colour in SIGNS.values()}) == 4


@pytest.mark.parametrize("counts", [(100, 0, 0), (0, 0, 100)])
def test_a_field_of_one_kind_keeps_its_names(counts: tuple[int, int, int]) -> None:
    figure = icon_array([field("now", *counts)])
    go.Figure(painted(figure))
    assert [trace["name"] for trace in figure["data"]] == ["a", "&lt;b&gt;", "c"]
