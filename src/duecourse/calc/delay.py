"""What being late costs, and which clause of a contract makes how much of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal

from .contract import InstalmentTerms, RevolvingTerms
from .events import Drawing, Event, Payment, RateChange
from .ledger import Ledger
from .money import COMPONENTS, BadInput, to_fen, yuan
from .opening import open_ledger

Terms = InstalmentTerms | RevolvingTerms

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


def charged(ledger: Ledger, on: date) -> Decimal:
    """All that was charged up to a day beside the principal, yuan, less what was waived of it."""
    accrued, waived = ledger.accrued(on), ledger.waived_by_component(on)
    return yuan(sum(to_fen(accrued[name], name) - to_fen(waived[name], name) for name in COMPONENTS[1:]))


def _difference(amount: Decimal, other: Decimal) -> Decimal:
    return yuan(to_fen(amount, "amount", least=None) - to_fen(other, "other", least=None))


@dataclass(frozen=True, slots=True)
class Delay:
    """A debt, and the same debt with the same payments under a contract where being late is free."""

    ledger: Ledger
    on_time: Ledger

    def cost(self, on: date, *, since: date | None = None) -> Decimal:
        """What being late has added up to a day, yuan; from a day on, where `since` is given.

        All that was charged, less what would have been charged otherwise. Below zero where a contract
        stops normal interest and its penalty is smaller than that.
        """
        so_far = _difference(charged(self.ledger, on), charged(self.on_time, on))
        return so_far if since is None else _difference(so_far, self.cost(since))

    def one_more_day(self, on: date) -> Decimal:
        """What one more day without a payment adds, yuan, beside instalment fees that fall due tomorrow anyway."""
        tomorrow = on + timedelta(1)
        fees = [move for move in self.ledger.position(tomorrow).explain("fees") if move.start == tomorrow]
        planned = sum(to_fen(step.amount, "fee") for step in fees if step.kind == "instalment_fee")
        return yuan(to_fen(self.ledger.position(on).one_more_day, "day") - planned)


def delay(
    terms: Terms, drawings: Drawing | Sequence[Drawing], events: Iterable[Event] = (), *, until: date
) -> Delay:
    """A debt beside the same debt, with the same payments, under a contract where being late is free."""
    happened = list(events)
    payments = [event for event in happened if isinstance(event, Payment)]
    return Delay(
        open_ledger(terms, drawings, happened, until=until),
        open_ledger(without_lateness(terms), drawings, [*payments, *_normal(happened)], until=until),
    )


def _normal(events: Iterable[Event]) -> list[Event]:
    """The changes of the normal rate: what of all that happened also counts where being late is free."""
    return [
        RateChange(event.on, annual_rate=event.annual_rate)
        for event in events
        if isinstance(event, RateChange) and event.annual_rate is not None
    ]


def paid_on_time(
    terms: InstalmentTerms, drawing: Drawing, changes: Iterable[RateChange] = (), *, before: date
) -> tuple[Payment, ...]:
    """A payment of each instalment on its day, for those that fall due before a day."""
    plan = open_ledger(without_lateness(terms), drawing, _normal(changes), until=max(before, drawing.on))
    return tuple(
        Payment(date.fromordinal(due.on), yuan(due.principal + due.interest + due.fee))
        for due in plan.dues
        if due.on < before.toordinal()
    )


def term_by_term(
    first: Terms,
    second: Terms,
    groups: Sequence[Sequence[str]],
    drawings: Drawing | Sequence[Drawing],
    events: Iterable[Event] = (),
    *,
    on: date,
) -> list[tuple[tuple[str, ...], Decimal]]:
    """How much each group of terms makes of the difference between two contracts, yuan owed on a day.

    The terms of `first` are changed into those of `second`, one group after the other: the amounts
    add up to the whole difference, and each depends on what was changed before it. Groups whose
    terms are equal are left out. Raises BadInput where the groups leave a difference over.
    """
    happened = list(events)
    terms, owed = first, open_ledger(first, drawings, happened, until=on).position(on).total
    found = []
    for group in groups:
        if all(getattr(terms, name) == getattr(second, name) for name in group):
            continue
        terms = replace(terms, **{name: getattr(second, name) for name in group})
        now = open_ledger(terms, drawings, happened, until=on).position(on).total
        found.append((tuple(group), _difference(now, owed)))
        owed = now
    if terms != second:
        names = [item.name for item in fields(first)]
        left = ", ".join(name for name in names if getattr(terms, name) != getattr(second, name))
        raise BadInput("groups", groups, f"groups that name these too: {left}")
    return found
