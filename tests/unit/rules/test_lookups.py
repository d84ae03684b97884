"""A rule is looked up by day: on the border days, before the first, after the last, after the check."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from duecourse.locale import in_language
from duecourse.rules import (
    LENDER_KINDS,
    Citation,
    NotInForce,
    Rules,
    ceilings_for,
    cite,
    lpr_on,
    may_be_old_text,
    rules,
)

Write = Callable[..., Path]
DAY = timedelta(days=1)
CHECKED = date(2026, 11, 24)


def test_an_entry_holds_from_its_day_until_the_next(write_rules: Write) -> None:
    rule = Rules(write_rules())["uplift"]
    assert rule.on(date(2004, 1, 1))["min"] == Decimal("0.30")
    assert rule.on(date(2019, 12, 31))["min"] == Decimal("0.30")
    assert rule.on(date(2020, 1, 1))["min"] == Decimal("0.20")


def test_without_until_an_entry_still_ends_where_the_next_begins(write_rules: Write) -> None:
    rule = Rules(write_rules(("until = 2019-12-31\n", "")))["uplift"]
    assert rule.on(date(2019, 12, 31))["max"] == Decimal("0.50")
    assert rule.on(date(2020, 1, 1))["max"] == Decimal("0.40")


def test_before_the_first_entry_nothing_was_in_force(write_rules: Write) -> None:
    rule = Rules(write_rules())["uplift"]
    with pytest.raises(NotInForce, match=r"nothing was in force on 31 Dec 2003.*begins on 1 Jan 2004"):
        rule.on(date(2003, 12, 31))
    with in_language("zh"), pytest.raises(ValueError, match="2003年12月31日还没有生效的规定"):
        rule.on(date(2003, 12, 31))


def test_in_a_gap_nothing_was_in_force(write_rules: Write) -> None:
    rule = Rules(write_rules(("until = 2019-12-31", "until = 2018-12-31")))["uplift"]
    assert rule.on(date(2018, 12, 31))["min"] == Decimal("0.30")
    with pytest.raises(NotInForce, match="ended on 31 Dec 2018"):
        rule.on(date(2019, 1, 1))
    with pytest.raises(NotInForce):
        rule.on(date(2019, 12, 31))


def test_a_rule_may_be_out_of_date_a_year_after_its_check_and_not_before(write_rules: Write) -> None:
    rule = Rules(write_rules())["uplift"]
    for fresh in (CHECKED, CHECKED + DAY, date(2027, 11, 24)):
        assert not rule.on(fresh).stale
    late = rule.on(date(2027, 11, 25))
    assert late.stale
    assert late["min"] == Decimal("0.20")


REVIEWS = [
    ((), date(2027, 11, 24)),
    ((("subject =", 'review = "3 months"\nsubject ='),), date(2027, 2, 24)),
    ((("last_checked = 2026-11-24", 'last_checked = 2026-11-24\nreview = "1 month"'),), date(2026, 12, 24)),
    (
        (
            ("subject =", 'review = "3 months"\nsubject ='),
            ("last_checked = 2026-11-24", "last_checked = 2026-11-24\nknown_until = 2026-09-20"),
        ),
        date(2026, 12, 20),
    ),
]


@pytest.mark.parametrize(("changes", "last"), REVIEWS)
def test_a_file_or_a_rule_may_say_how_often_it_is_looked_at(
    write_rules: Write, changes: tuple[tuple[str, str], ...], last: date
) -> None:
    rule = Rules(write_rules(*changes))["uplift"]
    assert rule.review_by == last
    assert not rule.on(last).stale
    assert rule.on(last + DAY).stale


def test_that_rules_may_have_changed_is_said_once_for_all_that_stand_together(write_rules: Write) -> None:
    rule = Rules(write_rules())["uplift"]
    fresh, late = cite(rule.on(CHECKED)), cite(rule.on(date(2027, 11, 25)))
    assert fresh == late
    assert may_be_old_text([fresh, None, "no citation"]) == ""
    told = may_be_old_text([late, fresh, late, Citation.several([late, fresh])])
    assert told.count("Penalty rate") == 1
    with in_language("zh"):
        assert "请再核实：罚息利率。" in may_be_old_text([cite(rule.on(date(2027, 11, 25)))])


def test_a_figure_may_be_known_in_another_way_than_the_rest(write_rules: Write) -> None:
    known = 'known = { max = { status = "reported", label = { en = "the most", zh = "上限" } } }'
    value = Rules(write_rules(("until = 2019-12-31", f"until = 2019-12-31\n{known}")))["uplift"].values[0]
    assert (value.status, value.status_of("min"), value.status_of("max")) == (
        "text seen",
        "text seen",
        "reported",
    )
    apart = "read in a published text; the most: told by others, not read in the original"
    assert apart in cite(value)
    with in_language("zh"):
        assert "；上限：来自报道或转载" in cite(value)


def test_a_month_counts_from_its_first_day_and_is_shown_as_a_month(write_rules: Write) -> None:
    rule = Rules(write_rules(("from = 2020-01-01", 'from = "2020-02"')))["uplift"]
    with pytest.raises(NotInForce):
        rule.on(date(2020, 1, 31))
    assert rule.on(date(2020, 2, 1)).period() == "since Feb 2020"


def test_an_unknown_first_day_is_said(write_rules: Write) -> None:
    rule = Rules(write_rules(("from = 2004-01-01", 'from = "not known"')))["uplift"]
    value = rule.on(date(1990, 1, 1))
    assert value.from_ is None
    assert "first day not known" in cite(value)


def test_cite_names_title_clause_issuer_day_and_check() -> None:
    value = rules["extension-before-due"].on(CHECKED)
    assert cite(value) == (
        "Civil Code (《中华人民共和国民法典》), Art. 678, National People's Congress"
        " · since 1 Jan 2021 · last checked 24 Nov 2026"
    )
    with in_language("zh"):
        assert cite(value) == (
            "《中华人民共和国民法典》第678条（全国人民代表大会）"
            " · 自2021年1月1日起 · 最近核对：2026年11月24日"
        )


def test_cite_says_how_a_figure_is_known_where_its_text_was_not_seen() -> None:
    value = rules["personal-loan-extension"].on(CHECKED)
    assert "known only generally: check before you rely on it" in cite(value)
    with in_language("zh"):
        assert "仅属一般了解，请核实后再用" in cite(value)


def test_an_ended_rule_can_still_be_shown() -> None:
    rule = rules["one-off-repair"]
    assert rule.on(date(2026, 3, 31))["max_amount"] == 10000
    with pytest.raises(NotInForce, match="ended on 31 Mar 2026"):
        rule.on(date(2026, 4, 1))
    assert "closed" in rule.latest.text
    assert "from 1 Jan 2026 to 31 Mar 2026" in cite(rule.latest)


def test_the_card_rate_on_both_sides_of_its_release() -> None:
    rule = rules["card-daily-rate"]
    with pytest.raises(NotInForce):
        rule.on(date(2016, 12, 31))
    assert rule.on(date(2017, 1, 1))["floor"] == Decimal("0.00035")
    assert rule.on(date(2020, 12, 31))["cap"] == Decimal("0.0005")
    assert "cap" not in rule.on(date(2021, 1, 1)).value


def test_an_unknown_id_names_the_nearest() -> None:
    with pytest.raises(KeyError, match="did you mean 'penalty-uplift'"):
        rules["penalty-upflit"]
    with pytest.raises(KeyError, match="did you mean 'collection'"):
        rules.subject("colection")
    assert "penalty-uplift" in rules
    assert "penalty-upflit" not in rules


def test_only_the_file_asked_for_is_parsed(write_rules: Write) -> None:
    folder = write_rules()
    (folder / "broken.toml").write_text("[[rules]]\nid = 'x'\nthis is no TOML", encoding="utf-8")
    assert Rules(folder)["uplift"].label == "Penalty rate"


def test_a_file_is_read_once(write_rules: Write) -> None:
    folder = write_rules()
    book = Rules(folder)
    first = book["uplift"]
    (folder / "penalty.toml").unlink()
    assert book["uplift"] is first


# The loan prime rate


LPR_MONTHS = [
    ("2019-08-20", "4.25", "4.85"),
    ("2019-09-20", "4.20", "4.85"),
    ("2019-10-21", "4.20", "4.85"),
    ("2019-11-20", "4.15", "4.80"),
    ("2019-12-20", "4.15", "4.80"),
    ("2020-01-20", "4.15", "4.80"),
    ("2020-02-20", "4.05", "4.75"),
    ("2020-03-20", "4.05", "4.75"),
    ("2020-04-20", "3.85", "4.65"),
    ("2020-12-21", "3.85", "4.65"),
    ("2021-06-21", "3.85", "4.65"),
    ("2021-11-22", "3.85", "4.65"),
    ("2021-12-20", "3.80", "4.65"),
    ("2022-01-20", "3.70", "4.60"),
    ("2022-04-20", "3.70", "4.60"),
    ("2022-05-20", "3.70", "4.45"),
    ("2022-07-20", "3.70", "4.45"),
    ("2022-08-22", "3.65", "4.30"),
    ("2023-05-22", "3.65", "4.30"),
    ("2023-06-20", "3.55", "4.20"),
    ("2023-07-20", "3.55", "4.20"),
    ("2023-08-21", "3.45", "4.20"),
    ("2024-01-22", "3.45", "4.20"),
    ("2024-02-20", "3.45", "3.95"),
    ("2024-06-20", "3.45", "3.95"),
    ("2024-07-22", "3.35", "3.85"),
    ("2024-09-20", "3.35", "3.85"),
    ("2024-10-21", "3.10", "3.60"),
    ("2025-01-20", "3.10", "3.60"),
    ("2025-04-21", "3.10", "3.60"),
    ("2025-05-20", "3.00", "3.50"),
    ("2025-12-22", "3.00", "3.50"),
    ("2026-01-20", "3.00", "3.50"),
    ("2026-06-22", "3.00", "3.50"),
    ("2026-09-20", "3.00", "3.50"),
]


@pytest.mark.parametrize(("on", "one", "five"), LPR_MONTHS)
def test_the_prime_rate_of_a_month(on: str, one: str, five: str) -> None:
    value = lpr_on(date.fromisoformat(on))
    assert (value["one_year"], value["five_years"]) == (Decimal(one) / 100, Decimal(five) / 100)
    assert not value.stale


def test_the_prime_rate_changes_on_the_day_and_not_before() -> None:
    assert lpr_on(date(2025, 5, 19))["one_year"] == Decimal("0.0310")
    assert lpr_on(date(2025, 5, 20))["one_year"] == Decimal("0.0300")


def test_the_prime_rate_of_months_that_were_not_read_says_so() -> None:
    assert lpr_on(date(2025, 9, 1)).status == "general knowledge"
    assert lpr_on(date(2026, 5, 1)).status == "reported"
    assert lpr_on(date(2026, 8, 20)).status == "text seen"
    assert lpr_on(date(2024, 9, 1)).status == "text seen"


def test_after_the_last_month_on_file_the_prime_rate_is_to_be_checked() -> None:
    assert not lpr_on(date(2026, 10, 20)).stale
    for later in (date(2026, 10, 21), CHECKED):
        assert lpr_on(later)["one_year"] == Decimal("0.0300")
        assert lpr_on(later).stale


def test_before_the_prime_rate_there_was_none() -> None:
    with pytest.raises(NotInForce):
        lpr_on(date(2019, 8, 19))


# Ceilings


def found(kind: str, on: date, made: date | None = None) -> list[tuple[str, Decimal, str, bool]]:
    return [(item.id, item.annual_rate, item.basis, item.stale) for item in ceilings_for(kind, on, made)]


def test_ceilings_of_each_kind_of_lender_today() -> None:
    asked = Decimal("0.24")
    assert found("bank", CHECKED) == [
        ("ceiling-court-licensed", asked, "court_on_request", False),
        ("ceiling-platform-loans", asked, "supervisory", False),
    ]
    assert found("consumer_finance", CHECKED) == [
        ("ceiling-court-licensed", asked, "court_on_request", False),
        ("ceiling-consumer-finance", Decimal("0.20"), "reported", False),
    ]
    assert found("small_loan", CHECKED) == [
        ("ceiling-court-small-loan", asked, "court_on_request", False),
        ("ceiling-small-loan-new", asked, "supervisory", False),
    ]
    assert found("private", CHECKED) == [
        ("ceiling-private-interest", Decimal("0.12"), "court_limit", True),
        ("ceiling-private-late", Decimal("0.12"), "court_limit", True),
    ]


BORDERS = [
    ("bank", "ceiling-court-licensed", date(2017, 8, 9)),
    ("bank", "ceiling-platform-loans", date(2025, 10, 1)),
    ("consumer_finance", "ceiling-consumer-finance", date(2025, 10, 1)),
    ("small_loan", "ceiling-court-small-loan", date(2021, 1, 1)),
    ("small_loan", "ceiling-small-loan-new", date(2025, 12, 1)),
    ("small_loan", "ceiling-small-loan-target", date(2027, 12, 31)),
    ("private", "ceiling-private-interest", date(2020, 8, 20)),
]


@pytest.mark.parametrize(("kind", "rule", "first"), BORDERS)
def test_a_ceiling_begins_on_its_day(kind: str, rule: str, first: date) -> None:
    assert rule in [item.id for item in ceilings_for(kind, first)]
    assert rule not in [item.id for item in ceilings_for(kind, first - DAY)]


FOUR_TIMES = [
    (date(2020, 8, 20), "0.154"),
    (date(2021, 12, 20), "0.152"),
    (date(2022, 1, 20), "0.148"),
    (date(2022, 8, 22), "0.146"),
    (date(2023, 6, 20), "0.142"),
    (date(2023, 8, 21), "0.138"),
    (date(2024, 7, 22), "0.134"),
    (date(2024, 10, 21), "0.124"),
    (date(2025, 5, 20), "0.12"),
]


@pytest.mark.parametrize(("made", "rate"), FOUR_TIMES)
def test_a_private_loan_is_measured_by_the_prime_rate_of_its_own_month(made: date, rate: str) -> None:
    assert ceilings_for("private", CHECKED, contract_made=made)[0].annual_rate == Decimal(rate)
    assert ceilings_for("private", made)[0].annual_rate == Decimal(rate)
    assert not ceilings_for("private", CHECKED, contract_made=made)[0].stale


def test_each_ceiling_says_what_may_be_said_of_it() -> None:
    for kind in LENDER_KINDS:
        for item in ceilings_for(kind, CHECKED):
            assert item.basis_text
            assert cite(item) == cite(item.value)
            assert bool(may_be_old_text([cite(item)])) == item.stale
    assert "only if the borrower asks" in ceilings_for("bank", CHECKED)[0].basis_text


def test_an_unknown_kind_of_lender_is_refused() -> None:
    with pytest.raises(ValueError, match="lender_kind is 'shop'; allowed: bank"):
        ceilings_for("shop", CHECKED)
