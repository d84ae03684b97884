"""A list to read on a panel: escaped, with a sign beside the colour, and there without a kernel."""

from __future__ import annotations

from collections.abc import Sequence

from traitlets import Int

from duecourse.locale import say
from duecourse.rules import Citation
from duecourse.view import Entry, ListModel, ListPanel, Slider
from duecourse.view.fold import Fold
from duecourse.view.listing import listing_html
from unit.page import shown, the, unfold


class Counted(ListModel):
    count = Int(2)

    def title(self) -> str:
        return "A list"

    def summary(self) -> str:
        return f"{self.count} entries"

    def sentence(self) -> str:
        return f"There are {self.count} <entries>."

    def entries(self) -> Sequence[Entry]:
        return [Entry(f"entry {number}", "text", "no", "not") for number in range(self.count)]


def test_everything_is_escaped() -> None:
    nasty = "<img src=x>"
    html = listing_html([Entry(nasty, nasty, nasty, "not", nasty, nasty, nasty)])
    assert "<img" not in html and html.count("&lt;img src=x&gt;") == 6


def test_colour_is_not_the_only_sign_and_empty_parts_are_left_out() -> None:
    html = listing_html([Entry("heading", "text", "never", "not")])
    assert "✗ never" in html and "dc-today" not in html and "dc-source" not in html
    assert "dc-tag" not in listing_html([Entry("heading", "text")])


def test_the_list_follows_the_model() -> None:
    panel = ListPanel(Counted(), count=Slider("How many", 0, 9))
    assert panel.listing.html.count("<li>") == 2
    panel.controls["count"].value = 5
    assert panel.listing.html.count("<li>") == 5
    assert panel.parts[1] is panel.listing


def test_without_a_kernel_the_sentence_and_the_list_are_there() -> None:
    bundle = shown(ListPanel(Counted()))
    assert "There are 2 &lt;entries&gt;." in bundle["text/html"] and "entry 1" in bundle["text/html"]
    assert bundle["text/plain"].startswith("2 entries")


OLD, OTHER = Citation.of(["A law"], "Some rule"), Citation.of(["Another law"], "Another rule")


class Aged(Counted):
    def entries(self) -> Sequence[Entry]:
        return [Entry(f"entry {number}", "text", source=OLD) for number in range(self.count)]

    def steps(self) -> list[tuple[str, str | None]]:
        return [("a step", OLD), ("a step", OTHER), ("a step", OTHER)]


def test_that_rules_may_have_changed_stands_once_on_a_panel() -> None:
    panel = ListPanel(Aged())
    unfold(panel)
    html = panel.listing.html + the(panel, Fold, name=say("view.steps")).html
    assert html.count("A law") == 3
    assert html.count("Some rule") == 1
    assert html.count("Another rule") == 1
    assert "may have changed" in panel.listing.html


def test_nothing_is_said_where_no_rule_is_old() -> None:
    html = listing_html([Entry("heading", "text", source=Citation.of(["A law"]))])
    assert "may have changed" not in html
