"""The pages that explain the format: their example is a case, and names every key."""

from __future__ import annotations

import re
import tomllib

import pytest

from duecourse.case import TABLES, parse_case
from duecourse.paths import DATA


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_example_of_the_page_is_a_case_with_every_key(page: str) -> None:
    text = (DATA / "cases" / page).read_text(encoding="utf-8")
    found = re.search(r"```toml\n(.*?)```", text, re.DOTALL)
    assert found is not None
    example = found[1]
    keys = set(re.findall(r"([a-z_]+) =", example))
    assert set().union(*TABLES.values()) - {"daily_rate"} <= keys and "daily_rate" in example
    # a loan's drawing has no instalments of its own: there the page speaks of accounts with bills
    case = parse_case(re.sub(r"^(periods|fee_per_period) = .*\n", "", example, flags=re.MULTILINE))
    assert case.debts[0].bills[0].lines_total == case.debts[0].bills[0].total
    assert tomllib.loads(example)["debts"][0]["drawings"][0]["periods"] == 12
