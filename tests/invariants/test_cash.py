"""What must hold for every cash calendar and every fund; the calendar also against a day-by-day reckoning."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from duecourse.calc import (
    Buffer,
    CashCalendar,
    CashLine,
    Cut,
    MoveDay,
    cash_calendar,
    effect_of,
    emergency_fund,
    planned_line,
)
from invariants.strategies import START, amount, days, examples

KINDS = st.sampled_from(["income", "essential", "other", "debt"])
CLOSED = st.sampled_from(["not", "before", "after"])


@st.composite
def cash_lines(draw: st.DrawFn, name: str) -> CashLine:
    """Any line."""
    kind, every = draw(KINDS), draw(st.sampled_from(["month", "week", "once", "spread", "listed"]))
    if every == "listed":
        on = draw(st.lists(days(500), min_size=1, max_size=5))
        return planned_line(name, [(day, draw(amount("0", "900"))) for day in on], when_closed=draw(CLOSED))
    day = {"month": st.integers(1, 31), "week": st.integers(1, 7)}.get(every)
    start = draw(days(500)) if every == "once" or draw(st.booleans()) else None
    end = start + timedelta(draw(st.integers(0, 300))) if start and draw(st.booleans()) else None
    return CashLine(
        name,
        kind,
        draw(amount("0", "5000")),
        every,
        None if day is None else draw(day),
        start,
        end,
        draw(st.none() | amount("0", "5000")),
        when_closed=draw(CLOSED),
        ahead=draw(st.integers(0, 5)),
    )


@st.composite
def calendars(draw: st.DrawFn) -> CashCalendar:
    """Any calendar of up to 400 days."""
    lines = [draw(cash_lines(f"line {number}")) for number in range(draw(st.integers(1, 5)))]
    start = draw(days(100))
    return cash_calendar(
        lines,
        draw(amount("-2000", "8000")),
        start=start,
        until=start + timedelta(draw(st.integers(0, 400))),
        is_workday=draw(st.sampled_from([None, weekday, not_in_october])),
        bad_months=draw(st.lists(days(400), max_size=3)),
        out_first=draw(st.booleans()),
    )


def weekday(day: date) -> bool:
    """Monday to Friday."""
    return day.isoweekday() <= 5


def not_in_october(day: date) -> bool:
    """But for the first week of October and every Sunday."""
    return day.isoweekday() < 7 and not (day.month == 10 and day.day <= 8)


# -- the same, day by day


def falls_due(line: CashLine, day: date) -> Decimal | None:
    """What a line asks for on a day, if nothing is moved; None where it does not fall due."""
    if line.every == "listed":
        asked = [Decimal(payment) for on, payment in line.payments if on == day]
        return sum(asked, Decimal(0))
    if (line.start and day < line.start) or (line.end and day > line.end and line.every != "once"):
        return None
    last = monthrange(day.year, day.month)[1]
    due = {
        "month": line.day == day.day or (day.day == last and (line.day or 0) > last),
        "week": day.isoweekday() == line.day,
        "once": day == line.start,
        "spread": True,
    }[line.every]
    return Decimal(line.amount) if due else None


def walk(calendar: CashCalendar) -> list[Decimal]:
    """The balance at the end of each day, by asking every line on every day."""
    changes = dict.fromkeys(calendar.days, Decimal(0))
    for line in calendar.lines:
        day = calendar.start - timedelta(60)
        while day <= calendar.until + timedelta(60):
            amount_due = falls_due(line, day)
            bad = line.bad_month is not None and (day.year, day.month) in calendar.bad_months
            if amount_due is not None and bad and line.every != "listed":
                amount_due = Decimal(line.bad_month or 0)
            on = day
            if line.every == "spread":
                full = Decimal(line.bad_month or 0) if bad else Decimal(line.amount)
                held = not (line.start and day < line.start) and not (line.end and day > line.end)
                last = monthrange(day.year, day.month)[1]
                part = int(full * 100) * day.day // last - int(full * 100) * (day.day - 1) // last
                amount_due = Decimal(part) / 100 if held else Decimal(0)
            else:
                on -= timedelta(line.ahead)
                workday = calendar.is_workday
                while line.when_closed != "not" and workday is not None and not workday(on):
                    on += timedelta(1 if line.when_closed == "after" else -1)
            if on in changes and amount_due is not None:
                changes[on] += amount_due if line.kind == "income" else -amount_due
            day += timedelta(1)
    balance, balances = Decimal(str(calendar.opening)), []
    for day in calendar.days:
        balance += changes[day]
        balances.append(balance)
    return balances


@examples(40)
@given(calendars())
def test_as_day_by_day(calendar: CashCalendar) -> None:
    assert list(calendar.balances) == walk(calendar)


@examples(60)
@given(calendars())
def test_the_figures_of_a_calendar(calendar: CashCalendar) -> None:
    every_day = [calendar.day(on) for on in calendar.days]
    for before, after in pairwise(every_day):
        assert before.balance == after.opening
    for day in every_day:
        assert day.balance == day.opening + sum(move.amount for move in day.moves)
        assert day.lowest <= day.balance and (day.short > 0) == (day.lowest < 0)
        assert day.lowest == day.balance or calendar.out_first
    dry = [day for day in every_day if day.lowest < 0]
    assert calendar.first_shortfall == (dry[0] if dry else None) and calendar.shortfall_days == len(dry)
    assert calendar.deepest.lowest == min(day.lowest for day in every_day)
    assert calendar.needed == max([day.short for day in every_day])
    # with what is needed it never is below zero, with a fen less it is
    assert effect_of(calendar, Buffer(calendar.needed)).after.first_shortfall is None
    if calendar.needed:
        less = calendar.needed - Decimal("0.01")
        assert effect_of(calendar, Buffer(less)).after.first_shortfall is not None


@examples(60)
@given(calendars(), st.data())
def test_the_effects_of_changes(calendar: CashCalendar, data: st.DataObject) -> None:
    out = [line for line in calendar.lines if not line.comes_in]
    assume(out)
    line = data.draw(st.sampled_from(out))
    cut = effect_of(calendar, Cut(line.name, by=data.draw(st.sampled_from(["0", "0.25", "1"]))))
    assert cut.less_needed >= 0 and cut.fewer_shortfall_days >= 0
    if cut.first_shortfall_after is not None:
        assert (
            cut.first_shortfall_before is not None and cut.first_shortfall_after >= cut.first_shortfall_before
        )
    assert cut.after.balances[-1] >= calendar.balances[-1]
    if line.every in ("month", "week", "listed"):
        day = data.draw(st.integers(1, 7 if line.every == "week" else 31))
        moved = effect_of(calendar, MoveDay(line.name, day)).after
        due = [move for move in moved.moves() if move.name == line.name]
        assert all(move.due >= calendar.start for move in due)


@examples(80)
@given(
    amount("0.01", "9000"),
    amount("0", "3000"),
    st.integers(0, 24),
    amount("0", "40000"),
    amount("0.01", "3000"),
)
def test_every_fund(
    essentials: Decimal, payments: Decimal, months: int, saved: Decimal, each: Decimal
) -> None:
    fund = emergency_fund(essentials=essentials, payments=payments, months=months, saved=saved, start=START)
    assert fund.target == months * (essentials + payments)
    assert fund.missing == max(fund.target - saved, Decimal(0))
    built = fund.built(each)
    if built.months:
        assert each * (built.months - 1) + built.last == fund.missing and 0 < built.last <= each
        assert built.path[0] == saved and built.path[-1] == fund.target
        assert fund.a_month_for(built.months) <= each
    income = min(each, essentials + payments)
    lasts = fund.lasts(income=income)
    if lasts.months is not None:
        assert lasts.short * lasts.months + lasts.left == saved and 0 <= lasts.left < lasts.short
    spent = fund.covers([("a", each), ("b", essentials)])
    assert sum(cost.paid for cost in spent) + spent[-1].left == saved
    assert all(cost.paid + cost.missing == cost.amount for cost in spent)
