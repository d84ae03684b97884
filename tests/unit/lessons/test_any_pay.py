"""Every cell of every lesson, for the example households with any pay, from nothing to plenty.

python tests/unit/lessons/test_any_pay.py        walks in steps of 50 yuan; a test walks a few of them
"""

from __future__ import annotations

import importlib
import sys
import traceback
from collections.abc import Collection, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ipywidgets import Widget

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from duecourse.case import Case, examples, load_example
from duecourse.lessons.how_to_prepare import month_by_month
from duecourse.lessons.how_to_prepare.whose import Whose
from duecourse.lessons.lesson import LESSONS
from duecourse.locale import in_language
from duecourse.view import Panel
from unit import page
from unit.lessons.cells import NAMES, boxes, sources

FINEST = 50
PLENTY = Decimal("1.5")
DRAWN = ("lesson.begin", "lesson.exercise", "lesson.quiz", "lesson.find_the_slip", "from ")
"""What shows the same whoever is looked at."""


OF_THE_MONTH = ("start_here", "how_to_prepare", "how_to_negotiate", "never_late_again")
"""The lessons that look at what the month leaves. Only they are walked through in the finest steps."""


def pays(household: str, step: int) -> Iterator[tuple[int, int]]:
    """A household's pay in a normal month and in a bad one: each from nothing on, in steps."""
    _, line = income(load_example(household))
    normal, bad = int(line.amount), int(line.amount if line.bad_month is None else line.bad_month)
    for pay in range(0, int(PLENTY * normal) + 1, step):
        yield pay, min(bad, pay)
        if pay <= normal:
            yield normal, pay


def income(case: Case) -> tuple[int, Any]:
    """The number of the budget's first income, and the line."""
    return next((number, line) for number, line in enumerate(case.budget_lines) if line.kind == "income")


def with_pay(household: str, pay: int, bad: int) -> Case:
    """The household as a learner's own case, with this pay in a normal month and in a bad one."""
    case = load_example(household)
    number, line = income(case)
    lines = [*case.budget_lines]
    lines[number] = replace(line, amount=Decimal(pay), bad_month=Decimal(bad))
    return replace(case, own=True, fixed_as_of=case.as_of, budget_lines=tuple(lines))


def show(case: Case, lessons: Collection[str] = LESSONS) -> int:
    """Show every cell of some lessons that depends on the case, with its folds; how many they are."""
    count = 0
    for notebook, name in zip(NAMES, LESSONS, strict=True):
        if name not in lessons:
            continue
        module = importlib.import_module(f"duecourse.lessons.{name}")
        module.begin("en")
        module.LESSON.use_case(case)
        for source in sources("en", notebook):
            if source.startswith(DRAWN) or (".guess" in source and name != LESSONS[0]):
                continue
            card = eval(source, {"lesson": module})
            page.shown(card)
            for panel in boxes(card):
                if isinstance(panel, Panel):
                    page.unfold(panel)
            count += 1
    return count


@pytest.fixture(autouse=True)
def a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DUECOURSE_MY", str(tmp_path))
    with in_language("en"):
        yield
    for name in LESSONS:
        importlib.import_module(f"duecourse.lessons.{name}").LESSON.use_case(None)


@pytest.mark.parametrize("household", examples())
def test_a_household_without_pay_is_shown_every_panel(household: str) -> None:
    assert show(with_pay(household, 0, 0), OF_THE_MONTH) > 20


@pytest.mark.parametrize("household", examples())
def test_next_to_nothing_a_month_is_paid_off_month_by_month(household: str) -> None:
    """The slider begins at what is left, however little that is."""
    normal = int(income(load_example(household))[1].amount)
    needed = int(normal - with_pay(household, normal, normal).budget(bad_month=True).left)
    for left in (-20, 0, 1, 30, 99, 130, 200, 230):
        case = with_pay(household, normal, needed + left)
        assert case.budget(bad_month=True).left == left
        shown: Any = month_by_month.panel(Whose(case))
        amount = shown.controls["amount"]
        assert amount.low <= amount.value == shown.model.amount <= amount.high
        least = case.figures().least_left_in_bad_month  # the months may be known to change
        assert least <= left
        if least > 0:
            assert amount.value == least


def walk(household: str) -> None:
    """All of a household's pays, first in large steps, then in between; each that fails is named."""
    done: set[tuple[int, int]] = set()
    for step in (16 * FINEST, 4 * FINEST, FINEST):
        for pay in pays(household, step):
            if pay in done:
                continue
            done.add(pay)
            try:
                show(with_pay(household, *pay), LESSONS if step > FINEST else OF_THE_MONTH)
            except Exception:
                print(household, *pay, traceback.format_exc().splitlines()[-3:], flush=True)
            Widget.close_all()
        print(household, "in steps of", step, "done", flush=True)


if __name__ == "__main__":
    with in_language("en"):
        for one in sys.argv[1:] or examples():
            walk(one)
