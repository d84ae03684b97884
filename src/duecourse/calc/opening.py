"""From a contract and what happened to a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from .agreed_terms import AgreedTerms, agreed_ledger
from .contract import InstalmentTerms, RevolvingTerms
from .dates import as_date
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

    An instalment debt (or an agreed plan) has one drawing, a revolving account any number. `events` in
    any order: payments, waivers, changes of the rate, an acceleration. On one day, changes, waivers and
    an acceleration come before payments. Raises BadInput for what does not fit.
    """
    drawn = [drawings] if isinstance(drawings, Drawing) else list(drawings)
    for drawing in drawn:
        if not isinstance(drawing, Drawing):
            raise BadInput("drawings", drawing, "a Drawing, or a list of them")
    happened = list(events)
    given: list[object] = [*happened]
    for event in given:
        if not isinstance(event, Event):
            raise BadInput("events", event, "payments, waivers, rate changes and accelerations")
    as_date(until, "until")
    if isinstance(terms, InstalmentTerms):
        if len(drawn) != 1:
            allowed = "one drawing for an instalment debt; each loan is a debt of its own"
            raise BadInput("drawings", len(drawn), allowed)
        if isinstance(terms, AgreedTerms):
            return agreed_ledger(terms, drawn[0], happened, until=until)
        return instalment_ledger(terms, drawn[0], happened, until=until)
    if isinstance(terms, RevolvingTerms):
        return revolving_ledger(terms, drawn, happened, until=until)
    raise BadInput("terms", terms, "InstalmentTerms or RevolvingTerms")
