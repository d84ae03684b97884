"""The course's Jupyter settings, one source for `make lab` and for Binder."""

from __future__ import annotations

import json
from pathlib import Path

from kit.messages import language

BINDER = Path(__file__).resolve().parents[1]
SERVER = BINDER / "jupyter_server_config.json"
OVERRIDES = BINDER / "overrides.json"
SOURCES = (SERVER, OVERRIDES)

JUPYTERLAB_NAMES = {"en": "en", "zh": "zh_CN"}


def configure(prefix: Path) -> None:
    """Put the settings into an environment, with JupyterLab's menus in the language spoken now."""
    overrides = json.loads(OVERRIDES.read_text(encoding="utf-8"))
    overrides["@jupyterlab/translation-extension:plugin"]["locale"] = JUPYTERLAB_NAMES[language()]
    server = prefix / "etc" / "jupyter" / "jupyter_server_config.d" / "duecourse.json"
    _write(server, SERVER.read_text(encoding="utf-8"))
    _write(
        prefix / "share" / "jupyter" / "lab" / "settings" / "overrides.json",
        json.dumps(overrides, indent=2, sort_keys=True) + "\n",
    )


def _write(path: Path, text: str) -> None:
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
