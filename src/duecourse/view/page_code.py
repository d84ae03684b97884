"""The code that draws the course's widgets: it goes to the page once, however many widgets there are.

anywidget sends with every widget the whole module that draws it, and its stylesheet. So each widget of the
course has a module of one line, which puts the widget into a list of the page's; and a kernel tells the page,
before its first widget, of one more: `PageCode`. It brings all modules and stylesheets, compressed, draws
what is in the list and then whatever is put into it (`page_code.js`).

Nothing has to come in order: a widget waits in the list until the code is there, after a reload as well,
when all that a kernel has comes at once. The list is named after what the code says, so kernels of one
page share it, and one that was started with a newer course has its own.
"""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import anywidget
from traitlets import Unicode

from .template import stylesheet

_HERE: Final = Path(__file__).parent
_OWN: Final = "page_code"
_SHARED: Final = "telling"  # what several modules use: stands before them all
_LOOK: Final = "style"  # of all widgets: comes before what single ones add
_LAST_LINE: Final = "export default { render };\n"


@cache
def modules() -> dict[str, str]:
    """The modules that draw widgets, by the names of their files. Each ends in `export default { render };`.

    Raises TypeError for one that ends otherwise: it could not be put together with the others.
    """
    found = {
        file.stem: file.read_text("utf-8")
        for file in sorted(_HERE.rglob("*.js"))
        if file.stem not in (_OWN, _SHARED)
    }
    for name, source in found.items():
        if not source.endswith(_LAST_LINE):
            raise TypeError(f"{name}.js must end in: {_LAST_LINE}")
    return found


def look() -> str:
    """The stylesheet of all widgets."""
    files = sorted(_HERE.rglob("*.css"), key=lambda file: (file.stem != _LOOK, file.stem))
    return stylesheet("".join(file.read_text("utf-8") for file in files))


@cache
def whole() -> str:
    """All modules and the stylesheet as one module."""
    parts = (
        f"modules.{name} = (() => {{\n{source.removesuffix(_LAST_LINE)}return render;\n}})();\n"
        for name, source in modules().items()
    )
    (shared,) = _HERE.rglob(f"{_SHARED}.js")
    first = f"{shared.read_text('utf-8')}const modules = {{}};\n"
    last = f"export default {{ modules, style: {json.dumps(look())} }};\n"
    return f"{first}{''.join(parts)}{last}"


@cache
def waiting_list() -> str:
    """The name of the page's list of widgets that this code draws."""
    return f"duecourse_{sha256(whole().encode()).hexdigest()[:8]}"


def asking_for(module: str) -> str:
    """The module of a widget that waits for `module` to draw it: short, since every widget has it.

    Raises KeyError for a module that there is not.
    """
    modules()[module]
    wait = f'new Promise(d=>(globalThis.{waiting_list()}??=[]).push(["{module}",w,d]))'
    return f"export default{{render:w=>{wait}}}"


class PageCode(anywidget.AnyWidget):
    """What all widgets of a kernel are drawn by. It shows nothing itself."""

    _esm = (_HERE / f"{_OWN}.js").read_text("utf-8")
    _sent: PageCode | None = None

    waiting = Unicode().tag(sync=True)
    packed = Unicode().tag(sync=True)

    def __init__(self) -> None:
        code = gzip.compress(whole().encode(), mtime=0)
        super().__init__(waiting=waiting_list(), packed=b64encode(code).decode())

    @classmethod
    def send(cls) -> PageCode:
        """Tell the page of it, once; again where it was closed since, as by `Widget.close_all`."""
        if cls._sent is None or cls._sent.comm is None:
            cls._sent = cls()
        return cls._sent
