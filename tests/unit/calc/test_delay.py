"""What being late costs, beside the same debt paid on time, and which clause makes how much of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from duecourse.calc import (
    Acceleration,
    BadInput,
    CostOfDelay,
    Debt,
    Drawing,
    InstalmentTerms,
    Payment,
    RateChange,
    RevolvingTerms,
    Waiver,
    charged,
    exchange,
    open_ledger,
    paid_on_time,
)
from duecourse.calc.debt.delay import without_lateness

DRAWN = Drawing(date(2026, 1, 15), "1200")
LOAN = InstalmentTerms(method="equal_principal", annual_rate="0.12", periods=12, penalty_daily_rate="0.0006")


def test_a_debt_paid_on_time_has_no_cost_of_delay() -> None:
    paid = paid_on_time(Debt(LOAN, DRAWN), before=date(2026, 6, 1))
    # 100 a month and 1 % of what is left: 112, 111, 110, 109 in February to May
    assert [payment.amount for payment in paid] == [
        Decimal(n) for n in ("112.00", "111.00", "110.00", "109.00")
    ]
    assert [payment.on for payment in paid] == [date(2026, month, 15) for month in (2, 3, 4, 5)]
    late = CostOfDelay(Debt(LOAN, DRAWN, paid), date(2026, 6, 1))
    assert late.cost(date(2026, 6, 1)) == 0
    assert late.ledger.position(date(2026, 6, 1)).days_past_due == 0


def test_what_was_charged_is_told_apart_by_what_it_is() -> None:
    missed, on = date(2026, 3, 15), date(2026, 5, 20)
    paid = [*paid_on_time(Debt(LOAN, DRAWN), before=missed), Payment(date(2026, 4, 20), "130")]
    late = CostOfDelay(Debt(LOAN, DRAWN, paid), on)
    found = late.charges(on, since=missed)
    position = late.ledger.position(on)
    assert found.by_delay == late.cost(on, since=missed) == found.charged - found.anyway > 0
    assert found.charged == charged(late.ledger, on, since=missed)
    assert found.unpaid == found.before + found.charged - found.paid == position.total - position.principal


def test_before_the_first_due_day_nothing_is_paid() -> None:
    assert paid_on_time(Debt(LOAN, DRAWN), before=date(2026, 2, 15)) == ()
    assert paid_on_time(Debt(LOAN, DRAWN), before=DRAWN.on) == ()


def test_the_cost_of_a_delay_is_the_penalty_where_normal_interest_is_the_same() -> None:
    on = date(2026, 2, 25)
    late = CostOfDelay(Debt(LOAN, DRAWN), on)
    assert late.cost(on) == Decimal("0.60")  # 100 overdue × 0.06 % × 10 days


def test_normal_interest_that_stops_is_taken_off() -> None:
    on = date(2026, 2, 25)
    terms = replace(LOAN, penalty_base="all_principal", interest_by="day")
    late = CostOfDelay(Debt(terms, DRAWN), on)
    # 1,200 × 0.06 % × 10 days, less 1,100 × 12 % × 10 / 365 = 3.616…: by then 15.85 instead of 12.23
    assert late.cost(on) == Decimal("7.20") - (Decimal("15.85") - Decimal("12.23"))


def test_a_penalty_below_the_interest_it_replaces_makes_the_delay_cheaper() -> None:
    terms = replace(LOAN, penalty_base="all_principal", penalty_daily_rate="0")
    assert CostOfDelay(Debt(terms, DRAWN), date(2026, 3, 1)).cost(date(2026, 3, 1)) < 0


def test_fees_and_what_was_waived_are_in_the_cost() -> None:
    on = date(2026, 2, 25)
    terms = replace(LOAN, default_fee_rate="0.05", default_fee_floor="10")
    events = [Waiver(date(2026, 2, 25), "penalty", "0.20")]
    assert CostOfDelay(Debt(terms, DRAWN, events), on).cost(on) == Decimal("10.40")  # 0.60 − 0.20 + 10
    # and the interest: 12 of the first month, 11 × 10 / 28 of the second
    assert charged(open_ledger(terms, DRAWN, events, until=on), on) == Decimal("26.33")


def test_what_only_the_late_debt_knows_does_not_reach_the_other() -> None:
    """An acceleration, a waiver and a changed penalty mean nothing where being late is free."""
    on = date(2026, 4, 1)
    events = [
        Acceleration(date(2026, 3, 1)),
        RateChange(date(2026, 3, 2), penalty_daily_rate="0.001"),
        Waiver(date(2026, 3, 20), "penalty", "1.00"),
        RateChange(date(2026, 3, 25), annual_rate="0.06"),
    ]
    late = CostOfDelay(Debt(LOAN, DRAWN, events), on)
    assert late.on_time.accrued(on)["penalty"] == 0
    assert late.on_time.accrued(on)["interest"] > late.ledger.accrued(on)["interest"]
    assert late.cost(on) > 0


def test_a_card_carried_over_costs_what_it_charges() -> None:
    terms = RevolvingTerms(statement_day=5, due_after_days=20, daily_rate="0.0005", default_fee_rate="0.05")
    drawings = [Drawing(date(2026, 1, 10), "1000")]
    on = date(2026, 3, 1)
    late = CostOfDelay(Debt(terms, drawings), on)
    # 1,000 × 0.05 % × 50 days from the posting, and 5 % of the minimum of 100
    assert late.cost(on) == Decimal("25.00") + Decimal("5.00")
    assert charged(late.on_time, on) == 0


def test_instalments_on_a_card_cost_their_fee_either_way() -> None:
    terms = RevolvingTerms(statement_day=5, due_after_days=20, daily_rate="0.0005")
    drawings = [Drawing(date(2026, 1, 10), "1200", periods=12, fee_per_period="0.006")]
    paid = [Payment(date(2026, 2, 25), "107.20")]
    late = CostOfDelay(Debt(terms, drawings, paid), date(2026, 3, 1))
    assert charged(late.on_time, date(2026, 3, 1)) == Decimal("7.20")
    assert late.cost(date(2026, 3, 1)) == 0


def test_being_late_is_free_under_any_contract_without_lateness() -> None:
    terms = InstalmentTerms(
        annual_rate="0.24",
        periods=6,
        penalty_multiple="1.5",
        penalty_base="principal_and_fees",
        penalty_minimum_per_day="1",
        interest_when_overdue="runs_on",
        compound="interest_and_penalty",
        compound_every="month",
        default_fee_rate="0.05",
        default_fee_floor="20",
        default_fee_cap="100",
        accelerate_after_days=10,
    )
    ledger = open_ledger(without_lateness(terms), DRAWN, until=date(2026, 12, 1))
    accrued = ledger.accrued(date(2026, 12, 1))
    assert (accrued["penalty"], accrued["compound"], accrued["fees"]) == (0, 0, 0)
    assert ledger.position(date(2026, 12, 1)).one_more_day == 0


GROUPS = (
    ("penalty_daily_rate", "penalty_multiple"),
    ("penalty_base",),
    ("compound", "compound_every"),
    ("default_fee_rate", "default_fee_floor", "default_fee_cap"),
)


SECOND = replace(
    LOAN,
    penalty_daily_rate=None,
    penalty_multiple="1.5",
    penalty_base="all_principal",
    default_fee_floor="8",
)


def test_the_groups_add_up_to_the_whole_difference() -> None:
    on = DRAWN.on + timedelta(90)
    exchanged = exchange(Debt(LOAN, DRAWN), SECOND, GROUPS, until=on)
    assert exchanged.groups == (GROUPS[0], GROUPS[1], GROUPS[3])
    made = dict(exchanged.amounts(DRAWN.on, on))
    owed = [open_ledger(terms, DRAWN, until=on).position(on).total for terms in (LOAN, SECOND)]
    assert sum(made.values()) == owed[1] - owed[0]
    assert made[GROUPS[3]] == Decimal("16.00")  # two instalments missed, 8 each


def test_what_was_charged_before_the_first_day_makes_no_difference() -> None:
    """From the day after the first instalment was missed on, only one fee of 8 is still to come."""
    on = DRAWN.on + timedelta(90)
    made = dict(exchange(Debt(LOAN, DRAWN), SECOND, GROUPS, until=on).amounts(date(2026, 2, 16), on))
    assert made[GROUPS[3]] == Decimal("8.00")


def test_equal_contracts_differ_by_nothing() -> None:
    same = exchange(Debt(LOAN, DRAWN), LOAN, GROUPS, until=date(2026, 4, 1))
    assert same.amounts(DRAWN.on, date(2026, 4, 1)) == []


def test_a_difference_that_no_group_names_is_refused() -> None:
    with pytest.raises(BadInput, match="year_days"):
        exchange(Debt(LOAN, DRAWN), replace(LOAN, year_days=360), GROUPS, until=date(2026, 4, 1))
