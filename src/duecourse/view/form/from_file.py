"""Payments or bills out of a file: choose it, see what was understood and what was not, then add it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Final

from ipywidgets import Box, VBox

from duecourse.case import TABLES, ImportRefused, Preview, preview_bills, preview_payments
from duecourse.locale import language, say, say_count

from ..listing import Listing
from ..note import Note
from ..tables import Column, Table, table_html
from .file_picker import MOST, FilePicker
from .model import FormModel
from .press import Press
from .wording import label_of

MOST_SHOWN: Final = 200  # rows in the preview


class FromFile(VBox):  # type: ignore[misc]
    """For the debt with this number. kind: "payments" or "bills". on_added: called when rows were added."""

    def __init__(self, form: FormModel, number: int, kind: str, on_added: Callable[[], object]) -> None:
        self._form, self._number, self._kind, self._on_added = form, number, kind, on_added
        self.preview: Preview | None = None
        self._picker = FilePicker(
            say("form.choose_file"),
            self.read,
            hint=say("form.choose_file_hint"),
            too_large=say("form.file_too_large", most=MOST // 1_000_000),
        )
        self._note = Note()
        self._shown = Listing(language=language())
        self._buttons = Box()
        super().__init__([self._picker, self._note, self._shown, self._buttons])
        self._buttons.add_class("dc-row")
        self.add_class("dc-from-file")

    def read(self, name: str, content: bytes) -> None:
        """Show what a file holds. Nothing is added yet."""
        read = preview_payments if self._kind == "payments" else preview_bills
        try:
            found = read(content)
        except ImportRefused as refused:
            self._clear()
            self._note.say(say("form.file_refused", file=name), str(refused), tone="try")
            return
        self.preview = found.beside_draft(self._form.draft, self._number)
        self._show(name, self.preview)

    def _show(self, name: str, preview: Preview) -> None:
        understood, refused = len(preview.rows), len(preview.not_understood)
        self._note.say(
            say_count(f"form.understood_{self._kind}", understood, file=name),
            *([say_count("form.not_understood", refused)] if refused else []),
            *preview.remarks(),
        )
        self._shown.html = _understood(preview) + _not_understood(preview)
        new = len(preview.new_rows)
        add = Press(say_count(f"form.add_all_{self._kind}", new), self.add, main=True)
        add.enabled = new > 0
        self._buttons.children = [add, Press(say("form.leave_it"), self._leave)]

    def add(self) -> None:
        """Add the rows that the debt has not got yet."""
        if self.preview is None:
            return
        added = self.preview.add_to_draft(self._form.draft, self._number)
        self._form.touched()
        self._clear()
        self._note.say(say_count(f"form.added_{self._kind}", added), tone="good")
        self._on_added()

    def _leave(self) -> None:
        self._clear()
        self._note.say(say("form.left_it"))

    def _clear(self) -> None:
        self.preview = None
        self._shown.html = ""
        self._buttons.children = ()


def _understood(preview: Preview) -> str:
    if not preview.rows:
        return ""
    table = TABLES[preview.kind]
    columns = [
        Column(say("form.row"), "days"),
        Column(label_of(table["date"]), "date"),
        Column(label_of(table["amount" if preview.kind == "payments" else "total"]), "money"),
        Column(label_of(table["note"])),
        Column(say("form.remark")),
    ]
    rows = [(row.number, row.on, row.amount, row.note, row.remark) for row in preview.rows[:MOST_SHOWN]]
    return table_html(Table(say("form.understood_caption"), columns, rows))


def _not_understood(preview: Preview) -> str:
    if not preview.not_understood:
        return ""
    items = [
        f"<li>{escape(say('form.in_row', number=row.number, text=row.text))}<br>"
        f"{escape(row.reason)} {escape(row.remedy)}</li>"
        for row in preview.not_understood[:MOST_SHOWN]
    ]
    return f"<h4>{escape(say('form.not_understood_caption'))}</h4><ul>{''.join(items)}</ul>"
