"""The credit report month by month under several futures: paid today, caught up, nothing.

    rules = ReportRules(ranges, years_kept=5, classes=classes)      # from data/rules
    owed = payoff(terms, drawings, events, on=date(2026, 11, 24))
    future = if_paid(owed, rules, until=date(2029, 12, 31))
    future.kind, future.months, future.records, future.gone

What has happened by the day of `owed` is the same in all of them; only the months after it differ. Those
with an agreement are in `offers/agreed_futures.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..basics.dates import as_date
from ..basics.money import BadInput
from ..debt.catching_up import catch_up
from ..debt.debt import Debt
from ..debt.events import Event, Payment
from ..debt.payoff import PayoffQuote, known_debt
from .late_record import (
    LateRecord,
    ReportMonth,
    ReportRules,
    TimeLate,
    cleared_on,
    month_of,
    record_of,
    times_late,
)
from .report import report_codes

Kind = Literal["paid", "caught_up", "agreed", "broken", "nothing"]


@dataclass(frozen=True)
class Future:
    """What a report shows in one future.

    Attributes:
        kind: which future it is.
        from_day: the day on which the futures part.
        months: from the first drawing on, to the month in which the debt is closed or the last one looked at.
        records: each time of being late that it shows.
        cleared: the first day on which nothing is owed any more, None where that does not come about.
        payments: all that are made in it, in order, from the first drawing on.
    """

    kind: Kind
    from_day: date
    months: tuple[ReportMonth, ...]
    records: tuple[LateRecord, ...]
    cleared: date | None
    payments: tuple[Payment, ...]

    @property
    def gone(self) -> date | None:
        """The day from which the report shows no late payment any more; None while one is unpaid, or where
        there was none (then `records` is empty)."""
        days = [record.gone for record in self.records]
        known = [day for day in days if day is not None]
        return max(known) if known and len(known) == len(days) else None

    @property
    def late_months(self) -> int:
        """How many months show a code for being late."""
        return sum(map(_is_late, self.months))

    @property
    def most_in_a_row(self) -> int:
        """The longest run of months that show a code for being late."""
        longest = run = 0
        for month in self.months:
            run = run + 1 if _is_late(month) else 0
            longest = max(longest, run)
        return longest


def _is_late(month: ReportMonth) -> bool:
    return month.days_past_due > 0


def if_nothing(owed: PayoffQuote, rules: ReportRules, *, until: date) -> Future:
    """The credit report where nothing is paid and nothing agreed.

    Args:
        owed: what the debt comes to on the day on which the futures part, with the debt itself.
        rules: what the rules say of a report.
        until: the last day looked at.

    Returns:
        The report month by month.

    Raises:
        BadInput: a quote without its debt, or a last day before its day.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"))
        >>> owed = debt.payoff(date(2026, 3, 1))
        >>> rules = ReportRules([("1", 1, 30), ("2", 31, 60), ("3", 61, None)], years_kept=5)
        >>> [month.code for month in if_nothing(owed, rules, until=date(2026, 5, 31)).months]
        ['*', '1', '2', '3', '3']
    """
    return future_of("nothing", owed, rules, debt_until(owed, until), until)


def if_paid(owed: PayoffQuote, rules: ReportRules, *, until: date, on: date | None = None) -> Future:
    """The credit report where everything is paid on a day, and nothing drawn afterwards.

    Args:
        owed: what the debt comes to on the day on which the futures part, with the debt itself.
        rules: what the rules say of a report.
        until: the last day looked at.
        on: the day of the payment; that of `owed` if left out.

    Returns:
        The report month by month.

    Raises:
        BadInput: a quote without its debt, or a last day before its day.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"))
        >>> owed = debt.payoff(date(2026, 3, 1))
        >>> rules = ReportRules([("1", 1, 30), ("2", 31, 60), ("3", 61, None)], years_kept=5)
        >>> if_paid(owed, rules, until=date(2031, 12, 31)).gone
        datetime.date(2031, 3, 1)
    """
    debt, day = debt_until(owed, until), day_between(owed, on, until)
    total = debt.position(day).total
    return future_of("paid", owed, rules, debt.paying(day, total) if total else debt, until)


def if_caught_up(owed: PayoffQuote, rules: ReportRules, *, until: date, on: date | None = None) -> Future:
    """The credit report where what is overdue is paid on a day, and from then on all on its day.

    Args:
        owed: what the debt comes to on the day on which the futures part, with the debt itself.
        rules: what the rules say of a report.
        until: the last day looked at.
        on: the day of the first payment; that of `owed` if left out.

    Returns:
        The report month by month.

    Raises:
        BadInput: a quote without its debt, or a last day before its day.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"))
        >>> owed = debt.payoff(date(2026, 3, 1))
        >>> rules = ReportRules([("1", 1, 30), ("2", 31, 60), ("3", 61, None)], years_kept=5)
        >>> [month.code for month in if_caught_up(owed, rules, until=date(2026, 5, 31)).months]
        ['*', '1', 'N', 'N', 'N']
    """
    debt, day = debt_until(owed, until), day_between(owed, on, until)
    payments, _ = catch_up(debt, day, until)
    return future_of("caught_up", owed, rules, debt.also(*payments), until)


# -- what they have in common


def debt_until(owed: PayoffQuote, until: date) -> Debt:
    """The debt of a quote, to be looked at up to a day. Raises BadInput for a day before the quote's."""
    day_between(owed, None, until)
    return known_debt(owed)


def day_between(owed: PayoffQuote, on: date | None, until: date) -> date:
    """A day from that of a quote to the last one, the quote's if left out. Raises BadInput for another."""
    if as_date(until, "until") < owed.on:
        raise BadInput("until", until, f"a day from {owed.on} on")
    day = owed.on if on is None else as_date(on, "on")
    if not owed.on <= day <= until:
        raise BadInput("on", on, f"a day from {owed.on} to {until}")
    return day


def future_of(kind: Kind, owed: PayoffQuote, rules: ReportRules, debt: Debt, until: date) -> Future:
    """What the report shows of a debt with what happens to it in one future."""
    ledger = debt.ledger(until)
    count = debt.terms.late_count
    lines = report_codes(ledger, rules.ranges, count=count)
    months = [month_of(line, ledger.position(line.month_end).total, rules) for line in lines]
    return as_future(
        kind, owed.on, rules, months, times_late(ledger), cleared_on(ledger, owed.on), debt.events
    )


def as_future(
    kind: Kind,
    from_day: date,
    rules: ReportRules,
    months: Sequence[ReportMonth],
    stretches: Iterable[TimeLate],
    cleared: date | None,
    events: Iterable[Event],
) -> Future:
    """A future from its months, its times of being late and its events."""
    records = tuple(record_of(stretch, months, rules) for stretch in stretches)
    paid = sorted((event for event in events if isinstance(event, Payment)), key=lambda each: each.on)
    return Future(kind, from_day, tuple(months), records, cleared, tuple(paid))
