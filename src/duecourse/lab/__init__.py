"""The page's own extension: lessons that start when they are opened.

For JupyterLab, Notebook 7 and JupyterLite.

What the page loads lies in `labextensions/duecourse`, as it is: no build. `words.js` in it is written by
`python -m duecourse.lessons`, all else by hand.
"""

from pathlib import Path
from typing import Final

EXTENSION: Final = Path(__file__).parent / "labextensions" / "duecourse"
"""The folder that JupyterLab finds as an installed extension."""
