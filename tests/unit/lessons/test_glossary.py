"""The glossary: each term once in both languages, in use, linked at its first use, its page current."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

from duecourse.lessons.glossary import PAGE, SUBJECTS, linked, links_in, notebooks, page, terms, unlinked
from duecourse.locale import LANGUAGES, message_file, subjects
from duecourse.paths import DATA
from duecourse.rules import rules

NOTEBOOKS = DATA.parent / "notebooks"
TERMS = terms()


@cache
def prose(language: str) -> dict[str, list[str]]:
    """The text cells of each notebook."""
    found = {}
    for file in notebooks(NOTEBOOKS, language):
        cells = json.loads(file.read_text("utf-8"))["cells"]
        found[file.name] = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    return found


def test_there_are_enough_terms_and_no_file_is_left_out() -> None:
    assert len(TERMS) >= 60
    assert {file.stem for file in (DATA / "glossary").glob("*.toml")} == set(SUBJECTS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_terms_go_by_the_same_word(language: str) -> None:
    forms = [form.lower() for term in TERMS for form in term.forms(language)]
    assert sorted(forms) == sorted({*forms})
    if language == "zh":
        assert all(re.search(r"[一-鿿]|lpr", form) for form in forms)


def test_an_explanation_is_short_and_has_no_figure_of_its_own() -> None:
    """Figures of law and product stand in the rules."""
    for term in TERMS:
        for text in term.texts.values():
            assert len(text) < 170 and not re.search(r"\d", text), term.id
            assert text[-1] in ".。", term.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_used_in_a_lesson_or_in_messages(language: str) -> None:
    texts = [text for cells in prose(language).values() for text in cells]
    texts += [message_file(subject, language).read_text("utf-8") for subject in subjects()]
    for folder in ("lessons", "products", "rules"):
        texts += [file.read_text("utf-8") for file in (DATA / folder).rglob("*.toml")]
    said = "\n".join(map(unlinked, texts)).lower()
    unused = [term.id for term in TERMS if not any(form.lower() in said for form in term.forms(language))]
    assert unused == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_term_is_linked_where_a_notebook_first_uses_it(language: str) -> None:
    for name, cells in prose(language).items():
        assert linked(cells, language) == cells, f"{name}: run python -m duecourse.lessons"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_term_of_the_page(language: str) -> None:
    text = page(NOTEBOOKS, language)
    anchors = re.findall(r'<a id="([a-z-]+)"></a>', text)
    assert anchors == [term.id for term in TERMS]
    for name, cells in prose(language).items():
        found = [id for cell in cells for id in links_in(cell)]
        assert found and len(found) == len({*found}) and {*found} <= {*anchors}, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_current(language: str) -> None:
    written = (NOTEBOOKS / language / PAGE).read_text("utf-8")
    assert written == page(NOTEBOOKS, language), "run python -m duecourse.lessons"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_no_address_and_only_links_that_lead_somewhere(language: str) -> None:
    text = page(NOTEBOOKS, language)
    assert "://" not in text and "{" not in text and "None" not in text
    for target in re.findall(r"\]\(([^)]+)\)", text):
        assert (NOTEBOOKS / language / target).is_file(), target


def test_the_rules_named_are_there() -> None:
    assert all(term.rule is None or term.rule in rules for term in TERMS)
    assert sum(term.rule is not None for term in TERMS) > 30


def test_the_first_use_is_linked_the_longest_form_wins_and_headings_stay() -> None:
    before = ["## A penalty?", "The penalty rate, and the penalty.\n[bill](x.ipynb) and bill."]
    penalty = f"{PAGE}#penalty-interest"
    after = [
        "## A penalty?",
        f"The [penalty rate]({penalty}), and the penalty.\n[bill](x.ipynb) and [bill]({PAGE}#bill).",
    ]
    assert linked(before, "en") == after
    assert linked(after, "en") == after and [unlinked(text) for text in after] == before
    assert linked(["a rebilled thing"], "en") == ["a rebilled thing"]
    assert linked(["违约金和罚息，罚息"], "zh") == [f"[违约金]({PAGE}#default-fee)和[罚息]({penalty})，罚息"]


def test_the_links_of_another_folder_are_set_in_place(tmp_path: Path) -> None:
    from duecourse.lessons.glossary import link_notebooks, write_pages

    name = notebooks(NOTEBOOKS, "en")[0].name
    for language in LANGUAGES:
        (tmp_path / language).mkdir()
        cells = json.loads((NOTEBOOKS / language / name).read_text("utf-8"))
        for cell in cells["cells"]:
            cell["source"] = unlinked("".join(cell["source"])).splitlines(keepends=True)
        (tmp_path / language / name).write_text(json.dumps(cells), "utf-8")
    link_notebooks(tmp_path)
    write_pages(tmp_path)
    for language in LANGUAGES:
        assert (tmp_path / language / name).read_text("utf-8") == (NOTEBOOKS / language / name).read_text(
            "utf-8"
        )
        assert "[" in (tmp_path / language / PAGE).read_text("utf-8")
