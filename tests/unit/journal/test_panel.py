"""The journal on the page: what it shows, what its buttons do, what it says when something goes wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from duecourse.case import Case, examples, load_example
from duecourse.case.journal import Contact, Journal, JournalError, Promise, household_of
from duecourse.locale import say
from duecourse.view.controls import Button
from duecourse.view.journal import JournalPanel, moments
from duecourse.view.journal.log import Log
from duecourse.view.journal.panel import Boxes
from duecourse.view.journal.trouble import JournalTrouble
from duecourse.view.picks import Picks
from unit.page import all_in, names, press, tell, the

TODAY = date(2026, 11, 24)
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture
def case() -> Case:
    return load_example("courier")


@pytest.fixture
def panel(my: Path, case: Case, language: str) -> JournalPanel:
    return JournalPanel(Journal(), case)


def type_and_save(panel: JournalPanel, **texts: str) -> None:
    panel.begin()
    for name, text in texts.items():
        for boxes in all_in(panel, Boxes):
            if any(box["name"] == name for box in boxes.boxes):
                tell(boxes, {"do": "type", "key": "one", "name": name, "text": text, "number": 1})
    panel.save()


def entries(panel: JournalPanel) -> Log:
    """All entries."""
    return the(panel, Log, title=say("journal.entries_title"))


def due(panel: JournalPanel) -> Log:
    """What comes next."""
    return the(panel, Log, title=say("journal.due_title"))


def act(log: Log, do: str, number: int = 0) -> None:
    """What the page sends when a button of an entry is pressed."""
    tell(log, {"do": do, "id": log.items[number]["id"]})


def undo_button(panel: JournalPanel) -> Button:
    return all_in(panel, Button)[-1]


def shown(panel: JournalPanel) -> list[str]:
    return ["\n".join(item["lines"]) for item in entries(panel).items]


def in_another_window(panel: JournalPanel, **changes: Any) -> None:
    """The first entry is changed from elsewhere while it is being typed over here."""
    journal, household = Journal(), panel.model.household
    (contact,) = journal.contacts(household)
    assert contact.id is not None
    journal.change_contact(household, contact.id, lambda now: replace(now, **changes))


def test_an_entry_is_changed_as_it_is_now_not_as_it_was_opened(panel: JournalPanel) -> None:
    type_and_save(panel, said="said", step_what="call", step_due=TODAY.isoformat())
    act(entries(panel), "edit")
    act(due(panel), "kept")
    in_another_window(panel, proof="recording 7", name="Li")
    assert panel.model.form is not None
    panel.model.form.type("said", "said more")
    panel.save()
    (contact,) = Journal().contacts(panel.model.household)
    assert (contact.said, contact.proof, contact.name) == ("said more", "recording 7", "Li")
    assert contact.promises[0].state == "kept", "ticked off while the entry was open"


def test_what_another_window_has_typed_over_too_is_asked_about(panel: JournalPanel) -> None:
    type_and_save(panel, said="said")
    act(entries(panel), "edit")
    in_another_window(panel, said="theirs", proof="recording 7")
    assert panel.model.form is not None
    panel.model.form.type("said", "mine")
    panel.save()
    assert panel.outcome.lines == [say("journal.changed_meanwhile")] and "theirs" in shown(panel)[0]
    assert panel.model.form is not None and panel.model.form.texts["proof"] == "recording 7"
    panel.save()
    (contact,) = Journal().contacts(panel.model.household)
    assert (contact.said, contact.proof) == ("mine", "recording 7")
    panel.undo()
    assert "theirs" in shown(panel)[0]


def test_an_entry_deleted_in_another_window_can_be_added_again(panel: JournalPanel) -> None:
    type_and_save(panel, said="said")
    act(entries(panel), "edit")
    (contact,) = Journal().contacts(panel.model.household)
    assert contact.id is not None and panel.model.form is not None
    Journal().delete_contact(panel.model.household, contact.id)
    panel.model.form.type("said", "mine")
    panel.save()
    assert panel.outcome.lines == [say("journal.deleted_meanwhile")] and shown(panel) == []
    panel.save()
    assert panel.outcome.tone == "good" and "mine" in shown(panel)[0]


@pytest.mark.parametrize("name", examples())
def test_an_empty_journal(name: str, my: Path, language: str) -> None:
    panel = JournalPanel(Journal(), load_example(name))
    assert panel.parts[0].lines == [say("journal.nothing_yet")]
    assert due(panel).items == [] == entries(panel).items and the(panel, Picks).options == []
    assert undo_button(panel).layout.display == "none"
    assert repr(panel) == say("journal.short", entries=0, due=0, late=0) and len(repr(panel)) < 110
    assert not my.exists(), "looking writes nothing"
    panel.begin()
    panel.leave()
    assert not my.exists() and panel.model.form is None


def test_an_entry_is_typed_saved_and_shown(panel: JournalPanel, case: Case) -> None:
    type_and_save(
        panel,
        said=EVIL,
        name="8123",
        debt="jintiao",
        amount="500",
        theirs_what="send the statement",
        theirs_due=(TODAY - timedelta(4)).isoformat(),
        step_what="complain",
        step_due=TODAY.isoformat(),
    )
    assert panel.outcome.tone == "good" and panel.model.form is None
    (item,) = entries(panel).items
    assert item["tag"] == case.debt("jintiao").label
    text = "\n".join(item["lines"])
    assert EVIL in text and "8123" in text and "¥500.00" in text and "send the statement" in text
    late, today = due(panel).items
    assert (late["heading"], late["tone"]) == ("send the statement", "late")
    assert (today["heading"], today["tone"], today["tag"]) == ("complain", "plain", say("journal.due_today"))
    assert say("journal.short", entries=1, due=2, late=1) == repr(panel)
    (contact,) = Journal().contacts(household_of(case))
    assert contact.said == EVIL


def test_what_is_not_finished_is_not_saved(panel: JournalPanel, my: Path) -> None:
    type_and_save(panel, amount="lots")
    assert panel.outcome.tone == "try" and "2" in panel.outcome.lines[0] and not my.exists()
    assert all(boxes.all_said for boxes in all_in(panel, Boxes))
    said = [told for boxes in all_in(panel, Boxes) for told in boxes.said.items()]
    assert {place for place, one in said if one["problem"]} == {"one.amount", "one.said"}
    wanted = [boxes.wanted for boxes in all_in(panel, Boxes) if boxes.wanted]
    assert wanted and wanted[0][1] in ("amount", "said")


def test_an_entry_is_changed(panel: JournalPanel) -> None:
    type_and_save(panel, said="first")
    act(entries(panel), "edit")
    assert panel.model.form is not None and panel.model.form.texts["said"] == "first"
    panel.model.form.type("said", "second")
    panel.save()
    assert panel.outcome.lines == [say("journal.saved_change")]
    assert len(shown(panel)) == 1 and "second" in shown(panel)[0] and "first" not in shown(panel)[0]


def test_deleting_can_be_taken_back(panel: JournalPanel) -> None:
    type_and_save(panel, said="first")
    type_and_save(panel, said="second")
    before = shown(panel)
    act(entries(panel), "delete")
    assert len(shown(panel)) == 1 and undo_button(panel).name.endswith(say("journal.change_contact_deleted"))
    panel.undo()
    assert shown(panel) == before and panel.outcome.lines[0].startswith(say("journal.undone", what="")[:3])
    panel.undo()
    panel.undo()
    assert shown(panel) == [] and undo_button(panel).layout.display == "none"
    panel.undo()


@pytest.mark.parametrize("state", ["kept", "broken"])
def test_what_became_of_a_promise(panel: JournalPanel, state: str) -> None:
    type_and_save(panel, said="x", mine_what="pay", mine_due="2026-11-20")
    act(due(panel), state)
    assert due(panel).items == [] and {"kept": "✓", "broken": "✗"}[state] in shown(panel)[0]
    panel.undo()
    assert len(due(panel).items) == 1


def test_the_entries_of_one_debt(panel: JournalPanel, case: Case) -> None:
    type_and_save(panel, said="about jintiao", debt="jintiao")
    type_and_save(panel, said="about baitiao", debt="baitiao")
    type_and_save(panel, said="about none")
    assert [option["key"] for option in the(panel, Picks).options] == ["", "jintiao", "baitiao"]
    the(panel, Picks).pick("baitiao")
    assert len(shown(panel)) == 1 and "about baitiao" in shown(panel)[0]
    panel.begin()
    assert panel.model.form is not None and panel.model.form.texts["debt"] == "baitiao"
    panel.model.form.type("said", "about another")
    panel.model.form.type("debt", "jintiao")
    panel.save()
    assert panel.model.shown == "" and len(shown(panel)) == 4, "what was just saved is seen"


def test_a_debt_that_is_gone_keeps_its_entries(panel: JournalPanel, case: Case) -> None:
    type_and_save(panel, said="about jintiao", debt="jintiao")
    later = JournalPanel(Journal(), replace(case, debts=case.debts[1:]))
    assert entries(later).items[0]["tag"] == "jintiao"
    act(entries(later), "edit")
    assert later.model.form is not None
    later.model.form.type("said", "still about it")
    later.save()
    assert Journal().contacts(household_of(case))[0].debt == "jintiao"


def test_the_newest_comes_first(panel: JournalPanel) -> None:
    type_and_save(panel, said="new", date="2026-11-20")
    type_and_save(panel, said="old", date="2026-11-02")
    assert ["new" in text for text in shown(panel)] == [True, False]


def test_one_s_own_case_looks_from_today(my: Path, case: Case, language: str) -> None:
    own = replace(case, own=True, fixed_as_of=None)
    panel = JournalPanel(Journal(), own)
    assert panel.model.today == moments.now().date() and panel.model.household == "own"


def test_another_notebook_has_deleted_it_meanwhile(panel: JournalPanel, case: Case) -> None:
    type_and_save(panel, said="x", mine_what="pay")
    (contact,) = Journal().contacts(household_of(case))
    Journal().delete_contact(household_of(case), contact.id or 0)
    act(due(panel), "kept")
    assert shown(panel) == [] == due(panel).items


def test_what_could_not_be_written_stays_typed(panel: JournalPanel, my: Path) -> None:
    my.write_text("in the way")
    type_and_save(panel, said="long and careful")
    assert panel.outcome.lines == JournalError("no_folder").lines()
    assert panel.model.form is not None and panel.model.form.texts["said"] == "long and careful"
    my.unlink()
    panel.save()
    assert len(shown(panel)) == 1


def test_broken_while_it_is_open(panel: JournalPanel) -> None:
    type_and_save(panel, said="first")
    panel.begin()
    assert panel.model.form is not None
    panel.model.form.type("said", "second")
    panel.model.journal.file.write_bytes(b"damaged" * 100)
    panel.save()
    trouble = panel.parts[0]
    assert isinstance(trouble, JournalTrouble) and str(panel.model.journal.file) in trouble.note.lines[0]
    assert repr(panel) == say("journal.short_trouble")
    trouble.look_again()
    assert panel.parts[0] is trouble
    trouble.bring_back()
    assert panel.outcome.lines == [say("journal.brought_back")]
    assert panel.model.form is not None and panel.model.form.texts["said"] == "second", "typed, and not lost"
    panel.save()
    assert len(shown(panel)) == 2


def test_beginning_anew_asks_twice(panel: JournalPanel, my: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    my.mkdir()
    panel.model.journal.file.write_bytes(b"damaged" * 100)
    panel.model.read()
    trouble = panel.parts[0]
    ways = [say("journal.look_again"), say("journal.begin_anew")]
    assert names(trouble) == ways, "there is no copy to bring back"
    press(trouble, say("journal.begin_anew"))
    assert names(trouble)[1] == say("journal.begin_anew_again") and panel.parts[0] is trouble
    monkeypatch.setattr("duecourse.view.form.press.PAUSE", 0)
    press(trouble, say("journal.begin_anew_again"))
    assert panel.model.trouble is None and panel.outcome.lines == [say("journal.began_anew")]


def test_only_offered_actions_are_taken(panel: JournalPanel) -> None:
    type_and_save(panel, said="x")
    for content in (
        {"do": "drop", "id": "contact-1"},
        {"do": "delete", "id": "contact-99"},
        {"do": 1},
        "delete",
        None,
    ):
        tell(entries(panel), content)
    assert len(shown(panel)) == 1


def test_what_changed_is_told(my: Path, case: Case, language: str) -> None:
    told: list[int] = []
    panel = JournalPanel(Journal(), case, on_change=lambda: told.append(1))
    type_and_save(panel, said="x")
    panel.undo()
    assert len(told) == 2


def test_many_entries_are_quick(my: Path, case: Case, language: str) -> None:
    journal = Journal()
    with journal.writing():
        pass
    for number in range(60):
        journal.save_contact(
            household_of(case), Contact(moments.now(), said=str(number), promises=(Promise("x", "step"),))
        )
    panel = JournalPanel(journal, case)
    assert len(entries(panel).items) == 60 == len(due(panel).items)
