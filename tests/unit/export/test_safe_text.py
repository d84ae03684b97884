"""What a person typed, as text in a file and as a file's name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duecourse.export.safe_text import LONGEST_NAME, clean, file_name, one_line, shown_width


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("罚息 ¥1", "罚息 ¥1"),
        ("a\r\nb\rc\td", "a\nb\nc\td"),
        ("bell\x07, null\x00, escape\x1b[31m", "bell, null, escape[31m"),
        ("\u202eabc\u202c \u2066x\u2069", "abc x"),
        ("שלום مرحبا", "שלום مرحبا"),  # letters that run from the right stay
        ("👩\u200d💻 é", "👩\u200d💻 é"),  # joined signs stay joined
        ("\ud800broken\uffff\ufdd0", "broken"),
        ("=1+1 <b> & {{x}}", "=1+1 <b> & {{x}}"),
    ],
)
def test_what_is_seen_stays(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_one_line() -> None:
    assert one_line(" a\n\n b\u2028c\t d ") == "a bc d"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("金条（买新电动车）", "金条（买新电动车）"),
        ("../../etc/passwd", "etc passwd"),
        ("..", ""),
        ("C:\\x\\y", "C x y"),
        ("a/b", "a b"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ('what? <now> | "x" * y:', "what now x y"),
        ("name. . ", "name"),
        ("😀", "😀"),
        ("x\u202etxt.exe", "xtxt.exe"),
        ("a" * 300, "a" * LONGEST_NAME),
    ],
)
def test_file_names(typed: str, name: str) -> None:
    assert file_name(typed) == name


@given(st.text())
def test_a_file_name_never_leaves_its_folder(text: str) -> None:
    name = file_name(text)
    assert name == "" or (Path(name).name == name and name not in (".", ".."))
    assert not set('<>:"/\\|?*\n\r\x00') & set(name)
    name.encode()
    assert file_name(name) in (name, f"_{name}")


@given(st.text())
def test_clean_text_is_clean(text: str) -> None:
    once = clean(text)
    once.encode()
    assert clean(once) == once


def test_chinese_letters_are_wide() -> None:
    assert shown_width("罚息ab") == 6
