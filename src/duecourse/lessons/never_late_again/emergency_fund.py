"""The emergency fund: how large for this household, how long it takes to build, and what it covers."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Final

from traitlets import Int

from duecourse.calc import Built, Covered, Fund, Lasts, Means, accrue, round_to
from duecourse.calc import emergency_fund as fund_of
from duecourse.locale import day, money, sentences
from duecourse.view import MONEY, Column, DecimalSlider, Exact, Model, Panel, Slider, Table, charts
from duecourse.view.charts import Figure, Marker, Series
from duecourse.view.tables import Value

from .cash_days import one_more_day, whose_figures
from .household import Household
from .words import Step, count, span, tell

MONTHS: Final = (Decimal("0.5"), Decimal(6), Decimal("0.5"))
"""For how many months of outgoings a fund may be looked at: from, to, step."""

FIRST_AIM: Final = Decimal(1)
"""Months: a first aim while debts are being paid; this course's choice, no rule asks for any."""

BUILT_IN: Final = 12
"""Months in which the fund is built at first."""

STEP: Final = Decimal(50)
SUDDEN: Final = Decimal(1000)
"""Yuan: a made-up cost that comes at once, to begin with."""

MOST_A_MONTH: Final = Decimal(3000)
MOST_SUDDEN: Final = Decimal(10_000)
SOONER_OR_LATER: Final = (3, 6, 12, 18, 24, 36)
LONGEST_SHOWN: Final = 60
"""Months the chart shows at most."""


class EmergencyFund(Model):
    """A fund of so many `months` of what must be paid, built with `a_month` yuan each month. still_in: what
    still comes in when the pay stops, per cent of a normal month. sudden: a cost that comes at once, yuan.
    """

    months = Exact(FIRST_AIM)
    a_month = Exact()
    still_in = Int(0, min=0, max=100)
    sudden = Exact(SUDDEN)

    def __init__(self, household: Household) -> None:
        self.household = household
        super().__init__()
        self.observe(lambda _: [self.__dict__.pop(name, None) for name in ("fund", "built", "lasts")])
        each = round_to(self.fund.a_month_for(BUILT_IN), STEP)
        self.a_month = min(max(each, STEP), MOST_A_MONTH)

    @cached_property
    def fund(self) -> Fund:
        """The fund."""
        return fund_of(
            essentials=self.household.case.essentials,
            payments=self.household.payments,
            months=self.months,
            saved=self.household.case.savings,
            start=self.household.start,
        )

    @cached_property
    def built(self) -> Built:
        """How it is built."""
        return self.fund.built(self.a_month)

    @cached_property
    def lasts(self) -> Lasts:
        """For how long the full fund pays everything when the pay stops."""
        income = accrue(self.household.case.income, rate=Decimal(self.still_in) / 100, day_count=1).amount
        return self.fund.lasts(income=income, full=True)

    def covered(self, *, full: bool) -> Covered:
        """The sudden cost met from what is saved today, or from the full fund."""
        return self.fund.covers([(tell("sudden"), self.sudden)], full=full)[0]

    @cached_property
    def left(self) -> Decimal:
        """What the month leaves after the debts' payments, yuan; below 0 where it does not close."""
        case = self.household.case
        return Means(case.budget_lines, others=self.household.payments).left(self.household.start)

    def title(self) -> str:
        return tell("fund_title")

    def summary(self) -> str:
        return tell(
            "fund_summary",
            months=span(self.months),
            target=money(self.fund.target),
            a_month=money(self.a_month),
            full=self._full_on(),
        )

    def _full_on(self) -> str:
        if self.built.on is None:
            return tell("never_full")
        return tell("full_already") if not self.built.months else day(self.built.on)

    def facts(self) -> list[tuple[str, str]]:
        return [
            (tell("fund_target"), money(self.fund.target)),
            (tell("fund_full"), self._full_on()),
            (tell("fund_lasts"), self._lasts_told()),
            *one_more_day(self.household),
        ]

    def _lasts_told(self) -> str:
        if self.lasts.exact is None:
            return tell("lasts_on")
        return span(round_to(self.lasts.exact, "0.1", "down"))

    def sentence(self) -> str:
        return sentences(
            whose_figures(self.household),
            self._size_told(),
            self._building_told(),
            self._sudden_told(),
            tell("fund_while_overdue") if self.household.overdue else "",
        )

    def _size_told(self) -> str:
        return tell(
            "fund_size",
            months=span(self.months),
            target=money(self.fund.target),
            saved=money(self.household.case.savings),
        )

    def _building_told(self) -> str:
        built = self.built
        if built.months == 0:
            return tell("fund_there")
        if built.months is None or built.on is None:
            return tell("fund_never", a_month=money(self.a_month))
        told = count("fund_built", built.months, a_month=money(self.a_month), day=day(built.on))
        if self.left <= 0:
            return sentences(told, tell("fund_no_room", left=money(self.left)))
        if self.a_month > self.left:
            return sentences(told, tell("fund_too_much", left=money(self.left)))
        return told

    def _sudden_told(self) -> str:
        if not self.sudden:
            return ""
        today, full = self.covered(full=False), self.covered(full=True)
        values = {"cost": money(self.sudden), "missing": money(today.missing)}
        if today.enough:
            return tell("sudden_now", **values)
        return tell("sudden_then" if full.enough else "sudden_not_even", left=money(full.missing), **values)

    def figure(self) -> Figure:
        path, months = self.built.path, self.built.months
        ends = (0, min(months - 1, LONGEST_SHOWN), min(months, LONGEST_SHOWN)) if months else (0, BUILT_IN)
        places = sorted(set(ends))
        saved = [path[min(place, len(path) - 1)] for place in places]
        return charts.lines(
            places,
            [Series(tell("saved_up"), saved)],
            markers=[Marker(self.fund.target, tell("target_mark", target=money(self.fund.target)))],
            top=max(self.fund.target, *saved),
            x_title=tell("axis_months"),
        )

    def table(self) -> Table:
        rows: list[tuple[Value, ...]] = [
            (number, self.fund.a_month_for(number)) for number in SOONER_OR_LATER
        ]
        columns = [Column(tell("column_in_months"), "days"), Column(tell("column_a_month"), "money")]
        return Table(tell("fund_table", target=money(self.fund.target)), columns, rows)

    def steps(self) -> list[Step]:
        case = self.household.case
        found: list[Step] = [
            (
                tell(
                    "fund_step_month",
                    essentials=money(case.essentials),
                    payments=money(self.household.payments),
                    a_month=money(self.fund.a_month),
                ),
                None,
            ),
            (
                tell(
                    "fund_step_target",
                    a_month=money(self.fund.a_month),
                    months=span(self.months),
                    target=money(self.fund.target),
                    missing=money(self.fund.missing),
                ),
                None,
            ),
        ]
        if self.built.months:
            values = {"a_month": money(self.a_month), "last": money(self.built.last)}
            found.append((count("fund_step_built", self.built.months, **values), None))
        if self.lasts.exact is not None:
            found.append(
                (tell("fund_step_lasts", short=money(self.lasts.short), lasts=self._lasts_told()), None)
            )
        return [*found, (tell("fund_no_rule"), None)]


def panel(household: Household) -> Panel:
    """The panel."""
    model = EmergencyFund(household)
    low, high, step = MONTHS
    return Panel(
        model,
        months=DecimalSlider(
            tell("fund_months"), low, high, step, value=model.months, hint=tell("fund_months_hint")
        ),
        a_month=DecimalSlider(tell("fund_a_month"), 0, MOST_A_MONTH, STEP, value=model.a_month, show=MONEY),
        still_in=Slider(tell("still_in"), 0, 100, 5, unit="%", hint=tell("still_in_hint")),
        sudden=DecimalSlider(
            tell("sudden"), 0, MOST_SUDDEN, STEP, value=SUDDEN, show=MONEY, hint=tell("sudden_hint")
        ),
    )
