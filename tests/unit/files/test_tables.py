"""Strict tables: one reader, so that what is said of a line is the same whatever the file is."""

from __future__ import annotations

from pathlib import Path

import pytest

from duecourse.case import CaseError, parse_case
from duecourse.files import DataFileError, Table, read_table
from duecourse.locale import in_language

FILE = Path("rules/x.toml")
BROKEN = {
    "a sign of a Chinese keyboard": "label = “Loan”",
    "a missing quotation mark": 'label = "Loan',
    "a missing bracket": 'label = ["Loan"',
    "a date in another form": "last_checked = 2026/3/8",
    "no equals sign": "just a remark",
    "a key there twice": "format = 1",
    "a number of thousands of digits": f"amount = {'9' * 5000}",
    "lists in lists without end": f"amount = {'[' * 5000}",
    "a key of many parts": f"amount{'.x' * 4000} = 1",
}


@pytest.mark.parametrize("line", BROKEN.values(), ids=BROKEN)
def test_a_broken_line_is_told_in_the_same_words_in_a_case_and_in_the_courses_own_files(line: str) -> None:
    text = f"format = 1\n{line}\n"
    with pytest.raises(CaseError) as case:
        parse_case(text)
    first = case.value.problems[0]
    said = f"{first.problem} {first.remedy}"
    with in_language("zh"), pytest.raises(DataFileError) as own:  # of these files, in English always
        read_table(FILE, text, first_line=3)
    assert first.line == 2 and own.value.key.startswith("line 4 (")
    assert str(own.value) == f"rules/x.toml: {own.value.key}: {said}"


def table(text: str) -> Table:
    return read_table(FILE, text, "head")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('sorts = "card"', "head.sorts: 'card' is not a list of words"),
        ("sorts = []", "head.sorts: [] is not a list of words"),
        ('sorts = ["card", "card"]', "says something twice. Take one of the two out"),
        ('sorts = ["cards"]', '\'cards\' is not known. Did you mean "card"? Use "card" or "app"'),
        ('sorts = ["x"]', '\'x\' is not known. Use "card" or "app"'),
        ("sorts = [1]", "1 is not known"),
        ("", "head.sorts: is missing. Add sorts = …"),
    ],
)
def test_a_list_of_known_words(text: str, said: str) -> None:
    with pytest.raises(DataFileError) as caught:
        table(text).words("sorts", ("card", "app"))
    assert said in str(caught.value)


def test_where_there_are_many_words_only_the_one_that_is_meant_is_named() -> None:
    with pytest.raises(DataFileError) as caught:
        table('rule = "rule-7x"').word("rule", [f"rule-{number}" for number in range(40)])
    assert caught.value.remedy.startswith('Did you mean "rule-7') and caught.value.remedy.count('"') == 2


def test_a_list_may_be_empty_where_it_says_so() -> None:
    assert table("rules = []").words("rules", (), least=0) == ()
