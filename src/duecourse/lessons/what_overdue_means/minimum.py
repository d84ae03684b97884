"""How a minimum payment is made up, and how a missed one makes the next one larger."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from traitlets import Enum

from duecourse.calc import (
    Drawing,
    Ledger,
    MinimumPayment,
    Payment,
    RevolvingTerms,
    minimum_payment,
    open_ledger,
    schedule,
    total,
)
from duecourse.calc.basics.dates import add_months
from duecourse.case import Case
from duecourse.locale import money, percent, say
from duecourse.rules import cite, products, rules
from duecourse.view import (
    MONEY,
    PERCENT,
    Choice,
    Column,
    DecimalSlider,
    Exact,
    Model,
    Panel,
    Table,
    charts,
    explain,
)
from duecourse.view.charts import Series, Shade

from ..kit.kept import kept
from ..kit.watched import LONGEST_PERIOD, SPENT_BEFORE_BILL, falling_due, of_case
from ..lesson import Lesson

PRODUCTS: Final = products.shown_in("minimum")
"""The products that have a minimum payment."""

SHARES: Final = {"share_new": "minimum_share_new", "share_carried": "minimum_share_carried"}

PARTS: Final[dict[str, Shade]] = {
    "earlier": "accent",
    "carried": "plain",
    "new": "quiet",
    "instalments": "fees",
    "charges": "compound",
    "to_floor": "interest",
}

PERIODS: Final = 12
"""Into how many bills the purchase in instalments is split."""

SPENDING: Final = ("100", "20000", "100")
NEW_SPENDING: Final = ("0", "10000", "100")
PURCHASE: Final = ("0", "12000", "600")
"""Yuan, from, to and step: what can be explored."""


@dataclass(frozen=True)
class Bills:
    """The first bill's minimum, and the next one's: after the first was paid, and after it was missed."""

    first: MinimumPayment
    paid: MinimumPayment
    missed: MinimumPayment
    paid_ledger: Ledger
    missed_ledger: Ledger

    def each(self) -> tuple[MinimumPayment, MinimumPayment, MinimumPayment]:
        """All three, in that order."""
        return self.first, self.paid, self.missed


class HowMuchAtLeast(Model):
    """Two bills of an account. spending: on the first bill. new_spending: on the next one. purchase: split
    into instalments that begin with the first bill. share_new, share_carried: of them in the minimum."""

    product = Enum(PRODUCTS, PRODUCTS[0])
    spending = Exact("3000")
    new_spending = Exact("800")
    purchase = Exact("1200")
    share_new = Exact("0")
    share_carried = Exact("0")

    def __init__(self, case: Case, **traits: Any) -> None:
        self._today = case.as_of
        debts = [watched for watched in reversed(of_case(case)) if watched.product.name in PRODUCTS]
        self._own = {watched.product.name: watched.of_contract() for watched in debts}
        product = next(iter(self._own), PRODUCTS[0])
        super().__init__(product=product, **traits)
        self.use_usual_shares()
        self.observe(lambda _: self.use_usual_shares(), "product")

    def use_usual_shares(self) -> None:
        """Take the shares of the case's account of this product, or of the product."""
        terms = self._base_terms()
        for trait, name in SHARES.items():
            setattr(self, trait, Decimal(getattr(terms, name)))

    def _base_terms(self) -> RevolvingTerms:
        own = self._own.get(self.product)
        if own is not None and isinstance(own.terms, RevolvingTerms):
            return own.terms
        return RevolvingTerms(**products[self.product].defaults())

    def terms(self) -> RevolvingTerms:
        """The contract with the shares chosen."""
        chosen = {name: getattr(self, trait) for trait, name in SHARES.items()}
        return replace(self._base_terms(), **chosen)

    @kept
    def bills(self) -> Bills:
        """What the bills ask for at least."""
        account = falling_due(products[self.product], self.terms(), self._today, self._today)
        terms = account.terms
        assert isinstance(terms, RevolvingTerms)
        drawn, due = account.drawings[0].on, account.due
        next_bill = add_months(due - timedelta(terms.due_after_days), 1)
        drawings = [Drawing(drawn, self.spending)]
        if self.purchase:
            drawings.append(Drawing(drawn, self.purchase, periods=PERIODS))
        if self.new_spending:
            drawings.append(Drawing(next_bill - timedelta(SPENT_BEFORE_BILL), self.new_spending))
        until = next_bill + timedelta(LONGEST_PERIOD)
        instalments = self._instalment()
        first = minimum_payment(terms, new=self.spending, instalments=instalments)
        missed = open_ledger(terms, drawings, until=until)
        paid = open_ledger(terms, drawings, [Payment(due, first.amount)], until=until)
        principal_paid = paid.payment_split(due).get("principal", Decimal(0))
        billed = total([self.spending, instalments])
        asked = [first.new, first.instalments, first.to_floor]
        return Bills(
            first,
            self._next(terms, paid, total([billed, -principal_paid]), Decimal(0)),
            self._next(terms, missed, billed, total(asked)),
            paid,
            missed,
        )

    def _instalment(self) -> Decimal:
        """What falls due each month of the purchase in instalments."""
        if not self.purchase:
            return Decimal(0)
        plan = schedule(self.purchase, periods=PERIODS, method="flat_fee", fee_per_period="0")
        return plan.instalments[0].principal

    def _next(
        self, terms: RevolvingTerms, ledger: Ledger, carried: Decimal, earlier: Decimal
    ) -> MinimumPayment:
        position = ledger.position(ledger.bills[1].statement)
        charges = [position.interest, position.penalty, position.compound, position.fees]
        return minimum_payment(
            terms,
            new=self.new_spending,
            carried=carried,
            earlier=earlier,
            instalments=self._instalment(),
            charges=total(charges),
            missed=bool(earlier),
        )

    def title(self) -> str:
        return say("what_overdue_means.minimum_title")

    def summary(self) -> str:
        bills = self.bills()
        return say(
            "what_overdue_means.minimum_summary",
            product=products[self.product].label,
            spending=money(self.spending),
            first=money(bills.first.amount),
            paid=money(bills.paid.amount),
            missed=money(bills.missed.amount),
        )

    def facts(self) -> list[tuple[str, str]]:
        bills = self.bills()
        due = bills.missed_ledger.bills[0].due
        after = bills.missed_ledger.position(due + timedelta(self.terms().grace_days + 1))
        return [
            (say("what_overdue_means.next_minimum_paid"), money(bills.paid.amount)),
            (say("what_overdue_means.next_minimum_missed"), money(bills.missed.amount)),
            (say("what_overdue_means.one_more_day_missed"), money(after.one_more_day)),
        ]

    def sentence(self) -> str:
        bills = self.bills()
        return say(
            "what_overdue_means.minimum_sentence",
            first=money(bills.first.amount),
            balance=money(bills.paid_ledger.bills[0].balance),
            paid=money(bills.paid.amount),
            missed=money(bills.missed.amount),
            charges=money(bills.paid.charges),
        )

    def _names(self) -> list[str]:
        return [say(f"what_overdue_means.bill_{name}") for name in ("first", "paid", "missed")]

    def _parts(self, bills: Bills) -> dict[str, list[Decimal]]:
        """The parts that are there at all, each for the three bills."""
        parts = {part: [getattr(bill, part) for bill in bills.each()] for part in PARTS}
        return {part: amounts for part, amounts in parts.items() if any(amounts)}

    def figure(self) -> dict[str, Any]:
        return charts.bars(
            self._names(),
            [
                Series(say(f"what_overdue_means.part_{part}"), amounts, PARTS[part])
                for part, amounts in self._parts(self.bills()).items()
            ],
        )

    def table(self) -> Table:
        bills = self.bills()
        rows: list[list[str | Decimal]] = [
            [say(f"what_overdue_means.part_{part}"), *amounts] for part, amounts in self._parts(bills).items()
        ]
        return Table(
            say("what_overdue_means.minimum_table"),
            [
                Column(say("what_overdue_means.column_part")),
                *(Column(name, "money") for name in self._names()),
            ],
            rows,
            (say("what_overdue_means.minimum"), *(bill.amount for bill in bills.each())),
        )

    def steps(self) -> list[tuple[str, str | None]]:
        bills = self.bills()
        product = products[self.product]
        value = rules[product.minimum_rule].on(self._today)
        words = " ".join(filter(None, (value.text, value.note)))
        found: list[tuple[str, str | None]] = [(words, cite(value))]
        for trait, name in SHARES.items():
            term = product.terms[name]
            words = say("what_overdue_means.term", term=term.label, value=percent(getattr(self, trait)))
            found.append((words, cite(term)))
        position = bills.missed_ledger.position(bills.missed_ledger.bills[1].statement)
        found.append((say("what_overdue_means.charges_if_missed"), None))
        found += explain([step for step in position.explain() if step.component != "principal"])
        return found


def panel(lesson: Lesson) -> Panel:
    """The panel, for the case's card or Baitiao account where there is one."""
    model = HowMuchAtLeast(lesson.case)

    def share(trait: str) -> DecimalSlider:
        term = products[model.product].terms[SHARES[trait]]
        value = getattr(model, trait)
        low, high = min(term.min, value), max(term.max, value)
        return DecimalSlider(
            say(f"what_overdue_means.{trait}"), low, high, term.step, value=value, show=PERCENT
        )

    def amount(trait: str, bounds: tuple[str, str, str]) -> DecimalSlider:
        return DecimalSlider(
            say(f"what_overdue_means.{trait}", periods=PERIODS),
            *bounds,
            value=getattr(model, trait),
            show=MONEY,
        )

    return Panel(
        model,
        product=Choice(
            say("what_overdue_means.product"),
            {name: products[name].label for name in PRODUCTS},
            value=model.product,
        ),
        spending=amount("spending", SPENDING),
        new_spending=amount("new_spending", NEW_SPENDING),
        purchase=amount("purchase", PURCHASE),
        share_new=share("share_new"),
        share_carried=share("share_carried"),
    )
