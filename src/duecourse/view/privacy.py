"""Where the course runs, and so what becomes of what a learner types: the one place that knows.

own        the learner's own computer: nothing leaves it
passing    a public server that forgets everything when the session ends, such as Binder
hub        a server of a school or an employer: the learner's folder stays there
"""

from __future__ import annotations

import os
from typing import Final, Literal

from ..locale import say

Place = Literal["own", "passing", "hub"]

SIGNS: Final[tuple[tuple[str, Place], ...]] = (("BINDER_", "passing"), ("JUPYTERHUB_", "hub"))
"""What the names of environment variables begin with where a server started the kernel. Binder is a
JupyterHub too, so its sign comes first."""


def place() -> Place:
    """Where the course runs."""
    for sign, found in SIGNS:
        if any(name.startswith(sign) for name in os.environ):
            return found
    return "own"


def on_a_server() -> bool:
    """Whether the course runs on a server that others run rather than on the learner's own computer."""
    return place() != "own"


def privacy_lines() -> list[str]:
    """What becomes of what is typed in: where it stays, and what to do about it."""
    return [say(f"privacy.{place()}_1"), say(f"privacy.{place()}_2")]


def download_lines() -> list[str]:
    """How to get a file that was saved onto one's own computer; nothing where it is there already."""
    return [say(f"privacy.download_{place()}")] if on_a_server() else []
