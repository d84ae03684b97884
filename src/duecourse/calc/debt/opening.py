"""From a contract and what happened to a ledger, or to what an agreement starts from, in one call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from .contract import Terms
from .debt import Debt
from .events import Drawing, Event
from .ledger import Ledger
from .payoff import PayoffQuote


def open_ledger(
    terms: Terms,
    drawings: Drawing | Sequence[Drawing],
    events: Iterable[Event] = (),
    *,
    until: date,
) -> Ledger:
    """What a debt did from its first drawing to `until`: `Debt(terms, drawings, events).ledger(until)`."""
    return Debt(terms, drawings, events).ledger(until)


def payoff(
    terms: Terms, drawings: Drawing | Sequence[Drawing], events: Iterable[Event] = (), *, on: date
) -> PayoffQuote:
    """What a debt comes to on a day: `Debt(terms, drawings, events).payoff(on)`."""
    return Debt(terms, drawings, events).payoff(on)
