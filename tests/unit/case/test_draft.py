"""A case while it is being typed in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from duecourse.case import (
    CaseError,
    Draft,
    SaveError,
    kept_drafts,
    learner_case,
    load_example,
    open_draft,
    put_broken_drafts_aside,
    save_case,
    saved_draft,
)
from duecourse.locale import use_language


def typed() -> Draft:
    draft = Draft()
    number = draft.add_debt("jintiao")
    draft.set(("debts", number, "drawings", 0, "date"), "2026年3月8日")
    draft.set(("debts", number, "drawings", 0, "amount"), "￥１２，０００元")
    draft.set(("debts", number, "terms", "annual_rate"), "15.3%")
    return draft


def test_typed_in_field_by_field() -> None:
    case = typed().case()
    debt = case.debts[0]
    assert (debt.id, debt.drawings[0].on, debt.drawings[0].amount) == (
        "jintiao", date(2026, 3, 8), Decimal("12000.00"),
    )  # fmt: skip
    assert debt.differs == {"annual_rate": Decimal("0.153")}


def test_each_field_is_checked_as_it_is_typed() -> None:
    draft = typed()
    problem = draft.set(("debts", 0, "terms", "annual_rate"), "15.3")[0]
    assert problem.why == "looks_like_percent" and problem.line is None
    assert problem.where == "debt 1 (jintiao), terms of the contract, interest rate a year"
    assert draft.problems(("debts", 0, "terms")) == [problem]
    assert draft.problems(("debts", 0, "drawings")) == []
    assert draft.set(("debts", 0, "terms", "annual_rate"), "") == []
    assert draft.get(("debts", 0, "terms", "annual_rate")) is None
    assert draft.set(("debts", 0, "id"), " ")[0].why == "missing"
    assert draft.set(("name",), "  两个空格  ") == []
    assert draft.get(("name",)) == "  两个空格  "


def test_a_path_no_case_has() -> None:
    draft = typed()
    for path in [
        ("colour",),
        ("debts", 0, "colour"),
        ("debts", 0, "terms", "statement_day"),
        ("debts", 9, "id"),
    ]:
        with pytest.raises(KeyError):
            draft.set(path, "x")
    with pytest.raises(KeyError):
        draft.add(("colours",))


def test_fields_describe_themselves() -> None:
    draft = typed()
    amount = draft.field(("debts", 0, "drawings", 0, "amount"))
    assert (amount.kind, amount.required, amount.label) == ("amount", True, "Amount")
    rate = draft.field(("debts", 0, "terms", "annual_rate"))
    assert rate.term is not None and rate.term.max == Decimal("0.36") and rate.help
    grace = draft.field(("debts", 0, "terms", "grace"))
    assert ("Grace stays free", "free") in grace.options()
    assert grace.typed("free") == "free" and rate.typed(Decimal("0.153")) == "0.153"
    use_language("zh")
    assert amount.label == "金额" and ("宽限期不收费", "free") in grace.options()


def test_entries_come_and_go() -> None:
    draft = typed()
    first = draft.add(("debts", 0, "payments"), {"date": "2026-04-08", "amount": "1"})
    second = draft.add(("debts", 0, "payments"))
    assert (first, second, draft.count("debts", 0, "payments")) == (0, 1, 2)
    assert {problem.why for problem in draft.problems()} == {"missing"}
    draft.remove(("debts", 0, "payments", 1))
    assert draft.problems() == []
    assert draft.add_debt("jintiao") == 1 and draft.get(("debts", 1, "id")) == "jintiao-2"
    draft.remove(("debts", 1))
    draft.remove(("hardship",))
    draft.remove(("debts", 7))
    assert draft.count("debts") == 1


def test_what_was_taken_out_of_a_draft_does_not_change_it() -> None:
    draft = typed()
    taken = draft.get(("debts",))
    taken.clear()
    assert draft.count("debts") == 1


def test_saved_as_the_learner_s_own(my: Path) -> None:
    draft = typed()
    draft.keep()
    assert draft.is_kept and len(kept_drafts()) == 1
    case = draft.save()
    assert case.own and learner_case() == case
    assert not draft.is_kept and kept_drafts() == []


def test_a_wrong_draft_is_kept_but_not_saved(my: Path) -> None:
    draft = typed()
    draft.set(("debts", 0, "drawings", 0, "amount"), "twelve “thousand”\n")
    with pytest.raises(CaseError):
        draft.save()
    assert learner_case() is None
    draft.keep()
    again = open_draft()
    assert again.get(("debts", 0, "drawings", 0, "amount")) == "twelve “thousand”\n"
    assert again.problems() == draft.problems()
    again.drop()
    assert open_draft().count("debts") == 0


def test_opened_from_the_learner_s_own(my: Path) -> None:
    save_case(typed().case())
    draft = open_draft()
    assert draft.case() == learner_case()
    draft.set(("savings", "amount"), "5")
    draft.save()
    draft.set(("savings", "amount"), "6")
    draft.save()
    own = learner_case()
    assert own is not None and own.savings == 6


def test_another_window_is_not_silently_overwritten(my: Path) -> None:
    save_case(typed().case())
    here, there = open_draft(), open_draft()
    there.set(("savings", "amount"), "5")
    there.save()
    here.set(("savings", "amount"), "6")
    with pytest.raises(SaveError, match="another window"):
        here.save()
    own = learner_case()
    assert own is not None and own.savings == 5
    assert here.save(over=True).savings == 6


def test_an_example_as_a_beginning() -> None:
    draft = Draft.of(load_example("courier"))
    assert draft.get(("as_of",)) is None
    assert draft.case().debts == load_example("courier").debts


# -- several unfinished forms


def savings(draft: Draft) -> object:
    return draft.get(("savings", "amount"))


def keep_savings(draft: Draft, amount: str) -> None:
    draft.set(("savings", "amount"), amount)
    draft.keep()


def test_a_save_leaves_alone_what_another_window_has_put_aside(my: Path) -> None:
    save_case(typed().case())
    here, there = open_draft(), open_draft()
    keep_savings(here, "5")
    keep_savings(there, "6")
    there.save()
    assert [savings(Draft.resumed(kept)) for kept in kept_drafts()] == ["5"]
    assert open_draft().case().savings == 6, "it began with another version: shown only if asked for"


def test_the_last_to_be_kept_does_not_take_the_place_of_the_other(my: Path) -> None:
    here, there = open_draft(), open_draft()
    for amount in ("1", "11"):
        keep_savings(here, amount)
        keep_savings(there, f"{amount}0")
    assert {savings(Draft.resumed(kept)) for kept in kept_drafts()} == {"11", "110"}


def test_going_on_with_the_same_entries_in_two_windows_keeps_both(my: Path) -> None:
    here = open_draft()
    keep_savings(here, "1")
    there = open_draft()
    assert savings(there) == "1"
    keep_savings(there, "2")
    keep_savings(here, "3")
    assert {savings(Draft.resumed(kept)) for kept in kept_drafts()} == {"2", "3"}
    there.drop()
    assert [savings(Draft.resumed(kept)) for kept in kept_drafts()] == ["3"]


def test_who_throws_entries_away_does_not_throw_away_what_another_window_made_of_them(my: Path) -> None:
    here = open_draft()
    keep_savings(here, "1")
    keep_savings(open_draft(), "2")
    here.drop()
    assert [savings(Draft.resumed(kept)) for kept in kept_drafts()] == ["2"]


def test_what_was_put_aside_never_replaces_an_edit_by_hand(my: Path) -> None:
    save_case(typed().case())
    keep_savings(open_draft(), "5")
    with (my / "case.toml").open("a", encoding="utf-8") as file:
        file.write("\n[savings]\namount = 77\n")
    assert open_draft().case().savings == 77 == saved_draft().case().savings
    (kept,) = kept_drafts()
    old = Draft.resumed(kept)
    assert savings(old) == "5" and not old.fits
    with pytest.raises(SaveError, match="by hand"):
        old.save()
    assert old.save(over=True).savings == 5


@pytest.mark.parametrize("text", [b"[[[", b"\xff\xfe\x00\xd8", b"debts = 5", b""])
def test_what_was_put_aside_and_cannot_be_read_is_kept(my: Path, text: bytes) -> None:
    save_case(typed().case())
    broken = my / "case.draft.toml"
    broken.write_bytes(text)
    draft = open_draft()
    assert draft.case() == learner_case(), "no trap: the form opens with what is saved"
    keep_savings(draft, "5")
    assert broken.read_bytes() == text
    (aside,) = put_broken_drafts_aside()
    assert aside.read_bytes() == text and put_broken_drafts_aside() == [] and savings(open_draft()) == "5"


def test_a_save_is_a_save_even_where_the_unfinished_form_cannot_be_thrown_away(
    my: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = typed()
    draft.keep()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    assert draft.save() == learner_case()
