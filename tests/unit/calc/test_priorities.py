"""Several lenders: what each costs, which line it crosses next, whom to pay first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from duecourse.calc import (
    Acceleration,
    BadInput,
    Debt,
    DebtRank,
    Drawing,
    RateChange,
    RevolvingTerms,
    next_line,
    open_ledger,
    pro_rata,
    ranking,
    which_first,
)
from duecourse.calc.several.priorities import LineAhead, price_a_day
from unit.calc.accounts import BAITIAO, CARD, SPENT, account
from unit.calc.accounts import paid as paid_on_card
from unit.calc.debts import DRAWN, loan, paid, terms, y

LOAN = Drawing(DRAWN, "1200")
ON = date(2026, 2, 25)
MARKS = [("code-2", 31), ("code-3", 61)]
CODES = [("1", 1, 30), ("2", 31, 60), ("3", 61, None)]


def one(events: tuple[Any, ...] = (), guarantor: bool = False, **differs: Any) -> DebtRank:
    debt = Debt(terms(**differs), LOAN, events, id="loan", guarantor=guarantor)
    (found,) = ranking([debt], ON, marks=MARKS)
    return found


def test_a_late_loan() -> None:
    found = one(guarantor=True)
    assert (found.total, found.overdue, found.days_past_due) == (y("1216.43"), y("112.50"), 10)
    # 0.05 of penalty and 11.00 / 28 = 0.39 of interest
    assert found.cost_a_day == y("0.44")
    assert str(found.cost_per_yuan).startswith("0.00036171")  # 0.44 / 1,216.43
    assert found.price == Decimal("0.0005")
    assert found.regular_payment == y("111.00")  # 100.00 and interest on 1,100.00: what is late is apart
    assert found.guarantor


def test_the_lines_it_crosses_next() -> None:
    due, second, third = one().lines
    # 15 March: the second instalment of 111, with 112 and 28 days' penalty of 1.40
    assert due == LineAhead("due_day", "due_day", date(2026, 3, 15), 0, y("224.40"))
    # 31 days after 15 February: the second instalment has been late for three
    assert second == LineAhead("mark", "code-2", date(2026, 3, 18), 31, y("224.70"))
    assert (third.id, third.on) == ("code-3", date(2026, 4, 17))


def test_a_debt_on_time_counts_from_its_next_due_day() -> None:
    found = one((paid(2, 15, "112"),))
    assert found.overdue == 0 and found.days_past_due == 0
    assert [(line.id, line.on) for line in found.lines] == [
        ("due_day", date(2026, 3, 15)),
        ("code-2", date(2026, 4, 15)),
        ("code-3", date(2026, 5, 15)),
    ]
    assert found.lines[0].amount == y("111.00")


def test_the_day_on_which_all_is_called() -> None:
    called = [line for line in one(accelerate_after_days=60).lines if line.kind == "called"]
    assert [(line.on, line.days_past_due) for line in called] == [(date(2026, 4, 16), 60)]
    assert called[0].amount > 1200
    (far,) = (line for line in one(accelerate_after_days=240).lines if line.kind == "called")
    until = date(2026, 10, 13)
    later = open_ledger(terms(accelerate_after_days=240), LOAN, until=until).position(until)
    assert (far.on, far.amount) == (until, later.total) and later.due == later.total
    already = one((Acceleration(ON),), accelerate_after_days=60)
    assert not [line for line in already.lines if line.kind == "called"]


# -- the end of the month, which writes the credit report


def month_end_of(on: date, *events: Any, **differs: Any) -> LineAhead | None:
    debt = Debt(terms(**differs), LOAN, events, id="loan")
    (found,) = ranking([debt], on, codes=CODES)
    return next((line for line in found.lines if line.kind == "month_end"), None)


@pytest.mark.parametrize("on", [date(2026, 2, 1), ON, date(2026, 2, 28)])
def test_a_month_s_end_counts_up_to_its_very_day(on: date) -> None:
    # 112 of 15 February, and 13 days' penalty on its 100 of principal
    assert month_end_of(on) == LineAhead("month_end", "1", date(2026, 2, 28), 13, y("112.65"))


def test_a_figure_can_be_kept_with_less_than_all_that_is_late() -> None:
    # 12 and 11 of interest, 2.20 and 0.80 of penalty, then the 100 of February; the 100 of March stay late
    end = date(2026, 3, 31)
    assert month_end_of(date(2026, 3, 1)) == LineAhead(
        "month_end", "2", end, 44, y("226.00"), "1", y("126.00")
    )


def test_what_falls_due_on_the_month_s_last_day_is_not_late_yet() -> None:
    loan = Debt(terms(), Drawing(date(2025, 12, 31), "1200"), id="loan")
    (found,) = ranking([loan], date(2026, 2, 25), codes=CODES)
    # 31 January alone: interest and penalty of 28 days; 28 February's 111 are due, but late only tomorrow
    (line,) = (line for line in found.lines if line.kind == "month_end")
    assert (line.id, line.on, line.amount) == ("1", date(2026, 2, 28), y("124.40"))


def test_a_debt_on_time_gets_its_first_figure_at_the_end_of_its_due_day_s_month() -> None:
    found = month_end_of(ON, paid(2, 15, "112"))
    assert found is not None and (found.id, found.on, found.before) == ("1", date(2026, 3, 31), "")


def test_a_card_counts_missed_minimums() -> None:
    card = Debt(RevolvingTerms(**CARD, status_by="missed_minimums"), SPENT, id="card")
    (found,) = ranking([card], date(2026, 3, 1), codes=CODES)
    (line,) = (line for line in found.lines if line.kind == "month_end")
    assert (line.id, line.on, line.before) == ("2", date(2026, 3, 31), "1")


def test_without_codes_and_without_a_debt_there_is_no_end_of_month() -> None:
    assert not [line for line in one().lines if line.kind == "month_end"]
    assert month_end_of(ON, paid(2, 15, "1212")) is None


def test_of_lines_on_one_day_the_clean_record_comes_first_then_the_smaller_amount() -> None:
    older = Debt(terms(), Drawing(date(2025, 12, 20), "600"), id="older")
    large, small = (Debt(terms(), Drawing(DRAWN, name), id=name) for name in ("2400", "1200"))
    found = ranking([older, large, small], ON, codes=CODES)
    assert which_first(found, "next_line") == ("1200", "2400", "older")
    first = next_line(found)
    assert first is not None and (first[0].id, first[1].kind) == ("1200", "month_end")
    assert next_line([one((paid(2, 15, "1212"),))]) is None


def test_lines_that_are_crossed_are_left_out() -> None:
    debt = Debt(terms(), LOAN, id="loan")
    (found,) = ranking([debt], date(2026, 3, 18), marks=MARKS)
    assert [line.id for line in found.lines] == ["due_day", "code-3"]
    (called,) = ranking([Debt(terms(), LOAN, [Acceleration(ON)], id="a")], date(2026, 5, 1), marks=MARKS)
    assert called.lines == ()


def test_a_debt_that_is_paid_off() -> None:
    found = one((paid(2, 15, "1212"),))
    assert (found.total, found.cost_a_day, found.price, found.lines) == (0, 0, 0, ())


def test_what_happens_later_is_not_known() -> None:
    assert one((paid(3, 1, "500"),)) == one()


@pytest.mark.parametrize(
    ("price", "contract"),
    [
        ("0.0005", {}),
        ("0.0008", {"interest_when_overdue": "runs_on", "annual_rate": "0.1095"}),  # 10.95 % / 365 = 0.03 %
        ("0.0006", {"penalty_multiple": "1.5", "annual_rate": "0.144", "year_days": 360}),
    ],
)
def test_what_a_yuan_paid_on_a_late_loan_saves(price: str, contract: dict[str, Any]) -> None:
    found = price_a_day(terms(**contract), [], loan(**contract).position(ON))
    assert found == pytest.approx(Decimal(price), abs=Decimal("1e-20"))


def test_money_that_is_only_held_saves_nothing() -> None:
    on_time = (paid(2, 15, "112"),)
    assert price_a_day(terms(), on_time, loan(*on_time).position(ON)) == 0
    prepay = {"early": "prepay", "annual_rate": "0.1095"}
    found = price_a_day(terms(**prepay), on_time, loan(paid(2, 15, "120"), **prepay).position(ON))
    assert found == pytest.approx(Decimal("0.0003"), abs=Decimal("1e-20"))


def test_a_rate_that_changed_counts() -> None:
    change = RateChange(date(2026, 2, 1), penalty_daily_rate="0.0009")
    assert price_a_day(terms(), [change], loan(change).position(ON)) == Decimal("0.0009")


def test_what_a_yuan_paid_on_an_account_saves() -> None:
    march = date(2026, 3, 1)
    card, baitiao = RevolvingTerms(**CARD), RevolvingTerms(**BAITIAO)
    assert price_a_day(card, [], account(CARD).position(march)) == Decimal("0.0005")
    # service fee and penalty
    assert price_a_day(baitiao, [], account(BAITIAO).position(march)) == Decimal("0.00065")
    kept = account(BAITIAO, paid_on_card(2, 12, "100")).position(march)
    assert price_a_day(baitiao, [], kept) == Decimal("0.0005")
    # before the first due day nothing runs
    assert price_a_day(card, [], account(CARD).position(date(2026, 2, 10))) == 0


def test_an_account_s_regular_payment_is_its_next_minimum() -> None:
    debt = Debt(RevolvingTerms(**CARD), SPENT, id="card")
    (early,) = ranking([debt], date(2026, 1, 20))
    (later,) = ranking([debt], date(2026, 2, 10))
    assert (early.regular_payment, later.regular_payment) == (y("100.00"), y("100.00"))


def test_what_is_overdue_is_no_part_of_the_regular_payment() -> None:
    debt = Debt(RevolvingTerms(**CARD), SPENT, id="card")
    (late,) = ranking([debt], date(2026, 4, 1))
    assert late.overdue > late.regular_payment > 0


def test_a_default_fee_counts_as_the_price_of_a_month() -> None:
    debt = Debt(RevolvingTerms(**CARD, default_fee_rate="0.05"), SPENT, id="card")
    (found,) = ranking([debt], date(2026, 2, 10))
    # nothing bears interest yet; 5 % of the minimum of 100, in 30 days
    assert (found.price, found.missed_fee) == (0, y("5.00"))
    assert round(found.price_with_fee * 3000, 20) == 5
    assert which_first([*ALL, found], "cost")[:2] == ("card", "dear")
    instalment = one(default_fee_rate="0.10")  # 112 is late and has had its fee; the next one is 111
    assert (instalment.overdue, instalment.missed_fee) == (y("123.70"), y("11.10"))
    capped = one(default_fee_rate="0.10", default_fee_cap="6")
    assert capped.missed_fee == y("6.00")


# -- whom to pay first

DEAR = Debt(terms(penalty_daily_rate="0.001"), Drawing(DRAWN, "3000"), id="dear")
SMALL = Debt(terms(penalty_daily_rate="0.0006"), Drawing(date(2026, 1, 20), "600"), id="small")
BACKED = Debt(terms(), Drawing(date(2026, 1, 22), "900"), id="backed", guarantor=True)
CLEAR = Debt(terms(), LOAN, [paid(2, 15, "1212")], id="clear")
ALL = ranking([CLEAR, SMALL, DEAR, BACKED], ON)


def test_the_order() -> None:
    assert which_first(ALL, "cost") == ("dear", "small", "backed", "clear")
    assert which_first(ALL, "smallest") == ("small", "backed", "dear", "clear")
    assert which_first(ALL, "next_line") == ("dear", "small", "backed", "clear")  # 15, 20, 22 March
    assert which_first(ALL, "guarantor") == ("backed", "dear", "small", "clear")


def test_of_equal_prices_the_one_that_costs_more_for_each_yuan() -> None:
    late = Debt(terms(), LOAN, id="late")
    on_all = Debt(terms(penalty_base="all_principal"), LOAN, id="on_all")
    assert which_first(ranking([late, on_all], ON), "cost") == ("on_all", "late")


def test_what_a_yuan_paid_saves_comes_before_what_a_yuan_owed_costs() -> None:
    on_all = Debt(terms(penalty_base="all_principal"), LOAN, id="on_all")  # all of it bears a lower price
    dear, cheap = ranking([DEAR, on_all], ON)
    assert dear.price > cheap.price and dear.cost_per_yuan < cheap.cost_per_yuan
    assert which_first([cheap, dear], "cost") == ("dear", "on_all")


def test_fair_shares() -> None:
    of = ranking([SMALL, DEAR, BACKED], ON)
    by_total = pro_rata("1000", of)
    assert sum(by_total.values()) == 1000 and by_total["dear"] > by_total["backed"] > by_total["small"]
    assert pro_rata("100", of, by="regular_payment") == {
        # 56 : 280 : 84
        "small": y("13.33"), "dear": y("66.67"), "backed": y("20.00"),
    }  # fmt: skip
    on_time = [*of, *ranking([Debt(terms(), LOAN, [paid(2, 15, "112")], id="kept")], ON)]
    assert pro_rata("100", on_time, by="overdue")["kept"] == 0
    assert pro_rata("99999", of) == {one.id: one.total for one in of}


ANY: Any = None


@pytest.mark.parametrize(
    ("argument", "call"),
    [
        ("on", lambda: ranking([], ANY)),
        ("marks x", lambda: ranking([SMALL], ON, marks=[("x", 0)])),
        ("by", lambda: which_first(ALL, "fear")),
        ("by", lambda: pro_rata("1", ALL, by="fear")),
        ("of", lambda: pro_rata("1", [])),
        ("amount", lambda: pro_rata("-1", ALL)),
    ],
)
def test_what_is_no_priority_is_refused(argument: str, call: Callable[[], object]) -> None:
    with pytest.raises(BadInput) as caught:
        call()
    assert caught.value.argument == argument
