"""The figures of the exercises and guesses, drawn, and answered by `calc`. The words: `exercises.toml`."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from duecourse.calc import (
    Debt,
    Drawing,
    Future,
    InstalmentTerms,
    Payment,
    ReportRules,
    if_nothing,
    if_paid,
    paid_on_time,
    payoff,
    schedule,
)
from duecourse.calc.basics.dates import add_months
from duecourse.locale import day, days, money, month, percent, say
from duecourse.rules import products, rules

from ..kit.watched import code_rule, falling_due
from ..lesson import Lesson
from ..tasks import Task
from .own_report import years_kept
from .relief import RELIEF, ClosedRelief

LESSON: Final = Lesson("your_credit_record")

TODAY: Final = date(2026, 11, 24)
"""The day from which the exercises look, so that they stay the same."""


def _terms(name: str, periods: int) -> InstalmentTerms:
    return InstalmentTerms(**{**products[name].defaults(), "periods": periods})


def _rules() -> ReportRules:
    return ReportRules(code_rule(TODAY).ranges("codes"), years_kept(TODAY))


def months_between(first: date, last: date) -> int:
    """Whole months from the month of one day to that of another."""
    return 12 * (last.year - first.year) + last.month - first.month


@LESSON.draws("months-until-gone")
def months_until_gone(random: random.Random) -> Task:
    """In how many months the record goes of a debt that is late by now and paid off some months from now."""
    late, wait = random.randint(4, 9), random.randint(2, 7)
    while abs(late - wait) < 2 or late == 2 * wait:
        wait = random.randint(2, 9)
    first = TODAY.replace(day=10)
    due = add_months(first, -late)
    loan = falling_due(products["jintiao"], _terms("jintiao", 12), due, first)
    paid_on = add_months(first, wait)
    owed = payoff(loan.terms, loan.drawings, loan.events, on=first)
    future = if_paid(owed, _rules(), on=paid_on, until=add_months(first, wait + 1))
    assert future.gone is not None
    years = years_kept(TODAY)
    return Task(
        values={
            "late": month(due),
            "now": month(first),
            "paid": month(paid_on),
            "gone": month(future.gone),
            "years": str(years),
        },
        answer=months_between(first, future.gone),
        slips={
            "from_lateness": months_between(first, add_months(due, 12 * years)),
            "from_today": 12 * years,
            "only_the_wait": wait,
        },
    )


@LESSON.draws("days-left")
def days_left(random: random.Random) -> Task:
    """How many days are left for the answer to an objection."""
    objection, complaint = (rules[id].on(TODAY)["days"] for id in ("report-objection", "report-complaint"))
    between = complaint - objection
    possible = [
        number
        for number in range(3, objection - 2)
        if number not in (between, objection - number, complaint - number)
    ]
    passed = random.choice(possible)
    handed_in = TODAY - timedelta(passed)
    answer_by = handed_in + timedelta(objection)
    return Task(
        values={
            "handed_in": day(handed_in),
            "today": day(TODAY),
            "answer_by": day(answer_by),
            "days": days(objection),
            "passed": days(passed),
            "complaint": days(complaint),
        },
        answer=(answer_by - TODAY).days,
        slips={
            "passed": passed,
            "from_today": objection,
            "complaint_days": (handed_in + timedelta(complaint) - TODAY).days,
        },
    )


def _loan(periods: int) -> InstalmentTerms:
    """A loan at the usual rates of a cash loan, with instalments that stay the same whatever comes late."""
    usual = products["jintiao"].terms
    return InstalmentTerms(
        annual_rate=usual["annual_rate"].default,
        periods=periods,
        penalty_daily_rate=usual["penalty_daily_rate"].default,
    )


def _report(terms: InstalmentTerms, drawing: Drawing, late: Iterable[tuple[int, int]], until: date) -> Future:
    """The report of a loan paid on time, but for the instalments in `late`: number, and days until it and
    what fell due meanwhile was made good."""
    debt = Debt(terms, drawing)
    planned = paid_on_time(debt, before=until)
    payments = list(planned)
    for number, days_late in late:
        missed = planned[number - 1].on
        made_good = missed + timedelta(days_late)
        payments = [each for each in payments if not missed <= each.on <= made_good]
        before = [each for each in payments if each.on < made_good]
        due = debt.also(*before).position(made_good).due
        payments.append(Payment(made_good, due))
    return if_nothing(debt.also(*payments).payoff(until), _rules(), until=until)


def _strip(random: random.Random) -> tuple[Future, str]:
    """The report of a loan that came late three times: a month or two, some days, and two months or more."""
    late = [
        (random.randint(4, 8), random.choice([35, 65])),
        (random.randint(11, 12), 4),
        (random.randint(13, 17), random.choice([66, 96])),
    ]
    drawing = Drawing(add_months(TODAY.replace(day=8), -24), "6000")
    future = _report(_loan(24), drawing, late, add_months(TODAY, -1))
    return future, "".join(one.code for one in future.months)


def longest_run(signs: str, counted: str) -> int:
    """The longest run of signs that are among those counted."""
    longest = run = 0
    for sign in signs:
        run = run + 1 if sign in counted else 0
        longest = max(longest, run)
    return longest


@LESSON.draws("late-months")
def late_months(random: random.Random) -> Task:
    """How many months of a strip show a late payment at the end of the month."""
    while True:
        future, signs = _strip(random)
        figures = [int(sign) for sign in signs if sign.isdigit()]
        slips = {
            "with_m": future.late_months + signs.count("M"),
            "highest": max(figures),
            "added_up": sum(figures),
        }
        if len({future.late_months, *slips.values()}) == 4:
            return Task(values={"signs": " ".join(signs)}, answer=future.late_months, slips=slips)


@LESSON.draws("most-in-a-row")
def most_in_a_row(random: random.Random) -> Task:
    """How many late months stand in a row, at the most."""
    codes = "".join(code for code, _, _ in code_rule(TODAY).ranges("codes"))
    rule = rules["three-in-a-row"].on(TODAY)
    while True:
        future, signs = _strip(random)
        slips = {"all_of_them": future.late_months, "with_m": longest_run(signs, f"{codes}M")}
        if len({future.most_in_a_row, *slips.values()}) == 3:
            return Task(
                values={"signs": " ".join(signs), "consecutive": str(rule["consecutive"])},
                answer=future.most_in_a_row,
                slips=slips,
            )


@LESSON.draws("small-loan-cost")
def small_loan_cost(random: random.Random) -> Task:
    """What a small credit with a monthly fee costs, all paid on time."""
    amount = Decimal(random.randrange(1200, 6001, 600))
    periods = random.choice([6, 12])
    fee = Decimal(products["flat_fee"].terms["fee_per_period"].default)
    plan = schedule(amount, method="flat_fee", fee_per_period=fee, periods=periods)
    one = schedule(amount, method="flat_fee", fee_per_period=fee, periods=1)
    declining = schedule(amount, annual_rate=fee * 12, periods=periods, method="equal_principal")
    return Task(
        values={
            "amount": amount,
            "months": say("task.months", count=periods),
            "fee": percent(fee, 4),
            "each": one.total_fee,
        },
        answer=plan.total_fee,
        slips={
            "one_month": one.total_fee,
            "on_the_rest": declining.total_interest,
            "whole": plan.total_payment,
        },
    )


@LESSON.draws("when-it-goes")
def when_it_goes(_: random.Random) -> Task:
    """Until when a record is kept of a debt that is never paid."""
    first = TODAY.replace(day=8)
    loan = falling_due(products["jintiao"], _terms("jintiao", 12), add_months(first, -1), first)
    owed = payoff(loan.terms, loan.drawings, loan.events, on=first)
    future = if_nothing(owed, _rules(), until=add_months(first, 24))
    return Task(
        values={"years": str(years_kept(TODAY))}, answer="never" if future.gone is None else "from_lateness"
    )


@LESSON.draws("free-reports")
def free_reports(_: random.Random) -> Task:
    """How many reports a year are free."""
    value = rules["free-reports"].on(TODAY)
    return Task(values={"free": value.shown()["free_per_year"]}, answer=f"times_{value['free_per_year']}")


ITEMS: Final = {
    "too_large": ClosedRelief(amount="12400", arose=date(2024, 5, 10), repaid=date(2026, 3, 2)),
    "repaid_late": ClosedRelief(amount="860", arose=date(2024, 8, 20), repaid=date(2026, 4, 2)),
    "covered": ClosedRelief(amount="8600", arose=date(2025, 2, 14), repaid=date(2026, 3, 2)),
    "arose_late": ClosedRelief(amount="430", arose=date(2026, 1, 10), repaid=date(2026, 2, 20)),
}
"""Four overdue items of which the one-off relief covered one."""


@LESSON.draws("hidden-or-not")
def hidden_or_not(_: random.Random) -> Task:
    """Which of four items the one-off relief covered."""
    values: dict[str, str] = {}
    for id, item in ITEMS.items():
        values |= {
            f"{id}_amount": money(item.amount),
            f"{id}_arose": day(item.arose),
            f"{id}_repaid": day(item.repaid),
        }
    covered = next(id for id, item in ITEMS.items() if item.why_not() is None)
    hidden = ITEMS[covered].hidden_from()
    assert hidden is not None
    return Task(values={**values, "hidden": day(hidden), **RELIEF.shown()}, answer=covered)


@LESSON.draws("small-credit")
def small_credit_guess(_: random.Random) -> Task:
    """What one late month of a small credit does to the report."""
    future = _report(_loan(12), Drawing(TODAY, "2000"), [(5, 31)], add_months(TODAY, 12))
    assert future.gone is not None
    return Task(
        values={"years": str(years_kept(TODAY))}, answer="figure" if future.late_months else "nothing"
    )
