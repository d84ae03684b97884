"""A control for a term of a contract: the product's range, widened where the learner's own lies outside."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal
from typing import Any, Final

from duecourse.calc import Terms, round_to
from duecourse.rules import Product, Term
from duecourse.view import MONEY, NUMBER, PERCENT, Choice, Control, DecimalSlider, Slider, in_group

from .late_debt import LateDebt
from .words import tell

_WRITINGS: Final = {"yuan": MONEY, "multiple of the contract rate": NUMBER}


def term_control(product: Product, name: str, value: Any, *, label: str = "", hint: bool = False) -> Control:
    """A slider, or buttons where the product knows only a few values.

    value: where it starts. label: in place of the term's own name. hint: whether to say what it means.
    """
    term = product.terms[name]
    title = label or term.label
    help_text = term.help if hint else ""
    if term.choices:
        choices = {choice: term.shown(choice) for choice in _with(term.choices, value)}
        return Choice(title, choices, value=value, hint=help_text)
    low, high = min(term.min, value), max(term.max, value)
    if isinstance(term.min, int) and term.unit != "yuan":
        return Slider(title, low, high, value=value, hint=help_text)
    show = _WRITINGS.get(term.unit, PERCENT)
    return DecimalSlider(title, low, high, term.step, value=value, show=show, hint=help_text)


def term_controls(debt: LateDebt, names: tuple[str, ...], model: Any) -> dict[str, Control]:
    """A control for each of these terms that the debt's product has, from where the model stands."""
    return {
        name: term_control(debt.product, name, getattr(model, name), hint=True)
        for name in names
        if name in debt.product.terms and _movable(debt.terms, debt.product.terms[name])
    }


def small_print(
    debt: LateDebt, names: tuple[str, ...], model: Any, *, in_sight: Container[str] = ()
) -> dict[str, Control]:
    """The same, folded away as small print but for those that are to stay in sight."""
    found = term_controls(debt, names, model)
    in_group(tell("small_print"), **{name: one for name, one in found.items() if name not in in_sight})
    return found


def _movable(terms: Terms, term: Term) -> bool:
    """Whether there is more than one value, and all of them go with the rest of the contract."""
    if term.choices:
        return len(term.choices) > 1
    try:
        replace(terms, **{term.name: term.max})
    except ValueError:  # for instance days of grace that reach beyond the next bill
        return False
    return getattr(terms, term.name) is not None


def amount_slider(label: str, amount: Decimal, *, low: str = "100") -> DecimalSlider:
    """A slider over amounts up to about twice where it starts, in steps that suit its size."""
    top = max(Decimal(10000), 2 * amount)
    step = Decimal(100) if top <= 50000 else Decimal(1000)
    high = (top / step).to_integral_value(ROUND_CEILING) * step
    return DecimalSlider(label, min(Decimal(low), amount), high, step, value=amount, show=MONEY)


def payment_slider(label: str, owed: Decimal, value: Decimal = Decimal(0)) -> DecimalSlider:
    """A slider over what could be paid, from nothing to a little more than all that is owed."""
    step = _payment_step(owed)
    high = ((owed / step).to_integral_value(ROUND_CEILING) + 1) * step
    return DecimalSlider(label, 0, high, step, value=value, show=MONEY)


def about_a_fifth(owed: Decimal) -> Decimal:
    """A payment to begin with, on a tick of the payment slider."""
    return round_to(owed / 5, _payment_step(owed), "down")


def _payment_step(owed: Decimal) -> Decimal:
    return Decimal(10) if owed <= 5000 else Decimal(100)


def days_slider(label: str, most: int, value: int) -> Slider:
    """A slider over the days since a missed due day."""
    return Slider(label, 0, most, value=value, unit=tell("unit_days"))


def _with(choices: tuple[Any, ...], value: Any) -> list[Any]:
    """The choices and, where it is none of them, the value."""
    if value in choices:
        return list(choices)
    everything = [*choices, value]
    return sorted(everything) if isinstance(value, int) else everything
