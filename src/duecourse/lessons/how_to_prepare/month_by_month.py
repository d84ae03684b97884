"""The same money month after month: costliest first, smallest first, or shares for all, side by side."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from duecourse.calc import PayingOff, pay_off, total
from duecourse.locale import money, month, sentences
from duecourse.view import MONEY, Column, DecimalSlider, Exact, Model, Panel, Table, charts

from ..what_overdue_means.kept import kept
from .which_first import beyond_means, most, usual_amount
from .whose import Whose
from .words import Step, one_more_day, tell, tell_count

SHOWN: Final = ("avalanche", "snowball", "pro_rata")
MONTHS: Final = 24
"""How far ahead the panel looks."""

A_YEAR: Final = 12
"""How far where so much a month cannot clear the debts in `MONTHS`, whatever they cost."""

STEP: Final = Decimal(100)
TICKS: Final = 20
"""About so many places on the slider: each takes some time to work out. The box takes any amount."""


class MonthByMonth(Model):
    """So much a month for all debts. amount: yuan."""

    amount = Exact("0")

    def __init__(self, whose: Whose) -> None:
        self.whose = whose
        self.on = whose.case.as_of
        self.pay_day = next(
            (line.day for line in whose.case.budget_lines if line.kind == "income" and line.day), self.on.day
        )
        self._known: dict[Decimal, dict[str, PayingOff]] = {}
        super().__init__(amount=(max(usual_amount(whose), STEP) // STEP) * STEP)

    def paid(self) -> dict[str, PayingOff]:
        """How it goes under each strategy."""
        if self.amount not in self._known:
            months = MONTHS if self.amount * MONTHS >= self.owed() else A_YEAR
            self._known[self.amount] = {
                strategy: pay_off(
                    self.whose.debts,
                    [self.amount],
                    strategy=strategy,
                    start=self.on,
                    pay_day=self.pay_day,
                    months=months,
                )
                for strategy in SHOWN
            }
        return self._known[self.amount]

    def owed(self) -> Decimal:
        """What is owed today, all debts together, yuan."""
        return total(debt.position(self.on).total for debt in self.whose.debts)

    @kept
    def cheapest(self) -> str:
        """The strategy that costs least, and leaves least."""
        paid = self.paid()
        return min(SHOWN, key=lambda strategy: (paid[strategy].total_owed, paid[strategy].total_cost))

    def title(self) -> str:
        return tell("months")

    def _clear(self, one: PayingOff) -> str:
        if one.clear_in is None:
            return tell("not_clear", count=MONTHS)
        return tell_count("clear_in", one.clear_in)

    def summary(self) -> str:
        best = self.paid()[self.cheapest()]
        return tell(
            "months_summary",
            amount=money(self.amount),
            clear=self._clear(best),
            cost=money(best.total_cost),
        )

    def facts(self) -> list[tuple[str, str]]:
        best = self.paid()[self.cheapest()]
        return [
            one_more_day(self.whose.case.one_more_day()),
            (tell("debts_clear"), self._clear(best)),
            (tell("costs_till_then"), money(best.total_cost)),
        ]

    def sentence(self) -> str:
        paid = self.paid()
        best = paid[self.cheapest()]
        if best.clear_in is None:
            text = tell(
                "months_never",
                amount=money(self.amount),
                count=MONTHS,
                owed=money(best.total_owed),
                months=len(best.months),
            )
        else:
            dearest = max((paid[name] for name in SHOWN), key=lambda one: one.total_cost)
            text = tell(
                "months_said",
                amount=money(self.amount),
                strategy=tell(f"strategy_{self.cheapest()}"),
                clear=self._clear(best),
                cost=money(best.total_cost),
                dearest=money(dearest.total_cost),
            )
        short = len(best.short_months)
        return self.whose.said(
            sentences(
                text,
                tell_count("months_short", short) if short else tell("months_enough"),
                beyond_means(self.whose, self.amount),
            )
        )

    def _longest(self) -> list[date]:
        return max(([each.on for each in one.months] for one in self.paid().values()), key=len)

    def figure(self) -> charts.Figure | None:
        days = self._longest()
        if not days:
            return None
        series = []
        for strategy, one in self.paid().items():
            owed = [total(each.owed.values()) for each in one.months]
            owed += [Decimal(0)] * (len(days) - len(owed))
            series.append(charts.Series(tell(f"strategy_{strategy}"), [self.owed(), *owed]))
        return charts.lines(list(range(len(days) + 1)), series, x_title=tell("axis_months"))

    def table(self) -> Table:
        paid = self.paid()
        rows: list[list[Any]] = []
        for number, on in enumerate(self._longest()):
            row: list[Any] = [month(on)]
            for strategy in SHOWN:
                months = paid[strategy].months
                row.append(total(months[number].owed.values() if number < len(months) else ()))
            rows.append(row)
        columns = [
            Column(tell("column_month")),
            *(Column(tell(f"strategy_{name}"), "money") for name in SHOWN),
        ]
        sums: list[Any] = [tell("costs_till_then"), *(paid[name].total_cost for name in SHOWN)]
        return Table(tell("months_table"), columns, rows, sums)

    def steps(self) -> list[Step]:
        best = self.paid()[self.cheapest()]
        labels = {debt.id: debt.label for debt in self.whose.debts}
        steps: list[Step] = [(tell("how_paid"), None)]
        for each in best.months:
            for id, amount in each.paid.items():
                if amount:
                    steps.append(
                        (tell("step_paid", month=month(each.on), debt=labels[id], amount=money(amount)), None)
                    )
        return steps


def panel(whose: Whose) -> Panel:
    """The panel: so much a month."""
    model = MonthByMonth(whose)
    high = max(most(whose), model.amount)
    step = max(high // TICKS // STEP, Decimal(1)) * STEP
    return Panel(
        model,
        amount=DecimalSlider(tell("a_month"), step, high, step, value=model.amount, show=MONEY),
    )
