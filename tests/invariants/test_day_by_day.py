"""The ledger moves from event to event; a debt lived through day by day must come to the same fen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given

from duecourse.calc import Drawing, InstalmentTerms, Payment, open_ledger
from invariants.day_by_day import DailyDebt
from invariants.strategies import PAYMENTS, START, amount, examples, instalment_terms

END = START + timedelta(480)


def after_held(figures: Mapping[str, int], held: int) -> dict[str, Decimal]:
    """The figures, fen, as a position shows them, yuan: money held for the next due day is taken off."""
    left = dict(figures)
    for name in ("principal", "interest", "fees", "penalty", "compound"):
        taken = min(held, left[name])
        left[name] -= taken
        held -= taken
    return {name: Decimal(fen) / 100 for name, fen in left.items()}


@given(
    instalment_terms(
        days="half_open", grace="free", round_when="total", early="held", accelerate_after_days=None
    ),
    amount("100"),
    PAYMENTS,
)
@examples(60)
def test_the_ledger_is_the_day_by_day_reckoning(
    terms: InstalmentTerms, drawn: Decimal, paid: list[Payment]
) -> None:
    ledger = open_ledger(terms, Drawing(START, drawn), paid, until=END)
    for state in DailyDebt(terms, START, int(drawn * 100)).days(paid, END):
        on: date = state.today
        position, figures = ledger.position(on), state.figures()
        assert {name: position[name] for name in figures} == after_held(figures, state.held), on
        assert position.days_past_due == state.days_past_due(), on
        assert position.total - position.credit == Decimal(sum(figures.values()) - state.held) / 100, on
