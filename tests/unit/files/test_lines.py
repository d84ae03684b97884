"""The line of each key agrees with what the standard library's reader makes of the text."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duecourse.files import KeyLines
from duecourse.files import write_toml as write
from duecourse.paths import DATA


def paths(value: Any, here: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    """Every place in a tree."""
    found = {here} if here else set()
    if isinstance(value, dict):
        for key, item in value.items():
            found |= paths(item, (*here, key))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            found |= paths(item, (*here, i))
    return found


@pytest.mark.parametrize(
    "file",
    [*(DATA / "cases").glob("*.toml"), *(DATA / "products").glob("*.toml")],
    ids=lambda file: file.stem,
)
def test_every_key_of_the_course_s_own_files_is_found_on_its_line(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    lines = KeyLines(text)
    assert paths(tomllib.loads(text)) <= set(lines.lines)
    rows = text.split("\n")
    for path, number in lines.lines.items():
        key = next(part for part in reversed(path) if isinstance(part, str))
        if isinstance(path[-1], str) and f"{key} =" in text:
            assert key in rows[number - 1], path


def test_the_odd_corners_of_the_language() -> None:
    text = (
        'a = """\n[[not]]\nb = 1 \\""" """"\n'  # 1 to 3
        "'quoted key' = '''x\n'''\n"  # 4, 5
        "c.d . \"e\" = { f = [1, [2,\n  3]], g = '}' } # h = 1\n"  # 6, 7
        "\n[ t . u ]\r\n"  # 9
        "[[t.u.v]]\nx = 1\n[[t.u.v]]\n  x = 2 # [y]\n[t.u.v.w]\nz = 2026-01-01 10:00:00\n"
    )
    lines = KeyLines(text)
    assert paths(tomllib.loads(text)) <= set(lines.lines)
    assert lines.of(("quoted key",)) == 4
    assert lines.of(("c", "d", "e", "f", 1, 1)) == 7
    assert lines.of(("t", "u", "v", 1, "x")) == 13
    assert lines.of(("t", "u", "v", 1, "w", "z")) == 15
    assert lines.of(("t", "u", "v", 1, "missing")) == 12
    assert lines.of(("nowhere",)) is None


VALUES = st.one_of(
    st.text(),
    st.integers(),
    st.booleans(),
    st.dates(min_value=date(1, 1, 1)),
    st.lists(st.text(), max_size=3),
)
TREES = st.recursive(
    st.dictionaries(st.text(), VALUES, max_size=4),
    lambda inner: st.dictionaries(
        st.text(), VALUES | inner | st.lists(inner, min_size=1, max_size=3), max_size=4
    ),
    max_leaves=12,
)


@given(TREES)
def test_what_is_written_is_read_again(tree: dict[str, Any]) -> None:
    text = write(tree, header=["x", ""])
    assert tomllib.loads(text) == tree


@given(TREES)
def test_what_is_written_is_found_again(tree: dict[str, Any]) -> None:
    text = write(tree)
    if "\\" not in text:  # a key with an escape keeps it
        assert paths(tomllib.loads(text)) <= set(KeyLines(text).lines)
