"""Whom to write to, how to know that a channel is genuine, what never to send, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from traitlets import Unicode

from duecourse.case import Case, Debt
from duecourse.case.papers import never
from duecourse.export.reach import Door, reach
from duecourse.rules import Citation, NotInForce, Value, cite, lender_text, rules
from duecourse.view import Choice, Control, Entry, ListModel, ListPanel
from duecourse.view.listing import Tone

from ..kit.which_debt import AboutOneDebt, labels_of, which_debt
from .words import tell

VIEWS: Final[dict[str, tuple[tuple[str, Tone], ...]]] = {
    "genuine": (
        ("number-from-the-app", "may"),
        ("illegal-agents", "not"),
        ("illegal-middlemen", "not"),
        ("stop-interest-slogan", "not"),
        ("paid-credit-repair", "not"),
    ),
    "never": (),
    "next": (("complaint-institution", "may"),),
}
"""What can be looked at, and the rules told there."""


class Channels(AboutOneDebt[Debt], ListModel):
    """What to know about channels. view: as in `VIEWS`; debt: whose lender it is about."""

    view = Unicode("genuine")

    def __init__(self, case: Case, debts: dict[str, Debt]) -> None:
        self._case = case
        super().__init__(debts)

    def _door(self) -> Door | None:
        return reach().door(self.chosen, "lender")

    def title(self) -> str:
        return tell("channels_title")

    def summary(self) -> str:
        return tell("channels_short", view=tell(f"channels_{self.view}"), count=len(self.entries()))

    def sentence(self) -> str:
        if self.view != "next":
            return tell(f"channels_{self.view}_sentence")
        debt, door = self.chosen, self._door()
        if door is None:
            return tell("channels_no_door", lender=lender_text(debt.lender_kind))
        if door.hotline is None:
            return tell("channels_door_only", debt=debt.label, door=door.name)
        phone = door.call(self._case.as_of)
        return tell("channels_next_sentence", debt=debt.label, door=door.name, phone=phone)

    def entries(self) -> Sequence[Entry]:
        if self.view == "never":
            on = self._case.as_of
            return [
                Entry(one.label, one.text, tell("tag_not"), "not", source=Citation.several(one.sources(on)))
                for one in never()
            ]
        return [self._entry(value, tone) for value, tone in self._values()]

    def _values(self) -> list[tuple[Value, Tone]]:
        wanted = list(VIEWS[self.view])
        if self.view == "next":
            door = self._door()
            wanted += [(door.hotline, "may")] if door is not None and door.hotline else []
            wanted += [("report-objection", "may"), ("hotline-legal-advice", "may")]
            if not reach().holds("complaint-institution", self.chosen, self._case.as_of):
                wanted.remove(("complaint-institution", "may"))
        found = []
        for id, tone in wanted:
            try:
                found.append((rules[id].on(self._case.as_of), tone))
            except NotInForce:
                continue
        return found

    def _entry(self, value: Value, tone: Tone) -> Entry:
        return Entry(
            value.rule.label,
            value.text,
            tell(f"tag_{tone}"),
            tone,
            note=" ".join(filter(None, (value.note, value.rule.scope))),
            source=cite(value),
        )


def panel(case: Case, debts: dict[str, Debt]) -> ListPanel:
    """The panel, for the lenders of the case's debts."""
    model = Channels(case, debts)
    controls: dict[str, Control] = {
        "view": Choice(tell("channels_view"), {view: tell(f"channels_{view}") for view in VIEWS})
    }
    choice = which_debt(tell("which_lender"), labels_of(debts))
    for control in choice.values():
        control.placed(shown=lambda: model.view == "next")
    return ListPanel(model, **controls, **choice)
