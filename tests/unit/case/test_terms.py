"""The terms that a case file can have are those of the contracts in `calc`, and so are the words in them."""

from __future__ import annotations

from dataclasses import fields

import pytest

from duecourse.calc import InstalmentTerms, RevolvingTerms
from duecourse.calc.basics.choices import choices_of
from duecourse.case import TABLES, BillLine, BudgetLine, Hardship, Waiver
from duecourse.case.fields import TERMS

CONTRACTS = {"instalment": InstalmentTerms, "revolving": RevolvingTerms}


@pytest.mark.parametrize("kind", CONTRACTS)
def test_every_term_of_a_contract_can_stand_in_the_file_and_no_other(kind: str) -> None:
    assert set(TERMS[kind]) == {item.name for item in fields(CONTRACTS[kind])}


@pytest.mark.parametrize("kind", CONTRACTS)
def test_the_words_of_a_term_are_those_of_the_signature(kind: str) -> None:
    choices = {name: field.choices for name, field in TERMS[kind].items() if field.kind == "choice"}
    assert choices == choices_of(CONTRACTS[kind])


@pytest.mark.parametrize(
    ("made", "table", "name"),
    [
        (Hardship, "hardship", "kind"),
        (Waiver, "waivers", "component"),
        (BillLine, "lines", "kind"),
        (BudgetLine, "budget", "kind"),
    ],
)
def test_the_words_of_a_field_are_those_of_what_is_made_of_it(made: type, table: str, name: str) -> None:
    assert TABLES[table][name].choices == choices_of(made)[name]
