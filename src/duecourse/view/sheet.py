"""A paper on the page to go through line by line, each of which can be marked: a credit report, for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from html import escape
from typing import Any, Literal

from traitlets import Any as AnyTrait
from traitlets import Unicode

from ..locale import language, say
from .page_widget import PageWidget

Found = Literal["", "right", "wrong"]
SIGNS: dict[Found, str] = {"": "", "right": "✓", "wrong": "✗"}


@dataclass(frozen=True)
class MonthBox:
    """One month of a line: its short name, the sign in the box, what it means, and whether it stands out."""

    name: str
    sign: str
    meaning: str
    loud: bool = False


@dataclass(frozen=True)
class SheetLine:
    """A line: what it is about, what it says, and boxes side by side where it has some.

    mark: the name of the button that marks it, empty where it cannot be marked. found: "wrong" for an
    error that was marked, "right" for a line that was marked and is right; `verdict` says it in a word.
    """

    id: str
    label: str
    text: str
    boxes: Sequence[MonthBox] = ()
    mark: str = ""
    found: Found = ""
    verdict: str = ""


@dataclass(frozen=True)
class SheetPart:
    """A part of the paper under its heading, with a note for the reader."""

    title: str
    lines: Sequence[SheetLine] = field(default=())
    note: str = ""


def sheet_html(parts: Iterable[SheetPart]) -> str:
    """The paper for a page without a kernel, all text escaped."""
    return "".join(_part(part) for part in parts)


def _part(part: SheetPart) -> str:
    items = []
    for line in part.lines:
        boxes = " ".join(box.sign for box in line.boxes)
        said = " ".join(filter(None, (line.text, boxes)))
        items.append(f"<li>{escape(say('view.step', name=line.label, working=said))}</li>")
    return f"<p><strong>{escape(part.title)}</strong></p><ul>{''.join(items)}</ul>"


class Sheet(PageWidget):
    """The paper on the page. on_mark: told the id of the line whose button was pressed."""

    drawn_by = "sheet"

    parts: Any = AnyTrait([]).tag(sync=True)
    language = Unicode().tag(sync=True)

    def __init__(self, on_mark: Callable[[str], object]) -> None:
        self._on_mark = on_mark
        super().__init__(language=language())
        self.on_msg(self._told)

    def show(self, parts: Sequence[SheetPart]) -> None:
        """Show these parts."""
        self.parts = [_plain(part) for part in parts]

    def _told(self, _: Any, content: Any, __: Any) -> None:
        match content:
            case {"mark": str(id)}:
                if any(id == line["id"] and line["mark"] for part in self.parts for line in part["lines"]):
                    self._on_mark(id)

    def __repr__(self) -> str:
        return "; ".join(part["title"] for part in self.parts)


def _plain(part: SheetPart) -> dict[str, Any]:
    plain = asdict(part)
    for line in plain["lines"]:
        line["sign"] = SIGNS[line["found"]]
    return plain
