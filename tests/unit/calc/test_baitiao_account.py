"""Baitiao by the bill. The account of `accounts.py`: the first bill, 3 February, is due on the 12th.

The rules are those of the fact sheet: minimum after a met one (OVD-04), after a missed one (OVD-05), a small
balance goes in whole (OVD-06), service fee and penalty (JD-01). Fees of instalments: JD-04.
"""

from __future__ import annotations

from datetime import date, timedelta

from duecourse.calc import Acceleration, Waiver
from unit.calc.accounts import BAITIAO, account, bill, paid, spent
from unit.calc.debts import parts, y

DUE = date(2026, 2, 12)


def test_the_minimum_of_new_spending() -> None:
    ledger = account(BAITIAO)
    assert bill(ledger, 0) == ("1000.00", "100.00", "0.00", "0.00")
    assert ledger.bills[0].due == DUE


def test_after_a_minimum_that_was_met() -> None:
    ledger = account(BAITIAO, paid(2, 12, "100"))
    # from 12 February to 3 March 19 days: 900 × 0.05 %; minimum 10 % of 900 and the fee
    assert bill(ledger, 1) == ("908.55", "98.55", "0.00", "8.55")
    position = ledger.position(date(2026, 3, 3))
    assert position.penalty == position.days_past_due == 0
    # new spending goes in with 10 % too
    more = account(BAITIAO, spent(1, 10, "1000"), spent(2, 20, "500"), paid(2, 12, "100"))
    assert bill(more, 1) == ("1408.55", "148.55", "0.00", "8.55")


def test_after_a_minimum_that_was_missed() -> None:
    ledger = account(BAITIAO)
    # service fee 1,000 × 0.05 % × 19 = 9.50; penalty on the missed 100 × 0.015 % × 19 = 0.285
    assert parts(ledger, date(2026, 3, 3)) == {"principal": "1000.00", "penalty": "0.29", "fees": "9.50"}
    # all of the carried balance, and fees and penalty
    assert bill(ledger, 1) == ("1009.79", "1009.79", "0.00", "9.50")
    assert ledger.position(date(2026, 3, 3)).due == y("1009.79")
    # from 12 March on all of it is late: the penalty runs on the whole minimum
    later = ledger.position(date(2026, 3, 22))
    assert later.penalty == y("1.94")  # 0.29 billed; 9 × 0.015 + 10 × 1,009.79 × 0.015 % = 1.6496…
    assert later.days_past_due == 38


def test_the_penalty_on_the_whole_bill() -> None:
    ledger = account(BAITIAO, penalty_base="statement")
    assert ledger.position(date(2026, 3, 3)).penalty == y("2.85")  # 1,000 × 0.015 % × 19


def test_paying_what_is_due_leaves_nothing_due() -> None:
    on = date(2026, 2, 20)
    due = account(BAITIAO).position(on).due
    assert due == y("100.12")  # the minimum, and 8 days' penalty as it accrues
    after = account(BAITIAO, paid(2, 20, str(due)))
    assert after.payment_split(on) == {"penalty": y("0.12"), "principal": y("100.00")}
    assert after.position(on).due == after.position(date(2026, 2, 28)).due == 0


def test_a_minimum_paid_late_but_before_the_next_bill() -> None:
    ledger = account(BAITIAO, paid(2, 20, "100"))
    # 8 days late: penalty 0.12. The service fee runs on the rest; the next minimum asks for 10 % again
    assert ledger.position(date(2026, 2, 20)).days_past_due == 0
    # the penalty comes first: 99.88 of principal. 1,000 × 8 days, 900.12 × 11 days: 4.00 + 4.95066
    assert bill(ledger, 1) == ("909.07", "98.96", "0.00", "8.95")  # 10 % of 900.12, and 8.95


def test_a_small_balance_goes_in_whole() -> None:
    small = account(BAITIAO, spent(1, 10, "300"), paid(2, 12, "30"))
    assert bill(small, 1) == ("272.57", "272.57", "0.00", "2.57")  # 270 × 0.05 % × 19 = 2.565
    border = account(BAITIAO, spent(1, 10, "400"), paid(2, 12, "100"))
    assert bill(border, 1) == ("302.85", "32.85", "0.00", "2.85")  # 300 is not below 300


def test_instalments_go_into_the_minimum_with_their_fee() -> None:
    ledger = account(BAITIAO, spent(1, 10, "1200", 12, "0.006"), spent(1, 12, "500"))
    assert bill(ledger, 0) == ("607.20", "157.20", "0.00", "7.20")  # 100 + 7.20, and 10 % of 500
    assert parts(ledger, date(2026, 2, 3)) == {"principal": "1700.00", "fees": "7.20"}
    alone = account(
        BAITIAO,
        spent(1, 10, "1000", 3, "0.005"),
        *(paid(m, 12, "338.33") for m in (2, 3)),
        paid(4, 12, "338.34"),
    )
    assert [bill(alone, number)[1] for number in range(4)] == ["338.33", "338.33", "338.34", "0.00"]
    assert alone.position(date(2026, 4, 12)).total == 0
    assert alone.accrued(date(2026, 12, 31))["fees"] == y("15.00")


def test_a_missed_instalment() -> None:
    ledger = account(BAITIAO, spent(1, 10, "1200", 12, "0.006"))
    # the service fee runs on the instalment's principal, the penalty on the minimum of 107.20
    # 100 × 0.05 % × 19 = 0.95; 107.20 × 0.015 % × 19 = 0.3055…
    assert parts(ledger, date(2026, 3, 2)) == {"principal": "1200.00", "penalty": "0.29", "fees": "8.10"}
    # 3 March: the missed 107.20, the second 107.20, 0.95 and 0.31
    assert bill(ledger, 1)[1] == "215.66"


def test_credit_pays_the_instalments_as_they_are_billed() -> None:
    ledger = account(BAITIAO, spent(1, 10, "100"), spent(1, 20, "1200", 12, "0.005"), paid(1, 15, "500"))
    assert ledger.position(date(2026, 1, 15)).credit == y("400.00")
    # three bills of 106 from 400, and 82 of the fourth
    assert [bill(ledger, number)[:2] for number in range(4)] == [
        ("0.00", "0.00"), ("0.00", "0.00"), ("0.00", "0.00"), ("24.00", "24.00"),
    ]  # fmt: skip
    assert ledger.position(date(2026, 5, 12)).days_past_due == 0
    assert ledger.position(date(2026, 5, 13)).days_past_due == 1
    assert ledger.position(date(2026, 2, 3)).total == y("806.00")  # 1,200 + 6 − 400


def test_more_than_the_bill_is_kept_for_the_next_ones() -> None:
    ledger = account(BAITIAO, spent(1, 10, "1200", 12, "0.006"), paid(2, 12, "200"))
    # 107.20 for the bill; 92.80 waits for the instalment of 3 March: fee 7.20 and 85.60
    assert ledger.payment_split(DUE) == {"principal": y("100.00"), "fees": y("7.20"), "held": y("92.80")}
    assert bill(ledger, 1)[:2] == ("14.40", "14.40")
    assert parts(ledger, date(2026, 3, 3)) == {"principal": "1014.40"}


def test_money_that_covers_everything_ends_the_instalments_and_their_fees() -> None:
    ledger = account(BAITIAO, spent(1, 10, "1200", 12, "0.006"), paid(2, 12, "1207.20"))
    assert ledger.position(DUE).total == 0
    assert ledger.accrued(date(2027, 6, 1))["fees"] == y("7.20")


def test_a_waiver_of_penalty_and_service_fee() -> None:
    on = date(2026, 3, 3)
    ledger = account(BAITIAO, Waiver(on, "penalty", "0.29"), Waiver(on, "fees", "9.50"))
    assert parts(ledger, on) == {"principal": "1000.00"}
    assert bill(ledger, 1)[:2] == ("1000.00", "1000.00")


def test_the_whole_balance_is_called_by_itself() -> None:
    ledger = account(
        BAITIAO, spent(1, 10, "1000"), spent(1, 12, "1200", 12, "0.006"), accelerate_after_days=10
    )
    before, on = ledger.position(date(2026, 2, 21)), ledger.position(date(2026, 2, 22))
    assert before.due < y("220.00")  # the minimum: 100 + 100 + 7.20
    # 1,000 + 1,200 + 7.20; service fee 1,100 × 10 days 5.50; penalty 207.20 × 10 days 0.3108
    assert on.due == on.total == y("2213.01")
    assert on.days_past_due == 10
    # from then on on everything: 2,200 × 0.05 % a day; the penalty on the 2,213.01 that was called
    later = ledger.position(date(2026, 3, 2))
    assert later.fees == y("21.50")  # 7.20 + 5.50 + 8 × 1.10
    assert later.penalty == y("2.97")  # 0.31 + 8 × 0.3319515 = 2.9656…
    # no instalment fee any more, and no default fee on what was called
    assert ledger.position(date(2026, 12, 31)).missed > 0
    assert ledger.default_fee_between(date(2025, 12, 31), date(2026, 12, 31)) == (0, 0)
    assert ledger.accrued(date(2026, 12, 31))["principal"] == y("2200.00")


def test_a_payment_in_time_prevents_the_call() -> None:
    ledger = account(BAITIAO, paid(2, 22, "100.15"), accelerate_after_days=10)
    assert ledger.position(date(2026, 2, 22)).days_past_due == 0
    assert ledger.position(date(2026, 2, 28)).due == 0


def test_called_and_paid_on_the_day_it_costs_nothing_more() -> None:
    on = date(2026, 1, 20)
    ledger = account(BAITIAO, Acceleration(on), paid(1, 20, "1000"))
    assert ledger.position(on).total == 0
    assert ledger.position(date(2026, 12, 31)).total == 0
    assert not ledger.still_open(on)
    # not paid: late from the next day on
    late = account(BAITIAO, Acceleration(on)).position(date(2026, 1, 30))
    assert (late.days_past_due, late.missed) == (10, 1)
    assert (late.fees, late.penalty) == (y("5.00"), y("1.50"))
    assert late.due == late.total == y("1006.50")


def test_a_call_bears_no_default_fee() -> None:
    ledger = account(BAITIAO, Acceleration(date(2026, 2, 20)), default_fee_rate="0.05")
    called = date(2026, 2, 13)
    assert ledger.default_fee_between(date(2025, 12, 31), called - timedelta(1)) == (0, 0)
    assert ledger.default_fee_between(called - timedelta(1), called)[0] == 5_00
    assert ledger.default_fee_between(called, date(2026, 12, 31)) == (0, 0)


def test_a_call_before_the_bill_is_due_makes_the_bill_due_that_day() -> None:
    ledger = account(BAITIAO, Acceleration(date(2026, 2, 8)))
    assert ledger.position(date(2026, 2, 8)).due == y("1000.00")
    assert ledger.position(date(2026, 2, 11)).days_past_due == 3


def test_a_paid_penalty_is_due_no_longer() -> None:
    order = ("penalty", "fees", "interest", "compound", "principal")
    ledger = account(BAITIAO, paid(3, 4, "0.29"), allocation=order)
    # 1,009.79 with a penalty of 0.29 in it; since the bill one day more, 100 × 0.015 % = 0.015
    assert ledger.position(date(2026, 3, 4)).due == y("1009.52")
