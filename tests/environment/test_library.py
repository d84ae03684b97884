"""The library by itself: calc, rules and case work where nothing else is installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from kit import environment

WORK = """
import sys
sys.path.insert(0, sys.argv[1])
from datetime import date

import duecourse.calc
assert {name.partition(".")[0] for name in sys.modules} <= sys.stdlib_module_names | {"duecourse", "__main__"}
assert not {"duecourse.locale", "duecourse.rules"} & set(sys.modules)
print(duecourse.calc.schedule("50000", annual_rate="0.15", periods=36).instalments[0].payment)

from duecourse.rules import rules
print(rules["penalty-uplift"].on(date(2026, 11, 24))["max"])

from duecourse.case import load_example
print(load_example("courier").debts[0].ledger(until=date(2026, 12, 31)).position(date(2026, 11, 24)).total)
"""
SAID = ["1733.27", "0.50", "6178.17"]


@pytest.fixture(scope="module", params=["from a checkout", "installed"])
def place(request: pytest.FixtureRequest, checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the package and nothing else."""
    if request.param == "from a checkout":
        return checkout / "src"
    folder = tmp_path_factory.mktemp("library")
    words = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--target", str(folder)]
    command = [str(environment.PYTHON), "-m", "pip", "install", *words, str(checkout)]
    subprocess.run(command, env=environment.environment(), check=True)
    return folder


def test_it_works_with_nothing_else_installed(place: Path, tmp_path: Path) -> None:
    bare = [sys.executable, "-I", "-S", "-c"]  # neither installed packages nor variables
    answer = subprocess.run([*bare, WORK, str(place)], cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.split() == SAID
