"""A paper as one HTML page to read and to print: no script, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import quote

from duecourse.locale import LANGUAGES, say

from .document import Block, Document, Files, Grid, Heading, Items, Paragraph
from .safe_text import clean

_STYLE: Final = Path(__file__).with_name("web_page.css")


def web_page(document: Document) -> str:
    """The paper as a page. Whatever a person typed is text in it, never markup."""
    kind = "letter" if document.letter else "paper"
    style = _STYLE.read_text("utf-8") + _page_numbers()
    return (
        f'<!DOCTYPE html>\n<html lang="{LANGUAGES[document.language].tag}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{_text(document.title)}</title>\n<style>\n{style}</style>\n</head>\n"
        f'<body class="{kind} {document.language}">\n<main>\n<h1>{_text(document.title)}</h1>\n'
        + "".join(_sections(document))
        + "</main>\n</body>\n</html>\n"
    )


def _text(text: str) -> str:
    return escape(clean(text))


def _sections(document: Document) -> Iterator[str]:
    for section in document.sections:
        yield '<section class="new-page">\n' if section.new_page else "<section>\n"
        if section.title:
            yield f"<h2>{_text(section.title)}</h2>\n"
        for block in section.blocks:
            yield _block(block)
        yield "</section>\n"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"<h3>{_text(block.text)}</h3>\n"
        case Paragraph():
            lines = "<br>".join(_text(block.text).split("\n"))
            return f'<p class="{block.style}">{lines}</p>\n'
        case Items():
            return _items(block)
        case Grid():
            return _grid(block)
        case Files():
            rows = (f'<li><a href="{quote(name)}">{_text(name)}</a></li>\n' for name in block.names)
            return f'<ul class="files">\n{"".join(rows)}</ul>\n'


def _items(items: Items) -> str:
    tag = "ol" if items.style == "numbers" else "ul"
    rows = []
    for place, text in enumerate(items.texts):
        mark = ""
        if items.style == "boxes":
            label = escape(say("export.done" if items.is_ticked(place) else "export.not_done"))
            mark = f'<span class="box" role="img" aria-label="{label}">{items.mark(place)}</span> '
        rows.append(f"<li>{mark}{_text(text)}</li>\n")
    return f'<{tag} class="{items.style}">\n{"".join(rows)}</{tag}>\n'


def _grid(grid: Grid) -> str:
    head = "".join(
        f'<th scope="col" class="{column.kind}">{_text(column.label)}</th>' for column in grid.columns
    )
    rows = []
    for line, row in enumerate(grid.written()):
        cells = []
        for place, (column, text) in enumerate(zip(grid.columns, row, strict=True)):
            tag = 'th scope="row"' if place == grid.head() else "td"
            cells.append(f'<{tag} class="{column.kind}">{_text(text)}</{tag.split()[0]}>')
        strong = ' class="sum"' if grid.is_strong(line) else ""
        rows.append(f"<tr{strong}>{''.join(cells)}</tr>\n")
    caption = f"<caption>{_text(grid.caption)}</caption>\n" if grid.caption else ""
    body, foot = rows[: len(grid.rows)], rows[len(grid.rows) :]
    return (
        f"<table>\n{caption}<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{''.join(body)}</tbody>\n"
        + (f"<tfoot>\n{foot[0]}</tfoot>\n" if foot else "")
        + "</table>\n"
    )


def _page_numbers() -> str:
    """The foot of a printed page, where the browser can do it."""
    parts = say("export.page", page="\0page\0", pages="\0pages\0").split("\0")
    content = " ".join(
        f"counter({part})" if part in ("page", "pages") else f'"{part}"' for part in parts if part
    )
    return f"@page {{ @bottom-center {{ content: {content}; font: 9pt sans-serif; color: #555; }} }}\n"
