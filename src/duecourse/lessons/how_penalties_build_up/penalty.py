"""The penalty rate of a loan, said in either of the two ways that contracts say it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from duecourse.calc import InstalmentTerms, penalty_rate
from duecourse.view import Choice, Control

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


def penalty_controls(debt: LateDebt, model: Any) -> dict[str, Control]:
    """A slider for each way the product knows, only the one in use shown, and the choice between them."""
    assert isinstance(debt.terms, InstalmentTerms)
    ways = {"rate": "penalty_daily_rate", "multiple": "penalty_multiple"}
    if not debt.terms.contract_rate:
        del ways["multiple"]  # a multiple of nothing
    found: dict[str, Control] = {}
    for name in ways.values():
        if name in debt.product.terms:
            found[name] = term_control(debt.product, name, getattr(model, name))

    def show(_: object = None) -> None:
        for way, name in ways.items():
            if name in found:
                found[name].layout.display = None if way == model.penalty_as else "none"

    if len(found) > 1:
        labels = {way: debt.product.terms[name].label for way, name in ways.items()}
        found["penalty_as"] = Choice(tell("penalty_as"), labels, value=model.penalty_as)
    model.observe(show, "penalty_as")
    show()
    return found
