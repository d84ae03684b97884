"""A notebook with a panel passes nbval strict when run again, and fails when a figure has changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbclient
import nbformat
import pytest

CODE = """
from decimal import Decimal
from traitlets import Int
from duecourse.calc import accrue
from duecourse.locale import money
from duecourse.view import Model, Panel, Slider, charts

class Bill(Model):
    late = Int(47)
    def title(self): return "A bill"
    def summary(self): return f"{self.late} days: " + self.sentence()
    def sentence(self): return money(accrue("1000", rate="0.0007", day_count=self.late).amount)
    def figure(self):
        places = [1, self.late]
        owed = [accrue("1000", rate="0.0007", day_count=late).amount for late in places]
        return charts.lines(places, [charts.Series("A", owed)])

Panel(Bill(), late=Slider("Days late", 0, 90))
"""


@pytest.fixture(scope="module")
def notebook() -> nbformat.NotebookNode:
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CODE)])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbclient.NotebookClient(book, store_widget_state=False).execute()
    return book


def compare(book: nbformat.NotebookNode, folder: Path) -> subprocess.CompletedProcess[str]:
    nbformat.write(book, folder / "bill.ipynb")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", "-q", "bill.ipynb"],
        cwd=folder,
        env=os.environ | {"IPYTHONDIR": str(folder)},
        capture_output=True,
        text=True,
    )


def test_it_passes_when_run_again(notebook: nbformat.NotebookNode, tmp_path: Path) -> None:
    done = compare(notebook, tmp_path)
    assert "1 passed" in done.stdout, done.stdout


def test_it_fails_when_a_figure_has_changed(notebook: nbformat.NotebookNode, tmp_path: Path) -> None:
    text = nbformat.writes(notebook)
    assert "32.9" in text
    for number, (old, new) in enumerate([("¥32.90", "¥32.91"), ("32.9", "32.8")]):
        folder = tmp_path / str(number)
        folder.mkdir()
        changed = nbformat.reads(text, 4)
        output = changed.cells[0].outputs[0]
        output = json.loads(json.dumps(output, ensure_ascii=False).replace(old, new, 1))
        changed.cells[0].outputs[0] = nbformat.from_dict(output)
        assert "1 failed" in compare(changed, folder).stdout
