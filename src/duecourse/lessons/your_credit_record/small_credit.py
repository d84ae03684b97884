"""The advice to take a small new credit "to mend the record": what it costs, how it fails, what works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from traitlets import Enum, Int

from duecourse.calc import (
    AnnualRate,
    CostOfDelay,
    Debt,
    Drawing,
    Future,
    InstalmentTerms,
    Payment,
    ReportRules,
    annual_rate,
    charged,
    if_nothing,
    paid_on_time,
    schedule,
)
from duecourse.calc.basics.dates import add_months
from duecourse.locale import day, money, percent, sentences
from duecourse.locale import days as days_text
from duecourse.rules import cite, products, rules
from duecourse.view import (
    MONEY,
    Choice,
    Column,
    DecimalSlider,
    Entry,
    Exact,
    ListModel,
    ListPanel,
    Slider,
    Table,
)
from duecourse.view.months import Month, months

from ..cited import rule_steps
from ..kit.kept import kept
from ..kit.watched import code_rule, letter_rule
from .own_report import QUIET, years_kept
from .words import count, rule_on, tell

PRODUCTS: Final = products.shown_in("small_credit")
"""The small credits that such advice names: a cash loan, and a purchase in instalments."""

SMALLEST, LARGEST = Decimal(500), Decimal(10000)
MOST_DAYS: Final = 90

WORKS: Final = ("clear", "one_account", "look_twice", "no_application", "time")
"""What works instead."""


@dataclass(frozen=True)
class Taken:
    """The credit as it went: what it cost in all, how much of that is because a payment came late, and what
    the report shows of it."""

    cost: Decimal
    late_cost: Decimal
    one_more_day: Decimal
    future: Future


class NewSmallCredit(ListModel):
    """A small credit taken today. amount: yuan. periods: months. missed: the payment that comes late, 0 for
    none; days: how late it comes."""

    product = Enum(PRODUCTS, PRODUCTS[0])
    amount = Exact("2000")
    periods = Int(12, min=1)
    missed = Int(5, min=0)
    days = Int(31, min=1, max=MOST_DAYS)

    def __init__(self, today: date, **traits: Any) -> None:
        self.today = today
        super().__init__(**traits)

    @property
    def late_payment(self) -> int:
        """Which payment comes late: of a shorter credit, its last; 0 for none."""
        return min(self.missed, self.periods)

    @kept
    def terms(self) -> InstalmentTerms:
        """The usual contract of the product, for so many months."""
        return InstalmentTerms(**{**products[self.product].defaults(), "periods": self.periods})

    @property
    def drawing(self) -> Drawing:
        """The money received."""
        return Drawing(self.today, self.amount)

    @property
    def until(self) -> date:
        """A day by which everything has been paid."""
        return add_months(self.today, self.periods + MOST_DAYS // 30 + 1)

    @kept
    def payments(self) -> tuple[tuple[Payment, ...], date | None]:
        """The payments: each on its day, but for the late one; and the day on which that was made good."""
        debt, number = Debt(self.terms(), self.drawing), self.late_payment
        planned = paid_on_time(debt, before=self.until)
        if not number:
            return planned, None
        made_good = planned[number - 1].on + timedelta(self.days)
        others = [each for each in planned if each is not planned[number - 1]]
        before = [each for each in others if each.on < made_good]
        made = Payment(made_good, debt.also(*before).position(made_good).due)
        return (*before, made, *(each for each in others if each.on > made_good)), made_good

    @kept
    def taken(self) -> Taken:
        """How it went."""
        payments, made_good = self.payments()
        debt = Debt(self.terms(), self.drawing, payments)
        delay = CostOfDelay(debt, self.until)
        owed = debt.payoff(self.until)
        codes = ReportRules(code_rule(self.today).ranges("codes"), years_kept(self.today))
        before = self.today if made_good is None else made_good - timedelta(1)
        return Taken(
            cost=charged(delay.ledger, self.until),
            late_cost=delay.cost(self.until),
            one_more_day=debt.known(before).position(before).one_more_day,
            future=if_nothing(owed, codes, until=self.until),
        )

    @kept
    def rate(self) -> AnnualRate:
        """The real yearly rate, paid on time."""
        terms = self.terms()
        plan = schedule(
            self.amount,
            annual_rate=terms.annual_rate,
            periods=terms.periods,
            method=terms.method,
            fee_per_period=terms.fee_per_period if terms.method == "flat_fee" else None,
        )
        return annual_rate(plan.flows())

    def title(self) -> str:
        return tell("credit_title")

    def summary(self) -> str:
        taken = self.taken()
        return tell(
            "credit_summary",
            product=products[self.product].label[:16],
            amount=money(self.amount),
            periods=self.periods,
            cost=money(taken.cost),
            missed=self.late_payment,
            days=self.days,
            late=taken.future.late_months,
        )

    def facts(self) -> list[tuple[str, str]]:
        taken = self.taken()
        gone = taken.future.gone
        return [
            (tell("credit_cost"), money(taken.cost)),
            (tell("credit_late_cost"), money(taken.late_cost)),
            (tell("credit_late_months"), str(taken.future.late_months)),
            (tell("credit_gone"), day(gone) if gone else tell("no_record")),
            (tell("credit_one_more_day"), money(taken.one_more_day)),
        ]

    def sentence(self) -> str:
        taken = self.taken()
        words = {
            "amount": money(self.amount),
            "cost": money(taken.cost),
            "rate": percent(self.rate().effective),
            "number": self.late_payment,
            "days": days_text(self.days),
            "late_cost": money(taken.late_cost),
            "late": count("late_months", taken.future.late_months),
        }
        if not self.late_payment:
            return sentences(tell("credit_kept", **words), tell("credit_buys_nothing"))
        gone = taken.future.gone
        words["gone"] = day(gone) if gone else ""
        said = "credit_figure" if taken.future.late_months else "credit_m"
        return sentences(tell("credit_kept_but", **words), tell(said, **words))

    def figure(self) -> dict[str, Any]:
        future = self.taken().future
        letters = letter_rule(self.today).names("letters")
        codes = code_rule(self.today)
        late = tell("figures_days", first="1", last="7", step=codes["step_days"])
        return months(
            [
                Month(
                    on=one.month_end,
                    mark=one.code,
                    meaning=tell("sign_means", sign=one.code, meaning=letters[one.code])
                    if one.code in letters
                    else late,
                    shade=QUIET.get(one.code, "accent"),
                    told=letters.get(one.code, late),
                )
                for one in future.months
            ],
            x_title=tell("column_month"),
            years=range(self.today.year, self.today.year + 2),
        )

    def table(self) -> Table:
        payments, made_good = self.payments()
        return Table(
            tell("credit_table"),
            [
                Column(tell("column_day"), "date"),
                Column(tell("column_paid"), "money"),
                Column(tell("column_what")),
            ],
            [
                (each.on, each.amount, tell("paid_late" if each.on == made_good else "paid_planned"))
                for each in payments
            ],
        )

    @kept
    def entries(self) -> Sequence[Entry]:
        found = [
            Entry(
                heading=tell(f"works_{name}"),
                text=tell(f"works_{name}_text"),
                tag=tell("tag_works"),
                tone="may",
            )
            for name in WORKS
        ]
        reports = rule_on("free-reports", self.today)
        found[2] = Entry(
            heading=tell("works_look_twice"),
            text=sentences(tell("works_look_twice_text"), reports.text),
            tag=tell("tag_works"),
            tone="may",
            source=cite(reports),
        )
        promise = rule_on("card-agreement-contents", self.today)
        forbids = Entry(
            heading=tell("forbidden_by_agreement"),
            text=promise.text,
            tag=tell("tag_not_during"),
            tone="not",
            note=promise.rule.scope,
            source=cite(promise),
        )
        return [*found, forbids]

    def steps(self) -> list[tuple[str, str | None]]:
        terms = products[self.product].terms
        price = terms["fee_per_period" if terms["method"].default == "flat_fee" else "annual_rate"]
        rate = self.rate()
        return [
            (tell("usual_term", label=price.label, value=price.shown(price.default)), cite(price)),
            (
                tell("usual_term", label=terms["penalty_daily_rate"].label,
                     value=terms["penalty_daily_rate"].shown(terms["penalty_daily_rate"].default)),
                cite(terms["penalty_daily_rate"]),
            ),
            (
                tell("credit_rates", nominal=percent(rate.nominal), effective=percent(rate.effective)),
                cite(rules["annualised-rate"].on(self.today)),
            ),
            *rule_steps(("bad-record-five-years", "report-codes"), self.today, scope=True),
        ]  # fmt: skip


def panel(today: date) -> ListPanel:
    """The panel: which credit, how much, for how long, and which payment comes late."""
    model = NewSmallCredit(today)
    periods = [each for each in products[PRODUCTS[0]].terms["periods"].choices if each in (3, 6, 12)]
    missed = Slider(
        tell("late_payment"), 0, model.periods, value=model.missed, hint=tell("late_payment_hint")
    )
    days = Slider(tell("late_days"), 1, MOST_DAYS, value=model.days)
    return ListPanel(
        model,
        product=Choice(tell("which_credit"), {name: products[name].label for name in PRODUCTS}),
        amount=DecimalSlider(tell("amount"), SMALLEST, LARGEST, "500", value=model.amount, show=MONEY),
        periods=Choice(
            tell("for_months"),
            {each: tell("months_count", count=each) for each in periods},
            value=model.periods,
        ),
        missed=missed.placed(span=lambda: (0, model.periods)),
        days=days.placed(enabled=lambda: model.missed > 0),
    )
