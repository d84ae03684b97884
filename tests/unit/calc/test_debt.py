"""A debt as one value: equal by what is in it, and made from another without being run through again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from duecourse.calc import (
    Acceleration,
    BadInput,
    Debt,
    Drawing,
    InstalmentTerms,
    Payment,
    RateChange,
    RevolvingTerms,
    open_ledger,
)
from unit.calc.accounts import CARD, SPENT
from unit.calc.debts import DRAWN, paid, terms, y

ON = date(2026, 4, 20)
LOAN = Debt(terms(), Drawing(DRAWN, "1200"), [paid(2, 15, "112")])


def test_it_says_what_its_ledger_says() -> None:
    assert repr(LOAN.position(ON)) == repr(open_ledger(*LOAN, until=ON).position(ON))
    assert LOAN.ledger(ON) is LOAN.ledger(ON)


def test_it_is_equal_by_value() -> None:
    one = Debt(terms(), [Drawing(DRAWN, "1200")], [paid(3, 15, "111"), paid(2, 15, "112")])
    assert one == LOAN.paying(date(2026, 3, 15), "111") and hash(one) == hash(one.known(ON))
    assert one != LOAN and LOAN.under(grace_days=3) != LOAN


def test_it_never_changes() -> None:
    before = repr(LOAN.position(ON))
    later = LOAN.paying(date(2026, 3, 1), "500").under(penalty_daily_rate="0.01")
    assert later.position(ON).principal < LOAN.position(ON).principal
    assert repr(LOAN.position(ON)) == before
    with pytest.raises(AttributeError):
        LOAN.terms = terms()  # type: ignore[misc]


def test_one_payment_more_and_less() -> None:
    more = LOAN.paying(date(2026, 3, 15), "111.00")
    assert more.position(ON).due == y("110.00") + more.position(ON).penalty
    assert more.without(Payment(date(2026, 3, 15), "111.00")) == LOAN
    assert LOAN.without(paid(2, 16, "112")) is LOAN
    moved = more.instead(paid(2, 15, "112"), paid(2, 20, "112"))
    assert moved.events[0].on == date(2026, 2, 20)


def test_what_is_known_by_a_day() -> None:
    later = LOAN.paying(date(2026, 6, 1), "300")
    assert later.known(ON) == LOAN and LOAN.known(ON) is LOAN


def test_another_contract() -> None:
    assert LOAN.under() is LOAN and LOAN.under(grace_days=0) is LOAN
    assert LOAN.under(penalty_daily_rate="0").position(ON).penalty == 0


def test_what_it_comes_to() -> None:
    quote = LOAN.paying(date(2026, 6, 1), "300").payoff(ON)
    assert (quote.total, quote.late_since) == (LOAN.position(ON).total, date(2026, 3, 15))
    assert quote.debt == LOAN


@pytest.mark.parametrize(
    "more",
    [
        [paid(3, 1, "50"), paid(5, 1, "50"), paid(4, 1, "50")],
        [Acceleration(date(2026, 5, 1)), paid(4, 1, "50")],
        [RateChange(date(2026, 5, 1), annual_rate="0.07"), paid(4, 1, "50")],
        [paid(1, 15, "50"), paid(12, 31, "50", 2027)],
    ],
)
def test_in_whatever_order_it_became_known(more: list[Any]) -> None:
    step_by_step = LOAN
    for event in more:
        step_by_step.position(date(2026, 12, 31))
        step_by_step = step_by_step.also(event)
    at_once = open_ledger(LOAN.terms, LOAN.drawings, [*LOAN.events, *more], until=date(2027, 12, 31))
    for on in at_once.knots():
        assert step_by_step.position(on).explain() == at_once.position(on).explain()


def test_an_account_paid_step_by_step() -> None:
    card = Debt(RevolvingTerms(**CARD), SPENT)
    days = [date(2026, 2, 25), date(2026, 4, 1), date(2026, 3, 10)]
    found = card
    for on in days:
        found.position(date(2026, 6, 30))
        found = found.paying(on, "100")
    at_once = open_ledger(*found, until=date(2026, 6, 30))
    assert found.ledger(date(2026, 6, 30)).bills == at_once.bills
    assert found.position(date(2026, 6, 30)).explain() == at_once.position(date(2026, 6, 30)).explain()


@pytest.mark.parametrize(
    ("wrong", "argument"),
    [
        (lambda: Debt("loan", SPENT), "terms"),  # type: ignore[arg-type]
        (lambda: Debt(terms(), []), "drawings"),
        (lambda: Debt(RevolvingTerms(), []), "drawings"),
        (lambda: Debt(terms(), SPENT, ["paid"]), "events"),  # type: ignore[list-item]
        (lambda: LOAN.paying("2026-03-01", "10"), "payment.on"),  # type: ignore[arg-type]
        (lambda: LOAN.paying(date(2026, 1, 14), "10").position(ON), "payment.on"),
        (lambda: LOAN.paying(ON, "-10").position(ON), "payment.amount"),
        (lambda: LOAN.ledger("2026"), "until"),  # type: ignore[arg-type]
        (lambda: LOAN.under(days="both"), "days"),
    ],
)
def test_what_is_refused(wrong: Any, argument: str) -> None:
    with pytest.raises(BadInput) as refused:
        wrong()
    assert refused.value.argument == argument


def test_a_contract_of_another_kind_is_another_debt() -> None:
    assert Debt(InstalmentTerms(), SPENT) != Debt(RevolvingTerms(), SPENT)
