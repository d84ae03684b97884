"""One payment, four kinds of debt: is this overdue? Worked out by a ledger, explained with the rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from traitlets import Enum, Int

from duecourse.calc import Payment, Position, RateChange, RevolvingTerms
from duecourse.case import Case
from duecourse.locale import day as day_text
from duecourse.locale import days, money, month, say
from duecourse.rules import cite, products, rules
from duecourse.view import MONEY, Choice, Column, DecimalSlider, Exact, Model, Panel, Slider, Table
from duecourse.view.charts import Event, Marker
from duecourse.view.stages import Row, stages

from ..kit.kept import kept
from ..kit.months import month_end_from
from ..kit.watched import (
    BEFORE,
    LONGEST_PERIOD,
    PRODUCTS,
    Watched,
    falling_due,
    letter_rule,
    made_up,
    of_case,
)
from ..lesson import Lesson
from .timeline import stages_of

LAST = 25
"""The latest payment: before the next due day."""

FIRST_SHOWN = 2
"""Days after the due day: the question of the guess before the panel."""

SHOWN = 28
"""The last day shown."""

ONE_INSTALMENT: Final[dict[str, Any]] = {
    "method": "bullet",
    "periods": 1,
    "annual_rate": "0",
    "fee_per_period": None,
    "total_fee_rate": None,
}
"""A loan of which one instalment is left: what is asked for is all that is owed."""

MOST = "20000"
LEAST = "100"
"""Yuan: what can be explored."""


@dataclass(frozen=True)
class Outcome:
    """What a payment comes to. kind: "on_time", "grace", "tolerance", "met", "was_overdue" or "overdue".

    asked: what the bill or instalment asked for. minimum: what had to be paid at least, None where
    there is no minimum. after: the position once the due day, its grace and the payment are over.
    code: what the report shows for the month of the due day.
    """

    watched: Watched
    kind: str
    paid_on: date
    asked: Decimal
    minimum: Decimal | None
    after: Position
    code: str | None

    @property
    def overdue(self) -> bool:
        """Whether it is, or was, overdue."""
        return self.kind in ("overdue", "was_overdue")


def outcome(watched: Watched, paid: Decimal, days_after: int) -> Outcome:
    """What a payment so many days after the due day comes to."""
    due = watched.ledger_until(watched.due)
    bill = next((bill for bill in due.bills if bill.due == watched.due), None)
    asked, minimum = (bill.balance, bill.minimum) if bill else (due.position(watched.due).due, None)
    paid_on = watched.day(days_after)
    then = watched.paying(Payment(paid_on, paid)) if paid else watched
    ledger = then.ledger
    without = watched.position(days_after)  # what the day would be without the payment
    after = ledger.position(then.day(max(days_after, then.terms.grace_days + 1)))
    if after.days_past_due:
        kind = "overdue"
    elif without.days_past_due:
        kind = "was_overdue"
    elif paid >= asked:
        kind = "grace" if days_after else "on_time"
    elif isinstance(then.terms, RevolvingTerms) and after.one_more_day:
        kind = "met"
    else:
        kind = "tolerance"
    code = then.report(month_end_from(then.due))
    return Outcome(then, kind, paid_on, asked, minimum, after, code)


class IsThisOverdue(Model):
    """A bill or an instalment, what was paid of it, and how many days after its due day.

    The terms are those of the case's debt of this product, or the product's usual ones.
    """

    product = Enum(PRODUCTS, PRODUCTS[0])
    asked = Exact("3000")
    paid = Exact("3000")
    days_after = Int(0, min=0, max=LAST)

    def __init__(self, case: Case, **traits: Any) -> None:
        self._today = case.as_of
        self._own = {watched.product.name: watched.of_contract() for watched in reversed(of_case(case))}
        super().__init__(**traits)

    def outcome_for(self, product: str) -> Outcome:
        """What the same payment comes to for a product."""
        return outcome(self._debt(product), min(self.paid, self.asked), self.days_after)

    @kept
    def outcome(self) -> Outcome:
        """What the payment comes to."""
        return self.outcome_for(self.product)

    def _debt(self, product: str) -> Watched:
        """A debt of which only the amount asked for is owed, under the terms of the case or the product."""
        usual = made_up(product, self._today, SHOWN)
        terms = self._own[product].terms if product in self._own else usual.terms
        if isinstance(terms, RevolvingTerms):
            watched = falling_due(usual.product, terms, usual.due, self._today)
        else:
            watched = falling_due(usual.product, replace(terms, **ONE_INSTALMENT), usual.due, self._today)
            # From its due day on, what is late bears the contract's rate, or a multiple of it
            watched = watched.differing(events=(RateChange(watched.due, annual_rate=terms.annual_rate),))
        drawing = replace(watched.drawings[0], amount=self.asked)
        return replace(watched.differing(drawings=(drawing,)), last=SHOWN + LONGEST_PERIOD)

    def title(self) -> str:
        return say("what_overdue_means.is_title")

    def summary(self) -> str:
        found = self.outcome()
        return say(
            "what_overdue_means.is_summary",
            product=products[self.product].label,
            paid=money(self.paid),
            asked=money(self.asked),
            days=days(self.days_after),
            verdict=self._verdict(found),
        )

    def _verdict(self, found: Outcome) -> str:
        return say(f"what_overdue_means.verdict_{found.kind}")

    def facts(self) -> list[tuple[str, str]]:
        found = self.outcome()
        label = say("what_overdue_means.report_of", month=month(found.watched.due))
        letters = letter_rule(self._today).names("letters")
        if found.code in letters:
            label = say("what_overdue_means.report_meaning", report=label, meaning=letters[found.code])
        return [
            (say("what_overdue_means.is_it"), self._verdict(found)),
            (label, found.code or ""),
            (say("what_overdue_means.one_more_day"), money(found.after.one_more_day)),
        ]

    def sentence(self) -> str:
        found = self.outcome()
        terms = found.watched.terms
        reason = f"what_overdue_means.because_{found.kind}"
        if found.kind == "overdue":
            if min(self.paid, self.asked) >= (found.minimum or found.asked):
                reason = "what_overdue_means.because_overdue_late"
            elif found.minimum is None:
                reason = "what_overdue_means.because_overdue_no_minimum"
        if found.kind == "was_overdue" and not terms.grace_days:
            reason = "what_overdue_means.because_was_overdue_no_grace"
        return say(
            reason,
            product=products[self.product].label,
            asked=money(found.asked),
            paid=money(min(self.paid, self.asked)),
            due=day_text(found.watched.due),
            on=day_text(found.paid_on),
            days=days(self.days_after),
            grace=days(terms.grace_days),
            tolerance=money(terms.tolerance),
            minimum="" if found.minimum is None else money(found.minimum),
            cost=money(found.after.one_more_day),
            missing=money(found.after.due),
        )

    def figure(self) -> dict[str, Any]:
        found = self.outcome()
        watched = found.watched
        events = [Event(0, say("what_overdue_means.event_due", day=day_text(watched.due)))]
        if watched.terms.grace_days:
            last = day_text(watched.day(watched.terms.grace_days))
            events.append(Event(watched.terms.grace_days, say("what_overdue_means.event_grace", day=last)))
        state = say("what_overdue_means.is_state", verdict=self._verdict(found))
        return stages(
            [Row(products[self.product].label, state, stages_of(watched, BEFORE, SHOWN), events)],
            marker=Marker(
                self.days_after,
                say("what_overdue_means.paid_here", amount=money(min(self.paid, self.asked))),
            ),
            x_title=say("what_overdue_means.axis_days"),
        )

    def table(self) -> Table:
        rows = []
        for product in PRODUCTS:
            found = self.outcome_for(product)
            rows.append(
                (
                    products[product].label,
                    self._verdict(found),
                    found.code,
                    found.minimum,
                    found.after.one_more_day,
                )
            )
        return Table(
            say("what_overdue_means.is_table"),
            [
                Column(say("what_overdue_means.column_product")),
                Column(say("what_overdue_means.is_it")),
                Column(say("what_overdue_means.report_of", month=month(self.outcome().watched.due))),
                Column(say("what_overdue_means.column_minimum"), "money"),
                Column(say("what_overdue_means.column_one_more_day"), "money"),
            ],
            rows,
        )

    def steps(self) -> list[tuple[str, str | None]]:
        product = products[self.product]
        found: list[tuple[str, str | None]] = []
        for rule_id in (product.overdue_rule, *product.late_rules):
            value = rules[rule_id].on(self._today)
            found.append((" ".join(filter(None, (value.text, value.note))), cite(value)))
        terms = self._own[self.product].debt if self.product in self._own else None
        for name in ("grace_days", "tolerance"):
            used = product.terms[name]
            value = getattr(self._debt(self.product).terms, name)
            words = say("what_overdue_means.term", term=used.label, value=used.shown(value))
            found.append((words, terms.term(name).cite() if terms else cite(used)))
        return found


def panel(lesson: Lesson) -> Panel:
    """The panel, for a product of the case where it has one of the four."""
    own = [watched for watched in of_case(lesson.case) if watched.product.name in PRODUCTS]
    model = IsThisOverdue(
        lesson.case, product=own[0].product.name if own else PRODUCTS[0], days_after=FIRST_SHOWN
    )
    paid = DecimalSlider(say("what_overdue_means.paid"), "0", model.asked, "5", value=model.paid, show=MONEY)
    return Panel(
        model,
        product=Choice(
            say("what_overdue_means.product"),
            {name: products[name].label for name in PRODUCTS},
            value=model.product,
        ),
        asked=DecimalSlider(
            say("what_overdue_means.asked"),
            LEAST,
            MOST,
            "100",
            value=model.asked,
            show=MONEY,
            hint=say("what_overdue_means.asked_hint"),
        ),
        paid=paid.placed(span=lambda: (Decimal(0), model.asked)),
        days_after=Slider(say("what_overdue_means.days_after"), 0, LAST, value=model.days_after),
    )
