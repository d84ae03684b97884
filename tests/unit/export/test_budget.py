"""The budget on one page: the sums are the library's, in normal and in bad months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from duecourse.export import budget_summary
from duecourse.export.budget import lines_on
from duecourse.locale import money, say
from unit.export.households import CASES, NOT_LATE_YET
from unit.export.reading import Page, every_text, sheets, word_tables


@pytest.mark.parametrize("name", CASES)
def test_the_sums_are_the_librarys(name: str, language: str) -> None:
    case = CASES[name]
    normal, bad = case.budget(), case.budget(bad_month=True)
    sums = {
        "sum_income": (normal.income, bad.income),
        "sum_essential": (normal.essentials, bad.essentials),
        "sum_other": (normal.other, bad.other),
        "left_at_most": (normal.left_at_most, bad.left_at_most),
        "left": (normal.left, bad.left),
    }
    made = budget_summary(case)
    rows = {row[0]: row for row in sheets(made.content("xlsx"))[say("export.month")]}
    for key, amounts in sums.items():
        found = tuple(
            Decimal(str(cell)).quantize(Decimal("0.01")) for cell in rows[say(f"export.{key}")][1:3]
        )
        assert found == amounts
    for table in (word_tables(made.content("docx"))[0], Page(made.content("html")).tables[0]):
        lines = {row[0]: row[1:] for row in table}
        for key, amounts in sums.items():
            assert lines[say(f"export.{key}")] == [money(amount) for amount in amounts]


@pytest.mark.parametrize("name", CASES)
def test_every_line_that_holds_and_no_other(name: str) -> None:
    case = CASES[name]
    later = date(2027, 6, 1)
    for on in (case.as_of, later):
        made = budget_summary(case, on)
        text = every_text(made.content("docx"), "docx")
        named = [row[0].partition(" (until")[0] for row in word_tables(made.content("docx"))[0]]
        held = lines_on(case, on)
        for line in case.budget_lines:
            assert (line.label in named) == (line in held)
        assert ("are left out" in text) == (len(held) < len(case.budget_lines))
        amounts = [(line.amount if line.kind == "income" else -line.amount) for line in held]
        assert sum(amounts, Decimal("0.00")) == case.budget(on=on).left


def test_hardship_savings_and_debts_stand_below(language: str) -> None:
    case = CASES["courier"]
    text = every_text(budget_summary(case).content("html"), "html")
    assert case.hardship.label in text and str(case.hardship.note) in text
    assert money(case.savings) in text and money(case.total_owed()) in text


def test_without_hardship_and_savings_nothing_is_said_of_them() -> None:
    case = replace(CASES["courier"], hardship=type(CASES["courier"].hardship)(), savings=Decimal(0), debts=())
    text = every_text(budget_summary(case).content("html"), "html")
    assert "hard" not in text and "Savings" not in text and "No debt has been entered." in text


def test_months_that_are_known_to_change_stand_below_each_other() -> None:
    made = budget_summary(NOT_LATE_YET)
    (table,) = (found for found in word_tables(made.content("docx")) if found[0][0] == "When")
    assert [row[:3] for row in table[1:]] == [
        ["until 30 Nov 2026", "¥3,120.00", "¥2,720.00"],
        ["from 1 Dec 2026 to 31 Mar 2027", "¥420.00", "¥120.00"],
        ["from 1 Apr 2027 on", "¥3,120.00", "¥2,720.00"],
    ]
    assert all(found[0][0] != "When" for found in word_tables(budget_summary(CASES["clerk"]).content("docx")))
