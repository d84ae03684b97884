"""The shortest plan that a household can carry, or what is missing for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..basics.money import COMPONENTS, BadInput, to_fen, whole, yuan
from ..debt.payoff import PayoffQuote
from ..household.budget import Means, affordable_fen
from .agreed_plan import GIVEN_UP_FIRST
from .offered import MOST_MONTHS, CounterOffer, LumpSum, NoAgreement, Part, Remission, Rescheduling
from .offers import Outcome, outcome


@dataclass(frozen=True, slots=True)
class ShortestPlan:
    """The shortest plan that is affordable, or, where `offer` is None, what is missing.

    periods: its payments. longest_tried: the most that were tried. short_by: how much more a month would
    have to be left, in the tightest month of the plan that comes nearest, yuan. waiver_needed: what the
    lender would have to give up, charges first, for the longest plan to be affordable; None where no waiver
    short of the whole debt is enough. waived: the longest plan with that waiver.
    """

    offer: Outcome | None
    periods: int | None
    longest_tried: int
    short_by: Decimal
    waiver_needed: Decimal | None = None
    waived: Outcome | None = None


def shortest_plan(
    owed: PayoffQuote,
    means: Means,
    *,
    most_periods: int,
    bad_month: bool = False,
    like: Rescheduling | None = None,
    beside: Sequence[Part] = (),
) -> ShortestPlan:
    """Tries plans of 1, 2 … `most_periods` monthly payments against `means`.

    bad_month: whether every month must be affordable even if it is a bad one. like: the new instalments to
    try, whatever their number; equal instalments at the contract rate if left out. beside: what is agreed
    besides: waivers, a deferral, a down payment.
    """
    whole(most_periods, "most_periods", least=1, most=MOST_MONTHS)
    like = Rescheduling(1) if like is None else like
    for part in beside:
        if isinstance(part, (CounterOffer, NoAgreement, Rescheduling)):
            raise BadInput("beside", part, "waivers, a deferral or a down payment")
    nearest: int | None = None
    for periods in range(max(1, len(like.shares)), most_periods + 1):
        offer = outcome(owed, *beside, replace(like, periods=periods))
        short = to_fen(offer.affordable(means, bad_month=bad_month).most_short, "short")
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
    owed: PayoffQuote, means: Means, bad_month: bool, longest: Rescheduling, beside: Sequence[Part]
) -> Outcome | None:
    """The longest plan with the least waiver that makes it affordable.

    The more is waived, the lower is every payment, but for the last: it takes up the rounding, some fen up
    and down. So a bound is found by halving without it, and the least waiver by trying fen by fen from there.
    """
    given = [part for part in beside if isinstance(part, Remission)]
    before = outcome(owed, *given, LumpSum(share=1)).layout.waived
    there = [owed.parts[place] - before[place] for place in range(len(COMPONENTS))]

    def with_waiver(amount: int) -> Outcome:
        return outcome(owed, *beside, *_waivers(there, amount), longest)

    def enough(offer: Outcome, but_for_the_last: int = 0) -> bool:
        count = len(offer.payments) - but_for_the_last
        days, payments = offer.layout.days[:count], offer.payments[:count]
        return not affordable_fen(days, payments, means, bad_month, owed.on).short_months

    def halve(low: int, high: int, but_for_the_last: int) -> int:
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if enough(with_waiver(middle), but_for_the_last) else (middle, high)
        return high

    down = sum(to_fen(part.amount, "amount") for part in beside if isinstance(part, LumpSum) and part.amount)
    everything = max(0, sum(there) - down)  # what is paid down cannot be waived as well
    bound = halve(0, everything, 1)
    steps = range(bound, min(everything, bound + 4 * longest.periods))
    least = next((amount for amount in steps if enough(with_waiver(amount))), None)
    if least is None:
        least = halve(min(everything, bound + 4 * longest.periods) - 1, everything, 0)
    found = with_waiver(least)
    return found if found.payments and all(found.payments) else None


def _waivers(there: Sequence[int], amount: int) -> list[Remission]:
    """Waivers of so much in all, charges first."""
    waivers = []
    for place in GIVEN_UP_FIRST:
        taken = min(amount, there[place])
        amount -= taken
        if taken:
            waivers.append(Remission(COMPONENTS[place], amount=yuan(taken)))
    return waivers
