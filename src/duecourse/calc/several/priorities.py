"""Several lenders: what each debt costs a day, which line it crosses next, and which to pay first.

Fair shares of an amount are in `basics/shares.py`, the months to come in `paying_off.py`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal, get_args

from ..basics.dates import as_date, month_end
from ..basics.money import EXACT, Amount, BadInput, choice, quotient, to_fen, whole, yuan
from ..basics.shares import fair_shares
from ..credit.report import Ranges, figure_at
from ..debt.agreed_terms import AgreedTerms
from ..debt.catching_up import next_payment
from ..debt.contract import InstalmentTerms, LateCount, Terms
from ..debt.debt import Debt
from ..debt.events import Drawing, Event
from ..debt.growth import DayRate
from ..debt.ledger import Ledger, Position
from ..debt.payoff import terms_in_force

Order = Literal["cost", "next_line", "guarantor", "smallest"]
"""What decides which debt is paid first: see `which_first`."""

ORDERS: Final[tuple[Order, ...]] = get_args(Order)

ShareBy = Literal["total", "overdue", "regular_payment"]
"""By what an amount is divided between lenders: see `pro_rata`."""

SHARES_BY: Final[tuple[ShareBy, ...]] = get_args(ShareBy)

_LOOK_AHEAD: Final = 62
"""Days: every debt that is paid by the month has a due day within them; an agreed plan may begin later. Two
ends of months lie within them too."""

_A_MONTH: Final = 30


def DebtOf(
    id: str,
    terms: Terms,
    drawings: Sequence[Drawing],
    events: Sequence[Event] = (),
    guarantor: bool = False,
) -> Debt:
    """A debt with an id, as it was made before a `Debt` had one; goes with the next version.

    Args:
        id: what it is called among several debts.
        terms: the contract.
        drawings: what was drawn.
        events: what happened since.
        guarantor: whether somebody else answers for it.

    Returns:
        The debt.

    Raises:
        BadInput: what does not go together.

    Example:
        >>> DebtOf("loan", InstalmentTerms(), [Drawing(date(2026, 1, 15), "1200")]).id
        'loan'
    """
    return Debt(terms, drawings, events, id=id, guarantor=guarantor)


def facts_of(debts: Iterable[Debt]) -> list[Debt]:
    """The debts; of a case's own, which were taken in their place until the next version, the facts."""
    return [getattr(debt, "facts", debt) for debt in debts]


@dataclass(frozen=True, slots=True)
class LineAhead:
    """A line that a debt crosses if nothing is paid before. kind: its "due_day", a "mark" of so many days
    past due (id: its name), it is "called" as a whole, or a "month_end" at which the credit report shows a
    figure (id: which). amount: what has to be paid by then so that nothing is late; the whole debt, where it
    is called; yuan. A month's end counts up to its very day. before: the figure of the month before, empty
    where there was none; keeps: the smaller amount with which that figure stays, None where there is none.
    """

    kind: Literal["due_day", "mark", "called", "month_end"]
    id: str
    on: date
    days_past_due: int
    amount: Decimal
    before: str = ""
    keeps: Decimal | None = None


@dataclass(frozen=True)
class DebtRank:
    """Where a debt stands on a day, yuan.

    Attributes:
        id: of the debt.
        total: all that is owed.
        overdue: asked for and unpaid.
        days_past_due: days since the oldest unpaid due day.
        guarantor: whether somebody else answers for it.
        cost_a_day: what one more day adds, but for the fees of its plan.
        cost_per_yuan: the same for each yuan owed.
        price: what a yuan of principal paid today saves each day, as a share.
        missed_fee: the default fee that missing the next due day costs.
        price_with_fee: the price, and beside it that fee for each yuan that has to be paid to avoid it, a
            day, over a month of 30 days.
        regular_payment: what the plan or the bill asks for next, all that is overdue paid apart; nothing
            where no more falls due.
        lines: those it crosses next, in order of their days.
    """

    id: str
    total: Decimal
    overdue: Decimal
    days_past_due: int
    guarantor: bool
    cost_a_day: Decimal
    cost_per_yuan: Decimal
    price: Decimal
    missed_fee: Decimal
    price_with_fee: Decimal
    regular_payment: Decimal
    lines: tuple[LineAhead, ...]


def ranking(
    debts: Iterable[Debt], on: date, *, marks: Sequence[tuple[str, int]] = (), codes: Ranges = ()
) -> tuple[DebtRank, ...]:
    """Where each debt stands on a day; `which_first` puts them in order.

    Args:
        debts: the debts.
        on: the day.
        marks: days past due at which something changes, each with a name: another class in the lender's
            books.
        codes: the figures of the credit report, for the month's end.

    Returns:
        For each debt what it costs a day, and the lines that it crosses next.

    Raises:
        BadInput: an amount, a date or a word that the signature does not allow.

    Example:
        >>> terms = InstalmentTerms(periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"), id="loan")
        >>> (rank,) = ranking([debt], date(2026, 3, 1))
        >>> rank.id, rank.overdue, rank.cost_a_day
        ('loan', Decimal('100.84'), Decimal('0.06'))
    """
    as_date(on, "on")
    for name, days in marks:
        whole(days, f"marks {name}", least=1)
    return tuple(_rank(debt, on, marks, codes) for debt in facts_of(debts))


def _rank(debt: Debt, on: date, marks: Sequence[tuple[str, int]], codes: Ranges) -> DebtRank:
    known = debt.known(on)
    terms = known.terms
    ledger = known.ledger(_look_ahead(terms, on, marks))
    position = ledger.position(on)
    total, cost = to_fen(position.total, "total"), position.one_more_day
    per_yuan = quotient(to_fen(cost, "cost"), total) if total else Decimal(0)
    price = price_a_day(terms, known.events, position)
    lines: tuple[LineAhead, ...] = ()
    if total:
        ends = _month_ends(known, ledger, on, codes)
        lines = _in_order([*ends, *_lines(terms, ledger, position, marks)])
    due = next((line.on for line in lines if line.kind == "due_day"), on)
    fee, fee_a_day = missed_fee(terms, ledger, on, due)
    return DebtRank(
        id=debt.id,
        total=position.total,
        overdue=position.due if position.days_past_due else yuan(0),
        days_past_due=position.days_past_due,
        guarantor=debt.guarantor,
        cost_a_day=cost,
        cost_per_yuan=per_yuan,
        price=price,
        missed_fee=fee,
        price_with_fee=EXACT.add(price, fee_a_day),
        regular_payment=_regular_payment(known, on),
        lines=lines,
    )


def _look_ahead(terms: Terms, on: date, marks: Sequence[tuple[str, int]]) -> date:
    """To which day the next lines can lie, if nothing is paid."""
    after = [days for _, days in marks] + [terms.accelerate_after_days or 0]
    return _next_due_by(terms, on) + timedelta(max([*after, _LOOK_AHEAD]))


def _next_due_by(terms: Terms, on: date) -> date:
    """By which day the next due day lies."""
    due = on + timedelta(_LOOK_AHEAD)
    if isinstance(terms, AgreedTerms):
        due = max(due, *[payment.due for payment in terms.plan if payment.due > on][:1])
    return due


def price_a_day(terms: Terms, events: Iterable[Event], position: Position) -> Decimal:
    """What a yuan of principal paid on the position's day saves each day, as a share of it.

    A late loan: the penalty rate, and the contract rate where that runs on. One that is not late: the
    contract rate where early money prepays; nothing where it is only held for the next due day. An account:
    interest and service fee while its balance bears them, and the penalty while it is late.
    """
    return price_in_force(terms_in_force(terms, events), position)


def price_in_force(terms: Terms, position: Position) -> Decimal:
    """The same, `terms` being those in force."""
    if not position.total_fen:
        return Decimal(0)
    late = position.days_past_due > 0
    if isinstance(terms, InstalmentTerms):
        yearly = DayRate(*terms.contract_rate.as_integer_ratio(), "year", terms.year_days)
        if late:
            return _sum(terms.penalty, *([yearly] if terms.interest_when_overdue == "runs_on" else []))
        return _sum(yearly) if terms.early == "prepay" else Decimal(0)
    if not position.one_more_day:
        return Decimal(0)
    interest = [] if terms.interest == "none" else [terms.contract_rate]
    return _sum(*interest, terms.service, *([terms.penalty] if late else []))


def missed_fee(terms: Terms, ledger: Ledger, after: date, due: date) -> tuple[Decimal, Decimal]:
    """The next default fee that is charged after a day if nothing is paid, for what falls due up to `due`:
    yuan, and for each yuan that would avoid it a day, over a month of 30 days."""
    if not (terms.fee_share[0] or terms.floor_fen):
        return yuan(0), Decimal(0)
    end = min(due + timedelta(terms.grace_days + 1), ledger.until)
    fee, base = ledger.default_fee_between(after, end)
    return (yuan(fee), quotient(fee, _A_MONTH * base)) if base else (yuan(0), Decimal(0))


def _sum(*rates: DayRate) -> Decimal:
    top, bottom = 0, 1
    for rate in rates:
        top, bottom = top * rate.bottom * rate.days + rate.top * bottom, bottom * rate.bottom * rate.days
    return quotient(top, bottom)


def _regular_payment(debt: Debt, on: date) -> Decimal:
    payment = next_payment(debt.drawn_by(on), on, _next_due_by(debt.terms, on))
    return yuan(0) if payment is None else yuan(to_fen(payment.amount, "payment"))


def _in_order(lines: Iterable[LineAhead]) -> tuple[LineAhead, ...]:
    return tuple(sorted(lines, key=lambda line: line.on))


def _lines(
    terms: Terms, ledger: Ledger, position: Position, marks: Sequence[tuple[str, int]]
) -> list[LineAhead]:
    on = position.on
    coming = [date.fromordinal(due.on) for due in ledger.dues if due.on > on.toordinal()]
    lines = []
    if coming:
        lines.append(LineAhead("due_day", "due_day", coming[0], 0, ledger.position(coming[0]).due))
    since = position.late_since or (coming[0] if coming else None)
    if since is None:
        return []
    for name, days in marks:
        lines += _line("mark", name, since, days, position, ledger)
    if terms.accelerate_after_days is not None and position.due < position.total:
        lines += _line("called", "called", since, terms.accelerate_after_days, position, ledger)
    return lines


def _line(
    kind: Literal["mark", "called"], name: str, since: date, days: int, position: Position, ledger: Ledger
) -> list[LineAhead]:
    on = since + timedelta(days)
    if on <= position.on:
        return []
    return [LineAhead(kind, name, on, days, ledger.position(min(on, ledger.until)).due)]


def _month_ends(debt: Debt, ledger: Ledger, on: date, codes: Ranges) -> list[LineAhead]:
    """The first month's end from a day on at which the report shows a figure if nothing is paid."""
    count = debt.terms.late_count
    end = month_end(on)
    while codes and end <= ledger.until:
        figure = figure_at(ledger, end, codes, count=count)
        if figure is not None:
            return [_month_end(debt, ledger, end, figure, codes, count)]
        end = month_end(end + timedelta(1))
    return []


def _month_end(
    debt: Debt, ledger: Ledger, end: date, figure: str, codes: Ranges, count: LateCount
) -> LineAhead:
    position = ledger.position(end)
    last = end.replace(day=1) - timedelta(1)
    before = figure_at(ledger, last, codes, count=count) if last >= ledger.start else None
    order = [code for code, _, _ in codes]

    def with_payment(fen: int) -> str | None:
        return figure_at(debt.paying(end, yuan(fen)).ledger(end), end, codes, count=count)

    due = to_fen(position.due, "due")
    if any(payment.on == end.toordinal() for payment in ledger.dues):  # asked for, but not late yet
        due = _least(due, lambda fen: with_payment(fen) is None)
    keeps = None
    if before is not None and order.index(before) < order.index(figure):
        rank = order.index(before)
        least = _least(due, lambda fen: (now := with_payment(fen)) is None or order.index(now) <= rank)
        keeps = yuan(least) if least < due else None
    return LineAhead("month_end", figure, end, position.days_past_due, yuan(due), before or "", keeps)


def _least(enough: int, holds: Callable[[int], bool]) -> int:
    """The least amount, fen, for which something holds that holds for `enough` and all between."""
    low, high = 0, enough
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return high


def which_first(ranks: Iterable[DebtRank], by: Order) -> tuple[str, ...]:
    """The ids of debts, the one to pay first in front; nothing owed comes last.

    Args:
        ranks: from `ranking`.
        by: "cost": what a yuan paid saves most, a default fee counted; "next_line": as in `next_line`;
            "guarantor": somebody else answers for it, then the next line; "smallest": the least owed.

    Returns:
        The ids, in order.

    Raises:
        BadInput: another order.

    Example:
        >>> terms = InstalmentTerms(periods=12, penalty_daily_rate="0.0006")
        >>> drawn = {"small": "1200", "large": "2400"}
        >>> debts = [Debt(terms, Drawing(date(2026, 1, 15), yuan), id=id) for id, yuan in drawn.items()]
        >>> ranks = ranking(debts, date(2026, 3, 1))
        >>> which_first(ranks, "smallest")
        ('small', 'large')
    """
    choice(by, "by", ORDERS)

    def soonest(one: DebtRank) -> tuple[object, ...]:
        return (False, *_urgency(one.lines[0])) if one.lines else (True,)

    def key(one: DebtRank) -> tuple[object, ...]:
        if by == "cost":
            return not one.total, -one.price_with_fee, -one.cost_per_yuan
        if by == "smallest":
            return not one.total, one.total
        return not one.total, by == "guarantor" and not one.guarantor, *soonest(one)

    return tuple(one.id for one in sorted(ranks, key=key))


def _urgency(line: LineAhead) -> tuple[date, bool, Decimal]:
    """Of lines on one day, the record that can still stay clean comes first, then the least amount."""
    return line.on, bool(line.before), line.amount


def next_line(ranks: Iterable[DebtRank]) -> tuple[DebtRank, LineAhead] | None:
    """The line that is crossed next of all, and whose.

    Args:
        ranks: from `ranking`.

    Returns:
        The debt and its line; None where none lies ahead.

    Example:
        >>> terms = InstalmentTerms(periods=12, penalty_daily_rate="0.0006")
        >>> drawn = {"small": "1200", "large": "2400"}
        >>> debts = [Debt(terms, Drawing(date(2026, 1, 15), yuan), id=id) for id, yuan in drawn.items()]
        >>> ranks = ranking(debts, date(2026, 3, 1))
        >>> rank, line = next_line(ranks)
        >>> rank.id, line.on, line.amount
        ('small', datetime.date(2026, 3, 15), Decimal('201.68'))
    """
    ahead = [(one, one.lines[0]) for one in ranks if one.lines]
    return min(ahead, key=lambda pair: _urgency(pair[1]), default=None)


def pro_rata(amount: Amount, of: Sequence[DebtRank], *, by: ShareBy = "total") -> dict[str, Decimal]:
    """Fair shares of an amount for several lenders; nobody gets more than is owed.

    Args:
        amount: what is divided, yuan.
        of: from `ranking`; at least one.
        by: by what: the "total" owed to each, what is "overdue", or the "regular_payment".

    Returns:
        The share of each debt, yuan by its id; exact to the fen, see `fair_shares`.

    Raises:
        BadInput: no debts, or no weight above 0 although there is something to divide.

    Example:
        >>> terms = InstalmentTerms(periods=12, penalty_daily_rate="0.0006")
        >>> drawn = {"small": "1200", "large": "2400"}
        >>> debts = [Debt(terms, Drawing(date(2026, 1, 15), yuan), id=id) for id, yuan in drawn.items()]
        >>> ranks = ranking(debts, date(2026, 3, 1))
        >>> pro_rata("90", ranks)
        {'small': Decimal('30.00'), 'large': Decimal('60.00')}

    Source:
        The rule `payment-several-debts` has the order where nothing is agreed.
    """
    choice(by, "by", SHARES_BY)
    if not of:
        raise BadInput("of", of, "at least one debt")
    weights: dict[str, Amount] = {one.id: getattr(one, by) for one in of}
    return fair_shares(amount, weights, at_most={one.id: one.total for one in of})
