"""The other ways in which a lender may have reckoned: one change of the contract, of what happened, or of the
day at a time, to be tried against the figures of a bill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from ..basics.money import Amount, to_decimal, to_fen, whole, yuan
from ..debt.contract import InstalmentTerms, RevolvingTerms, Terms
from ..debt.debt import Debt
from ..debt.events import Event, Payment, RateChange, Waiver
from ..debt.ledger import Ledger, Position
from ..plan.accrual import default_fee_fen


@dataclass(frozen=True, kw_only=True)
class Readings:
    """Which values are tried beside those every contract has; what is common is handed in.

    No grace, and each part of the debt first in the allocation, are always tried.

    Attributes:
        penalty_multiples, penalty_daily_rates, annual_rates, default_fee_rates, grace_days, allocations:
            other values of this term.
        daily_rates: of an account: other values of this term.
        booked_later: a payment booked up to so many days late.
        bill_days: the bill drawn up as of up to so many days before or after its day.
        pairs: how many pairs of readings are reckoned through, where one alone does not explain the whole
            bill.
    """

    penalty_multiples: Sequence[Amount] = ()
    penalty_daily_rates: Sequence[Amount] = ()
    annual_rates: Sequence[Amount] = ()
    daily_rates: Sequence[Amount] = ()
    default_fee_rates: Sequence[Amount] = ()
    grace_days: Sequence[int] = ()
    allocations: Sequence[tuple[str, ...]] = ()
    booked_later: int = 3
    bill_days: int = 5
    pairs: int = 24

    def __post_init__(self) -> None:
        for name in ("booked_later", "bill_days", "pairs"):
            whole(getattr(self, name), name)
        rates = (
            "penalty_multiples",
            "penalty_daily_rates",
            "annual_rates",
            "daily_rates",
            "default_fee_rates",
        )
        for name in rates:
            for value in getattr(self, name):
                to_decimal(value, name)


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing read differently from the contract and the payments on record.

    Attributes:
        id: what: a term by its name ("days", "year_days", "penalty_base" …), or "payment_left_out",
            "payment_booked_later", "payment_booked_twice", "waiver_left_out", "rate_change_left_out",
            "bill_day", "bill_day_counted", "default_fee_though_paid", "fee_without_basis", "other_part",
            "shown_rounded", "only_overdue", "whole_debt", "cut_to_ceiling", "sum_of_lines", "adding_up".
        value: how the lender may have read it.
        instead_of: how it stands on record.
        on, amount: of the payment, bill or fee meant.
    """

    id: str
    value: Any = None
    instead_of: Any = None
    on: date | None = None
    amount: Decimal | None = None


_NO_TERMS: Final[Mapping[str, Any]] = MappingProxyType({})
_NO_FEN: Final[Mapping[str, int]] = MappingProxyType({})


@dataclass(frozen=True)
class Change:
    """A reading, and what it changes: terms by name, the events, by how many days the bill is drawn up later,
    or fen added to figures."""

    reading: Reading
    terms: Mapping[str, Any] = field(default_factory=lambda: _NO_TERMS)
    out: Event | None = None
    instead: tuple[Event, ...] = ()
    days: int = 0
    fen: Mapping[str, int] = field(default_factory=lambda: _NO_FEN)

    @property
    def reckons_anew(self) -> bool:
        """Whether the ledger must be opened again."""
        return bool(self.terms or self.out is not None or self.days)

    @property
    def key(self) -> tuple[object, ...]:
        """What of it the ledger depends on."""
        return tuple(self.terms.items()), self.out, self.instead, self.days


def changed(debt: Debt, changes: Sequence[Change]) -> Debt:
    """The debt under some changes."""
    for change in changes:
        if change.out is not None:
            debt = debt.instead(change.out, *change.instead)
    for change in changes:
        debt = debt.under(**change.terms)
    return debt


def term_changes(terms: Terms, values: Readings) -> Iterator[Change]:
    """Every term read differently, the likeliest first."""
    for name, other in _other_values(terms, values):
        was = {key: getattr(terms, key) for key in other}
        shown, instead = (other, was) if len(other) > 1 else (other[name], was[name])
        yield Change(Reading(name, shown, instead), terms=other)


def _other_values(terms: Terms, values: Readings) -> Iterator[tuple[str, dict[str, Any]]]:
    def others(name: str, *choices: Any) -> Iterator[tuple[str, dict[str, Any]]]:
        for value in choices:
            if value != getattr(terms, name):
                yield name, {name: value}

    yield from others("days", "inclusive", "half_open")
    yield from others("year_days", 360, 365)
    if isinstance(terms, InstalmentTerms):
        yield from others("interest_when_overdue", "runs_on", "stops")
        yield from others("penalty_base", "all_principal", "principal_and_fees", "overdue")
    else:
        yield from others("penalty_base", "statement", "minimum")
        yield from others("interest", "whole_balance", "unpaid_part", "none")
    yield from _penalties(terms, values)
    yield from _compounds(terms)
    if terms.grace_days:
        yield from others("grace_days", 0)
        yield from others("grace", "from_due_day", "free")
    yield from others("grace_days", *values.grace_days)
    if terms.tolerance_fen:
        yield from others("tolerance", "0")
    yield from others("rounding", "half_up", "down")
    yield from others("round_when", "total", "segment", "day")
    if terms.default_fee_cap is not None:
        yield from others("default_fee_cap", None)
    yield from others("default_fee_rate", *values.default_fee_rates)
    if isinstance(terms, InstalmentTerms):
        if terms.penalty_minimum_per_day and terms.minimum_per_day:
            yield from others("penalty_minimum_per_day", "0")
        yield from others("interest_by", "day", "period")
        if terms.accelerate_after_days is not None:
            yield from others("accelerate_after_days", None)
        yield from _rates(terms, "annual_rate", values.annual_rates)
    else:
        yield from _rates(terms, "daily_rate", values.daily_rates)
    first = [(name, *(part for part in terms.allocation if part != name)) for name in terms.allocation[1:]]
    yield from others("allocation", *dict.fromkeys([*map(tuple, values.allocations), *first]))


def _rates(terms: Terms, name: str, rates: Sequence[Amount]) -> Iterator[tuple[str, dict[str, Any]]]:
    own = to_decimal(getattr(terms, name), name)
    for rate in rates:
        if to_decimal(rate, name) != own:
            yield name, {name: rate}


def _penalties(terms: Terms, values: Readings) -> Iterator[tuple[str, dict[str, Any]]]:
    daily = terms.penalty_daily_rate
    own = None if daily is None else to_decimal(daily, "penalty_daily_rate")
    by_multiple = isinstance(terms, InstalmentTerms) and terms.penalty_multiple is not None
    if isinstance(terms, InstalmentTerms) and terms.contract_rate:
        multiple = terms.penalty_multiple
        mine = None if multiple is None else to_decimal(multiple, "penalty_multiple")
        for other in values.penalty_multiples:
            if to_decimal(other, "penalty_multiples") != mine:
                alone = {"penalty_multiple": other}
                yield "penalty_multiple", alone if daily is None else alone | {"penalty_daily_rate": None}
    for rate in values.penalty_daily_rates:
        if to_decimal(rate, "penalty_daily_rates") != own:
            alone = {"penalty_daily_rate": rate}
            yield "penalty_daily_rate", alone | {"penalty_multiple": None} if by_multiple else alone


def _compounds(terms: Terms) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(terms, RevolvingTerms):
        yield "compound", {"compound": "none" if terms.compound == "interest" else "interest"}
        return
    own = (terms.compound, terms.compound_every)
    for what, how_often in (
        ("none", "never"),
        ("interest", "never"),
        ("interest", "month"),
        ("interest", "quarter"),
        ("interest_and_penalty", "month"),
        ("interest_and_penalty", "quarter"),
    ):
        if (what, how_often) != own and not what == own[0] == "none":
            yield "compound", {"compound": what, "compound_every": how_often}


def day_changes(values: Readings) -> Iterator[Change]:
    """The bill drawn up as of another day; a day later looks like the bill's day counted too."""
    for days in range(1, values.bill_days + 1):
        for later in (days, -days):
            yield Change(Reading("bill_day_counted" if later == 1 else "bill_day", later, 0), days=later)


def event_changes(
    events: Sequence[Event], position: Position, values: Readings, more: int | None
) -> Iterator[Change]:
    """Payments left out, booked later or twice, waivers and changes of the rate left out.

    more: by how many fen the bill asks for more than is owed, None where it does not say; payments that
    cannot make such a difference are passed over.
    """
    for event in sorted(events, key=_first_tried):
        if isinstance(event, Waiver):
            fen = to_fen(event.amount, "waiver.amount")
            if _can_make(fen, fen, more):
                reading = Reading("waiver_left_out", event.component, None, event.on, yuan(fen))
                yield Change(reading, out=event)
        elif isinstance(event, RateChange):
            yield Change(Reading("rate_change_left_out", on=event.on), out=event)
        elif isinstance(event, Payment):
            yield from _payment_changes(event, position, values, more)


def _first_tried(event: Event) -> int:
    """Changes of the rate before payments, and these before waivers."""
    return isinstance(event, Payment) + 2 * isinstance(event, Waiver)


def _can_make(least: int, fen: int, more: int | None) -> bool:
    """Whether so much can make such a difference: `least` of it at least, and what accrues on it at most."""
    return more is None or least // 2 <= more <= 10 * fen + 1000_00


def _payment_changes(
    payment: Payment, position: Position, values: Readings, more: int | None
) -> Iterator[Change]:
    fen = to_fen(payment.amount, "payment.amount")
    amount = yuan(fen)
    overpaid, owed = to_fen(position.credit, "credit"), to_fen(position.total, "total")
    if _can_make(max(1, fen - overpaid), fen, more):
        yield Change(Reading("payment_left_out", on=payment.on, amount=amount), out=payment)
    if more is None or _can_make(max(1, min(fen, owed)), fen, -more):
        twice = Reading("payment_booked_twice", on=payment.on, amount=amount)
        yield Change(twice, out=payment, instead=(payment, payment))
    if more is None or (more and abs(more) <= fen // 2 + 500_00):
        for days in range(1, values.booked_later + 1):
            later = payment.on + timedelta(days)
            if later <= position.on:
                reading = Reading("payment_booked_later", later, payment.on, payment.on, amount)
                yield Change(reading, out=payment, instead=(Payment(later, payment.amount),))


def fee_changes(terms: Terms, ledger: Ledger, on: date) -> Iterator[Change]:
    """A default fee on a bill whose minimum was paid."""
    if not isinstance(terms, RevolvingTerms) or not (terms.fee_share[0] or terms.floor_fen):
        return
    seen = set()
    for bill in reversed(ledger.bills):
        checked = bill.due + timedelta(terms.grace_days)
        fen = default_fee_fen(
            to_fen(bill.minimum, "minimum"), terms.fee_share, terms.floor_fen, terms.cap_fen, terms.rounding
        )
        if checked < on and not bill.missed and fen and fen not in seen:
            seen.add(fen)
            reading = Reading("default_fee_though_paid", on=bill.due, amount=yuan(fen))
            yield Change(reading, fen={"fees": fen, "total": fen})
