"""Lesson 4, how to negotiate: offers the budget carries, the words for them, and keeping what was agreed.

    offers      offers side by side             letters   letters and the call script
    shortest    the shortest plan one can carry channels  whom to write to, what never to send
    keep        the agreed plan, month by month folder    all papers in one folder
    household   what the month leaves for one debt
    taken       the offer that is taken on      exercises guesses and exercises
    what_rules_say, controls, saving, words     what they share

`offers` is the model, `offers_panel` its panel, `offer_cards` what stands on the cards, `offer_steps` how an
offer is worked out.

One offer as its sliders stand is in `duecourse.lessons.offer_slot`, the calls to rehearse are in
`duecourse.lessons.rehearsal`, the journal in `duecourse.view.journal`.
"""

from __future__ import annotations

from collections.abc import Callable

from duecourse.export.old_debt import left_out_told
from duecourse.view.journal import JournalPanel
from duecourse.view.listing import ListPanel
from duecourse.view.note import Note
from duecourse.view.panel import Card, Panel, calm_card

from ..kit.which_debt import for_each_debt
from ..offer_slot import Slot, offer_key
from ..rehearsal import RehearsalCard, rehearsal
from . import channels, folder, keep, letters, offers_panel, shortest
from .exercises import LESSON
from .household import Owing, case_of, debts_of
from .offers import OffersSideBySide
from .taken import Taken, TakenOffers
from .words import tell

TAKEN = TakenOffers()
"""The offers the learner has taken on since the lesson began."""

exercise = LESSON.exercise
guess = LESSON.guess
quiz = LESSON.quiz
what_next = LESSON.what_next
find_the_slip = LESSON.find_the_slip


@calm_card
def begin(language: str) -> Card:
    """Speak this language, open the case, and forget the offers of before."""
    TAKEN.forget()
    return LESSON.begin(language)


@calm_card
def offers_side_by_side() -> Card:
    """What could I offer, what would it cost me, and what would the lender get?"""
    return _for_each_debt(lambda owing: offers_panel.panel(owing, TAKEN.take, _before(owing), _remember))


@calm_card
def shortest_plan() -> Card:
    """What is the shortest plan I can carry?"""
    return _for_each_debt(shortest.panel)


@calm_card
def words() -> Card:
    """How do I put it: the letter, the call script, the tone?"""
    model = letters.Words(debts_of(LESSON), taken_for)
    card = letters.WordsCard(model)
    TAKEN.follow(card.follow)
    return card


@calm_card
def is_it_genuine() -> ListPanel:
    """Whom do I write to, how do I know it is really them, and what if they do not answer?"""
    return channels.panel(case_of(LESSON), {id: owing.debt for id, owing in debts_of(LESSON).items()})


@calm_card
def rehearse(call: str = "customer_service") -> RehearsalCard:
    """How do I say it on the phone?"""
    return rehearsal(LESSON, call)


@calm_card
def journal() -> JournalPanel:
    """Who said what, when, and until when?"""
    return JournalPanel(LESSON.journal, case_of(LESSON))


@calm_card
def keep_it() -> Card:
    """How do I keep what was agreed, and what if a payment is missed?"""

    def make(owing: Owing) -> Panel:
        shown = keep.panel(taken_for(owing), lambda: LESSON.journal)

        def follow(id: str) -> None:
            if id == owing.debt.id:
                shown.model.use(taken_for(owing))

        TAKEN.follow(follow)
        return shown

    return _for_each_debt(make)


@calm_card
def pack() -> Card:
    """What do I take along?"""
    model = folder.Folder(debts_of(LESSON), taken_for, lambda: LESSON.journal)
    card = folder.FolderCard(model)
    TAKEN.follow(lambda _: card.show())
    return card


def taken_for(owing: Owing) -> Taken:
    """The offer taken on for a debt; the one that the offers begin with, as long as none was."""
    found = TAKEN.of(owing.debt.id)
    if found is None or found.owing.owed != owing.owed:
        OffersSideBySide(owing, TAKEN.take, _before(owing))
        found = TAKEN.of(owing.debt.id)
    assert found is not None
    return found


def _before(owing: Owing) -> Slot | None:
    """The offer taken on for a debt on an earlier day."""
    return Slot.read(LESSON.remembered(offer_key(owing.case, owing.debt)))


def _remember(taken: Taken) -> None:
    """Remember an offer taken on, for another day and for lesson 5. Raises JournalError."""
    LESSON.journal.remember(offer_key(taken.owing.case, taken.owing.debt), taken.slot.written())


def _for_each_debt(make: Callable[[Owing], Panel]) -> Card:
    """The panel for each of the debts that are to be paid, and the choice between them."""
    debts, figures = debts_of(LESSON), case_of(LESSON).figures()
    to_pay = {one.id: debts[one.id] for one in figures.to_pay}
    if not to_pay:
        return Card("", [Note(left_out_told(case_of(LESSON), figures.on))])
    return for_each_debt(tell("which_debt"), to_pay, make)
