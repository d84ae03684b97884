"""Boxes to type in: a group of them for one thing, or a row of them for each of several. Knows no case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from traitlets import Bool, Dict, List, Unicode

from ...locale import language, say
from ..page_widget import PageWidget


@dataclass(frozen=True)
class Box:
    """One box: its name in the data, what it is called, a hint over it, an example inside it.

    choices: the text of each value that can be chosen; without any, the box is typed into. needed:
    whether it may not stay empty. lines: how many lines of text it shows.
    """

    name: str
    label: str
    hint: str = ""
    example: str = ""
    choices: dict[str, str] = field(default_factory=dict)
    needed: bool = False
    lines: int = 1

    def described(self) -> dict[str, Any]:
        """As the page wants it."""
        return {**vars(self), "choices": [list(choice) for choice in self.choices.items()]}


@dataclass(frozen=True)
class Said:
    """What is said beside a box: how it was read, or what is wrong with it."""

    reading: str = ""
    problem: str = ""


class Entries(PageWidget):
    """The boxes on the page. Subclasses say what is done with what is typed.

    many: whether there can be several rows. wide: whether the boxes take words rather than figures.
    A row has a key of its own, which stays the same while others come and go. What is said beside a
    box is shown once the person has left it, or at once where `all_said` is set.
    """

    drawn_by = "entries"

    legend = Unicode().tag(sync=True)
    hint = Unicode().tag(sync=True)
    many = Bool().tag(sync=True)
    wide = Bool().tag(sync=True)
    boxes: Any = List().tag(sync=True)
    rows: Any = List().tag(sync=True)
    said: Any = Dict().tag(sync=True)
    all_said = Bool().tag(sync=True)
    wanted: Any = List().tag(sync=True)
    words: Any = Dict().tag(sync=True)
    language = Unicode().tag(sync=True)

    def __init__(
        self,
        legend: str,
        boxes: Sequence[Box],
        *,
        many: bool,
        wide: bool = False,
        hint: str = "",
        add: str = "",
    ) -> None:
        super().__init__(
            legend=legend,
            hint=hint,
            many=many,
            wide=wide,
            boxes=[box.described() for box in boxes],
            words={"add": add, "remove": say("form.remove"), "needed": say("form.needed")},
            language=language(),
        )
        self.on_msg(self._told)

    def _told(self, _: Any, content: Any, __: Any) -> None:
        match content:
            case {"do": "type", "key": str(key), "name": str(name), "text": str(text)}:
                row = next((row for row in self.rows if row["key"] == key), None)
                try:
                    if row is not None and any(box["name"] == name for box in self.boxes):
                        row["texts"][name] = text  # the page has it already; kept for when it is loaded again
                        self.typed(key, name, text)
                finally:  # whatever came of it: the buttons wait for the word
                    self.send({"heard": content.get("number")})
            case {"do": "add"} if self.many:
                self.added()
            case {"do": "remove", "key": str(key)} if self.many:
                self.removed(key)

    def typed(self, key: str, name: str, text: str) -> None:
        """Something was typed or chosen."""
        raise NotImplementedError

    def added(self) -> None:
        """A further row is wanted."""
        raise NotImplementedError

    def removed(self, key: str) -> None:
        """A row is to go."""
        raise NotImplementedError

    def go_to(self, key: str, name: str) -> None:
        """Put the keyboard into a box, also where it is not on the page yet."""
        self.wanted = [key, name]

    def __repr__(self) -> str:
        return self.legend
