"""The words of `data/imports`: checked when they are read, and the same in whatever form a file has them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from duecourse.case.importing import debts, words
from duecourse.case.importing.debts import usual_names
from duecourse.case.importing.words import PARTS, SENSES, known_headings, same_form, senses
from duecourse.rules import RuleFileError, products


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the words, to be spoilt."""
    copy = tmp_path / "imports"
    shutil.copytree(words.FOLDER, copy)
    monkeypatch.setattr(words, "FOLDER", copy)
    monkeypatch.setattr(debts, "FOLDER", copy)
    caches = (senses, known_headings, usual_names)
    for cached in caches:
        cached.cache_clear()
    yield copy
    for cached in caches:
        cached.cache_clear()


def test_all_words_are_there() -> None:
    assert set(senses()) == set(SENSES) and set(known_headings()) == set(PARTS)
    known_as = {product.known_as for product in products if product.known_as}
    assert known_as <= {loans.id for loans in usual_names().loans}


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("words.toml", 'words = ["还款", ', 'words = ["還款", ', "还款"),
        ("words.toml", 'words = ["还款", ', 'words = ["还款", "还款", ', "twice"),
        ("words.toml", "[refund]", "[refunds]", "refund"),
        ("words.toml", 'words = ["还款", ', "words = [7, ", "list of words"),
        ("headings.toml", 'balance = ["', 'balance = ["金额", "', "is in amount too"),
        ("headings.toml", "ignored =", "unheard_of =", "ignored"),
        ("names.toml", 'names = ["拍拍贷"]', 'names = ["花呗"]', "twice"),
        ("names.toml", 'loans = ["baitiao", "jintiao"]', 'loans = ["nobody"]', "nobody"),
    ],
)
def test_a_slip_in_the_words_is_refused_with_its_place(
    folder: Path, file: str, old: str, new: str, says: str
) -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(RuleFileError) as caught:
        senses(), known_headings(), usual_names()
    assert file in str(caught.value) and says in str(caught.value)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("還款金額", "还款金额"),
        ("交易 時間", "交易时间"),
        ("ＡＢＣ　Loan", "abc loan"),
        ("￥１，０", "¥1,0"),
        ("  a  b ", "a b"),
    ],
)
def test_one_form_for_all_ways_to_write_a_word(written: str, read: str) -> None:
    assert same_form(written) == read
