"""A learner's folder of its own for every run of pytest here: `pytest --nbval notebooks`, `make test`, any.

What somebody has learned on this machine, a case, a chosen household, their own figures in the
exercises, must not reach what is checked, nor the checks reach it. Kernels take the folder from here too.
"""

from __future__ import annotations

import os
import tempfile

import pytest


def pytest_configure(config: pytest.Config) -> None:
    nobody = tempfile.TemporaryDirectory(prefix="duecourse-nobody-")
    config.add_cleanup(nobody.cleanup)
    os.environ["DUECOURSE_MY"] = os.path.join(nobody.name, "my")
