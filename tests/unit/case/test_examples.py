"""The example households: what the lessons count on."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from datetime import date
from decimal import Decimal

import pytest

from duecourse.case import examples, load_example
from duecourse.locale import in_language
from duecourse.paths import DATA

AS_OF = date(2026, 11, 24)


def test_the_households() -> None:
    assert examples() == ("courier", "clerk", "family", "laid_off")


@pytest.mark.parametrize("name", examples())
def test_each_speaks_both_languages_and_looks_from_the_same_day(name: str) -> None:
    case = load_example(name)
    assert case.as_of == AS_OF and not case.own
    texts = [case.names, case.abouts, case.hardship.note, *(line.labels for line in case.budget_lines)]
    texts += [text for debt in case.debts for text in (debt.labels, debt.lender)]
    texts += [entry.note for debt in case.debts for entry in debt.payments + debt.drawings if entry.note]
    for words in texts:
        assert words.en.isascii() and not words.zh.isascii(), words
    with in_language("zh"):
        assert not case.name.isascii()


@pytest.mark.parametrize("name", examples())
def test_the_file_needs_no_reading_aid(name: str) -> None:
    """Standard TOML with amounts as text, so that any other program reads the same figures."""
    tree = tomllib.loads((DATA / "cases" / f"{name}.toml").read_text(encoding="utf-8"))
    assert all(isinstance(p["amount"], str) for debt in tree["debts"] for p in debt.get("payments", []))


def test_the_courier_is_47_days_late() -> None:
    case = load_example("courier")
    jintiao, baitiao = (case.debt(name).position(AS_OF) for name in ("jintiao", "baitiao"))
    assert (jintiao.days_past_due, jintiao.late_since) == (47, date(2026, 10, 8))
    assert (baitiao.days_past_due, baitiao.late_since) == (12, date(2026, 11, 12))
    assert case.budget().left > 0 > case.budget(bad_month=True).left


def test_the_courier_s_story_has_a_late_a_partial_and_punctual_payments() -> None:
    debt = load_example("courier").debt("jintiao")
    ledger = debt.ledger(AS_OF)
    assert ledger.position(date(2026, 7, 8)).due == 0
    assert ledger.position(date(2026, 8, 10)).days_past_due == 2
    assert ledger.position(date(2026, 8, 11)).due == 0
    assert set(ledger.payment_split(date(2026, 10, 20))) == {"interest", "penalty", "principal"}
    bill = debt.bills[0]  # one day of penalty too many, and a fee that is in no contract
    position = ledger.position(bill.on)
    lines = bill.by_component()
    assert lines["principal"] == position.principal
    assert lines["penalty"] == ledger.position(date(2026, 11, 24)).penalty + position.one_more_day
    assert lines["fees"] > position.fees == 0


def test_the_clerk_pays_minimums_and_hardly_owes_less() -> None:
    case = load_example("clerk")
    assert case.days_past_due() == 0
    card = case.debt("card").ledger(AS_OF)
    assert not any(bill.missed for bill in card.bills)
    assert all(bill.interest > 0 for bill in card.bills[1:])
    assert card.bills[-1].balance == case.debt("card").bills[0].total
    assert card.bills[-1].minimum == case.debt("card").bills[0].minimum
    assert card.bills[-1].due == date(2026, 11, 25)  # tomorrow
    baitiao = case.debt("baitiao").ledger(AS_OF)
    assert [bill.missed for bill in baitiao.bills] == [False, False, True, False, False]


def test_no_plan_closes_for_the_one_out_of_work() -> None:
    case = load_example("laid_off")
    assert case.budget().left_at_most < 0
    assert all(position.days_past_due > 90 for position in case.positions().values())
    called = case.debt("jintiao")
    assert called.accelerated and called.position(AS_OF).due == called.position(AS_OF).total


def test_the_family_is_late_with_one_debt_of_three() -> None:
    case = load_example("family")
    late = {name: position.days_past_due for name, position in case.positions().items()}
    assert late == {"furniture": 28, "card": 0, "bank-loan": 0}
    assert case.debt("bank-loan").guarantor
    assert case.budget(bad_month=True).left > 0


def test_figures_stay_within_what_is_known_of_households() -> None:
    """Wages below the average of private firms, Baitiao within the range the course uses."""
    for name in examples():
        case = load_example(name)
        for line in case.budget_lines:
            assert line.kind != "income" or line.amount < Decimal(6500), (name, line.label)
        for debt in case.debts:
            if debt.product_name.startswith("baitiao"):
                assert 1000 <= debt.position(AS_OF).total <= 20000


def test_opening_a_case_needs_no_frames() -> None:
    """Neither pandas nor openpyxl is imported before a frame or a file asks for it."""
    script = (
        "import sys; from duecourse.case import load_example; load_example().total_owed();"
        "print([name for name in ('pandas', 'numpy', 'openpyxl', 'plotly') if name in sys.modules])"
    )
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=variables
    )
    assert done.stdout.strip() == "[]"
