"""The panel of offers side by side: which offer is being changed, its sliders, the household, the button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from ipywidgets import Widget

from duecourse.calc import COUNTINGS
from duecourse.case.journal import JournalError
from duecourse.locale import sentences
from duecourse.view import Button, Choice, Control, Slider, Switch, in_group
from duecourse.view.note import Note
from duecourse.view.side_by_side import SidesPanel

from ..offer_slot import KINDS, METHODS, MOST_PERIODS, Slot
from .controls import amount_slider, highest_rate, month_controls, rate_slider, share_slider
from .household import Owing
from .offer_cards import codes_key
from .offers import FEWEST, MOST, MOST_WAIT, OF_SLOT, OffersSideBySide
from .taken import Taken
from .words import tell

COMMON: Final = ("kind",)
OF_KIND: Final = {
    "instalments": (
        "periods",
        "method",
        "first_half",
        "pause",
        "interest_runs",
        "repaid",
        "rate",
        "down",
        "waive_charges",
        "waive_interest",
    ),
    "deferral": ("wait", "interest_runs", "repaid", "waive_charges", "waive_interest"),
    "lump_sum": ("lump", "lump_after", "waive_charges", "waive_interest"),
    "counter": ("count", "amount", "rest"),
    "nothing": (),
}
"""The sliders that say something about each kind of offer."""


class OffersPanel(SidesPanel):
    """The panel: which offer is being changed, its sliders, the household; only the sliders that say
    something about the offer are in sight."""

    model: OffersSideBySide

    def __init__(
        self,
        model: OffersSideBySide,
        remember: Callable[[Taken], object],
        **controls: Control,
    ) -> None:
        self._remember = remember
        self.outcome = Note(tell("take_hint"))
        take = Button(tell("take"), self.take, main=True)
        super().__init__(model, extra=[take, self.outcome], **controls)
        self.parts = [self.parts[0], Note(codes_key(model.owing.owed.on)), *self.parts[1:]]

    def beside(self, extra: Sequence[Widget]) -> list[Widget]:
        """The button stands right under what it takes on."""
        return [*self.in_sight(), *extra, *self.groups()]

    def take(self) -> None:
        """Take on the offer being changed, remember it for another day, and say what that means."""
        self.model.take()
        taken, name = self.model.on_taken, self.model.name(self.model.taken)
        told = sentences(tell("took_on", name=name), "" if taken.held else tell("took_on_not_held"))
        try:
            self._remember(taken)
        except JournalError as error:
            self.outcome.say(told, tell("took_on_for_now"), *error.lines(), tone="try")
        else:
            self.outcome.say(told, tone="good" if taken.held else "plain")


def _counts(model: OffersSideBySide, name: str) -> bool:
    """Whether a slider says something about the offer that is being changed."""
    if name not in COMMON and name not in OF_KIND[model.kind]:
        return False
    if model.kind != "instalments":
        return True
    match name:
        case "first_half":
            return bool(model.method == "stepped")
        case "interest_runs":
            return model.pause > 0
        case "repaid":
            return model.pause > 0 and model.interest_runs
    return True


def panel(
    owing: Owing,
    on_taken: Callable[[Taken], object] = lambda taken: None,
    before: Slot | None = None,
    remember: Callable[[Taken], object] = lambda taken: None,
) -> OffersPanel:
    """The panel for a debt. on_taken: hears of each offer taken on, the first one too. remember: keeps one
    that the button took on for another day; raises JournalError where that cannot be."""
    model = OffersSideBySide(owing, on_taken, before)
    numbered = {number: tell("offer_number", number=number + 1) for number in range(MOST)}
    first = model.slots[0]
    owed = owing.owed.total
    controls: dict[str, Control] = {
        "editing": Choice(tell("which_offer"), numbered, value=0),
        "kind": Choice(tell("kind"), {kind: tell(f"kind_{kind}") for kind in KINDS}),
        "periods": Slider(tell("periods"), 1, MOST_PERIODS, value=first.periods, unit=tell("unit_months")),
        "method": Choice(tell("method"), {method: tell(f"method_{method}") for method in METHODS}),
        "first_half": share_slider(tell("first_half"), "0.1", "1", value=first.first_half),
        "pause": Slider(tell("pause"), 0, MOST_WAIT, value=0, unit=tell("unit_months")),
        "wait": Slider(tell("wait"), 1, MOST_WAIT, value=first.wait, unit=tell("unit_months")),
        "interest_runs": Switch(tell("interest_runs_meanwhile"), True),
        "repaid": Choice(tell("repaid"), {how: tell(f"repaid_{how}") for how in ("end", "spread")}),
        "rate": rate_slider(first.rate),
        "down": amount_slider(tell("down"), 0, owed, first.down),
        "lump": amount_slider(tell("lump"), 1, owed, first.lump),
        "lump_after": Slider(tell("lump_after"), 0, MOST_WAIT, value=0, unit=tell("unit_months")),
        "count": Slider(tell("count"), 1, MOST_PERIODS, value=first.count, unit=tell("unit_months")),
        "amount": amount_slider(tell("amount"), 1, max(owed, 2 * first.amount), first.amount),
        "rest": Choice(tell("rest"), {rest: tell(f"rest_{rest}") for rest in ("owed", "waived")}),
        "waive_charges": share_slider(tell("waive_charges"), "0", "1", value=first.waive_charges),
        "waive_interest": share_slider(tell("waive_interest"), "0", "1", value=first.waive_interest),
    }
    for name in OF_SLOT:
        controls[name].placed(shown=partial(_counts, model, name))
    household = in_group(
        tell("more_household"),
        **month_controls(owing, model),
        counting=Choice(
            tell("counting"),
            {how: tell(f"counting_{how}") for how in COUNTINGS},
            hint=tell("counting_hint"),
        ),
        discount=share_slider(tell("discount"), "0", highest_rate(), value=model.discount, step="0.001"),
        shown=Choice(tell("shown"), {number: str(number) for number in range(FEWEST, MOST + 1)}, value=MOST),
    )
    return OffersPanel(model, remember, **controls, **household)
