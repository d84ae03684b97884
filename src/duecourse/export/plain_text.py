"""A paper as plain text, to copy into a message or an application."""

from __future__ import annotations

from collections.abc import Iterator

from duecourse.locale import say

from .document import Block, Document, Files, Grid, Heading, Items, Paragraph
from .safe_text import clean, one_line


def plain_text(document: Document) -> str:
    """The paper as text. Paragraphs stand on one line each: where they are pasted, they wrap."""
    parts = [clean(document.title)]
    for section in document.sections:
        if section.title:
            parts.append(clean(section.title))
        parts.extend(text for block in section.blocks for text in _block(block))
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield clean(block.text)
        case Paragraph():
            yield clean(block.text)
        case Items():
            yield "\n".join(_items(block))
        case Grid():
            yield "\n".join(_grid(block))
        case Files():
            yield "\n".join(_items(Items(block.names)))


def _items(items: Items) -> Iterator[str]:
    for place, text in enumerate(items.texts):
        yield f"{items.mark(place)} {one_line(text)}"


def _grid(grid: Grid) -> Iterator[str]:
    """A line a row: "Penalty interest: ¥127.08", or all columns one after the other."""
    if grid.caption:
        yield clean(grid.caption)
    labels = [one_line(column.label) for column in grid.columns]
    head = grid.head()
    for row in grid.written():
        cells = [one_line(cell) for cell in row]
        before = cells[:head]
        rest = list(zip(labels[head + 1 :], cells[head + 1 :], strict=True))
        name = " ".join(filter(None, [*before, cells[head]]))
        if not rest:
            yield name
        elif len(rest) == 1:
            yield say("export.pair", name=name, value=rest[0][1])
        else:
            pairs = [say("export.pair", name=label, value=value) for label, value in rest if value]
            yield say("export.row", name=name, values=say("export.between").join(pairs))
