"""The figures of the guess and the exercises: drawn, and answered by `calc`. Words: `exercises.toml`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from duecourse.calc import Debt, Drawing, InstalmentTerms, Position, accrue, paid_on_time, total
from duecourse.calc.basics.dates import add_months
from duecourse.locale import day, money, percent
from duecourse.rules import products

from ..drawing import drawn_apart
from ..lesson import Lesson
from ..tasks import Task

LESSON: Final = Lesson("start_here")

WEEK: Final = 7
MONTH: Final = 30

LITTLE: Final = Decimal(5)
MUCH: Final = Decimal(20)
"""Yuan a day: between these two lies the middle answer of the guess."""


def late_loan(amount: Decimal, *, paid: int, due: date, on: date) -> Position:
    """How a loan of the usual kind stands on a day: `paid` instalments paid, those due from `due` on not."""
    terms = InstalmentTerms(**products["jintiao"].defaults())
    drawing = Drawing(add_months(due, -paid - 1), amount)
    debt = Debt(terms, drawing)
    return debt.also(*paid_on_time(debt, before=due)).position(on)


def _due_day(random: Random) -> date:
    return date(2026, random.randint(1, 9), random.randint(3, 27))


@LESSON.draws("cost-of-a-day")
def _cost_of_a_day(random: Random) -> Task:
    """What one more day costs the household that is looked at: little, middling or much."""
    figures = LESSON.case.figures()
    cost = figures.one_more_day
    answer = "little" if cost < LITTLE else "middle" if cost <= MUCH else "much"
    return Task(values={"total": figures.owed, "cost": cost, "little": LITTLE, "much": MUCH}, answer=answer)


@LESSON.draws("days-late")
@drawn_apart
def _days_late(random: Random) -> Task:
    """The days a loan is overdue of which two instalments were missed."""
    due = _due_day(random)
    following = add_months(due, 1)
    today = following + timedelta(random.randint(4, 25))
    position = late_loan(Decimal(6000), paid=2, due=due, on=today)
    months = (today.year - due.year) * 12 + today.month - due.month
    return Task(
        values={"due": day(due), "following": day(following), "today": day(today)},
        answer=position.days_past_due,
        slips={
            "both_days": position.days_past_due + 1,
            "newest": (today - following).days,
            "thirty": months * MONTH + today.day - due.day,
        },
    )


@LESSON.draws("how-much-is-principal")
@drawn_apart
def _how_much_is_principal(random: Random) -> Task:
    """The principal in what an app says is owed in all."""
    due = _due_day(random)
    amount = Decimal(random.randrange(4000, 20001, 500))
    on = due + timedelta(random.randint(20, 80))
    owed = late_loan(amount, paid=random.randint(1, 5), due=due, on=on)
    return Task(
        values={"amount": amount, "total": owed.total, "interest": owed.interest, "penalty": owed.penalty},
        answer=owed.principal,
        slips={
            "total": owed.total,
            "borrowed": amount,
            "interest_off": total([owed.principal, owed.penalty]),
            "penalty_off": total([owed.principal, owed.interest]),
            "on_top": total([owed.interest, owed.penalty]),
        },
        steps=owed.explain("principal"),
    )


@LESSON.draws("one-week")
@drawn_apart
def _one_week(random: Random) -> Task:
    """What one week costs where the penalty runs on all principal."""
    principal = Decimal(random.randrange(3000, 15001, 100))
    late = Decimal(random.randrange(500, 1201, 50))
    rate = Decimal(random.randrange(5, 10)) / 10000

    def cost(base: Decimal, count: int) -> Decimal:
        return accrue(base, rate=rate, day_count=count).amount

    return Task(
        values={"principal": principal, "late": late, "rate": percent(rate)},
        answer=cost(principal, WEEK),
        slips={
            "one_day": cost(principal, 1),
            "late_part": cost(late, WEEK),
            "eight_days": cost(principal, WEEK + 1),
            "month": cost(principal, MONTH),
        },
        steps=[
            replace(step, kind="penalty", component="penalty")
            for step in accrue(principal, rate=rate, day_count=WEEK).steps
        ],
    )


@LESSON.draws("dearest-day")
def _dearest_day(random: Random) -> Task:
    """Of a large debt at a low rate and a smaller one at a high rate, the smaller costs more a day."""
    while True:
        large, small = (
            Decimal(random.randrange(16000, 24001, 500)),
            Decimal(random.randrange(6000, 9501, 500)),
        )
        low, high = Decimal(random.randrange(20, 31)) / 100000, Decimal(random.randrange(60, 91, 5)) / 100000
        a_day = accrue(large, rate=low, day_count=1).amount, accrue(small, rate=high, day_count=1).amount
        if a_day[1] - a_day[0] > 1:
            break
    return Task(
        values={
            "large": money(large),
            "small": money(small),
            "low": percent(low, 3),
            "high": percent(high, 3),
            "large_cost": money(a_day[0]),
            "small_cost": money(a_day[1]),
        },
    )
