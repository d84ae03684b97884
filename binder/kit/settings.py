"""The course's Jupyter settings, one source for `make lab` and for Binder."""

from __future__ import annotations

import json
from pathlib import Path

from kit.messages import language, said_in

BINDER = Path(__file__).resolve().parents[1]
SERVER = BINDER / "jupyter_server_config.json"
OVERRIDES = BINDER / "overrides.json"
KERNEL = BINDER / "ipython_config.json"
"""Nothing that is typed into a cell is kept in IPython's own history, outside the learner's folder."""
EXTENSION = BINDER.parent / "src" / "duecourse" / "lab" / "labextensions" / "duecourse"
"""What JupyterLab loads with a page; it is copied into the environment with the course."""
SOURCES = (SERVER, OVERRIDES, KERNEL, *sorted(file for file in EXTENSION.rglob("*") if file.is_file()))


def configure(prefix: Path) -> None:
    """Put the settings into an environment, with JupyterLab's menus in the language spoken now.

    Settings of other kinds that are there already stay.
    """
    overrides = json.loads(OVERRIDES.read_text(encoding="utf-8"))
    overrides["@jupyterlab/translation-extension:plugin"]["locale"] = said_in(language(), "jupyterlab_locale")
    _merge(prefix / "etc" / "jupyter" / "jupyter_server_config.json", json.loads(SERVER.read_text("utf-8")))
    _merge(prefix / "etc" / "ipython" / "ipython_config.json", json.loads(KERNEL.read_text("utf-8")))
    _merge(prefix / "share" / "jupyter" / "lab" / "settings" / "overrides.json", overrides)


def _merge(path: Path, settings: dict[str, dict[str, object]]) -> None:
    present = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    merged = present | {part: present.get(part, {}) | values for part, values in settings.items()}
    if merged != present:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(merged, indent=2, sort_keys=True) + "\n", encoding="utf-8")
