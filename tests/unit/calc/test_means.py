"""What a household can pay with: months, bad months, savings; and its figures beside others'."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from duecourse.calc import (
    BadInput,
    FairPart,
    Flat,
    Means,
    affordable,
    benchmark,
    budget_ahead,
    debt_service_share,
    tightest,
)
from duecourse.calc.household.budget import counts_in

JAN, FEB, MAR = date(2026, 1, 20), date(2026, 2, 20), date(2026, 3, 20)
LINES = (
    Flat("income", "5000", "4000"),
    Flat("income", "600", start=date(2026, 2, 1), end=date(2026, 2, 28)),
    Flat("essential", "3000"),
    Flat("other", "500"),
)


def test_what_is_left_month_by_month() -> None:
    means = Means(LINES)
    assert [means.left(on) for on in (JAN, FEB, MAR)] == [Decimal("1500"), Decimal("2100"), Decimal("1500")]
    assert str(means.left(FEB, bad_month=True)) == "1100.00"
    assert means.left(MAR, bad_month=True) == 500


def test_other_debts_are_served_and_other_spending_may_be_cut() -> None:
    assert Means(LINES, others="200.50").left(JAN) == Decimal("1299.50")
    assert Means(LINES, cut_other=True).left(JAN) == 2000


def test_the_same_amount_every_month() -> None:
    means = Means.of("1800", "-100")
    assert (means.left(JAN), means.left(JAN, bad_month=True)) == (Decimal("1800"), Decimal("-100"))
    assert Means.of("-20.50").left(MAR, bad_month=True) == Decimal("-20.50")


WAGE = (  # 6,800 to 30 November, 4,100 to 31 March, 6,800 after it; 3,680 goes out
    Flat("income", "6800", "6400", end=date(2026, 11, 30)),
    Flat("income", "4100", "3800", start=date(2026, 12, 1), end=date(2027, 3, 31)),
    Flat("income", "6800", "6400", start=date(2027, 4, 1), end=date(2030, 12, 31)),
    Flat("essential", "3280"),
    Flat("other", "400"),
)


def test_the_months_ahead_as_far_as_they_are_known_to_change() -> None:
    now, winter, spring = budget_ahead(WAGE, date(2026, 11, 24))
    assert (now.start, now.end) == (date(2026, 11, 24), date(2026, 11, 30))
    assert (winter.start, winter.end) == (date(2026, 12, 1), date(2027, 3, 31))
    assert (spring.start, spring.end) == (date(2027, 4, 1), None)
    assert [str(span.normal.left) for span in (now, winter, spring)] == ["3120.00", "420.00", "3120.00"]
    assert [str(span.bad.left) for span in (now, winter, spring)] == ["2720.00", "120.00", "2720.00"]
    assert tightest([now, winter, spring]) == winter


def test_only_a_change_within_the_time_looked_at_counts() -> None:
    assert len(budget_ahead(WAGE, date(2026, 11, 24), until=date(2026, 11, 30))) == 1
    (only,) = budget_ahead((Flat("income", "1"), Flat("income", "0", end=date(2026, 2, 1))), JAN)
    assert (only.start, only.end) == (JAN, None)  # a line of nothing changes nothing
    assert [span.start for span in budget_ahead((), JAN)] == [JAN]


def test_the_parts_of_several_are_the_whole_month_by_month_to_the_fen() -> None:
    owed = {"one": "6181.80", "two": "3720.09", "three": "0.01"}
    for bad in (False, True):
        whole = Means(WAGE, cut_other=True, others="3950.33")
        for on in (date(2026, 11, 24), date(2027, 1, 24)):  # and what is missing is shared too
            parts = [
                Means(WAGE, cut_other=True, others="3950.33", part=FairPart.of(name, owed)) for name in owed
            ]
            assert sum(part.left(on, bad_month=bad) for part in parts) == whole.left(on, bad_month=bad)


def test_enough() -> None:
    found = affordable([(JAN, "400"), (FEB, "1500.00"), (MAR, "700")], Means(LINES))
    assert found.enough and not found.short_months
    assert (found.shortfall, found.most_short, found.reserve_used) == (0, 0, 0)
    # 1,500 − 400, 2,100 − 1,500, 1,500 − 700
    assert (found.tightest, found.left_then) == (FEB, Decimal("600.00"))


def test_not_enough() -> None:
    found = affordable([(JAN, "1600"), (FEB, "1500"), (MAR, "1800.01")], Means(LINES))
    assert not found.enough
    assert (found.short_months, found.shortfall, found.most_short) == (
        2,
        Decimal("400.01"),
        Decimal("300.01"),
    )
    assert (found.tightest, found.left_then) == (MAR, Decimal("-300.01"))
    assert found.worst == MAR


def test_savings_fill_gaps_until_they_are_used_up() -> None:
    payments = [(JAN, "1600"), (FEB, "1500"), (MAR, "1800")]
    enough = affordable(payments, Means(LINES, reserve="400"))
    assert enough.enough and enough.reserve_used == 400
    assert enough.left_then == -300  # what the month itself leaves
    short = affordable(payments, Means(LINES, reserve="250"))
    assert (short.short_months, short.most_short, short.reserve_used) == (1, Decimal("150"), Decimal("250"))


def test_every_month_as_if_it_were_bad() -> None:
    found = affordable([(JAN, "500"), (FEB, "1101")], Means(LINES), bad_month=True)
    assert (found.bad_month, found.short_months, found.most_short) == (True, 1, Decimal("1.00"))


def test_payments_of_a_month_are_taken_together_on_the_day_of_the_first() -> None:
    found = affordable([(JAN, "1000"), (date(2026, 1, 31), "501")], Means(LINES))
    assert (found.tightest, found.left_then, found.short_months) == (JAN, Decimal("-1.00"), 1)


def test_the_same_month_of_another_year_is_another_month() -> None:
    assert affordable([(JAN, "1500"), (date(2027, 1, 20), "1500")], Means(LINES)).enough


def test_a_month_without_a_payment_asks_for_nothing() -> None:
    """Even where it does not close by itself."""
    found = affordable([(JAN, "0"), (FEB, "0")], Means.of("-100"))
    assert found.enough and found.tightest is None and found.left_then is None


LEAN = (  # 800 missing a month to April 2027, 600 left from May on
    Flat("income", "1700", end=date(2027, 4, 30)),
    Flat("income", "3100", start=date(2027, 5, 1)),
    Flat("essential", "2500"),
)
AGREED, MAY = date(2026, 11, 24), date(2027, 5, 24)


@pytest.mark.parametrize("agreed", [AGREED, date(2026, 12, 1)])
def test_months_without_a_payment_use_savings_up(agreed: date) -> None:
    """December to April take 4,000 of 6,000: 2,000 and May's 600 are there for a payment of 6,360."""
    found = affordable([(MAY, "6360")], Means(LEAN, reserve="6000"), since=agreed)
    assert (found.short_months, str(found.most_short), found.worst) == (1, "3760.00", MAY)
    assert str(found.reserve_used) == "6000.00"
    assert (found.tightest, found.left_then) == (MAY, Decimal("-5760.00"))


def test_the_month_of_the_agreement_counts_with_a_payment_in_it() -> None:
    # 100 + 800 in November, then December to April: 4,900 of 6,000
    found = affordable([(AGREED, "100"), (MAY, "1701")], Means(LEAN, reserve="6000"), since=AGREED)
    assert (found.short_months, found.most_short, found.worst) == (1, Decimal("1.00"), MAY)


def test_months_between_two_payments_use_savings_up() -> None:
    # January and February take 1,600 of the 3,000 that December's 900 leaves 2,100 of
    payments = [(date(2027, 3, 24), "0.01"), (date(2026, 12, 24), "100")]
    found = affordable(payments, Means(LEAN, reserve="3000"), since=AGREED)
    assert (found.short_months, str(found.most_short)) == (1, "300.01")


def test_a_month_that_does_not_close_misses_no_payment() -> None:
    """What is short while nothing has to be paid is no broken promise; a pause is asked for because of it."""
    assert affordable([(MAY, "600")], Means(LEAN), since=AGREED).enough


def test_the_worst_month_is_the_one_in_which_most_is_missing() -> None:
    found = affordable([(JAN, "2000"), (FEB, "2500"), (MAR, "1600")], Means(LINES, reserve="500"))
    # 500 of savings fill January's gap; February lacks 400, March 100
    assert (found.tightest, found.worst, found.most_short) == (JAN, FEB, Decimal("400.00"))


def test_the_share_of_income_that_goes_to_debts() -> None:
    assert str(debt_service_share("1550", "6200")) == "0.2500"
    assert str(debt_service_share("1000", "3000")) == "0.3333"
    assert str(debt_service_share("2000", "3000")) == "0.6667"
    assert debt_service_share("1000", "0") is None


def test_beside_a_figure_a_head_and_a_year() -> None:
    # 29,476 a head and year: 2,456.33 a month; for three 7,369.00
    one = benchmark("2100", "29476")
    assert (str(one.typical), str(one.difference), str(one.share)) == ("2456.33", "-356.33", "0.8549")
    three = benchmark("7560", "29476", people=3)
    assert (str(three.typical), str(three.difference)) == ("7369.00", "191.00")
    assert benchmark("100", "80", months=1).share == Decimal("1.2500")


BAD: Any = "x"


@pytest.mark.parametrize(
    ("argument", "call"),
    [
        ("kind", lambda: Means((Flat("incomes", "1"),))),
        ("amount", lambda: Means((Flat("income", "-1"),))),
        ("amount", lambda: Means((Flat("income", "1", "1.001"),))),
        ("others", lambda: Means((), others="-1")),
        ("reserve", lambda: Means((), reserve="x")),
        ("left", lambda: Means.of("0.001")),
        ("bad_month", lambda: Means.of("1", "x")),
        ("payments", lambda: affordable([(JAN, "-1")], Means(()))),
        ("payments", lambda: affordable([(BAD, "1")], Means(()))),
        ("weights", lambda: FairPart.of("x", {"a": "1"})),
        ("weights", lambda: FairPart.of("a", {"a": "0"})),
        ("on", lambda: budget_ahead((), BAD)),
        ("until", lambda: budget_ahead((), JAN, until=BAD)),
        ("since", lambda: affordable([(JAN, "1")], Means(()), since=BAD)),
        ("payments", lambda: debt_service_share("-1", "1")),
        ("income", lambda: debt_service_share("1", "-1")),
        ("own", lambda: benchmark("-1", "1")),
        ("figure", lambda: benchmark("1", "0")),
        ("people", lambda: benchmark("1", "1", people=0)),
        ("months", lambda: benchmark("1", "1", months=0)),
    ],
)
def test_what_is_no_budget_is_refused(argument: str, call: Callable[[], object]) -> None:
    with pytest.raises(BadInput) as caught:
        call()
    assert caught.value.argument == argument


def test_a_month_has_what_comes_and_goes_in_it() -> None:
    wage = Flat("income", "3000", end=date(2026, 12, 15), day=15)
    severance = Flat("income", "36000", start=date(2027, 2, 28), end=date(2027, 2, 28), day=28)
    benefit = Flat("income", "1850", start=date(2027, 1, 1), day=25)
    spans = budget_ahead([wage, severance, benefit, Flat("essential", "4200")], date(2026, 11, 24))
    assert [(span.start, span.end, span.normal.left) for span in spans] == [
        (date(2026, 11, 24), date(2026, 12, 31), Decimal("-1200.00")),
        (date(2027, 1, 1), date(2027, 1, 31), Decimal("-2350.00")),
        (date(2027, 2, 1), date(2027, 2, 28), Decimal("33650.00")),
        (date(2027, 3, 1), None, Decimal("-2350.00")),
    ]


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        (Flat("income", "1", end=date(2026, 2, 15), day=15), True),
        (Flat("income", "1", end=date(2026, 2, 15), day=16), False),
        (Flat("income", "1", start=date(2026, 2, 28), day=31), True),  # the 28th, where there is no 31st
        (Flat("income", "1", end=date(2026, 2, 27)), False),  # without a day it comes on the last one
        (Flat("income", "1", start=date(2026, 2, 28)), True),
        (Flat("essential", "1", end=date(2026, 2, 1)), True),  # without a day it is spent on any
        (Flat("essential", "1", end=date(2026, 1, 31)), False),
        (Flat("essential", "1", start=date(2026, 2, 28)), True),
        (Flat("essential", "1", start=date(2026, 3, 1)), False),
    ],
)
def test_a_line_counts_where_its_own_day_is_one_on_which_it_holds(line: Flat, counts: bool) -> None:
    assert counts_in(line, date(2026, 2, 10)) is counts
