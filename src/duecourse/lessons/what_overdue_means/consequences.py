"""What may happen by a day, who may do it, what nobody may do, and what is no crime. All from the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, Final

from traitlets import Enum, Int

from duecourse.calc import loan_class
from duecourse.calc.basics.dates import add_months
from duecourse.calc.credit.report import code_for
from duecourse.case import Figures
from duecourse.locale import day as day_text
from duecourse.locale import days, say
from duecourse.rules import Value, cite, rules
from duecourse.view import Choice, Column, Entry, ListModel, ListPanel, Slider, Table
from duecourse.view.charts import Marker
from duecourse.view.listing import Tone
from duecourse.view.stages import Row, Stage, stages

from ..kit.kept import kept
from ..kit.watched import HORIZON
from ..lesson import Lesson
from .timeline import another_day, day_of, in_one

VIEWS: Final = ("lender", "court", "not_allowed", "crime")


@dataclass(frozen=True)
class Item:
    """A rule to show: its id, of what kind it is, and whether it says something of its own about the day."""

    rule: str
    tag: str
    tone: Tone
    of_the_day: bool = False


BEFORE_DUE: Final = (
    Item("extension-before-due", "ask", "may"),
    Item("early-repayment", "you_may", "may"),
)
"""What holds while nothing is late yet."""

ITEMS: Final[dict[str, tuple[Item, ...]]] = {
    "lender": (
        Item("late-interest", "lender_may", "may"),
        Item("told-before-reporting", "lender_must", "plain"),
        Item("report-codes", "lender_may", "may", of_the_day=True),
        Item("collection-hours-standard", "within_limits", "may"),
        Item("loan-class", "own_books", "plain", of_the_day=True),
        Item("acceleration", "if_in_contract", "may"),
        Item("agreed-debits", "if_in_contract", "may"),
        Item("debt-sold", "lender_may", "may"),
        Item("limitation", "lender_may", "may", of_the_day=True),
    ),
    "court": (
        Item("limitation", "how_long", "court", of_the_day=True),
        Item("court-mediation", "step_1", "court"),
        Item("court-filing", "step_2", "court"),
        Item("court-service", "step_3", "court"),
        Item("court-defence", "step_4", "court", of_the_day=True),
        Item("court-hearing", "step_5", "court"),
        Item("court-judgment", "step_6", "court"),
        Item("enforcement-time", "step_7", "court"),
        Item("enforcement-leaves-living", "after_judgment", "court"),
        Item("doubled-interest", "after_judgment", "court"),
        Item("spending-limits", "after_judgment", "court"),
        Item("dishonest-debtor-list", "only_who_can_pay", "court"),
        Item("freezing-before-judgment", "before_judgment", "court"),
        Item("payment-order-court", "side_road", "court", of_the_day=True),
        Item("personal-bankruptcy", "only_locally", "plain"),
    ),
    "not_allowed": (
        Item("small-loan-collection", "small_loan", "not"),
        Item("collect-from-debtor-only", "never", "not"),
        Item("collection-hours-standard", "never", "not"),
        Item("collection-guideline", "never", "not"),
        Item("card-collection", "cards", "not"),
        Item("personal-information", "never", "not"),
        Item("harassing-messages", "police", "not"),
        Item("complaint-institution", "where_to", "plain"),
        Item("hotline-local-government", "where_to", "plain"),
    ),
    "crime": (
        Item("debt-is-no-crime", "civil", "may", of_the_day=True),
        Item("what-is-a-crime", "crime", "not"),
        Item("crime-collecting-illegal-debt", "crime", "not"),
        Item("illegal-agents", "keep_away", "not"),
    ),
}


class WhatMayHappen(ListModel):
    """What may happen on a day counted from the due day. view: by the lender, at court, what nobody may
    do, or what is a crime and what is not."""

    day = Int(0, min=0, max=HORIZON)
    view = Enum(VIEWS, VIEWS[0])

    def __init__(self, today: date, days_ago: int, figures: Figures | None = None, **traits: Any) -> None:
        self._today, self._figures = today, figures
        self._due = today - timedelta(days_ago)
        super().__init__(**traits)

    def _on(self) -> date:
        return self._due + timedelta(self.day)

    def _rule(self, rule_id: str) -> Value:
        return rules[rule_id].on(self._today)

    def _code(self) -> str | None:
        return code_for(self.day, self._rule("report-codes").ranges("codes"))

    def _class(self) -> str | None:
        value = self._rule("loan-class")
        code = loan_class(self.day, value.ranges("classes"))
        return None if code is None else value.names("classes")[code]

    def _last_day_to_object(self) -> date:
        """The last day to pay or object, if a payment order arrives on the day looked at."""
        return self._on() + timedelta(self._rule("payment-order-court")["respond_days"])

    def title(self) -> str:
        return say(f"what_overdue_means.may_title_{self.view}", day=self.day)

    def summary(self) -> str:
        (first, shown), *_ = self.facts()
        return say(
            "what_overdue_means.may_summary",
            day=self.day,
            view=say(f"what_overdue_means.view_{self.view}"),
            fact=f"{first} {shown}",
            count=len(self.entries()),
        )

    def facts(self) -> list[tuple[str, str]]:
        if self.view == "lender":
            return [
                (
                    say("what_overdue_means.report_at_month_end"),
                    self._code() or say("what_overdue_means.no_figure"),
                ),
                (
                    say("what_overdue_means.class_by_then"),
                    self._class() or say("what_overdue_means.no_figure"),
                ),
            ]
        if self.view == "court":
            found = day_text(self._last_day_to_object())
            return [(say("what_overdue_means.last_day_to_object"), found)]
        if self.view == "not_allowed":
            value = self._rule("collection-hours-standard")
            shown = value.shown()
            hours = say("what_overdue_means.from_to", start=shown["quiet_from"], end=shown["quiet_to"])
            return [
                (say("what_overdue_means.quiet_hours"), hours),
                (say("what_overdue_means.calls_a_day"), shown["calls_per_day"]),
            ]
        return [(say("what_overdue_means.owing_is"), say("what_overdue_means.civil_matter"))]

    def sentence(self) -> str:
        told = [self._what_may()]
        if self._figures is not None:
            told += another_day(self._figures, self.day)
        return in_one(told)

    def _what_may(self) -> str:
        if self.view == "lender" and self.day == 0:
            return say("what_overdue_means.may_not_late")
        order = self._rule("payment-order-court")
        return say(
            f"what_overdue_means.may_{self.view}",
            day=self.day,
            days=days(self.day),
            code=self._code() or "",
            loan_class=self._class() or "",
            on=day_text(self._on()),
            respond=days(order["respond_days"]),
            last=day_text(self._last_day_to_object()),
        )

    @kept
    def entries(self) -> Sequence[Entry]:
        return [self._entry(item) for item in self._items()]

    def _items(self) -> Sequence[Item]:
        return BEFORE_DUE if self.view == "lender" and self.day == 0 else ITEMS[self.view]

    def _entry(self, item: Item) -> Entry:
        value = self._rule(item.rule)
        scope = say("what_overdue_means.for_whom", scope=value.rule.scope)
        return Entry(
            heading=value.rule.label,
            text=value.text,
            tag=say(f"what_overdue_means.tag_{item.tag}"),
            tone=item.tone,
            today=self._of_the_day(item.rule) if item.of_the_day else "",
            note=" ".join(filter(None, (value.note, scope))),
            source=cite(value),
        )

    def _of_the_day(self, rule_id: str) -> str:
        words: dict[str, Any] = {"day": self.day, "days": days(self.day)}
        if rule_id == "report-codes":
            words["code"] = self._code()
        elif rule_id == "loan-class":
            words["loan_class"] = self._class()
        elif rule_id == "limitation":
            words["until"] = day_text(add_months(self._due, 12 * self._rule(rule_id)["years"]))
        elif rule_id == "payment-order-court":
            words |= {"on": day_text(self._on()), "last": day_text(self._last_day_to_object())}
        elif rule_id == "court-defence":
            last = self._on() + timedelta(self._rule(rule_id)["defence_days"])
            words |= {"on": day_text(self._on()), "last": day_text(last)}
        return say(f"what_overdue_means.today_{rule_id.replace('-', '_')}", **words)

    def figure(self) -> dict[str, Any] | None:
        """The days of a payment order, and the hours of the day in which nobody may call."""
        if self.view == "court":
            return self._order_figure()
        return self._hours_figure() if self.view == "not_allowed" else None

    def _order_figure(self) -> dict[str, Any]:
        value = self._rule("payment-order-court")
        arrives, answer = self.day, self.day + value["respond_days"]
        asked = arrives - value["issue_days"]
        after = answer + value["issue_days"]
        return stages(
            [
                Row(
                    value.rule.label,
                    say("what_overdue_means.order_state", last=day_text(self._last_day_to_object())),
                    [
                        Stage(asked, arrives, say("what_overdue_means.order_court"), "quiet"),
                        Stage(arrives, answer, say("what_overdue_means.order_answer"), "accent"),
                        Stage(answer, after, say("what_overdue_means.order_after"), "plain"),
                    ],
                )
            ],
            marker=Marker(self.day, say("what_overdue_means.order_arrives")),
            x_title=say("what_overdue_means.axis_days"),
            days_named=[asked, arrives, answer, after],
        )

    def _hours_figure(self) -> dict[str, Any]:
        value = self._rule("collection-hours-standard")
        start, end = _hour(value["quiet_to"]), _hour(value["quiet_from"])
        quiet, allowed = say("what_overdue_means.hours_quiet"), say("what_overdue_means.hours_allowed")
        calls = value.shown()["calls_per_day"]
        return stages(
            [
                Row(
                    value.rule.label,
                    say("what_overdue_means.hours_state", calls=calls),
                    [
                        Stage(0, start, quiet, "accent", "✗"),
                        Stage(start, end, allowed, "plain"),
                        Stage(end, 24, quiet, "accent"),
                    ],
                )
            ],
            x_title=say("what_overdue_means.axis_hours"),
            days_named=[0, start, 12, end, 24],
        )

    def table(self) -> Table:
        return Table(
            say("what_overdue_means.may_table"),
            [
                Column(say("what_overdue_means.column_rule")),
                Column(say("what_overdue_means.column_kind")),
                Column(say("what_overdue_means.column_since")),
                Column(say("what_overdue_means.column_known")),
            ],
            [
                (
                    entry.heading,
                    entry.tag,
                    self._rule(item.rule).period(),
                    self._rule(item.rule).status_text(),
                )
                for entry, item in zip(self.entries(), self._items(), strict=True)
            ],
        )


def _hour(of: time) -> int:
    return of.hour


def panel(lesson: Lesson, day: int) -> ListPanel:
    """The panel, on a day counted from a due day so many days ago; of the learner's own case, on its day."""
    figures = lesson.case.figures()
    day = day_of(figures, day) if lesson.case.own else day
    model = WhatMayHappen(lesson.today, day, figures, day=day)
    return ListPanel(
        model,
        day=Slider(say("what_overdue_means.days_since_due"), 0, HORIZON, value=day),
        view=Choice(
            say("what_overdue_means.view"), {view: say(f"what_overdue_means.view_{view}") for view in VIEWS}
        ),
    )
