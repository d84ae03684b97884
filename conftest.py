"""For every run of pytest here, `pytest --nbval notebooks`, `make test`, any: a learner's folder of its own,
and no test of a lesson that is not there.

What somebody has learned on this machine, a case, a chosen household, their own figures in the
exercises, must not reach what is checked, nor the checks reach it. Kernels take the folder from here too.

A teacher may take lessons out: the two folders and the notebooks of each. Test files that work with such a
lesson are then left out, and named at the end of the run.
"""

from __future__ import annotations

import ast
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent / "src" / "duecourse"
LEFT_OUT = pytest.StashKey[list[str]]()

LONGEST = {
    "test_private.py",
    "test_lesson_0.py",
    "test_lab.py",
    "test_binder.py",
    "test_every_cell_agreed.py",
    "test_any_pay.py",
}
"""Files of few tests that take long. They come first, so that none is left for one process at the end."""

# A library of Jupyter's compiles a grammar at import, for some seconds, that nothing here uses and that is
# left out where it is missing: see binder/kit/start_jupyter.py.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]


def pytest_configure(config: pytest.Config) -> None:
    nobody = tempfile.TemporaryDirectory(prefix="duecourse-nobody-")
    config.add_cleanup(nobody.cleanup)
    os.environ["DUECOURSE_MY"] = os.path.join(nobody.name, "my")
    config.stash[LEFT_OUT] = []


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    if not collection_path.name.startswith("test_") or collection_path.suffix != ".py":
        return None
    if missing := sorted(name for name in _lessons_of(collection_path) if not _is_there(name)):
        config.stash[LEFT_OUT].append(f"{collection_path.name}: {', '.join(missing)}")
    return bool(missing) or None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tests_of = Counter(item.path for item in items)
    items.sort(key=lambda item: (item.path.name not in LONGEST, -tests_of[item.path]))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash[LEFT_OUT]:
        terminalreporter.write_line(f"left out, for these are not in duecourse.lessons: {line}")


def _lessons_of(test: Path) -> set[str]:
    """What a test file takes from `duecourse.lessons`."""
    found = set()
    for node in ast.walk(ast.parse(test.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("duecourse.lessons"):
            inside = (node.module or "").split(".")[2:3]
            found |= {*inside} or {alias.name for alias in node.names}
    return found


def _is_there(name: str) -> bool:
    folder = PACKAGE / "lessons"
    return (folder / name / "__init__.py").is_file() or (folder / f"{name}.py").is_file()
