"""The notebooks as files: both languages tied together, every cell run, nothing but the lesson in them."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from duecourse.lessons.listing import lessons
from duecourse.lessons.wrong_figures import pages_of
from duecourse.locale import LANGUAGES, in_language
from duecourse.rules import rules

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
NAMES = [entry.notebook for entry in lessons().values()]
BOTH = [(language, name) for language in LANGUAGES for name in NAMES]
LARGEST = 150_000  # bytes

each = pytest.mark.parametrize(
    ("language", "name"), BOTH, ids=lambda value: str(value).removesuffix(".ipynb")
)


def read(language: str, name: str) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads((NOTEBOOKS / language / name).read_text("utf-8"))
    return notebook


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def code_cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def prose(notebook: dict[str, Any]) -> str:
    return "\n\n".join(source(cell) for cell in notebook["cells"] if cell["cell_type"] == "markdown")


def outputs(notebook: dict[str, Any]) -> str:
    """All that the cells put out, as text: sentences, tables and the charts' figures."""
    return json.dumps([cell["outputs"] for cell in code_cells(notebook)], ensure_ascii=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_one_notebook_a_lesson_and_the_glossary(language: str) -> None:
    assert sorted(path.name for path in (NOTEBOOKS / language).glob("[!.]*")) == [*NAMES, "glossary.md"]


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_cells_in_the_same_order(name: str) -> None:
    english, chinese = read("en", name)["cells"], read("zh", name)["cells"]
    assert [cell["cell_type"] for cell in english] == [cell["cell_type"] for cell in chinese]
    assert [cell["id"] for cell in english] == [cell["id"] for cell in chinese]
    for one, other in zip(english, chinese, strict=True):
        if one["cell_type"] == "code":
            assert source(one).replace('"en"', '"zh"') == source(other)
        else:
            assert heading_levels(source(one)) == heading_levels(source(other)), source(one)[:60]
            assert links(source(one)) == links(source(other))


def heading_levels(text: str) -> list[int]:
    return [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)]


def links(text: str) -> list[str]:
    """Where a text leads, but for the glossary: a term is linked where that language first uses it."""
    return re.findall(r"\]\(((?!glossary\.md#)[^)]+)\)", text)


@each
def test_every_code_cell_has_run_in_order_and_without_error(language: str, name: str) -> None:
    cells = code_cells(read(language, name))
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        assert all(output["output_type"] in ("display_data", "execute_result") for output in cell["outputs"])


@each
def test_every_cell_but_the_import_shows_something(language: str, name: str) -> None:
    for cell in code_cells(read(language, name)):
        assert cell["outputs"], source(cell)


@each
def test_code_cells_read_like_the_question(language: str, name: str) -> None:
    """One to three lines, no arithmetic, no figures but the day asked about, no set-up noise."""
    cells = code_cells(read(language, name))
    assert source(cells[0]).splitlines() == [
        f"from duecourse.lessons import {name[3:-6]} as lesson",
        f'lesson.begin("{language}")',
    ]
    for cell in cells[1:]:
        lines = source(cell).splitlines()
        assert 1 <= len(lines) <= 3 and all(len(line) <= 90 for line in lines)
        for line in lines:
            assert re.fullmatch(r"lesson\.[a-z_]+\([^*/%+]*\)", line), line
            assert not re.search(r"\d*\.\d+", line), f"a figure from a contract or a law in {line}"


@each
def test_no_widget_state_and_no_tags_are_kept(language: str, name: str) -> None:
    notebook = read(language, name)
    assert set(notebook["metadata"]) == {"duecourse", "kernelspec", "language_info"}
    assert notebook["metadata"]["duecourse"] == {"language": language, "name": name[3:-6]}
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    for cell in notebook["cells"]:
        assert cell["metadata"] == {}, cell["metadata"]


@each
def test_a_notebook_stays_small(language: str, name: str) -> None:
    assert (NOTEBOOKS / language / name).stat().st_size < LARGEST


@each
def test_nothing_of_this_machine_is_in_a_notebook(language: str, name: str) -> None:
    text = (NOTEBOOKS / language / name).read_text("utf-8")
    assert not re.search(r"/(home|root|tmp|work|Users)/|C:\\\\", text)
    assert "http://" not in text.replace("http://www.w3.org", "") and "https://" not in text


@each
def test_a_lesson_has_its_rhythm(language: str, name: str) -> None:
    """A title, one heading a section that asks, at least three exercises, and what to do today at the end."""
    notebook = read(language, name)
    assert re.match(r"# .+", source(notebook["cells"][0]))
    headings = re.findall(r"^## (.+)$", prose(notebook), re.MULTILINE)
    asking = [heading for heading in headings if heading.endswith(("?", "？"))]
    assert len(asking) >= 3, headings
    last = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"][-1]
    assert "## " + {"en": "What to do today", "zh": "今天就做"}[language] in source(last)
    calls = "\n".join(source(cell) for cell in code_cells(notebook))
    assert len(re.findall(r"lesson\.exercise\(", calls)) >= 3
    assert len(re.findall(r"lesson\.guess\(", calls)) >= 1 or name == NAMES[0]


@each
def test_what_somebody_published_is_looked_into(language: str, name: str) -> None:
    """Each page with a slip stands in its lesson once."""
    calls = "\n".join(source(cell) for cell in code_cells(read(language, name)))
    assert sorted(re.findall(r'find_the_slip\("(.+?)"\)', calls)) == sorted(pages_of(name[3:-6]))


@each
def test_the_last_section_but_one_is_the_closing_quiz(language: str, name: str) -> None:
    cells = read(language, name)["cells"]
    sections = [at for at, cell in enumerate(cells) if source(cell).startswith("## ")]
    quiz = cells[sections[-2] : sections[-1]]
    assert [source(cell) for cell in quiz if cell["cell_type"] == "code"] == ["lesson.quiz()"]


NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")


def numbers(text: str) -> set[Decimal]:
    return {
        Decimal(found.replace(",", "").rstrip(".")) for found in NUMBER.findall(text) if found.strip(",.")
    }


def rule_numbers(language: str) -> set[Decimal]:
    """Every number that a rule says in this language."""
    found: set[Decimal] = set()
    with in_language(language):
        for rule in rules:
            found |= numbers(rule.label) | numbers(rule.scope)
            for value in rule.values:
                found |= numbers(f"{value.text} {value.note or ''} {value.cite()}")
    return found


@each
def test_every_number_in_the_prose_is_in_an_output_or_in_the_rules(language: str, name: str) -> None:
    notebook = read(language, name)
    text = re.sub(r"\]\([^)]*\)", "]", prose(notebook))  # where a link leads is no figure
    text = re.sub(r"^\s*\d+\. ", "", text, flags=re.MULTILINE)  # nor the number of a list
    text = re.sub(r"(lesson|第)\s*\d+", "", text, flags=re.IGNORECASE)  # nor that of a lesson
    known = numbers(outputs(notebook)) | rule_numbers(language)
    assert numbers(text) - known == set()
