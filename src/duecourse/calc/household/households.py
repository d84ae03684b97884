"""The chance of being late: many households like this one, month by month, each with its own luck.

    household = Household(income="6200", essentials="4100", other="300", payment="1500", saved="260",
                          days_after_pay=24)
    shocks = Shocks(pay_spread="0.20", job_loss="0.01", months_out="4", income_out="1000",
                    illness="0.03", illness_cost="2000", forgets="0.02")
    chances = chance_of_late(household, shocks, changed={"fund": household.with_fund("6000")}, seed=1)
    chances.as_it_is.late.per_hundred, chances["fund"].late.per_hundred      # of 100 households like yours
    chances["fund"].late.standard_error, chances["fund"].change.value       # how sure we are

The same `seed` gives the same figures again (with the same version of numpy). Every household meets the same
months with and without a change, so that a difference is what the change does and not chance. What happens
in a month, and in which order, is at the head of `simulating.py`; amounts there are whole fen.

It is a model: pay, illness and work are drawn as the shocks say, every month alike and apart from all others;
a month has 30 days; what being late costs is left out; all payments of a household fall due on one day. It
shows what helps and by how much, and foretells nothing about one person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from math import sqrt
from typing import TYPE_CHECKING, Final

from ..basics.money import EXACT, Amount, BadInput, divide, to_decimal, to_fen, whole, yuan

if TYPE_CHECKING:
    from .simulating import Chances as RawChances
    from .simulating import Counted, Means

MOST_HOUSEHOLDS: Final = 1_000_000

LONGEST: Final = 240
"""Months: twenty years."""

LATE_DAYS: Final = (1, 30, 90)
"""The lines that are counted: late at all, and by so many days."""

AS_IT_IS: Final = "as_it_is"

_MOST_FEN: Final = 1 << 30
_SURE: Final = 1.96
"""Standard errors to each side within which 95 of 100 figures lie."""


@dataclass(frozen=True, kw_only=True)
class Household:
    """A household's month, yuan.

    Attributes:
        income: in a usual month.
        essentials: what must go out to live, spent evenly through the month, and kept back before lenders are
            paid.
        payment: what all debts ask for each month.
        other: what goes out beside it while there is money, and while there is work.
        saved: what is in the account.
        keeps: the most it keeps there from month to month, what is over being spent; None: all of it.
        days_after_pay: how many days after pay the payment is due, 0 to 29.
        autopay: the bank takes it, so that nothing is forgotten.
        out_of_work: it begins without work.

    Example:
        >>> Household(income="6200", essentials="3500", payment="1100").autopay
        False
    """

    income: Amount
    essentials: Amount
    payment: Amount
    other: Amount = "0"
    saved: Amount = "0"
    keeps: Amount | None = None
    days_after_pay: int = 0
    autopay: bool = False
    out_of_work: bool = False

    def __post_init__(self) -> None:
        whole(self.days_after_pay, "days_after_pay", most=29)
        for name in ("autopay", "out_of_work"):
            if not isinstance(getattr(self, name), bool):
                raise BadInput(name, getattr(self, name), "True or False")
        _ = self._means

    @cached_property
    def _means(self) -> tuple[int, int, int, int, int, int | None]:
        names = ("income", "essentials", "other", "payment", "saved")
        income, essentials, other, payment, saved = (to_fen(getattr(self, name), name) for name in names)
        keeps = None if self.keeps is None else to_fen(self.keeps, "keeps")
        return income, essentials, other, payment, saved, keeps

    def with_fund(self, amount: Amount) -> Household:
        """The same household with an emergency fund: so much saved now, and refilled after it was used."""
        saved = max(to_fen(amount, "amount"), to_fen(self.saved, "saved"))
        keeps = None if self.keeps is None else yuan(max(saved, to_fen(self.keeps, "keeps")))
        return replace(self, saved=yuan(saved), keeps=keeps)

    def with_due_day(self, days_after_pay: int) -> Household:
        """The same household with its due day moved: so many days after pay."""
        return replace(self, days_after_pay=days_after_pay)

    def with_autopay(self) -> Household:
        """The same household with the payment taken by the bank."""
        return replace(self, autopay=True)

    def with_payment(self, payment: Amount) -> Household:
        """The same household with another payment a month: a smaller debt, or a longer plan."""
        return replace(self, payment=payment)


@dataclass(frozen=True, kw_only=True)
class Shocks:
    """What may happen in a month.

    Chances and shares as such: "0.01" is one in a hundred.

    Attributes:
        pay_spread: how irregular pay is: the standard deviation as a share of the usual income. Two months in
            three lie within it, nineteen in twenty within twice as much. Normally distributed, not below 0.
        job_loss: the chance of losing work.
        months_out: how many months without it on average, at least 1; each month has the same chance of being
            the last (a geometric length).
        income_out: what comes in meanwhile.
        illness: the chance of a costly illness (or accident, or repair).
        illness_cost: what it costs on average; any amount from nothing to twice as much is as likely.
        forgets: the chance of forgetting a payment although the money is there, until the next pay comes.

    Example:
        >>> Shocks(job_loss="0.01", months_out="3", income_out="2000").job_loss
        '0.01'
    """

    pay_spread: Amount = "0"
    job_loss: Amount = "0"
    months_out: Amount = "1"
    income_out: Amount = "0"
    illness: Amount = "0"
    illness_cost: Amount = "0"
    forgets: Amount = "0"

    def __post_init__(self) -> None:
        for name in ("job_loss", "illness", "forgets", "pay_spread"):
            if to_decimal(getattr(self, name), name) > 1:
                raise BadInput(name, getattr(self, name), "a share from 0 to 1")
        if not 1 <= to_decimal(self.months_out, "months_out") <= LONGEST:
            raise BadInput("months_out", self.months_out, f"a number of months from 1 to {LONGEST}")
        _ = to_fen(self.income_out, "income_out"), to_fen(self.illness_cost, "illness_cost")

    def raw(self) -> RawChances:
        """As the simulation reckons with them."""
        from .simulating import Chances as RawChances

        out = to_decimal(self.months_out, "months_out")
        return RawChances(
            float(to_decimal(self.pay_spread, "pay_spread")),
            float(to_decimal(self.job_loss, "job_loss")),
            float(EXACT.divide(EXACT.subtract(out, 1), out)),
            to_fen(self.income_out, "income_out"),
            float(to_decimal(self.illness, "illness")),
            to_fen(self.illness_cost, "illness_cost"),
            float(to_decimal(self.forgets, "forgets")),
        )


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many households.

    Its `standard_error` is how far the share would lie from the true one, in about two of three simulations,
    had the simulation been made with other luck.

    Attributes:
        count: how many.
        of: of how many.
    """

    count: int
    of: int

    @property
    def value(self) -> float:
        """The share, from 0 to 1."""
        return self.count / self.of

    @property
    def per_hundred(self) -> int:
        """Of 100 households, how many: rounded, half up. 0 can also mean: very few."""
        return divide(100 * self.count, self.of, "half_up")

    @property
    def standard_error(self) -> float:
        """The standard error of the share."""
        return sqrt(self.value * (1 - self.value) / self.of)

    @property
    def between(self) -> tuple[float, float]:
        """The bounds of the true share, in 95 of 100 simulations (after Wilson; never below 0 or above 1, and
        not a point where none or all are late). They say how sure the counting is, not the model."""
        square = _SURE * _SURE / self.of
        middle = (self.value + square / 2) / (1 + square)
        reach = _SURE * sqrt(self.value * (1 - self.value) / self.of + square / (4 * self.of)) / (1 + square)
        return max(0.0, middle - reach), min(1.0, middle + reach)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change does to a share.

    Attributes:
        helped: households late without it and not with it.
        harmed: the other way round.
        of: all of them.
    """

    helped: int
    harmed: int
    of: int

    @property
    def value(self) -> float:
        """The change of the share: below 0 where fewer are late."""
        return (self.harmed - self.helped) / self.of

    @property
    def standard_error(self) -> float:
        """The standard error of the change: small, because every household is compared with itself."""
        moved = (self.harmed + self.helped) / self.of
        return sqrt(max(0.0, moved - self.value * self.value) / self.of)

    @property
    def sure(self) -> bool:
        """Whether it is more than chance could make of it: beyond twice its standard error."""
        return abs(self.value) > 2 * self.standard_error


@dataclass(frozen=True)
class Chance:
    """What becomes of the households.

    Attributes:
        name: of the change.
        household: the household with it.
        late: late at all, at any time within the months.
        late_30: late by 30 days.
        late_90: late by 90 days.
        change: what the change does to the first share; none in the household as it is.
        change_30: the same for 30 days.
        change_90: the same for 90 days.
        first_late: how many are late for the first time in each month, the first in front.
    """

    name: str
    household: Household
    late: Share
    late_30: Share
    late_90: Share
    change: Difference
    change_30: Difference
    change_90: Difference
    first_late: tuple[int, ...]

    @property
    def usual_first_month(self) -> int | None:
        """The month (the first is 1) by which half of those that come to be late have been so; None where
        none is ever late."""
        half, so_far = (self.late.count + 1) // 2, 0
        for month, count in enumerate(self.first_late, 1):
            so_far += count
            if so_far >= half > 0:
                return month
        return None


@dataclass(frozen=True)
class ChancesOfLate:
    """The household as it is and with each change, after so many `months`.

    Attributes:
        shocks: what may happen in a month.
        households: how many were simulated.
        months: for how long.
        seed: of the simulation.
        all: by name, "as_it_is" in front.
    """

    shocks: Shocks
    households: int
    months: int
    seed: int
    all: Mapping[str, Chance]

    @property
    def as_it_is(self) -> Chance:
        """The household without a change."""
        return self.all[AS_IT_IS]

    def __getitem__(self, name: str) -> Chance:
        """A change by its name. Raises KeyError."""
        return self.all[name]


def chance_of_late(
    household: Household,
    shocks: Shocks,
    *,
    changed: Mapping[str, Household] | None = None,
    households: int = 100_000,
    months: int = 60,
    seed: int = 1,
) -> ChancesOfLate:
    """How many of many households like this one come to be late, as it is and with changes.

    Args:
        household: the household.
        shocks: what may happen in a month.
        changed: the same household with something changed, by name; its income and whether it begins with
            work must stay.
        households: how many are simulated.
        months: for how long.
        seed: any whole number from 0 on; the same one gives the same figures.

    Returns:
        The chances, as it is and under each change.

    Raises:
        BadInput: a change of what must stay, or anything else that the signature does not allow.

    Example:
        >>> household = Household(income="6200", essentials="3500", payment="1100", other="900", saved="800")
        >>> shocks = Shocks(job_loss="0.01", months_out="3", income_out="2000")
        >>> found = chance_of_late(household, shocks, households=2000, months=24)
        >>> found["as_it_is"].late.count > 0
        True
    """
    whole(households, "households", least=1, most=MOST_HOUSEHOLDS)
    whole(seed, "seed", most=2**63)
    variants = {AS_IT_IS: household, **(changed or {})}
    if changed and AS_IT_IS in changed:
        raise BadInput("changed", AS_IT_IS, "other names")
    _check(variants, shocks, months)
    from .simulating import simulate

    counted = simulate(
        [_raw(variant) for variant in variants.values()],
        shocks.raw(),
        out_of_work=household.out_of_work,
        households=households,
        months=months,
        seed=seed,
    )
    named = zip(variants.items(), counted, strict=True)
    found = {name: _chance(name, variant, each, households) for (name, variant), each in named}
    return ChancesOfLate(shocks, households, months, seed, found)


def _check(variants: Mapping[str, Household], shocks: Shocks, months: int) -> None:
    """Whether the variants go together, and no account can outgrow what the simulation reckons with."""
    whole(months, "months", least=1, most=LONGEST)
    first = next(iter(variants.values()))
    for name, variant in variants.items():
        if (variant._means[0], variant.out_of_work) != (first._means[0], first.out_of_work):
            raise BadInput(f"changed {name}", variant, "the same income, and work from the beginning or not")
        income, essentials, other, payment, saved, keeps = variant._means
        most_in = 8 * income + to_fen(shocks.income_out, "income_out")
        most_out = essentials + other + payment + 2 * to_fen(shocks.illness_cost, "illness_cost")
        if max(saved, keeps or 0) + months * max(most_in, most_out) >= _MOST_FEN:
            allowed = f"amounts that stay below {yuan(_MOST_FEN)} over {months} months"
            raise BadInput(f"household {name}", variant, allowed)


def _raw(household: Household) -> Means:
    from .simulating import Means

    income, essentials, other, payment, saved, keeps = household._means
    days, autopay = household.days_after_pay, household.autopay
    return Means(income, essentials, other, payment, saved, keeps, days, autopay)


def _chance(name: str, household: Household, counted: Counted, of: int) -> Chance:
    late, late_30, late_90 = (Share(count, of) for count in counted.late)
    pairs = zip(counted.helped, counted.harmed, strict=True)
    change, change_30, change_90 = (Difference(helped, harmed, of) for helped, harmed in pairs)
    first_late = counted.first_late[:-1]
    return Chance(name, household, late, late_30, late_90, change, change_30, change_90, first_late)


@dataclass(frozen=True, slots=True)
class LifeMonth:
    """A month of one household, yuan.

    Attributes:
        number: 1 is the first.
        change: what comes in, less what illness takes.
        works: whether it has work.
        forgets: whether it forgets the payment.
        unpaid: what is unpaid at the end of the due day.
        balance: what is in the account before the next pay.
    """

    number: int
    change: Decimal
    works: bool
    forgets: bool
    unpaid: Decimal
    balance: Decimal


@dataclass(frozen=True)
class Life:
    """One of the households, month by month; the same one in `chance_of_late` with the same seed.

    Attributes:
        number: which one it is, from 0.
        household: what it began as.
        months: month by month.
    """

    number: int
    household: Household
    months: tuple[LifeMonth, ...] = field(repr=False)

    @property
    def late(self) -> int:
        """The highest of LATE_DAYS that it comes to be late by, 0 where it never is late."""
        worst = max(to_fen(month.unpaid, "unpaid") for month in self.months)
        payment = self.household._means[3]
        reached = (worst > 0, worst > payment, worst > 3 * payment)
        return max((days for days, is_so in zip(LATE_DAYS, reached, strict=True) if is_so), default=0)

    @property
    def first_late(self) -> int | None:
        """The first month in which the payment is not made on its day, None where there is none."""
        return next((month.number for month in self.months if month.unpaid), None)


def lives(
    household: Household,
    shocks: Shocks,
    *,
    first: int = 100,
    households: int = 100_000,
    months: int = 60,
    seed: int = 1,
) -> tuple[Life, ...]:
    """The first so many households of the simulation: what one of "100 households like yours" goes through.

    For a household with a change, hand in that one: it meets the same months.

    Args:
        household: the household.
        shocks: what may happen in a month.
        first: how many are told.
        households: as in `chance_of_late`, of which they are a part.
        months: as in `chance_of_late`.
        seed: as in `chance_of_late`.

    Returns:
        Each household, month by month.

    Raises:
        BadInput: an amount, a date or a word that the signature does not allow.

    Example:
        >>> household = Household(income="6200", essentials="3500", payment="1100", other="900", saved="800")
        >>> shocks = Shocks(job_loss="0.01", months_out="3", income_out="2000")
        >>> [len(life.months) for life in lives(household, shocks, first=2, households=100, months=24)]
        [24, 24]
    """
    whole(households, "households", least=1, most=MOST_HOUSEHOLDS)
    whole(first, "first", least=1, most=min(1000, households))
    whole(seed, "seed", most=2**63)
    _check({AS_IT_IS: household}, shocks, months)
    from .simulating import lives as simulated_lives

    found = simulated_lives(
        _raw(household),
        shocks.raw(),
        out_of_work=household.out_of_work,
        first=first,
        households=households,
        months=months,
        seed=seed,
    )
    return tuple(
        Life(
            number,
            household,
            tuple(
                LifeMonth(
                    at,
                    yuan(month.change),
                    month.works,
                    month.forgets,
                    yuan(month.unpaid),
                    yuan(month.balance),
                )
                for at, month in enumerate(life, 1)
            ),
        )
        for number, life in enumerate(found)
    )
