"""The cash calendar: what is in the account day by day, on which day it runs dry, and what moves that day.

    lines = [
        CashLine("pay", "income", "6200", day=15),
        CashLine("rent", "essential", "1300", day=1),
        CashLine("food", "essential", "1300", every="spread"),
        CashLine("loan", "debt", "1087.73", day=8),
    ]
    calendar = cash_calendar(lines, "260", start=date(2026, 11, 24))
    calendar.first_shortfall, calendar.deepest, calendar.shortfall_days
    effect_of(calendar, MoveDay("loan", 16)).first_shortfall_after

All amounts are yuan and exact to the fen. A balance is that at the end of a day.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Any, Final, Literal, NamedTuple, Self, get_args

from ..basics.choices import check_choices
from ..basics.dates import add_months, as_date
from ..basics.money import Amount, BadInput, divide, to_decimal, to_fen, whole, yuan, yuan_column
from ..basics.older import Older
from ..debt.catching_up import catch_up
from ..debt.payoff import PayoffQuote, known_debt
from .budget import AnyBudgetLine

CashKind = Literal["income", "essential", "other", "debt"]
"""What comes in; what must be paid to live; what can be cut; what goes to a lender."""

CASH_KINDS: Final[tuple[CashKind, ...]] = get_args(CashKind)

WhenClosed = Literal["not", "before", "after"]
"""What happens where a line's day is no workday: see `CashLine`."""

_LONGEST_CLOSED: Final = 15
"""Days: no run of days off is longer."""

_MOST_AHEAD: Final = 31

_LONGEST: Final = 3700
"""Days: ten years."""

Workday = Callable[[date], bool]
"""Whether banks work on a day; from a calendar of holidays, handed in."""


@dataclass(frozen=True)
class CashLine:
    """Money that comes in or goes out again and again, or once.

    Attributes:
        name: its own among the lines.
        kind: "income" comes in; "essential", "other" and "debt" go out.
        amount: yuan, never below 0.
        every: "month" on the day of the month (its last day where it is shorter); "week" on the day of the
            week; "once" on the day `start`; "spread": the amount of a month in equal parts over its days,
            exact over the month, for what is bought day by day; "listed": the payments, as a lender's plan
            has them.
        day: the day of the month, or of the week, 1 (Monday) to 7.
        start, end: the first and last day on which it falls due, where it does not always.
        bad_month: its amount in a bad month, where that differs.
        when_closed: what happens where its day is no workday: it stays ("not"), is moved to the workday
            "before" or "after".
        ahead: it is paid so many days before it is due, to be safe.
        autopay: the bank takes it on the due day.
        moved_to: the lender (or landlord) has moved its day to this day of the same month, or of the same
            week; what would come to lie before the calendar that way keeps its old day.
        payments: with every="listed": days and amounts, yuan.

    Example:
        >>> CashLine("rent", "essential", "1300", day=1).every
        'month'
    """

    name: str
    kind: CashKind
    amount: Amount = "0"
    every: Literal["month", "week", "once", "spread", "listed"] = "month"
    day: int | None = None
    start: date | None = None
    end: date | None = None
    bad_month: Amount | None = None
    when_closed: WhenClosed = "not"
    ahead: int = 0
    autopay: bool = False
    moved_to: int | None = None
    payments: tuple[tuple[date, Amount], ...] = ()

    def __post_init__(self) -> None:
        check_choices(self)
        whole(self.ahead, "ahead", most=_MOST_AHEAD)
        for name, day in (("start", self.start), ("end", self.end)):
            if day is not None:
                as_date(day, name)
        if self.start and self.end and self.end < self.start:
            raise BadInput("end", self.end, f"a day from {self.start} on")
        most = 7 if self.every == "week" else 31
        if (self.day is not None) != (self.every in ("month", "week")):
            raise BadInput("day", self.day, 'a day with every="month" or "week", None otherwise')
        if self.day is not None:
            whole(self.day, "day", least=1, most=most)
        if self.moved_to is not None:
            if self.every in ("once", "spread"):
                raise BadInput("moved_to", self.moved_to, f'None for every="{self.every}"')
            whole(self.moved_to, "moved_to", least=1, most=most)
        if self.every == "once" and self.start is None:
            raise BadInput("start", None, "the day on which it falls due")
        if bool(self.payments) != (self.every == "listed"):
            raise BadInput("payments", self.payments, 'pairs of a day and an amount with every="listed"')
        if self.autopay and self.ahead:
            raise BadInput("ahead", self.ahead, "0 with autopay, which pays on the due day")
        _ = self.fen, self.bad_fen, self.listed

    @classmethod
    def of_budget(cls, line: AnyBudgetLine, name: str) -> Self:
        """A line of a budget. Where it names no day: income comes on the month's last day, to be safe, and
        everything else is spread over the month."""
        if line.day is None and line.kind != "income":
            return cls(name, line.kind, line.amount, "spread", None, line.start, line.end, line.bad_month)
        day = line.day or 31
        return cls(name, line.kind, line.amount, "month", day, line.start, line.end, line.bad_month)

    @cached_property
    def fen(self) -> int:
        """What it changes in the account each time (each month, where it is spread), fen; below 0: out."""
        return self._signed(to_fen(self.amount, "amount"))

    @cached_property
    def bad_fen(self) -> int:
        """The same in a bad month."""
        return self.fen if self.bad_month is None else self._signed(to_fen(self.bad_month, "bad_month"))

    @cached_property
    def listed(self) -> tuple[tuple[date, int], ...]:
        """The listed payments: the day and what it changes, fen."""
        return tuple(
            (as_date(on, "payments"), self._signed(to_fen(amount, "payments")))
            for on, amount in self.payments
        )

    def _signed(self, fen: int) -> int:
        return fen if self.kind == "income" else -fen

    @property
    def comes_in(self) -> bool:
        """Whether it is income."""
        return self.kind == "income"


class CashMove(NamedTuple):
    """Money that came or went on a day.

    Attributes:
        on: the day.
        name, kind: of its line.
        amount: yuan: above 0 in, below 0 out.
        due: the day it was due, before it was moved to a workday or paid ahead.
    """

    on: date
    name: str
    kind: str
    amount: Decimal
    due: date


@dataclass(frozen=True, slots=True)
class CashDay:
    """One day of the calendar, yuan.

    Attributes:
        on: the day.
        opening: what is in the account at its beginning.
        moves: what comes and goes on it, in order.
        balance: what is in it at its end.
        lowest: the lowest point of the day, below `balance` only where everything goes out before anything
            comes in.
    """

    on: date
    opening: Decimal
    moves: tuple[CashMove, ...]
    balance: Decimal
    lowest: Decimal

    @property
    def short(self) -> Decimal:
        """By how much the day is below zero, 0.00 where it is not."""
        return max(-self.lowest, yuan(0))

    @property
    def tipped_by(self) -> str | None:
        """The name of what takes most out of the account on this day; None where nothing does."""
        out = [move for move in self.moves if move.amount < 0]
        return min(out, key=lambda move: move.amount).name if out else None


@dataclass(frozen=True)
class CashCalendar:
    """An account from `start` to `until`, both included.

    Made by `cash_calendar`.

    Attributes:
        lines: what comes in and goes out.
        opening: what is in it before anything happens on `start`, yuan.
        start: the first day.
        until: the last day.
        is_workday: whether banks work on a day.
        bad_months: any day of each bad month.
        out_first: on each day, everything goes out before anything comes in, as where the bank takes its
            money in the morning.
    """

    lines: tuple[CashLine, ...]
    opening: Amount
    start: date
    until: date
    is_workday: Workday | None = None
    bad_months: frozenset[tuple[int, int]] = frozenset()
    out_first: bool = False

    def __post_init__(self) -> None:
        as_date(self.start, "start")
        if as_date(self.until, "until") < self.start or (self.until - self.start).days > _LONGEST:
            allowed = f"a day from {self.start} on, at most {_LONGEST} days later"
            raise BadInput("until", self.until, allowed)
        names = [line.name for line in self.lines]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise BadInput("lines", twice, "each name once")
        _ = self._opening_fen

    @cached_property
    def _opening_fen(self) -> int:
        return to_fen(self.opening, "opening", least=None)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every day, in order."""
        return tuple(self.start + timedelta(number) for number in range((self.until - self.start).days + 1))

    @cached_property
    def _moves(self) -> list[list[tuple[int, CashLine, date]]]:
        """What happens on each day: fen, its line, and the day it was due."""
        moves: list[list[tuple[int, CashLine, date]]] = [[] for _ in self.days]
        for line in self.lines:
            for place, fen, due in _placed(line, self.start, self.until, self.is_workday, self.bad_months):
                moves[place].append((fen, line, due))
        return moves

    @cached_property
    def _balances(self) -> list[int]:
        changes = [sum(fen for fen, _, _ in moves) for moves in self._moves]
        return list(accumulate(changes, initial=self._opening_fen))[1:]

    @cached_property
    def _lowest(self) -> list[int]:
        if not self.out_first:
            return self._balances
        before = [self._opening_fen, *self._balances]
        out = (sum(fen for fen, _, _ in moves if fen < 0) for moves in self._moves)
        return [min(begin + gone, end) for begin, gone, end in zip(before, out, self._balances, strict=False)]

    @property
    def balances(self) -> tuple[Decimal, ...]:
        """The balance at the end of every day, yuan."""
        return tuple(yuan_column(self._balances))

    def day(self, on: date) -> CashDay:
        """One day. Raises BadInput for one outside the calendar."""
        if not self.start <= as_date(on, "on") <= self.until:
            raise BadInput("on", on, f"a day from {self.start} to {self.until}")
        return self._day((on - self.start).days)

    def _day(self, place: int) -> CashDay:
        on = self.days[place]
        moves = tuple(
            CashMove(on, line.name, line.kind, yuan(fen), due) for fen, line, due in self._moves[place]
        )
        opening = self._balances[place - 1] if place else self._opening_fen
        return CashDay(on, yuan(opening), moves, yuan(self._balances[place]), yuan(self._lowest[place]))

    def moves(self) -> Iterator[CashMove]:
        """Everything that comes and goes, in order: what a calendar of reminders is made from."""
        for place in range(len(self.days)):
            yield from self._day(place).moves

    @cached_property
    def first_shortfall(self) -> CashDay | None:
        """The first day on which the account is below zero; None where it never is."""
        place = next((place for place, fen in enumerate(self._lowest) if fen < 0), None)
        return None if place is None else self._day(place)

    @cached_property
    def deepest(self) -> CashDay:
        """The first day with the lowest point of all, below zero or not."""
        return self._day(self._lowest.index(min(self._lowest)))

    @property
    def shortfall_days(self) -> int:
        """On how many days the account is below zero."""
        return sum(fen < 0 for fen in self._lowest)

    first_dry = Older("first_shortfall")
    dry_days = Older("shortfall_days")

    @property
    def needed(self) -> Decimal:
        """What would have to be in the account in addition on the first day for it never to be below zero."""
        return yuan(max(0, -min(self._lowest)))

    def line(self, name: str) -> CashLine:
        """A line by its name. Raises BadInput where there is none."""
        for line in self.lines:
            if line.name == name:
                return line
        raise BadInput("name", name, ", ".join(line.name for line in self.lines))

    def refused(self) -> tuple[CashMove, ...]:
        """What the bank could not take by autopay: the account does not hold it when its turn comes, on its
        day, after what comes in (or before it, with `out_first`) and after what stands before it in `lines`.
        """
        refused = []
        for place, moves in enumerate(self._moves):
            day = self._day(place)
            fen = to_fen(day.opening, "opening", least=None)
            fen += 0 if self.out_first else sum(amount for amount, _, _ in moves if amount > 0)
            for move, (amount, line, _) in zip(day.moves, moves, strict=True):
                if amount < 0:
                    fen += amount
                    if line.autopay and fen < 0:
                        refused.append(move)
        return tuple(refused)

    def columns(self) -> dict[str, list[date] | list[Decimal]]:
        """A row a day: date, opening, comes_in, goes_out (below 0) and balance, yuan."""
        comes_in = [sum(fen for fen, _, _ in moves if fen > 0) for moves in self._moves]
        goes_out = [sum(fen for fen, _, _ in moves if fen < 0) for moves in self._moves]
        return {
            "date": list(self.days),
            "opening": list(yuan_column([self._opening_fen, *self._balances[:-1]])),
            "comes_in": list(yuan_column(comes_in)),
            "goes_out": list(yuan_column(goes_out)),
            "balance": list(yuan_column(self._balances)),
        }

    def with_changes(self, *changes: "Change") -> "CashCalendar":
        """The same account with changes, one after the other."""
        calendar = self
        for change in changes:
            calendar = change.applied(calendar)
        return calendar


@lru_cache(maxsize=512)
def _placed(
    line: CashLine,
    start: date,
    until: date,
    is_workday: Workday | None,
    bad_months: frozenset[tuple[int, int]],
) -> tuple[tuple[int, int, date], ...]:
    """What a line does from `start` to `until`: on which day of them, what it changes (fen), and when it
    was due."""
    placed = []
    for due, usual, bad in _dues(line, start, until):
        fen = bad if (due.year, due.month) in bad_months else usual
        if line.every == "spread":
            fen, on = _share_of_day(fen, due), due
        else:
            on = _paid_on(line, _moved(line, due, start), is_workday)
        if fen and start <= on <= until and (line.moved_to is None or due >= start):
            placed.append(((on - start).days, fen, due))
    return tuple(placed)


def _dues(line: CashLine, start: date, until: date) -> Iterator[tuple[date, int, int]]:
    """The days on which a line falls due, with what it changes in a normal and in a bad month, fen; also
    those shortly before and after the calendar from which it may be moved into it."""
    closed = _LONGEST_CLOSED
    first = start - timedelta(closed if line.when_closed == "after" else 0)
    last = until + timedelta(line.ahead + closed * (line.when_closed == "before") + 31 * bool(line.moved_to))
    if line.every == "once":
        assert line.start is not None
        yield line.start, line.fen, line.bad_fen
    elif line.every == "listed":
        for due, fen in line.listed:
            if (line.start or due) <= due <= (line.end or due):
                yield due, fen, fen
    else:
        first, last = max(first, line.start or first), min(last, line.end or last)
        for due in _regular(line, first, last):
            yield due, line.fen, line.bad_fen


def _regular(line: CashLine, first: date, last: date) -> Iterator[date]:
    if line.every == "month":
        assert line.day is not None
        month = first.replace(day=1)
        while month <= last:
            if first <= (due := _day_of(month, line.day)) <= last:
                yield due
            month = add_months(month, 1)
        return
    step = 1
    if line.every == "week":
        assert line.day is not None
        first, step = first + timedelta((line.day - first.isoweekday()) % 7), 7
    for number in range(0, (last - first).days + 1, step):
        yield first + timedelta(number)


def _day_of(month: date, day: int) -> date:
    return month.replace(day=min(day, monthrange(month.year, month.month)[1]))


def _moved(line: CashLine, due: date, start: date) -> date:
    if line.moved_to is None:
        return due
    if line.every == "week":
        moved = due + timedelta(line.moved_to - due.isoweekday())
    else:
        moved = _day_of(due, line.moved_to)
    return moved if moved >= start else due


def _paid_on(line: CashLine, due: date, is_workday: Workday | None) -> date:
    day = due - timedelta(line.ahead)
    if line.when_closed == "not" or is_workday is None:
        return day
    step = timedelta(1 if line.when_closed == "after" else -1)
    for _ in range(_LONGEST_CLOSED):
        if is_workday(day):
            return day
        day += step
    raise BadInput("is_workday", day, f"a workday within {_LONGEST_CLOSED} days of {due}")


def _share_of_day(fen: int, on: date) -> int:
    """What a month's amount comes to on one of its days; the days of a month add up to it."""
    count = monthrange(on.year, on.month)[1]
    return divide(fen * on.day, count, "down") - divide(fen * (on.day - 1), count, "down")


def cash_calendar(
    lines: Iterable[CashLine],
    opening: Amount,
    *,
    start: date,
    until: date | None = None,
    is_workday: Workday | None = None,
    bad_months: Iterable[date] = (),
    out_first: bool = False,
) -> CashCalendar:
    """What is in an account day by day.

    Args:
        lines: what comes in and goes out.
        opening: what is in it before the first day, yuan, below 0 where it is overdrawn.
        start: the first day.
        until: the last day; a year after the first if left out.
        is_workday: whether banks work on a day, for the lines that are moved; without it none is.
        bad_months: any day of each bad month, in which lines with a `bad_month` amount have that.
        out_first: as in `CashCalendar`.

    Returns:
        The calendar.

    Raises:
        BadInput: an amount, a date or a word that the signature does not allow.

    Example:
        >>> lines = [
        ...     CashLine("pay", "income", "6200", day=15), CashLine("rent", "essential", "3500", day=1)
        ... ]
        >>> calendar = cash_calendar(lines, "2600", start=date(2026, 11, 24), until=date(2027, 2, 28))
        >>> calendar.first_shortfall.on, calendar.first_shortfall.balance
        (datetime.date(2026, 12, 1), Decimal('-900.00'))
    """
    last = add_months(as_date(start, "start"), 12) - timedelta(1) if until is None else until
    bad = frozenset((as_date(day, "bad_months").year, day.month) for day in bad_months)
    return CashCalendar(tuple(lines), opening, start, last, is_workday, bad, out_first)


def debt_line(name: str, owed: PayoffQuote, *, until: date, **how: Any) -> CashLine:
    """What a debt asks for, as one line of an account.

    On the day of `owed` what is overdue, then every instalment or minimum payment on its day, if all of them
    are paid so. For an agreement, make the line from its schedule with `planned_line`.

    Args:
        name: the line's own among the lines.
        owed: what the debt comes to on the first day, with the debt itself.
        until: the last day.
        **how: of `CashLine`: when_closed, ahead, autopay.

    Returns:
        The line.

    Raises:
        BadInput: a debt that asks for nothing.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"))
        >>> owed = debt.payoff(date(2026, 3, 1))
        >>> debt_line("loan", owed, until=date(2026, 4, 30)).payments[0]
        (datetime.date(2026, 3, 1), Decimal('107.41'))
    """
    asked, _ = catch_up(known_debt(owed), owed.on, max(until, owed.on))
    if not asked:
        raise BadInput("owed", owed.total, f"a debt that asks for something by {until}")
    return planned_line(name, [(payment.on, payment.amount) for payment in asked], **how)


def planned_line(name: str, payments: Iterable[tuple[date, Amount]], **how: Any) -> CashLine:
    """The payments of a plan, as one line of an account.

    Args:
        name: the line's own among the lines.
        payments: days and amounts, yuan.
        **how: of `CashLine`: when_closed, ahead, autopay.

    Returns:
        The line.

    Raises:
        BadInput: no payments, or what is none.

    Example:
        >>> planned_line("plan", [(date(2026, 12, 15), "700")], autopay=True).autopay
        True
    """
    return CashLine(name, "debt", every="listed", payments=tuple(payments), **how)


# -- what moves the day


class Change:
    """One change of a calendar: MoveDay, Autopay, PayAhead, Buffer, Cut."""

    def applied(self, calendar: CashCalendar) -> CashCalendar:
        """The calendar with the change made."""
        raise NotImplementedError


@dataclass(frozen=True)
class MoveDay(Change):
    """Another day of the month (or of the week) for a line, as a lender or a landlord may grant it.

    Each time the same payment on that day of the same month.

    Attributes:
        name: of the line.
        day: of the month, or of the week.
    """

    name: str
    day: int

    def applied(self, calendar: CashCalendar) -> CashCalendar:
        """The calendar with the line on its new day."""
        return _with_line(calendar, self.name, moved_to=self.day)


@dataclass(frozen=True)
class Autopay(Change):
    """The bank takes the line on its due day: nothing is paid ahead of it, and nothing forgotten.

    Attributes:
        name: of the line.
    """

    name: str

    def applied(self, calendar: CashCalendar) -> CashCalendar:
        """The calendar with the line paid by itself."""
        return _with_line(calendar, self.name, autopay=True, ahead=0)


@dataclass(frozen=True)
class PayAhead(Change):
    """The line is paid so many `days` before it is due, by hand.

    Attributes:
        name: of the line.
        days: how many days before it is due.
    """

    name: str
    days: int

    def applied(self, calendar: CashCalendar) -> CashCalendar:
        """The calendar with the line paid earlier."""
        return _with_line(calendar, self.name, autopay=False, ahead=self.days)


@dataclass(frozen=True)
class Buffer(Change):
    """So much more in the account from the first day on, yuan.

    Attributes:
        amount: yuan, above 0.
    """

    amount: Amount

    def applied(self, calendar: CashCalendar) -> CashCalendar:
        """The calendar that starts with more."""
        more = to_fen(self.amount, "amount")
        return replace(calendar, opening=yuan(calendar._opening_fen + more))


@dataclass(frozen=True)
class Cut(Change):
    """A line made smaller; its amount in a bad month as well, where that is higher.

    Attributes:
        name: of the line.
        by: a share of it; 1: left out.
        to: instead: an amount each time, yuan.
    """

    name: str
    by: Amount | None = None
    to: Amount | None = None

    def __post_init__(self) -> None:
        if (self.by is None) == (self.to is None):
            raise BadInput("by", self.by, "either a share, or an amount in `to`")

    def applied(self, calendar: CashCalendar) -> CashCalendar:
        """The calendar with the smaller line."""
        line = calendar.line(self.name)
        amount = self._cut(line.amount)
        bad = None if line.bad_month is None else self._cut(line.bad_month)
        payments = tuple((on, self._cut(payment)) for on, payment in line.payments)
        return _with_line(calendar, self.name, amount=amount, bad_month=bad, payments=payments)

    def _cut(self, amount: Amount) -> Decimal:
        fen = to_fen(amount, "amount")
        if self.to is not None:
            return yuan(min(fen, to_fen(self.to, "to")))
        share = to_decimal(self.by or "0", "by")
        if share > 1:
            raise BadInput("by", self.by, "a share from 0 to 1")
        top, bottom = share.as_integer_ratio()
        return yuan(fen - divide(fen * top, bottom, "half_up"))


def _with_line(calendar: CashCalendar, name: str, **changed: Any) -> CashCalendar:
    line = calendar.line(name)
    new = replace(line, **changed)
    return replace(calendar, lines=tuple(new if each is line else each for each in calendar.lines))


@dataclass(frozen=True)
class Effect:
    """What changes do: the calendar `before` and `after` them.

    Attributes:
        changes: one after the other.
        before: the calendar without them.
        after: the calendar with them.
    """

    changes: tuple[Change, ...]
    before: CashCalendar
    after: CashCalendar

    @property
    def first_shortfall_before(self) -> date | None:
        """The first shortfall day without the changes, None where there is none."""
        return self.before.first_shortfall.on if self.before.first_shortfall else None

    @property
    def first_shortfall_after(self) -> date | None:
        """The first shortfall day with them, None where there is none."""
        return self.after.first_shortfall.on if self.after.first_shortfall else None

    @property
    def later_by(self) -> int | None:
        """By how many days the first shortfall day comes later (below 0: earlier); None where one of the two
        calendars has none."""
        before, after = self.first_shortfall_before, self.first_shortfall_after
        return None if before is None or after is None else (after - before).days

    @property
    def less_needed(self) -> Decimal:
        """By how much less would have to be in the account in addition, yuan; below 0: more."""
        return self.before.needed - self.after.needed

    @property
    def fewer_shortfall_days(self) -> int:
        """How many shortfall days fewer there are; below 0: more."""
        return self.before.shortfall_days - self.after.shortfall_days

    first_dry_before = Older("first_shortfall_before")
    first_dry_after = Older("first_shortfall_after")
    fewer_dry_days = Older("fewer_shortfall_days")


def effect_of(calendar: CashCalendar, *changes: Change) -> Effect:
    """What changes do to the days on which an account falls short.

    Args:
        calendar: the account.
        *changes: one after the other: `MoveDay`, `Cut`, `Buffer`, `Autopay`, `PayAhead`.

    Returns:
        The account before and after.

    Raises:
        BadInput: a line that the account does not have.

    Example:
        >>> lines = [
        ...     CashLine("pay", "income", "6200", day=15), CashLine("rent", "essential", "3500", day=1)
        ... ]
        >>> calendar = cash_calendar(lines, "2600", start=date(2026, 11, 24), until=date(2027, 2, 28))
        >>> effect = effect_of(calendar, MoveDay("rent", 20))
        >>> effect.first_shortfall_before, effect.first_shortfall_after
        (datetime.date(2026, 12, 1), None)
    """
    return Effect(changes, calendar, calendar.with_changes(*changes))


def which_line(calendar: CashCalendar) -> tuple[Effect, ...]:
    """For each line that goes out, what it would do to leave it out; the one that helps most in front.

    Most helped is whoever has no shortfall day left or the latest first one, then the shallowest. It shows
    which line moves the first shortfall day; whether it can be cut is another question.

    Args:
        calendar: the account.

    Returns:
        What it would do to leave each out, in order.

    Example:
        >>> lines = [
        ...     CashLine("pay", "income", "6200", day=15), CashLine("rent", "essential", "3500", day=1)
        ... ]
        >>> calendar = cash_calendar(lines, "2600", start=date(2026, 11, 24), until=date(2027, 2, 28))
        >>> which_line(calendar)[0].changes[0].name
        'rent'
    """
    effects = [effect_of(calendar, Cut(line.name, by=1)) for line in calendar.lines if not line.comes_in]
    return tuple(sorted(effects, key=lambda each: _merit(each.after), reverse=True))


def best_days(calendar: CashCalendar, name: str) -> tuple[Effect, ...]:
    """Every day to which a line could be moved, the best in front.

    Of equally good ones the one nearest to its day now comes first.

    Args:
        calendar: the account.
        name: of a line that falls due by the month or the week.

    Returns:
        What each day would do, in order.

    Raises:
        BadInput: a line that the account does not have, or one that falls due on no such day.

    Example:
        >>> lines = [
        ...     CashLine("pay", "income", "6200", day=15), CashLine("rent", "essential", "3500", day=1)
        ... ]
        >>> calendar = cash_calendar(lines, "2600", start=date(2026, 11, 24), until=date(2027, 2, 28))
        >>> best_days(calendar, "rent")[0].changes[0].day
        15
    """
    line = calendar.line(name)
    if line.every in ("once", "spread"):
        raise BadInput("name", name, "a line that falls due on a day of the month or week")
    now = line.moved_to or line.day or line.listed[0][0].day
    days = range(1, (7 if line.every == "week" else 28) + 1)
    effects = {day: effect_of(calendar, MoveDay(name, day)) for day in days}
    order = sorted(days, key=lambda day: (_merit(effects[day].after), -abs(day - now)), reverse=True)
    return tuple(effects[day] for day in order)


def _merit(calendar: CashCalendar) -> tuple[date, int, int]:
    first = calendar.first_shortfall.on if calendar.first_shortfall else date.max
    return first, min(calendar._lowest), -calendar.shortfall_days
