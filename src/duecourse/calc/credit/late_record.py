"""From a ledger to what a report shows of it: its months, and every time of being late with its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from ..basics.dates import add_months
from ..basics.money import BadInput, whole
from ..debt.ledger import Ledger
from .report import MonthStatus, Ranges, loan_class

_PAID_WITHIN: Final = "M"


@dataclass(frozen=True, slots=True)
class ReportRules:
    """What the rules say of a report.

    Attributes:
        ranges: codes with their first and last day past due.
        years_kept: how many years a record stays after the day on which it ended.
        classes: the same for the lender's books, both in rising order.

    Example:
        >>> ReportRules([("1", 1, 30), ("2", 31, None)], years_kept=5).years_kept
        5
    """

    ranges: Ranges
    years_kept: int
    classes: Ranges = ()

    def __post_init__(self) -> None:
        if not self.ranges:
            raise BadInput("ranges", self.ranges, "codes with their first and last day")
        whole(self.years_kept, "years_kept", least=1, most=100)


@dataclass(frozen=True, slots=True)
class ReportMonth:
    """A month of the report, as it stands on its last day (or on the last day looked at).

    Attributes:
        month_end: its last day.
        code: as in `report_codes`.
        days_past_due: days past due on it.
        overdue: what is overdue then, yuan.
        owed: all that is owed then, due or not, yuan.
        loan_class: the least favourable class the lender's rules ask for, None where they ask for none.
    """

    month_end: date
    code: str
    days_past_due: int
    overdue: Decimal
    owed: Decimal
    loan_class: str | None


@dataclass(frozen=True, slots=True)
class LateRecord:
    """One time of being late, from the due day that was missed until what was overdue has been made good.

    An agreement alone does not end it, even where the lender starts counting anew: its payments do.

    Attributes:
        began: the due day that was missed.
        ended: the day from which nothing of it is unpaid, None while it is.
        worst: the highest code shown meanwhile, "M" where no month end came before it ended.
        months: how many months showed a code for being late.
        gone: the day from which the report no longer shows it; None while it is unpaid: then it stays.
    """

    began: date
    ended: date | None
    worst: str
    months: int
    gone: date | None


def month_of(line: MonthStatus, owed: Decimal, rules: ReportRules) -> ReportMonth:
    """A month of the report, from its line and what is owed then."""
    in_books = loan_class(line.days_past_due, rules.classes)
    return ReportMonth(line.month_end, line.code, line.days_past_due, line.overdue, owed, in_books)


class TimeLate(NamedTuple):
    """A time of being late: the due day that was missed, and the day from which nothing of it is overdue.
    counted_to: the day from which the lender counts anew, so that later months show nothing of it."""

    began: date
    ended: date | None
    counted_to: date | None = None


def times_late(ledger: Ledger) -> Iterator[TimeLate]:
    """Every time from a missed due day until nothing is overdue; also where both are within a day."""
    began: date | None = None
    same_day = set(ledger.late_days)
    for day in ledger.knots():
        since = ledger.position(day).late_since
        if since is not None and began is None:
            began = since
        elif since is None and began is not None:
            yield TimeLate(began, day)
            began = None
        elif since is None and day in same_day:
            yield TimeLate(_due_before(ledger, day), day)
    if began is not None:
        yield TimeLate(began, None)


def _due_before(ledger: Ledger, day: date) -> date:
    """The last due day before a day."""
    return date.fromordinal(max(due.on for due in ledger.dues if due.on < day.toordinal()))


def cleared_on(ledger: Ledger, since: date) -> date | None:
    """The first day from `since` on from which nothing is owed, up to the end."""
    cleared: date | None = None
    for day in ledger.knots(max(since, ledger.start)):
        if ledger.position(day).total:
            cleared = None
        elif cleared is None:
            cleared = day
    return cleared


def as_one(stretches: Iterable[TimeLate]) -> list[TimeLate]:
    """Times that overlap as one: where the days go on counting, they are one time of being late."""
    joined: list[TimeLate] = []
    for stretch in sorted(stretches, key=lambda each: each.began):
        before = joined[-1] if joined else None
        if before and (before.ended is None or stretch.began < before.ended):
            open_end = before.ended is None or stretch.ended is None
            ended = None if open_end else max(before.ended or date.min, stretch.ended or date.min)
            joined[-1] = TimeLate(before.began, ended)
        else:
            joined.append(stretch)
    return joined


def record_of(stretch: TimeLate, months: Sequence[ReportMonth], rules: ReportRules) -> LateRecord:
    """What the report shows of one time of being late."""
    began, ended, counted_to = stretch
    last = counted_to or ended or date.max
    order = [code for code, _, _ in rules.ranges]
    shown = [
        order.index(month.code) for month in months if month.code in order and began < month.month_end < last
    ]
    worst = order[max(shown)] if shown else _PAID_WITHIN
    gone = None if ended is None else add_months(ended, 12 * rules.years_kept)
    return LateRecord(began, ended, worst, len(shown), gone)
