"""`make bench`: runs every benchmark: a Python file, or a folder with a `__main__.py`."""

from __future__ import annotations

import subprocess
from pathlib import Path

from kit import environment
from kit.messages import Problem, show, tell

FOLDER = environment.ROOT / "tests" / "benchmarks"


def run(only: list[str]) -> int:
    """Run all benchmarks, or only those named. Returns 0 if all of them ended well, otherwise 1."""
    found = {path.stem: path for path in sorted(FOLDER.iterdir()) if _can_run(path)}
    unknown = [name for name in only if name not in found]
    if unknown:
        raise Problem("unknown_check", name=unknown[0], known=", ".join(found))
    if not found:
        tell("check_nothing")
        return 0
    environment.prepare("test")
    environment.prepare("bench")
    codes = []
    for name in only or found:
        show(f"\n── {name} " + "─" * (70 - len(name)))
        command = [str(environment.PYTHON), str(found[name])]
        codes.append(subprocess.call(command, cwd=environment.ROOT, env=environment.environment()))
    return 1 if any(codes) else 0


def _can_run(path: Path) -> bool:
    if path.is_dir():
        return (path / "__main__.py").is_file()
    return path.suffix == ".py" and not path.name.startswith(("_", "test_", "conftest"))
