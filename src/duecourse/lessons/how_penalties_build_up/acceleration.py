"""What changes when the lender calls everything due: what is asked for, and what one more day costs."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from traitlets import Bool, Int

from duecourse import calc
from duecourse.calc import COMPONENTS, Acceleration, CostOfDelay, InstalmentTerms, Position
from duecourse.locale import day, days, money, sentences
from duecourse.view import Column, Control, Panel, Switch, Table, charts
from duecourse.view.tables import Value

from ..cited import rule_steps
from ..kit.kept import kept, kept_but_for
from .debt_model import DebtModel
from .late_debt import LateDebt, under_other_terms
from .term_controls import days_slider
from .words import Step, charged_since, one_more_day, tell

CALLED_AFTER = 60
"""How many days late everything is called due at first, where neither contract nor case say so."""


class EverythingDue(DebtModel):
    """A debt in instalments, with and without the lender calling all of it due.

    called_after: days from the missed due day to the call. fees_too: whether instalment fees not yet
    due are called as well.
    """

    called_after = Int(CALLED_AFTER)
    fees_too = Bool(False)

    def __init__(self, debt: LateDebt) -> None:
        assert isinstance(debt.terms, InstalmentTerms)
        called = [event.on for event in debt.story.events if isinstance(event, Acceleration)]
        after = (called[0] - debt.missed).days if called else debt.terms.accelerate_after_days
        fees_too = debt.terms.acceleration_includes_fees
        super().__init__(debt, called_after=max(1, after or CALLED_AFTER), fees_too=fees_too)
        self.days_late = max(self.days_late, self.called_after)
        self.most = max(self.most, self.days_late + 30)

    def story(self) -> calc.Debt:
        """The debt where nothing is called: the instalments go on."""
        return under_other_terms(self.debt.story, accelerate_after_days=None).without_any(Acceleration)

    @property
    def called_on(self) -> date:
        """The day of the call."""
        return self.missed + timedelta(self.called_after)

    @kept_but_for("days_late")
    def called_delay(self) -> CostOfDelay:
        """What the debt does where everything is called due."""
        story = under_other_terms(self.story(), acceleration_includes_fees=self.fees_too)
        return self.delay_of(story.also(Acceleration(self.called_on)))

    def called(self) -> Position:
        """What is owed on the day looked at where everything was called due."""
        return self.called_delay().ledger.position(self.on)

    @kept
    def called_more(self) -> Decimal:
        """What one more day costs from the day looked at on where everything was called due, yuan."""
        return self.called_delay().ledger.position(self.on).one_more_day

    def title(self) -> str:
        return tell("everything_due", debt=self.debt.label)

    def summary(self) -> str:
        return tell(
            "everything_due_summary",
            days=self.days_late,
            plan=money(self.position().due),
            called=money(self.called().due),
            more=money(self.called_more()),
        )

    def facts(self) -> list[tuple[str, str]]:
        called = self.called()
        return [
            one_more_day(self.called_more()),
            (tell("asked_for_now"), money(called.due)),
            (tell("asked_for_plan"), money(self.position().due)),
            (tell("one_more_day_plan"), money(self.more())),
        ]

    def sentence(self) -> str:
        called, going_on = self.called(), self.position()
        values = {
            "days": days(self.days_late),
            "called": days(self.called_after),
            "day": day(self.called_on),
            "plan_due": money(going_on.due),
            "due": money(called.due),
            "plan_more": money(self.more()),
            "more": money(self.called_more()),
        }
        if self.days_late < self.called_after:
            return self.supposed(tell("everything_due_before", **values))
        text = tell("everything_due_after", **values)
        if self.more() == self.called_more():
            return self.supposed(sentences(text, tell("everything_due_same", **values)))
        return self.supposed(sentences(text, tell("everything_due_more", **values)))

    def figure(self) -> charts.Figure:
        going_on, called = self.ledger(), self.called_delay().ledger
        first = max(going_on.start, self.missed)
        places = sorted({*going_on.knots(first, self.last), *called.knots(first, self.last)})
        series = [
            charts.Series(tell("asked_for_plan"), [going_on.position(on).due for on in places]),
            charts.Series(tell("asked_for_called"), [called.position(on).due for on in places]),
        ]
        return charts.lines(
            places, series, markers=[charts.Marker(self.on, tell("day", days=self.days_late))]
        )

    def table(self) -> Table:
        going_on, called = self.position(), self.called()
        rows: list[list[Value]] = [
            [tell("asked_for_row"), going_on.due, called.due],
            [tell("owed_in_all"), going_on.total, called.total],
        ]
        for name in COMPONENTS:
            if going_on[name] or called[name]:
                rows.append([charts.component(name), going_on[name], called[name]])
        rows.append([tell("one_more_day"), self.more(), self.called_more()])
        columns = [
            Column(tell("column_on_day", day=day(self.on))),
            Column(tell("asked_for_plan"), "money"),
            Column(tell("asked_for_called"), "money"),
        ]
        return Table(tell("everything_due_table"), columns, rows)

    def steps(self) -> list[Step]:
        return [
            *charged_since(self.called(), self.missed),
            *rule_steps(("acceleration", "late-interest", "extension-before-due"), self.on),
        ]


def panel(debt: LateDebt) -> Panel:
    """The panel: when everything is called, and the day looked at."""
    model = EverythingDue(debt)
    controls: dict[str, Control] = {
        "called_after": days_slider(tell("called_after"), model.most, model.called_after),
        "days_late": days_slider(tell("days_late"), model.most, model.days_late),
    }
    terms = debt.terms
    if isinstance(terms, InstalmentTerms) and terms.method == "flat_fee":
        controls["fees_too"] = Switch(tell("fees_too"))
    return Panel(model, **controls)
