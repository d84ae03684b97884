"""The same money month after month: costliest first, smallest first, or shares for all, side by side."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from traitlets import Enum

from duecourse.calc import PayingOff, pay_off, total
from duecourse.locale import distinct, money, month, sentences
from duecourse.view import MONEY, Choice, Column, Control, DecimalSlider, Exact, Model, Panel, Table, charts
from duecourse.view.note import Note
from duecourse.view.panel import Card

from ..kit.kept import kept, kept_but_for
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
    """So much a month for all debts. amount: yuan. way: how it is paid, one of `SHOWN`."""

    amount = Exact("0")
    way = Enum(SHOWN, SHOWN[0])

    def __init__(self, whose: Whose) -> None:
        self.whose = whose
        self.on = whose.case.as_of
        self.pay_day = next(
            (line.day for line in whose.case.budget_lines if line.kind == "income" and line.day), self.on.day
        )
        old = {one.id for one in whose.figures.owing if one.too_old}
        self.debts = [debt for debt in whose.debts if debt.id not in old] or whose.debts
        super().__init__(amount=usual_amount(whose))

    @kept_but_for("way")
    def paid(self) -> dict[str, PayingOff]:
        """How it goes under each strategy."""
        months = MONTHS if self.amount * MONTHS >= self.owed() else A_YEAR
        return {
            strategy: pay_off(
                [debt.facts for debt in self.debts],
                [self.amount],
                strategy=strategy,
                start=self.on,
                pay_day=self.pay_day,
                months=months,
            )
            for strategy in SHOWN
        }

    def owed(self) -> Decimal:
        """What is owed today on the debts that are paid, yuan."""
        return total(self.whose.figures[debt.id].owed for debt in self.debts)

    @kept
    def by_cost(self) -> list[str]:
        """The ways of paying, first the one that leaves least to pay and costs least."""
        paid = self.paid()
        return sorted(SHOWN, key=lambda way: (paid[way].total_owed, paid[way].total_cost))

    def this_way(self) -> PayingOff:
        """How it goes in the way that is looked at."""
        return self.paid()[self.way]

    def title(self) -> str:
        return tell("months")

    def _clear(self, one: PayingOff) -> str:
        if one.clear_in is None:
            return tell("not_clear", count=MONTHS)
        return tell_count("clear_in", one.clear_in)

    def summary(self) -> str:
        return tell(
            "months_summary",
            amount=money(self.amount),
            way=tell(f"way_{self.way}"),
            clear=self._clear(self.this_way()),
            cost=money(self.this_way().total_cost),
        )

    def facts(self) -> list[tuple[str, str]]:
        return [
            one_more_day(self.whose.figures.one_more_day),
            (tell("debts_clear"), self._clear(self.this_way())),
            (tell("costs_till_then"), money(self.this_way().total_cost)),
        ]

    def sentence(self) -> str:
        one = self.this_way()
        values = {
            "amount": money(self.amount),
            "way": tell(f"way_{self.way}"),
            "clear": self._clear(one),
            "cost": money(one.total_cost),
            "owed": money(one.total_owed),
            "months": len(one.months),
        }
        short = len(one.short_months)
        return self.whose.said_of_paying(
            sentences(
                tell("months_never" if one.clear_in is None else "months_said", **values),
                self._compared(),
                tell_count("months_short", short) if short else tell("months_enough"),
                beyond_means(self.whose, self.amount),
            )
        )

    def _compared(self) -> str:
        """Which of the ways costs least and which most, if they differ and clear the debts alike."""
        paid = self.paid()
        least, most_ = (paid[way] for way in (self.by_cost()[0], self.by_cost()[-1]))
        if len(self.debts) < 2 or None in (least.clear_in, most_.clear_in):
            return ""
        if least.total_cost == most_.total_cost:
            return tell("ways_alike")
        return tell(
            "ways_compared",
            least=tell(f"way_{least.strategy}"),
            least_cost=money(least.total_cost),
            most=tell(f"way_{most_.strategy}"),
            most_cost=money(most_.total_cost),
        )

    def _longest(self) -> list[date]:
        return max(([each.on for each in one.months] for one in self.paid().values()), key=len)

    def figure(self) -> charts.Figure | None:
        months = self.this_way().months
        if not months:
            return None
        labels = distinct([debt.label for debt in self.debts])
        series = [
            charts.Series(label, [debt.position(self.on).total, *(each.owed[debt.id] for each in months)])
            for label, debt in zip(labels, self.debts, strict=True)
        ]
        return charts.lines(list(range(len(months) + 1)), series, x_title=tell("axis_months"))

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
            *(Column(tell(f"way_{name}"), "money") for name in SHOWN),
        ]
        sums: list[Any] = [tell("costs_till_then"), *(paid[name].total_cost for name in SHOWN)]
        return Table(tell("months_table"), columns, rows, sums)

    def steps(self) -> list[Step]:
        labels = {debt.id: debt.label for debt in self.debts}
        steps: list[Step] = [(tell("how_paid"), None)]
        for each in self.this_way().months:
            for id, amount in each.paid.items():
                if amount:
                    steps.append(
                        (tell("step_paid", month=month(each.on), debt=labels[id], amount=money(amount)), None)
                    )
        return steps


def panel(whose: Whose) -> Card:
    """The panel: so much a month; where all that is owed may be too old, only that."""
    if whose.figures.owing and not whose.figures.to_pay:
        return Card("", [Note(whose.said_of_paying(""))])
    model = MonthByMonth(whose)
    high = max(most(whose), model.amount)
    step = max(high // TICKS // STEP, Decimal(1)) * STEP
    low = min(step, model.amount)  # who can pay next to nothing begins there
    controls: dict[str, Control] = {
        "amount": DecimalSlider(tell("a_month"), low, high, step, value=model.amount, show=MONEY)
    }
    if len(whose.debts) > 1:
        controls["way"] = Choice(tell("which_way"), {way: tell(f"way_{way}") for way in SHOWN})
    return Panel(model, **controls)
