"""The figures of the rules against a second list of them, written down apart from the data.

Whoever changes a figure in `data/rules` changes it here too, from the source and not from the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from duecourse.locale import in_language
from duecourse.rules import NotInForce, Rule, Value, rules

D = Decimal
TODAY = date(2026, 11, 24)

FIGURES: list[tuple[str, date, dict[str, Any]]] = [
    # penalty
    ("penalty-uplift", date(2004, 1, 1), {"min": D("0.30"), "max": D("0.50")}),
    ("penalty-misuse", date(2004, 1, 1), {"min": D("0.50"), "max": D("1.00")}),
    ("day-count", TODAY, {"loan": 360, "card": 365}),
    ("penalty-over-24", TODAY, {"contract_rate": D("0.16"), "multiple": D("1.5"), "ceiling": D("0.24")}),
    # cards
    ("card-grace", date(2013, 7, 1), {"days": 3}),
    ("card-tolerance", date(2013, 7, 1), {"amount": 10}),
    ("card-minimum-payment", TODAY, {"share": D("0.10")}),
    (
        "card-daily-rate",
        date(2018, 1, 1),
        {"cap": D("0.0005"), "floor": D("0.00035"), "cap_year": D("0.1825"), "floor_year": D("0.12775")},
    ),
    ("card-daily-rate", date(2021, 1, 1), {"typical": D("0.0005")}),
    ("card-no-interest-on-fees", date(2017, 1, 1), {"interest_on_fees": False}),
    ("card-default-fee", date(2017, 1, 1), {"rate": D("0.05")}),
    ("card-instalments", date(2022, 7, 7), {"years": 5, "cash_amount": 50000, "cash_years": 2}),
    # what counts as overdue
    ("overdue-baitiao-bill", TODAY, {"service_daily": D("0.0005")}),
    (
        "baitiao-minimum-payment",
        TODAY,
        {"new": D("0.10"), "carried": D("0.10"), "carried_after_miss": D("1.00"), "threshold": 300},
    ),
    ("baitiao-bill-days", TODAY, {"statement_day": 3, "due_after": 9, "lock_months": 6}),
    # Baitiao and Jintiao
    (
        "baitiao-bill-late-cost",
        TODAY,
        {
            "penalty_daily": D("0.00015"),
            "service_daily": D("0.0005"),
            "sum_daily": D("0.00065"),
            "sum_annual": D("0.23725"),
        },
    ),
    (
        "baitiao-order-late-cost",
        TODAY,
        {"penalty_daily": D("0.0007"), "annual": D("0.2555"), "least": D("0.01")},
    ),
    (
        "baitiao-penalty-changed",
        TODAY,
        {
            "history": (D("0.0003"), D("0.0005"), D("0.0007"), D("0.00015")),
            "service_beside_last": D("0.0005"),
        },
    ),
    ("baitiao-instalment-fee", TODAY, {"min": D("0.005"), "max": D("0.012")}),
    (
        "jintiao-late-cost",
        TODAY,
        {
            "penalty_min": D("0.0006"),
            "penalty_max": D("0.0015"),
            "annual_min": D("0.219"),
            "annual_max": D("0.5475"),
            "multiple": D("1.5"),
        },
    ),
    ("jintiao-rate", TODAY, {"daily_from": D("0.00019"), "daily_old_max": D("0.00095")}),
    ("who-is-the-lender", date(2025, 5, 31), {"stake": D("0.65")}),
    ("baitiao-defer", TODAY, {"periods": 1}),
    # ceilings
    ("ceiling-private-interest", date(2020, 8, 20), {"multiple": D(4)}),
    ("ceiling-private-late", date(2020, 8, 20), {"multiple": D(4)}),
    ("ceiling-court-licensed", date(2017, 8, 9), {"annual_rate": D("0.24")}),
    ("ceiling-platform-loans", date(2025, 10, 1), {"annual_rate": D("0.24")}),
    ("ceiling-consumer-finance", date(2025, 11, 1), {"annual_rate": D("0.20")}),
    (
        "ceiling-small-loan-new",
        date(2025, 12, 31),
        {"annual_rate": D("0.24"), "target_multiple": D(4), "target_by": date(2027, 12, 31)},
    ),
    ("cost-table", date(2026, 8, 1), {"articles": 11}),
    # Civil Code
    ("limitation", date(2021, 1, 1), {"years": 3, "long_stop_years": 20}),
    ("payment-order", date(2021, 1, 1), {"order": ("costs", "interest", "principal")}),
    ("default-fee-too-high", TODAY, {"excess": D("0.30")}),
    # credit report
    ("bad-record-five-years", date(2013, 3, 15), {"years": 5}),
    ("free-reports", date(2013, 3, 15), {"free_per_year": 2}),
    ("report-objection", date(2013, 3, 15), {"days": 20}),
    ("report-complaint", date(2013, 3, 15), {"days": 30}),
    ("report-codes", TODAY, {"step_days": 30, "over_days": 180}),
    ("three-in-a-row", TODAY, {"consecutive": 3, "cumulative": 6, "window_min": 1, "window_max": 2}),
    (
        "one-off-repair",
        date(2026, 1, 1),
        {
            "max_amount": 10000,
            "arose_from": date(2020, 1, 1),
            "arose_to": date(2025, 12, 31),
            "repay_by": date(2026, 3, 31),
            "early_until": date(2025, 11, 30),
        },
    ),
    # loan classes
    (
        "loan-class",
        date(2023, 7, 1),
        {"technical_days": 7, "substandard_after": 90, "doubtful_after": 270, "loss_after": 360},
    ),
    ("card-class", date(2011, 1, 13), {"special_mention_to": 90, "substandard_to": 120, "doubtful_to": 180}),
    ("restructured-class", TODAY, {"watch_years": 1}),
    # negotiation
    ("card-personal-instalments", date(2011, 1, 13), {"max_years": 5, "max_months": 60}),
    ("card-agreement-contents", TODAY, {"items": 6}),
    ("loan-extension-limits", date(1996, 8, 1), {"long_years": 3, "short_years": 1, "medium_years": 5}),
    ("cash-loan-extension", date(2017, 12, 1), {"times": 2}),
    # collection
    (
        "collection-hours-standard",
        date(2025, 2, 28),
        {"quiet_from": time(22), "quiet_to": time(8), "calls_per_day": 3, "record_years": 2},
    ),
    (
        "collection-guideline",
        date(2026, 1, 30),
        {
            "quiet_from": time(22),
            "quiet_to": time(8),
            "dial_attempts": 6,
            "visitors_min": 2,
            "failed_calls": 3,
            "articles": 54,
        },
    ),
    ("card-collection", TODAY, {"recording_years": 2}),
    ("crime-collecting-illegal-debt", date(2021, 3, 1), {"max_years": 3}),
    ("harassing-messages", date(2025, 12, 31), {"min_days": 5, "max_days": 10, "fine": 500}),
    (
        "harassing-messages",
        date(2026, 1, 1),
        {
            "light_days": 5,
            "min_days": 5,
            "max_days": 10,
            "fine": 1000,
            "home_min_days": 10,
            "home_max_days": 15,
            "home_min_fine": 1000,
            "home_max_fine": 2000,
            "official_min_days": 10,
            "official_max_days": 15,
        },
    ),
    ("small-loan-collection", date(2024, 12, 31), {"prohibitions": 6}),
    # complaints
    ("complaint-institution", date(2020, 3, 1), {"simple": 15, "complex": 30, "max": 60, "review": 30}),
    ("hotline-financial-regulator", TODAY, {"phone": "12378"}),
    ("hotline-central-bank", TODAY, {"phone": "12363"}),
    ("hotline-local-government", date(2024, 12, 31), {"phone": "12345", "area_code": True}),
    ("hotline-legal-advice", date(2022, 1, 1), {"phone": "12348"}),
    # consequences
    ("court-mediation", date(2024, 1, 1), {"days": 30, "phone": "12368"}),
    ("court-filing", date(2024, 1, 1), {"days": 7}),
    ("court-service", date(2024, 1, 1), {"notice_days": 30}),
    ("court-defence", date(2024, 1, 1), {"send_days": 5, "defence_days": 15}),
    ("court-hearing", date(2024, 1, 1), {"small_months": 2, "simple_months": 3}),
    ("court-judgment", date(2024, 1, 1), {"appeal_days": 15}),
    ("freezing-before-judgment", date(2024, 1, 1), {"hours": 48, "sue_days": 30}),
    ("payment-order-court", date(2024, 1, 1), {"issue_days": 15, "respond_days": 15, "refuse_days": 7}),
    ("enforcement-time", date(2024, 1, 1), {"years": 2}),
    ("enforcement-leaves-living", date(2024, 1, 1), {"rent_min": 5, "rent_max": 8}),
    (
        "personal-bankruptcy",
        date(2025, 11, 1),
        {
            "shenzhen_from": date(2021, 3, 1),
            "shenzhen_years": 3,
            "xiamen_from": date(2025, 11, 1),
            "xiamen_years": 5,
            "taken": 2720,
            "cleared": 709,
        },
    ),
    (
        "doubled-interest",
        date(2014, 8, 1),
        {"daily": D("0.000175"), "annual_360": D("0.063"), "annual_365": D("0.063875")},
    ),
    ("dishonest-debtor-list", date(2017, 5, 1), {"years": 2, "extend_min": 1, "extend_max": 3}),
    (
        "debt-is-no-crime",
        date(2018, 12, 1),
        {
            "principal_min": 50000,
            "demands": 2,
            "gap_days": 30,
            "months": 3,
            "huge": 500000,
            "specially_huge": 5000000,
        },
    ),
    ("what-is-a-crime", TODAY, {"judgment_max": 3, "serious_max": 7}),
    # scams
    ("illegal-middlemen", date(2025, 5, 14), {"types": 4}),
    ("crackdown-2025", TODAY, {"places": 17, "cases": 1500, "gangs": 200, "amount": 30_000_000_000}),
    # households
    (
        "disposable-income",
        date(2025, 1, 1),
        {
            "year": 2025,
            "national": 43377,
            "national_median": 36231,
            "urban": 56502,
            "urban_median": 51115,
            "rural": 24456,
            "rural_median": 20711,
        },
    ),
    ("disposable-income", date(2024, 12, 31), {"national": 41314, "urban": 54188, "rural": 23119}),
    (
        "consumption",
        TODAY,
        {"national": 29476, "urban": 35869, "national_month": D("2456.33"), "urban_month": D("2989.08")},
    ),
    (
        "consumption",
        date(2024, 12, 31),
        {
            "national": 28227,
            "urban": 34557,
            "rural": 19280,
            "food": 8411,
            "clothing": 1521,
            "housing": 6263,
            "household_goods": 1547,
            "transport": 3976,
            "education": 3189,
        },
    ),
    (
        "wages",
        TODAY,
        {"nonprivate": 124110, "private": 69476, "nonprivate_month": 10343, "private_month": 5790},
    ),
    (
        "cards-in-china",
        TODAY,
        {
            "cards": 737_000_000,
            "per_head": D("0.52"),
            "avg_limit": 30900,
            "utilisation": D("0.3782"),
            "avg_drawn": 11700,
            "balance": 8_610_000_000_000,
            "overdue": 121_608_000_000,
            "overdue_share": D("0.0142"),
        },
    ),
    (
        "cards-late",
        TODAY,
        {"growth": D("0.2631"), "overdue_share": D("0.0143"), "cards_mid_2025": 715_000_000},
    ),
    (
        "baitiao-late",
        TODAY,
        {"d1_30": D("0.0091"), "d31_60": D("0.0113"), "d61_90": D("0.0115"), "d91_up": D("0.0462")},
    ),
    ("baitiao-balance", TODAY, {"min": 1000, "max": 20000}),
]


@pytest.mark.parametrize(("rule", "on", "figures"), FIGURES, ids=[f"{row[0]} {row[1]}" for row in FIGURES])
def test_figures(rule: str, on: date, figures: dict[str, Any]) -> None:
    value = rules[rule].on(on)
    assert {name: value[name] for name in figures} == figures


def test_no_rule_with_figures_is_left_out() -> None:
    """The lists further down and the prime rate (test_lookups) have tests of their own."""
    apart = {
        "lpr",
        "report-special-marks",
        "report-account-states",
        "report-letters",
        "card-default-fee-least",
        "card-default-fee-highest",
        "personal-loan-extension",
        "ceiling-court-small-loan",
        "ceiling-small-loan-target",
    }
    listed = {rule for rule, _, _ in FIGURES}
    assert {rule.id for rule in rules if rule.unit is not None} == listed | apart


CODES = (
    ("1", 1, 30),
    ("2", 31, 60),
    ("3", 61, 90),
    ("4", 91, 120),
    ("5", 121, 150),
    ("6", 151, 180),
    ("7", 181, None),
)
LOAN_CLASSES = (
    ("special_mention", 1, 90),
    ("substandard", 91, 270),
    ("doubtful", 271, 360),
    ("loss", 361, None),
)
CARD_CLASSES = (
    ("special_mention", 1, 90),
    ("substandard", 91, 120),
    ("doubtful", 121, 180),
    ("loss", 181, None),
)


def test_report_codes_and_classes_as_calc_takes_them() -> None:
    assert rules["report-codes"].on(TODAY).ranges("codes") == CODES
    assert rules["loan-class"].on(TODAY).ranges("classes") == LOAN_CLASSES
    assert rules["card-class"].on(TODAY).ranges("classes") == CARD_CLASSES
    assert set(rules["report-letters"].on(TODAY).names("letters")) == set("N*MDZCG#BA")
    assert rules["loan-class"].on(TODAY).names("classes")["doubtful"] == "Doubtful"


def test_special_marks_and_account_states() -> None:
    with in_language("zh"):
        marks = rules["report-special-marks"].on(TODAY).names("marks")
        states = rules["report-account-states"].on(TODAY)
    assert marks == {
        "1": "展期",
        "2": "担保人（第三方）代偿",
        "3": "以资抵债",
        "4": "提前还款",
        "5": "提前结清",
        "8": "司法追偿",
        "9": "其他",
        "11": "债务减免",
        "12": "资产剥离",
        "13": "资产转让",
        "14": "信用卡个性化分期",
        "16": "银行主动延期",
        "17": "强制平仓",
    }
    assert [state["zh"] for state in states["collection"]] == ["资产处置", "代偿债务"]
    assert {"呆账", "司法追偿"} <= {state["zh"] for state in states["loan"]} & {
        state["zh"] for state in states["card"]
    }


def test_what_the_law_said_before_and_after() -> None:
    sold, crime = rules["debt-sold"], rules["what-is-a-crime"]
    assert "sued" in sold.on(date(2023, 12, 5)).text
    assert "sued" not in sold.on(date(2023, 12, 4)).text
    assert "taken off" in crime.on(date(2024, 12, 1)).text
    assert "taken off" not in crime.on(date(2024, 11, 30)).text
    assert "Xiamen" not in rules["personal-bankruptcy"].on(date(2025, 10, 31)).text


def test_default_fees_by_bank() -> None:
    least = rules["card-default-fee-least"].on(TODAY)["banks"]
    assert {item["bank"]["zh"]: item["amount"] for item in least} == {
        "中国农业银行": 1,
        "中国建设银行": 5,
        "招商银行": 10,
        "民生银行": 10,
        "中信银行": 20,
        "兴业银行": 20,
    }
    highest = rules["card-default-fee-highest"].on(TODAY)["banks"]
    assert {item["bank"]["zh"]: item["amount"] for item in highest} == {"中国工商银行": 500, "华夏银行": 2000}


def test_the_old_and_the_new_rule_on_extending_a_personal_loan() -> None:
    rule = rules["personal-loan-extension"]
    assert "longest term of that product" in rule.on(date(2024, 6, 30)).text
    assert "no more than half" in rule.on(date(2024, 7, 1)).text


SINCE = [
    ("penalty-period", date(2004, 1, 1)),
    ("compound-interest", date(2004, 1, 1)),
    ("ceiling-private-not-for-licensed", date(2021, 1, 1)),
    ("annualised-rate", date(2021, 3, 31)),
    ("limitation-instalments", date(2021, 1, 1)),
    ("extension-before-due", date(2021, 1, 1)),
    ("card-terms", date(2021, 5, 25)),
    ("told-before-reporting", date(2013, 3, 15)),
    ("collect-from-debtor-only", date(2025, 2, 28)),
    ("personal-information", date(2021, 11, 1)),
    ("internet-finance-pact", date(2018, 3, 28)),
    ("enforcement-leaves-living", date(2024, 1, 1)),
    ("spending-limits", date(2015, 7, 22)),
    ("personal-bankruptcy", date(2021, 3, 1)),
    ("paid-credit-repair", date(2022, 1, 29)),
    ("illegal-agents", date(2025, 3, 13)),
    ("agreed-debits", date(2021, 5, 25)),
    ("report-special-marks", date(2020, 1, 1)),
    ("report-account-states", date(2020, 1, 1)),
]


@pytest.mark.parametrize(("rule", "first"), SINCE)
def test_since_when(rule: str, first: date) -> None:
    assert rules[rule].values[0].from_ == first


CLAUSES = [
    ("limitation", "第188条"),
    ("limitation-instalments", "第189条"),
    ("limitation-effect", "第192条、第193条；《诉讼时效规定》（2020年修正）第19条"),
    ("limitation-restarts", "第195条"),
    ("payment-order", "第561条"),
    ("payment-several-debts", "第560条"),
    ("no-interest-up-front", "第670条"),
    ("late-interest", "第675条、第676条"),
    ("early-repayment", "第677条"),
    ("extension-before-due", "第678条"),
    ("usury-forbidden", "第680条"),
    ("standard-terms", "第496条"),
    ("debt-sold", "第546条至第548条；最高人民法院《合同编通则解释》第48条"),
    ("default-fee-too-high", "第585条；最高人民法院《合同编通则解释》第64条至第65条"),
    ("harassing-messages", "第50条第1款第5项、第2款"),
    ("agreed-debits", "第3条第1项；《诉讼时效规定》（2020年修正）第8条第3项"),
    ("small-loan-collection", "金规〔2024〕26号关于催收的条款"),
    ("hotline-local-government", "金规〔2024〕26号"),
    ("report-complaint", "第26条"),
    ("change-of-circumstances", "第533条"),
    ("bad-record-five-years", "第16条"),
    ("card-personal-instalments", "第70条第1款"),
    ("card-collection", "第66条至第69条"),
    ("ceiling-private-interest", "第25条"),
]


@pytest.mark.parametrize(("rule", "clause"), CLAUSES)
def test_clause(rule: str, clause: str) -> None:
    found = rules[rule].latest.source.clause
    assert found is not None
    assert found["zh"] == clause


NOT_SEEN = {
    # known only generally, whatever else is done to the text of the rule
    "general knowledge": {
        "acceleration",
        "restructured-class",
        "personal-loan-extension",
        "internet-finance-pact",
        "baitiao-balance",
        "number-from-the-app",
        "ceiling-court-small-loan",
    },
    # told by the press, by a repost or by another third party
    "reported": {
        "day-count",
        "card-minimum-payment",
        "card-default-fee",
        "card-default-fee-least",
        "card-default-fee-highest",
        "card-whole-balance-interest",
        "overdue-baitiao-bill",
        "overdue-baitiao-order",
        "baitiao-minimum-payment",
        "baitiao-bill-days",
        "baitiao-penalty-changed",
        "baitiao-bill-late-cost",
        "baitiao-order-late-cost",
        "baitiao-instalment-fee",
        "jintiao-late-cost",
        "jintiao-rate",
        "who-is-the-lender",
        "baitiao-in-credit-report",
        "baitiao-defer",
        "ceiling-consumer-finance",
        "report-codes",
        "three-in-a-row",
        "collection-guideline",
        "lpr",
        "stop-interest-slogan",
        "one-off-repair-was-free",
        "baitiao-late",
    },
    "own arithmetic": {"penalty-over-24"},
}


def test_no_rule_claims_to_be_surer_than_it_is() -> None:
    for status, ids in NOT_SEEN.items():
        assert {rule.id for rule in rules if rule.latest.status == status} == ids


APART = {
    ("complaint-institution", "review"): "general knowledge",
    ("court-mediation", "phone"): "reported",
    ("hotline-local-government", "phone"): "general knowledge",
    ("hotline-legal-advice", "phone"): "general knowledge",
}
"""Figures that are known in another way than the rest of their rule."""


def test_no_figure_claims_to_be_surer_than_it_is() -> None:
    found = {(rule.id, key): one.status for rule in rules for key, one in rule.latest.known.items()}
    assert found == APART


def test_no_clause_is_printed_where_none_was_seen() -> None:
    for rule_id in ("small-loan-collection", "hotline-local-government", "personal-loan-extension"):
        clause = rules[rule_id].latest.source.clause
        assert clause is not None
        assert "第" not in clause["zh"].replace("第3号", "")


def test_the_prime_rate_is_looked_at_every_month() -> None:
    assert rules["lpr"].review_months == 1
    assert rules["lpr"].known_until == date(2026, 9, 20)


def _everything(rule: Rule) -> str:
    texts = [rule.labels, rule.scopes]
    for value in rule.values:
        texts += [value.texts, value.note_texts or {}]
    return " ".join(text for pair in texts for text in pair.values())


def test_what_is_not_to_be_printed_is_nowhere() -> None:
    """A lender's hotline that nobody confirmed, a sum of the minimum allowance, an article not read."""
    everything = " ".join(_everything(rule) for rule in rules)
    for word in ("95118", "606 5500", "第71条", "Art. 71"):
        assert word not in everything
    assert not re.search(r"(低保|minimum living allowance)[^。.]{0,20}\d", everything)


def test_what_holds_for_cards_only_says_so() -> None:
    for rule in ("card-personal-instalments", "card-agreement-contents", "card-agreement-stops-collection"):
        assert "Not Baitiao, not Jintiao" in rules[rule].scopes["en"]
        assert "白条、金条和其他贷款都不适用" in rules[rule].scopes["zh"]


def test_some_days_after_the_check_only_the_prime_rate_may_be_out_of_date() -> None:
    for on in (TODAY, date(2026, 11, 29), date(2027, 5, 24)):
        assert [value.rule.id for value in _in_force(on) if value.stale] == ["lpr"]


def test_a_year_and_more_after_the_check_everything_may_be_out_of_date() -> None:
    assert all(value.stale for value in _in_force(date(2027, 11, 25)))


def _in_force(on: date) -> Iterator[Value]:
    for rule in rules:
        try:
            yield rule.on(on)
        except NotInForce:
            continue
