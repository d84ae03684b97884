"""Payments: early, late, too little, too much, on the day, twice a day; and what they pay first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from duecourse.calc import Payment
from duecourse.calc.debt.events import Event
from unit.calc.debts import DRAWN, loan, paid, parts, y

DUE = date(2026, 2, 15)


def test_on_the_due_day_is_on_time() -> None:
    ledger = loan(paid(2, 15, "112"), default_fee_rate="0.05")
    assert parts(ledger, DUE) == {"principal": "1100.00"}
    position = ledger.position(date(2026, 3, 15))
    assert position.penalty == position.fees == position.days_past_due == 0
    assert position.interest == y("11.00")


def test_a_day_late_costs_a_day() -> None:
    ledger = loan(paid(2, 16, "112"))
    # 12 interest, 0.05 penalty, 99.95 principal: 0.05 is still late; interest 11 × 1 / 28 = 0.3928…
    assert parts(ledger, date(2026, 2, 16)) == {"principal": "1100.05", "interest": "0.39"}
    assert ledger.position(date(2026, 2, 26)).days_past_due == 11


def test_paid_late_in_full() -> None:
    ledger = loan(paid(2, 25, "112.50"))
    position = ledger.position(date(2026, 2, 25))
    assert parts(ledger, date(2026, 2, 25)) == {"principal": "1100.00", "interest": "3.93"}  # 11 × 10 / 28
    assert position.days_past_due == 0
    # what the delay cost stays paid
    assert ledger.accrued(date(2026, 3, 15))["penalty"] == y("0.50")


def test_the_day_past_due_counts_from_the_oldest_unpaid_instalment() -> None:
    # the first instalment is paid late, the second not: from then on the second counts
    ledger = loan(paid(3, 20, "113.65"))
    assert ledger.position(date(2026, 3, 19)).days_past_due == 32
    # on 20 March: penalty 33 × 0.05 + 5 × 0.05 = 1.90; interest 23.00; 113.65 − 24.90 = 88.75 principal
    assert ledger.payment_split(date(2026, 3, 20)) == {
        "interest": y("23.00"),
        "penalty": y("1.90"),
        "principal": y("88.75"),
    }
    assert ledger.position(date(2026, 3, 20)).days_past_due == 33  # 11.25 of the first is unpaid
    enough = loan(paid(3, 20, "124.90"))
    assert enough.position(date(2026, 3, 20)).days_past_due == 5


def test_a_partial_payment_does_not_start_the_clock_anew() -> None:
    ledger = loan(paid(2, 20, "50"))
    # 5 days 0.25 penalty; 12 interest, 0.25 penalty, 37.75 principal
    assert ledger.payment_split(date(2026, 2, 20)) == {
        "interest": y("12.00"),
        "penalty": y("0.25"),
        "principal": y("37.75"),
    }
    later = ledger.position(date(2026, 2, 25))
    assert later.days_past_due == 10
    assert later.penalty == y("0.16")  # 62.25 × 0.05 % × 5 = 0.1556…


def test_two_payments_a_day_are_one() -> None:
    on = date(2026, 3, 1)
    twice = loan(paid(2, 20, "30"), paid(2, 20, "20")).position(on)
    assert repr(twice) == repr(loan(paid(2, 20, "50")).position(on))


def test_the_order_in_which_events_are_listed_does_not_matter() -> None:
    from duecourse.calc import Acceleration, RateChange, Waiver

    day = date(2026, 3, 1)
    events: list[Event] = [
        paid(2, 20, "50"),
        Payment(day, "40"),
        Waiver(day, "penalty", "0.10"),
        RateChange(day, annual_rate="0.06"),
        Acceleration(day),
    ]
    on = date(2026, 5, 1)
    expected = repr(loan(*events).position(on))
    for turn in range(len(events)):
        assert repr(loan(*events[turn:], *events[:turn]).position(on)) == expected
        assert repr(loan(*reversed(events[turn:]), *events[:turn]).position(on)) == expected


def test_a_waiver_of_the_day_comes_before_a_payment_of_the_day() -> None:
    from duecourse.calc import Waiver

    day = date(2026, 2, 25)
    ledger = loan(Payment(day, "112"), Waiver(day, "penalty", "0.50"))
    assert ledger.position(day).days_past_due == 0
    assert ledger.payment_split(day) == {"interest": y("12.00"), "principal": y("100.00")}


@pytest.mark.parametrize(
    ("order", "split"),
    [
        # 10 days late, 0.50 penalty, 5.60 default fee (5 % of 112), 12 interest, 100 principal; 20 is paid
        (None, {"fees": "5.60", "interest": "12.00", "penalty": "0.50", "principal": "1.90"}),
        (("principal", "interest", "penalty", "compound", "fees"), {"principal": "20.00"}),
        (
            ("interest", "principal", "penalty", "compound", "fees"),
            {"interest": "12.00", "principal": "8.00"},
        ),
        (
            ("penalty", "fees", "compound", "interest", "principal"),
            {"penalty": "0.50", "fees": "5.60", "interest": "12.00", "principal": "1.90"},
        ),
    ],
)
def test_the_order_of_payment(order: tuple[str, ...] | None, split: dict[str, str]) -> None:
    differs: dict[str, Any] = {"default_fee_rate": "0.05"} | ({"allocation": order} if order else {})
    ledger = loan(paid(2, 25, "20"), **differs)
    found = ledger.payment_split(date(2026, 2, 25))
    assert {name: str(amount) for name, amount in found.items()} == split
    assert ledger.paid(date(2026, 2, 25)) == y("20.00")


def test_within_each_part_the_oldest_comes_first() -> None:
    order = ("principal", "interest", "penalty", "compound", "fees")
    ledger = loan(paid(3, 25, "150"), allocation=order)
    after = ledger.position(date(2026, 3, 25))
    assert after.days_past_due == 38  # the first instalment's interest is still unpaid
    assert after.principal == y("1050.00")
    # 50 of the second instalment left: 0.025 a day
    grown = ledger.position(date(2026, 4, 4)).penalty - after.penalty
    assert grown == y("0.25")


def test_money_before_its_day_is_held_and_used_on_the_day() -> None:
    ledger = loan(paid(2, 1, "150"))
    assert ledger.payment_split(date(2026, 2, 1)) == {"held": y("150.00")}
    # it is the borrower's already: 1,200 + 12 × 17 / 31 (6.58) − 150
    assert ledger.position(date(2026, 2, 1)).total == y("1056.58")
    at_due = ledger.position(DUE)
    assert parts(ledger, DUE) == {"principal": "1062.00"}  # 112 used, 38 still held
    assert at_due.days_past_due == at_due.due == 0
    assert ledger.position(date(2026, 3, 15)).due == y("73.00")  # 111 − 38


def test_money_counts_on_the_day_it_came_not_again_when_it_is_used() -> None:
    """150 held meets the 112 of the due day, on which 30 more come: they alone are that day's."""
    ledger = loan(paid(2, 1, "150"), paid(2, 15, "30"))
    assert ledger.payment_split(DUE) == {"held": y("30.00")}
    # 1,200 out; 180 in; 1,200 + 12 − 180 still owed
    came = [(DRAWN, y("-1200.00")), (date(2026, 2, 1), y("150.00")), (DUE, y("1062.00"))]
    assert ledger.flows(DUE) == came


def test_early_money_may_prepay() -> None:
    ledger = loan(paid(2, 1, "150"), early="prepay")
    # interest to the day 6.58 (12 × 17 / 31), then 143.42 of principal: 1,056.58 goes on
    assert ledger.payment_split(date(2026, 2, 1)) == {"interest": y("6.58"), "principal": y("143.42")}
    assert ledger.position(date(2026, 2, 1)).principal == y("1056.58")
    at_due = ledger.position(DUE)
    # 14 more days on 1,056.58: 10.5658 × 14 / 31 = 4.7716… (with the 0.0006 left over from before: 4.77)
    assert at_due.interest == y("4.77")
    assert at_due.due == y("104.77")
    # the last instalments are gone: 100 a month, 56.58 in the eleventh
    dues = [due.principal for due in ledger.dues]
    assert dues == [100_00] * 10 + [56_58]


def test_everything_paid_early_costs_interest_to_the_day_only() -> None:
    """Civil Code Art. 677."""
    for early in ("held", "prepay"):
        ledger = loan(paid(2, 1, "1206.58"), early=early)
        after = ledger.position(date(2026, 2, 1))
        assert after.total == after.credit == 0
        assert ledger.position(date(2027, 12, 31)).total == 0
        assert not ledger.still_open(date(2026, 2, 1))
        assert ledger.dues == ()
        # one fen short closes nothing
        assert loan(paid(2, 1, "1206.57"), early=early).position(date(2027, 12, 31)).total > 0


def test_fees_for_time_not_used_are_not_charged() -> None:
    flat = {"method": "flat_fee", "fee_per_period": "0.006"}
    # on 20 February: 1,200 + the first fee 7.20 + 5 days' penalty 0.25
    closed = loan(paid(2, 20, "1207.45"), **flat)
    assert closed.position(date(2027, 12, 31)).total == 0
    assert closed.accrued(date(2027, 12, 31))["fees"] == y("7.20")


def test_on_the_day_of_the_drawing() -> None:
    ledger = loan(Payment(DRAWN, "1200"))
    assert ledger.position(DRAWN).total == 0
    assert not ledger.still_open(DRAWN)
    part = loan(Payment(DRAWN, "200"), early="prepay")
    assert part.position(DRAWN).principal == y("1000.00")
    assert part.position(DUE).interest == y("10.00")


def test_too_much_is_credit() -> None:
    ledger = loan(paid(2, 25, "2000"))
    # owed: 1,200 + 12 + 3.93 + 0.50 = 1,216.43
    after = ledger.position(date(2026, 2, 25))
    assert (after.total, after.credit) == (y("0.00"), y("783.57"))
    assert ledger.position(date(2027, 12, 31)).credit == y("783.57")
    assert ledger.payment_split(date(2026, 2, 25)) == {
        "principal": y("1200.00"),
        "interest": y("15.93"),
        "penalty": y("0.50"),
        "held": y("783.57"),
    }


def test_a_payment_after_the_last_due_day_counts() -> None:
    ledger = loan(paid(5, 1, "1000"), periods=1)
    # 15 February to 1 May: 75 days × 0.60 = 45.00 penalty; 12 interest; 943 principal
    assert parts(ledger, date(2026, 5, 1)) == {"principal": "257.00"}
    assert ledger.position(date(2026, 5, 11)).penalty == y("1.29")  # 257 × 0.05 % × 10 = 1.285
    assert ledger.position(date(2026, 5, 11)).days_past_due == 85


def test_the_penalty_does_not_go_away_with_the_principal() -> None:
    """Where the contract pays principal first, the penalty stays owed, and the debt stays open."""
    order = ("principal", "interest", "penalty", "compound", "fees")
    ledger = loan(paid(2, 25, "1212"), periods=1, allocation=order)
    after = ledger.position(date(2026, 3, 25))
    assert parts(ledger, date(2026, 3, 25)) == {"penalty": "6.00"}  # 1,200 × 0.05 % × 10, and no more
    assert (after.due, after.days_past_due) == (y("6.00"), 0)
    assert ledger.still_open(date(2026, 3, 25))
    assert not loan(paid(2, 25, "1218"), periods=1, allocation=order).still_open(date(2026, 2, 25))


def test_a_payment_of_nothing_changes_nothing() -> None:
    on = date(2026, 6, 1)
    assert repr(loan(paid(3, 1, "0")).position(on)) == repr(loan().position(on))


def test_a_payment_later_than_the_day_asked_for_is_not_known() -> None:
    with_it = loan(paid(3, 1, "500")).position(date(2026, 2, 28))
    assert repr(with_it) == repr(loan().position(date(2026, 2, 28)))


def test_facts_are_kept_balances_are_not() -> None:
    """A late payment never undoes what the delay has cost."""
    late, on_time = loan(paid(2, 25, "113")), loan(paid(2, 15, "113"))
    on = date(2026, 12, 31)
    assert sum(late.accrued(on).values()) > sum(on_time.accrued(on).values())


def test_instalments_paid_early_bear_no_fee() -> None:
    ledger = loan(paid(2, 1, "300"), early="prepay", method="flat_fee", fee_per_period="0.006", tolerance="0")
    assert ledger.payment_split(date(2026, 2, 1)) == {"principal": y("300.00")}
    # the last three are gone: 9 × 7.20
    assert ledger.accrued(date(2027, 12, 31))["fees"] == y("64.80")
    # nor do they count where a penalty runs on the fees to come: (900 + 64.80) × 0.05 % × 10
    whole = loan(
        paid(2, 1, "300"), early="prepay", method="flat_fee", fee_per_period="0.006",
        penalty_base="principal_and_fees",
    )  # fmt: skip
    assert whole.position(date(2026, 2, 25)).penalty == y("4.82")


def test_all_that_was_paid_counts_what_waits_for_its_due_day() -> None:
    ledger = loan(paid(1, 20, "50.00"))
    assert ledger.paid(date(2026, 1, 19)) == y("0.00")
    assert ledger.paid(date(2026, 1, 25)) == ledger.paid(date(2026, 2, 20)) == y("50.00")
