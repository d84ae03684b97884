"""Where the course's data lies, and where the learner's own files lie.

In a checkout (also one installed with `pip install -e .`) both are found from the repository root.
An installed copy carries its data inside the package.
"""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_ROOT = _PACKAGE.parents[1]
_IN_CHECKOUT = (_ROOT / "pyproject.toml").is_file() and (_ROOT / "data").is_dir()

DATA: Path = _ROOT / "data" if _IN_CHECKOUT else _PACKAGE / "_data"
"""The folder with rules, products, cases, lessons, rehearsal and glossary. Read only."""

LESSON_DATA: Path = DATA / "lessons"
"""One folder a lesson: its title, its words, questions, closing quiz and published slips. Read only."""

NOTEBOOKS: Path | None = _ROOT / "notebooks" if _IN_CHECKOUT else None
"""The folder with the lessons as the course has them; None for an installed copy. Read only."""


def my_folder() -> Path:
    """The folder for the learner's own case and journal. It need not exist yet; nothing is made here.

    `DUECOURSE_MY` names it if set; otherwise `my/` in the checkout, or `~/duecourse-my` for an
    installed copy.
    """
    chosen = os.environ.get("DUECOURSE_MY")
    if chosen:
        return Path(chosen).expanduser()
    return _ROOT / "my" if _IN_CHECKOUT else Path.home() / "duecourse-my"


COPIES_MADE_FROM = ".made-from.json"
"""The file in it that says of each copy which version it was made from, and how it was then."""


def lessons_folder() -> Path:
    """The folder for the learner's own copies of the lessons. It need not exist yet."""
    return my_folder() / "lessons"
