"""What a debt has cost so far as a yearly rate, beside the lines drawn for its lender."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from traitlets import Enum

from duecourse.calc import AllInCost, all_in_cost, charged, total
from duecourse.locale import days, money, percent, sentences
from duecourse.rules import LENDER_KINDS, Ceiling, ceilings_for, cite, lender_text, lowest_public
from duecourse.view import Choice, Column, Control, Panel, Table, charts

from ..cited import rule_steps
from ..kit.kept import kept
from .late_debt import LateDebt
from .one_debt import LateBill, LateLoan, OneDebt
from .penalty import penalty_sliders
from .term_controls import days_slider, term_controls
from .words import Step, one_more_day, tell


class AtTheCeiling(OneDebt):
    """A debt's cost from its first day, all charges together, beside what a yearly limit would allow.

    lender_kind: who the lender is, as in `rules.LENDER_KINDS`.
    """

    lender_kind = Enum(LENDER_KINDS)

    def __init__(self, debt: LateDebt) -> None:
        super().__init__(debt)
        self.lender_kind = debt.lender_kind

    @kept
    def ceilings(self) -> tuple[Ceiling, ...]:
        """The limits for this kind of lender on the day looked at."""
        return ceilings_for(self.lender_kind, self.on, contract_made=self.debt.start)

    def ceiling(self) -> Ceiling | None:
        """The lowest limit that rests on a public text; None where there is none."""
        return lowest_public(self.ceilings())

    @kept
    def cost(self) -> AllInCost:
        """What the debt has cost up to the day looked at."""
        return all_in_cost(self.ledger(), self.on)

    def _cost_without_rate(self, on: date) -> AllInCost:
        """The same without the rate behind the payments, which takes long to find and no chart shows."""
        ledger = self.ledger()
        return AllInCost(on, {}, charged(ledger, on), ledger.principal_days(on), None, None)

    def excess(self) -> Decimal:
        """What of the cost is above the line, yuan."""
        ceiling = self.ceiling()
        return self.cost().excess(ceiling.annual_rate) if ceiling else Decimal("0.00")

    def title(self) -> str:
        return tell("line", debt=self.debt.label)

    def _rate(self) -> str:
        return percent(self.cost().simple_rate or Decimal(0))

    def summary(self) -> str:
        cost = money(self.cost().total)
        return tell(
            "line_summary", days=self.days_late, cost=cost, rate=self._rate(), excess=money(self.excess())
        )

    def facts(self) -> list[tuple[str, str]]:
        ceiling = self.ceiling()
        facts = [
            one_more_day(self.more()),
            (tell("cost_a_year"), self._rate()),
            (tell("cost_so_far"), money(self.cost().total)),
        ]
        if ceiling is not None:
            facts.append((tell("above_the_line", line=percent(ceiling.annual_rate)), money(self.excess())))
        return facts

    def sentence(self) -> str:
        ceiling = self.ceiling()
        values = {
            "days": days(self.days_late),
            "cost": money(self.cost().total),
            "rate": self._rate(),
            "lender": lender_text(self.lender_kind),
        }
        text = self.supposed(tell("line_cost", **values))
        if ceiling is None:
            return sentences(text, tell("line_none", **values))
        values |= {
            "line": percent(ceiling.annual_rate),
            "excess": money(self.excess()),
            "basis": ceiling.basis_text,
        }
        text = sentences(text, tell("line_above" if self.excess() else "line_below", **values))
        if ceiling.value.status == "text seen":
            return text
        return sentences(text, tell("line_status", status=ceiling.value.source.status_text()))

    def figure(self) -> charts.Figure:
        first = self.ledger().start
        places = self.ledger().knots(first, self.last)
        costs = [self._cost_without_rate(on) for on in places]
        series = [charts.Series(tell("cost_so_far"), [cost.total for cost in costs])]
        ceiling = self.ceiling()
        if ceiling is not None:
            allowed = [cost.allowed(ceiling.annual_rate) for cost in costs]
            name = tell("allowed", line=percent(ceiling.annual_rate))
            series.append(charts.Series(name, allowed))
        return charts.lines(
            places, series, markers=[charts.Marker(self.on, tell("day", days=self.days_late))]
        )

    def table(self) -> Table:
        cost = self.cost()
        rows: list[list[Any]] = [
            [
                ceiling.value.rule.label,
                ceiling.annual_rate,
                cost.allowed(ceiling.annual_rate),
                cost.excess(ceiling.annual_rate),
                ceiling.basis_text,
            ]
            for ceiling in self.ceilings()
        ]
        columns = [
            Column(tell("column_limit")),
            Column(tell("rate_a_year"), "percent"),
            Column(tell("column_allowed"), "money"),
            Column(tell("column_above"), "money"),
            Column(tell("column_basis")),
        ]
        return Table(tell("line_table", lender=lender_text(self.lender_kind)), columns, rows)

    def steps(self) -> list[Step]:
        cost = self.cost()
        parts = [
            (tell("part_of_cost", part=charts.component(name), amount=money(amount)), None)
            for name, amount in cost.charged.items()
            if amount
        ]
        measured = tell(
            "measured",
            cost=money(total(cost.charged.values())),
            rate=self._rate(),
            average=percent(cost.internal_rate.effective) if cost.internal_rate else tell("no_rate"),
        )
        limits = [(ceiling.value.text, cite(ceiling)) for ceiling in self.ceilings()]
        ids = ("penalty-over-24", "ceiling-private-not-for-licensed", "default-fee-too-high")
        return [*parts, (measured, None), *limits, *rule_steps(ids, self.on)]


class LoanAtTheCeiling(AtTheCeiling, LateLoan):
    """A loan or order in instalments at the line."""


class BillAtTheCeiling(AtTheCeiling, LateBill):
    """A card or an account by the bill at the line."""


def panel(debt: LateDebt) -> Panel:
    """The panel: the day, the prices of the contract, and who the lender is."""
    model: AtTheCeiling
    if debt.is_revolving:
        model = BillAtTheCeiling(debt)
        prices = term_controls(
            debt, ("daily_rate", "service_daily_rate", "penalty_daily_rate", "default_fee_rate"), model
        )
    else:
        model = LoanAtTheCeiling(debt)
        prices = penalty_sliders(debt, model)
        prices |= term_controls(debt, ("annual_rate", "fee_per_period"), model)
    lenders = {kind: lender_text(kind) for kind in LENDER_KINDS}
    controls: dict[str, Control] = {
        "days_late": days_slider(tell("days_late"), model.most, debt.days_late),
        **prices,
        "lender_kind": Choice(tell("who_is_the_lender"), lenders, value=debt.lender_kind),
    }
    return Panel(model, **controls)
