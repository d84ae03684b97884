"""How the minimum payment of a bill is made up: the same sum that the ledger of an account asks for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..basics.money import Amount, divide, to_fen, yuan
from .contract import RevolvingTerms


@dataclass(frozen=True, slots=True)
class MinimumPayment:
    """The minimum of a bill and its parts, yuan; the parts add up to `amount`.

    Attributes:
        amount: all that is asked for, yuan.
        earlier: what is unpaid of an earlier minimum, its charges left out.
        carried: the share of the rest of the balance carried over.
        new: the share of new spending.
        instalments: all that fall due.
        charges: interest, fees and penalties billed and unpaid.
        to_floor: what lifts the sum to the least one.
    """

    amount: Decimal
    earlier: Decimal
    carried: Decimal
    new: Decimal
    instalments: Decimal
    charges: Decimal
    to_floor: Decimal


def minimum_payment(
    terms: RevolvingTerms,
    *,
    new: Amount = "0",
    carried: Amount = "0",
    earlier: Amount = "0",
    instalments: Amount = "0",
    charges: Amount = "0",
    missed: bool = False,
) -> MinimumPayment:
    """The minimum payment of one bill, from what is on it.

    The shares are the terms' and are rounded together, once; a balance carried over below
    `minimum_carry_threshold` goes in whole.

    Args:
        terms: the account's contract.
        new: spending since the last bill, yuan.
        carried: principal of earlier bills still unpaid, yuan.
        earlier: how much of that was in an earlier minimum and was missed, yuan.
        instalments: what falls due of purchases in instalments, yuan.
        charges: interest, fees and penalties, yuan.
        missed: whether the last minimum was missed.

    Returns:
        The minimum and its parts, yuan.

    Raises:
        BadInput: an amount, a date or a word that the signature does not allow.

    Example:
        >>> minimum_payment(RevolvingTerms(), new="2000", carried="3000", charges="45.60").amount
        Decimal('545.60')
    """
    parts = minimum_parts(
        terms,
        new=to_fen(new, "new"),
        carried=to_fen(carried, "carried"),
        earlier=to_fen(earlier, "earlier"),
        instalments=to_fen(instalments, "instalments"),
        charges=to_fen(charges, "charges"),
        missed=missed,
    )
    return MinimumPayment(yuan(sum(parts)), *map(yuan, parts))


def minimum_parts(
    terms: RevolvingTerms,
    *,
    new: int,
    carried: int,
    earlier: int,
    instalments: int,
    charges: int,
    missed: bool,
) -> tuple[int, int, int, int, int, int]:
    """The same on whole fen: earlier, carried, new, instalments, charges, to_floor.

    The shares of what is carried and of what is new are rounded once, together.
    """
    of_new, share, after_miss = terms.shares
    if carried < terms.threshold_fen:
        share = 1, 1
    elif missed:
        share = after_miss
    earlier = min(earlier, carried)
    both = (carried - earlier) * share[0] * of_new[1] + new * of_new[0] * share[1]
    asked = divide(both, share[1] * of_new[1], terms.rounding)
    asked_new = min(asked, divide(new * of_new[0], of_new[1], terms.rounding))
    floor = min(terms.minimum_floor_fen, carried + new + instalments + charges)
    lift = max(0, floor - earlier - asked - instalments - charges)
    return earlier, asked - asked_new, asked_new, instalments, charges, lift
