"""Lists in layouts of other banks, wallets, cards and lenders: read by their columns and words."""

from __future__ import annotations

from datetime import date

import pytest

from duecourse.case import Case, Debt, Drawing, Statement, read_statement
from duecourse.locale import Text

TODAY = date(2026, 11, 24)


def debt(id: str, product: str, label: str, lender: str = "") -> Debt:
    drawing = Drawing(date(2026, 1, 1), 9000)
    return Debt(id, product, (drawing,), labels=Text.same(label), lender=Text.same(lender))


CASE = Case(
    debts=(
        debt("jintiao", "jintiao", "金条", "重庆京东盛际小额贷款有限公司"),
        debt("baitiao", "baitiao_bill", "白条"),
        debt("huabei", "baitiao_bill", "花呗"),
        debt("card", "card", "招行信用卡", "招商银行"),
        debt("loan", "bank_loan", "装修贷款", "某某银行"),
    ),
    fixed_as_of=TODAY,
)

Line = tuple[str, str, str, str | None]


def lines(found: Statement) -> list[Line]:
    return [(f"{row.on:%m-%d}", str(row.amount), row.meaning, row.debt) for row in found.rows]


def read(text: str, begun: str | None = None) -> Statement:
    return read_statement(text.encode(), CASE, debt=begun)


LAYOUTS: dict[str, tuple[str, str | None, list[Line]]] = {
    "the older list of Alipay": (
        "支付宝交易记录明细查询\n账号:[a@b.c]\n---交易记录明细列表---\n"
        "交易号,商家订单号,交易创建时间,付款时间,最近修改时间,交易来源地,类型,交易对方,商品名称,金额（元）,收/支,"
        "交易状态,服务费（元）,成功退款（元）,备注,资金状态\n"
        "1,a,2026-11-09 09:59:00,2026-11-09 10:00:01,2026-11-10 10:00:00,其他,即时到账交易,花呗,花呗还款,"
        "500.00,,交易成功,0.00,0.00,,资金转移\n"
        "2,b,2026-11-08 09:00:00,2026-11-08 09:00:01,2026-11-09 10:00:00,淘宝,即时到账交易,某店,鞋,80.00,"
        "支出,交易成功,0.00,30.00,,已支出\n"
        "3,c,2026-11-07 09:00:00,,2026-11-09 10:00:00,淘宝,即时到账交易,某店,包,99.00,,交易关闭,0.00,0.00,,\n"
        "4,d,2026-11-06 09:00:00,2026-11-06 09:00:00,2026-11-09 10:00:00,其他,即时到账交易,某公司,工资,"
        "6200.00,收入,交易成功,0.00,0.00,,已收入\n"
        "------\n共4笔记录\n",
        None,
        [
            ("11-09", "500.00", "repayment", "huabei"),
            ("11-08", "50.00", "other", None),
            ("11-07", "99.00", "none", None),
            ("11-06", "6200.00", "income", None),
        ],
    ),
    "the list of JD": (
        "导出信息：\n京东账号名：某某\n"
        "交易时间,商户名称,交易说明,金额,收/付款方式,交易状态,收/支,交易分类,交易订单号,商家订单号,备注\n"
        "2026-11-12 10:00:00,京东金融,白条主动还款,382.74,某某银行储蓄卡(1234),还款成功,不计收支,白条,1,1,\n"
        "2026-11-10 09:00:00,京东平台商户,耳机,256.30,白条,交易成功,支出,数码,2,2,\n"
        "2026-11-09 09:00:00,京东金融,金条借款,3000.00,某某银行储蓄卡(1234),交易成功,不计收支,金条,3,3,\n"
        "2026-11-08 09:00:00,京东平台商户,退款-水壶,59.00,白条,退款成功,不计收支,退款,4,4,\n"
        "2026-11-07 09:00:00,京东平台商户,水壶,59.00,白条,交易成功,支出,日用,5,5,\n",
        None,
        [
            ("11-12", "382.74", "repayment", "baitiao"),
            ("11-10", "256.30", "purchase", "baitiao"),
            ("11-09", "3000.00", "advance", "jintiao"),
            ("11-08", "59.00", "refund", "baitiao"),
            ("11-07", "59.00", "none", "baitiao"),
        ],
    ),
    "a bank account with a word for the way": (
        "交易日期;借贷标志;交易金额;账户余额;对方户名;摘要\n"
        "2026/11/15;贷;6200,00;7000,00;某某公司;代发工资\n"
        "2026/11/12;借;382,74;6617,26;网银在线;白条还款\n"
        "2026/11/11;借;25,00;6592,26;某某超市;消费\n"
        "2026/11/10;借;1.300,00;5292,26;房东;转账\n",
        None,
        [
            ("11-15", "6200.00", "income", None),
            ("11-12", "382.74", "repayment", "baitiao"),
            ("11-11", "25.00", "other", None),
            ("11-10", "1300.00", "other", None),
        ],
    ),
    "a bank account where only the balance tells the way": (
        "日期\t摘要\t金额\t余额\n2026-11-15\t代发工资\t6200.00\t7000.00\n2026-11-12\t金条还款\t382.74\t6617.26\n"
        "2026-11-11\t某某\t17.26\t6600.00\n2026-11-10\t某某\t100.00\t6700.00\n",
        None,
        [
            ("11-15", "6200.00", "income", None),
            ("11-12", "382.74", "repayment", "jintiao"),
            ("11-11", "17.26", "other", None),
            ("11-10", "100.00", "income", None),
        ],
    ),
    "an account with what a reversal took back": (
        "交易日期,摘要,支出,收入,余额,对方户名\n2026-11-08,金条还款,1077.49,,100.00,网银在线\n"
        "2026-11-09,金条还款冲正,,1077.49,1177.49,网银在线\n2026-11-10,金条还款,1077.49,,100.00,网银在线\n",
        None,
        [
            ("11-08", "1077.49", "none", "jintiao"),
            ("11-09", "1077.49", "refund", "jintiao"),
            ("11-10", "1077.49", "repayment", "jintiao"),
        ],
    ),
    "a statement of a card with one column of signed amounts": (
        "招商银行信用卡对账单\n交易日,记账日,交易摘要,人民币金额,卡号末四位,交易地金额\n"
        "2026-11-02,2026-11-03,某某超市,256.30,2875,256.30\n2026-11-04,2026-11-05,掌上生活还款,-1500.00,2875,-1500.00\n"
        "2026-11-06,2026-11-07,循环利息,12.34,2875,12.34\n2026-11-07,2026-11-08,预借现金,500.00,2875,500.00\n"
        "2026-11-08,2026-11-09,退货 某某超市,-56.30,2875,-56.30\n",
        None,
        [
            ("11-02", "256.30", "purchase", "card"),
            ("11-04", "1500.00", "repayment", "card"),
            ("11-06", "12.34", "charge", "card"),
            ("11-07", "500.00", "advance", "card"),
            ("11-08", "56.30", "refund", "card"),
        ],
    ),
    "a card's statement in English, spending below zero": (
        "Transaction Date,Post Date,Description,Category,Type,Amount\n"
        "2026-11-02,2026-11-03,Grocer,Food,Sale,-25.00\n"
        "2026-11-04,2026-11-05,Payment Thank You-Mobile,,Payment,900.00\n"
        "2026-11-06,2026-11-07,Late fee,Fees,Fee,-30.00\n",
        "card",
        [
            ("11-02", "25.00", "purchase", "card"),
            ("11-04", "900.00", "repayment", "card"),
            ("11-06", "30.00", "charge", "card"),
        ],
    ),
    "a bank account in English": (
        "Date,Description,Money out,Money in,Balance\n2026-11-15,Salary,,6200.00,7000.00\n"
        "2026-11-12,Jintiao repayment,1077.49,,5922.51\n2026-11-11,Supermarket,25.00,,5897.51\n"
        "2026-11-10,Jintiao loan payout,,3000.00,5922.51\n",
        None,
        [
            ("11-15", "6200.00", "income", None),
            ("11-12", "1077.49", "repayment", "jintiao"),
            ("11-11", "25.00", "other", None),
            ("11-10", "3000.00", "advance", "jintiao"),
        ],
    ),
    "in traditional characters": (
        "交易日期,摘要,支出金額,存入金額,帳戶餘額,對方戶名\n2026-11-12,白條還款,382.74,,100.00,網銀在線\n"
        "2026-11-11,薪資,,6200.00,482.74,某公司\n",
        None,
        [("11-12", "382.74", "repayment", "baitiao"), ("11-11", "6200.00", "income", None)],
    ),
    "a lender's plan with what was paid in part": (
        "期数,应还款日,应还金额,已还金额,实际还款日,还款状态\n1,2026-08-08,1077.49,1077.49,2026-08-10,逾期已还\n"
        "2,2026-09-08,1077.49,300.00,2026-09-20,部分还款\n3,2026-10-08,1077.49,0.00,,逾期未还\n"
        "4,2026-12-08,1077.49,0.00,,未到期\n",
        "jintiao",
        [
            ("08-10", "1077.49", "repayment", "jintiao"),
            ("09-20", "300.00", "repayment", "jintiao"),
            ("10-08", "1077.49", "none", "jintiao"),
            ("12-08", "1077.49", "none", "jintiao"),
        ],
    ),
    "a lender's list of all that happened": (
        "京东金条 借还记录\n"
        "日期,类型,金额,状态\n2026-03-08,借款,12000.00,成功\n2026-04-08,还款,1087.73,成功\n"
        "2026-05-08,还款,1082.87,失败\n2026-05-20,罚息,3.20,成功\n",
        "baitiao",
        [
            ("03-08", "12000.00", "advance", "jintiao"),
            ("04-08", "1087.73", "repayment", "jintiao"),
            ("05-08", "1082.87", "none", "jintiao"),
            ("05-20", "3.20", "charge", "jintiao"),
        ],
    ),
    "bills of a lender": (
        "账单日,到期还款日,本期应还金额,最低还款额\n2026-10-05,2026-10-25,2000.00,200.00\n",
        "card",
        [("10-25", "2000.00", "none", "card")],
    ),
    "one lender's payments, several debts": (
        "还款日期,产品名称,还款金额,状态\n2026-10-08,京东白条,200.00,成功\n2026-10-09,京东金条,300.00,成功\n"
        "2026-10-10,微粒贷,400.00,成功\n",
        "jintiao",
        [
            ("10-08", "200.00", "repayment", "baitiao"),
            ("10-09", "300.00", "repayment", "jintiao"),
            ("10-10", "400.00", "repayment", None),
        ],
    ),
    "all payments of a lender below zero": (
        "还款时间,还款金额,备注\n2026-10-08,-200.00,\n2026-11-08,-200.00,\n",
        "jintiao",
        [("10-08", "200.00", "repayment", "jintiao"), ("11-08", "200.00", "repayment", "jintiao")],
    ),
    "a loan of a bank known by its lender": (
        "交易日期,摘要,支出,收入,余额,对方户名\n2026-11-08,贷款还款,900.00,,100.00,某某银行\n"
        "2026-11-07,快捷支付,50.00,,1000.00,重庆京东盛际小额贷款有限公司\n",
        None,
        [("11-08", "900.00", "repayment", "loan"), ("11-07", "50.00", "repayment", "jintiao")],
    ),
    "a wallet without the column of the way": (
        "交易时间,交易分类,交易对方,商品说明,金额,收/付款方式,交易状态\n"
        "2026-11-10 10:00:00,信用借还,花呗,花呗自动还款,500.00,某某银行储蓄卡(1234),还款成功\n"
        "2026-11-09 10:00:00,数码电器,某店,耳机,30.00,花呗,交易成功\n"
        "2026-11-08 10:00:00,转账红包,某公司,工资,6200.00,余额,交易成功\n",
        None,
        [
            ("11-10", "500.00", "repayment", "huabei"),
            ("11-09", "30.00", "purchase", "huabei"),
            ("11-08", "6200.00", "income", None),
        ],
    ),
    "a refund that stands in the row and in one of its own": (
        "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号\n"
        "2026-11-10 10:00:00,某商城-退款,某商城,/,收入,¥20.00,招商银行信用卡(1234),已退款(￥20.00),42\n"
        "2026-11-06 10:00:00,商户消费,某商城,鞋,支出,¥120.00,招商银行信用卡(1234),已退款(￥20.00),42\n",
        None,
        [("11-10", "20.00", "refund", "card"), ("11-06", "100.00", "purchase", "card")],
    ),
    "transfers, and money that went to a lender without a word why": (
        "Date,Type,Description,Money out,Money in,Balance\n"
        "2026-11-12,Transfer,Huabei repayment,50.00,,900.00\n"
        "2026-11-11,Transfer,paying back Zhang,60.00,,950.00\n"
        "2026-11-10,Direct debit,Baitiao,70.00,,1010.00\n",
        None,
        [
            ("11-12", "50.00", "repayment", "huabei"),
            ("11-11", "60.00", "other", None),
            ("11-10", "70.00", "repayment", "baitiao"),
        ],
    ),
    "another bank's card": (
        "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态\n"
        "2026-11-10 10:00:00,信用卡还款,招商银行信用卡还款,/,/,¥500.00,零钱,支付成功\n"
        "2026-11-09 10:00:00,信用卡还款,建设银行信用卡还款,/,/,¥600.00,零钱,支付成功\n"
        "2026-11-08 10:00:00,商户消费,某店,伞,支出,¥30.00,招商银行信用卡(1234),支付成功\n"
        "2026-11-07 10:00:00,信用卡还款,招商银行信用卡还款,/,/,¥700.00,零钱,支付失败\n",
        None,
        [
            ("11-10", "500.00", "repayment", "card"),
            ("11-09", "600.00", "repayment", None),
            ("11-08", "30.00", "purchase", "card"),
            ("11-07", "700.00", "none", "card"),
        ],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_nobody_has_prepared_for(name: str) -> None:
    text, begun, expected = LAYOUTS[name]
    found = read(text, begun)
    assert found.refused == ()
    assert lines(found) == expected
    assert all(row.why for row in found.rows)


@pytest.mark.parametrize("name", LAYOUTS)
def test_only_repayments_of_a_debt_of_the_case_are_ticked(name: str) -> None:
    text, begun, _ = LAYOUTS[name]
    for row in read(text, begun).rows:
        assert not row.ticked or (row.meaning == "repayment" and row.debt is not None)


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_other_way_round_it_says_the_same(name: str) -> None:
    text, begun, expected = LAYOUTS[name]
    found = read(text, begun)
    raw = text.splitlines()
    first = found.rows[0].number - 1
    last = found.rows[-1].number
    turned = [*raw[:first], *raw[first:last][::-1], *raw[last:]]
    assert sorted(lines(read("\n".join(turned), begun)), key=str) == sorted(expected, key=str)
