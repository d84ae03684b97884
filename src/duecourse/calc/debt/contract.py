"""What a contract says, every difference between contracts a named argument with a stated default."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final, Literal, get_args

from ..basics.choices import check_choices
from ..basics.dates import DayRule, YearDays, year_of
from ..basics.money import (
    COMPONENTS,
    EXACT,
    Amount,
    BadInput,
    Component,
    Rounding,
    to_decimal,
    to_fen,
    whole,
)
from ..plan.schedule import MOST_PERIODS, Method, fee_ratio
from .growth import DayRate

CIVIL_CODE_ORDER: Final[tuple[Component, ...]] = ("fees", "interest", "penalty", "compound", "principal")
"""Civil Code Art. 561: first the costs of claiming, then interest, then the principal. Penalty
interest and interest on interest are taken with the interest; a contract may say otherwise."""

LONGEST_GRACE: Final = 27
"""A grace ends before the same day of the next month."""

LONGEST_WAIT: Final = 60
"""A bill's days to pay and of grace. It may run past the next bill's day, as on cards with 25 days to pay."""

LateCount = Literal["days", "missed_minimums"]
"""What a credit report counts: the days past due, or the minimum payments missed in a row."""

LATE_COUNTS: Final[tuple[LateCount, ...]] = get_args(LateCount)

InterestOn = Literal["whole_balance", "unpaid_part", "none"]
"""What interest runs on once a bill was not paid in full: see `RevolvingTerms`."""

Ratio = tuple[int, int]


def day_rate(rate: Amount, argument: str) -> DayRate:
    """A rate a day."""
    return DayRate(*to_decimal(rate, argument).as_integer_ratio())


@dataclass(frozen=True, kw_only=True)
class _Terms:
    """What both kinds of contract say about being late. See the two below."""

    year_days: YearDays = 365
    days: DayRule = "half_open"
    rounding: Rounding = "half_up"
    round_when: Literal["total", "segment", "day"] = "total"
    penalty_daily_rate: Amount | None = None
    default_fee_rate: Amount = "0"
    default_fee_floor: Amount = "0"
    default_fee_cap: Amount | None = None
    grace_days: int = 0
    grace: Literal["free", "from_due_day"] = "free"
    tolerance: Amount = "0"
    allocation: tuple[Component, ...] = CIVIL_CODE_ORDER
    accelerate_after_days: int | None = None

    def _check(self) -> None:
        year_of(self.year_days)
        check_choices(self)
        whole(self.grace_days, "grace_days", most=LONGEST_GRACE)
        if self.accelerate_after_days is not None:
            whole(self.accelerate_after_days, "accelerate_after_days", least=1)
        order = self.allocation
        if not isinstance(order, (tuple, list)) or len(order) != 5 or any(p not in order for p in COMPONENTS):
            raise BadInput("allocation", order, f"each of {', '.join(COMPONENTS)} once")
        if self.cap_fen is not None and self.cap_fen < self.floor_fen:
            raise BadInput("default_fee_cap", self.default_fee_cap, "an amount not below the floor")
        # a wrong amount is refused here, not in mid-calculation
        _ = self.fee_share, self.floor_fen, self.tolerance_fen

    @property
    def late_count(self) -> LateCount:
        """What a credit report counts: the days past due, but for accounts that say otherwise."""
        return "days"

    @cached_property
    def tolerance_fen(self) -> int:
        """The shortfall that still counts as paid in full, fen."""
        return to_fen(self.tolerance, "tolerance")

    @cached_property
    def floor_fen(self) -> int:
        """The least default fee, fen."""
        return to_fen(self.default_fee_floor, "default_fee_floor")

    @cached_property
    def cap_fen(self) -> int | None:
        """The highest default fee, fen; None for no cap."""
        return None if self.default_fee_cap is None else to_fen(self.default_fee_cap, "default_fee_cap")

    @cached_property
    def fee_share(self) -> Ratio:
        """The default fee as a share of the unpaid part."""
        return to_decimal(self.default_fee_rate, "default_fee_rate").as_integer_ratio()

    def late_extra_days(self, grace_days: int) -> int:
        """Days charged at once when an amount becomes overdue after so many days of grace.

        Both days inclusive is one day more than the days between; grace "from_due_day" charges the
        days of grace after all once they have passed unused.
        """
        return (self.days == "inclusive") + (grace_days if self.grace == "from_due_day" else 0)


@dataclass(frozen=True, kw_only=True)
class InstalmentTerms(_Terms):
    """A loan or order paid back in instalments (one instalment for a debt due in one sum).

    Attributes:
        year_days: 360 or 365.
        days: which days count: "half_open" the first but not the last, "inclusive" both.
        rounding: "half_up" or "down" (cut).
        round_when: the penalty is rounded as one "total", for each "segment" of equal base, or each "day".
        penalty_daily_rate: the price of being late, a day: a share of the base; instead of
            `penalty_multiple`.
        default_fee_rate: once for each missed instalment: a share of its unpaid part; not for what an
            acceleration calls.
        default_fee_floor: the least default fee, yuan.
        default_fee_cap: the highest default fee, yuan; None for no cap.
        grace_days: a payment within them (27 at most) is on time.
        grace: afterwards the days of grace are "free", or charged "from_due_day".
        tolerance: a shortfall up to this counts as paid; it is asked for with the next instalment.
        allocation: the order in which a payment pays what is due, each part oldest first.
        accelerate_after_days: so many days late, everything falls due, and days of grace end; None where it
            does not by itself.
        method, annual_rate, periods, fee_per_period, total_fee_rate: the plan, as in `schedule`.
        interest_by: "period" (a month's interest is 1/12 of a year's) or "day" (by the days of the month).
        penalty_multiple: the price of being late as a multiple of the contract rate; instead of
            `penalty_daily_rate`.
        penalty_base: what it runs on: the "overdue" principal, "all_principal" or "principal_and_fees" (the
            principal and every unpaid instalment fee, due or not). For interest, see `compound`.
        penalty_minimum_per_day: the least charge for a day late, yuan.
        interest_when_overdue: on what bears the penalty, normal interest "stops" or "runs_on".
        compound: the penalty rate also runs on overdue "interest", or on "interest_and_penalty", or "none".
        compound_every: every "month" or "quarter" after the drawing, what was charged so (and with
            "interest_and_penalty" the penalty) joins its base; "never": it runs on the interest alone.
        early: money before its day is "held" for the next due day, or taken as "prepay": interest to the day,
            then principal, the last instalments first. Money that covers all that is owed on its day closes
            the debt either way, with no fee for the time not used (Civil Code Art. 677).
        acceleration_includes_fees: instalment fees not yet due fall due too.

    Raises:
        BadInput: a term that is not allowed, or two that exclude each other.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12, penalty_multiple="1.5")
        >>> Debt(terms, Drawing(date(2026, 1, 15), "1200")).position(date(2026, 3, 1)).penalty
        Decimal('0.65')

    Source:
        The default order of allocation is that of the rule `payment-several-debts`.
    """

    method: Method = "equal_instalments"
    annual_rate: Amount = "0"
    periods: int = 1
    fee_per_period: Amount | None = None
    total_fee_rate: Amount | None = None
    interest_by: Literal["period", "day"] = "period"
    penalty_multiple: Amount | None = None
    penalty_base: Literal["overdue", "all_principal", "principal_and_fees"] = "overdue"
    penalty_minimum_per_day: Amount = "0"
    interest_when_overdue: Literal["stops", "runs_on"] = "stops"
    compound: Literal["none", "interest", "interest_and_penalty"] = "none"
    compound_every: Literal["never", "month", "quarter"] = "never"
    early: Literal["held", "prepay"] = "held"
    acceleration_includes_fees: bool = False

    def __post_init__(self) -> None:
        self._check()
        whole(self.periods, "periods", least=1, most=MOST_PERIODS)
        if not isinstance(self.acceleration_includes_fees, bool):
            raise BadInput("acceleration_includes_fees", self.acceleration_includes_fees, "True or False")
        if self.penalty_daily_rate is not None and self.penalty_multiple is not None:
            raise BadInput(
                "penalty_multiple", self.penalty_multiple, "either penalty_daily_rate or penalty_multiple"
            )
        _ = self.contract_rate, self.penalty, self.fee_ratio, self.minimum_per_day

    @cached_property
    def contract_rate(self) -> Decimal:
        """The yearly contract rate."""
        return to_decimal(self.annual_rate, "annual_rate")

    @cached_property
    def penalty(self) -> DayRate:
        """The penalty rate, from the contract rate where it is a multiple of it."""
        return self.penalty_at(self.contract_rate)

    def penalty_at(self, contract_rate: Decimal) -> DayRate:
        """The penalty rate where the contract rate is this."""
        if self.penalty_multiple is not None:
            rate = EXACT.multiply(contract_rate, to_decimal(self.penalty_multiple, "penalty_multiple"))
            return DayRate(*rate.as_integer_ratio(), "year", self.year_days)
        daily = self.penalty_daily_rate
        return day_rate("0" if daily is None else daily, "penalty_daily_rate")

    @cached_property
    def fee_ratio(self) -> Ratio:
        """The instalment fee as a fraction of the original principal."""
        return fee_ratio(self.method, self.fee_per_period, self.total_fee_rate, self.periods)

    @cached_property
    def minimum_per_day(self) -> int:
        """The least penalty a day, fen."""
        return to_fen(self.penalty_minimum_per_day, "penalty_minimum_per_day")


@dataclass(frozen=True, kw_only=True)
class RevolvingTerms(_Terms):
    """A revolving account: a credit card, or Baitiao by the bill.

    Money beyond what is billed and newly spent is kept for the next bills; instalments not yet billed are
    only paid early where a payment covers all that is owed.

    Attributes:
        year_days, rounding, round_when, grace_days, grace, tolerance, allocation, accelerate_after_days: as
            for instalments.
        days: as for instalments; "inclusive" counts each statement day with the statement it ends.
        penalty_daily_rate, penalty_base: for a missed minimum, on the unpaid part of the "minimum" or of the
            whole "statement", from the due day.
        default_fee_rate: once a bill: a share of the unpaid part of a missed minimum.
        default_fee_floor: the least default fee, yuan.
        default_fee_cap: the highest default fee, yuan; None for no cap.
        statement_day, due_after_days: the bill is drawn on this day of the month (the month's last where it
            is shorter) and is due so many days later.
        daily_rate: the contract rate a day, as a share.
        interest: once a bill was not paid in full by its due day, the daily rate runs on the "whole_balance"
            from each posting, on the "unpaid_part" from each posting, or there is "none".
        service_daily_rate: a fee by the day on the unpaid rest of a bill, from its due day.
        minimum_share_new: the share of new spending in the minimum payment.
        minimum_share_carried: the share of the carried balance in it.
        minimum_share_carried_after_miss: instead of `minimum_share_carried` while an earlier minimum stands
            unpaid after its day.
        minimum_carry_threshold: a balance carried over below this goes into the minimum in whole, yuan;
            instalments due, interest, fees, penalties and an unpaid earlier minimum always do.
        minimum_floor: the least minimum, yuan.
        compound: posted and unpaid "interest" bears interest itself, or "none". Fees never do.
        status_by: the report code counts "days" past due, or "missed_minimums" in a row.

    Raises:
        BadInput: a term that is not allowed.

    Example:
        >>> card = RevolvingTerms(daily_rate="0.0005", statement_day=5)
        >>> Debt(card, Drawing(date(2026, 3, 30), "1000")).ledger(date(2026, 4, 30)).bills[0].minimum
        Decimal('100.00')

    Source:
        The rules `card-minimum-payment`, `card-daily-rate` and `card-whole-balance-interest`.
    """

    statement_day: int = 1
    due_after_days: int = 20
    daily_rate: Amount = "0"
    interest: InterestOn = "whole_balance"
    service_daily_rate: Amount = "0"
    penalty_base: Literal["minimum", "statement"] = "minimum"
    minimum_share_new: Amount = "0.10"
    minimum_share_carried: Amount = "0.10"
    minimum_share_carried_after_miss: Amount | None = None
    minimum_carry_threshold: Amount = "0"
    minimum_floor: Amount = "0"
    compound: Literal["none", "interest"] = "none"
    status_by: LateCount = "days"

    def __post_init__(self) -> None:
        self._check()
        whole(self.statement_day, "statement_day", least=1, most=31)
        whole(self.due_after_days, "due_after_days", least=1)
        if self.due_after_days + self.grace_days > LONGEST_WAIT:
            allowed = f"at most {LONGEST_WAIT} together with grace_days"
            raise BadInput("due_after_days", self.due_after_days, allowed)
        _ = self.contract_rate, self.service, self.penalty
        _ = self.shares, self.threshold_fen, self.minimum_floor_fen

    @property
    def late_count(self) -> LateCount:
        return self.status_by

    @cached_property
    def contract_rate(self) -> DayRate:
        """Interest a day."""
        return day_rate(self.daily_rate, "daily_rate")

    @cached_property
    def service(self) -> DayRate:
        """The service fee a day."""
        return day_rate(self.service_daily_rate, "service_daily_rate")

    @cached_property
    def penalty(self) -> DayRate:
        """The penalty a day."""
        daily = self.penalty_daily_rate
        return day_rate("0" if daily is None else daily, "penalty_daily_rate")

    @cached_property
    def shares(self) -> tuple[Ratio, Ratio, Ratio]:
        """The minimum's shares of new spending, of the carried balance, and of that after a miss."""
        after = self.minimum_share_carried_after_miss
        names = ("minimum_share_new", "minimum_share_carried", "minimum_share_carried_after_miss")
        values = (
            self.minimum_share_new,
            self.minimum_share_carried,
            self.minimum_share_carried if after is None else after,
        )
        shares = [to_decimal(value, name) for name, value in zip(names, values, strict=True)]
        for name, share in zip(names, shares, strict=True):
            if share > 1:
                raise BadInput(name, share, "a share from 0 to 1")
        new, carried, missed = (share.as_integer_ratio() for share in shares)
        return new, carried, missed

    @cached_property
    def threshold_fen(self) -> int:
        """Below this carried balance all of it is in the minimum, fen."""
        return to_fen(self.minimum_carry_threshold, "minimum_carry_threshold")

    @cached_property
    def minimum_floor_fen(self) -> int:
        """The least minimum payment, fen."""
        return to_fen(self.minimum_floor, "minimum_floor")


Terms = InstalmentTerms | RevolvingTerms
