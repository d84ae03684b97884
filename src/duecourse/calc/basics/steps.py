"""How an amount came about, as data: `duecourse.view` puts it into words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from .money import Component, Rounding

Kind = Literal[
    "drawn",  # money the borrower received or spent
    "interest",  # at the contract rate
    "penalty",  # for being late, at the penalty rate
    "compound",  # interest on unpaid interest
    "service_fee",  # a fee by the day on the unpaid rest of a bill
    "instalment_fee",  # a fee with each instalment
    "default_fee",  # once, for a missed minimum payment or instalment
    "paid",  # taken off by a payment
    "held",  # paid ahead of its day and kept for the next due day
    "waived",  # given up by the lender
]


Bound = Literal["floor", "cap"]
"""Which end of a fee's range was charged instead of the share."""

Per = Literal["day", "year", "period"]
"""What a rate is for: a day, a year, or a month or instalment period."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a calculation.

    `amount` is signed; the amounts of all steps add up to the total.

    Attributes:
        kind: what it is: the words are in `steps.py`, each with its meaning.
        component: the part of the debt it belongs to.
        amount: yuan, signed.
        base: what it was charged on, yuan.
        rate: share of the base; None where there is none.
        per: what the rate is for: a "day", a "year", or a "period" (a month or instalment period); None for a
            share taken once.
        days: how many days; of a period, how many of its `period_days`.
        start, end: from and to which day.
        year_days: the days the contract gives a year.
        period_days: the days of the period.
        rounding: how the amount was rounded.
        rule: what it rests on, "contract" or the id of a rule in `data/rules`.
        unrounded: base × rate × days exactly.
        each_day: what every single day costs, where the contract rounds each day or asks at least so much for
            it; then amount = each_day × days.
        limit: "floor" or "cap", where the least or the highest fee was charged instead of the share.
    """

    kind: Kind
    component: Component
    amount: Decimal
    base: Decimal | None = None
    rate: Decimal | None = None
    per: Per | None = None
    days: int | None = None
    start: date | None = None
    end: date | None = None
    year_days: int | None = None
    period_days: int | None = None
    rounding: Rounding | None = None
    rule: str | None = None
    unrounded: Decimal | None = None
    each_day: Decimal | None = None
    limit: Bound | None = None
