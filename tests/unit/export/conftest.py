from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from duecourse.locale import LANGUAGES, use_language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Each test begins in English, whatever the one before spoke."""
    use_language("en")
    yield
    use_language("en")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Both languages, one after the other; the test speaks it."""
    use_language(request.param)
    return str(request.param)


@pytest.fixture
def my(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The learner's own folder, which does not exist yet."""
    folder = tmp_path / "my"
    monkeypatch.setenv("DUECOURSE_MY", str(folder))
    return folder
