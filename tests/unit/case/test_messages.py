"""Everything the case and the import can say exists in both languages, with a remedy."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

import duecourse.case
import duecourse.locale.typed
from duecourse.case import MEANINGS, TABLES, CaseError, Problem, SaveError
from duecourse.case.fields import TERMS
from duecourse.case.importing.ways import Kind
from duecourse.locale import has_message, in_language
from unit.page import told

FOLDER = Path(duecourse.case.__file__).parent
SOURCES = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py")}
IMPORTING = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("importing/*.py")}
SOURCES["typed.py"] = Path(duecourse.locale.typed.__file__).read_text(encoding="utf-8")
NOT_READ = set(re.findall(r'NotRead\(\s*"([a-z_]+)"(?! if)', "".join(SOURCES.values()))) | {
    "share_above_one", "share_as_percent", "out_of_range", "too_small",
}  # fmt: skip


@pytest.mark.parametrize("name", ["en", "zh"])
def test_every_reason_has_words_and_a_remedy(name: str) -> None:
    found = set(NOT_READ)
    found |= set(re.findall(r'refuse\(\s*"([a-z_]+)"', SOURCES["reading.py"] + SOURCES["on_disk.py"]))
    found |= set(re.findall(r'Problem\(\s*"([a-z_]+)"', "".join(SOURCES.values())))
    assert len(found) > 50
    with in_language(name):
        assert [why for why in found if not has_message(f"case.problem_{why}")] == []
        assert [why for why in found if not has_message(f"case.remedy_{why}")] == []
        refused = set(re.findall(r'ImportRefused\(\s*"([a-z_]+)"', "".join(IMPORTING.values())))
        assert len(refused) > 15
        assert [why for why in refused if not has_message(f"import.refused_{why}")] == []
        assert [why for why in refused if not has_message(f"import.remedy_{why}")] == []


IN_A_ROW = set(re.findall(r'NotRead\(\s*"([a-z_]+)"', "".join(IMPORTING.values()))) | {
    "empty", "not_an_amount", "not_a_day", "day_without_year", "day_in_two_ways", "no_such_day",
    "day_too_early", "day_too_late", "too_large", "too_many_places", "not_readable",
}  # fmt: skip


@pytest.mark.parametrize("name", ["en", "zh"])
def test_every_reason_for_a_row_has_words_and_a_remedy(name: str) -> None:
    assert len(IN_A_ROW) > 20
    with in_language(name):
        for why in IN_A_ROW:
            assert has_message(f"import.row_{why}") and has_message(f"import.row_remedy_{why}"), why


@pytest.mark.parametrize("name", ["en", "zh"])
def test_every_meaning_kind_of_list_and_hindrance_has_words(name: str) -> None:
    with in_language(name):
        for key in (*(f"meaning_{meaning}" for meaning in (*MEANINGS, "bill")), "why_changed"):
            assert has_message(f"import.{key}"), key
        for kind in get_args(Kind):
            assert has_message(f"import.kind_{kind}")


@pytest.mark.parametrize("name", ["en", "zh"])
def test_every_field_and_every_choice_has_a_name(name: str) -> None:
    with in_language(name):
        for table in [*TABLES.values(), *TERMS.values()]:
            for field in table.values():
                assert field.label.lower() != field.name or name == "en", (field.table, field.name)
                assert field.label.isascii() is (name == "en"), (field.table, field.name)
                for label, _ in field.options():
                    assert label
        for key in ("debts", "drawings", "payments", "waivers", "rate_changes", "bills", "lines", "budget"):
            assert has_message(f"case.place_{key}") and has_message(f"case.field_{key}")


def test_a_long_or_strange_value_does_not_flood_the_message() -> None:
    problem = Problem(
        "not_an_amount", ("debts", 0, "payments", 11, "amount"), "x\n" * 5000, called="y" * 5000
    )
    assert len(str(problem)) < 400 and "\n" not in str(problem)


def test_braces_in_what_was_typed_stay_as_they_are() -> None:
    assert "{value}{0}" in str(Problem("not_an_amount", (), "{value}{0}"))


def test_a_notebook_shows_the_sentences_only() -> None:
    error = CaseError([Problem("no_file", (), "x.toml")], file="x.toml")
    assert told(error) == str(error).splitlines()
    assert isinstance(error, ValueError)
    assert told(SaveError("disk_full")) == [str(SaveError("disk_full"))]
