"""The lesson's guesses and exercises: figures drawn, the answer and the usual slips worked out by `calc`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from duecourse.calc import (
    Acceleration,
    Debt,
    Drawing,
    InstalmentTerms,
    InterestOn,
    Payment,
    RevolvingTerms,
    YearDays,
    accrue,
    all_in_cost,
    annual_rate,
    card_interest,
    default_fee,
    open_ledger,
    paid_on_time,
    penalty_rate,
    schedule,
    total,
)
from duecourse.calc.basics.dates import add_months, count_days
from duecourse.locale import day, days, percent
from duecourse.rules import products, rules

from ..drawing import TODAY, drawn_far_apart, yuan
from ..drawing import rate as drawn_rate
from ..lesson import Lesson
from ..tasks import Task
from .late_debt import to_guess_at
from .monthly_fee import MONTHS, plan

LESSON: Final = Lesson("how_penalties_build_up")


# -- what one more day costs


@LESSON.draws("one-more-day")
def _one_more_day(_: Random) -> Task:
    debt = to_guess_at(LESSON.case)
    on = debt.day(debt.days_late)
    values = {"debt": debt.label, "days": days(debt.days_late), "owed": debt.position().total}
    return Task(values, debt.story.ledger(on).position(on).one_more_day)


@LESSON.draws("one-day")
@drawn_far_apart
def _one_day(random: Random) -> Task:
    whole, rate = yuan(random, 6000, 24000, 600), drawn_rate(random, "0.144", "0.288", "0.018")
    periods = random.choice((18, 24, 30))
    overdue = schedule(whole, periods=periods, method="equal_principal").instalments[0].principal
    year = products["bank_loan"].terms["year_days"].default

    def one_day(base: Decimal, yearly: Decimal) -> Decimal:
        return accrue(base, rate=yearly, per="year", year_days=year, day_count=1).amount

    right = accrue(overdue, rate=rate, per="year", year_days=year, day_count=1)
    return Task(
        values={"whole": whole, "overdue": overdue, "rate": percent(rate), "year": days(year)},
        answer=right.amount,
        slips={
            "whole_balance": one_day(whole, rate),
            "a_month": one_day(overdue, rate * MONTHS),
            "not_divided": accrue(overdue, rate=rate, day_count=1).amount,
        },
        steps=right.steps,
    )


@LESSON.draws("days-late")
@drawn_far_apart
def _days_late(random: Random) -> Task:
    month = random.choice((1, 3, 5, 7, 8, 10))  # months of 31 days, so that "30 a month" comes out wrong
    months = 1 if month == 1 else random.choice((1, 2))
    due = date(2026, month, random.randint(3, 12))
    paid = add_months(due, months) + timedelta(random.randint(2, 15))
    return Task(
        values={"due": day(due), "paid": day(paid)},
        answer=count_days(due, paid, "half_open"),
        slips={
            "inclusive": count_days(due, paid, "inclusive"),
            "thirty": 30 * months + count_days(add_months(due, months), paid, "half_open"),
        },
    )


# -- the contract's clauses


@LESSON.draws("base")
def _base(_: Random) -> Task:
    rate, borrowed, periods = products["flat_fee"].terms["penalty_daily_rate"].default, "12000", 12
    drawing = Drawing(date(2026, 1, 10), borrowed)
    terms = InstalmentTerms(method="equal_principal", periods=periods, penalty_daily_rate=rate)
    on = date(2026, 2, 20)
    part, whole = (
        open_ledger(replace(terms, penalty_base=base), drawing, until=on).position(on).one_more_day
        for base in ("overdue", "all_principal")
    )
    values = {"borrowed": Decimal(borrowed), "rate": percent(rate), "part": part, "whole": whole}
    return Task(values | {"periods": str(periods)})


@LESSON.draws("multiple-of-rate")
@drawn_far_apart
def _multiple_of_rate(random: Random) -> Task:
    overdue, rate = yuan(random, 1500, 9000, 50), drawn_rate(random, "0.084", "0.156", "0.006")
    late = random.randint(25, 80)
    usual = products["bank_loan"].terms
    multiple, year = usual["penalty_multiple"].default, usual["year_days"].default

    def charged(yearly: Decimal, year_days: YearDays) -> Decimal:
        return accrue(overdue, rate=yearly, per="year", year_days=year_days, day_count=late).amount

    penalty = penalty_rate(rate, multiple=multiple)
    other_year = next(choice for choice in usual["year_days"].choices if choice != year)
    right = accrue(overdue, rate=penalty, per="year", year_days=year, day_count=late)
    return Task(
        values={
            "overdue": overdue,
            "rate": percent(rate),
            "multiple": f"{multiple:f}",
            "late": days(late),
            "year": days(year),
        },
        answer=right.amount,
        slips={
            "no_multiple": charged(rate, year),
            "added": charged(penalty_rate(rate, uplift=multiple), year),
            "other_year": charged(penalty, other_year),
        },
        steps=right.steps,
    )


# -- a card's bill


def _card(random: Random) -> tuple[RevolvingTerms, date, date, date]:
    """A card on its usual terms: its bill day, the due day, and the next bill day."""
    terms = RevolvingTerms(**products["card"].defaults())
    bill = date(2026, random.randint(2, 10), terms.statement_day)
    return terms, bill, bill + timedelta(terms.due_after_days), add_months(bill, 1)


@LESSON.draws("almost-all")
def _almost_all(random: Random) -> Task:
    bill, left = Decimal("5000.00"), Decimal("50.00")
    return Task({"bill": bill, "left": left})


@LESSON.draws("card-interest")
@drawn_far_apart
def _card_interest(random: Random) -> Task:
    terms, bill, due, next_bill = _card(random)
    amount, left = yuan(random, 2000, 9000, 100), yuan(random, 40, 90, 10)
    posted = bill - timedelta(random.randint(5, 25))
    paid = total([amount, -left])

    def interest(payments: list[Payment], kind: InterestOn = "whole_balance") -> Decimal:
        contract = replace(terms, interest=kind)
        ledger = open_ledger(contract, Drawing(posted, amount), payments, until=next_bill)
        return ledger.bills[-1].interest

    payment = [Payment(due, paid)]
    rate = terms.daily_rate
    return Task(
        values={
            "amount": amount,
            "posted": day(posted),
            "bill": day(bill),
            "due": day(due),
            "next": day(next_bill),
            "paid": paid,
            "rate": percent(rate),
        },
        answer=interest(payment),
        slips={
            "only_unpaid": interest(payment, "unpaid_part"),
            "from_bill_day": card_interest(
                postings=[(bill, amount)], payments=[(due, paid)], statement=next_bill, daily_rate=rate
            ).amount,
            "payment_forgotten": interest([]),
        },
        steps=card_interest(
            postings=[(posted, amount)], payments=[(due, paid)], statement=next_bill, daily_rate=rate
        ).steps,
    )


@LESSON.draws("default-fee")
@drawn_far_apart
def _default_fee(random: Random) -> Task:
    share = rules["card-default-fee"].on(TODAY)["rate"]
    floor = products["card"].terms["default_fee_floor"].default
    bill = yuan(random, 3000, 12000, 500)
    minimum = schedule(bill, periods=10, method="equal_principal").instalments[0].principal
    paid = yuan(random, 100, int(minimum) - 50, 50)
    fee = default_fee(minimum=minimum, paid=paid, rate=share, floor=floor)
    without_floor = default_fee(minimum=minimum, paid=paid, rate=share)
    slips = {
        "whole_minimum": default_fee(minimum=minimum, paid=0, rate=share, floor=floor),
        "whole_bill": default_fee(minimum=bill, paid=paid, rate=share, floor=floor),
    }
    if without_floor != fee:
        slips["no_floor"] = without_floor
    values = {
        "bill": bill,
        "minimum": minimum,
        "paid": paid,
        "share": percent(share),
        "floor": Decimal(floor),
    }
    return Task(values, fee, slips)


# -- a monthly fee


@LESSON.draws("fee")
def _fee(_: Random) -> Task:
    usual = products["flat_fee"].terms
    fee, periods = usual["fee_per_period"].default, usual["periods"].default
    rate = annual_rate(plan(Decimal(10000), fee, periods).flows())
    return Task(
        {
            "fee": percent(fee),
            "periods": str(periods),
            "looks_like": percent(MONTHS * fee),
            "nominal": percent(rate.nominal, 1),
            "a_month": percent(fee),
        },
    )


@LESSON.draws("fee-as-rate")
@drawn_far_apart
def _fee_as_rate(random: Random) -> Task:
    usual = products["flat_fee"].terms
    fee = drawn_rate(random, "0.004", "0.010", "0.0005")
    periods = random.choice([count for count in usual["periods"].choices if count >= 6])
    rate = annual_rate(plan(Decimal(10000), fee, periods).flows())
    nominal, effective = (
        Decimal(str(share)).quantize(Decimal("0.0001")) for share in (rate.nominal, rate.effective)
    )
    return Task(
        values={"fee": percent(fee), "periods": str(periods)},
        answer=nominal,
        slips={
            "times_twelve": MONTHS * fee,
            "effective": effective,
            "a_month": fee,
            "doubled": 2 * MONTHS * fee,
        },
    )


# -- what a payment pays


@LESSON.draws("allocation")
@drawn_far_apart
def _allocation(random: Random) -> Task:
    borrowed, late = yuan(random, 2000, 8000, 100), random.randint(20, 60)
    terms = InstalmentTerms(
        annual_rate=drawn_rate(random, "0.12", "0.24", "0.012"),
        penalty_daily_rate=drawn_rate(random, "0.0005", "0.0009", "0.0001"),
        default_fee_floor=yuan(random, 20, 60, 10),
    )
    drawing = Drawing(date(2026, 3, 10), borrowed)
    on = add_months(drawing.on, 1) + timedelta(late)
    paid = yuan(random, 300, 1500, 50)

    def to_principal(**differs: object) -> Decimal:
        ledger = open_ledger(replace(terms, **differs), drawing, [Payment(on, paid)], until=on)  # type: ignore[arg-type]
        return ledger.payment_split(on).get("principal", Decimal("0.00"))

    owed = open_ledger(terms, drawing, until=on).position(on)
    order = ("principal", "interest", "penalty", "compound", "fees")
    names = ("principal", "interest", "penalty", "fees")
    return Task(
        values={name: owed[name] for name in names} | {"paid": paid},
        answer=to_principal(),
        slips={
            "principal_first": to_principal(allocation=order),
            "fee_forgotten": to_principal(default_fee_floor="0"),
            "penalty_forgotten": to_principal(penalty_daily_rate="0"),
            "interest_forgotten": to_principal(annual_rate="0"),
        },
    )


# -- everything due


@LESSON.draws("after-the-call")
@drawn_far_apart
def _after_the_call(random: Random) -> Task:
    borrowed, periods = yuan(random, 12000, 36000, 1200), 12
    terms = InstalmentTerms(
        method="equal_principal",
        periods=periods,
        penalty_daily_rate=drawn_rate(random, "0.0005", "0.0009", "0.0001"),
    )
    drawing = Drawing(date(2025, 10, 10), borrowed)
    missed = add_months(drawing.on, random.randint(3, 8))
    debt = Debt(terms, drawing)
    debt = debt.also(*paid_on_time(debt, before=missed))
    called = missed + timedelta(random.randint(10, 28))
    before, after = debt.position(called), debt.also(Acceleration(called)).position(called)
    rate = terms.penalty_daily_rate
    assert rate is not None
    right = accrue(after.principal, rate=rate, day_count=1)
    return Task(
        values={
            "borrowed": borrowed,
            "owed": after.principal,
            "overdue": schedule(borrowed, periods=periods, method="equal_principal").instalments[0].principal,
            "rate": percent(rate),
        },
        answer=after.one_more_day,
        slips={
            "overdue_only": before.one_more_day,
            "first_sum": accrue(borrowed, rate=rate, day_count=1).amount,
        },
        steps=right.steps,
    )


# -- the line


@LESSON.draws("line")
def _line(_: Random) -> Task:
    line = rules["ceiling-court-licensed"].on(TODAY)["annual_rate"]
    return Task({"line": percent(line)})


@LESSON.draws("above-the-line")
@drawn_far_apart
def _above_the_line(random: Random) -> Task:
    line = rules["ceiling-court-licensed"].on(TODAY)["annual_rate"]
    borrowed, late = yuan(random, 3000, 12000, 500), random.randint(60, 150)
    terms = InstalmentTerms(
        annual_rate=drawn_rate(random, "0.18", "0.24", "0.012"),
        penalty_daily_rate=drawn_rate(random, "0.0009", "0.0015", "0.0001"),
    )
    drawing = Drawing(date(2026, 1, 12), borrowed)
    on = add_months(drawing.on, 1) + timedelta(late)
    ledger = open_ledger(terms, drawing, until=on)
    cost = all_in_cost(ledger, on)
    right = accrue(borrowed, rate=line, per="year", day_count=count_days(drawing.on, on, "half_open"))
    return Task(
        values={
            "borrowed": borrowed,
            "days": days(count_days(drawing.on, on, "half_open")),
            "interest": cost.charged["interest"],
            "penalty": cost.charged["penalty"],
            "line": percent(line),
        },
        answer=cost.excess(line),
        slips={
            "all_of_it": cost.total,
            "allowed": cost.allowed(line),
            "penalty_only": total([cost.charged["penalty"], -cost.allowed(line)]),
        },
        steps=right.steps,
    )
