"""The form's widgets, without a page: what the page tells them, and what they tell the page."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from duecourse.case import AgreedPayment, Agreement, Case, learner_case
from duecourse.locale import say, say_count
from duecourse.rules import cite, products
from duecourse.view.chart import Chart
from duecourse.view.fold import Fold
from duecourse.view.form import CaseForm, FormModel
from duecourse.view.form import press as pressing
from duecourse.view.form.bound import Group, Rows
from duecourse.view.form.broken import BrokenFile
from duecourse.view.form.case_form import AddDebt, result_sentence
from duecourse.view.form.debt import DebtSection
from duecourse.view.form.entries import Entries
from duecourse.view.form.from_file import FromFile
from duecourse.view.form.household import HouseholdSection
from duecourse.view.form.press import Press
from duecourse.view.form.statement_table import StatementTable
from duecourse.view.listing import Listing
from duecourse.view.note import Note
from duecourse.view.picks import Picks
from unit.form.typing_in import type_jintiao
from unit.page import all_in, names, press, shown, tell, the, unfold

NASTY = "<img src=x onerror=alert(1)>&\"'"


def send(widget: Entries | StatementTable, **content: object) -> None:
    """What the page sends."""
    tell(widget, content)


def add_debt(form: CaseForm, product: str) -> None:
    form.show("add")
    the(form.section, Picks, name=say("form.kinds")).pick(product)


def begin_with(form: CaseForm, example: str) -> None:
    form.show("add")
    the(form.section, Picks, name=say("form.examples")).pick(example)


def parts(form: CaseForm) -> Picks:
    """The parts of the form to choose from."""
    return the(form, Picks, name=say("form.parts"))


def pointers(form: CaseForm) -> Picks:
    """What is still to be put right, to be led there."""
    return the(form, Picks, name=say("form.still_needed"))


def beside(form: CaseForm) -> Chart:
    """The figures and the sentence beside what is typed."""
    return the(form, Chart)


def debt_section(form: CaseForm) -> DebtSection:
    assert isinstance(form.section, DebtSection)
    return form.section


@pytest.fixture
def saved() -> list[Case | None]:
    return []


@pytest.fixture
def form(saved: list[Case | None]) -> CaseForm:
    return CaseForm(on_saved=saved.append)


@pytest.fixture
def filled(form: CaseForm) -> CaseForm:
    """With a complete Jintiao loan on screen."""
    type_jintiao(form.form)
    form.show("debt:0")
    return form


def test_an_empty_form_is_one_short_line(form: CaseForm, language: str) -> None:
    with_language = CaseForm()
    assert repr(with_language) == say("form.short_empty") and len(repr(with_language)) < 110
    assert shown(with_language)["text/plain"] == repr(with_language)
    assert isinstance(form.section, AddDebt)


def test_choosing_a_kind_opens_its_boxes_with_the_keyboard_in_the_first(form: CaseForm) -> None:
    add_debt(form, "jintiao")
    first = debt_section(form).bound[0]
    assert isinstance(first, Group) and first.wanted == ["one", "0"]
    assert first.boxes[0]["needed"] and not first.boxes[2]["needed"]


def test_every_kind_of_debt_has_a_section_with_its_terms_and_sources(form: CaseForm, language: str) -> None:
    for number, name in enumerate(products.names()):
        add_debt(form, name)
        section = debt_section(form)
        unfold(section)
        labels = {box["label"] for part in section.bound for box in part.boxes}
        terms = products[name].terms
        assert {term.label[:1].upper() + term.label[1:] for term in terms.values()} <= labels
        sources = re.findall('<cite class="dc-source">(.*?)</cite>', the(section, Listing).html)
        assert set(map(unescape, sources)) == {
            say("view.source", source=cite(term)) for term in terms.values()
        }
        assert form.form.product(number) == name


def test_typing_reaches_the_draft_and_comes_back_as_it_was_read(form: CaseForm) -> None:
    add_debt(form, "jintiao")
    group = debt_section(form).bound[0]
    send(group, do="type", key="one", name="0", text="１２,000")
    assert form.form.draft.get(("debts", 0, "drawings", 0, "amount")) == "１２,000"
    assert group.said["one.0"] == {"reading": "¥12,000.00", "problem": ""}
    assert group.rows[0]["texts"]["0"] == "１２,000", "kept for when the page is loaded again"


@pytest.mark.parametrize(
    "content",
    [
        "x",
        None,
        {},
        {"do": "type"},
        {"do": "type", "key": "9", "name": "0", "text": "1"},
        {"do": "type", "key": "one", "name": "99", "text": "1"},
        {"do": "type", "key": "one", "name": "0", "text": 5},
        {"do": "remove", "key": "one"},
        {"do": "add"},
    ],
)
def test_what_the_page_never_sends_changes_nothing(form: CaseForm, content: Any) -> None:
    add_debt(form, "jintiao")
    before = form.form.draft.get(())
    tell(debt_section(form).bound[0], content)
    assert form.form.draft.get(()) == before


def test_rows_come_and_go_and_keep_their_own(filled: CaseForm) -> None:
    payments = debt_section(filled).payments
    first, second = [row["key"] for row in payments.rows]
    send(payments, do="add")
    third = payments.rows[2]["key"]
    assert payments.wanted == [third, "date"]
    send(payments, do="type", key=third, name="amount", text="7")
    send(payments, do="remove", key=first)
    assert [row["key"] for row in payments.rows] == [second, third]
    assert [row["name"] for row in payments.rows] == ["payment 1", "payment 2"]
    assert filled.form.text(("debts", 0, "payments", 1, "amount")) == "7.00"
    assert payments.said[f"{third}.date"]["problem"] and f"{second}.date" in payments.said
    send(payments, do="type", key=third, name="date", text=date.today().isoformat())
    assert not payments.said[f"{third}.date"]["problem"]


def test_budget_lines_of_three_kinds_share_one_list(form: CaseForm) -> None:
    form.show("month")
    assert isinstance(form.section, HouseholdSection)
    income, essential, other = form.section.bound[:3]
    for rows, label in ((essential, "rent"), (income, "pay"), (other, "rest"), (income, "aid")):
        assert isinstance(rows, Rows)
        send(rows, do="add")
        send(rows, do="type", key=rows.rows[-1]["key"], name="label", text=label)
        send(rows, do="type", key=rows.rows[-1]["key"], name="amount", text="10")
    send(income, do="remove", key=income.rows[0]["key"])
    assert [row["texts"]["label"] for row in income.rows] == ["aid"]
    lines = form.form.draft.get(("budget",))
    assert [(line["kind"], line["label"]) for line in lines] == [
        ("essential", "rent"), ("other", "rest"), ("income", "aid"),
    ]  # fmt: skip
    assert say("form.left_for_debts") in [fact[0] for fact in beside(form).facts]


def test_lines_that_hold_for_a_time_show_their_days(form: CaseForm) -> None:
    begin_with(form, "courier")
    form.show("month")
    assert {"from", "until"} <= {box["name"] for box in form.section.bound[0].boxes}
    form.form.forget()
    form.show("month")
    assert "from" not in {box["name"] for box in form.section.bound[0].boxes}
    assert isinstance(form.section, HouseholdSection)
    press(form, say("form.for_a_time"))
    assert "from" in {box["name"] for box in form.section.bound[0].boxes}


def test_saving_says_where_the_file_is_and_tells_the_lesson(
    filled: CaseForm, saved: list[Case | None], my: Path, language: str
) -> None:
    filled.save()
    assert filled.outcome.tone == "good"
    assert str(my / "case.toml") in filled.outcome.lines[1]
    assert saved == [learner_case()] and repr(filled) == say_count("form.short_saved", 1)
    assert filled.section.bound[0].rows[0]["texts"]["0"] == "12,000.00"


def test_an_empty_form_is_not_saved(form: CaseForm, saved: list[Case | None], my: Path) -> None:
    add_debt(form, "card")
    form.form.remove(("debts", 0))
    form.save()
    assert form.outcome.lines == [say("form.nothing_to_save")] and saved == []
    assert not (my / "case.toml").exists()


def test_saving_what_is_not_right_says_what_and_where_and_saves_nothing(
    language: str, filled: CaseForm, saved: list[Case | None], my: Path
) -> None:
    send(filled.section.bound[0], do="type", key="one", name="0", text="twelve")
    filled.save()
    assert filled.outcome.tone == "try" and saved == [] and not (my / "case.toml").exists()
    (pointer,) = pointers(filled).options
    assert "twelve" in pointer["text"] and filled.section.bound[0].all_said
    filled.show("month")
    pointers(filled).pick("0")
    assert parts(filled).chosen == "debt:0" and filled.section.bound[0].wanted == ["one", "0"]


def test_a_pointer_unfolds_what_hides_the_box(filled: CaseForm) -> None:
    for path in (("terms", "grace_days"), ("accelerated",)):
        filled.form.type(("debts", 0, *path), "never")
        pointers(filled).pick(str(len(filled.form.problems()) - 1))
    section = debt_section(filled)
    assert the(section, Fold, name=say("form.more_terms")).unfolded
    filled.form.type(("debts", 0, "terms", "grace_days"), "")
    pointers(filled).pick("0")
    assert the(section, Fold, name=say("form.more_happened")).unfolded
    assert [part.wanted for part in section.bound if part.legend == say("form.also")] == [["one", "0"]]


def test_a_debt_is_taken_out_at_the_second_press_and_not_by_a_double_click(
    filled: CaseForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(pressing.time, "monotonic", lambda: now[0])
    button = debt_section(filled).remove
    press(button)
    press(button)
    assert filled.form.draft.count("debts") == 1 and button.name == say("form.remove_debt_again")
    now[0] += 1
    press(button)
    assert filled.form.draft.count("debts") == 0 and isinstance(filled.section, AddDebt)


def answers(form: CaseForm) -> dict[str, Press]:
    """The answers to choose from when everything is to be deleted, by what they say."""
    return {button.name: button for button in all_in(form.parts[-1], Press)}


def asked(form: CaseForm) -> list[str]:
    """What is said before everything is deleted."""
    return the(form.parts[-1], Note).lines


def test_everything_is_deleted_once_it_was_said_what_there_is(
    saved: list[Case | None], my: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(pressing.time, "monotonic", lambda: now[0])
    form = CaseForm(on_saved=saved.append)
    type_jintiao(form.form)
    form.save()
    press(form, say("form.forget"))
    assert asked(form) == [
        say("privacy.found", folder=str(my)),
        say_count("privacy.found_case", 1),
    ]
    assert list(answers(form)) == [say("privacy.delete_all"), say("privacy.delete_nothing")]
    sure = answers(form)[say("privacy.delete_all")]
    press(sure)
    assert (my / "case.toml").exists(), "a double click is no answer"
    now[0] += 5
    press(sure)
    assert list(my.iterdir()) == [] and saved[-1] is None
    assert repr(form) == say("form.short_empty") and isinstance(form.section, AddDebt)
    assert form.outcome.lines[:2] == [
        say("privacy.deleted"),
        say("privacy.left_nothing", folder=str(my)),
    ]
    press(form, say("form.forget"))
    assert asked(form) == [say("privacy.found_nothing", folder=str(my))]
    assert answers(form) == {}


def test_papers_may_stay_when_the_rest_is_deleted(
    filled: CaseForm, my: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(pressing.time, "monotonic", lambda: now[0])
    filled.save()
    (my / "papers").mkdir()
    (my / "papers" / "letter.docx").touch()
    press(filled, say("form.forget"))
    now[0] += 5
    press(answers(filled)[say("privacy.delete_but_papers")])
    assert [file.name for file in my.iterdir()] == ["papers"]
    assert filled.outcome.lines[1] == say("privacy.left_papers", folder=str(my), names="papers")
    press(filled, say("form.forget"))
    now[0] += 5
    press(answers(filled)[say("privacy.delete_papers")])
    assert list(my.iterdir()) == []


def test_what_cannot_be_deleted_is_named(filled: CaseForm, my: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.save()

    def refuse(file: Path, missing_ok: bool = False) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    filled.forget()
    left = f"{my / '.case.toml.lock'}, {my / 'case.toml'}"  # the lock could not be taken away either
    assert filled.outcome.lines[0] == say("privacy.not_deleted", files=left)
    assert filled.outcome.tone == "try"


def test_a_question_is_taken_back_when_something_else_is_done(filled: CaseForm) -> None:
    filled.save()
    press(filled, say("form.forget"))
    assert answers(filled)
    press(answers(filled)[say("privacy.delete_nothing")])
    assert not answers(filled) and asked(filled) == []
    press(filled, say("form.forget"))
    filled.save()
    assert not answers(filled)


def test_undo_shows_what_is_saved_and_says_so(filled: CaseForm) -> None:
    filled.save()
    send(filled.section.bound[0], do="type", key="one", name="0", text="5")
    filled.undo()
    assert filled.section.bound[0].rows[0]["texts"]["0"] == "12,000.00"
    assert filled.outcome.lines == [say("form.undone")]


def test_a_form_opened_again_shows_what_was_typed_and_that_it_is_not_saved(filled: CaseForm) -> None:
    again = CaseForm()
    assert again.outcome.lines == [say("form.kept")]
    assert again.section.bound[0].rows[0]["texts"]["0"] == "12,000.00"
    again.save()
    assert CaseForm().outcome.lines == []


def test_entries_that_are_lost_are_said_to_be(filled: CaseForm, my: Path) -> None:
    filled.save()
    (my / "case.draft.toml").write_bytes(b"debts = 5")
    again = CaseForm()
    assert again.outcome.lines == [say("form.kept_lost", file=str(my / "case.draft.toml.broken"))]
    assert (my / "case.draft.toml.broken").read_bytes() == b"debts = 5"
    assert again.section.bound[0].rows[0]["texts"]["0"] == "12,000.00"


def test_a_case_changed_in_another_window_is_kept_until_asked(
    filled: CaseForm, saved: list[Case | None]
) -> None:
    filled.save()
    other = CaseForm()
    other.form.type(("savings", "amount"), "9")
    other.save()
    send(filled.section.bound[0], do="type", key="one", name="0", text="9000")
    filled.save()
    assert filled.outcome.tone == "try" and say("form.save_over") in names(filled)
    press(filled, say("form.save_over"))
    found = learner_case()
    assert found is not None and found.debts[0].drawings[0].amount == 9000
    assert filled.outcome.tone == "good" and say("form.save_over") not in names(filled)


def test_both_versions_can_be_looked_at_before_one_is_saved_over(language: str, filled: CaseForm) -> None:
    filled.save()
    other = CaseForm()
    other.form.type(("savings", "amount"), "9")
    other.save()
    send(filled.section.bound[0], do="type", key="one", name="0", text="9000")
    filled.save()
    press(filled, say("form.see_saved"))
    assert filled.outcome.lines == [say("form.saw_saved")]
    assert filled.form.text(("savings", "amount")) == "9.00"
    (waiting,) = [part for part in filled.parts if isinstance(part, Picks)]
    assert say_count("form.waiting_debts", 1) in waiting.options[0]["text"]
    waiting.pick("0")
    assert filled.outcome.lines == [say("form.kept_older")]
    assert filled.section.bound[0].rows[0]["texts"]["0"] == "9,000.00"
    assert not [part for part in filled.parts if isinstance(part, Picks)]
    filled.save()
    press(filled, say("form.save_over"))
    assert filled.outcome.tone == "good" and CaseForm().outcome.lines == []


def test_what_waits_can_be_told_apart(my: Path, language: str) -> None:
    """Put aside in the same minute, in the same second, with the same debts or with others."""
    forms = [FormModel() for _ in range(4)]
    for form, product in zip(forms, ("jintiao", "baitiao_bill", "jintiao", "jintiao"), strict=True):
        form.add_debt(product)
    forms[0].type(("debts", 0, "label"), "<b>motor</b>")
    files = sorted(my.glob("case.draft*.toml"))
    assert len(files) == 4
    for file, at in zip(files, (60, 60, 60, 61), strict=True):
        os.utime(file, (at, at))
    case_form = CaseForm()
    case_form.look_at_saved()
    (waiting,) = [part for part in case_form.parts if isinstance(part, Picks)]
    assert len(waiting.options) == 4
    assert len({(pick["label"], pick["text"]) for pick in waiting.options}) == 4
    said = [pick["text"] for pick in waiting.options]
    assert sum("<b>motor</b>" in text for text in said) == 1
    assert sum(products["baitiao_bill"].label in text for text in said) == 1


def test_the_result_follows_each_key(filled: CaseForm, language: str) -> None:
    form = CaseForm()
    before = beside(form).facts
    send(form.section.bound[0], do="type", key="one", name="0", text="15000")
    assert beside(form).facts != before and "¥" in beside(form).sentence
    send(form.section.bound[0], do="type", key="one", name="0", text="")
    assert (
        beside(form).facts == []
        and say("form.result_unfinished", debt=form.form.debt_label(0)) == beside(form).sentence
    )


def test_what_a_person_types_is_never_markup(form: CaseForm) -> None:
    add_debt(form, "jintiao")
    section = debt_section(form)
    send(section.bound[-1], do="type", key="one", name="0", text=NASTY)
    send(section.bound[0], do="type", key="one", name="0", text=NASTY)
    assert parts(form).options[0]["label"] == NASTY, "text, which picks.js puts on the page as text"
    form.form.add(("debts", 0, "payments"))
    loader = FromFile(form.form, 0, lambda: None)
    loader.read(f"{NASTY}.csv", f"日期,金额,备注\n2026-01-05,10,{NASTY}\n{NASTY},10,x\n".encode())
    assert loader.table.rows[0]["text"] == NASTY, "text, which statement_table.js puts on the page as text"
    send(loader.table, view="refused")
    assert NASTY in loader.table.rows[0]["text"]


# -- from a file


GBK = (
    "交易日期,交易金额,摘要,余额\n2026年3月5日,￥－１，０８５．９５,金条还款,100\n上周,300,看不懂,100\n"
    "2026/4/7,-500元,金条还款,200\n2026/4/8,-20,白条还款,200\n2026/4/9,-9,面馆,200\n"
).encode("gbk")


def taking(loader: FromFile) -> Press:
    """The button that takes what is ticked; its name says how much that is."""
    return the(loader, Press, main=True)


def load(form: CaseForm, on_added: Callable[[], object] = lambda: None) -> FromFile:
    form.form.type(("debts", 0, "drawings", 0, "date"), "2026-01-05")
    loader = FromFile(form.form, 0, on_added)
    loader.read("流水.csv", GBK)
    return loader


def test_a_file_is_shown_before_anything_is_added(filled: CaseForm, language: str) -> None:
    section = debt_section(filled)
    unfold(section)
    filled.form.type(("debts", 0, "drawings", 0, "date"), "2026-01-05")
    loader = the(section, FromFile)
    loader.read("流水.csv", GBK)
    assert loader.note.lines[0] == say_count("form.statement_read", 4, file="流水.csv")
    assert [(row["amount"], row["ticked"]) for row in loader.table.rows] == [
        ("¥1,085.95", True), ("¥500.00", True), ("¥20.00", False), ("¥9.00", False),
    ]  # fmt: skip
    assert filled.form.draft.count("debts", 0, "payments") == 2
    press(taking(loader))
    assert filled.form.draft.count("debts", 0, "payments") == 4 == len(section.payments.rows)
    assert loader.note.tone == "good" and all_in(loader, Press) == []
    loader.read("流水.csv", GBK)
    assert taking(loader).enabled is False, "the debt has them all"


def test_a_row_can_be_ticked_unticked_and_given_another_meaning_and_debt(filled: CaseForm) -> None:
    filled.form.add_debt("baitiao_bill")
    loader = load(filled)
    table = loader.table
    assert [row["debt"] for row in table.rows] == ["0", "0", "1", ""]
    send(table, tick=0, on=False)
    send(table, row=3, meaning="purchase")
    send(table, tick=3, on=True)
    assert "Choose the debt" in table.rows[3]["care"] and "cannot be taken" in taking(loader).name
    send(table, row=3, debt="1")
    assert table.rows[3]["care"] == "" and taking(loader).name == say_count("form.statement_take_rows", 3)
    send(table, row=1, meaning="nonsense")
    send(table, row=99, debt="0")
    send(table, tick="x", on=1)
    press(taking(loader))
    draft = filled.form.draft
    assert draft.get(("debts", 1, "drawings")) == [
        {"date": date(2026, 4, 9), "amount": "9.00", "note": "面馆"}
    ]
    assert draft.count("debts", 0, "payments") == 3 and draft.count("debts", 1, "payments") == 1


def test_what_cannot_be_taken_stays_on_the_page(filled: CaseForm) -> None:
    loader = load(filled)
    send(loader.table, tick="all", on=True)
    assert [row["ticked"] for row in loader.table.rows] == [True, True, True, False], "lunch is left out"
    send(loader.table, tick=3, on=True)
    press(taking(loader))
    assert filled.form.draft.count("debts", 0, "payments") == 4
    assert [row["amount"] for row in loader.table.rows] == ["¥20.00", "¥9.00"]
    assert all(row["care"] for row in loader.table.rows)
    assert loader.note.lines[-1] == say_count("form.statement_left", 2)


def test_all_ticks_nothing_that_the_case_has_already(filled: CaseForm) -> None:
    press(taking(load(filled)))
    again = load(filled)
    send(again.table, tick="all", on=True)
    assert [row["ticked"] for row in again.table.rows] == [False, False, True, False]
    assert [row["for_all"] for row in again.table.rows] == [False, False, True, False]


def test_each_row_says_which_one_of_the_file_it_is(filled: CaseForm) -> None:
    rows = load(filled).table.rows
    assert [row["why"][0] for row in rows] == [say("form.statement_at", number=n) for n in (2, 4, 5, 6)]
    assert [row["no_debt"] for row in rows] == [say("form.statement_no_debt")] * 3 + [
        say("form.statement_none")
    ]


def test_nothing_of_a_long_list_is_lost_from_sight(filled: CaseForm) -> None:
    rows = "".join(
        f"2026-03-{day % 28 + 1:02},{'微粒贷还款' if day % 9 == 0 else '面馆'},-{day}\n"
        for day in range(1, 2001)
    )
    loader = FromFile(filled.form, 0, lambda: None)
    loader.read("a.csv", f"交易日期,摘要,金额\n{rows}".encode())
    table = loader.table
    assert table.view == "debts" and len(table.rows) <= 50 and table.pages == 5, "what may concern a debt"
    send(table, view="all")
    seen = []
    for page in range(table.pages):
        send(table, page=page)
        seen += [row["number"] for row in table.rows]
    assert seen == list(range(2, 2002))
    send(table, page=10**9)
    assert table.page == table.pages - 1


def test_a_file_can_be_left(filled: CaseForm) -> None:
    loader = load(filled, lambda: pytest.fail("nothing was added"))
    press(loader, say("form.leave_it"))
    assert loader.table.rows == [] and filled.form.draft.count("debts", 0, "payments") == 2


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01", b"hello world", b"PK\x03\x04junk", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_a_file_that_is_none_is_refused_kindly(filled: CaseForm, content: bytes, language: str) -> None:
    loader = FromFile(filled.form, 0, lambda: None)
    loader.read("a.xlsx", content)
    assert loader.note.tone == "try" and "a.xlsx" in loader.note.lines[0] and all_in(loader, Press) == []


def test_bills_come_from_a_file_too(filled: CaseForm) -> None:
    section = debt_section(filled)
    unfold(section)
    rows = the(section, Rows, legend=say("form.bills"))
    loader = the(section, FromFile)
    loader.read("bills.csv", "账单日,到期还款日,本期应还\n2026-03-05,2026-03-25,1200.50\n".encode())
    assert "bill" in dict(loader.table.rows[0]["meanings"]) and not loader.table.rows[0]["ticked"]
    send(loader.table, row=0, meaning="bill")
    send(loader.table, tick=0, on=True)
    press(taking(loader))
    assert rows.rows[0]["texts"]["total"] == "1,200.50"


# -- a file that cannot be read


def test_a_broken_file_shows_line_and_remedy_and_the_ways_out(
    filled: CaseForm, saved: list[Case | None], my: Path, language: str
) -> None:
    filled.save()
    send(filled.section.bound[0], do="type", key="one", name="0", text="9000")
    filled.save()
    (my / "case.toml").write_text(f'format = 1\n[[debts]]\nid = "{NASTY}\n', "utf-8")
    form = CaseForm(on_saved=saved.append)
    way = form.parts[0]
    assert isinstance(way, BrokenFile) and repr(form) == say("form.short_broken")
    assert "<img" not in the(way, Listing).html and "3" in the(way, Listing).html
    assert names(way) == [say("form.read_again"), say("form.bring_back"), say("form.start_afresh")]
    press(way, say("form.read_again"))
    assert form.parts[0] is way, "still broken"
    press(way, say("form.bring_back"))
    assert isinstance(form.section, DebtSection) and form.outcome.lines == [say("form.brought_back")]
    assert form.section.bound[0].rows[0]["texts"]["0"] == "12,000.00" and saved[-1] == learner_case()


def test_a_file_mended_by_hand_is_read_again(filled: CaseForm, my: Path) -> None:
    filled.save()
    good = (my / "case.toml").read_text("utf-8")
    (my / "case.toml").write_text(good.replace('"', "“"), "utf-8")
    form = CaseForm()
    way = form.parts[0]
    assert isinstance(way, BrokenFile)
    (my / "case.toml").write_text(good, "utf-8")
    press(way, say("form.read_again"))
    assert form.outcome.lines == [say("form.mended")] and isinstance(form.section, DebtSection)


def test_a_debt_under_an_agreement_counts_as_it_was_agreed() -> None:
    """The same beside the form as on the sheet of figures, and the sentence says so."""
    today = date.today()
    payment = AgreedPayment(1, today + timedelta(30), Decimal("700.00"))
    agreement = Agreement("jintiao", today, {}, (payment,))
    form = CaseForm(agreements=lambda: {"jintiao": agreement})
    type_jintiao(form.form)
    case = form.form.save().with_agreements({"jintiao": agreement})
    standing = form.form.standing()
    assert standing.total == case.figures().owed == Decimal("700.00")
    assert standing.late_since is None
    assert "counts as it was agreed" in result_sentence(standing, form.form)
    plain = CaseForm().form
    assert "agreed" not in result_sentence(plain.standing(), plain)
