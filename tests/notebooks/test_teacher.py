"""The teacher's plans: every section they name is in the lesson, and each plan fills its ninety minutes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from duecourse.lessons.listing import lessons

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
PLANS = {"en": "README.md", "zh": "README.zh-CN.md"}
NUMBERED = {entry.number: entry for entry in lessons().values()}
ROW = re.compile(r"^\| (\d+) \| (\d) \| (.+?) \| .+ \|$", re.MULTILINE)

each = pytest.mark.parametrize("language", PLANS)


def plan(language: str) -> str:
    return (NOTEBOOKS / "teacher" / PLANS[language]).read_text("utf-8")


def headings(language: str, number: int) -> list[str]:
    notebook = json.loads((NOTEBOOKS / language / NUMBERED[number].notebook).read_text("utf-8"))
    prose = "\n\n".join("".join(cell["source"]) for cell in notebook["cells"])
    return re.findall(r"^## (.+?)\s*$", prose, re.MULTILINE)


def in_lessons(language: str) -> list[tuple[str, str, str]]:
    """The rows of the plans that are about a lesson that is there."""
    return [row for row in ROW.findall(plan(language)) if int(row[1]) in NUMBERED]


@each
def test_every_section_of_a_plan_is_in_its_lesson(language: str) -> None:
    rows = in_lessons(language)
    assert rows
    for _, number, heading in rows:
        assert heading in headings(language, int(number)), (number, heading)


@each
def test_a_plan_fills_ninety_minutes(language: str) -> None:
    plans = [ROW.findall(part) for part in plan(language).split("\n## ")]
    assert [sum(int(minutes) for minutes, _, _ in rows) for rows in plans if rows] == [90] * 6


def test_both_languages_plan_the_same() -> None:
    english, chinese = (in_lessons(language) for language in PLANS)
    assert [row[:2] for row in english] == [row[:2] for row in chinese]
    for (_, number, one), (_, _, other) in zip(english, chinese, strict=True):
        here, there = headings("en", int(number)), headings("zh", int(number))
        assert here.index(one) == there.index(other)


@each
def test_the_short_plan_names_sections_that_exist(language: str) -> None:
    known = {heading for number in NUMBERED for heading in headings(language, number)}
    short = next(part for part in plan(language).split("\n## ") if "20" in part and not ROW.search(part))
    named = re.findall(r"“(.+?)”", short)
    whole = in_lessons(language) == ROW.findall(plan(language))  # otherwise a lesson was taken out
    assert len(named) == 5 and (set(named) <= known or not whole)
