"""From a contract and what happened to a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from .contract import InstalmentTerms, RevolvingTerms
from .events import Drawing, Event
from .instalments import instalment_ledger
from .ledger import Ledger
from .money import BadInput
from .revolving import revolving_ledger


def open_ledger(
    terms: InstalmentTerms | RevolvingTerms,
    drawings: Drawing | Sequence[Drawing],
    events: Iterable[Event] = (),
    *,
    until: date,
) -> Ledger:
    """What a debt did from its first drawing to `until`.

    An instalment debt has one drawing, a revolving account any number. `events` in any order:
    payments, waivers, changes of the rate, an acceleration. Raises BadInput for what does not fit.
    """
    drawn = [drawings] if isinstance(drawings, Drawing) else list(drawings)
    if isinstance(terms, RevolvingTerms):
        return revolving_ledger(terms, drawn, events, until=until)
    if len(drawn) != 1:
        raise BadInput(
            "drawings", len(drawn), "one drawing for an instalment debt; each loan is a debt of its own"
        )
    return instalment_ledger(terms, drawn[0], events, until=until)
