"""An error that nobody foresaw, in every handler of every lesson: said calmly on its card."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from anywidget import AnyWidget
from ipywidgets import Widget

from duecourse.case.journal import JournalError
from duecourse.lessons.start_here.following import Following
from duecourse.locale import LANGUAGES, in_language, say
from duecourse.view import Button, Choice, Panel, Switch
from duecourse.view import chart as charts
from duecourse.view.calm import STRICT
from duecourse.view.chart import Chart
from duecourse.view.controls import Control, DaySlider, DecimalSlider, MoneyBox, Slider, TextBox
from duecourse.view.dialogue import Dialogue
from duecourse.view.fold import Fold, Folded
from duecourse.view.form.entries import Entries
from duecourse.view.form.file_picker import FilePicker
from duecourse.view.journal.log import Log
from duecourse.view.listing import Listing
from duecourse.view.note import Note
from duecourse.view.page_code import PageCode
from duecourse.view.page_widget import PageWidget, inside
from duecourse.view.panel import CalmCard, Card, Heading
from duecourse.view.paper_text import PaperText
from duecourse.view.picks import Picks
from duecourse.view.preview import Preview
from duecourse.view.road import Road
from duecourse.view.several import Several
from duecourse.view.sheet import Sheet
from duecourse.view.side_by_side import Sides
from duecourse.view.ticks import Ticks
from unit import page
from unit.lessons.cells import NAMES, boxes, shown, sources, widgets

every_notebook = pytest.mark.parametrize("name", NAMES)
every_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(autouse=True)
def as_a_learner_runs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DUECOURSE_MY", str(tmp_path / "my"))
    monkeypatch.delenv(STRICT)
    with in_language("en"):
        yield


class Unforeseen(Exception):
    """What no part of the course knows."""


def fail(*_: object, **__: object) -> None:
    raise Unforeseen("12345.67 of Li Hua")


Told = tuple[str, Callable[[], object]]
"""What a widget calls when the page tells it something, and how the page tells it."""


def ways(widget: PageWidget) -> Iterator[Told]:
    """All that the page can tell a widget in its present state. A trait is called by its name and a colon."""

    def press(content: object, *buffers: bytes) -> Callable[[], object]:
        return lambda: page.tell(widget, content, buffers)

    def move(**state: Any) -> Callable[[], object]:
        return lambda: widget.set_state(state)

    match widget:
        case Button():
            yield "_on_press", press("pressed")
        case Slider() | DecimalSlider() | DaySlider():
            yield ":value", move(position=0 if widget.position else widget.last)
        case MoneyBox():
            yield ":value", press({"typed": "9.87"})
        case TextBox():
            yield ":value", press({"typed": "something else"})
        case Choice() if len(widget.labels) > 1:
            yield ":value", move(chosen=(widget.chosen + 1) % len(widget.labels))
        case Switch():
            yield ":value", move(value=not widget.value)
        case Fold():
            yield ":unfolded", move(unfolded=not widget.unfolded)
        case Picks():
            for option in widget.options:
                yield "_on_pick", press({"picked": option["key"]})
        case Several():
            yield "_on_check", press({"ticked": []})
        case Ticks():
            for tick in (tick for group in widget.groups for tick in group["ticks"]):
                yield "_on_tick", press({"tick": tick["id"], "on": True})
        case Log():
            for item in widget.items:
                for action in item["actions"]:
                    yield "_on_action", press({"do": action["do"], "id": item["id"]})
        case Dialogue():
            yield "_on_choice", press({"chosen": 0, "after": widget.answers})
            yield "_on_back", press("back")
            yield "_on_again", press("again")
        case Sheet():
            for line in (line for part in widget.parts for line in part["lines"] if line["mark"]):
                yield "_on_mark", press({"mark": line["id"]})
        case Entries():
            for row in widget.rows:
                name = widget.boxes[0]["name"]
                yield "typed", press({"do": "type", "key": row["key"], "name": name, "text": "1"})
            if widget.many:
                yield "removed", press({"do": "remove", "key": "1"})
                yield "added", press({"do": "add"})
        case FilePicker():
            yield "_on_file", press({"file": "a.csv"}, b"1")


NOT_TOLD = (Heading, Note, Listing, Sides, Road, Preview, PaperText, Chart)
"""Widgets that only show something. A chart asks for plotly.js where the page has none: below."""


TOLD = (Control, Fold, Picks, Several, Ticks, Log, Dialogue, Sheet, Entries, FilePicker)


@contextmanager
def failing(widget: PageWidget, called: str) -> Iterator[None]:
    """What the widget calls fails."""
    if called.startswith(":"):
        widget.observe(fail, called[1:])
    else:
        before = getattr(widget, called)
        setattr(widget, called, fail)
    yield
    if called.startswith(":"):
        widget.unobserve(fail, called[1:])
    else:
        setattr(widget, called, before)


def unfolded(widget: Widget) -> list[PageWidget]:
    """All widgets of the course in a widget, those included that are only made when they are unfolded."""
    found = [*widgets(widget)]
    folded = [one for one in boxes(widget) if isinstance(one, Folded) and not one.inside]
    for one in folded:
        one.unfold()
    return unfolded(widget) if folded else found


def assert_calm(card: Card, how: str) -> None:
    """The card says what did not work and the way on; the report holds nothing of the learner's."""
    trouble = card.trouble
    assert trouble is not None
    assert trouble.lines == [say(f"calm.{how}"), say(f"calm.{how}_way")]
    note, report = trouble.children
    assert note.urgent and note.tone == "try" and report.fold.name == say("calm.details")
    assert "Unforeseen" in trouble.details
    assert "12345.67" not in trouble.details and "Li Hua" not in trouble.details


def all_in_turn(whole: Widget) -> Iterator[tuple[PageWidget, Card]]:
    """All widgets in a widget, each once and with its card, and those that come onto the page meanwhile."""
    known: set[PageWidget] = set()
    while found := [one for one in unfolded(whole) if one not in known]:
        for widget in found:
            if (card := card_around(whole, widget)) is not None:  # no other widget has taken it away
                known.add(widget)
                yield widget, card


@pytest.mark.parametrize(("number", "name"), [*enumerate(NAMES)])
def test_a_handler_that_fails_is_said_calmly(number: int, name: str) -> None:
    """In one language a lesson, in turn: the handlers are the same in each."""
    told, language = 0, [*LANGUAGES][number % len(LANGUAGES)]
    for source, whole in [*shown(language, name)]:
        for widget, card in all_in_turn(whole):
            assert isinstance(widget, (*NOT_TOLD, *TOLD)), widget
            for called, tell in [*ways(widget)]:
                with failing(widget, called):
                    tell()
                assert_calm(card, "done")
                card.went_well(widget)
                assert card.trouble is None, source
                told += 1
    assert told > 20


@every_notebook
def test_figures_that_cannot_be_worked_out_stand_beside_no_control(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _, whole in [*shown("en", name)]:
        for panel in [one for one in boxes(whole) if isinstance(one, Panel)]:
            folds = page.all_in(panel, Fold)
            for control in panel.controls.values():
                before = dict(panel.model.trait_values())
                for _, tell in ways(control):
                    with monkeypatch.context() as broken:
                        broken.setattr(type(panel.model), "sentence", fail)
                        tell()
                        if panel.model.trait_values() == before:
                            continue  # the model has refused it
                        assert_calm(panel, "worked_out")
                        assert panel.chart.sentence == "" and panel.chart.figure is None
                        for unfolded in (True, False):
                            for fold in folds:
                                fold.set_state({"unfolded": unfolded})
                            assert panel.trouble is not None  # nothing else takes it back
                    panel.refresh()
                    assert panel.trouble is None and panel.chart.sentence


def test_a_chart_that_has_no_plotly_to_send_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = dict(shown("en", NAMES[1]))["lesson.day_by_day(47)"]
    monkeypatch.setattr(charts, "plotly_js", fail)
    page.tell(whole.chart, "plotly.js")
    assert_calm(whole, "done")


@every_language
@every_notebook
def test_a_cell_that_cannot_make_its_card_shows_a_calm_one(
    language: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Card.__init__

    def fails(card: Card, *args: Any, **state: Any) -> None:
        (made if isinstance(card, CalmCard) else fail)(card, *args, **state)

    monkeypatch.setattr(Card, "__init__", fails)
    count = 0
    for source, whole in shown(language, name):
        count += 1
        card = whole.card if isinstance(whole, Following) else whole
        assert isinstance(card, CalmCard), source
        assert_calm(card, "made")
        assert page.shown(card)["text/plain"].splitlines() == [say("calm.title"), *card.trouble.lines]
    assert count == len(sources(language, name))


def test_an_error_that_has_words_of_its_own_says_them(monkeypatch: pytest.MonkeyPatch) -> None:
    card = dict(shown("en", NAMES[0]))['lesson.exercise("days-late")']

    def full(*_: object) -> None:
        raise JournalError("disk_full")

    monkeypatch.setattr(card.exercise, "check", full)
    page.tell(card.answers[0], {"typed": "1"})
    page.press(page.the(card, Button, main=True))
    assert card.trouble.lines == JournalError("disk_full").lines() and card.trouble.details == ""


def test_what_was_said_stays_while_its_report_is_read_and_goes_when_something_works() -> None:
    card = dict(shown("en", NAMES[0]))["lesson.progress()"]
    button = next(one for one in widgets(card) if isinstance(one, Button))
    with failing(button, "_on_press"):
        page.press(button)
    card.trouble.children[1].fold.set_state({"unfolded": True})
    assert_calm(card, "done")
    page.press(button)
    assert card.trouble is None


def test_where_every_error_is_to_be_raised_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STRICT, "1")
    card = dict(shown("en", NAMES[0]))["lesson.progress()"]
    button = next(one for one in widgets(card) if isinstance(one, Button))
    button.on_msg(fail)
    with pytest.raises(Unforeseen):
        page.press(button)


def test_every_widget_of_the_course_hears_calmly() -> None:
    """A widget that has another base would fail in silence."""
    found = {one for one in subclasses(AnyWidget) if one.__module__.startswith("duecourse.")}
    found -= {PageCode, *subclasses(PageCode)}  # it hears nothing
    assert len(found) > 20 and all(issubclass(one, PageWidget) for one in found)


def subclasses(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from subclasses(one)


def card_around(whole: Widget, widget: Widget) -> Card | None:
    """The innermost card around a widget; None where it is no longer on the page."""
    cards = (one for one in boxes(whole) if isinstance(one, Card))
    return next((one for one in cards if widget in inside(one)), None)


@every_notebook
def test_a_press_while_nothing_can_be_saved_is_answered_in_words(name: str, tmp_path: Path) -> None:
    """The learner's folder has become a file: every button says why, or does what needs no disk."""
    cards = [whole for _, whole in shown("en", name)]
    own = tmp_path / "my"
    shutil.rmtree(own, ignore_errors=True)
    own.write_text("in the way")
    for whole in cards:
        for button, card in all_in_turn(whole):
            if not isinstance(button, Button):
                continue
            for box in [one for one in widgets(card) if isinstance(one, TextBox)]:
                box.value = "1"
            page.press(button)
            assert card.trouble is None or not card.trouble.details, (button, card.trouble.details)
            said = [note for note in widgets(card) if isinstance(note, Note) and note.tone == "good"]
            assert not any(str(own) in line for note in said for line in note.lines), button
    assert own.read_text() == "in the way"
