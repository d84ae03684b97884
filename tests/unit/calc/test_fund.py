"""The emergency fund, reckoned by hand: 3,900 to live and 1,100 to lenders are 5,000 a month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from duecourse.calc import BadInput, Fund, emergency_fund
from unit.calc.debts import y

START = date(2026, 11, 30)


def fund(**differs: Any) -> Fund:
    """Three months, 1,250 of them saved."""
    figures = {"essentials": "3900", "payments": "1100", "months": 3, "saved": "1250", "start": START}
    return emergency_fund(**(figures | differs))


def test_how_large() -> None:
    assert (fund().a_month, fund().target, fund().missing) == (y("5000.00"), y("15000.00"), y("13750.00"))
    assert fund(months="1.5").target == y("7500.00")
    assert fund(essentials="0.01", payments="0", months="0.5").target == y("0.01")  # half a fen, up
    assert fund(payments="0").target == y("11700.00")
    assert (fund(saved="20000").missing, fund(months=0).target) == (y("0.00"), y("0.00"))
    assert emergency_fund(essentials="100", start=START).target == y("300.00")


def test_for_how_long_it_holds() -> None:
    assert (fund().holds, fund(saved="4999.99").holds, fund(saved="0").holds) == (
        y("0.25"),
        y("0.99"),
        y("0.00"),
    )


def test_how_long_to_build() -> None:
    built = fund().built("600")
    # 22 times 600 are 13,200; the 23rd month takes 550
    assert (built.a_month, built.months, built.last) == (y("600.00"), 23, y("550.00"))
    assert built.on == date(2028, 10, 30)
    assert (len(built.path), built.path[:2], built.path[-2:]) == (
        24, (y("1250.00"), y("1850.00")), (y("14450.00"), y("15000.00")),
    )  # fmt: skip
    even = fund().built("1375")
    assert (even.months, even.last, even.path[-1]) == (10, y("1375.00"), y("15000.00"))
    assert fund().built("13750").months == 1
    february = fund(start=date(2026, 12, 31)).built("7000")
    assert (february.months, february.on) == (2, date(2027, 2, 28))


def test_never_or_already() -> None:
    never = fund().built("0")
    assert (never.months, never.on, never.path) == (None, None, (y("1250.00"),))
    assert fund().built("0.01").months is None  # not within a hundred years
    already = fund(saved="15000").built("0")
    assert (already.months, already.on, already.last, already.path) == (0, START, y("0.00"), (y("15000.00"),))


def test_what_to_put_aside() -> None:
    assert fund().a_month_for(10) == y("1375.00")
    assert fund().a_month_for(12) == y("1145.84")  # 1,145.8333…, up: twelve of them are enough
    assert fund().built(fund().a_month_for(12)).months == 12
    assert fund(saved="15000").a_month_for(1) == y("0.00")


def test_how_long_it_lasts() -> None:
    lasts = fund(saved="6200").lasts(income="2500")
    assert (lasts.short, lasts.months, lasts.left) == (y("2500.00"), 2, y("1200.00"))
    assert lasts.exact == Decimal("2.48")
    assert fund().lasts().months == 0 and fund(saved="5000").lasts().months == 1
    assert fund().lasts(full=True)[:3] == (y("5000.00"), 3, y("0.00"))
    assert fund(saved="20000").lasts(full=True).months == 4  # more than the fund is there
    enough = fund().lasts(income="5000")
    assert (enough.short, enough.months, enough.left, enough.exact) == (y("0.00"), None, y("1250.00"), None)


def test_what_it_covers() -> None:
    covered = fund().covers([("phone", "800"), ("tooth", "450"), ("fine", "0.01")])
    assert [(each.name, each.paid, each.missing, each.left, each.enough) for each in covered] == [
        ("phone", y("800.00"), y("0.00"), y("450.00"), True),
        ("tooth", y("450.00"), y("0.00"), y("0.00"), True),
        ("fine", y("0.00"), y("0.01"), y("0.00"), False),
    ]
    partly = fund().covers([("roof", "2000")])[0]
    assert (partly.paid, partly.missing, partly.amount) == (y("1250.00"), y("750.00"), y("2000.00"))
    assert fund().covers([("roof", "2000")], full=True)[0].left == y("13000.00")


@pytest.mark.parametrize(
    ("wrong", "argument"),
    [
        (lambda: fund(essentials="0", payments="0"), "essentials"),
        (lambda: fund(essentials="-1"), "essentials"),
        (lambda: fund(months="-1"), "months"),
        (lambda: fund(months=1201), "months"),
        (lambda: fund(saved="x"), "saved"),
        (lambda: fund(start="2026-01-01"), "start"),
        (lambda: fund().built("-1"), "a_month"),
        (lambda: fund().a_month_for(0), "months"),
        (lambda: fund().a_month_for(True), "months"),
        (lambda: fund().lasts(income="-1"), "income"),
        (lambda: fund().covers([("x", "-1")]), "costs"),
    ],
)
def test_what_makes_no_fund(wrong: Any, argument: str) -> None:
    with pytest.raises(BadInput) as refused:
        wrong()
    assert refused.value.argument == argument
