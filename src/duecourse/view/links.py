"""Links from one lesson to another. With the page's own extension they open beside the other lessons."""

from __future__ import annotations

from html import escape


def lesson_link(text: str, notebook: str, place: str = "", *, button: bool = False) -> str:
    """A link to a lesson as HTML, its text escaped.

    notebook: the name of its file, in the folder of the lesson that links. place: the identity of the cell
    to be shown; without it the lesson is shown as it stands. button: it looks like one.
    """
    at = f' data-place="{escape(place)}"' if place else ""
    kind = ' class="dc-button dc-main"' if button else ""
    name = escape(notebook)
    return f'<a href="{name}" data-lesson="{name}"{at}{kind}>{escape(text)}</a>'
