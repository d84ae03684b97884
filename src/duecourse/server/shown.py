"""What a saved notebook shows, and what in it is the learner's own. Notebooks as plain JSON trees.

A widget's view is of no use without the kernel that drew it: the next day it would read "model not
found", while the chart and the sentence beside it would do. So no view is saved.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

WIDGET_VIEW: Final = "application/vnd.jupyter.widget-view+json"

Notebook = dict[str, Any]


def drop_views(notebook: Notebook) -> bool:
    """Take the views of widgets, and their state, out of a notebook. Returns whether there were any."""
    state = notebook.get("metadata", {}).pop("widgets", None)
    views = [
        output["data"].pop(WIDGET_VIEW, None)
        for cell in notebook.get("cells", [])
        for output in cell.get("outputs", [])
        if "data" in output
    ]
    return state is not None or any(view is not None for view in views)


def drop_seen(notebook: Notebook, seen: set[str]) -> None:
    """Take out the cells and outputs that are among those `seen`, each known by its digest."""
    notebook["cells"] = [cell for cell in notebook.get("cells", []) if _cell_digest(cell) not in seen]
    for cell in notebook["cells"]:
        if "outputs" in cell:
            cell["outputs"] = [output for output in cell["outputs"] if _digest(output) not in seen]


def seen_in(notebook: Notebook, course: Notebook) -> set[str]:
    """The digests of all outputs of a notebook, and of the cells in it that the course's does not have."""
    known = {_cell_digest(cell) for cell in course.get("cells", [])}
    cells = {_cell_digest(cell) for cell in notebook.get("cells", [])} - known
    outputs = {_digest(one) for cell in notebook.get("cells", []) for one in cell.get("outputs", [])}
    return cells | outputs


def written_in(notebook: Notebook) -> str:
    """A digest of what is written in the cells, whatever they show: it changes when a person writes."""
    return _digest([_cell_digest(cell) for cell in notebook.get("cells", [])])


def _cell_digest(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return _digest([cell.get("cell_type"), source if isinstance(source, str) else "".join(source)])


def _digest(tree: Any) -> str:
    return hashlib.sha256(json.dumps(tree, sort_keys=True).encode()).hexdigest()
