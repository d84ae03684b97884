"""The shortest plan that a household can carry, or what is missing for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from .agreed_plan import GIVEN_UP_FIRST
from .budget import Means
from .money import COMPONENTS, BadInput, to_fen, whole, yuan
from .offered import MOST_MONTHS, Counter, LumpSum, Nothing, Part, Reinstalment, Waive
from .offers import Outcome, outcome
from .owed import Owed


@dataclass(frozen=True, slots=True)
class ShortestPlan:
    """The shortest plan that is carried, or, where `offer` is None, what is missing.

    periods: its payments. longest_tried: the most that were tried. short_by: how much more a month would
    have to be left, in the tightest month of the plan that comes nearest, yuan. waiver_needed: what the
    lender would have to give up, charges first, for the longest plan to be carried; None where no waiver
    short of the whole debt is enough. waived: the longest plan with that waiver.
    """

    offer: Outcome | None
    periods: int | None
    longest_tried: int
    short_by: Decimal
    waiver_needed: Decimal | None = None
    waived: Outcome | None = None


def shortest_plan(
    owed: Owed,
    means: Means,
    *,
    most_periods: int,
    bad_month: bool = False,
    like: Reinstalment | None = None,
    beside: Sequence[Part] = (),
) -> ShortestPlan:
    """Tries plans of 1, 2 … `most_periods` monthly payments against `means`.

    bad_month: whether every month must be carried even if it is a bad one. like: the new instalments to
    try, whatever their number; equal instalments at the contract rate if left out. beside: what is agreed
    besides: waivers, a deferral, a down payment.
    """
    whole(most_periods, "most_periods", least=1, most=MOST_MONTHS)
    like = Reinstalment(1) if like is None else like
    for part in beside:
        if isinstance(part, (Counter, Nothing, Reinstalment)):
            raise BadInput("beside", part, "waivers, a deferral or a down payment")
    nearest: int | None = None
    for periods in range(max(1, len(like.shares)), most_periods + 1):
        offer = outcome(owed, *beside, replace(like, periods=periods))
        short = to_fen(offer.carried(means, bad_month=bad_month).most_short, "short")
        if not short:
            return ShortestPlan(offer, periods, periods, yuan(0))
        nearest = short if nearest is None else min(nearest, short)
    if nearest is None:
        raise BadInput("most_periods", most_periods, f"at least {len(like.shares)}, one for each share")
    longest = replace(like, periods=most_periods)
    waived = _enough_waived(owed, means, bad_month, longest, beside)
    needed = None if waived is None else waived.given_up - outcome(owed, *beside, longest).given_up
    return ShortestPlan(None, None, most_periods, yuan(nearest), needed, waived)


def _enough_waived(
    owed: Owed, means: Means, bad_month: bool, longest: Reinstalment, beside: Sequence[Part]
) -> Outcome | None:
    """The longest plan with the least waiver that lets it be carried, found by halving."""
    given = [part for part in beside if isinstance(part, Waive)]
    before = outcome(owed, *given, LumpSum(share=1)).layout.waived
    there = [owed.parts[place] - before[place] for place in range(len(COMPONENTS))]
    low, high = 0, sum(there)
    found: Outcome | None = None
    while high - low > 1:
        middle = (low + high) // 2
        offer = outcome(owed, *beside, *_waivers(there, middle), longest)
        if offer.carried(means, bad_month=bad_month).enough and all(offer.payments):
            found, high = offer, middle
        else:
            low = middle
    return found


def _waivers(there: Sequence[int], amount: int) -> list[Waive]:
    """Waivers of so much in all, charges first."""
    waivers = []
    for place in GIVEN_UP_FIRST:
        taken = min(amount, there[place])
        amount -= taken
        if taken:
            waivers.append(Waive(COMPONENTS[place], amount=yuan(taken)))
    return waivers
