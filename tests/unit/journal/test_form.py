"""An entry as it is typed: how it is read, what is said about it, and what becomes of it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from datetime import time as clock
from decimal import Decimal

import pytest

from duecourse.case.journal import Contact, Promise
from duecourse.locale.typed import read_time
from duecourse.view.journal import moments
from duecourse.view.journal.form import LONGEST, PARTS, ContactForm

TODAY = date(2026, 11, 24)
DEBTS = {"jintiao": "Jintiao", "baitiao": "Baitiao"}


@pytest.fixture(autouse=True)
def shanghai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("JUPYTERHUB_USER", "BINDER_SERVICE_HOST"):
        monkeypatch.delenv(name, raising=False)
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Asia/Shanghai"
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    if hasattr(time, "tzset"):
        time.tzset()


def form(**texts: str) -> ContactForm:
    one = ContactForm(DEBTS, TODAY)
    for name, text in {"said": "something", **texts}.items():
        one.type(name, text)
    return one


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("15:30", clock(15, 30)),
        ("１５：３０", clock(15, 30)),
        ("15点30分", clock(15, 30)),
        ("15点半", clock(15, 30)),
        ("下午3点", clock(15)),
        ("晚上10点半", clock(22, 30)),
        ("上午9:05", clock(9, 5)),
        ("3pm", clock(15)),
        ("12am", clock(0)),
        ("12 pm", clock(12)),
        ("9.30", clock(9, 30)),
        ("0:00", clock(0)),
        ("24:00", clock(0)),
    ],
)
def test_times_as_people_write_them(text: str, meant: clock) -> None:
    assert read_time(text) == meant


@pytest.mark.parametrize("text", ["", "soon", "25:00", "15:99", "15:30:20:1", "99", "-1:00", "<b>"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(ValueError):
        read_time(text)


def test_an_entry_begins_with_today_and_now(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    here = datetime(2026, 11, 24, 9, 5, tzinfo=timezone(timedelta(hours=8)))
    monkeypatch.setattr(moments, "now", lambda: here)
    one = ContactForm(DEBTS, TODAY)
    assert (one.texts["date"], one.texts["time"]) == ("2026-11-24", "09:05")
    assert one.texts["debt"] == "" and one.is_new
    assert ContactForm({"a": "A"}, TODAY).texts["debt"] == "a"
    assert ContactForm(DEBTS, TODAY, debt="baitiao").texts["debt"] == "baitiao"
    assert one.zone == "UTC+8"
    labels = [box.label for part in PARTS for box in one.boxes(part)]
    assert all(labels) and {box.name for part in PARTS for box in one.boxes(part)} == set(one.texts)


def test_a_whole_entry(language: str) -> None:
    one = form(
        date="2026年11月23日",
        time="晚上10点半",
        debt="jintiao",
        began="them",
        channel="phone",
        who="collector",
        name="工号 8123",
        said="Pay tonight!\nOr else.",
        amount="¥1,234.5",
        proof="No. 3",
        theirs_what="send a statement",
        theirs_due="2026-11-30",
        mine_what="look at it",
        step_what="complain",
        step_due="2026/12/1",
    )
    assert one.problems() == {}
    contact = one.contact()
    assert contact.at == datetime(2026, 11, 23, 22, 30, tzinfo=timezone(timedelta(hours=8)))
    assert contact.at.utcoffset() == timedelta(hours=8)
    assert (contact.debt, contact.began, contact.who, contact.name) == (
        "jintiao",
        "them",
        "collector",
        "工号 8123",
    )
    assert contact.said == "Pay tonight!\nOr else." and contact.amount == Decimal("1234.50")
    assert [(one.side, one.what, one.due) for one in contact.promises] == [
        ("theirs", "send a statement", date(2026, 11, 30)),
        ("mine", "look at it", None),
        ("step", "complain", date(2026, 12, 1)),
    ]
    assert one.said("amount").reading == "¥1,234.50" and "23" in one.said("date").reading
    assert one.said("name").reading == "" == one.said("name").problem


@pytest.mark.parametrize(
    ("texts", "where"),
    [
        ({"date": "yesterday"}, "date"),
        ({"date": ""}, "date"),
        ({"date": "2026-02-30"}, "date"),
        ({"time": "tea time"}, "time"),
        ({"time": ""}, "time"),
        ({"amount": "a lot"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"amount": "9999999999999"}, "amount"),
        ({"said": "x" * (LONGEST + 1)}, "said"),
        ({"said": ""}, "said"),
        ({"said": "  \n "}, "said"),
        ({"step_what": "x", "step_due": "soon"}, "step_due"),
        ({"step_what": "x", "step_due": "2075-03-05"}, "step_due"),
        ({"mine_due": "2026-12-01"}, "mine_what"),
    ],
)
def test_what_cannot_be_is_said_at_its_box(language: str, texts: dict[str, str], where: str) -> None:
    one = form(**texts)
    assert list(one.problems()) == [where] and one.said(where).problem
    assert "{" not in one.said(where).problem
    with pytest.raises(ValueError):
        one.contact()


def test_a_day_to_come_is_no_contact(language: str) -> None:
    today = datetime.now().date()
    assert ContactForm(DEBTS, today).problems().keys() == {"said"}
    one = ContactForm(DEBTS, today)
    one.type("said", "x")
    one.type("date", (today + timedelta(1)).isoformat())
    assert list(one.problems()) == ["date"]


def test_a_promise_is_enough() -> None:
    assert form(said="", theirs_what="call back").problems() == {}


def test_changing_keeps_what_the_boxes_do_not_show() -> None:
    zone = timezone(timedelta(hours=-3))
    before = Contact(
        datetime(2026, 11, 20, 9, tzinfo=zone),
        debt="old-debt",
        said="x",
        promises=(
            Promise("first", "theirs", date(2026, 12, 1), state="kept", settled=TODAY, id=5),
            Promise("second", "theirs", id=6),
            Promise("pay", "mine", id=7),
        ),
        id=3,
    )
    one = ContactForm(DEBTS, TODAY, before)
    assert not one.is_new and one.zone == "UTC−3" and one.texts["theirs_what"] == "first"
    assert one.contact() == before, "nothing typed, nothing changed: the time zone too"
    one.type("theirs_what", "first, again")
    one.type("mine_what", "")
    changed = one.contact()
    assert [(p.what, p.id, p.state) for p in changed.promises] == [
        ("first, again", 5, "kept"),
        ("second", 6, "open"),
    ]
    assert changed.id == 3 and changed.at == before.at
    one.type("time", "10:00")
    assert one.contact().at == datetime(2026, 11, 20, 10, tzinfo=timezone(timedelta(hours=8)))


def test_on_a_server_the_clock_is_that_of_beijing(monkeypatch: pytest.MonkeyPatch) -> None:
    os.environ["TZ"] = "UTC"
    if hasattr(time, "tzset"):
        time.tzset()
    monkeypatch.setenv("BINDER_SERVICE_HOST", "somewhere")
    assert moments.now().utcoffset() == timedelta(hours=8)
    assert form(time="15:30").contact().at.utcoffset() == timedelta(hours=8)
    monkeypatch.delenv("BINDER_SERVICE_HOST")
    assert form(time="15:30").contact().at.utcoffset() == timedelta(0)
