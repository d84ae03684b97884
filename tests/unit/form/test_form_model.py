"""The form without its widgets: what is typed becomes a case, whole or not at all; nothing is lost."""

from __future__ import annotations

import os
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from duecourse.calc import Drawing, InstalmentTerms, Payment, open_ledger
from duecourse.case import CaseError, SaveError, examples, learner_case, load_case, load_example
from duecourse.rules import products
from duecourse.view.form import FormModel
from unit.form.typing_in import missed_day, month_before, type_jintiao


def month(form: FormModel) -> None:
    """A month's budget: one income, one essential line, savings, a hardship."""
    for kind, label, amount, bad in (
        ("income", "跑单", "6200", "4300"),
        ("essential", "房租", "1,300.00", ""),
    ):
        number = form.add(("budget",), {"kind": kind})
        form.type(("budget", number, "label"), label)
        form.type(("budget", number, "amount"), amount)
        form.type(("budget", number, "bad_month"), bad)
    form.type(("savings", "amount"), "260")
    form.type(("hardship", "kind"), "illness")
    form.type(("hardship", "since"), month_before(missed_day(), 1).isoformat())


def test_what_is_typed_becomes_the_learner_s_case() -> None:
    form = FormModel()
    type_jintiao(form)
    month(form)
    assert form.problems() == []
    saved = form.save()
    assert saved == learner_case() == load_case(os.environ["DUECOURSE_MY"] + "/case.toml")
    (debt,) = saved.debts
    assert (debt.product_name, debt.drawings[0].amount) == ("jintiao", Decimal("12000.00"))
    assert debt.differs["annual_rate"] == Decimal("0.153")
    assert [payment.amount for payment in debt.payments] == [Decimal("1090.00")] * 2
    assert (saved.income, saved.essentials, saved.savings) == (
        Decimal("6200.00"),
        Decimal("1300.00"),
        Decimal("260.00"),
    )
    assert saved.hardship.kind == "illness" and saved.own


def test_the_result_is_the_library_s() -> None:
    """By way of the calculation library alone, without the case."""
    form = FormModel()
    type_jintiao(form)
    missed = missed_day()
    terms = InstalmentTerms(**products["jintiao"].defaults() | {"annual_rate": Decimal("0.153")})
    payments = [Payment(month_before(missed, months), Decimal(1090)) for months in (2, 1)]
    drawing = Drawing(month_before(missed, 3), Decimal(12000))
    position = open_ledger(terms, [drawing], payments, until=date.today()).position(date.today())
    standing = form.standing()
    assert (standing.total, standing.one_more_day) == (position.total, position.one_more_day)
    assert standing.late_since == missed == position.late_since


def test_the_result_counts_what_is_complete_and_names_what_is_not() -> None:
    form = FormModel()
    type_jintiao(form)
    complete = form.standing().total
    form.add_debt("card")
    assert form.standing().total == complete
    assert form.standing().unfinished == (1,)
    form.type(("debts", 0, "drawings", 0, "amount"), "nonsense")
    assert form.standing().unfinished == (0, 1) and not form.standing().case.debts


def test_each_field_says_how_it_was_read_or_what_is_wrong(language: str) -> None:
    form = FormModel()
    type_jintiao(form)
    amount, day = ("debts", 0, "drawings", 0, "amount"), ("debts", 0, "drawings", 0, "date")
    assert form.said(amount).reading == "¥12,000.00" and not form.said(amount).problem
    assert form.said(day).reading.startswith(
        f"{month_before(missed_day(), 3).year}"
        if language == "zh"
        else f"{month_before(missed_day(), 3).day} "
    )
    rate = ("debts", 0, "terms", "annual_rate")
    form.type(rate, "15.3")
    assert "%" in form.said(rate).problem and "1530%" in form.said(rate).problem
    assert '"' not in form.said(rate).problem, "quotation marks are for the file, not for a box"
    form.type(rate, "１５％")
    assert form.said(rate).reading == "15%" and not form.said(rate).problem


@pytest.mark.parametrize(
    "text", ["1,2", "12000 dollars", "-5", "0", "1.234", "9" * 40, "<b>1</b>", "１２x", "\x00"]
)
def test_nonsense_is_said_to_be_nonsense_and_kept_as_typed(text: str, language: str) -> None:
    form = FormModel()
    form.add_debt("jintiao")
    path = ("debts", 0, "drawings", 0, "amount")
    form.type(path, text)
    assert form.said(path).problem
    assert form.text(path) == text
    with pytest.raises(CaseError):
        form.save()
    assert not Path(os.environ["DUECOURSE_MY"], "case.toml").exists()


def test_what_does_not_fit_together_is_said_beside_the_field() -> None:
    form = FormModel()
    type_jintiao(form)
    before = ("debts", 0, "payments", 0, "date")
    form.type(before, "2020-01-01")
    assert form.said(before).problem
    form.type(before, "")
    assert form.said(before).problem, "a date is needed"


def test_a_debt_is_called_as_the_learner_calls_it_and_two_alike_are_told_apart() -> None:
    form = FormModel()
    form.add_debt("jintiao")
    form.add_debt("jintiao")
    assert [form.debt_label(number) for number in (0, 1)] == ["Jintiao", "Jintiao (2)"]
    form.type(("debts", 0, "label"), "e-bike <b>")
    assert [form.debt_label(number) for number in (0, 1)] == ["e-bike <b>", "Jintiao"]
    assert form.place(("debts", 1, "payments", 2, "amount")) == "Jintiao, payment 3, Amount"


def test_rows_left_empty_are_no_problem_and_are_not_saved() -> None:
    form = FormModel()
    type_jintiao(form)
    form.add(("debts", 0, "payments"))
    form.add(("debts", 0, "waivers"))
    form.add(("budget",), {"kind": "income"})
    assert form.problems() == []
    saved = form.save()
    assert len(saved.debts[0].payments) == 2 and not saved.budget_lines and not saved.debts[0].waivers


def test_a_row_begun_is_a_problem_until_it_is_finished() -> None:
    form = FormModel()
    type_jintiao(form)
    row = form.add(("debts", 0, "payments"))
    form.type(("debts", 0, "payments", row, "amount"), "5")
    assert [problem.path[-1] for problem in form.problems()] == ["date"]
    form.remove(("debts", 0, "payments", row))
    assert form.problems() == []


def test_a_table_emptied_again_is_no_problem() -> None:
    form = FormModel()
    type_jintiao(form)
    for path, text in (
        (("savings", "amount"), "5"),
        (("hardship", "kind"), "illness"),
        (("debts", 0, "terms", "grace_days"), "3"),
    ):
        form.type(path, text)
        form.type(path, "")
    assert form.problems() == []
    assert form.save().savings == 0


def test_choices_and_terms_left_out() -> None:
    form = FormModel()
    type_jintiao(form)
    terms = ("debts", 0, "terms")
    form.type((*terms, "penalty_base"), "overdue")
    form.type((*terms, "year_days"), "360")
    form.type((*terms, "allocation"), "fees,penalty,compound,interest,principal")
    form.type((*terms, "penalty_daily_rate"), "无")
    form.type((*terms, "penalty_multiple"), "1.5")
    form.type(("debts", 0, "guarantor"), "yes")
    assert form.problems() == []
    debt = form.save().debts[0]
    assert (debt.terms.penalty_base, debt.terms.year_days, debt.terms.penalty_daily_rate) == (
        "overdue",
        360,
        None,
    )
    assert debt.terms.allocation == ("fees", "penalty", "compound", "interest", "principal")
    assert debt.guarantor
    again = FormModel()
    assert again.text((*terms, "year_days")) == "360"
    assert again.text((*terms, "allocation")) == "fees,penalty,compound,interest,principal"
    assert again.text((*terms, "penalty_daily_rate")) == "none"


@pytest.mark.parametrize("name", examples())
def test_every_example_goes_through_the_form_unchanged(name: str, language: str) -> None:
    """Every field of every example is shown in its box, typed again as it is shown, and means the same."""
    form = FormModel()
    form.start_from(name)
    tree = form.draft.get(())

    def retype(path: tuple[str | int, ...], table: object) -> None:
        if isinstance(table, list):
            for number, entry in enumerate(table):
                retype((*path, number), entry)
        elif isinstance(table, dict):
            for key, value in table.items():
                if isinstance(value, dict | list) and key not in (
                    "label",
                    "lender",
                    "note",
                    "name",
                    "about",
                    "allocation",
                ):
                    retype((*path, key), value)
                elif key not in ("format", "id", "product", "label", "lender", "note", "name", "about"):
                    form.type((*path, key), form.text((*path, key)))

    retype((), tree)
    assert form.problems() == []
    saved, example = form.save(), load_example(name)
    assert [debt.terms for debt in saved.debts] == [debt.terms for debt in example.debts]
    assert saved.total_owed(example.as_of) == example.total_owed(example.as_of)
    assert saved.budget_lines == example.budget_lines and saved.savings == example.savings


# -- nothing typed is lost


def test_a_closed_page_loses_nothing_and_says_so() -> None:
    form = FormModel()
    type_jintiao(form)
    form.type(("debts", 0, "drawings", 0, "amount"), "twelve")
    again = FormModel()
    assert again.was_kept and again.text(("debts", 0, "drawings", 0, "amount")) == "twelve"
    assert learner_case() is None


def test_undo_goes_back_to_what_is_saved() -> None:
    form = FormModel()
    type_jintiao(form)
    form.save()
    form.type(("debts", 0, "drawings", 0, "amount"), "5")
    form.undo()
    assert form.text(("debts", 0, "drawings", 0, "amount")) == "12,000.00" and not form.was_kept
    assert FormModel().text(("debts", 0, "drawings", 0, "amount")) == "12,000.00"


def test_forget_leaves_nothing(my: Path) -> None:
    form = FormModel()
    type_jintiao(form)
    form.save()
    form.type(("debts", 0, "drawings", 0, "amount"), "5")
    form.save()
    form.add_debt("card")
    form.forget()
    assert list(my.iterdir()) == [] and form.is_empty and not form.is_saved


def test_a_case_changed_elsewhere_is_not_written_over_unasked() -> None:
    form = FormModel()
    type_jintiao(form)
    form.save()
    other = FormModel()
    other.type(("savings", "amount"), "77")
    other.save()
    form.type(("debts", 0, "label"), "mine")
    with pytest.raises(SaveError) as refused:
        form.save()
    assert refused.value.why == "changed_meanwhile"
    found = learner_case()
    assert found is not None and found.savings == 77 and not str(found.debts[0].labels)
    assert form.save(over=True).debts[0].label == "mine"


def test_entries_begun_before_the_file_was_changed_by_hand_wait_until_asked_for(my: Path) -> None:
    form = FormModel()
    type_jintiao(form)
    form.save()
    form.type(("savings", "amount"), "5")
    with (my / "case.toml").open("a", encoding="utf-8") as file:
        file.write("\n[savings]\namount = 77\n")
    again = FormModel()
    assert not again.was_kept and again.text(("savings", "amount")) == "77.00"
    (kept,) = again.waiting
    again.take_up(kept)
    assert again.text(("savings", "amount")) == "5.00" and again.is_older and again.waiting == []
    with pytest.raises(SaveError, match="by hand"):
        again.save()
    again.look_at_saved()
    assert again.text(("savings", "amount")) == "77.00" and len(again.waiting) == 1


def test_a_save_in_one_tab_leaves_the_entries_of_the_other() -> None:
    here, there = FormModel(), FormModel()
    type_jintiao(here)
    there.type(("savings", "amount"), "6")
    there.save()
    again = FormModel()
    assert again.text(("savings", "amount")) == "6.00"
    (kept,) = again.waiting
    assert kept.debts == 1
    again.take_up(kept)
    assert again.text(("debts", 0, "drawings", 0, "amount")) == "12,000.00"


def test_what_two_tabs_type_is_kept_of_both() -> None:
    here, there = FormModel(), FormModel()
    here.type(("savings", "amount"), "5")
    there.type(("savings", "amount"), "6")
    here.type(("savings", "amount"), "55")
    again = FormModel()
    seen = {again.text(("savings", "amount"))}
    again.take_up(again.waiting[0])
    assert {*seen, again.text(("savings", "amount"))} == {"55.00", "6.00"}


def test_entries_that_could_not_be_put_aside_are_not_left_for_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = FormModel()
    other.type(("savings", "amount"), "6")
    form = FormModel()
    form.look_at_saved()

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "write", full)
        form.type(("savings", "amount"), "5")
        with pytest.raises(SaveError):
            form.take_up(form.waiting[0])
    assert form.text(("savings", "amount")) == "5.00"
    form.take_up(form.waiting[0])
    assert [kept.tree["savings"]["amount"] for kept in form.waiting] == ["5"]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"nonsense",
        b"\xff\xfe\x00\xd8",
        b"format = 1\ndebts = 5",
        b'format = 1\n[[debts]]\nid = "a"',
        b'format = 1\n[[debts]]\nproduct = "a"',
        b'format = 1\n[[debts]]\nproduct = "card"\npayments = "none"',
        b'format = 1\n[[debts]]\nproduct = "card"\nterms = []',
        b"format = 1\nsavings = 5",
    ],
)
def test_entries_that_cannot_be_read_any_more_give_way_to_what_is_saved(my: Path, text: bytes) -> None:
    form = FormModel()
    type_jintiao(form)
    form.save()
    (my / "case.draft.toml").write_bytes(text)
    again = FormModel()
    assert again.trouble is None and not again.was_kept and again.waiting == []
    assert [file.read_bytes() for file in again.put_aside] == [text]
    assert again.text(("debts", 0, "drawings", 0, "amount")) == "12,000.00"
    again.type(("savings", "amount"), "5")
    assert [file.read_bytes() for file in again.put_aside] == [text] and FormModel().put_aside == []


def test_a_full_disk_is_said_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    form = FormModel()
    type_jintiao(form)
    form.save()

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "write", full)
        form.type(("savings", "amount"), "5")
        assert form.not_kept is not None and form.not_kept.why == "disk_full"
        with pytest.raises(SaveError):
            form.save()
    found = learner_case()
    assert found is not None and found.savings == 0
    form.type(("savings", "amount"), "6")
    assert form.not_kept is None and form.save().savings == 6


# -- a file that cannot be read


def broken(my: Path, text: bytes = "format = 1\n[[debts]]\nid = “金条”\n".encode()) -> Path:
    my.mkdir(exist_ok=True)
    (my / "case.toml").write_bytes(text)
    return my / "case.toml"


def test_a_broken_file_is_trouble_with_its_line_and_is_left_alone(my: Path, language: str) -> None:
    file = broken(my)
    before = file.read_bytes()
    form = FormModel()
    assert form.trouble is not None and form.trouble.problems[0].line == 3
    assert "3" in str(form.trouble) and not form.trouble.backup
    assert file.read_bytes() == before
    file.write_text("format = 1\n", "utf-8")
    form.open()
    assert form.trouble is None


@pytest.mark.parametrize(
    "text", [b"\xff\xfe\x00\xd8", b"\x00\x01\x02", "format = 1\n[[debts]]\nid = “金条”\n".encode()]
)
def test_starting_afresh_keeps_the_broken_file_beside_the_new_one(my: Path, text: bytes) -> None:
    broken(my, text)
    form = FormModel()
    assert form.trouble is not None
    form.start_afresh()
    assert form.trouble is None and form.is_empty
    assert (my / "case.toml").read_bytes() == text, "nothing is overwritten before something is saved"
    type_jintiao(form)
    form.save()
    assert (my / "case.toml.broken").read_bytes() == text
    assert learner_case() is not None


def test_the_backup_is_brought_back(my: Path) -> None:
    form = FormModel()
    type_jintiao(form)
    form.save()
    form.type(("savings", "amount"), "5")
    form.save()
    broken(my)
    form = FormModel()
    assert form.trouble is not None and form.trouble.backup
    form.bring_back()
    assert form.trouble is None and form.text(("debts", 0, "drawings", 0, "amount")) == "12,000.00"
    assert (my / "case.toml.broken").exists()


def test_one_can_go_on_with_what_was_not_saved_beside_a_broken_file(my: Path) -> None:
    form = FormModel()
    type_jintiao(form)
    file = broken(my)
    form = FormModel()
    assert form.trouble is not None and len(form.waiting) == 1
    form.go_on()
    assert form.trouble is None and form.text(("debts", 0, "drawings", 0, "amount")) == "12,000.00"
    form.save()
    assert learner_case() is not None and (my / "case.toml.broken").read_bytes() != file.read_bytes()


def test_an_example_to_begin_with_looks_from_today() -> None:
    form = FormModel()
    form.start_from("courier")
    assert form.problems() == []
    saved = form.save()
    assert saved.own and saved.as_of == date.today() and saved.fixed_as_of is None
    assert date.today() - timedelta(1) < saved.as_of


@pytest.mark.parametrize(
    ("field", "text", "question"),
    [
        (("drawings", 0, "date"), "2062-03-05", "2062"),
        (("payments", 0, "date"), "2075年3月5日", "2075"),
        (("terms", "annual_rate"), "1000%", "1000%"),
    ],
)
def test_what_is_hardly_meant_is_asked_about_and_kept_as_typed(
    field: tuple[str | int, ...], text: str, question: str, language: str
) -> None:
    form = FormModel()
    number = type_jintiao(form)
    form.type(("debts", number, *field), text)
    said = form.said(("debts", number, *field))
    assert question in said.problem and ("？" if language == "zh" else "?") in said.problem
    assert form.text(("debts", number, *field)) == text
