"""The calendar, read by another library: days, reminders, time zone, and identities that stay the same."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from ical.event import EventStatus

from duecourse.calc import Payment, Remission, Rescheduling, open_ledger
from duecourse.calc.basics.dates import add_months
from duecourse.case import Case, Debt
from duecourse.case.journal import AgreedPayment, Agreement, Promise
from duecourse.export import Deadline, calendar
from duecourse.export.calendar import Appointment, Calendar, contract_days
from duecourse.export.schedule import payments
from duecourse.locale import Text, money, use_language
from unit.cases import with_debt
from unit.export.households import CASES, HOSTILE, NOT_LATE_YET, SEEN, offer_of, offered
from unit.export.reading import calendar as read

SHANGHAI = ZoneInfo("Asia/Shanghai")


def events(content: bytes) -> list[Any]:
    return sorted(read(content).events, key=lambda event: event.dtstart)


def by_uid(content: bytes) -> dict[str, Any]:
    return {event.uid: event for event in read(content).events}


@pytest.mark.parametrize("name", ["courier", "clerk", "family"])
def test_every_payment_on_its_day_with_its_amount(name: str, language: str) -> None:
    case, debt, offer = offer_of(name)
    found = events(calendar(case, {debt.id: offer}).content("ics"))
    assert len(found) == len(offer.schedule)
    for event, line in zip(found, offer.schedule, strict=True):
        assert event.dtstart.date() == line.due
        assert event.dtstart.utcoffset() == timedelta(hours=8)
        assert money(line.payment) in event.summary and debt.label in event.summary
        assert money(line.payment) in event.description


def test_reminders_three_days_and_one_day_before_and_on_the_day() -> None:
    case, debt, offer = offer_of("clerk")
    made = calendar(case, {debt.id: offer})
    for event in events(made.content("ics")):
        reminders = sorted(event.dtstart + alarm.trigger for alarm in event.alarm)
        assert [(event.dtstart.date() - at.date()).days for at in reminders] == [3, 1, 0]
        assert {alarm.action for alarm in event.alarm} == {"DISPLAY"}
        assert reminders[-1].timetz().replace(tzinfo=None) == time(9, 0)


def test_the_time_zone_is_in_the_file() -> None:
    case, debt, offer = offer_of("clerk")
    content = calendar(case, {debt.id: offer}).content("ics").decode()
    assert content.count("BEGIN:VTIMEZONE") == 1 and "TZID:Asia/Shanghai" in content
    assert "TZOFFSETTO:+0800" in content and "DAYLIGHT" not in content
    first = offer.schedule[0].due
    assert f"DTSTART;TZID=Asia/Shanghai:{first:%Y%m%d}T093000" in content
    zone = read(content.encode()).timezones[0]
    assert zone.tz_id == "Asia/Shanghai"


def test_the_same_calendar_gives_the_same_bytes() -> None:
    case, debt, offer = offer_of("clerk")
    assert calendar(case, {debt.id: offer}).content("ics") == calendar(case, {debt.id: offer}).content("ics")


def test_read_in_again_entries_change_instead_of_doubling() -> None:
    case, debt, _ = offer_of("clerk")
    first = offered(debt, case.as_of, Rescheduling(12))
    later = case.as_of + timedelta(40)
    changed = offered(debt, case.as_of, Remission("interest", share="1"), Rescheduling(12))
    old = {event.uid: event for event in read(calendar(case, {debt.id: first}).content("ics")).events}
    new = by_uid(calendar(case, {debt.id: changed}, on=later).content("ics"))
    assert set(old) == set(new) and len(old) == 12
    for uid, event in new.items():
        assert event.sequence == old[uid].sequence + 40
        assert event.dtstamp > old[uid].dtstamp
        assert event.summary != old[uid].summary  # the amount is another now
    same_day = {event.uid for event in read(calendar(case, {debt.id: changed}).content("ics")).events}
    assert same_day == set(old)


def test_another_name_or_language_is_still_the_same_payment() -> None:
    case, debt, offer = offer_of("clerk")
    uids = {event.uid for event in read(calendar(case, {debt.id: offer}).content("ics")).events}
    renamed = with_debt(case, replace(debt, labels=Text.same("my card")))
    use_language("zh")
    assert {event.uid for event in read(calendar(renamed, {debt.id: offer}).content("ics")).events} == uids


def test_two_debts_never_share_an_entry() -> None:
    case = CASES["family"]
    plans = {debt.id: offered(debt, case.as_of, Rescheduling(6)) for debt in case.debts}
    found = read(calendar(case, plans).content("ics")).events
    assert len({event.uid for event in found}) == len(found) == 18


def test_a_shorter_plan_withdraws_what_is_left_of_the_longer() -> None:
    case, debt, _ = offer_of("clerk")
    long, short = (offered(debt, case.as_of, Rescheduling(months)) for months in (12, 9))
    found = events(calendar(case, {debt.id: short}, replaced={debt.id: long}).content("ics"))
    assert [event.status for event in found] == [EventStatus.CONFIRMED] * 9 + [EventStatus.CANCELLED] * 3
    old = {event.uid for event in read(calendar(case, {debt.id: long}).content("ics")).events}
    assert {event.uid for event in found} == old
    assert not found[-1].alarm


def test_a_due_day_on_a_weekend_stays_and_says_so(language: str) -> None:
    case, debt, _ = offer_of("clerk")
    offer = offered(debt, case.as_of, Rescheduling(12, first=date(2026, 12, 26)))  # a Saturday
    first, second = events(calendar(case, {debt.id: offer}).content("ics"))[:2]
    words = "Saturday" if language == "en" else "星期六"
    assert first.dtstart.date() == date(2026, 12, 26) and words in first.description
    assert words not in second.description  # 26 January is a Tuesday


def test_a_public_holiday_is_no_workday_and_a_made_up_saturday_is_one(language: str) -> None:
    case, debt, _ = offer_of("clerk")
    days = [date(2026, 10, 1), date(2026, 10, 10)]  # National Day, a Thursday; a Saturday that is worked
    agreed = Agreement(
        debt.id,
        date(2026, 9, 1),
        payments=tuple(AgreedPayment(n, on, Decimal(9)) for n, on in enumerate(days)),
    )
    holiday, worked = events(calendar(case, {debt.id: agreed}).content("ics"))
    with_remark = "pay by 30 Sep 2026" if language == "en" else "请提前在2026年9月30日"
    assert with_remark in holiday.description
    for word in ("Saturday", "星期六", "working day"):
        assert word not in worked.description


# -- the whole of it


@pytest.mark.parametrize("case", [*CASES.values(), NOT_LATE_YET], ids=lambda case: case.name)
def test_every_due_day_of_a_contract_is_in_it(case: Case, language: str) -> None:
    """The days are those of the ledger; each amount is what falls due if all before is paid."""
    found = by_key(calendar(case, whole=True))
    for debt in case.debts:
        until = add_months(case.as_of, 12)
        dues = {date.fromordinal(due.on) for due in debt.ledger(until).dues}
        days = contract_days(debt, case.as_of)
        assert {on for on, _ in days} <= dues
        if not debt.is_revolving and debt.position(case.as_of).due < debt.position(case.as_of).total:
            assert {on for on, _ in days} == {on for on in dues if case.as_of < on <= until}
        for on, amount in days:
            entry = found[f"due {on} of {debt.id} {debt.product_name} {debt.start} {debt.drawings[0].amount}"]
            assert entry.on == on and money(amount) in entry.title and money(amount) in entry.text
        paid = [*debt.events, *(Payment(on, amount) for on, amount in overdue_first(debt, case.as_of))]
        ledger = open_ledger(debt.terms, debt.drawings, paid, until=until)
        assert all(not ledger.position(on).days_past_due for on, _ in days)


def overdue_first(debt: Debt, on: date) -> list[tuple[date, Decimal]]:
    position = debt.position(on)
    overdue = [(on, position.due)] if position.days_past_due else []
    return [*overdue, *contract_days(debt, on)]


def by_key(made: Calendar) -> dict[str, Appointment]:
    return {entry.key: entry for entry in made.appointments}


def test_the_end_of_the_month_is_in_it_with_what_keeps_the_report_clean(language: str) -> None:
    entries = [one for one in calendar(CASES["courier"], whole=True).appointments if "month end" in one.key]
    loan, account = sorted(entries, key=lambda one: "baitiao" in one.key)
    assert loan.on == account.on == date(2026, 11, 30)
    assert "¥422.30" in account.title and "¥422.30" in account.text
    assert "¥1,995.62" in loan.title and "¥977.41" in loan.text
    kept = "keeps its 1" if language == "en" else "停在1"
    assert kept in loan.text and kept not in account.text


def test_where_an_agreement_runs_the_contract_s_days_no_longer_hold() -> None:
    case = CASES["courier"]
    debt = case.debt("jintiao")
    before = by_key(calendar(case, whole=True))
    agreed = Agreement(debt.id, case.as_of, payments=payments(offered(debt, case.as_of, Rescheduling(12))))
    case = case.with_agreements({debt.id: agreed})
    made = by_key(calendar(case, case.agreed, whole=True))
    contract = [key for key in made if key.startswith("due ") and debt.id in key]
    assert contract and all(made[key].withdrawn and key in before for key in contract)
    assert len([key for key in made if key.startswith("payment ")]) == 12
    # the payments keep their identity, whether the case knows the agreement or not
    assert {key for key in made if key.startswith("payment ")} == set(
        by_key(calendar(CASES["courier"], {debt.id: agreed}))
    )


def test_an_agreement_from_the_journal_is_a_plan_too() -> None:
    case, debt, offer = offer_of("clerk")
    agreed = Agreement(debt.id, case.as_of, payments=payments(offer))
    assert calendar(case, {debt.id: agreed}).content("ics") == calendar(case, {debt.id: offer}).content("ics")


def test_answers_and_open_promises_have_their_days() -> None:
    case = CASES["courier"]
    debt = case.debts[0]
    promises = [
        Promise("send the bill", "theirs", due=date(2026, 12, 1), id=1),
        Promise("call back", "step", due=date(2026, 12, 2), id=2),
        Promise("kept already", "theirs", due=date(2026, 12, 3), state="kept", id=3),
        Promise("no day", "mine", id=4),
    ]
    deadline = Deadline(date(2026, 12, 9), "complaint-institution", "simple")
    found = events(calendar(case, deadlines=[(debt, deadline)], promises=promises).content("ics"))
    assert [event.summary for event in found] == [
        "They promised: send the bill",
        "Next step: call back",
        "Answer due from An online small-loan company",
    ]
    assert "must have decided" in found[-1].description


def test_hostile_names_stay_text() -> None:
    case, debt, offer = offer_of("clerk")
    bad = with_debt(
        case, replace(debt, labels=Text.same(HOSTILE + ";,:\nBEGIN:VALARM"), lender=Text.same("长" * 200))
    )
    content = calendar(bad, {debt.id: offer}).content("ics")
    found = read(content).events
    assert len(found) == 36 and all(len(event.alarm) == 3 for event in found)
    assert SEEN + " ;,: BEGIN:VALARM" in found[0].summary
    assert "长" * 200 in found[0].description
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)  # folded
    assert not any(re.match(rb"[^\r]*\n", line) for line in lines)
    b"\r\n ".join(lines).decode()  # no letter is torn apart for good


def test_saved_like_any_paper(tmp_path: Path) -> None:
    case, debt, offer = offer_of("clerk")
    made = calendar(case, {debt.id: offer})
    assert made.save(tmp_path / "plan.ics").read_bytes() == made.content("ics")
    with pytest.raises(ValueError, match="allowed: ics"):
        made.save(tmp_path / "plan.docx")
    assert repr(made) == "Due days (2026-11-24: 36)"


def test_the_first_entry_is_at_half_past_nine_in_china_wherever_it_is_read() -> None:
    case, debt, offer = offer_of("clerk")
    first = events(calendar(case, {debt.id: offer}).content("ics"))[0]
    on = offer.schedule[0].due
    assert first.dtstart == datetime(on.year, on.month, on.day, 9, 30, tzinfo=SHANGHAI)
    assert first.dtend - first.dtstart == timedelta(minutes=30)
