"""The cash calendar, of an account that can be reckoned by hand.

500 are there on 1 January 2027. 3,000 come on the 10th; rent of 1,200 goes on the 1st, and 600 for a loan on
the 8th.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import Any

import pytest

from duecourse.calc import (
    Autopay,
    BadInput,
    Buffer,
    CashCalendar,
    CashLine,
    CashMove,
    Cut,
    Drawing,
    Flat,
    MoveDay,
    PayAhead,
    Rescheduling,
    best_days,
    cash_calendar,
    debt_line,
    effect_of,
    outcome,
    payoff,
    planned_line,
    which_line,
)
from duecourse.calc.household.cash import Change
from unit.calc.agreed import owed as without_a_story
from unit.calc.debts import DRAWN, paid, terms, y

START = date(2027, 1, 1)
PAY = CashLine("pay", "income", "3000", day=10)
RENT = CashLine("rent", "essential", "1200", day=1)
LOAN = CashLine("loan", "debt", "600", day=8)
FOOD = CashLine("food", "essential", "900", every="spread")
LINES = (PAY, RENT, LOAN)


def jan(day: int) -> date:
    """A day of January 2027. The 1st is a Friday."""
    return date(2027, 1, day)


def account(*lines: CashLine, opening: str = "500", **differs: Any) -> CashCalendar:
    """The account with these lines, or its own."""
    return cash_calendar(lines or LINES, opening, start=START, **differs)


def falls(line: CashLine, until: date = date(2027, 4, 30), **differs: Any) -> list[tuple[str, str]]:
    """The days and amounts of a line."""
    calendar = cash_calendar([line], "0", start=START, until=until, **differs)
    return [(move.on.isoformat()[5:], str(move.amount)) for move in calendar.moves()]


# -- what comes and goes


def test_a_year_day_by_day() -> None:
    calendar = account()
    assert len(calendar.days) == len(calendar.balances) == 365
    assert (calendar.days[0], calendar.days[-1]) == (START, date(2027, 12, 31))
    assert calendar.balances[:10] == tuple(
        map(y, ["-700.00"] * 7 + ["-1300.00"] * 2 + ["1700.00"])
    )  # 500 - 1200; - 600; + 3000
    assert calendar.balances[-1] == y("500.00") + 12 * y("1200.00")
    assert cash_calendar(LINES, "500", start=date(2027, 12, 1)).days[-1] == date(2028, 11, 30)


def test_by_the_month() -> None:
    assert falls(replace(RENT, day=31)) == [
        ("01-31", "-1200.00"), ("02-28", "-1200.00"), ("03-31", "-1200.00"), ("04-30", "-1200.00"),
    ]  # fmt: skip
    held = replace(RENT, start=date(2027, 2, 1), end=date(2027, 3, 1))
    assert falls(held) == [("02-01", "-1200.00"), ("03-01", "-1200.00")]


def test_by_the_week() -> None:
    friday = CashLine("market", "essential", "80", every="week", day=5)
    assert falls(friday, jan(31)) == [(f"01-{day:02}", "-80.00") for day in (1, 8, 15, 22, 29)]
    assert falls(replace(friday, day=4), jan(15)) == [("01-07", "-80.00"), ("01-14", "-80.00")]
    assert falls(replace(friday, start=jan(9), end=jan(22)), jan(31)) == [
        ("01-15", "-80.00"),
        ("01-22", "-80.00"),
    ]


def test_once() -> None:
    assert falls(CashLine("repair", "other", "350.50", every="once", start=jan(20))) == [("01-20", "-350.50")]
    assert falls(CashLine("old", "other", "1", every="once", start=date(2026, 12, 31))) == []


def test_spread_over_the_month_to_the_fen() -> None:
    calendar = account(replace(FOOD, amount="1000"), opening="0", until=date(2027, 2, 28))
    days = [-move.amount for move in calendar.moves()]
    assert len(days) == 59
    # 1,000 over 31 days: 32.25…; what is cut off comes with a later day
    assert days[:4] == [y("32.25"), y("32.26"), y("32.26"), y("32.26")]
    assert (sum(days[:31]), sum(days[31:])) == (y("1000.00"), y("1000.00"))
    assert calendar.day(jan(31)).balance == y("-1000.00")
    held = account(replace(FOOD, start=jan(30), end=date(2027, 2, 2)), opening="0")
    assert [move.on for move in held.moves()] == [jan(30), jan(31), date(2027, 2, 1), date(2027, 2, 2)]


def test_listed() -> None:
    plan = planned_line("plan", [(jan(5), "100"), (date(2027, 2, 5), "50.05")])
    assert falls(plan) == [("01-05", "-100.00"), ("02-05", "-50.05")] and plan.kind == "debt"
    assert falls(replace(plan, end=jan(31))) == [("01-05", "-100.00")]


def test_a_line_without_an_amount_moves_nothing() -> None:
    assert CashLine("gift", "income", day=5).fen == 0 == CashLine("rent", "essential", day=5).fen


def test_an_offer_as_a_line() -> None:
    offer = outcome(without_a_story(), Rescheduling(3))
    line = planned_line("agreed", [(each.due, each.payment) for each in offer.schedule])
    assert [fen for _, fen in line.listed] == [-fen for fen in offer.payments]


def test_what_a_debt_asks_for() -> None:
    owed = payoff(terms(), Drawing(DRAWN, "1200"), [paid(2, 15, "112")], on=date(2026, 4, 20))
    line = debt_line("loan", owed, until=date(2026, 6, 20), when_closed="after")
    assert line.payments == (
        (date(2026, 4, 20), y("223.05")), (date(2026, 5, 15), y("109.00")), (date(2026, 6, 15), y("108.00")),
    )  # fmt: skip
    assert (line.name, line.every, line.when_closed) == ("loan", "listed", "after")
    with pytest.raises(BadInput, match="the debt itself"):
        debt_line("loan", without_a_story(), until=date(2027, 1, 1))
    nothing = payoff(terms(), Drawing(DRAWN, "1200"), on=date(2026, 1, 20))
    with pytest.raises(BadInput, match="asks for something"):
        debt_line("loan", nothing, until=date(2026, 2, 1))


def test_a_line_of_a_budget() -> None:
    assert CashLine.of_budget(Flat("essential", "80", day=5), "x") == CashLine("x", "essential", "80", day=5)
    assert CashLine.of_budget(Flat("other", "80"), "x") == CashLine("x", "other", "80", every="spread")
    assert CashLine.of_budget(Flat("income", "80"), "x") == CashLine("x", "income", "80", day=31)
    held = CashLine.of_budget(Flat("income", "80", "20", jan(1), jan(9), 5), "x")
    assert (held.bad_month, held.start, held.end) == ("20", jan(1), jan(9))


def test_bad_months() -> None:
    pay = replace(PAY, bad_month="1000")
    assert falls(pay, bad_months=[date(2027, 2, 28)]) == [
        ("01-10", "3000.00"), ("02-10", "1000.00"), ("03-10", "3000.00"), ("04-10", "3000.00"),
    ]  # fmt: skip
    assert falls(PAY, jan(31), bad_months=[jan(1)]) == [("01-10", "3000.00")]
    none = replace(PAY, bad_month="0")
    assert falls(none, jan(31), bad_months=[jan(1)]) == []


# -- days on which banks do not work


def weekdays(day: date) -> bool:
    """Monday to Friday."""
    return day.isoweekday() <= 5


def test_a_due_day_on_a_day_off() -> None:
    # 9 and 10 January 2027 are a Saturday and a Sunday
    for rule, day in (("not", "01-10"), ("before", "01-08"), ("after", "01-11")):
        assert falls(replace(PAY, when_closed=rule), jan(31), is_workday=weekdays)[0][0] == day
        assert falls(replace(PAY, when_closed=rule), jan(31))[0][0] == "01-10"
    workday = replace(PAY, day=11, when_closed="before")
    assert falls(workday, jan(31), is_workday=weekdays)[0][0] == "01-11"


def test_a_due_day_moved_over_the_edge_of_the_calendar() -> None:
    # 3 April 2027 is a Saturday: due there, taken on Monday the 5th, or on Friday the 2nd
    april = CashLine("loan", "debt", "600", day=3)
    for rule, start, found in (
        ("after", date(2027, 4, 4), [date(2027, 4, 5)]),
        ("before", date(2027, 4, 3), []),
        ("not", date(2027, 4, 4), []),
    ):
        line = replace(april, when_closed=rule)
        moved = cash_calendar([line], "0", start=start, until=date(2027, 4, 30), is_workday=weekdays)
        assert [move.on for move in moved.moves()] == found
        assert all(move.due == date(2027, 4, 3) for move in moved.moves())
    late = replace(CashLine("loan", "debt", "600", day=31), when_closed="before")
    january = cash_calendar([late], "0", start=START, until=jan(30), is_workday=weekdays)
    assert [(move.on, move.due) for move in january.moves()] == [(jan(29), jan(31))]


def test_a_calendar_without_workdays() -> None:
    with pytest.raises(BadInput, match="a workday within 15 days of 2026-12-"):
        falls(replace(PAY, day=28, when_closed="after"), is_workday=lambda _: False)


def test_only_days_nearby_are_asked_for() -> None:
    asked: list[date] = []

    def weekday(day: date) -> bool:
        asked.append(day)
        return weekdays(day)

    for rule in ("before", "after"):
        falls(replace(PAY, when_closed=rule), jan(31), is_workday=weekday)
    assert min(asked) >= date(2026, 12, 17) and max(asked) <= date(2027, 2, 15)


def test_paid_ahead() -> None:
    assert falls(replace(LOAN, ahead=3), jan(31)) == [("01-05", "-600.00")]
    # due after the end but paid before it: it counts; paid before the beginning: it does not
    assert falls(replace(LOAN, day=2, ahead=3), jan(31)) == [("01-30", "-600.00")]
    both = replace(LOAN, day=12, ahead=2, when_closed="before")
    assert falls(both, jan(31), is_workday=weekdays) == [("01-08", "-600.00")]


# -- the dry days


def test_the_first_dry_day_and_the_deepest_point() -> None:
    calendar = account()
    first = calendar.first_shortfall
    assert first is not None and first.on == jan(1)
    assert (first.opening, first.balance, first.short) == (y("500.00"), y("-700.00"), y("700.00"))
    assert first.moves == (CashMove(jan(1), "rent", "essential", y("-1200.00"), jan(1)),)
    assert first.tipped_by == "rent"
    assert (calendar.deepest.on, calendar.deepest.short) == (jan(8), y("1300.00"))
    assert (calendar.shortfall_days, calendar.needed) == (
        9 + 2,
        y("1300.00"),
    )  # and 8 and 9 February: 500 - 600 …
    # February: 1,700 - 1,200 = 500 on the 1st, -100 on the 8th and 9th
    assert calendar.day(date(2027, 2, 8)).balance == y("-100.00")


def test_an_account_that_never_is_dry() -> None:
    calendar = account(opening="1800")
    assert calendar.first_shortfall is None and calendar.shortfall_days == 0 and calendar.needed == 0
    assert (calendar.deepest.on, calendar.deepest.balance) == (jan(8), y("0.00"))
    assert calendar.deepest.short == 0
    assert account(opening="1799.99").needed == y("0.01")


def test_an_overdrawn_account() -> None:
    calendar = account(PAY, opening="-50")
    assert calendar.first_shortfall is not None and calendar.first_shortfall.on == jan(1)
    assert calendar.first_shortfall.tipped_by is None and calendar.shortfall_days == 9


def test_everything_goes_out_before_anything_comes_in() -> None:
    lines = (PAY, replace(RENT, day=10))
    assert account(*lines).first_shortfall is None
    morning = account(*lines, out_first=True)
    assert morning.first_shortfall is not None and morning.first_shortfall.on == jan(10)
    day = morning.day(jan(10))
    assert (day.lowest, day.balance, day.short) == (y("-700.00"), y("2300.00"), y("700.00"))
    assert (morning.shortfall_days, morning.needed) == (1, y("700.00"))


def test_what_tips_a_day() -> None:
    calendar = account(PAY, RENT, replace(LOAN, day=1), opening="0")
    assert calendar.first_shortfall is not None and calendar.first_shortfall.tipped_by == "rent"


def test_what_the_bank_cannot_take() -> None:
    loan = replace(LOAN, autopay=True)
    refused = account(PAY, RENT, loan).refused()
    assert [(move.on, move.name) for move in refused] == [(jan(8), "loan"), (date(2027, 2, 8), "loan")]
    assert account(PAY, RENT, LOAN).refused() == ()
    # with pay on the same day: it is there in the evening, not in the morning
    same = (PAY, replace(loan, day=10))
    assert account(*same, opening="0").refused() == ()
    morning = account(*same, opening="0", out_first=True).refused()
    assert [move.on for move in morning][:1] == [jan(10)]
    # the line in front takes the money
    behind = account(replace(RENT, day=8), loan, opening="1500", until=jan(31)).refused()
    before = account(loan, replace(RENT, day=8), opening="1500", until=jan(31)).refused()
    assert [move.name for move in behind] == ["loan"] and before == ()


def test_the_columns_add_up() -> None:
    calendar = account(*LINES, FOOD)
    table: Any = calendar.columns()
    assert list(table) == ["date", "opening", "comes_in", "goes_out", "balance"]
    assert table["opening"][1:] == table["balance"][:-1] and table["opening"][0] == y("500.00")
    for before, comes, goes, after in zip(*list(table.values())[1:], strict=True):
        assert before + comes + goes == after and comes >= 0 >= goes
    by_hand = accumulate((move.amount for move in calendar.moves()), initial=Decimal(500))
    assert list(by_hand)[-1] == calendar.balances[-1]


# -- what changes do


def test_a_due_day_moved() -> None:
    effect = effect_of(account(PAY, LOAN, opening="0"), MoveDay("loan", 12))
    assert (effect.first_shortfall_before, effect.first_shortfall_after) == (jan(8), None)
    assert (effect.later_by, effect.less_needed, effect.fewer_shortfall_days) == (None, y("600.00"), 2)
    assert [move.on.day for move in effect.after.moves()][:4] == [10, 12, 10, 12]
    assert next(effect.after.moves()).due == jan(10)
    later = effect_of(account(RENT, LOAN), MoveDay("rent", 20))
    assert (later.first_shortfall_before, later.first_shortfall_after, later.later_by) == (jan(1), jan(8), 7)


def test_a_moved_day_neither_drops_nor_adds_a_payment() -> None:
    for day in range(1, 32):
        line = replace(LOAN, day=8)
        calendar = cash_calendar([line], "0", start=jan(5))
        moved = calendar.with_changes(MoveDay("loan", day))
        assert sum(move.due <= date(2027, 12, 31) for move in moved.moves()) == 12
        # January's would lie before the calendar: it keeps its day
        assert next(moved.moves()).on == jan(day if day >= 5 else 8)
    listed = planned_line("loan", [(jan(8), "1"), (date(2027, 2, 8), "2"), (date(2027, 3, 8), "3")])
    moved = cash_calendar([listed], "0", start=jan(5)).with_changes(MoveDay("loan", 2))
    assert [(move.on, str(move.amount)) for move in moved.moves()] == [
        (jan(8), "-1.00"), (date(2027, 2, 2), "-2.00"), (date(2027, 3, 2), "-3.00"),
    ]  # fmt: skip
    short = cash_calendar([listed], "0", start=jan(5)).with_changes(MoveDay("loan", 31))
    assert [move.on for move in short.moves()] == [jan(31), date(2027, 2, 28), date(2027, 3, 31)]


def test_what_was_due_before_the_calendar_stays_paid() -> None:
    for rule in ("not", "after"):
        calendar = cash_calendar([replace(LOAN, when_closed=rule)], "0", start=jan(9))
        assert next(calendar.with_changes(MoveDay("loan", 20)).moves()).on == date(2027, 2, 20)


def test_what_is_moved_to_an_earlier_day_comes_into_the_calendar() -> None:
    calendar = cash_calendar([replace(LOAN, day=28)], "0", start=START, until=jan(20))
    assert list(calendar.moves()) == []
    moved = calendar.with_changes(MoveDay("loan", 5))
    assert [(move.on, move.due) for move in moved.moves()] == [(jan(5), jan(28))]


def test_a_day_of_the_week_moved() -> None:
    market = CashLine("market", "essential", "80", every="week", day=5)
    moved = cash_calendar([market], "0", start=START, until=jan(16)).with_changes(MoveDay("market", 7))
    assert [(move.on, move.due) for move in moved.moves()] == [(jan(3), jan(1)), (jan(10), jan(8))]


def test_autopay_leaves_the_money_until_the_due_day() -> None:
    calendar = account(PAY, RENT, replace(LOAN, day=10, ahead=4), opening="1200")
    effect = effect_of(calendar, Autopay("loan"))
    assert (effect.first_shortfall_before, effect.first_shortfall_after) == (jan(6), None)
    assert effect.after.line("loan").autopay and effect.after.line("loan").ahead == 0
    back = effect_of(effect.after, PayAhead("loan", 4))
    assert (back.first_shortfall_after, back.less_needed) == (jan(6), y("-600.00"))
    assert not back.after.line("loan").autopay


def test_a_buffer() -> None:
    effect = effect_of(account(), Buffer("700"))
    assert (effect.first_shortfall_after, effect.later_by) == (jan(8), 7)
    assert effect.less_needed == y("700.00") and effect.after.balances[0] == y("0.00")


def test_a_line_cut() -> None:
    half = effect_of(account(), Cut("rent", by="0.5"))
    assert half.after.line("rent").amount == y("600.00")
    assert (half.first_shortfall_after, half.less_needed) == (jan(1), y("600.00"))
    to = account(replace(RENT, bad_month="900")).with_changes(Cut("rent", to="1000")).line("rent")
    assert (to.amount, to.bad_month) == (y("1000.00"), y("900.00"))
    gone = account(replace(RENT, bad_month="900")).with_changes(Cut("rent", by=1)).line("rent")
    assert (gone.amount, gone.bad_month) == (y("0.00"), y("0.00"))
    listed = account(planned_line("plan", [(jan(5), "100"), (jan(9), "20")])).with_changes(
        Cut("plan", to="50")
    )
    assert [move.amount for move in listed.moves()] == [y("-50.00"), y("-20.00")]
    third = account(replace(RENT, amount="0.01")).with_changes(Cut("rent", by="0.5")).line("rent")
    assert third.amount == y("0.00")  # half a fen is cut away with it


def test_changes_together() -> None:
    changes: tuple[Change, ...] = (MoveDay("loan", 12), Buffer("700"))
    effect = effect_of(account(), *changes)
    assert effect.first_shortfall_after is None and effect.changes == changes
    assert effect.fewer_shortfall_days == 11


def test_which_line_moves_the_day() -> None:
    calendar = account(*LINES, FOOD)
    effects = which_line(calendar)
    # without rent the account holds until 8 January; without the others it is dry on the first
    assert [effect.changes[0] for effect in effects] == [
        Cut("rent", by=1),
        Cut("loan", by=1),
        Cut("food", by=1),
    ]
    assert [effect.first_shortfall_after for effect in effects] == [jan(8), jan(1), jan(1)]


def test_the_best_day() -> None:
    effects = best_days(account(PAY, LOAN, opening="0"), "loan")
    assert len(effects) == 28
    # from the day of pay on the account never is dry; the nearest to the 8th of these is the 10th
    assert effects[0].changes == (MoveDay("loan", 10),) and effects[0].first_shortfall_after is None
    assert sum(effect.first_shortfall_after is None for effect in effects) == 19
    assert {effect.changes[0] for effect in effects[19:]} == {MoveDay("loan", day) for day in range(1, 10)}
    weekly = CashLine("market", "essential", "80", every="week", day=5)
    assert len(best_days(account(PAY, weekly), "market")) == 7


# -- what is refused


@pytest.mark.parametrize(
    ("wrong", "argument"),
    [
        (lambda: CashLine("x", "gift", "1", day=1), "kind"),
        (lambda: CashLine("x", "income", "-1", day=1), "amount"),
        (lambda: CashLine("x", "income", "0.001", day=1), "amount"),
        (lambda: CashLine("x", "income", "1", day=32), "day"),
        (lambda: CashLine("x", "income", "1"), "day"),
        (lambda: CashLine("x", "income", "1", every="week", day=8), "day"),
        (lambda: CashLine("x", "income", "1", every="spread", day=1), "day"),
        (lambda: CashLine("x", "income", "1", every="once"), "start"),
        (lambda: CashLine("x", "income", "1", every="year", day=1), "every"),
        (lambda: CashLine("x", "income", "1", day=1, start=jan(2), end=jan(1)), "end"),
        (lambda: CashLine("x", "income", "1", day=1, when_closed="never"), "when_closed"),
        (lambda: CashLine("x", "income", "1", day=1, ahead=32), "ahead"),
        (lambda: CashLine("x", "income", "1", day=1, ahead=1, autopay=True), "ahead"),
        (lambda: CashLine("x", "debt", every="listed"), "payments"),
        (lambda: CashLine("x", "debt", "1", day=1, payments=((jan(1), "1"),)), "payments"),
        (lambda: CashLine("x", "debt", "1", every="once", start=jan(1), moved_to=3), "moved_to"),
        (lambda: CashLine("x", "debt", "1", day=1, moved_to=0), "moved_to"),
        (lambda: account(PAY, PAY), "lines"),
        (lambda: account(until=date(2026, 12, 31)), "until"),
        (lambda: account(until=date(2040, 12, 31)), "until"),
        (lambda: account(opening="x"), "opening"),
        (lambda: account().day(date(2026, 12, 31)), "on"),
        (lambda: account().line("car"), "name"),
        (lambda: effect_of(account(), MoveDay("car", 1)), "name"),
        (lambda: effect_of(account(), MoveDay("loan", 32)), "moved_to"),
        (lambda: effect_of(account(), Buffer("-1")), "amount"),
        (lambda: Cut("rent"), "by"),
        (lambda: effect_of(account(), Cut("rent", by="1.1")), "by"),
        (lambda: best_days(account(FOOD), "food"), "name"),
    ],
)
def test_what_makes_no_calendar(wrong: Any, argument: str) -> None:
    with pytest.raises(BadInput) as refused:
        wrong()
    assert refused.value.argument == argument


def test_ten_years_are_enough() -> None:
    assert len(account(until=START + timedelta(3700)).days) == 3701
