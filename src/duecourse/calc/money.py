"""Money as whole fen, rates as exact fractions, and the two ways lenders round."""

from __future__ import annotations

from decimal import Context, Decimal, InvalidOperation
from typing import Final

Amount = str | int | Decimal
"""How an amount in yuan or a rate may be given. Never a float: 0.1 is not a tenth."""

COMPONENTS: Final = ("principal", "interest", "penalty", "compound", "fees")
"""The parts every debt is made of, in the order they are shown."""

ROUNDINGS: Final = ("half_up", "down")

_EXACT = Context(prec=60)
_FEN = Decimal("0.01")


class BadInput(ValueError):
    """An argument that cannot be used. Carries `argument`, `value` and `allowed` for a translated message."""

    def __init__(self, argument: str, value: object, allowed: str) -> None:
        super().__init__(f"{argument} is {value!r}; allowed: {allowed}")
        self.argument = argument
        self.value = value
        self.allowed = allowed


def to_decimal(value: Amount, argument: str, *, least: int | None = 0) -> Decimal:
    """The exact decimal behind `value`. `least` is the smallest value allowed, None for any."""
    allowed = "a number as text, an int or a Decimal" + ("" if least is None else f", not below {least}")
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        raise BadInput(argument, value, allowed)
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise BadInput(argument, value, allowed) from None
    if not number.is_finite() or (least is not None and number < least):
        raise BadInput(argument, value, allowed)
    return number


def to_fen(amount: Amount, argument: str, *, least: int | None = 0) -> int:
    """An amount in yuan as whole fen. Raises BadInput where it has a fraction of a fen."""
    number = to_decimal(amount, argument, least=least)
    top, bottom = number.as_integer_ratio()
    if 100 % bottom:
        raise BadInput(argument, amount, "yuan with at most two decimal places")
    return top * (100 // bottom)


def yuan(fen: int) -> Decimal:
    """Whole fen as yuan with two places."""
    return _EXACT.multiply(Decimal(fen), _FEN)


def choice(value: str, argument: str, allowed: tuple[str, ...]) -> str:
    """`value`, if it is one of `allowed`."""
    if value not in allowed:
        raise BadInput(argument, value, " or ".join(allowed))
    return value


def whole(value: int, argument: str, *, least: int = 0) -> int:
    """`value`, if it is a whole number not below `least`."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise BadInput(argument, value, f"a whole number not below {least}")
    return value


def divide(top: int, bottom: int, rounding: str) -> int:
    """`top / bottom` as a whole number, "half_up" (a half goes away from zero) or "down" (cut towards zero)."""
    if top < 0:
        return -divide(-top, bottom, rounding)
    if rounding == "half_up":
        return (2 * top + bottom) // (2 * bottom)
    return top // bottom


def round_to(amount: Amount, unit: Amount = "0.01", rounding: str = "half_up") -> Decimal:
    """`amount` rounded to a multiple of `unit`, for instance "1" for whole yuan."""
    value = to_decimal(amount, "amount", least=None)
    step = to_decimal(unit, "unit")
    if not step:
        raise BadInput("unit", unit, "a number above 0")
    choice(rounding, "rounding", ROUNDINGS)
    top, bottom = value.as_integer_ratio()
    step_top, step_bottom = step.as_integer_ratio()
    return _EXACT.multiply(Decimal(divide(top * step_bottom, bottom * step_top, rounding)), step)


def quotient(top: int, bottom: int) -> Decimal:
    """`top / bottom` to 40 significant digits: what an amount was before it was rounded."""
    return Context(prec=40).divide(Decimal(top), Decimal(bottom))
