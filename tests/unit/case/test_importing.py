"""Lists in files as people have them: encodings, headings, figures; what is not understood, and why."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from duecourse.case import (
    Bill,
    Case,
    Debt,
    Draft,
    Drawing,
    ImportRefused,
    Statement,
    read_statement,
)
from duecourse.case.importing.statement import read_for
from duecourse.case.importing.taking import Choice, debts_of_draft, hindrance, take
from duecourse.locale import use_language

FIRST = (date(2026, 3, 5), Decimal("1234.50"))


LOAN = Debt("loan", "jintiao", (Drawing(date(2026, 3, 1), 12000),))
CASE = Case(debts=(LOAN,), fixed_as_of=date(2026, 11, 24))


def read(content: bytes | str) -> Statement:
    return read_statement(content.encode() if isinstance(content, str) else content, CASE, debt="loan")


def pairs(found: Statement) -> list[tuple[date, Decimal]]:
    return [(row.on, row.amount) for row in found.rows]


def reasons(found: Statement) -> list[tuple[int, str]]:
    return [(row.number, row.refused_for) for row in found.refused]


def workbook(
    rows: list[list[object]], title: str = "Sheet", more: dict[str, list[list[object]]] | None = None
) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for name, others in (more or {}).items():
        other = book.create_sheet(name)
        for row in others:
            other.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


LIST = """\
某银行还款明细,,
户名：***,,打印日期：2026-11-24

还款日期,还款金额（元）,备注
2026年3月5日,"￥1,234.50",第1期
,,
2026/4/5,１２３４．５元,第2期
合计,2469.00,
以上仅供参考,,
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_chinese_list_in_every_encoding(encoding: str, separator: str) -> None:
    text = LIST if separator == "," else LIST.replace('"￥1,234.50"', "￥1234.50").replace(",", separator)
    found = read(text.encode(encoding))
    assert pairs(found) == [FIRST, (date(2026, 4, 5), Decimal("1234.50"))]
    assert [(row.number, row.text) for row in found.rows] == [(5, "第1期"), (7, "第2期")]
    assert found.refused == () and all(row.ticked for row in found.rows)
    assert [number for number, _ in found.aside] == [1, 2, 3, 4, 6, 8, 9]


@pytest.mark.parametrize(
    "headings",
    [
        "还款日期,金额",
        "日期,还款金额(元)",
        "交易日期,交易金额",
        "入账日期,发生额",
        "还款时间,实还金额",
        "Date,Amount",
        "Paid on,Amount paid",
        "Transaction date,Debit",
        "DATE,AMOUNT (CNY)",
        "payment_date,payment_amount",
        "日 期,金额：",
        "实际还款日期,本期实还金额",
    ],
)
def test_headings_as_people_write_them(headings: str) -> None:
    assert pairs(read(f"{headings}\n2026-03-05,1234.50\n")) == [FIRST]


@pytest.mark.parametrize(
    "day",
    [
        "2026-03-05",
        "2026/3/5",
        "2026年3月5日",
        "20260305",
        "5-Mar-2026",
        "2026-03-05 10:20:30",
        "46086",
        '="2026-03-05"',
        "`2026-03-05",
    ],
)
def test_days_as_people_write_them(day: str) -> None:
    assert pairs(read(f"日期,金额\n{day},1234.50\n")) == [FIRST]


@pytest.mark.parametrize(
    "amount",
    [
        '"1,234.50"',
        '"¥1,234.50"',
        '"￥1，234.50"',
        "1234.50元",
        "１２３４．５０",
        '" 1234.5 "',
        "人民币1234.50",
        "+1234.50",
        "1234.50\t",
    ],
)
def test_amounts_as_people_write_them(amount: str) -> None:
    assert pairs(read(f"日期,金额\n2026-03-05,{amount}\n")) == [FIRST]


def test_a_list_that_says_nothing_but_days_and_amounts_is_a_question() -> None:
    found = read("日期,金额\n2026-03-05,1234.50\n2026-04-05,900\n")
    assert [(row.meaning, row.ticked) for row in found.rows] == [("repayment", False)] * 2
    assert all(row.why.endswith("?") for row in found.rows)


def test_money_in_is_never_a_repayment_whatever_its_sign_is_written_like() -> None:
    found = read(
        "日期,摘要,金额\n2026-03-05,金条还款,-1234.50\n2026-04-05,金条还款,(900.00)\n2026-04-06,某人,5.00\n"
    )
    assert [row.meaning for row in found.rows] == ["repayment", "repayment", "income"]
    assert pairs(found)[0] == FIRST


def test_the_other_sign_among_a_lender_s_payments_is_refused() -> None:
    found = read("还款日期,还款金额\n2026-03-05,1234.50\n2026-04-05,-900.00\n2026-04-06,5.00\n")
    assert len(found.rows) == 2 and reasons(found) == [(3, "other_sign")]


def test_a_bank_s_list_that_does_not_say_which_way_is_refused_row_by_row() -> None:
    found = read("交易日期,摘要,金额,对方户名\n2026-03-05,某某,10,某人\n2026-03-06,工资,20,某公司\n")
    assert [row.meaning for row in found.rows] == ["income"] and reasons(found) == [(2, "undecided_way")]


def test_a_comma_as_decimal_point_where_columns_are_separated_by_semicolons() -> None:
    assert pairs(read("date;amount paid\n2026-03-05;1.234,50\n")) == [FIRST]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2026-03-05,1,077.49,x", "more_cells"),
        ("2026-03-05,1,077.49,", "slipped"),
        ("2026-03-05,1,077,", "slipped"),
        ("2026-03-05,1,077.49", "slipped"),
        ("2026-03-05,10,x,y", "more_cells"),
    ],
)
def test_an_amount_that_fell_into_two_cells_is_never_the_first_of_them(row: str, why: str) -> None:
    found = read(f"还款日期,还款金额,备注\n{row}\n2026-03-06,10,ok\n")
    assert reasons(found) == [(2, why)] and len(found.rows) == 1


def test_what_is_not_understood_says_why_and_what_to_do() -> None:
    rows = [
        ("", "10", "no_day"),
        ("2026-03-05", "", "no_amount"),
        ("soon", "10", "not_a_day"),
        ("03/05/2026", "10", "day_in_two_ways"),
        ("3月5日", "10", "day_without_year"),
        ("2026-02-30", "10", "no_such_day"),
        ("1998-03-05", "10", "day_too_early"),
        ("2099-03-05", "10", "day_too_late"),
        ("2026-03-05", "ten", "not_an_amount"),
        ("2026-03-05", "=1+1", "formula"),
        ('"=HYPERLINK(""http://x"",""y"")"', "10", "formula"),
        ("2026-03-05", "1.234", "too_many_places"),
        ("2026-03-05", "9999999999999", "too_large"),
    ]
    text = "还款日期,还款金额,备注\n" + "".join(f"{day},{amount},x\n" for day, amount, _ in rows)
    found = read(text)
    assert reasons(found) == [(number, why) for number, (_, _, why) in enumerate(rows, 2)]
    for row in found.refused:
        for name in ("en", "zh"):
            use_language(name)
            assert row.reason and row.remedy
            said = (row.reason + row.remedy).replace("¥", "")
            assert said.isascii() is (name == "en")
    assert found.refused[2].text == "soon | 10 | x"


def test_a_row_of_nothing_paid_is_none() -> None:
    (row,) = read("还款日期,还款金额\n2026-03-05,0.00\n").rows
    assert (row.meaning, row.ticked) == ("none", False)


def test_formulas_in_notes_are_kept_as_text_for_whoever_writes_them_out_to_escape() -> None:
    found = read(b"date,amount,note\n2026-03-05,1234.50,\"=cmd|'/C calc'!A0\"\n")
    assert found.rows[0].text == "=cmd|'/C calc'!A0"


def test_a_list_without_headings_is_read_by_its_content() -> None:
    found = read("2026-03-05,第1期,1234.50\n2026-04-05,第2期,1234.50\n")
    assert len(found.rows) == 2 and not any(row.ticked for row in found.rows)


def test_the_day_of_paying_and_what_was_paid_are_meant_not_what_was_due() -> None:
    text = (
        "入账日期,应还日期,实还日期,应还金额,实还金额,备注\n2026-03-06,2026-03-01,2026-03-05,9.00,1234.50,x\n"
    )
    assert pairs(read(text)) == [FIRST]


def test_headings_that_come_again_on_the_next_page() -> None:
    text = "日期,金额\n2026-03-05,1234.50\n本页小计,1234.50\n日期,金额\n2026-04-05,1\n总计,1235.50\n"
    found = read(text)
    assert len(found.rows) == 2 and found.refused == ()


def test_a_second_table_under_other_headings_is_read_by_its_own() -> None:
    text = (
        "还款计划\n期数,应还日期,应还金额\n1,2026-04-08,1087.73\n\n"
        "还款记录\n还款日期,还款金额,状态\n2026-04-08,1087.73,成功\n"
    )
    assert [row.meaning for row in read(text).rows] == ["none", "repayment"]


# -- Excel


def test_an_excel_file_with_real_dates_and_numbers() -> None:
    rows: list[list[object]] = [
        ["还款记录"],
        [],
        ["还款日期", "还款金额", "备注"],
        [date(2026, 3, 5), 1234.5, "第1期"],
        [datetime(2026, 4, 5, 10, 30), 893.3299999999999, None],
        [46146, "¥1,000.00", "as a number of days"],
        [20260605, 7, None],
        ["2026年7月5日", 1.005, None],
        ["合计", 3135.83],
    ]
    found = read(workbook(rows, "明细"))
    assert pairs(found) == [
        FIRST,
        (date(2026, 4, 5), Decimal("893.33")),
        (date(2026, 5, 4), Decimal("1000.00")),
        (date(2026, 6, 5), Decimal("7.00")),
    ]
    assert reasons(found) == [(8, "too_many_places")] and found.rows[0].number == 4


def test_a_formula_without_a_stored_result() -> None:
    found = read(workbook([["日期", "金额"], [date(2026, 3, 5), "=1000+234.5"]]))
    assert reasons(found) == [(2, "no_amount")] and "formula" in found.refused[0].remedy


def test_every_sheet_with_a_list_is_read_and_named() -> None:
    lists = {"三月": [["日期", "金额"], ["2026-03-05", 1]], "四月": [["日期", "金额"], ["2026-04-05", 2]]}
    found = read(workbook([["hello"]], "封面", lists))
    assert [(row.sheet, row.number, row.amount) for row in found.rows] == [("三月", 2, 1), ("四月", 2, 2)]


def archive(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return target.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (OLE + b"Workbook", "old_excel"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (b"%PDF-1.7 x", "pdf"),
        (b"\x89PNG\r\n", "picture"),
        (b"\xff\xd8\xff\xe0 jpeg", "picture"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web_page"),
        (archive("Index/Document.iwa"), "numbers"),
        (archive("content.xml"), "open_document"),
        (archive("a.csv"), "other_archive"),
        (archive("xl/workbook.xml"), "damaged"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"PK\x05\x06" + bytes(18), "other_archive"),
        (b"\x01\0\0\x02\0\0", "not_text"),
        (b"x" * 10_000_001, "too_large"),
        (b'date,amount\n"' + b"x" * 200_000, "not_a_list"),
        ("姓名,电话\n甲,123\n".encode(), "no_columns"),
        (b"just words", "no_columns"),
    ],
)
def test_a_file_of_which_nothing_can_be_read(raw: bytes, why: str) -> None:
    with pytest.raises(ImportRefused) as caught:
        read(raw)
    assert caught.value.why == why
    assert caught.value.remedy in str(caught.value)
    use_language("zh")
    assert not caught.value.problem.isascii() and not caught.value.remedy.isascii()


@pytest.mark.parametrize("make", [bytes, bytearray, memoryview])
def test_what_an_upload_hands_over(make: Callable[[bytes], bytes]) -> None:
    assert pairs(read_statement(make(b"date,amount\n2026-03-05,1234.50\n"), CASE)) == [FIRST]


# -- taking


def draft_with(product: str) -> Draft:
    draft = Draft()
    number = draft.add_debt(product)
    draft.add(("debts", number, "drawings"))
    return draft


BILLS = (
    "账单日,到期还款日,应还本金,利息,罚息,手续费,应还总额,最低还款额\n"
    '2026-03-05,2026-03-25,1000,12.34,0,5,"1,017.34",101.73\n'
    "2026-05-05,,900,1,,,,\n2026-06-05,2026-06-25,,,,,,\n合计,,1900,,,,,\n"
)


def test_bills_are_read_with_their_parts_and_never_count_as_paid() -> None:
    found = read(BILLS.encode("gbk"))
    first, second = (row.bill for row in found.rows)
    assert {row.meaning for row in found.rows} == {"none"} and reasons(found) == [(4, "no_amount")]
    assert isinstance(first, Bill) and isinstance(second, Bill)
    assert (first.on, first.due, first.total, first.minimum) == (
        date(2026, 3, 5), date(2026, 3, 25), Decimal("1017.34"), Decimal("101.73"),
    )  # fmt: skip
    assert first.by_component() == {
        "principal": Decimal(1000),
        "interest": Decimal("12.34"),
        "fees": Decimal(5),
    }
    assert (second.on, second.total) == (date(2026, 5, 5), Decimal("901.00"))


def test_rows_become_payments_drawings_and_bills_of_the_debts_chosen() -> None:
    draft = draft_with("card")
    draft.add_debt("jintiao")
    text = "2026-01-03,掌上还款,,30,\n2026-01-02,某超市,20,,\n"
    found = read_for(
        f"某某银行信用卡账单\n交易日,描述,支出,存入,币种\n{text}".encode(),
        debts_of_draft(draft),
        date(2026, 11, 24),
        "0",
    )
    bill = read_for(BILLS.encode(), debts_of_draft(draft), date(2026, 11, 24), "1").rows[0]
    chosen = [
        Choice(found.rows[0], "repayment", 0),
        Choice(found.rows[1], "purchase", 0),
        Choice(bill, "bill", 1),
    ]
    assert take(draft, chosen) == {(0, "drawings"): 1, (0, "payments"): 1, (1, "bills"): 1}
    assert draft.get(("debts", 0, "drawings")) == [
        {"date": date(2026, 1, 2), "amount": "20.00", "note": "某超市"}
    ]
    assert draft.get(("debts", 1, "bills", 0, "lines", 0)) == {"kind": "principal", "amount": "1000.00"}
    again = read_for(
        f"交易日,描述,支出,存入,卡号后四位\n{text}".encode(), debts_of_draft(draft), date(2026, 11, 24), "0"
    )
    assert not any(row.ticked for row in again.rows), "the debt has them now"


def test_what_cannot_be_taken_says_why() -> None:
    draft = Draft.of(CASE)
    (debt,) = debts_of_draft(draft)
    (row,) = read("日期,金额,备注\n2026-03-05,10,工资\n").rows
    assert "Only repayments" in hindrance(row, "income", debt)
    assert "Choose the debt" in hindrance(row, "repayment", None)
    assert "borrowed once" in hindrance(row, "advance", debt)
    assert "Only repayments" in hindrance(row, "bill", debt), "it is no bill"
    assert hindrance(row, "repayment", debt) == ""


def test_a_note_of_the_file_is_the_note_of_the_entry() -> None:
    draft = draft_with("jintiao")
    (row,) = read("还款日期,还款金额,备注\n2026-03-05,10,第1期\n").rows
    take(draft, [Choice(row, "repayment", 0)])
    assert draft.get(("debts", 0, "payments")) == [
        {"date": date(2026, 3, 5), "amount": "10.00", "note": "第1期"}
    ]


CHARGED = """\
招商银行信用卡账单
交易日,记账日,交易摘要,人民币金额
2026-11-02,2026-11-03,某某超市,256.30
2026-11-03,2026-11-03,某某超市退货,-256.30
2026-11-04,2026-11-04,某某面馆退货,-30.00
2026-11-05,2026-11-05,循环利息,12.30
2026-11-06,2026-11-06,还款,-900.00
"""


def test_what_to_do_with_a_charge_and_with_money_back_is_said() -> None:
    draft = draft_with("card")
    debts = debts_of_draft(draft)
    found = read_for(CHARGED.encode(), debts, date(2026, 11, 24), "0")
    bought, back, other_back, interest, _ = found.rows
    assert [row.meaning for row in found.rows] == ["none", "refund", "refund", "charge", "repayment"]
    assert "Bills from the lender" in hindrance(interest, "charge", debts[0])
    assert "row 3 already" in hindrance(back, "refund", debts[0])
    assert "smaller by this amount" in hindrance(other_back, "refund", debts[0])
    assert "Nothing is left" in hindrance(bought, "none", debts[0])
    assert [part for part in ("interest or fee", "money back") if part in " ".join(found.remarks())] == [
        "interest or fee",
        "money back",
    ]
    assert "interest or fee" not in " ".join(read(LIST).remarks())


def test_a_row_that_was_not_paid_says_how_to_take_it_if_it_was() -> None:
    (row,) = read("应还日期,应还金额,状态\n2026-11-08,1077.49,逾期\n").rows
    assert "choose “repayment”" in hindrance(row, row.meaning, debts_of_draft(draft_with("jintiao"))[0])
