"""A small monthly fee, and the rate a year that it really is."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from traitlets import Int

from duecourse.calc import AnnualRate, InstalmentTerms, Schedule, annual_rate, schedule
from duecourse.case import Case
from duecourse.locale import money, percent, sentences
from duecourse.rules import Ceiling, Term, cite, court_ceiling, products
from duecourse.view import Column, Exact, Model, Panel, Table, charts
from duecourse.view.rate_charts import rate_bars
from duecourse.view.tables import Value

from ..cited import rule_steps
from ..kit.ceiling_mark import ceiling_mark
from ..kit.kept import kept
from .late_debt import MADE_UP_AMOUNT
from .term_controls import amount_slider, term_control
from .words import Step, tell, term_steps

PRODUCT: Final = products.shown_in("monthly_fee")[0]
MONTHS: Final = 12


class FeeOrRate(Model):
    """A purchase in instalments with a fee on the first sum.

    fee: a month, as a share of `amount`. periods: months. The line is the court's for banks.
    """

    amount = Exact()
    fee = Exact()
    periods = Int(MONTHS)

    def __init__(self, case: Case) -> None:
        self.case = case
        plan = _plan_of(case)
        super().__init__(**plan)

    @kept
    def plan(self) -> Schedule:
        """The instalments."""
        return plan(self.amount, self.fee, self.periods)

    @kept
    def rate(self) -> AnnualRate:
        """The real rate a year."""
        return annual_rate(self.plan().flows())

    @property
    def looks_like(self) -> Decimal:
        """What the fee looks like, taken for interest: twelve times the fee."""
        return MONTHS * self.fee

    @kept
    def ceiling(self) -> Ceiling | None:
        """The line above which a court cuts for banks on the day of the case, None where there is none."""
        return court_ceiling("bank", self.case.as_of)

    @kept
    def fee_at_the_ceiling(self) -> Decimal | None:
        """The smallest fee of the product's range whose real rate reaches the line; None where none does."""
        ceiling, term = self.ceiling(), products[PRODUCT].terms["fee_per_period"]
        if ceiling is None:
            return None
        return first_fee(term, self.periods, ceiling.annual_rate)

    def title(self) -> str:
        return tell("fee_or_rate")

    def summary(self) -> str:
        rate = self.rate()
        return tell(
            "fee_summary",
            fee=percent(self.fee, 4),
            periods=self.periods,
            nominal=percent(rate.nominal),
            effective=percent(rate.effective),
        )

    def facts(self) -> list[tuple[str, str]]:
        rate = self.rate()
        return [
            (tell("fee_nominal"), percent(rate.nominal)),
            (tell("fee_effective"), percent(rate.effective)),
            (tell("fee_looks_like"), percent(self.looks_like)),
            (tell("one_more_day_all"), money(self.case.figures().one_more_day)),
        ]

    def sentence(self) -> str:
        rate, fee, ceiling = self.rate(), self.fee_at_the_ceiling(), self.ceiling()
        text = tell(
            "fee_sentence",
            fee=percent(self.fee, 4),
            looks_like=percent(self.looks_like),
            nominal=percent(rate.nominal),
            effective=percent(rate.effective),
            fees=money(self.plan().total_fee),
        )
        if ceiling is None:
            return text
        highest = products[PRODUCT].terms["fee_per_period"].max
        values = {"line": percent(ceiling.annual_rate), "fee": percent(fee or highest, 4)}
        return sentences(text, tell("fee_no_line" if fee is None else "fee_line", **values))

    def figure(self) -> charts.Figure:
        rate = self.rate()
        names = [tell("fee_looks_like"), tell("fee_nominal"), tell("fee_effective")]
        rates = [self.looks_like, Decimal(str(rate.nominal)), Decimal(str(rate.effective))]
        series = [charts.Series(tell("rate_a_year"), rates, "accent")]
        return rate_bars(names, series, markers=ceiling_mark(self.ceiling(), tell))

    def table(self) -> Table:
        before = self.plan().principal
        rows: list[list[Value]] = []
        for instalment in self.plan().instalments:
            share = instalment.fee / before if before else None
            rows.append([instalment.number, before, instalment.fee, share, instalment.payment])
            before = instalment.balance
        columns = [
            Column(tell("column_month"), "days"),
            Column(tell("column_still_owed"), "money"),
            Column(tell("column_fee"), "money"),
            Column(tell("column_share"), "percent"),
            Column(tell("column_instalment"), "money"),
        ]
        return Table(tell("fee_table"), columns, rows)

    def steps(self) -> list[Step]:
        ceiling = self.ceiling()
        return [
            (tell("fee_step_nominal", month=percent(self.rate().per_period, 4)), None),
            (tell("fee_step_effective"), None),
            *rule_steps(("annualised-rate", "card-instalments", "baitiao-instalment-fee"), self.case.as_of),
            *([(ceiling.value.text, cite(ceiling))] if ceiling else []),
            *term_steps([products[PRODUCT].terms["fee_per_period"]]),
        ]


def plan(amount: Decimal, fee: Decimal, periods: int) -> Schedule:
    """Equal parts of the principal, each with the same fee on the first sum."""
    return schedule(amount, method="flat_fee", fee_per_period=fee, periods=periods)


def first_fee(term: Term, periods: int, line: Decimal) -> Decimal | None:
    """The first tick of the fee's range at which the nominal rate is at the line or above; by halving."""
    low, high = 0, int((term.max - term.min) / term.step)

    def reaches(tick: int) -> bool:
        flows = plan(MADE_UP_AMOUNT, term.min + tick * term.step, periods).flows()
        return annual_rate(flows).nominal >= line

    if not reaches(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(middle) else (middle + 1, high)
    return Decimal(term.min + low * term.step)


def _plan_of(case: Case) -> dict[str, Decimal | int]:
    """The case's purchase with a monthly fee, or a made-up one."""
    for debt in case.debts:
        terms = debt.terms
        if isinstance(terms, InstalmentTerms) and terms.fee_per_period is not None and terms.periods > 1:
            amount = Decimal(debt.drawings[0].amount)
            return {"amount": amount, "fee": Decimal(terms.fee_per_period), "periods": terms.periods}
    usual = products[PRODUCT].terms
    return {
        "amount": MADE_UP_AMOUNT,
        "fee": usual["fee_per_period"].default,
        "periods": usual["periods"].default,
    }


def panel(case: Case) -> Panel:
    """The panel: the fee, the months and the amount."""
    model = FeeOrRate(case)
    product = products[PRODUCT]
    return Panel(
        model,
        fee=term_control(product, "fee_per_period", model.fee, label=tell("fee_a_month")),
        periods=term_control(product, "periods", model.periods),
        amount=amount_slider(tell("borrowed"), model.amount),
    )
