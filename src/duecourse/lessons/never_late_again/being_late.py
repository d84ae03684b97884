"""Of 100 households like this one, how many are late within a year, and what a change does to that."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from traitlets import Enum, Int

from duecourse.calc import (
    Chance,
    ChancesOfLate,
    Shocks,
    accrue,
    chance_of_late,
    debt_service_share,
    emergency_fund,
    round_to,
    total,
)
from duecourse.calc import Household as Simulated
from duecourse.locale import money, percent, sentences
from duecourse.view import (
    MONEY,
    PERCENT,
    Choice,
    Column,
    DecimalSlider,
    Exact,
    Model,
    Panel,
    Slider,
    Table,
    in_group,
)
from duecourse.view.charts import Figure
from duecourse.view.icons import Field, Group, icon_array
from duecourse.view.tables import Value

from .cash_days import one_more_day, whose_figures
from .household import Household
from .words import Step, span, tell

CHANGES: Final = ("fund", "date", "autopay", "smaller", "all")
"""A cushion; the due day right after pay; autopay; smaller payments; all of them together."""

COUNTED: Final = 10_000
"""Households; enough for a figure that is sure to about one in 100."""

SEED: Final = 20261124
MONTHS: Final = 12
LONGEST: Final = 36
AFTER_PAY: Final = 1
"""Days after pay on which a moved payment falls due."""

A_HUNDRED: Final = 100
MOST_SIMULATED: Final = 30_000
"""Yuan a month: what goes beyond it is simulated in units of a hundred yuan, as accounts there are small."""

MOST_FUND: Final = 30_000
FUND_STEP: Final = 100

# How life goes is not known for anybody: these are made-up assumptions to begin with, and can be moved.
SPREAD: Final = Decimal("0.10")
MOST_SPREAD: Final = Decimal("0.50")
JOB_LOSS: Final = Decimal("0.01")
MONTHS_OUT: Final = 4
ILLNESS: Final = Decimal("0.03")
ILLNESS_COST: Final = Decimal(2000)
FORGETS: Final = Decimal("0.02")


class BeingLate(Model):
    """Many households with this one's month. change: what is compared with things as they are.

    fund: yuan. smaller: by how many per cent the payments shrink. pay_spread, job_loss, months_out, illness,
    illness_cost, forgets: as in `calc.Shocks`.
    """

    change = Enum(CHANGES, CHANGES[0])
    months = Int(MONTHS, min=1, max=LONGEST)
    fund = Exact()
    smaller = Int(25, min=0, max=100)
    pay_spread = Exact(SPREAD)
    job_loss = Exact(JOB_LOSS)
    months_out = Int(MONTHS_OUT, min=1, max=24)
    illness = Exact(ILLNESS)
    illness_cost = Exact(ILLNESS_COST)
    forgets = Exact(FORGETS)

    def __init__(self, household: Household) -> None:
        self.household = household
        super().__init__(fund=self._a_month(), pay_spread=self._usual_spread())
        self.observe(self._forget)

    def _forget(self, change: Any) -> None:
        if change.name != "change":
            self.__dict__.pop("found", None)

    def _a_month(self) -> Decimal:
        """To begin with, a cushion of one month, as in the panel before."""
        case = self.household.case
        fund = emergency_fund(
            essentials=case.essentials, payments=self.household.payments, months=1, start=case.as_of
        )
        return min(round_to(fund.target, FUND_STEP), Decimal(MOST_FUND))

    def _usual_spread(self) -> Decimal:
        """How irregular the pay is: half of the way from a normal month to a bad one, where that is known."""
        case = self.household.case
        drop = total([case.income, -case.budget(bad_month=True).income])
        share = debt_service_share(max(drop, Decimal(0)), case.income)
        if not share:
            return SPREAD
        return min(round_to(share / 2, "0.01"), MOST_SPREAD)

    # -- the households

    def as_it_is(self) -> Simulated:
        """The household's month as the simulation takes it; what is over at its end is spent."""
        case = self.household.case
        return Simulated(
            income=self._in_units(case.income),
            essentials=self._in_units(case.essentials),
            other=self._in_units(case.other),
            payment=self._in_units(self.household.payments),
            saved=self._in_units(case.savings),
            keeps=self._in_units(case.savings),
            days_after_pay=self.days_after_pay(),
        )

    @cached_property
    def _unit(self) -> Decimal:
        """By what all amounts are multiplied for the simulation: 1, or less where they are very large."""
        case, unit = self.household.case, Decimal(1)
        most = max(case.income, case.essentials, case.other, self.household.payments, case.savings)
        while most * unit > MOST_SIMULATED:
            unit /= 100
        return unit

    def _in_units(self, amount: Decimal) -> Decimal:
        return accrue(amount, rate=self._unit, day_count=1).amount

    def days_after_pay(self) -> int:
        """How many days after pay the largest payment falls due."""
        debts = [one for one in self.household.debts if one.coming]
        pay_days = [line for line in self.household.lines("aside") if line.comes_in and line.day]
        if not debts or not pay_days:
            return 0
        largest = max(debts, key=lambda one: one.payment)
        pay = max(pay_days, key=lambda line: line.fen).day or 1
        return (largest.coming[0][0].day - pay) % 30

    def changed(self) -> dict[str, Simulated]:
        """The household with each change."""
        now = self.as_it_is()
        left = Decimal(A_HUNDRED - self.smaller) / A_HUNDRED
        less = accrue(now.payment, rate=left, day_count=1).amount
        fund = self._in_units(self.fund)
        day = min(AFTER_PAY, now.days_after_pay)
        return {
            "fund": now.with_fund(fund),
            "date": now.with_due_day(day),
            "autopay": now.with_autopay(),
            "smaller": now.with_payment(less),
            "all": now.with_fund(fund).with_due_day(day).with_autopay().with_payment(less),
        }

    def shocks(self) -> Shocks:
        """What may happen in a month."""
        return Shocks(
            pay_spread=self.pay_spread,
            job_loss=self.job_loss,
            months_out=self.months_out,
            illness=self.illness,
            illness_cost=self._in_units(self.illness_cost),
            forgets=self.forgets,
        )

    @cached_property
    def found(self) -> ChancesOfLate:
        """What became of them."""
        return chance_of_late(
            self.as_it_is(),
            self.shocks(),
            changed=self.changed(),
            households=COUNTED,
            months=self.months,
            seed=SEED,
        )

    @property
    def now(self) -> Chance:
        """As things are."""
        return self.found.as_it_is

    @property
    def then(self) -> Chance:
        """With the change that is looked at."""
        return self.found[self.change]

    # -- what is said

    def title(self) -> str:
        return tell("late_title")

    def summary(self) -> str:
        return tell(
            "late_summary",
            months=span(Decimal(self.months)),
            now=self.now.late.per_hundred,
            change=tell(f"change_{self.change}"),
            then=self.then.late.per_hundred,
        )

    def facts(self) -> list[tuple[str, str]]:
        return [
            (tell("of_100_now"), tell("of_100", count=self.now.late.per_hundred)),
            (tell("of_100_then"), tell("of_100", count=self.then.late.per_hundred)),
            (
                tell("of_100_long"),
                tell("from_to", now=self.now.late_30.per_hundred, then=self.then.late_30.per_hundred),
            ),
            *one_more_day(self.household),
        ]

    def sentence(self) -> str:
        now, then = self.now.late, self.then.late
        told = tell(
            "late_told",
            months=span(Decimal(self.months)),
            now=now.per_hundred,
            long=self.now.late_30.per_hundred,
            change=tell(f"with_{self.change}", fund=money(self.fund), smaller=f"{self.smaller}%"),
            then=then.per_hundred,
            then_long=self.then.late_30.per_hundred,
        )
        return sentences(whose_figures(self.household), told, self._meaning(), self._how_sure())

    def _meaning(self) -> str:
        """What the change is worth, or why none of them helps."""
        if not self.household.payments:
            return tell("late_no_debts")
        if not self.now.late.count:
            return tell("late_never")
        if min(chance.late.per_hundred for chance in self.found.all.values()) == A_HUNDRED:
            return tell("late_all")
        difference = self.then.change
        if not difference.sure and not self.then.change_30.sure:
            return tell("change_not_sure")
        if difference.value > 0:
            return tell("change_harms")
        return tell("change_helps") if difference.sure else tell("change_helps_long")

    def _how_sure(self) -> str:
        low, high = (percent(bound, 0) for bound in self.now.late.between)
        key = "how_sure" if low != high else "how_sure_same"
        return tell(key, count=f"{COUNTED:,}", low=low, high=high)

    def figure(self) -> Figure:
        return icon_array(
            [
                Field(tell("as_it_is"), _groups(self.now)),
                Field(tell(f"change_{self.change}"), _groups(self.then)),
            ]
        )

    def table(self) -> Table:
        rows: list[tuple[Value, ...]] = []
        for name, chance in self.found.all.items():
            label = tell("as_it_is") if name == "as_it_is" else tell(f"change_{name}")
            low, high = chance.late.between
            rows.append(
                (
                    label,
                    chance.late.per_hundred,
                    chance.late_30.per_hundred,
                    chance.late_90.per_hundred,
                    chance.usual_first_month,
                    tell("between", low=percent(low, 1), high=percent(high, 1)),
                )
            )
        columns = [
            Column(tell("column_household")),
            Column(tell("column_late"), "days"),
            Column(tell("column_late_30"), "days"),
            Column(tell("column_late_90"), "days"),
            Column(tell("column_first"), "days"),
            Column(tell("column_sure")),
        ]
        return Table(tell("late_table", months=span(Decimal(self.months))), columns, rows)

    def steps(self) -> list[Step]:
        now = self.as_it_is()
        return [
            (
                tell(
                    "late_step_month",
                    income=money(self.household.case.income),
                    essentials=money(self.household.case.essentials),
                    other=money(self.household.case.other),
                    payment=money(self.household.payments),
                    saved=money(self.household.case.savings),
                    days=now.days_after_pay,
                ),
                None,
            ),
            (tell("late_step_luck"), None),
            (tell("late_step_same"), None),
            (
                tell(
                    "late_step_sure",
                    count=f"{COUNTED:,}",
                    error=percent(self.now.late.standard_error, 2),
                    change=tell(f"change_{self.change}"),
                    change_error=percent(self.then.change.standard_error, 2),
                ),
                None,
            ),
            (tell("late_step_limits"), None),
        ]


def _groups(chance: Chance) -> list[Group]:
    """The households of a chance, the worst first, 100 in all."""
    late, long, longest = (share.per_hundred for share in (chance.late, chance.late_30, chance.late_90))
    return [
        Group("most", tell("group_90"), longest),
        Group("more", tell("group_30"), long - longest),
        Group("some", tell("group_1"), late - long),
        Group("fine", tell("group_0"), A_HUNDRED - late),
    ]


def panel(household: Household) -> Panel:
    """The panel: what is changed, how much of it, and the assumptions folded away."""
    model = BeingLate(household)
    luck = in_group(
        tell("luck"),
        pay_spread=DecimalSlider(
            tell("pay_spread"), 0, MOST_SPREAD, "0.01", value=model.pay_spread, show=PERCENT,
            hint=tell("pay_spread_hint"),
        ),
        job_loss=DecimalSlider(tell("job_loss"), 0, "0.10", "0.005", value=JOB_LOSS, show=PERCENT),
        months_out=Slider(tell("months_out"), 1, 24, value=MONTHS_OUT),
        illness=DecimalSlider(tell("illness"), 0, "0.20", "0.01", value=ILLNESS, show=PERCENT),
        illness_cost=DecimalSlider(tell("illness_cost"), 0, 20_000, 500, value=ILLNESS_COST, show=MONEY),
        forgets=DecimalSlider(tell("forgets"), 0, "0.20", "0.01", value=FORGETS, show=PERCENT),
    )  # fmt: skip
    fund = DecimalSlider(tell("fund_of"), 0, MOST_FUND, FUND_STEP, value=model.fund, show=MONEY)
    smaller = Slider(tell("smaller_by"), 0, A_HUNDRED, 5, value=model.smaller, unit="%")
    return Panel(
        model,
        change=Choice(tell("change"), {name: tell(f"change_{name}") for name in CHANGES}),
        fund=fund.placed(shown=lambda: model.change in ("fund", "all")),
        smaller=smaller.placed(shown=lambda: model.change in ("smaller", "all")),
        months=Slider(tell("late_months"), 1, LONGEST, value=MONTHS),
        **luck,
    )
