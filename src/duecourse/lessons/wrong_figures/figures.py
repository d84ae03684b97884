"""The figures on the pages, drawn, and what is right by `calc` and the rules. Words: `data/wrong_figures`."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from duecourse.calc import accrue, round_to, schedule
from duecourse.calc.budget import total
from duecourse.calc.dates import add_months, count_days
from duecourse.calc.slips import (
    both_days_counted,
    day_rate_as_yearly,
    deducted_but_counted,
    interest_on_original,
    monthly_fee_as_yearly,
    months_of_thirty_days,
    total_below_principal,
)
from duecourse.locale import day, days, percent
from duecourse.rules import ceilings_for, lpr_on, rules

from ..drawing import Draw, drawn_apart, rate, yuan
from ..tasks import Task

TODAY: Final = date(2026, 11, 24)
"""The day the rules are read on, so that the pages stay the same."""

MONTHS: Final = 12
TWO_PLACES: Final = "0.0001"
"""A rate in per cent with two decimals, as the box for the answer asks."""


def _due_day(random: Random) -> date:
    return date(2026, random.randint(1, 7), random.randint(3, 27))


@drawn_apart
def _days_both_ends(random: Random) -> Task:
    """A penalty of which both ends are counted, where the contract counts one."""
    base, daily, due = yuan(random, 1500, 9000), rate(random, "0.0006", "0.0012", "0.0001"), _due_day(random)
    paid = due + timedelta(random.randint(12, 60))
    slip = both_days_counted(base, daily_rate=daily, start=due, end=paid)
    return Task(
        values={
            "base": base,
            "rate": percent(daily),
            "due": day(due),
            "paid": day(paid),
            "counted": days(count_days(due, paid, "inclusive")),
            "late": days(count_days(due, paid, "half_open")),
            "claimed": slip.claimed,
        },
        answer=slip.right,
        slips={"claimed": slip.claimed, "one_day": accrue(base, rate=daily, day_count=1).amount},
        steps=accrue(base, rate=daily, start=due, end=paid).steps,
    )


def _crime_figure(random: Random) -> Task:
    """From which principal on not paying a card can be a crime at all: the figure in force."""
    rule = rules["debt-is-no-crime"].on(TODAY)
    return Task(
        values={"owed": yuan(random, 12000, 30000)},
        answer=Decimal(rule["principal_min"]),
        slips={"huge": Decimal(rule["huge"])},
    )


@drawn_apart
def _day_rate_as_year(random: Random) -> Task:
    """A rate a day that is called one a year."""
    daily, base = rate(random, "0.0003", "0.0008", "0.0001"), yuan(random, 5000, 20000, 1000)
    slip = day_rate_as_yearly(daily)
    return Task(
        values={
            "daily": percent(daily, 3),
            "base": base,
            "one_day": accrue(base, rate=daily, day_count=1).amount,
        },
        answer=slip.right,
        slips={
            "claimed": slip.claimed,
            "year_360": day_rate_as_yearly(daily, year_days=360).right,
        },
    )


@drawn_apart
def _within_the_line(random: Random) -> Task:
    """A rate a day that is below the line only in a year of 360 days."""
    daily = rate(random, "0.00066", "0.000664", "0.000001")
    line = rules["ceiling-court-licensed"].on(TODAY)["annual_rate"]
    short, right = (
        round_to(day_rate_as_yearly(daily, year_days=year).right, TWO_PLACES) for year in (360, 365)
    )
    return Task(
        values={
            "daily": percent(daily, 4),
            "short_year": days(360),
            "year": days(365),
            "claimed": percent(short),
            "line": percent(line),
        },
        answer=right,
        slips={"claimed": short, "line": line},
    )


def _interest_on_original(random: Random) -> Task:
    """Interest on the first sum to the end, of a loan that is paid back month by month."""
    principal, yearly = yuan(random, 10000, 30000, 1000), rate(random, "0.10", "0.20", "0.01")
    slip = interest_on_original(principal, annual_rate=yearly, periods=MONTHS)
    first = schedule(principal, annual_rate=yearly, periods=MONTHS).instalments[0]
    return Task(
        values={
            "principal": principal,
            "rate": percent(yearly),
            "periods": str(MONTHS),
            "payment": first.payment,
            "claimed": slip.claimed,
            "right": slip.right,
            "first": first.interest,
        },
    )


def _four_times_lpr(_: Random) -> Task:
    """The limit for private loans, held against a bank."""
    private, bank = (ceilings_for(kind, TODAY)[0].annual_rate for kind in ("private", "bank"))
    lpr = lpr_on(TODAY)["one_year"]
    return Task(
        values={"lpr": percent(lpr), "claimed": percent(private)},
        answer=bank,
        slips={"claimed": private, "lpr": lpr},
    )


@drawn_apart
def _thirty_day_months(random: Random) -> Task:
    """A penalty by the day, on months taken as thirty days each."""
    base, daily = yuan(random, 1500, 9000), rate(random, "0.0005", "0.0010", "0.0001")
    due = date(2026, random.choice((1, 3, 5, 7)), random.randint(3, 25))
    months = random.choice((2, 3, 4))
    until = add_months(due, months)
    slip = months_of_thirty_days(base, daily_rate=daily, start=due, end=until)
    both = accrue(base, rate=daily, start=due, end=until, days="inclusive")
    return Task(
        values={
            "base": base,
            "rate": percent(daily),
            "due": day(due),
            "until": day(until),
            "months": str(months),
            "counted": days(30 * months),
            "late": days(count_days(due, until, "half_open")),
            "claimed": slip.claimed,
        },
        answer=slip.right,
        slips={"claimed": slip.claimed, "both": both.amount},
        steps=accrue(base, rate=daily, start=due, end=until).steps,
    )


@drawn_apart
def _total_below_principal(random: Random) -> Task:
    """A plan whose total leaves out the last payments, and so comes out below what is owed."""
    principal, yearly = yuan(random, 12000, 36000, 1000), rate(random, "0.08", "0.14", "0.01")
    periods, left_out = 2 * MONTHS, random.choice((4, 5))
    plan = schedule(principal, annual_rate=yearly, periods=periods)
    slip = total_below_principal(principal, annual_rate=yearly, periods=periods, left_out=left_out)
    return Task(
        values={
            "principal": principal,
            "rate": percent(yearly),
            "periods": str(periods),
            "but_one": str(periods - 1),
            "payment": plan.instalments[0].payment,
            "last": plan.instalments[-1].payment,
            "claimed": slip.claimed,
        },
        answer=slip.right,
        slips={"claimed": slip.claimed, "all_alike": plan.quoted_total(), "principal": principal},
    )


def _gone_after_two_years(random: Random) -> Task:
    """A record said to go some time after the payment was late, though it goes after all is paid."""
    years = rules["bad-record-five-years"].on(TODAY)["years"]
    late = date(2024, random.randint(2, 11), random.randint(3, 27))
    paid = add_months(late, random.randint(14, 22))
    return Task(
        values={
            "late": day(late),
            "paid": day(paid),
            "claimed": day(add_months(late, 2 * MONTHS)),
            "from_late": day(add_months(late, years * MONTHS)),
            "right": day(add_months(paid, years * MONTHS)),
        },
    )


def _deducted_first(random: Random) -> Task:
    """A loan of which a part is kept back, called by its rate on the whole."""
    principal, yearly = yuan(random, 2000, 5000, 500), rate(random, "0.12", "0.18", "0.01")
    share = rate(random, "0.06", "0.10", "0.01")
    kept = accrue(principal, rate=share, day_count=1).amount
    slip = deducted_but_counted(principal, deducted=kept, annual_rate=yearly, periods=MONTHS)
    return Task(
        values={
            "principal": principal,
            "kept": kept,
            "received": total([principal, -kept]),
            "periods": str(MONTHS),
            "claimed": percent(slip.claimed),
            "right": percent(slip.right),
        },
    )


def _monthly_fee_as_year(random: Random) -> Task:
    """A monthly fee times twelve, called the rate a year."""
    fee, principal = rate(random, "0.005", "0.009", "0.0005"), yuan(random, 6000, 18000, 600)
    slip = monthly_fee_as_yearly(fee, periods=MONTHS, principal=principal)
    return Task(
        values={
            "principal": principal,
            "fee": percent(fee),
            "each": accrue(principal, rate=fee, day_count=1).amount,
            "periods": str(MONTHS),
            "claimed": percent(slip.claimed),
            "right": percent(slip.right),
        },
    )


@drawn_apart
def _no_dry_day(random: Random) -> Task:
    """A month that comes out even, with a day in it on which the account is empty."""
    wage, rent, opening = yuan(random, 5000, 8000), yuan(random, 1500, 2600), yuan(random, 300, 1200)
    instalment = yuan(random, 700, 1200)
    living = total([wage, -rent, -instalment, -yuan(random, 200, 500)])
    return Task(
        values={"wage": wage, "rent": rent, "opening": opening, "instalment": instalment, "living": living},
        answer=total([rent, instalment, -opening]),
        slips={
            "rent_only": total([rent, -opening]),
            "left_over": total([wage, -rent, -instalment, -living]),
            "opening_forgotten": total([rent, instalment]),
        },
    )


DRAWS: Final[dict[str, Draw]] = {
    "days-both-ends": _days_both_ends,
    "crime-figure": _crime_figure,
    "day-rate-as-year": _day_rate_as_year,
    "within-the-line": _within_the_line,
    "interest-on-original": _interest_on_original,
    "four-times-lpr": _four_times_lpr,
    "thirty-day-months": _thirty_day_months,
    "total-below-principal": _total_below_principal,
    "gone-after-two-years": _gone_after_two_years,
    "deducted-first": _deducted_first,
    "monthly-fee-as-year": _monthly_fee_as_year,
    "no-dry-day": _no_dry_day,
}
"""The draws, by the page's id in `data/wrong_figures`."""
