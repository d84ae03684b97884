"""What a payment pays first: the same payment under several orders of allocation."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from duecourse.calc import COMPONENTS, CostOfDelay, Position
from duecourse.locale import day, days, money, sentences
from duecourse.rules import Term
from duecourse.view import Column, Exact, Panel, Table, charts, explain
from duecourse.view.tables import Value

from ..cited import rule_steps
from ..kit.kept import kept
from .debt_model import DebtModel
from .late_debt import LateDebt, paid_by_the_last, under_other_terms, with_payment
from .term_controls import about_a_fifth, days_slider, payment_slider
from .words import Step, one_more_day, tell, term_steps

PARTS: Final = (*COMPONENTS, "held")

Order = tuple[str, ...]


class WhoGetsMyPayment(DebtModel):
    """A debt and a payment on the day looked at. paid: yuan."""

    paid = Exact()

    @property
    def own_order(self) -> Order:
        """The contract's order."""
        return tuple(self.debt.terms.allocation)

    def orders(self) -> tuple[Order, ...]:
        """The contract's order, then the others that contracts of this product have."""
        others = tuple(order for order in self.term.choices if order != self.own_order)
        return (self.own_order, *others)

    @property
    def term(self) -> Term:
        """The product's term that says what a payment pays first."""
        return self.debt.product.terms["allocation"]

    @kept
    def paid_delay(self, order: Order) -> CostOfDelay:
        """The debt with the payment, allocated in an order."""
        story = under_other_terms(self.story(), allocation=order)
        return self.delay_of(with_payment(story, self.on, self.paid) if self.paid else story)

    @kept
    def split(self, order: Order) -> dict[str, Decimal]:
        """What the payment pays in an order, yuan by part; "held" is kept for the next due day."""
        without = under_other_terms(self.story(), allocation=order).ledger(self.on)
        return paid_by_the_last(without, self.paid_delay(order).ledger, self.on)

    def afterwards(self, order: Order) -> Position:
        """What is owed after the payment."""
        return self.paid_delay(order).ledger.position(self.on)

    @kept
    def more_after(self, order: Order) -> Decimal:
        """What one more day costs after the payment, yuan."""
        return self.paid_delay(order).ledger.position(self.on).one_more_day

    def name_of(self, order: Order) -> str:
        """An order by what comes first of what this debt has, or as the contract's own."""
        if order == self.own_order:
            return tell("own_order")
        places = {order.index(name): name for name in ("interest", "penalty", "principal")}
        return tell(f"order_{places[min(places)]}_first")

    def title(self) -> str:
        return tell("payment", debt=self.debt.label)

    def summary(self) -> str:
        split = self.split(self.own_order)
        return tell(
            "payment_summary",
            days=self.days_late,
            paid=money(self.paid),
            principal=money(split.get("principal", Decimal(0))),
            more=money(self.more_after(self.own_order)),
        )

    def facts(self) -> list[tuple[str, str]]:
        after = self.afterwards(self.own_order)
        split = self.split(self.own_order)
        return [
            one_more_day(self.more()),
            (tell("one_more_day_after"), money(self.more_after(self.own_order))),
            (tell("to_the_principal"), money(split.get("principal", Decimal(0)))),
            (tell("still_owed"), money(after.total)),
        ]

    def sentence(self) -> str:
        split = self.split(self.own_order)
        values = {
            "day": day(self.on),
            "days": days(self.days_late),
            "paid": money(self.paid),
            "principal": money(split.get("principal", Decimal(0))),
            "before": money(self.more()),
            "after": money(self.more_after(self.own_order)),
        }
        if not self.paid:
            return self.supposed(tell("payment_none", **values))
        key = "payment_principal" if split.get("principal") else "payment_no_principal"
        then = "payment_then" if self.more_after(self.own_order) != self.more() else "payment_then_same"
        return self.supposed(sentences(tell(key, **values), tell(then, **values)))

    def figure(self) -> charts.Figure:
        splits = [self.split(order) for order in self.orders()]
        series = []
        for name in PARTS:
            amounts = [split.get(name, Decimal("0.00")) for split in splits]
            if any(amounts):
                label = tell("kept") if name == "held" else charts.component(name)
                shade = "quiet" if name == "held" else name
                series.append(charts.Series(label, amounts, shade))  # type: ignore[arg-type]
        return charts.bars([self.name_of(order) for order in self.orders()], series, top=self.paid or None)

    def table(self) -> Table:
        rows: list[list[Value]] = []
        for order in self.orders():
            split = self.split(order)
            amounts = [split.get(name, Decimal("0.00")) for name in PARTS]
            rows.append([self.name_of(order), self.term.shown(order), *amounts, self.more_after(order)])
        labels = [tell("kept") if name == "held" else charts.component(name) for name in PARTS]
        columns = [
            Column(tell("column_order")),
            Column(self.term.label),
            *(Column(label, "money") for label in labels),
            Column(tell("one_more_day_after"), "money"),
        ]
        return Table(tell("payment_table", paid=money(self.paid)), columns, rows)

    def steps(self) -> list[Step]:
        return [
            *explain(
                step
                for step in self.afterwards(self.own_order).explain()
                if step.kind in ("paid", "held") and step.start == self.on
            ),
            *rule_steps(("payment-order", "payment-several-debts"), self.on),
            *term_steps([self.term]),
        ]


def panel(debt: LateDebt) -> Panel:
    """The panel: the payment and the day on which it is made. It begins with about a fifth of what is due."""
    model = WhoGetsMyPayment(debt)
    due = model.position().due
    model.paid = about_a_fifth(due)
    return Panel(
        model,
        paid=payment_slider(tell("pay_amount"), due, model.paid),
        days_late=days_slider(tell("pay_day"), model.most, debt.days_late),
    )
