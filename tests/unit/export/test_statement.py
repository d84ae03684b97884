"""The statement: every figure is the ledger's, in every format, for every household, in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from duecourse.calc import COMPONENTS
from duecourse.case import Case
from duecourse.export import statement
from duecourse.export.document import component
from duecourse.locale import day, money, say
from unit.export.households import CASES, DEBTS
from unit.export.reading import Page, every_text, sheets, word_tables

TABLES = {"docx": word_tables, "html": lambda content: Page(content).tables}


@pytest.mark.parametrize("format", ["docx", "html"])
@pytest.mark.parametrize("name", CASES)
def test_what_is_owed_is_the_ledgers(name: str, format: str, language: str) -> None:
    case = CASES[name]
    tables = TABLES[format](statement(case).content(format))
    overview = tables[0]
    for debt, row in zip(case.debts, overview[1:], strict=False):
        p = debt.position(case.as_of)
        expected = [money(p.total), money(p.due), f"{p.days_past_due:,}", money(p.one_more_day)]
        assert row[2:] == expected
    if len(case.debts) > 1:
        sums = [money(case.total_owed()), money(case.total_due()), "", money(case.one_more_day())]
        assert overview[-1][2:] == sums
    parts = [table for table in tables if table[0] == [say("export.part"), say("export.amount")]]
    for debt, table in zip(case.debts, parts, strict=True):
        p = debt.position(case.as_of)
        assert table[1:-1] == [[component(part), money(p[part])] for part in COMPONENTS]
        assert table[-1][1] == money(p.total)


@pytest.mark.parametrize(("name", "id"), DEBTS)
def test_the_steps_in_excel_add_up_to_what_is_owed(name: str, id: str, language: str) -> None:
    case = CASES[name]
    debt = case.debt(id)
    position = debt.position(case.as_of)
    book = sheets(statement(case).content("xlsx"))
    number = case.debts.index(debt) + 1
    rows = book[say("export.sheet_of_debt", number=number, title=say("export.steps"))]
    amounts = [Decimal(str(row[2])) for row in rows if isinstance(row[2], float)]
    assert sum(amounts[:-1]) == amounts[-1] == position.total
    assert len(amounts) == len(position.explain()) + 1
    for part in COMPONENTS:
        own = [Decimal(str(row[2])) for row in rows if row[0] == component(part)]
        assert sum(own, Decimal(0)) == position[part]


@pytest.mark.parametrize(("name", "id"), DEBTS)
def test_payments_and_what_each_paid_off(name: str, id: str) -> None:
    case = CASES[name]
    debt = case.debt(id)
    ledger = debt.ledger(case.as_of)
    rows = list(sheets(statement(case).content("xlsx")).values())[1 + 3 * case.debts.index(debt)]
    paid = [row for row in rows if isinstance(row[0], date)]
    assert [(row[0], Decimal(str(row[1]))) for row in paid] == [
        (payment.on, payment.amount) for payment in sorted(debt.payments, key=lambda payment: payment.on)
    ]
    for row in paid:
        for amount in ledger.payment_split(row[0]).values():
            assert money(amount) in row[2]
    total = next(row for row in rows if str(row[0]).endswith(("payments", "payment")))
    assert Decimal(str(total[1])) == ledger.paid(case.as_of)


@pytest.mark.parametrize(("name", "id"), DEBTS)
def test_every_term_with_its_source(name: str, id: str, language: str) -> None:
    debt = CASES[name].debt(id)
    text = every_text(statement(CASES[name]).content("docx"), "docx")
    used = [term for term in debt.terms_used() if term.value is not None]
    for term in used:
        assert term.label in text and term.shown in text
    for cited in {term.cite() for term in used}:
        assert f"] {cited}" in text


def test_how_late_and_since_when(language: str) -> None:
    case = CASES["courier"]
    text = every_text(statement(case).content("html"), "html")
    p = case.debts[0].position(case.as_of)
    assert p.late_since is not None
    assert day(p.late_since) in text and money(p.one_more_day) in text
    assert ("47 days late" if language == "en" else "已逾期47天") in text
    text = every_text(statement(CASES["clerk"]).content("html"), "html")
    assert ("Nothing is late." if language == "en" else "没有逾期") in text


def test_another_day_gives_that_days_figures() -> None:
    case = CASES["courier"]
    on = date(2026, 10, 15)
    made = statement(case, on)
    text = every_text(made.content("docx"), "docx")
    assert money(case.total_owed(on)) in text and "15 Oct 2026" in text
    assert money(case.total_owed()) not in text
    assert "20 Oct 2026" not in text  # a payment that was not made yet
    assert made.document.on == on


def test_a_household_without_debts() -> None:
    made = statement(Case(fixed_as_of=date(2026, 11, 24)))
    assert "No debt has been entered." in every_text(made.content("docx"), "docx")
    assert list(sheets(made.content("xlsx"))) == ["All debts at a glance"]


def test_it_says_what_it_is_not() -> None:
    text = every_text(statement(CASES["courier"]).content("docx"), "docx")
    assert "not legal advice" in text and "Your contract decides" in text
