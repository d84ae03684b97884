"""The penalty rate of a loan, said in either of the two ways that contracts say it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from duecourse.calc import InstalmentTerms, penalty_rate
from duecourse.view import Choice, Control, in_group

from .late_debt import LateDebt
from .term_controls import term_control
from .words import tell


def penalty_both_ways(terms: InstalmentTerms) -> dict[str, Any]:
    """The penalty as a rate a day and as a multiple of the contract rate, and which is the contract's.

    The one it does not name is where it comes to the same, rounded.
    """
    rate, multiple, yearly = terms.penalty_daily_rate, terms.penalty_multiple, terms.contract_rate
    if multiple is None:
        rate = Decimal(rate or 0)
        multiple = (rate * terms.year_days / yearly).quantize(Decimal("0.01")) if yearly else Decimal(1)
    else:
        rate = (penalty_rate(yearly, multiple=multiple) / terms.year_days).quantize(Decimal("0.000001"))
    return {
        "penalty_as": "rate" if terms.penalty_multiple is None else "multiple",
        "penalty_daily_rate": rate,
        "penalty_multiple": Decimal(multiple),
    }


def penalty_sliders(debt: LateDebt, model: Any) -> dict[str, Control]:
    """A slider for each way of the debt's product, in sight where it is the one in use."""
    return {
        name: term_control(debt.product, name, getattr(model, name)).placed(shown=_in_use(way, model))
        for way, name in _ways(debt).items()
    }


def penalty_choice(debt: LateDebt, model: Any) -> dict[str, Control]:
    """The choice between the ways, folded away as small print; none where the product knows but one."""
    labels = {way: debt.product.terms[name].label for way, name in _ways(debt).items()}
    if len(labels) < 2:
        return {}
    choice = Choice(tell("penalty_as"), labels, value=model.penalty_as)
    return in_group(tell("small_print"), penalty_as=choice)


def _ways(debt: LateDebt) -> dict[str, str]:
    """The ways that the debt's product knows, each with its term."""
    assert isinstance(debt.terms, InstalmentTerms)
    ways = {"rate": "penalty_daily_rate", "multiple": "penalty_multiple"}
    if not debt.terms.contract_rate:
        del ways["multiple"]  # a multiple of nothing
    return {way: name for way, name in ways.items() if name in debt.product.terms}


def _in_use(way: str, model: Any) -> Callable[[], bool]:
    return lambda: bool(way == model.penalty_as)
