"""Money as whole fen, rates as exact fractions, and the two ways lenders round."""

from collections.abc import Iterable, Iterator
from decimal import Context, Decimal, DecimalException, Inexact, InvalidOperation, Overflow, Subnormal
from itertools import repeat
from typing import Final, Literal, TypeVar, get_args

Amount = str | int | Decimal
"""How an amount in yuan or a rate may be given. Never a float: 0.1 is not a tenth."""

Component = Literal["principal", "interest", "penalty", "compound", "fees"]
"""A part of a debt."""

COMPONENTS: Final[tuple[Component, ...]] = get_args(Component)
"""The parts every debt is made of, in the order they are shown."""

Rounding = Literal["half_up", "down"]
"""half_up: a half goes away from zero. down: what is beyond the fen is cut off."""

ROUNDINGS: Final[tuple[Rounding, ...]] = get_args(Rounding)

Word = TypeVar("Word", bound=str | int)

EXACT: Final = Context(prec=60)
"""Arithmetic of the library's own: what a caller has set for decimals changes nothing here."""

_SHOWING = Context(prec=40)
_READING = Context(prec=60, Emin=-40, Emax=15, traps=[InvalidOperation, Overflow, Subnormal, Inexact])
FEN: Final = Decimal("0.01")


class BadInput(ValueError):
    """An argument that cannot be used. Carries `argument`, `value` and `allowed` for a translated message."""

    def __init__(self, argument: str, value: object, allowed: str) -> None:
        super().__init__(f"{argument} is {value!r}; allowed: {allowed}")
        self.argument = argument
        self.value = value
        self.allowed = allowed


def to_decimal(value: Amount, argument: str, *, least: int | None = 0) -> Decimal:
    """The exact decimal behind `value`. `least` is the smallest value allowed, None for any."""
    if isinstance(value, (str, int, Decimal)) and not isinstance(value, bool):
        try:
            number = _READING.create_decimal(value.strip() if isinstance(value, str) else value)
        except DecimalException:  # no number, or one of a size that no debt has
            pass
        else:
            if number.is_finite() and (least is None or number >= least):
                return number
    below = "" if least is None else f", not below {least}"
    raise BadInput(argument, value, f"a number below 10^16 as text, an int or a Decimal{below}")


def to_fen(amount: Amount, argument: str, *, least: int | None = 0) -> int:
    """An amount in yuan as whole fen. Raises BadInput where it has a fraction of a fen."""
    number = to_decimal(amount, argument, least=least)
    top, bottom = number.as_integer_ratio()
    if 100 % bottom:
        raise BadInput(argument, amount, "yuan with at most two decimal places")
    return top * (100 // bottom)


def yuan(fen: int) -> Decimal:
    """Whole fen as yuan with two places."""
    return EXACT.multiply(fen, FEN)


def yuan_column(fen: Iterable[int]) -> Iterator[Decimal]:
    """The same for many amounts, without a call for each."""
    return map(EXACT.multiply, fen, repeat(FEN))


def total(amounts: Iterable[Amount]) -> Decimal:
    """The sum of amounts, yuan: of several debts, or of the lines of a bill.

    Args:
        amounts: yuan each; they may be below 0.

    Returns:
        Their sum, yuan, two places; 0.00 of none.

    Raises:
        BadInput: an amount that is none, or has more than two decimal places.

    Example:
        >>> total(["1.10", 2, "-0.05"])
        Decimal('3.05')
    """
    return yuan(sum(to_fen(amount, "amount", least=None) for amount in amounts))


def choice(value: Word, argument: str, allowed: tuple[Word, ...]) -> Word:
    """`value`, if it is one of `allowed`. Raises BadInput that lists them."""
    if value not in allowed:
        raise BadInput(argument, value, " or ".join(map(str, allowed)))
    return value


def whole(value: int, argument: str, *, least: int = 0, most: int | None = None) -> int:
    """`value`, if it is a whole number from `least` to `most`, None for any."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least or (most and value > most):
        upwards = f"not below {least}" if most is None else f"from {least} to {most}"
        raise BadInput(argument, value, f"a whole number {upwards}")
    return value


def divide(top: int, bottom: int, rounding: Rounding) -> int:
    """`top / bottom` as a whole number: "half_up" (a half goes away from zero) or "down" (cut)."""
    if top < 0:
        return -divide(-top, bottom, rounding)
    if rounding == "half_up":
        return (2 * top + bottom) // (2 * bottom)
    return top // bottom


def round_to(amount: Amount, unit: Amount = "0.01", rounding: Rounding = "half_up") -> Decimal:
    """An amount rounded to a multiple of a unit.

    Args:
        amount: any amount, yuan.
        unit: what it is rounded to: "1" for whole yuan.
        rounding: "half_up" (a half goes away from zero) or "down" (cut).

    Returns:
        The rounded amount, yuan.

    Raises:
        BadInput: a unit that is not above 0, or anything else that the signature does not allow.

    Example:
        >>> round_to("1733.265"), round_to("1733.26", "1", "down")
        (Decimal('1733.27'), Decimal('1733'))
    """
    value = to_decimal(amount, "amount", least=None)
    step = to_decimal(unit, "unit")
    if not step:
        raise BadInput("unit", unit, "a number above 0")
    choice(rounding, "rounding", ROUNDINGS)
    top, bottom = value.as_integer_ratio()
    step_top, step_bottom = step.as_integer_ratio()
    return EXACT.multiply(Decimal(divide(top * step_bottom, bottom * step_top, rounding)), step)


def quotient(top: int, bottom: int) -> Decimal:
    """`top / bottom` to 40 significant digits: what an amount was before it was rounded."""
    return _SHOWING.divide(Decimal(top), Decimal(bottom))
