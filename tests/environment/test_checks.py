"""The test run itself: a failed check is never lost, and nothing to run is said, not passed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from kit import checks, environment, messages


@pytest.fixture(autouse=True)
def ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "prepare", lambda extra=None: None)


def pretend(monkeypatch: pytest.MonkeyPatch, **outcomes: str) -> None:
    pretended = {name: (lambda place, outcome=outcome: outcome) for name, outcome in outcomes.items()}
    monkeypatch.setattr(checks, "CHECKS", pretended)


def test_one_failure_fails_the_run_and_the_rest_still_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend(monkeypatch, first="failed", second="passed", third="nothing")
    assert checks.run([]) == 1
    shown = capsys.readouterr().out
    assert "checks: 1 passed, 1 failed, 1 skipped" in shown and "nothing to run" in shown


def test_a_run_without_failure_succeeds(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, first="passed", second="skipped")
    assert checks.run([]) == 0


def test_only_what_was_asked_for_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend(monkeypatch, first="failed", second="passed")
    assert checks.run(["second"]) == 0
    with pytest.raises(messages.Problem, match="nothing named third"):
        checks.run(["third"])


@pytest.mark.parametrize(("variable", "outcome"), [("true", "failed"), ("", "skipped")])
def test_a_missing_browser(
    variable: str, outcome: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CI", variable)
    monkeypatch.setattr(checks.shutil, "which", lambda name: None)
    assert checks.CHECKS["browser"](tmp_path) == outcome


@pytest.mark.parametrize(("code", "outcome"), [(0, "passed"), (1, "failed"), (2, "failed"), (5, "nothing")])
def test_what_pytest_reports_is_what_counts(
    code: int, outcome: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "call", lambda command, place: code)
    assert checks.CHECKS["unit"](tmp_path) == outcome


def test_the_learner_s_own_folder_is_out_of_reach(tmp_path: Path) -> None:
    tests = tmp_path / "tests"
    tests.mkdir()
    (tests / "test_one.py").write_text(
        "from duecourse.files import my_folder\n\n\n"
        f"def test_one():\n    assert my_folder().is_relative_to({str(tmp_path)!r})\n",
        encoding="utf-8",
    )
    assert checks.run_pytest(str(tests), f"--rootdir={tests}")(tmp_path) == "passed"
