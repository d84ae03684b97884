"""A small folder of rules and products in which each test can break one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from duecourse.locale import use_language

SOURCES = """
[notice]
title = { en = "Notice", zh = "通知" }
issuer = { en = "Bank", zh = "央行" }
status = "text seen"

[new-text]
title = { en = "New text", zh = "新文" }
issuer = { en = "Bank", zh = "央行" }
status = "reported"

[repost]
title = { en = "Repost", zh = "转载" }
issuer = { en = "others", zh = "第三方" }
status = "reported"

[contract]
title = { en = "Contract", zh = "合同" }
issuer = { en = "lender", zh = "机构" }
status = "reported"
"""

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
source = { id = "notice" }
[[rules.values]]
from = 2020-01-01
value = { min = "0.20", max = "0.40" }
source = { id = "new-text" }
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
family = "app"
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
source = { id = "repost" }

[terms.days]
default = "half_open"
choices = ["half_open", "inclusive"]
source = { id = "contract" }
"""

Write = Callable[..., Path]


def replaced(text: str, old: str, new: str) -> str:
    """`text` with its first `old` replaced; fails where there is none, so that no test tests nothing."""
    assert old in text, old
    return text.replace(old, new, 1)


def _write(place: Path, texts: dict[str, str], changes: tuple[tuple[str, str], ...]) -> Path:
    """Writes the files, each change put into the first that has what it changes; returns the first folder."""
    for old, new in changes:
        name = next((name for name, text in texts.items() if old in text), next(iter(texts)))
        texts[name] = replaced(texts[name], old, new)
    for name, text in texts.items():
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")
    return (place / next(iter(texts))).parent


@pytest.fixture
def write_rules(tmp_path: Path) -> Write:
    """Writes `penalty.toml` and its sources with pairs of old and new put in; returns the folder `rules`."""

    def write(*changes: tuple[str, str]) -> Path:
        return _write(tmp_path, {"rules/penalty.toml": RULE, "sources.toml": SOURCES}, changes)

    return write


@pytest.fixture
def write_product(tmp_path: Path) -> Write:
    """Writes `loan.toml`, `terms.toml` and their sources with pairs of old and new put into any."""

    def write(*changes: tuple[str, str]) -> Path:
        texts = {"products/loan.toml": PRODUCT, "products/terms.toml": TERMS, "sources.toml": SOURCES}
        return _write(tmp_path, texts, changes)

    return write


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("en")
