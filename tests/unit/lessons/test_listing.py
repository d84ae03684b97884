"""A lesson is found by its folders; each has all that belongs to one, and nothing else names it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import grimp
import pytest

from duecourse.lessons.lesson import LESSONS
from duecourse.lessons.listing import lessons, read_lessons
from duecourse.locale import LANGUAGES
from duecourse.paths import LESSON_DATA
from duecourse.rules import RuleFileError

NOTEBOOKS = LESSON_DATA.parents[1] / "notebooks"
LESSON = """number = {number}
title = {{ en = "One", zh = "一" }}
about = {{ en = "About one", zh = "关于一" }}
"""


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).mkdir()
    (folder / name / "lesson.toml").write_text(text, "utf-8")


def test_lessons_stand_in_the_order_of_their_numbers_with_gaps_where_one_was_taken_out(
    tmp_path: Path,
) -> None:
    for name, number in (("later", 9), ("first", 0), ("second", 2)):
        write(tmp_path, name, LESSON.format(number=number))
    found = read_lessons(tmp_path)
    assert list(found) == ["first", "second", "later"]
    assert found["later"].notebook == "09_later.ipynb" and found["later"].title["zh"] == "一"


@pytest.mark.parametrize(
    ("text", "key", "remedy"),
    [
        (LESSON.format(number=0), "number", "first has it"),
        (LESSON.format(number='"1"'), "number", "Write number = "),
        (LESSON.format(number=100), "number", "Write number = "),
        (LESSON.format(number="true"), "number", "Write number = "),
        (LESSON.format(number=1).replace('zh = "一"', 'zh = ""'), "title.zh", 'Write zh = "…"'),
        (LESSON.format(number=1) + "titel = 1\n", "titel", "Did you mean title?"),
    ],
)
def test_what_is_wrong_with_a_lesson_s_own_file_is_refused(
    text: str, key: str, remedy: str, tmp_path: Path
) -> None:
    write(tmp_path, "first", LESSON.format(number=0))
    write(tmp_path, "other", text)
    with pytest.raises(RuleFileError) as raised:
        read_lessons(tmp_path)
    assert (raised.value.file, raised.value.key) == ("other/lesson.toml", key)
    assert remedy in raised.value.remedy


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_has_its_code_its_texts_and_its_notebooks(name: str) -> None:
    assert find_spec(f"duecourse.lessons.{name}") is not None
    texts = {file.name for file in (LESSON_DATA / name).iterdir()}
    wanted = {"lesson.toml", "exercises.toml", "quiz.toml", *(f"words.{each}.po" for each in LANGUAGES)}
    assert wanted <= texts <= {*wanted, "slips.toml"}
    assert all((NOTEBOOKS / language / lessons()[name].notebook).is_file() for language in LANGUAGES)


def test_no_lesson_is_known_to_another_nor_to_what_they_share() -> None:
    """Only its notebooks import it; what two of them use stands beside them, and in `lessons.kit`."""
    graph = grimp.build_graph("duecourse", cache_dir=None)
    for name in LESSONS:
        whole = f"duecourse.lessons.{name}"
        inside = {whole, *graph.find_descendants(whole)}
        importers = {one for module in inside for one in graph.find_modules_that_directly_import(module)}
        assert importers <= inside, importers - inside
