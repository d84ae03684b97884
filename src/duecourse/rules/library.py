"""All rules and all products: a file is read when something in it is asked for, and then kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from duecourse.files import DataFileError, Sources, read_file, read_text
from duecourse.locale import Text
from duecourse.paths import DATA

from .product import Product, TermMeaning, read_meanings, read_product
from .rule import REVIEW_MONTHS, Rule, read_review, read_rule

_ID = re.compile(r'^\s*id\s*=\s*"([^"]*)"', re.MULTILINE)


class Rules:
    """The rules of one folder, one file a subject. `rules["penalty-uplift"]` is a Rule.

    sources: what they rest on; those of `sources.toml` beside the folder, unless others are given.
    """

    def __init__(self, folder: Path, sources: Sources | None = None) -> None:
        self._folder = folder
        self._sources = sources or Sources(folder.parent / "sources.toml")
        self._where: dict[str, str] | None = None
        self._read: dict[str, tuple[Text, tuple[Rule, ...]]] = {}

    def subjects(self) -> tuple[str, ...]:
        """The subjects, which are the names of the files."""
        return tuple(sorted(file.stem for file in self._folder.glob("*.toml")))

    def subject(self, name: str) -> tuple[Rule, ...]:
        """The rules of one subject in the order of the file. Raises KeyError for an unknown subject."""
        return self._subject(name)[1]

    def subject_label(self, name: str) -> str:
        """The subject in words of the present language."""
        return str(self._subject(name)[0])

    def __getitem__(self, rule_id: str) -> Rule:
        where = self._index()
        if rule_id not in where:
            raise KeyError(_unknown("rule", rule_id, list(where)))
        return next(rule for rule in self.subject(where[rule_id]) if rule.id == rule_id)

    def __contains__(self, rule_id: object) -> bool:
        return rule_id in self._index()

    def __iter__(self) -> Iterator[Rule]:
        for name in self.subjects():
            yield from self.subject(name)

    def _index(self) -> dict[str, str]:
        # Finding the ids as text spares parsing the other files
        if self._where is None:
            self._where = {}
            for name in self.subjects():
                file = self._folder / f"{name}.toml"
                for rule_id in _ID.findall(read_text(file)):
                    if rule_id in self._where:
                        problem = f"is also in {self._where[rule_id]}.toml"
                        raise DataFileError(file, rule_id, problem, "Give one of them another id")
                    self._where[rule_id] = name
        return self._where

    def _subject(self, name: str) -> tuple[Text, tuple[Rule, ...]]:
        if name not in self._read:
            file = self._folder / f"{name}.toml"
            if not file.is_file():
                raise KeyError(_unknown("subject", name, list(self.subjects())))
            table = read_file(file)
            label = table.both("subject")
            review = read_review(table, REVIEW_MONTHS)
            found: dict[str, Rule] = {}
            for item in table.tables("rules"):
                rule = read_rule(item, self._sources, review)
                if rule.id in found:
                    raise DataFileError(file, rule.id, "is there twice", "Give one of them another id")
                found[rule.id] = rule
            table.finish()
            self._read[name] = label, tuple(found.values())
        return self._read[name]


class Products:
    """The products of one folder, one file each. `products["jintiao"]` is a Product.

    sources: as for Rules.
    """

    def __init__(self, folder: Path, sources: Sources | None = None) -> None:
        self._folder = folder
        self._sources = sources or Sources(folder.parent / "sources.toml")
        self._meanings: dict[str, TermMeaning] | None = None
        self._read: dict[str, Product] = {}

    def __getitem__(self, name: str) -> Product:
        if name not in self._read:
            if name not in self.names():
                raise KeyError(_unknown("product", name, list(self.names())))
            table = read_file(self._folder / f"{name}.toml")
            self._read[name] = read_product(name, table, self.meanings(), self._sources)
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self.names()

    def __iter__(self) -> Iterator[Product]:
        return (self[name] for name in self.names())

    def names(self) -> tuple[str, ...]:
        """The products, by the names of their files."""
        return tuple(sorted(file.stem for file in self._folder.glob("*.toml") if file.name != "terms.toml"))

    def shown_in(self, panel: str) -> tuple[str, ...]:
        """The products among which a panel lets choose, in its order. panel: one of `product.PANELS`."""
        # Finding the places as text spares parsing the other files
        place = re.compile(rf"^panels\s*=.*\b{panel}\s*=\s*(\d+)", re.MULTILINE)
        found = {}
        for name in self.names():
            if match := place.search(read_text(self._folder / f"{name}.toml")):
                found[name] = int(match[1])
        return tuple(sorted(found, key=lambda name: found[name]))

    def first_in(self, panel: str, sort: str) -> str:
        """The first product of a sort that a panel shows. sort: one of `product.SORTS`."""
        return next(name for name in self.shown_in(panel) if self[name].is_one_of((sort,)))

    def meanings(self) -> dict[str, TermMeaning]:
        """What each term means, from `terms.toml`."""
        if self._meanings is None:
            self._meanings = read_meanings(read_file(self._folder / "terms.toml"))
        return self._meanings


def _unknown(what: str, name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, 1)
    return f"no {what} {name!r}" + (f"; did you mean {near[0]!r}?" if near else "")


def check_sources(sources: Sources, rules: Rules, products: Products) -> None:
    """Reads everything. Raises DataFileError for a source that nothing rests on."""
    used = {value.source.id for rule in rules for value in rule.values}
    used |= {term.source.id for product in products for term in product.terms.values()}
    for id in sources.ids():
        if id not in used:
            raise DataFileError(sources.file, id, "is the source of nothing", "Name it, or take it out")


sources = Sources(DATA / "sources.toml")
"""The sources of the course."""

rules = Rules(DATA / "rules", sources)
"""The rules of the course."""

products = Products(DATA / "products", sources)
"""The products of the course."""
