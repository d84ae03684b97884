"""The journal as a card: what comes next, the entry being typed, and all entries by debt and date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from ipywidgets import Box, VBox

from duecourse.case import Case
from duecourse.case.journal import Journal, JournalError
from duecourse.locale import say, say_count

from ..controls import Button
from ..form.entries import Entries
from ..form.press import Press
from ..note import Note
from ..panel import Card
from ..picks import Pick, Picks
from ..privacy import privacy_lines
from .form import PARTS, ChangedMeanwhile, ContactForm
from .log import Log
from .model import ALL, JournalModel
from .trouble import JournalTrouble

ONE = "one"  # the key of a group's only row


class Boxes(Entries):
    """One group of the boxes of an entry."""

    def __init__(self, form: ContactForm, part: str, on_typed: Callable[[], object]) -> None:
        self._form, self._on_typed = form, on_typed
        legend = say(f"journal.part_{part}")
        super().__init__(legend, form.boxes(part), many=False, wide=part != "when")
        self.add_class(f"dc-journal-{part}")
        texts = {box["name"]: form.texts[box["name"]] for box in self.boxes}
        self.rows = [{"key": ONE, "name": legend, "texts": texts}]
        self.tell()

    def typed(self, key: str, name: str, text: str) -> None:
        """Put it into the entry."""
        self._form.type(name, text)
        self._on_typed()

    def tell(self) -> None:
        """Say beside each box what there is to say now."""
        self.said = {f"{ONE}.{box['name']}": vars(self._form.said(box["name"])) for box in self.boxes}


class JournalPanel(Card):
    """Entries are added, changed, deleted and taken back; promises are ticked off. All by keyboard too.

    on_change: called after every change that was written.
    """

    def __init__(
        self,
        journal: Journal,
        case: Case,
        today: date | None = None,
        *,
        on_change: Callable[[], object] = lambda: None,
    ) -> None:
        self.model = JournalModel(journal, case, today)
        self._on_change = on_change
        self._sentence = Note()
        self._due = Log(say("journal.due_title"), self._act)
        self._entries = Log(say("journal.entries_title"), self._act)
        self._filter = Picks(say("journal.which_debt"), [], self._show_debt, look="row")
        self._add = Button(say("journal.add"), self.begin, main=True)
        self._undo = Button("", self.undo)
        self._place = VBox()
        self._boxes: list[Boxes] = []
        self.outcome = Note()
        super().__init__(say("journal.title"))
        self.add_class("dc-journal")
        self._open()
        self.model.observe(lambda _: self._tell(), "version")

    # -- what is on screen

    def _open(self) -> None:
        if self.model.trouble is not None:
            self.parts = [JournalTrouble(self.model.journal, self.model.trouble, self._mended), self.outcome]
            return
        undo = Box([self._undo])
        undo.add_class("dc-row")
        undo.add_class("dc-more")
        self.parts = [
            self._sentence,
            self._due,
            self._place,
            self.outcome,
            self._filter,
            self._entries,
            undo,
            Note(privacy_lines()[0]),
        ]
        self._show_form()
        self._tell()

    def _mended(self, done: str) -> None:
        self.model.read()
        self._open()
        self.outcome.say(done, tone="good")
        self._on_change()

    def _tell(self) -> None:
        """Show what is there now."""
        if self.model.trouble is not None:
            self._open()
            return
        self._sentence.say(self.model.sentence())
        self._due.show(self.model.due_items())
        self._entries.show(self.model.contact_items())
        filters = self.model.filters()
        many = len(filters) > 2 and bool(self.model.contacts() or self.model.shown != ALL)
        self._filter.offer([Pick(id, label) for id, label in filters.items()] if many else [])
        self._filter.chosen = self.model.shown
        undo = self.model.undo_text()
        self._undo.name = undo
        self._undo.layout.display = None if undo else "none"

    def _show_debt(self, id: str) -> None:
        self.model.shown = id
        self._tell()

    # -- the entry being typed

    def begin(self) -> None:
        """Open the form for a new entry."""
        self.model.begin()
        self.outcome.say()
        self._show_form(begin="said")

    def _show_form(self, *, begin: str = "") -> None:
        form = self.model.form
        if form is None:
            self._boxes = []
            self._place.children = [self._add]
            return
        self._boxes = [Boxes(form, part, self._tell_boxes) for part in PARTS]
        buttons = Box(
            [Press(say("journal.save"), self.save, main=True), Button(say("journal.leave"), self.leave)]
        )
        buttons.add_class("dc-row")
        inside = VBox([*self._boxes, buttons])
        inside.add_class("dc-journal-form")
        self._place.children = [inside]
        if begin:
            self._go_to(begin)

    def _tell_boxes(self) -> None:
        for boxes in self._boxes:
            boxes.tell()

    def _go_to(self, name: str) -> None:
        for boxes in self._boxes:
            if any(box["name"] == name for box in boxes.boxes):
                boxes.go_to(ONE, name)

    def save(self) -> None:
        """Save the entry that was typed, or say what is still wrong with it."""
        form = self.model.form
        if form is None:
            return
        problems = form.problems()
        if problems:
            for boxes in self._boxes:
                boxes.all_said = True
            self._go_to(next(iter(problems)))
            self.outcome.say(say_count("journal.not_yet", len(problems)), tone="try")
            return
        done = say("journal.saved_new" if form.is_new else "journal.saved_change")
        try:
            written = self._written(self.model.save)
        except ChangedMeanwhile as error:
            self._show_form()
            what = "deleted" if error.now is None else "changed"
            self.outcome.say(say(f"journal.{what}_meanwhile"), tone="try")
            return
        if written:
            self._show_form()
            self.outcome.say(done, tone="good")

    def leave(self) -> None:
        """Close the form without saving."""
        self.model.leave()
        self._show_form()
        self.outcome.say()

    # -- what can be done with an entry

    def _act(self, do: str, id: str) -> None:
        number = int(id.partition("-")[2])
        if do == "edit":
            self.model.change(number)
            self.outcome.say()
            self._show_form(begin="said")
        elif do == "delete":
            if self._written(lambda: self.model.delete(number)):
                self.outcome.say(say("journal.deleted"))
        elif self._written(lambda: self.model.settle(number, do)):
            self.outcome.say(say(f"journal.marked_{do}"), tone="good" if do == "kept" else "plain")

    def undo(self) -> None:
        """Take the last change back."""
        taken: list[str] = []
        if self._written(lambda: taken.append(self.model.undo())) and taken[0]:
            self.outcome.say(say("journal.undone", what=taken[0]))

    def _written(self, change: Callable[[], object]) -> bool:
        """Whether a change could be written; where it could not, say why. What was typed stays."""
        try:
            change()
        except JournalError as error:
            if error.unreadable:
                self.model.read()
            else:
                self.outcome.say(*error.lines(), tone="try")
            return False
        self._on_change()
        return True

    def __repr__(self) -> str:
        return self.model.summary()

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """The widget, and for a page without a kernel how things stand."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options) or {}
        return bundle | {"text/plain": f"{self!r}\n{self.model.sentence()}"}
