"""No lesson knows another: the import linter asks it of every lesson there is."""

from __future__ import annotations

import tomllib
from pathlib import Path

from duecourse.lessons.lesson import LESSONS

PROJECT = Path(__file__).parents[3] / "pyproject.toml"


def test_the_linter_knows_every_lesson() -> None:
    contracts = tomllib.loads(PROJECT.read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (independent,) = (one for one in contracts if one["type"] == "independence")
    assert independent["modules"] == [f"duecourse.lessons.{name}" for name in LESSONS]
