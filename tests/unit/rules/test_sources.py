"""Sources stand in one file, each once, and everything in it is the source of something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from duecourse.rules import Products, RuleFileError, Rules, Sources
from duecourse.rules.library import check_sources, products, rules, sources

Write = Callable[..., Path]

REFUSED = {
    "no issuer": (
        ('issuer = { en = "Bank", zh = "央行" }\nstatus = "text seen"', 'status = "text seen"'),
        "notice.issuer",
        "Add issuer",
    ),
    "no English title": (('en = "Notice", ', ""), "notice.title.en", "Add en"),
    "no status": (('status = "text seen"\n', ""), "notice.status", "Add status"),
    "an unknown status": (('status = "text seen"', 'status = "sure"'), "notice.status", '"text seen"'),
    "a key nobody knows": (
        ('status = "text seen"', 'status = "text seen"\nlink = "x"'),
        "notice.link",
        "Take it",
    ),
    "an id twice": (("[new-text]", "[notice]"), "line 7 ([notice])", "Take one of the two out"),
    "a source twice": (
        ('title = { en = "New text", zh = "新文" }', 'title = { en = "Notice", zh = "通知" }'),
        "new-text",
        "Name notice instead",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_with_a_source_is_refused(name: str, write_rules: Write) -> None:
    change, place, remedy = REFUSED[name]
    with pytest.raises(RuleFileError) as raised:
        Rules(write_rules(change)).subject("penalty")
    assert raised.value.file.endswith("/sources.toml")
    assert raised.value.key == place and remedy in raised.value.remedy


def test_a_source_of_nothing_is_refused(write_rules: Write, write_product: Write) -> None:
    folders = write_rules(), write_product(('id = "contract"', 'id = "repost"'))
    own = Sources(folders[0].parent / "sources.toml")
    with pytest.raises(RuleFileError, match=r"sources\.toml: contract: is the source of nothing\."):
        check_sources(own, Rules(folders[0], own), Products(folders[1], own))


def test_the_course_names_every_source_it_has() -> None:
    check_sources(sources, rules, products)


def test_clause_and_another_status_stand_where_the_source_is_named(write_rules: Write) -> None:
    named = 'source = { id = "notice", clause = { en = "Art. 3", zh = "第三条" }, status = "reported" }'
    first, second = Rules(write_rules(('source = { id = "notice" }', named)))["uplift"].values
    assert first.source.cite() == "Notice (通知), Art. 3, Bank" and first.status == "reported"
    assert second.source.cite() == "New text (新文), Bank" and not second.source.clause
