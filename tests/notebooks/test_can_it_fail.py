"""The strict comparison of the notebooks is worth something only if a changed figure turns it red."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
LESSON = sorted(path.name for path in (NOTEBOOKS / "en").glob("*.ipynb"))[:3][-1]


def compared(notebook: dict[str, Any], folder: Path) -> subprocess.CompletedProcess[str]:
    """The strict comparison of one notebook, as the whole run does it, on a copy."""
    copy = folder / "lesson.ipynb"
    copy.write_text(json.dumps(notebook), "utf-8")
    environment = os.environ | {"DUECOURSE_MY": str(folder / "nothing")}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "--nbval-current-env",
        "-q",
        "--rootdir",
        str(folder),
        str(copy),
    ]
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder, check=False)


def first_panels(language: str) -> dict[str, Any]:
    """A lesson cut off after its first panel with a chart: enough, and quick."""
    notebook: dict[str, Any] = json.loads((NOTEBOOKS / language / LESSON).read_text("utf-8"))
    kept = []
    for cell in notebook["cells"]:
        kept.append(cell)
        if any(
            "application/vnd.plotly.v1+json" in output.get("data", {}) for output in cell.get("outputs", [])
        ):
            break
    notebook["cells"] = kept
    return notebook


def figures(notebook: dict[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = notebook["cells"][-1]["outputs"][0]["data"]
    return data


def test_it_passes_as_it_stands(tmp_path: Path) -> None:
    run = compared(first_panels("en"), tmp_path)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_changed_figure_in_a_sentence_fails(language: str, tmp_path: Path) -> None:
    notebook = first_panels(language)
    data = figures(notebook)
    text = "".join(data["text/plain"])
    data["text/plain"] = re.sub(
        r"(¥[\d,]+\.\d)(\d)", lambda m: m[1] + str((int(m[2]) + 1) % 10), text, count=1
    )
    assert data["text/plain"] != text
    assert compared(notebook, tmp_path).returncode == 1


def test_a_changed_point_of_a_chart_fails(tmp_path: Path) -> None:
    notebook = first_panels("en")
    points = figures(notebook)["application/vnd.plotly.v1+json"]["data"][-1]["y"]
    points[-1] += 0.01
    assert compared(notebook, tmp_path).returncode == 1
