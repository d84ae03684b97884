"""The glossary: every term once, a page of them in each language, and links to it from the lessons' prose.

The terms are in `data/glossary/<subject>.toml`. `write_pages` writes `glossary.md` beside the notebooks,
where JupyterLab, Binder and a plain repository viewer find it; `link_notebooks` links each term where a
notebook first uses it. After editing a notebook's text or a term: `python -m duecourse.lessons`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from duecourse.files import Table, read_file
from duecourse.locale import LANGUAGES, Text, in_language, say, separator
from duecourse.paths import DATA
from duecourse.rules import cite, rules

from .listing import lessons

SUBJECTS: Final = ("owing", "late", "price", "paying", "talking", "record", "law", "household")
"""The files of `data/glossary`, in the order of the page."""

PAGE: Final = "glossary.md"

_LINK: Final = re.compile(rf"\[([^\]]*)\]\({re.escape(PAGE)}#[a-z-]+\)")


@dataclass(frozen=True)
class Term:
    """A term: its name, a short plain explanation, other forms in which prose uses it, and the rule that
    says more, or None."""

    id: str
    names: Text
    texts: Text
    also: Mapping[str, tuple[str, ...]]
    rule: str | None

    def forms(self, language: str) -> tuple[str, ...]:
        """What it is called in prose, in any form."""
        return (self.names[language], *self.also.get(language, ()))


@dataclass(frozen=True)
class Subject:
    """The terms of one file, under a heading."""

    labels: Text
    terms: tuple[Term, ...]


@cache
def subjects() -> tuple[Subject, ...]:
    """All terms, by subject. Raises DataFileError for a file that is not as it should be."""
    found, ids = [], set()
    for name in SUBJECTS:
        table = read_file(DATA / "glossary" / f"{name}.toml")
        subject = Subject(table.both("label"), tuple(map(_read_term, table.tables("terms"))))
        table.finish()
        for term in subject.terms:
            if term.id in ids:
                raise table.error("terms", f"{term.id!r} stands twice", "Explain each term once")
            ids.add(term.id)
        found.append(subject)
    return tuple(found)


def terms() -> list[Term]:
    """All terms in the order of the page."""
    return [term for subject in subjects() for term in subject.terms]


def _read_term(item: Table) -> Term:
    also = {}
    if item.has("also"):
        table = item.table("also")
        also = {name: tuple(table.take(name)) for name in table.remaining() if name in LANGUAGES}
        table.finish()
    rule = item.text("rule") if item.has("rule") else None
    if rule is not None and rule not in rules:
        raise item.error("rule", f"{rule!r} is no rule", "Take an id from data/rules")
    term = Term(item.text("id"), item.both("term"), item.both("text"), also, rule)
    item.finish()
    return term


# -- links from the prose


def linked(texts: Iterable[str], language: str) -> list[str]:
    """Texts that are read one after the other, with a link to the glossary at each term's first use.

    Headings and what is a link already stay as they are; links to the glossary are set anew.
    """
    by_form = {form.lower(): term.id for term in terms() for form in term.forms(language)}
    longest_first = sorted(by_form, key=len, reverse=True)
    either = "|".join(map(re.escape, longest_first))
    words = either if LANGUAGES[language].characters else rf"\b(?:{either})\b"
    pattern = re.compile(rf"\[[^\]]*\]\([^)]*\)|{words}", re.IGNORECASE)
    seen: set[str] = set()

    def link(match: re.Match[str]) -> str:
        id = by_form.get(match[0].lower())
        if id is None or id in seen:
            return match[0]
        seen.add(id)
        return f"[{match[0]}]({PAGE}#{id})"

    return [
        "\n".join(
            line if line.startswith("#") else pattern.sub(link, line) for line in unlinked(text).split("\n")
        )
        for text in texts
    ]


def unlinked(text: str) -> str:
    """A text without its links to the glossary."""
    return _LINK.sub(r"\1", text)


def links_in(text: str) -> list[str]:
    """The ids of the terms that a text links to, in its order."""
    return [match[0].rpartition("#")[2].rstrip(")") for match in _LINK.finditer(text)]


def link_notebooks(folder: Path) -> None:
    """Set the links in the notebooks of every language under a folder. Outputs stay as they are."""
    for language in LANGUAGES:
        for file in notebooks(folder, language):
            notebook = json.loads(file.read_text("utf-8"))
            prose = _prose(notebook)
            for cell, text in zip(prose, linked(map(_source, prose), language), strict=True):
                cell["source"] = text.splitlines(keepends=True)
            written = json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
            if written != file.read_text("utf-8"):
                file.write_text(written, "utf-8")


def notebooks(folder: Path, language: str) -> list[Path]:
    """The notebooks of a language that are there, in the order of the lessons."""
    files = [folder / language / entry.notebook for entry in lessons().values()]
    return [file for file in files if file.is_file()]


def _prose(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]


def _source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


# -- the page


def page(folder: Path, language: str) -> str:
    """The page in one language, as Markdown; it says which of the notebooks under the folder use a term."""
    uses = _uses(folder, language)
    with in_language(language):
        lines = [f"# {say('glossary.title')}", "", say("glossary.intro"), ""]
        for subject in subjects():
            lines += [f"## {subject.labels!s}", ""]
            for term in subject.terms:
                lines += _entry(term, language, uses.get(term.id, []))
    return "\n".join(lines)


def _entry(term: Term, language: str, used_in: list[str]) -> list[str]:
    other = next(name for name in LANGUAGES if name != language)
    # an anchor of its own: viewers make different ones out of a heading
    lines = [f'### <a id="{term.id}"></a>{term.names!s} · {term.names[other]}', "", str(term.texts), ""]
    if term.rule is not None:
        value = rules[term.rule].on(rules[term.rule].last_checked)
        lines += [f"> {value.text}", ">", f"> {cite(value)}", ""]
    if used_in:
        lines += [say("glossary.used_in", lessons=separator().join(used_in)), ""]
    return lines


def _uses(folder: Path, language: str) -> dict[str, list[str]]:
    """For each term the lessons that link to it, as links."""
    found: dict[str, list[str]] = {}
    with in_language(language):
        for file in notebooks(folder, language):
            title = lessons()[file.stem[3:]].title
            prose = "\n\n".join(map(_source, _prose(json.loads(file.read_text("utf-8")))))
            for id in links_in(prose):
                found.setdefault(id, []).append(f"[{title}]({file.name})")
    return found


def write_pages(folder: Path) -> None:
    """Writes the page of each language beside the notebooks under a folder."""
    for language in LANGUAGES:
        (folder / language / PAGE).write_text(page(folder, language), encoding="utf-8")
