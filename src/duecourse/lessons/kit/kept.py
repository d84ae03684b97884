"""What a model works out once for each state of its traits, however often it is asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from duecourse.view import Model

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=Model)
Method = Callable[Concatenate[M, P], R]

_PLACE: Final = "_kept"
"""Where a model has them: by the traits that do not matter, the state of the others and the results."""


def kept(method: Method[M, P, R]) -> Method[M, P, R]:
    """Keep what a method of a model returned, for each of its arguments, until a trait changes."""
    return kept_but_for()(method)


def kept_but_for(*traits: str) -> Callable[[Method[M, P, R]], Method[M, P, R]]:
    """Like `kept`, for a method that does not depend on these traits, such as the day that is looked at."""

    def keep(method: Method[M, P, R]) -> Method[M, P, R]:
        @wraps(method)
        def asked(self: M, /, *args: P.args, **options: P.kwargs) -> R:
            state = self.trait_values()
            for name in traits:
                state.pop(name, None)
            known = _known(self, traits, state)
            key = (method, args, tuple(sorted(options.items())))
            if key not in known:
                known[key] = method(self, *args, **options)
            found: R = known[key]
            return found

        return asked

    return keep


def _known(model: Model, traits: tuple[str, ...], state: dict[str, Any]) -> dict[Any, Any]:
    places: dict[tuple[str, ...], tuple[dict[str, Any], dict[Any, Any]]]
    places = vars(model).setdefault(_PLACE, {})
    if traits not in places or places[traits][0] != state:
        places[traits] = (state, {})
    return places[traits][1]


def forget(model: Model) -> None:
    """Work everything out afresh: for a model that has changed otherwise than by its traits."""
    vars(model).pop(_PLACE, None)
