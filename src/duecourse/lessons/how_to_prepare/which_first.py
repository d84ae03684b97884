"""Several debts, one amount: fair shares of it, and which debt may come first, for which reason."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from traitlets import Enum

from duecourse.calc import ORDERS, SHARES_BY, DebtRank, Order, ShareBy, pro_rata, which_first
from duecourse.calc.several.priorities import LineAhead
from duecourse.case import Debt
from duecourse.locale import day, days, distinct, money, percent, sentences
from duecourse.rules import cite, rules
from duecourse.view import (
    MONEY,
    Choice,
    Column,
    DecimalSlider,
    Entry,
    Exact,
    ListModel,
    ListPanel,
    Table,
    charts,
)

from ..kit.kept import kept
from .whose import Whose
from .words import Step, one_more_day, tell, tell_count

STEP: Final = Decimal(50)
"""What fair shares can be in proportion to."""


class WhichFirst(ListModel):
    """An amount for all debts together, and how it is shared. amount: yuan. by: as in `SHARES_BY`."""

    amount = Exact("0")
    by = Enum(SHARES_BY, SHARES_BY[0])

    def __init__(self, whose: Whose) -> None:
        self.whose = whose
        self.on = whose.case.as_of
        self.owing = owing(whose)
        super().__init__(amount=usual_amount(whose))

    def debt(self, id: str) -> Debt:
        """A debt by its id."""
        return self.whose.case.debt(id)

    def _label(self, id: str) -> str:
        return self.debt(id).label

    @kept
    def shares(self) -> dict[str, Decimal]:
        """What each debt gets, yuan by its id; by what is owed where nothing is overdue."""
        by: ShareBy = self.by if any(getattr(one, self.by) for one in self.owing) else "total"
        return pro_rata(self.amount, self.owing, by=by)

    def first(self, by: Order) -> DebtRank:
        """The debt that comes first in one of the orders."""
        id = which_first(self.owing, by)[0]
        return next(one for one in self.owing if one.id == id)

    def title(self) -> str:
        return tell("first", day=day(self.on))

    def summary(self) -> str:
        if not self.owing:
            return tell("first_summary_none")
        largest = max(self.shares(), key=lambda id: self.shares()[id])
        return tell_count(
            "first_summary",
            len(self.owing),
            amount=money(self.amount),
            share=money(self.shares()[largest]),
            price=percent(self.first("cost").price_with_fee, places=4),
        )

    def facts(self) -> list[tuple[str, str]]:
        figures = self.whose.figures
        facts = [one_more_day(figures.one_more_day), (tell("for_all"), money(self.amount))]
        if figures.next_line is not None:
            facts.append((tell("next_line"), day(figures.next_line.on)))
        return facts

    def sentence(self) -> str:
        if not self.owing:
            return self.whose.said_of_paying("" if self.whose.figures.owing else tell("nothing_owed"))
        if len(self.owing) == 1:
            return self.whose.said_of_paying(tell("one_debt_only", debt=self._label(self.owing[0].id)))
        costly, soon = self.first("cost"), self.whose.figures.next_line
        text = sentences(
            tell("first_costly", debt=self._label(costly.id), price=percent(costly.price_with_fee, places=4)),
            _fee(costly),
        )
        if soon is not None:
            line = line_text(soon.line)
            text = sentences(text, tell("first_soon", debt=self._label(soon.debt.id), line=line))
        return self.whose.said_of_paying(sentences(text, beyond_means(self.whose, self.amount)))

    def entries(self) -> Sequence[Entry]:
        found = []
        for order in ORDERS if len(self.owing) > 1 else ():
            first = self.first(order)
            if order == "guarantor" and not first.guarantor:
                continue
            found.append(
                Entry(
                    heading=tell(f"order_{order}"),
                    tag=self._label(first.id),
                    today=self._reason(order, first),
                    text=sentences(
                        tell(f"order_{order}_text"),
                        tell("order_smallest_price")
                        if order == "smallest" and first.id != self.first("cost").id
                        else "",
                    ),
                )
            )
        return found

    def _reason(self, order: str, one: DebtRank) -> str:
        if order == "cost":
            price = percent(one.price_with_fee, places=4)
            return sentences(tell("reason_cost", price=price, a_day=money(one.cost_a_day)), _fee(one))
        if order == "smallest":
            return tell("reason_smallest", owed=money(one.total))
        if not one.lines:
            return tell("reason_no_line")
        return tell("reason_line", line=line_text(one.lines[0]))

    def figure(self) -> charts.Figure | None:
        if not self.owing:
            return None
        names = distinct([self._label(one.id) for one in self.owing])
        shares = self.shares()
        return charts.bars(
            names, [charts.Series(tell("fair_share"), [shares[one.id] for one in self.owing], "accent")]
        )

    def table(self) -> Table:
        shares = self.shares() if self.owing else {}
        rows: list[list[Any]] = [
            [
                self._label(one.id),
                shares[one.id],
                one.total,
                one.overdue,
                one.regular_payment,
                one.cost_a_day,
                one.price_with_fee,
                one.lines[0].on if one.lines else None,
            ]
            for one in self.owing
        ]
        columns = [
            Column(tell("column_debt")),
            Column(tell("fair_share"), "money"),
            Column(tell("owed_in_all"), "money"),
            Column(tell("overdue"), "money"),
            Column(tell("regular_payment"), "money"),
            Column(tell("one_more_day"), "money"),
            Column(tell("price_a_day"), "percent"),
            Column(tell("next_line"), "date"),
        ]
        return Table(tell("first_table"), columns, rows)

    def steps(self) -> list[Step]:
        steps: list[Step] = [(tell("step_shares"), None)]
        for one in self.owing:
            steps += [
                (tell("step_line", debt=self._label(one.id), line=line_text(line)), None)
                for line in one.lines
            ]
        value = rules["report-codes"].on(self.on)
        return [*steps, (value.text, cite(value)), (tell("price_means"), None)]


def _fee(one: DebtRank) -> str:
    """That the price counts a fee which a missed due day would cost; empty where there is none."""
    return tell("with_fee", fee=money(one.missed_fee)) if one.missed_fee else ""


def line_text(line: LineAhead) -> str:
    """What happens on the day of a line if nothing is paid, and what would prevent it."""
    kind: str = line.kind
    if line.before and line.before != line.id:
        kind += "_rising" if line.keeps is None else "_kept"
    return tell(
        f"line_{kind}",
        day=day(line.on),
        amount=money(line.amount),
        days=days(line.days_past_due),
        code=line.id,
        before=line.before,
        keeps=money(line.keeps or 0),
    )


def usual_amount(whose: Whose) -> Decimal:
    """What a bad month leaves, or a normal one; or else what the contracts ask for; yuan."""
    for left in months_left(whose):
        if left > 0:
            return left
    return whose.figures.payments_a_month or STEP


def months_left(whose: Whose) -> tuple[Decimal, Decimal]:
    """What a bad month and a normal one of the coming year leave at least, yuan; below 0 where one does not
    close."""
    figures = whose.figures
    return figures.least_left_in_bad_month, figures.least_left


def beyond_means(whose: Whose, amount: Decimal) -> str:
    """A sentence where an amount is more than a bad or even a normal month leaves; else empty."""
    if not whose.case.budget_lines:
        return ""
    bad, normal = months_left(whose)
    if amount > normal:
        return tell("beyond_normal")
    return tell("beyond_bad") if amount > bad else ""


def most(whose: Whose) -> Decimal:
    """How far a slider over a monthly amount goes, yuan: beyond what can be paid and what is asked."""
    figures = whose.figures
    high = max(figures.month.left_at_most, figures.payments_a_month, usual_amount(whose), STEP * 20)
    return (high // STEP + 1) * STEP * 2


def owing(whose: Whose) -> tuple[DebtRank, ...]:
    """Where each debt stands of which paying is spoken, with the lines ahead of it."""
    return tuple(one.rank for one in whose.figures.to_pay)


def panel(whose: Whose) -> ListPanel:
    """The panel: how much there is, and in proportion to what it is shared."""
    model = WhichFirst(whose)
    return ListPanel(
        model,
        amount=DecimalSlider(tell("amount_for_all"), 0, most(whose), STEP, value=model.amount, show=MONEY),
        by=Choice(tell("shared_by"), {by: tell(f"by_{by}") for by in SHARES_BY}),
    )
