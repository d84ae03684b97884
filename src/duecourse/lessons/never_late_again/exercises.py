"""The figures of the exercises and guesses, drawn, and answered by `calc`. The words: `exercises.toml`."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Final

from duecourse.calc import (
    CashLine,
    CostItem,
    Quote,
    Share,
    cash_calendar,
    debt_service_share,
    emergency_fund,
    priced_quote,
    round_to,
    total,
)
from duecourse.export.offer_words import weekday
from duecourse.locale import day, money, separator
from duecourse.rules.workdays import how_known, is_made_up, is_workday, workday_after, workday_before

from ..drawing import TODAY, drawn_apart
from ..lesson import Lesson
from ..tasks import Task
from .being_late import CHANGES, BeingLate
from .cash_days import CashDays
from .emergency_fund import EmergencyFund
from .household import household
from .words import count, span, tell

LESSON: Final = Lesson("never_late_again")

WEEK: Final = 7
MONTH: Final = 31
SHOWN_BEFORE: Final = 9
"""Days before a due day that the exercise on days off tells about."""


# -- guesses, about the household that is looked at


@LESSON.draws("first-short-day")
def first_short_day(_: random.Random) -> Task:
    """When the household's account is short for the first time."""
    model = CashDays(household(LESSON))
    first = model.plain().first_shortfall
    if first is None:
        return Task(values={"told": tell("guess_never_short")}, answer="never")
    after = (first.on - model.household.start).days
    answer = "week" if after < WEEK else "month" if after < MONTH else "later"
    values = {"day": day(first.on), "short": money(first.short)}
    return Task(values={"told": count("guess_short", after, **values)}, answer=answer)


@LESSON.draws("months-to-save")
def months_to_save(_: random.Random) -> Task:
    """How many months the household's first cushion takes."""
    model = EmergencyFund(household(LESSON))
    months = model.built.months or 0
    return Task(
        values={
            "a_month": model.a_month,
            "target": model.fund.target,
            "saved": model.household.case.savings,
            "months": span(model.months),
        },
        answer=months,
    )


@LESSON.draws("what-helps")
def what_helps(_: random.Random) -> Task:
    """Which change alone keeps most of 100 such households from being late."""
    found = BeingLate(household(LESSON)).found
    alone = [name for name in CHANGES if name != "all"]
    best = min(alone, key=lambda name: (found[name].late.count, found[name].late_30.count))
    parts = [
        tell("guess_change", change=tell(f"change_{name}"), late=found[name].late.per_hundred)
        for name in alone
    ]
    told = tell("guess_changes", now=found.as_it_is.late.per_hundred, parts=separator().join(parts))
    return Task(values={"told": told}, answer=best)


@LESSON.draws("interest-free")
def interest_free(_: random.Random) -> Task:
    """The rate a year behind instalments that are interest-free but dearer than paying at once."""
    price, at_once, periods = Decimal(3150), Decimal(3000), 6
    priced = priced_quote(Quote(price, periods, cash_price=at_once))
    assert priced.rate is not None
    return Task(
        values={
            "price": price,
            "at_once": at_once,
            "periods": str(periods),
            "payment": priced.highest_payment,
        },
        answer=round_to(str(priced.rate.nominal), "0.0001"),
    )


# -- exercises, with made-up figures


@LESSON.draws("short-by")
@drawn_apart
def short_by(random: random.Random) -> Task:
    """How much is missing when a payment falls due before pay day."""
    rent = Decimal(random.randrange(1200, 1801, 50))
    phone = Decimal(random.randrange(60, 141, 10))
    loan = Decimal(random.randrange(700, 1201, 20))
    opening = total([rent, phone, Decimal(random.randrange(110, 391, 20))])
    pay = Decimal(random.randrange(4500, 6501, 100))
    lines = [
        CashLine("rent", "essential", rent, day=1),
        CashLine("phone", "essential", phone, day=5),
        CashLine("loan", "debt", loan, day=8),
        CashLine("pay", "income", pay, day=15),
    ]
    start = date(2026, 12, 1)
    calendar = cash_calendar(lines, opening, start=start)
    first = calendar.first_shortfall
    assert first is not None and first.on.day == 8
    without_phone = cash_calendar([lines[0], *lines[2:]], opening, start=start).first_shortfall
    empty = cash_calendar(lines, "0", start=start)
    return Task(
        values={
            "start": day(start),
            "opening": opening,
            "rent": rent,
            "phone": phone,
            "loan": loan,
            "pay": pay,
        },
        answer=first.short,
        slips={
            "month_closes": Decimal("0.00"),
            "whole_payment": loan,
            "small_one_forgotten": without_phone.short if without_phone else Decimal("0.00"),
            "opening_forgotten": empty.day(first.on).short,
        },
    )


@cache
def due_days() -> tuple[date, ...]:
    """Due days on days off of an arranged year that tell right and wrong ways apart."""
    found = []
    for number in range(365):
        due = date(2026, 1, 1) + timedelta(number)
        ways = {due.day, workday_before(due).day, workday_after(due).day, _before_by_weekday(due).day}
        if how_known(due) == "arranged" and not is_workday(due) and len(ways) == 4:
            found.append(due)
    return tuple(found)


def _before_by_weekday(due: date) -> date:
    """The last day from Monday to Friday before a day, as if there were no holidays."""
    day = due - timedelta(1)
    while day.weekday() > 4:
        day -= timedelta(1)
    return day


@LESSON.draws("safe-day")
@drawn_apart
def safe_day(random: random.Random) -> Task:
    """On which day to pay when the due day is a day off."""
    due = random.choice(due_days())
    before = [due - timedelta(number) for number in range(SHOWN_BEFORE, -1, -1)]
    off = separator().join(day(one) for one in before if not is_workday(one))
    made_up = separator().join(day(one) for one in before if is_made_up(one))
    return Task(
        values={
            "due": day(due),
            "weekday": weekday(due),
            "off": off,
            "made_up": tell("made_up_days", days=made_up) if made_up else "",
        },
        answer=workday_before(due).day,
        slips={
            "due_day_itself": due.day,
            "after": workday_after(due).day,
            "holiday_forgotten": _before_by_weekday(due).day,
        },
    )


@LESSON.draws("cushion-size")
@drawn_apart
def cushion_size(random: random.Random) -> Task:
    """How much is still missing of a cushion of some months."""
    essentials = Decimal(random.randrange(2800, 4601, 100))
    payments = Decimal(random.randrange(600, 1401, 50))
    income = total([essentials, payments, Decimal(random.randrange(300, 901, 50))])
    saved = Decimal(random.randrange(400, 1901, 100))
    months = random.choice((2, 3))

    whole = emergency_fund(essentials=essentials, payments=payments, months=months, saved=saved, start=TODAY)
    nothing = Decimal(0)

    return Task(
        values={
            "essentials": essentials,
            "payments": payments,
            "income": income,
            "saved": saved,
            "months": span(Decimal(months)),
        },
        answer=whole.missing,
        slips={
            "without_payments": replace(whole, payments=nothing).missing,
            "saved_forgotten": replace(whole, saved=nothing).missing,
            "of_income": replace(whole, essentials=income, payments=nothing).missing,
            "one_month": replace(whole, months=1).missing,
        },
    )


@LESSON.draws("cushion-months")
@drawn_apart
def cushion_months(random: random.Random) -> Task:
    """How many months a cushion takes; the last one need not be a full one."""
    each = random.randrange(200, 501, 50)
    full_months, rest = random.randrange(6, 16), random.randrange(50, each, 50)
    saved = Decimal(each * random.randrange(2, 5) + 30)
    target = total([Decimal(each * full_months + rest), saved])
    fund = emergency_fund(essentials=target, months=1, saved=saved, start=TODAY)
    from_nothing = emergency_fund(essentials=target, months=1, start=TODAY)
    months, without = fund.built(each).months, from_nothing.built(each).months
    assert months is not None and without is not None
    return Task(
        values={"target": target, "saved": saved, "each": Decimal(each)},
        answer=months,
        slips={"cut_short": months - 1, "saved_forgotten": without},
    )


@LESSON.draws("of-100")
@drawn_apart
def of_100(random: random.Random) -> Task:
    """Of 100 households, how many fewer are late with a cushion."""
    of = 10_000
    late = random.randrange(2800, 6101, 100)
    then = random.randrange(900, late - 900, 100)
    fewer = Share(late, of).per_hundred - Share(then, of).per_hundred
    return Task(
        values={"of": f"{of:,}", "late": f"{late:,}", "then": f"{then:,}"},
        answer=fewer,
        slips={
            "not_of_100": late - then,
            "still_late": Share(then, of).per_hundred,
            "of_the_late": Share(late - then, late).per_hundred,
        },
    )


@LESSON.draws("kept-back")
@drawn_apart
def kept_back(random: random.Random) -> Task:
    """The rate a year of a loan from which something is kept back on the first day."""
    amount = Decimal(random.randrange(3000, 8001, 500))
    share = Decimal(random.choice(("0.04", "0.05", "0.06", "0.08")))
    item = CostItem("", when="deducted", share=share)
    priced = priced_quote(Quote(amount, 1, items=(item,)))
    assert priced.rate is not None
    return Task(
        values={"amount": amount, "kept": priced.cost, "received": priced.received},
        answer=round_to(str(priced.rate.nominal), "0.0001"),
        slips={
            "of_the_contract": 12 * share,
            "one_month": round_to(str(priced.rate.per_period), "0.000001"),
            "one_month_of_the_contract": share,
        },
    )


@LESSON.draws("service-share")
@drawn_apart
def service_share(random: random.Random) -> Task:
    """The share of the income that goes to lenders with a new loan."""
    income = Decimal(random.randrange(4200, 7801, 200))
    essentials = round_to(income / 2, "100")
    others = Decimal(random.randrange(500, 1301, 50))
    new = Decimal(random.randrange(300, 701, 20))

    def share(payments: Decimal, of: Decimal) -> Decimal:
        found = debt_service_share(payments, of)
        assert found is not None
        return found

    both = total([others, new])
    return Task(
        values={"income": income, "essentials": essentials, "others": others, "new": new},
        answer=share(both, income),
        slips={
            "new_alone": share(new, income),
            "without_new": share(others, income),
            "of_what_is_left": share(both, total([income, -essentials])),
        },
    )
