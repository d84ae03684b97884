"""A household's month: what comes in, what must go out, what is left for the debts. Exact to the fen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Protocol

from .money import Amount, choice, to_fen, yuan

BUDGET_KINDS: Final = ("income", "essential", "other")
"""What comes in; what must be paid to live and to keep earning; what can be cut."""


class Line(Protocol):
    """A line of a budget: its kind and its amount a month, yuan. bad_month: its amount in a bad month,
    where that differs. start, end: the days from and to which it holds, where it does not always."""

    @property
    def kind(self) -> str: ...
    @property
    def amount(self) -> Amount: ...
    @property
    def bad_month(self) -> Amount | None: ...
    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Budget:
    """The sums of one month, yuan.

    left: income less essentials and other spending. left_at_most: income less essentials alone, what
    the debts could get if everything else were cut. Both are negative where the month does not close.
    """

    income: Decimal
    essentials: Decimal
    other: Decimal
    left: Decimal
    left_at_most: Decimal


def budget(lines: Iterable[Line], *, bad_month: bool = False, on: date | None = None) -> Budget:
    """The sums of a normal month, or of a bad one; of the lines that hold on a day, or of all.

    Raises BadInput for a kind that is not in BUDGET_KINDS or an amount below 0.
    """
    sums = dict.fromkeys(BUDGET_KINDS, 0)
    for line in lines:
        kind = choice(line.kind, "kind", BUDGET_KINDS)
        if on is not None and not _holds(line, on):
            continue
        amount = line.bad_month if bad_month and line.bad_month is not None else line.amount
        sums[kind] += to_fen(amount, "amount")
    most = sums["income"] - sums["essential"]
    return Budget(*(yuan(fen) for fen in (*sums.values(), most - sums["other"], most)))


def _holds(line: Line, on: date) -> bool:
    return (line.start is None or line.start <= on) and (line.end is None or on <= line.end)


def total(amounts: Iterable[Amount]) -> Decimal:
    """The sum of amounts, yuan: of several debts, or of the lines of a bill."""
    return yuan(sum(to_fen(amount, "amount", least=None) for amount in amounts))
