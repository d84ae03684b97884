"""Which papers a debt needs, where to get each, and what never to send. From `data/papers`.

    checklist = papers_for(case, debt, journal.ticked(household))
    checklist.there_of("must"), checklist.count_of("must")     # "3 of 8"
    checklist.as_data()                                        # plain lists and texts, to print

A paper belongs to one debt, or to the person and serves for every debt. Which ones there are depends
on the product, the lender, a guarantor and the hardship of the case.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from duecourse.files import Table, read_file
from duecourse.locale import Text
from duecourse.paths import DATA
from duecourse.rules import LENDER_KINDS, SORTS, NotInForce, cite, rules

from .debt import Debt
from .fields import HARDSHIPS
from .model import Case

FOLDER: Final = DATA / "papers"
GROUPS: Final = ("debt", "person", "hardship")
"""The files of the folder, in the order in which they are shown; `never` is the one beside them."""

PER: Final = ("debt", "person")
NEED: Final = ("must", "helps")


@dataclass(frozen=True)
class Paper:
    """One paper. per: "debt" or "person". need: "must" or "helps".

    sorts, lenders, hardships: where it applies only to these; empty for all. guarantor: whether
    only to a debt with a guarantor. rules: what it rests on.
    """

    id: str
    per: str
    need: str
    labels: Text
    texts: Text
    wheres: Text
    cares: Text | None
    sorts: tuple[str, ...]
    lenders: tuple[str, ...]
    hardships: tuple[str, ...]
    guarantor: bool
    rules: tuple[str, ...]

    @property
    def label(self) -> str:
        """What it is called."""
        return str(self.labels)

    @property
    def text(self) -> str:
        """What it shows, and why it is needed."""
        return str(self.texts)

    @property
    def where(self) -> str:
        """Where to get it."""
        return str(self.wheres)

    @property
    def care(self) -> str:
        """What to take care of; empty where there is nothing to say."""
        return str(self.cares) if self.cares else ""

    def applies(self, debt: Debt, hardship: str) -> bool:
        """Whether it is one for this debt and this kind of hardship."""
        return (
            debt.product.is_one_of(self.sorts)
            and (not self.lenders or debt.lender_kind in self.lenders)
            and (not self.hardships or hardship in self.hardships)
            and (debt.guarantor or not self.guarantor)
        )

    def sources(self, on: date) -> list[str]:
        """Where it is from, a line for each rule in force on a day."""
        return _cited(self.rules, on)


@dataclass(frozen=True)
class Never:
    """Something that is never sent or handed in, and why."""

    id: str
    labels: Text
    texts: Text
    rules: tuple[str, ...]

    @property
    def label(self) -> str:
        """What it is."""
        return str(self.labels)

    @property
    def text(self) -> str:
        """Why, and what instead."""
        return str(self.texts)

    def sources(self, on: date) -> list[str]:
        """Where it is from, a line for each rule in force on a day."""
        return _cited(self.rules, on)


@dataclass(frozen=True)
class Group:
    """Papers under one heading."""

    name: str
    titles: Text
    papers: tuple[Paper, ...]

    @property
    def title(self) -> str:
        """The heading."""
        return str(self.titles)


@dataclass(frozen=True)
class ToTick:
    """A paper on a checklist. debt: the id under which it is ticked, empty for one of the person's."""

    paper: Paper
    debt: str
    ticked: bool


@dataclass(frozen=True)
class Checklist:
    """The papers for one debt. groups: the heading and the items under it. on: the day it is for."""

    debt: Debt
    on: date
    groups: tuple[tuple[Group, tuple[ToTick, ...]], ...]

    @property
    def items(self) -> tuple[ToTick, ...]:
        """All items, in their order."""
        return tuple(item for _, items in self.groups for item in items)

    def count_of(self, need: str) -> int:
        """How many there are that must be there ("must"), or that help ("helps")."""
        return sum(item.paper.need == need for item in self.items)

    def there_of(self, need: str) -> int:
        """How many of those are ticked."""
        return sum(item.paper.need == need and item.ticked for item in self.items)

    def missing(self) -> list[Paper]:
        """Those that are needed and not there yet."""
        return [item.paper for item in self.items if item.paper.need == "must" and not item.ticked]

    def as_data(self) -> dict[str, Any]:
        """The checklist in the present language as plain lists and texts, to be printed."""
        return {
            "debt": self.debt.label,
            "on": self.on,
            "there": self.there_of("must"),
            "count": self.count_of("must"),
            "groups": [
                {
                    "title": group.title,
                    "items": [
                        {
                            "id": item.paper.id,
                            "label": item.paper.label,
                            "text": item.paper.text,
                            "where": item.paper.where,
                            "care": item.paper.care,
                            "needed": item.paper.need == "must",
                            "ticked": item.ticked,
                            "sources": item.paper.sources(self.on),
                        }
                        for item in items
                    ],
                }
                for group, items in self.groups
            ],
            "never": {
                "title": never_title(),
                "items": [
                    {"id": one.id, "label": one.label, "text": one.text, "sources": one.sources(self.on)}
                    for one in never()
                ],
            },
        }


def papers_for(
    case: Case, debt: Debt, ticked: Collection[tuple[str, str]] = (), on: date | None = None
) -> Checklist:
    """The papers for a debt of a case. ticked: the debt's id (empty for the person's own) and the paper's."""
    found = []
    for group in groups():
        items = tuple(
            ToTick(paper, place, (place, paper.id) in ticked)
            for paper in group.papers
            if paper.applies(debt, case.hardship.kind)
            for place in ["" if paper.per == "person" else debt.id]
        )
        if items:
            found.append((group, items))
    return Checklist(debt, on or case.as_of, tuple(found))


def groups() -> tuple[Group, ...]:
    """All papers, by heading. Raises DataFileError for a file that is not as it should be."""
    return groups_in(FOLDER)


def never() -> tuple[Never, ...]:
    """What is never sent or handed in. Raises DataFileError for a file that is not as it should be."""
    return never_in(FOLDER)[1]


def never_title() -> str:
    """The heading over it."""
    return str(never_in(FOLDER)[0])


def _cited(ids: tuple[str, ...], on: date) -> list[str]:
    found: list[str] = []
    for id in ids:
        try:
            found.append(cite(rules[id].on(on)))
        except NotInForce:
            continue
    return found


# -- reading


@cache
def groups_in(folder: Path) -> tuple[Group, ...]:
    """The groups of papers that a folder describes."""
    found, seen = [], set[str]()
    for name in GROUPS:
        table = read_file(folder / f"{name}.toml")
        titles = table.both("title")
        papers = []
        for item in table.tables("papers"):
            paper = _paper(item)
            if paper.id in seen:
                raise item.error("id", f"{paper.id!r} stands twice", "Give each paper its own id")
            seen.add(paper.id)
            papers.append(paper)
        table.finish()
        found.append(Group(name, titles, tuple(papers)))
    return tuple(found)


def _paper(table: Table) -> Paper:
    id = table.text("id")
    table.where = id
    paper = Paper(
        id=id,
        per=table.word("per", PER),
        need=table.word("need", NEED),
        labels=table.both("label"),
        texts=table.both("text"),
        wheres=table.both("where"),
        cares=table.both_or_none("care"),
        sorts=_words(table, "sorts", SORTS),
        lenders=_words(table, "lenders", LENDER_KINDS),
        hardships=_words(table, "hardships", HARDSHIPS[1:]),
        guarantor=_yes(table, "guarantor"),
        rules=_rules(table),
    )
    if paper.per == "person" and (paper.sorts or paper.lenders or paper.guarantor):
        remedy = 'Write per = "debt", or take out sorts, lenders and guarantor'
        raise table.error("per", "is the person's, but depends on a debt", remedy)
    table.finish()
    return paper


@cache
def never_in(folder: Path) -> tuple[Text, tuple[Never, ...]]:
    """What a folder says is never handed over: its title, and each."""
    table = read_file(folder / "never.toml")
    titles = table.both("title")
    found: dict[str, Never] = {}
    for item in table.tables("never"):
        id = item.text("id")
        item.where = id
        if id in found:
            raise item.error("id", f"{id!r} stands twice", "Give each entry its own id")
        found[id] = Never(id, item.both("label"), item.both("text"), _rules(item))
        item.finish()
    table.finish()
    return titles, tuple(found.values())


def _yes(table: Table, key: str) -> bool:
    if not table.has(key):
        return False
    if table.take(key) is not True:
        raise table.error(key, "is not true", f"Write {key} = true, or take it out")
    return True


def _words(table: Table, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    return table.words(key, allowed) if table.has(key) else ()


def _rules(table: Table) -> tuple[str, ...]:
    if not table.has("rules"):
        return ()
    ids = table.take("rules")
    for id in ids if isinstance(ids, list) else [ids]:
        if id not in rules:
            raise table.error("rules", f"there is no rule {id!r}", "Use the id of a rule in data/rules")
    return tuple(ids)
