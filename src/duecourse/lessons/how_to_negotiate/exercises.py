"""The figures of the exercises and guesses, drawn, and answered by `calc`. The words: `exercises.toml`."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import Final

from duecourse.calc import (
    CounterOffer,
    Deferral,
    Flat,
    LumpSum,
    Means,
    PayoffQuote,
    accrue,
    affordable,
    lump_sum_equivalent,
    outcome,
    shortest_plan,
    total,
)
from duecourse.calc.basics.dates import add_months
from duecourse.locale import money, percent
from duecourse.rules import rules

from ..lesson import Lesson
from ..offer_slot import MOST_PERIODS
from ..tasks import Task
from .household import case_of, debts_of
from .words import months, tell

TODAY: Final = date(2026, 11, 24)
"""The day from which the exercises look, so that they stay the same."""

LESSON = Lesson("how_to_negotiate")

PAUSED: Final = 3


def _owed(principal: Decimal, rate: str = "0") -> PayoffQuote:
    return PayoffQuote(on=TODAY, principal=principal, annual_rate=rate)


@LESSON.draws("real-rate")
def real_rate(random: random.Random) -> Task:
    """The yearly rate behind one later, larger payment."""
    principal, after = Decimal(random.randrange(2000, 9001, 500)), random.choice((3, 4, 6))
    share = Decimal(random.choice((6, 8, 10, 12))).scaleb(-2)
    price = accrue(principal, rate=share, day_count=1).amount
    paid = total((principal, price))
    offer = outcome(_owed(principal), CounterOffer(((add_months(TODAY, after), paid),)))
    assert offer.rate is not None
    return Task(
        values={"owed": principal, "paid": paid, "after": months(after), "price": price},
        answer=Decimal(f"{offer.rate.effective:.4f}"),
        slips={"not_a_year": share, "simple": share * 12 / after},
    )


@LESSON.draws("total-of-a-pause")
def total_of_a_pause(random: random.Random) -> Task:
    """What is paid in all after some months' pause in which interest runs."""
    owed = _owed(Decimal(random.randrange(3000, 9001, 500)), random.choice(("0.12", "0.15", "0.18")))
    pause = random.randint(2, 6)

    def paid(*parts: Deferral) -> Decimal:
        return outcome(owed, *parts).total_paid

    offer = outcome(owed, Deferral(pause))
    return Task(
        values={"owed": owed.principal, "rate": percent(owed.annual_rate), "pause": months(pause)},
        answer=offer.total_paid,
        slips={
            "no_interest": paid(Deferral(pause, interest_runs=False)),
            "one_month": paid(Deferral(1)),
            "whole_year": paid(Deferral(12)),
            "only_interest": offer.total_interest,
        },
        steps=offer.explain(),
    )


@LESSON.draws("bad-month")
def bad_month(random: random.Random) -> Task:
    """By how much a payment is more than a bad month leaves."""
    essential, other = Decimal(random.randrange(3000, 3601, 100)), Decimal(random.choice((200, 250, 300)))
    left, short = random.randrange(400, 901, 100), random.randrange(331, 691, 20)
    worse = total((essential, other, left))
    usual = total((worse, random.randrange(900, 1801, 100)))
    lines = (Flat("income", usual, worse), Flat("essential", essential), Flat("other", other))
    means, on = Means(lines), add_months(TODAY, 1)
    payment = total((left, short))
    return Task(
        values={
            "usual": usual,
            "worse": worse,
            "essential": essential,
            "other": other,
            "payment": payment,
        },
        answer=affordable([(on, payment)], means, bad_month=True).most_short,
        slips={
            "what_is_left": means.left(on, bad_month=True),
            "normal_month": total((means.left(on), -payment)),
            "other_forgotten": affordable([(on, payment)], Means(lines[:2]), bad_month=True).most_short,
        },
    )


@LESSON.draws("worth-today")
def worth_today(random: random.Random) -> Task:
    """What a payment in a year or two is worth to the lender today."""
    paid, years = Decimal(random.randrange(4000, 12001, 500)), random.choice((1, 2))
    rate = Decimal(random.choice((6, 8, 10))).scaleb(-2)
    offer = outcome(_owed(paid), LumpSum(share=1, on=add_months(TODAY, 12 * years)))
    worth = lump_sum_equivalent(offer, rate)
    a_year = accrue(paid, rate=rate, day_count=1).amount
    return Task(
        values={"paid": paid, "when": months(12 * years), "rate": percent(rate)},
        answer=worth,
        slips={
            "not_discounted": paid,
            "taken_off": total((paid, *(-a_year,) * years)),
            "added": total((paid, *(a_year,) * years)),
            "given_up": total((paid, -worth)),
        },
    )


@LESSON.draws("how-long-an-answer-takes")
def how_long_an_answer_takes(_: random.Random) -> Task:
    """In how many days a bank must decide on a simple complaint."""
    complaint, objection = rules["complaint-institution"].on(TODAY), rules["report-objection"].on(TODAY)
    return Task(
        values={},
        answer=complaint["simple"],
        slips={"complex": complaint["complex"], "longest": complaint["max"], "report": objection["days"]},
    )


@LESSON.draws("price-of-a-pause")
def price_of_a_pause(_: random.Random) -> Task:
    """What a pause of some months adds to the learner's own debt."""
    label, owed, _means = _to_guess_at()
    offer = outcome(owed, Deferral(PAUSED))
    return Task(
        values={
            "debt": label,
            "owed": owed.total,
            "pause": months(PAUSED),
            "rate": percent(owed.rate, 4),
        },
        answer=offer.added,
        steps=offer.explain(),
    )


@LESSON.draws("how-many-months")
def how_many_months(_: random.Random) -> Task:
    """How many months the shortest plan takes that normal months carry; on a made-up debt where none does."""
    label, owed, means = _to_guess_at()
    found = shortest_plan(owed, means, most_periods=MOST_PERIODS)
    if found.periods is None:
        label, owed, means = _made_up()
        found = shortest_plan(owed, means, most_periods=MOST_PERIODS)
    assert found.offer is not None
    return Task(
        values={
            "debt": label,
            "owed": owed.total,
            "rate": percent(owed.rate, 4),
            "left": money(means.left(owed.on)),
            "highest": found.offer.highest_payment,
        },
        answer=found.periods,
        steps=found.offer.explain(),
    )


def _to_guess_at() -> tuple[str, PayoffQuote, Means]:
    """The first of the learner's debts that are to be paid, what is owed on it, and its share of a normal
    month; a made-up one where none is, for an offer might revive a debt that may be too old."""
    figures = case_of(LESSON).figures()
    for one in figures.to_pay:
        left = figures.share(one.id, bad_month=False)
        return one.debt.label, debts_of(LESSON)[one.id].owed, Means.of(left)
    return _made_up()


def _made_up() -> tuple[str, PayoffQuote, Means]:
    return tell("made_up_debt"), _owed(Decimal(6000), "0.15"), Means.of("500")
