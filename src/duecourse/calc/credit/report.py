"""What a credit report shows month by month, and the class in the lender's books.

Which days make which code or class is in `data/rules` (credit_report, loan_classes) and handed in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..basics.dates import as_date, month_end
from ..basics.money import BadInput, choice
from ..debt.contract import LATE_COUNTS, LateCount
from ..debt.ledger import Ledger, Position

Ranges = Sequence[tuple[str, int, int | None]]
"""Code or class, first day past due, last day past due (None: and beyond), in rising order."""


@dataclass(frozen=True, slots=True)
class MonthStatus:
    """A month's line of a credit report.

    Attributes:
        month_end: its last day.
        code: what it shows: see `report_codes`.
        days_past_due: days past due on that day.
        overdue: what is overdue then, yuan.
    """

    month_end: date
    code: str
    days_past_due: int
    overdue: Decimal


def code_for(number: int, ranges: Ranges) -> str | None:
    """The code whose range holds this number of days (or of missed minimums), None below the first."""
    for code, first, last in ranges:
        if number >= first and (last is None or number <= last):
            return code
    return None


def report_codes(
    ledger: Ledger, ranges: Ranges, *, until: date | None = None, count: LateCount = "days"
) -> list[MonthStatus]:
    """The repayment status at the end of each month, from the first drawing's month on.

    N stands for on time, M for paid late but within the month, * for nothing due, C for settled (its month
    only).

    Args:
        ledger: of the debt.
        ranges: the codes for being late with their first and last day past due, from the rules.
        until: the last day, of whose month the line shows how it stands then; the ledger's last day if left
            out.
        count: "days" past due, or "missed_minimums" in a row (cards), where a code stands for that many; the
            last code for as many or more.

    Returns:
        A line for each month.

    Raises:
        BadInput: no ranges, or a day after the ledger's last.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"))
        >>> ranges = [("1", 1, 30), ("2", 31, 60), ("3", 61, None)]
        >>> [line.code for line in report_codes(debt.ledger(date(2026, 4, 30)), ranges)]
        ['*', '1', '2', '3']

    Source:
        What the codes mean: the rules `report-codes` and `report-letters`.
    """
    choice(count, "count", LATE_COUNTS)
    if not ranges:
        raise BadInput("ranges", ranges, "codes with their first and last day")
    last = ledger.until if until is None else as_date(until, "until")
    lines: list[MonthStatus] = []
    month = ledger.start
    settled = False
    while max(month.replace(day=1), ledger.start) <= last and not settled:
        line, settled = _line(ledger, min(month_end(month), last), ranges, count)
        lines.append(line)
        month = _next_month(month)
    return lines


def figure_at(ledger: Ledger, end: date, ranges: Ranges, *, count: LateCount = "days") -> str | None:
    """The code of `ranges` that the report shows at a month's end; None where nothing is late then."""
    line, _ = _line(ledger, end, ranges, count)
    return line.code if line.days_past_due and any(line.code == code for code, _, _ in ranges) else None


def _line(ledger: Ledger, end: date, ranges: Ranges, count: LateCount) -> tuple[MonthStatus, bool]:
    """The line of the month that a day ends, and whether the debt is settled in it."""
    position = ledger.position(end)
    first = max(end.replace(day=1), ledger.start)
    code, settled = _code(ledger, position, first, end, ranges, count)
    overdue = position.due if position.days_past_due else Decimal("0.00")
    return MonthStatus(end, code, position.days_past_due, overdue), settled


def _code(
    ledger: Ledger, position: Position, first: date, end: date, ranges: Ranges, count: LateCount
) -> tuple[str, bool]:
    if position.days_past_due:
        if count == "missed_minimums":
            return ranges[min(max(position.missed, 1), len(ranges)) - 1][0], False
        return code_for(position.days_past_due, ranges) or "N", False
    if not ledger.still_open(end):
        return "C", True
    turned = any(first <= day <= end for day in ledger.late_days)  # if only to be paid on that very day
    if turned or any(ledger.position(day).days_past_due for day in ledger.knots(first, end)):
        return "M", False
    due = any(first.toordinal() <= due.on <= end.toordinal() for due in ledger.dues)
    return ("N" if due else "*"), False


def _next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def loan_class(days_past_due: int, classes: Ranges) -> str | None:
    """The least favourable class the rules ask for at so many days past due; None where none does.

    Args:
        days_past_due: days since the oldest unpaid due day.
        classes: classes with their first and last day past due, from the rules, in rising order.

    Returns:
        The class; None where the rules ask for none.

    Example:
        >>> loan_class(95, [("special mention", 1, 90), ("substandard", 91, None)])
        'substandard'

    Source:
        The rules `loan-class` and `card-class`.
    """
    return code_for(days_past_due, classes)
