"""Notes that a learner has put into the case's file stay when the course saves it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duecourse.case import (
    Case,
    Payment,
    change_case,
    has_own_case,
    load_case,
    load_example,
    open_draft,
    own_file,
    save_case,
)
from duecourse.case.writing import case_text, case_tree
from duecourse.files import write_toml as write
from duecourse.locale import LANGUAGES, Text, in_language, say
from duecourse.paths import DATA

EXAMPLES = sorted((DATA / "cases").glob("*.toml"))


def noted(text: str) -> str:
    """The text with a note above every key and head, and one behind each that ends on its line."""
    lines = []
    for number, line in enumerate(text.splitlines()):
        whole = bool(line) and not line.startswith(("#", " ", "]")) and not line.endswith("[")
        lines += [f"# above {number}", f"{line}  # behind {number}"] if whole else [line]
    return "\n".join([*lines, "# at the end", ""])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda file: file.stem)
def test_saved_unchanged_a_file_is_as_it_was(example: Path, tmp_path: Path) -> None:
    text = noted(example.read_text("utf-8"))
    file = tmp_path / "case.toml"
    file.write_text(text, "utf-8")
    save_case(load_case(file), file)
    header = "".join(f"# {line}\n" for line in say("case.file_header").splitlines())
    assert file.read_text("utf-8") == header + text
    save_case(load_case(file), file)
    assert file.read_text("utf-8") == header + text, "the header stands there once"


@pytest.mark.usefixtures("my")
def test_a_change_takes_no_note_but_that_of_what_goes() -> None:
    own_file().parent.mkdir(parents=True, exist_ok=True)
    own_file().write_text(noted(case_text(load_example())), "utf-8")
    before = own_file().read_text("utf-8").splitlines()
    payment = Payment(date(2026, 11, 25), Decimal("12.50"))

    def change(case: Case) -> Case:
        debt, *others = case.debts
        paid = replace(debt, payments=(*debt.payments, payment), labels=Text.same("the app"))
        return replace(case, debts=(paid, *others), budget_lines=case.budget_lines[1:], savings=Decimal(7))

    changed = change_case(change)
    after = own_file().read_text("utf-8")
    assert load_case(own_file()) == replace(changed, own=False)
    gone = [line.partition("#")[2] for line in before if "#" in line and line.partition("#")[2] not in after]
    first = next(i for i, line in enumerate(before) if line.startswith("[[budget]]"))
    second = next(i for i, line in enumerate(before) if i > first and line.startswith("[[budget]]"))
    entry = {line.partition("#")[2] for line in before[first - 1 : second - 1] if "#" in line}
    assert set(gone) == entry


@pytest.mark.usefixtures("my")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_keeps_notes(language: str) -> None:
    with in_language(language):
        save_case(load_example())
        text = own_file().read_text("utf-8")
        own_file().write_text(f"# my own\n{text}# below\n", "utf-8")
        draft = open_draft()
        draft.set(("savings", "amount"), "321")
        draft.save()
        assert has_own_case() and load_case(own_file()).savings == 321
        after = own_file().read_text("utf-8")
    assert after.count("# my own\n") == 1 and after.endswith("# below\n")
    with in_language("en"):
        save_case(load_case(own_file()))
    said = own_file().read_text("utf-8")
    assert said.count(say("case.file_header").splitlines()[0]) == 1 and "# my own" in said


def test_what_an_earlier_version_said_at_the_top_goes(tmp_path: Path) -> None:
    file = tmp_path / "case.toml"
    file.write_text(f"# {say('case.file_header_before')}\n# mine\n{case_text(load_example())}", "utf-8")
    save_case(load_example(), file)
    text = file.read_text("utf-8")
    assert say("case.file_header_before") not in text and "# mine\n" in text


@pytest.mark.parametrize(
    "strange",
    [
        "format = 1 # one\nname = 'x'\nsavings.amount = '5' # dotted\n",
        "format = 1\n[savings] # head\namount = '5'\n[case-of-nobody]\nx = 1\n",
        "format = 1\nbudget = [ # list\n  {kind = 'income', label = 'w', amount = '1'}, # one\n]\n",
        "[[budget]]\nkind = 'income'\n[savings]\namount = '1'\n[[budget]] # again\nkind = 'other'\n",
        "# only notes",
        "\n\n\t# tab\n",
        "not = [toml",
    ],
)
def test_whatever_it_is_written_over_the_case_is_what_is_meant(strange: str) -> None:
    tree = case_tree(load_example())
    assert tomllib.loads(write(tree, over=strange)) == tomllib.loads(write(tree))


VALUES = st.one_of(st.text(), st.integers(), st.booleans(), st.lists(st.text(), max_size=3))
KEYS = st.sampled_from(["a", "b", "id", "lines", "en", "zh", "ä b"])
TREES = st.recursive(
    st.dictionaries(KEYS, VALUES, max_size=4),
    lambda inner: st.dictionaries(KEYS, VALUES | inner | st.lists(inner, min_size=1, max_size=3), max_size=4),
    max_leaves=12,
)


@given(TREES, TREES)
@settings(deadline=None)  # the first example imports tomlkit
def test_what_is_written_over_anything_is_read_again(
    before: dict[str, object], meant: dict[str, object]
) -> None:
    assert tomllib.loads(write(meant, over=noted(write(before)))) == meant
    assert write(meant, over=write(meant)) == write(meant)
