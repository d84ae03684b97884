"""The shortest plan the budget carries, or plainly that there is none, and what is missing."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from traitlets import Bool, Int

from duecourse.calc import Deferral, Means, Part, Rescheduling, ShortestPlan, outcome, shortest_plan
from duecourse.locale import money, sentences
from duecourse.view import Column, Control, Exact, Model, Panel, Slider, Switch, Table, charts
from duecourse.view.tables import Value

from ..offer_slot import MOST_PERIODS
from .controls import month_controls, named_at_the_right, rate_slider
from .household import WHOLE, Owing, cuts_other, departs_told, means_of, month_facts
from .offer_steps import offer_steps
from .what_rules_say import limits, rules_of
from .words import Step, months, tell

MOST_PAUSE: Final = 12
LENGTHS: Final = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 24, 30, 36, 48, MOST_PERIODS)
"""The lengths of plan that the chart shows, in months."""


class ShortestOfAll(Model):
    """The shortest plan of equal instalments. bad_month: whether every month must be carried even if it is a
    bad one. rate: a year. pause: months without a payment before."""

    bad_month = Bool(True)
    rate = Exact()
    pause = Int(0, min=0, max=MOST_PAUSE)
    share = Int(WHOLE, min=1, max=WHOLE)
    cut_other = Bool(False)
    use_savings = Bool(False)

    def __init__(self, owing: Owing) -> None:
        self.owing = owing
        self._known: dict[tuple[object, ...], ShortestPlan] = {}
        self._highest_known: dict[tuple[int, Decimal, int], Decimal] = {}
        super().__init__(rate=owing.owed.rate, share=owing.share, cut_other=cuts_other(owing.case))

    @property
    def means(self) -> Means:
        """What the household can put towards this debt."""
        return means_of(self.owing, self.share, cut_other=self.cut_other, use_savings=self.use_savings)

    def found(self, bad_month: bool | None = None, *, waiver: bool = False) -> ShortestPlan:
        """The shortest plan, in the months asked about or in others. waiver: where there is none, with the
        waiver that would help."""
        bad = self.bad_month if bad_month is None else bad_month
        found = self._solve(bad, self.rate)
        return self._solve(bad, self.rate, waiver=True) if waiver and found.offer is None else found

    def _solve(self, bad_month: bool, rate: Decimal, waiver: bool = False) -> ShortestPlan:
        """Worked out once for every place of the sliders."""
        asked = (bad_month, rate, self.pause, self.share, self.cut_other, self.use_savings, waiver)
        if asked not in self._known:
            self._known[asked] = shortest_plan(
                self.owing.owed,
                self.means,
                most_periods=MOST_PERIODS,
                bad_month=bad_month,
                like=Rescheduling(1, annual_rate=rate),
                beside=self._beside(rate),
                waiver=waiver,
            )
        return self._known[asked]

    def _beside(self, rate: Decimal) -> list[Part]:
        """What is agreed besides the instalments."""
        return [Deferral(self.pause, annual_rate=rate)] if self.pause else []

    def title(self) -> str:
        return tell("shortest_title", debt=self.owing.debt.label)

    def summary(self) -> str:
        found = self.found()
        which = tell("in_a_bad_month" if self.bad_month else "in_a_normal_month")
        if found.offer is None or found.periods is None:
            return tell("shortest_none_short", which=which, short=money(found.short_by))
        return tell(
            "shortest_short",
            which=which,
            months=months(found.periods),
            highest=money(found.offer.highest_payment),
        )

    def facts(self) -> list[tuple[str, str]]:
        owing = self.owing
        return [
            (tell("one_more_day"), money(owing.debt.position(owing.owed.on).one_more_day)),
            *((label, money(left)) for label, left in month_facts(owing, self.means)),
        ]

    def sentence(self) -> str:
        found = self.found()
        which = tell("in_a_bad_month" if self.bad_month else "in_a_normal_month")
        if found.offer is not None and found.periods is not None:
            told = tell(
                "shortest_found",
                which=which,
                periods=months(found.periods),
                highest=money(found.offer.highest_payment),
                total=money(found.offer.total_paid),
                extra=money(found.offer.extra),
            )
            return sentences(told, tell("shortest_not_longer"), departs_told(self.owing, self.means))
        told = tell(
            "shortest_none", which=which, tried=months(found.longest_tried), short=money(found.short_by)
        )
        return sentences(told, self._missing(), departs_told(self.owing, self.means))

    def _missing(self) -> str:
        told = ""
        if self.rate and (free := self._solve(self.bad_month, Decimal(0))).periods is not None:
            told = tell("shortest_without_interest", periods=months(free.periods))
        elif (needed := self.found(waiver=True).waiver_needed) is not None:
            told = tell("shortest_waiver", waiver=money(needed))
        if self.bad_month:
            normal = self.found(False)
            if normal.periods is not None:
                return sentences(told, tell("shortest_normal_would", periods=months(normal.periods)))
        return sentences(told, tell("shortest_what_then"))

    def figure(self) -> charts.Figure:
        """The monthly payment of plans of every length, beside what a month leaves."""
        amounts = [self._highest(periods) for periods in LENGTHS]
        levels = month_facts(self.owing, self.means)
        markers = [charts.Marker(left, label) for label, left in levels if left > 0]
        found = self.found()
        if found.periods is not None:
            markers.append(charts.Marker(found.periods, months(found.periods)))
        leaves = max(levels[0][1], Decimal(0))
        top = min(max(amounts), max(3 * leaves, 3 * amounts[-1]))
        series = [charts.Series(tell("highest_payment"), amounts)]
        figure = charts.lines(LENGTHS, series, markers=markers, top=top, x_title=tell("axis_length"))
        return named_at_the_right(figure)

    def _highest(self, periods: int) -> Decimal:
        """The highest payment of a plan of so many months."""
        asked = (periods, self.rate, self.pause)
        if asked not in self._highest_known:
            plan = Rescheduling(periods, annual_rate=self.rate)
            self._highest_known[asked] = outcome(
                self.owing.owed, plan, *self._beside(self.rate)
            ).highest_payment
        return self._highest_known[asked]

    def table(self) -> Table:
        rows: list[list[Value]] = []
        for bad in (True, False):
            found = self.found(bad, waiver=True)
            which = tell("bad_month" if bad else "normal_month")
            if found.offer is None:
                rows.append([which, tell("none"), None, None, found.short_by, found.waiver_needed])
            else:
                rows.append(
                    [
                        which,
                        months(found.periods or 0),
                        found.offer.highest_payment,
                        found.offer.total_paid,
                        None,
                        None,
                    ]
                )
        columns = [
            Column(tell("column_months")),
            Column(tell("length")),
            Column(tell("highest_payment"), "money"),
            Column(tell("total_paid"), "money"),
            Column(tell("column_short"), "money"),
            Column(tell("column_waiver"), "money"),
        ]
        return Table(tell("shortest_table"), columns, rows)

    def steps(self) -> list[Step]:
        found = self.found(waiver=True)
        offer = found.offer or found.waived
        debt, on = self.owing.debt, self.owing.owed.on
        told: list[Step] = [(tell("steps_tried", tried=months(found.longest_tried)), None)]
        if offer is not None:
            if found.offer is None:
                told.append((tell("steps_with_waiver"), None))
            told += offer_steps(offer)
            verdicts = offer.verdicts(limits(on), lender_kind=debt.lender_kind, product=debt.product_name)
            told += rules_of(verdicts, on)
        return [*told, (tell("steps_share"), None)]


def panel(owing: Owing) -> Panel:
    """The panel for a debt."""
    model = ShortestOfAll(owing)
    controls: dict[str, Control] = {
        "bad_month": Switch(tell("every_month_bad"), True, hint=tell("every_month_bad_hint")),
        "rate": rate_slider(Decimal(model.rate)),
        "pause": Slider(tell("pause"), 0, MOST_PAUSE, value=0, unit=tell("unit_months")),
    }
    controls |= month_controls(owing, model)
    return Panel(model, **controls)
