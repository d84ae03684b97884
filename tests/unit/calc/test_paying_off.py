"""Several debts paid off month by month, reckoned by hand where a month is short enough."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from duecourse.calc import (
    STRATEGIES,
    BadInput,
    Debt,
    Drawing,
    InstalmentTerms,
    PayingOff,
    Payment,
    RevolvingTerms,
    open_ledger,
    pay_off,
)
from duecourse.calc.debt.contract import CIVIL_CODE_ORDER
from unit.calc.accounts import CARD, SPENT
from unit.calc.debts import DRAWN, paid, terms, y

START = date(2026, 3, 1)


def overdue(id: str, amount: str, daily: str) -> Debt:
    """A sum that fell due on 15 February without interest; the penalty runs on what is left of it."""
    contract = InstalmentTerms(
        periods=1,
        penalty_daily_rate=daily,
        allocation=("principal", "fees", "interest", "penalty", "compound"),
    )
    return Debt(contract, Drawing(date(2026, 1, 15), amount), id=id)


SMALL_AND_CHEAP = overdue("small", "300", "0.0001")
LARGE_AND_DEAR = overdue("large", "600", "0.001")
TWO = [SMALL_AND_CHEAP, LARGE_AND_DEAR]


def run(strategy: str, *money: str, debts: Any = TWO, months: int = 24, pay_day: int = 1) -> PayingOff:
    return pay_off(debts, money or ("400",), strategy=strategy, start=START, pay_day=pay_day, months=months)


def paid_by(found: PayingOff) -> list[dict[str, str]]:
    return [{name: str(amount) for name, amount in month.paid.items()} for month in found.months]


def test_the_costliest_first() -> None:
    found = run("avalanche")
    # on 1 March 14 days: 0.42 and 8.40. 400 to the large one; 200 are left of it, 31 days at 0.20 are 6.20.
    # 1 April: the 200, and 200 to the other; charges that bear nothing wait. 100 left, 30 days at 0.01.
    assert paid_by(found) == [
        {"small": "0.00", "large": "400.00"},
        {"small": "200.00", "large": "200.00"},
        {"small": "101.65", "large": "14.60"},
    ]
    assert found.cleared == {"small": date(2026, 5, 1), "large": date(2026, 5, 1)}
    assert (found.clear_in, found.total_owed) == (3, 0)
    assert found.total_paid == y("916.25")
    # since 1 March: 31 × 0.03 + 30 × 0.01, and 6.20
    assert found.cost == {"small": y("1.23"), "large": y("6.20")}
    assert found.total_cost == y("7.43")


def test_where_charges_come_first_they_are_paid_first() -> None:
    debts = [
        Debt(replace(debt.terms, allocation=CIVIL_CODE_ORDER), debt.drawings, id=debt.id) for debt in TWO
    ]
    found = run("avalanche", debts=debts)
    # 8.40 and 391.60 of the 600: 208.40 left, 31 days are 6.46
    assert paid_by(found)[1] == {"small": "185.14", "large": "214.86"}


def test_the_smallest_first() -> None:
    found = run("snowball")
    # 300.42 clears the small one at once; 99.58 to the other: 500.42 × 0.1 % × 31 = 15.51
    assert paid_by(found)[:2] == [
        {"small": "300.42", "large": "99.58"},
        {"small": "0.00", "large": "400.00"},
    ]
    assert found.cleared["small"] == START
    assert found.total_cost > run("avalanche").total_cost


def test_in_fair_shares() -> None:
    found = run("pro_rata")
    # 300.42 and 608.40 of 908.82
    assert paid_by(found)[0] == {"small": "132.22", "large": "267.78"}
    assert found.months[0].short


def test_which_month_runs_out() -> None:
    found = run("minimums_only", "908.82", "0")
    assert found.short_months == () and found.clear_in == 1
    # everything is due at once: 400 is not enough
    assert run("avalanche").short_months == (START, date(2026, 4, 1))
    month = run("avalanche").months[0]
    assert (month.available, month.needed, month.kept) == (y("400.00"), y("908.82"), y("0.00"))
    assert month.owed["large"] == y("214.40")  # 30 days later, on the day before the next pay day


def test_normal_and_bad_months_come_in_turn() -> None:
    found = run("avalanche", "400", "0", "50")
    paid_each = [str(sum(month.paid.values())) for month in found.months[:4]]
    assert paid_each == ["400.00", "0.00", "50.00", "400.00"]


def test_until_the_horizon() -> None:
    found = run("avalanche", "10", months=3)
    assert len(found.months) == 3 and found.clear_in is None
    assert found.cleared == {"small": None, "large": None}
    assert found.total_owed > 800


def test_nothing_is_owed() -> None:
    clear = Debt(terms(), Drawing(DRAWN, "1200"), [paid(2, 15, "1212")], id="clear")
    found = run("avalanche", debts=[clear])
    assert (found.months, found.clear_in, found.cleared) == ((), 0, {"clear": START})
    assert found.total_cost == 0


# -- instalments, held money and prepayment

LOAN = Debt(terms(), Drawing(DRAWN, "1200"), [paid(2, 15, "112")], id="loan")


def test_what_falls_due_is_paid_on_its_day() -> None:
    found = run("minimums_only", "500", debts=[LOAN])
    assert found.payments["loan"][:2] == (
        Payment(date(2026, 3, 15), y("111.00")),
        Payment(date(2026, 4, 15), y("110.00")),
    )
    assert found.cleared["loan"] == date(2027, 1, 15) and found.clear_in == 11
    assert found.total_paid == y("1166.00")  # 1,100 and 11 + 10 + … + 1
    assert all(month.kept + sum(month.paid.values()) == 500 for month in found.months)


def test_money_that_would_only_be_held_is_kept_until_it_clears_the_debt() -> None:
    found = run("avalanche", "500", debts=[LOAN])
    # 1 March: 111 are set aside for the 15th, 389 kept. 1 April: 889; 110 for the 15th. 1 May: 1,279 covers
    # 900 and 16 days of 9.00 / 30, 4.80
    assert [str(month.kept) for month in found.months] == ["389.00", "779.00", "374.20"]
    assert found.payments["loan"] == (
        Payment(date(2026, 3, 15), y("111.00")),
        Payment(date(2026, 4, 15), y("110.00")),
        Payment(date(2026, 5, 1), y("904.80")),
    )
    assert found.cleared["loan"] == date(2026, 5, 1)


def test_what_is_set_aside_for_a_debt_helps_to_clear_it() -> None:
    found = run("avalanche", "1150", debts=[LOAN])
    # 1,100 and 14 of 28 days of 11.00; 111 of the 1,150 had been for the 15th
    assert found.payments["loan"] == (Payment(START, y("1105.50")),)
    assert (found.clear_in, found.months[0].kept) == (1, y("44.50"))


@pytest.mark.parametrize(("fee", "card", "large"), [("0.05", "100.00", "0.00"), ("0", "0.00", "100.00")])
def test_a_fee_on_a_missed_minimum_counts_as_the_price_of_a_month(fee: str, card: str, large: str) -> None:
    late_card = Debt(RevolvingTerms(**CARD, default_fee_rate=fee), SPENT, id="card")
    # a minimum of 100 falls due on the 25th: 5 % of it in a month are more than 0.1 % a day
    found = pay_off(
        [late_card, LARGE_AND_DEAR],
        ["100"],
        strategy="avalanche",
        start=date(2026, 2, 16),
        pay_day=16,
        months=1,
    )
    assert paid_by(found) == [{"card": card, "large": large}]


def test_who_pays_the_minimums_alone_keeps_nothing() -> None:
    found = run("minimums_only", "500", "100", debts=[LOAN])
    assert found.short_months[0] == date(2026, 4, 1)  # 110 are asked for, 100 are there
    assert not run("avalanche", "500", "100", debts=[LOAN]).short_months


def test_money_beyond_prepays_where_the_contract_lets_it() -> None:
    debt = Debt(terms(early="prepay"), Drawing(DRAWN, "1200"), [paid(2, 15, "112")], id="loan")
    found = run("avalanche", "500", debts=[debt])
    first = found.payments["loan"][:2]
    assert first[0] == Payment(START, y("389.00"))
    # 389 less 5.50 of interest for 14 of 28 days: 716.50 × 1 % × 14 / 28 = 3.58 and 100 on the 15th
    assert first[1] == Payment(date(2026, 3, 15), y("103.58"))
    assert found.total_cost < run("minimums_only", "500", debts=[debt]).total_cost


def test_the_reserve_for_a_due_day_is_exact_while_something_is_late() -> None:
    """What is late is paid on the pay day, so that on the due day nothing but the instalment is asked for."""
    late = Debt(terms(), Drawing(DRAWN, "1200"), id="loan")
    found = run("minimums_only", "300", debts=[late])
    assert found.payments["loan"][:2] == (
        Payment(START, y("112.70")),  # 14 days of 0.05
        Payment(date(2026, 3, 15), y("111.00")),
    )
    assert found.months[0].needed == y("223.70")


def test_too_little_for_what_is_due_now_and_later() -> None:
    late = Debt(terms(), Drawing(DRAWN, "1200"), id="loan")
    found = run("avalanche", "200", debts=[late])
    assert [str(payment.amount) for payment in found.payments["loan"][:2]] == ["112.70", "87.30"]


def test_an_account_s_minimum_is_paid_on_its_day() -> None:
    card = Debt(RevolvingTerms(**CARD), SPENT, id="card")
    later = pay_off([card], ["300"], strategy="minimums_only", start=date(2026, 2, 1), pay_day=1, months=3)
    assert later.payments["card"][0] == Payment(date(2026, 2, 25), y("100.00"))
    # what the bill of the 5th has asked for by the pay day is paid then
    asked = pay_off([card], ["300"], strategy="minimums_only", start=date(2026, 2, 10), pay_day=10, months=3)
    assert asked.payments["card"][0] == Payment(date(2026, 2, 10), y("100.00"))
    all_of_it = pay_off([card], ["1500"], strategy="snowball", start=date(2026, 2, 10), pay_day=10, months=3)
    assert all_of_it.cleared["card"] == date(2026, 2, 10) and all_of_it.total_cost == 0


def test_every_payment_goes_through_the_debt_s_own_ledger() -> None:
    for strategy in STRATEGIES:
        found = run(strategy, "350", debts=[LOAN, LARGE_AND_DEAR], months=6)
        end = date(2026, 8, 31)
        for debt in (LOAN, LARGE_AND_DEAR):
            happened = [*debt.events, *found.payments[debt.id]]
            ledger = open_ledger(debt.terms, debt.drawings, happened, until=end)
            if found.clear_in is None:
                assert ledger.position(end).total == found.owed[debt.id]
        assert sum(sum(month.paid.values()) for month in found.months) == found.total_paid


def test_pay_days_at_month_ends() -> None:
    found = run("avalanche", "10", months=3, pay_day=31)
    assert [month.on for month in found.months] == [date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]


ANY: Any = None


@pytest.mark.parametrize(
    ("argument", "call"),
    [
        ("strategy", lambda: run("hope")),
        ("start", lambda: pay_off(TWO, ["1"], strategy="snowball", start=ANY, pay_day=1, months=1)),
        ("pay_day", lambda: run("snowball", pay_day=0)),
        ("pay_day", lambda: run("snowball", pay_day=32)),
        ("months", lambda: run("snowball", months=0)),
        ("months", lambda: run("snowball", months=241)),
        ("money", lambda: run("snowball", "-1")),
        ("money", lambda: pay_off(TWO, [], strategy="snowball", start=START, pay_day=1, months=1)),
        ("money", lambda: pay_off(TWO, "100", strategy="snowball", start=START, pay_day=1, months=1)),
        ("debts", lambda: run("snowball", debts=[])),
        ("debts", lambda: run("snowball", debts=[LOAN, LOAN])),
    ],
)
def test_what_cannot_be_paid_off_is_refused(argument: str, call: Callable[[], object]) -> None:
    with pytest.raises(BadInput) as caught:
        call()
    assert caught.value.argument == argument
