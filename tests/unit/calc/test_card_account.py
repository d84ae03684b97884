"""A credit card over several bills. The account of `accounts.py`: the first bill is due on 25 February."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from duecourse.calc import BadInput, Drawing, Payment, RateChange, Waiver, card_interest
from unit.calc.accounts import CARD, SPENT, account, bill, paid, spent
from unit.calc.debts import parts, y

DUE = date(2026, 2, 25)


def test_the_bill_and_its_minimum() -> None:
    ledger = account(CARD)
    first = ledger.bills[0]
    assert (first.statement, first.due) == (date(2026, 2, 5), DUE)
    assert bill(ledger, 0) == ("1000.00", "100.00", "0.00", "0.00")
    assert ledger.position(date(2026, 2, 10)).due == y("100.00")


def test_paid_in_full_by_the_due_day_it_costs_nothing() -> None:
    ledger = account(CARD, paid(2, 25, "1000"))
    assert ledger.position(date(2027, 12, 31)).total == 0
    assert ledger.accrued(date(2027, 12, 31)) == {
        "principal": y("1000.00"), "interest": 0, "penalty": 0, "compound": 0, "fees": 0,
    }  # fmt: skip
    assert {b.missed for b in ledger.bills} == {False}


def test_nothing_paid() -> None:
    ledger = account(CARD, default_fee_rate="0.05")
    on_due, after = ledger.position(DUE), ledger.position(date(2026, 2, 26))
    assert (on_due.total, on_due.days_past_due) == (y("1000.00"), 0)
    # 10 January to 26 February is 47 days: 1,000 × 0.05 % × 47; 5 % of the minimum of 100
    assert parts(ledger, date(2026, 2, 26)) == {"principal": "1000.00", "interest": "23.50", "fees": "5.00"}
    assert (after.days_past_due, after.missed) == (1, 1)
    assert on_due.one_more_day == y("28.50")
    assert after.one_more_day == y("0.50")
    assert ledger.bills[0].missed


def test_the_second_missed_minimum() -> None:
    ledger = account(CARD, default_fee_rate="0.05")
    # 54 days' interest 27.00 and the fee 5.00; minimum: 100 missed, 10 % of 900, and 32.00
    assert bill(ledger, 1) == ("1032.00", "222.00", "27.00", "5.00")
    after = ledger.position(date(2026, 3, 26))
    assert after.fees == y("16.10")  # 5.00 and 5 % of 222.00
    assert (after.missed, after.days_past_due) == (2, 29)


def test_the_minimum_only() -> None:
    ledger = account(CARD, paid(2, 25, "100"), default_fee_rate="0.05")
    # 1,000 for 46 days (10 January to 25 February) 23.00, 900 for 8 days 3.60
    assert bill(ledger, 1) == ("926.60", "116.60", "26.60", "0.00")  # 10 % of 900, and the interest
    assert ledger.position(date(2026, 3, 1)).days_past_due == 0
    same = card_interest(
        postings=[(date(2026, 1, 10), "1000")], payments=[(DUE, "100")], statement=date(2026, 3, 5),
        daily_rate="0.0005",
    )  # fmt: skip
    assert str(same.amount) == "26.60"


def test_interest_trails_after_the_whole_bill_is_paid() -> None:
    ledger = account(CARD, paid(2, 25, "100"), paid(3, 25, "926.60"), paid(4, 25, "9.00"))
    # from the bill of 5 March to its payment on 25 March: 900 × 0.05 % × 20
    assert ledger.position(date(2026, 3, 25)).total == y("9.00")
    assert bill(ledger, 2) == ("9.00", "9.00", "9.00", "0.00")
    assert ledger.position(date(2027, 12, 31)).total == 0


@pytest.mark.parametrize(
    ("interest", "money", "expected"),
    [
        ("whole_balance", "900", "23.40"),  # 1,000 × 46 days, 100 × 8 days
        ("unpaid_part", "900", "2.70"),  # 100 × 54 days
        ("none", "900", "0.00"),
        ("whole_balance", "1000", "0.00"),
        ("unpaid_part", "1000", "0.00"),
    ],
)
def test_on_the_whole_balance_or_on_the_unpaid_part(interest: str, money: str, expected: str) -> None:
    ledger = account(CARD, paid(2, 25, money), interest=interest)
    assert str(ledger.bills[1].interest) == expected


@pytest.mark.parametrize(("money", "interest"), [("990", "0.00"), ("989.99", "23.04")])
def test_a_shortfall_up_to_the_tolerance_is_paid_in_full(money: str, interest: str) -> None:
    ledger = account(CARD, paid(2, 25, money), tolerance="10")
    # 1,000 × 46 days 23.00, 10.01 × 8 days 0.04004
    assert str(ledger.bills[1].interest) == interest
    assert ledger.bills[1].balance == y("1000.00") - Decimal(money) + Decimal(interest)


@pytest.mark.parametrize(("money", "missed"), [("90", False), ("89.99", True)])
def test_a_shortfall_of_the_minimum_too(money: str, missed: bool) -> None:
    ledger = account(CARD, paid(2, 25, money), tolerance="10", default_fee_rate="0.05")
    assert ledger.bills[0].missed is missed
    assert ledger.position(date(2026, 2, 26)).fees == (y("0.50") if missed else 0)  # 5 % of 10.01


@pytest.mark.parametrize(("day", "late"), [(28, False), (29, True)])
def test_days_of_grace(day: int, late: bool) -> None:
    # 1 March stands for the 29th
    when = paid(2, 28, "1000") if day == 28 else paid(3, 1, "1000")
    ledger = account(CARD, when, grace_days=3)
    assert bool(ledger.accrued(date(2026, 3, 5))["interest"]) is late
    assert account(CARD, grace_days=3).position(date(2026, 2, 28)).days_past_due == 0
    assert account(CARD, grace_days=3).position(date(2026, 3, 1)).days_past_due == 4


@pytest.mark.parametrize(
    ("fee", "expected"),
    [
        ({"default_fee_floor": "10"}, "10.00"),
        ({"default_fee_floor": "0", "default_fee_cap": "4"}, "4.00"),
        ({"default_fee_floor": "0"}, "5.00"),
    ],
)
def test_the_default_fee_comes_once_a_bill(fee: dict[str, Any], expected: str) -> None:
    ledger = account(CARD, default_fee_rate="0.05", **fee)
    assert str(ledger.position(date(2026, 2, 26)).fees) == expected
    assert str(ledger.position(date(2026, 3, 25)).fees) == expected


def test_late_money_clears_what_was_missed() -> None:
    ledger = account(CARD, paid(2, 28, "100"), default_fee_rate="0.05")
    after = ledger.position(date(2026, 2, 28))
    assert after.days_past_due == after.missed == after.due == 0
    # the fee for the delay stays charged: the payment meets it first
    assert ledger.payment_split(date(2026, 2, 28)) == {"fees": y("5.00"), "principal": y("95.00")}
    assert ledger.bills[0].missed
    partly = account(CARD, paid(2, 28, "40")).position(date(2026, 3, 1))
    assert (partly.days_past_due, partly.missed, partly.due) == (4, 1, y("60.00"))


def test_new_spending_has_its_own_free_time() -> None:
    ledger = account(CARD, SPENT, spent(2, 10, "500"), paid(2, 25, "100"), paid(3, 25, "1426.60"))
    # the bill of 5 March: 900 carried, 26.60 interest, 500 new. Paid in full: the 500 bears nothing
    assert bill(ledger, 1) == ("1426.60", "166.60", "26.60", "0.00")  # 90 + 50 + 26.60
    assert bill(ledger, 2) == ("9.00", "9.00", "9.00", "0.00")
    # not paid in full: it bears interest since 10 February
    short = account(CARD, SPENT, spent(2, 10, "500"), paid(2, 25, "100"), paid(3, 25, "166.60"))
    # 26.60 interest and 140 principal are paid. 900: 20 days to the 25th 9.00; 500 for 43 days 10.75
    # then 1,260 × 11 days 6.93
    assert bill(short, 2)[2] == "26.68"


def test_money_beyond_everything_is_credit() -> None:
    ledger = account(CARD, SPENT, spent(3, 1, "300"), paid(2, 25, "1500"))
    assert ledger.position(DUE).credit == y("500.00")
    after = ledger.position(date(2026, 3, 1))
    assert (after.total, after.credit) == (y("0.00"), y("200.00"))
    assert bill(ledger, 1) == ("0.00", "0.00", "0.00", "0.00")
    assert ledger.payment_split(DUE) == {"principal": y("1000.00"), "held": y("500.00")}


def test_money_before_the_bill_pays_spending() -> None:
    ledger = account(CARD, paid(1, 20, "400"))
    assert bill(ledger, 0) == ("600.00", "60.00", "0.00", "0.00")
    # 1,000 × 10 days and 600 × 44 days
    assert bill(ledger, 1)[2] == "18.20"


def test_posted_interest_may_bear_interest_and_fees_never_do() -> None:
    ledger = account(CARD, default_fee_rate="0.05", compound="interest")
    # from 5 March to 5 April: 1,000 × 31 days 15.50; the posted 27.00 × 31 days 0.4185
    assert ledger.position(date(2026, 4, 5)).compound == y("0.42")
    assert bill(ledger, 2)[2] == "15.92"
    assert account(CARD, default_fee_rate="0.05").position(date(2026, 4, 5)).compound == 0


def test_the_daily_rate_changes() -> None:
    ledger = account(CARD, RateChange(date(2026, 2, 1), daily_rate="0.0003"))
    # 22 days at 0.05 % 11.00, 32 days at 0.03 % 9.60
    assert bill(ledger, 1)[2] == "20.60"
    with pytest.raises(BadInput, match=r"rate_change\.annual_rate is '0\.1'.*daily_rate"):
        account(CARD, RateChange(date(2026, 2, 1), annual_rate="0.1"))


def test_a_waiver() -> None:
    ledger = account(
        CARD, Waiver(date(2026, 3, 6), "fees", "5"), Waiver(date(2026, 3, 6), "interest", "27"),
        default_fee_rate="0.05",
    )  # fmt: skip
    assert parts(ledger, date(2026, 3, 6)) == {"principal": "1000.00", "interest": "0.50"}
    assert ledger.position(date(2026, 3, 6)).due == y("190.00")  # 222.00 − 32.00
    with pytest.raises(BadInput, match=r"at most what is owed of it on 2026-03-06, 5\.00"):
        account(CARD, Waiver(date(2026, 3, 6), "fees", "6"), default_fee_rate="0.05")


def test_statements_on_the_31st() -> None:
    ledger = account(CARD, Drawing(date(2026, 1, 31), "1000"), statement_day=31, until=date(2026, 6, 30))
    assert [b.statement for b in ledger.bills] == [
        date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31),
        date(2026, 6, 30),
    ]  # fmt: skip
    assert [b.due for b in ledger.bills[:2]] == [date(2026, 2, 20), date(2026, 3, 20)]
    leap = account(CARD, Drawing(date(2028, 2, 1), "1"), statement_day=30, until=date(2028, 4, 1))
    assert [b.statement for b in leap.bills] == [date(2028, 2, 29), date(2028, 3, 30)]


def test_paying_the_minimum_only_for_a_year() -> None:
    """A reckoning of its own, month by month: each minimum paid on its due day."""
    payments, carried, interest = [], Decimal(10_000), Decimal(0)
    statement, posted = date(2026, 2, 5), date(2026, 1, 10)
    expected = []
    for month in range(3, 15):
        minimum = (carried / 10).quantize(Decimal("0.01"), ROUND_HALF_UP) + interest
        due = date(statement.year, statement.month, 25)
        payments.append((due, minimum))
        later = date(2026 + (month - 1) // 12, (month - 1) % 12 + 1, 5)
        rest = carried - (minimum - interest)
        exact = carried * (due - posted).days + rest * (later - due).days
        interest = (exact * Decimal("0.0005")).quantize(Decimal("0.01"), ROUND_HALF_UP)
        expected.append((rest + interest, interest))
        carried, statement, posted = rest, later, later
    from duecourse.calc import Payment

    events = [Payment(on, amount) for on, amount in payments]
    ledger = account(CARD, Drawing(date(2026, 1, 10), "10000"), *events, until=date(2027, 2, 5))
    assert [(b.balance, b.interest) for b in ledger.bills[1:]] == expected
    assert not any(b.missed for b in ledger.bills[:-1])
    assert ledger.position(date(2027, 2, 5)).principal == carried
    assert sum(b.interest for b in ledger.bills) == y("1178.77")


def test_the_minimum_is_rounded_once() -> None:
    # 10 % of 600.25 carried and of 100.10 new: 70.035, not 60.03 + 10.01
    ledger = account(CARD, spent(1, 10, "667.05"), spent(2, 10, "100.10"), paid(2, 25, "66.80"))
    carried = y("600.25")
    assert ledger.bills[1].balance - ledger.bills[1].interest == carried + y("100.10")
    assert ledger.bills[1].minimum - ledger.bills[1].interest == y("70.04")


def test_a_least_minimum() -> None:
    small = account(CARD, spent(1, 10, "60"), minimum_floor="50")
    assert bill(small, 0)[1] == "50.00"
    smaller = account(CARD, spent(1, 10, "30"), minimum_floor="50")
    assert bill(smaller, 0)[1] == "30.00"


def test_both_days_counted_a_statement_never_counts_a_day_twice() -> None:
    half_open = account(CARD).position(date(2026, 8, 1)).interest
    inclusive = account(CARD, days="inclusive").position(date(2026, 8, 1)).interest
    assert inclusive - half_open == y("0.50")


def test_what_the_tolerance_forgives_is_no_longer_missed() -> None:
    # 100 missed; 95 three days later leave 5, and the next minimum is paid but for these 5
    ledger = account(CARD, paid(2, 28, "95"), tolerance="10")
    assert ledger.position(date(2026, 3, 25)).missed == 1
    asked = ledger.position(date(2026, 3, 25)).due
    ledger = account(CARD, paid(2, 28, "95"), paid(3, 25, str(asked - 5)), tolerance="10")
    after = ledger.position(date(2026, 3, 26))
    assert after.missed == after.days_past_due == 0


def test_interest_on_interest_can_be_paid_as_it_accrues() -> None:
    order = ("compound", "penalty", "interest", "fees", "principal")
    ledger = account(CARD, paid(4, 4, "0.41"), compound="interest", allocation=order)
    # from 5 March to 4 April: 27.00 × 30 × 0.05 % = 0.405
    assert ledger.payment_split(date(2026, 4, 4)) == {"compound": y("0.41")}


def test_instalments_to_come_are_paid_by_what_covers_everything_in_two_payments() -> None:
    """1,200 in twelve instalments: 1,000 is held, with 200 more nothing is owed and no fee comes any more."""
    bought = spent(1, 10, "1200", 12, "0.006")
    once = account(CARD, bought, paid(1, 12, "1200"))
    twice = account(CARD, bought, paid(1, 12, "1000"), paid(1, 13, "200"))
    for ledger in (once, twice):
        end = date(2027, 6, 30)
        assert (ledger.position(end).total, ledger.accrued(end)["fees"]) == (0, 0)


def test_what_is_rounded_and_posted_bears_interest_on_interest_the_same_day() -> None:
    """With rounding at every change, a payment of nothing changes nothing."""
    until = date(2026, 9, 30)
    happened = [spent(1, 10, "1000000"), spent(2, 20, "3000000"), paid(8, 11, "500000")]
    terms = CARD | {
        "round_when": "segment", "rounding": "down", "compound": "interest",
        "penalty_daily_rate": "0.00045", "daily_rate": "0.0006",
    }  # fmt: skip
    whole = repr(account(terms, *happened, until=until).position(until))
    for day in (date(2026, 3, 26), date(2026, 4, 1)):
        nothing = Payment(day, 0)
        assert repr(account(terms, *happened, nothing, until=until).position(until)) == whole
