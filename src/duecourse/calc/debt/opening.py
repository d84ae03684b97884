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
    """What a debt did from its first drawing to a day: `Debt(terms, drawings, events).ledger(until)`.

    Args:
        terms: the contract.
        drawings: what was drawn.
        events: what happened since.
        until: the last day.

    Returns:
        The ledger.

    Raises:
        BadInput: what does not fit the contract.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12)
        >>> drawing = Drawing(date(2026, 1, 15), "1200")
        >>> ledger = open_ledger(terms, drawing, until=date(2026, 3, 1))
        >>> ledger.position(date(2026, 3, 1)).total
        Decimal('1217.53')
    """
    return Debt(terms, drawings, events).ledger(until)


def payoff(
    terms: Terms, drawings: Drawing | Sequence[Drawing], events: Iterable[Event] = (), *, on: date
) -> PayoffQuote:
    """What a debt comes to on a day: `Debt(terms, drawings, events).payoff(on)`.

    Args:
        terms: the contract.
        drawings: what was drawn.
        events: what happened since; later events are left out.
        on: the day.

    Returns:
        What would clear it then, and what an agreement made then starts from.

    Raises:
        BadInput: what does not fit the contract.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12)
        >>> drawing = Drawing(date(2026, 1, 15), "1200")
        >>> payoff(terms, drawing, on=date(2026, 3, 1)).total
        Decimal('1217.53')
    """
    return Debt(terms, drawings, events).payoff(on)
