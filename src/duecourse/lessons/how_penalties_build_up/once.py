"""Working a figure out once, however often a panel asks for it, until something is moved."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from duecourse.view import Model

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound="OnceModel")
Method = Callable[Concatenate[M, P], R]


class OnceModel(Model):
    """A model whose methods marked `once` or `once_for_all_days` keep what they have worked out."""

    def __init__(self, **traits: Any) -> None:
        self._known: dict[Any, Any] = {}
        self._known_for_all_days: dict[Any, Any] = {}
        super().__init__(**traits)
        self.forget()
        self.observe(self._moved)

    def _moved(self, change: Any) -> None:
        self._known.clear()
        if change.name != "days_late":
            self._known_for_all_days.clear()

    def forget(self) -> None:
        """Work everything out afresh."""
        self._known.clear()
        self._known_for_all_days.clear()


def once(method: Method[M, P, R]) -> Method[M, P, R]:
    """Keep what a method returns, for each of its arguments, until a trait changes."""
    return _kept(method, lambda model: model._known)


def once_for_all_days(method: Method[M, P, R]) -> Method[M, P, R]:
    """Keep what a method returns until a trait changes that is not the day looked at, `days_late`."""
    return _kept(method, lambda model: model._known_for_all_days)


def _kept(method: Method[M, P, R], store: Callable[[M], dict[Any, Any]]) -> Method[M, P, R]:
    @wraps(method)
    def asked(self: M, /, *args: P.args, **options: P.kwargs) -> R:
        known, key = store(self), (method, args, tuple(sorted(options.items())))
        if key not in known:
            known[key] = method(self, *args, **options)
        found: R = known[key]
        return found

    return asked
