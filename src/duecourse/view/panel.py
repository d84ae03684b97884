"""The one frame that all panels, forms and exercises stand in, and the panel that fills it from a model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anywidget
from ipywidgets import Box, VBox, Widget
from traitlets import Bool, TraitError, Unicode

from ..locale import language, say
from .chart import MIME, Chart
from .controls import Control
from .model import Model
from .tables import steps_html, table_html
from .template import standalone, stylesheet

_HERE = Path(__file__).parent


class Heading(anywidget.AnyWidget):
    """A frame's title. Brings the course's stylesheet along, which the page keeps once."""

    _esm = (_HERE / "heading.js").read_text("utf-8")
    _css = stylesheet((_HERE / "style.css").read_text("utf-8"))

    text = Unicode().tag(sync=True)
    language = Unicode().tag(sync=True)


class Fold(anywidget.AnyWidget):
    """Something folded away under its name. `html` is only made while it is unfolded."""

    _esm = (_HERE / "fold.js").read_text("utf-8")

    name = Unicode().tag(sync=True)
    html = Unicode().tag(sync=True)
    unfolded = Bool(False).tag(sync=True)
    language = Unicode().tag(sync=True)


class Card(VBox):  # type: ignore[misc]
    """A titled frame. parts: widgets, one under the other."""

    def __init__(self, title: str, parts: Sequence[Widget] = (), **state: Any) -> None:
        self._heading = Heading(text=title, language=language())
        super().__init__([self._heading, *parts], **state)
        self.add_class("dc-card")

    @property
    def parts(self) -> tuple[Widget, ...]:
        """The widgets under the title."""
        return tuple(self.children[1:])

    @parts.setter
    def parts(self, parts: Sequence[Widget]) -> None:
        self.children = (self._heading, *parts)

    def __repr__(self) -> str:
        return self._heading.text


class Panel(Card):
    """A model's title, controls, figures, chart and sentence; its table and its steps folded away.

    controls: each under the name of the trait it moves. extra: widgets under the controls that move
    no trait, such as buttons. The panel keeps no state of its own: it shows what the model says, once
    for every change of its traits, however many change together.
    """

    def __init__(self, model: Model, *, extra: Sequence[Widget] = (), **controls: Control) -> None:
        self.model = model
        self.controls = controls
        self.chart = Chart()
        self._changing = False
        self._seen: dict[str, Any] | None = None
        self._table = Fold(name=say("view.table"), language=language())
        self._steps = Fold(name=say("view.steps"), language=language())
        side = [VBox([*controls.values(), *extra])] if controls or extra else []
        for column in side:
            column.add_class("dc-controls")
        body = Box([*side, self.chart])
        body.add_class("dc-body")
        folds = [
            fold
            for fold, there in ((self._table, model.table() is not None), (self._steps, bool(model.steps())))
            if there
        ]
        super().__init__(model.title(), [body, *folds])
        for name, control in controls.items():
            self._link(name, control)
        for fold in folds:
            fold.observe(lambda _: self._fill_folds(), "unfolded")
        self.refresh()
        model.observe(self._model_changed)

    def _link(self, name: str, control: Control) -> None:
        control.value = getattr(self.model, name)

        def moved(change: Any) -> None:
            with self._one_change():
                try:
                    setattr(self.model, name, change.new)
                except TraitError as error:
                    control.value = getattr(self.model, name)
                    control.problem = str(error)

        control.observe(moved, "value")
        self.model.observe(lambda change: setattr(control, "value", change.new), name)

    @contextmanager
    def _one_change(self) -> Iterator[None]:
        """Show the model once, after all that a control has set off."""
        if self._changing:
            yield
            return
        self._changing = True
        try:
            yield
        finally:
            self._changing = False
            self.refresh()

    def _model_changed(self, _: Any) -> None:
        if not self._changing:
            self.refresh()

    def refresh(self) -> None:
        """Show what the model says now. Does nothing if none of its traits has changed since."""
        state = dict(self.model.trait_values())
        if state == self._seen:
            return
        self._seen = state
        with self.chart.hold_sync():
            self.chart.figure = self.model.figure()
            self.chart.sentence = self.model.sentence()
            self.chart.facts = [list(fact) for fact in self.model.facts()]
        self._heading.text = self.model.title()
        self._fill_folds()

    def _fill_folds(self) -> None:
        if self._table.unfolded:
            table = self.model.table()
            self._table.html = table_html(table) if table else ""
        if self._steps.unfolded:
            self._steps.html = steps_html(self.model.steps(), said=self.cited())

    def cited(self) -> Sequence[str | None]:
        """The citations that the panel shows beside its steps."""
        return ()

    def __repr__(self) -> str:
        return self.model.summary()

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """The widget; for a page without a kernel the chart as it is now; and the sentence."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options) or {}
        bundle["text/plain"] = f"{self!r}\n{self.model.sentence()}"
        figure = self.model.figure()
        if figure is not None:
            bundle[MIME] = standalone(figure, self.model.title(), self.model.sentence())
        return bundle
