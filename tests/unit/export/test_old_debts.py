"""Nothing is written that might revive a debt whose time may have run out."""

from __future__ import annotations

from pathlib import Path

import pytest

from duecourse.case import Case
from duecourse.export import Given, PaperRefused, Wanted, call_script, letter, pack, standard_orders
from duecourse.export.letter import kinds
from duecourse.export.pack import Order
from duecourse.locale import in_language
from duecourse.rules import rules
from unit.export.households import everything
from unit.old_household import old_household

CORRECTS = {"report_objection"}
"""Letters that correct an entry of the credit report and say nothing of the debt."""


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return old_household(tmp_path)


@pytest.mark.parametrize("debt", ["loan", "card"])
def test_no_letter_and_no_call_script_speaks_of_it(case: Case, debt: str, language: str) -> None:
    old = case.debt(debt)
    for kind in kinds():
        if kind in CORRECTS:
            continue
        with pytest.raises(PaperRefused) as refused:
            letter(kind, case, old, given=everything(case, old))
        assert refused.value.why in ("may_have_run", "product", "lender")
    with pytest.raises(PaperRefused) as refused:
        call_script(case, old)
    said = str(refused.value)
    assert rules["hotline-legal-advice"].on(case.as_of)["phone"] in said
    assert old.label in said


def test_it_does_not_say_that_the_time_has_run(case: Case) -> None:
    with pytest.raises(PaperRefused, match="may have run out"):
        call_script(case, case.debt("loan"))
    with in_language("zh"), pytest.raises(PaperRefused, match="不是说时效一定过了"):
        call_script(case, case.debt("loan"))


def test_a_folder_holds_letters_for_the_others_and_says_why_not_for_these(
    case: Case, tmp_path: Path, language: str
) -> None:
    assert {order.debt for order in standard_orders(case)} == {"fresh"}
    offers = {debt.id: everything(case, debt).offer for debt in case.debts if debt.id != "fresh"}
    made = pack(case, tmp_path / "folder", wanted=Wanted(offers={id: o for id, o in offers.items() if o}))
    named = [name for name in made.files if "The shop" in name or "The old card" in name]
    assert named == []
    first = (made.folder / made.files[0]).read_text("utf-8")
    for label in ("The shop", "The old card"):
        assert label in first
    assert rules["hotline-legal-advice"].on(case.as_of)["phone"] in first
    assert rules["limitation-effect"].on(case.as_of).text in first


def test_who_orders_such_a_letter_gets_no_folder(case: Case, tmp_path: Path) -> None:
    orders = [Order("hardship_notice", "loan", Given())]
    with pytest.raises(PaperRefused, match="may have run out"):
        pack(case, tmp_path / "folder", wanted=Wanted(orders=orders))
    assert not (tmp_path / "folder").exists()
