"""The lender calls everything due: by itself after so many days, or on a day."""

from __future__ import annotations

from datetime import date

import pytest

from duecourse.calc import Acceleration
from unit.calc.debts import loan, paid, parts, y

CALLED = Acceleration(date(2026, 3, 1))  # 14 days late


def test_everything_falls_due_on_that_day() -> None:
    position = loan(CALLED).position(date(2026, 3, 1))
    # 112 and 14 days' penalty 0.70; 1,100 and interest since 15 February 11 × 14 / 28 = 5.50
    assert position.due == position.total == y("1218.20")
    assert position.days_past_due == 14


def test_from_then_on_all_principal_is_overdue() -> None:
    ledger = loan(CALLED)
    assert parts(ledger, date(2026, 3, 11)) == {
        "principal": "1200.00",
        "interest": "17.50",  # no more normal interest
        "penalty": "6.70",  # 0.70 + 10 × 0.60
    }
    assert ledger.position(date(2026, 3, 11)).days_past_due == 24  # from the first missed day
    assert [due.on for due in ledger.dues] == [date(2026, 2, 15).toordinal(), date(2026, 3, 1).toordinal()]


def test_normal_interest_may_run_on() -> None:
    # 5.50 and, because it runs on for the missed 100 too, 0.50; then 1,200 × 12 % / 365 a day
    ledger = loan(CALLED, interest_when_overdue="runs_on")
    assert ledger.position(date(2026, 3, 1)).interest == y("18.00")
    assert ledger.position(date(2026, 3, 11)).interest == y("21.95")  # + 3.9452…


def test_paid_on_that_day_it_costs_nothing_more() -> None:
    ledger = loan(CALLED, paid(3, 1, "1218.20"))
    assert ledger.position(date(2026, 3, 1)).total == 0
    assert not ledger.still_open(date(2026, 3, 1))


def test_the_called_part_bears_no_default_fee() -> None:
    ledger = loan(CALLED, default_fee_rate="0.05")
    assert ledger.position(date(2026, 3, 11)).fees == y("5.60")  # of the missed instalment only


@pytest.mark.parametrize(("included", "fees"), [(False, "7.20"), (True, "86.40")])
def test_fees_not_yet_due_fall_due_only_where_the_contract_says_so(included: bool, fees: str) -> None:
    flat = {"method": "flat_fee", "fee_per_period": "0.006", "acceleration_includes_fees": included}
    assert loan(CALLED, **flat).position(date(2026, 3, 11)).fees == y(fees)


def test_grace_ends_with_it() -> None:
    ledger = loan(Acceleration(date(2026, 2, 17)), grace_days=5)
    # 12, and 1,100 × 1 % × 2 / 28 = 0.7857…; from the 17th everything is overdue, late since the 15th
    assert ledger.position(date(2026, 2, 17)).days_past_due == 0
    assert parts(ledger, date(2026, 2, 27)) == {
        "principal": "1200.00",
        "interest": "12.79",
        "penalty": "6.00",
    }
    assert ledger.position(date(2026, 2, 27)).days_past_due == 12


def test_lost_grace_is_charged_once_and_only_for_the_part_that_had_it() -> None:
    ledger = loan(CALLED, grace_days=5, grace="from_due_day")
    # the instalment since 15 February: 15 days × 0.05; the rest since 1 March: 1 day × 0.55
    assert ledger.position(date(2026, 3, 2)).penalty == y("1.30")


def test_inclusive_days_count_the_day_of_the_call() -> None:
    ledger = loan(CALLED, days="inclusive")
    # 100 for 25 days (15 February to 11 March), 1,100 for 11
    assert ledger.position(date(2026, 3, 11)).penalty == y("7.30")  # 1.25 + 6.05


def test_before_anything_is_late() -> None:
    ledger = loan(Acceleration(date(2026, 2, 1)))
    assert ledger.position(date(2026, 2, 1)).due == y("1206.58")  # 12 × 17 / 31 = 6.5806…
    assert ledger.position(date(2026, 2, 11)).penalty == y("6.00")
    assert ledger.position(date(2026, 2, 11)).days_past_due == 10


def test_twice_is_once() -> None:
    on = date(2026, 6, 1)
    assert repr(loan(CALLED, Acceleration(date(2026, 4, 1))).position(on)) == repr(loan(CALLED).position(on))


def test_money_held_meets_it() -> None:
    ledger = loan(paid(1, 20, "500"), Acceleration(date(2026, 2, 1)))
    assert parts(ledger, date(2026, 2, 1)) == {"principal": "706.58"}  # 1,206.58 − 500


def test_interest_paid_before_is_not_asked_for_again() -> None:
    ledger = loan(paid(1, 25, "100"), Acceleration(date(2026, 2, 1)), early="prepay", compound="interest")
    # 25 January: interest 12 × 10 / 31 = 3.87, principal 96.13
    # 1 February: 3.8709… + 1,103.87 × 1 % × 7 / 31 = 6.3635…, less 3.87
    assert ledger.position(date(2026, 2, 1)).interest == y("2.49")
    assert ledger.position(date(2026, 2, 11)).compound == y("0.01")  # 2.49 × 0.05 % × 10 = 0.01245


def test_by_itself_after_so_many_days() -> None:
    ledger = loan(accelerate_after_days=30)
    before, on = ledger.position(date(2026, 3, 16)), ledger.position(date(2026, 3, 17))
    assert before.due == y("224.50")  # 112 + 111 + 29 × 0.05 + 1 × 0.05
    # 223 + penalty 30 × 0.05 + 2 × 0.05; 1,000 and interest 10 × 2 / 31 = 0.6451…
    assert on.due == on.total == y("1225.25")
    assert ledger.position(date(2026, 3, 27)).penalty == y("7.60")


def test_a_payment_on_the_last_day_prevents_it() -> None:
    paid_up = loan(paid(3, 17, "224.60"), accelerate_after_days=30)
    assert paid_up.position(date(2026, 3, 20)).principal == y("1000.00")
    assert paid_up.position(date(2026, 3, 20)).due == 0
    # only the first instalment: the second is late since 15 March, so it is called on 14 April
    first = loan(paid(3, 17, "124.60"), accelerate_after_days=30)  # 23 interest, 1.60 penalty, 100 principal
    assert first.position(date(2026, 4, 13)).due < 200
    assert first.position(date(2026, 4, 14)).due == first.position(date(2026, 4, 14)).total


def test_it_does_not_call_before_the_grace_is_over() -> None:
    ledger = loan(accelerate_after_days=3, grace_days=10)
    assert ledger.position(date(2026, 2, 25)).due == y("112.00")
    assert ledger.position(date(2026, 2, 26)).due == ledger.position(date(2026, 2, 26)).total


def test_a_late_debt_with_nothing_left_to_call() -> None:
    ledger = loan(periods=1, accelerate_after_days=30)
    assert repr(ledger.position(date(2026, 9, 1))) == repr(loan(periods=1).position(date(2026, 9, 1)))


def test_what_happens_on_the_day_of_the_call_happens_once() -> None:
    ledger = loan(paid(3, 17, "10"), accelerate_after_days=30)
    assert ledger.paid(date(2026, 3, 17)) == y("10.00")
    assert ledger.position(date(2026, 3, 17)).due == y("1215.25")  # 1,225.25 − 10


def test_inclusive_days_of_the_whole_debt_count_one_end_only() -> None:
    # late since 15 February as a whole: a second missed instalment adds no day of its own
    ledger = loan(penalty_base="all_principal", days="inclusive")
    assert ledger.position(date(2026, 3, 25)).penalty == y("23.40")  # 1,200 × 0.05 % × 39
