"""The shortest plan that a household can carry, or what is missing for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from ..basics.money import COMPONENTS, BadInput, to_fen, whole, yuan
from ..debt.payoff import PayoffQuote
from ..debt.records import plus
from ..household.budget import Means, most_short_fen
from .agreed_plan import GIVEN_UP_FIRST, lay_out, lay_out_waiving, waived_parts
from .offered import MOST_MONTHS, CounterOffer, LumpSum, NoAgreement, Part, Remission, Rescheduling
from .offers import Outcome, outcome


@dataclass(frozen=True, slots=True)
class ShortestPlan:
    """The shortest plan that is affordable, or, where `offer` is None, what is missing.

    Attributes:
        offer: the plan; None where there is none.
        periods: its payments.
        longest_tried: the most that were tried.
        short_by: how much more a month would have to be left, in the tightest month of the plan that comes
            nearest, yuan.
        waiver_needed: what the lender would have to give up, charges first, for the longest plan to be
            affordable; None where no waiver short of the whole debt is enough, or none was looked for.
        waived: the longest plan with that waiver.
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
    waiver: bool = True,
) -> ShortestPlan:
    """The shortest plan that the budget carries: plans of 1, 2 … monthly payments are tried.

    Args:
        owed: what the debt comes to on the day of the agreement.
        means: what is left for debts month by month, and the savings.
        most_periods: how many payments are tried at most.
        bad_month: whether every month must be carried even if it is a bad one.
        like: the new instalments to try, whatever their number; equal instalments at the contract rate if
            left out.
        beside: what is agreed besides: remissions, a deferral, a down payment.
        waiver: whether to look for a waiver that would be enough.

    Returns:
        The plan, or what is missing for one, yuan.

    Raises:
        BadInput: parts that do not go together.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"))
        >>> owed = debt.payoff(date(2026, 3, 1))
        >>> shortest_plan(owed, Means.of("300"), most_periods=24).offer.months
        5
    """
    whole(most_periods, "most_periods", least=1, most=MOST_MONTHS)
    like = Rescheduling(1) if like is None else like
    for part in beside:
        if isinstance(part, (CounterOffer, NoAgreement, Rescheduling)):
            raise BadInput("beside", part, "waivers, a deferral or a down payment")
    least = max(1, len(like.shares))
    if most_periods < least:
        raise BadInput("most_periods", most_periods, f"at least {least}, one for each share")
    longest = like.over(most_periods)
    at_least = _missing_at_least(owed, means, bad_month, longest, beside)

    def short_with(periods: int) -> int:
        plan = lay_out(owed, (*beside, like.over(periods)))
        return most_short_fen(plan.days, plan.payments, means, bad_month, owed.on)

    lengths = range(least, most_periods + 1)
    shorts = []
    for periods in lengths:
        if not at_least[periods]:
            short = short_with(periods)
            if not short:
                offer = outcome(owed, *beside, like.over(periods))
                return ShortestPlan(offer, periods, periods, yuan(0))
            shorts.append(short)
    nearest = min(shorts, default=None)
    for periods in reversed(lengths):
        if at_least[periods] and (nearest is None or at_least[periods] < nearest):
            short = short_with(periods)
            nearest = short if nearest is None else min(nearest, short)
    assert nearest is not None
    if not waiver:
        return ShortestPlan(None, None, most_periods, yuan(nearest))
    waived = _enough_waived(owed, means, bad_month, longest, beside)
    needed = None if waived is None else waived.given_up - outcome(owed, *beside, longest).given_up
    return ShortestPlan(None, None, most_periods, yuan(nearest), needed, waived)


def _missing_at_least(
    owed: PayoffQuote, means: Means, bad_month: bool, longest: Rescheduling, beside: Sequence[Part]
) -> list[int]:
    """For each number of payments what their worst month lacks at the least, fen, known before they are laid
    out: without any interest or fee they come to all that is owed, and a month lacks no less than the average
    of what all of them lack. 0 where it is not known."""
    plan = lay_out(owed, (*beside, longest))
    more = len(plan.days) - longest.periods  # a down payment
    if longest.amounts or more not in (0, 1):
        return [0] * (longest.periods + 1)
    there = accumulate(max(0, left) for left in means.left_row(plan.days, bad_month))
    needed = sum(plan.principal) + sum(plan.arrears) - means.reserve_fen
    missing = [max(0, -((left - needed) // count)) for count, left in enumerate(there, 1)]
    return [0] * (1 - more) + missing


def _enough_waived(
    owed: PayoffQuote, means: Means, bad_month: bool, longest: Rescheduling, beside: Sequence[Part]
) -> Outcome | None:
    """The longest plan with the least waiver that makes it affordable.

    The more is waived, the lower is every payment, but for the last: it takes up the rounding, some fen up
    and down. So a bound is found by halving without it, and the least waiver by trying from there: fen by
    fen, but where only arrears are waived, and each fen lowers what is missing by one at the most.
    """
    before = waived_parts(owed, [part for part in beside if isinstance(part, Remission)])
    there = [part - waived for part, waived in zip(owed.parts, before, strict=True)]
    parts = (*beside, longest)
    down = sum(to_fen(part.amount, "amount") for part in beside if isinstance(part, LumpSum) and part.amount)

    def short_with(amount: int, but_for_the_last: int = 0) -> int:
        """What is missing in the worst month; at least that, where the last payment alone is too much."""
        waived = before
        for place, taken in _taken(there, amount):
            waived = plus(waived, place, taken)
        plan = lay_out_waiving(owed, waived, parts)
        days, payments = plan.days, plan.payments
        if but_for_the_last:
            days, payments = days[:-1], payments[:-1]
        elif longest.periods > 1 and payments:
            beyond = payments[-1] - max(0, means.left_fen(days[-1], bad_month)) - means.reserve_fen
            if beyond > 0:
                return beyond
        return most_short_fen(days, payments, means, bad_month, owed.on)

    def halve(low: int, high: int, but_for_the_last: int = 0) -> int:
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if short_with(middle, but_for_the_last) else (low, middle)
        return high

    everything = max(0, sum(there) - down)  # what is paid down cannot be waived as well
    least = bound = halve(0, everything, 1)
    end = min(everything, bound + 4 * longest.periods)
    plain = longest.interest_on == "principal" and not (longest.weights or longest.amounts)
    arrears = sum(there[1:]) if plain and not any(isinstance(part, LumpSum) for part in beside) else 0
    while least < end and (short := short_with(least)):
        least += short if least + short <= arrears else 1
    if least >= end:
        least = halve(end - 1, everything)
    waivers = [Remission(COMPONENTS[place], amount=yuan(taken)) for place, taken in _taken(there, least)]
    found = outcome(owed, *beside, *waivers, longest)
    return found if found.payments and all(found.payments) else None


def _taken(there: Sequence[int], amount: int) -> Iterator[tuple[int, int]]:
    """What waivers of so much in all take of which component, charges first."""
    for place in GIVEN_UP_FIRST:
        taken = min(amount, there[place])
        amount -= taken
        if taken:
            yield place, taken
