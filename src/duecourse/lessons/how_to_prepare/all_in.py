"""Each debt's cost, all in, as a rate a year, beside the limits for its kind of lender."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from duecourse.calc import AllInCost, all_in_cost
from duecourse.case import Debt
from duecourse.export.reach import reach
from duecourse.locale import day, distinct, money, percent, sentences
from duecourse.rules import Ceiling, Value, ceilings_for, cite, lender_text, lowest_public, rules
from duecourse.view import Column, Day, DaySlider, Entry, ListModel, ListPanel, Table, charts
from duecourse.view.rate_charts import rate_bars

from ..cited import rule_steps
from ..kit.kept import kept
from .what_is_owed import AHEAD, BACK
from .whose import Whose
from .words import Step, one_more_day, tell

ALSO: Final = ("ceiling-private-not-for-licensed", "penalty-over-24")
"""Rules that stand behind what may be asked."""

FEW_DAYS: Final = 30
"""Up to so many days after the beginning, a cost charged at once makes a rate a year that says little."""


@dataclass(frozen=True)
class Costed:
    """A debt, what its contract has cost by a day, and the limits for its lender then. An agreement ends
    that: its price is fixed."""

    debt: Debt
    cost: AllInCost
    ceilings: tuple[Ceiling, ...]
    one_more_day: Decimal

    @property
    def rate(self) -> Decimal:
        """The cost a year, as a share of the principal still owed over time."""
        return self.cost.simple_rate or Decimal(0)

    @property
    def ceiling(self) -> Ceiling | None:
        """The lowest limit that rests on a public text, None where there is none."""
        return lowest_public(self.ceilings)

    @property
    def excess(self) -> Decimal:
        """What of the cost is above that limit, yuan."""
        return self.cost.excess(self.ceiling.annual_rate) if self.ceiling else Decimal("0.00")


class AllIn(ListModel):
    """The debts of a household on a day, each beside the limits for its lender."""

    on = Day(date.min)

    def __init__(self, whose: Whose) -> None:
        self.whose = whose
        super().__init__(on=whose.case.as_of)

    @property
    def first(self) -> date:
        """The first day that can be looked at: every debt has begun a day before."""
        today = self.whose.case.as_of
        begun = max(debt.start for debt in self.whose.debts)
        return min(max(begun + timedelta(1), today - BACK), today)

    @property
    def last(self) -> date:
        """The last day."""
        return self.whose.case.as_of + AHEAD

    @kept
    def debts(self) -> list[Costed]:
        """Every debt with its cost and its limits, the dearest first."""
        found = []
        for one in self.whose.figures_on(self.on).debts:
            debt = one.debt
            until = self.on if debt.agreement is None else min(self.on, debt.agreement.agreed_on)
            cost = all_in_cost(debt.contract.facts.ledger_past(until), until)
            ceilings = ceilings_for(debt.lender_kind, self.on, contract_made=debt.start)
            found.append(Costed(debt, cost, ceilings, one.one_more_day))
        return sorted(found, key=lambda one: -one.rate)

    def title(self) -> str:
        return tell("all_in", day=day(self.on))

    def _above(self) -> list[Costed]:
        return [one for one in self.debts() if one.excess]

    def summary(self) -> str:
        dearest = self.debts()[0]
        return tell("all_in_summary", day=day(self.on), rate=percent(dearest.rate), above=len(self._above()))

    def facts(self) -> list[tuple[str, str]]:
        dearest = self.debts()[0]
        return [
            one_more_day(self.whose.figures_on(self.on).one_more_day),
            (tell("dearest"), percent(dearest.rate)),
            (tell("debts_above"), str(len(self._above()))),
        ]

    def sentence(self) -> str:
        dearest = self.debts()[0]
        text = sentences(
            tell("all_in_said", debt=dearest.debt.label, rate=percent(dearest.rate)), *self._agreed_told()
        )
        above = self._above()
        if not above:
            return self._with_caution(sentences(text, tell("all_in_none_above")))
        worst = max(above, key=lambda one: one.excess)
        return self._with_caution(
            sentences(
                text,
                tell("all_in_above", count=len(above), debt=worst.debt.label, excess=money(worst.excess)),
            )
        )

    def _with_caution(self, text: str) -> str:
        return self.whose.said_with_caution(text, (one.debt for one in self.debts()))

    def _agreed_told(self) -> list[str]:
        """Up to which day the debts under an agreement are counted."""
        return [
            tell("all_in_agreed", debt=one.debt.label, day=day(one.debt.agreement.agreed_on))
            for one in self.debts()
            if one.debt.agreement is not None and one.debt.agreement.agreed_on < self.on
        ]

    def entries(self) -> Sequence[Entry]:
        limits = {ceiling.id: ceiling.value for one in self.debts() for ceiling in one.ceilings}
        without = [one for one in self.debts() if not one.ceilings]
        return [
            *(self._limit(value) for value in limits.values()),
            *(
                Entry(
                    one.debt.label,
                    tell("no_limit", lender=lender_text(one.debt.lender_kind), rate=percent(one.rate)),
                )
                for one in without
            ),
            *self._doors(),
        ]

    def _limit(self, value: Value) -> Entry:
        """A limit, every debt that it is for beside it, and what may be asked where one is above it."""
        beside = [
            (one, ceiling) for one in self.debts() for ceiling in one.ceilings if ceiling.id == value.rule.id
        ]
        above = [ceiling for one, ceiling in beside if one.cost.excess(ceiling.annual_rate)]
        basis = beside[0][1].basis
        young = any((self.on - one.debt.start).days < FEW_DAYS for one, _ in beside)
        return Entry(
            heading=value.rule.label,
            tag=tell("above" if above else "below"),
            tone="court" if above and basis != "reported" else "plain",
            today=sentences(*(_beside(one, ceiling) for one, ceiling in beside)),
            text=sentences(value.text, tell(f"ask_{basis}") if above or basis == "reported" else ""),
            note=sentences(
                tell("limit_scope", scope=value.rule.scope),
                value.note or "",
                tell("few_days") if young else "",
            ),
            source=cite(value),
        )

    def _doors(self) -> list[Entry]:
        """Whom to ask or to complain to, once for each door; a door that is not known is left out."""
        ids: list[str] = []
        for one in self.debts():
            door = reach().door(one.debt, "lender")
            if reach().holds("complaint-institution", one.debt, self.on):
                ids.append("complaint-institution")
            if door is not None and door.hotline is not None:
                ids.append(door.hotline)
        entries = []
        for id in sorted(set(ids), key=ids.index):
            value = rules[id].on(self.on)
            entries.append(
                Entry(
                    heading=tell("whom", rule=value.rule.label),
                    text=value.text,
                    note=value.rule.scope,
                    source=cite(value),
                )
            )
        return entries

    def figure(self) -> charts.Figure:
        debts = self.debts()
        names = distinct([one.debt.label for one in debts])
        series = [charts.Series(tell("cost_a_year"), [one.rate for one in debts], "accent")]
        if any(one.ceiling for one in debts):
            lines = [one.ceiling.annual_rate if one.ceiling else Decimal(0) for one in debts]
            series.append(charts.Series(tell("line_of_lender"), lines, "plain"))
        return rate_bars(names, series)

    def table(self) -> Table:
        rows: list[list[Any]] = []
        for one in self.debts():
            line = one.ceiling.annual_rate if one.ceiling else None
            allowed = one.cost.allowed(line) if line is not None else None
            rows.append(
                [
                    one.debt.label,
                    lender_text(one.debt.lender_kind),
                    one.cost.total,
                    one.rate,
                    line,
                    allowed,
                    one.excess if line is not None else None,
                    one.one_more_day,
                ]
            )
        columns = [
            Column(tell("column_debt")),
            Column(tell("column_lender")),
            Column(tell("column_cost"), "money"),
            Column(tell("cost_a_year"), "percent"),
            Column(tell("line_of_lender"), "percent"),
            Column(tell("column_allowed"), "money"),
            Column(tell("column_above"), "money"),
            Column(tell("one_more_day"), "money"),
        ]
        return Table(tell("all_in_table", day=day(self.on)), columns, rows)

    def steps(self) -> list[Step]:
        parts = [
            (
                tell("part_of_cost", debt=one.debt.label, part=charts.component(name), amount=money(amount)),
                None,
            )
            for one in self.debts()
            for name, amount in one.cost.charged.items()
            if amount
        ]
        return [*parts, (tell("how_measured"), None), *rule_steps(ALSO, self.on)]


def _no_limit(one: Costed) -> Entry:
    lender = lender_text(one.debt.lender_kind)
    return Entry(one.debt.label, tell("no_limit", lender=lender, rate=percent(one.rate)))


def _beside(one: Costed, ceiling: Ceiling) -> str:
    excess = one.cost.excess(ceiling.annual_rate)
    return tell(
        "limit_above" if excess else "limit_below",
        debt=one.debt.label,
        rate=percent(one.rate),
        line=percent(ceiling.annual_rate),
        excess=money(excess),
    )


def panel(whose: Whose) -> ListPanel:
    """The panel: a day to move."""
    model = AllIn(whose)
    return ListPanel(model, on=DaySlider(tell("which_day"), model.first, model.last, value=model.on))
