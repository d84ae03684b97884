"""An error in the report: the objection, its days, the complaint after it, and the letters for both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from ipywidgets import Box
from traitlets import Enum, Int

from duecourse.case import Case, Debt
from duecourse.export import TONES, Given, Letter, letter
from duecourse.locale import day, days, money, sentences
from duecourse.rules import cite
from duecourse.view import Button, Choice, Column, Entry, ListModel, ListPanel, Slider, Table
from duecourse.view.charts import Marker
from duecourse.view.note import Note
from duecourse.view.preview import Preview
from duecourse.view.stages import Row, Stage, stages

from ..cited import rule_steps
from ..kit.kept import kept
from ..kit.saving import save
from ..kit.which_debt import AboutOneDebt, labels_of, which_debt
from ..lesson import Lesson
from .words import rule_on, tell

ERRORS: Final = ("paid_off", "in_grace", "on_time", "amount", "twice")
"""What can be wrong with an entry about a debt of one's own."""

LETTERS: Final = ("report_objection", "complaint_authority")

LATEST: Final = 60
"""The latest day of handing the objection in, from today."""


class Objection(AboutOneDebt[Debt], ListModel):
    """An objection to an entry about a debt of the case. wrong: what is wrong with it, from ERRORS. in_days:
    when it is handed in, days from today. kind: the letter shown. tone: its tone."""

    wrong = Enum(ERRORS, ERRORS[0])
    in_days = Int(0, min=0, max=LATEST)
    kind = Enum(LETTERS, LETTERS[0])
    tone = Enum(TONES, TONES[0])

    def __init__(self, case: Case, **traits: Any) -> None:
        self.case = case
        super().__init__({debt.id: debt for debt in case.debts}, **traits)

    @property
    def today(self) -> date:
        """The day the case looks from."""
        return self.case.as_of

    @property
    def the_debt(self) -> Debt | None:
        """The debt whose entry is wrong; None where the case has no debt."""
        return self.debts.get(self.debt)

    @property
    def handed_in(self) -> date:
        """The day of the objection."""
        return self.today + timedelta(self.in_days)

    @property
    def answer_by(self) -> date:
        """The day by which it must be answered in writing."""
        return self.handed_in + timedelta(self._days("report-objection"))

    @property
    def complained(self) -> date:
        """The first day on which to complain that there was no answer."""
        return self.answer_by + timedelta(1)

    @property
    def complaint_by(self) -> date:
        """The day by which the complaint must be answered, if it is accepted on the day it is made."""
        return self.complained + timedelta(self._days("report-complaint"))

    def _days(self, rule: str) -> int:
        count: int = rule_on(rule, self.today)["days"]
        return count

    @kept
    def paper(self) -> Letter | None:
        """The letter; None where the case has no debt to write about."""
        debt = self.the_debt
        if debt is None:
            return None
        item = tell(f"item_{self.wrong}", debt=debt.label)
        if self.kind == "report_objection":
            given = Given(report_items=[item])
            return letter(self.kind, self.case, debt, tone=self.tone, on=self.handed_in, given=given)
        given = Given(
            about="credit_report",
            complained_on=self.handed_in,
            events=[item, tell("event_no_answer", day=day(self.handed_in), until=day(self.answer_by))],
            requests=[tell("request_correct"), tell("request_answer")],
        )
        return letter(self.kind, self.case, debt, tone=self.tone, on=self.complained, given=given)

    def letter_text(self) -> str:
        """The letter to read."""
        paper = self.paper()
        return tell("letter_no_debt") if paper is None else paper.text

    def title(self) -> str:
        return tell("objection_title")

    def summary(self) -> str:
        return tell(
            "objection_summary",
            debt=self.the_debt.label[:20] if self.the_debt else tell("no_debt"),
            handed_in=day(self.handed_in),
            answer=day(self.answer_by),
            complaint=day(self.complaint_by),
        )

    def facts(self) -> list[tuple[str, str]]:
        reports = rule_on("free-reports", self.today)
        found = [
            (tell("answer_by"), day(self.answer_by)),
            (tell("complaint_by"), day(self.complaint_by)),
            (tell("free_reports"), reports.shown()["free_per_year"]),
        ]
        if self.the_debt is not None:
            found.append((tell("one_more_day"), money(self.the_debt.position(self.today).one_more_day)))
        return found

    def sentence(self) -> str:
        return sentences(
            tell(
                "objection_sentence",
                handed_in=day(self.handed_in),
                days=days(self._days("report-objection")),
                answer=day(self.answer_by),
            ),
            tell(
                "objection_then",
                complained=day(self.complained),
                days=days(self._days("report-complaint")),
                complaint=day(self.complaint_by),
            ),
        )

    def figure(self) -> dict[str, Any]:
        hand_in = self.in_days
        answer = (self.answer_by - self.today).days
        complained, last = (self.complained - self.today).days, (self.complaint_by - self.today).days
        return stages(
            [
                Row(
                    tell("row_objection"),
                    tell("row_objection_state", day=day(self.answer_by)),
                    [
                        *([Stage(0, hand_in, tell("stage_prepare"), "plain")] if hand_in else []),
                        Stage(hand_in, answer, tell("stage_answer"), "good"),
                    ],
                ),
                Row(
                    tell("row_complaint"),
                    tell("row_complaint_state", day=day(self.complaint_by)),
                    [Stage(complained, last, tell("stage_complaint"), "quiet")],
                ),
            ],
            marker=Marker(hand_in, tell("mark_handed_in")),
            x_title=tell("axis_days_from_today"),
            days_named=sorted({0, hand_in, answer, last}),
        )

    def table(self) -> Table:
        rows = [
            (tell("event_handed_in"), self.handed_in),
            (tell("answer_by"), self.answer_by),
            (tell("event_complaint"), self.complained),
            (tell("complaint_by"), self.complaint_by),
        ]
        return Table(
            tell("objection_table"), [Column(tell("column_what")), Column(tell("column_day"), "date")], rows
        )

    @kept
    def entries(self) -> Sequence[Entry]:
        found = []
        for rule, tag in (
            ("report-objection", "tag_you_may"),
            ("report-complaint", "tag_after_that"),
            ("free-reports", "tag_you_may"),
            ("told-before-reporting", "tag_lender_must"),
        ):
            value = rule_on(rule, self.today)
            found.append(
                Entry(
                    heading=value.rule.label,
                    text=value.text,
                    tag=tell(tag),
                    tone="may",
                    note=value.note or "",
                    source=cite(value),
                )
            )
        return found

    def steps(self) -> list[tuple[str, str | None]]:
        rules = ("report-objection", "report-complaint", "hotline-central-bank")
        return [(tell("objection_step"), None), *rule_steps(rules, self.today, scope=True)]


class ObjectionPanel(ListPanel):
    """The panel with the letter under it, to read and to save as a Word file."""

    model: Objection

    def __init__(self, model: Objection, **controls: Any) -> None:
        self.paper = Preview(
            tell("letter_name"), copy=tell("copy"), copied=tell("copied"), marked=tell("marked")
        )
        self.outcome = Note()
        self.save_button = Button(tell("save_letter"), self.save)
        super().__init__(model, **controls)
        body, listing, *folds = self.parts
        row = Box([self.save_button])
        row.add_class("dc-row")
        self.parts = [
            body,
            Note(tell("letter_under")),
            self.paper,
            row,
            self.outcome,
            listing,
            *folds,
        ]

    def fill(self) -> None:
        """Put on the page what the model says, the letter included."""
        super().fill()
        self.paper.text = self.model.letter_text()
        self.outcome.say()
        self.save_button.enabled = self.model.paper() is not None

    def clear(self) -> None:
        """Take it from the page, the letter included."""
        super().clear()
        self.paper.text = ""
        self.outcome.say()
        self.save_button.enabled = False

    def save(self) -> None:
        """Save the letter as a Word file in the learner's own folder."""
        paper = self.model.paper()
        if paper is None:
            return
        save(paper, self.outcome, "docx")


def panel(lesson: Lesson) -> ObjectionPanel:
    """The panel, for the case's debts."""
    model = Objection(lesson.case)
    return ObjectionPanel(
        model,
        **which_debt(tell("debt"), labels_of(model.debts)),
        wrong=Choice(tell("what_is_wrong"), {one: tell(f"wrong_{one}") for one in ERRORS}),
        in_days=Slider(tell("in_days"), 0, LATEST, value=0, hint=tell("from_today_days")),
        kind=Choice(tell("which_letter"), {one: tell(f"letter_{one}") for one in LETTERS}),
        tone=Choice(tell("tone"), {one: tell(f"tone_{one}") for one in TONES}),
    )
