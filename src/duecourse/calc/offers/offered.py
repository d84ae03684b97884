"""What can be offered to a lender, or by one: the parts of an offer, each checked when it is made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final, Literal, Self

from ..basics.choices import check_choices
from ..basics.dates import as_date
from ..basics.money import Amount, BadInput, Component, to_decimal, to_fen, whole

PlanMethod = Literal["equal_instalments", "equal_principal", "interest_only", "stepped"]
"""How an agreement divides what is owed into payments: see `Rescheduling`."""

Repaid = Literal["end", "spread"]
"""When what a deferral leaves is paid: see `Deferral`."""

Rest = Literal["owed", "waived"]
"""What becomes of what a counter-offer does not cover."""

MOST_MONTHS: Final = 600
"""Fifty years."""


@dataclass(frozen=True)
class Deferral:
    """No payment for some months; what the plan before it asks for moves back by as many.

    Attributes:
        months: how many.
        interest_runs: whether the principal bears interest meanwhile.
        repaid: that interest, and where no rescheduling says otherwise what is in arrears, is paid with the
            last payment ("end") or in equal parts ("spread").
        annual_rate: the rate of that interest, as a share; the contract's if left out.

    Example:
        >>> Deferral(3, interest_runs=False).months
        3
    """

    months: int
    interest_runs: bool = True
    repaid: Repaid = "end"
    annual_rate: Amount | None = None

    def __post_init__(self) -> None:
        whole(self.months, "months", least=1, most=MOST_MONTHS)
        if not isinstance(self.interest_runs, bool):
            raise BadInput("interest_runs", self.interest_runs, "True or False")
        check_choices(self)
        _ = self.rate

    @cached_property
    def rate(self) -> Decimal | None:
        """The yearly rate, None for the contract's."""
        return None if self.annual_rate is None else to_decimal(self.annual_rate, "annual_rate")


@dataclass(frozen=True)
class Rescheduling:
    """All that is owed, in new monthly instalments.

    Attributes:
        periods: how many.
        method: "equal_instalments", "equal_principal", "interest_only" or "stepped": payments of
            `start_amount` that change by `step`, the last one taking what is left; or principal in the
            proportion of `shares`, for as many stretches of equal length.
        annual_rate: the contract's if left out.
        interest_on: the "principal" alone, or the "total" with all charges in arrears.
        arrears: paid in equal parts ("spread"), with the "first" payment, or at the "end"; with interest on
            the total they are part of every instalment.
        fee: yuan, once, with the first payment.
        fee_per_period: a share of the sum in instalments, with every payment.
        start_amount: of a stepped plan: its first payments, yuan.
        step: how much more each stretch of a stepped plan pays, yuan; less, below 0.
        step_every: after how many payments it steps.
        shares: of a stepped plan, instead of amounts: the proportions of its stretches.
        first: the day of the first payment; a month after the agreement if left out.

    Example:
        >>> Rescheduling(12, arrears="first").periods
        12
    """

    periods: int
    method: PlanMethod = "equal_instalments"
    annual_rate: Amount | None = None
    interest_on: Literal["principal", "total"] = "principal"
    arrears: Literal["spread", "first", "end"] = "spread"
    fee: Amount = "0"
    fee_per_period: Amount = "0"
    start_amount: Amount | None = None
    step: Amount = "0"
    step_every: int = 1
    shares: tuple[Amount, ...] = ()
    first: date | None = None

    def __post_init__(self) -> None:
        whole(self.periods, "periods", least=1, most=MOST_MONTHS)
        check_choices(self)
        whole(self.step_every, "step_every", least=1)
        if self.first is not None:
            as_date(self.first, "first")
        object.__setattr__(self, "shares", tuple(self.shares))
        stepped = self.start_amount is not None or bool(self.shares)
        if stepped != (self.method == "stepped") or (self.shares and self.start_amount is not None):
            allowed = "start_amount or shares with method='stepped', and neither otherwise"
            raise BadInput("start_amount", self.start_amount, allowed)
        if len(self.shares) > self.periods:
            raise BadInput("shares", self.shares, "not more than there are periods")
        _ = self.rate, self.fee_fen, self.fee_share, self.amounts, self.weights

    def over(self, periods: int) -> Self:
        """The same over so many months."""
        if self.method == "stepped":
            return replace(self, periods=periods)
        same = object.__new__(type(self))  # nothing else that was found of it depends on how many there are
        same.__dict__.update(self.__dict__, periods=whole(periods, "periods", least=1, most=MOST_MONTHS))
        return same

    @cached_property
    def rate(self) -> Decimal | None:
        """The yearly rate, None for the contract's."""
        return None if self.annual_rate is None else to_decimal(self.annual_rate, "annual_rate")

    @cached_property
    def fee_fen(self) -> int:
        """The fee paid once, fen."""
        return to_fen(self.fee, "fee")

    @cached_property
    def fee_share(self) -> tuple[int, int]:
        """The fee with every payment, a share of the sum in instalments."""
        return to_decimal(self.fee_per_period, "fee_per_period").as_integer_ratio()

    @cached_property
    def amounts(self) -> tuple[int, ...]:
        """The payments of a stepped plan with a start amount, fen."""
        if self.start_amount is None:
            return ()
        start, step = to_fen(self.start_amount, "start_amount"), to_fen(self.step, "step", least=None)
        amounts = tuple(start + step * (number // self.step_every) for number in range(self.periods))
        if min(amounts) < 0:
            raise BadInput("step", self.step, f"a step that lets no payment of {self.periods} fall below 0")
        return amounts

    @cached_property
    def weights(self) -> tuple[int, ...]:
        """For each payment its weight in a plan stepped by shares."""
        shares = [to_decimal(share, "shares").as_integer_ratio() for share in self.shares]
        if not shares:
            return ()
        common = 1
        for _, bottom in shares:
            common *= bottom
        weights = [top * (common // bottom) for top, bottom in shares]
        if not any(weights):
            raise BadInput("shares", self.shares, "at least one above 0")
        stretches = len(weights)
        return tuple(weights[number * stretches // self.periods] for number in range(self.periods))


@dataclass(frozen=True)
class Remission:
    """What the lender gives up of a part of the debt.

    Attributes:
        component: the part.
        share: a share of it.
        amount: instead: yuan.

    Example:
        >>> Remission("penalty", share=1).component
        'penalty'
    """

    component: Component
    share: Amount | None = None
    amount: Amount | None = None

    def __post_init__(self) -> None:
        check_choices(self)
        if (self.share is None) == (self.amount is None):
            raise BadInput("share", self.share, "either a share or an amount")
        _ = self.ratio, self.fen

    @cached_property
    def ratio(self) -> tuple[int, int] | None:
        """The share as a fraction."""
        return _share(self.share)

    @cached_property
    def fen(self) -> int | None:
        """The amount, fen."""
        return None if self.amount is None else to_fen(self.amount, "amount")


@dataclass(frozen=True)
class LumpSum:
    """One payment that settles the debt.

    What it does not cover the lender gives up: penalty first, then interest on interest, fees, interest and
    the principal. With a rescheduling or a deferral beside it, it is a down payment on the day of the
    agreement, and the rest is paid by that plan.

    Attributes:
        amount: yuan.
        share: instead: a share of what is owed after what the lender gives up.
        on: its day, the day of the agreement if left out.

    Example:
        >>> LumpSum(share="0.8").share
        '0.8'
    """

    amount: Amount | None = None
    share: Amount | None = None
    on: date | None = None

    def __post_init__(self) -> None:
        if (self.share is None) == (self.amount is None):
            raise BadInput("amount", self.amount, "either an amount or a share")
        if self.on is not None:
            as_date(self.on, "on")
        _ = self.ratio, self.fen

    @cached_property
    def ratio(self) -> tuple[int, int] | None:
        """The share as a fraction."""
        return _share(self.share)

    @cached_property
    def fen(self) -> int | None:
        """The amount, fen."""
        return None if self.amount is None else to_fen(self.amount, "amount")


def _share(value: Amount | None) -> tuple[int, int] | None:
    if value is None:
        return None
    share = to_decimal(value, "share")
    if share > 1:
        raise BadInput("share", value, "a share from 0 to 1")
    return share.as_integer_ratio()


@dataclass(frozen=True)
class CounterOffer:
    """A lender's counter-offer as it was told.

    Whatever the payments come to beyond the debt is its price, and shown as interest in proportion to them.
    Nothing is added to what they do not cover: what would be, such an offer does not say, and one asks.

    Attributes:
        payments: each one's day and amount, yuan.
        rest: what they do not cover is still "owed" afterwards, or "waived".

    Example:
        >>> CounterOffer([(date(2026, 4, 1), "800")], rest="waived").rest
        'waived'
    """

    payments: tuple[tuple[date, Amount], ...]
    rest: Rest = "owed"

    def __post_init__(self) -> None:
        given: object = self.payments
        if not isinstance(given, Sequence) or isinstance(given, str) or not given:
            raise BadInput("payments", given, "at least one pair of a date and an amount")
        for entry in given:
            if not isinstance(entry, (tuple, list)) or len(entry) != 2:
                raise BadInput("payments", entry, "pairs of a date and an amount")
            as_date(entry[0], "payments")
        in_order = sorted(((on, amount) for on, amount in self.payments), key=lambda entry: entry[0])
        object.__setattr__(self, "payments", tuple(in_order))
        check_choices(self)
        _ = self.amounts

    @cached_property
    def amounts(self) -> tuple[int, ...]:
        """The payments, fen."""
        return tuple(to_fen(amount, "payments") for _, amount in self.payments)


@dataclass(frozen=True)
class NoAgreement:
    """No agreement and no payment: what the debt does meanwhile under its contract.

    Attributes:
        months: how far to look; as long as the longest offer beside it, or a year, if left out.

    Example:
        >>> NoAgreement(months=12).months
        12
    """

    months: int | None = None

    def __post_init__(self) -> None:
        if self.months is not None:
            whole(self.months, "months", least=1, most=MOST_MONTHS)


Part = Deferral | Rescheduling | Remission | LumpSum | CounterOffer | NoAgreement
