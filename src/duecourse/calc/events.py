"""What happened to a debt: facts that are recorded. Balances are never recorded, they are derived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .money import Amount


@dataclass(frozen=True, slots=True)
class Drawing:
    """Money received or spent. On a revolving account, `periods` above 1 spreads it over as many
    bills, each with a fee of `fee_per_period` of the amount."""

    on: date
    amount: Amount
    periods: int = 1
    fee_per_period: Amount = "0"


@dataclass(frozen=True, slots=True)
class Payment:
    """Money paid, any amount on any day. It never undoes what a delay has already cost."""

    on: date
    amount: Amount


@dataclass(frozen=True, slots=True)
class Waiver:
    """What the lender gave up: an amount of one component ("penalty", "interest", …) on a day."""

    on: date
    component: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class RateChange:
    """From this day on the contract rate is another (an instalment loan's yearly rate, a revolving
    account's daily one), the penalty rate a day is another, or both."""

    on: date
    annual_rate: Amount | None = None
    daily_rate: Amount | None = None
    penalty_daily_rate: Amount | None = None


@dataclass(frozen=True, slots=True)
class Acceleration:
    """The lender called the whole debt due on this day."""

    on: date


Event = Payment | Waiver | RateChange | Acceleration
