"""A card bill paid in part: interest on the whole balance, from the day each purchase was posted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from traitlets import Enum, Int, Unicode

from duecourse import calc
from duecourse.calc import Drawing, InterestOn, Ledger, Payment, RevolvingTerms, total
from duecourse.calc.basics.dates import add_months
from duecourse.calc.debt.records import Bill
from duecourse.case import Case
from duecourse.locale import day, days, money
from duecourse.rules import products
from duecourse.view import Choice, Column, Exact, Model, Panel, Slider, Table, charts, explain
from duecourse.view.tables import Value

from ..cited import rule_steps
from ..kit.kept import kept
from .late_debt import LateDebt, late_debts, made_up
from .term_controls import amount_slider, payment_slider, small_print
from .words import Step, one_more_day, tell, term_steps

WAYS: Final = ("minimum", "all_but_a_little", "all", "own")
"""How the bill is paid on its due day. A little: a yuan more than the shortfall that is forgiven."""

LONGEST_CYCLE: Final = 27
"""Days between a purchase and the bill it is on, at the most."""


class PartlyPaid(Model):
    """One bill with one purchase, paid on its due day, and the interest on the next bill.

    amount: the purchase. posted_before: days from its posting to the bill. pays: one of WAYS;
    own_amount: what is paid where it is "own". terms: the card's contract.
    """

    TERMS = ("daily_rate", "days", "tolerance", "default_fee_rate", "default_fee_floor")

    amount = Exact()
    posted_before = Int(20)
    pays = Enum(WAYS, "all_but_a_little")
    own_amount = Exact()
    daily_rate = Exact()
    days = Unicode()
    tolerance = Exact()
    default_fee_rate = Exact()
    default_fee_floor = Exact()

    def __init__(self, debt: LateDebt, today: date) -> None:
        assert isinstance(debt.terms, RevolvingTerms)
        self.terms, self.label = debt.terms, debt.label
        self.bill_day, self.next_bill_day = _last_two_bills(debt.terms, today)
        given = {name: getattr(debt.terms, name) for name in self.TERMS}
        super().__init__(amount=debt.amount, own_amount=debt.amount, **given)

    def story(self, paid: Decimal, interest: InterestOn) -> calc.Debt:
        """The bill with so much paid on its due day, under one of the two ways of charging interest."""
        posted = self.bill_day - timedelta(self.posted_before)
        due = self.bill_day + timedelta(self.terms.due_after_days)
        chosen = {name: getattr(self, name) for name in self.TERMS}
        events = (Payment(due, paid),) if paid else ()
        return calc.Debt(
            replace(self.terms, **chosen, interest=interest), (Drawing(posted, self.amount),), events
        )

    @kept
    def ledger(self, paid: Decimal, interest: InterestOn) -> Ledger:
        """What the account does until the next bill."""
        return self.story(paid, interest).ledger(self.next_bill_day)

    def next_bill(self, paid: Decimal, interest: InterestOn) -> Bill:
        """The bill after, where interest runs on the "whole_balance" or the "unpaid_part"."""
        return self.ledger(paid, interest).bills[-1]

    @property
    def minimum(self) -> Decimal:
        """The minimum payment of the bill, yuan."""
        return self.ledger(Decimal(0), self.terms.interest).bills[0].minimum

    def amount_paid(self, way: str) -> Decimal:
        """What is paid in one of the WAYS, yuan."""
        if way == "minimum":
            return self.minimum
        if way == "all_but_a_little":
            return max(total([self.amount, -self.tolerance, -1]), Decimal(0))
        return self.amount if way == "all" else min(self.own_amount, self.amount)

    @property
    def paid(self) -> Decimal:
        """What is paid on the due day, yuan."""
        return self.amount_paid(self.pays)

    @property
    def unpaid(self) -> Decimal:
        """What is left of the bill, yuan."""
        return total([self.amount, -self.paid])

    def title(self) -> str:
        return tell("whole_balance", debt=self.label)

    def summary(self) -> str:
        return tell(
            "whole_balance_summary",
            bill=money(self.amount),
            paid=money(self.paid),
            interest=money(self.next_bill(self.paid, self.terms.interest).interest),
        )

    def facts(self) -> list[tuple[str, str]]:
        bill = self.next_bill(self.paid, self.terms.interest)
        later = self.ledger(self.paid, self.terms.interest).position(self.next_bill_day)
        return [
            one_more_day(later.one_more_day),
            (tell("left_unpaid"), money(self.unpaid)),
            (tell("next_bill_interest"), money(bill.interest)),
            (tell("next_bill_fee"), money(bill.fees)),
        ]

    def sentence(self) -> str:
        whole, part = (self.next_bill(self.paid, kind) for kind in ("whole_balance", "unpaid_part"))
        values = {
            "bill": money(self.amount),
            "paid": money(self.paid),
            "unpaid": money(self.unpaid),
            "whole": money(whole.interest),
            "part": money(part.interest),
            "tolerance": money(self.tolerance),
        }
        if whole.interest:
            return tell("whole_balance_interest", **values)
        return tell("whole_balance_forgiven" if self.unpaid else "whole_balance_none", **values)

    def _knots(self) -> list[int]:
        """The whole yuan paid between which the interest is a straight line."""
        full = int(self.amount.to_integral_value(ROUND_FLOOR))
        enough = int(total([self.amount, -self.tolerance]).to_integral_value(ROUND_CEILING))
        return sorted({place for place in (0, enough - 1, enough, full) if 0 <= place <= full})

    def figure(self) -> charts.Figure:
        places = self._knots()
        series = [
            charts.Series(
                tell(f"interest_on_{kind}"),
                [self.next_bill(Decimal(place), kind).interest for place in places],
            )
            for kind in ("whole_balance", "unpaid_part")
        ]
        at = int(self.paid.to_integral_value(ROUND_FLOOR))
        marker = charts.Marker(at, tell("you_pay_mark"))
        figure = charts.lines(places, series, markers=[marker], x_title=tell("axis_paid"))
        figure["layout"]["xaxis"]["tickformat"] = ",d"
        return figure

    def table(self) -> Table:
        rows: list[list[Value]] = []
        for way in ("nothing", *(way for way in WAYS if way != "own" or self.pays == "own")):
            paid = Decimal("0.00") if way == "nothing" else self.amount_paid(way)
            whole, part = (self.next_bill(paid, kind) for kind in ("whole_balance", "unpaid_part"))
            left = total([self.amount, -paid])
            rows.append([tell(f"pay_{way}"), paid, left, whole.interest, part.interest, whole.fees])
        columns = [
            Column(tell("column_way")),
            Column(tell("column_paid"), "money"),
            Column(tell("left_unpaid"), "money"),
            Column(tell("interest_on_whole_balance"), "money"),
            Column(tell("interest_on_unpaid_part"), "money"),
            Column(tell("next_bill_fee"), "money"),
        ]
        return Table(tell("whole_balance_table", day=day(self.next_bill_day)), columns, rows)

    def steps(self) -> list[Step]:
        position = self.ledger(self.paid, self.terms.interest).position(self.next_bill_day)
        dates = tell(
            "whole_balance_days",
            posted=day(self.bill_day - timedelta(self.posted_before)),
            bill=day(self.bill_day),
            due=day(self.bill_day + timedelta(self.terms.due_after_days)),
            next=day(self.next_bill_day),
            days=days(self.posted_before),
        )
        ids = (
            "card-whole-balance-interest",
            "card-tolerance",
            "card-daily-rate",
            "card-default-fee",
            "card-terms",
        )
        card = products[products.first_in("made_up", "card")]
        return [
            (dates, None),
            *explain(position.explain("interest")),
            *rule_steps(ids, self.next_bill_day),
            *term_steps(card.terms[name] for name in ("daily_rate", "interest", "days")),
        ]


def _last_two_bills(terms: RevolvingTerms, today: date) -> tuple[date, date]:
    """The last two bill days up to a day."""
    bills = []
    for months in (-2, -1, 0):
        first = add_months(today.replace(day=1), months)
        last = add_months(first, 1) - timedelta(1)
        bills.append(min(first + timedelta(terms.statement_day - 1), last))
    passed = [bill for bill in bills if bill <= today]
    return passed[-2], passed[-1]


def card_of(case: Case) -> LateDebt:
    """The case's card, or a made-up one where it has none."""
    cards = [debt for debt in late_debts(case) if debt.product.family == "card"]
    return cards[0] if cards else made_up(products.first_in("made_up", "card"), case.as_of)


def panel(case: Case) -> Panel:
    """The panel: the bill, how it is paid, and the convention for counting days."""
    card = card_of(case)
    model = PartlyPaid(card, case.as_of)
    return Panel(
        model,
        amount=amount_slider(tell("bill"), card.amount),
        pays=Choice(tell("on_the_due_day"), {way: tell(f"pay_{way}") for way in WAYS}, value=model.pays),
        own_amount=payment_slider(tell("pay_amount"), card.amount, card.amount).placed(
            shown=lambda: bool(model.pays == "own"), span=lambda: (Decimal(0), model.amount)
        ),
        posted_before=Slider(tell("posted_before"), 0, LONGEST_CYCLE, value=20, unit=tell("unit_days")),
        **small_print(card, PartlyPaid.TERMS, model, in_sight=("days",)),
    )
