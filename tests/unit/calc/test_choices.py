"""A choice between words is one type: the signature names it, `help()` shows it, nothing else is taken."""

from __future__ import annotations

import inspect
import pydoc
import sys
from typing import Any, Final, Literal, get_args, get_origin

import pytest

from duecourse import calc
from duecourse.calc import BadInput, InstalmentTerms, RevolvingTerms
from duecourse.calc.basics.choices import choices_of

TAKERS: Final = [
    taker
    for taker in (getattr(calc, name) for name in calc.__all__)
    if inspect.isfunction(taker) or (inspect.isclass(taker) and "__init__" in vars(taker))
]
"""Everything public that takes arguments."""


def types_of(taker: Any) -> dict[str, Any]:
    """The types of its arguments."""
    known = {**vars(sys.modules[taker.__module__]), **vars(calc)}
    hints = {name: each.annotation for name, each in inspect.signature(taker).parameters.items()}
    return {name: eval(hint, known) if isinstance(hint, str) else hint for name, hint in hints.items()}


@pytest.mark.parametrize("taker", TAKERS, ids=lambda taker: taker.__name__)
def test_help_shows_the_words_of_every_choice(taker: Any) -> None:
    choices = {name: get_args(hint) for name, hint in types_of(taker).items() if get_origin(hint) is Literal}
    if choices:
        shown = pydoc.plain(pydoc.render_doc(taker))
        assert [name for name, words in choices.items() if f"{name}: Literal{list(words)}" not in shown] == []


@pytest.mark.parametrize("taker", TAKERS, ids=lambda taker: taker.__name__)
def test_a_word_that_has_a_default_is_one_of_a_choice(taker: Any) -> None:
    hints, parameters = types_of(taker), inspect.signature(taker).parameters
    words = {name for name, hint in hints.items() if hint is str and parameters[name].default}
    assert {name for name in words if parameters[name].default is not inspect.Parameter.empty} == set()


@pytest.mark.parametrize("terms", [InstalmentTerms, RevolvingTerms])
def test_a_word_that_no_contract_has_is_refused_with_those_there_are(terms: Any) -> None:
    for name, words in choices_of(terms).items():
        with pytest.raises(BadInput) as refused:
            terms(**{name: "nonsense"})
        assert refused.value.argument == name
        assert refused.value.allowed == " or ".join(map(str, words))
