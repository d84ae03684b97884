"""Every rule of the course: it loads, reads well in both languages, and shows every figure it has."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from string import Formatter

import pytest

from duecourse.locale import LANGUAGES, has_message, in_language
from duecourse.rules import BASES, LENDER_KINDS, STATUSES, Rule, cite, rules
from duecourse.rules.units import UNITS, UnitError, check_unit, read, show

ALL = list(rules)
BY_ID = pytest.mark.parametrize("rule", ALL, ids=[rule.id for rule in ALL])
CHINESE = re.compile(r"[\u4e00-\u9fff]")

SUBJECTS = {
    "baitiao_jintiao",
    "cards",
    "ceilings",
    "civil_code",
    "collection",
    "complaints",
    "consequences",
    "credit_report",
    "disclosure",
    "households",
    "loan_classes",
    "lpr",
    "negotiation",
    "overdue",
    "penalty",
    "scams",
}

MARKS_NOT_FIGURES = {"report-codes": "127"}
"""Figures that stand in a text as such: the signs of a credit report."""


def test_one_file_a_subject() -> None:
    assert set(rules.subjects()) == SUBJECTS
    assert len(ALL) > 100
    assert len({rule.id for rule in ALL}) == len(ALL)


def test_each_rule_is_found_by_its_id() -> None:
    for rule in ALL:
        assert rules[rule.id].id == rule.id


@BY_ID
@pytest.mark.parametrize("language", LANGUAGES)
def test_reads_in_both_languages(rule: Rule, language: str) -> None:
    with in_language(language):
        for value in rule.values:
            for text in (rule.label, rule.scope, value.text, value.note or "", cite(value)):
                assert "{" not in text
                assert "}" not in text
            shown = (rule.label, rule.scope, value.text)
            assert all(bool(CHINESE.search(text)) == (language == "zh") for text in shown)


@BY_ID
def test_both_languages_show_the_same_figures(rule: Rule) -> None:
    for value in rule.values:
        places = [
            sorted(name for _, name, _, _ in Formatter().parse(text) if name) for text in value.texts.values()
        ]
        assert set(places[0]) == set(places[1])


@BY_ID
def test_no_figure_is_typed_into_a_text(rule: Rule) -> None:
    """A figure belongs into `value`, where it has a unit, a date and a source."""
    for value in rule.values:
        for text in value.texts.values():
            words = "".join(literal for literal, _, _, _ in Formatter().parse(text))
            for mark in MARKS_NOT_FIGURES.get(rule.id, ""):
                words = words.replace(mark, "")
            assert not re.search(r"\d", words), words


@BY_ID
def test_no_link_in_any_source(rule: Rule) -> None:
    for value in rule.values:
        source = value.source
        assert not re.search(
            r"https?:|www\.", f"{source.title.en} {source.title.zh} {source.issuer} {value.note}"
        )


@BY_ID
def test_has_been_checked_and_not_in_the_future_of_its_check(rule: Rule) -> None:
    assert rule.last_checked >= date(2026, 11, 24)
    assert rule.known_until <= rule.last_checked


def test_every_word_of_the_data_has_its_message() -> None:
    for language in LANGUAGES:
        with in_language(language):
            for status in STATUSES:
                assert has_message(f"files.status_{status.replace(' ', '_')}")
            for name in (
                *(f"basis_{basis}" for basis in BASES),
                *(f"lender_{kind}" for kind in LENDER_KINDS),
            ):
                assert has_message(f"rules.{name}")


def test_both_languages_have_the_same_subjects_in_words() -> None:
    for subject in rules.subjects():
        assert not CHINESE.search(rules.subject_label(subject))
        with in_language("zh"):
            assert CHINESE.search(rules.subject_label(subject))


SHOWN = [
    ("share", "0.30", "30%", "30%"),
    ("share a day", "0.000175", "0.0175%", "0.0175%"),
    ("share a year", "0.23725", "23.725%", "23.725%"),
    ("multiple of the contract rate", "1.50", "1.5", "1.5"),
    ("multiple of the loan prime rate", "10", "10", "10"),
    ("yuan", 50000, "¥50,000", "¥50,000"),
    ("yuan", "0.01", "¥0.01", "¥0.01"),
    ("large amount", 30000000000, "¥30 billion", "300亿元"),
    ("large amount", 121608000000, "¥121.608 billion", "1216.08亿元"),
    ("large count", 737000000, "737 million", "7.37亿"),
    ("large count", 1000000, "1 million", "100万"),
    ("large count", 999999, "999,999", "99.9999万"),
    ("large amount", 1000000000, "¥1 billion", "10亿元"),
    ("large amount", 100000000, "¥100 million", "1亿元"),
    ("large amount", 10000, "¥10,000", "1万元"),
    ("large count", 999, "999", "999"),
    ("days", 1500, "1,500", "1,500"),
    ("year", 2024, "2024", "2024"),
    ("date", date(2026, 3, 31), "31 Mar 2026", "2026年3月31日"),
    ("month", "2025-06", "Jun 2025", "2025年6月"),
    ("phone number", "12378", "12378", "12378"),
    ("name", {"en": "Bank", "zh": "银行"}, "Bank", "银行"),
    ("yes or no", False, "no", "否"),
]


@pytest.mark.parametrize(("unit", "raw", "english", "chinese"), SHOWN)
def test_a_figure_is_shown_as_the_language_writes_it(
    unit: str, raw: object, english: str, chinese: str
) -> None:
    assert show(unit, read(unit, raw)) == english
    with in_language("zh"):
        assert show(unit, read(unit, raw)) == chinese


WRONG = [
    ("share", 1),
    ("share", 0.5),
    ("share", "-0.1"),
    ("share", "Infinity"),
    ("yuan", "ten"),
    ("yuan", True),
    ("days", "30"),
    ("days", -1),
    ("days", True),
    ("date", "2026-11-24"),
    ("month", "2026-13"),
    ("phone number", 12378),
    ("word", " "),
    ("name", {"en": "Bank"}),
    ("yes or no", "no"),
]


@pytest.mark.parametrize(("unit", "raw"), WRONG)
def test_a_figure_that_does_not_fit_its_unit_is_refused(unit: str, raw: object) -> None:
    with pytest.raises(UnitError) as caught:
        read(unit, raw)
    assert caught.value.problem
    assert caught.value.remedy


def test_only_known_units() -> None:
    for unit in UNITS:
        check_unit(unit)
    with pytest.raises(UnitError):
        check_unit("percent")


def test_shares_are_exact() -> None:
    uplift = rules["penalty-uplift"].on(date(2026, 11, 24))
    assert isinstance(uplift["min"], Decimal)
    assert str(uplift["min"]) == "0.30"


def test_values_cannot_be_changed() -> None:
    uplift = rules["penalty-uplift"].on(date(2026, 11, 24))
    with pytest.raises(TypeError):
        uplift.value["min"] = Decimal(1)
