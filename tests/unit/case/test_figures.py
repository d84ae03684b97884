"""The sheet of figures of a case on a day: what two pages say of the same thing comes from there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from duecourse.calc import Rescheduling, outcome, payoff
from duecourse.case import Agreement, Case, Payment, load_case, load_example, parse_case
from duecourse.case.journal import Journal, household_of
from duecourse.case.writing import case_text
from duecourse.export.schedule import payments
from duecourse.lessons.lesson import Lesson
from unit.cases import with_debt

AGREED_ON = date(2026, 11, 24)
LATER = date(2027, 2, 25)
NOT_LATE_YET = load_case(Path(__file__).parents[2] / "households" / "not_late_yet.toml")


@pytest.fixture
def courier() -> Case:
    return load_example("courier")


@pytest.fixture
def agreement(courier: Case) -> Agreement:
    """Twelve payments for the courier's Jintiao, agreed on the day of the example."""
    debt = courier.debt("jintiao")
    owed = payoff(debt.terms, debt.drawings, debt.events, on=AGREED_ON)
    return Agreement("jintiao", AGREED_ON, {}, payments(outcome(owed, Rescheduling(12))))


def paid(case: Case, agreement: Agreement, count: int) -> Case:
    """The case with the first payments of the agreement made on their days."""
    debt = case.debt(agreement.debt)
    made = tuple(Payment(one.due, one.amount) for one in agreement.payments[:count])
    return with_debt(case, replace(debt, payments=(*debt.payments, *made)))


def test_an_agreement_that_is_kept_is_the_debt(courier: Case, agreement: Agreement) -> None:
    case = paid(courier, agreement, 3).with_agreements({"jintiao": agreement})
    sheet = case.figures(LATER)["jintiao"]
    assert sheet.owed == Decimal("5018.47")
    assert (sheet.due, sheet.late_since, sheet.days_past_due) == (Decimal("0.00"), None, 0)
    assert sheet.agreed == agreement
    assert sheet.regular_payment == Decimal("557.61")


def test_an_agreement_that_is_not_kept_is_late_from_its_first_missed_payment(
    courier: Case, agreement: Agreement
) -> None:
    sheet = courier.with_agreements({"jintiao": agreement}).figures(LATER)["jintiao"]
    assert (sheet.overdue, sheet.late_since) == (Decimal("1672.83"), date(2026, 12, 24))


def test_before_the_day_of_the_agreement_the_contract_holds(courier: Case, agreement: Agreement) -> None:
    agreed, eve = courier.with_agreements({"jintiao": agreement}), AGREED_ON - timedelta(1)
    assert agreed.figures(eve)["jintiao"].owed == courier.figures(eve)["jintiao"].owed
    assert agreed.figures(eve)["jintiao"].agreed is None
    assert agreed.debt("jintiao").contract == courier.debt("jintiao")


def test_without_its_agreements_a_case_is_as_it_was(courier: Case, agreement: Agreement) -> None:
    agreed = courier.with_agreements({"jintiao": agreement})
    assert dict(agreed.agreed) == {"jintiao": agreement}
    assert agreed.with_agreements({}) == courier


def test_what_is_promised_is_what_the_leanest_month_of_the_year_leaves() -> None:
    """The wage falls from 6,800 to 4,100 in December: 3,120 is left today, and 120 can be promised."""
    sheet = NOT_LATE_YET.figures()
    assert (sheet.left, sheet.left_in_bad_month) == (Decimal("3120.00"), Decimal("2720.00"))
    assert (sheet.least_left, sheet.least_left_in_bad_month) == (Decimal("420.00"), Decimal("120.00"))
    assert (sheet.tightest.start, sheet.tightest.end) == (date(2026, 12, 1), date(2027, 3, 31))
    assert {id: str(share) for id, share in sheet.shares.items()} == {
        "bank-loan": "84.10",
        "card": "15.98",
        "jintiao": "19.92",
    }
    assert sum(sheet.shares_of_normal_month.values()) == 420


def test_the_end_of_the_month_is_the_next_day_that_matters(courier: Case) -> None:
    """On 30 November the courier's Baitiao would get its first figure, and the loan's 1 become a 2."""
    for on in (date(2026, 11, 24), date(2026, 11, 30)):
        found = courier.figures(on).next_line
        assert found is not None and (found.debt.id, found.on) == ("baitiao", date(2026, 11, 30))
        assert (found.line.kind, found.line.id, found.line.amount) == ("month_end", "1", Decimal("422.30"))
    loan = courier.figures()["jintiao"].lines[0]
    assert (loan.on, loan.before, loan.id) == (date(2026, 11, 30), "1", "2")
    assert (loan.amount, loan.keeps) == (Decimal("1995.62"), Decimal("977.41"))


def test_nobody_is_promised_more_than_is_owed(courier: Case) -> None:
    small = replace(courier.debts[1], drawings=courier.debts[1].drawings[:1], payments=())
    rich = replace(courier, budget_lines=courier.budget_lines[:1], debts=(small,)).figures()
    assert rich.share("baitiao") == rich["baitiao"].owed < rich.left


def test_what_is_agreed_is_paid_first_and_the_rest_is_for_the_others(
    courier: Case, agreement: Agreement
) -> None:
    """Of 1,800 in a normal month 557.61 are agreed; the other lender can be promised the other 1,242.39."""
    sheet = courier.with_agreements({"jintiao": agreement}).figures()
    assert sheet.to_promise(bad_month=False) == Decimal("1242.39")
    assert sheet.share("baitiao", bad_month=False) == Decimal("1242.39")
    assert sheet.share("jintiao", bad_month=False) == sheet.share("jintiao") == Decimal("557.61")
    assert (sheet.left, sheet.share("baitiao")) == (Decimal("1800.00"), Decimal("0.00"))


def test_what_is_saved_of_a_case_are_its_contracts(courier: Case, agreement: Agreement) -> None:
    agreed = courier.with_agreements({"jintiao": agreement})
    assert parse_case(case_text(agreed)).debts == courier.debts


def test_an_agreement_for_an_account_is_a_debt_in_instalments(courier: Case) -> None:
    debt = courier.debt("baitiao")
    owed = payoff(debt.terms, debt.drawings, debt.events, on=AGREED_ON)
    plan = payments(outcome(owed, Rescheduling(6)))
    sheet = courier.with_agreements({"baitiao": Agreement("baitiao", AGREED_ON, {}, plan)}).figures()[
        "baitiao"
    ]
    assert not sheet.debt.is_revolving and sheet.debt.contract.is_revolving
    assert sheet.owed == sum(one.amount for one in plan)


def test_an_agreement_without_payments_or_for_another_debt_changes_nothing(courier: Case) -> None:
    for other in (Agreement("jintiao", AGREED_ON), Agreement("nobody", AGREED_ON)):
        assert courier.with_agreements({other.debt: other}) is courier


def test_a_lesson_s_case_carries_the_agreements_of_the_journal(
    courier: Case, agreement: Agreement, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DUECOURSE_MY", str(tmp_path))
    lesson = Lesson("how_to_prepare")
    lesson.journal = Journal()
    lesson.use_case(courier)
    assert not lesson.case.agreed
    kept = lesson.journal.agree(household_of(courier), agreement)
    assert dict(lesson.case.agreed) == {"jintiao": kept}
    assert lesson.case is lesson.case
    lesson.journal.agree(household_of(courier), replace(kept, ended_on=LATER))
    assert lesson.case.debts == courier.debts


def test_the_sheet_of_a_day_is_kept(courier: Case) -> None:
    assert courier.figures(LATER) is courier.figures(LATER)
    assert courier.figures() is courier.figures(courier.as_of)
