"""`make test`: every check one after the other, all of them even where one fails, and a table at the end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kit import environment
from kit.messages import Problem, say, show, tell

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NOTHING_COLLECTED = 5  # pytest's exit code
LONGEST_SECONDS = 2400
AT_ONCE = ("--numprocesses=auto", "--maxprocesses=4", "--dist=loadfile", "--no-loadscope-reorder")
"""A test file is run by one process from beginning to end: its tests share pages and folders. The files come
in the order of `conftest.py`, the longest first."""


@dataclass
class Result:
    """How one check ended: "passed", "failed", "skipped" or "nothing", and after how many seconds."""

    name: str
    outcome: str
    seconds: float


def run(only: list[str]) -> int:
    """Run all checks, or only those named. Returns 0 if none failed, otherwise 1."""
    unknown = [name for name in only if name not in CHECKS]
    if unknown:
        raise Problem("unknown_check", name=unknown[0], known=", ".join(CHECKS))
    environment.prepare("test")
    with tempfile.TemporaryDirectory(prefix="duecourse-test-") as place:
        results = [_run_one(name, Path(place)) for name in only or CHECKS]
    _show_table(results)
    return 1 if any(result.outcome == "failed" for result in results) else 0


def _run_one(name: str, place: Path) -> Result:
    show(f"\n── {name} " + "─" * (70 - len(name)))
    began = time.monotonic()
    folder = place / name  # of its own: nothing that one check leaves behind reaches the next
    folder.mkdir()
    outcome = CHECKS[name](folder)
    seconds = time.monotonic() - began
    show(f"── {name}: {_word(outcome)}, {seconds:.1f} s")
    return Result(name, outcome, seconds)


def _program(*command: str) -> Callable[[Path], str]:
    def check(place: Path) -> str:
        return "passed" if call(list(command), place) == 0 else "failed"

    return check


def run_pytest(*words: str) -> Callable[[Path], str]:
    def check(place: Path) -> str:
        code = call(["pytest", *words], place)
        return {0: "passed", NOTHING_COLLECTED: "nothing"}.get(code, "failed")

    return check


def without_notebooks(*words: str) -> Callable[[Path], str]:
    """For tests that run no notebook as a test: what does that takes seconds to load in every process."""
    return run_pytest("-p", "no:nbval", *words)


def _browser(place: Path) -> str:
    """The page in a real browser. Where there is none, only a learner's machine may go without."""
    if any(shutil.which(name) for name in BROWSERS):
        return without_notebooks(*AT_ONCE, "tests/browser")(place)
    tell("no_chromium")
    return "failed" if os.environ.get("CI") == "true" else "skipped"


CHECKS: dict[str, Callable[[Path], str]] = {
    "lint": _program("ruff", "check"),
    "format": _program("ruff", "format", "--check"),
    "types": _program("mypy"),
    "layers": _program("lint-imports", "--no-cache"),
    "unit": without_notebooks(*AT_ONCE, "tests/unit"),
    "oracles": without_notebooks("tests/oracles"),
    "invariants": without_notebooks(*AT_ONCE, "tests/invariants"),
    "notebooks": run_pytest(
        *AT_ONCE,
        "--nbval",
        "--nbval-current-env",
        "--nbval-cell-timeout=120",
        "tests/notebooks",
        "notebooks",
    ),
    "browser": _browser,
    "environment": without_notebooks(*AT_ONCE, "tests/environment"),
}


def call(command: list[str], place: Path) -> int:
    """Run a program of the environment with the learner's own folder and Jupyter's out of reach."""
    variables = environment.environment() | {
        "DUECOURSE_MY": str(place / "my"),
        "JUPYTER_CONFIG_DIR": str(place / "jupyter"),
        "JUPYTER_DATA_DIR": str(place / "jupyter-data"),
        "JUPYTER_RUNTIME_DIR": str(place / "jupyter-runtime"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "IPYTHONDIR": str(place / "ipython"),
    }
    program = [str(environment.BIN / command[0]), *command[1:]]
    try:
        return subprocess.run(
            program,
            cwd=environment.ROOT,
            env=variables,
            stdin=subprocess.DEVNULL,
            timeout=LONGEST_SECONDS,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        tell("check_too_long", minutes=LONGEST_SECONDS // 60)
        return 1


def _word(outcome: str) -> str:
    return say(f"check_{outcome}")


def _show_table(results: list[Result]) -> None:
    show("")
    for result in results:
        show(f"{result.name:<14}{result.seconds:>8.1f} s  {_word(result.outcome)}")
    show(f"{'':<14}{sum(result.seconds for result in results):>8.1f} s")
    passed = sum(result.outcome == "passed" for result in results)
    failed = sum(result.outcome == "failed" for result in results)
    skipped = len(results) - passed - failed
    show(f"checks: {passed} passed, {failed} failed, {skipped} skipped")
