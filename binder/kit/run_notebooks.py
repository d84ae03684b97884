"""Runs notebooks and saves them in place, the same to the byte each time. Run by the environment's Python.

No widget state and no widget views are saved: a view without its kernel says "model not found",
without the view the page shows the chart and the sentence that stand beside it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def run(path: Path) -> None:
    """Run one notebook in its own folder and save it. Raises CellExecutionError where a cell fails."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(path.parent)}},
    ).execute()
    notebook.metadata["kernelspec"] = KERNEL
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
    unfinished = path.with_suffix(".ipynb.new")
    nbformat.write(notebook, unfinished)
    unfinished.replace(path)


def main(names: list[str]) -> None:
    """Run the notebooks named, or all, with a fresh folder in place of the learner's own.

    An error is raised there, which else would be said calmly: no calm card may be saved as what a cell shows.
    """
    os.environ["DUECOURSE_STRICT"] = "1"
    for path in [Path(name).resolve() for name in names] or sorted(FOLDER.glob("[!.]*/*.ipynb")):
        with tempfile.TemporaryDirectory(prefix="duecourse-") as own:
            os.environ["DUECOURSE_MY"] = own
            run(path)
        print(path.relative_to(FOLDER.parent))


if __name__ == "__main__":
    main(sys.argv[1:])
