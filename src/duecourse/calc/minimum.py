"""How the minimum payment of a bill is made up: the same sum that the ledger of an account asks for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .contract import RevolvingTerms
from .money import Amount, divide, to_fen, yuan


@dataclass(frozen=True, slots=True)
class MinimumPayment:
    """The minimum of a bill and its parts, yuan; the parts add up to `amount`.

    earlier: what is unpaid of an earlier minimum, its charges left out. carried: the share of the rest
    of the balance carried over. new: the share of new spending. instalments: all that fall due.
    charges: interest, fees and penalties billed and unpaid. to_floor: what lifts the sum to the least one.
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

    new: spending since the last bill. carried: principal of earlier bills still unpaid. earlier: how
    much of that was in an earlier minimum and was missed. instalments: what falls due of purchases in
    instalments. charges: interest, fees and penalties. missed: whether the last minimum was missed.
    The shares are the terms' and are rounded together, once; a balance carried over below
    `minimum_carry_threshold` goes in whole.
    """
    spent, balance = to_fen(new, "new"), to_fen(carried, "carried")
    due = min(to_fen(earlier, "earlier"), balance)
    of_new, of_carried, after_miss = terms.shares
    share = (1, 1) if balance < terms.threshold_fen else after_miss if missed else of_carried
    rest = balance - due
    shares = divide(
        spent * of_new[0] * share[1] + rest * share[0] * of_new[1], of_new[1] * share[1], terms.rounding
    )
    new_share = divide(spent * of_new[0], of_new[1], terms.rounding)
    plans, costs = to_fen(instalments, "instalments"), to_fen(charges, "charges")
    total = due + shares + plans + costs
    least = min(terms.minimum_floor_fen, balance + spent + plans + costs)
    lift = max(0, least - total)
    parts = (total + lift, due, shares - new_share, new_share, plans, costs, lift)
    return MinimumPayment(*(yuan(fen) for fen in parts))
