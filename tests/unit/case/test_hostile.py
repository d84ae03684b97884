"""Values that nobody means, in every field of a case: a problem with its line and remedy, nothing else."""

from __future__ import annotations

import pytest

from duecourse.case import CaseError, parse_case
from duecourse.locale import LANGUAGES, in_language

HOSTILE = [
    "1e9999999",
    "-1e9999999",
    "1e-9999999",
    "1e400",
    "1" + "0" * 4200,
    "9" * 5000,
    "-" + "9" * 4200,
    "0x" + "f" * 4000,
    "0." + "1" * 5000,
    "nan",
    "-inf",
    '"NaN"',
    '"1e9999999"',
    '"' + "9" * 5000 + '"',
    '"' + "九" * 100 + '"',
    '"¹²³"',
    "0001-01-01",
    "9999-12-31T23:59:59.999999Z",
    "23:59:59",
    "[]",
    "{}",
    "[" * 60 + "1" + "]" * 60,
    "[" * 28 + "1" + "]" * 28,
    "[" * 350 + "1" + "]" * 350,
    "[" * 5000 + "1" + "]" * 5000,
    "{ a = " * 60 + "1" + " }" * 60,
    "{ a = " * 350 + "1" + " }" * 350,
    "{ a = [" * 3000 + "1" + "] }" * 3000,
    '{ en = "a", zh = [1] }',
    "true",
    '""',
    '"\\u0000"',
]
WHOLE = """\
format = 1
name = "x"
about = "x"
as_of = 2026-11-24
[hardship]
kind = "illness"
since = 2026-10-01
note = "x"
[savings]
amount = "100"
[[debts]]
id = "a"
product = "jintiao"
label = "x"
lender = "x"
lender_kind = "bank"
guarantor = true
accelerated = 2026-11-01
[debts.terms]
annual_rate = "0.1"
periods = 6
year_days = 360
penalty_multiple = "1.5"
grace_days = 3
allocation = ["fees", "penalty", "compound", "interest", "principal"]
[[debts.drawings]]
date = 2026-01-05
amount = "1000"
note = "x"
[[debts.payments]]
date = 2026-02-05
amount = "100"
note = "x"
[[debts.waivers]]
date = 2026-10-05
component = "penalty"
amount = "1"
[[debts.rate_changes]]
date = 2026-03-05
annual_rate = "0.1"
penalty_daily_rate = "0.0005"
[[debts.bills]]
date = 2026-06-05
due = 2026-06-20
total = "100"
minimum = "10"
[[debts.bills.lines]]
kind = "interest"
amount = "1"
[[budget]]
kind = "income"
label = "x"
amount = "5000"
bad_month = "4000"
day = 5
from = 2026-01-01
until = 2027-01-01
"""
LINES = [number for number, line in enumerate(WHOLE.split("\n"), 1) if " = " in line]


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: value[:16])
def test_a_hostile_value_is_refused_where_it_stands_or_read(value: str) -> None:
    for number in LINES:
        rows = WHOLE.split("\n")
        rows[number - 1] = rows[number - 1].split(" = ")[0] + " = " + value
        try:
            parse_case("\n".join(rows))
        except CaseError as error:
            for language in LANGUAGES:
                with in_language(language):
                    assert len(str(error)) < 4000
                    assert all(problem.problem and problem.remedy for problem in error.problems)
            assert number in {problem.line for problem in error.problems}, (rows[number - 1][:60], str(error))


def test_a_key_of_a_thousand_parts_is_refused_on_its_line() -> None:
    with pytest.raises(CaseError) as caught:
        parse_case("format = 1\n" + ".".join(["a"] * 1000) + " = 1\n")
    assert [problem.line for problem in caught.value.problems] == [2]
