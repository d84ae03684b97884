"""The figures of the exercises and guesses, drawn, and answered by `calc`. The words: `exercises.toml`."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from duecourse.calc import Drawing, InstalmentTerms, RevolvingTerms, Terms, accrue
from duecourse.calc.credit.report import code_for
from duecourse.locale import day, days, money, month, percent
from duecourse.rules import products, rules

from ..kit.months import month_end_from
from ..kit.watched import PRODUCTS, Watched, code_rule, falling_due, made_up
from ..lesson import Lesson
from ..tasks import Task
from .one_payment import outcome
from .timeline import pay_minimum

LESSON: Final = Lesson("what_overdue_means")

TODAY: Final = date(2026, 11, 24)
"""The day from which the exercises look, so that they stay the same."""

DAYS_LATE: Final = 47


def _terms(name: str) -> Terms:
    defaults = products[name].defaults()
    return RevolvingTerms(**defaults) if products[name].kind == "revolving" else InstalmentTerms(**defaults)


def _first_late_day(watched: Watched) -> int:
    number = 0
    while not watched.position(number).days_past_due:
        number += 1
    return number


@LESSON.draws("first-late-day")
def first_late_day(random: random.Random) -> Task:
    """How many days after the due day a card is overdue first, with some days of grace."""
    grace = rules["card-grace"].on(TODAY)["days"] + random.randint(0, 2)
    due = TODAY - timedelta(random.randint(30, 300))
    terms = replace(_terms("card"), grace_days=grace)
    card = falling_due(products["card"], terms, due, TODAY)
    without = falling_due(products["card"], replace(terms, grace_days=0), due, TODAY)
    return Task(
        values={"due": day(due), "grace": days(grace), "last": day(card.day(grace))},
        answer=_first_late_day(card),
        slips={"last_of_grace": grace, "no_grace": _first_late_day(without)},
    )


@LESSON.draws("one-day-late")
def one_day_late(_: random.Random) -> Task:
    """Which of a card and Baitiao is overdue when all is paid one day after the due day."""
    overdue = {}
    for name in ("card", "baitiao_bill"):
        watched = made_up(name, TODAY, DAYS_LATE)
        overdue[name] = outcome(watched, Decimal(watched.drawings[0].amount), 1).overdue
    both = {(True, True): "both", (True, False): "card", (False, True): "baitiao", (False, False): "neither"}
    return Task(
        values={"grace": days(_terms("card").grace_days)},
        answer=both[overdue["card"], overdue["baitiao_bill"]],
    )


@LESSON.draws("figure-of-the-month")
def figure_of_the_month(random: random.Random) -> Task:
    """Which figure the report shows at the end of a month for a loan due some time before."""
    due = TODAY - timedelta(random.randint(150, 330))
    loan = falling_due(products["jintiao"], _terms("jintiao"), due, TODAY)
    end = month_end_from(loan.day(random.randint(25, 120)))
    step = code_rule(TODAY)["step_days"]
    late = loan.position(loan.number(end)).days_past_due
    return Task(
        values={
            "due": day(loan.due),
            "month": month(end),
            "end": day(end),
            "days": days(late),
            "step": days(step),
        },
        answer=int(loan.report(end) or 0),
        slips={
            "days": late,
            "rounded_down": int(code_for(late - step, loan.codes) or 0),
            "one_more": int(code_for(late + step, loan.codes) or 0),
        },
    )


@LESSON.draws("minimum-is-not-free")
def minimum_is_not_free(random: random.Random) -> Task:
    """What a day costs when only the minimum of a Baitiao bill was paid."""
    usual = made_up("baitiao_bill", TODAY, DAYS_LATE)
    spent = Decimal(random.randrange(1600, 6001, 200))
    watched = usual.differing(drawings=(Drawing(usual.drawings[0].on, spent),))
    bill = watched.ledger.bills[0]
    paid = pay_minimum(watched)
    terms = watched.terms
    assert isinstance(terms, RevolvingTerms)
    rate = Decimal(terms.service_daily_rate)
    rest = paid.position(1)
    return Task(
        values={
            "bill": bill.balance,
            "minimum": bill.minimum,
            "rest": rest.principal,
            "rate": percent(rate, 4),
        },
        answer=rest.one_more_day,
        slips={
            "nothing": Decimal("0.00"),
            "whole_bill": accrue(bill.balance, rate=rate, day_count=1).amount,
            "minimum": accrue(bill.minimum, rate=rate, day_count=1).amount,
        },
        steps=[step for step in rest.explain() if step.kind == "service_fee"],
    )


@LESSON.draws("at-least")
def at_least(random: random.Random) -> Task:
    """The minimum of a Baitiao bill after the last minimum was missed."""
    usual = made_up("baitiao_bill", TODAY, DAYS_LATE)
    shares = usual.terms
    assert isinstance(shares, RevolvingTerms)
    share = Decimal(shares.minimum_share_new)
    terms = replace(shares, service_daily_rate="0", penalty_daily_rate="0")
    first, later = Decimal(random.randrange(1000, 3001, 100)), Decimal(random.randrange(400, 901, 100))
    drawn = usual.drawings[0].on
    next_one = drawn + timedelta(30)
    account = usual.differing(terms=terms, drawings=(Drawing(drawn, first), Drawing(next_one, later)))
    met = pay_minimum(account)
    bill, kept = account.ledger.bills[1], met.ledger.bills[1]
    return Task(
        values={
            "first": first,
            "new": later,
            "share": percent(share),
            "after_miss": percent(shares.minimum_share_carried_after_miss or 1),
        },
        answer=bill.minimum,
        slips={
            "as_if_met": kept.minimum,
            "whole_bill": bill.balance,
            "only_new": accrue(later, rate=share, day_count=1).amount,
        },
    )


@LESSON.draws("day-47")
def day_47(_: random.Random) -> Task:
    """What the report would show for a loan on day 47."""
    loan = made_up("jintiao", TODAY, DAYS_LATE)
    position = loan.position(DAYS_LATE)
    step = code_rule(TODAY)["step_days"]
    return Task(
        values={"day": str(DAYS_LATE), "code": str(loan.code(position)), "step": days(step)},
        answer=f"figure_{loan.code(position)}",
    )


@LESSON.draws("how-many-overdue")
def how_many_overdue(_: random.Random) -> Task:
    """Of the four kinds, how many are overdue when all is paid two days late."""
    count = 0
    for name in PRODUCTS:
        watched = made_up(name, TODAY, DAYS_LATE)
        asked = watched.position(0).due if not watched.ledger.bills else watched.ledger.bills[0].balance
        count += outcome(watched, asked, 2).overdue
    return Task(values={"count": str(count)}, answer=f"count_{count}")


@LESSON.draws("missed-minimum")
def missed_minimum(_: random.Random) -> Task:
    """How the next Baitiao minimum compares with the one that was missed."""
    usual = made_up("baitiao_bill", TODAY, DAYS_LATE)
    first, following = usual.ledger.bills[:2]
    answer = "all" if following.minimum == following.balance else "double"
    return Task(
        values={
            "bill": money(first.balance),
            "minimum": money(first.minimum),
            "next": money(following.minimum),
        },
        answer=answer,
    )
