"""The bills of the example households: the mistakes planted in them are found, the right ones agreed."""

from __future__ import annotations

from duecourse.calc import BillCheck, check_bill
from duecourse.case import load_case
from duecourse.paths import DATA
from unit.calc.debts import y


def checked(name: str, debt_id: str) -> BillCheck:
    debt = load_case(DATA / "cases" / f"{name}.toml").debt(debt_id)
    return check_bill(debt.terms, debt.drawings, debt.events, debt.bills[-1])


def ids(found: BillCheck, line: str) -> list[str]:
    return [reason.id for reason in found.line(line).reasons]


def test_the_courier_s_bill_counts_a_day_too_many_and_asks_for_a_fee_without_a_basis() -> None:
    found = checked("courier", "jintiao")
    assert found.verdict == "explained" and found.difference == y("63.63")
    assert found.line("principal").verdict == "agreed"
    assert (found.line("penalty").difference, found.line("fees").difference) == (y("3.63"), y("60.00"))
    assert ids(found, "penalty") == ["bill_day_counted"] and ids(found, "fees") == ["fee_without_basis"]
    assert [reason.id for reason in found.reasons] == ["bill_day_counted+fee_without_basis"]


def test_the_family_s_bill_asks_for_a_reminder_fee() -> None:
    found = checked("family", "furniture")
    assert [reason.id for reason in found.reasons] == ["fee_without_basis"]
    assert found.reasons[0].readings[0].amount == found.difference == y("45.00")
    assert {line.name for line in found.lines if line.verdict == "agreed"} == {"principal", "penalty"}


def test_the_bank_charges_normal_interest_beside_the_penalty() -> None:
    found = checked("laid_off", "bank-loan")
    assert [reason.id for reason in found.reasons] == ["interest_when_overdue"]
    assert found.reasons[0].readings[0].value == "runs_on"
    # the interest and, because it bears interest too, the interest on interest
    assert found.reasons[0].reproduces == ("interest", "compound", "total")
    assert found.difference == y("112.92")


def test_the_cards_bills_are_right() -> None:
    for name in ("clerk", "laid_off"):
        found = checked(name, "card")
        assert found.verdict == "agreed" and [line.name for line in found.lines] == ["total", "minimum"]
