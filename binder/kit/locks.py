"""Writes the locked lists of packages from pyproject.toml: exact versions with hashes, no addresses."""

from __future__ import annotations

import subprocess

from kit import environment
from kit.messages import tell

# What each list holds beyond the course's own dependencies. The first is what learners and Binder
# install; the others agree with it.
LOCKS = (
    (environment.LOCK, ["--group", "install"]),
    (environment.EXTRA_LOCKS["test"], ["--extra", "test"]),
    (environment.EXTRA_LOCKS["bench"], ["--group", "bench"]),
)


def write(upgrade: bool = False) -> None:
    """Write every list anew. Versions stay as they are where they still fit, unless `upgrade`."""
    environment.prepare()
    for lock, contents in LOCKS:
        lock.parent.mkdir(parents=True, exist_ok=True)
        command = [
            str(environment.BIN / "uv"), "pip", "compile", "pyproject.toml", *contents, "--universal",
            "--generate-hashes", "--custom-compile-command", "make lock", "--quiet",
            "--output-file", lock.relative_to(environment.ROOT).as_posix(),
        ]
        if lock != environment.LOCK:
            command += ["--constraints", environment.LOCK.relative_to(environment.ROOT).as_posix()]
        if upgrade:
            command.append("--upgrade")
        answer = subprocess.run(
            command, cwd=environment.ROOT, env=environment.uv_environment(), capture_output=True,
            encoding="utf-8", errors="replace", check=False,
        )
        if answer.returncode:
            raise environment.cause_of(answer.stderr)
        tell("lock_written", file=lock.relative_to(environment.ROOT))
