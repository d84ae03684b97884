"""What a case file may say, and what is refused: with line, place and remedy, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from duecourse.case import Case, CaseError, parse_case
from duecourse.locale import Text, use_language

DEBT = """\
as_of = 2026-11-24
[[debts]]
id = "loan"
product = "jintiao"
[debts.terms]
annual_rate = "0.153"
[[debts.drawings]]
date = 2026-03-08
amount = "12000"
"""
CARD = """\
as_of = 2026-11-24
[[debts]]
id = "card"
product = "card"
[[debts.drawings]]
date = 2026-03-08
amount = "2000"
"""


def refused(text: str) -> CaseError:
    with pytest.raises(CaseError) as caught:
        parse_case(text)
    return caught.value


def test_the_shortest_case() -> None:
    assert parse_case("") == Case()


def test_figures_in_every_dress_are_the_same() -> None:
    plain = parse_case(DEBT)
    for amount in ('"¥12,000.00"', '"１２０００元"', "12000", "12000.00", '"1.2万"'):
        assert parse_case(DEBT.replace('"12000"', amount)) == plain, amount
    for day in ('"2026年3月8日"', '"2026/3/8"', "2026-03-08T10:00:00"):
        assert parse_case(DEBT.replace("2026-03-08", day)) == plain, day
    for rate in ('"15.3%"', "0.153"):
        assert parse_case(DEBT.replace('"0.153"', rate)) == plain, rate


def test_an_unquoted_decimal_is_taken_exactly() -> None:
    assert parse_case(DEBT.replace('"12000"', "12000.10")).debts[0].drawings[0].amount == Decimal("12000.10")


def test_texts_may_be_in_both_languages() -> None:
    case = parse_case('name = { en = "The courier", zh = "骑手" }')
    assert case.names == Text("The courier", "骑手")
    assert case.name == "The courier"
    use_language("zh")
    assert case.name == "骑手"


REFUSED = [
    # text, the line it stands on, why, a piece of the remedy in English
    (DEBT + "colour = 1", 10, "unknown_key", "Take it out"),
    (DEBT + "amuont = 1", 10, "unknown_key_near", "amount"),
    (DEBT + "[[debts.payment]]", 10, "unknown_key_near", "payments"),
    (DEBT + DEBT.partition("\n")[2], 11, "doubled_id", "short name of its own"),
    (DEBT + '[[debts.payments]]\ndate = 2026-03-07\namount = "1"', 11, "before_the_debt", "Check both days"),
    (DEBT + '[[debts.payments]]\ndate = 2026-03-09\namount = "1.234"', 12, "too_many_places", '"1.23"'),
    (DEBT + '[[debts.payments]]\ndate = 2026-03-09\namount = "-10"', 12, "negative", '"10"'),
    (DEBT + '[[debts.payments]]\ndate = 2026-03-09\namount = "0"', 12, "zero", "take this entry out"),
    (DEBT + '[[debts.payments]]\ndate = 2026-03-09\namount = "ten"', 12, "not_an_amount", '"1234.50"'),
    (DEBT + "[[debts.payments]]\ndate = 2026-03-09\namount = true", 12, "not_an_amount", '"1234.50"'),
    (DEBT + '[[debts.payments]]\ndate = 2026-03-09\namount = "99999999999999"', 12, "too_large", "Count"),
    (DEBT + "[[debts.payments]]\ndate = 2026-03-09\namount = inf", 12, "not_an_amount", '"1234.50"'),
    (DEBT + "[[debts.payments]]\ndate = 2026-03-09\namount = 1e999999", 12, "too_large", "Count"),
    (DEBT + '[[debts.payments]]\namount = "1"', 10, "missing", "date = "),
    (DEBT + '[[debts.payments]]\ndate = 1999-12-31\namount = "1"', 11, "day_too_early", "year"),
    (DEBT + '[[debts.payments]]\ndate = 2075-03-08\namount = "1"', 11, "day_too_late", "year"),
    (DEBT.replace("2026-03-08", "2062-03-08"), 8, "day_too_late", "year"),
    (DEBT.replace('"0.153"', '"1000%"'), 6, "rate_too_high", "point"),
    (DEBT.replace('annual_rate = "0.153"', 'penalty_daily_rate = "5%"'), 6, "rate_too_high", "point"),
    (DEBT.replace('annual_rate = "0.153"', 'fee_per_period = "75%"'), 6, "rate_too_high", "point"),
    (DEBT + '[[debts.payments]]\ndate = 2026-03-09\namount = "10²"', 12, "not_an_amount", '"1234.50"'),
    (DEBT + '[[debts.payments]]\ndate = "8.3.26"\namount = "1"', 11, "day_in_two_ways", "2026-03-05"),
    (DEBT + '[debts.payments]\ndate = 2026-03-09\namount = "1"', 10, "single_brackets", "[[debts.payments]]"),
    (DEBT + "payments = 5", 10, "unknown_key", "Take it out"),
    (DEBT.replace('"jintiao"', '"jintao"'), 4, "unknown_product_near", '"jintiao"'),
    (DEBT.replace('"jintiao"', '"mortgage"'), 4, "unknown_product", "card"),
    (DEBT.replace('"0.153"', '"15.3"'), 6, "looks_like_percent", '"0.153"'),
    (DEBT.replace('"0.153"', "15.3"), 6, "looks_like_percent", '"0.153"'),
    (DEBT.replace('"0.153"', '"-0.1"'), 6, "negative_rate", "minus"),
    (DEBT.replace('"0.153"', '"1e-30"'), 6, "not_a_rate", "15.3%"),
    (
        DEBT.replace('annual_rate = "0.153"', 'penalty_daily_rate = "0.06"'),
        6,
        "looks_like_percent",
        '"0.0006"',
    ),
    (DEBT.replace('annual_rate = "0.153"', 'penalty_multiple = "0.5"'), 6, "looks_like_uplift", '"1.5"'),
    (DEBT.replace('annual_rate = "0.153"', 'daily_rate = "0.0005"'), 6, "term_of_other_kind", "kind of debt"),
    (DEBT.replace('annual_rate = "0.153"', 'anual_rate = "0.1"'), 6, "unknown_key_near", "annual_rate"),
    (DEBT.replace('annual_rate = "0.153"', 'grace = "fre"'), 6, "unknown_choice_near", '"free"'),
    (DEBT.replace('annual_rate = "0.153"', 'grace = "x"'), 6, "unknown_choice", "from_due_day"),
    (DEBT.replace('annual_rate = "0.153"', "year_days = 364"), 6, "unknown_choice", "360"),
    (DEBT.replace('annual_rate = "0.153"', "periods = 0"), 6, "out_of_range", "from 1 to 1200"),
    (DEBT.replace('annual_rate = "0.153"', "periods = 1.5"), 6, "not_whole", "12"),
    (
        DEBT.replace('annual_rate = "0.153"', 'acceleration_includes_fees = "maybe"'),
        6,
        "not_yes_or_no",
        "true",
    ),
    (DEBT.replace('annual_rate = "0.153"', 'allocation = ["fees"]'), 6, "not_an_order", "principal"),
    (
        DEBT.replace('annual_rate = "0.153"', 'penalty_multiple = "1.5"\npenalty_daily_rate = "0.0006"'),
        6,
        "two_penalties",
        "Keep the one",
    ),
    (
        DEBT.replace('annual_rate = "0.153"', 'default_fee_floor = "20"\ndefault_fee_cap = "10"'),
        7,
        "cap_below_floor",
        "default_fee_floor",
    ),
    (DEBT.replace('annual_rate = "0.153"', 'method = "flat_fee"'), 5, "fee_and_method", "flat_fee"),
    (DEBT + '[[debts.drawings]]\ndate = 2026-04-08\namount = "5"', 10, "one_drawing", "[[debts]]"),
    (DEBT + "periods = 12", 10, "plan_in_terms", "[debts.terms]"),
    (DEBT.partition("[[debts.drawings]]")[0], 2, "no_drawing", "[[debts.drawings]]"),
    (
        DEBT + '[[debts.waivers]]\ndate = 2026-05-08\ncomponent = "penalty"\namount = "5000"',
        13,
        "waiver_too_large",
        "at most 216.00",
    ),
    (DEBT + "[[debts.rate_changes]]\ndate = 2026-05-08", 10, "no_rate", "annual_rate"),
    (
        DEBT + '[[debts.rate_changes]]\ndate = 2026-05-08\ndaily_rate = "0.0005"',
        12,
        "rate_of_other_kind",
        "annual_rate",
    ),
    (
        DEBT + '[[debts.bills]]\ndate = 2026-05-08\ndue = 2026-05-01\ntotal = "1"',
        12,
        "due_before_bill",
        "Check both",
    ),
    (CARD + '[debts.terms]\nminimum_share_new = "10"', 9, "share_as_percent", '"0.1"'),
    (CARD + '[debts.terms]\nminimum_share_new = "150%"', 9, "share_above_one", "100%"),
    (CARD + "[debts.terms]\ndue_after_days = 50\ngrace_days = 20", 9, "bill_overlaps", "60"),
    (CARD + "[debts.terms]\nstatement_day = 32", 9, "out_of_range", "from 1 to 31"),
    ("format = 2", 1, "later_format", "newest version"),
    ("name = 5", 1, "not_a_text", '"5"'),
    ('name = { en = "x" }', 1, "not_both_texts", "{ en ="),
    ("debts = 5", 1, "not_a_list", "[[debts]]"),
    ("debts = [5]", 1, "not_a_table", "[[debts]]"),
    ("savings = 5", 1, "not_a_table", "[savings]"),
    (
        '[[budget]]\nkind = "income"\nlabel = "x"\namount = 1\nfrom = 2026-02-01\nuntil = 2026-01-01',
        6,
        "ends_before_it_starts",
        "Check both",
    ),
    ('[[budget]]\nkind = "wage"\nlabel = "x"\namount = 1', 2, "unknown_choice", "essential"),
    ('[[budget]]\nkind = "income"\nlabel = " "\namount = 1', 3, "empty", "Fill it in"),
]


@pytest.mark.parametrize(("text", "line", "why", "remedy"), REFUSED, ids=[row[2] for row in REFUSED])
def test_refused(text: str, line: int, why: str, remedy: str) -> None:
    error = refused(text)
    assert [problem.why for problem in error.problems] == [why], str(error)
    problem = error.problems[0]
    assert problem.line == line
    assert remedy in problem.remedy
    assert f"line {line}" in str(error)
    assert problem.problem in str(error) and problem.remedy in str(error)
    use_language("zh")
    assert f"第{line}行" in str(error)
    assert problem.problem in str(error) and problem.remedy in str(error)
    assert not problem.problem.isascii() and not problem.remedy.isascii()


def test_what_looks_wrong_is_asked_about_by_its_value() -> None:
    error = refused(DEBT.replace('"0.153"', '"1000%"').replace("2026-03-08", "2062-03-08"))
    received, rate = (problem.problem for problem in error.problems)
    assert rate.startswith("Is 1000% meant?") and received.startswith("Is 8 Mar 2062 meant?")


def test_a_home_loan_may_run_on_for_decades() -> None:
    line = '\n[[budget]]\nkind = "income"\nlabel = "Wage"\namount = "5000"\nuntil = 2052-03-31\n'
    assert parse_case(DEBT + line).budget_lines[0].end == date(2052, 3, 31)


def test_all_problems_are_told_at_once() -> None:
    error = refused(
        DEBT.replace('"0.153"', '"15.3"') + '[[debts.payments]]\ndate = 2026-13-01\namount = "1"'
        '\n[[debts.payments]]\ndate = "2026-13-01"\namount = "-1"\ncolour = 1\n'
    )
    assert [problem.why for problem in error.problems] == ["toml_date"]  # the file cannot be read beyond
    error = refused(
        DEBT.replace('"0.153"', '"15.3"')
        + '[[debts.payments]]\ndate = "2026-13-01"\namount = "-1"\ncolour = 1\n'
    )
    assert sorted((p.line, p.why) for p in error.problems) == [
        (6, "looks_like_percent"),
        (11, "no_such_day"),
        (12, "negative"),
        (13, "unknown_key"),
    ]
    assert len(str(error).splitlines()) == 5


def test_the_place_is_said_as_people_say_it() -> None:
    error = refused(DEBT + '[[debts.payments]]\ndate = 2026-05-08\namount = "x"')
    assert error.problems[0].where == "debt 1 (loan), payment 1, amount"
    use_language("zh")
    assert error.problems[0].where == "第1笔债（loan）、第1次还款、金额"


def test_a_rate_with_a_percent_sign_is_meant() -> None:
    case = parse_case(DEBT.replace('"0.153"', '"240%"'))
    assert case.debts[0].differs["annual_rate"] == Decimal("2.4")


def test_what_the_calculation_can_handle_is_not_refused() -> None:
    """Terms without a default in the product, rates outside the range to explore, payments to come."""
    odd = DEBT.replace(
        'annual_rate = "0.153"',
        'annual_rate = "1.2"\nperiods = 7\npenalty_minimum_per_day = "0.50"\n'
        "acceleration_includes_fees = true",
    )
    odd += '[[debts.payments]]\ndate = 2027-01-01\namount = "1"\n'
    odd += '[[debts.rate_changes]]\ndate = 2026-05-08\nannual_rate = "0"\npenalty_daily_rate = "0.001"\n'
    case = parse_case(odd)
    assert case.debts[0].position(date(2027, 1, 2)).total > 0


def test_a_bill_and_its_lines() -> None:
    text = DEBT + (
        '[[debts.bills]]\ndate = 2026-05-08\ntotal = "11"\nlines = [\n'
        '  { kind = "principal", amount = "10" },\n  { kind = "fees", amount = "x" },\n]'
    )
    problem = refused(text).problems[0]
    assert (problem.line, problem.where) == (15, "debt 1 (loan), bill 1, line 2 of the bill, amount")
    bill = parse_case(text.replace('"x"', '"1.5"')).debts[0].bills[0]
    assert bill.by_component() == {"principal": Decimal("10.00"), "fees": Decimal("1.50")}
    assert (bill.total, bill.lines_total) == (Decimal("11.00"), Decimal("11.50"))


def test_own_is_no_part_of_the_case() -> None:
    assert replace(Case(), own=True) == Case()
