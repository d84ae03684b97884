"""The credit report month by month where an offer is agreed on: every payment made, or one missed.

    rules = ReportRules(ranges, years_kept=5, classes=classes)      # from data/rules
    owed = payoff(terms, drawings, events, on=date(2026, 11, 24))
    future = if_agreed(outcome(owed, Rescheduling(12)), rules, until=date(2029, 12, 31))

The futures without an agreement, and what a `Future` is, are in `credit/futures.py`.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ..basics.dates import add_months, as_date
from ..basics.money import BadInput, choice, to_fen, whole, yuan
from ..credit.futures import Future, Kind, as_future, day_between, debt_until, future_of
from ..credit.late_record import ReportRules, TimeLate, as_one, cleared_on, month_of, times_late
from ..credit.report import MonthStatus, Ranges, code_for, report_codes
from ..debt.contract import LateCount
from ..debt.events import Acceleration, Event, Payment
from ..debt.ledger import Ledger
from ..debt.payoff import PayoffQuote
from .agreement import THENS, Agreement, Then, agreement
from .offers import COUNTINGS, Counting, Outcome, PlannedPayment


def if_agreed(
    plan: Outcome, rules: ReportRules, *, until: date, counting: Counting = "restarts", **late: Any
) -> Future:
    """The credit report where an offer is agreed on, and every payment made on its day.

    Args:
        plan: the offer.
        rules: what the rules say of a report.
        until: the last day looked at.
        counting: what the agreement says of the days late so far; nobody knows it before it is in writing: it
            "restarts" (nothing is late from the agreement on) or "keeps_counting" until the payments have
            made good what was overdue.
        **late: what the contract or the agreement says of a late payment, as in `InstalmentTerms`:
            penalty_daily_rate, grace_days, accelerate_after_days … Nothing, if left out.

    Returns:
        The report month by month.

    Raises:
        BadInput: an offer whose payments do not clear the debt.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"))
        >>> owed = debt.payoff(date(2026, 3, 1))
        >>> offer = outcome(owed, Rescheduling(6))
        >>> rules = ReportRules([("1", 1, 30), ("2", 31, 60), ("3", 61, None)], years_kept=5)
        >>> [month.code for month in if_agreed(offer, rules, until=date(2026, 6, 30)).months]
        ['*', '1', '*', 'N', 'N', 'N']
    """
    choice(counting, "counting", COUNTINGS)
    agreed = agreement(plan, **late)
    day_between(plan.owed, None, until)
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
    """The credit report where an offer is agreed on and one payment missed; those before it are made.

    Where the rest falls due, or the old contract holds, the payments go on as planned, and what they do not
    cover stays overdue.

    Args:
        plan: the offer.
        rules: what the rules say of a report.
        until: the last day looked at.
        number: which payment is missed; the first is 1.
        made_good: the day on which the missed payment is made; with the next one, or a month later where
            there is none, if left out.
        pays_on: whether it is made, with what its delay has cost, and the later ones on their days; otherwise
            nothing is paid any more.
        then: what the agreement says of a missed payment: it "goes_on" and that payment alone is late; all of
            the rest "falls_due" at once on that day; or it "never_was": the old contract holds again, with
            the payments made since.
        counting: what the agreement says of the days late so far; nobody knows it before it is in writing: it
            "restarts" (nothing is late from the agreement on) or "keeps_counting" until the payments have
            made good what was overdue.
        **late: what the contract or the agreement says of a late payment, as in `InstalmentTerms`:
            penalty_daily_rate, grace_days, accelerate_after_days … Nothing, if left out.

    Returns:
        The report month by month.

    Raises:
        BadInput: an offer whose payments do not clear the debt, or a payment that it does not have.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"))
        >>> owed = debt.payoff(date(2026, 3, 1))
        >>> offer = outcome(owed, Rescheduling(6))
        >>> rules = ReportRules([("1", 1, 30), ("2", 31, 60), ("3", 61, None)], years_kept=5)
        >>> [month.code for month in if_broken(offer, rules, until=date(2026, 6, 30)).months]
        ['*', '1', '*', '1', 'N', 'N']
    """
    choice(counting, "counting", COUNTINGS)
    choice(then, "then", THENS)
    agreed = agreement(plan, **late)
    day_between(plan.owed, None, until)
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
    after = debt_until(plan.owed, until).also(*events)
    again = after.ledger(until)
    kept = _agreed("broken", agreed, made, agreed.ledger(made, until=missed.due), rules, counting)
    whole_story = future_of("broken", plan.owed, rules, after, until)
    months = [month for month in kept.months if month.month_end < missed.due]
    months += [month for month in whole_story.months if month.month_end >= missed.due]
    stretches = list(times_late(again))
    if counting == "keeps_counting" and plan.owed.late_since:  # as it was counted while the agreement held
        good = made_good_by(plan, made)
        so_long = missed.due if good is None else min(good, missed.due)
        stretches = as_one([*stretches, TimeLate(plan.owed.late_since, so_long)])
    return as_future("broken", plan.owed.on, rules, months, stretches, whole_story.cleared, after.events)


def _goes_on(
    agreed: Agreement, events: list[Event], later: Sequence[PlannedPayment], made_good: date
) -> list[Payment]:
    """The payments after the missed one: what is asked for on the day on which it is made good, and the
    others on their days."""
    before = [Payment(line.due, line.payment) for line in later if line.due < made_good]
    due = agreed.ledger([*events, *before], until=made_good).position(made_good).due
    after = [Payment(line.due, line.payment) for line in later if line.due > made_good]
    return [*before, Payment(made_good, due), *after]


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
    debt = debt_until(owed, ledger.until)
    old, count = debt.ledger(owed.on), debt.terms.late_count
    months = [
        month_of(line, old.position(line.month_end).total, rules)
        for line in report_codes(old, rules.ranges, count=count)
        if line.month_end < owed.on.replace(day=1)
    ]
    cleared = cleared_on(ledger, owed.on)
    rests = _rests(agreed.offer, paid)
    made_good = made_good_by(agreed.offer, paid) or cleared
    for number, line in enumerate(report_codes(ledger, rules.ranges)):
        end = line.month_end
        if counting == "keeps_counting" and owed.late_since and (made_good is None or end < made_good):
            rest = next(rest for on, rest in reversed(rests) if on <= end)
            line = _still_late(line, owed, rest, number, rules.ranges, count)
        months.append(month_of(line, ledger.position(end).total, rules))
    anew = owed.on if counting == "restarts" else None
    before = [
        TimeLate(began, made_good, anew) if ended is None else TimeLate(began, ended)
        for began, ended, _ in times_late(old)
    ]
    stretches = [*before, *times_late(ledger)]
    stretches = as_one(stretches) if anew is None else stretches
    return as_future(kind, owed.on, rules, months, stretches, cleared, [*debt.events, *paid])


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
    line: MonthStatus, owed: PayoffQuote, rest: int, number: int, ranges: Ranges, count: LateCount
) -> MonthStatus:
    """A month's line where the days late before the agreement go on counting."""
    assert owed.late_since is not None
    past = (line.month_end - owed.late_since).days
    if count == "days":
        code = code_for(past, ranges) or line.code
    else:
        code = ranges[min(max(owed.missed + number, 1), len(ranges)) - 1][0]
    return MonthStatus(line.month_end, code, past, max(yuan(rest), line.overdue))
