"""Published worked examples, each reproduced under the reading that makes it right.

`worked_examples.json` holds what the pages print. Every example has a test here, named after its
id; where a debt of a known kind is meant, it is opened as a debt of that product. Where two readings
have been published, both are arguments and both answers are tested.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from duecourse.calc import (
    Drawing,
    InstalmentTerms,
    Ledger,
    Payment,
    RevolvingTerms,
    accrue,
    annual_rate,
    card_interest,
    default_fee,
    open_ledger,
    penalty_rate,
    round_to,
    schedule,
)
from duecourse.rules import products

FILE = Path(__file__).with_name("worked_examples.json")
EXAMPLES: dict[str, Any] = {entry["id"]: entry for entry in json.loads(FILE.read_text("utf-8"))["examples"]}


def inputs(id: str) -> dict[str, Any]:
    found: dict[str, Any] = EXAMPLES[id]["inputs"]
    return found


def published(id: str) -> Any:
    return EXAMPLES[id]["published"]


def instalment_debt(product: str, amount: str, start: date, until: date, **differs: Any) -> Ledger:
    terms = InstalmentTerms(**(products[product].defaults() | differs))
    return open_ledger(terms, Drawing(start, amount), until=until)


def card_debt(on: date, amount: str, paid_on: date, paid: str, statement: date, **differs: Any) -> Ledger:
    """A card whose next statement falls on `statement`, with one posting and one payment."""
    defaults = products["card"].defaults() | {"statement_day": statement.day} | differs
    terms = RevolvingTerms(**defaults)
    return open_ledger(terms, [Drawing(on, amount)], [Payment(paid_on, paid)], until=statement)


def test_every_example_has_its_test() -> None:
    tested = {
        name.removeprefix("test_").upper().replace("_", "-")
        for name in globals()
        if name.startswith("test_we_")
    }
    assert tested == set(EXAMPLES)


def test_we_01() -> None:
    """A Baitiao order due in one sum, two days late."""
    case = inputs("WE-01")
    due = date(2021, 3, 17)
    ledger = instalment_debt(
        "baitiao_order", case["base"], date(2021, 2, 17), due + timedelta(case["days"]),
        penalty_daily_rate=case["daily"], periods=1, fee_per_period="0",
    )  # fmt: skip
    assert ledger.position(ledger.until).penalty == Decimal(published("WE-01"))
    assert ledger.position(ledger.until).days_past_due == case["days"]


def test_we_03() -> None:
    """A Baitiao order in three instalments: the penalty runs on all principal and all unpaid fees."""
    case = inputs("WE-03")
    parts = case["base_parts"]
    ledger = instalment_debt(
        "baitiao_order", parts["principal"], date(2021, 2, 17), date(2021, 3, 17) + timedelta(case["days"]),
        penalty_daily_rate=case["daily"], periods=parts["periods"], fee_per_period=parts["fee_rate"],
    )  # fmt: skip
    position = ledger.position(ledger.until)
    assert position.penalty == Decimal(published("WE-03"))
    (step,) = position.explain("penalty")
    assert step.base == Decimal(case["base"]) and step.unrounded == Decimal(EXAMPLES["WE-03"]["computed"])


@pytest.mark.parametrize("rounding", ["half_up", "down"])
def test_either_rounding_gives_we_03(rounding: str) -> None:
    case = inputs("WE-03")
    ledger = instalment_debt(
        "baitiao_order", "1000", date(2021, 2, 17), date(2021, 3, 22), periods=3, fee_per_period="0.005",
        penalty_daily_rate=case["daily"], rounding=rounding,
    )  # fmt: skip
    assert ledger.position(ledger.until).penalty == Decimal("3.55")


def test_we_05() -> None:
    """Jintiao: the penalty on all principal takes the place of normal interest from the due day on."""
    case = inputs("WE-05")
    start, end = date.fromisoformat(case["start"]), date.fromisoformat(case["end"])
    ledger = instalment_debt(
        "jintiao", case["base"], date(2017, 11, 30), end, periods=1, penalty_daily_rate=case["daily"]
    )
    at_due, after = ledger.position(start), ledger.position(end)
    assert after.penalty == Decimal(published("WE-05"))
    assert after.interest == at_due.interest > 0


def test_we_06() -> None:
    case = inputs("WE-06")
    plan = schedule(
        case["principal"], periods=case["periods"], method="flat_fee", fee_per_period=case["fee_per_period"]
    )
    first, *_, last = plan.instalments
    assert [first.fee, first.payment] == [Decimal(text) for text in published("WE-06")]
    assert last.payment == Decimal("338.34")
    assert plan.principal == sum(line.principal for line in plan.instalments)


def test_we_10() -> None:
    """Whole-balance interest, both readings of the last day: 17.40 and 17.85 have been published."""
    post, pay, statement = date(2024, 3, 30), date(2024, 4, 23), date(2024, 5, 5)
    for days, expected in (("half_open", published("WE-10")), ("inclusive", "17.85")):
        interest = card_interest(
            postings=[(post, "1000")],
            payments=[(pay, "100")],
            statement=statement,
            daily_rate="0.0005",
            days=days,
        )
        assert interest.amount == Decimal(expected)
        ledger = card_debt(post, "1000", pay, "100", statement, days=days)
        assert ledger.position(statement).interest == Decimal(expected)
        assert ledger.bills[-1].interest == Decimal(expected)


def test_we_14() -> None:
    """Here the statement day counts."""
    post, pay, statement = date(2025, 1, 5), date(2025, 1, 27), date(2025, 2, 7)
    interest = card_interest(
        postings=[(post, "10000")],
        payments=[(pay, "8000")],
        statement=statement,
        daily_rate="0.0005",
        days="inclusive",
    )
    assert interest.amount == Decimal(published("WE-14"))
    assert [step.days for step in interest.steps] == [22, 12]
    ledger = card_debt(post, "10000", pay, "8000", statement, days="inclusive")
    assert ledger.position(statement).interest == Decimal(published("WE-14"))
    half_open = card_interest(
        postings=[(post, "10000")], payments=[(pay, "8000")], statement=statement, daily_rate="0.0005"
    )
    assert half_open.amount == Decimal("121.00")


def test_we_18() -> None:
    """The default fee, alone and as a card charges it."""
    case = inputs("WE-18")
    assert default_fee(**case) == Decimal(published("WE-18"))
    terms = RevolvingTerms(
        **(products["card"].defaults() | {"default_fee_rate": case["rate"], "default_fee_floor": "0"})
    )
    ledger = open_ledger(terms, [Drawing(date(2025, 1, 2), "10000")], until=date(2025, 4, 1))
    due, bill = ledger.bills[0].due, ledger.bills[0]
    assert bill.minimum == Decimal(case["minimum"])
    paid = open_ledger(
        terms, [Drawing(date(2025, 1, 2), "10000")], [Payment(due, case["paid"])], until=date(2025, 4, 1)
    )
    assert paid.position(due + timedelta(1 + terms.grace_days)).fees == Decimal(published("WE-18"))


def test_we_21() -> None:
    """A penalty that is right only when cut to the fen; rounded half up it would be a fen more."""
    case = inputs("WE-21")
    rate = penalty_rate(case["annual"], multiple=case["multiplier"])
    for rounding, expected in (("down", published("WE-21")), ("half_up", "0.44")):
        charge = accrue(
            case["base"],
            rate=rate,
            per="year",
            year_days=case["year"],
            day_count=case["days"],
            rounding=rounding,
        )
        assert charge.amount == Decimal(expected)
        assert charge.unrounded == Decimal(EXAMPLES["WE-21"]["computed"])
        ledger = instalment_debt(
            "bank_loan", case["base"], date(2025, 1, 1), date(2025, 2, 2), periods=1,
            annual_rate=case["annual"], penalty_multiple=case["multiplier"], year_days=case["year"],
            rounding=rounding, compound="none", compound_every="never",
        )  # fmt: skip
        assert ledger.position(ledger.until).penalty == Decimal(expected)


def test_we_23() -> None:
    """A bank loan's penalty over 150 days on a 360-day year, as a court awarded it."""
    case = inputs("WE-23")
    start, end = date.fromisoformat(case["start"]), date.fromisoformat(case["end"])
    rate = penalty_rate(case["annual"], multiple=case["multiplier"])
    for year_days, days, expected in (
        (360, "half_open", "2475.00"),
        (365, "half_open", "2441.10"),
        (360, "inclusive", "2491.50"),
    ):
        charge = accrue(
            case["base"], rate=rate, start=start, end=end, per="year", year_days=year_days, days=days
        )
        assert charge.amount == Decimal(expected)
    ledger = instalment_debt(
        "bank_loan", case["base"], date(2024, 1, 9), end, method="bullet", periods=1,
        annual_rate=case["annual"], penalty_multiple=case["multiplier"], year_days=case["year"],
        days="half_open",
    )  # fmt: skip
    position = ledger.position(end)
    assert position.days_past_due == case["days"]
    assert position.penalty == Decimal(published("WE-23"))


def test_we_25() -> None:
    """What 24 % a year allows on a card debt, as a court cut the claim."""
    case, printed = inputs("WE-25"), published("WE-25")
    start, end = date.fromisoformat(case["start"]), date.fromisoformat(case["end"])
    charge = accrue(
        case["base"], rate=case["annual"], start=start, end=end, per="year", year_days=case["year"]
    )
    assert charge.days == case["days"]
    assert charge.amount == Decimal(printed["interest"])
    assert Decimal(case["base"]) + charge.amount == Decimal(printed["total"]) < Decimal(printed["claim"])


def test_we_27() -> None:
    case = inputs("WE-27")
    assert penalty_rate(case["annual"], uplift=case["uplift"]) == Decimal(published("WE-27"))
    assert penalty_rate(case["annual"], multiple="1.3") == Decimal(published("WE-27"))


def test_we_31() -> None:
    case = inputs("WE-31")
    rate = penalty_rate(case["annual"], multiple=case["multiplier"])
    charge = accrue(case["base"], rate=rate, per="year", year_days=case["year"], day_count=case["days"])
    assert charge.amount == Decimal(EXAMPLES["WE-31"]["computed"])


def test_we_32() -> None:
    """A monthly fee of 0.6 % is a yearly rate of 13.03 %, not of 7.2 %."""
    case = inputs("WE-32")
    plan = schedule(
        case["principal"],
        periods=case["periods"],
        method="flat_fee",
        fee_per_period=str(case["fee_per_period"]),
    )
    assert round_to(str(annual_rate(plan.flows()).nominal), "0.0001") == Decimal(published("WE-32"))


def test_we_33() -> None:
    rate = annual_rate(inputs("WE-33")["flows"])
    printed = published("WE-33")
    assert f"{rate.per_period:.6f}" == printed["monthly"]
    assert f"{rate.effective:.6f}" == printed["ear"]


def test_we_37() -> None:
    case, printed = inputs("WE-37"), published("WE-37")
    rate = annual_rate([-case["principal"], *[case["payment"]] * case["n"]])
    assert f"{rate.nominal:.8f}" == printed["apr"]
    assert case["payment"] * case["n"] == int(printed["total"])
    assert case["payment"] * case["n"] - case["principal"] == 49_652 == int(printed["interest"])


def test_we_41() -> None:
    assert annual_rate(inputs("WE-41")["flows"]).per_period == pytest.approx(
        float(published("WE-41")), abs=1e-12
    )


def test_we_43() -> None:
    """Totals from the rounded payment, as published; and from the unrounded one."""
    case, printed = inputs("WE-43"), published("WE-43")
    plan = schedule(case["principal"], annual_rate=str(case["annual"]), periods=case["n"])
    first = plan.instalments[0]
    assert first.payment == Decimal(printed["payment"])
    assert first.interest == Decimal(printed["first_interest"])
    assert first.principal == Decimal(printed["first_principal"])
    assert plan.quoted_total() == Decimal(printed["total"])
    assert plan.quoted_total() - plan.principal == Decimal(printed["interest"])
    assert plan.quoted_total("unrounded") == Decimal("111858.81")
    assert abs(plan.total_payment - plan.quoted_total()) < Decimal("0.30")  # the last instalment takes it up


def test_we_46() -> None:
    """The page prints whole yuan; its last month is a rough figure and not used."""
    case, printed = inputs("WE-46"), published("WE-46")
    plan = schedule(
        case["principal"], annual_rate=str(case["annual"]), periods=case["n"], method="equal_principal"
    )
    assert [round_to(line.payment, "1") for line in plan.instalments[:2]] == [
        Decimal(printed["first"]),
        Decimal(printed["second"]),
    ]
    assert plan.instalments[-1].payment == Decimal("100833.33")


def test_we_48() -> None:
    """The page's months 11 and 12 are wrong and not used."""
    case, printed = inputs("WE-48"), published("WE-48")
    plan = schedule(
        case["principal"], annual_rate=str(case["annual"]), periods=case["n"], method="equal_principal"
    )
    assert [line.interest for line in plan.instalments[:3]] == [
        Decimal(text) for text in printed["interest_1_3"]
    ]
    assert plan.total_interest == Decimal(printed["total_interest"])
    assert [line.interest for line in plan.instalments[-2:]] == [Decimal("100.00"), Decimal("50.00")]


def test_we_49() -> None:
    case = inputs("WE-49")
    plan = schedule(case["principal"], annual_rate=str(case["annual"]), periods=case["n"])
    # a hundred million times as much shows ten places of what is rounded to the fen
    much = schedule(case["principal"] * 10**8, annual_rate=str(case["annual"]), periods=case["n"])
    assert float(much.instalments[0].payment) / 10**8 == pytest.approx(float(published("WE-49")), abs=1e-9)
    assert plan.instalments[0].payment == Decimal("1854.02")


def test_we_52() -> None:
    """The fee given for all periods together."""
    case = inputs("WE-52")
    plan = schedule(
        case["principal"], periods=case["periods"], method="flat_fee", total_fee_rate=case["total_fee_rate"]
    )
    assert [plan.instalments[0].fee, plan.instalments[0].payment] == [
        Decimal(text) for text in published("WE-52")
    ]
