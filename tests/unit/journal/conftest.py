"""An empty folder in place of the learner's own, and a journal in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from duecourse.case.journal import Journal
from duecourse.locale import LANGUAGES, in_language


@pytest.fixture
def my(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "my"
    monkeypatch.setenv("DUECOURSE_MY", str(folder))
    return folder


@pytest.fixture
def journal(my: Path) -> Journal:
    return Journal()


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with in_language(request.param):
        yield request.param
