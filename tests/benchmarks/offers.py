"""Offers compared and bills checked, on the example households: milliseconds, and ratios.

    python tests/benchmarks/offers.py [rounds]

Every round starts with empty caches and a new budget; "again" is the same once more, as when a slider is
moved back. The yearly rates are compared with those of `annual_rate`, which solves any flows, and timed
beside it.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import _lru_cache_wrapper
from typing import Any

from duecourse.calc import (
    BillCheck,
    Compared,
    Deferral,
    LenderBill,
    LenderLine,
    Limit,
    LumpSum,
    Means,
    NoAgreement,
    Outcome,
    Part,
    PayoffQuote,
    Readings,
    Remission,
    Rescheduling,
    annual_rate,
    check_bill,
    compare_offers,
    outcome,
    payoff,
    together,
)
from duecourse.calc.bill.bill import BillLike
from duecourse.calc.credit.report import Ranges
from duecourse.case import Debt, load_example

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 15
ON = date(2026, 11, 24)
MOST = 100  # milliseconds for 200 offers
MOST_A_BILL = 50
DEBTS = (*load_example("laid_off").debts, load_example("family").debt("furniture"))
BUDGET = tuple(load_example("laid_off").budget_lines)
LIMITS = (
    Limit(id="by-months", max_months=60, products=("card",)),
    Limit(id="by-extension", max_extension_share="0.5", ask_before="matures"),
)
CODES: Ranges = (
    ("1", 1, 30), ("2", 31, 60), ("3", 61, 90), ("4", 91, 120), ("5", 121, 150), ("6", 151, 180),
    ("7", 181, None),
)  # fmt: skip
COMMON = Readings(
    penalty_multiples=("1.3", "1.4", "1.5"), penalty_daily_rates=("0.0005", "0.00066"), grace_days=(3,),
)  # fmt: skip


def median(job: Callable[[], object], *, rounds: int = ROUNDS, cold: bool = True) -> float:
    """The median of the rounds, milliseconds."""
    spent = []
    for _ in range(rounds):
        if cold:
            forget()
        began = time.perf_counter()
        job()
        spent.append((time.perf_counter() - began) * 1e3)
    return statistics.median(spent)


def forget() -> None:
    """Empty every cache of the library."""
    for name, module in list(sys.modules.items()):
        if name.startswith("duecourse.calc"):
            for thing in vars(module).values():
                if isinstance(thing, _lru_cache_wrapper):
                    thing.cache_clear()


def offers(count: int) -> dict[str, tuple[Part, ...]]:
    """So many different offers: every kind, with other months, shares and rates."""
    found: dict[str, tuple[Part, ...]] = {"nothing": (NoAgreement(),)}
    number = 0
    while len(found) < count:
        months, share = 3 + number % 34, Decimal(number % 10) / 10
        rate = Decimal(number % 7) / 50
        kinds: tuple[tuple[Part, ...], ...] = (
            (Rescheduling(months, annual_rate=rate), Remission("penalty", share=share)),
            (Deferral(1 + number % 12, interest_runs=bool(number % 2), repaid="spread"),),
            (Rescheduling(months, "equal_principal", interest_on="total"), Deferral(1 + number % 6)),
            (Rescheduling(months, "stepped", shares=("1", "2", "3"), arrears="end"), LumpSum(share="0.1")),
            (LumpSum(share=Decimal(60 + number % 40) / 100), Remission("interest", share=share)),
            (Rescheduling(months, "stepped", start_amount=Decimal(200 + number), step="25", step_every=3),),
        )
        found[f"{number}"] = kinds[number % len(kinds)]
        number += 1
    return found


def all_owed() -> list[PayoffQuote]:
    """What each of the four debts comes to."""
    return [payoff(debt.terms, debt.drawings, debt.events, on=ON) for debt in DEBTS]


def side_by_side(each: int) -> list[tuple[Compared, ...]]:
    """So many offers for each of the four debts, with every figure there is."""
    means, compared = Means(BUDGET, reserve="3000"), []
    for debt, owed in zip(DEBTS, all_owed(), strict=True):
        compared.append(
            compare_offers(
                owed, offers(each), means=means, discount_rate="0.04", limits=LIMITS, lender_kind="bank",
                product=debt.product.name, ranges=CODES, counting="keeps_counting",
            )
        )  # fmt: skip
    return compared


def for_all_debts(count: int) -> int:
    """So many offers to all four lenders at once, and whether the budget carries them together."""
    means, every = Means(BUDGET, reserve="3000"), all_owed()
    carried = 0
    for parts in list(offers(count + 1).values())[1:]:
        settled = [outcome(owed, *parts) for owed in every]
        carried += together(settled, means).enough + together(settled, means, bad_month=True).enough
        _ = [(each.total_paid, each.extra, each.rate, each.present_value("0.04")) for each in settled]
    return carried


def rates() -> tuple[list[Outcome], Callable[[], object], Callable[[], object]]:
    """Plans from one payment to another in whole months, and both ways to their yearly rates."""
    owed = all_owed()[0]
    plans = [outcome(owed, Rescheduling(6 + n % 40, annual_rate=Decimal(n) / 200)) for n in range(1, 51)]

    def ours() -> list[float]:
        return [found.effective for each in again(plans) if (found := each.rate)]

    def general() -> list[float]:
        flows = [[-owed.total, *(line.payment for line in each.schedule)] for each in again(plans)]
        return [annual_rate(each).effective for each in flows]

    return plans, ours, general


def again(plans: list[Outcome]) -> list[Outcome]:
    """The same plans, nothing worked out yet."""
    return [Outcome(each.owed, each.parts, each.layout) for each in plans]


def show(title: str, found: float, most: float | None = None) -> None:
    """A line: milliseconds, and how many times they go into what is allowed."""
    allowed = "" if most is None else f"   {found / most:5.2f} of the {most:.0f} ms allowed"
    print(f"  {found:8.2f} ms{allowed}   {title}")


def compare_all() -> None:
    """200 offers on a case of four debts."""
    compared = side_by_side(50)
    assert [len(each) for each in compared] == [50] * 4
    assert all(len({one.name for one in each}) == 50 for each in compared)
    print("\n200 offers on a case of four debts: payments, cost, rate, present value, budget, limits, codes")
    show("50 for each debt, the debts worked out too", median(lambda: side_by_side(50)), MOST)
    show("the same again", median(lambda: side_by_side(50), cold=False))
    show("200 for all four at once: 800 plans, cost, rate, present value, budget in common",
         median(lambda: for_all_debts(200)))  # fmt: skip
    show("200 for each debt", median(lambda: side_by_side(200), rounds=5))


def compare_rates() -> None:
    """Our quick rates are the rates."""
    plans, ours, general = rates()
    found: Any = zip(ours(), general(), strict=True)  # type: ignore[call-overload]
    assert len(plans) == 50 and all(abs(a - b) < 1e-9 for a, b in found)
    quick, slow = median(ours), median(general)
    print("\nthe yearly rates of 50 plans")
    show("duecourse: outcome.rate", quick)
    show(f"duecourse: annual_rate, for any flows: {slow / quick:.1f} ×", slow)


def bills() -> None:
    """Every example bill, and bills that nothing explains: all readings and all pairs are tried."""
    print("\na bill held against the ledger")
    for name in ("courier", "family", "laid_off", "clerk"):
        for debt in load_example(name).debts:
            if debt.bills:
                bill = debt.bills[-1]
                show_bill(f"{name}, {debt.id}", debt, bill)
            position = debt.position(ON)
            wrong = LenderBill(
                on=ON,
                lines=[
                    LenderLine("principal", position.principal),
                    LenderLine("penalty", position.penalty + Decimal("17.31")),
                ],
            )
            show_bill(f"{name}, {debt.id}, unexplained", debt, wrong)


def show_bill(title: str, debt: Debt, bill: BillLike) -> None:
    """Time one bill."""

    def check() -> BillCheck:
        return check_bill(debt.terms, debt.drawings, debt.events, bill, readings=COMMON)

    found = check()
    show(f"{title}: {found.verdict}, {found.tried} readings", median(check), MOST_A_BILL)


if __name__ == "__main__":
    compare_all()
    compare_rates()
    bills()
