"""A conversation on the page: what has been said, what can be answered, how it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any, Final, Protocol

from traitlets import Dict, Int, List, Unicode

from ..locale import language, say, separator
from .page_widget import PageWidget

WORDS: Final = ("log", "answers", "press", "back", "again", "end")
"""What the page itself has to say; messages of the subject `dialogue`."""


class Line(Protocol):
    """A line of the conversation. kind: "them", "me" or "feedback"; who: the speaker's name, or what the
    feedback is about; mark: "well", "mixed" or "try"; rests: the names of what a feedback rests on."""

    @property
    def kind(self) -> str: ...
    @property
    def who(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def mark(self) -> str: ...
    @property
    def rests(self) -> tuple[str, ...]: ...


class Point(Protocol):
    """A point of the ending, and the names of what it rests on."""

    @property
    def text(self) -> str: ...
    @property
    def rests(self) -> tuple[str, ...]: ...


class Dialogue(PageWidget):
    """The conversation. on_choice: told the number of the answer given, from 0. on_back: one step is taken
    back. on_again: it begins anew. What is said lives with whoever made it; `show` puts it on the page."""

    drawn_by = "dialogue"

    lines: Any = List().tag(sync=True)
    options: Any = List(Unicode()).tag(sync=True)
    closing = Unicode().tag(sync=True)
    answers = Int().tag(sync=True)
    words: Any = Dict().tag(sync=True)
    language = Unicode().tag(sync=True)

    def __init__(
        self,
        on_choice: Callable[[int], object],
        on_back: Callable[[], object],
        on_again: Callable[[], object],
    ) -> None:
        self._on_choice, self._on_back, self._on_again = on_choice, on_back, on_again
        words = {name: say(f"dialogue.{name}") for name in WORDS}
        super().__init__(words=words, language=language())
        self.on_msg(self._told)

    def show(self, lines: Iterable[Line], options: Sequence[str], answers: int, closing: str = "") -> None:
        """Show what has been said after so many answers, and what can be answered, or how it ended (HTML)."""
        with self.hold_sync():
            self.lines = [_told_line(line) for line in lines]
            self.options, self.answers, self.closing = list(options), answers, closing

    def _told(self, _: Any, content: object, __: Any) -> None:
        match content:
            case {"chosen": int(number), "after": int(after)}:
                # A second press that was on its way already answers a question that is over
                if after == self.answers and 0 <= number < len(self.options):
                    self._on_choice(number)
            case "back":
                self._on_back()
            case "again":
                self._on_again()

    def __repr__(self) -> str:
        return f"{len(self.lines)} / {len(self.options)}"


def _told_line(line: Line) -> dict[str, str]:
    rests = say("dialogue.rests", rules=separator().join(line.rests)) if line.rests else ""
    mark = say(f"dialogue.{line.mark}") if line.mark else ""
    return {
        "kind": line.kind,
        "who": line.who,
        "text": line.text,
        "mark": line.mark,
        "said": mark,
        "rests": rests,
    }


def closing_html(title: str, text: str, good: bool, parts: Mapping[str, Sequence[Point]]) -> str:
    """How it ended, as HTML: title, text, and lists of points under headings. All text escaped.

    good: whether it ended as one would wish. Lists without a point are left out.
    """
    lists = "".join(
        f"<h5>{escape(name)}</h5><ul>{''.join(map(_point, points))}</ul>"
        for name, points in parts.items()
        if points
    )
    tone = "good" if good else "try"
    return f'<h4 class="dc-end-{tone}">{escape(title)}</h4><p>{escape(text)}</p>{lists}'


def _point(point: Point) -> str:
    rests = ""
    if point.rests:
        named = say("dialogue.rests", rules=separator().join(point.rests))
        rests = f'<cite class="dc-source">{escape(named)}</cite>'
    return f"<li>{escape(point.text)}{rests}</li>"
