"""The credit report month by month under several futures: paid today, an agreed plan, a plan broken, nothing.

    rules = ReportRules(ranges, years_kept=5, classes=classes)      # from data/rules
    owed = owed_on(terms, drawings, events, on=date(2026, 11, 24))
    future = if_agreed(outcome(owed, Reinstalment(12)), rules, until=date(2029, 12, 31))
    future.kind, future.months, future.records, future.gone

What has happened by the day of `owed` is the same in all of them; only the months after it differ.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, Literal, NamedTuple

from .agreement import THENS, Agreement, Then, agreement
from .contract import LateCount
from .dates import add_months, as_date
from .debt import Debt
from .events import Acceleration, Event, Payment
from .ledger import Ledger
from .money import BadInput, choice, to_fen, whole, yuan
from .offers import COUNTINGS, Counting, Outcome, PlannedPayment
from .owed import Owed
from .report import MonthStatus, Ranges, code_for, loan_class, report_codes

Kind = Literal["paid", "caught_up", "agreed", "broken", "nothing"]

_PAID_WITHIN: Final = "M"
_NEXT_DUE_WITHIN: Final = timedelta(62)
"""What is paid by the month falls due within this time; other plans are looked at to the end."""


@dataclass(frozen=True, slots=True)
class ReportRules:
    """What the rules say of a report. ranges: codes with their first and last day past due, and classes: the
    same for the lender's books, both in rising order. years_kept: how many years a record stays after the
    day on which it ended."""

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

    code: as in `report_codes`. overdue: what is overdue then, and owed: all that is owed, due or not; yuan.
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

    ended: the day from which nothing of it is unpaid, None while it is. An agreement alone does not end it,
    even where the lender starts counting anew: its payments do. worst: the highest code shown meanwhile,
    "M" where no month end came before it ended. months: how many months showed a code for being late.
    gone: the day from which the report no longer shows it; None while it is unpaid: then it stays.
    """

    began: date
    ended: date | None
    worst: str
    months: int
    gone: date | None


@dataclass(frozen=True)
class Future:
    """What a report shows in one future. months: from the first drawing on, to the month in which the debt is
    closed or the last one looked at. cleared: the first day on which nothing is owed any more, None where
    that does not come about. from_day: the day on which the futures part. payments: all that are made in it,
    in order, from the first drawing on.
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


# -- the futures


def if_nothing(owed: Owed, rules: ReportRules, *, until: date) -> Future:
    """Nothing is paid and nothing agreed, up to `until`."""
    return _future("nothing", owed, rules, _debt(owed, until), until)


def if_paid(owed: Owed, rules: ReportRules, *, until: date, on: date | None = None) -> Future:
    """Everything is paid on a day (that of `owed`, if left out), and nothing drawn afterwards."""
    debt, day = _debt(owed, until), _day(owed, on, until)
    total = debt.position(day).total
    return _future("paid", owed, rules, debt.paying(day, total) if total else debt, until)


def if_caught_up(owed: Owed, rules: ReportRules, *, until: date, on: date | None = None) -> Future:
    """What is overdue is paid on a day (that of `owed`, if left out), and from then on every instalment or
    minimum payment on its due day."""
    debt, day = _debt(owed, until), _day(owed, on, until)
    payments, _ = catch_up(debt, day, until)
    return _future("caught_up", owed, rules, debt.also(*payments), until)


def catch_up(debt: Debt, on: date, until: date) -> tuple[list[Payment], Ledger]:
    """The payments of somebody who pays on a day what is overdue, and from then on every instalment or
    minimum payment on its due day, up to `until`; and what the debt does then."""
    payments = []
    for payment, paid in _catching_up(debt, on, until):
        payments.append(payment)
        debt = paid
    return payments, debt.ledger(until)


def _catching_up(debt: Debt, on: date, until: date) -> Iterator[tuple[Payment, Debt]]:
    """Those payments one by one, each with the debt after it."""
    day = on
    while True:
        ledger = debt.ledger(min(until, day + _NEXT_DUE_WITHIN))
        position = ledger.position(day)
        due, now = position.due, day.toordinal()
        falls_due = position.days_past_due or any(each.on == now for each in ledger.dues)
        if due and falls_due:  # the bill of an account may ask for something before its due day
            debt = debt.paying(day, due)
            yield Payment(day, due), debt
            ledger = debt.ledger(ledger.until)
        later = _first_due(ledger, now) or _first_due(debt.ledger(until), now)
        if later is None:
            return
        day = later


def _first_due(ledger: Ledger, after: int) -> date | None:
    """The first due day after a day, up to the ledger's last: the last bill may be due after that."""
    days = [due.on for due in ledger.dues if after < due.on <= ledger.until.toordinal()]
    return date.fromordinal(min(days)) if days else None


def next_payment(debt: Debt, on: date, until: date) -> Payment | None:
    """What a debt asks for next, up to a day, where all that is overdue is paid apart: its usual payment."""
    late = debt.known(on).position(on).days_past_due
    payments = (payment for payment, _ in _catching_up(debt, on, until))
    return next((payment for payment in payments if not late or payment.on > on), None)


def if_agreed(
    plan: Outcome, rules: ReportRules, *, until: date, counting: Counting = "restarts", **late: Any
) -> Future:
    """An offer is agreed on, and every payment made on its day.

    counting: what the agreement says of the days late so far; nobody knows it before it is in writing: it
    "restarts" (nothing is late from the agreement on) or "keeps_counting" until the payments have made good
    what was overdue. late: what it says of a late payment, as in `agreement`.
    Raises BadInput for an offer whose payments do not clear the debt.
    """
    choice(counting, "counting", COUNTINGS)
    agreed = agreement(plan, **late)
    _day(plan.owed, None, until)
    payments = agreed.payments(len(plan.schedule))
    return _agreed("agreed", agreed, payments, agreed.ledger(payments, until=until), rules, counting)


def if_broken(
    plan: Outcome,
    rules: ReportRules,
    *,
    until: date,
    number: int = 1,
    made_good: date | None = None,
    pays_on: bool = True,
    then: Then = "goes_on",
    counting: Counting = "restarts",
    **late: Any,
) -> Future:
    """An offer is agreed on, and its payment `number` (the first is 1) is missed; those before it are made.

    pays_on: the missed payment is made on the day `made_good` (with the next one, or a month later where
    there is none, if left out), with what its delay has cost, and the later ones on their days; otherwise
    nothing is paid any more. then: what the agreement says of a missed payment: it "goes_on" and that
    payment alone is late; all of the rest "falls_due" at once on that day; or it "never_was": the old
    contract holds again, with the payments made since. Where the rest falls due, or the old contract holds,
    the payments go on as planned, and what they do not cover stays overdue. counting, late: as in
    `if_agreed`.
    """
    choice(counting, "counting", COUNTINGS)
    choice(then, "then", THENS)
    agreed = agreement(plan, **late)
    _day(plan.owed, None, until)
    whole(number, "number", least=1, most=len(plan.schedule))
    missed = plan.schedule[number - 1]
    made, later = agreed.payments(number - 1), plan.schedule[number:]
    if made_good is None:
        made_good = later[0].due if later else add_months(missed.due, 1)
    if as_date(made_good, "made_good") <= missed.due:
        raise BadInput("made_good", made_good, f"a day after {missed.due}, or None")
    events: list[Event] = [*made, *([Acceleration(missed.due)] if then == "falls_due" else [])]
    if pays_on and then == "goes_on":
        events += _goes_on(agreed, events, later, made_good)
    elif pays_on:
        events.append(Payment(made_good, missed.payment))
        events += [Payment(line.due, line.payment) for line in later]
    if then != "never_was":
        paid = [event for event in events if isinstance(event, Payment)]
        return _agreed("broken", agreed, paid, agreed.ledger(events, until=until), rules, counting)
    after = _debt(plan.owed, until).also(*events)
    again = after.ledger(until)
    kept = _agreed("broken", agreed, made, agreed.ledger(made, until=missed.due), rules, counting)
    whole_story = _future("broken", plan.owed, rules, after, until)
    months = [month for month in kept.months if month.month_end < missed.due]
    months += [month for month in whole_story.months if month.month_end >= missed.due]
    stretches = list(_stretches(again))
    if counting == "keeps_counting" and plan.owed.late_since:  # as it was counted while the agreement held
        good = made_good_by(plan, made)
        so_long = missed.due if good is None else min(good, missed.due)
        stretches = _joined([*stretches, _Stretch(plan.owed.late_since, so_long)])
    return _told("broken", plan.owed.on, rules, months, stretches, whole_story.cleared, after.events)


def _goes_on(
    agreed: Agreement, events: list[Event], later: Sequence[PlannedPayment], made_good: date
) -> list[Payment]:
    """The payments after the missed one: what is asked for on the day on which it is made good, and the
    others on their days."""
    before = [Payment(line.due, line.payment) for line in later if line.due < made_good]
    due = agreed.ledger([*events, *before], until=made_good).position(made_good).due
    after = [Payment(line.due, line.payment) for line in later if line.due > made_good]
    return [*before, Payment(made_good, due), *after]


def known_debt(owed: Owed) -> Debt:
    """The debt as it is known on the day of `owed`: nothing is drawn after it. Raises BadInput without it."""
    if owed.debt is None:
        allowed = "the debt itself, to see what its report shows and what it asks for"
        raise BadInput("owed.debt", None, allowed)
    return owed.debt.drawn_by(owed.on)


def _debt(owed: Owed, until: date) -> Debt:
    _day(owed, None, until)
    return known_debt(owed)


def _day(owed: Owed, on: date | None, until: date) -> date:
    if as_date(until, "until") < owed.on:
        raise BadInput("until", until, f"a day from {owed.on} on")
    day = owed.on if on is None else as_date(on, "on")
    if not owed.on <= day <= until:
        raise BadInput("on", on, f"a day from {owed.on} to {until}")
    return day


# -- from ledgers to months and records


class _Stretch(NamedTuple):
    """A time of being late: the due day that was missed, and the day from which nothing of it is overdue.
    counted_to: the day from which the lender counts anew, so that later months show nothing of it."""

    began: date
    ended: date | None
    counted_to: date | None = None


def _future(kind: Kind, owed: Owed, rules: ReportRules, debt: Debt, until: date) -> Future:
    ledger = debt.ledger(until)
    count = debt.terms.late_count
    lines = report_codes(ledger, rules.ranges, count=count)
    months = [_month(line, ledger.position(line.month_end).total, rules) for line in lines]
    return _told(kind, owed.on, rules, months, _stretches(ledger), _cleared(ledger, owed.on), debt.events)


def _agreed(
    kind: Kind,
    agreed: Agreement,
    paid: Sequence[Payment],
    ledger: Ledger,
    rules: ReportRules,
    counting: Counting,
) -> Future:
    """The old debt up to the agreement, and the plan from then on."""
    owed = agreed.offer.owed
    debt = _debt(owed, ledger.until)
    old, count = debt.ledger(owed.on), debt.terms.late_count
    months = [
        _month(line, old.position(line.month_end).total, rules)
        for line in report_codes(old, rules.ranges, count=count)
        if line.month_end < owed.on.replace(day=1)
    ]
    cleared = _cleared(ledger, owed.on)
    rests = _rests(agreed.offer, paid)
    made_good = made_good_by(agreed.offer, paid) or cleared
    for number, line in enumerate(report_codes(ledger, rules.ranges)):
        end = line.month_end
        if counting == "keeps_counting" and owed.late_since and (made_good is None or end < made_good):
            rest = next(rest for on, rest in reversed(rests) if on <= end)
            line = _still_late(line, owed, rest, number, rules.ranges, count)
        months.append(_month(line, ledger.position(end).total, rules))
    anew = owed.on if counting == "restarts" else None
    before = [
        _Stretch(began, made_good, anew) if ended is None else _Stretch(began, ended)
        for began, ended, _ in _stretches(old)
    ]
    stretches = [*before, *_stretches(ledger)]
    stretches = _joined(stretches) if anew is None else stretches
    return _told(kind, owed.on, rules, months, stretches, cleared, [*debt.events, *paid])


def _joined(stretches: Iterable[_Stretch]) -> list[_Stretch]:
    """Times that overlap as one: where the days go on counting, they are one time of being late."""
    joined: list[_Stretch] = []
    for stretch in sorted(stretches, key=lambda each: each.began):
        before = joined[-1] if joined else None
        if before and (before.ended is None or stretch.began < before.ended):
            open_end = before.ended is None or stretch.ended is None
            ended = None if open_end else max(before.ended or date.min, stretch.ended or date.min)
            joined[-1] = _Stretch(before.began, ended)
        else:
            joined.append(stretch)
    return joined


def made_good_by(plan: Outcome, paid: Iterable[Payment]) -> date | None:
    """The day on which payments made since an agreement have made good what was overdue on its day; None
    where they have not yet."""
    return next((on for on, rest in _rests(plan, paid) if rest <= 0), None)


def _rests(plan: Outcome, paid: Iterable[Payment]) -> list[tuple[date, int]]:
    """What is left after each payment of that which was overdue on the day of the agreement, fen."""
    rest = plan.owed.overdue_fen - sum(plan.layout.waived[1:])
    rests = [(plan.owed.on, rest)]
    for payment in sorted(paid, key=lambda each: each.on):
        rest -= to_fen(payment.amount, "payment")
        rests.append((payment.on, rest))
    return rests


def _still_late(
    line: MonthStatus, owed: Owed, rest: int, number: int, ranges: Ranges, count: LateCount
) -> MonthStatus:
    """A month's line where the days late before the agreement go on counting."""
    assert owed.late_since is not None
    past = (line.month_end - owed.late_since).days
    if count == "days":
        code = code_for(past, ranges) or line.code
    else:
        code = ranges[min(max(owed.missed + number, 1), len(ranges)) - 1][0]
    return MonthStatus(line.month_end, code, past, max(yuan(rest), line.overdue))


def _month(line: MonthStatus, owed: Decimal, rules: ReportRules) -> ReportMonth:
    in_books = loan_class(line.days_past_due, rules.classes)
    return ReportMonth(line.month_end, line.code, line.days_past_due, line.overdue, owed, in_books)


def _told(
    kind: Kind,
    from_day: date,
    rules: ReportRules,
    months: Sequence[ReportMonth],
    stretches: Iterable[_Stretch],
    cleared: date | None,
    events: Iterable[Event],
) -> Future:
    records = tuple(_record(stretch, months, rules) for stretch in stretches)
    paid = sorted((event for event in events if isinstance(event, Payment)), key=lambda each: each.on)
    return Future(kind, from_day, tuple(months), records, cleared, tuple(paid))


def _record(stretch: _Stretch, months: Sequence[ReportMonth], rules: ReportRules) -> LateRecord:
    began, ended, counted_to = stretch
    last = counted_to or ended or date.max
    order = [code for code, _, _ in rules.ranges]
    shown = [
        order.index(month.code) for month in months if month.code in order and began < month.month_end < last
    ]
    worst = order[max(shown)] if shown else _PAID_WITHIN
    gone = None if ended is None else add_months(ended, 12 * rules.years_kept)
    return LateRecord(began, ended, worst, len(shown), gone)


def _stretches(ledger: Ledger) -> Iterator[_Stretch]:
    """Every time from a missed due day until nothing is overdue; also where both are within a day."""
    began: date | None = None
    same_day = set(ledger.late_days)
    for day in ledger.knots():
        since = ledger.position(day).late_since
        if since is not None and began is None:
            began = since
        elif since is None and began is not None:
            yield _Stretch(began, day)
            began = None
        elif since is None and day in same_day:
            yield _Stretch(_due_before(ledger, day), day)
    if began is not None:
        yield _Stretch(began, None)


def _due_before(ledger: Ledger, day: date) -> date:
    """The last due day before a day."""
    return date.fromordinal(max(due.on for due in ledger.dues if due.on < day.toordinal()))


def _cleared(ledger: Ledger, since: date) -> date | None:
    """The first day from `since` on from which nothing is owed, up to the end."""
    cleared: date | None = None
    for day in ledger.knots(max(since, ledger.start)):
        if ledger.position(day).total:
            cleared = None
        elif cleared is None:
            cleared = day
    return cleared
