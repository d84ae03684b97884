"""A copy of the repository to install from, and the variables of a machine that has nothing set up."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from kit import environment, messages

ROOT = environment.ROOT
LEFT_OUT = (
    ".git",
    ".venv*",
    ".*_cache",
    ".hypothesis",
    "__pycache__",
    "*.egg-info",
    ".ipynb_checkpoints",
    "my",
    "duecourse-my",
    "screenshots",
)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh copy of the repository, under a name with a space and Chinese characters."""
    copy = tmp_path_factory.mktemp("fresh") / "due course 课程"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
    return copy


@pytest.fixture(scope="module")
def bare_machine(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Variables with an empty home. What reaches the network and what was fetched before stays: a
    package from a cache is held against the same hash."""
    home = tmp_path_factory.mktemp("home")
    own = ("JUPYTER", "IPYTHON", "PYTHON", "VIRTUAL_ENV", "DUECOURSE", "XDG", "LANG", "LC_", "MAKE", "MFLAGS")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    caches = Path.home() / ".cache"
    return {
        "PIP_CACHE_DIR": str(caches / "pip"),
        "UV_CACHE_DIR": str(caches / "uv"),
        **kept,
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PATH": os.pathsep.join(
            path for path in kept["PATH"].split(os.pathsep) if path != str(environment.BIN)
        ),
    }


@pytest.fixture(autouse=True)
def english_again() -> None:
    messages.speak("en")


@pytest.fixture(scope="session")
def base_python() -> str:
    """The Python beneath the environment that runs the tests."""
    return getattr(sys, "_base_executable", sys.executable)
