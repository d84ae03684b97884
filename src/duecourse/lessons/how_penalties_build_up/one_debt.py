"""One debt, day by day: what it is made of, and what one more day costs."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from traitlets import Bool, Enum, Int, Unicode

from duecourse import calc
from duecourse.calc import COMPONENTS, InstalmentTerms, Payment
from duecourse.locale import day, days, money, sentences, separator
from duecourse.view import Column, Control, Exact, Panel, Switch, Table, charts, explain, in_group
from duecourse.view.tables import Value

from ..cited import rule_steps
from ..kit.kept import kept, kept_but_for
from .debt_model import DebtModel
from .late_debt import (
    LateDebt,
    earlier_on_time,
    one_bill,
    paid_by_the_last,
    paid_until_missed,
    under_other_terms,
    with_payment,
)
from .penalty import penalty_both_ways, penalty_choice, penalty_sliders
from .term_controls import amount_slider, days_slider, payment_slider, small_print
from .words import Step, one_more_day, tell, term_steps

BEFORE: Final = 31
"""Days before the missed due day with which the chart begins."""


class OneDebt(DebtModel):
    """What is owed on each day, part by part, and what of it the delay has added.

    amount: what was borrowed, or the bill that was missed. paid, paid_after: a payment of so much, so
    many days after the missed due day. only_costs: whether the chart leaves the principal out.
    """

    TERMS: tuple[str, ...] = ()
    RULES: tuple[str, ...] = ()
    FALLS_DUE = "instalment_due"

    amount = Exact()
    paid = Exact()
    paid_after = Int(0)
    only_costs = Bool(False)

    def __init__(self, debt: LateDebt) -> None:
        given = self.given(debt)
        super().__init__(debt, amount=debt.amount, paid_after=min(10, debt.days_late), **given)
        self.own = {name: getattr(self, name) for name in ("amount", *given)}

    def given(self, debt: LateDebt) -> dict[str, Any]:
        """The terms of the debt's contract that the panel can change."""
        return {name: getattr(debt.terms, name) for name in self.TERMS}

    def changed(self) -> set[str]:
        """The names of what is no longer the debt's own: its amount, or terms of its contract."""
        return {name for name, value in self.own.items() if getattr(self, name) != value}

    def terms(self) -> dict[str, Any]:
        """The terms as the controls stand, those only that the product has."""
        return {name: getattr(self, name) for name in self.TERMS if name in self.debt.product.terms}

    def without_payment(self) -> calc.Debt:
        """The debt under the terms chosen, before the payment that the panel lets one make."""
        raise NotImplementedError

    def story(self) -> calc.Debt:
        story = self.without_payment()
        return with_payment(story, self.paid_on, self.paid) if self.paid else story

    @property
    def paid_on(self) -> date:
        """The day of the payment."""
        return self.missed + timedelta(self.paid_after)

    @kept
    def cost_of_delay(self) -> Decimal:
        """What being late has added since the missed due day, yuan."""
        return self.charges().by_delay

    def title(self) -> str:
        return tell("one_debt", debt=self.debt.label)

    def summary(self) -> str:
        position = self.position()
        return tell(
            "one_debt_summary",
            days=self.days_late,
            total=money(position.total),
            delay=money(self.cost_of_delay()),
            more=money(self.more()),
        )

    def facts(self) -> list[tuple[str, str]]:
        position = self.position()
        return [
            one_more_day(self.more()),
            (tell("owed_in_all"), money(position.total)),
            (tell("delay_has_cost"), money(self.cost_of_delay())),
        ]

    def sentence(self) -> str:
        position = self.position()
        text = tell(
            "one_debt_sentence",
            days=days(self.days_late),
            day=day(self.on),
            total=money(position.total),
            charged=money(self.charges().charged),
            anyway=money(self.charges().anyway),
            delay=money(self.cost_of_delay()),
            more=money(self.more()),
        )
        if self.paid and self.paid_on <= self.on:
            text = sentences(text, tell("one_debt_paid", amount=money(self.paid), parts=self.split()))
        return self.supposed(text)

    @kept_but_for("days_late")
    def split(self) -> str:
        """Which parts of the debt the payment paid, in words."""
        without = self.without_payment().ledger(self.last)
        parts = []
        for name, amount in paid_by_the_last(without, self.ledger(), self.paid_on).items():
            label = tell("kept") if name == "held" else charts.component(name)
            parts.append(tell("part", part=label, amount=money(amount)))
        return separator().join(parts)

    @kept_but_for("days_late")
    def places(self) -> list[date]:
        """The days between which every figure is a straight line, from a month before the missed due day."""
        first = max(self.ledger().start, self.missed - timedelta(BEFORE))
        return self.ledger().knots(first, self.last)

    def figure(self) -> charts.Figure:
        places = self.places()
        positions = [self.ledger().position(on) for on in places]
        series = []
        for name in COMPONENTS[1:] if self.only_costs else COMPONENTS:
            amounts = [position[name] for position in positions]
            if any(amounts):
                series.append(charts.Series(charts.component(name), amounts, name))
        markers = [charts.Marker(self.on, tell("day", days=self.days_late))]
        return charts.stacked(places, series, markers=markers)

    def table(self) -> Table:
        happens = self.happens()
        places = {*self.places(), self.on, *(on for on in happens if self.missed <= on <= self.last)}
        rows: list[list[Value]] = []
        for on in sorted(places):
            position = self.ledger().position(on)
            parts = [position[name] for name in COMPONENTS]
            rows.append([on, (on - self.missed).days, *parts, position.total, happens.get(on, "")])
        columns = [
            Column(tell("column_day"), "date"),
            Column(tell("column_days"), "days"),
            *(Column(charts.component(name), "money") for name in COMPONENTS),
            Column(tell("owed_in_all"), "money"),
            Column(tell("column_happens")),
        ]
        return Table(self.title(), columns, rows)

    def happens(self) -> dict[date, str]:
        """What happens on a day, in words."""
        found: dict[date, list[str]] = {}
        for due in self.ledger().dues:
            found.setdefault(date.fromordinal(due.on), []).append(tell(self.FALLS_DUE))
        for event in self.without_payment().events:
            if isinstance(event, Payment):
                found.setdefault(event.on, []).append(tell("was_paid", amount=money(event.amount)))
        if self.paid:
            paid = tell("you_pay", amount=money(self.paid), parts=self.split())
            found.setdefault(self.paid_on, []).append(paid)
        found.setdefault(self.on, []).append(tell("day_looked_at"))
        return {on: separator().join(texts) for on, texts in found.items()}

    def steps(self) -> list[Step]:
        product = self.debt.product
        steps = self.position().explain()
        earlier = [step for step in steps if (step.end or step.start or self.on) <= self.missed]
        return [
            *self.charges_told(),
            *explain(step for step in steps if step not in earlier),
            *([(tell("earlier"), None), *explain(earlier)] if earlier else []),
            *rule_steps(self.RULES, self.on),
            *term_steps(product.terms[name] for name in self.usual() if name in product.terms),
        ]

    def usual(self) -> tuple[str, ...]:
        """The terms whose usual value is told with its source."""
        raise NotImplementedError


class LateLoan(OneDebt):
    """A loan or order in instalments. penalty_as: its own "rate" a day, or a "multiple" of the contract rate.

    Where the plan is changed, the instalments before the missed one count as paid on their days.
    """

    PLAN = ("annual_rate", "periods", "fee_per_period")
    TERMS = (
        *PLAN,
        "penalty_base",
        "interest_when_overdue",
        "compound",
        "compound_every",
        "default_fee_rate",
        "default_fee_floor",
        "grace_days",
        "year_days",
        "days",
    )
    RULES = ("penalty-period", "penalty-uplift", "compound-interest", "day-count", "payment-order")

    penalty_as = Enum(["rate", "multiple"], "rate")
    penalty_daily_rate = Exact()
    penalty_multiple = Exact("1")
    annual_rate = Exact()
    periods = Int(1)
    fee_per_period = Exact()
    penalty_base = Unicode()
    interest_when_overdue = Unicode()
    compound = Unicode()
    compound_every = Unicode()
    default_fee_rate = Exact()
    default_fee_floor = Exact()
    grace_days = Int(0)
    year_days = Int(365)
    days = Unicode()

    def given(self, debt: LateDebt) -> dict[str, Any]:
        values = super().given(debt)
        values["fee_per_period"] = values["fee_per_period"] or Decimal(0)
        assert isinstance(debt.terms, InstalmentTerms)
        return values | penalty_both_ways(debt.terms)

    def terms(self) -> dict[str, Any]:
        own_rate = self.penalty_as == "rate"
        chosen = super().terms() | {
            "penalty_daily_rate": self.penalty_daily_rate if own_rate else None,
            "penalty_multiple": None if own_rate else self.penalty_multiple,
        }
        if getattr(self.debt.terms, "fee_per_period", None) is None:
            chosen.pop("fee_per_period", None)
        return chosen

    def without_payment(self) -> calc.Debt:
        return self._told()[0]

    @property
    def missed(self) -> date:
        return self._told()[1]

    @kept_but_for("days_late")
    def _told(self) -> tuple[calc.Debt, date]:
        changed = self.changed()
        if changed & {"amount", *self.PLAN}:
            return paid_until_missed(self.debt, amount=self.amount, **self.terms())
        story = earlier_on_time(self.debt, **self.terms()) if changed else self.debt.story
        return story, self.debt.missed

    def usual(self) -> tuple[str, ...]:
        rate = "penalty_daily_rate" if self.penalty_as == "rate" else "penalty_multiple"
        return (rate, "penalty_base", "interest_when_overdue", "compound", "default_fee_rate")


class LateBill(OneDebt):
    """A card or an account by the bill, its minimum missed. Another bill is one purchase, nothing paid."""

    TERMS = (
        "daily_rate",
        "service_daily_rate",
        "penalty_daily_rate",
        "interest",
        "penalty_base",
        "default_fee_rate",
        "default_fee_floor",
        "minimum_share_new",
        "compound",
        "grace_days",
        "days",
    )
    FALLS_DUE = "bill_due"
    RULES = ("card-whole-balance-interest", "card-default-fee", "card-no-interest-on-fees", "payment-order")

    daily_rate = Exact()
    service_daily_rate = Exact()
    penalty_daily_rate = Exact()
    interest = Unicode()
    penalty_base = Unicode()
    default_fee_rate = Exact()
    default_fee_floor = Exact()
    minimum_share_new = Exact()
    compound = Unicode()
    grace_days = Int(0)
    days = Unicode()

    def given(self, debt: LateDebt) -> dict[str, Any]:
        values = super().given(debt)
        values["penalty_daily_rate"] = values["penalty_daily_rate"] or Decimal(0)
        return values

    def without_payment(self) -> calc.Debt:
        if "amount" not in self.changed():
            return under_other_terms(self.debt.story, **self.terms())
        return one_bill(self.debt, amount=self.amount, **self.terms())

    def usual(self) -> tuple[str, ...]:
        return ("daily_rate", "service_daily_rate", "penalty_daily_rate", "default_fee_rate")


def panel(debt: LateDebt) -> Panel:
    """The panel on a debt: what matters most in sight, a payment and the small print folded away."""
    return _bill_panel(debt) if debt.is_revolving else _loan_panel(debt)


def _loan_panel(debt: LateDebt) -> Panel:
    model = LateLoan(debt)
    return Panel(
        model,
        amount=amount_slider(tell("borrowed"), debt.amount),
        days_late=days_slider(tell("days_late"), model.most, debt.days_late),
        **_payment(model),
        **penalty_sliders(debt, model),
        **penalty_choice(debt, model),
        **small_print(debt, LateLoan.TERMS, model, in_sight=("penalty_base",)),
        only_costs=Switch(tell("only_costs")),
    )


def _bill_panel(debt: LateDebt) -> Panel:
    model = LateBill(debt)
    prices = ("daily_rate", "service_daily_rate", "penalty_daily_rate")
    return Panel(
        model,
        amount=amount_slider(tell("bill"), debt.amount),
        days_late=days_slider(tell("days_late"), model.most, debt.days_late),
        **_payment(model),
        **small_print(debt, LateBill.TERMS, model, in_sight=prices),
        only_costs=Switch(tell("only_costs")),
    )


def _payment(model: OneDebt) -> dict[str, Control]:
    return in_group(
        tell("if_i_pay"),
        paid=payment_slider(tell("pay_amount"), model.position().total),
        paid_after=days_slider(tell("pay_day"), model.most, model.paid_after),
    )
