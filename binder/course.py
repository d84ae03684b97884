#!/usr/bin/env python3
"""Due Course, from a fresh machine: `python3 binder/course.py lab` (Windows: `py binder\\course.py lab`).

Needs Python 3.11 or newer and nothing else. An older Python gets far enough to look for a newer one
on this machine, or to say what to install; so this file keeps to the syntax of Python 3.6.
"""

import argparse
import os
import subprocess
import sys
from typing import Iterator, List, Tuple

from kit import messages

OLDEST = (3, 11)
NEWER = ("3.13", "3.12", "3.11", "3.14")


def arguments_of(words: List[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="course.py", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.required = True

    def command(name: str, what: str) -> argparse.ArgumentParser:
        parser = commands.add_parser(name, help=what, description=what)
        parser.add_argument("--lang", choices=messages.LANGUAGES, help="language (default: this machine's)")
        return parser

    lab = command("lab", "open the course in the browser")
    lab.add_argument("--port", type=int, help="port to use (default: the first free one from 8888)")
    lab.add_argument("--no-browser", action="store_true", help="only print the address")
    lab.add_argument("--edit", action="store_true", help="open the lessons themselves, for who writes them")
    command("env", "make the environment only")
    test = command("test", "run every check")
    test.add_argument("only", nargs="*", metavar="CHECK", help="run these checks only, for example: unit")
    bench = command("bench", "measure beside other libraries")
    bench.add_argument("only", nargs="*", metavar="BENCHMARK", help="run these benchmarks only")
    notebooks = command("notebooks", "run and save the notebooks in place")
    notebooks.add_argument("only", nargs="*", metavar="NOTEBOOK", help="these only (default: all)")
    lock = command("lock", "write the lists of packages anew from pyproject.toml")
    lock.add_argument("--upgrade", action="store_true", help="take newer versions")
    configure = command("configure", "put the course's Jupyter settings into an environment")
    configure.add_argument("--prefix", default=sys.prefix, help="the environment (default: this Python's)")
    return parser.parse_args(words)


def main(words: List[str], version: Tuple[int, int] = sys.version_info[:2]) -> int:
    """Run a command. Returns the exit code; a failure is one line, never a traceback."""
    options = arguments_of(words)
    messages.speak(options.lang or messages.learner_language())
    try:
        if version < OLDEST:
            return hand_over(words, version)
        from kit import commands

        return commands.run(options)
    except messages.Problem as problem:
        messages.show(str(problem), stream=sys.stderr)
    except OSError as error:
        messages.show(str(messages.from_os_error(error)), stream=sys.stderr)
    except KeyboardInterrupt:
        messages.show("\n" + messages.say("interrupted"), stream=sys.stderr)
        return 130
    return 1


def hand_over(words: List[str], version: Tuple[int, int]) -> int:
    """Run the command with a newer Python of this machine, or say how to get one."""
    for python in newer_pythons():
        return subprocess.call([*python, os.path.abspath(__file__), *words])
    system = {"win32": "windows", "darwin": "mac"}.get(sys.platform, "linux")
    raise messages.Problem(f"old_python_{system}", found="{}.{}".format(*version))


def newer_pythons() -> Iterator[List[str]]:
    """Commands on this machine that start a Python that is new enough, the best first."""
    for number in NEWER:
        for python in ["py", "-" + number], ["python" + number]:
            try:
                answer = subprocess.run(
                    [*python, "-c", "import sys; print(sys.version_info[:2] >= %r)" % (OLDEST,)],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    timeout=30,
                )
            except (OSError, subprocess.SubprocessError):
                continue
            if answer.stdout.strip() == b"True":
                yield python


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
