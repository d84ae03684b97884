"""The days that matter as a calendar file: what plans and contracts ask for, the ends of months that a credit
report is written on, answers that are due, steps to take.

Each day has an identity that stays the same, so that a calendar that reads the file again changes what
it has instead of having it twice.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from duecourse.calc import total
from duecourse.calc.basics.dates import add_months
from duecourse.calc.debt.catching_up import catch_up
from duecourse.calc.several.priorities import LineAhead
from duecourse.case import Case, Debt
from duecourse.case.figures import DebtFigures
from duecourse.case.journal import Promise
from duecourse.locale import day, language, money, say, sentences
from duecourse.rules.workdays import is_workday, workday_before

from .letter import Deadline
from .offer_words import weekday
from .paper import save
from .safe_text import clean, one_line
from .schedule import Plan, payments
from .statement import lender_name

if TYPE_CHECKING:
    import icalendar

MONTHS: Final = 12
"""How far the due days of contracts are looked up."""

ZONE: Final = "Asia/Shanghai"
MORNING: Final = time(9, 30)
LASTS: Final = timedelta(minutes=30)
REMINDERS: Final = (timedelta(days=3), timedelta(days=1), timedelta(minutes=30))
"""How long before the time of an entry a calendar reminds of it: three days, a day, and on the day."""

_FAMILY: Final = UUID("5f0c5a5e-9a43-5e0b-8a6e-6f2f3c1d7b21")  # any number, but always the same
_FIRST_VERSION: Final = date(2020, 1, 1)


@dataclass(frozen=True)
class Appointment:
    """A day that matters. key: what it is, the same each time. withdrawn: it no longer holds."""

    key: str
    on: date
    title: str
    text: str
    withdrawn: bool = False

    @property
    def uid(self) -> str:
        """Its identity for calendars."""
        return f"{uuid5(_FAMILY, self.key)}@due-course"


@dataclass(frozen=True, repr=False)
class Calendar:
    """A calendar file. on: the day on which it was made, which also numbers its version."""

    name: str
    appointments: tuple[Appointment, ...]
    on: date
    language: str

    formats = ("ics",)

    def content(self, format: str) -> bytes:
        """The bytes of the .ics file; the same calendar always gives the same bytes."""
        if format not in self.formats:
            raise ValueError(f"format is {format!r}; allowed: {', '.join(self.formats)}")
        return _file(self)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Save it, whole or not at all, readable by its owner alone. Returns the file. Raises SaveError."""
        return save(self, path)

    def __repr__(self) -> str:
        return f"{self.name} ({self.on}: {len(self.appointments)})"


def calendar(
    case: Case,
    plans: Mapping[str, Plan] = {},
    *,
    whole: bool = False,
    deadlines: Iterable[tuple[Debt, Deadline]] = (),
    promises: Iterable[Promise] = (),
    replaced: Mapping[str, Plan] = {},
    on: date | None = None,
) -> Calendar:
    """A calendar with the payments of the plans of debts, by their ids, the answers that are due, and the
    journal's open promises with a day.

    whole: also what contracts ask for in the coming year where no agreement takes their place, and for every
    debt the next end of a month at which the credit report would show a figure; nothing of either for a debt
    that may be too old to be claimed. replaced: plans that hold no
    longer; what a plan has fewer payments than the one before is withdrawn. on: the day it is made, `as_of`
    if left out.
    """
    on = on or case.as_of
    entries: list[Appointment] = []
    for id, plan in plans.items():
        entries += _payments(case.debt(id), plan, replaced.get(id))
    if whole:
        entries += _contracts(case, on) + month_end_days(case, on)
    entries += [_deadline(debt, deadline) for debt, deadline in deadlines]
    entries += [_promise(promise) for promise in promises if promise.due and promise.state == "open"]
    entries.sort(key=lambda entry: (entry.on, entry.key))
    return Calendar(say("export.calendar_file"), tuple(entries), on, language())


def _payments(debt: Debt, plan: Plan, before: Plan | None) -> list[Appointment]:
    lines = payments(plan)
    entries = []
    for line in lines:
        values = {"debt": debt.label, "amount": money(line.amount), "lender": lender_name(debt)}
        texts = [
            say("export.calendar_payment", number=line.number, count=len(lines), **values),
            say("export.calendar_keep"),
        ]
        texts.append(_day_off(line.due))
        title = say("export.calendar_title", debt=debt.label, amount=money(line.amount))
        entries.append(Appointment(_payment_key(debt, line.number), line.due, title, sentences(*texts)))
    known = {line.number for line in lines}
    for line in payments(before) if before is not None else ():
        if line.number not in known:
            title = say("export.calendar_withdrawn", debt=debt.label)
            entries.append(Appointment(_payment_key(debt, line.number), line.due, title, "", withdrawn=True))
    return entries


def _day_off(on: date) -> str:
    """That banks are closed on a day, and which workday is the last before it; empty for a workday."""
    if is_workday(on):
        return ""
    return say("export.calendar_day_off", day=weekday(on), before=day(workday_before(on)))


def _contracts(case: Case, on: date) -> list[Appointment]:
    """What contracts ask for after a day; for a debt under an agreement that it no longer does."""
    entries = []
    for figures in _asked(case, on):
        debt, agreed = figures.debt.contract, figures.agreed is not None
        for due, amount in contract_days(debt, on):
            values = {"debt": debt.label, "amount": money(amount), "lender": lender_name(debt)}
            texts = [say("export.calendar_due", **values)]
            texts += [say("export.calendar_due_bill")] if debt.is_revolving else []
            texts += [say("export.calendar_due_keep"), _day_off(due)]
            title = say("export.calendar_withdrawn" if agreed else "export.calendar_title", **values)
            text = "" if agreed else sentences(*texts)
            entries.append(Appointment(due_key(debt, due), due, title, text, withdrawn=agreed))
    return entries


def _asked(case: Case, on: date) -> list[DebtFigures]:
    """The debts that a calendar asks to pay; not those that a payment might revive."""
    return list(case.figures(on).to_pay)


def contract_days(debt: Debt, on: date) -> list[tuple[date, Decimal]]:
    """The due days of a contract in the year from a day on, and what each asks for if all before is paid."""
    payments, _ = catch_up(debt.facts.known(on).drawn_by(on), on, add_months(on, MONTHS))
    late_today = on if debt.position(on).days_past_due else None  # what is overdue is paid apart
    return [(payment.on, total([payment.amount])) for payment in payments if payment.on != late_today]


def month_end_days(case: Case, on: date) -> list[Appointment]:
    """The `month_ends` as days of a calendar, the same ones in every calendar."""
    return [_month_end(debt, line) for debt, line in month_ends(case, on)]


def month_ends(case: Case, on: date) -> list[tuple[Debt, LineAhead]]:
    """For each debt the next end of a month at which the credit report would show a figure."""
    found = [(one.debt, line) for one in _asked(case, on) for line in one.lines]
    return [(debt, line) for debt, line in found if line.kind == "month_end"]


def month_end_told(line: LineAhead) -> str:
    """What has to be paid by a month's end so that the credit report shows no figure, or no higher one."""
    text = say("export.calendar_month_end", amount=money(line.amount), day=day(line.on), code=line.id)
    if line.keeps is None:
        return text
    keeps = say("export.calendar_month_end_keeps", keeps=money(line.keeps), before=line.before)
    return sentences(text, keeps)


def _month_end(debt: Debt, line: LineAhead) -> Appointment:
    title = say("export.calendar_month_end_title", amount=money(line.amount), debt=debt.label)
    key = f"month end {line.on:%Y-%m} of {_whose(debt)}"
    return Appointment(key, line.on, title, sentences(month_end_told(line), _day_off(line.on)))


def due_key(debt: Debt, due: date) -> str:
    """What a debt asks for on a due day, the same in every calendar: a payment of its agreement by its
    number, as its day may be moved; else the day of the contract."""
    agreed = debt.agreement.payments if debt.agreement is not None else ()
    number = next((payment.number for payment in agreed if payment.due == due), None)
    return f"due {due} of {_whose(debt)}" if number is None else _payment_key(debt, number)


def overdue_key(debt: Debt, due: date) -> str:
    """What is paid of a debt's arrears on a day, the same in every calendar."""
    return f"overdue {due} of {_whose(debt)}"


def _payment_key(debt: Debt, number: int) -> str:
    return f"payment {number} of {_whose(debt)}"


def _whose(debt: Debt) -> str:
    """A debt for a calendar: the same under its contract and under what was agreed since."""
    first = debt.contract.drawings[0]
    return f"{debt.id} {debt.product_name} {first.on} {first.amount}"


def _deadline(debt: Debt, deadline: Deadline) -> Appointment:
    key = f"answer {deadline.rule} {deadline.figure} {debt.id} {debt.start} {deadline.on}"
    title = say("export.calendar_answer", lender=lender_name(debt))
    text = sentences(deadline.text, say("export.calendar_answer_next"))
    return Appointment(key, deadline.on, title, text)


def _promise(promise: Promise) -> Appointment:
    assert promise.due is not None
    title = say(f"export.calendar_promise_{promise.side}", what=promise.what)
    return Appointment(f"promise {promise.id} {promise.side}", promise.due, title, promise.what)


# -- the file


def _file(calendar: Calendar) -> bytes:
    import icalendar

    book = icalendar.Calendar()
    book.add("prodid", "-//Due Course//duecourse//EN")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", one_line(calendar.name))
    book.add("x-wr-timezone", ZONE)
    book.add_component(_zone())
    for appointment in calendar.appointments:
        book.add_component(_event(appointment, calendar))
    content: bytes = book.to_ical()
    return content


def _event(appointment: Appointment, calendar: Calendar) -> icalendar.Event:
    import icalendar

    zone = ZoneInfo(ZONE)
    event = icalendar.Event()
    start = datetime.combine(appointment.on, MORNING, zone)
    made = datetime.combine(calendar.on, time(0), UTC)
    event.add("uid", appointment.uid)
    event.add("dtstamp", made)
    event.add("last-modified", made)
    event.add("sequence", (calendar.on - _FIRST_VERSION).days)
    event.add("dtstart", start)
    event.add("dtend", start + LASTS)
    event.add("summary", one_line(appointment.title))
    event.add("description", clean(appointment.text))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if appointment.withdrawn else "CONFIRMED")
    for before in () if appointment.withdrawn else REMINDERS:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", -before)
        alarm.add("description", one_line(appointment.title))
        event.add_component(alarm)
    return event


@cache
def _zone() -> icalendar.Timezone:
    """China's time: one offset, no change between summer and winter in any year that matters here."""
    import icalendar

    zone = icalendar.Timezone()
    zone.add("tzid", ZONE)
    standard = icalendar.TimezoneStandard()
    standard.add("dtstart", datetime(1991, 9, 15, 1))
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone.add_component(standard)
    return zone
