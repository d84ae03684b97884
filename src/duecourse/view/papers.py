"""The checklist of papers as a card: which debt, what is there, what is missing, what never to send."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from ipywidgets import Widget
from traitlets import HasTraits, Int, Unicode

from duecourse.case import Case
from duecourse.case.journal import Journal, JournalError, household_of
from duecourse.case.papers import Checklist, Group, ToTick, never, never_title, papers_for
from duecourse.locale import language, say, say_count, sentences, separator
from duecourse.rules import may_be_old_text

from .controls import Choice
from .journal.trouble import JournalTrouble
from .listing import Entry, Listing, listing_html
from .more import More
from .note import Note
from .panel import Card
from .ticks import Tick, TickGroup, Ticks

NAMED: Final = 3
"""How many missing papers the sentence names."""


class PapersModel(HasTraits):
    """What stands behind the checklist: the ticks of a household, by debt. Knows no widget.

    debt: the id of the debt that is looked at. version: grows with every tick. Nothing is written
    before something is ticked.
    """

    debt = Unicode()
    version = Int()

    def __init__(self, journal: Journal, case: Case, today: date | None = None) -> None:
        self.journal, self.case, self.today = journal, case, today or case.as_of
        self.household = household_of(case)
        self.trouble: JournalError | None = None
        self._ticked: set[tuple[str, str]] = set()
        super().__init__(debt=case.debts[0].id)
        self.read()

    def read(self) -> None:
        """Read the ticks anew."""
        self.trouble = self.journal.trouble()
        self._ticked = set() if self.trouble else self.journal.ticked(self.household)
        self.version += 1

    def checklist(self) -> Checklist:
        """The papers for the debt that is looked at."""
        return papers_for(self.case, self.case.debt(self.debt), self._ticked, self.today)

    def tick(self, paper: str, there: bool) -> None:
        """Tick a paper, or take the tick away. Raises JournalError where that could not be written."""
        item = next(item for item in self.checklist().items if item.paper.id == paper)
        try:
            self.journal.tick(self.household, item.debt, paper, there)
        finally:
            self.read()

    def summary(self) -> str:
        """How far one is, in few words: what is printed, and what nbval compares."""
        found = self.checklist()
        return say(
            "papers.short", debt=found.debt.label, there=found.there_of("must"), count=found.count_of("must")
        )

    def sentence(self) -> str:
        """How far one is, and what is still missing."""
        found = self.checklist()
        missing = found.missing()
        there = say("papers.there", there=found.there_of("must"), count=found.count_of("must"))
        if not missing:
            return sentences(there, say("papers.all_there"))
        named = separator().join(say("papers.named", paper=paper.label) for paper in missing[:NAMED])
        more = len(missing) - NAMED
        return sentences(
            there,
            say_count("papers.missing_more", more, papers=named)
            if more > 0
            else say("papers.missing", papers=named),
        )

    def groups(self, need: str) -> list[TickGroup]:
        """The papers that are needed ("must"), or those that help, by heading."""
        found = []
        for group, items in self.checklist().groups:
            ticks = tuple(self._tick(item) for item in items if item.paper.need == need)
            if ticks:
                found.append(TickGroup(self._heading(group), ticks))
        return found

    def _heading(self, group: Group) -> str:
        if group.name != "debt":
            return group.title
        return say("papers.group_of", title=group.title, debt=self.checklist().debt.label)

    def _tick(self, item: ToTick) -> Tick:
        paper = item.paper
        return Tick(
            id=paper.id,
            label=paper.label,
            ticked=item.ticked,
            lines=(paper.text, say("papers.where", where=paper.where)),
            care=paper.care,
            more=say("papers.sources"),
            folded=tuple(paper.sources(self.today)),
        )

    def never(self) -> list[Entry]:
        """What is never sent, as entries to read."""
        return [
            Entry(heading=one.label, text=one.text, source=separator().join(one.sources(self.today)))
            for one in never()
        ]

    def may_be_old(self) -> str:
        """Which of the rules behind the papers may have changed since they were checked; or nothing."""
        cited = [source for item in self.checklist().items for source in item.paper.sources(self.today)]
        cited += [source for one in never() for source in one.sources(self.today)]
        return may_be_old_text(cited)


class PapersPanel(Card):
    """A checklist for each debt, remembered in the journal. on_change: called after every tick."""

    def __init__(
        self,
        journal: Journal,
        case: Case,
        today: date | None = None,
        *,
        on_change: Callable[[], object] = lambda: None,
    ) -> None:
        self.model = PapersModel(journal, case, today)
        self._on_change = on_change
        self._sentence = Note()
        self.outcome = Note()
        self._aged = Note()
        self.needed = Ticks(self.tick)
        self.helpful = Ticks(self.tick)
        self._helpful = More("", [self.helpful])
        self.never = Listing(html=listing_html(self.model.never()), language=language())
        self._never = More(never_title(), [self.never])
        self._choice = Choice(say("papers.which_debt"), {debt.id: debt.label for debt in case.debts})
        self._choice.observe(lambda change: self._look_at(change.new), "value")
        super().__init__(say("papers.title"))
        self._open()

    def _open(self) -> None:
        if self.model.trouble is not None:
            trouble = JournalTrouble(self.model.journal, self.model.trouble, self._mended)
            self.parts = [trouble, self.outcome]
            return
        choice: list[Widget] = [self._choice] if len(self.model.case.debts) > 1 else []
        self.parts = [
            *choice,
            self._sentence,
            Note(say("papers.genuine")),
            self.outcome,
            self.needed,
            self._helpful,
            Note(say("papers.never_short")),
            self._never,
            self._aged,
        ]
        self._tell()

    def _mended(self, done: str) -> None:
        self.model.read()
        self.outcome.say(done, tone="good")
        self._open()

    def _look_at(self, debt: str) -> None:
        self.model.debt = debt
        self.outcome.say()
        self._tell()

    def _tell(self) -> None:
        self._sentence.say(self.model.sentence())
        self._aged.say(*filter(None, [self.model.may_be_old()]))
        self.needed.show(self.model.groups("must"))
        self.helpful.show(self.model.groups("helps"))
        found = self.model.checklist()
        self._helpful.fold.name = say(
            "papers.helpful", there=found.there_of("helps"), count=found.count_of("helps")
        )

    def tick(self, paper: str, there: bool) -> None:
        """Tick a paper, or take the tick away."""
        try:
            self.model.tick(paper, there)
        except JournalError as error:
            self.outcome.say(*error.lines(), tone="try")
        else:
            self.outcome.say()
            self._on_change()
        if self.model.trouble is not None:
            self._open()
        else:
            self._tell()

    def __repr__(self) -> str:
        return self.model.summary()

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """The widget, and for a page without a kernel how far one is."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options) or {}
        return bundle | {"text/plain": f"{self!r}\n{self.model.sentence()}"}
