"""A household's month: what comes in, what must go out, what is left for the debts. Exact to the fen."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from operator import sub
from typing import Final, Literal, Protocol, Self, get_args

from ..basics.dates import add_months, as_date, month_end
from ..basics.money import EXACT, Amount, BadInput, choice, divide, to_fen, whole, yuan
from ..basics.shares import FairPart

BudgetKind = Literal["income", "essential", "other"]
"""What comes in; what must be paid to live and to keep earning; what can be cut."""

BUDGET_KINDS: Final[tuple[BudgetKind, ...]] = get_args(BudgetKind)

_KEPT: Final = 4096


class AnyBudgetLine(Protocol):
    """A line of a budget: its kind and its amount a month, yuan. bad_month: its amount in a bad month,
    where that differs. day: the day of the month on which it comes or goes, where it names one. start, end:
    the days from and to which it holds, where it does not always."""

    @property
    def kind(self) -> BudgetKind: ...
    @property
    def amount(self) -> Amount: ...
    @property
    def bad_month(self) -> Amount | None: ...
    @property
    def day(self) -> int | None: ...
    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Budget:
    """The sums of one month, yuan.

    Attributes:
        income: what comes in.
        essentials: what must be paid to live and to keep earning.
        other: what can be cut.
        left: income less essentials and other spending.
        left_at_most: income less essentials alone, what the debts could get if everything else were cut. Both
            are negative where the month does not close.
    """

    income: Decimal
    essentials: Decimal
    other: Decimal
    left: Decimal
    left_at_most: Decimal


def budget(lines: Iterable[AnyBudgetLine], *, bad_month: bool = False, on: date | None = None) -> Budget:
    """The sums of a normal month, or of a bad one.

    Args:
        lines: what comes in and what goes out, yuan a month.
        bad_month: whether it is a bad month.
        on: a day of the month: only lines that hold in it count; all of them if left out.

    Returns:
        The sums, yuan.

    Raises:
        BadInput: a kind that no budget has, or an amount below 0.

    Example:
        >>> budget([Flat("income", "6200"), Flat("essential", "3500"), Flat("other", "800")]).left
        Decimal('1900.00')
    """
    sums = dict.fromkeys(BUDGET_KINDS, 0)
    for line in lines:
        kind = choice(line.kind, "kind", BUDGET_KINDS)
        if on is not None and not counts_in(line, on):
            continue
        amount = line.bad_month if bad_month and line.bad_month is not None else line.amount
        sums[kind] += to_fen(amount, "amount")
    most = sums["income"] - sums["essential"]
    return Budget(*(yuan(fen) for fen in (*sums.values(), most - sums["other"], most)))


def counts_in(line: AnyBudgetLine, on: date) -> bool:
    """Whether a line of a budget counts in the month of a day: its own day of that month is one on which it
    holds. Where it names none, to be safe: income holds on the month's last day, anything else on any."""
    if line.start is None and line.end is None:
        return True
    first, last = on.replace(day=1), month_end(on)
    start, end = line.start or first, line.end or last
    if line.day is None and line.kind != "income":
        return start <= last and first <= end
    return start <= first.replace(day=min(line.day or last.day, last.day)) <= end


@dataclass(frozen=True, slots=True)
class Span:
    """Months in which the same comes and goes.

    Attributes:
        start: the first day.
        end: the last day; None where it goes on to the day looked up to.
        normal, bad: the sums of a normal and of a bad month in it.
    """

    start: date
    end: date | None
    normal: Budget
    bad: Budget


A_YEAR_AHEAD: Final = 12
"""Months: how far one looks for a change where no plan says how long."""


def budget_ahead(lines: Iterable[AnyBudgetLine], on: date, *, until: date | None = None) -> tuple[Span, ...]:
    """The months to come, as far as they are known to change.

    Args:
        lines: what comes in and what goes out, yuan a month.
        on: the day from which one looks.
        until: the last day; a year later if left out.

    Returns:
        Stretches of months in which the same comes and goes, in order.

    Raises:
        BadInput: an amount, a date or a word that the signature does not allow.

    Example:
        >>> lines = [Flat("income", "6200"), Flat("other", "900", end=date(2026, 12, 31))]
        >>> [(span.start, span.normal.left) for span in budget_ahead(lines, date(2026, 11, 24))]
        [(datetime.date(2026, 11, 24), Decimal('5300.00')), (datetime.date(2027, 1, 1), Decimal('6200.00'))]
    """
    known = tuple(lines)
    last = add_months(as_date(on, "on"), A_YEAR_AHEAD) if until is None else as_date(until, "until")
    turns = [each for line in known for each in (line.start, line.end) if each and each <= month_end(last)]
    months = {after for each in turns for after in (each.replace(day=1), month_end(each) + timedelta(1))}
    spans: list[Span] = []
    for start in [on, *sorted(each for each in months if on < each <= last)]:
        normal, bad = budget(known, on=start), budget(known, bad_month=True, on=start)
        if spans and (spans[-1].normal, spans[-1].bad) == (normal, bad):
            continue
        if spans:
            spans[-1] = replace(spans[-1], end=start - timedelta(1))
        spans.append(Span(start, None, normal, bad))
    return tuple(spans)


def tightest(spans: Iterable[Span]) -> Span:
    """The time whose bad months leave least: what is promised for every month has to hold in it too.

    Args:
        spans: from `budget_ahead`; at least one.

    Returns:
        That one of them.

    Raises:
        ValueError: no spans.

    Example:
        >>> lines = [Flat("income", "6200"), Flat("other", "900", end=date(2026, 12, 31))]
        >>> tightest(budget_ahead(lines, date(2026, 11, 24))).bad.left
        Decimal('5300.00')
    """
    return min(spans, key=lambda span: (span.bad.left, span.normal.left))


@dataclass(frozen=True)
class Means:
    """What a household can pay its debts with, month by month.

    Attributes:
        lines: its budget.
        others: what goes to other debts each month, yuan.
        reserve: savings that may be used up where a month does not suffice, in all.
        cut_other: whether everything but the essentials is cut.
        part: the part of what a month leaves that goes to the debts asked about; all of it if left out.

    Example:
        >>> Means.of("800", "300", reserve="500").reserve
        '500'
    """

    lines: tuple[AnyBudgetLine, ...]
    others: Amount = "0"
    reserve: Amount = "0"
    cut_other: bool = False
    part: FairPart | None = None
    _kept: dict[tuple[int, bool], int] = field(default_factory=dict, init=False, compare=False, repr=False)
    _spans: dict[date, tuple[Span, ...]] = field(default_factory=dict, init=False, compare=False, repr=False)
    _rows: dict[tuple[tuple[date, ...], bool], list[int]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", tuple(self.lines))
        for bad_month in (False, True):  # a wrong amount is refused here, not in mid-calculation
            budget(self.lines, bad_month=bad_month)
        _ = self.reserve_fen, to_fen(self.others, "others")

    @classmethod
    def of(cls, left: Amount, bad_month: Amount | None = None, *, reserve: Amount = "0") -> Self:
        """The same amount left in every normal month, and another in every bad one; either may be below 0."""
        normal = to_fen(left, "left", least=None)
        bad = normal if bad_month is None else to_fen(bad_month, "bad_month", least=None)
        least = -min(0, normal, bad)  # what must go out whatever comes in
        income = Flat("income", yuan(normal + least), yuan(bad + least))
        return cls((income, Flat("essential", yuan(least))), reserve=reserve)

    def ahead(self, on: date) -> tuple[Span, ...]:
        """The months of the year from a day on, as far as they are known to change: `budget_ahead`."""
        if on not in self._spans:
            self._spans[on] = budget_ahead(self.lines, on)
        return self._spans[on]

    @cached_property
    def reserve_fen(self) -> int:
        """The savings that may be used up, fen."""
        return to_fen(self.reserve, "reserve")

    def left(self, on: date, *, bad_month: bool = False) -> Decimal:
        """What is left for the debts asked about in the month of a payment on this day, yuan; below 0
        where the month does not close."""
        return yuan(self.left_fen(on, bad_month))

    def left_fen(self, on: date, bad_month: bool) -> int:
        """The same in fen."""
        return self.left_row((on,), bad_month)[0]

    def left_row(self, days: tuple[date, ...], bad_month: bool) -> list[int]:
        """The same for many days."""
        row = self._rows.get((days, bad_month))
        if row is None:
            turns = self._turns
            row = [self._left(bisect_right(turns, _number(on)), on, bad_month) for on in days]
            if len(self._rows) < _KEPT:
                self._rows[days, bad_month] = row
        return row

    @cached_property
    def _turns(self) -> list[int]:
        """The months, by their numbers, from which on another line may count: between them all are alike."""
        ends = [each for line in self.lines for each in (line.start, line.end) if each]
        return sorted({_number(each) + later for each in ends for later in (0, 1)})

    def _left(self, span: int, on: date, bad_month: bool) -> int:
        """The same for the month of a day; span: how many turns lie before its end."""
        left = self._kept.get((span, bad_month))
        if left is None:
            month = budget(self.lines, bad_month=bad_month, on=on)
            most = month.left_at_most if self.cut_other else month.left
            left = to_fen(most, "left", least=None) - to_fen(self.others, "others")
            left = self._kept[span, bad_month] = left if self.part is None else self.part.fen(left)
        return left


@dataclass(frozen=True, slots=True)
class Flat:
    """A line of a budget.

    Attributes:
        kind: "income", "essential" or "other".
        amount: yuan a month.
        bad_month: its amount in a bad month, where that differs.
        start: the first day on which it holds; always if left out.
        end: the last day on which it holds; always if left out.
        day: the day of the month on which it comes or goes.

    Example:
        >>> budget([Flat("income", "6200"), Flat("essential", "3500")]).left
        Decimal('2700.00')
    """

    kind: BudgetKind
    amount: Amount
    bad_month: Amount | None = None
    start: date | None = None
    end: date | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Affordability:
    """Whether a household can make payments, in normal months or if every month were a bad one.

    Attributes:
        bad_month: whether every month is a bad one.
        short_months: how many months with a payment do not suffice even with the reserve.
        shortfall: what is missing for the payments then, all together, yuan.
        most_short: what is missing in the worst of them, yuan.
        worst: the day of its payment.
        tightest: the day of the payment that leaves least.
        left_then: what that month leaves after it, below 0 where it falls short; None where nothing is paid.
        reserve_used: yuan, with what the months without a payment took of it.
    """

    bad_month: bool
    short_months: int
    shortfall: Decimal
    most_short: Decimal
    worst: date | None
    tightest: date | None
    left_then: Decimal | None
    reserve_used: Decimal

    @property
    def enough(self) -> bool:
        """Whether every payment can be made."""
        return not self.short_months


def affordable(
    payments: Iterable[tuple[date, Amount]],
    means: Means,
    *,
    since: date | None = None,
    bad_month: bool = False,
) -> Affordability:
    """Whether a household can make payments, each measured against the month it falls in.

    Payments of one calendar month are taken together, on the day of the first. The agreement's own month
    counts from its first day, or with a payment in it; what it brought before is in the reserve. What one
    month leaves over is not kept for the next: the reserve alone fills gaps.

    Args:
        payments: days and amounts, yuan.
        means: what is left for debts month by month, and the savings.
        since: the day of the agreement: a month after it that does not close takes from the reserve although
            nothing is paid in it.
        bad_month: whether every month is a bad one.

    Returns:
        Whether they can be made, and what is missing, yuan.

    Raises:
        BadInput: an amount, a date or a word that the signature does not allow.

    Example:
        >>> means = Means.of("800", "300", reserve="500")
        >>> plan = [(date(2026, 12, 15), "700"), (date(2027, 1, 15), "700")]
        >>> affordable(plan, means).enough, affordable(plan, means, bad_month=True).shortfall
        (True, Decimal('300.00'))
    """
    paid = sorted((as_date(on, "payments"), to_fen(amount, "payments")) for on, amount in payments)
    begin = None if since is None else as_date(since, "since")
    return affordable_fen([on for on, _ in paid], [fen for _, fen in paid], means, bad_month, begin)


def affordable_fen(
    days: Sequence[date], payments: Sequence[int], means: Means, bad_month: bool, since: date | None
) -> Affordability:
    """The same on whole fen, the days in order."""
    months, places, after = _after(days, payments, means, bad_month, since)
    if not places:
        return Affordability(bad_month, 0, yuan(0), yuan(0), None, None, None, yuan(0))
    tightest = min(places, key=after.__getitem__)
    missing, reserve = _missing(after, means.reserve_fen) if min(after) < 0 else ([0] * len(after), 0)
    short = [missing[place] for place in dict.fromkeys(places)]
    worst = max(places, key=missing.__getitem__)
    return Affordability(
        bad_month,
        sum(map(bool, short)),
        yuan(sum(short)),
        yuan(max(short)),
        months[worst] if missing[worst] else None,
        months[tightest],
        yuan(after[tightest]),
        yuan(reserve),
    )


def most_short_fen(
    days: Sequence[date], payments: Sequence[int], means: Means, bad_month: bool, since: date | None
) -> int:
    """What is missing for payments in the worst of their months, fen: `affordable_fen(…).most_short`."""
    _, places, after = _after(days, payments, means, bad_month, since)
    if not places or min(after) >= 0:
        return 0
    if not means.reserve_fen:
        return max(0, -min(map(after.__getitem__, places)))
    missing, _ = _missing(after, means.reserve_fen)
    return max(map(missing.__getitem__, places))


def _after(
    days: Sequence[date], payments: Sequence[int], means: Means, bad_month: bool, since: date | None
) -> tuple[tuple[date, ...], tuple[int, ...], list[int]]:
    """Every month from the agreement to the last payment, the place of each payment's month among them, and
    what each month leaves after its payments, fen."""
    if not all(payments):
        days = [on for on, payment in zip(days, payments, strict=True) if payment]
        payments = [payment for payment in payments if payment]
    if not days:
        return (), (), []
    months, places = _calendar(tuple(days), since)
    paid = [0] * len(months)
    for place, payment in zip(places, payments, strict=True):
        paid[place] += payment
    return months, places, list(map(sub, means.left_row(months, bad_month), paid))


def _missing(after: Iterable[int], reserve: int) -> tuple[list[int], int]:
    """What each month lacks that the reserve does not fill, and how much of the reserve is used, fen."""
    missing, there = [], reserve
    for left in after:
        lacks = -left if left < 0 else 0
        used = lacks if lacks < there else there
        there -= used
        missing.append(lacks - used)
    return missing, reserve - there


@lru_cache(maxsize=512)
def _calendar(days: tuple[date, ...], since: date | None) -> tuple[tuple[date, ...], tuple[int, ...]]:
    """Every month from the agreement to the last payment, as the day on which its budget is looked at: that
    of its first payment, or the agreement's day of the month; and the place of each payment's month."""
    first: dict[int, date] = {}
    for on in days:
        first.setdefault(_number(on), on)
    anchor = days[0] if since is None else since
    begin = min(_number(days[0]), _number(anchor) + (anchor.day > 1))
    numbers = range(begin, _number(days[-1]) + 1)
    months = (first.get(number) or add_months(anchor, number - _number(anchor)) for number in numbers)
    return tuple(months), tuple(_number(on) - begin for on in days)


def _number(on: date) -> int:
    """The number of a day's month."""
    return 12 * on.year + on.month


def debt_service_share(payments: Amount, income: Amount) -> Decimal | None:
    """The share of a month's income that goes to debts.

    Args:
        payments: what the debts ask for in the month, yuan.
        income: what comes in, yuan.

    Returns:
        A share, to four places; None where nothing comes in.

    Raises:
        BadInput: an amount below 0.

    Example:
        >>> debt_service_share("2100", "6200")
        Decimal('0.3387')
    """
    paid, earned = to_fen(payments, "payments"), to_fen(income, "income")
    return _share(paid, earned) if earned else None


def _share(part: int, whole: int) -> Decimal:
    return EXACT.multiply(divide(10_000 * part, whole, "half_up"), Decimal("0.0001"))


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A household's amount a month beside a figure of statistics.

    Attributes:
        own: the own amount, yuan.
        typical: what the figure makes for as many people, yuan.
        difference: by how much the own amount is above it, yuan; below 0: under it.
        share: what share of it the own is.
    """

    own: Decimal
    typical: Decimal
    difference: Decimal
    share: Decimal


def benchmark(own: Amount, figure: Amount, *, people: int = 1, months: int = 12) -> Benchmark:
    """An own amount a month beside a figure a head.

    Args:
        own: the own amount a month, yuan.
        figure: yuan for so many `months` and one person.
        people: how many live on the own amount.
        months: the months that the figure is for.

    Returns:
        Both amounts a month, yuan, and the share, rounded to four places.

    Raises:
        BadInput: a figure of 0, or anything else that the signature does not allow.

    Example:
        >>> benchmark("3500", "28227", people=2).share
        Decimal('0.7440')

    Source:
        Figures of statistics: the rules `disposable-income`, `consumption` and `wages`.
    """
    mine, theirs = to_fen(own, "own"), to_fen(figure, "figure")
    if not theirs:
        raise BadInput("figure", figure, "an amount above 0")
    heads, span = whole(people, "people", least=1), whole(months, "months", least=1)
    typical = divide(theirs * heads, span, "half_up")
    return Benchmark(yuan(mine), yuan(typical), yuan(mine - typical), _share(mine * span, theirs * heads))
