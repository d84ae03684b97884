"""Each language in turn, and no journal of the learner's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from duecourse.locale import LANGUAGES, in_language


@pytest.fixture(autouse=True)
def my(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "my"
    monkeypatch.setenv("DUECOURSE_MY", str(folder))
    return folder


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with in_language(request.param):
        yield request.param
