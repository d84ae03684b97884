"""Drawing the figures of a question so that each usual slip can be told from the answer and the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib import import_module
from importlib.util import find_spec
from itertools import combinations
from random import Random
from typing import Final

from .tasks import Task

Draw = Callable[[Random], Task]

TODAY: Final = date(2026, 11, 24)
"""The day the rules are read on in what is drawn, so that questions and pages stay the same."""

MONTHS: Final = 12
"""Of a year."""

MOST_TRIES: Final = 1000

POINT_SLIPS: Final = (Decimal("0.1"), Decimal("0.01"), 10, 100)
"""Factors that every exercise knows as slips of the decimal point."""


def told_apart(task: Task) -> bool:
    """Whether answer and slips are clearly different figures, none of them a slip of the point only."""
    figures = [Decimal(figure) for figure in (task.answer, *task.slips.values())]
    if isinstance(task.answer, int):
        return len({*figures}) == len(figures)
    figures += [figures[0] * factor for factor in POINT_SLIPS]
    least = Decimal("0.0005") if abs(figures[0]) < 1 else Decimal("0.05")
    return all(abs(one - other) > least for one, other in combinations(figures, 2))


def far_apart(task: Task) -> bool:
    """Whether they are told apart, all above nothing, and by more than a hundredth: for amounts that grow a
    little each day, where a near miss should not look like a slip."""
    figures = [Decimal(figure) for figure in (task.answer, *task.slips.values())]
    if min(figures) <= 0 or not told_apart(task):
        return False
    if isinstance(task.answer, int):
        return True
    figures += [figures[0] * factor for factor in POINT_SLIPS]
    least = Decimal("0.002") if figures[0] < 1 else Decimal("0.02")
    return all(abs(one - other) > max(least, one / 100) for one, other in combinations(figures, 2))


def drawn_apart(make: Draw, apart: Callable[[Task], bool] = told_apart) -> Draw:
    """A draw that is made again until its figures can be told apart, as `apart` says of them.

    Raises ValueError, when called, where a thousand draws bring none.
    """

    def draw(random: Random) -> Task:
        for _ in range(MOST_TRIES):
            if apart(task := make(random)):
                return task
        raise ValueError(f"{make.__name__}: no figures whose slips can be told apart")

    return draw


def drawn_far_apart(make: Draw) -> Draw:
    """A draw that is made again until its figures are far apart."""
    return drawn_apart(make, far_apart)


def yuan(random: Random, low: int, high: int, step: int = 100) -> Decimal:
    """An amount from low to high, in steps, yuan."""
    return Decimal(random.randrange(low, high + 1, step)).quantize(Decimal("0.01"))


def rate(random: Random, low: str, high: str, step: str) -> Decimal:
    """A rate from low to high, in steps, as a share."""
    ticks = int((Decimal(high) - Decimal(low)) / Decimal(step))
    return Decimal(low) + random.randint(0, ticks) * Decimal(step)


def draws_in(lesson: str, module: str) -> dict[str, Draw]:
    """The `DRAWS` of one module of a lesson, by id; none where it has no such module."""
    name = f"duecourse.lessons.{lesson}.{module}"
    found: dict[str, Draw] = import_module(name).DRAWS if find_spec(name) else {}
    return found
