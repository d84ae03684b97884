"""Whole-balance interest on a credit card, up to one statement day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from ..basics.dates import DAY_RULES, DayRule, as_date
from ..basics.money import (
    ROUNDINGS,
    Amount,
    BadInput,
    Rounding,
    choice,
    divide,
    quotient,
    to_decimal,
    to_fen,
    yuan,
)
from ..basics.steps import Step


@dataclass(frozen=True, slots=True)
class CardInterest:
    """Interest on one statement.

    Attributes:
        amount: yuan, rounded once.
        unrounded: the exact figure.
        steps: one for each stretch of equal balance.
    """

    amount: Decimal
    unrounded: Decimal
    steps: tuple[Step, ...]


def card_interest(
    *,
    postings: Sequence[tuple[date, Amount]],
    payments: Sequence[tuple[date, Amount]] = (),
    statement: date,
    daily_rate: Amount,
    days: DayRule = "half_open",
    rounding: Rounding = "half_up",
) -> CardInterest:
    """Interest on the whole balance of a card, each posting from its posting day, up to the statement day.

    This is what a card charges once a statement was not paid in full. A payment lowers the balance from its
    own day on. Payments beyond the balance bear no interest.

    Args:
        postings: days and amounts spent, yuan.
        payments: days and amounts paid, yuan.
        statement: the statement day.
        daily_rate: interest a day, as a share.
        days: whether the statement day counts: "inclusive", or "half_open"; published examples exist for
            both.
        rounding: "half_up" (a half goes away from zero) or "down" (cut).

    Returns:
        The interest, yuan, with the steps.

    Raises:
        BadInput: a posting or a payment after the statement day, or anything else that the signature does not
            allow.

    Example:
        >>> card_interest(
        ...     postings=[(date(2026, 3, 30), "10000")], payments=[(date(2026, 4, 25), "9000")],
        ...     statement=date(2026, 5, 5), daily_rate="0.0005",
        ... ).amount
        Decimal('135.00')
    """
    as_date(statement, "statement")
    choice(days, "days", DAY_RULES)
    choice(rounding, "rounding", ROUNDINGS)
    rate = to_decimal(daily_rate, "daily_rate")
    moves: dict[date, int] = {}
    for on, fen in _entries(postings, "postings", statement):
        moves[on] = moves.get(on, 0) + fen
    for on, fen in _entries(payments, "payments", statement):
        moves[on] = moves.get(on, 0) - fen
    top, bottom = rate.as_integer_ratio()
    ordered = sorted(moves)
    balance = exact = charged = 0
    steps = []
    for on, until in pairwise([*ordered, statement]):
        balance += moves[on]
        count = (until - on).days + (days == "inclusive" and on == ordered[-1])
        if balance <= 0 or not count:
            continue
        exact += balance * top * count
        total = divide(exact, bottom, rounding)
        steps.append(
            Step(
                kind="interest",
                component="interest",
                amount=yuan(total - charged),
                base=yuan(balance),
                rate=rate,
                per="day",
                days=count,
                start=on,
                end=until,
                rounding=rounding,
                unrounded=quotient(balance * top * count, 100 * bottom),
            )
        )
        charged = total
    return CardInterest(yuan(charged), quotient(exact, 100 * bottom), tuple(steps))


def _entries(
    entries: Iterable[tuple[date, Amount]], name: str, statement: date
) -> Iterator[tuple[date, int]]:
    """Days and fen of postings or payments."""
    for entry in entries:
        if not isinstance(entry, (tuple, list)) or len(entry) != 2:
            raise BadInput(name, entry, "pairs of a date and an amount")
        if as_date(entry[0], name) > statement:
            raise BadInput(name, entry[0], f"days up to the statement day, {statement}")
        yield entry[0], to_fen(entry[1], name)
