"""The papers: which are for whom, what the files must hold, and the checklist on the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from duecourse.case import HARDSHIPS, Case, Debt, Hardship, examples, load_example
from duecourse.case.journal import Journal, JournalError, household_of
from duecourse.case.papers import FOLDER, groups, groups_in, never, never_in, never_title, papers_for
from duecourse.locale import LANGUAGES, in_language, say
from duecourse.rules import LENDER_KINDS, RuleFileError, products
from duecourse.view.controls import Choice
from duecourse.view.fold import Fold
from duecourse.view.note import Note
from duecourse.view.papers import PapersModel, PapersPanel
from unit.page import all_in, tell, the


@pytest.fixture(autouse=True)
def my(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "my"
    monkeypatch.setenv("DUECOURSE_MY", str(folder))
    return folder


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with in_language(request.param):
        yield request.param


def courier() -> Case:
    return load_example("courier")


def debt_of(product: str, **changes: object) -> Debt:
    return replace(courier().debts[0], product_name=product, **changes)  # type: ignore[arg-type]


def ids(case: Case, debt: Debt) -> set[str]:
    return {item.paper.id for item in papers_for(case, debt).items}


# -- which papers


@pytest.mark.parametrize("product", products.names())
def test_every_product_has_its_contract_and_its_figures(product: str) -> None:
    needed = {paper.id for paper in papers_for(courier(), debt_of(product)).missing()}
    assert len({id for id in needed if id.startswith("contract")}) == 1
    assert len(needed & {"bills", "repayment-plan"}) == 1
    assert {"payment-records", "identity-card", "income-wages", "budget"} <= needed


@pytest.mark.parametrize("hardship", HARDSHIPS[1:])
def test_every_hardship_has_a_proof_of_its_own_and_the_person_s_word(hardship: str) -> None:
    case = replace(courier(), hardship=Hardship(hardship))
    needed = [
        paper
        for paper in papers_for(case, case.debts[0]).missing()
        if paper.hardships and paper.id != "statement-of-hardship"
    ]
    assert len(needed) == 1 and needed[0].hardships == (hardship,)
    assert "statement-of-hardship" in ids(case, case.debts[0])


def test_without_hardship_none_is_asked_for() -> None:
    case = replace(courier(), hardship=Hardship())
    assert not any(item.paper.hardships for item in papers_for(case, case.debts[0]).items)


def test_a_guarantee_only_where_somebody_guarantees() -> None:
    assert "guarantee" not in ids(courier(), debt_of("bank_loan"))
    assert "guarantee" in ids(courier(), debt_of("bank_loan", guarantor=True))


def test_ticks_are_per_debt_and_the_person_s_own_count_for_all() -> None:
    case = courier()
    jintiao, baitiao = case.debts
    ticked = {("jintiao", "contract-in-app"), ("", "identity-card"), ("jintiao", "no such paper")}
    assert papers_for(case, jintiao, ticked).there_of("must") == 2
    assert papers_for(case, baitiao, ticked).there_of("must") == 1
    found = papers_for(case, jintiao, ticked)
    assert found.count_of("must") == len(found.missing()) + 2
    assert found.count_of("must") + found.count_of("helps") == len(found.items)


def test_the_checklist_as_plain_data(language: str) -> None:
    case = courier()
    data = papers_for(case, case.debts[0], {("", "identity-card")}).as_data()
    assert json.loads(json.dumps(data, default=str, ensure_ascii=False))["there"] == 1
    assert [group["title"] for group in data["groups"]] == [group.title for group in groups()]
    (card,) = [item for group in data["groups"] for item in group["items"] if item["id"] == "identity-card"]
    assert card["ticked"] and card["needed"] and card["care"] and card["sources"]
    assert data["never"]["title"] == never_title() and len(data["never"]["items"]) == len(never())


# -- what the files say


def test_what_is_never_sent_covers_what_frauds_ask_for() -> None:
    assert {one.id for one in never()} >= {
        "verification-code", "password", "card-back", "unmarked-identity", "cards-themselves", "money-first",
        "forged",
    }  # fmt: skip
    (forged,) = [one for one in never() if one.id == "forged"]
    assert "what-is-a-crime" in forged.rules and any(
        "193" in line for line in forged.sources(courier().as_of)
    )


def test_all_texts_are_there_and_no_place_is_left(language: str) -> None:
    for group in groups():
        for paper in group.papers:
            for text in (group.title, paper.label, paper.text, paper.where):
                assert text.strip() and "{" not in text and "  " not in text
    chinese = re.compile(r"[\u4e00-\u9fff]")
    for one in never():
        assert bool(chinese.search(one.label + one.text)) == (language == "zh")


def test_a_rule_not_yet_in_force_is_not_cited() -> None:
    (table,) = [paper for group in groups() for paper in group.papers if paper.id == "cost-table"]
    assert table.sources(courier().as_of) and not table.sources(courier().as_of.replace(year=2025))


PAPER = """
title = { en = "About", zh = "关于" }
[[papers]]
id = "a"
per = "debt"
need = "must"
label = { en = "A", zh = "甲" }
text = { en = "A", zh = "甲" }
where = { en = "A", zh = "甲" }
"""
NEVER = """
title = { en = "Never", zh = "别给" }
[[never]]
id = "a"
label = { en = "A", zh = "甲" }
text = { en = "A", zh = "甲" }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, id in (("debt", "a"), ("person", "b"), ("hardship", "c")):
        (folder / f"{name}.toml").write_text(PAPER.replace('id = "a"', f'id = "{id}"'), "utf-8")
    (folder / "never.toml").write_text(NEVER, "utf-8")
    return folder


def test_a_good_folder_is_read(folder: Path) -> None:
    assert [group.papers[0].id for group in groups_in(folder)] == ["a", "b", "c"]
    assert never_in(folder)[1][0].id == "a"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('per = "debt"', 'per = "house"', '"person"'),
        ('need = "must"', 'need = "maybe"', '"helps"'),
        ('need = "must"', "", "need"),
        (', zh = "甲" }\ntext', " }\ntext", "label.zh"),
        ('id = "a"', 'id = "b"', "stands twice"),
        ('need = "must"', 'need = "must"\nsorts = ["loan"]', "card"),
        ('need = "must"', 'need = "must"\nlenders = ["aunt"]', LENDER_KINDS[0]),
        ('need = "must"', 'need = "must"\nhardships = ["none"]', "illness"),
        ('need = "must"', 'need = "must"\nguarantor = "yes"', "guarantor = true"),
        ('need = "must"', 'need = "must"\nrules = ["no-such-rule"]', "data/rules"),
        ('need = "must"', 'need = "must"\nwher = 1', "wher"),
        ('per = "debt"', 'per = "person"\nsorts = ["card"]', "depends on a debt"),
    ],
)
def test_a_wrong_file_is_refused_with_place_and_remedy(folder: Path, old: str, new: str, said: str) -> None:
    file = folder / "debt.toml"
    assert old in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(RuleFileError) as caught:
        groups_in(folder)
    assert said in str(caught.value) and "papers/" in str(caught.value) and caught.value.remedy


@pytest.mark.parametrize(
    ("old", "new"),
    [('id = "a"', ""), ('text = { en = "A", zh = "甲" }', 'text = "A"'), ('id = "a"', "id = 1")],
)
def test_a_wrong_list_of_what_is_never_sent_is_refused(folder: Path, old: str, new: str) -> None:
    file = folder / "never.toml"
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(RuleFileError):
        never_in(folder)


# -- on the page


@pytest.mark.parametrize("name", examples())
def test_the_panel_for_every_household(name: str, language: str, my: Path) -> None:
    case = load_example(name)
    panel = PapersPanel(Journal(), case)
    assert (
        repr(panel) == panel.model.summary() and len(repr(panel)) < 110 and case.debts[0].label in repr(panel)
    )
    shown = [tick["id"] for group in panel.needed.groups + panel.helpful.groups for tick in group["ticks"]]
    assert set(shown) == ids(case, case.debts[0]) and len(shown) == len(set(shown))
    assert not my.exists(), "looking writes nothing"


def sentence(panel: PapersPanel) -> list[str]:
    """What is said above the papers."""
    return all_in(panel, Note)[0].lines


def test_a_tick_is_remembered_and_says_what_is_missing(language: str) -> None:
    case = courier()
    panel = PapersPanel(Journal(), case)
    before = sentence(panel)
    tell(panel.needed, {"tick": "identity-card", "on": True})
    tell(panel.needed, {"tick": "contract-in-app", "on": True})
    tell(panel.needed, {"tick": "not there", "on": True})
    assert sentence(panel) != before and "2" in repr(panel)
    again = PapersPanel(Journal(), case)
    assert repr(again) == repr(panel) and again.needed.groups == panel.needed.groups
    the(again, Choice).value = "baitiao"
    assert again.model.checklist().there_of("must") == 1
    for paper in again.model.checklist().missing():
        again.tick(paper.id, True)
    assert say("papers.all_there") in sentence(again)[0]
    again.tick("identity-card", False)
    assert Journal().ticked(household_of(case)) >= {("baitiao", "bills")}
    assert ("", "identity-card") not in Journal().ticked(household_of(case))


def test_the_helpful_ones_are_counted_apart(language: str) -> None:
    panel = PapersPanel(Journal(), courier())
    panel.tick("credit-report", True)
    assert "1" in all_in(panel, Fold)[0].name and panel.model.checklist().there_of("must") == 0


def test_a_debt_s_name_stays_text(language: str) -> None:
    case = courier()
    evil = replace(case.debts[0], labels=replace(case.debts[0].labels, en="<img src=x>", zh="<img src=x>"))
    panel = PapersPanel(Journal(), replace(case, debts=(evil,)))
    assert "<img src=x>" in panel.needed.groups[0]["title"]  # the page puts it there as text
    assert "<img" not in panel.never.html


def test_a_tick_that_cannot_be_written_is_said(language: str, my: Path) -> None:
    panel = PapersPanel(Journal(), courier())
    my.write_text("in the way")
    panel.tick("identity-card", True)
    assert panel.outcome.lines == JournalError("no_folder").lines()
    assert not any(tick["ticked"] for group in panel.needed.groups for tick in group["ticks"])


def test_a_damaged_journal_can_be_mended_here(language: str) -> None:
    PapersPanel(Journal(), courier()).tick("identity-card", True)
    journal = Journal()
    journal.file.write_bytes(b"damaged" * 100)
    panel = PapersPanel(journal, courier())
    trouble = panel.parts[0]
    assert str(journal.file) in trouble.note.lines[0]
    trouble.bring_back()
    assert panel.model.trouble is None and panel.needed in panel.parts
    assert PapersModel(journal, courier()).checklist().there_of("must") == 1


def test_both_languages_have_titles_of_their_own() -> None:
    for group in groups():
        assert str(group.titles) == group.title and group.titles["en"] != group.titles["zh"]
    assert FOLDER.name == "papers"
