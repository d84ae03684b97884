"""Things to compare as cards beside each other: for each its figures, and what is to be said about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

from ipywidgets import VBox, Widget
from traitlets import Unicode

from ..locale import language
from .controls import Control
from .model import Model
from .page_widget import PageWidget
from .panel import Panel

Tone = Literal["plain", "good", "care"]
"""What is said neutrally, what speaks for a thing (✓), what speaks against it (✗)."""


@dataclass(frozen=True)
class Side:
    """One card. figures: what each is, and the figure in writing; remarks: a tone and a line for each.

    marked: whether it stands out, as the one that was chosen.
    """

    heading: str
    about: str = ""
    figures: Sequence[tuple[str, str]] = ()
    remarks: Sequence[tuple[Tone, str]] = ()
    marked: bool = False


def sides_html(sides: Iterable[Side]) -> str:
    """The cards as HTML, all text escaped."""
    return f'<ul class="dc-sides">{"".join(map(_side, sides))}</ul>'


def _side(side: Side) -> str:
    parts = [f"<h4>{escape(side.heading)}</h4>"]
    if side.about:
        parts.append(f'<p class="dc-side-about">{escape(side.about)}</p>')
    figures = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in side.figures)
    remarks = "".join(f'<li class="dc-side-{tone}">{escape(text)}</li>' for tone, text in side.remarks)
    parts += [f"<dl>{figures}</dl>" if figures else "", f"<ul>{remarks}</ul>" if remarks else ""]
    marked = " dc-side-marked" if side.marked else ""
    return f'<li class="dc-side-item"><section class="dc-side{marked}">{"".join(parts)}</section></li>'


class Sides(PageWidget):
    """The cards as they stand on the page."""

    drawn_by = "listing"

    html = Unicode().tag(sync=True)
    language = Unicode().tag(sync=True)


class SidesModel(Model):
    """A panel's model that has cards to compare as well."""

    def sides(self) -> Sequence[Side]:
        """The cards, in their order."""
        raise NotImplementedError


class SidesPanel(Panel):
    """A panel with its model's cards under the sentence, beside the controls where there is room."""

    model: SidesModel

    def __init__(self, model: SidesModel, *, extra: Sequence[Widget] = (), **controls: Control) -> None:
        self.cards = Sides(language=language())
        super().__init__(model, extra=extra, **controls)
        body = self.parts[0]
        *side, chart = body.children
        seen = VBox([chart, self.cards])
        seen.add_class("dc-chart")
        body.children = [*side, seen]

    def fill(self) -> None:
        """Put on the page what the model says, the cards included."""
        super().fill()
        self.cards.html = sides_html(self.model.sides())

    def clear(self) -> None:
        """Take it from the page, the cards included."""
        super().clear()
        self.cards.html = ""

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """As for any panel; without a chart the cards also for a page without a kernel."""
        bundle = super()._repr_mimebundle_(**options)
        if self.model.figure() is None:
            bundle["text/html"] = f"<p>{escape(self.model.sentence())}</p>{self.cards.html}"
        return bundle
