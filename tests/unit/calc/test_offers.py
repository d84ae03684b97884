"""Offers, reckoned by hand: new instalments, deferrals, waivers, lump sums, counter-offers, and mixes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from duecourse.calc import (
    Coming,
    CounterOffer,
    Deferral,
    LumpSum,
    Remission,
    Rescheduling,
    lump_sum_equivalent,
    outcome,
)
from unit.calc.agreed import lines, of, owed, payments, principal_only
from unit.calc.debts import y

FEB, MAR, APR = "2026-02-28", "2026-03-31", "2026-04-30"


# -- new instalments


def test_equal_principal_with_the_arrears_in_equal_parts() -> None:
    offer = of(Rescheduling(12, method="equal_principal"))
    # 100 a month, 1 % of what is left, 21 / 12 of the arrears; due days at month ends do not drift
    assert lines(offer)[:3] == [
        (FEB, "100.00", "1.75", "12.00", "0.00"),
        (MAR, "100.00", "1.75", "11.00", "0.00"),
        (APR, "100.00", "1.75", "10.00", "0.00"),
    ]
    assert (offer.first_payment, offer.highest_payment) == (y("113.75"), y("113.75"))
    assert offer.schedule[-1].payment == y("102.75")
    assert [line.balance for line in offer.schedule][::11] == [y("1119.25"), y("0.00")]
    assert (offer.months, offer.ends) == (12, date(2027, 1, 31))
    assert (offer.total_paid, offer.total_interest, offer.extra) == (y("1299.00"), y("78.00"), y("78.00"))
    assert (offer.still_owed, offer.given_up, offer.total_fee) == (0, 0, 0)


def test_equal_instalments_and_the_last_takes_the_rounding() -> None:
    offer = outcome(principal_only("1000"), Rescheduling(3))
    # 1,000 × 0.01 × 1.01³ / (1.01³ − 1) = 340.0221…; interest 10.00, 6.70, 3.37 (3.3668)
    assert lines(offer) == [
        (FEB, "330.02", "0.00", "10.00", "0.00"),
        (MAR, "333.32", "0.00", "6.70", "0.00"),
        (APR, "336.66", "0.00", "3.37", "0.00"),
    ]
    assert payments(offer) == ["340.02", "340.02", "340.03"]


def test_without_a_rate() -> None:
    assert payments(of(Rescheduling(3, annual_rate="0"))) == ["407.00"] * 3
    # 21 / 4 = 5.25; 1,200 / 7 = 171.43, the last 171.42; 21 / 7 = 3
    assert payments(of(Rescheduling(7, annual_rate="0"))) == ["174.43"] * 6 + ["174.42"]


def test_another_rate_than_the_contract_s() -> None:
    assert of(Rescheduling(12, method="equal_principal", annual_rate="0.06")).total_interest == y("39.00")


def test_interest_only() -> None:
    offer = outcome(principal_only(), Rescheduling(3, method="interest_only"))
    assert payments(offer) == ["12.00", "12.00", "1212.00"]


def test_interest_on_the_whole_sum() -> None:
    offer = of(Rescheduling(2, method="equal_principal", interest_on="total"))
    # 1,221 / 2 = 610.50, of which 10.50 is arrears; 12.21, then 6.105, half up
    assert lines(offer) == [
        (FEB, "600.00", "10.50", "12.21", "0.00"),
        (MAR, "600.00", "10.50", "6.11", "0.00"),
    ]


def test_the_arrears_first_or_at_the_end() -> None:
    first = of(Rescheduling(3, annual_rate="0", arrears="first"))
    assert payments(first) == ["421.00", "400.00", "400.00"]
    assert payments(of(Rescheduling(3, annual_rate="0", arrears="end"))) == ["400.00", "400.00", "421.00"]


def test_fees() -> None:
    offer = outcome(principal_only(), Rescheduling(3, annual_rate="0", fee="30", fee_per_period="0.006"))
    # 0.6 % of 1,200 with each payment, 30 once
    assert [line[-1] for line in lines(offer)] == ["37.20", "7.20", "7.20"]
    assert (offer.total_fee, offer.extra) == (y("51.60"), y("51.60"))


def test_a_first_day_that_is_named() -> None:
    # 15 days at 12 % on 365: 1,200 × 0.12 × 15 / 365 = 5.9178…; then a month on 600
    soon = outcome(principal_only(), Rescheduling(2, method="equal_principal", first=date(2026, 2, 15)))
    assert lines(soon) == [
        ("2026-02-15", "600.00", "0.00", "5.92", "0.00"),
        ("2026-03-15", "600.00", "0.00", "6.00", "0.00"),
    ]
    later = outcome(principal_only(), Rescheduling(2, method="equal_principal", first=date(2026, 3, 15)))
    assert later.schedule[0].interest == y("16.96")  # 43 days: 16.9643…
    in_a_month = Rescheduling(2, method="equal_principal", first=date(2026, 2, 28))
    assert outcome(principal_only(), in_a_month).schedule[0].interest == y("11.05")  # 28 days: 11.0465…


def test_steps_of_payments() -> None:
    offer = of(Rescheduling(4, method="stepped", start_amount="200", step="100"))
    # interest first, then arrears, then principal: 12.00, 10.33, 7.43 (7.4333), 3.51 (3.5076)
    assert lines(offer) == [
        (FEB, "167.00", "21.00", "12.00", "0.00"),
        (MAR, "289.67", "0.00", "10.33", "0.00"),
        (APR, "392.57", "0.00", "7.43", "0.00"),
        ("2026-05-31", "350.76", "0.00", "3.51", "0.00"),
    ]
    assert payments(offer) == ["200.00", "300.00", "400.00", "354.27"]
    assert offer.total_paid == y("1254.27")


def test_steps_every_so_many_payments_and_steps_down() -> None:
    offer = outcome(
        principal_only(annual_rate="0"),
        Rescheduling(5, method="stepped", start_amount="300", step="-100", step_every=2),
    )
    assert payments(offer) == ["300.00", "300.00", "200.00", "200.00", "200.00"]


def test_payments_too_small_for_the_interest_leave_it_for_later() -> None:
    offer = outcome(principal_only(), Rescheduling(3, method="stepped", start_amount="5"))
    # 12 each month, 5 paid: the rest of the interest bears none itself
    assert lines(offer) == [
        (FEB, "0.00", "0.00", "5.00", "0.00"),
        (MAR, "0.00", "0.00", "5.00", "0.00"),
        (APR, "1200.00", "0.00", "26.00", "0.00"),
    ]


def test_payments_that_clear_the_debt_early_end_early() -> None:
    offer = outcome(principal_only(annual_rate="0"), Rescheduling(9, method="stepped", start_amount="700"))
    assert payments(offer) == ["700.00", "500.00"]
    assert (offer.months, offer.ends) == (2, date(2026, 3, 31))


def test_steps_with_a_fee_and_interest_on_all() -> None:
    offer = of(Rescheduling(2, method="stepped", start_amount="100", interest_on="total", fee="8"))
    # 12.21 on 1,221; 8 fee, 12.21 interest, 21 arrears, 58.79 principal; then 11.4121 on 1,141.21
    assert lines(offer) == [
        (FEB, "58.79", "21.00", "12.21", "8.00"),
        (MAR, "1141.21", "0.00", "11.41", "0.00"),
    ]


def test_steps_by_shares() -> None:
    offer = of(Rescheduling(4, method="stepped", shares=("1", "3")))
    # principal 1/8, 1/8, 3/8, 3/8; the arrears in the same proportion: 2.625, 2.625, 7.875, 7.875
    assert lines(offer) == [
        (FEB, "150.00", "2.63", "12.00", "0.00"),
        (MAR, "150.00", "2.63", "10.50", "0.00"),
        (APR, "450.00", "7.87", "9.00", "0.00"),
        ("2026-05-31", "450.00", "7.87", "4.50", "0.00"),
    ]
    uneven = outcome(
        principal_only("900", annual_rate="0"),
        Rescheduling(3, method="stepped", shares=("0.5", "1"), arrears="end"),
    )
    assert payments(uneven) == ["225.00", "225.00", "450.00"]  # the first stretch has two payments of three


# -- deferrals


def test_a_debt_due_at_once_is_put_off() -> None:
    offer = of(Deferral(2))
    assert lines(offer) == [(MAR, "1200.00", "21.00", "24.00", "0.00")]
    assert (offer.months, offer.extra) == (2, y("24.00"))
    assert payments(of(Deferral(2, interest_runs=False))) == ["1221.00"]
    assert payments(of(Deferral(2, annual_rate="0.06"))) == ["1233.00"]


PLAN = owed(
    principal="300",
    coming=(Coming(date(2026, 2, 15), "100"), Coming(date(2026, 3, 15), "100", "3")),
)
"""100 of the principal is overdue, two instalments are to come."""


def test_the_contract_s_plan_moves_back_and_the_arrears_come_at_its_end() -> None:
    offer = outcome(PLAN, Deferral(1))
    # 15 days of 300 at 12 %: 1.4794…, a month of 200; the month put off costs 3.00, paid at the end
    assert lines(offer) == [
        ("2026-03-15", "100.00", "0.00", "1.48", "0.00"),
        ("2026-04-15", "200.00", "21.00", "5.00", "3.00"),
    ]


def test_the_arrears_in_equal_parts() -> None:
    offer = outcome(PLAN, Deferral(1, repaid="spread"))
    # the overdue 100, the arrears of 21 and the 3.00 in halves; a month of 150
    assert lines(offer) == [
        ("2026-03-15", "150.00", "10.50", "2.98", "0.00"),
        ("2026-04-15", "150.00", "10.50", "3.00", "3.00"),
    ]


def test_only_the_months_of_the_deferral_are_free() -> None:
    assert [line[3] for line in lines(outcome(PLAN, Deferral(1, interest_runs=False)))] == ["1.48", "2.00"]


def test_a_plan_at_month_ends_does_not_drift() -> None:
    coming = (Coming(date(2026, 2, 28), "600"), Coming(date(2026, 3, 31), "600"))
    offer = outcome(principal_only(coming=coming), Deferral(1))
    assert [line[0] for line in lines(offer)] == [MAR, APR]


def test_a_waiver_of_principal_lowers_what_is_overdue_and_then_the_last_instalments() -> None:
    offer = outcome(PLAN, Remission("principal", amount="150"), Deferral(1, interest_runs=False))
    assert [line[1] for line in lines(offer)] == ["100.00", "50.00"]


def test_put_off_and_then_in_new_instalments() -> None:
    offer = of(Deferral(2), Rescheduling(3, method="equal_principal"))
    # two months on 1,200 are 24, paid at the end; the first payment after the third month
    assert lines(offer) == [
        (APR, "400.00", "7.00", "12.00", "0.00"),
        ("2026-05-31", "400.00", "7.00", "8.00", "0.00"),
        ("2026-06-30", "400.00", "7.00", "28.00", "0.00"),
    ]
    spread = of(Deferral(2, repaid="spread"), Rescheduling(3, method="equal_principal"))
    assert [line[3] for line in lines(spread)] == ["20.00", "16.00", "12.00"]


def test_the_months_of_a_deferral_have_the_rate_of_the_plan_unless_they_have_their_own() -> None:
    cheaper = Rescheduling(1, annual_rate="0.06")
    assert of(Deferral(2), cheaper).total_interest == y("18.00")  # three months at 0.5 %
    assert of(Deferral(2, annual_rate="0.12"), cheaper).total_interest == y("30.00")
    assert of(Deferral(2), Rescheduling(1, annual_rate="0")).total_interest == 0


# -- waivers and lump sums


def test_a_waiver_of_a_share_and_of_an_amount() -> None:
    offer = of(
        Remission("penalty", share="0.5"), Remission("fees", amount="6"), Rescheduling(1, annual_rate="0")
    )
    assert offer.waived["penalty"] == y("2.50") and offer.waived["fees"] == y("6.00")
    assert (offer.given_up, offer.extra) == (y("8.50"), y("-8.50"))
    assert payments(offer) == ["1212.50"]


def test_waivers_of_one_part_come_one_after_the_other() -> None:
    offer = of(Remission("interest", share="0.5"), Remission("interest", share="0.5"), Deferral(1))
    assert offer.waived["interest"] == y("7.50")


def test_all_is_waived() -> None:
    everything = [Remission(name, share=1) for name in ("principal", "interest", "penalty", "fees")]
    offer = of(*everything, Rescheduling(12))
    assert offer.schedule == () and offer.given_up == y("1221.00")
    assert (offer.first_payment, offer.highest_payment, offer.months) == (0, 0, 0)
    assert offer.rate is None and offer.rate_refused == "no_sign_change"


def test_a_lump_sum_settles() -> None:
    offer = of(LumpSum(share="0.5", on=date(2026, 2, 15)))
    assert lines(offer) == [("2026-02-15", "610.50", "0.00", "0.00", "0.00")]
    # charges are given up first
    assert list(offer.waived.values()) == [Decimal(n) for n in ("589.50", "10", "5", "0", "6")]
    assert (offer.months, offer.extra, offer.still_owed) == (1, y("-610.50"), 0)


def test_a_lump_sum_of_nearly_all() -> None:
    offer = of(LumpSum("1214"))
    assert [str(amount) for amount in offer.waived.values()] == ["0.00", "0.00", "5.00", "0.00", "2.00"]
    assert lines(offer) == [("2026-01-31", "1200.00", "14.00", "0.00", "0.00")]


def test_a_share_is_of_what_waivers_leave() -> None:
    assert payments(of(Remission("fees", share=1), LumpSum(share="1"))) == ["1215.00"]


def test_a_down_payment() -> None:
    offer = of(LumpSum("121"), Rescheduling(11, method="equal_principal"))
    # 21 of arrears and 100 of principal at once; 1,100 are left
    assert lines(offer)[:2] == [
        ("2026-01-31", "100.00", "21.00", "0.00", "0.00"),
        (FEB, "100.00", "0.00", "11.00", "0.00"),
    ]
    assert offer.total_interest == y("66.00")
    assert payments(of(LumpSum("1221"), Deferral(2))) == ["1221.00"]


# -- counter-offers


def test_what_a_counter_offer_asks_for_beyond_the_debt_is_its_price() -> None:
    offer = of(CounterOffer(((date(2026, 3, 31), "600"), (date(2026, 2, 28), "700"))))
    # 79 beyond 1,221, in proportion 700 : 600
    assert lines(offer) == [
        (FEB, "636.46", "21.00", "42.54", "0.00"),
        (MAR, "563.54", "0.00", "36.46", "0.00"),
    ]
    assert offer.extra == y("79.00")


def test_what_a_counter_offer_does_not_cover() -> None:
    payment = ((date(2026, 2, 28), "700"),)
    offer = of(CounterOffer(payment))
    assert (offer.still_owed, offer.extra, offer.given_up) == (y("521.00"), 0, 0)
    assert lines(offer) == [(FEB, "679.00", "21.00", "0.00", "0.00")]
    settled = of(CounterOffer(payment, rest="waived"))
    assert (settled.still_owed, settled.given_up) == (0, y("521.00"))
    assert lines(settled) == [(FEB, "700.00", "0.00", "0.00", "0.00")]  # all charges are given up
    assert str(settled.waived["principal"]) == "500.00"


# -- rate and worth


def test_the_rate_of_a_plan_is_the_rate_it_names() -> None:
    offer = outcome(principal_only(), Rescheduling(12, method="equal_principal"))
    assert offer.rate is not None
    assert offer.rate.nominal == pytest.approx(0.12, abs=1e-12)
    assert offer.rate.effective == pytest.approx(1.01**12 - 1, abs=1e-12)


def test_what_is_still_owed_counts_as_paid_at_the_end() -> None:
    offer = outcome(principal_only("100"), CounterOffer(((date(2026, 2, 28), "1"),)))
    assert offer.still_owed == offer.schedule[-1].balance == y("99.00")
    assert offer.rate is not None and offer.rate.nominal == pytest.approx(0, abs=1e-12)


def test_a_rate_below_zero_where_less_is_paid_than_owed() -> None:
    offer = of(Remission("interest", share=1), Rescheduling(12, annual_rate="0"))
    assert offer.rate is not None and offer.rate.effective < 0


def test_a_rate_nobody_should_be_shown_is_refused() -> None:
    assert of(LumpSum(share="0.5", on=date(2026, 2, 28))).rate_refused == "absurd"
    assert of(LumpSum(share="0.5")).rate_refused == "no_sign_change"
    assert of(Rescheduling(12)).rate_refused is None


def test_what_the_lender_gets_is_worth_today() -> None:
    offer = outcome(
        principal_only("200", annual_rate="0"),
        CounterOffer(((date(2027, 1, 31), "121"), (date(2028, 1, 31), "146.41"))),
    )
    assert offer.present_value("0.21") == y("200.00")
    assert offer.present_value("0") == y("267.41")
    assert lump_sum_equivalent(offer, "0.21") == y("200.00")
    assert lump_sum_equivalent(offer, "0.21", on=date(2026, 7, 31)) == y("220.00")  # half a year later


# -- the steps


def test_the_steps_add_up_to_what_is_paid() -> None:
    offer = of(
        Remission("penalty", share="0.5"), Deferral(2), Rescheduling(3, method="equal_principal", fee="8")
    )
    steps = offer.explain()
    assert sum(step.amount for step in steps) == offer.total_paid
    assert [(step.kind, str(step.amount)) for step in steps] == [
        ("drawn", "1200.00"), ("interest", "10.00"), ("penalty", "5.00"), ("default_fee", "6.00"),
        ("waived", "-2.50"), ("interest", "24.00"), ("interest", "12.00"), ("interest", "8.00"),
        ("interest", "4.00"), ("instalment_fee", "8.00"),
    ]  # fmt: skip
    waiting, first = steps[5], steps[6]
    assert (waiting.base, waiting.rate, waiting.per) == (y("1200.00"), Decimal("0.02"), "period")
    assert (waiting.start, waiting.end) == (date(2026, 1, 31), date(2026, 3, 31))
    assert (first.base, first.rate) == (y("1200.00"), Decimal("0.01"))
    assert (first.start, first.end, first.days) == (date(2026, 3, 31), date(2026, 4, 30), 30)


def test_the_steps_of_a_deferral_count_the_first_month_by_days() -> None:
    steps = [step for step in outcome(PLAN, Deferral(1)).explain() if step.per]
    assert [(step.per, step.days, str(step.amount)) for step in steps] == [
        ("period", 28, "3.00"), ("year", 15, "1.48"), ("period", 31, "2.00"),
    ]  # fmt: skip
    assert str(steps[1].unrounded).startswith("1.47945205479452")  # 300 × 0.12 × 15 / 365


def test_a_counter_offer_has_one_step_for_its_price() -> None:
    offer = of(CounterOffer(((date(2026, 2, 28), "1300"),)))
    assert str(offer.explain()[-1].amount) == "79.00"
    assert sum(step.amount for step in offer.explain()) == offer.total_paid
