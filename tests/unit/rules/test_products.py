"""Every product: its figures against a second list, and the calculation takes what it says."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import duecourse
from duecourse.calc import InstalmentTerms, RevolvingTerms
from duecourse.locale import LANGUAGES, in_language
from duecourse.rules import KINDS, LENDER_KINDS, PANELS, Product, cite, lender_text, products, rules
from duecourse.rules.product import Term

D = Decimal
PACKAGE = Path(duecourse.__path__[0])
ALL = list(products)
EVERY_PRODUCT = pytest.mark.parametrize("product", ALL, ids=[product.name for product in ALL])
TERMS = [term for product in ALL for term in product.terms.values()]
EVERY_TERM = pytest.mark.parametrize(
    "term", TERMS, ids=[f"{term.product.name} {term.name}" for term in TERMS]
)

DEFAULTS: dict[str, dict[str, Any]] = {
    "card": {
        "daily_rate": D("0.0005"),
        "interest": "whole_balance",
        "minimum_share_new": D("0.10"),
        "default_fee_rate": D("0.05"),
        "grace_days": 3,
        "tolerance": 10,
        "status_by": "missed_minimums",
    },
    "baitiao_bill": {
        "statement_day": 3,
        "due_after_days": 9,
        "interest": "none",
        "service_daily_rate": D("0.0005"),
        "penalty_daily_rate": D("0.00015"),
        "minimum_share_new": D("0.10"),
        "minimum_share_carried": D("0.10"),
        "minimum_share_carried_after_miss": D("1.00"),
        "minimum_carry_threshold": 300,
        "grace_days": 0,
    },
    "baitiao_order": {
        "method": "flat_fee",
        "penalty_daily_rate": D("0.0007"),
        "penalty_base": "principal_and_fees",
        "penalty_minimum_per_day": D("0.01"),
        "grace_days": 0,
    },
    "jintiao": {
        "penalty_daily_rate": D("0.0006"),
        "penalty_base": "all_principal",
        "interest_when_overdue": "stops",
        "compound": "none",
    },
    "bank_loan": {"year_days": 360, "penalty_multiple": D("1.5"), "compound": "interest"},
    "flat_fee": {"method": "flat_fee", "fee_per_period": D("0.006"), "periods": 12},
}

RANGES = [
    ("jintiao", "penalty_daily_rate", None, D("0.0015")),
    ("jintiao", "penalty_multiple", D("1.0"), D("2.0")),
    ("bank_loan", "penalty_multiple", D("1.3"), D("1.5")),
    ("baitiao_order", "fee_per_period", None, D("0.012")),
]


def terms_of(product: Product, **differences: Any) -> InstalmentTerms | RevolvingTerms:
    """The contract as the calculation takes it."""
    kind = InstalmentTerms if product.kind == "instalment" else RevolvingTerms
    return kind(**{**product.defaults(), **differences})


def test_the_products() -> None:
    assert products.names() == tuple(sorted(DEFAULTS))
    assert {product.name: product.kind for product in ALL if product.kind == "revolving"} == {
        "card": "revolving",
        "baitiao_bill": "revolving",
    }
    assert products["card"].lenders == ("bank",)
    assert products["jintiao"].lenders[0] == "small_loan"


@EVERY_PRODUCT
def test_defaults(product: Product) -> None:
    found = product.defaults()
    assert {name: found[name] for name in DEFAULTS[product.name]} == DEFAULTS[product.name]


@pytest.mark.parametrize(("name", "term", "least", "most"), RANGES)
def test_ranges(name: str, term: str, least: Decimal | None, most: Decimal) -> None:
    found = products[name].terms[term]
    assert found.max == most
    if least is not None:
        assert found.min == least


@EVERY_PRODUCT
def test_the_calculation_takes_the_defaults(product: Product) -> None:
    terms_of(product)


@EVERY_TERM
def test_the_calculation_takes_every_choice_and_both_ends_of_every_range(term: Term) -> None:
    apart = {"penalty_daily_rate": "penalty_multiple", "penalty_multiple": "penalty_daily_rate"}
    ends = [end for end in (term.min, term.max) if end is not None]
    for value in [*term.choices, *ends]:
        instead = (
            {apart[term.name]: None} if term.name in apart and apart[term.name] in term.product.terms else {}
        )
        terms_of(term.product, **{term.name: value}, **instead)


@EVERY_TERM
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_reads_in_both_languages(term: Term, language: str) -> None:
    decides = {"en": "your contract decides", "zh": "以你的合同为准"}[language]
    with in_language(language):
        assert term.label
        assert term.help
        assert decides in cite(term)
        for value in (term.default, *term.choices):
            assert term.shown(value)
            assert "_" not in term.shown(value)


@EVERY_TERM
def test_a_figure_that_nobody_saw_says_so(term: Term) -> None:
    assert (term.status == "text seen") == ("check before you rely on it" not in cite(term))


@EVERY_PRODUCT
def test_every_product_reads_in_both_languages(product: Product) -> None:
    for language in LANGUAGES:
        with in_language(language):
            assert product.label
            assert product.text
            assert product.contract_decides
            assert all(lender_text(kind) for kind in product.lenders)


@EVERY_PRODUCT
def test_the_rules_a_product_names_exist(product: Product) -> None:
    today = date(2026, 11, 24)
    assert rules[product.overdue_rule].on(today).text
    assert rules[product.class_rule].on(today).ranges("classes")
    named = (*product.late_rules, *product.offer_rules, *filter(None, [product.minimum_rule]))
    assert all(rules[rule].on(today).text for rule in named)
    assert set(product.lenders) <= set(LENDER_KINDS)


def test_a_product_agrees_with_the_rule_that_tells_of_it() -> None:
    today = date(2026, 11, 24)
    minimum = rules["baitiao-minimum-payment"].on(today)
    bill = products["baitiao_bill"].defaults()
    assert bill["minimum_share_new"] == minimum["new"]
    assert bill["minimum_share_carried_after_miss"] == minimum["carried_after_miss"]
    assert bill["minimum_carry_threshold"] == minimum["threshold"]
    days = rules["baitiao-bill-days"].on(today)
    assert (bill["statement_day"], bill["due_after_days"]) == (days["statement_day"], days["due_after"])
    cost = rules["baitiao-bill-late-cost"].on(today)
    assert bill["penalty_daily_rate"] == cost["penalty_daily"]
    assert bill["service_daily_rate"] == cost["service_daily"]
    assert (
        products["baitiao_order"].defaults()["penalty_daily_rate"]
        == (rules["baitiao-order-late-cost"].on(today)["penalty_daily"])
    )
    jintiao = rules["jintiao-late-cost"].on(today)
    assert products["jintiao"].defaults()["penalty_daily_rate"] == jintiao["penalty_min"]
    assert products["jintiao"].terms["penalty_daily_rate"].max == jintiao["penalty_max"]
    card = products["card"].defaults()
    assert card["grace_days"] == rules["card-grace"].on(today)["days"]
    assert card["tolerance"] == rules["card-tolerance"].on(today)["amount"]
    assert card["default_fee_rate"] == rules["card-default-fee"].on(today)["rate"]
    uplift = rules["penalty-uplift"].on(today)
    multiple = products["bank_loan"].terms["penalty_multiple"]
    assert (multiple.min, multiple.max) == (1 + uplift["min"], 1 + uplift["max"])


def test_choices_are_shown_in_words() -> None:
    base = products["jintiao"].terms["penalty_base"]
    assert base.shown("all_principal") == "All unpaid principal"
    assert products["card"].terms["daily_rate"].shown(D("0.00035")) == "0.035%"
    order = products["bank_loan"].terms["allocation"]
    with in_language("zh"):
        assert base.shown("all_principal") == "全部未还本金"
        assert order.shown(order.default) == "费用 → 利息 → 罚息 → 复利 → 本金"


def test_an_unknown_product_names_the_nearest() -> None:
    with pytest.raises(KeyError, match="did you mean 'jintiao'"):
        products["jintao"]
    assert "jintiao" in products
    assert "terms" not in products


@pytest.mark.parametrize("panel", PANELS)
def test_products_have_places_of_their_own_in_a_panel(panel: str) -> None:
    shown = products.shown_in(panel)
    assert shown and [products[name].panels[panel] for name in shown] == list(range(1, len(shown) + 1))
    assert all(products.first_in("made_up", kind) in products for kind in KINDS)


def test_no_code_of_papers_letters_and_panels_knows_a_product_by_its_name() -> None:
    """What they need to know of it stands in its file. Exercises ask about a product by its name."""
    name = "|".join(products.names())
    named = re.compile(rf"""(?:products\[|made_up\(|product(?:_name|\.name)? [!=]= )["'](?:{name})["']""")
    assert [
        file.relative_to(PACKAGE)
        for file in PACKAGE.rglob("*.py")
        if file.name != "exercises.py"
        and named.search(re.sub(r'"""[\s\S]*?"""|#.*', "", file.read_text("utf-8")))
    ] == []
