"""The templates of letters in `data/letters`: how they are filled in.

A template is a header in TOML between two lines `+++`, and the text after it. In the text a line that
begins with `## ` is a heading, `- ` an item with a dot, `+ ` with a number, `o ` with a box to tick,
`< ` stands at the margin, `> ` at the right, `@name` is a table. Places and conditions are Jinja's. What
fills a place is text: whatever it holds, it never makes a heading, an item or another place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final, Literal

from jinja2 import StrictUndefined, nodes, pass_context
from jinja2 import Template as Compiled
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from .document import Block, Heading, Items, ItemStyle, Paragraph
from .places import PLACES
from .safe_text import one_line

Kind = Literal["heading", "dots", "numbers", "boxes", "flush", "right", "table", "body"]

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # around the number of a value; `clean` takes them out of any text
_VALUE: Final = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_MARKS: Final[dict[str, Kind]] = {
    "## ": "heading",
    "- ": "dots",
    "+ ": "numbers",
    "o ": "boxes",
    "< ": "flush",
    "> ": "right",
    "@": "table",
}


@dataclass(frozen=True)
class RuleFigure:
    """A figure of a rule, by its key."""

    rule: str
    figure: str


@dataclass(frozen=True)
class Template:
    """A letter's template in one language, as `letter_reading` reads it.

    title: of the letter. when: when to use it. rules: what the text may cite. needs: what must be given,
    from `places.NEEDS`. annexes: tables behind the letter. stage: from `STAGES`. for_sorts,
    for_lenders: only for these; empty for all. answer: by when an answer must come. most_months: how long
    the offer in it may run.
    """

    file: Path
    title: str
    when: str
    rules: tuple[str, ...]
    needs: tuple[str, ...]
    annexes: tuple[str, ...]
    stage: str
    for_sorts: tuple[str, ...]
    for_lenders: tuple[str, ...]
    answer: tuple[RuleFigure, ...]
    most_months: RuleFigure | None
    body: str
    first_line: int

    @property
    def kind(self) -> str:
        """Which letter it is."""
        return self.file.name.split(".")[0]

    @cached_property
    def places(self) -> frozenset[str]:
        """The places its text uses."""
        tree = sandbox().parse(self.body)
        return frozenset(node.name for node in tree.find_all(nodes.Name) if node.name in PLACES)

    @cached_property
    def _template(self) -> Compiled:
        return sandbox().from_string(self.body)

    def fill(
        self,
        values: Mapping[str, object],
        tables: Mapping[str, Callable[[], tuple[Block, ...]]],
        functions: Mapping[str, Callable[..., object]],
    ) -> tuple[Block, ...]:
        """The letter's blocks, with `values` in its places. A value is text, whatever it holds.

        Raises KeyError for a place or table that is missing.
        """
        kept: list[str] = []
        text = self._template.render({**values, **functions, _KEPT: kept})
        return tuple(_blocks(text, kept, tables))


_KEPT: Final = "kept values"  # no name that a template can write


@pass_context
def _mark(context: Context, value: object) -> str:
    """Keeps a value aside and leaves its number in the text."""
    kept: list[str] = context[_KEPT]
    kept.append(one_line(str(value)))
    return f"{_OPEN}{len(kept) - 1}{_CLOSE}"


@cache
def sandbox() -> ImmutableSandboxedEnvironment:
    """Jinja with nothing in it but places, conditions and loops."""
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True, finalize=_mark
    )
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    return environment


# -- from text to blocks


def _blocks(
    text: str, kept: list[str], tables: Mapping[str, Callable[[], tuple[Block, ...]]]
) -> Iterator[Block]:
    """The marks are looked for before the values are put in."""

    def full(part: str) -> str:
        return _VALUE.sub(lambda found: kept[int(found[1])], part).strip()

    items: list[str] = []
    style: ItemStyle = "dots"
    for line in [*text.split("\n"), "## "]:  # an end that closes a list, and says nothing
        mark = next((mark for mark in _MARKS if line.startswith(mark)), "")
        words, kind = full(line[len(mark) :]), _MARKS.get(mark, "body")
        if not words and line != "## ":
            continue  # an empty line does not end a list
        if items and kind != style:
            yield Items(tuple(items), style)
            items = []
        match kind:
            case "dots" | "numbers" | "boxes":
                style = kind
                items.append(words)
            case "heading":
                if words:
                    yield Heading(words)
            case "table":
                yield from tables[words]()
            case "flush" | "right" | "body":
                yield Paragraph(words, kind)
