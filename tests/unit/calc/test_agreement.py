"""An agreed plan as a debt of its own, and what one missed payment does to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from duecourse.calc import (
    Acceleration,
    AgreedPayment,
    AgreedTerms,
    BadInput,
    CostOfDelay,
    CounterOffer,
    Debt,
    Deferral,
    Drawing,
    LumpSum,
    NoAgreement,
    Payment,
    Remission,
    Rescheduling,
    agreement,
    open_ledger,
    outcome,
    payoff,
    ranking,
    what_if_missed,
)
from duecourse.calc.several.priorities import LineAhead
from unit.calc.agreed import ON, of, owed, principal_only
from unit.calc.debts import DRAWN, parts, terms, y

FEB, MAR, APR = date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)
PLAN = of(Rescheduling(12, method="equal_principal"))
"""113.75 on 28 February: 101.75 of the sum of 1,221 and 12.00 interest; 112.75, 111.75 …"""
AGREED = agreement(PLAN, penalty_daily_rate="0.0005")


def test_the_sum_agreed_on_is_the_new_principal() -> None:
    ledger = AGREED.ledger(until=FEB)
    assert parts(ledger, ON) == {"principal": "1221.00"}
    # 12.00 in 28 days
    assert parts(ledger, date(2026, 2, 14)) == {"principal": "1221.00", "interest": "6.00"}
    assert ledger.position(FEB).due == y("113.75")
    assert ledger.position(FEB).days_past_due == 0


def test_every_payment_asked_for_is_the_plan_s() -> None:
    ledger = AGREED.ledger(until=PLAN.ends)
    asked = [(date.fromordinal(due.on), due.principal + due.interest + due.fee) for due in ledger.dues]
    assert asked == [(line.due, int(line.payment * 100)) for line in PLAN.schedule]


def test_paid_as_agreed() -> None:
    ledger = AGREED.ledger(AGREED.payments(12), until=PLAN.ends)
    assert ledger.position(PLAN.ends).total == 0 and ledger.late_days == []
    assert ledger.paid(PLAN.ends) == PLAN.total_paid
    assert not ledger.still_open(PLAN.ends)


def test_a_payment_missed_is_late_and_bears_the_penalty() -> None:
    position = AGREED.ledger(until=date(2026, 3, 10)).position(date(2026, 3, 10))
    assert position.days_past_due == 10
    assert position.penalty == y("0.51")  # 101.75 × 0.05 % × 10 = 0.50875
    assert position.interest == y("15.55")  # 12.00 and 11 × 10 / 31 = 3.5483…
    step = position.explain("penalty")[0]
    assert (step.base, step.days) == (y("101.75"), 10)


def test_paid_early_in_full_the_interest_to_come_is_not_owed() -> None:
    ledger = AGREED.ledger([Payment(date(2026, 2, 14), "1227.00")], until=PLAN.ends)
    assert ledger.position(PLAN.ends).total == 0 and ledger.dues == ()


def test_paid_ahead_part_of_the_principal_bears_less() -> None:
    prepay = agreement(PLAN, early="prepay")
    # 6.00 of interest and 610.50 of the sum on the 14th day of 28: half of it bears the other half
    ledger = prepay.ledger([Payment(date(2026, 2, 14), "616.50")], until=FEB)
    assert ledger.position(FEB).interest == y("3.00")


def test_a_fee_of_the_plan_is_charged_on_its_day() -> None:
    agreed = agreement(of(Rescheduling(2, annual_rate="0", fee="8", fee_per_period="0.01")))
    ledger = agreed.ledger(until=MAR)
    assert ledger.position(FEB).fees == y("20.00")
    fees = ledger.position(MAR).explain("fees")
    assert [(str(step.amount), step.rate, step.limit) for step in fees] == [
        ("20.00", None, None),
        ("12.00", None, None),
    ]


def test_a_down_payment_is_due_on_the_day_of_the_agreement() -> None:
    agreed = agreement(of(LumpSum("121"), Rescheduling(11, method="equal_principal")))
    assert agreed.ledger(until=ON).position(ON).due == y("121.00")
    assert agreed.ledger(agreed.payments(12), until=PLAN.ends).position(PLAN.ends).total == 0


def test_payments_of_one_day_are_one() -> None:
    agreed = agreement(of(CounterOffer(((FEB, "600"), (FEB, "100"), (MAR, "600")))))
    assert [payment.due for payment in agreed.terms.plan] == [FEB, MAR]
    assert agreed.ledger(agreed.payments(3), until=MAR).position(MAR).total == 0


def test_a_price_that_nothing_can_bear_over_any_time_is_a_fee() -> None:
    """Of 3 for a debt of 2: on the day of the agreement, and when the debt is paid already."""
    told = CounterOffer(((ON, "2.00"), (FEB, "0.99"), (MAR, "0.01")))
    offer = outcome(principal_only("2"), told)
    assert [str(line.interest) for line in offer.schedule] == ["0.67", "0.33", "0.00"]
    odd = outcome(principal_only("0.01"), CounterOffer(((ON, "0.01"), (FEB, "0.01"))))
    assert [(str(line.principal), str(line.interest)) for line in odd.schedule] == [
        ("0.00", "0.01"),
        ("0.01", "0.00"),
    ]
    for each in (offer, odd):
        agreed = agreement(each)
        assert agreed.terms.plan[0].interest == 0 < agreed.terms.plan[0].fee
        ledger = agreed.ledger(agreed.payments(3), until=MAR)
        assert ledger.position(MAR).total == ledger.position(MAR).credit == 0
    paid_before = AgreedTerms(plan=(AgreedPayment(FEB, "2"), AgreedPayment(MAR, "0", "0", "1")))
    position = open_ledger(paid_before, Drawing(ON, "2"), [Payment(FEB, "2")], until=APR).position(APR)
    assert position.fees == y("1.00") and position.days_past_due == 30


def test_the_contract_may_call_all_of_it() -> None:
    agreed = agreement(PLAN, accelerate_after_days=30)
    position = agreed.ledger(until=date(2026, 4, 10)).position(date(2026, 4, 10))
    assert position.due == position.total > 1221


def test_an_agreed_plan_stands_among_the_other_debts() -> None:
    told = CounterOffer(((MAR, "10"), (date(2026, 8, 15), "1211")))
    agreed = agreement(outcome(owed(), told), penalty_daily_rate="0.0005")
    (found,) = ranking([Debt(agreed.terms, agreed.drawing, id="agreed")], APR)
    assert (found.regular_payment, found.total, found.overdue) == (y("1211.00"), y("1221.15"), y("10.15"))
    # 1,211 more, and 137 days of 0.005
    assert found.lines == (LineAhead("due_day", "due_day", date(2026, 8, 15), 0, y("1221.69")),)
    again = payoff(agreed.terms, agreed.drawing, on=APR)
    assert again.matures == date(2026, 8, 15)
    assert [(part.due, part.principal) for part in again.coming] == [(date(2026, 8, 15), y("1211.00"))]
    assert CostOfDelay(Debt(agreed.terms, agreed.drawing), APR).cost(APR) == y("0.15")


# -- one missed payment


def test_it_goes_on_and_the_payment_is_late() -> None:
    found = what_if_missed(PLAN, 1, then="goes_on", on=date(2026, 3, 10), penalty_daily_rate="0.0005")
    assert found.payment == PLAN.schedule[0]
    assert found.owed == y("1237.06")  # 1,221 + 15.55 + 0.51
    assert (found.comes_back, found.more) == (0, y("0.51"))


def test_it_falls_due() -> None:
    plan = of(Remission("fees", share=1), Rescheduling(12, method="equal_principal"))
    late: dict[str, Any] = {"on": date(2026, 3, 10), "penalty_daily_rate": "0.0005"}
    found = what_if_missed(plan, 1, then="falls_due", **late)
    # 1,215 × 0.05 % × 10 = 6.075; no more interest: less than 11 × 10 / 31 = 3.55
    assert (found.position.penalty, found.position.interest) == (y("6.08"), y("12.00"))
    assert found.position.due == found.position.total == found.owed == y("1233.08")
    assert found.more == y("2.53")
    back = what_if_missed(plan, 1, then="falls_due", waived_comes_back=True, **late)
    assert (back.comes_back, back.owed, back.more) == (y("6.00"), y("1239.08"), y("8.53"))


def test_it_never_was() -> None:
    debt = payoff(terms(), Drawing(DRAWN, "1200"), on=date(2026, 2, 25))
    plan = outcome(debt, Remission("penalty", share=1), Rescheduling(6))
    day = date(2026, 5, 1)
    found = what_if_missed(plan, 2, then="never_was", on=day)
    first = plan.schedule[0]
    old = open_ledger(terms(), Drawing(DRAWN, "1200"), [Payment(first.due, first.payment)], until=day)
    assert repr(found.position) == repr(old.position(day))
    assert found.owed == old.position(day).total


def test_the_day_after_is_looked_at_and_those_before_were_paid() -> None:
    found = what_if_missed(PLAN, 3, then="goes_on")
    assert (found.on, found.position.late_since) == (date(2026, 5, 1), APR)
    assert found.position.principal == y("1017.50")  # 1,221 − 2 × 101.75


# -- what is refused

ANY: Any = None
ONE = (AgreedPayment(FEB, "100", "1"),)


def opened(**differs: Any) -> object:
    values: dict[str, Any] = {"plan": ONE, "drawing": Drawing(ON, "100"), "events": []} | differs
    contract = AgreedTerms(plan=values["plan"])
    return open_ledger(contract, values["drawing"], values["events"], until=FEB)


@pytest.mark.parametrize(
    ("argument", "call"),
    [
        ("offer", lambda: agreement(of(CounterOffer(((FEB, "1"),))))),
        ("offer", lambda: agreement(of(Remission("principal", share=1), LumpSum(share="0")))),
        ("offer", lambda: agreement(outcome(payoff(terms(), Drawing(DRAWN, "1200"), on=MAR), NoAgreement()))),
        ("compound", lambda: agreement(PLAN, compound="interest")),
        ("grace_days", lambda: agreement(PLAN, grace_days=99)),
        ("plan", lambda: AgreedTerms(plan=())),
        ("plan", lambda: AgreedTerms(plan=(*ONE, *ONE))),
        ("plan", lambda: AgreedTerms(plan=(AgreedPayment(FEB, "0", "1"),))),
        ("plan.due", lambda: AgreedTerms(plan=(AgreedPayment(ANY, "1"),))),
        ("plan.principal", lambda: AgreedTerms(plan=(AgreedPayment(FEB, "-1"),))),
        ("drawing.amount", lambda: opened(drawing=Drawing(ON, "99"))),
        ("plan", lambda: opened(drawing=Drawing(MAR, "100"))),
        ("drawings", lambda: opened(drawing=[Drawing(ON, "50"), Drawing(ON, "50")])),
        ("then", lambda: what_if_missed(PLAN, 1, then="nothing")),
        ("number", lambda: what_if_missed(PLAN, 0, then="goes_on")),
        ("number", lambda: what_if_missed(PLAN, 13, then="goes_on")),
        ("on", lambda: what_if_missed(PLAN, 1, then="goes_on", on=ON)),
        ("offer.owed.debt", lambda: what_if_missed(PLAN, 1, then="never_was")),
    ],
)
def test_what_is_no_agreement_is_refused(argument: str, call: Callable[[], object]) -> None:
    with pytest.raises(BadInput) as caught:
        call()
    assert caught.value.argument == argument


def test_a_debt_of_charges_alone_can_be_agreed_on() -> None:
    agreed = agreement(outcome(owed(principal="0", annual_rate="0"), Rescheduling(3)))
    assert agreed.ledger(agreed.payments(3), until=APR).position(APR).total == 0


def test_a_deferral_alone_and_an_acceleration_of_the_plan() -> None:
    agreed = agreement(outcome(principal_only(), Deferral(2)))
    assert parts(agreed.ledger(until=MAR), MAR) == {"principal": "1200.00", "interest": "24.00"}
    called = agreed.ledger([Acceleration(FEB)], until=MAR).position(MAR)
    # 28 of 59 days of 24.00 by then: 11.3898…
    assert (called.due, called.interest) == (called.total, y("11.39"))
