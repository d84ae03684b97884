"""Panels in one frame with a choice between them, and controls that are folded away."""

from __future__ import annotations

from decimal import Decimal

from traitlets import Int

from duecourse.view import Model, Panel, Slider, charts, in_group
from duecourse.view.chart import MIME
from duecourse.view.choosing import OnePanelOf, one_panel_of
from unit.page import shown


class Named(Model):
    number = Int(1)
    other = Int(5)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def title(self) -> str:
        return f"{self.name} {self.number}"

    def summary(self) -> str:
        return f"{self.name}: {self.number}, {self.other}"

    def sentence(self) -> str:
        return f"It is {self.number}."

    def figure(self) -> charts.Figure:
        return charts.bars([self.name], [charts.Series("amount", [Decimal(self.number)])])


def make(key: str) -> Panel:
    return Panel(Named(key), number=Slider("Number", 0, 9, value=1))


def test_the_chosen_panel_is_shown_under_its_own_title() -> None:
    card = OnePanelOf("Which?", {"a": "First", "b": "Second"}, make)
    assert (repr(card), card.heading.text) == ("a: 1, 5", "a 1")
    card.choice.value = "b"
    assert (repr(card), card.heading.text) == ("b: 1, 5", "b 1")
    assert card.parts == (card.choice, card.panel)
    card.panel.model.number = 7
    assert card.heading.text == "b 7"


def test_a_panel_is_kept_as_it_was_left() -> None:
    card = OnePanelOf("Which?", {"a": "First", "b": "Second"}, make)
    card.panel.model.number = 4
    first = card.panel
    card.choice.value = "b"
    card.choice.value = "a"
    assert card.panel is first and card.panel.controls["number"].value == 4


def test_a_page_without_a_kernel_shows_the_chosen_panel() -> None:
    card = OnePanelOf("Which?", {"a": "First", "b": "Second"}, make)
    card.choice.value = "b"
    bundle = shown(card)
    assert bundle["text/plain"] == "b: 1, 5\nIt is 1."
    assert bundle[MIME] == shown(card.panel)[MIME]
    assert bundle[MIME]["data"][0]["x"] == ["b"]
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == card.model_id


def test_one_thing_needs_no_choice() -> None:
    assert isinstance(one_panel_of("Which?", {"a": "First"}, make), Panel)


def test_folded_controls_move_their_traits_as_the_others_do() -> None:
    model = Named("a")
    folded = Slider("Other", 0, 9, value=5)
    panel = Panel(model, number=Slider("Number", 0, 9, value=1), **in_group("More", other=folded))
    folded.position = 8
    assert model.other == 8 and repr(panel) == "a: 1, 8"
    model.other = 2
    assert folded.value == 2
    assert set(panel.controls) == {"number", "other"}


def test_a_group_unfolds_and_folds() -> None:
    panel = Panel(Named("a"), **in_group("More", other=Slider("Other", 0, 9, value=5)))
    group = panel.parts[0].children[0].children[0]
    inside = group.children[1]
    assert inside.layout.display == "none"
    group.fold.unfolded = True
    assert inside.layout.display is None
    group.fold.unfolded = False
    assert inside.layout.display == "none"


def test_a_control_is_in_sight_movable_and_as_long_as_the_model_says() -> None:
    model = Named("a")
    panel = Panel(
        model,
        number=Slider("Number", 0, 9, value=1),
        other=Slider("Other", 0, 9, value=5).placed(
            shown=lambda: model.number > 0,
            enabled=lambda: model.number > 1,
            span=lambda: (0, model.number) if model.number else None,
        ),
    )
    number, other = panel.controls["number"], panel.controls["other"]
    assert (other.layout.display, other.enabled, other.high) == (None, False, 1)
    assert model.other == 1 and repr(panel) == "a: 1, 1"
    number.value = 4
    assert (other.layout.display, other.enabled, other.high) == (None, True, 4)
    model.number = 0
    assert (other.layout.display, other.enabled, other.high) == ("none", False, 4)


def test_what_a_control_sets_off_in_another_is_shown_once_and_together() -> None:
    model = Named("a")
    number = Slider("Number", 0, 9, value=9)
    other = Slider("Other", 0, 9, value=5).placed(span=lambda: (0, max(model.number, 1)))
    model.number = 9
    panel = Panel(model, number=number, other=other)
    seen: list[str] = []
    panel.chart.observe(lambda _: seen.append(model.summary()), "sentence")
    number.value = 2
    assert (seen, other.value) == (["a: 2, 2"], 2)
