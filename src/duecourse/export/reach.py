"""For whom the rules that letters cite hold, and which door is open for a complaint: `reach.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from duecourse.case import Debt
from duecourse.files import Table, read_file
from duecourse.locale import Text, say, say_count
from duecourse.paths import DATA
from duecourse.rules import LENDER_KINDS, SORTS, NotInForce, rules
from duecourse.rules.units import show

LETTERS: Final = DATA / "letters"
ABOUT: Final = ("lender", "credit_report")
"""What a complaint is about: what a lender did, or what stands in the credit report."""


@dataclass(frozen=True)
class Holds:
    """For whom a rule holds; empty for everybody."""

    sorts: tuple[str, ...]
    lenders: tuple[str, ...]


@dataclass(frozen=True)
class Door:
    """An authority that takes complaints. hotline: the rule with its number, None where there is none."""

    id: str
    about: str
    lenders: tuple[str, ...]
    names: Text
    hotline: str | None
    answer: tuple[str, str] | None

    @property
    def name(self) -> str:
        """Its name in the present language."""
        return str(self.names)

    def call(self, on: date) -> str:
        """Its number, and what to dial first from elsewhere; empty where there is none."""
        if self.hotline is None:
            return ""
        line = rules[self.hotline].on(on)
        phone = str(line["phone"])
        return say("export.with_area_code", phone=phone) if line.value.get("area_code") else phone


@dataclass(frozen=True)
class Reach:
    """The whole file."""

    rules: Mapping[str, Holds]
    doors: tuple[Door, ...]

    def holds(self, rule_id: str, debt: Debt, on: date) -> bool:
        """Whether a rule is in force on a day and holds for a debt."""
        known = self.rules.get(rule_id)
        if known is not None:
            if not debt.product.is_one_of(known.sorts):
                return False
            if known.lenders and debt.lender_kind not in known.lenders:
                return False
        try:
            rules[rule_id].on(on)
        except NotInForce:
            return False
        return True

    def door(self, debt: Debt, about: str) -> Door | None:
        """Where to complain about a debt's lender, or about what it reported; None where nobody is known."""
        for door in self.doors:
            if door.about == about and debt.lender_kind in door.lenders:
                return door
        return None


@cache
def reach() -> Reach:
    """The file, read once."""
    return read_reach(LETTERS / "reach.toml")


def read_reach(file: Path) -> Reach:
    """The file. Raises DataFileError for anything that is not as it should be."""
    table = read_file(file)
    known_rules = tuple(rule.id for rule in rules)

    def some(item: Table, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        return item.words(key, allowed) if item.has(key) else ()

    holds = {}
    for item in table.tables("rules"):
        rule_id = item.word("id", known_rules)
        if rule_id in holds:
            raise item.error("id", f"{rule_id!r} is there twice", "Take one of the two out")
        holds[rule_id] = Holds(some(item, "sorts", SORTS), some(item, "lenders", LENDER_KINDS))
        item.finish()
    doors = []
    for item in table.tables("doors"):
        answer = None
        if item.has("answer"):
            part = item.table("answer")
            answer = part.word("rule", known_rules), part.text("figure")
            part.finish()
        door = Door(
            id=item.text("id"),
            about=item.word("about", ABOUT),
            lenders=item.words("lenders", LENDER_KINDS),
            names=item.both("name"),
            hotline=item.word("hotline", known_rules) if item.has("hotline") else None,
            answer=answer,
        )
        doors.append(door)
        item.finish()
    table.finish()
    return Reach(holds, tuple(doors))


def law(rule_id: str, on: date) -> str:
    """What a rule rests on, as a letter names it: title and clause. In English the Chinese title, under
    which the lender knows it, stands beside it."""
    source = rules[rule_id].on(on).source
    title = source.title_text()
    return say("export.law", title=title, clause=source.clause) if source.clause else title


def figure(rule_id: str, key: str, on: date) -> str:
    """A figure of a rule with its unit, as the present language writes it."""
    unit, value = rules[rule_id].on(on).figures()[key]
    if unit in ("days", "months", "times"):
        return say_count(f"export.unit_{unit}", value)
    return show(unit, value)
