"""A small folder of rules and products in which each test can break one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from duecourse.locale import use_language

RULE = """
subject = { en = "Penalty", zh = "罚息" }

[[rules]]
id = "uplift"
unit = { min = "share of the contract rate", max = "share of the contract rate" }
label = { en = "Penalty rate", zh = "罚息利率" }
text = { en = "{min} to {max} more.", zh = "再加{min}到{max}。" }
scope = { en = "Bank loans.", zh = "银行贷款。" }
last_checked = 2026-11-24
[[rules.values]]
from = 2004-01-01
until = 2019-12-31
value = { min = "0.30", max = "0.50" }
source = { title = "通知", title_en = "Notice", issuer = "央行", issuer_en = "Bank", status = "text seen" }
[[rules.values]]
from = 2020-01-01
value = { min = "0.20", max = "0.40" }
source = { title = "新文", title_en = "New text", issuer = "央行", issuer_en = "Bank", status = "reported" }
"""

TERMS = """
[grace_days]
label = { en = "Grace", zh = "宽限" }
help = { en = "Days.", zh = "天数。" }
unit = "days"

[penalty_daily_rate]
label = { en = "Penalty", zh = "罚息" }
help = { en = "A day.", zh = "每天。" }
unit = "share a day"

[days]
label = { en = "Days", zh = "天数" }
help = { en = "Which count.", zh = "怎么算。" }
unit = "word"
choices = [
  { value = "half_open", label = { en = "Open", zh = "算头不算尾" } },
  { value = "inclusive", label = { en = "Both", zh = "头尾都算" } },
]
"""

PRODUCT = """
kind = "instalment"
lenders = ["bank", "small_loan"]
label = { en = "Loan", zh = "贷款" }
text = { en = "A loan.", zh = "一笔贷款。" }
overdue_rule = "overdue"
class_rule = "class"
last_checked = 2026-11-24

[terms.penalty_daily_rate]
default = "0.0006"
min = "0.0001"
max = "0.0015"
step = "0.0001"
source = { title = "转载", title_en = "Repost", issuer = "第三方", issuer_en = "others", status = "reported" }

[terms.days]
default = "half_open"
choices = ["half_open", "inclusive"]
source = { title = "合同", title_en = "Contract", issuer = "机构", issuer_en = "lender", status = "reported" }
"""

Write = Callable[..., Path]


def replaced(text: str, old: str, new: str) -> str:
    """`text` with its first `old` replaced; fails where there is none, so that no test tests nothing."""
    assert old in text, old
    return text.replace(old, new, 1)


@pytest.fixture
def write_rules(tmp_path: Path) -> Write:
    """Writes `penalty.toml` with pairs of old and new put in, and returns the folder `rules`."""

    def write(*changes: tuple[str, str]) -> Path:
        text = RULE
        for old, new in changes:
            text = replaced(text, old, new)
        folder = tmp_path / "rules"
        folder.mkdir(exist_ok=True)
        (folder / "penalty.toml").write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def write_product(tmp_path: Path) -> Write:
    """Writes `loan.toml` and `terms.toml` with pairs of old and new put into either."""

    def write(*changes: tuple[str, str]) -> Path:
        product, terms = PRODUCT, TERMS
        for old, new in changes:
            if old in product:
                product = replaced(product, old, new)
            else:
                terms = replaced(terms, old, new)
        folder = tmp_path / "products"
        folder.mkdir(exist_ok=True)
        (folder / "loan.toml").write_text(product, encoding="utf-8")
        (folder / "terms.toml").write_text(terms, encoding="utf-8")
        return folder

    return write


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("en")
