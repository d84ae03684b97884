"""Writes the locked lists of packages from pyproject.toml: exact versions with hashes, no addresses."""

from __future__ import annotations

import subprocess

from kit import environment
from kit.messages import tell

# What each list holds beyond what the library needs. The first is what learners and Binder install; the
# others agree with it.
COURSE = ("--extra", "course")
LOCKS = (
    (environment.LOCK, [*COURSE, "--group", "install"]),
    (environment.EXTRA_LOCKS["test"], [*COURSE, "--extra", "test"]),
    (environment.EXTRA_LOCKS["bench"], [*COURSE, "--group", "bench"]),
)


def compile_words(name: str, contents: list[str]) -> list[str]:
    """What uv is asked for to write the list `name`, a path from the repository's root."""
    words = [
        "pip",
        "compile",
        "pyproject.toml",
        *contents,
        "--universal",
        "--generate-hashes",
        "--custom-compile-command",
        "make lock",
        "--quiet",
        "--output-file",
        name,
    ]
    runtime = environment.LOCK.relative_to(environment.ROOT).as_posix()
    return words if name == runtime else [*words, "--constraints", runtime]


def write(upgrade: bool = False) -> None:
    """Write every list anew. Versions stay as they are where they still fit, unless `upgrade`."""
    environment.prepare()
    for lock, contents in LOCKS:
        name = lock.relative_to(environment.ROOT).as_posix()
        command = [str(environment.BIN / "uv"), *compile_words(name, contents), *["--upgrade"] * upgrade]
        answer = subprocess.run(
            command,
            cwd=environment.ROOT,
            env=environment.uv_environment(),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if answer.returncode:
            (environment.VENV / environment.LOG).write_text(answer.stderr, encoding="utf-8")
            raise environment.cause_of(answer.stderr)
        tell("lock_written", file=name)
