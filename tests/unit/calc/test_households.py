"""The simulation: against households reckoned one by one, against formulas, and against the exact engine."""

from __future__ import annotations

import math
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import duecourse
from duecourse.calc import (
    LATE_DAYS,
    BadInput,
    CashLine,
    Chance,
    ChancesOfLate,
    Difference,
    Drawing,
    Household,
    InstalmentTerms,
    Life,
    LifeMonth,
    Payment,
    Share,
    Shocks,
    cash_calendar,
    chance_of_late,
    lives,
    open_ledger,
)
from duecourse.calc.basics.dates import add_months
from duecourse.calc.basics.money import to_fen, yuan
from duecourse.calc.household.simulating import Accounts, Means
from unit.calc.debts import y

USUAL = Household(
    income="6200",
    essentials="4100.01",
    other="300.03",
    payment="1100.07",
    saved="1500",
    keeps="3000",
    days_after_pay=24,
)
ALL_SHOCKS = Shocks(
    pay_spread="0.15",
    job_loss="0.02",
    months_out="4",
    income_out="1500",
    illness="0.05",
    illness_cost="1500",
    forgets="0.04",
)
QUIET = Shocks()


# -- one household at a time, with the same random numbers: slow and plain


def numbers(kind: int, households: int, months: int, seed: int) -> list[np.ndarray[Any, Any]]:
    """The numbers of one kind for the first block, a row a month."""
    sequence = np.random.SeedSequence(seed, spawn_key=(0, kind))
    generator = np.random.Generator(np.random.PCG64(sequence))
    draw = generator.standard_normal if kind == 0 else generator.random
    return [draw(households, dtype=np.float32) for _ in range(months)]


def one_by_one(
    household: Household, shocks: Shocks, households: int, months: int, seed: int
) -> Iterator[list[LifeMonth]]:
    """Every household's months in the order of events, as a person would reckon them."""
    pay, job, illness, memory = (numbers(kind, households, months, seed) for kind in range(4))
    fen = {name: to_fen(getattr(household, name), name) for name in ("income", "essentials", "other")}
    payment, saved = to_fen(household.payment, "payment"), to_fen(household.saved, "saved")
    loses, f32 = float(Decimal(shocks.job_loss)), np.float32
    stays = 1 - 1 / float(Decimal(shocks.months_out))
    before = {name: (2 * fen[name] * household.days_after_pay + 30) // 60 for name in fen}
    for who in range(households):
        account, unpaid, works = saved, 0, not household.out_of_work
        life = []
        for month in range(months):
            comes_in = fen["income"]
            if Decimal(shocks.pay_spread):
                spread = f32(float(Decimal(shocks.pay_spread)) * fen["income"])
                comes_in = int(max(f32(0), f32(pay[month][who] * spread) + f32(fen["income"])))
            if loses or household.out_of_work:
                works = job[month][who] >= f32(loses) if works else job[month][who] >= f32(stays)
            change = comes_in if works else to_fen(shocks.income_out, "income_out")
            if Decimal(shocks.illness) and Decimal(shocks.illness_cost):
                most = 2 * to_fen(shocks.illness_cost, "illness_cost")
                slope = f32(-most / float(Decimal(shocks.illness)))
                change -= int(max(f32(0), f32(illness[month][who] * slope) + f32(most)))
            forgets = not household.autopay and bool(memory[month][who] < f32(float(Decimal(shocks.forgets))))
            account += change
            if household.days_after_pay:
                made_good = min(unpaid, max(0, account - fen["essentials"]))
                account, unpaid = account - made_good, unpaid - made_good
                account -= before["essentials"] + (before["other"] if works else 0)
                account = max(account, 0)
            unpaid += payment
            rest = fen["essentials"] - before["essentials"]
            if not forgets:
                made = min(unpaid, max(0, account - rest))
                account, unpaid = account - made, unpaid - made
            on_due_day = unpaid
            account -= rest + (fen["other"] - before["other"] if works else 0)
            account = max(account, 0)
            if household.keeps is not None:
                account = min(account, to_fen(household.keeps, "keeps") + unpaid)
            life.append(
                LifeMonth(month + 1, yuan(change), bool(works), forgets, yuan(on_due_day), yuan(account))
            )
        yield life


HOUSEHOLDS_OF_ALL_KINDS = {
    "usual": (USUAL, ALL_SHOCKS),
    "due on pay day": (replace(USUAL, days_after_pay=0), ALL_SHOCKS),
    "keeps everything": (replace(USUAL, keeps=None, saved="9000"), ALL_SHOCKS),
    "autopay, a day after pay": (replace(USUAL, autopay=True, days_after_pay=1), ALL_SHOCKS),
    "out of work from the beginning": (replace(USUAL, out_of_work=True), ALL_SHOCKS),
    "out of work, and nobody loses any": (
        replace(USUAL, out_of_work=True),
        replace(ALL_SHOCKS, job_loss="0", income_out="0"),
    ),
    "regular pay": (USUAL, replace(ALL_SHOCKS, pay_spread="0")),
    "work is lost more often than it stays lost": (
        USUAL,
        replace(ALL_SHOCKS, job_loss="0.4", months_out="1.2"),
    ),
    "wild pay": (USUAL, replace(ALL_SHOCKS, pay_spread="1")),
    "nothing other": (replace(USUAL, other="0"), replace(ALL_SHOCKS, illness="0", forgets="0")),
}


@pytest.mark.parametrize("name", HOUSEHOLDS_OF_ALL_KINDS)
def test_number_for_number_as_one_household_after_the_other(name: str) -> None:
    household, shocks = HOUSEHOLDS_OF_ALL_KINDS[name]
    many, months, seed = 40, 30, 7
    plain = list(one_by_one(household, shocks, many, months, seed))
    quick = lives(household, shocks, first=many, households=many, months=months, seed=seed)
    for life, expected in zip(quick, plain, strict=True):
        assert list(life.months) == expected
    # and the counts are those of these households
    counted = chance_of_late(household, shocks, households=many, months=months, seed=seed).as_it_is
    payment = to_fen(household.payment, "payment")
    worst = [max(to_fen(month.unpaid, "unpaid") for month in life) for life in plain]
    assert counted.late.count == sum(unpaid > 0 for unpaid in worst)
    assert counted.late_30.count == sum(unpaid > payment for unpaid in worst)
    assert counted.late_90.count == sum(unpaid > 3 * payment for unpaid in worst)
    firsts = [next((month.number for month in life if month.unpaid), None) for life in plain]
    assert counted.first_late == tuple(firsts.count(number) for number in range(1, months + 1))
    assert counted.late.count > 0, "a test in which nobody is late shows nothing"


def test_the_changes_meet_the_same_months() -> None:
    changes = {"fund": USUAL.with_fund("6000"), "autopay": USUAL.with_autopay()}
    many, months = 60, 40
    together = chance_of_late(USUAL, ALL_SHOCKS, changed=changes, households=many, months=months, seed=3)
    for name, changed in changes.items():
        alone = chance_of_late(changed, ALL_SHOCKS, households=many, months=months, seed=3).as_it_is
        assert together[name].late == alone.late and together[name].first_late == alone.first_late
        before = lives(USUAL, ALL_SHOCKS, first=many, households=many, months=months, seed=3)
        after = lives(changed, ALL_SHOCKS, first=many, households=many, months=months, seed=3)
        helped = sum(bool(a.late) and not b.late for a, b in zip(before, after, strict=True))
        harmed = sum(bool(b.late) and not a.late for a, b in zip(before, after, strict=True))
        assert together[name].change == Difference(helped, harmed, many)
    assert together["fund"].change.helped > 0


def test_a_block_more_does_not_change_the_first_households() -> None:
    more = chance_of_late(USUAL, ALL_SHOCKS, households=20_050, months=6)
    block = chance_of_late(USUAL, ALL_SHOCKS, households=20_000, months=6)
    last = lives(USUAL, ALL_SHOCKS, first=1, households=20_050, months=6)
    assert last == lives(USUAL, ALL_SHOCKS, first=1, households=20_000, months=6)
    assert 0 < more.as_it_is.late.count - block.as_it_is.late.count < 50


# -- without chance: the exact calculation


def dry_path(household: Household, start: date, months: int) -> Any:
    """The exact calendar of a household whose pay comes on the first of the month."""
    lines = [
        CashLine("pay", "income", household.income, day=1),
        CashLine("living", "essential", household.essentials, every="spread"),
        CashLine("loan", "debt", household.payment, day=1 + household.days_after_pay),
    ]
    if to_fen(household.other, "other"):
        lines.append(CashLine("other", "other", household.other, every="spread"))
    until = date.fromordinal(add_months(start, months).toordinal() - 1)
    return cash_calendar(lines, household.saved, start=start, until=until)


@pytest.mark.parametrize("days_after_pay", [0, 9, 24])
@pytest.mark.parametrize(("payment", "other"), [("2150.03", "0"), ("1999.99", "300.11")])
def test_without_chance_it_is_the_cash_calendar(days_after_pay: int, payment: str, other: str) -> None:
    household = Household(
        income="6200.55",
        essentials="4100.17",
        payment=payment,
        other=other,
        saved="1321.09",
        days_after_pay=days_after_pay,
    )
    start, months = date(2027, 1, 1), 48
    life = lives(household, QUIET, first=1, households=3, months=months)[0]
    first_shortfall = dry_path(household, start, months).first_shortfall
    assert first_shortfall is not None
    dry_month = 12 * (first_shortfall.on.year - start.year) + first_shortfall.on.month
    assert 6 <= dry_month <= 27
    calendar = dry_path(household, start, months)
    for month in life.months[: dry_month - 1]:
        end = date.fromordinal(add_months(start, month.number).toordinal() - 1)
        assert month.balance == calendar.day(end).balance
        assert month.unpaid == 0 and month.change == y("6200.55")
    if other == "0":  # the month in which the account runs dry is that in which the payment is not made
        assert life.first_late == dry_month
        counted = chance_of_late(household, QUIET, households=3, months=months).as_it_is
        assert counted.late == Share(3, 3)
        assert counted.first_late[dry_month - 1] == 3 and counted.usual_first_month == dry_month
    else:  # there the rest of the other spending is cut, and what is left is nothing
        assert life.months[dry_month - 1].balance == 0


def test_before_the_due_day_the_share_of_thirty_days_is_spent() -> None:
    april = cash_calendar(
        [
            CashLine("pay", "income", "3000", day=1),
            CashLine("living", "essential", "1000.00", every="spread"),
        ],
        "0",
        start=date(2027, 4, 1),
    )
    exact = april.day(date(2027, 4, 14)).balance
    spent = Accounts(Means(300000, 100000, 0, 10000, 0, None, 14, False), 1).before_due
    # 466.666…: half up here, cut in the calendar, which makes it up on a later day
    assert (spent, exact) == (46667, y("2533.34"))


@pytest.mark.parametrize("days_after_pay", [0, 12])
def test_what_is_unpaid_is_what_the_ledger_says(days_after_pay: int) -> None:
    # 3,000 comes in and 2,900 goes out; 130.50 is asked for, and 200 is there: it lasts six months
    household = Household(
        income="3000", essentials="2900", payment="130.50", saved="200", days_after_pay=days_after_pay
    )
    months, start = 36, date(2026, 12, 20)
    life = lives(household, QUIET, first=1, households=1, months=months)[0]
    asked, paid, before = y("130.50"), [], y("0.00")
    for month in life.months:
        due = add_months(start, month.number)
        paid.append(Payment(due, before + asked - month.unpaid))
        before = month.unpaid
    terms = InstalmentTerms(method="equal_principal", periods=months)
    ledger = open_ledger(
        terms,
        Drawing(start, asked * months),
        [payment for payment in paid if payment.amount],
        until=add_months(start, months),
    )
    for month in life.months:
        position = ledger.position(add_months(start, month.number))
        assert position.due == month.unpaid
        late_payments = math.ceil(month.unpaid / asked)
        since = add_months(start, month.number + 1 - late_payments) if late_payments else None
        assert position.late_since in (since, None)
        assert (position.days_past_due > 0) == (month.unpaid > asked)
    assert life.first_late == 7 and life.late == 90
    reached = max(ledger.position(add_months(start, number)).days_past_due for number in range(1, months + 1))
    assert reached >= 90


# -- with chance: against formulas


def near(share: Share, expected: float) -> bool:
    """Whether a share lies within four standard errors of what it should be."""
    return abs(share.value - expected) < 4 * math.sqrt(expected * (1 - expected) / share.of)


POOR = Household(income="3000", essentials="2000", payment="1000")
"""Lives from month to month: late as soon as anything comes between."""


def test_losing_work() -> None:
    found = chance_of_late(POOR, Shocks(job_loss="0.02", months_out="6"), months=24).as_it_is
    assert near(found.late, 1 - 0.98**24)
    for number, count in enumerate(accumulate(found.first_late), 1):
        assert near(Share(count, found.late.of), 1 - 0.98**number)
    # nothing is over to make good a payment: two months without work, together or apart, and it is 30 days
    once = 0.02 * (1 / 6) * sum(0.98 ** (number - 1) * 0.98 ** (23 - number) for number in range(1, 24))
    assert near(found.late_30, 1 - 0.98**24 - once - 0.98**23 * 0.02)


def test_how_long_people_are_out_of_work() -> None:
    shocks = Shocks(job_loss="0.05", months_out="3")
    found = lives(POOR, shocks, first=1000, households=1000, months=240)
    lengths = []
    for life in found:
        works = "".join("w" if month.works else "-" for month in life.months)
        lengths += [len(out) for out in works.split("w")[1:-1] if out]
    assert len(lengths) > 9000
    assert statistics.mean(lengths) == pytest.approx(
        3, abs=4 * statistics.stdev(lengths) / len(lengths) ** 0.5
    )
    ones = sum(length == 1 for length in lengths) / len(lengths)
    assert ones == pytest.approx(1 / 3, abs=0.015)


def test_forgetting() -> None:
    found = chance_of_late(POOR, Shocks(forgets="0.03"), months=12).as_it_is
    assert near(found.late, 1 - 0.97**12)
    assert not found.late_30.count or found.late_30.value < 0.02
    never = chance_of_late(POOR.with_autopay(), Shocks(forgets="0.03"), months=12).as_it_is
    assert never.late.count == 0 and never.late.per_hundred == 0


def test_irregular_pay() -> None:
    richer = replace(POOR, income="3300")
    found = chance_of_late(richer, Shocks(pay_spread="0.10"), months=1).as_it_is
    # late where a normal number is below -300 / 330
    assert near(found.late, (1 + math.erf(-300 / 330 / math.sqrt(2))) / 2)


def test_illness() -> None:
    # 400 is over; a cost evenly between 0 and 1,600 exceeds it three times in four
    richer = replace(POOR, income="3400")
    found = chance_of_late(richer, Shocks(illness="0.04", illness_cost="800"), months=1).as_it_is
    assert near(found.late, 0.04 * 0.75)
    lived = lives(richer, Shocks(illness="0.04", illness_cost="800"), first=1000, households=1000, months=120)
    costs = [3400 - month.change for life in lived for month in life.months if month.change < 3400]
    assert len(costs) / 120_000 == pytest.approx(0.04, abs=0.0025)
    assert float(statistics.mean(costs)) == pytest.approx(800, abs=30)
    assert max(costs) <= 1600


def test_a_fund_and_autopay_and_a_smaller_debt_harm_nobody() -> None:
    found = chance_of_late(
        USUAL,
        ALL_SHOCKS,
        changed={
            "fund": USUAL.with_fund("6000"),
            "autopay": USUAL.with_autopay(),
            "smaller": USUAL.with_payment("800"),
            "same": USUAL,
        },
        households=20_000,
        months=36,
    )
    for name in ("fund", "autopay", "smaller"):
        change = found[name].change
        assert change.harmed == 0 and change.helped > 100 and change.sure
        assert found[name].late.count == found.as_it_is.late.count - change.helped
    assert found["same"].change == Difference(0, 0, 20_000) and not found["same"].change.sure
    assert found.as_it_is.change == Difference(0, 0, 20_000)


def test_the_due_day_soon_after_pay_helps_who_spends_in_between() -> None:
    tight = Household(income="3150", essentials="2000", payment="1000", other="300", days_after_pay=25)
    found = chance_of_late(
        tight, Shocks(pay_spread="0.05"), changed={"day": tight.with_due_day(1)}, months=12, households=20_000
    )
    assert found["day"].change_30.value < -0.05 and found["day"].change_30.sure
    without = replace(tight, other="0")
    same = chance_of_late(
        without,
        Shocks(pay_spread="0.05"),
        changed={"day": without.with_due_day(1)},
        households=5000,
        months=12,
    )
    assert abs(same["day"].change.value) < 0.01, "who spends on nothing else gains next to nothing by it"


# -- how sure we are


def test_the_standard_error_is_how_far_simulations_lie_apart() -> None:
    shares = [
        chance_of_late(USUAL, ALL_SHOCKS, households=1000, months=12, seed=seed).as_it_is.late
        for seed in range(60)
    ]
    spread = statistics.stdev(share.value for share in shares)
    assert 0.7 < spread / shares[0].standard_error < 1.3
    true = chance_of_late(USUAL, ALL_SHOCKS, households=100_000, months=12, seed=99).as_it_is.late.value
    inside = sum(low <= true <= high for low, high in (share.between for share in shares))
    assert inside >= 53  # of 60; 57 expected


def test_the_difference_is_surer_than_the_shares() -> None:
    def run(seed: int) -> ChancesOfLate:
        changed = {"fund": USUAL.with_fund("3000")}
        return chance_of_late(USUAL, ALL_SHOCKS, changed=changed, households=1000, months=12, seed=seed)

    found = [run(seed) for seed in range(60)]
    spread = statistics.stdev(each["fund"].change.value for each in found)
    error = statistics.mean(each["fund"].change.standard_error for each in found)
    assert 0.7 < spread / error < 1.3
    apart = math.sqrt(2) * found[0].as_it_is.late.standard_error
    assert error < 0.8 * apart


def test_shares_and_their_bounds() -> None:
    share = Share(50, 200)
    assert (share.value, share.per_hundred) == (0.25, 25)
    assert share.standard_error == pytest.approx(math.sqrt(0.25 * 0.75 / 200))
    assert share.between == pytest.approx((0.19514, 0.31433), abs=1e-4)  # Wilson's, from a table
    assert Share(0, 100).between == (0.0, pytest.approx(0.0370, abs=1e-4))
    assert Share(100, 100).between == pytest.approx((0.9630, 1.0), abs=1e-4)
    assert [Share(count, 1000).per_hundred for count in (4, 5, 994, 995)] == [0, 1, 99, 100]
    change = Difference(30, 10, 1000)
    assert change.value == -0.02
    assert change.standard_error == pytest.approx(math.sqrt((0.04 - 0.0004) / 1000))
    assert change.sure and not Difference(12, 8, 1000).sure


def test_the_first_late_month() -> None:
    found = chance_of_late(POOR, Shocks(job_loss="0.5", months_out="2"), households=4000, months=5).as_it_is
    assert len(found.first_late) == 5
    assert sum(found.first_late) == found.late.count
    assert found.usual_first_month == 1
    quiet = chance_of_late(POOR, QUIET, households=10, months=5).as_it_is
    assert quiet.usual_first_month is None and quiet.late == Share(0, 10)
    life = lives(POOR, QUIET, first=1, households=10, months=5)[0]
    assert isinstance(life, Life) and (life.late, life.first_late) == (0, None)


def test_the_month_by_which_half_of_them_are_late() -> None:
    def chance(*first_late: int) -> Chance:
        late, no_change = Share(sum(first_late), 100), Difference(0, 0, 100)
        return Chance("x", POOR, late, late, late, no_change, no_change, no_change, first_late)

    assert [chance(*each).usual_first_month for each in ((2, 2), (2, 3), (1, 0, 1), (0, 0, 1))] == [
        1,
        2,
        1,
        3,
    ]


def test_the_lines_of_a_life() -> None:
    def life(*unpaid: str) -> Life:
        months = [
            LifeMonth(n, y("0.00"), True, False, y(text), y("0.00")) for n, text in enumerate(unpaid, 1)
        ]
        return Life(0, POOR, tuple(months))

    assert LATE_DAYS == (1, 30, 90)
    assert life("0.00").late == 0
    assert life("0.00", "1000.00", "0.00").late == 1
    assert life("0.00", "1000.01").late == 30
    assert life("3000.00").late == 30 and life("3000.01").late == 90


# -- what is refused


@pytest.mark.parametrize(
    ("wrong", "argument"),
    [
        (lambda: replace(POOR, days_after_pay=30), "days_after_pay"),
        (lambda: replace(POOR, income="-1"), "income"),
        (lambda: replace(POOR, keeps="0.001"), "keeps"),
        (lambda: replace(POOR, autopay="yes"), "autopay"),
        (lambda: Shocks(job_loss="1.01"), "job_loss"),
        (lambda: Shocks(forgets="2"), "forgets"),
        (lambda: Shocks(months_out="0.5"), "months_out"),
        (lambda: Shocks(illness_cost="-1"), "illness_cost"),
        (lambda: chance_of_late(POOR, QUIET, households=0), "households"),
        (lambda: chance_of_late(POOR, QUIET, months=241), "months"),
        (lambda: chance_of_late(POOR, QUIET, seed=-1), "seed"),
        (lambda: chance_of_late(POOR, QUIET, changed={"as_it_is": POOR}), "changed"),
        (lambda: chance_of_late(POOR, QUIET, changed={"a": replace(POOR, income="1")}), "changed a"),
        (lambda: chance_of_late(replace(POOR, income="99999"), QUIET, months=240), "household as_it_is"),
        (lambda: lives(POOR, QUIET, first=11, households=10), "first"),
    ],
)
def test_what_cannot_be_simulated(wrong: Any, argument: str) -> None:
    with pytest.raises(BadInput) as refused:
        wrong()
    assert refused.value.argument == argument


def test_numpy_comes_in_with_the_simulation_alone() -> None:
    sources = str(Path(duecourse.__file__).parent.parent)
    code = (
        f"import sys; sys.path.insert(0, {sources!r}); "
        "from duecourse.calc import Household, Shocks, chance_of_late; "
        "household = Household(income='1', essentials='1', payment='1'); "
        "assert 'numpy' not in sys.modules; chance_of_late(household, Shocks(), households=1, months=1); "
        "assert 'numpy' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
