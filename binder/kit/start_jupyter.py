"""Starts JupyterLab, with the environment's own Python, in half the usual time.

A library of Jupyter's compiles a grammar for international web addresses at import, for a check that
nothing here uses and that is left out where the grammar is missing.
"""

import os
import sys

os.umask(0o077)  # whatever the course writes, a lesson's cells too, is for its owner alone
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]

from jupyterlab.labapp import main  # noqa: E402

if __name__ == "__main__":
    main()
