"""Where the learner's own files lie."""

from __future__ import annotations

import os
from pathlib import Path

from duecourse.paths import CHECKOUT


def my_folder() -> Path:
    """The folder for the learner's own case and journal. It need not exist yet; nothing is made here.

    `DUECOURSE_MY` names it if set; otherwise `my/` in the checkout, or `~/duecourse-my` for an
    installed copy.
    """
    chosen = os.environ.get("DUECOURSE_MY")
    if chosen:
        return Path(chosen).expanduser()
    return CHECKOUT / "my" if CHECKOUT is not None else Path.home() / "duecourse-my"


COPIES_MADE_FROM = ".made-from.json"
"""The file in the folder of the lessons that says of each copy which version it was made from, and how it
was then."""


def lessons_folder() -> Path:
    """The folder for the learner's own copies of the lessons. It need not exist yet."""
    return my_folder() / "lessons"
