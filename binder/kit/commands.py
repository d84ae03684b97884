"""From a command's name to what it does."""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path

from kit import environment, settings
from kit.messages import tell


def run(options: argparse.Namespace) -> int:
    """Run the command named in `options`. Returns the exit code."""
    match options.command:
        case "lab":
            from kit import lab

            lab.open_course(options.port, browser=not options.no_browser, edit=options.edit)
        case "env":
            environment.prepare()
            tell("env_ready")
        case "test":
            from kit import checks

            return checks.run(options.only)
        case "bench":
            from kit import benchmarks

            return benchmarks.run(options.only)
        case "notebooks":
            environment.prepare("test")
            return _with_environment(str(Path(__file__).with_name("run_notebooks.py")), *options.only)
        case "lock":
            from kit import locks

            locks.write(options.upgrade)
        case "configure":
            settings.configure(Path(options.prefix))
    return 0


def _with_environment(*words: str) -> int:
    command = [str(environment.PYTHON), *words]
    return subprocess.call(command, cwd=environment.ROOT, env=environment.environment())
