"""How banks, lenders and people head the columns of their lists, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from duecourse.locale.typed import plain


def _list(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(","))


PAYMENTS: Final = {
    "date": _list(
        """
        还款日期, 还款时间, 实际还款日期, 实际还款日, 实还日期, 实还日, 付款日期, 付款时间,
        支付日期, 支付时间, 扣款日期, 扣款时间, 还款日, 交易日期, 交易时间, 交易日, 入账日期,
        入账时间, 记账日期, 记账日, 创建时间, 日期, 时间, paid on, date paid, payment date,
        repayment date, transaction date, transaction time, posting date, posted on, booking date,
        value date, date, day, time
        """
    ),
    "amount": _list(
        """
        还款总额, 实还总额, 实还金额, 实际还款金额, 还款金额, 还款额, 本次还款, 已还金额, 已还总额,
        付款金额, 支付金额, 扣款金额, 支出金额, 交易金额, 发生额, 支出, 金额, 合计, amount paid,
        paid amount, payment amount, repayment amount, repayment, transaction amount, amount, paid,
        payment, paid out, money out, debit, withdrawal, total, sum
        """
    ),
    "note": _list(
        """
        备注, 摘要, 附言, 用途, 交易摘要, 说明, 商品说明, 商品, 交易类型, 还款方式, note, notes,
        memo, remark, remarks, description, details, comment, reference, narrative, type
        """
    ),
    "status": _list("还款状态, 交易状态, 支付状态, 当前状态, 状态, status, state"),
    "direction": _list("收/支, 收支, 收支类型, 收付标志, direction, in/out"),
}
"""For a list of payments: what a column holds, and its headings, the surest first."""

BILLS: Final = {
    "date": _list(
        """
        账单日期, 账单日, 出账日期, 出账日, 账单生成日, statement date, bill date, billing date,
        billed on, issued, 日期, date
        """
    ),
    "due": _list(
        """
        到期还款日, 最后还款日, 应还款日, 应还日期, 还款截止日, 还款日期, 还款日, 到期日期, 到期日,
        due date, payment due date, payment due, pay by, due, due on
        """
    ),
    "total": _list(
        """
        应还总额, 本期应还总额, 本期应还金额, 本期应还, 应还金额, 应还款额, 账单金额, 本期账单金额,
        本期欠款, 总额, 合计, total due, amount due, statement balance, new balance, balance due,
        total, balance, amount, 金额
        """
    ),
    "minimum": _list(
        """
        最低还款额, 最低还款, 最低应还, 最低应还金额, minimum payment, minimum due,
        minimum payment due, minimum amount due, minimum
        """
    ),
    "principal": _list("应还本金, 本期本金, 剩余本金, 本金, principal due, principal"),
    "interest": _list("应还利息, 正常利息, 本期利息, 利息, interest due, interest"),
    "penalty": _list(
        "逾期罚息, 应还罚息, 罚息, 逾期违约金, 违约金, penalty interest, penalty, late interest"
    ),
    "compound": _list("复利, 应还复利, compound interest, interest on interest"),
    "fees": _list(
        """
        应还费用, 手续费, 分期手续费, 服务费, 滞纳金, 逾期费, 费用, fees, fee, service fee,
        late fee, charges
        """
    ),
    "note": _list("备注, 摘要, 说明, note, notes, memo, remark, remarks, description, comment"),
}
"""The same for a list of bills."""

_NOT_AN_AMOUNT: Final = (
    "余额",
    "应还",
    "剩余",
    "币种",
    "手续费",
    "优惠",
    "balance",
    "due",
    "fee",
    "currency",
)
"""A payments list also has such columns: "账户余额" is not what was paid."""

TOTALS: Final = re.compile(
    r"^(?:(?:本页|本期|本月|全部|总)?(?:合计|总计|小计|共计|累计)|总数"
    r"|grand total|sub-?total|total|sum)\b|^(?:共|总共)\s*\d",
    re.IGNORECASE,
)
"""How a line of totals begins."""

NOT_PAID: Final = re.compile(
    r"失败|关闭|撤销|取消|处理中|待支付|退款|冲正|未成功|fail|cancel|declin|pending|revers|refund|void",
    re.IGNORECASE,
)
"""A status that says that no payment was made."""

MONEY_IN: Final = re.compile(r"^(?:收入|收|入|贷|in|credit|cr)$", re.IGNORECASE)
"""A direction that says that money came in."""


def normal(heading: object) -> str:
    """A heading without unit, brackets, spaces at the ends and capitals: "金额（元）" as "金额"."""
    text = re.sub(r"[(\[（【].*?[)\]）】]|[:：*]", " ", plain(str(heading)))
    text = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", text)
    return " ".join(text.lower().replace("_", " ").split()).removesuffix("人民币").strip()


def assign(headings: Sequence[object], known: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[int, str]]:
    """Which column holds what: for each part its column and how that is known ("named" or "contains").

    A heading that is one of the known ones comes before one that only contains it; among several the
    surest wins, then the leftmost. No column is used twice.
    """
    found: dict[str, tuple[int, str]] = {}
    taken: set[int] = set()
    texts = [normal(heading) for heading in headings]
    for how in ("named", "contains"):
        for part, synonyms in known.items():
            if part in found:
                continue
            best = min(
                (
                    (rank, column)
                    for column, text in enumerate(texts)
                    if column not in taken and text and len(text) <= 40
                    for rank, synonym in enumerate(synonyms)
                    if _fits(text, synonym, part, how, known)
                ),
                default=None,
            )
            if best is not None:
                found[part] = best[1], how
                taken.add(best[1])
    return found


def _fits(text: str, synonym: str, part: str, how: str, known: Mapping[str, tuple[str, ...]]) -> bool:
    if how == "named":
        return text == synonym
    if part == "amount" and any(word in text for word in _NOT_AN_AMOUNT):
        return False
    if any(text in synonyms for synonyms in known.values()):  # it is named for something else
        return False
    if synonym.isascii():
        return len(synonym) > 3 and re.search(rf"\b{re.escape(synonym)}\b", text) is not None
    return synonym in text
