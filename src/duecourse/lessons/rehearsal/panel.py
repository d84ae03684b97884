"""A rehearsal as a card: the call played turn by turn, what is said about each answer, how it ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from ipywidgets import Widget

from duecourse.case import Case, Debt, examples, load_example
from duecourse.export.old_debt import left_out_told
from duecourse.locale import language, say, sentences
from duecourse.rules import cite
from duecourse.view.controls import Choice
from duecourse.view.dialogue import Dialogue, closing_html
from duecourse.view.listing import Entry, Listing, listing_html
from duecourse.view.more import More
from duecourse.view.note import Note
from duecourse.view.panel import Card

from ..lesson import Lesson
from ..offer_slot import Slot, taken_on
from .call import Call, Point
from .figures import Figures, figures_of
from .script import Scenario, scenario

GOOD = ("agreed", "escalated", "ended")
"""Kinds of ending that one would wish for."""


Taken = Callable[[Case, Debt], Slot | None]


class RehearsalCard(Card):
    """A call about one of the debts of a case that it fits. Where it fits none, it is about an example's.

    taken: the offer taken on for a debt of a case.
    """

    def __init__(self, call: Scenario, case: Case, taken: Taken = lambda case, debt: None) -> None:
        self._scenario = call
        self._asked = case
        self._case, self._figures = _fitting(call, case, taken)
        first = next(iter(self._figures))
        self.call = Call(call, self._figures[first])
        self._whose = Note()
        self.dialogue = Dialogue(self.choose, self.back, self.again)
        self._listing = Listing(language=language())
        self._rules = More(say("rehearsal.rules"), [self._listing])
        self.choice = Choice(say("rehearsal.which_debt"), {id: one.debt for id, one in self._figures.items()})
        self.choice.observe(lambda change: self._about(change.new), "value")
        which: list[Widget] = [self.choice] if len(self._figures) > 1 else []
        super().__init__(
            say("rehearsal.title", title=call.title),
            [
                Note(call.about),
                *which,
                self._whose,
                Note(say("rehearsal.only_practice")),
                self.dialogue,
                self._rules,
            ],
        )
        self._tell()

    def choose(self, number: int) -> None:
        """Give one of the answers, counted from 0."""
        self.call.choose(number)
        self._tell()

    def back(self) -> None:
        """Take the last answer back."""
        self.call.back()
        self._tell()

    def again(self) -> None:
        """Begin anew."""
        self.call.again()
        self._tell()

    def _about(self, debt: str) -> None:
        self.call = Call(self._scenario, self._figures[debt])
        self._tell()

    def _tell(self) -> None:
        call = self.call
        self._whose.say(self._whose_figures())
        self.dialogue.show(call.lines(), call.options(), call.answers, self._closing())
        behind = [
            Entry(heading=value.rule.label, text=value.text, note=value.rule.scope, source=cite(value))
            for value in call.rules()
        ]
        self._listing.html = listing_html(behind) if behind else ""
        self._rules.layout.display = None if behind else "none"

    def _whose_figures(self) -> str:
        old = left_out_told(self._asked, self._asked.as_of)
        return sentences(self._whose_call(), old)

    def _whose_call(self) -> str:
        debt = self.call.figures.debt
        if self._case is not self._asked:
            return say("rehearsal.whose_other", name=self._case.name, debt=debt)
        if self._case.own:
            return say("rehearsal.whose_own", debt=debt)
        return say("rehearsal.whose_case", name=self._case.name, debt=debt)

    def _closing(self) -> str:
        call = self.call
        if call.ending is None:
            return ""
        parts: dict[str, Sequence[Point]] = {
            say("rehearsal.went_well"): call.went_well() or [Point(say("rehearsal.tried"))],
            say("rehearsal.next_time"): call.next_time(),
            say("rehearsal.todo"): [Point(step) for step in call.todo()],
        }
        return closing_html(call.ending_title(), call.ending_text(), call.ending.kind in GOOD, parts)

    def __repr__(self) -> str:
        return self.call.summary()

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """The widget, and for a page without a kernel what has been said so far."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options) or {}
        said = "".join(
            f"<p><b>{escape(line.who)}</b><br>{escape(line.text)}</p>" for line in self.call.lines()
        )
        about = f"<p>{escape(str(self._scenario.abouts))}</p>"
        return bundle | {"text/plain": f"{self!r}\n{self._scenario.about}", "text/html": about + said}


def _fitting(call: Scenario, case: Case, taken: Taken) -> tuple[Case, dict[str, Figures]]:
    """The figures of the debts that a call is about, and whose they are: the case's, else an example's."""
    for one in (case, *(load_example(name) for name in examples())):
        found = {debt.id: figures for debt in one.debts if (figures := _figures(call, one, debt, taken))}
        if found:
            return one, found
    raise ValueError(f"no example household has a debt that {call.id!r} is about")


def _figures(call: Scenario, case: Case, debt: Debt, taken: Taken) -> Figures | None:
    if not debt.product.is_one_of(call.sorts):
        return None
    if call.lenders and debt.lender_kind not in call.lenders:
        return None
    if debt.start > case.as_of:
        return None
    if case.figures()[debt.id].too_old:
        return None  # a call might revive it
    figures = figures_of(case, debt, taken=taken(case, debt))
    if not figures.is_tight or (call.late and "late" not in figures.situation):
        return None
    if figures.of.agreement is not None and not figures.sheet.days_past_due:
        return None  # an agreement that is kept: there is nothing to talk over
    return figures


def rehearsal(lesson: Lesson, id: str) -> RehearsalCard:
    """The call with this id, about the debts of the case that the lesson works on.

    Raises KeyError, with the ids that there are, for an unknown one.
    """
    return RehearsalCard(scenario(id), lesson.case, lambda case, debt: taken_on(lesson, case, debt))
