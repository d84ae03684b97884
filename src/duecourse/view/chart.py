"""The one chart widget of the course: a plotly figure in, a drawing on the page out.

A figure is a plain dict of lists, `{"data": …, "layout": …}`, so the kernel never imports plotly. In
the page plotly.js is loaded once: JupyterLab has it already, from the installed plotly package's own
extension. Where it has not (another front end, the extension switched off) the page asks the kernel,
which sends the same package's file, compressed, once a page. See `chart.js`.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from traitlets import Dict, Instance, List, Unicode

from ..locale import language, say
from .page_widget import PageWidget

MIME = "application/vnd.plotly.v1+json"


@cache
def plotly_js() -> bytes:
    """plotly.js out of the installed plotly package, compressed (about 1.5 MB)."""
    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("plotly is not installed; install the course's environment again")
    return gzip.compress((Path(spec.origin).parent / "package_data" / "plotly.min.js").read_bytes(), mtime=0)


class Chart(PageWidget):
    """A chart with the figures that stand above it and the sentence under it.

    All three change in one message, so that they always belong together. figure: as made by
    `charts`, or None. zoom: the part of the axes the learner has chosen to see, or empty. not_drawn: said
    where the page cannot draw the figure.
    """

    drawn_by = "chart"

    figure: Any = Instance(dict, allow_none=True).tag(sync=True)  # a Dict would begin as {}
    sentence = Unicode().tag(sync=True)
    facts: Any = List().tag(sync=True)
    zoom = Dict().tag(sync=True)
    language = Unicode().tag(sync=True)
    show_all = Unicode().tag(sync=True)
    not_drawn = Unicode().tag(sync=True)

    def __init__(self, **state: Any) -> None:
        words = {"show_all": say("view.show_all"), "not_drawn": say("view.not_drawn")}
        super().__init__(language=language(), **words, **state)
        self.add_class("dc-chart")
        self.on_msg(self._answer)

    def _answer(self, _: Any, question: object, __: Any) -> None:
        if question == "plotly.js":
            self.send("plotly.js", buffers=[plotly_js()])
