"""One charge at a time: interest or penalty on an amount, a default fee, a penalty rate."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal, get_args

from ..basics.dates import DAY_RULES, DayRule, YearDays, count_days, year_of
from ..basics.money import (
    EXACT,
    ROUNDINGS,
    Amount,
    BadInput,
    Rounding,
    choice,
    divide,
    quotient,
    to_decimal,
    to_fen,
    whole,
    yuan,
)
from ..basics.steps import Step

RatePer = Literal["day", "year"]

RATE_PER: Final[tuple[RatePer, ...]] = get_args(RatePer)


@dataclass(frozen=True, slots=True)
class Accrual:
    """What accrued.

    Attributes:
        amount: yuan, rounded.
        days: how many counted.
        unrounded: the exact figure.
        steps: how it came about.
    """

    amount: Decimal
    days: int
    unrounded: Decimal
    steps: tuple[Step, ...]


def accrue(
    base: Amount,
    *,
    rate: Amount,
    start: date | None = None,
    end: date | None = None,
    day_count: int | None = None,
    per: RatePer = "day",
    year_days: YearDays = 365,
    days: DayRule = "half_open",
    rounding: Rounding = "half_up",
) -> Accrual:
    """Simple interest or penalty on an amount: base × rate × days, or / `year_days` for a yearly rate.

    Give two dates, or `day_count`. Lenders publish both ways of counting days, and both 360 and 365 days a
    year; the contract decides.

    Args:
        base: what it runs on, yuan.
        rate: a share of it, a day or a year.
        start: the first day.
        end: the last day.
        day_count: how many days, instead of two dates.
        per: whether the rate is one a "day" or a "year".
        year_days: the days that the contract gives a year.
        days: which of the dates count: "half_open" the first but not the last, "inclusive" both.
        rounding: "half_up" (a half goes away from zero) or "down" (cut).

    Returns:
        What accrued, yuan, with the days that counted and the steps.

    Raises:
        BadInput: anything outside what the signature says; both dates and a number of days, or neither.

    Example:
        >>> accrue("1000", rate="0.0007", start=date(2021, 3, 17), end=date(2021, 3, 22)).amount
        Decimal('3.50')
        >>> accrue("1000", rate="0.18", per="year", day_count=90).amount
        Decimal('44.38')
    """
    fen = to_fen(base, "base")
    share = to_decimal(rate, "rate")
    choice(per, "per", RATE_PER)
    choice(rounding, "rounding", ROUNDINGS)
    year_of(year_days)
    if day_count is not None:
        if start is not None or end is not None:
            raise BadInput("day_count", day_count, "either day_count or start and end, not both")
        count = whole(day_count, "day_count")
        choice(days, "days", DAY_RULES)
    elif start is None or end is None:
        raise BadInput("end" if end is None else "start", None, "two dates, or day_count")
    else:
        count = count_days(start, end, days)
    top, bottom = share.as_integer_ratio()
    if per == "year":
        bottom *= year_days
    exact = fen * top * count
    amount = yuan(divide(exact, bottom, rounding))
    unrounded = quotient(exact, 100 * bottom)
    step = Step(
        kind="interest",
        component="interest",
        amount=amount,
        base=yuan(fen),
        rate=share,
        per=per,
        days=count,
        start=start,
        end=end,
        year_days=year_days if per == "year" else None,
        rounding=rounding,
        unrounded=unrounded,
    )
    return Accrual(amount, count, unrounded, (step,))


def default_fee(
    *,
    minimum: Amount,
    paid: Amount,
    rate: Amount,
    floor: Amount = "0",
    cap: Amount | None = None,
    rounding: Rounding = "half_up",
) -> Decimal:
    """The fee for a missed minimum payment: a share of its unpaid part, between a floor and a cap.

    The share, floor and cap are the issuer's tariff.

    Args:
        minimum: the minimum payment, yuan.
        paid: what was paid of it, yuan.
        rate: the share of the unpaid part.
        floor: the least fee, yuan.
        cap: the highest fee, yuan; None for no cap.
        rounding: "half_up" (a half goes away from zero) or "down" (cut).

    Returns:
        The fee, yuan; 0.00 where the minimum was paid.

    Raises:
        BadInput: a cap below the floor, or anything else that the signature does not allow.

    Example:
        >>> default_fee(minimum="1000", paid="300", rate="0.05")
        Decimal('35.00')
    """
    choice(rounding, "rounding", ROUNDINGS)
    highest = None if cap is None else to_fen(cap, "cap")
    lowest = to_fen(floor, "floor")
    if highest is not None and highest < lowest:
        raise BadInput("cap", cap, f"an amount not below the floor, {floor}")
    unpaid = to_fen(minimum, "minimum") - to_fen(paid, "paid")
    return yuan(
        default_fee_fen(unpaid, to_decimal(rate, "rate").as_integer_ratio(), lowest, highest, rounding)
    )


def default_fee_fen(
    unpaid: int, rate: tuple[int, int], floor: int, cap: int | None, rounding: Rounding
) -> int:
    """The same on checked whole fen."""
    if unpaid <= 0:
        return 0
    fee = max(divide(unpaid * rate[0], rate[1], rounding), floor)
    return fee if cap is None else min(fee, cap)


def penalty_rate(
    annual_rate: Amount,
    *,
    multiple: Amount | None = None,
    uplift: Amount | None = None,
    ceiling: Amount | None = None,
) -> Decimal:
    """A yearly penalty rate, from the contract rate: a multiple of it, or raised by a share of it.

    `multiple="1.5"` and `uplift="0.50"` say the same.

    Args:
        annual_rate: the contract rate a year.
        multiple: what it is multiplied with.
        uplift: by what share of itself it is raised.
        ceiling: the highest rate a year; None for none.

    Returns:
        The rate a year, exact, unrounded.

    Raises:
        BadInput: both a multiple and an uplift, or neither.

    Example:
        >>> penalty_rate(annual_rate="0.153", multiple="1.5", ceiling="0.24")
        Decimal('0.2295')

    Source:
        How far a bank may raise it: the rule `penalty-uplift`.
    """
    contract = to_decimal(annual_rate, "annual_rate")
    if multiple is not None and uplift is None:
        factor = to_decimal(multiple, "multiple")
    elif uplift is not None and multiple is None:
        factor = EXACT.add(1, to_decimal(uplift, "uplift"))
    else:
        raise BadInput("multiple", multiple, "either a multiple or an uplift")
    rate = EXACT.multiply(contract, factor)
    return rate if ceiling is None else min(rate, to_decimal(ceiling, "ceiling"))
