"""A small course with lessons, and a learner's folder of its own for each test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

Notebook = dict[str, Any]

VIEW = "application/vnd.jupyter.widget-view+json"


def notebook(*sources: str, shows: str = "", view: bool = False) -> Notebook:
    """A notebook of code cells. shows: what each of them shows. view: with a widget's view beside it."""
    data = {"text/plain": shows} | ({VIEW: {"model_id": "gone"}} if view else {})
    outputs = [{"output_type": "display_data", "data": data, "metadata": {}}] if shows else []
    return {
        "cells": [
            {
                "cell_type": "code",
                "id": f"c{number}",
                "source": source,
                "metadata": {},
                "execution_count": None,
                "outputs": json.loads(json.dumps(outputs)),
            }
            for number, source in enumerate(sources)
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


@pytest.fixture
def my(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "my"
    monkeypatch.setenv("DUECOURSE_MY", str(folder))
    return folder


@pytest.fixture
def course(tmp_path: Path, my: Path) -> Path:
    """The `notebooks` folder of a course."""
    lessons = tmp_path / "course" / "notebooks"
    for name in ("en/one.ipynb", "zh/one.ipynb"):
        (lessons / name).parent.mkdir(parents=True)
        (lessons / name).write_text(json.dumps(notebook("first", "second", shows="as it comes")), "utf-8")
    (lessons / "en" / "glossary.md").write_text("# Glossary\n", "utf-8")
    sign = tmp_path / "course" / "src" / "duecourse" / "__init__.py"
    sign.parent.mkdir(parents=True)
    sign.touch()
    return lessons
