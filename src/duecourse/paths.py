"""Where the course's data lies. Where the learner's own files lie, `files.learner` says.

In a checkout (also one installed with `pip install -e .`) it is found from the repository root.
An installed copy carries its data inside the package.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_ROOT = _PACKAGE.parents[1]

CHECKOUT: Path | None = _ROOT if (_ROOT / "pyproject.toml").is_file() and (_ROOT / "data").is_dir() else None
"""The root of the repository; None for an installed copy."""

DATA: Path = CHECKOUT / "data" if CHECKOUT is not None else _PACKAGE / "_data"
"""The folder with rules, products, cases, lessons, rehearsal and glossary. Read only."""

LESSON_DATA: Path = DATA / "lessons"
"""One folder a lesson: its title, its words, questions, closing quiz and published slips. Read only."""

NOTEBOOKS: Path | None = CHECKOUT / "notebooks" if CHECKOUT is not None else None
"""The folder with the lessons as the course has them; None for an installed copy. Read only."""
