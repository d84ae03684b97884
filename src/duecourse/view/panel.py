"""The one frame that all panels, forms and exercises stand in, and the panel that fills it from a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from ipywidgets import Box, VBox, Widget
from traitlets import TraitError, Unicode

from ..locale import language, say
from .calm import How, calmly, is_strict, lines
from .chart import MIME, Chart
from .controls import Control
from .fold import Fold
from .model import Model
from .more import More
from .page_widget import CARDS, PageWidget, inside
from .small_layout import small_layout
from .tables import steps_html, table_html
from .template import standalone
from .trouble import Trouble

P = ParamSpec("P")
C = TypeVar("C")


class Heading(PageWidget):
    """A frame's title."""

    drawn_by = "heading"

    text = Unicode().tag(sync=True)
    language = Unicode().tag(sync=True)


def _calm_bundle(make: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    @wraps(make)
    def bundle(card: Card, **options: Any) -> dict[str, Any]:
        try:
            return make(card, **options)
        except Exception as error:
            if is_strict():
                raise
            return CalmCard(error)._repr_mimebundle_(**options)

    return bundle


class Card(VBox):  # type: ignore[misc]
    """A titled frame. parts: widgets, one under the other. What goes wrong inside it, it says calmly."""

    layout = small_layout()

    def __init__(self, title: str, parts: Sequence[Widget] = (), **state: Any) -> None:
        self.heading = Heading(text=title, language=language())
        super().__init__([self.heading, *parts], **state)
        self.add_class("dc-card")
        CARDS.add(self)

    def __init_subclass__(cls, **options: Any) -> None:
        """What a card shows where there is no kernel is written by many of them, and guarded here for all."""
        super().__init_subclass__(**options)
        if "_repr_mimebundle_" in vars(cls):
            cls._repr_mimebundle_ = _calm_bundle(cls._repr_mimebundle_)  # type: ignore[method-assign]

    @property
    def parts(self) -> tuple[Widget, ...]:
        """The widgets under the title."""
        return tuple(child for child in self.children[1:] if not isinstance(child, Trouble))

    @parts.setter
    def parts(self, parts: Sequence[Widget]) -> None:
        self.children = (self.heading, *parts)

    @property
    def trouble(self) -> Trouble | None:
        """What it says about something that went wrong; None as long as all is well."""
        return next((child for child in self.children if isinstance(child, Trouble)), None)

    def went_wrong(self, error: Exception, how: How, near: Widget) -> None:
        """Say so, under the part that holds the widget by which it was done."""
        parts = [*self.parts]
        places = (place for place, part in enumerate(parts, 1) if near is part or _holds(part, near))
        place = next(places, len(parts))
        self.children = (self.heading, *parts[:place], Trouble(error, how), *parts[place:])

    def went_well(self, near: Widget) -> None:
        """Take back what was said about something that went wrong; not where only its report was opened."""
        if self.trouble is not None and not _holds(self.trouble, near):
            self.parts = self.parts

    def __repr__(self) -> str:
        return self.heading.text

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options) or {}
        return bundle


def _holds(part: Widget, widget: Widget) -> bool:
    return hasattr(part, "children") and widget in inside(part)


class CalmCard(Card):
    """Stands in the place of a card that could not be made."""

    def __init__(self, error: Exception) -> None:
        super().__init__(say("calm.title"))
        self._lines = lines(error, "made")
        self.went_wrong(error, "made", self)

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """The widget, and its sentences for a page without a kernel."""
        return super()._repr_mimebundle_(**options) | {"text/plain": "\n".join([repr(self), *self._lines])}


def calm_card(make: Callable[P, C]) -> Callable[P, C]:
    """`make`, but with a calm card in the place of one that it cannot make.

    It is typed as if it always could: nobody works on with a calm card, it is only shown.
    """

    @wraps(make)
    def made(*args: P.args, **options: P.kwargs) -> C:
        try:
            return make(*args, **options)
        except Exception as error:
            if is_strict():
                raise
            return cast(C, CalmCard(error))

    return made


class Panel(Card):
    """A model's title, controls, figures, chart and sentence; its table and its steps folded away.

    controls: each under the name of the trait it moves; when it is in sight and in which group it is folded
    away, its `Place` says. extra: widgets that move no trait, such as buttons. The panel keeps no state of
    its own: it shows what the model says, once for every change of its traits, however many change together.
    """

    def __init__(self, model: Model, *, extra: Sequence[Widget] = (), **controls: Control) -> None:
        self.model = model
        self.controls = controls
        self.chart = Chart()
        self._changing = False
        self._seen: dict[str, Any] | None = None
        self._table = Fold(name=say("view.table"), language=language())
        self._steps = Fold(name=say("view.steps"), language=language())
        side = [VBox(self.beside(extra))] if controls or extra else []
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
        self._settle()
        for fold in folds:
            fold.observe(lambda _: self._fill_folds(), "unfolded")
        self.refresh()
        model.observe(self._model_changed)

    def beside(self, extra: Sequence[Widget]) -> list[Widget]:
        """What stands beside the chart: the controls in sight, those folded away in groups, then `extra`."""
        return [*self.in_sight(), *self.groups(), *extra]

    def in_sight(self) -> list[Control]:
        """The controls that are not folded away."""
        return [control for control in self.controls.values() if not control.place.group]

    def groups(self) -> list[More]:
        """The groups of the others, in the order in which they first come."""
        names = dict.fromkeys(one.place.group for one in self.controls.values() if one.place.group)
        return [
            More(name, [control for control in self.controls.values() if control.place.group == name])
            for name in names
        ]

    def _settle(self) -> None:
        for control in self.controls.values():
            control.settle()

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
        self._settle()
        if not self._changing:
            self.refresh()

    def refresh(self) -> None:
        """Show what the model says now. Does nothing if none of its traits has changed since.

        What cannot be worked out is said calmly, and no figures stand beside controls they do not belong to.
        """
        state = dict(self.model.trait_values())
        if state == self._seen:
            return
        self._seen = None
        with calmly(self, "worked_out", self.chart):
            self.fill()
            self._seen = state
        if not self.is_worked_out:
            self.clear()

    @property
    def is_worked_out(self) -> bool:
        """Whether it shows what the model says; else it says calmly that this could not be worked out."""
        return self._seen is not None

    def fill(self) -> None:
        """Put on the page what the model says."""
        self.heading.text = self.model.title()
        with self.chart.hold_sync():
            self.chart.figure = self.model.figure()
            self.chart.sentence = self.model.sentence()
            self.chart.facts = [list(fact) for fact in self.model.facts()]
        self._fill_folds()

    def clear(self) -> None:
        """Take from the page what the model said before."""
        with self.chart.hold_sync():
            self.chart.figure, self.chart.sentence, self.chart.facts = None, "", []
        self._table.html = self._steps.html = ""

    def went_well(self, near: Widget) -> None:
        """As for any card; as long as the figures cannot be worked out, that stays said."""
        if self.is_worked_out:
            super().went_well(near)

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
        return self.model.summary() if self.is_worked_out else super().__repr__()

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """The widget; for a page without a kernel the chart as it is now; and the sentence."""
        bundle = super()._repr_mimebundle_(**options)
        if self.trouble is not None and not self.is_worked_out:
            return bundle | {"text/plain": "\n".join([repr(self), *self.trouble.lines])}
        bundle["text/plain"] = f"{self!r}\n{self.model.sentence()}"
        figure = self.model.figure()
        if figure is not None:
            bundle[MIME] = standalone(figure, self.model.title(), self.model.sentence())
        return bundle
