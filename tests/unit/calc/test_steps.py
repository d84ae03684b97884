"""How an amount came about: the steps of a position."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from duecourse.calc import COMPONENTS, Acceleration, Ledger, Step
from duecourse.calc.debt.events import Event
from unit.calc import accounts
from unit.calc.debts import loan, paid, y

LATE = date(2026, 2, 25)


def total(steps: list[Step]) -> Decimal:
    return sum((step.amount for step in steps), Decimal("0.00"))


def adds_up(ledger: Ledger, on: date) -> bool:
    position = ledger.position(on)
    each = all(total(position.explain(name)) == position[name] for name in COMPONENTS)
    return each and total(position.explain()) == position.total


def test_every_part_has_its_steps_and_they_add_up() -> None:
    events: list[Event] = [paid(1, 20, "30"), paid(3, 1, "100"), Acceleration(date(2026, 4, 1))]
    ledger = loan(*events, default_fee_rate="0.05", compound="interest", compound_every="month")
    assert all(adds_up(ledger, on) for on in ledger.knots(end=date(2026, 12, 31)))


def test_a_step_is_base_times_rate_times_days() -> None:
    (step,) = loan(penalty_multiple="1.5", year_days=360).position(LATE).explain("penalty")
    assert (step.kind, step.base, step.rate, step.per, step.days, step.year_days) == (
        "penalty", y("100.00"), Decimal("0.18"), "year", 10, 360,
    )  # fmt: skip
    assert (step.start, step.end) == (date(2026, 2, 15), LATE)
    assert step.unrounded == step.amount == y("0.50")
    assert (step.rule, step.rounding, step.each_day, step.limit) == ("contract", "half_up", None, None)
    assert step.period_days is None  # a year's rate knows no period …
    assert step.base is not None and step.rate is not None and step.days is not None
    assert step.base * step.rate * step.days / 360 == step.amount


def test_interest_of_a_month() -> None:
    (step,) = loan().position(date(2026, 1, 31)).explain("interest")
    assert (step.base, step.rate, step.per, step.days, step.period_days) == (
        y("1200.00"), Decimal("0.01"), "period", 16, 31,
    )  # fmt: skip
    assert step.amount == y("6.19") and str(step.unrounded).startswith("6.1935483870967")
    assert step.year_days is None  # … and a period's no year


def test_days_that_count_at_once_are_steps_of_their_own() -> None:
    steps = loan(grace_days=5, grace="from_due_day").position(LATE).explain("penalty")
    assert [(step.days, step.amount) for step in steps] == [(5, y("0.25")), (5, y("0.25"))]


def test_what_each_day_costs_where_the_contract_rounds_or_asks_a_least_for_each() -> None:
    (step,) = loan(penalty_daily_rate="0.00015", round_when="day").position(LATE).explain("penalty")
    # 0.015 a day becomes 0.02
    assert (step.each_day, step.amount, step.unrounded) == (y("0.02"), y("0.20"), y("0.15"))
    (step,) = loan(penalty_minimum_per_day="0.08").position(LATE).explain("penalty")
    assert (step.each_day, step.amount, step.unrounded) == (y("0.08"), y("0.80"), y("0.50"))


def test_a_default_fee_says_whether_its_floor_or_its_cap_decided() -> None:
    for differs, limit, amount in (
        ({}, None, "5.60"),
        ({"default_fee_floor": "10"}, "floor", "10.00"),
        ({"default_fee_cap": "3"}, "cap", "3.00"),
    ):
        ledger = loan(default_fee_rate="0.05", **differs)
        (step,) = ledger.position(LATE).explain("fees")
        assert (step.kind, step.base, step.rate) == ("default_fee", y("112.00"), Decimal("0.05"))
        assert (step.limit, step.amount, step.unrounded) == (limit, y(amount), y("5.60"))


def test_an_instalment_fee_is_a_share_of_the_original_principal() -> None:
    ledger = loan(method="flat_fee", total_fee_rate="0.0721")
    (step,) = ledger.position(LATE).explain("fees")
    # 1,200 × 7.21 % / 12 = 7.21
    assert (step.kind, step.base, step.amount, step.rule) == (
        "instalment_fee",
        y("1200.00"),
        y("7.21"),
        "contract",
    )


def test_payments_and_money_held() -> None:
    ledger = loan(paid(1, 20, "30"), paid(2, 25, "50"))
    kinds = [(step.kind, step.amount) for step in ledger.position(date(2026, 1, 25)).explain()]
    assert kinds == [("drawn", y("1200.00")), ("held", y("-30.00")), ("interest", y("3.87"))]
    later = ledger.position(LATE).explain()
    assert total([step for step in later if step.kind == "paid"]) == y("-80.00")


def test_card_interest_appears_with_the_missed_bill_back_to_its_posting() -> None:
    ledger = accounts.account(accounts.CARD, default_fee_rate="0.05")
    assert ledger.position(date(2026, 2, 25)).explain("interest") == []
    (step,) = ledger.position(date(2026, 2, 26)).explain("interest")
    assert (step.start, step.days, step.amount) == (date(2026, 1, 10), 47, y("23.50"))
    assert all(adds_up(ledger, on) for on in ledger.knots(end=date(2026, 12, 31)))


def test_neighbouring_stretches_that_charge_the_same_are_one() -> None:
    # a payment of nothing splits the stretch
    (step,) = loan(paid(2, 20, "0")).position(LATE).explain("penalty")
    assert step.days == 10
