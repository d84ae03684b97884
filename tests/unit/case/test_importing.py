"""Payments and bills out of files as people have them: what is understood, what is not, and why."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from duecourse.case import (
    Bill,
    Debt,
    Draft,
    Drawing,
    ImportRefused,
    Payment,
    Preview,
    Words,
    preview_bills,
    preview_payments,
)
from duecourse.case import sheets as case_sheets
from duecourse.locale import use_language

FIRST = (date(2026, 3, 5), Decimal("1234.50"))


def pairs(preview: Preview) -> list[tuple[date, Decimal]]:
    return [(row.on, row.amount) for row in preview.rows]


def reasons(preview: Preview) -> list[tuple[int, str]]:
    return [(row.number, row.why) for row in preview.not_understood]


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
    preview = preview_payments(text.encode(encoding))
    assert pairs(preview) == [FIRST, (date(2026, 4, 5), Decimal("1234.50"))]
    assert [(row.number, row.note) for row in preview.rows] == [(5, "第1期"), (7, "第2期")]
    assert preview.not_understood == ()
    assert preview.heading_row == 4
    assert set(preview.passed_over) == {1, 2, 3, 4, 6, 8, 9} - {4}


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
    assert pairs(preview_payments(f"{headings}\n2026-03-05,1234.50\n".encode())) == [FIRST]


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
    assert pairs(preview_payments(f"日期,金额\n{day},1234.50\n".encode())) == [FIRST]


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
    assert pairs(preview_payments(f"日期,金额\n2026-03-05,{amount}\n".encode())) == [FIRST]


def test_a_bank_s_list_of_what_went_out_has_minus_signs() -> None:
    text = "日期,金额\n2026-03-05,-1234.50\n2026-04-05,(900.00)\n2026-04-06,5.00\n"
    preview = preview_payments(text.encode())
    assert pairs(preview) == [FIRST, (date(2026, 4, 5), Decimal("900.00"))]
    assert preview.signs == "turned" and any("minus" in remark for remark in preview.remarks())
    assert reasons(preview) == [(4, "other_sign")]


def test_a_single_minus_among_payments_is_pointed_out() -> None:
    preview = preview_payments(
        "日期,金额\n2026-03-05,1234.50\n2026-04-05,-900.00\n2026-04-06,5.00\n".encode()
    )
    assert len(preview.rows) == 2 and reasons(preview) == [(3, "other_sign")]


def test_a_comma_as_decimal_point_where_columns_are_separated_by_semicolons() -> None:
    assert pairs(preview_payments(b"date;amount\n2026-03-05;1.234,50\n")) == [FIRST]


def test_a_list_of_a_wallet() -> None:
    """Title lines, a direction, a status, tabs behind every cell, a summary at the end."""
    text = (
        "支付账单明细查询\n账号:[***]\n起始日期:[2026-01-01] 终止日期:[2026-06-01]\n"
        "交易时间\t,商品\t,收/支\t,金额（元）\t,交易状态\t\n"
        "2026-03-05 10:11:12\t,金条还款\t,支出\t,1234.50\t,还款成功\t\n"
        "2026-03-06 10:11:12\t,金条还款\t,支出\t,99.00\t,交易关闭\t\n"
        "2026-03-07 10:11:12\t,转账\t,收入\t,500.00\t,交易成功\t\n"
        "共3笔记录\t\n"
    )
    preview = preview_payments(text.encode("gbk"))
    assert pairs(preview) == [FIRST] and preview.rows[0].note == "金条还款"
    assert reasons(preview) == [(6, "not_paid"), (7, "money_in")]


def test_what_is_not_understood_says_why_and_what_to_do() -> None:
    lines = [
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
        ("2026-03-05", "0.00", "zero"),
        ("2026-03-05", "1.234", "too_many_places"),
        ("2026-03-05", "9999999999999", "too_large"),
    ]
    text = "日期,金额\n" + "".join(f"{day},{amount}\n" for day, amount, _ in lines)
    preview = preview_payments(text.encode())
    assert reasons(preview) == [(number, why) for number, (_, _, why) in enumerate(lines, 2)]
    for row in preview.not_understood:
        for name in ("en", "zh"):
            use_language(name)
            assert row.reason and row.remedy
            assert row.reason.isascii() is row.remedy.isascii() is (name == "en") or "−" in row.reason
    assert preview.not_understood[2].text == "soon | 10"


def test_formulas_in_notes_are_kept_as_text_for_whoever_writes_them_out_to_escape() -> None:
    preview = preview_payments(b"date,amount,note\n2026-03-05,1234.50,\"=cmd|'/C calc'!A0\"\n")
    assert preview.rows[0].note == "=cmd|'/C calc'!A0"


def test_a_list_without_headings_is_read_by_its_content() -> None:
    preview = preview_payments("2026-03-05,第1期,1234.50\n2026-04-05,第2期,1234.50\n".encode())
    assert len(preview.rows) == 2 and preview.heading_row is None
    assert [column.how for column in preview.columns] == ["content", "content"]
    assert "no heading" in preview.columns[0].why


def test_the_columns_chosen_are_explained() -> None:
    text = "入账日期,交易日期,账户余额,应还金额,实还金额,备注\n2026-03-06,2026-03-05,5.00,9.00,1234.50,x\n"
    preview = preview_payments(text.encode())
    assert [(column.part, column.number) for column in preview.columns] == [
        ("date", 2),
        ("amount", 5),
        ("note", 6),
    ]
    assert preview.columns[1].why == "Column 5, “实还金额”, is read as: amount."
    use_language("zh")
    assert preview.columns[1].why == "第5列“实还金额”当作：金额。"


def test_headings_that_come_again_on_the_next_page() -> None:
    text = "日期,金额\n2026-03-05,1234.50\n本页小计,1234.50\n日期,金额\n2026-04-05,1\n总计,1235.50\n"
    preview = preview_payments(text.encode())
    assert len(preview.rows) == 2 and preview.not_understood == ()


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
    preview = preview_payments(workbook(rows, "明细"))
    assert pairs(preview) == [
        FIRST,
        (date(2026, 4, 5), Decimal("893.33")),
        (date(2026, 5, 4), Decimal("1000.00")),
        (date(2026, 6, 5), Decimal("7.00")),
    ]
    assert reasons(preview) == [(8, "too_many_places")]
    assert preview.sheet == "明细" and preview.rows[0].number == 4


def test_a_formula_without_a_stored_result() -> None:
    preview = preview_payments(workbook([["日期", "金额"], [date(2026, 3, 5), "=1000+234.5"]]))
    assert reasons(preview) == [(2, "no_amount")]
    assert "formula" in preview.not_understood[0].remedy


def test_the_sheet_with_the_list_is_found_or_chosen() -> None:
    lists = {"三月": [["日期", "金额"], ["2026-03-05", 1]], "四月": [["日期", "金额"], ["2026-04-05", 2]]}
    book = workbook([["hello"]], "封面", lists)
    preview = preview_payments(book)
    assert preview.sheet == "三月" and "四月" in " ".join(preview.remarks())
    assert pairs(preview_payments(book, sheet="四月")) == [(date(2026, 4, 5), Decimal("2.00"))]
    with pytest.raises(ImportRefused, match="三月, 四月"):
        preview_payments(book, sheet="五月")


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
        (b"a\0b\0c\0", "not_text"),
        (b"x" * 10_000_001, "too_large"),
        (b"date,amount\n" * 20_001, "too_many_rows"),
        (b'date,amount\n"' + b"x" * 200_000, "not_a_list"),
        ("姓名,电话\n甲,123\n".encode(), "no_columns_payments"),
        (b"just words", "no_columns_payments"),
    ],
)
def test_a_file_of_which_nothing_can_be_read(raw: bytes, why: str) -> None:
    with pytest.raises(ImportRefused) as caught:
        preview_payments(raw)
    assert caught.value.why == why
    assert caught.value.remedy in str(caught.value)
    use_language("zh")
    assert not caught.value.problem.isascii() and not caught.value.remedy.isascii()


def test_files_by_name(tmp_path: Path) -> None:
    file = tmp_path / "payments.csv"
    file.write_text("date,amount\n2026-03-05,1234.50\n")
    assert pairs(preview_payments(file)) == pairs(preview_payments(str(file))) == [FIRST]
    with pytest.raises(ImportRefused, match="no file"):
        preview_payments(tmp_path / "nothing.csv")
    with pytest.raises(ImportRefused, match="cannot be opened"):
        preview_payments(tmp_path)
    file.write_bytes(b"x" * 10_000_001)
    with pytest.raises(ImportRefused, match="larger than 10 MB"):
        preview_payments(file)


def test_a_file_that_unpacks_to_far_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_sheets, "LARGEST_UNPACKED", 1000)
    with pytest.raises(ImportRefused, match="far more than a list"):
        preview_payments(workbook([["日期", "金额"], ["2026-03-05", 1]]))


# -- adding


def loan(*payments: Payment) -> Debt:
    return Debt("loan", "jintiao", (Drawing(date(2026, 3, 1), 12000),), payments=payments)


def test_nothing_is_added_before_it_is_said_and_nothing_twice() -> None:
    text = "date,amount,note\n2026-02-28,5,\n2026-03-05,1234.50,a\n2026-03-05,1234.50,a\n2026-04-05,7,\n"
    debt = loan(Payment(date(2026, 4, 5), 7), Payment(date(2026, 5, 1), 9))
    preview = preview_payments(text.encode(), debt)
    assert [row.doubled for row in preview.rows] == ["", "in_file", "known"]
    assert (
        "already" in preview.rows[2].remark
        and "twice" in preview.rows[1].remark
        and not preview.rows[0].remark
    )
    assert reasons(preview) == [(2, "before_the_debt")]
    assert len(debt.payments) == 2
    added = preview.add_to(debt)
    assert [(p.on.day, p.amount) for p in added.payments] == [
        (5, Decimal("1234.50")), (5, Decimal("1234.50")), (5, Decimal("7.00")), (1, Decimal("9.00")),
    ]  # fmt: skip
    assert added.payments[0].note == Words.same("a")
    assert preview.add_to(added) == added
    assert preview_payments(text.encode(), added).new_rows == ()


def test_added_to_a_draft() -> None:
    draft = Draft()
    number = draft.add_debt("jintiao")
    draft.set(("debts", number, "drawings", 0, "date"), "2026-03-01")
    draft.set(("debts", number, "drawings", 0, "amount"), "12000")
    draft.add(("debts", number, "payments"), {"date": "2026年4月5日", "amount": "¥7"})
    draft.add(("debts", number, "payments"), {"date": "unfinished"})
    draft.remove(("debts", number, "payments", 1))
    preview = preview_payments(b"date,amount\n2026-03-05,1234.50\n2026-04-05,7\n")
    assert preview.add_to_draft(draft, number) == 1
    assert [payment.amount for payment in draft.case().debts[0].payments] == [
        Decimal("7.00"),
        Decimal("1234.50"),
    ]
    assert preview.add_to_draft(draft, number) == 0


def test_bills() -> None:
    text = (
        "账单日,到期还款日,应还本金,利息,罚息,手续费,应还总额,最低还款额\n"
        '2026-03-05,2026-03-25,1000,12.34,0,5,"1,017.34",101.73\n'
        "2026-04-05,2026-04-01,1,,,,1,\n"
        "2026-05-05,,900,1,,,,\n"
        "2026-06-05,2026-06-25,,,,,,\n"
        "合计,,1900,,,,,\n"
    )
    preview = preview_bills(text.encode("gbk"))
    first, second = (row.entry for row in preview.rows)
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
    assert reasons(preview) == [(3, "due_before_bill"), (5, "no_amount")]
    debt = preview.add_to(loan())
    assert debt.bills == (first, second) and preview.add_to(debt) == debt
    draft = Draft()
    number = draft.add_debt("card")
    assert preview.add_to_draft(draft, number) == 2
    assert draft.get(("debts", number, "bills", 0, "lines", 0)) == {"kind": "principal", "amount": "1000.00"}
    assert preview.add_to_draft(draft, number) == 0


def test_a_plan_with_due_days_only_is_a_list_of_bills() -> None:
    preview = preview_bills("期数,还款日,应还金额\n1,2026-04-08,1087.73\n2,2026-05-08,1082.87\n".encode())
    assert pairs(preview) == [(date(2026, 4, 8), Decimal("1087.73")), (date(2026, 5, 8), Decimal("1082.87"))]
    with pytest.raises(ImportRefused) as caught:
        preview_bills("姓名,电话\n甲,123\n".encode())
    assert "姓名" in caught.value.problem


@pytest.mark.parametrize("make", [bytes, bytearray, memoryview])
def test_what_an_upload_hands_over(make: Callable[[bytes], bytes]) -> None:
    assert pairs(preview_payments(make(b"date,amount\n2026-03-05,1234.50\n"))) == [FIRST]
