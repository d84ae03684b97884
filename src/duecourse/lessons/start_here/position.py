"""How things stand on a day: what is owed, to whom, since when late, and what one more day costs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from duecourse.calc import COMPONENTS, Ledger, Position
from duecourse.case import Case, Debt, Figures
from duecourse.case.limitation import caution_told
from duecourse.locale import day, days, distinct, money, say, say_count, sentences
from duecourse.rules import lender_text
from duecourse.view import Column, Day, DaySlider, Model, Panel, Table, charts, explain

AHEAD: Final = 90
"""How many days the slider goes ahead of today."""

NEXT_DUE_WITHIN: Final = 62
"""Days within which the next due day is looked for: an account has one each month."""

SHADES: Final[dict[str, charts.Shade]] = {
    "principal": "principal",
    "interest": "interest",
    "penalty": "penalty",
    "compound": "compound",
    "fees": "fees",
}


class MyPosition(Model):
    """The debts of a case on a day from today on, if nothing more is paid than the case records."""

    on = Day(date(2000, 1, 1))

    def __init__(self, case: Case) -> None:
        self.case = case
        self._until = case.as_of + timedelta(AHEAD + NEXT_DUE_WITHIN)
        super().__init__(on=case.as_of)

    @property
    def last(self) -> date:
        """The last day that can be looked at."""
        return self.case.as_of + timedelta(AHEAD)

    def label(self, debt: Debt) -> str:
        """What a debt is called; with a number where another before it is called the same."""
        place = self.case.debts.index(debt)
        return distinct([one.label for one in self.case.debts])[place]

    def ledger(self, debt: Debt) -> Ledger:
        """A debt up to some time after the last day."""
        return debt.ledger(self._until)

    def positions(self, on: date | None = None) -> list[tuple[Debt, Position]]:
        """Each debt and how it stands on the day."""
        return [(debt, debt.position(on or self.on)) for debt in self.case.debts]

    @property
    def figures(self) -> Figures:
        """The sheet of figures of the day."""
        return self.case.figures(self.on)

    def late(self) -> list[tuple[Debt, Position]]:
        """Those that are late, the oldest first."""
        found = [(debt, position) for debt, position in self.positions() if position.days_past_due]
        return sorted(found, key=lambda pair: -pair[1].days_past_due)

    def next_due(self, debt: Debt) -> date | None:
        """The next day on which the debt asks for something, None where no such day is near."""
        dues = (date.fromordinal(due.on) for due in self.ledger(debt).dues)
        return min((on for on in dues if on > self.on), default=None)

    def title(self) -> str:
        return say("start_here.position_title", day=day(self.on))

    def summary(self) -> str:
        late = self.late()
        return say(
            "start_here.position_summary",
            day=day(self.on),
            total=money(self.figures.owed),
            cost=money(self.figures.one_more_day),
            late=say("start_here.late_for", days=days(late[0][1].days_past_due))
            if late
            else say("start_here.not_late"),
        )

    def sentence(self) -> str:
        if not self.figures.debts:
            return say("start_here.no_debts")
        when = "owed_in_all" if self.on == self.case.as_of else "owed_by_then"
        owed = say_count(
            f"start_here.{when}", len(self.figures.debts), day=day(self.on), total=money(self.figures.owed)
        )
        cost = self.figures.one_more_day
        a_day = (
            say("start_here.a_day_costs", cost=money(cost)) if cost else say("start_here.a_day_costs_nothing")
        )
        caution = caution_told((one.debt for one in self.figures.owing), self.case.as_of)
        return sentences(owed, self._late_told(), a_day, caution)

    def _late_told(self) -> str:
        late = self.late()
        if not late:
            return say("start_here.nothing_late")
        oldest, position = late[0]
        count_of = len(self.figures.debts)
        if count_of == 1:
            which = "it_is_late"
        else:
            which = {1: "one_late", count_of: "all_late"}.get(len(late), "several_late")
        count = days(position.days_past_due)
        return say(f"start_here.{which}", count=len(late), debt=self.label(oldest), days=count)

    def facts(self) -> list[tuple[str, str]]:
        since = self.figures.late_since
        return [
            (say("start_here.fact_owed"), money(self.figures.owed)),
            (say("start_here.fact_late_since"), day(since) if since else say("start_here.not_late")),
            (say("start_here.fact_one_more_day"), money(self.figures.one_more_day)),
        ]

    def figure(self) -> dict[str, Any] | None:
        pairs = self.positions()
        if not pairs:
            return None
        at_ends = [position for _, position in [*self.positions(self.case.as_of), *self.positions(self.last)]]
        figure = charts.bars(
            [self.label(debt) for debt, _ in pairs],
            [
                charts.Series(charts.component(name), [position[name] for _, position in pairs], SHADES[name])
                for name in COMPONENTS
                if any(position[name] for position in at_ends)
            ],
            top=max(position.total for position in at_ends),
        )
        places = figure["data"][0]["x"] if figure["data"] else []
        figure["layout"]["annotations"] += [
            _amount_on_top(place, position) for place, (_, position) in zip(places, pairs, strict=True)
        ]
        return figure

    def table(self) -> Table | None:
        if not self.case.debts:
            return None
        rows: list[Sequence[Any]] = [
            (
                self.label(debt),
                str(debt.lender) or lender_text(debt.lender_kind),
                position.late_since,
                position.days_past_due,
                position.total,
                position.due,
                position.one_more_day,
                self.next_due(debt),
            )
            for debt, position in self.positions()
        ]
        sums = (
            say("start_here.all_together"),
            None,
            None,
            None,
            self.figures.owed,
            self.figures.due,
            self.figures.one_more_day,
            None,
        )
        return Table(
            say("start_here.table_caption", day=day(self.on)),
            [
                Column(say("start_here.column_what")),
                Column(say("start_here.column_whom")),
                Column(say("start_here.column_since"), "date"),
                Column(say("start_here.column_days"), "days"),
                Column(say("start_here.column_owed"), "money"),
                Column(say("start_here.column_due"), "money"),
                Column(say("start_here.column_a_day"), "money"),
                Column(say("start_here.column_next"), "date"),
            ],
            rows,
            sums if len(rows) > 1 else None,
        )

    def steps(self) -> list[tuple[str, str | None]]:
        return [
            (say("start_here.step_of", debt=self.label(debt), step=text), source)
            for debt, position in self.positions()
            for text, source in explain(position.explain())
        ]


def _amount_on_top(place: str, position: Position) -> dict[str, Any]:
    """The whole amount, written on top of its bar."""
    return {
        "x": place,
        "y": float(position.total),
        "text": money(position.total),
        "yanchor": "bottom",
        "showarrow": False,
    }


def panel(case: Case) -> Panel:
    """The panel, on the case's day."""
    model = MyPosition(case)
    ahead = DaySlider(say("start_here.day"), case.as_of, model.last, hint=say("start_here.day_hint"))
    return Panel(model, on=ahead)
