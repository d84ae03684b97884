"""Whatever is wrong in a product file is refused, with the file, the key and the remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from duecourse.rules import Products, RuleFileError

Write = Callable[..., Path]

SOURCE = 'source = { id = "repost" }'

REFUSED = {
    "a key nobody knows": (('kind = "', 'colour = "red"\nkind = "'), "colour", "Take it out"),
    "a key nobody knows in a term": (
        ('max = "0.0015"', 'maxx = "0.0015"'),
        "penalty_daily_rate.maxx",
        "Did you mean max?",
    ),
    "a doubled key": (
        ('max = "0.0015"', 'max = "0.0015"\nmax = "1"'),
        "line 15 (max)",
        "Take one of the two out",
    ),
    "an unknown kind": (('kind = "instalment"', 'kind = "loan"'), "kind", '"instalment" or "revolving"'),
    "an unknown family": (('family = "app"', 'family = "friend"'), "family", '"card", "bank_loan"'),
    "a panel nobody knows": (
        ('family = "app"', 'family = "app"\npanels = { overdew = 1 }'),
        "panels.overdew",
        "Did you mean overdue?",
    ),
    "a rule named twice": (
        ('family = "app"', 'family = "app"\nlate_rules = ["x", "x"]'),
        "late_rules",
        "Take one",
    ),
    "rules that are no list": (
        ('family = "app"', 'family = "app"\noffer_rules = "x"'),
        "offer_rules",
        'Write offer_rules = ["',
    ),
    "an unknown kind of lender": (('"small_loan"]', '"friend"]'), "lenders", '"small_loan"'),
    "a term nobody knows": (
        ("[terms.penalty_daily_rate]", "[terms.penalty]"),
        "terms.penalty",
        '"penalty_daily_rate"',
    ),
    "a term without a source": ((SOURCE, ""), "terms.penalty_daily_rate.source", "Add source"),
    "a term without a default": (
        ('default = "0.0006"\n', ""),
        "penalty_daily_rate.default",
        "optional = true",
    ),
    "an unquoted decimal": (
        ('default = "0.0006"', "default = 0.0006"),
        "penalty_daily_rate.default",
        'Write "0.0006"',
    ),
    "a default below min": (
        ('min = "0.0001"', 'min = "0.0007"'),
        "penalty_daily_rate.default",
        "Widen the range",
    ),
    "a default above max": (
        ('max = "0.0015"', 'max = "0.0005"'),
        "penalty_daily_rate.default",
        "Widen the range",
    ),
    "a range for what is no figure": (
        ("[terms.days]", '[terms.days]\nmin = "half_open"'),
        "terms.days.min",
        "Take min out",
    ),
    "a range for a list": (
        ('default = "0.0006"', 'default = ["0.0006"]'),
        "penalty_daily_rate.min",
        "Take min out",
    ),
    "lists in lists without end": (
        ('default = "0.0006"', f"default = {'[' * 4000}"),
        "line 12 (default)",
        "at most 12",
    ),
    "a number longer than Python reads": (
        ('default = "0.0006"', f"default = {'9' * 5000}"),
        "line 12 (default)",
        "a shorter number",
    ),
    "a share of no size": (
        ('default = "0.0006"', 'default = "1e-9999999"'),
        "penalty_daily_rate.default",
        "at most 15 digits",
    ),
    "a range upside down": (
        ('max = "0.0015"', 'max = "0"'),
        "penalty_daily_rate.min",
        "Put the smaller one first",
    ),
    "a default between two steps": (
        ('step = "0.0001"', 'step = "0.0002"'),
        "penalty_daily_rate.step",
        "Change one",
    ),
    "a step of nothing": (('step = "0.0001"', 'step = "0"'), "penalty_daily_rate.step", "above 0"),
    "a default not among the choices": (
        ('["half_open", "inclusive"]', '["inclusive"]'),
        "days.default",
        "Choose one",
    ),
    "a choice without words": (
        ('["half_open", "inclusive"]', '["half_open", "all"]'),
        "days.choices",
        '"inclusive"',
    ),
    "a default without words": (
        ('default = "half_open"\nchoices = ["half_open", "inclusive"]', 'default = "all"'),
        "days.default",
        '"inclusive"',
    ),
    "a missing language": (('en = "Loan", ', ""), "label.en", "Add en"),
    "an unknown status": (
        ('source = { id = "contract" }', 'source = { id = "contract", status = "sure" }'),
        "status",
        '"reported"',
    ),
    "an answer that is not true or false": (
        ('step = "0.0001"', 'step = "0.0001"\noptional = "yes"'),
        "optional",
        "true or false",
    ),
}

REFUSED_MEANINGS = {
    "an unknown unit": (
        ('unit = "share a day"', 'unit = "percent a day"'),
        "penalty_daily_rate.unit",
        '"share a day"',
    ),
    "a missing language": ((', zh = "天数。"', ""), "grace_days.help.zh", "Add zh"),
    "a choice in one language": ((', zh = "头尾都算"', ""), "days.choices[1].label.zh", "Add zh"),
    "a key nobody knows": (
        ('unit = "days"', 'unit = "days"\nunits = "x"'),
        "grace_days.units",
        "Did you mean unit?",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_refused(write_product: Write, what: str) -> None:
    change, key, remedy = REFUSED[what]
    folder = write_product(change)
    with pytest.raises(RuleFileError) as caught:
        Products(folder)["loan"]
    assert caught.value.file == "products/loan.toml"
    assert caught.value.key.endswith(key)
    assert remedy in caught.value.remedy


@pytest.mark.parametrize("what", REFUSED_MEANINGS)
def test_refused_meaning(write_product: Write, what: str) -> None:
    change, key, remedy = REFUSED_MEANINGS[what]
    folder = write_product(change)
    with pytest.raises(RuleFileError) as caught:
        Products(folder).meanings()
    assert caught.value.file == "products/terms.toml"
    assert caught.value.key == key
    assert remedy in caught.value.remedy


def test_terms_that_hold_nothing(write_product: Write) -> None:
    folder = write_product()
    (folder / "terms.toml").write_text("", encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"products/terms\.toml: file: holds nothing"):
        Products(folder)["loan"]


def test_the_unbroken_product_is_read(write_product: Write) -> None:
    assert list(Products(write_product())["loan"].terms) == ["penalty_daily_rate", "days"]


def test_an_optional_term_may_lack_a_default(write_product: Write) -> None:
    folder = write_product(('default = "0.0006"', "optional = true"))
    product = Products(folder)["loan"]
    term = product.terms["penalty_daily_rate"]
    assert term.default is None
    assert term.shown(term.default) == "not set"
    assert "penalty_daily_rate" not in product.defaults()
