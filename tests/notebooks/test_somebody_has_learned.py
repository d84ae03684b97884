"""The comparison on a machine where somebody has learned: it sees nothing of theirs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from duecourse.case import load_example, save_case
from duecourse.case.journal import Journal

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def learned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's folder with a case, a household they looked at, and figures of their own."""
    folder = tmp_path / "my"
    monkeypatch.setenv("DUECOURSE_MY", str(folder))
    save_case(load_example("clerk"))
    journal = Journal()
    journal.remember("household", "family")
    journal.remember("seed", "of their own")
    journal.answered("start_here.one-week", True)
    return folder


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_outputs_are_those_of_the_course(learned: Path, language: str) -> None:
    before = {file: file.read_bytes() for file in learned.iterdir()}
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", f"notebooks/{language}/00_start_here.ipynb"]
    run = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
    assert {file: file.read_bytes() for file in learned.iterdir()} == before
