"""The lesson's guesses and exercises: figures drawn, the answer and the usual slips worked out by `calc`."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from duecourse import calc
from duecourse.calc import (
    Drawing,
    Flat,
    InstalmentTerms,
    Payment,
    accrue,
    budget,
    debt_service_share,
    fair_shares,
    open_ledger,
    ranking,
    total,
    which_first,
)
from duecourse.calc.basics.dates import add_months
from duecourse.case import Debt, load_example
from duecourse.locale import day, days, percent
from duecourse.rules import ceilings_for, lender_text, lowest_public, lpr_on

from ..drawing import drawn_apart, yuan
from ..lesson import Lesson
from ..tasks import Task
from .bill import HeldAgainst
from .month import Month
from .which_first import WhichFirst, owing
from .whose import Whose, with_budget, with_debts

LESSON: Final = Lesson("how_to_prepare")

TODAY: Final = date(2026, 11, 24)
"""The day the exercises' rules are read on, so that they say the same for ever."""


def _daily(random: Random) -> Decimal:
    """A penalty rate a day."""
    return Decimal(random.randrange(5, 11)) * Decimal("0.0001")


# -- what is owed


@LESSON.draws("what-is-owed")
def _what_is_owed(_: Random) -> Task:
    whose = with_debts(LESSON)
    return Task({"count": str(len(whose.debts)), "day": day(whose.case.as_of)}, whose.figures.owed)


@LESSON.draws("not-booked")
@drawn_apart
def _not_booked(random: Random) -> Task:
    late, rate = yuan(random, 4000, 9000, 100), _daily(random)
    terms = InstalmentTerms(
        method="bullet", periods=1, annual_rate="0", penalty_daily_rate=rate, penalty_base="overdue"
    )
    due = date(2026, random.randint(2, 8), random.randint(3, 25))
    drawn = Drawing(add_months(due, -1), late)
    due = add_months(drawn.on, 1)
    paid_on, on = due + timedelta(random.randint(4, 10)), due + timedelta(random.randint(55, 90))
    paid = yuan(random, 1500, 3000, 50)

    billed = open_ledger(terms, drawn, (), until=on).position(on).total
    really = open_ledger(terms, drawn, (Payment(paid_on, paid),), until=on).position(on)
    return Task(
        values={
            "late": late,
            "due": day(due),
            "rate": percent(rate, places=4),
            "paid": paid,
            "paid_on": day(paid_on),
            "on": day(on),
            "billed": billed,
        },
        answer=really.total,
        slips={
            "just_taken_off": total([billed, -paid]),
            "no_penalty": total([late, -paid]),
            "added": total([billed, paid]),
        },
        steps=really.explain(),
    )


# -- the lender's bill


@LESSON.draws("lines-that-agree")
def _lines_that_agree(_: Random) -> Task:
    whose, debt = _with_a_bill(with_debts(LESSON))
    model = HeldAgainst(whose, debt)
    found = model.checked()
    assert found is not None
    return Task(
        values={"debt": debt.label, "day": day(model.on), "count": str(len(found.lines))},
        answer=len(found.lines) - len(model.differing()),
    )


def _with_a_bill(whose: Whose) -> tuple[Whose, Debt]:
    """The first debt with a bill, none that may be too old to ask about; in the example household where the
    case has none."""
    for looked_at in (whose, Whose(load_example())):
        old = {one.id for one in looked_at.figures.debts if one.too_old}
        for debt in (one for one in looked_at.debts if one.id not in old):
            model = HeldAgainst(looked_at, debt)
            if model.newest is not None and model.checked() is not None:
                return looked_at, debt
    raise LookupError("the example household has no bill")


@LESSON.draws("counted-twice")
@drawn_apart
def _counted_twice(random: Random) -> Task:
    late, rate = yuan(random, 2000, 12000, 100), _daily(random)
    due = date(2026, random.randint(1, 9), random.randint(3, 25))
    on = due + timedelta(random.randint(12, 40))
    right = accrue(late, rate=rate, start=due, end=on)
    billed = accrue(late, rate=rate, start=due, end=on, days="inclusive").amount
    too_much = total([billed, -right.amount])
    return Task(
        values={
            "late": late,
            "due": day(due),
            "on": day(on),
            "rate": percent(rate, places=4),
            "billed": billed,
        },
        answer=too_much,
        slips={"right_penalty": right.amount, "two_days": total([too_much, too_much]), "all_of_it": billed},
        steps=right.steps,
    )


@LESSON.draws("penalty-on-fees")
@drawn_apart
def _penalty_on_fees(random: Random) -> Task:
    principal, fee = yuan(random, 600, 2400, 20), yuan(random, 150, 500, 5)
    rate, count = _daily(random), random.randint(15, 60)
    right = accrue(principal, rate=rate, day_count=count)
    billed = accrue(total([principal, fee]), rate=rate, day_count=count).amount
    return Task(
        values={
            "principal": principal,
            "fee": fee,
            "rate": percent(rate, places=4),
            "days": days(count),
            "billed": billed,
        },
        answer=total([billed, -right.amount]),
        slips={
            "right_penalty": right.amount,
            "the_fee": fee,
            "with_the_fee": total([billed, fee, -right.amount]),
        },
        steps=right.steps,
    )


# -- the cost beside the line


@LESSON.draws("above-the-line")
def _above_the_line(random: Random) -> Task:
    lender = random.choice(("bank", "small_loan", "consumer_finance"))
    line, private = lowest_public(ceilings_for(lender, TODAY)), lowest_public(ceilings_for("private", TODAY))
    assert line is not None and private is not None
    rate = line.annual_rate - Decimal(random.randrange(5, 31)) * Decimal("0.001")
    assert rate > private.annual_rate and lpr_on(TODAY)
    return Task(
        values={
            "rate": percent(rate),
            "lender": lender_text(lender),
            "line": percent(line.annual_rate),
            "private": percent(private.annual_rate),
        },
        answer="below" if rate <= line.annual_rate else "falls_away",
    )


# -- what the month leaves


@LESSON.draws("share-of-income")
def _share_of_income(_: Random) -> Task:
    model = Month(with_budget(LESSON))
    share = model.share()
    if share is None:
        model = Month(Whose(load_example()))
        share = model.share()
    values = {"asked": model.asked(), "income": model.month().income}
    return Task(values, share)


@LESSON.draws("bad-month")
@drawn_apart
def _bad_month(random: Random) -> Task:
    income = yuan(random, 5400, 8000, 100)
    bad = yuan(random, 4200, 5000, 100)
    rent, food = yuan(random, 900, 1600, 50), yuan(random, 900, 1400, 50)
    heat, heat_bad, other = (
        yuan(random, 100, 200, 10),
        yuan(random, 260, 420, 10),
        yuan(random, 150, 500, 50),
    )
    lines = [
        Flat("income", income, bad),
        Flat("essential", rent),
        Flat("essential", food),
        Flat("essential", heat, heat_bad),
        Flat("other", other),
    ]
    worst = budget(lines, bad_month=True)
    same_heat = budget([*lines[:3], Flat("essential", heat), lines[4]], bad_month=True)
    return Task(
        values={
            "income": income,
            "bad": bad,
            "rent": rent,
            "food": food,
            "heat": heat,
            "heat_bad": heat_bad,
            "other": other,
        },
        answer=worst.left,
        slips={
            "normal": budget(lines).left,
            "other_forgotten": worst.left_at_most,
            "heat_forgotten": same_heat.left,
        },
    )


@LESSON.draws("service-share")
@drawn_apart
def _service_share(random: Random) -> Task:
    income, essentials = yuan(random, 5000, 9000, 100), yuan(random, 2600, 4200, 100)
    card, loan = yuan(random, 300, 700, 10), yuan(random, 800, 1800, 10)
    owed = yuan(random, 12000, 30000, 500)
    asked = total([card, loan])

    def share(part: Decimal, whole: Decimal) -> Decimal:
        return debt_service_share(part, whole) or Decimal(0)

    return Task(
        values={"income": income, "essentials": essentials, "card": card, "loan": loan, "owed": owed},
        answer=share(asked, income),
        slips={
            "of_what_is_left": share(asked, total([income, -essentials])),
            "one_only": share(loan, income),
            "of_all_owed": share(asked, owed),
            "with_essentials": share(total([asked, essentials]), income),
        },
    )


# -- several lenders


@LESSON.draws("fair-share")
def _fair_share(_: Random) -> Task:
    whose = with_debts(LESSON)
    if len(owing(whose)) < 2:  # nothing to share out
        whose = Whose(load_example())
    model = WhichFirst(whose)
    shares = model.shares()
    id = max(shares, key=lambda one: shares[one])
    return Task(
        values={
            "amount": model.amount,
            "count": str(len(shares)),
            "debt": model.debt(id).label,
            "owed": next(one.total for one in model.owing if one.id == id),
            "all": total(one.total for one in model.owing),
        },
        answer=shares[id],
    )


@LESSON.draws("pro-rata")
@drawn_apart
def _pro_rata(random: Random) -> Task:
    owed = {name: yuan(random, 2000, 18000, 100) for name in ("first", "second", "third")}
    amount = yuan(random, 600, 2400, 50)
    shares = fair_shares(amount, owed)
    rest = {name: owed[name] for name in ("second", "third")}
    return Task(
        values={"amount": amount, **owed, "all": total(owed.values())},
        answer=shares["first"],
        slips={
            "even": fair_shares(amount, dict.fromkeys(owed, 1))["first"],
            "second": shares["second"],
            "third": shares["third"],
            "everything": amount,
            "rest": fair_shares(amount, rest)["second"],
        },
    )


@LESSON.draws("which-first")
def _which_first(random: Random) -> Task:
    """Three late loans: a dear one, a large one, a small one. None is about to cross a line."""
    dear, large, small = (
        (yuan(random, 3000, 5000, 100), Decimal("0.001")),
        (yuan(random, 9000, 16000, 100), Decimal("0.0004")),
        (yuan(random, 800, 1800, 100), Decimal("0.0005")),
    )
    debts = [
        calc.Debt(
            InstalmentTerms(
                method="bullet", periods=1, annual_rate="0", penalty_daily_rate=rate, penalty_base="overdue"
            ),
            Drawing(date(2026, 9, 3), amount),
            id=name,
        )
        for name, (amount, rate) in (("dear", dear), ("large", large), ("small", small))
    ]
    found = ranking(debts, TODAY)
    return Task(
        values={
            "spare": yuan(random, 300, 700, 50),
            **{
                f"{name}_{what}": value
                for name, (amount, rate) in (("dear", dear), ("large", large), ("small", small))
                for what, value in (("owed", amount), ("rate", percent(rate, places=4)))
            },
        },
        answer=which_first(found, "cost")[0],
    )
