"""The made-up exports in `statements/`: what `expected.toml` says of each row is what is read."""

from __future__ import annotations

import csv
import io
import random
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from duecourse.case import Case, Debt, Drawing, Payment, Statement, StatementRow, read_statement
from duecourse.locale import Text, in_language

FOLDER = Path(__file__).parent / "statements"
FILES: dict[str, Any] = {
    one["name"]: one for one in tomllib.loads((FOLDER / "expected.toml").read_text("utf-8"))["files"]
}
FILES |= {name: FILES["wechat.csv"] for name in ("wechat_2025.xlsx", "wechat_2026_numeric.xlsx")}


def debt(id: str, product: str, label: str, *payments: Payment) -> Debt:
    drawing = Drawing(date(2026, 1, 1), 9000)
    return Debt(id, product, (drawing,), labels=Text.same(label), payments=payments)


CASE = Case(
    debts=(
        debt("huabei", "baitiao_bill", "花呗"),
        debt("jiebei", "jintiao", "借呗"),
        debt("weilidai", "bank_loan", "微粒贷"),
        debt("baitiao", "baitiao_bill", "白条"),
        debt("jintiao", "jintiao", "金条"),
        debt("card", "card", "某某银行信用卡"),
    ),
    fixed_as_of=date(2026, 11, 24),
)
IDS = {one.label: one.id for one in CASE.debts} | {"": None}
BEGUN = "jintiao"


def expected(name: str) -> list[tuple[Any, ...]]:
    file = FILES[name]
    own = BEGUN if file["kind"].startswith("lender") else None
    return [
        (row["date"], Decimal(row["amount"]), row["meaning"], IDS[row["debt"]] or own, "or" in row)
        for row in file["rows"]
    ]


def fact(row: StatementRow) -> tuple[Any, ...]:
    return row.on, row.amount, row.meaning, row.debt


@pytest.mark.parametrize("name", FILES)
def test_each_row_means_what_it_means(name: str) -> None:
    found = read_statement(FOLDER / name, CASE, debt=BEGUN)
    seen = [fact(row) for row in found.rows]
    assert seen == [row[:4] for row in expected(name) if row[:4] in seen or not row[4]]
    assert len(seen) + len(found.refused) == len(expected(name)), "no row is lost from sight"
    assert all(row.amount == row.amount.quantize(Decimal("0.01")) for row in found.rows)


@pytest.mark.parametrize("name", FILES)
def test_ticked_is_a_repayment_of_the_debt_it_speaks_of_and_nothing_else(name: str) -> None:
    for row in read_statement(FOLDER / name, CASE, debt=BEGUN).rows:
        assert row.ticked is (row.meaning == "repayment" and row.debt is not None), row


@pytest.mark.parametrize("name", FILES)
def test_a_debt_the_case_has_not_got_is_none_of_its_debts(name: str) -> None:
    lonely = Case(debts=(debt("loan", "bank_loan", "装修"),), fixed_as_of=CASE.fixed_as_of)
    found = read_statement(FOLDER / name, lonely)
    assert {(row.debt, row.ticked) for row in found.rows} <= {(None, False)}
    seen = [fact(row)[:3] for row in found.rows]
    assert seen == [row[:3] for row in expected(name) if row[:3] in seen or not row[4]]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_row_says_why_in_the_learner_s_language(name: str, language: str) -> None:
    with in_language(language):
        found = read_statement(FOLDER / name, CASE, debt=BEGUN)
        for row in found.rows:
            assert row.why and (language == "zh") is row.why.endswith(("。", "？"))
        for refused in found.refused:
            assert refused.reason and refused.remedy and refused.text


def text_of(name: str) -> str:
    raw = (FOLDER / name).read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


TEXTS = sorted(name for name in FILES if not name.endswith(".xlsx"))


def same(found: Statement, other: Statement) -> bool:
    """Whether two readings say the same of the same rows, in whatever order."""
    return sorted(map(fact, found.rows), key=str) == sorted(map(fact, other.rows), key=str)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", TEXTS)
def test_the_encoding_makes_no_difference(name: str, encoding: str) -> None:
    found = read_statement(text_of(name).encode(encoding), CASE, debt=BEGUN)
    assert same(found, read_statement(FOLDER / name, CASE, debt=BEGUN))


TABLES = sorted({*TEXTS} - {"fullwidth.csv", "unquoted_thousands.csv"})


def table_of(name: str) -> list[list[str]]:
    separator = "\t" if name.endswith(".tsv") else ","
    return [
        [cell.strip() for cell in row] for row in csv.reader(io.StringIO(text_of(name)), delimiter=separator)
    ]


def written(rows: list[list[str]], separator: str) -> bytes:
    target = io.StringIO()
    csv.writer(target, delimiter=separator).writerows(rows)
    return target.getvalue().encode()


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
@pytest.mark.parametrize("name", TABLES)
def test_neither_do_the_separator_and_the_order_of_columns_and_rows(name: str, separator: str) -> None:
    here = read_statement(FOLDER / name, CASE, debt=BEGUN)
    rows = table_of(name)
    first = here.rows[0].number - 1
    width = len(rows[first - 1])
    order = list(range(width))
    random.Random(name).shuffle(order)
    below = [row + [""] * (width - len(row)) for row in rows[first - 1 :]]
    shuffled = [[row[column] for column in order] for row in below]
    turned = [*rows[: first - 1], shuffled[0], *reversed(shuffled[1:])]
    assert same(read_statement(written(turned, separator), CASE, debt=BEGUN), here)


def test_what_the_case_has_already_is_said_and_not_ticked() -> None:
    paid = (Payment(date(2026, 9, 8), "1077.49"), Payment(date(2026, 10, 21), "300"))
    case = Case(debts=(debt("jintiao", "jintiao", "金条", *paid),), fixed_as_of=date(2026, 11, 24))
    rows = {
        row.on.isoformat(): row for row in read_statement(FOLDER / "lender_status.csv", case, "jintiao").rows
    }
    assert rows["2026-08-08"].ticked
    assert not rows["2026-09-08"].ticked and "already" in rows["2026-09-08"].why
    assert not rows["2026-10-20"].ticked and "21 Oct 2026" in rows["2026-10-20"].why, "a day on its way"


LIST = (
    "还款日期,还款金额\n2025-12-31,5\n2026-02-01,6\n2026-02-01,6\n2026-11-25,7\n2026-03-01,8\n2026-03-02,8\n"
)


def test_rows_before_the_debt_days_to_come_and_rows_twice_are_said_and_not_ticked() -> None:
    rows = read_statement(LIST.encode(), CASE, debt="jintiao").rows
    assert [row.ticked for row in rows] == [False, True, False, False, True, True]
    assert "before the debt began" in rows[0].why
    assert "twice" in rows[2].why and "still to come" in rows[3].why


def test_an_entry_of_the_case_stands_for_one_row_that_of_its_own_day_first() -> None:
    case = Case(
        debts=(debt("jintiao", "jintiao", "金条", Payment(date(2026, 3, 2), "8")),),
        fixed_as_of=date(2026, 11, 24),
    )
    rows = read_statement(LIST.encode(), case, debt="jintiao").rows
    assert [row.ticked for row in rows[-2:]] == [True, False]


def test_a_debt_that_is_not_in_the_case_cannot_be_read_for() -> None:
    with pytest.raises(KeyError):
        read_statement(LIST.encode(), CASE, debt="nobody")
