"""A list to read on a panel: what holds, in plain words, each entry with a sign and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

from ipywidgets import Widget
from traitlets import Unicode

from ..locale import language, say
from .controls import Control
from .model import Model
from .page_widget import PageWidget
from .panel import Card, Panel
from .tables import aged_html

Tone = Literal["may", "not", "court", "plain"]
SIGNS: dict[Tone, str] = {"may": "✓", "not": "✗", "court": "§", "plain": "·"}


@dataclass(frozen=True)
class Entry:
    """One entry: a heading, what holds, what it means on the day looked at, a note, and the source.

    tag: a word or two that say of what kind it is; tone: the sign before it. Empty parts are left out.
    """

    heading: str
    text: str
    tag: str = ""
    tone: Tone = "plain"
    today: str = ""
    note: str = ""
    source: str = ""


def listing_html(entries: Iterable[Entry]) -> str:
    """The entries as HTML, all text escaped; under them, once, which of the rules may have changed."""
    entries = list(entries)
    listed = "".join(_entry(entry) for entry in entries)
    return f'<ul class="dc-listing">{listed}</ul>{aged_html(entry.source for entry in entries)}'


def _entry(entry: Entry) -> str:
    tag = f'<span class="dc-tag dc-tag-{entry.tone}">{SIGNS[entry.tone]} {escape(entry.tag)}</span>'
    parts = [f"<h4>{escape(entry.heading)}{tag if entry.tag else ''}</h4>"]
    if entry.today:
        parts.append(f'<p class="dc-today">{escape(entry.today)}</p>')
    parts.append(f"<p>{escape(entry.text)}</p>")
    if entry.note:
        parts.append(f'<p class="dc-aside">{escape(entry.note)}</p>')
    if entry.source:
        parts.append(f'<cite class="dc-source">{escape(say("view.source", source=entry.source))}</cite>')
    return f"<li>{''.join(parts)}</li>"


class Listing(PageWidget):
    """The list as it stands on the page."""

    drawn_by = "listing"

    html = Unicode().tag(sync=True)
    language = Unicode().tag(sync=True)


class ListingCard(Card):
    """A card that shows a list, and after it other parts; a page without a kernel shows the list too."""

    def __init__(self, title: str, listing: Listing, *parts: Widget) -> None:
        self.listing = listing
        super().__init__(title, [listing, *parts])

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """The widget, and the list itself."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options) or {}
        return bundle | {"text/plain": repr(self), "text/html": self.listing.html}


class ListModel(Model):
    """A panel's model that has a list to read as well."""

    def entries(self) -> Sequence[Entry]:
        """The list, in its order."""
        raise NotImplementedError


class ListPanel(Panel):
    """A panel with its model's list under the sentence."""

    model: ListModel

    def __init__(self, model: ListModel, *, extra: Sequence[Widget] = (), **controls: Control) -> None:
        self.listing = Listing(language=language())
        super().__init__(model, extra=extra, **controls)
        body, *folds = self.parts
        self.parts = [body, self.listing, *folds]

    def fill(self) -> None:
        """Put on the page what the model says, the list included."""
        super().fill()
        self.listing.html = listing_html(self.model.entries())

    def cited(self) -> list[str | None]:
        """The citations of the list."""
        return [entry.source for entry in self.model.entries()]

    def clear(self) -> None:
        """Take it from the page, the list included."""
        super().clear()
        self.listing.html = ""

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """As for any panel; the list also for a page without a kernel."""
        bundle = super()._repr_mimebundle_(**options)
        if self.model.figure() is None:
            bundle["text/html"] = f"<p>{escape(self.model.sentence())}</p>{self.listing.html}"
        return bundle
