"""Offers side by side: what a deferral, new instalments, a waiver, a lump sum or nothing at all would mean.

    owed = payoff(terms, drawings, events, on=date(2026, 11, 24))
    offer = outcome(owed, Remission("penalty", share="0.5"), Deferral(2), Rescheduling(12))
    offer.highest_payment, offer.total_paid, offer.rate.effective, offer.present_value("0.04")
    offer.affordable(means, bad_month=True).enough
    compare_offers(owed, {"two months": [Deferral(2)], "nothing": [NoAgreement()]}, means=means)

An agreement is reckoned from its day: what is owed then, by component, is divided into new payments.
Whether a lender agrees, and to what, only the lender can say.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import accumulate
from math import ceil
from typing import Final, Literal, NamedTuple, get_args

from ..basics.dates import add_months, as_date
from ..basics.money import (
    COMPONENTS,
    Amount,
    BadInput,
    choice,
    quotient,
    to_decimal,
    to_fen,
    yuan,
    yuan_column,
)
from ..basics.older import Older
from ..basics.steps import Step
from ..credit.report import MonthStatus, Ranges, code_for, report_codes
from ..debt.contract import LATE_COUNTS, LateCount
from ..debt.ledger import Ledger
from ..debt.payoff import PayoffQuote, known_debt
from ..debt.records import NOTHING
from ..household.budget import Affordability, Means, affordable_fen
from ..plan.present_value import Months, months_between, present_value, rate_of
from ..plan.rates import AnnualRate, RateNotFound
from .agreed_plan import Layout, Stretch, lay_out
from .limits import Limit, Verdict, verdicts
from .offered import NoAgreement, Part

Counting = Literal["restarts", "keeps_counting"]
"""What an agreement says of the days late so far: see `Outcome.codes`."""

COUNTINGS: Final[tuple[Counting, ...]] = get_args(Counting)

A_YEAR = 12


class PlannedPayment(NamedTuple):
    """One payment of an agreement, yuan.

    Attributes:
        number: the first is 1.
        due: its day.
        payment: principal, arrears, interest and fee together.
        principal: of the principal.
        arrears: of the charges owed on the day of the agreement.
        interest, fee: that the agreement adds.
        balance: principal and arrears still owed after it.
    """

    number: int
    due: date
    payment: Decimal
    principal: Decimal
    arrears: Decimal
    interest: Decimal
    fee: Decimal
    balance: Decimal


@dataclass(frozen=True)
class Outcome:
    """What an offer comes to.

    Attributes:
        owed: what the debt comes to on the day of the agreement.
        parts: what is offered.
        layout: its payments in fen; the properties are in yuan.
        until: the day to which doing nothing is followed, None for every other offer.
    """

    owed: PayoffQuote
    parts: tuple[Part, ...]
    layout: Layout
    until: date | None = None

    # -- the payments

    @cached_property
    def schedule(self) -> tuple[PlannedPayment, ...]:
        """Every payment; they add up to the fen, and the last takes up the rounding."""
        plan = self.layout
        agreed = sum(plan.principal) + sum(plan.arrears) + plan.left
        paid = accumulate(map(sum, zip(plan.principal, plan.arrears, strict=True)))
        columns = (self.payments, plan.principal, plan.arrears, plan.interest, plan.fee)
        balances = (yuan(agreed - so_far) for so_far in paid)
        numbers = range(1, len(plan.days) + 1)
        lines = zip(numbers, plan.days, *map(yuan_column, columns), balances, strict=True)
        return tuple(map(PlannedPayment._make, lines))

    @cached_property
    def payments(self) -> tuple[int, ...]:
        """The payments, fen."""
        return self.layout.payments

    @property
    def first_payment(self) -> Decimal:
        """The first payment, 0.00 where there is none."""
        return yuan(self.payments[0] if self.payments else 0)

    @property
    def highest_payment(self) -> Decimal:
        """The highest payment, 0.00 where there is none."""
        return yuan(max(self.payments, default=0))

    @property
    def ends(self) -> date:
        """The day of the last payment; the day to which it is followed, where nothing is paid."""
        return self.until or (self.layout.days[-1] if self.layout.days else self.owed.on)

    @property
    def months(self) -> int:
        """Months from the agreement to the last payment, a month begun counted as one."""
        return ceil(self.layout.months[-1]) if self.layout.months else 0

    @cached_property
    def ledger(self) -> Ledger | None:
        """What the debt does if nothing is agreed; None for every other offer."""
        if self.until is None or self.owed.debt is None:
            return None
        return self.owed.debt.ledger(self.until)

    # -- what it costs

    @property
    def total_paid(self) -> Decimal:
        """All payments together."""
        return yuan(sum(self.payments))

    @property
    def total_interest(self) -> Decimal:
        """All interest the agreement adds."""
        return yuan(sum(self.layout.interest))

    @property
    def total_fee(self) -> Decimal:
        """All fees the agreement adds."""
        return yuan(sum(self.layout.fee))

    @property
    def waived(self) -> dict[str, Decimal]:
        """What the lender gives up, by component: waived, or left unpaid for good by a settlement."""
        rows = zip(COMPONENTS, self.layout.waived, self.layout.given_up, strict=True)
        return {name: yuan(waived + rest) for name, waived, rest in rows}

    @property
    def given_up(self) -> Decimal:
        """All that the lender gives up."""
        return yuan(sum(self.layout.waived) + sum(self.layout.given_up))

    @cached_property
    def _left(self) -> int:
        if self.ledger is not None:
            return to_fen(self.ledger.position(self.ends).total, "total")
        return self.layout.left

    @property
    def still_owed(self) -> Decimal:
        """What is owed after the last payment, or on the last day if nothing is agreed."""
        return yuan(self._left)

    @property
    def added(self) -> Decimal:
        """What the offer adds to today's debt: interest and fees, or what accrues if nothing is agreed.

        total_paid + still_owed = owed.total − given_up + added.
        """
        given_up = sum(self.layout.waived) + sum(self.layout.given_up)
        return yuan(sum(self.payments) + self._left + given_up - sum(self.owed.parts))

    @property
    def extra(self) -> Decimal:
        """How much more it costs than paying everything on the day of the agreement; below 0 where less."""
        return yuan(sum(self.payments) + self._left - sum(self.owed.parts))

    @cached_property
    def _rate(self) -> AnnualRate | RateNotFound:
        months: Sequence[Months] = self.layout.months
        payments: Sequence[int] = self.payments
        if self._left:
            months = (*months, months_between(self.owed.on, self.ends))
            payments = (*payments, self._left)
        try:
            return rate_of(sum(self.owed.parts), months, payments)
        except RateNotFound as refused:
            return refused

    @property
    def rate(self) -> AnnualRate | None:
        """The yearly rate for which the debt of today is lent until it is paid so; None where there is none.

        What is still owed at the end counts as paid then. Times are in months, days as parts of a month.
        """
        return self._rate if isinstance(self._rate, AnnualRate) else None

    @property
    def rate_refused(self) -> str | None:
        """Why there is no rate, as in `RateNotFound.reason`; None where there is one."""
        return self._rate.reason if isinstance(self._rate, RateNotFound) else None

    # -- what the lender gets

    def present_value(self, discount_rate: Amount) -> Decimal:
        """What the payments are worth to the lender on the day of the agreement, at a yearly rate
        (effective). What is still owed afterwards is not counted."""
        rate = to_decimal(discount_rate, "discount_rate")
        return yuan(present_value(rate, self.layout.months, self.payments))

    # -- whether it is affordable, and what rules say of it

    def affordable(self, means: Means, *, bad_month: bool = False) -> Affordability:
        """Whether the household can make the payments, in normal months or if every month were a bad one."""
        return affordable_fen(self.layout.days, self.payments, means, bad_month, self.owed.on)

    carried = Older("affordable")

    def verdicts(
        self, limits: Iterable[Limit], *, lender_kind: str, product: str, extended_before: int = 0
    ) -> tuple[Verdict, ...]:
        """What each rule handed in says of the offer."""
        return verdicts(
            self.owed,
            self.parts,
            self.layout,
            limits,
            lender_kind=lender_kind,
            product=product,
            extended_before=extended_before,
        )

    # -- what the credit report shows

    def codes(self, ranges: Ranges, *, counting: Counting, count: LateCount = "days") -> list[MonthStatus]:
        """The code at the end of each month from the agreement's on, if every payment is made on its day.

        counting: what the agreement says of the days late so far, which nobody knows before it is in
        writing: it "restarts" (nothing is late from the agreement on), or "keeps_counting" from the oldest
        unpaid due day until the payments have made good all that was overdue (less what is waived of the
        charges in it). count: "days", or "missed_minimums", of which each month after the first counts
        one more.
        For doing nothing, the codes of the debt itself.
        """
        choice(counting, "counting", COUNTINGS)
        choice(count, "count", LATE_COUNTS)
        if not ranges:
            raise BadInput("ranges", ranges, "codes with their first and last day")
        if self.ledger is not None:
            first = self.owed.on.replace(day=1)
            ledger, end = self.ledger, self.ends
            codes = tuple((code, from_day, to_day) for code, from_day, to_day in ranges)
            every = known_debt(self.owed).kept(
                ("codes", codes, end, count), lambda: report_codes(ledger, codes, until=end, count=count)
            )
            return [line for line in every if line.month_end >= first]
        return list(self._agreed_codes(ranges, counting == "keeps_counting", count))

    def _agreed_codes(self, ranges: Ranges, keeps: bool, count: LateCount) -> Iterator[MonthStatus]:
        late_since = self.owed.late_since if keeps else None
        overdue = max(0, self.owed.overdue_fen - sum(self.layout.waived[1:]))
        days, payments = self.layout.days, self.payments
        ends = _month_ends(self.owed.on, self.ends)
        place, nothing = 0, yuan(0)
        for number, end in enumerate(ends):
            before = place
            while place < len(days) and days[place] <= end:
                overdue -= payments[place]
                place += 1
            if place == len(days) and not self.layout.left:  # a settlement may be less than what was overdue
                yield MonthStatus(end, "C", 0, nothing)
            elif late_since is not None and overdue > 0:
                past = (end - late_since).days
                if count == "days":
                    code = code_for(past, ranges) or "N"
                else:
                    code = ranges[min(max(self.owed.missed + number, 1), len(ranges)) - 1][0]
                yield MonthStatus(end, code, past, yuan(overdue))
            else:
                yield MonthStatus(end, "N" if any(payments[before:place]) else "*", 0, nothing)

    # -- how it is worked out

    def explain(self) -> list[Step]:
        """The steps behind the total: what is owed, what is given up, and the interest and fees that come
        on top. They add up to `total_paid` + `still_owed`."""
        if self.ledger is not None:
            return self.ledger.position(self.ends).explain()
        steps = self.owed.explain()
        for name, amount in zip(COMPONENTS, self.waived.values(), strict=True):
            if amount:
                steps.append(Step(kind="waived", component=name, amount=-amount, start=self.owed.on))
        stretches: list[Stretch] = []
        lay_out(self.owed, self.parts, stretches)
        if stretches:
            steps += map(self._step, stretches)
        elif sum(self.layout.interest):  # the price of a counter-offer, which names no rate
            steps.append(Step(kind="interest", component="interest", amount=self.total_interest))
        for on, fee in zip(self.layout.days, self.layout.fee, strict=True):
            if fee:
                steps.append(
                    Step(kind="instalment_fee", component="fees", amount=yuan(fee), start=on, rule="contract")
                )
        return steps

    def _step(self, stretch: Stretch) -> Step:
        top, bottom = stretch.rate.as_integer_ratio()
        days = (stretch.end - stretch.start).days
        if stretch.months:
            top, bottom = top * stretch.months, bottom * 12
        else:
            top, bottom = top * days, bottom * self.owed.year_days
        rate = quotient(top, bottom) if stretch.months else stretch.rate
        return Step(
            kind="interest",
            component="interest",
            amount=yuan(stretch.interest),
            base=yuan(stretch.base),
            rate=rate,
            per="period" if stretch.months else "year",
            days=days,
            start=stretch.start,
            end=stretch.end,
            year_days=None if stretch.months else self.owed.year_days,
            period_days=days if stretch.months else None,
            rounding=self.owed.rounding,
            rule="contract",
            unrounded=quotient(stretch.base * top, 100 * bottom),
        )


@lru_cache(maxsize=512)
def _month_ends(first: date, last: date) -> tuple[date, ...]:
    """The last day of every month from that of one day to that of another."""
    start = first.replace(day=1)
    count = 12 * (last.year - first.year) + last.month - first.month + 1
    return tuple(add_months(start, number) - timedelta(1) for number in range(1, count + 1))


def outcome(owed: PayoffQuote, *parts: Part) -> Outcome:
    """What an offer comes to.

    Remissions may stand beside a `CounterOffer`, or beside one each of `LumpSum`, `Deferral` and
    `Rescheduling`; `NoAgreement` stands alone.

    Args:
        owed: what the debt comes to on the day of the agreement.
        *parts: what is offered.

    Returns:
        The payments, the cost, the rate, and what it means.

    Raises:
        BadInput: parts that do not go together.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"))
        >>> owed = debt.payoff(date(2026, 3, 1))
        >>> offer = outcome(owed, Rescheduling(6))
        >>> offer.highest_payment, offer.total_paid, offer.total_interest
        (Decimal('210.12'), Decimal('1260.67'), Decimal('42.35'))
    """
    for part in parts:
        if not isinstance(part, Part):
            raise BadInput(
                "parts", part, "Deferral, Rescheduling, Remission, LumpSum, CounterOffer or NoAgreement"
            )
    nothing = [part for part in parts if isinstance(part, NoAgreement)]
    if nothing:
        if len(parts) > 1:
            raise BadInput("parts", parts, "NoAgreement alone")
        if owed.debt is None:
            raise BadInput("owed.debt", None, "the debt itself, to see what it does if nothing is agreed")
        until = add_months(owed.on, nothing[0].months or A_YEAR)
        return Outcome(owed, parts, Layout((), (), (), (), (), (), NOTHING), until)
    return Outcome(owed, parts, lay_out(owed, parts))


@dataclass(frozen=True, slots=True)
class Compared:
    """An offer's figures, to stand in a table.

    Attributes:
        name: of the offer.
        outcome: what it comes to.
        first_payment, highest_payment, total_paid: yuan.
        months: from the agreement to the last payment.
        still_owed: after the last payment, yuan.
        extra: how much more it costs than paying everything at once, yuan.
        given_up: by the lender, yuan.
        rate: the yearly rate behind it; None where there is none.
        rate_refused: why there is none.
        present_value: None without a discount rate.
        normal, bad: whether it is affordable; None without means.
        verdicts: what rules say of it.
        codes: month by month; None without codes.
    """

    name: str
    outcome: Outcome
    first_payment: Decimal
    highest_payment: Decimal
    months: int
    total_paid: Decimal
    still_owed: Decimal
    extra: Decimal
    given_up: Decimal
    rate: AnnualRate | None
    rate_refused: str | None
    present_value: Decimal | None
    normal: Affordability | None
    bad: Affordability | None
    verdicts: tuple[Verdict, ...]
    codes: tuple[MonthStatus, ...] | None


def compare_offers(
    owed: PayoffQuote,
    offers: Mapping[str, Sequence[Part]],
    *,
    means: Means | None = None,
    discount_rate: Amount | None = None,
    limits: Sequence[Limit] = (),
    lender_kind: str = "",
    product: str = "",
    extended_before: int = 0,
    ranges: Ranges = (),
    counting: Counting = "restarts",
    count: LateCount = "days",
) -> tuple[Compared, ...]:
    """All figures of several offers, in their order.

    Doing nothing without a length of its own is followed as long as the longest of the others.

    Args:
        owed: what the debt comes to on the day of the agreement.
        offers: the parts of each offer, by its name.
        means: what is left for debts month by month, for whether it can be carried.
        discount_rate: a year, for what it is worth to the lender.
        limits: what rules allow, for the verdicts.
        lender_kind: who the lender is, for the verdicts.
        product: which kind of debt it is, for the verdicts.
        extended_before: how many times the contract was extended already, for the verdicts.
        ranges: codes with their first and last day past due, for what a credit report shows.
        counting: what an agreement says of the days late so far: it "restarts" or "keeps_counting"; see
            `Outcome.codes`.
        count: what the codes count: "days", or "missed_minimums".

    Returns:
        The figures of each offer, yuan.

    Raises:
        BadInput: parts that do not go together.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"))
        >>> owed = debt.payoff(date(2026, 3, 1))
        >>> compared = compare_offers(owed, {"half a year": [Rescheduling(6)], "nothing": [NoAgreement()]})
        >>> [(one.name, one.extra) for one in compared]
        [('half a year', Decimal('42.35')), ('nothing', Decimal('92.22'))]
    """
    worked_out = {name: outcome(owed, *parts) for name, parts in offers.items() if not _open_end(parts)}
    longest = max((offer.ends for offer in worked_out.values()), default=owed.on)
    compared = []
    for name, parts in offers.items():
        offer = worked_out.get(name)
        if offer is None:
            offer = outcome(owed, *parts)
            if longest > owed.on:
                offer = Outcome(owed, offer.parts, offer.layout, longest)
        codes = tuple(offer.codes(ranges, counting=counting, count=count)) if ranges else None
        found: tuple[Verdict, ...] = ()
        if limits:
            found = offer.verdicts(
                limits, lender_kind=lender_kind, product=product, extended_before=extended_before
            )
        compared.append(
            Compared(
                name,
                offer,
                offer.first_payment,
                offer.highest_payment,
                offer.months,
                offer.total_paid,
                offer.still_owed,
                offer.extra,
                offer.given_up,
                offer.rate,
                offer.rate_refused,
                None if discount_rate is None else offer.present_value(discount_rate),
                None if means is None else offer.affordable(means),
                None if means is None else offer.affordable(means, bad_month=True),
                found,
                codes,
            )
        )
    return tuple(compared)


def _open_end(parts: Sequence[Part]) -> bool:
    return any(isinstance(part, NoAgreement) and part.months is None for part in parts)


def together(
    outcomes: Iterable[Outcome],
    means: Means,
    *,
    also: Iterable[tuple[date, Amount]] = (),
    bad_month: bool = False,
) -> Affordability:
    """Whether a household can make the payments of the offers for all its debts, month by month.

    Args:
        outcomes: an offer for each debt.
        means: what is left for debts month by month, and the savings.
        also: days and amounts, yuan, that it pays besides: the payments of agreements that run.
        bad_month: whether every month is a bad one.

    Returns:
        Whether they can be made, and what is missing, yuan.

    Raises:
        BadInput: an amount, a date or a word that the signature does not allow.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"))
        >>> owed = debt.payoff(date(2026, 3, 1))
        >>> offer = outcome(owed, Rescheduling(6))
        >>> means = Means.of("800", "300", reserve="500")
        >>> together([offer], means).enough
        True
    """
    offers = tuple(outcomes)
    payments = [pair for offer in offers for pair in zip(offer.layout.days, offer.payments, strict=True)]
    payments += [(as_date(on, "also"), to_fen(amount, "also")) for on, amount in also]
    payments.sort()
    since = min((offer.owed.on for offer in offers), default=None)
    return affordable_fen([on for on, _ in payments], [fen for _, fen in payments], means, bad_month, since)


def lump_sum_equivalent(offer: Outcome, discount_rate: Amount, *, on: date | None = None) -> Decimal:
    """The one payment that is worth as much to the lender as an offer.

    Args:
        offer: the offer.
        discount_rate: what a year's waiting costs the lender, as a share.
        on: the day of the payment, the day of the agreement if left out.

    Returns:
        Yuan.

    Raises:
        BadInput: a day before the agreement, or a rate below 0.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"))
        >>> owed = debt.payoff(date(2026, 3, 1))
        >>> offer = outcome(owed, Rescheduling(6))
        >>> lump_sum_equivalent(offer, "0.04")
        Decimal('1246.35')

    Source:
        The present value of the payments, at the effective rate.
    """
    day = offer.owed.on if on is None else as_date(on, "on")
    if day < offer.owed.on:
        raise BadInput("on", on, f"a day from {offer.owed.on} on")
    rate = to_decimal(discount_rate, "discount_rate")
    at = months_between(offer.owed.on, day)
    return yuan(present_value(rate, offer.layout.months, offer.payments, at=at))
