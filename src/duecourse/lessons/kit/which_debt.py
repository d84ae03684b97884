"""The choice between debts, and what is about the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, Protocol, TypeVar

from traitlets import Unicode

from duecourse.locale import distinct
from duecourse.view import Card, Choice, Control, Model, Panel
from duecourse.view.choosing import one_panel_of


class Labelled(Protocol):
    """A debt, seen in whatever way: it has a name."""

    @property
    def label(self) -> str: ...


D = TypeVar("D")
L = TypeVar("L", bound=Labelled)


class AboutOneDebt(Model, Generic[D]):
    """A model about one of several debts. debts: by their keys. debt: the key of the one it is about; the
    first, where none is given."""

    debt = Unicode()

    def __init__(self, debts: Mapping[str, D], **traits: Any) -> None:
        self.debts = {**debts}
        super().__init__(**{"debt": next(iter(self.debts), ""), **traits})

    @property
    def chosen(self) -> D:
        """The debt it is about."""
        return self.debts[self.debt]


def labels_of(debts: Mapping[str, Labelled]) -> dict[str, str]:
    """What debts are called, by their keys."""
    return {key: debt.label for key, debt in debts.items()}


def which_debt(name: str, labels: Mapping[str, str]) -> dict[str, Control]:
    """The choice, which moves the trait `debt`; two that are called the same have a number. Nothing where
    there is no choice."""
    return {"debt": Choice(name, _apart(labels))} if len(labels) > 1 else {}


def for_each_debt(name: str, debts: Mapping[str, L], make: Callable[[L], Panel]) -> Card:
    """The panel of each debt, and the choice between them where there are several."""
    return one_panel_of(name, _apart(labels_of(debts)), lambda key: make(debts[key]))


def _apart(labels: Mapping[str, str]) -> dict[str, str]:
    return dict(zip(labels, distinct([*labels.values()]), strict=True))
