"""What a model works out once for each state of its traits, however often it is asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from duecourse.view import Model

M = TypeVar("M", bound=Model)
R = TypeVar("R")


def kept(method: Callable[[M], R]) -> Callable[[M], R]:
    """Keep what a method of a model returned until one of the model's traits changes."""
    place = f"_kept_{method.__name__}"

    @wraps(method)
    def ask(model: M) -> R:
        state = dict(model.trait_values())
        before: Any = getattr(model, place, None)
        if before is None or before[0] != state:
            before = (state, method(model))
            setattr(model, place, before)
        result: R = before[1]
        return result

    return ask
