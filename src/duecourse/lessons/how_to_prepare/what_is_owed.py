"""What is owed on a day: every debt, part by part, with the steps behind it; to take away in Excel."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from duecourse.calc import COMPONENTS, Position, total
from duecourse.case import Debt, Figures
from duecourse.export import statement as statement_paper
from duecourse.locale import day, days, distinct, money, sentences
from duecourse.view import Column, Control, Day, DaySlider, Panel, Table, charts, explain

from ..kit.kept import kept
from ..kit.saving import Keep
from ..kit.which_debt import AboutOneDebt, labels_of, which_debt
from .whose import Whose
from .words import Step, one_more_day, tell

BACK: Final = timedelta(180)
AHEAD: Final = timedelta(90)
"""How far from the present day the slider goes."""


PRICED: Final = frozenset(
    {
        "annual_rate",
        "daily_rate",
        "service_daily_rate",
        "fee_per_period",
        "total_fee_rate",
        "penalty_daily_rate",
        "penalty_multiple",
        "penalty_base",
        "interest_when_overdue",
        "compound",
        "default_fee_rate",
        "days",
        "year_days",
        "allocation",
    }
)
"""The terms that a figure of the statement hangs on."""


class Statement(AboutOneDebt[Debt]):
    """What a household owes on a day. debt: the id of the debt whose steps are shown."""

    on = Day(date.min)

    def __init__(self, whose: Whose) -> None:
        self.whose = whose
        super().__init__({debt.id: debt for debt in whose.debts}, on=whose.case.as_of)

    @property
    def first(self) -> date:
        """The first day that can be looked at: one on which every debt has begun."""
        today = self.whose.case.as_of
        return max(max(debt.start for debt in self.whose.debts), today - BACK)

    @property
    def last(self) -> date:
        """The last day."""
        return self.whose.case.as_of + AHEAD

    @kept
    def positions(self) -> list[tuple[Debt, Position]]:
        """Every debt, and how it stands on the day."""
        return [(one.debt, one.position) for one in self.figures().debts]

    def figures(self) -> Figures:
        """The sheet of figures of the day."""
        return self.whose.figures_on(self.on)

    def owed(self) -> Decimal:
        """All that is owed, all debts together, yuan."""
        return self.figures().owed

    def due(self) -> Decimal:
        """What has been asked for by the day and is unpaid, yuan."""
        return self.figures().due

    def more(self) -> Decimal:
        """What one more day costs, all debts together, yuan."""
        return self.figures().one_more_day

    def shown(self) -> tuple[Debt, Position]:
        """The debt whose steps are shown, and how it stands on the day."""
        return next(pair for pair in self.positions() if pair[0].id == self.debt)

    def title(self) -> str:
        return tell("statement", day=day(self.on))

    def summary(self) -> str:
        return tell(
            "statement_summary",
            day=day(self.on),
            count=len(self.positions()),
            owed=money(self.owed()),
            due=money(self.due()),
        )

    def facts(self) -> list[tuple[str, str]]:
        return [
            one_more_day(self.more()),
            (tell("owed_in_all"), money(self.owed())),
            (tell("due_by_now"), money(self.due())),
        ]

    def sentence(self) -> str:
        debt, position = self.shown()
        late = position.days_past_due
        return self.whose.said_with_caution(
            sentences(
                tell("statement_said", day=day(self.on), owed=money(self.owed()), due=money(self.due())),
                tell(
                    f"statement_{'agreed_' if debt.agreement else ''}{'late' if late else 'on_time'}",
                    debt=debt.label,
                    owed=money(position.total),
                    beyond=money(total([position.total, -position.principal])),
                    due=money(position.due),
                    days=days(late),
                    agreed_on=day(debt.agreement.agreed_on) if debt.agreement else "",
                ),
                tell("if_nothing_paid") if self.on > self.whose.case.as_of else "",
            ),
            self.whose.debts,
        )

    def figure(self) -> charts.Figure:
        positions = self.positions()
        series = [
            charts.Series(charts.component(name), [position[name] for _, position in positions], name)
            for name in COMPONENTS
            if any(position[name] for _, position in positions)
        ]
        return charts.bars(
            distinct([debt.label for debt, _ in positions]),
            series or [charts.Series(tell("owed_in_all"), [position.total for _, position in positions])],
        )

    def table(self) -> Table:
        rows: list[list[Any]] = []
        for debt, position in self.positions():
            parts = [position[name] for name in COMPONENTS]
            rows.append(
                [
                    debt.label,
                    *parts,
                    position.total,
                    position.due,
                    position.days_past_due,
                    position.one_more_day,
                ]
            )
        columns = [
            Column(tell("column_debt")),
            *(Column(charts.component(name), "money") for name in COMPONENTS),
            Column(tell("owed_in_all"), "money"),
            Column(tell("due_by_now"), "money"),
            Column(tell("column_days_late"), "days"),
            Column(tell("one_more_day"), "money"),
        ]
        sums: list[Any] = [
            tell("together"),
            *(total(position[name] for _, position in self.positions()) for name in COMPONENTS),
            self.owed(),
            self.due(),
            None,
            self.more(),
        ]
        return Table(
            tell("statement_table", day=day(self.on)), columns, rows, sums if len(rows) > 1 else None
        )

    def steps(self) -> list[Step]:
        debt, position = self.shown()
        terms: list[Step] = [
            (tell("term_used", label=term.label, value=term.shown), term.cite())
            for term in debt.terms_used()
            if term.value is not None and term.name in PRICED
        ]
        if debt.agreement is not None:
            agreed = debt.agreement
            words = {"day": day(agreed.agreed_on), "count": len(agreed.payments)}
            terms = [(tell("step_agreed", total=money(agreed.total), **words), None)]
        return [
            (tell("steps_of", debt=debt.label, owed=money(position.total)), None),
            *explain(position.explain()),
            *terms,
        ]


def panel(whose: Whose) -> Panel:
    """The panel: the day, whose steps, and the statement to take away."""
    model = Statement(whose)
    controls: dict[str, Control] = {
        "on": DaySlider(tell("which_day"), model.first, model.last, value=model.on)
    }
    controls |= which_debt(tell("whose_steps"), labels_of(model.debts))
    keep = Keep(tell("keep_statement"), lambda: statement_paper(whose.case, model.on), "xlsx")
    return Panel(model, extra=[keep], **controls)
