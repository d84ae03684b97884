"""The debts that the lesson's panels begin with: the learner's own as they are, or a made-up one.

Every debt is looked at from a missed due day on. A debt that is not late is looked at as if its next
payment were missed; nothing is paid after what the case records.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from duecourse import calc
from duecourse.calc import (
    Drawing,
    InstalmentTerms,
    Ledger,
    Position,
    RateChange,
    RevolvingTerms,
    Terms,
    Waiver,
    paid_on_time,
    total,
)
from duecourse.calc.basics.dates import add_months
from duecourse.calc.debt.records import Bill
from duecourse.case import Case, Debt
from duecourse.case.limitation import caution_told, may_have_run_out
from duecourse.rules import Product, products

from .words import tell

MADE_UP_AMOUNT: Final = Decimal("10000.00")
"""Yuan: what a made-up debt is about."""

MADE_UP_DAYS: Final = 30
"""How many days a debt is looked at as late that is not late, or is made up."""

LOOK_AHEAD: Final = 400
"""Days within which the next payment of a debt must fall due for the debt to be looked at."""


def under_other_terms(debt: calc.Debt, **terms: Any) -> calc.Debt:
    """A debt under a contract that differs in these terms; what was waived is left out if it does."""
    changed = debt.under(**terms)
    return debt if changed is debt else changed.without_any(Waiver)


def with_payment(debt: calc.Debt, on: date, amount: Decimal) -> calc.Debt:
    """A debt with one payment more; what was waived later is left out."""
    return debt.without_any(Waiver, after=on).paying(on, amount)


@dataclass(frozen=True)
class LateDebt:
    """A debt from a missed due day on.

    key, label: the debt's id and name, or the product's. missed: the due day. days_late: on the day
    from which the case is looked at. is_late: False where it is only looked at as if it were. debt: the
    case's, None for a made-up one.
    """

    key: str
    product_name: str
    label: str
    lender_kind: str
    story: calc.Debt
    missed: date
    days_late: int
    is_late: bool
    debt: Debt | None = None

    @property
    def product(self) -> Product:
        """The kind of debt."""
        return products[self.product_name]

    @property
    def terms(self) -> Terms:
        """The contract."""
        return self.story.terms

    @property
    def own(self) -> bool:
        """Whether it is one of the case's."""
        return self.debt is not None

    @property
    def too_old(self) -> bool:
        """Whether the time in which it can be claimed may have run out."""
        return self.debt is not None and may_have_run_out(self.debt, self.day(self.days_late))

    def caution(self) -> str:
        """What to do first where it is `too_old`; else empty."""
        return caution_told([self.debt] if self.debt else [], self.day(self.days_late))

    @property
    def is_revolving(self) -> bool:
        """Whether it is an account with bills."""
        return isinstance(self.terms, RevolvingTerms)

    @property
    def start(self) -> date:
        """The day of the first drawing."""
        return min(drawing.on for drawing in self.story.drawings)

    @property
    def amount(self) -> Decimal:
        """What was borrowed; on an account, the balance of the bill that was missed. Yuan."""
        bill = self.missed_bill
        return Decimal(self.story.drawings[0].amount) if bill is None else bill.balance

    @cached_property
    def missed_bill(self) -> Bill | None:
        """The bill that was missed; None for a debt in instalments."""
        bills = [bill for bill in self.story.ledger(self.missed).bills if bill.due <= self.missed]
        return bills[-1] if bills else None

    def position(self) -> Position:
        """What is owed on the day from which the debt is looked at first."""
        on = self.day(self.days_late)
        return self.story.position(on)

    def day(self, days_late: int) -> date:
        """The date of a day counted from the missed due day."""
        return self.missed + timedelta(days_late)


def paid_by_the_last(without: Ledger, with_it: Ledger, on: date) -> dict[str, Decimal]:
    """What one payment more on a day paid, yuan by component, beside what was paid on that day without it."""
    before, after = without.payment_split(on), with_it.payment_split(on)
    more = {name: total([amount, -before.get(name, Decimal(0))]) for name, amount in after.items()}
    return {name: amount for name, amount in more.items() if amount}


def most_days(debt: LateDebt) -> int:
    """How far a slider over the days late goes: half a year, or farther where the debt is late longer."""
    for most in (180, 360, 720):
        if debt.days_late <= most - 30:
            return most
    return debt.days_late + 60


def _of_debt(debt: Debt, today: date) -> LateDebt | None:
    """A debt of the case; None where nothing is owed or nothing more falls due, or where an agreement has
    taken the place of the contract, whose clauses are what the lesson is about."""
    if debt.start > today or debt.agreement is not None or not debt.position(today).total:
        return None
    position, far = debt.position(today), today + timedelta(LOOK_AHEAD)
    missed = position.late_since or debt.position(far).late_since
    if missed is None:
        return None
    is_late = position.days_past_due > 0
    return LateDebt(
        key=debt.id,
        product_name=debt.product.name,
        label=debt.label,
        lender_kind=debt.lender_kind,
        story=debt.facts,
        missed=missed,
        days_late=(today - missed).days if is_late else MADE_UP_DAYS,
        is_late=is_late,
        debt=debt,
    )


def made_up(product_name: str, today: date) -> LateDebt:
    """A debt of a product on its usual terms, whose first payment was missed."""
    product = products[product_name]
    values = product.defaults()
    due = today - timedelta(MADE_UP_DAYS)
    terms: Terms
    if product.kind == "revolving":
        terms = RevolvingTerms(**values)
        statement = due - timedelta(terms.due_after_days)
        terms = replace(terms, statement_day=statement.day)
        drawn = add_months(statement, -1) + timedelta(1)
    else:
        terms = InstalmentTerms(**values)
        drawn = add_months(due, -1)
        due = add_months(drawn, 1)
    return LateDebt(
        key=product_name,
        product_name=product_name,
        label=tell("made_up", product=product.label),
        lender_kind=product.lenders[0],
        story=calc.Debt(terms, (Drawing(drawn, MADE_UP_AMOUNT),)),
        missed=due,
        days_late=(today - due).days,
        is_late=True,
    )


def late_debts(case: Case, *, kind: str | None = None) -> list[LateDebt]:
    """The case's debts of a kind, or of any: late ones first, those that may be too old to be claimed last; a
    made-up one where there is none."""
    found = [_of_debt(debt, case.as_of) for debt in case.debts]
    debts = [debt for debt in found if debt is not None and kind in (None, debt.product.kind)]
    if not debts:
        return [_usual(case, kind)]
    return sorted(debts, key=lambda debt: (debt.too_old, not debt.is_late))


def to_guess_at(case: Case) -> LateDebt:
    """The debt that a guess asks about: none that may be too old, rather a made-up one."""
    first = late_debts(case)[0]
    return _usual(case) if first.too_old else first


def _usual(case: Case, kind: str | None = None) -> LateDebt:
    """A made-up debt with the usual product of a kind."""
    return made_up(products.first_in("made_up", kind or "instalment"), case.as_of)


def earlier_on_time(debt: LateDebt, **terms: Any) -> calc.Debt:
    """A debt in instalments under other terms: earlier instalments paid on their days, the rest as it was.

    Under other terms, what was really paid earlier would fall short by some fen, and the debt be late
    ever since.
    """
    contract = replace(debt.terms, **terms)
    assert isinstance(contract, InstalmentTerms)
    events = under_other_terms(debt.story, **terms).events
    changes = [event for event in events if isinstance(event, RateChange)]
    later = [event for event in events if event.on >= debt.missed and event not in changes]
    changed = calc.Debt(contract, debt.story.drawings, changes)
    return changed.also(*paid_on_time(changed, before=debt.missed), *later)


def paid_until_missed(debt: LateDebt, *, amount: Decimal, **terms: Any) -> tuple[calc.Debt, date]:
    """A debt in instalments with another plan: the instalments before the missed one paid, and no more.

    Returns the story and the due day that is missed in it: the last one, where the plan is over sooner.
    """
    plan = replace(debt.terms, **terms)
    assert isinstance(plan, InstalmentTerms)
    drawn = Drawing(debt.start, amount)
    months = plan.periods
    if plan.method != "bullet":
        months = min(months, _months_between(debt.start, debt.missed))
    missed = add_months(debt.start, months)
    other = calc.Debt(plan, drawn)
    return other.also(*paid_on_time(other, before=missed)), missed


def _months_between(start: date, due: date) -> int:
    return (due.year - start.year) * 12 + due.month - start.month


def one_bill(debt: LateDebt, *, amount: Decimal, **terms: Any) -> calc.Debt:
    """An account with one purchase on the missed bill, and nothing paid."""
    bill = debt.missed_bill
    billed = debt.missed if bill is None else bill.statement
    bought = max(drawing.on for drawing in debt.story.drawings if drawing.on <= billed)
    return calc.Debt(replace(debt.terms, **terms), (Drawing(bought, amount),))
