"""Any case a person may have, with any text a person may write, survives its file; any file is answered."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from duecourse.case import (
    Bill,
    BillLine,
    BudgetLine,
    Case,
    CaseError,
    Debt,
    Draft,
    Drawing,
    Hardship,
    ImportRefused,
    Payment,
    RateChange,
    Statement,
    Waiver,
    load_example,
    parse_case,
    read_statement,
)
from duecourse.case.fields import HARDSHIPS, TERMS, Field
from duecourse.case.writing import case_text
from duecourse.locale import Text
from duecourse.rules import LENDER_KINDS, products
from invariants.strategies import amount, share

STRANGE = st.sampled_from(
    [
        "“”",
        '"',
        "'''",
        '"' * 3,
        "\\",
        "\n",
        "\r\n",
        "\t",
        "\0",
        "\x1b[31m",
        "\u202e",
        "مرحبا",
        "🙂",
        "#",
        "=",
        "]]",
        "{en}",
        "\u2028",
    ]
)
TEXT = st.text(max_size=20) | st.lists(STRANGE | st.text(max_size=3), max_size=5).map("".join)
WORDS = st.builds(Text.same, TEXT) | st.builds(Text, TEXT, TEXT)
NAMED = WORDS.filter(lambda words: bool(words.en.strip()) and bool(words.zh.strip()))
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
COMPONENTS = st.sampled_from(["principal", "interest", "penalty", "compound", "fees"])
ID = TEXT.map(str.strip).filter(bool)


def figures(field: Field) -> st.SearchStrategy[object]:
    """What a term may be."""
    if field.kind == "choice":
        return st.sampled_from(field.choices)
    if field.kind == "amount":
        return amount("0", "50")
    if field.kind == "whole":
        return st.integers(field.least, min(field.most or 30, 30))
    if field.kind == "yes_no":
        return st.booleans()
    if field.kind == "order":
        return st.permutations(field.choices).map(tuple)
    return share("1" if field.name == "penalty_multiple" else "0", str(min(field.highest or 1, 3)), 6)


@st.composite
def debts(draw: st.DrawFn) -> Debt:
    """A debt with random terms, often contradictory ones: those are refused, never mangled."""
    product = draw(st.sampled_from(products.names()))
    kind = products[product].kind
    known = TERMS[kind]
    names = draw(st.lists(st.sampled_from(sorted(known)), max_size=4, unique=True))
    differs = {name: draw(figures(known[name])) for name in names}
    left_out = [name for name in names if known[name].optional]
    if left_out and draw(st.booleans()):
        differs[left_out[0]] = None
    start = date(2024, 1, 1)
    drawings = [Drawing(start, draw(amount("1")), note=draw(WORDS))]
    if kind == "revolving":
        drawings += draw(
            st.lists(
                st.builds(Drawing, DAYS, amount("1"), st.integers(1, 12), share("0", "0.2"), WORDS),
                max_size=3,
            )
        )
    rate = "daily_rate" if kind == "revolving" else "annual_rate"
    change = st.builds(
        lambda on, value, note: RateChange(on, **{rate: value}, note=note), DAYS, share("0", "0.01"), WORDS
    )
    line = st.builds(BillLine, COMPONENTS, amount("0"), WORDS)
    bill = st.builds(
        Bill, DAYS, amount("0"), st.none() | st.just(date(2028, 1, 1)), st.none() | amount("0"),
        st.lists(line, max_size=3).map(tuple), WORDS,
    )  # fmt: skip
    return Debt(
        id=draw(ID),
        product_name=product,
        labels=draw(WORDS),
        lender=draw(WORDS),
        given_lender_kind=draw(st.none() | st.sampled_from(LENDER_KINDS)),
        guarantor=draw(st.booleans()),
        accelerated=draw(st.none() | DAYS),
        differs=differs,
        drawings=tuple(drawings),
        payments=tuple(draw(st.lists(st.builds(Payment, DAYS, amount("0.01"), WORDS), max_size=3))),
        waivers=tuple(
            draw(st.lists(st.builds(Waiver, DAYS, COMPONENTS, amount("0.01", "0.02"), WORDS), max_size=1))
        ),
        rate_changes=tuple(draw(st.lists(change, max_size=2))),
        bills=tuple(draw(st.lists(bill, max_size=2))),
    )


BUDGET = st.builds(
    BudgetLine,
    st.sampled_from(["income", "essential", "other"]),
    NAMED,
    amount("0"),
    st.none() | amount("0"),
    st.none() | st.integers(1, 31),
    st.none() | st.just(date(2026, 1, 1)),
    st.none() | DAYS.filter(lambda on: on.year > 2025),
)
CASES = st.builds(
    Case,
    debts=st.lists(debts(), max_size=2).map(tuple),
    budget_lines=st.lists(BUDGET, max_size=3).map(tuple),
    hardship=st.builds(Hardship, st.sampled_from(HARDSHIPS), st.none() | DAYS, WORDS),
    savings=amount("0"),
    names=WORDS,
    abouts=WORDS,
    fixed_as_of=st.none() | DAYS,
)


@given(CASES)
@settings(max_examples=200, deadline=None)
def test_a_case_survives_its_file(case: Case) -> None:
    """Or it is refused for a contradiction, with a message; it is never changed on the way."""
    text = case_text(case)
    try:
        again = parse_case(text)
    except CaseError as error:
        allowed = {
            "doubled_id", "two_penalties", "two_fees", "fee_and_method", "cap_below_floor", "bill_overlaps",
            "waiver_too_large",
        }  # fmt: skip
        assert {problem.why for problem in error.problems} <= allowed, str(error)
        assert all(problem.line for problem in error.problems)
        return
    assert again == case
    assert case_text(again) == text
    assert Draft.of(again).case() == replace(case, fixed_as_of=None)


@given(CASES, st.integers(0), st.text(max_size=3))
@settings(max_examples=200, deadline=None)
def test_a_file_with_something_typed_into_it_is_read_or_refused(case: Case, place: int, typed: str) -> None:
    """Never anything but a case or a CaseError with a message in words."""
    text = case_text(case)
    place %= len(text) + 1
    try:
        parse_case(text[:place] + typed + text[place:])
    except CaseError as error:
        assert all(problem.remedy for problem in error.problems) and str(error)


@given(st.text(max_size=200) | st.lists(STRANGE, max_size=30).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse_case(text)
    except CaseError as error:
        assert error.problems and str(error)


CELLS = st.sampled_from(
    [
        "",
        "日期",
        "金额",
        "还款日期",
        "Amount",
        "2026-03-05",
        "46086",
        "1,234.50",
        "-5",
        "(5)",
        "=1",
        "合计",
        "x",
        "NaN",
        "1e9",
        "٣",
    ]
)


def lines(most: int) -> st.SearchStrategy[str]:
    return st.lists(CELLS | st.text(max_size=5), max_size=most).map(",".join)


def numbers(found: Statement) -> list[int]:
    return [*(row.number for row in (*found.rows, *found.refused)), *(number for number, _ in found.aside)]


@given(st.lists(lines(4), max_size=8).map("\n".join))
@settings(max_examples=300, deadline=None)
def test_any_list_is_read_or_refused(text: str) -> None:
    """Every row of the file is in sight once: understood, not understood, or beside the list."""
    try:
        found = read_statement(text.encode("utf-8", "ignore"), Case())
    except ImportRefused as error:
        assert str(error)
        return
    for row in found.rows:
        assert row.amount >= 0 and row.amount == row.amount.quantize(Decimal("0.01"))
        assert row.why and not row.ticked
    for refused in found.refused:
        assert refused.reason and refused.remedy
    assert sorted(numbers(found)) == list(range(1, len(numbers(found)) + 1))


HEADINGS = [
    "交易类型", "交易对方", "商品", "收/支", "支付方式", "当前状态", "余额", "支出", "存入",
    "还款日期", "应还金额", "实还金额", "记账日", "币种", "备注",
]  # fmt: skip
DAY_OR_NOT = st.sampled_from(["2026-03-05", "2026-03-06 10:00:00", "上周", "", "46086", "2026年3月7日"])
OTHER_CELLS = st.sampled_from(
    [
        "", "x", "支出", "收入", "/", "金条还款", "退款", "花呗", "招商银行信用卡", "交易关闭", "还款成功",
        "合计",
        "已退款(￥2.00)", "USD", "人民币", "12", "1,234.50", "-12.5", "+3", "(5)", "0", "=1", "NaN", "077.49",
    ]
)  # fmt: skip


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_no_row_below_headings_is_lost(data: st.DataObject) -> None:
    """Whatever the columns are and whatever stands in them: a row with a day and more is read or refused."""
    headings = data.draw(st.lists(st.sampled_from(HEADINGS), min_size=2, max_size=9, unique=True))
    headings = ["交易日期", "金额", *(name for name in headings if name not in ("交易时间", "金额(元)"))]
    row = st.tuples(DAY_OR_NOT, *(OTHER_CELLS for _ in headings[1:]))
    rows = data.draw(st.lists(row, min_size=1, max_size=6))
    target = io.StringIO()
    csv.writer(target).writerows([headings, *rows])
    found = read_statement(target.getvalue().encode(), load_example("courier"), debt="jintiao")
    assert sorted(numbers(found)) == list(range(1, len(rows) + 2))
    beside = {number for number, _ in found.aside}
    assert not [row for number, row in enumerate(rows, 2) if number in beside and row[0] and row[1]]
    for read in found.rows:
        assert not read.ticked or (read.meaning == "repayment" and read.debt is not None and read.amount > 0)
