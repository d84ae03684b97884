"""New credit, honestly: the real rate a year of an offer as it is quoted, and what it does to the month."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from traitlets import Enum, Int

from duecourse.calc import (
    CostItem,
    CostLine,
    CostTable,
    LateItem,
    LostMonth,
    PricedQuote,
    Quote,
    accrue,
    cost_table,
    one_lost_month,
    priced_quote,
    total,
)
from duecourse.locale import days, money, percent, sentences
from duecourse.rules import Ceiling, Product, cite, court_ceiling, products, rules
from duecourse.view import (
    MONEY,
    PERCENT,
    Choice,
    Column,
    Control,
    DecimalSlider,
    Exact,
    Model,
    Panel,
    Slider,
    Table,
)
from duecourse.view.charts import Figure, Series
from duecourse.view.rate_charts import rate_bars
from duecourse.view.tables import Value

from ..cited import rule_steps
from ..kit.ceiling_mark import ceiling_mark
from .cash_days import one_more_day, whose_figures
from .household import Household
from .words import Step, tell, term_steps

BY_FEE, BY_DAY, BY_YEAR = products.shown_in("new_credit")
"""The products whose usual figures stand in for a fee a month, a rate a day and a rate a year."""

KINDS: Final = ("fee", "day", "year", "deducted", "free")
"""How an offer is quoted: a fee a month, a rate a day, a rate a year, a rate a year with something kept back
on the first day, no interest but a price that is higher than when paid at once."""

MOVES: Final = {
    "fee": ("fee",),
    "day": ("day_rate",),
    "year": ("year_rate",),
    "deducted": ("year_rate", "kept_back"),
    "free": ("dearer",),
}
"""Which figures each kind of quote has."""

AMOUNT: Final = (Decimal(500), Decimal(50_000), Decimal(100))
MADE_UP_AMOUNT: Final = Decimal(6000)
MADE_UP_SHARE: Final = Decimal("0.05")
"""What is kept back, or what is dearer, to begin with: a made-up share of the amount."""

MOST_SHARE: Final = Decimal("0.20")
SHARE_STEP: Final = Decimal("0.005")
DAY_STEP: Final = Decimal("0.00001")
MOST_PERIODS: Final = 36
DAYS_LATE: Final = 30
YEAR_DAYS: Final = 365


class NewCredit(Model):
    """An offer of `amount` yuan in `periods` monthly payments, quoted in one of `KINDS`; shares as such."""

    kind = Enum(KINDS, KINDS[0])
    amount = Exact(MADE_UP_AMOUNT)
    periods = Int(12, min=1, max=MOST_PERIODS)
    fee = Exact()
    day_rate = Exact()
    year_rate = Exact()
    kept_back = Exact(MADE_UP_SHARE)
    dearer = Exact(MADE_UP_SHARE)

    def __init__(self, household: Household) -> None:
        self.household = household
        self.on = household.start
        super().__init__(
            periods=products[BY_FEE].terms["periods"].default,
            fee=products[BY_FEE].terms["fee_per_period"].default,
            day_rate=rules["card-daily-rate"].on(self.on)["typical"],
            year_rate=products[BY_YEAR].terms["annual_rate"].default,
        )
        self.observe(lambda _: [self.__dict__.pop(name, None) for name in ("priced", "lost")])

    @property
    def product(self) -> Product:
        """The kind of contract whose usual terms for being late stand in."""
        return products[BY_FEE if self.kind in ("fee", "free") else BY_DAY]

    def quote(self) -> Quote:
        """The offer as it is quoted."""
        if self.kind == "fee":
            return Quote(self.amount, self.periods, method="flat_fee", fee_per_period=self.fee)
        if self.kind == "day":
            return Quote(self.amount, self.periods, rate=self.day_rate, per="day", year_days=YEAR_DAYS)
        if self.kind == "free":
            more = accrue(self.amount, rate=self.dearer, day_count=1).amount
            return Quote(self.amount, self.periods, cash_price=total([self.amount, -more]))
        items: tuple[CostItem, ...] = ()
        if self.kind == "deducted" and self.kept_back:
            items = (
                CostItem(tell("item_kept_back"), when="deducted", share=self.kept_back, by=tell("lender")),
            )
        return Quote(self.amount, self.periods, rate=self.year_rate, items=items)

    @cached_property
    def priced(self) -> PricedQuote:
        """What it really costs."""
        return priced_quote(self.quote())

    def late_terms(self) -> dict[str, Any]:
        """What contracts of this kind usually say of being late."""
        usual = self.product.defaults()
        names = (
            "penalty_daily_rate",
            "penalty_base",
            "interest_when_overdue",
            "default_fee_rate",
            "grace_days",
        )
        return {name: usual[name] for name in names if usual.get(name) is not None}

    @cached_property
    def lost(self) -> LostMonth:
        """What it does to miss the first payment."""
        return one_lost_month(self.quote(), start=self.on, days_late=DAYS_LATE, **self.late_terms())

    def ceiling(self) -> Ceiling | None:
        """The line above which a court cuts for licensed lenders on that day, None where there is none."""
        return court_ceiling("bank", self.on)

    # -- what is said

    def title(self) -> str:
        return tell("credit_title")

    def summary(self) -> str:
        return tell(
            "credit_summary",
            quoted=self.quoted(),
            real=self._effective(),
            cost=money(self.priced.cost),
            payment=money(self.priced.highest_payment),
        )

    def quoted(self) -> str:
        """The offer as an advertisement would put it."""
        if self.kind == "fee":
            return tell("quoted_fee", rate=percent(self.fee, 4))
        if self.kind == "day":
            return tell("quoted_day", rate=percent(self.day_rate, 4))
        if self.kind == "free":
            return tell("quoted_free")
        return tell("quoted_year", rate=percent(self.year_rate, 4))

    def _effective(self) -> str:
        rate = self.priced.rate
        return percent(rate.effective) if rate is not None else tell("no_rate")

    def facts(self) -> list[tuple[str, str]]:
        without, with_it = self.shares()
        share = (
            tell("share_from_to", before=percent(without, 1), after=percent(with_it, 1))
            if without is not None and with_it is not None
            else tell("no_income")
        )
        return [
            (tell("real_rate"), self._effective()),
            (tell("costs_in_all"), money(self.priced.cost)),
            (tell("share_to_lenders"), share),
            *one_more_day(self.household),
        ]

    def shares(self) -> tuple[Decimal | None, Decimal | None]:
        """The share of the month's income that goes to lenders, without and with this credit."""
        return self.priced.service_share(self.household.case.income, others=self.household.payments)

    def sentence(self) -> str:
        return sentences(
            whose_figures(self.household),
            self._price_told(),
            self._deducted_told(),
            self._share_told(),
            tell(
                "lost_month", days=days(DAYS_LATE), cost=money(self.lost.cost), asked=money(self.lost.asked)
            ),
            tell("no_credit_while_overdue") if self.household.overdue else "",
        )

    def _price_told(self) -> str:
        priced = self.priced
        values = {
            "quoted": self.quoted(),
            "received": money(priced.received),
            "total": money(priced.total_paid),
            "cost": money(priced.cost),
        }
        if priced.rate is None:
            return tell("price_without_rate", **values)
        if not priced.cost:
            return tell("price_nothing", **values)
        values |= {"nominal": percent(priced.rate.nominal), "effective": percent(priced.rate.effective)}
        return tell("price_of_goods" if self.kind == "free" else "price", **values)

    def _deducted_told(self) -> str:
        if not self.priced.too_much:
            return ""
        return tell("kept_back_told", received=money(self.priced.received), more=money(self.priced.too_much))

    def _share_told(self) -> str:
        without, with_it = self.shares()
        if without is None or with_it is None:
            return tell("share_no_income", payment=money(self.priced.highest_payment))
        return tell(
            "share_told",
            payment=money(self.priced.highest_payment),
            before=percent(without, 1),
            after=percent(with_it, 1),
        )

    def figure(self) -> Figure:
        priced = self.priced
        names, rates = [tell("looks_like")], [priced.quoted_rate]
        if priced.rate is not None:
            names += [tell("nominal"), tell("effective")]
            rates += [Decimal(str(priced.rate.nominal)), Decimal(str(priced.rate.effective))]
        series = [Series(tell("rate_a_year"), rates, "accent")]
        return rate_bars(names, series, markers=ceiling_mark(self.ceiling(), tell))

    def costs(self) -> CostTable:
        """The table of costs that a lender has to show."""
        usual = self.late_terms()
        late = [LateItem(tell("item_penalty"), usual.get("penalty_daily_rate", "0"), by=tell("lender"))]
        return cost_table(self.quote(), late, days_late=DAYS_LATE)

    def table(self) -> Table:
        costs = self.costs()
        rows: list[tuple[Value, ...]] = [self._cost_row(line) for line in costs.lines]
        rows += [
            (
                tell("only_if_late", item=line.name, rate=percent(line.daily_rate, 4)),
                line.by,
                tell("late_example", days=days(line.days)),
                line.example,
                None,
                line.rate_a_year,
            )
            for line in costs.late
        ]
        sums = (tell("normal_costs"), None, None, None, costs.priced.cost, costs.priced.simple_rate)
        columns = [
            Column(tell("column_cost")),
            Column(tell("column_by")),
            Column(tell("column_when")),
            Column(tell("column_each"), "money"),
            Column(tell("column_total"), "money"),
            Column(tell("column_a_year"), "percent"),
        ]
        caption = tell(
            "cost_table",
            principal=money(costs.principal),
            received=money(costs.priced.received),
            periods=self.periods,
        )
        return Table(caption, columns, rows, sums)

    def _cost_row(self, line: CostLine) -> tuple[Value, ...]:
        name = line.name if line.kind == "item" else tell(f"item_{line.kind}")
        by = line.by or tell("seller" if line.kind == "price" else "lender")
        return name, by, tell(f"when_{line.when}"), line.each, line.total, line.share_a_year

    def steps(self) -> list[Step]:
        priced, ceiling = self.priced, self.ceiling()
        found: list[Step] = [
            (
                tell(
                    "credit_step_flows",
                    received=money(priced.received),
                    periods=self.periods,
                    payment=money(priced.highest_payment),
                    total=money(priced.total_paid),
                ),
                None,
            )
        ]
        if priced.rate is not None:
            month = percent(priced.rate.per_period, 4)
            values = {"nominal": percent(priced.rate.nominal), "effective": percent(priced.rate.effective)}
            found.append((tell("credit_step_rate", month=month, **values), None))
        found.append((tell("credit_step_simple", rate=percent(priced.simple_rate)), None))
        names = ["cost-table", "annualised-rate"]
        if self.kind == "deducted":
            names.append("no-interest-up-front")
        found += rule_steps(names, self.on)
        if ceiling is not None:
            found.append((ceiling.value.text, cite(ceiling)))
        return [*found, *term_steps([self.product.terms["penalty_daily_rate"]])]


def panel(household: Household) -> Panel:
    """The panel: how the offer is quoted, and the figures that this kind of quote has."""
    model = NewCredit(household)
    fee, year = products[BY_FEE].terms["fee_per_period"], products[BY_YEAR].terms["annual_rate"]
    jintiao = rules["jintiao-rate"].on(model.on)

    def of_kind(name: str) -> Callable[[], bool]:
        return lambda: name in MOVES[model.kind]

    figures: dict[str, Control] = {
        "fee": DecimalSlider(tell("fee_a_month"), fee.min, fee.max, fee.step, value=model.fee, show=PERCENT),
        "day_rate": DecimalSlider(
            tell("day_rate"), 0, jintiao["daily_old_max"], DAY_STEP, value=model.day_rate, show=PERCENT
        ),
        "year_rate": DecimalSlider(
            tell("year_rate"), year.min, year.max, year.step, value=model.year_rate, show=PERCENT
        ),
        "kept_back": DecimalSlider(
            tell("kept_back"), 0, MOST_SHARE, SHARE_STEP, value=model.kept_back, show=PERCENT
        ),
        "dearer": DecimalSlider(
            tell("dearer"),
            0,
            MOST_SHARE,
            SHARE_STEP,
            value=model.dearer,
            show=PERCENT,
            hint=tell("dearer_hint"),
        ),
    }
    for name, control in figures.items():
        control.placed(shown=of_kind(name))
    low, high, step = AMOUNT
    return Panel(
        model,
        kind=Choice(tell("kind"), {kind: tell(f"kind_{kind}") for kind in KINDS}),
        **figures,
        amount=DecimalSlider(tell("credit_amount"), low, high, step, value=model.amount, show=MONEY),
        periods=Slider(tell("credit_periods"), 1, MOST_PERIODS, value=model.periods),
    )
