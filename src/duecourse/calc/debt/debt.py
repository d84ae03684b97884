"""A debt: what its contract says, what was drawn and what happened to it, in one value.

    debt = Debt(terms, Drawing(date(2026, 3, 8), "12000"), [Payment(date(2026, 4, 8), "1100")])
    debt.position(on).total
    debt.paying(on, "500").position(later).due
    debt.under(grace_days=0), debt.without(payment)

A debt is run through once, event after event. One that differs from a day on goes on from what is known up to
that day: it takes a twin of the run and follows its own events.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, NamedTuple, TypeVar

from ..basics.dates import as_date
from ..basics.money import Amount, BadInput
from .agreed_terms import AgreedRun, AgreedTerms
from .contract import InstalmentTerms, RevolvingTerms, Terms
from .events import Drawing, Event, Payment, RateChange, by_day, in_order, order
from .instalments import InstalmentRun
from .ledger import Ledger, Position
from .payoff import PayoffQuote, payoff_quote
from .revolving import RevolvingRun

Run = InstalmentRun | RevolvingRun

_KEPT: Final = 32
"""Ledgers, and debts made from one, that are kept with it."""

_FAR: Final = 8
"""Records between every other of the runs that are kept."""

Made = TypeVar("Made")


class _Origin(NamedTuple):
    """A debt from which another differs only from a day on; by one event more, where one is named."""

    debt: Debt
    day: int
    more: Event | None


@dataclass(frozen=True, init=False)
class Debt:
    """A debt.

    Immutable, equal by value; what was worked out of it is kept with it.

    Attributes:
        terms: the contract.
        drawings: one of an instalment debt (or an agreed plan), any number of a revolving account.
        events: payments, waivers, changes of the rate, an acceleration, in any order; on one day, changes,
            waivers and an acceleration come before payments.
        id: what it is called among several debts, each with one of its own.
        guarantor: whether somebody else answers for it.

    Raises:
        BadInput: for what is none of these; `ledger` for what does not fit the contract.
        BadInput: what is none of these; `ledger` raises it for what does not fit the contract.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"), [Payment(date(2026, 2, 15), "112")])
        >>> debt.position(date(2026, 3, 20)).due
        Decimal('101.53')
        >>> debt.paying(date(2026, 3, 15), "111").position(date(2026, 3, 20)).due
        Decimal('0.00')
    """

    terms: Terms
    drawings: tuple[Drawing, ...]
    events: tuple[Event, ...]
    id: str
    guarantor: bool
    _runs: list[tuple[int, Run]] = field(init=False, repr=False, compare=False)
    _ledgers: dict[date, Ledger] = field(init=False, repr=False, compare=False)
    _made: dict[tuple[Any, ...], Any] = field(init=False, repr=False, compare=False)
    _origins: list[_Origin] = field(init=False, repr=False, compare=False)

    def __init__(
        self,
        terms: Terms,
        drawings: Drawing | Iterable[Drawing],
        events: Iterable[Event] = (),
        *,
        id: str = "",
        guarantor: bool = False,
    ) -> None:
        drawn = (drawings,) if isinstance(drawings, Drawing) else tuple(drawings)
        for drawing in drawn:
            if not isinstance(drawing, Drawing):
                raise BadInput("drawings", drawing, "a Drawing, or a list of them")
        happened = tuple(events)
        given: Sequence[object] = happened
        for event in given:
            if not isinstance(event, Event):
                raise BadInput("events", event, "payments, waivers, rate changes and accelerations")
        if not isinstance(terms, (InstalmentTerms, RevolvingTerms)):
            raise BadInput("terms", terms, "InstalmentTerms or RevolvingTerms")
        if isinstance(terms, InstalmentTerms) and len(drawn) != 1:
            allowed = "one drawing for an instalment debt; each loan is a debt of its own"
            raise BadInput("drawings", len(drawn), allowed)
        if not drawn:
            raise BadInput("drawings", drawings, "at least one drawing")
        self._set(terms, drawn, in_order(happened), id, guarantor)

    def _set(
        self,
        terms: Terms,
        drawings: tuple[Drawing, ...],
        events: tuple[Event, ...],
        id: str,
        guarantor: bool,
    ) -> None:
        self.__dict__.update(
            terms=terms,
            drawings=drawings,
            events=events,
            id=id,
            guarantor=guarantor,
            _runs=[],
            _ledgers={},
            _made={},
            _origins=[],
        )

    def __iter__(self) -> Iterator[Any]:
        """Terms, drawings and events, as `open_ledger` takes them."""
        return iter((self.terms, self.drawings, self.events))

    # -- what it did

    def ledger(self, until: date) -> Ledger:
        """What it did from its first day to `until`. Raises BadInput for what does not fit the contract."""
        known = self._ledgers.get(as_date(until, "until"))
        if known is None:
            known = self._run_before(until.toordinal()).ledger(until)
            _keep(self._ledgers, until, known)
        return known

    def position(self, on: date) -> Position:
        """What is owed on a day, after all that happened on it."""
        return self.ledger_past(on).position(on)

    def ledger_past(self, on: date) -> Ledger:
        """A ledger that runs to a day or beyond: one that is known already, else the one that ends on it. Up
        to that day it makes no difference which."""
        as_date(on, "on")
        return next((known for until, known in self._ledgers.items() if until >= on), None) or self.ledger(on)

    def payoff(self, on: date) -> PayoffQuote:
        """What it comes to on a day: what an agreement made then starts from. Later events are left out."""
        return self.kept(("payoff", as_date(on, "on")), lambda: payoff_quote(self.known(on), on))

    # -- debts made from it

    def known(self, on: date) -> Debt:
        """The debt with what has happened by a day: later events are left out, drawings are not."""
        count = bisect_right(self.events, on, key=lambda event: event.on)
        if count == len(self.events):
            return self
        return self.kept(("known", count), lambda: self._from(self.events[count].on, self.events[:count]))

    def drawn_by(self, on: date) -> Debt:
        """The debt where nothing is drawn after a day; itself, where nothing is."""
        drawings = tuple(drawing for drawing in self.drawings if drawing.on <= on)
        if drawings == self.drawings or not drawings:
            return self
        first = min(drawing.on for drawing in self.drawings if drawing.on > on)
        return self.kept(("drawn", drawings), lambda: self._from(first, self.events, drawings=drawings))

    def paying(self, on: date, amount: Amount) -> Debt:
        """The debt with one payment more, yuan."""
        as_date(on, "payment.on")
        return self._and(Payment(on, amount))

    def also(self, *events: Event) -> Debt:
        """The debt with more that happened."""
        if len(events) < 2:
            return self._and(*in_order(events)) if events else self
        happened = in_order(events)
        return self._from(happened[0].on, in_order([*self.events, *happened]))

    def without(self, event: Event) -> Debt:
        """The debt without something that happened; itself, where it did not happen."""
        return self.instead(event)

    def without_any(self, kind: type[Event], *, after: date = date.min) -> Debt:
        """The debt without events of one kind, or without those after a day; itself, where there are none."""
        out = [event for event in self.events if isinstance(event, kind) and event.on > after]
        if not out:
            return self
        return self._from(out[0].on, tuple(event for event in self.events if event not in out))

    def instead(self, event: Event, *others: Event) -> Debt:
        """The debt with other events in the place of one; itself, where that did not happen."""
        place = next((place for place, each in enumerate(self.events) if each is event), None)
        if place is None and event in self.events:
            place = self.events.index(event)
        if place is None:
            return self
        events = in_order([*self.events[:place], *others, *self.events[place + 1 :]])
        return self._from(min(each.on for each in (event, *others)), events)

    def under(self, **terms: Any) -> Debt:
        """The debt under a contract that differs in these terms; itself, where none does."""
        if all(getattr(self.terms, name) == value for name, value in terms.items()):
            return self
        return self.under_contract(replace(self.terms, **terms))

    def under_contract(self, terms: Terms) -> Debt:
        """The debt under another contract; itself, where it is the same."""
        if terms == self.terms:
            return self
        return Debt(terms, self.drawings, self.events, id=self.id, guarantor=self.guarantor)

    def _and(self, event: Event) -> Debt:
        place = bisect_right(self.events, order(event), key=order)
        return self._from(event.on, (*self.events[:place], event, *self.events[place:]), event)

    def _from(
        self,
        day: date,
        events: tuple[Event, ...],
        more: Event | None = None,
        drawings: tuple[Drawing, ...] | None = None,
    ) -> Debt:
        """The same debt with other events from a day on."""
        debt = Debt.__new__(Debt)
        debt._set(self.terms, drawings or self.drawings, events, self.id, self.guarantor)
        debt._origins.append(_Origin(self, day.toordinal(), more))
        return debt

    def kept(self, key: tuple[Any, ...], make: Callable[[], Made]) -> Made:
        """What `make` works out of the debt, worked out once. key: what it is, and on what it depends."""
        if key not in self._made:
            _keep(self._made, key, make())
        made: Made = self._made[key]
        return made

    # -- how far it has been run through

    def run_before(self, on: date) -> Run:
        """A run through all days before one, to go on with."""
        return self._run_before(as_date(on, "on").toordinal())

    def _run_before(self, day: int) -> Run:
        runs = self._runs
        if self._origins:
            self._begin_as(self._origins.pop())
        place = bisect_left(runs, day, key=lambda each: each[0])
        if not place:
            run = self._fresh()
            run.run_to(day - 1)
            if len(run.keys) < _FAR:  # quickly done again
                return run
        else:
            before = runs[place - 1][1]
            run = before.twin()
            run.run_to(day - 1)
            if len(run.keys) == len(before.keys):
                return run
            if place > 1 and len(run.keys) < len(runs[place - 2][1].keys) + _FAR:
                del runs[place - 1]
                place -= 1
        runs.insert(place, (day - 1, run))
        return run.twin()

    def _begin_as(self, origin: _Origin) -> None:
        """Go on from what is known of the debt this was made from."""
        more = origin.more
        known = _changes(self) == _changes(origin.debt) if more is None else not isinstance(more, RateChange)
        if not known:  # the scale of what grows depends on the rates
            return
        run = origin.debt._run_before(origin.day)
        if more is None or more.on < self._first:
            run.follow(by_day([*self._drawn_as_events, *self.events], self._first), origin.day - 1)
        else:
            run.add(more)
        self._runs.append((origin.day - 1, run))

    @property
    def _first(self) -> date:
        return min(drawing.on for drawing in self.drawings)

    @property
    def _drawn_as_events(self) -> tuple[Drawing, ...]:
        """The drawings, where they happen as the events do."""
        return self.drawings if isinstance(self.terms, RevolvingTerms) else ()

    def _fresh(self) -> Run:
        terms = self.terms
        if isinstance(terms, AgreedTerms):
            return AgreedRun(terms, self.drawings[0], self.events)
        if isinstance(terms, InstalmentTerms):
            return InstalmentRun(terms, self.drawings[0], self.events)
        return RevolvingRun(terms, self.drawings, self.events)


def _changes(debt: Debt) -> list[RateChange]:
    return [event for event in debt.events if isinstance(event, RateChange)]


def _keep(kept: dict[Any, Any], key: Any, value: object) -> None:
    if len(kept) >= _KEPT:
        del kept[next(iter(kept))]
    kept[key] = value
