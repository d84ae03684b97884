"""The lessons as a notebook shows them: each code cell run in this process, and what it shows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from ipywidgets import Widget

from duecourse.lessons.lesson import LESSONS
from duecourse.view.page_widget import PageWidget

NOTEBOOKS = Path(__file__).resolve().parents[3] / "notebooks"
NAMES = sorted(path.stem for path in (NOTEBOOKS / "en").glob("*.ipynb"))


def need(*names: str) -> None:
    """Skip a test about some lessons by their names where a teacher has taken one of them out."""
    if missing := sorted({*names} - {*LESSONS}):
        pytest.skip(f"no lesson {', '.join(missing)}")


def sources(language: str, name: str) -> list[str]:
    """The code cells of a notebook."""
    notebook = nbformat.read(NOTEBOOKS / language / f"{name}.ipynb", as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def shown(language: str, name: str) -> Iterator[tuple[str, Any]]:
    """Each cell of a notebook, and the widget it shows; run one after the other."""
    names: dict[str, Any] = {}
    for source in sources(language, name):
        *before, last = ast.parse(source).body
        exec(compile(ast.Module(before, []), name, "exec"), names)
        assert isinstance(last, ast.Expr), source
        yield source, eval(compile(ast.Expression(last.value), name, "eval"), names)


def widgets(widget: Widget) -> Iterator[PageWidget]:
    """All widgets of the course in a widget, what is folded away included."""
    if isinstance(widget, PageWidget):
        yield widget
    for child in getattr(widget, "children", ()):
        yield from widgets(child)


def boxes(widget: Widget) -> Iterator[Widget]:
    """All that holds widgets, from the outermost on."""
    if hasattr(widget, "children"):
        yield widget
        for child in widget.children:
            yield from boxes(child)
