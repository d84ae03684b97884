"""A household with debts last paid in 2022, and one that is only some weeks late."""

from __future__ import annotations

from pathlib import Path

from duecourse.case import Case, load_case

CASE = """
format = 1
name = "Old debts"
as_of = 2026-11-24

[[budget]]
kind = "income"
label = "Wage"
amount = "6000.00"

[[debts]]
id = "loan"
product = "bank_loan"
label = "The shop"
lender = "A bank"
lender_kind = "bank"
[debts.terms]
annual_rate = "0.10"
periods = 12
[[debts.drawings]]
date = 2021-06-10
amount = "12000.00"
[[debts.payments]]
date = 2022-03-10
amount = "1055.00"

[[debts]]
id = "card"
product = "card"
label = "The old card"
lender = "Another bank"
[[debts.drawings]]
date = 2022-01-20
amount = "3000.00"
[[debts.payments]]
date = 2022-05-20
amount = "200.00"

[[debts]]
id = "fresh"
product = "jintiao"
label = "The new one"
lender = "A lender"
[debts.terms]
annual_rate = "0.15"
periods = 12
[[debts.drawings]]
date = 2026-06-10
amount = "5000.00"
"""


def old_household(folder: Path) -> Case:
    """The household, from a file as a learner has one."""
    file = folder / "old.toml"
    file.write_text(CASE, encoding="utf-8")
    return load_case(file)
