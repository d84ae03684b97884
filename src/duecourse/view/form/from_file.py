"""Payments, purchases and bills out of a file: choose it, judge what each row is, take what is ticked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ipywidgets import Box, VBox

from duecourse.case import ImportRefused
from duecourse.case.importing.statement import Statement, read_for
from duecourse.case.importing.taking import debts_of_draft, take
from duecourse.locale import say, say_count, separator

from ..note import Note
from .file_picker import MOST, FilePicker
from .model import FormModel
from .press import Press
from .statement_choice import StatementChoice
from .statement_table import StatementTable


class FromFile(VBox):  # type: ignore[misc]
    """For the debt with this number; rows of the others can be taken with it. on_added: called when rows
    were added."""

    def __init__(self, form: FormModel, number: int, on_added: Callable[[], object]) -> None:
        self._form, self._number, self._on_added = form, number, on_added
        self._picker = FilePicker(
            say("form.choose_file"),
            self.read,
            hint=say("form.choose_file_hint"),
            too_large=say("form.file_too_large", most=MOST // 1_000_000),
        )
        self.note = Note()
        self.table = StatementTable(self._tell)
        self._take = Press("", self.take, main=True)
        self._leave = Press(say("form.leave_it"), self.leave)
        self._buttons = Box()
        super().__init__([self._picker, self.note, self.table, self._buttons])
        self._buttons.add_class("dc-row")
        self.add_class("dc-from-file")

    def read(self, name: str, content: bytes) -> None:
        """Show what a file holds. Nothing is added yet."""
        try:
            found = read_for(content, debts_of_draft(self._form.draft), date.today(), str(self._number))
        except ImportRefused as refused:
            self._clear()
            self.note.say(say("form.file_refused", file=name), str(refused), tone="try")
            return
        self._show(name, found)

    def _show(self, name: str, found: Statement) -> None:
        labels = {debt.id: self._form.debt_label(int(debt.id)) for debt in found.debts}
        self.table.show(StatementChoice(found), labels)
        refused = len(found.refused)
        self.note.say(
            say_count("form.statement_read", len(found.rows), file=name),
            *found.remarks(),
            *([say_count("form.not_understood", refused)] if refused else []),
        )
        self._buttons.children = [self._take, self._leave]
        self._tell()

    def _tell(self) -> None:
        """Say how many rows would be taken."""
        choice = self.table.choice
        if choice is None:
            return
        wanted, hindered = len(choice.wanted()), choice.hindered()
        name = say_count("form.statement_take_rows", wanted)
        self._take.name = name if not hindered else say_count("form.statement_but", hindered, take=name)
        self._take.enabled = wanted > 0

    def take(self) -> None:
        """Put the rows that are ticked into the case that is typed in."""
        choice = self.table.choice
        if choice is None:
            return
        taken = take(self._form.draft, choice.wanted())
        self._form.touched()
        said = [
            say("form.statement_taken", debt=self._form.debt_label(debt), what=separator().join(lists))
            for debt, lists in _by_debt(taken).items()
        ]
        if choice.hindered():
            choice.keep_hindered()
            choice.look_at("ticked")
            self.table.tell()
            self._tell()
            said.append(say_count("form.statement_left", choice.hindered()))
        else:
            self._clear()
            said.append(say("form.statement_again"))
        self.note.say(*said, tone="good")
        self._on_added()

    def leave(self) -> None:
        """Put the list away."""
        self._clear()
        self.note.say(say("form.left_it"))

    def _clear(self) -> None:
        self.table.show(None)
        self._buttons.children = ()


def _by_debt(taken: dict[tuple[int, str], int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for (debt, key), count in sorted(taken.items()):
        found.setdefault(debt, []).append(say_count(f"form.statement_added_{key}", count))
    return found
