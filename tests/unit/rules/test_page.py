"""The page of all rules is current, in both languages, and shows what it must."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from duecourse.paths import DATA
from duecourse.rules import Rules, rules
from duecourse.rules.page import PAGES, page, write_pages

Write = Callable[..., Path]


@pytest.mark.parametrize("language", PAGES)
def test_the_page_is_current(language: str) -> None:
    written = (DATA / "rules" / PAGES[language]).read_text(encoding="utf-8")
    assert written == page(rules, language), "run python -m duecourse.rules"


@pytest.mark.parametrize("language", PAGES)
def test_the_page_has_every_rule(language: str) -> None:
    text = page(rules, language)
    for rule in rules:
        assert f"`{rule.id}`" in text


def test_a_rule_on_the_page_says_what_since_when_source_check_and_status(write_rules: Write) -> None:
    text = page(Rules(write_rules()), "en")
    assert "20% to 40% more." in text
    assert (
        "New text (新文), Bank · since 1 Jan 2020 · last checked 24 Nov 2026 · "
        "told by others, not read in the original: check before you rely on it"
    ) in text
    assert "from 1 Jan 2004 to 31 Dec 2019 · last checked 24 Nov 2026 · read in a published text" in text


def test_a_changed_figure_makes_the_page_stale(write_rules: Write) -> None:
    before = page(Rules(write_rules()), "zh")
    after = page(Rules(write_rules(('min = "0.20"', 'min = "0.21"'))), "zh")
    assert before != after


def test_the_signs_of_a_credit_report_are_on_the_page() -> None:
    text = page(rules, "en")
    assert "- `3` · 61 to 90 days" in text
    assert "- `7` · 181 days and more" in text
    assert "- `N` · Paid on time" in text
    assert "- `doubtful` · Doubtful · 121 to 180 days" in text


def test_writing_the_pages(write_rules: Write, tmp_path: Path) -> None:
    book = Rules(write_rules())
    write_pages(book, tmp_path)
    for language, name in PAGES.items():
        assert (tmp_path / name).read_text(encoding="utf-8") == page(book, language)
