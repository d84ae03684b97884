"""The due days of a cash calendar and the ends of months as a calendar file, with reminders before each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

from duecourse.calc import CashCalendar, CashMove
from duecourse.case import Case, Debt
from duecourse.locale import day, language, money, say, sentences

from .calendar import Appointment, Calendar, contract_days, due_key, month_end_days, overdue_key

LOOK_AHEAD: Final = timedelta(7)
"""How long before the account runs dry the calendar says so."""


def due_days(
    calendar: CashCalendar, labels: Mapping[str, str], debts: Mapping[str, Debt], case: Case
) -> Calendar:
    """A day for each payment that falls due, on the day it is to be made, one before the account runs dry,
    and for each debt the next end of a month at which the credit report would show a figure. labels: what
    the learner calls each line; debts: those among them. What is spread over the month has no day."""
    spread = {line.name for line in calendar.lines if line.every == "spread"}
    autopay = {line.name for line in calendar.lines if line.autopay}
    asked = {name: dict(contract_days(debt, calendar.start)) for name, debt in debts.items()}
    seen: Counter[str] = Counter()
    entries = []
    for move in calendar.moves():
        if move.amount < 0 and move.name not in spread:
            label, debt = labels[move.name], debts.get(move.name)
            if debt is None:
                key = f"cash {label} {move.due}"
            elif asked[move.name].pop(move.due, None) == -move.amount:
                key = due_key(debt, move.due)
            else:
                key = overdue_key(debt, move.due)
            seen[key] += 1  # two lines may have one name and one day
            key = key if seen[key] == 1 else f"{key}, {seen[key]}"
            entries.append(_entry(key, move, label, move.name in autopay))
    entries += [*_warning(calendar), *month_end_days(case, case.as_of)]
    entries.sort(key=lambda entry: (entry.on, entry.key))
    return Calendar(say("plan.calendar_file"), tuple(entries), case.as_of, language())


def _entry(key: str, move: CashMove, label: str, autopay: bool) -> Appointment:
    texts = [say("plan.by_autopay" if autopay else "plan.pay_and_keep")]
    if move.on != move.due:
        texts.insert(0, say("plan.due_on", due=day(move.due)))
    title = say("plan.pay", amount=money(-move.amount), line=label)
    return Appointment(key, move.on, title, sentences(*texts))


def _warning(calendar: CashCalendar) -> Iterator[Appointment]:
    first = calendar.first_shortfall
    if first is not None:
        on = max(calendar.start, first.on - LOOK_AHEAD)
        title = say("plan.look", day=day(first.on))
        text = say("plan.look_text", day=day(first.on), short=money(first.short))
        yield Appointment("cash runs dry", on, title, text)
