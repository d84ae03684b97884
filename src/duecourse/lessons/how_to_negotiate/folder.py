"""The pack: everything to take along in one folder, what is in it, and where it lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from duecourse.case import SaveError
from duecourse.case.journal import Journal, JournalError, household_of
from duecourse.case.papers import papers_for
from duecourse.export import Check, CheckGroup, Pack, PaperRefused, Wanted, pack, standard_orders
from duecourse.export.letter import template
from duecourse.export.old_debt import old_debts
from duecourse.export.pack import calls
from duecourse.locale import language, sentences
from duecourse.rules import rules
from duecourse.view import Button
from duecourse.view.listing import Entry, Listing, listing_html
from duecourse.view.note import Note
from duecourse.view.panel import Card
from duecourse.view.privacy import privacy_lines

from ..kit.saving import Progress, where
from .household import Owing, means_of_all
from .taken import Taken
from .words import tell


class Folder:
    """What goes into the folder. Knows no widget."""

    def __init__(
        self, owing: Mapping[str, Owing], taken: Callable[[Owing], Taken], journal: Callable[[], Journal]
    ) -> None:
        self._owing, self._taken, self._journal = owing, taken, journal
        self.journal_trouble: JournalError | None = None
        self.case = next(iter(owing.values())).case

    def taken(self) -> dict[str, Taken]:
        """The offers taken on, by debt."""
        return {id: self._taken(owing) for id, owing in self._owing.items()}

    def wanted(self) -> Wanted:
        """What the folder is made from. Only offers that a bad month carries go along."""
        taken = self.taken()
        held = {id: one for id, one in taken.items() if one.held}
        household = household_of(self.case)
        self.journal_trouble = None
        try:
            journal = self._journal()
            contacts = journal.contacts(household)
            promises = [one for one in journal.promises(household) if one.contact is None]
            agreed = {id: one for id in self._owing if (one := journal.agreement(household, id)) is not None}
            ticked = journal.ticked(household)
        except JournalError as error:
            self.journal_trouble = error
            contacts, promises, agreed, ticked = [], [], {}, set()
        means = means_of_all(
            self.case,
            cut_other=any(one.means.cut_other for one in held.values()),
            use_savings=any(one.means.reserve_fen for one in held.values()),
        )
        return Wanted(
            offers={id: one.offer for id, one in held.items() if id not in agreed},
            agreed=agreed,
            groups=self._groups(ticked),
            contacts=contacts,
            promises=promises,
            means=means,
        )

    def _groups(self, ticked: set[tuple[str, str]]) -> tuple[CheckGroup, ...]:
        found = []
        for owing in self._owing.values():
            checklist = papers_for(self.case, owing.debt, ticked, self.case.as_of)
            checks = tuple(Check(item.paper.label, item.paper.where, item.ticked) for item in checklist.items)
            found.append(CheckGroup(owing.debt.label, checks))
        return tuple(found)

    def entries(self) -> list[Entry]:
        """What will be in the folder, in the order in which it is used."""
        wanted = self.wanted()
        found = [
            Entry(tell("pack_statement"), tell("pack_statement_about"), "Excel, Word"),
            Entry(tell("pack_budget"), tell("pack_budget_about"), "Excel, Word"),
        ]
        orders = standard_orders(self.case, wanted)
        for order in orders:
            form = template(order.kind, language())
            title = tell("of_debt", title=form.title, debt=self.case.debt(order.debt).label)
            found.append(Entry(title, form.when, "Word"))
        if calls(self.case, wanted, orders, self.case.as_of):
            found.append(Entry(tell("pack_script"), tell("pack_script_about"), "Word"))
        found.append(Entry(tell("pack_checklist"), tell("pack_checklist_about"), "Word"))
        if wanted.offers or wanted.agreed:
            found.append(Entry(tell("pack_schedule"), tell("pack_schedule_about"), "Excel"))
        found.append(Entry(tell("pack_calendar"), tell("pack_calendar_about"), tell("calendar_file")))
        if wanted.contacts or wanted.promises:
            found.append(Entry(tell("pack_journal"), tell("pack_journal_about"), "Word, Excel"))
        return found

    def make(self, progress: Callable[[int, int], object]) -> Pack:
        """Make the folder, and tell how far it has come. Raises PaperRefused or SaveError; then nothing was
        written."""
        return pack(self.case, wanted=self.wanted(), progress=progress)

    def without_offer(self) -> list[str]:
        """The debts for which no offer goes along, as a bad month would not carry it; but for those under an
        agreement, which need none, and those that get no letter."""
        apart = {*self.wanted().agreed, *(debt.id for debt in old_debts(self.case, self.case.as_of))}
        return [one.owing.debt.label for id, one in self.taken().items() if not one.held and id not in apart]

    def without_letter(self) -> list[str]:
        """The debts for which no letter goes along, as the time for a claim may have run out."""
        return [debt.label for debt in old_debts(self.case, self.case.as_of)]


class FolderCard(Card):
    """The list of papers, and the button that makes the folder."""

    def __init__(self, model: Folder) -> None:
        self.model = model
        self._sentence = Note()
        self._list = Listing(language=language())
        self.outcome = Note()
        super().__init__(tell("pack_title"))
        self.parts = [
            self._sentence,
            Button(tell("make_folder"), self.make, main=True),
            self.outcome,
            self._list,
            Note(privacy_lines()[0]),
        ]
        self.show()

    def show(self) -> None:
        """Show what goes into the folder now."""
        self._sentence.say(self.sentence())
        self._list.html = listing_html(self.model.entries())

    def sentence(self) -> str:
        """How many papers, and which debts go without an offer or without any letter."""
        without, old = self.model.without_offer(), self.model.without_letter()
        told = [tell("pack_sentence", count=len(self.model.entries()))]
        if without:
            told.append(tell("pack_without", debts=tell("and").join(without)))
        if old:
            advice = rules["hotline-legal-advice"].on(self.model.case.as_of)["phone"]
            told.append(tell("pack_old", debts=tell("and").join(old), advice=advice))
        return sentences(*told)

    def make(self) -> None:
        """Make the folder, and say what is in it and where it lies."""
        try:
            made = self.model.make(Progress(self.outcome, tell("pack_under_way")))
        except PaperRefused as refused:
            self.outcome.say(str(refused), tone="try")
        except SaveError as error:
            self.outcome.say(str(error), tone="try")
        else:
            self.show()
            trouble = self.model.journal_trouble
            self.outcome.say(
                tell("pack_made", count=len(made.files)),
                *where(made.folder),
                tell("pack_open_first", file=made.files[0]),
                *([tell("pack_without_journal"), *trouble.lines()] if trouble else []),
                tone="try" if trouble else "good",
            )
        finally:
            self.outcome.done = None

    def __repr__(self) -> str:
        return tell("pack_short", count=len(self.model.entries()), without=len(self.model.without_offer()))

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """The widget, and for a page without a kernel what goes into the folder."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options) or {}
        return bundle | {
            "text/plain": "\n".join([repr(self), self.sentence(), *(e.heading for e in self.model.entries())])
        }
