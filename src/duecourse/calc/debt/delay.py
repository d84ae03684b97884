"""What being late costs, and which clause of a contract makes how much of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from ..basics.money import BadInput, to_fen, total, yuan
from .contract import InstalmentTerms, Terms
from .debt import Debt
from .events import Drawing, Event, Payment, RateChange
from .ledger import Ledger

_FREE = {
    "penalty_daily_rate": None,
    "default_fee_rate": "0",
    "default_fee_floor": "0",
    "default_fee_cap": None,
    "compound": "none",
    "accelerate_after_days": None,
}
_FREE_INSTALMENTS = {
    "penalty_multiple": None,
    "penalty_minimum_per_day": "0",
    "penalty_base": "overdue",
    "interest_when_overdue": "stops",
    "compound_every": "never",
}
_FREE_REVOLVING = {"interest": "none", "service_daily_rate": "0"}


def without_lateness(terms: Terms) -> Terms:
    """The same contract where being late costs nothing: only what paying on time would cost is left."""
    if isinstance(terms, InstalmentTerms):
        return replace(terms, **_FREE, **_FREE_INSTALMENTS)  # type: ignore[arg-type]
    return replace(terms, **_FREE, **_FREE_REVOLVING)  # type: ignore[arg-type]


def charged(ledger: Ledger, on: date, *, since: date | None = None) -> Decimal:
    """All that was charged up to a day beside the principal, paid or not, less what was waived of it.

    Args:
        ledger: of a debt.
        on: the day up to which it counts.
        since: a day from which on to count; the first one if left out.

    Returns:
        Yuan.

    Raises:
        BadInput: a day after the ledger's last.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"))
        >>> charged(debt.ledger(date(2026, 3, 1)), date(2026, 3, 1))
        Decimal('18.32')
    """
    return yuan(ledger.charged_fen(on) - (0 if since is None else ledger.charged_fen(since)))


def _beside_principal(ledger: Ledger, on: date) -> Decimal:
    position = ledger.position(on)
    return _difference(position.total, position.principal)


def _difference(amount: Decimal, other: Decimal) -> Decimal:
    return yuan(to_fen(amount, "amount", least=None) - to_fen(other, "other", least=None))


@dataclass(frozen=True, slots=True)
class Charges:
    """What was charged beside the principal from one day to another, and what became of it, yuan.

    before: charged earlier and unpaid on the first day. charged: all that was charged since, paid or not.
    anyway: what of it would have been charged if being late cost nothing. by_delay: the rest, which being
    late has added. paid: how much was paid of these charges since. unpaid: before and charged, less paid.
    """

    before: Decimal
    charged: Decimal
    anyway: Decimal
    by_delay: Decimal
    paid: Decimal
    unpaid: Decimal


@dataclass(frozen=True)
class CostOfDelay:
    """What being late costs on a debt, up to a day.

    `on_time` is what the same debt does, with the same payments, where it costs nothing.

    Attributes:
        debt: the debt.
        until: the last day that is looked at.

    Example:
        >>> terms = InstalmentTerms(periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"))
        >>> CostOfDelay(debt, date(2026, 2, 25)).cost(date(2026, 2, 25))
        Decimal('0.60')
    """

    debt: Debt
    until: date

    @property
    def ledger(self) -> Ledger:
        """What the debt did."""
        return self.debt.ledger(self.until)

    @cached_property
    def on_time(self) -> Ledger:
        """What it would have done if being late cost nothing."""
        debt = self.debt
        payments = [event for event in debt.events if isinstance(event, Payment)]
        events = [*payments, *_normal(debt.events)]
        return Debt(without_lateness(debt.terms), debt.drawings, events).ledger(self.until)

    def cost(self, on: date, *, since: date | None = None) -> Decimal:
        """What being late has added up to a day, yuan; from a day on, where `since` is given.

        All that was charged, less what would have been charged otherwise. Below zero where a contract
        stops normal interest and its penalty is smaller than that.
        """
        return _difference(charged(self.ledger, on, since=since), charged(self.on_time, on, since=since))

    def charges(self, on: date, *, since: date) -> Charges:
        """What was charged from one day to another, what of it is due to the delay, and what is unpaid."""
        before, unpaid = (_beside_principal(self.ledger, day) for day in (since, on))
        added, anyway = charged(self.ledger, on, since=since), charged(self.on_time, on, since=since)
        paid = _difference(total([before, added]), unpaid)
        return Charges(before, added, anyway, _difference(added, anyway), paid, unpaid)


def Delay(
    terms: Terms, drawings: Drawing | Sequence[Drawing], events: Sequence[Event], until: date
) -> CostOfDelay:
    """The cost of delay of a debt given in parts, as it was before; goes with the next version.

    Args:
        terms: the contract.
        drawings: what was drawn.
        events: what happened since.
        until: the last day.

    Returns:
        What being late costs on it.

    Example:
        >>> terms = InstalmentTerms(periods=12, penalty_daily_rate="0.0006")
        >>> delay = Delay(terms, Drawing(date(2026, 1, 15), "1200"), [], date(2026, 2, 25))
        >>> delay.cost(date(2026, 2, 25))
        Decimal('0.60')
    """
    return CostOfDelay(Debt(terms, drawings, events), until)


def _normal(events: Iterable[Event]) -> list[Event]:
    """The changes of the normal rate: what of all that happened also counts where being late is free."""
    return [
        RateChange(event.on, annual_rate=event.annual_rate)
        for event in events
        if isinstance(event, RateChange) and event.annual_rate is not None
    ]


def paid_on_time(debt: Debt, *, before: date) -> tuple[Payment, ...]:
    """A payment of each instalment of a debt on its day, for those that fall due before a day.

    Args:
        debt: an instalment debt; of what happened to it only changes of the normal rate count.
        before: what falls due before this day is paid.

    Returns:
        The payments, yuan, in order.

    Raises:
        BadInput: what does not fit the contract.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"))
        >>> [payment.amount for payment in paid_on_time(debt, before=date(2026, 4, 1))]
        [Decimal('106.62'), Decimal('106.62')]
    """
    free = Debt(without_lateness(debt.terms), debt.drawings, _normal(debt.events))
    plan = free.ledger(max(before, debt.drawings[0].on))
    return tuple(
        Payment(date.fromordinal(due.on), yuan(due.principal + due.interest + due.fee))
        for due in plan.dues
        if due.on < before.toordinal()
    )


@dataclass(frozen=True)
class Exchange:
    """One contract turned into another, a group of terms at a time.

    Attributes:
        groups: names of terms that were exchanged together, in order.
        ledgers: the debt under the first contract, then after each group.
    """

    groups: tuple[tuple[str, ...], ...]
    ledgers: tuple[Ledger, ...]

    def amounts(self, since: date, on: date) -> list[tuple[tuple[str, ...], Decimal]]:
        """How much more was charged between two days because of each group, yuan.

        The amounts add up to the whole difference; each depends on what was exchanged before it.
        """
        charges = [charged(ledger, on, since=since) for ledger in self.ledgers]
        differences = [_difference(after, before) for before, after in pairwise(charges)]
        return list(zip(self.groups, differences, strict=True))


def exchange(debt: Debt, second: Terms, groups: Iterable[Sequence[str]], *, until: date) -> Exchange:
    """The terms of a debt changed into those of a second contract, one group after the other.

    Groups whose terms are equal are left out.

    Args:
        debt: the debt under the first contract.
        second: the other contract.
        groups: names of terms that are exchanged together.
        until: the last day.

    Returns:
        The debt's ledgers, one after each group.

    Raises:
        BadInput: groups that leave a difference between the contracts over.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"))
        >>> dearer = InstalmentTerms(annual_rate="0.18", periods=12, penalty_daily_rate="0.001")
        >>> both = exchange(debt, dearer, [["annual_rate"], ["penalty_daily_rate"]], until=date(2026, 4, 1))
        >>> [amount for _, amount in both.amounts(date(2026, 1, 15), date(2026, 4, 1))]
        [Decimal('14.29'), Decimal('2.29')]
    """
    terms = debt.terms
    exchanged, ledgers = [], [debt.ledger(until)]
    for group in groups:
        if all(getattr(terms, name) == getattr(second, name) for name in group):
            continue
        terms = replace(terms, **{name: getattr(second, name) for name in group})
        exchanged.append(tuple(group))
        ledgers.append(debt.under_contract(terms).ledger(until))
    if terms != second:
        names = [item.name for item in fields(terms)]
        left = ", ".join(name for name in names if getattr(terms, name) != getattr(second, name))
        raise BadInput("groups", exchanged, f"groups that name these too: {left}")
    return Exchange(tuple(exchanged), tuple(ledgers))
