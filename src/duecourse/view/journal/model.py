"""What stands behind the journal on the page: what is shown of it, the entry being typed. No widget."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from traitlets import HasTraits, Int, Unicode

from duecourse.case import Case
from duecourse.case.journal import Contact, Journal, JournalError, Promise, household_of
from duecourse.case.journal.journal import AHEAD
from duecourse.case.journal.records import moment_text
from duecourse.locale import day, days, money, say, say_count, sentences

from . import moments
from .form import ChangedMeanwhile, ContactForm
from .items import Action, Item

ALL: Final = ""
"""Shows the entries about every debt, and about none."""


class JournalModel(HasTraits):
    """The journal of a household. `version` grows with every change; `shown` is the debt that is looked at.

    today: the day it looks from, the case's if left out. Nothing is written before there is an entry.
    """

    version = Int()
    shown = Unicode(ALL)

    def __init__(self, journal: Journal, case: Case, today: date | None = None) -> None:
        super().__init__()
        self.journal = journal
        self.household = household_of(case)
        self.debts = {debt.id: debt.label for debt in case.debts}
        self.today = today or (moments.now().date() if case.own else case.as_of)
        self.form: ContactForm | None = None
        self.trouble: JournalError | None = None
        self._contacts: list[Contact] = []
        self._due: list[Promise] = []
        self.read()

    # -- what is there

    def read(self) -> None:
        """Read the journal anew: another notebook may have written to it."""
        self.trouble = self.journal.trouble()
        if self.trouble is None:
            try:
                self._contacts = self.journal.contacts(self.household)
                self._due = self.journal.due(self.household, self.today)
            except JournalError as error:
                self.trouble = error
        if self.trouble is not None:
            self._contacts, self._due = [], []
        self.version += 1

    def contacts(self) -> list[Contact]:
        """The entries that are shown, the newest first."""
        return [one for one in self._contacts if self.shown == ALL or one.debt == self.shown]

    def due(self) -> list[Promise]:
        """What comes next, overdue promises first, whatever debt is shown."""
        return self._due

    def debt_label(self, id: str) -> str:
        """What a debt is called; empty for none. A debt that is no longer in the case is named by its id."""
        return self.debts.get(id, id)

    def filters(self) -> dict[str, str]:
        """The debts that can be looked at alone: those of the case, and those there are entries about."""
        ids = [*self.debts, *(one.debt for one in self._contacts)]
        return {ALL: say("journal.all_debts")} | {id: self.debt_label(id) for id in ids if id}

    # -- what it says

    def sentence(self) -> str:
        """How things stand, in one or two sentences."""
        if not self._contacts and not self._due:
            return say("journal.nothing_yet")
        count = say_count("journal.entries", len(self._contacts))
        late = sum(promise.overdue(self.today) for promise in self._due)
        if late:
            return sentences(count, say_count("journal.late_count", late))
        if self._due:
            return sentences(count, say_count("journal.due_count", len(self._due), days=days(AHEAD)))
        return sentences(count, say("journal.none_due", days=days(AHEAD)))

    def summary(self) -> str:
        """The same in few words: what is printed, and what nbval compares."""
        if self.trouble is not None:
            return say("journal.short_trouble")
        late = sum(promise.overdue(self.today) for promise in self._due)
        return say("journal.short", entries=len(self._contacts), due=len(self._due), late=late)

    def due_items(self) -> list[Item]:
        """What comes next, for the page."""
        return [self._due_item(promise) for promise in self._due]

    def _due_item(self, promise: Promise) -> Item:
        return Item(
            id=f"promise-{promise.id}",
            heading=promise.what,
            tag=self._when_due(promise),
            tone="late" if promise.overdue(self.today) else "plain",
            lines=tuple(filter(None, (say(f"journal.side_{promise.side}"), self.debt_label(promise.debt)))),
            actions=(
                Action("kept", say(f"journal.mark_kept_{promise.side}")),
                Action("broken", say(f"journal.mark_broken_{promise.side}")),
            ),
        )

    def _when_due(self, promise: Promise) -> str:
        if promise.due is None:
            return say("journal.no_day")
        ahead = (promise.due - self.today).days
        if ahead < 0:
            return say("journal.was_due", day=day(promise.due), days=days(-ahead))
        if ahead == 0:
            return say("journal.due_today")
        return say("journal.due_in", day=day(promise.due), days=days(ahead))

    def contact_items(self) -> list[Item]:
        """The entries that are shown, for the page."""
        return [self._contact_item(contact) for contact in self.contacts()]

    def _contact_item(self, contact: Contact) -> Item:
        who = say(f"journal.who_{contact.who}")
        lines = [
            say(
                "journal.line_who",
                who=say("journal.named", who=who, name=contact.name) if contact.name.strip() else who,
                channel=say(f"journal.channel_{contact.channel}"),
                began=say(f"journal.began_{contact.began}"),
            )
        ]
        for name, text in (
            ("said", contact.said),
            ("amount", "" if contact.amount is None else money(contact.amount)),
            ("proof", contact.proof),
        ):
            if text.strip():
                lines.append(say("journal.line", name=say(f"journal.field_{name}"), text=text))
        lines += [self._promise_line(promise) for promise in contact.promises]
        return Item(
            id=f"contact-{contact.id}",
            heading=moment_text(contact.at),
            tag=self.debt_label(contact.debt),
            lines=tuple(lines),
            actions=(Action("edit", say("journal.edit")), Action("delete", say("journal.delete"))),
        )

    def _promise_line(self, promise: Promise) -> str:
        text = promise.what
        if promise.due is not None:
            text = say("journal.by_day", what=text, day=day(promise.due))
        line = say("journal.line", name=say(f"journal.side_{promise.side}"), text=text)
        return line if promise.state == "open" else say(f"journal.is_{promise.state}", line=line)

    def undo_text(self) -> str:
        """What would be taken back next; empty where there is nothing."""
        if self.trouble is not None:
            return ""
        change = self.journal.last_change(self.household)
        return say("journal.undo", what=change.text) if change else ""

    # -- what is done. Raises JournalError where it could not be written.

    def begin(self) -> None:
        """Begin a new entry."""
        self.form = ContactForm(self.debts, self.today, debt=self.shown)

    def change(self, id: int) -> None:
        """Begin to change an entry."""
        contact = next(one for one in self._contacts if one.id == id)
        debts = {contact.debt: contact.debt} | self.debts if contact.debt else self.debts
        self.form = ContactForm(debts, self.today, contact)

    def leave(self) -> None:
        """Leave the entry that is being typed."""
        self.form = None

    def save(self) -> Contact:
        """Save the entry that was typed. Raises ValueError where it has problems, ChangedMeanwhile where
        another window has changed or deleted it: saved once more, it takes the place of what is there."""
        form = self.form
        assert form is not None
        try:
            if form.id is None:
                saved = self.journal.save_contact(self.household, form.contact())
            else:
                saved = self.journal.change_contact(self.household, form.id, form.on)
        except (KeyError, ChangedMeanwhile) as error:
            now = error.now if isinstance(error, ChangedMeanwhile) else None
            form.instead_of(now)
            self.read()
            raise ChangedMeanwhile(now) from None
        self.form = None
        if self.shown not in (ALL, saved.debt):
            self.shown = ALL  # else it would not be seen
        self.read()
        return saved

    def delete(self, id: int) -> None:
        """Delete an entry."""
        self._do(lambda: self.journal.delete_contact(self.household, id))

    def settle(self, id: int, state: str) -> None:
        """Say what became of a promise: "kept" or "broken"."""
        self._do(lambda: self.journal.settle(self.household, id, state, self.today))

    def undo(self) -> str:
        """Take back the last change. Returns what it was; empty where there was none."""
        change = self.journal.undo(self.household)
        self.read()
        return change.text if change else ""

    def _do(self, change: Callable[[], None]) -> None:
        try:
            change()
        except KeyError:
            pass  # another notebook has deleted it meanwhile
        finally:
            self.read()
