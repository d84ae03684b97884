"""The debts that panels look at, each from a due day on: day 0 is that due day.

A debt is one of the case's, or a made-up one of a product with the product's usual terms. Nothing is
paid after what its events say, so that what follows from waiting can be seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from duecourse import calc
from duecourse.calc import (
    Drawing,
    InstalmentTerms,
    Ledger,
    Payment,
    Position,
    RevolvingTerms,
    Terms,
    loan_class,
    report_codes,
)
from duecourse.calc.basics.dates import add_months
from duecourse.calc.credit.report import Ranges, code_for
from duecourse.calc.debt.contract import LateCount
from duecourse.case import Case, Debt
from duecourse.case.limitation import caution_told
from duecourse.locale import say
from duecourse.rules import Product, Value, products, rules

PRODUCTS: Final = products.shown_in("overdue")
"""The four worlds of lending the lesson compares."""

BEFORE: Final = -5
"""The first day the timeline shows, counted from the due day."""

HORIZON: Final = 400
"""The last day it shows: beyond all days that matter in the rules. A debt may be late for longer."""

EXAMPLE_AMOUNT: Final = "3000"
"""Yuan: what each made-up debt is about, so that they can be compared."""

SPENT_BEFORE_BILL: Final = 10
"""Days between the purchase and the bill of a made-up account."""

LONGEST_PERIOD: Final = 31


def code_rule(on: date) -> Value:
    """The rule on what the figures in a credit report mean."""
    return rules["report-codes"].on(on)


def letter_rule(on: date) -> Value:
    """The rule on what its letters mean."""
    return rules["report-letters"].on(on)


@dataclass(frozen=True, eq=False)
class Watched:
    """A debt seen from a due day on.

    key: the debt's id in the case, or "made_up:" and the product's name. due: day 0. today: the day the
    rules are read on. debt: the case's debt, None for a made-up one. last: the last day asked about.
    """

    key: str
    product: Product
    facts: calc.Debt
    due: date
    today: date
    debt: Debt | None = None
    last: int = HORIZON + LONGEST_PERIOD

    @property
    def terms(self) -> Terms:
        """The contract."""
        return self.facts.terms

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        """What was drawn."""
        return self.facts.drawings

    @property
    def events(self) -> tuple[Any, ...]:
        """What happened."""
        return self.facts.events

    @property
    def label(self) -> str:
        """What it is called, in the present language."""
        return self.debt.label if self.debt else self.product.label

    def caution(self) -> str:
        """What to do first where the case's debt may be too old to be claimed; else empty."""
        return caution_told([self.debt] if self.debt else [], self.today)

    @property
    def counts(self) -> LateCount:
        """What the report's figure counts: "days", or "missed_minimums" in a row."""
        return self.terms.late_count

    @cached_property
    def codes(self) -> Ranges:
        """The report's figures by days past due, from the rules."""
        return code_rule(self.today).ranges("codes")

    @cached_property
    def classes(self) -> Ranges:
        """The classes in a bank's books by days past due, from the rules."""
        return self.class_rule.ranges("classes")

    @cached_property
    def class_names(self) -> dict[str, str]:
        """The names of the classes, by code."""
        return self.class_rule.names("classes")

    @cached_property
    def class_rule(self) -> Value:
        """The rule that says how a late debt of this kind is classed."""
        return rules[self.product.class_rule].on(self.today)

    @property
    def overdue_rule(self) -> Value:
        """The rule that says what counts as overdue with this kind of debt."""
        return rules[self.product.overdue_rule].on(self.today)

    @cached_property
    def ledger(self) -> Ledger:
        """What the debt does up to the last day asked about."""
        return self.ledger_until(self.day(self.last))

    def ledger_until(self, until: date) -> Ledger:
        """What the debt does up to a day."""
        return self.facts.ledger(until)

    def differing(self, **facts: Any) -> Watched:
        """The same with other terms, drawings or events."""
        return replace(self, facts=replace(self.facts, **facts))

    def paying(self, *payments: Payment) -> Watched:
        """The same debt with further payments, and without those the case has on later days."""
        first = min(payment.on for payment in payments)
        return replace(self, facts=self.facts.without_any(Payment, after=first).also(*payments))

    def of_contract(self) -> Watched:
        """The case's debt under the contract that an agreement has taken the place of."""
        assert self.debt is not None
        return replace(self, facts=self.debt.contract.facts)

    def day(self, number: int) -> date:
        """The date of a day counted from the due day."""
        return self.due + timedelta(number)

    def number(self, on: date) -> int:
        """The days from the due day to a date."""
        return (on - self.due).days

    @property
    def horizon(self) -> int:
        """The last day that is looked at: `HORIZON`, or some days from today for what is late for longer."""
        return max(HORIZON, self.number(self.today) + LONGEST_PERIOD)

    def position(self, number: int) -> Position:
        """What is owed so many days after the due day."""
        return self.ledger.position(self.day(number))

    def code(self, position: Position) -> str | None:
        """The figure the report would show if a month ended on this day; None where nothing is late."""
        if not position.days_past_due:
            return None
        if self.counts == "days":
            return code_for(position.days_past_due, self.codes)
        return self.codes[min(position.missed, len(self.codes)) - 1][0]

    def report(self, on: date) -> str | None:
        """What the report shows for the month of a day, as it stands then; None before the debt began."""
        lines = report_codes(self.ledger, self.codes, until=on, count=self.counts)
        last = lines[-1] if lines else None
        return last.code if last is not None and last.month_end == on else None

    def loan_class_code(self, position: Position) -> str | None:
        """The class in a bank's books at the least, by its code; None where nothing is late."""
        return loan_class(position.days_past_due, self.classes)

    def loan_class(self, position: Position) -> str | None:
        """The name of that class."""
        code = self.loan_class_code(position)
        return None if code is None else self.class_names[code]

    def stage(self, position: Position) -> str:
        """Where the debt stands: "before", "grace", "met" (the rest is charged), "paid" or "late"."""
        if position.days_past_due:
            return "late"
        if position.on <= self.due:
            return "before"
        if position.on <= self.day(self.terms.grace_days):
            unpaid = position.due or self._is_charged(self.position(self.terms.grace_days + 1))
            return "grace" if unpaid else "paid"
        return "met" if self._is_charged(position) else "paid"

    def _is_charged(self, position: Position) -> bool:
        """Whether an account bears interest or a service fee, because a bill was not paid in full."""
        return isinstance(self.terms, RevolvingTerms) and position.one_more_day > 0

    def changes(self, first: int, last: int) -> list[int]:
        """The days from `first` to `last` on which stage or code may change, both ends included."""
        begin, end = self.day(first), self.day(last)
        days = {first, last, 0, 1, 1 + self.terms.grace_days}
        for on in self.ledger.knots(max(begin, self.ledger.start), end):
            days.add(self.number(on))
            since = self.ledger.position(on).late_since
            if since is not None:
                days.update(self.number(since) + begins for _, begins, _ in self.codes)
        return sorted(day for day in days if first <= day <= last)


def made_up(name: str, today: date, days_ago: int) -> Watched:
    """A debt of a product with its usual terms, due so many days before `today` and not paid since."""
    product = products[name]
    revolving = product.kind == "revolving"
    terms = RevolvingTerms(**product.defaults()) if revolving else InstalmentTerms(**product.defaults())
    return falling_due(product, terms, today - timedelta(days_ago), today)


def falling_due(product: Product, terms: Terms, due: date, today: date) -> Watched:
    """A made-up debt under these terms whose first bill or instalment falls due on a day.

    A loan falls due a little earlier where the month before is shorter.
    """
    if isinstance(terms, RevolvingTerms):
        statement = due - timedelta(terms.due_after_days)
        terms = replace(terms, statement_day=statement.day)
        drawn = statement - timedelta(SPENT_BEFORE_BILL)
    else:
        drawn = add_months(due, -1)
        due = add_months(drawn, 1)
    facts = calc.Debt(terms, Drawing(drawn, EXAMPLE_AMOUNT))
    return Watched(f"made_up:{product.name}", product, facts, due, today)


def of_debt(debt: Debt, today: date) -> Watched | None:
    """A debt of the case from the due day of its oldest unpaid amount, or from the next that could be missed.

    None where nothing is owed, or nothing falls due within the horizon.
    """
    until = today + timedelta(HORIZON)
    if debt.start > today or not debt.ledger(until).position(today).total:
        return None
    ledger = debt.ledger(until)
    for on in ledger.knots(today, until):
        since = ledger.position(on).late_since
        if since is not None:
            found = Watched(debt.id, debt.product, debt.facts, since, today, debt)
            return replace(found, last=found.horizon + LONGEST_PERIOD)
    return None


def of_case(case: Case) -> list[Watched]:
    """The case's debts on which something can be late, in their order."""
    found = (of_debt(debt, case.as_of) for debt in case.debts)
    return [watched for watched in found if watched is not None]


def to_choose_from(case: Case, days_ago: int) -> list[Watched]:
    """The case's debts, and made-up ones of the products it does not have."""
    own = of_case(case)
    had = {watched.product.name for watched in own}
    return [*own, *(made_up(name, case.as_of, days_ago) for name in PRODUCTS if name not in had)]


def by_key(debts: Sequence[Watched]) -> dict[str, Watched]:
    """The debts by their keys."""
    return {watched.key: watched for watched in debts}


def names_of(debts: Sequence[Watched]) -> dict[str, str]:
    """The debts' keys and labels, for a choice; a made-up one says that it is."""
    return {
        watched.key: watched.label if watched.debt else say("kit.made_up", product=watched.label)
        for watched in debts
    }
