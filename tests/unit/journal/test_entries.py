"""What is put into the journal comes out again: contacts, promises, papers, agreements; and is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from duecourse.case import load_example
from duecourse.case.journal import (
    DEFAULT_SEED,
    OWN,
    AgreedPayment,
    Agreement,
    Contact,
    Journal,
    Promise,
    household_of,
)
from duecourse.case.journal.records import moment_text, zone_of
from duecourse.locale import in_language

BEIJING = timezone(timedelta(hours=8))
AT = datetime(2026, 11, 24, 22, 30, tzinfo=BEIJING)
TODAY = date(2026, 11, 24)

ODD = [
    "=cmd|'/c calc'!A1",
    "<script>alert(1)</script>",
    "a\nb\r\nc\td",
    "\x00",
    "😀\u202e",
    "'; DROP TABLE x",
    " x ",
]


def call(**changes: object) -> Contact:
    return replace(
        Contact(
            AT,
            debt="jintiao",
            name="工号 8123",
            said="He asked for ¥500 tonight.",
            amount=Decimal("500"),
            proof="录音 3",
            promises=(
                Promise("send a statement", "theirs", date(2026, 11, 27)),
                Promise("pay", "mine", date(2026, 12, 8), Decimal("300.00")),
                Promise("ask again", "step", date(2026, 11, 30)),
            ),
        ),
        **changes,  # type: ignore[arg-type]
    )


# -- nothing unasked


def test_asking_writes_nothing(journal: Journal, my: Path) -> None:
    assert journal.setting("x", "default") == "default" and journal.seed() == DEFAULT_SEED
    assert journal.solved() == set() and journal.ticked(OWN) == set()
    assert journal.contacts(OWN) == [] and journal.promises(OWN) == [] and journal.due(OWN, TODAY) == []
    assert journal.agreements(OWN) == [] and journal.agreement(OWN, "jintiao") is None
    assert journal.last_change(OWN) is None and journal.trouble() is None
    assert not my.exists()


def test_settings_and_exercises(journal: Journal, my: Path) -> None:
    journal.remember("household", "clerk")
    journal.answered("a.b", False)
    assert journal.solved() == set()
    journal.answered("a.b", True)
    assert journal.setting("household") == "clerk" and journal.solved() == {"a.b"}
    assert journal.seed() == Journal().seed() != DEFAULT_SEED


# -- contacts


def test_a_contact_comes_back_as_it_was_put_in(journal: Journal) -> None:
    saved = journal.save_contact(OWN, call())
    assert journal.contacts(OWN) == [saved] == Journal().contacts(OWN, "jintiao")
    assert saved.at == AT and saved.at.utcoffset() == timedelta(hours=8) and saved.amount == Decimal("500.00")
    assert [(one.side, one.what, one.due, one.debt) for one in saved.promises] == [
        ("theirs", "send a statement", date(2026, 11, 27), "jintiao"),
        ("mine", "pay", date(2026, 12, 8), "jintiao"),
        ("step", "ask again", date(2026, 11, 30), "jintiao"),
    ]
    assert journal.contacts(OWN, "baitiao") == []


@pytest.mark.parametrize("text", ODD)
def test_what_was_typed_is_kept_to_the_letter(journal: Journal, text: str) -> None:
    contact = call(name=text, said=text, proof=text, debt=text, promises=(Promise(text, "step"),))
    saved = journal.save_contact(text, contact)
    (found,) = journal.contacts(text)
    assert (found.name, found.said, found.proof, found.debt, found.promises[0].what) == (text,) * 5
    journal.delete_contact(text, saved.id or 0)
    journal.undo(text)
    assert journal.contacts(text) == [found]


def test_the_newest_comes_first_whatever_the_time_zone(journal: Journal) -> None:
    zones = [timezone(timedelta(hours=hours)) for hours in (8, 0, -5)]
    at = [datetime(2026, 11, 24, 10, tzinfo=zone) for zone in zones]  # 02:00, 10:00 and 15:00 of one clock
    for moment in (at[1], at[2], at[0]):
        journal.save_contact(OWN, call(at=moment))
    assert [one.at for one in journal.contacts(OWN)] == [at[2], at[1], at[0]]


def test_a_moment_says_its_time_zone(language: str) -> None:
    assert (
        moment_text(AT)
        == {"en": "24 Nov 2026, 22:30 (UTC+8)", "zh": "2026年11月24日 22:30（UTC+8）"}[language]
    )
    assert zone_of(AT.astimezone(timezone(timedelta(hours=-3, minutes=-30)))) == "UTC−3:30"
    assert zone_of(AT.astimezone(UTC)) == "UTC"


def test_households_are_kept_apart(journal: Journal) -> None:
    journal.save_contact(OWN, call())
    journal.tick(OWN, "jintiao", "contract")
    other = household_of(load_example("courier"))
    assert other != OWN == household_of(replace(load_example("courier"), own=True))
    assert journal.contacts(other) == [] == journal.promises(other) and journal.ticked(other) == set()
    with in_language("zh"):
        assert household_of(load_example("courier")) == other
    assert journal.undo(other) is None and len(journal.contacts(OWN)) == 1


def test_what_cannot_be_is_refused() -> None:
    for refused in (
        {"at": datetime(2026, 11, 24, 22, 30)},
        {"channel": "pigeon"},
        {"began": "nobody"},
        {"who": "somebody"},
        {"amount": Decimal("1.005")},
    ):
        with pytest.raises(ValueError):
            call(**refused)
    with pytest.raises(ValueError, match="side"):
        Promise("x", "yours")
    with pytest.raises(ValueError, match="state"):
        Promise("x", "mine", state="forgotten")


def test_an_entry_can_be_changed_and_deleted(journal: Journal) -> None:
    first = journal.save_contact(OWN, call())
    kept, paid, _ = first.promises
    changed = journal.save_contact(
        OWN, replace(first, said="more", debt="baitiao", promises=(kept, Promise("write", "mine")))
    )
    (found,) = journal.contacts(OWN)
    assert found == changed and found.id == first.id
    assert [one.what for one in journal.promises(OWN, "baitiao")] == ["send a statement", "write"]
    assert paid not in found.promises and found.promises[0].id == kept.id
    with pytest.raises(KeyError):
        journal.save_contact("another", first)
    assert journal.contacts(OWN) == [changed] and journal.contacts("another") == []
    journal.delete_contact(OWN, first.id or 0)
    assert journal.contacts(OWN) == [] == journal.promises(OWN)
    for use in (
        lambda: journal.delete_contact(OWN, 99),
        lambda: journal.save_contact(OWN, replace(first, id=99)),
        lambda: journal.settle(OWN, 99, "kept"),
    ):
        with pytest.raises(KeyError):
            use()
    assert journal.contacts(OWN) == []


# -- promises


def test_what_is_due_overdue_first_undated_last(journal: Journal) -> None:
    days = {"late": -3, "today": 0, "soon": 14, "far": 15, "later": 2}
    for what, ahead in days.items():
        journal.save_promise(OWN, Promise(what, "theirs", TODAY + timedelta(ahead)))
    journal.save_promise(OWN, Promise("some day", "step"))
    found = journal.due(OWN, TODAY)
    assert [one.what for one in found] == ["late", "today", "later", "soon", "some day"]
    assert [one.overdue(TODAY) for one in found] == [True, False, False, False, False]
    assert [one.what for one in journal.due(OWN, TODAY, ahead=0)] == ["late", "today", "some day"]


def test_a_promise_is_kept_broken_or_open_again(journal: Journal) -> None:
    saved = journal.save_promise(OWN, Promise("pay", "mine", TODAY - timedelta(1), Decimal("5")))
    assert saved.id is not None
    journal.settle(OWN, saved.id, "kept", TODAY)
    (found,) = journal.promises(OWN)
    assert (found.state, found.settled, found.overdue(TODAY)) == ("kept", TODAY, False)
    assert journal.due(OWN, TODAY) == []
    journal.settle(OWN, saved.id, "broken")
    assert journal.promises(OWN)[0].state == "broken"
    journal.settle(OWN, saved.id, "open")
    assert journal.promises(OWN) == [saved] == journal.due(OWN, TODAY)
    journal.save_promise(OWN, replace(saved, what="pay all"))
    assert [one.what for one in journal.promises(OWN)] == ["pay all"]


# -- papers


def test_ticks_are_remembered_by_debt(journal: Journal) -> None:
    journal.tick(OWN, "jintiao", "contract")
    journal.tick(OWN, "jintiao", "contract")
    journal.tick(OWN, "", "identity-card")
    assert journal.ticked(OWN) == {("jintiao", "contract"), ("", "identity-card")}
    journal.tick(OWN, "jintiao", "contract", False)
    journal.tick(OWN, "baitiao", "contract", False)
    assert Journal().ticked(OWN) == {("", "identity-card")}


# -- agreements


def plan(first: str = "100.50") -> Agreement:
    return Agreement(
        "jintiao",
        TODAY,
        {"kind": "reinstalment", "periods": 2, "annual_rate": Decimal("0.12"), "from": TODAY},
        (
            AgreedPayment(
                1, date(2026, 12, 8), Decimal(first), {"principal": Decimal("90"), "interest": "10.50"}
            ),  # type: ignore[dict-item]
            AgreedPayment(2, date(2027, 1, 8), Decimal("100")),
        ),
        note="by phone",
    )


def test_an_agreement_is_kept_as_data(journal: Journal) -> None:
    saved = journal.agree(OWN, plan())
    (found,) = journal.agreements(OWN)
    assert found.payments == saved.payments and found.total == Decimal("200.50") == saved.total
    assert found.offer == {
        "kind": "reinstalment",
        "periods": 2,
        "annual_rate": "0.12",
        "from": "2026-11-24",
    }
    assert found.confirmed_on is None and journal.agreement(OWN, "jintiao") == found
    confirmed = journal.agree(OWN, replace(found, confirmed_on=TODAY, proof="letter 7"))
    assert journal.agreement(OWN, "jintiao") == confirmed and len(journal.agreements(OWN)) == 1
    assert journal.agreement(OWN, "baitiao") is None


def test_the_newest_agreement_that_has_not_ended_holds(journal: Journal) -> None:
    first = journal.agree(OWN, plan())
    second = journal.agree(OWN, replace(plan(), agreed_on=TODAY + timedelta(30), note="second"))
    found = journal.agreement(OWN, "jintiao")
    assert found is not None and found.note == "second"
    journal.agree(OWN, replace(second, ended_on=TODAY + timedelta(40)))
    found = journal.agreement(OWN, "jintiao")
    assert found is not None and found.id == first.id
    journal.agree(OWN, replace(first, ended_on=TODAY))
    assert journal.agreement(OWN, "jintiao") is None
    journal.undo(OWN)
    assert journal.agreement(OWN, "jintiao") == found


def test_a_plan_that_does_not_add_up_is_refused() -> None:
    with pytest.raises(ValueError, match="add up"):
        plan("100.51")
    one, other = plan().payments
    for wrong in ((other, one), (one, replace(other, number=1))):
        with pytest.raises(ValueError):
            replace(plan(), payments=wrong)


# -- taking back


def test_every_change_can_be_taken_back_one_after_the_other(journal: Journal, language: str) -> None:
    def state() -> object:
        return journal.contacts(OWN), journal.promises(OWN), journal.agreements(OWN)

    states = [state()]
    first = journal.save_contact(OWN, call())
    states.append(state())
    promise = first.promises[0]
    assert promise.id is not None
    journal.settle(OWN, promise.id, "kept", TODAY)
    states.append(state())
    journal.save_contact(OWN, replace(first, said="changed", promises=first.promises[1:]))
    states.append(state())
    journal.save_promise(OWN, Promise("alone", "step"))
    states.append(state())
    saved = journal.agree(OWN, plan())
    states.append(state())
    journal.agree(OWN, replace(saved, payments=saved.payments[:1]))
    states.append(state())
    journal.delete_contact(OWN, first.id or 0)
    journal.save_contact(OWN, call(said="another"))
    whats = []
    journal.undo(OWN)
    while (change := Journal().undo(OWN)) is not None:
        whats.append(change.what)
        assert change.text and "{" not in change.text
        assert state() == states.pop()
    assert states == [] and state() == ([], [], [])
    assert whats == [
        "contact_deleted",
        "agreement_changed",
        "agreement_added",
        "promise_added",
        "contact_changed",
        "promise_kept",
        "contact_added",
    ]


def test_only_so_many_changes_are_kept(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("duecourse.case.journal.rows.CHANGES_KEPT", 3)
    for number in range(5):
        journal.save_promise(OWN, Promise(str(number), "step"))
    while journal.undo(OWN) is not None:
        pass
    assert [one.what for one in journal.promises(OWN)] == ["0", "1"]
