"""Fifteen sentences about the law that would hurt who follows them stand in no text, in neither language."""

from __future__ import annotations

import pytest

from duecourse.lessons.listing import lessons
from unit.rules.never_said import NEVER, texts

TEXTS = list(texts())
LESSON = next(iter(lessons().values()))

(
    PAYMENT,
    FIRST,
    MESSAGE,
    FAR,
    LAWYER,
    DOOR,
    RIGHT,
    YEARS,
    HOME,
    CARD,
    LETTER,
    FAMILY,
    REPAIR,
    ABSENT,
    SHARE,
) = NEVER

SAID = [
    # as the course once had them
    (PAYMENT, "要么还款，要么书面提出异议；两样都不做，就可以强制执行。"),
    (PAYMENT, "对。要么还，要么觉得不对就书面提异议。"),
    (PAYMENT, "最晚{last}还款或提出异议"),
    (PAYMENT, "you have {respond}, until {last}, to pay or to object in writing."),
    (PAYMENT, "Pay, or object in writing if it is not right."),
    (FIRST, "常常先走这一步"),
    (FIRST, "often first"),
    (LAWYER, "没钱请律师，可以申请免费的法律援助。"),
    (LAWYER, "不过别问他，问法律援助，不收费。"),
    (LAWYER, "经济困难的还可以申请免费的[法律援助](glossary.md#legal-aid)。"),
    (LAWYER, "Legal aid is free for those who cannot pay for it."),
    (LAWYER, "A lawyer free of charge, for those who cannot pay for one."),
    (DOOR, "小额贷款公司由省级地方金融管理部门监管，投诉它可以打这个电话。"),
    (DOOR, "之后可以免费打 12378（银行）、12345（[小额贷款公司](glossary.md#small-loan-company)）。"),
    (DOOR, "12345 ([small-loan companies](glossary.md#small-loan-company)), 12363 (credit reports)"),
    (HOME, "不管后面怎么走，你的生活必需费用都必须留给你。"),
    (HOME, "Whatever happens later, what you need to live on must be left to you."),
    (CARD, "但它不能自己扣你的工资、搬你的东西，那要经过法院。"),
    (CARD, "It cannot seize your wages or your things: that takes a court."),
    (CARD, "贷款机构或催收说自己能扣，那是吓唬你。"),
    # as others say them
    (PAYMENT, "收到支付令，说明没有能力还、请求缓期就行。"),
    (PAYMENT, "To stop a payment order it is enough: write that you need more time, that will do."),
    (FIRST, "催款通常先走支付令。"),
    (FIRST, "A payment order is usually the first step."),
    (MESSAGE, "法院的事不会发短信，短信都是骗子。"),
    (MESSAGE, "发件人写着法院就是法院。"),
    (MESSAGE, "Courts never send messages."),
    (FAR, "外地法院起诉，肯定是假的。"),
    (FAR, "A summons from a court far away is a fraud."),
    (LAWYER, "欠款官司可以申请免费律师。"),
    (DOOR, "小贷公司的事打本地12345或12378。"),
    (RIGHT, "停息挂账是你的权利。"),
    (RIGHT, "银行必须同意60期。"),
    (RIGHT, "协商成功就不上征信。"),
    (RIGHT, "You have a right to stop interest."),
    (RIGHT, "The bank must agree to 60 instalments."),
    (YEARS, "过了三年债就没了。"),
    (YEARS, "执行过了两年，债就没了。"),
    (YEARS, "两年就没事了。"),
    (YEARS, "After three years the debt is gone."),
    (HOME, "唯一住房谁也动不了。"),
    (HOME, "生活费会自动留给你。"),
    (HOME, "The only home is safe."),
    (CARD, "没有法院判决，谁也动不了你卡里的钱。"),
    (CARD, "Without a judgment nobody can touch the money in your account."),
    (LETTER, "律师函没用，不用理。"),
    (LETTER, "A lawyer's letter is harmless."),
    (FAMILY, "家人要替你还。"),
    (FAMILY, "Your parents have to pay."),
    (REPAIR, "征信修复办法出台了，可以申请删除逾期。"),
    (REPAIR, "The new credit repair rules let you delete a late record."),
    (ABSENT, "不出庭就判不了。"),
    (ABSENT, "If you stay away, they cannot judge."),
    (SHARE, "首付30%是规矩。"),
    (SHARE, "A first payment of 10% is the rule."),
]

NEIGHBOURS = [
    "要么还款，要么书面提出异议。异议要针对债务本身；只说“没有能力还”不算异议。",
    "支付令不是通常的第一步，只是另一条路。",
    "A payment order is not the usual first step.",
    "法院的短信有可能是真的；但只凭发件人名称，证明不了是法院。",
    "外地法院的传票也可能是真的，直接向法院核实。",
    "打12348免费咨询；请律师的法律援助要符合条件，普通欠款案件一般不在其列。",
    "小额贷款公司由其注册地省级地方金融管理局监管，在外地打12345，要加拨注册地区号。",
    "12378受理对银行、消费金融公司和保险公司的投诉。",
    "常被说成“停息挂账”的权利。它既不是权利，也没有说利息一定停。",
    "银行可以同意，也可以不同意。",
    "Often sold as a right to stop interest. It is neither a right nor a promise.",
    "过了两年，不等于债就没了。",
    "After two years the debt does not vanish.",
    "唯一住房可以查封，一般不拍卖，但有例外。",
    "生活必需费用必须留给你，但要自己向法院提出来。",
    "它不能自己到单位扣你的工资；但合同约定了自动扣款的，钱一到账就可能被扣。",
    "家人不用替你还，除非他们签字做了担保人。",
    "律师函本身没有强制力，但送到就中断时效，下一步可能是起诉。",
    "不到庭，法院照样可以判。",
    "新办法管的是公共信用信息，删不掉银行报送的逾期。",
    "常要求先付一笔，多少由双方谈。",
]


@pytest.mark.parametrize("what", NEVER)
def test_is_said_nowhere(what: str) -> None:
    said = [(where, found) for where, text in TEXTS for one in NEVER[what] for found in one.found_in(text)]
    assert said == []


@pytest.mark.parametrize(("what", "text"), SAID, ids=[text for _, text in SAID])
def test_is_recognised(what: str, text: str) -> None:
    assert any(one.found_in(text) for one in NEVER[what])


@pytest.mark.parametrize("text", NEIGHBOURS)
def test_what_is_right_may_be_said(text: str) -> None:
    assert [what for what, patterns in NEVER.items() if any(one.found_in(text) for one in patterns)] == []


@pytest.mark.parametrize(
    "part",
    [
        "en/export",
        f"zh/{LESSON.name}",
        "data/rules/consequences.toml",
        "data/rules/README.zh-CN.md",
        "data/letters/offer.zh.txt",
        f"data/lessons/{LESSON.name}/quiz.toml",
        "data/rehearsal/4_debt_relief_agent.toml",
        f"notebooks/zh/{LESSON.notebook}",
        "notebooks/en/glossary.md",
        "README.zh-CN.md",
    ],
)
def test_every_kind_of_text_is_read(part: str) -> None:
    assert [where for where, _ in TEXTS if where.startswith(part)]
