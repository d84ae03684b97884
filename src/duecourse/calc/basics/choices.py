"""The words that an argument can be: each set of them is one `Literal` type.

The type stands in the signature, where mypy checks it and `help()` shows it. What is given is checked against
it here, and the fields of a case file ask for the same words.
"""

from collections.abc import Callable
from types import UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from .money import choice

_FOUND: Final[dict[object, dict[str, tuple[Any, ...]]]] = {}


def choices_of(taker: Callable[..., object]) -> dict[str, tuple[Any, ...]]:
    """The words that the arguments of a class or a function can be, by the argument's name."""
    if taker not in _FOUND:
        hints = {name: hint for name, hint in get_type_hints(taker).items() if name != "return"}
        _FOUND[taker] = {name: words for name, hint in hints.items() if (words := _words(hint))}
    return _FOUND[taker]


def check_choices(made: object) -> None:
    """Raises BadInput where a field of a data class is none of the words that its type names."""
    for name, allowed in choices_of(type(made)).items():
        given = getattr(made, name)
        if given is not None or not _may_be_left_out(type(made), name):
            choice(given, name, allowed)


def _words(hint: object) -> tuple[Any, ...]:
    """The words of a type; of one that may be left out, those that may stand there."""
    if get_origin(hint) in (Union, UnionType):
        return tuple(word for each in get_args(hint) for word in _words(each))
    return get_args(hint) if get_origin(hint) is Literal else ()


def _may_be_left_out(taker: type, name: str) -> bool:
    return type(None) in get_args(get_type_hints(taker)[name])
