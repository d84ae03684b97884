"""What a panel's model has to say. A model knows calculations and words, and no widget."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from traitlets import HasTraits, Instance, TraitError, TraitType

from .tables import Table


class Exact(TraitType[Decimal, Decimal | int | str]):
    """A trait for amounts and rates: a Decimal, given as Decimal, int or str. A float is refused."""

    info_text = "a Decimal, an int, or a decimal number written as text"

    def __init__(self, default: Decimal | int | str = "0", **options: Any) -> None:
        super().__init__(Decimal(default), **options)

    def validate(self, obj: Any, value: Any) -> Decimal:
        if isinstance(value, (int, str)) and not isinstance(value, bool):
            try:
                value = Decimal(value)
            except ArithmeticError:
                self.error(obj, value)
        if not isinstance(value, Decimal) or not value.is_finite():
            self.error(obj, value)
        return value


class Day(Instance[date]):
    """A trait for a day: a `datetime.date`."""

    def __init__(self, default: date, **options: Any) -> None:
        super().__init__(date, (default.year, default.month, default.day), **options)


class Model(HasTraits):
    """What a panel shows. Subclass it: inputs are traits, everything else is worked out from them.

    Each method is asked again after every change, so it must be quick and must not change a trait.
    An input that cannot be is refused by its trait (TraitError): the panel then keeps the last one.
    """

    def title(self) -> str:
        """The panel's heading."""
        raise NotImplementedError

    def summary(self) -> str:
        """Inputs and results in fewer than 110 characters: what is printed, and what nbval compares."""
        raise NotImplementedError

    def sentence(self) -> str:
        """One plain sentence that says what is seen. Stands under the chart and is read out."""
        raise NotImplementedError

    def facts(self) -> list[tuple[str, str]]:
        """Figures that are always on screen, large: what each is, and its amount in writing."""
        return []

    def figure(self) -> dict[str, Any] | None:
        """The chart, as made by `charts`, or None."""
        return None

    def table(self) -> Table | None:
        """The figures behind the chart, or None."""
        return None

    def steps(self) -> list[tuple[str, str | None]]:
        """How it is worked out: each step in words, and the source it rests on (`explain`)."""
        return []


__all__ = ["Day", "Exact", "Model", "TraitError"]
