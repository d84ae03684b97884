"""My plan: one page to print, made from the learner's own days; the rules on it can be changed."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

from ipywidgets import Box, VBox

from duecourse.calc import CashCalendar
from duecourse.case.journal import Journal, JournalError, household_of
from duecourse.export import Paper
from duecourse.export.plan import RULES, MyPlan, coming_month, plan_paper
from duecourse.locale import day, money, sentences
from duecourse.locale.typed import NotRead, read_whole
from duecourse.view import Button, Slider, TextBox
from duecourse.view.note import Note
from duecourse.view.panel import Card
from duecourse.view.preview import Preview

from ..kit.saving import save
from .cash_days import LAST_DAY, CashDays, whose_figures
from .household import Household
from .words import tell

PERSON: Final = "person"
LOOK_DAY: Final = "look_day"


class PlanModel:
    """What stands in the plan. What the learner types is remembered in the journal, for each household."""

    def __init__(self, household: Household, journal: Journal) -> None:
        self.household, self.journal = household, journal
        self.days = CashDays(household)
        self.trouble: JournalError | None = None
        self.replaced = ""
        self._typed = {name: self._remembered(name) for name in (*self.rule_names(), PERSON, LOOK_DAY)}

    @staticmethod
    def rule_names() -> tuple[str, ...]:
        """The names of the rules, from "rule_1" on."""
        return tuple(f"rule_{number}" for number in range(1, RULES + 1))

    def calendar(self) -> CashCalendar:
        """The account as things are."""
        return self.days.plain()

    def text(self, name: str) -> str:
        """A rule or the person, as typed; a rule that was never touched as this course suggests it."""
        typed = self._typed[name]
        return typed if typed or name == PERSON else tell(f"plan_{name}")

    @property
    def look_day(self) -> int:
        """The day of the month on which the account is looked at; the one after pay day at first."""
        typed = self._typed[LOOK_DAY]
        with suppress(NotRead):
            if 1 <= (chosen := read_whole(typed)) <= LAST_DAY:
                return chosen
        pay_days = [line.day for line in self.calendar().lines if line.comes_in and line.day]
        return min((min(pay_days) if pay_days else 0) + 1, LAST_DAY)

    def change(self, name: str, text: str) -> None:
        """Take what was typed, and remember it. Where that fails it holds until the page is closed, and
        `trouble` says why. `replaced` is what another window had put in its place meanwhile."""
        before, self._typed[name] = self._typed[name], text
        try:
            there = self.journal.setting(self._key(name))
            self.journal.remember(self._key(name), text)
            self.replaced = "" if there in (before, text) else there
            self.trouble = None
        except JournalError as error:
            self.trouble = error

    def _key(self, name: str) -> str:
        return f"plan {household_of(self.household.case)} {name}"

    def _remembered(self, name: str) -> str:
        try:
            return self.journal.setting(self._key(name))
        except JournalError as error:
            self.trouble = error
            return ""

    def plan(self) -> MyPlan:
        """The plan."""
        rules = tuple(self.text(name) for name in self.rule_names())
        return MyPlan(rules, self.text(PERSON), self.look_day)

    def paper(self) -> Paper:
        """The page."""
        return plan_paper(self.household.case, self.calendar(), self.days.labels, self.plan())

    def title(self) -> str:
        return tell("plan_title")

    def summary(self) -> str:
        """What is in the plan, in few words."""
        first = self.calendar().first_shortfall
        return tell(
            "plan_summary",
            count=len(coming_month(self.calendar())),
            day=self.look_day,
            first=day(first.on) if first else tell("never_short"),
        )

    def sentence(self) -> str:
        """What the page holds, and what one more day costs where something is late."""
        case = self.household.case
        told = [
            whose_figures(self.household),
            tell("plan_sentence", count=len(coming_month(self.calendar()))),
        ]
        if self.household.overdue:
            told.append(tell("plan_overdue", cost=money(case.figures().one_more_day)))
        return sentences(*told)


class PlanCard(Card):
    """The boxes for what is the learner's own, the page as it will read, and the buttons that save it."""

    def __init__(self, model: PlanModel) -> None:
        self.model = model
        self._sentence = Note(model.sentence())
        self.boxes = {name: TextBox(tell(f"box_{name}"), model.text(name)) for name in model.rule_names()}
        self.boxes[PERSON] = TextBox(tell("box_person"), model.text(PERSON), hint=tell("box_person_hint"))
        for box in self.boxes.values():
            box.add_class("dc-wide")
        self.look_day = Slider(tell("box_look_day"), 1, LAST_DAY, value=model.look_day)
        self.preview = Preview(
            tell("plan_preview"), copy=tell("copy"), copied=tell("copied"), marked=tell("marked")
        )
        self.outcome = Note()
        buttons = Box(
            [
                Button(tell("save_print"), lambda: self.save("html"), main=True),
                Button(tell("save_word"), lambda: self.save("docx")),
            ]
        )
        buttons.add_class("dc-row")
        own = VBox([*self.boxes.values(), self.look_day])
        own.add_class("dc-controls")
        super().__init__(model.title(), [self._sentence, own, self.preview, buttons, self.outcome])
        for name, box in self.boxes.items():
            box.observe(lambda change, name=name: self._typed(name, change.new), "value")
        self.look_day.observe(lambda change: self._typed(LOOK_DAY, str(change.new)), "value")
        self.preview.text = model.paper().text
        self._say_trouble()

    def _typed(self, name: str, text: str) -> None:
        self.model.change(name, text)
        if name in self.boxes and not text:
            self.boxes[name].value = self.model.text(name)
        self.preview.text = self.model.paper().text
        self._say_trouble()

    def _say_trouble(self) -> None:
        trouble, replaced = self.model.trouble, self.model.replaced
        if trouble is None and replaced:
            self.outcome.say(tell("plan_replaced", text=replaced))
            return
        self.outcome.say(*(trouble.lines() if trouble else ()), tone="try" if trouble else "plain")

    def save(self, format: str) -> None:
        """Save the page in the learner's folder, and say where."""
        save(self.model.paper(), self.outcome, format)

    def __repr__(self) -> str:
        return self.model.summary()

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """The widget, and for a page without a kernel the plan as it reads."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options) or {}
        return bundle | {"text/plain": f"{self!r}\n{self.model.sentence()}\n\n{self.preview.text}"}


def panel(household: Household, journal: Journal) -> PlanCard:
    """The card."""
    return PlanCard(PlanModel(household, journal))
