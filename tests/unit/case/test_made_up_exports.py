"""Made-up exports of many kinds: what `exports.toml` says that each row must mean is what is read."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from duecourse.case import Case, Debt, Drawing, Statement, StatementRow, Words, read_statement
from duecourse.locale import in_language

FILES: dict[str, Any] = {
    one["name"]: one
    for one in tomllib.loads((Path(__file__).parent / "exports.toml").read_text("utf-8"))["files"]
}


def debt(id: str, product: str, label: str, lender: str = "") -> Debt:
    drawing = Drawing(date(2026, 1, 1), 9000)
    return Debt(id, product, (drawing,), labels=Words.same(label), lender=Words.same(lender))


CASE = Case(
    debts=(
        debt("huabei", "baitiao_bill", "花呗"),
        debt("jiebei", "jintiao", "借呗"),
        debt("weilidai", "bank_loan", "微粒贷"),
        debt("baitiao", "baitiao_bill", "京东白条"),
        debt("jintiao", "jintiao", "金条"),
        debt("card", "card", "招商银行信用卡", "招商银行"),
        debt("kuaidai", "bank_loan", "建行快贷", "中国建设银行"),
    ),
    fixed_as_of=date(2026, 11, 24),
)


def read(name: str) -> Statement:
    file = FILES[name]
    raw = file["text"].encode(file.get("encoding", "utf-8"))
    return read_statement(raw, CASE, debt=file.get("begun"))


def line(row: StatementRow) -> str:
    ticked = " *" if row.ticked else ""
    return f"{row.on:%m-%d} {row.amount} {row.meaning} {row.debt or '-'}{ticked}"


@pytest.mark.parametrize("name", FILES)
def test_each_row_means_what_it_means(name: str) -> None:
    found, file = read(name), FILES[name]
    assert [line(row) for row in found.rows] == [" ".join(row.split()) for row in file["rows"]]
    assert [row.number for row in found.refused] == file.get("refused", [])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", FILES)
def test_every_row_says_why(name: str, language: str) -> None:
    with in_language(language):
        found = read(name)
        assert all(row.why for row in found.rows)
        assert all(row.reason and row.remedy and row.text for row in found.refused)
