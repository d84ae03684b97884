"""What tests of several parts need."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from duecourse.files import my_folder
from duecourse.view.calm import STRICT

Seen = dict[Path, int]


def _seen(folder: Path) -> Seen:
    return {file: file.stat().st_mtime_ns for file in folder.rglob("*")} if folder.exists() else {}


@pytest.fixture(scope="session", autouse=True)
def the_learner_s_own_folder_is_left_alone() -> Iterator[None]:
    """A test that saves something gives itself a folder; one that forgets fails the run here."""
    folder = my_folder()
    before = _seen(folder)
    yield
    assert _seen(folder) == before, f"a test wrote into {folder}"


@pytest.fixture(autouse=True)
def every_error_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the program fails its test, instead of being said calmly to nobody."""
    monkeypatch.setenv(STRICT, "1")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KB, where the system lets us mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=False)
