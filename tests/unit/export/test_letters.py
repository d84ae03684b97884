"""Letters and the call script: what they say, what they promise, and when they are not written."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest

from duecourse.calc import (
    COMPONENTS,
    CounterOffer,
    Deferral,
    LumpSum,
    Means,
    NoAgreement,
    Outcome,
    Remission,
    Rescheduling,
    budget_ahead,
    total,
)
from duecourse.case import Case, Debt
from duecourse.export import (
    TONES,
    Given,
    Letter,
    PaperRefused,
    PromiseTooHigh,
    Sender,
    call_script,
    fitting,
    kinds,
    letter,
    offer_lines,
    offer_summary,
)
from duecourse.export.letter import template
from duecourse.export.reach import reach
from duecourse.locale import day, in_language, money, use_language
from duecourse.rules import rules
from unit.export.households import (
    CASES,
    DEBTS,
    NOT_LATE_YET,
    OFFERS,
    everything,
    means,
    offer_of,
    offered,
)
from unit.export.reading import every_text

AMOUNT = re.compile(r"−?¥[\d,]+\.\d\d")
KINDS = kinds()


def library_amounts(case: Case, debt: Debt, given: Given) -> set[str]:
    """Every amount that a letter about a debt may name, as the library works it out."""
    p = debt.position(case.as_of)
    amounts = [p.total, p.due, p.one_more_day, *(p[part] for part in COMPONENTS)]
    amounts.append(total(other.position(case.as_of).total for other in case.debts if other.id != debt.id))
    for month in (
        month for span in budget_ahead(case.budget_lines, case.as_of) for month in (span.normal, span.bad)
    ):
        amounts += [month.income, month.essentials, month.other, month.left, month.left_at_most]
    if given.offer is not None:
        offer = given.offer
        amounts += [offer.first_payment, offer.highest_payment, offer.total_paid, offer.given_up]
        amounts += [offer.total_fee, offer.total_interest, offer.still_owed, *offer.waived.values()]
        amounts += [amount for line in offer.schedule for amount in (line.payment, line.balance)]
    for item in given.differences:
        amounts += [item.theirs, item.ours, item.difference]
    return {money(amount) for amount in amounts}


@pytest.mark.parametrize(("name", "id"), DEBTS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_for_every_debt_in_every_tone(kind: str, name: str, id: str, language: str) -> None:
    """Whatever fits is written without a gap; every amount in it is the library's."""
    case = CASES[name]
    debt = case.debt(id)
    given = everything(case, debt)
    if kind not in fitting(case, debt, given=given):
        with pytest.raises(PaperRefused):
            letter(kind, case, debt, given=given)
        return
    allowed = library_amounts(case, debt, given)
    texts = set()
    for tone in TONES:
        made = letter(kind, case, debt, tone=tone, given=given)
        text = made.text
        texts.add(text)
        assert set(AMOUNT.findall(text)) <= allowed
        assert not re.search(r"[{}]|None|\ufdd0|<[a-z]", text.replace("＿", ""))
        assert made.document.title == template(kind, language).title
    for format in ("docx", "html"):
        written = every_text(made.content(format), format)
        assert sorted(AMOUNT.findall(written)) == sorted(AMOUNT.findall(text))
    assert len(texts) == len(TONES)  # a tone says something different each time


def test_every_letter_fits_some_debt() -> None:
    fits = {
        kind
        for name, id in DEBTS
        for kind in fitting(
            CASES[name], CASES[name].debt(id), given=everything(CASES[name], CASES[name].debt(id))
        )
    }
    assert fits == set(KINDS)


@pytest.mark.parametrize("name", OFFERS)
def test_the_offer_stands_in_the_letter(name: str, language: str) -> None:
    case, debt, offer = offer_of(name)
    given = Given(offer=offer, means=means(case))
    kind = next(kind for kind in ("card_instalments", "offer") if kind in fitting(case, debt, given=given))
    made = letter(kind, case, debt, given=given)
    text = made.text
    p = debt.position(case.as_of)
    named = (p.total, offer.first_payment, offer.highest_payment, offer.total_paid)
    for amount in (*named, *months_of(case)):
        assert money(amount) in text
    for on in (offer.schedule[0].due, offer.ends, case.as_of):
        assert day(on) in text
    for line in offer_lines(offer):
        assert line in text
    if offer.given_up:
        assert money(offer.given_up) in text
    for line in offer.schedule:  # the annex has every payment
        assert f"{day(line.due)}" in text and money(line.payment) in text
    assert str(case.hardship.note) in text and case.hardship.label in text


def months_of(case: Case) -> list[Decimal]:
    normal, bad = case.budget(), case.budget(bad_month=True)
    return [normal.income, normal.essentials, bad.income, bad.essentials]


def test_the_form_of_a_chinese_letter() -> None:
    use_language("zh")
    case = CASES["courier"]
    made = letter(
        "hardship_notice",
        case,
        case.debts[0],
        sender=Sender("王小明", "13800000000", "1234", {"jintiao": "JT-9"}),
    )
    lines = made.text.split("\n\n")
    assert lines[1] == "尊敬的某网络小额贷款公司："
    assert "合同（账户）编号JT-9" in lines[2]
    end = lines.index("此致")
    assert lines[end + 1] == "敬礼！"
    assert lines[end + 2 : end + 6] == [
        "申请人：王小明", "身份证号后四位：1234", "联系电话：13800000000", "2026年11月24日",
    ]  # fmt: skip
    assert lines[end + 6].startswith("附件1：")


def test_what_is_not_known_is_a_line_to_fill_in() -> None:
    case = CASES["courier"]
    text = letter("itemised_bill", case, case.debts[0]).text
    assert "My name is ＿＿＿＿＿＿＿＿." in text and "account number ＿＿＿＿＿＿＿＿)" in text


def test_a_household_without_hardship_or_words_of_its_own() -> None:
    case = CASES["courier"]
    hardship = type(case.hardship)
    debt = case.debts[0]
    text = letter("hardship_notice", replace(case, hardship=hardship()), debt).text
    assert "The reason" not in text and "circumstances" not in text and "Proof" not in text
    text = letter("hardship_notice", replace(case, hardship=hardship("illness")), debt).text
    assert "The reason: illness or injury." in text and "since" not in text
    alone = replace(case, debts=(debt,))
    given = everything(alone, debt)
    assert "other debt" not in letter("offer", alone, debt, given=given).text
    assert "1 other debt" in letter("offer", case, debt, given=everything(case, debt)).text


# -- promises


def test_a_promise_above_a_bad_month_is_refused_kindly() -> None:
    case, debt = CASES["courier"], CASES["courier"].debts[0]
    offer = offered(debt, case.as_of, Rescheduling(12))
    assert offer.affordable(Means(case.budget_lines)).enough  # in a normal month it could be paid
    for write in (
        lambda: letter("offer", case, debt, given=Given(offer=offer)),
        lambda: call_script(case, debt, given=Given(offer=offer)),
    ):
        with pytest.raises(PromiseTooHigh) as caught:
            write()
        text = str(caught.value)
        bad = offer.affordable(Means(case.budget_lines), bad_month=True)
        assert money(bad.most_short) in text and money(case.budget(bad_month=True).left) in text
        assert text.startswith("Not written") and "notice of hardship" in text
        use_language("zh")
        assert str(caught.value).startswith("没有写")
        use_language("en")


def test_a_promise_is_measured_together_with_those_for_the_other_debts() -> None:
    case = CASES["family"]
    first, second = case.debts[:2]
    offer = offered(first, case.as_of, Rescheduling(12))
    other = offered(second, case.as_of, Rescheduling(12))
    assert letter("offer", case, first, given=Given(offer=offer))
    assert letter("card_instalments", case, second, given=Given(offer=other))
    with pytest.raises(PromiseTooHigh):
        letter("offer", case, first, given=Given(offer=offer, promised=[other]))


def test_what_is_left_counts_month_by_month() -> None:
    """The courier's medicine ends in January: only then the payment can be carried."""
    case, debt = CASES["courier"], CASES["courier"].debts[0]
    cut = means(case)
    plan = [Remission("penalty", share="1"), Rescheduling(24, annual_rate="0")]
    with pytest.raises(PromiseTooHigh, match="Dec 2026"):
        letter("offer", case, debt, given=Given(offer=offered(debt, case.as_of, *plan), means=cut))
    later = offered(debt, case.as_of, Deferral(2, interest_runs=False), *plan)
    assert letter("offer", case, debt, given=Given(offer=later, means=cut))


def test_a_letter_tells_from_when_to_when_a_month_is_so() -> None:
    """A wage of 6,800 to 30 November, 4,100 from December to March: no letter speaks of 3,120 left."""
    debt = NOT_LATE_YET.debt("bank-loan")
    free = Means.of("100000")
    pause = Given(offer=offered(debt, NOT_LATE_YET.as_of, Deferral(4)), means=free)
    for write in (
        lambda: letter("hardship_notice", NOT_LATE_YET, debt),
        lambda: letter("deferral", NOT_LATE_YET, debt, given=pause),
        lambda: call_script(NOT_LATE_YET, debt),
    ):
        text = write().text
        assert "Until 30 Nov 2026 my household has an income of ¥6,800.00" in text
        assert "From 1 Dec 2026 to 31 Mar 2027 it is an income of ¥4,100.00" in text
        assert "¥3,120.00" not in text and "¥2,720.00" not in text
    notice = letter("hardship_notice", NOT_LATE_YET, debt).text
    assert "A month from 1 Dec 2026 to 31 Mar 2027" in notice and "¥420.00" in notice and "¥120.00" in notice
    assert "in a bad month an income of ¥3,800.00" in call_script(NOT_LATE_YET, debt).text
    use_language("zh")
    notice = letter("hardship_notice", NOT_LATE_YET, debt).text
    assert "到2026年11月30日为止，一般月份家庭收入¥6,800.00" in notice
    assert "2026年12月1日至2027年3月31日，一般月份收入¥4,100.00" in notice


def test_a_plan_that_ends_before_a_change_does_not_speak_of_it() -> None:
    debt = CASES["courier"].debts[0]
    short = Given(offer=offered(debt, CASES["courier"].as_of, LumpSum(share=1)), means=Means.of("100000"))
    assert "2027" not in letter("offer", CASES["courier"], debt, given=short).text


def test_a_letter_says_what_its_offer_counts_on_beside_the_budget() -> None:
    case, debt, offer = offer_of("courier")
    saving = replace(means(case), reserve="260")
    for write in (letter, lambda kind, *args, given: call_script(*args, given=given)):
        text = write("offer", case, debt, given=Given(offer=offer, means=saving)).text
        assert "I cut all other spending, ¥300.00 a month; a bad month then leaves ¥200.00" in text
        assert "savings of ¥260.00 fill the gap" in text
    made = letter("offer", case, debt, given=Given(offer=offer, means=saving))
    assert "Income less essentials" in made.text  # the row the offer rests on, in the annex
    plain = letter("offer", case, debt, given=Given(offer=offer, means=Means.of("100000"))).text
    assert "I cut" not in plain and "savings of" not in plain


def test_an_offer_of_another_debt_or_of_yesterday_is_a_mistake() -> None:
    case = CASES["courier"]
    other = offered(case.debts[1], case.as_of, Rescheduling(12))
    rich = Means.of("100000")
    with pytest.raises(ValueError, match="allowed: of jintiao"):
        letter("offer", case, case.debts[0], given=Given(offer=other, means=rich))
    old = offered(case.debts[0], case.as_of - timedelta(1), Rescheduling(12))
    with pytest.raises(ValueError, match="allowed: of jintiao"):
        letter("offer", case, case.debts[0], given=Given(offer=old, means=rich))


# -- letters that do not fit


def refusal(kind: str, case: Case, debt: Debt, given: Given = Given()) -> str:  # noqa: B008
    with pytest.raises(PaperRefused) as caught:
        letter(kind, case, debt, given=given)
    texts = []
    for language in ("en", "zh"):
        with in_language(language):
            texts.append(str(caught.value))
    assert all(re.search(r"[.。]", text) and "{" not in text for text in texts)
    return texts[0]


def test_letters_that_do_not_fit_say_what_to_do_instead() -> None:
    courier, clerk = CASES["courier"], CASES["clerk"]
    late, on_time = courier.debts[0], clerk.debts[0]
    everything_late = everything(courier, late)
    assert "for one kind of debt only: Bank credit card" in refusal(
        "card_instalments", courier, late, everything_late
    )
    assert "47 days late" in refusal("deferral", courier, late, everything_late)
    assert "is not" in refusal("offer", clerk, on_time, everything(clerk, on_time))
    private = replace(late, given_lender_kind="private")
    text = refusal("complaint_lender", courier, private, everything(courier, private))
    assert "this lender is" in text
    for kind in KINDS:
        form = template(kind, "en")
        for need in form.needs:
            debt = next(
                CASES[n].debt(i)
                for n, i in DEBTS
                if kind in fitting(CASES[n], CASES[n].debt(i), given=everything(CASES[n], CASES[n].debt(i)))
            )
            case = next(c for c in CASES.values() if debt in c.debts)
            empty = {"offer": None, "complained": None, "agreement": None}.get(need, ())
            field = {"complained": "complained_on"}.get(need, need)
            text = refusal(kind, case, debt, replace(everything(case, debt), **{field: empty}))
            assert form.title in text


def test_doing_nothing_is_no_offer() -> None:
    case, debt = CASES["courier"], CASES["courier"].debts[0]
    nothing = offered(debt, case.as_of, NoAgreement(6))
    assert "needs an offer" in refusal("offer", case, debt, Given(offer=nothing))


def test_a_card_plan_longer_than_the_rule_allows_is_refused() -> None:
    case, debt = CASES["clerk"], CASES["clerk"].debts[0]
    most = rules["card-personal-instalments"].on(case.as_of)["max_months"]
    longest = offered(debt, case.as_of, Rescheduling(most))
    assert letter("card_instalments", case, debt, given=Given(offer=longest))
    text = refusal(
        "card_instalments", case, debt, Given(offer=offered(debt, case.as_of, Rescheduling(most + 1)))
    )
    assert f"{most} months" in text and f"{most + 1} months" in text


def test_unknown_kinds_and_tones() -> None:
    case, debt = CASES["courier"], CASES["courier"].debts[0]
    with pytest.raises(KeyError, match=r"no letter 'ofer'; there are .*offer"):
        letter("ofer", case, debt)
    with pytest.raises(ValueError, match="allowed: plain, warm, firm"):
        letter("itemised_bill", case, debt, tone="angry")


# -- rules and doors


@pytest.mark.parametrize(("name", "id"), DEBTS)
def test_no_rule_is_cited_where_it_does_not_hold(name: str, id: str) -> None:
    case = CASES[name]
    debt = case.debt(id)
    given = everything(case, debt)
    for kind, tone in product(fitting(case, debt, given=given), TONES):
        made = letter(kind, case, debt, tone=tone, given=given)
        for rule in template(kind, "en").rules:
            source = rules[rule].on(case.as_of).source
            cited = f"{source.title_text()}, {source.clause}"
            if not reach().holds(rule, debt, case.as_of):
                assert cited not in made.text
                assert rule not in made.rules


def test_the_door_depends_on_the_lender_and_the_matter(language: str) -> None:
    courier, family = CASES["courier"], CASES["family"]
    doors = {
        (small := courier.debts[0]).lender_kind: letter(
            "complaint_authority", courier, small, given=everything(courier, small)
        ),
        (card := family.debts[1]).lender_kind: letter(
            "complaint_authority", family, card, given=everything(family, card)
        ),
    }
    about_report = letter(
        "complaint_authority", family, card, given=replace(everything(family, card), about="credit_report")
    )
    names = {door.id: door.name for door in reach().doors}
    assert names["local_finance"] in doors["small_loan"].text
    assert names["financial_regulator"] in doors["bank"].text
    assert names["central_bank"] in about_report.text
    assert names["financial_regulator"] not in about_report.text


def test_deadlines_follow_the_rules() -> None:
    case = CASES["family"]
    card = case.debts[1]
    today = case.as_of
    made: Letter = letter("complaint_lender", case, card, given=everything(case, card))
    rule = rules["complaint-institution"].on(today)
    assert [deadline.on for deadline in made.deadlines] == [
        today + timedelta(rule[key]) for key in ("simple", "complex", "max")
    ]
    assert "must have decided" in made.deadlines[0].text
    made = letter("report_objection", case, card, given=everything(case, card))
    assert [deadline.on for deadline in made.deadlines] == [
        today + timedelta(rules["report-objection"].on(today)["days"])
    ]
    small = CASES["courier"].debts[0]  # the rule on complaints is not for small-loan companies
    made = letter("complaint_lender", CASES["courier"], small, given=everything(CASES["courier"], small))
    assert made.deadlines == ()
    about = replace(everything(case, card), about="credit_report")
    made = letter("complaint_authority", case, card, given=about)
    assert [deadline.rule for deadline in made.deadlines] == ["report-complaint"]


# -- the call script


@pytest.mark.parametrize(("name", "id"), DEBTS)
def test_the_call_script_for_every_debt(name: str, id: str, language: str) -> None:
    case = CASES[name]
    debt = case.debt(id)
    p = debt.position(case.as_of)
    given = Given(offer=offered(debt, case.as_of, Rescheduling(24)), means=Means.of("100000"))
    for one in (Given(), given):
        made = call_script(case, debt, given=one)
        text = made.text
        assert money(p.total) in text and debt.label in text
        assert set(AMOUNT.findall(text)) <= library_amounts(case, debt, one)
        assert (money(p.due) in text) or not p.days_past_due
        assert (offer_summary(given.offer) in text) == (one.offer is not None)
        assert "☐" in text
    never = "No password, no code" if language == "en" else "不给密码、验证码"
    assert never in text


def test_without_an_offer_the_script_promises_nothing() -> None:
    text = call_script(CASES["laid_off"], CASES["laid_off"].debts[0]).text
    assert "I will not promise one" in text and "is on" not in text


def test_only_for_a_banks_card_the_script_names_the_personal_agreement() -> None:
    family = CASES["family"]
    assert "personal instalment agreement" in call_script(family, family.debts[1]).text
    for debt in (family.debts[0], family.debts[2]):
        assert "personal instalment agreement" not in call_script(family, debt).text


# -- offers in words


def words_of(*parts: object) -> tuple[list[str], str, Outcome]:
    debt = CASES["courier"].debts[0]
    offer = offered(debt, CASES["courier"].as_of, *parts)  # type: ignore[arg-type]
    return offer_lines(offer), offer_summary(offer), offer


def test_a_waiver_a_pause_and_new_instalments() -> None:
    lines, summary, offer = words_of(
        Rescheduling(12, annual_rate="0", arrears="first", fee="30"),
        Deferral(1, interest_runs=False),
        Remission("penalty", amount="27.08"),
    )
    assert lines == [
        "Please waive ¥27.08 of the penalty interest.",
        "No payment for the first 1 month. No interest runs meanwhile.",
        "All that is owed in 12 payments, one a month, the same payment each time, without interest."
        " Fees of the plan: ¥30.00. What has built up in interest, penalty and fees is paid with the first"
        " payment.",
    ]
    assert money(offer.first_payment) in summary and "24 Jan 2027" in summary


def test_a_deferral_moves_the_plan() -> None:
    lines, _, _ = words_of(Deferral(2, annual_rate="0.10", repaid="spread"))
    assert lines == [
        "No payment for 2 months; what would be due moves back by as long. Interest runs meanwhile, at 10% a"
        " year, and is paid in equal parts with the payments."
    ]


def test_one_sum_for_all() -> None:
    lines, summary, offer = words_of(LumpSum(share="0.9", on=date(2026, 12, 15)))
    assert (
        lines[-1] == f"I pay {money(offer.total_paid)} once, on 15 Dec 2026; with this the debt is settled."
    )
    assert money(offer.waived["principal"]) in lines[0]
    assert summary == f"One payment of {money(offer.total_paid)} on 15 Dec 2026."


def test_a_down_payment_and_steps() -> None:
    lines, _, _ = words_of(
        LumpSum(amount="178.17"),
        Rescheduling(20, method="stepped", start_amount="200", step="50", step_every=6, interest_on="total"),
    )
    assert lines[0] == "I pay ¥178.17 on 24 Nov 2026, the rest by the plan that follows."
    assert "payments that change in steps" in lines[1] and "at the contract rate" in lines[1]


def test_a_counter_offer_that_does_not_cover_everything() -> None:
    lines, summary, offer = words_of(
        CounterOffer(((date(2026, 12, 8), "500"), (date(2027, 1, 8), "500")), rest="owed")
    )
    assert lines == [
        "2 payments on the days and in the amounts that were named, ¥0.00 of it interest and fees."
    ]
    assert summary.endswith(f"After that {money(offer.still_owed)} is still owed.")


def test_the_words_in_chinese() -> None:
    use_language("zh")
    lines, summary, offer = words_of(Remission("penalty", share="1"), Deferral(2), Rescheduling(12))
    assert lines == [
        "恳请减免罚息¥127.08。",
        "先暂停还款2个月。这段时间利息照计，利率按原合同，随最后一笔一并付清。",
        "全部欠款分12期还，每月一笔，每期还款额相同，利率按原合同。",
    ]
    assert summary == (
        f"2027年2月24日还第一笔{money(offer.first_payment)}，每笔最多{money(offer.highest_payment)}，"
        f"2028年1月24日还最后一笔，共还{money(offer.total_paid)}。"
    )
