"""Where the course runs: on the learner's own computer, or on a server that others run."""

from __future__ import annotations

import os
from typing import Final

from ..locale import say

SIGNS_OF_A_SERVER: Final = ("JUPYTERHUB_", "BINDER_")
"""What the names of environment variables begin with where a JupyterHub, or Binder, started the kernel."""


def on_a_server() -> bool:
    """Whether the course runs on a shared server rather than on the learner's own computer."""
    return any(name.startswith(SIGNS_OF_A_SERVER) for name in os.environ)


def privacy_lines() -> list[str]:
    """What becomes of what is typed in: where it stays, and what to do about it."""
    where = "server" if on_a_server() else "here"
    return [say(f"form.privacy_{where}_1"), say(f"form.privacy_{where}_2")]
