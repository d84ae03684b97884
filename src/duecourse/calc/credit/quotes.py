"""New credit, honestly: what an offer costs a year, however it is quoted.

    quote = Quote("12000", 12, method="flat_fee", fee_per_period="0.006")      # "only 0.6 % a month"
    priced = priced_quote(quote)
    priced.total_paid, priced.cost, priced.rate.nominal, priced.rate.effective
    cost_table(quote).lines

A quote says what is lent, how it is paid back and what else is charged. What counts is what is received, and
what is paid and when. Months count as twelfths of a year.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from typing import Any, Literal, NamedTuple

from ..basics.choices import check_choices
from ..basics.dates import YearDays, as_date, year_of
from ..basics.money import EXACT, Amount, BadInput, divide, quotient, to_decimal, to_fen, whole, yuan
from ..debt.contract import InstalmentTerms
from ..debt.debt import Debt
from ..debt.delay import CostOfDelay, paid_on_time
from ..debt.events import Drawing
from ..debt.ledger import Position
from ..household.budget import debt_service_share
from ..plan.rates import AnnualRate, RateNotFound, annual_rate
from ..plan.schedule import MOST_PERIODS, Method, Schedule, schedule

CostWhen = Literal["deducted", "first_day", "each_month", "last_month"]
"""deducted: kept back from what is paid out. first_day: paid on the day of the loan."""


@dataclass(frozen=True)
class CostItem:
    """A cost beside the interest, as the table of costs has to list it.

    Attributes:
        name: the caller's, shown as it is.
        amount: yuan, each time it is charged.
        when: when it is charged: "deducted" is kept back from what is paid out, "first_day" is paid on the
            day of the loan.
        share: instead of an amount: a share of the amount lent.
        by: who charges it, in the caller's words.

    Example:
        >>> CostItem("insurance", share="0.01", when="deducted").share
        '0.01'
    """

    name: str
    amount: Amount = "0"
    when: CostWhen = "first_day"
    share: Amount | None = None
    by: str = ""

    def __post_init__(self) -> None:
        check_choices(self)
        if self.share is not None and to_fen(self.amount, "amount"):
            raise BadInput("share", self.share, "either an amount or a share")
        _ = self.fen_of(100)

    def fen_of(self, lent: int) -> int:
        """What it comes to each time, fen, where so much is lent."""
        if self.share is None:
            return to_fen(self.amount, "amount")
        top, bottom = to_decimal(self.share, "share").as_integer_ratio()
        return divide(lent * top, bottom, "half_up")


@dataclass(frozen=True)
class Quote:
    """An offer of credit as it is quoted.

    Attributes:
        amount: what is lent according to the offer, yuan: the principal it names, or the price that is paid
            in instalments.
        periods: monthly payments.
        method: as in `schedule`.
        rate: the rate it names, as a share.
        per: what the rate is for: a "year", a "month" (times 12) or a "day" (times `year_days`).
        year_days: the days that count as a year.
        fee_per_period, total_fee_rate: with method "flat_fee", as in `schedule`: a share of the original
            amount.
        free_periods: the interest and fees of the first so many payments are waived ("first month free").
        items: every other cost.
        cash_price: what the goods cost if they are paid at once, here or elsewhere, where that is less than
            `amount`: "interest-free" instalments on a dearer price.

    Example:
        >>> Quote("12000", 12, rate="0.0005", per="day").annual_rate
        Decimal('0.1825')
    """

    amount: Amount
    periods: int
    method: Method = "equal_instalments"
    rate: Amount = "0"
    per: Literal["year", "month", "day"] = "year"
    year_days: YearDays = 365
    fee_per_period: Amount | None = None
    total_fee_rate: Amount | None = None
    free_periods: int = 0
    items: tuple[CostItem, ...] = ()
    cash_price: Amount | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "items", tuple(self.items))
        check_choices(self)
        year_of(self.year_days)
        whole(self.periods, "periods", least=1, most=MOST_PERIODS)
        whole(self.free_periods, "free_periods", most=self.periods)
        if self.cash_price is not None and not to_fen(self.cash_price, "cash_price"):
            raise BadInput("cash_price", self.cash_price, "an amount above 0")
        _ = self.plan
        if self.received_fen <= 0:
            raise BadInput("items", self.items, "costs on the first day below what is lent")

    @cached_property
    def annual_rate(self) -> Decimal:
        """The rate it names, made a yearly one: times 12, or times the days of the year."""
        times = {"year": 1, "month": 12, "day": self.year_days}[self.per]
        return EXACT.multiply(to_decimal(self.rate, "rate"), times)

    @cached_property
    def plan(self) -> Schedule:
        """The payments of the amount it names, without the other costs and before anything is waived."""
        return schedule(
            self.amount,
            annual_rate=self.annual_rate,
            periods=self.periods,
            method=self.method,
            fee_per_period=self.fee_per_period,
            total_fee_rate=self.total_fee_rate,
        )

    @cached_property
    def lent_fen(self) -> int:
        """What is lent according to the offer, fen."""
        return to_fen(self.amount, "amount")

    @cached_property
    def received_fen(self) -> int:
        """What is really received on the first day, fen: the amount (or what the goods are worth) less
        everything that is deducted or paid on that day."""
        worth = self.lent_fen if self.cash_price is None else to_fen(self.cash_price, "cash_price")
        return worth - self._items("deducted") - self._items("first_day")

    def _items(self, when: str) -> int:
        return sum(item.fen_of(self.lent_fen) for item in self.items if item.when == when)

    @cached_property
    def payments_fen(self) -> tuple[int, ...]:
        """Every monthly payment with all that comes with it, fen."""
        each, last = self._items("each_month"), self._items("last_month")
        rows = []
        for line in self.plan.instalments:
            free = line.number <= self.free_periods
            rows.append(to_fen(line.principal if free else line.payment, "payment") + each)
        rows[-1] += last
        return tuple(rows)


@dataclass(frozen=True)
class PricedQuote:
    """What a quote costs, yuan.

    Attributes:
        quote: the offer of credit.
        received: what one really has on the first day.
        payments: every month.
        total_paid: all that is paid, yuan.
        cost: total_paid less received.
        quoted_rate: the rate the offer names, made a yearly one, or for a flat fee twelve times the monthly
            fee: what it looks like.
        rate: the yearly rate behind it, nominal and effective; 0 where it costs nothing, as "interest-free"
            ought to; None where there is none.
        rate_refused: why there is no rate, as in `RateNotFound`; None where there is one.
    """

    quote: Quote
    received: Decimal
    payments: tuple[Decimal, ...]
    total_paid: Decimal
    cost: Decimal
    quoted_rate: Decimal
    rate: AnnualRate | None
    rate_refused: str | None

    @property
    def highest_payment(self) -> Decimal:
        """The highest monthly payment."""
        return max(self.payments)

    @property
    def simple_rate(self) -> Decimal:
        """The cost a year as a share of what is really in use, without interest on interest, six places.

        Each month's use is what was received less the part of it paid back: each payment pays back the same
        share of what was received as of the plan's principal. A lender that shows this must call it simple.
        """
        plan = self.quote.plan.instalments
        paid_back = accumulate((to_fen(line.principal, "principal") for line in plan), initial=0)
        in_use = sum(self.quote.lent_fen - paid for paid in list(paid_back)[:-1])  # fen × months
        cost = to_fen(self.cost, "cost", least=None)
        top = 12 * cost * self.quote.lent_fen * 10**6
        return EXACT.multiply(divide(top, in_use * self.quote.received_fen, "half_up"), Decimal("0.000001"))

    @property
    def too_much(self) -> Decimal:
        """What the deductions make the plan ask for beyond what it may, yuan; 0.00 where nothing is deducted.

        Interest may not be deducted from the principal beforehand; where it is, the principal is what was
        received (Civil Code Art. 670). This is the plan's total less that of the same plan on that sum.
        """
        kept_back = self.quote._items("deducted")
        if not kept_back:
            return yuan(0)
        lawful = replace(self.quote, amount=yuan(self.quote.lent_fen - kept_back), items=(), cash_price=None)
        return yuan(sum(replace(self.quote, items=()).payments_fen) - sum(lawful.payments_fen))

    def service_share(self, income: Amount, *, others: Amount = "0") -> tuple[Decimal | None, Decimal | None]:
        """The share of a month's income that goes to debts without and with this credit, four places; None
        where nothing comes in. others: what goes to other debts each month, yuan."""
        with_it = to_fen(others, "others") + to_fen(self.highest_payment, "payment")
        return debt_service_share(others, income), debt_service_share(yuan(with_it), income)


def priced_quote(quote: Quote) -> PricedQuote:
    """What a quote costs: in yuan, and as a yearly rate on what is really received.

    Args:
        quote: the offer of credit.

    Returns:
        What is paid, what it costs, yuan, and the rates.

    Example:
        >>> priced = priced_quote(Quote("12000", 12, method="flat_fee", fee_per_period="0.006"))
        >>> priced.total_paid, f"{priced.rate.effective:.2%}"
        (Decimal('12864.00'), '13.84%')
    """
    payments = quote.payments_fen
    total = sum(payments)
    rate: AnnualRate | None = None
    refused: str | None = None
    try:
        rate = annual_rate([-quote.received_fen, *payments])
    except RateNotFound as none:
        refused = none.reason
    looks_like = quote.annual_rate
    if quote.method == "flat_fee":
        looks_like = _fee_a_year(quote)
    return PricedQuote(
        quote,
        yuan(quote.received_fen),
        tuple(map(yuan, payments)),
        yuan(total),
        yuan(total - quote.received_fen),
        looks_like,
        rate,
        refused,
    )


def _fee_a_year(quote: Quote) -> Decimal:
    if quote.fee_per_period is not None:
        return EXACT.multiply(to_decimal(quote.fee_per_period, "fee_per_period"), 12)
    top, bottom = to_decimal(quote.total_fee_rate or "0", "total_fee_rate").as_integer_ratio()
    return quotient(12 * top, bottom * quote.periods)


# -- the table of costs


class CostLine(NamedTuple):
    """A line of the table of costs, yuan.

    Attributes:
        kind: "interest", "instalment_fee", "price" (what the goods cost more than if paid at once), "waived"
            (below 0), or "item".
        name, by: of the item, "" otherwise.
        when: as in COST_WHEN, or "each_month" for interest and fees.
        each: what is charged each time, None where that differs from month to month.
        total: over the whole time.
        share_a_year: of what was received, for each year, as a simple share of the sum in use; six places:
            these add up to the simple rate.
    """

    kind: Literal["interest", "instalment_fee", "price", "waived", "item"]
    name: str
    when: str
    by: str
    each: Decimal | None
    total: Decimal
    share_a_year: Decimal


class LateItem(NamedTuple):
    """A cost only for being late, as the contract names it.

    Attributes:
        name: what it is called, in the caller's words.
        daily_rate: a share of the overdue amount a day.
        fee: yuan, once.
        by: who charges it, in the caller's words.

    Example:
        >>> LateItem("penalty", daily_rate="0.0006").daily_rate
        '0.0006'
    """

    name: str
    daily_rate: Amount = "0"
    fee: Amount = "0"
    by: str = ""


class LateLine(NamedTuple):
    """A cost for being late in the table.

    Attributes:
        name: what it is called, in the caller's words.
        by: who charges it, in the caller's words.
        daily_rate: a share of the overdue amount a day.
        rate_a_year: the daily rate times the days of the year. example: what it comes to if the highest
            payment is so many `days` late, yuan.
        fee: yuan, once.
        days: of the example.
        example: what it comes to if the highest payment is so many days late, yuan.
    """

    name: str
    by: str
    daily_rate: Decimal
    rate_a_year: Decimal
    fee: Decimal
    days: int
    example: Decimal


@dataclass(frozen=True)
class CostTable:
    """The table of all costs that a lender has to show before a loan is signed.

    Attributes:
        priced: the quote, worked out.
        principal: as the offer names it.
        lines: the normal costs, which add up to the cost of `priced`.
        late: what comes on top only for being late.
    """

    priced: PricedQuote
    principal: Decimal
    lines: tuple[CostLine, ...]
    late: tuple[LateLine, ...]


def cost_table(quote: Quote, late: Iterable[LateItem] = (), *, days_late: int = 30) -> CostTable:
    """A quote in the form of the table of costs.

    Args:
        quote: the offer of credit.
        late: the costs for being late, from the contract, each with an example of `days_late` days.
        days_late: for how many days the costs of being late are shown.

    Returns:
        The table, yuan, with the yearly rate.

    Raises:
        BadInput: an amount, a date or a word that the signature does not allow.

    Example:
        >>> [(line.kind, line.total) for line in cost_table(Quote("12000", 12, rate="0.12")).lines]
        [('interest', Decimal('794.23'))]

    Source:
        The rule `cost-table`.
    """
    priced = priced_quote(quote)
    plan = quote.plan.instalments
    rows: list[
        tuple[Literal["interest", "instalment_fee", "price", "waived", "item"], str, str, str, list[int]]
    ]
    rows = [
        ("interest", "", "each_month", "", [to_fen(line.interest, "interest") for line in plan]),
        ("instalment_fee", "", "each_month", "", [to_fen(line.fee, "fee") for line in plan]),
    ]
    free = plan[: quote.free_periods]
    rows.append(
        ("waived", "", "each_month", "", [-to_fen(line.interest + line.fee, "free") for line in free])
    )
    if quote.cash_price is not None:
        more = quote.lent_fen - to_fen(quote.cash_price, "cash_price")
        rows.append(("price", "", "first_day", "", [more]))
    for item in quote.items:
        times = quote.periods if item.when == "each_month" else 1
        rows.append(("item", item.name, item.when, item.by, [item.fen_of(quote.lent_fen)] * times))
    lines = [
        CostLine(
            kind,
            name,
            when,
            by,
            yuan(fen[0]) if len(set(fen)) == 1 else None,
            yuan(sum(fen)),
            _share_a_year(priced, sum(fen)),
        )
        for kind, name, when, by, fen in rows
        if any(fen)
    ]
    whole(days_late, "days_late", least=1)
    on_payment = to_fen(priced.highest_payment, "payment")
    late_lines = [_late_line(quote, item, on_payment, days_late) for item in late]
    return CostTable(priced, yuan(quote.lent_fen), tuple(lines), tuple(late_lines))


def _share_a_year(priced: PricedQuote, fen: int) -> Decimal:
    return replace(priced, cost=yuan(fen)).simple_rate


def _late_line(quote: Quote, item: LateItem, payment: int, days: int) -> LateLine:
    daily, fee = to_decimal(item.daily_rate, "daily_rate"), to_fen(item.fee, "fee")
    top, bottom = daily.as_integer_ratio()
    example = divide(payment * top * days, bottom, "half_up") + fee
    yearly = EXACT.multiply(daily, quote.year_days)
    return LateLine(item.name, item.by, daily, yearly, yuan(fee), days, yuan(example))


# -- one lost month


@dataclass(frozen=True)
class LostMonth:
    """What one missed payment does, yuan.

    Attributes:
        due: its due day.
        payment: what it was.
        on: the day on which it is made good.
        asked: what is asked for on that day, with whatever else has fallen due by then.
        cost: what being late has cost by then.
        position: the debt on that day, before it is made good.
    """

    due: date
    payment: Decimal
    on: date
    asked: Decimal
    cost: Decimal
    position: Position


def one_lost_month(
    quote: Quote, *, start: date, number: int = 1, days_late: int = 30, **late: Any
) -> LostMonth:
    """What it does to miss one payment of a new loan, those before it paid on time and nothing paid since.

    Other costs of the quote are left out: they do not change by it.

    Args:
        quote: the offer of credit.
        start: the day it is taken.
        number: which payment is missed; the first is 1.
        days_late: how many days after its due day one looks.
        **late: what the contract or the agreement says of a late payment, as in `InstalmentTerms`:
            penalty_daily_rate, grace_days, accelerate_after_days … Nothing, if left out.

    Returns:
        What is due then, and what the delay has cost, yuan.

    Raises:
        BadInput: an amount, a date or a word that the signature does not allow.

    Example:
        >>> quote = Quote("12000", 12, rate="0.12")
        >>> one_lost_month(quote, start=date(2026, 1, 15), penalty_daily_rate="0.0006").cost
        Decimal('18.18')
    """
    whole(number, "number", least=1, most=quote.periods)
    whole(days_late, "days_late", least=1)
    terms = InstalmentTerms(
        method=quote.method,
        annual_rate=quote.annual_rate,
        periods=quote.periods,
        fee_per_period=quote.fee_per_period,
        total_fee_rate=quote.total_fee_rate,
        **({"year_days": quote.year_days} | late),
    )
    drawing = Drawing(as_date(start, "start"), quote.amount)
    dated = schedule(
        quote.amount,
        annual_rate=quote.annual_rate,
        periods=quote.periods,
        method=quote.method,
        fee_per_period=quote.fee_per_period,
        total_fee_rate=quote.total_fee_rate,
        start=start,
    ).instalments[number - 1]
    assert dated.due is not None
    debt = Debt(terms, drawing)
    debt = debt.also(*paid_on_time(debt, before=dated.due))
    on = dated.due + timedelta(days_late)
    position = debt.position(on)
    return LostMonth(dated.due, dated.payment, on, position.due, CostOfDelay(debt, on).cost(on), position)
