"""A file that is no TOML: which line it is, and what to type instead, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from duecourse.case import CaseError, examples, parse_case
from duecourse.locale import use_language
from duecourse.paths import DATA

BEFORE = 'format = 1\n[[debts]]\nid = "loan"\n'
AFTER = '\nproduct = "jintiao"\n[[debts.drawings]]\ndate = 2026-03-08\namount = "12000"\n'

BROKEN = [
    # the fourth line, why, a piece of the remedy in English
    ("label = “Loan”", "toml_chinese_sign", 'Write "'),
    ('label ＝ "Loan"', "toml_chinese_sign", "Write ="),
    ('allocation = ["fees"，"interest"]', "toml_chinese_sign", "Write ,"),
    ('label =\u3000"Loan"', "toml_space", "ordinary space"),
    ("guarantor = ｆalse", "toml_text_without_quotes", '"ｆalse"'),
    ("accelerated = ２０26-03-08", "toml_full_width_digit", "Write 2"),
    ('label = "Loan', "toml_quote_missing", "one before the text and one after"),
    ('label = Loan"', "toml_quote_missing", "one before the text and one after"),
    ("label = Loan", "toml_text_without_quotes", '"Loan"'),
    ("label = 我的贷款", "toml_text_without_quotes", '"我的贷款"'),
    ("accelerated = 2026/3/8", "toml_date", "2026-03-05"),
    ("accelerated = 2026-3-8", "toml_date", "2026-03-05"),
    ("accelerated = 2026年3月8日", "toml_date", "2026-03-05"),
    ("accelerated = 2026-02-30", "toml_date", "2026-03-05"),
    ("accelerated = 8.3.2026", "toml_date", "2026-03-05"),
    ("tolerance = 1,234.50", "toml_number", '"1,234.50"'),
    ("tolerance = 15.3%", "toml_number", '"15.3%"'),
    ("tolerance = ¥100", "toml_number", '"¥100"'),
    ("guarantor = True", "toml_yes_no", "true"),
    ('label: "Loan"', "toml_colon", "key = value"),
    ("just a remark", "toml_no_equals", "#"),
    ('名称 = "x"', "toml_key_not_english", "English"),
    ("label =", "toml_no_value", "take the line out"),
    ('label = "C:\\Users"', "toml_backslash", "\\\\"),
    ('id = "other"', "toml_twice", "one of the two"),
    ("[[debts.payments]", "toml_brackets", "[[name]]"),
    ('label = "a" "b"', "toml_cannot_be_read", "data/cases"),
    ("tolerance = " + "9" * 5000, "toml_number_too_long", "shorter"),
    ("tolerance = " + "[" * 5000, "toml_too_deep", "at most 12"),
    (f"tolerance{'.x' * 4000} = 1", "toml_too_deep", "at most 12"),
]


@pytest.mark.parametrize(("line", "why", "remedy"), BROKEN, ids=[row[0][:40] for row in BROKEN])
def test_a_broken_line(line: str, why: str, remedy: str) -> None:
    with pytest.raises(CaseError) as caught:
        parse_case(BEFORE + line + AFTER)
    error = caught.value
    assert [(problem.line, problem.why) for problem in error.problems] == [(4, why)], str(error)
    assert remedy in error.problems[0].remedy
    assert "line 4" in str(error)
    use_language("zh")
    assert "第4行" in str(error)
    assert not error.problems[0].problem.isascii() and not error.problems[0].remedy.isascii()


def test_two_entries_under_single_brackets() -> None:
    with pytest.raises(CaseError) as caught:
        parse_case('[debts]\nid = "a"\n[debts]\nid = "b"\n')
    problem = caught.value.problems[0]
    assert (problem.line, problem.why) == (3, "toml_double_brackets")
    assert "[[debts]]" in problem.remedy


def test_several_broken_lines_are_told_at_once() -> None:
    with pytest.raises(CaseError) as caught:
        parse_case(BEFORE + "label = “Loan”" + AFTER + "note = hello\n[[debts.payments]]\ndate = 2026/3/9\n")
    assert [(p.line, p.why) for p in caught.value.problems] == [
        (4, "toml_chinese_sign"),
        (9, "toml_text_without_quotes"),
        (11, "toml_date"),
    ]


def test_a_text_that_never_ends_does_not_hide_behind_other_errors() -> None:
    with pytest.raises(CaseError) as caught:
        parse_case(BEFORE + 'label = """never ends' + AFTER)
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize(
    "text", ["\0\0\0", "[" * 5000, "a = " + "[" * 5000, "{}", "]]", "=", "\x1b[31m", "a.b.c"]
)
def test_nonsense_is_an_error_with_a_line(text: str) -> None:
    with pytest.raises(CaseError) as caught:
        parse_case(text)
    assert caught.value.problems[0].line == 1
    assert len(str(caught.value)) < 1000


MISSED = {
    "{": {"toml_not_opened"},
    "}": {"toml_not_closed"},
    "[": {"toml_not_opened", "toml_brackets"},
    "]": {"toml_not_closed", "toml_brackets"},
    '"': {"toml_quote_missing"},
    "=": {"toml_no_equals"},
    ",": {"toml_no_comma", "toml_no_comma_at_end"},
}


def signs_of(text: str) -> Iterator[tuple[int, int, str]]:
    """Where the signs of a case file stand: place, line and sign, of lines that look alike only one."""
    seen = set()
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        form = re.sub(r'"[^"]*"', lambda found: f'"{found[0].isascii()}"', re.sub(r"\d", "0", line))
        if form not in seen and not line.startswith("#"):
            seen.add(form)
            yield from ((start + at, number, sign) for at, sign in enumerate(line) if sign in MISSED)
        start += len(line) + 1


@pytest.mark.parametrize("household", examples())
def test_a_sign_that_is_missing_is_missed_by_name_on_its_own_line(household: str) -> None:
    """Each sign of an example, taken out by itself."""
    text = (DATA / "cases" / f"{household}.toml").read_text("utf-8")
    missed = dict.fromkeys(MISSED, 0)
    for place, line, sign in signs_of(text):
        try:
            parse_case(text[:place] + text[place + 1 :])
        except CaseError as error:
            assert {problem.line for problem in error.problems} == {line}, str(error)
            assert {problem.why for problem in error.problems} <= MISSED[sign], str(error)
            missed[sign] += 1
        else:
            assert sign == ",", "only a last comma, or one within a text, may be left out"
    assert all(missed.values())


@pytest.mark.parametrize(
    ("broken", "line", "shown", "closing"),
    [
        ('format = 1\nname = { en = "a", zh = "b"\nas_of = 2026-11-24\n', 2, "name =", "}"),
        ('format = 1\na = ["x", "y"\nas_of = 2026-11-24\n', 2, "a =", "]"),
        ('a = [\n  "x",\n  "y",\n\n[[debts]]\nid = "a"\n', 4, "a = [", "]"),
        ('a = [\n  "x",\n  "y"\nb = 1\n', 4, "a = [", "]"),
        ('a = [\n  "x",\n  "y"\n', 4, "a = [", "]"),
    ],
)
def test_what_is_never_closed_is_named_with_what_closes_it(
    broken: str, line: int, shown: str, closing: str
) -> None:
    with pytest.raises(CaseError) as caught:
        parse_case(broken)
    (problem,) = caught.value.problems
    assert (problem.line, problem.why) == (line, "toml_not_closed")
    assert shown in problem.problem and closing in problem.remedy
