"""Fair shares of an amount: exact to the fen, and they add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .money import Amount, BadInput, to_fen, yuan


def fair_shares(
    amount: Amount, weights: Mapping[str, Amount], *, at_most: Mapping[str, Amount] | None = None
) -> dict[str, Decimal]:
    """`amount` yuan divided in proportion to `weights`: what is owed to each lender, or what is overdue.

    Each share is cut to the fen, and the fen left over go to those who lost most by the cut, the first named
    of equals first.

    Args:
        amount: what is divided, yuan.
        weights: for each name an amount, yuan: what is owed, or what is overdue.
        at_most: the most that each may get; what it cannot take goes to the others in proportion. The shares
            add up to the amount, or to all of `at_most` where that is less.

    Returns:
        The share of each name, yuan; they add up to the amount.

    Raises:
        BadInput: where no weight is above 0 although there is something to divide.

    Example:
        >>> fair_shares("100", {"card": "2000", "loan": "1000"})
        {'card': Decimal('66.67'), 'loan': Decimal('33.33')}
    """
    whole = to_fen(amount, "amount")
    if not isinstance(weights, Mapping) or not weights:
        raise BadInput("weights", weights, "a name and an amount for each")
    parts = {name: to_fen(weight, "weights") for name, weight in weights.items()}
    caps: dict[str, int] = {}
    if at_most is not None:
        if not isinstance(at_most, Mapping) or at_most.keys() != parts.keys():
            raise BadInput("at_most", at_most, "an amount for each name in weights")
        caps = {name: to_fen(most, "at_most") for name, most in at_most.items()}
    if whole and not any(parts.values()):
        raise BadInput("weights", weights, "at least one above 0")
    return {name: yuan(fen) for name, fen in capped_shares(whole, parts, caps).items()}


def capped_shares(amount: int, weights: Mapping[str, int], caps: Mapping[str, int]) -> dict[str, int]:
    """The same on whole fen. Who is not in `caps` may get any amount; weights of nothing get nothing
    while others can still take some."""
    shares = dict.fromkeys(weights, 0)
    open_to = list(weights)
    while amount and open_to:
        part = split_evenly if not any(weights[name] for name in open_to) else split
        given = dict(zip(open_to, part(amount, [weights[name] for name in open_to]), strict=True))
        full = [name for name in open_to if name in caps and given[name] >= caps[name]]
        if not full:
            return shares | given
        for name in full:
            shares[name] = caps[name]
            amount -= caps[name]
        open_to = [name for name in open_to if name not in full]
    return shares


@dataclass(frozen=True, slots=True)
class FairPart:
    """The part of one among several.

    What is missing is shared as well: the parts of an amount below 0 are below 0.

    Attributes:
        weights: in proportion to what the parts are, fen.
        place: its own place among them.
    """

    weights: tuple[int, ...]
    place: int

    @classmethod
    def of(cls, name: str, weights: Mapping[str, Amount]) -> FairPart:
        """The part of a name among those that have weights, as `fair_shares` gives it."""
        fen = tuple(to_fen(weight, "weights") for weight in weights.values())
        if name not in weights or not any(fen):
            raise BadInput("weights", weights, f"a weight for {name!r}, and at least one above 0")
        return cls(fen, list(weights).index(name))

    def fen(self, amount: int) -> int:
        """Its part of an amount, fen."""
        part = split(abs(amount), self.weights)[self.place]
        return part if amount >= 0 else -part

    def amount(self, amount: Amount) -> Decimal:
        """Its part of an amount, yuan."""
        return yuan(self.fen(to_fen(amount, "amount", least=None)))


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """Whole fen in proportion to weights that are not all 0: cut, and the largest remainders rounded up."""
    total = sum(weights)
    shares = [amount * weight // total for weight in weights]
    order = sorted(range(len(weights)), key=lambda place: (-(amount * weights[place] % total), place))
    for place in order[: amount - sum(shares)]:
        shares[place] += 1
    return shares


def split_evenly(amount: int, among: Sequence[object]) -> list[int]:
    """Whole fen in equal shares, the first ones a fen more where it does not divide."""
    return split(amount, [1] * len(among))
