"""The frame: shows what its model says, once for each change, and leaves a readable trace in the notebook."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest
from traitlets import Bool, HasTraits, Int, TraitError, observe

import duecourse.view
from duecourse.locale import in_language, say
from duecourse.view import Card, Choice, Column, DecimalSlider, Exact, Model, Panel, Slider, Table, charts
from duecourse.view.calm import STRICT
from duecourse.view.chart import MIME, Chart, plotly_js
from unit.page import shown


class Bill(Model):
    """Counts how often it is asked, and moves two traits when another moves."""

    late = Int(3, min=0, max=50)
    rate = Exact("0.0005")
    fee = Bool(False)
    asked = 0

    def title(self) -> str:
        return "A bill"

    def summary(self) -> str:
        return f"{self.late} days at {self.rate}"

    def sentence(self) -> str:
        self.__class__.asked += 1
        return f"After {self.late} days at {self.rate} <b>you</b> owe."

    def facts(self) -> list[tuple[str, str]]:
        return [("Late", str(self.late))]

    def figure(self) -> dict[str, Any]:
        return charts.lines([0, self.late], [charts.Series("A", [Decimal(0), self.rate * self.late])])

    def table(self) -> Table:
        return Table("Days", [Column("Late", "days")], [(self.late,)])

    def steps(self) -> list[tuple[str, str | None]]:
        return [(f"{self.late} steps", None)]

    @observe("late")
    def _dearer(self, change: Any) -> None:
        self.rate = Decimal("0.001") if change.new > 30 else Decimal("0.0005")
        self.fee = change.new > 30


@pytest.fixture
def panel() -> Panel:
    made = Panel(
        Bill(), late=Slider("Days late", 0, 90), rate=DecimalSlider("Rate", "0.0001", "0.01", "0.0001")
    )
    Bill.asked = 0
    return made


def test_controls_start_where_the_model_is(panel: Panel) -> None:
    assert (panel.controls["late"].value, panel.controls["rate"].value) == (3, Decimal("0.0005"))


def test_a_control_moves_the_model_and_everything_shown(panel: Panel) -> None:
    panel.controls["late"].set_state({"position": 20})
    assert panel.model.trait_values()["late"] == 20
    assert panel.chart.sentence.startswith("After 20 days")
    assert panel.chart.facts == [["Late", "20"]]
    assert panel.chart.figure == panel.model.figure()
    assert repr(panel) == "20 days at 0.0005"


def test_one_event_is_shown_once_however_much_it_moves(panel: Panel) -> None:
    panel.controls["late"].set_state({"position": 40})  # the model then moves its rate and its fee
    assert Bill.asked == 1
    assert panel.chart.sentence.startswith("After 40 days at 0.001")
    assert panel.controls["rate"].value == Decimal("0.001")
    with panel.model.hold_trait_notifications():
        panel.model.set_trait("late", 10)
        panel.model.set_trait("rate", Decimal("0.0007"))
    assert panel.chart.sentence.startswith("After 10 days")
    before = Bill.asked
    panel.refresh()
    assert Bill.asked == before


def test_the_model_moves_the_controls(panel: Panel) -> None:
    panel.model.set_trait("late", 12)
    assert (panel.controls["late"].value, panel.controls["late"].position) == (12, 12)
    assert panel.chart.sentence.startswith("After 12 days")


def test_what_the_model_refuses_is_said_and_undone(panel: Panel) -> None:
    panel.controls["late"].set_state({"position": 80})
    assert panel.controls["late"].value == 3
    assert panel.controls["late"].position == 3
    assert panel.controls["late"].problem
    assert panel.chart.sentence.startswith("After 3 days")


def test_folds_are_made_only_while_they_are_open(panel: Panel) -> None:
    table, steps = panel.parts[-2:]
    assert (table.html, steps.html) == ("", "")
    table.unfolded = True
    assert ">3</th>" in table.html
    panel.controls["late"].set_state({"position": 7})
    assert ">7</th>" in table.html and steps.html == ""
    steps.unfolded = True
    assert "7 steps" in steps.html


def test_a_panel_without_chart_table_and_steps() -> None:
    class Plain(Model):
        def title(self) -> str:
            return "Plain"

        def summary(self) -> str:
            return "plain"

        def sentence(self) -> str:
            return "Nothing to draw."

    panel = Panel(Plain())
    assert len(panel.parts) == 1
    assert panel.chart.figure is None
    assert MIME not in shown(panel)


def test_the_bundle_is_the_same_every_time_and_changes_with_the_figures(panel: Panel) -> None:
    bundle = shown(panel)
    assert bundle["text/plain"] == "3 days at 0.0005\nAfter 3 days at 0.0005 <b>you</b> owe."
    assert set(bundle) == {"text/plain", MIME, "application/vnd.jupyter.widget-view+json"}
    other = shown(Panel(Bill(), late=Slider("Days late", 0, 90)))
    assert json.dumps(bundle[MIME]) == json.dumps(other[MIME])
    panel.controls["late"].set_state({"position": 4})
    assert shown(panel)[MIME] != bundle[MIME]


def test_a_control_for_no_trait_is_refused() -> None:
    with pytest.raises(AttributeError):
        Panel(Bill(), tale=Choice("x", {1: "one"}))


def test_the_frame_carries_its_language() -> None:
    with in_language("zh"):
        panel = Panel(Bill())
    assert panel.children[0].language == panel.chart.language == "zh"
    assert panel.parts[-1].name == "这是怎么算出来的？"


def test_a_card_is_the_same_frame() -> None:
    card = Card("Your bill", [Slider("Days", 0, 3)])
    card.parts = [*card.parts, Slider("Months", 0, 3)]
    assert [part.name for part in card.parts] == ["Days", "Months"]
    assert repr(card) == "Your bill"


def test_exact_traits() -> None:
    class Terms(HasTraits):
        rate = Exact("0.1")

    terms = Terms(rate="0.0007")
    assert terms.rate == Decimal("0.0007")
    for bad in (0.0007, "much", None, True, "NaN", Decimal("Infinity")):
        with pytest.raises(TraitError):
            terms.rate = bad


def test_the_kernel_pays_for_no_plotly_numpy_or_pandas() -> None:
    code = (
        "import sys, duecourse.view as v; v.Card('x');"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'plotly', 'numpy', 'pandas', 'nbformat'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_plotly_js_is_taken_from_the_installed_package() -> None:
    import gzip

    assert b"plotly.js v" in gzip.decompress(plotly_js())[:200]
    assert plotly_js() is plotly_js()


def test_the_panel_in_the_introduction_works(monkeypatch: pytest.MonkeyPatch) -> None:
    assert duecourse.view.__doc__ is not None
    example = [line[4:] for line in duecourse.view.__doc__.splitlines() if line.startswith("    ")]
    code = "\n".join(example[: example.index(")") + 1])
    monkeypatch.setattr("duecourse.locale.say", lambda key, **values: key)
    *lines, panel = ast.parse(code).body
    names: dict[str, Any] = {}
    exec(compile(ast.Module(lines, []), "introduction", "exec"), names)
    made = eval(compile(ast.Expression(panel.value), "introduction", "eval"), names)  # type: ignore[attr-defined]
    assert isinstance(made, Panel)
    assert repr(made) == "5 days: ¥3.50"
    made.controls["days_late"].set_state({"position": 10})
    assert repr(made) == "10 days: ¥7.00"


def test_what_cannot_be_worked_out_is_said_and_moving_back_brings_the_figures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(STRICT)
    sentence = Bill.sentence
    monkeypatch.setattr(Bill, "sentence", lambda bill: sentence(bill) if bill.late < 30 else 1 // 0)
    panel = Panel(Bill(), late=Slider("Days late", 0, 50))
    before = (panel.chart.sentence, panel.chart.facts, panel.chart.figure)
    panel.controls["late"].set_state({"position": 40})
    assert panel.trouble is not None and panel.trouble.lines[0] == say("calm.worked_out")
    assert (panel.chart.sentence, panel.chart.facts, panel.chart.figure) == ("", [], None)
    panel.controls["late"].set_state({"position": 41})  # not mended by moving on
    assert panel.trouble is not None
    panel.controls["late"].set_state({"position": 3})
    assert panel.trouble is None
    assert (panel.chart.sentence, panel.chart.facts, panel.chart.figure) == before


def test_a_panel_that_cannot_be_worked_out_at_first_keeps_its_controls(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(STRICT)
    sentence = Bill.sentence
    monkeypatch.setattr(Bill, "sentence", lambda bill: sentence(bill) if bill.late > 3 else 1 // 0)
    panel = Panel(Bill(), late=Slider("Days late", 0, 50))
    assert shown(panel)["text/plain"].splitlines() == ["A bill", *panel.trouble.lines]
    panel.controls["late"].set_state({"position": 4})
    assert panel.trouble is None and panel.chart.sentence.startswith("After 4 days")


def test_a_page_without_a_kernel_gets_a_calm_sentence_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(STRICT)
    panel = Panel(Bill())
    monkeypatch.setattr(Bill, "summary", lambda _: 1 // 0)
    assert say("calm.made") in shown(panel)["text/plain"]


def test_the_report_opens_under_a_fold_and_holds_code_but_no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(STRICT)
    monkeypatch.setattr(Bill, "figure", lambda _: charts.lines([0], [charts.Series("A", ["Li Hua"])]))
    trouble = Panel(Bill()).trouble
    trouble.children[1].fold.set_state({"unfolded": True})
    about, report = trouble.children[1].inside
    assert about.lines == [say("calm.about")] and report.text == trouble.details
    assert "duecourse/view/charts.py" in report.text and "Li Hua" not in report.text


def test_a_chart_begins_without_a_figure() -> None:
    assert Chart().figure is None
