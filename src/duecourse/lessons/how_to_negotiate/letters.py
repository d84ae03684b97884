"""Words: the letters and the call script for a debt, from the case and the offer that was taken on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from ipywidgets import Box, VBox
from traitlets import Enum, HasTraits, Unicode

from duecourse.export import (
    TONES,
    Deadline,
    Given,
    Letter,
    PaperRefused,
    SpokenAgreement,
    call_script,
    letter,
    old_debt,
)
from duecourse.export.letter import HARDSHIP, SCRIPT, template
from duecourse.locale import day, language, sentences
from duecourse.view import Button, Choice, DaySlider, TextBox
from duecourse.view.fold import Fold
from duecourse.view.note import Note
from duecourse.view.panel import Card
from duecourse.view.picks import Pick, Picks
from duecourse.view.preview import Preview
from duecourse.view.tables import steps_html

from ..cited import rule_steps
from ..kit.saving import save
from ..kit.which_debt import labels_of, which_debt
from .household import Owing
from .taken import Taken
from .words import tell

PURPOSES: Final = {
    "ask": ("offer", "card_instalments", "deferral", "waive_penalty", "hardship_notice", "itemised_bill"),
    "call": (SCRIPT,),
    "agreed": ("confirm_agreement",),
    "complain": ("complaint_lender", "complaint_collection", "complaint_authority", "report_objection"),
}
"""What a letter is for, and the letters for it."""

MAKES_AN_OFFER: Final = ("card_instalments", "offer", "deferral")
NEVER_FITS: Final = ("product", "lender", "late_already", "not_late", "no_door", "agreed", "agreement_missed")
"""Why a letter is not shown at all: no word typed could make it fit this debt."""

TYPED: Final = ("events", "requests", "report_items", "agreed_with", "agreed_channel", "agreed_reference")
BOXES: Final = {
    "events": ("events",),
    "requests": ("requests",),
    "report_items": ("report_items",),
    "agreement": ("agreed_with", "agreed_channel", "agreed_reference"),
}
"""The boxes for what a letter needs."""

LONGEST_AGO: Final = 120


class Words(HasTraits):
    """Which letter, about which debt, in which tone; and what only the learner knows. No widget."""

    debt = Unicode()
    kind = Unicode()
    tone = Enum(TONES, TONES[0])
    events = Unicode()
    requests = Unicode()
    report_items = Unicode()
    agreed_with = Unicode()
    agreed_channel = Unicode()
    agreed_reference = Unicode()

    def __init__(self, owing: Mapping[str, Owing], taken: Callable[[Owing], Taken]) -> None:
        self._owing = owing
        self._taken = taken
        self._state: tuple[object, ...] = ()
        self._known: dict[str, Letter | PaperRefused] = {}
        super().__init__(debt=next(iter(owing)))
        self.complained_on = self.today - timedelta(LONGEST_AGO // 2)
        self.kind = self.fitting_kind()

    @property
    def owing(self) -> Owing:
        """The debt the letter is about."""
        return self._owing[self.debt]

    @property
    def today(self) -> Any:
        """The day the letter is written."""
        return self.owing.case.as_of

    @property
    def taken(self) -> Taken:
        """The offer that was taken on for it."""
        return self._taken(self.owing)

    def given(self, kind: str) -> Given:
        """What a letter is given beside the case; the offer only where the letter makes or repeats it."""
        taken = self.taken
        makes_it = kind == SCRIPT or "offer" in template(kind, language()).needs
        agreement = None
        if self.agreed_with.strip():
            agreement = SpokenAgreement(
                self.today,
                self.agreed_channel.strip() or tell("by_phone"),
                self.agreed_with.strip(),
                self.agreed_reference.strip(),
            )
        return Given(
            offer=taken.offer if makes_it and taken.offer.schedule else None,
            means=taken.means,
            events=_lines(self.events),
            requests=_lines(self.requests),
            report_items=_lines(self.report_items),
            complained_on=self.complained_on,
            agreement=agreement,
            about="credit_report" if kind == "report_objection" else "lender",
        )

    def paper(self, kind: str = "") -> Letter:
        """The letter. Raises PaperRefused, which says why and what to do instead."""
        found = self._written(kind or self.kind)
        if isinstance(found, PaperRefused):
            raise found
        return found

    def refused(self, kind: str = "") -> PaperRefused | None:
        """Why the letter is not written, None where it is."""
        found = self._written(kind or self.kind)
        return found if isinstance(found, PaperRefused) else None

    def _written(self, kind: str) -> Letter | PaperRefused:
        """The letter or the refusal, worked out once as long as nothing changes."""
        typed = tuple(getattr(self, name) for name in TYPED)
        state = (self.debt, self.tone, typed, self.complained_on, self.taken, language())
        if state != self._state:
            self._state, self._known = state, {}
        if kind not in self._known:
            try:
                self._known[kind] = self._write(kind)
            except PaperRefused as refused:
                self._known[kind] = refused
        return self._known[kind]

    def _write(self, kind: str) -> Letter:
        case, debt, given = self.owing.case, self.owing.debt, self.given(kind)
        if kind != SCRIPT:
            return letter(kind, case, debt, tone=self.tone, given=given)
        try:
            return call_script(case, debt, given=given)
        except PaperRefused:  # without the offer, the script promises nothing
            return call_script(case, debt)

    def fitting_kind(self) -> str:
        """The letter that makes the offer, where it can be kept; or else the one that promises nothing. Under
        an agreement neither: then the lender's bill is asked for."""
        kinds: list[str] = [HARDSHIP]
        if self.taken.held and self.owing.debt.agreement is None:
            kinds = [*MAKES_AN_OFFER, HARDSHIP]
        for kind in kinds:
            if self.refused(kind) is None:
                return kind
        return "itemised_bill"

    def kinds(self, purpose: str) -> list[str]:
        """The letters for a purpose that could fit this debt."""
        found = []
        for kind in PURPOSES[purpose]:
            refused = self.refused(kind)
            if refused is None or refused.why not in NEVER_FITS:
                found.append(kind)
        return found

    def purpose(self) -> str:
        """What the present letter is for."""
        return next(purpose for purpose, kinds in PURPOSES.items() if self.kind in kinds)

    def needs(self) -> list[str]:
        """The boxes to fill in for the present letter."""
        return [box for need in template(self.kind, language()).needs for box in BOXES.get(need, ())]

    def has_tone(self) -> bool:
        """Whether the present letter can be written in more than one tone."""
        return self.kind != SCRIPT

    def sentence(self) -> str:
        """What the letter is, or why it is not written."""
        refused = self.refused()
        if refused is not None:
            return str(refused)
        return tell("letter_ready", title=template(self.kind, language()).title, debt=self.owing.debt.label)

    def summary(self) -> str:
        """The letter in few words: what is printed, and what nbval compares."""
        title = template(self.kind, language()).title
        told = tell("letter_short", title=title, tone=tell(f"tone_{self.tone}"))
        return told if self.refused() is None else tell("letter_not_written", title=title)

    def sources(self) -> list[tuple[str, str | None]]:
        """The rules the letter rests on, or why there is none for so old a debt."""
        refused = self.refused()
        if refused is not None:
            return rule_steps(old_debt.RULES, self.today) if refused.why == old_debt.WHY else []
        return rule_steps(self.paper().rules, self.today, scope=True)

    def deadlines(self) -> list[str]:
        """By when an answer must come."""
        if self.refused() is not None:
            return []
        return [_deadline(deadline) for deadline in self.paper().deadlines]


def _lines(text: str) -> tuple[str, ...]:
    """What was typed, a sentence for each part between semicolons or line ends."""
    for mark in ("；", "\n"):
        text = text.replace(mark, ";")
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _deadline(deadline: Deadline) -> str:
    return sentences(tell("answer_by", day=day(deadline.on)), deadline.text)


class WordsCard(Card):
    """Choose the letter and its tone, read it, copy it, save it for Word or to print."""

    def __init__(self, model: Words) -> None:
        self.model = model
        self._sentence = Note()
        self._choices = VBox()
        self._purpose = Choice(tell("letter_for"), {name: tell(f"for_{name}") for name in PURPOSES})
        self._purpose.value = model.purpose()
        self._kinds = Picks(tell("which_letter"), [], self._pick)
        self._tone = Choice(tell("tone"), {tone: tell(f"tone_{tone}") for tone in TONES})
        self.boxes = {name: TextBox(tell(f"box_{name}"), hint=tell(f"hint_{name}")) for name in TYPED}
        for box in self.boxes.values():
            box.add_class("dc-wide")
        self.complained = DaySlider(
            tell("box_complained"),
            model.today - timedelta(LONGEST_AGO),
            model.today,
            value=model.complained_on,
        )
        self.preview = Preview(
            tell("preview"), copy=tell("copy"), copied=tell("copied"), marked=tell("marked")
        )
        self._deadlines = Note()
        self._sources = Fold(name=tell("sources"), language=language())
        self.outcome = Note()
        self._word = Button(tell("save_word"), lambda: self.save("docx"))
        self._print = Button(tell("save_print"), lambda: self.save("html"))
        self._buttons = Box([self._word, self._print])
        self._buttons.add_class("dc-row")
        super().__init__(tell("words_title"))
        self._which = [*which_debt(tell("which_debt"), labels_of(model._owing)).values()]
        self._choices.add_class("dc-controls")
        self._wire()
        self.parts = [
            self._choices,
            self._sentence,
            self.preview,
            self._deadlines,
            self._buttons,
            self.outcome,
            self._sources,
            Note(tell("before_sending")),
        ]
        self.show()

    def _wire(self) -> None:
        model = self.model
        for choice in self._which:
            choice.observe(lambda change: self._look_at(change.new), "value")
        self._purpose.observe(lambda change: self._take_purpose(change.new), "value")
        self._tone.observe(lambda change: self._set("tone", change.new), "value")
        for name, box in self.boxes.items():
            box.observe(lambda change, name=name: self._set(name, change.new), "value")
        self.complained.observe(lambda change: self._complained(change.new), "value")
        self._sources.observe(lambda _: self._fill_sources(), "unfolded")
        model.observe(lambda _: self.show(), ["tone", *TYPED])

    def _set(self, name: str, value: Any) -> None:
        setattr(self.model, name, value)

    def _complained(self, on: Any) -> None:
        self.model.complained_on = on
        self.show()

    def _look_at(self, id: str) -> None:
        self.model.debt = id
        self.follow(id)

    def follow(self, id: str) -> None:
        """Show what fits when another offer was taken on for a debt."""
        if id != self.model.debt:
            return
        if self.model.purpose() == "ask" or self.model.kind not in self.model.kinds(self.model.purpose()):
            self.model.kind = self.model.fitting_kind()
        self._purpose.value = self.model.purpose()
        self.show()

    def _take_purpose(self, purpose: str) -> None:
        if self.model.purpose() != purpose:
            kinds = self.model.kinds(purpose)
            if not kinds:
                self._sentence.say(str(self.model.refused(PURPOSES[purpose][0])), tone="try")
                return
            self.model.kind = self.model.fitting_kind() if purpose == "ask" else kinds[0]
        self.show()

    def _pick(self, kind: str) -> None:
        self.model.kind = kind
        self.show()

    def show(self) -> None:
        """Show the letter as it stands."""
        model = self.model
        picks = [
            Pick(kind, template(kind, language()).title, template(kind, language()).when)
            for kind in model.kinds(model.purpose())
        ]
        self._kinds.offer(picks)
        self._kinds.chosen = model.kind
        needs = model.needs()
        choices: list[Any] = [*self._which, self._purpose, *([self._kinds] if len(picks) > 1 else [])]
        choices += [self._tone] if model.has_tone() else []
        choices += [self.boxes[name] for name in needs]
        if "complained" in template(model.kind, language()).needs:
            choices.append(self.complained)
        if list(self._choices.children) != choices:
            self._choices.children = choices
        refused = model.refused()
        self._sentence.say(model.sentence(), tone="plain" if refused is None else "try")
        self.preview.text = "" if refused is not None else model.paper().text
        self._deadlines.say(*model.deadlines())
        self._buttons.layout.display = None if refused is None else "none"
        self.outcome.say()
        self._fill_sources()

    def _fill_sources(self) -> None:
        sources = self.model.sources()
        self._sources.layout.display = None if sources else "none"
        if self._sources.unfolded:
            self._sources.html = steps_html(sources)

    def save(self, format: str) -> None:
        """Save the letter in the learner's folder."""
        save(self.model.paper(), self.outcome, format, about=self.model.owing.debt.label)

    def __repr__(self) -> str:
        return self.model.summary()

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """The widget, and for a page without a kernel what the letter says."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options) or {}
        told = "" if self.model.refused() is not None else self.model.paper().text
        return bundle | {"text/plain": "\n".join(filter(None, [repr(self), self.model.sentence(), told]))}
