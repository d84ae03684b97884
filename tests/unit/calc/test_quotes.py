"""Offers of credit, priced: against rates reckoned another way, and the table of costs against their sum."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from duecourse.calc import (
    BadInput,
    CostItem,
    LateItem,
    PricedQuote,
    Quote,
    cost_table,
    one_lost_month,
    priced_quote,
    schedule,
)
from unit.calc.debts import y


def fits(priced: PricedQuote) -> bool:
    """Whether what was received, with interest by the month at that rate, is paid off by the payments."""
    assert priced.rate is not None
    left = float(priced.received)
    for payment in priced.payments:
        left = left * (1 + priced.rate.per_period) - float(payment)
    nominal, effective = 12 * priced.rate.per_period, (1 + priced.rate.per_period) ** 12 - 1
    assert priced.rate.nominal == pytest.approx(nominal) and priced.rate.effective == pytest.approx(effective)
    return abs(left) < 1e-6 * float(priced.received)


def flat(**differs: Any) -> Quote:
    """ "Only 0.6 % a month": 12,000 in 12 instalments of 1,000 and 72."""
    return Quote(
        **({"amount": "12000", "periods": 12, "method": "flat_fee", "fee_per_period": "0.006"} | differs)
    )


# -- however it is quoted


def test_a_monthly_fee() -> None:
    priced = priced_quote(flat())
    assert priced.payments == (y("1072.00"),) * 12
    assert (priced.received, priced.total_paid, priced.cost) == (y("12000.00"), y("12864.00"), y("864.00"))
    assert priced.quoted_rate == Decimal("0.072") and fits(priced)
    assert priced.rate is not None
    assert priced.rate.nominal == pytest.approx(0.130342, abs=1e-6)
    assert priced.rate.effective == pytest.approx(0.138417, abs=1e-6)
    # on average 6,500 is in use: 864 / 6,500
    assert priced.simple_rate == Decimal("0.132923")
    assert priced.highest_payment == y("1072.00")
    all_at_once = priced_quote(flat(fee_per_period=None, total_fee_rate="0.072"))
    assert (all_at_once.payments, all_at_once.quoted_rate) == (priced.payments, Decimal("0.072"))


def test_a_rate_by_the_day_the_month_the_year() -> None:
    day = Quote("10000", 12, rate="0.0005", per="day")
    assert day.annual_rate == Decimal("0.1825")
    assert Quote("10000", 12, rate="0.0005", per="day", year_days=360).annual_rate == Decimal("0.1800")
    assert Quote("10000", 12, rate="0.015", per="month").annual_rate == Decimal("0.180")
    assert Quote("10000", 12, rate="0.18").annual_rate == Decimal("0.18")
    priced = priced_quote(day)
    same = schedule("10000", annual_rate="0.1825", periods=12)
    assert priced.total_paid == same.total_payment and priced.quoted_rate == Decimal("0.1825")
    assert priced.rate is not None and priced.rate.nominal == pytest.approx(0.1825, abs=2e-5) and fits(priced)


def test_a_fee_on_the_first_day() -> None:
    priced = priced_quote(Quote("10000", 12, rate="0.12", items=(CostItem("opening", share="0.03"),)))
    assert (priced.received, priced.cost) == (y("9700.00"), priced.total_paid - y("9700.00"))
    assert (
        priced.rate is not None and priced.rate.nominal == pytest.approx(0.17825, abs=1e-5) and fits(priced)
    )


def test_interest_deducted_beforehand() -> None:
    # a year's 1,000 is kept back; 10,000 are paid back at the end of the year: 1,000 on 9,000
    one = Quote("10000", 12, "bullet", items=(CostItem("interest", "1000", "deducted"),))
    priced = priced_quote(one)
    assert (priced.received, priced.cost) == (y("9000.00"), y("1000.00")) and fits(priced)
    assert priced.rate is not None and priced.rate.effective == pytest.approx(1 / 9)
    assert priced.simple_rate == Decimal("0.111111")
    # by law the principal is what was received: the plan asks for 1,000 too much
    assert priced.too_much == y("1000.00")
    monthly = Quote("10000", 10, rate="0.12", items=(CostItem("interest", "500", "deducted"),))
    lawful = schedule("9500", annual_rate="0.12", periods=10).total_payment
    assert priced_quote(monthly).too_much == monthly.plan.total_payment - lawful
    paid_apart = Quote("10000", 10, rate="0.12", items=(CostItem("fee", "500", "first_day"),))
    assert priced_quote(paid_apart).too_much == 0
    assert priced_quote(paid_apart).rate == priced_quote(monthly).rate


def test_interest_free_with_a_fee_or_a_dearer_price() -> None:
    free = priced_quote(Quote("6000", 12))
    assert (free.cost, free.simple_rate) == (y("0.00"), 0)
    assert free.rate is not None and free.rate.nominal == 0 == free.rate.effective and free.quoted_rate == 0
    fee = priced_quote(Quote("6000", 12, items=(CostItem("service", "180"),)))
    # 180 over what is on average 3,250 × 5,820 / 6,000 in use
    assert fee.quoted_rate == 0 and fee.simple_rate == Decimal("0.057098") and fits(fee)
    dearer = priced_quote(Quote("6000", 12, cash_price="5700"))
    assert (dearer.received, dearer.cost) == (y("5700.00"), y("300.00")) and fits(dearer)
    assert dearer.rate is not None and dearer.rate.effective > 0.09
    cheaper = priced_quote(Quote("6000", 12, cash_price="6100"))
    assert cheaper.cost == y("-100.00") and cheaper.rate is not None and cheaper.rate.nominal < 0


def test_months_that_are_free() -> None:
    usual, free = priced_quote(flat()), priced_quote(flat(free_periods=2))
    assert free.payments[:3] == (y("1000.00"), y("1000.00"), y("1072.00"))
    assert free.cost == usual.cost - y("144.00") and free.rate is not None and usual.rate is not None
    assert free.rate.nominal < usual.rate.nominal


def test_mixed() -> None:
    items = (
        CostItem("insurance", "20", "each_month", by="an insurer"),
        CostItem("closing", "50", "last_month"),
        CostItem("guarantee", share="0.02", when="deducted"),
        CostItem("card", "15"),
    )
    priced = priced_quote(flat(items=items, free_periods=1))
    assert priced.received == y("11745.00")
    assert priced.payments == (y("1020.00"), *[y("1092.00")] * 10, y("1142.00"))
    assert (priced.total_paid, priced.cost) == (y("13082.00"), y("1337.00")) and fits(priced)


def test_no_rate_is_said_so() -> None:
    gift = Quote("1000", 1, items=(CostItem("fee", "999.99"),))
    priced = priced_quote(gift)
    assert priced.rate is None and priced.rate_refused == "absurd" and priced.received == y("0.01")


# -- beside the household's income


def test_the_share_of_income() -> None:
    priced = priced_quote(flat())
    assert priced.service_share("5000") == (Decimal("0.0000"), Decimal("0.2144"))
    assert priced.service_share("5000", others="1000") == (Decimal("0.2000"), Decimal("0.4144"))
    assert priced.service_share("0") == (None, None)


# -- the table of costs


def test_the_table_adds_up() -> None:
    items = (
        CostItem("insurance", "20", "each_month", by="an insurer"),
        CostItem("guarantee", share="0.02", when="deducted", by="a guarantor"),
    )
    quote = Quote("10000", 12, rate="0.12", items=items, free_periods=1, cash_price="9900")
    table = cost_table(quote)
    assert table.principal == y("10000.00")
    rows = [(line.kind, line.name, line.when, line.by, line.each, line.total) for line in table.lines]
    interest = schedule("10000", annual_rate="0.12", periods=12).total_interest
    assert rows == [
        ("interest", "", "each_month", "", None, interest),
        ("waived", "", "each_month", "", y("-100.00"), y("-100.00")),
        ("price", "", "first_day", "", y("100.00"), y("100.00")),
        ("item", "insurance", "each_month", "an insurer", y("20.00"), y("240.00")),
        ("item", "guarantee", "deducted", "a guarantor", y("200.00"), y("200.00")),
    ]
    assert sum(line.total for line in table.lines) == table.priced.cost
    shares = sum(line.share_a_year for line in table.lines)
    assert abs(shares - table.priced.simple_rate) <= Decimal("0.000003")
    assert cost_table(flat()).lines[0][:1] == ("instalment_fee",)
    assert cost_table(flat()).lines[0].each == y("72.00")
    assert cost_table(Quote("6000", 12)).lines == () == cost_table(Quote("6000", 12)).late


def test_what_being_late_costs_in_the_table() -> None:
    late = [
        LateItem("penalty", "0.0005", by="the lender"),
        LateItem("reminder", fee="30"),
        LateItem("both", "0.001", "5"),
    ]
    lines = cost_table(flat(), late, days_late=20).late
    # on the payment of 1,072
    assert [(line.name, line.example) for line in lines] == [
        ("penalty", y("10.72")), ("reminder", y("30.00")), ("both", y("26.44")),
    ]  # fmt: skip
    assert (lines[0].rate_a_year, lines[0].by, lines[0].days) == (Decimal("0.1825"), "the lender", 20)
    by_360 = cost_table(flat(year_days=360), late).late[0]
    assert (by_360.rate_a_year, by_360.days, by_360.example) == (Decimal("0.1800"), 30, y("16.08"))


# -- one lost month


def test_one_missed_payment() -> None:
    quote = Quote("1200", 12, "equal_principal", rate="0.12")
    lost = one_lost_month(
        quote,
        start=date(2026, 1, 15),
        number=2,
        days_late=10,
        penalty_daily_rate="0.0005",
        default_fee_rate="0.05",
    )
    # 111 on 15 March; 0.05 % on 100 for 10 days, and 5 % of 111
    assert (lost.due, lost.payment, lost.on) == (date(2026, 3, 15), y("111.00"), date(2026, 3, 25))
    assert (lost.cost, lost.asked) == (y("0.50") + y("5.55"), y("111.00") + y("0.50") + y("5.55"))
    assert lost.position.days_past_due == 10
    # the first is paid on time, whichever is missed
    assert lost.position.principal == y("1100.00")
    first = one_lost_month(quote, start=date(2026, 1, 15))
    assert (first.due, first.cost, first.position.days_past_due) == (date(2026, 2, 15), y("0.00"), 30)
    # after 30 days March's payment has fallen due as well
    assert first.asked == y("112.00") + y("111.00")


def test_one_missed_payment_can_call_the_rest() -> None:
    lost = one_lost_month(flat(), start=date(2026, 1, 15), days_late=5, accelerate_after_days=3)
    assert lost.asked == lost.position.total >= y("12000.00")
    assert lost.payment == y("1072.00")


# -- what is refused


@pytest.mark.parametrize(
    ("wrong", "argument"),
    [
        (lambda: Quote("0", 12), "principal"),
        (lambda: Quote("100", 0), "periods"),
        (lambda: Quote("100", 12, rate="-0.1"), "rate"),
        (lambda: Quote("100", 12, per="week"), "per"),
        (lambda: Quote("100", 12, year_days=366), "year_days"),
        (lambda: Quote("100", 12, free_periods=13), "free_periods"),
        (lambda: Quote("100", 12, fee_per_period="0.01"), "fee_per_period"),
        (lambda: Quote("100", 12, cash_price="0"), "cash_price"),
        (lambda: Quote("100", 12, items=(CostItem("all of it", "100"),)), "items"),
        (lambda: CostItem("x", "1", "sometimes"), "when"),
        (lambda: CostItem("x", "-1"), "amount"),
        (lambda: CostItem("x", "1", share="0.01"), "share"),
        (lambda: CostItem("x", share="-1"), "share"),
        (lambda: cost_table(flat(), days_late=0), "days_late"),
        (lambda: cost_table(flat(), [LateItem("x", "-1")]), "daily_rate"),
        (lambda: one_lost_month(flat(), start=date(2026, 1, 1), number=13), "number"),
        (lambda: one_lost_month(flat(), start=date(2026, 1, 1), days_late=0), "days_late"),
    ],
)
def test_what_is_no_quote(wrong: Any, argument: str) -> None:
    with pytest.raises(BadInput) as refused:
        wrong()
    assert refused.value.argument == argument
