"""From a Case to the tables of its file, in the order in which a person reads them."""

from __future__ import annotations

from dataclasses import fields as dataclass_fields
from typing import Any

from duecourse.files import write_toml
from duecourse.locale import LANGUAGES, Text, in_language, say

from .debt import Debt
from .fields import TABLES, Field, term_fields
from .model import Case, Hardship
from .reading import FORMAT


def case_text(case: Case, over: str = "") -> str:
    """The text of the case's file. over: the text whose place it takes, and whose notes stay."""
    return write_toml(case_tree(case), header=header(), over=_without_header(over))


def header() -> list[str]:
    """The comment at the top of the file: what it is, and how to write in it."""
    return say("case.file_header").splitlines()


def _without_header(text: str) -> str:
    """A text without what the course wrote into the comment at its top, in whatever language."""
    ours: set[str] = set()
    for name in LANGUAGES:
        with in_language(name):
            ours |= {f"# {line}" for line in (*header(), say("case.file_header_before"))}
    lines = text.splitlines(keepends=True)
    end = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join([line for line in lines[:end] if line.rstrip() not in ours] + lines[end:])


def case_tree(case: Case) -> dict[str, Any]:
    """The tables of the file. What is as it would be without being written is left out."""
    tree: dict[str, Any] = {"format": FORMAT}
    tree |= _fields("case", {"name": case.names, "about": case.abouts, "as_of": case.fixed_as_of})
    hardship = case.hardship
    if hardship != Hardship():
        values = {"kind": hardship.kind, "since": hardship.since, "note": hardship.note}
        tree["hardship"] = _fields("hardship", values)
    if case.savings:
        tree["savings"] = _fields("savings", {"amount": case.savings})
    if case.budget_lines:
        tree["budget"] = [_fields("budget", _attributes(line)) for line in case.budget_lines]
    if case.debts:
        tree["debts"] = [debt_tree(debt.contract) for debt in case.debts]
    return tree


def debt_tree(debt: Debt) -> dict[str, Any]:
    """The tables of one debt."""
    tree = _fields(
        "debts",
        {
            "id": debt.id,
            "product": debt.product_name,
            "label": debt.labels,
            "lender": debt.lender,
            "lender_kind": debt.given_lender_kind,
            "guarantor": debt.guarantor or None,
            "accelerated": debt.accelerated,
        },
    )
    known = term_fields(debt.product_name)
    terms = {name: known[name].written(debt.differs[name]) for name in known if name in debt.differs}
    if terms:
        tree["terms"] = terms
    for key in ("drawings", "payments", "waivers", "rate_changes", "bills"):
        entries = [entry_tree(key, entry) for entry in getattr(debt, key)]
        if entries:
            tree[key] = entries
    return tree


def entry_tree(key: str, entry: Any) -> dict[str, Any]:
    """The table of one entry: a drawing, a payment, a bill with its lines."""
    tree = _fields(key, _attributes(entry))
    lines = getattr(entry, "lines", ())
    if lines:
        tree["lines"] = [_fields("lines", _attributes(line)) for line in lines]
    return tree


_KEYS = {"on": "date", "labels": "label", "start": "from", "end": "until"}
_UNLESS = {"periods": 1, "fee_per_period": 0}


def _attributes(entry: Any) -> dict[str, Any]:
    found = {_KEYS.get(item.name, item.name): getattr(entry, item.name) for item in dataclass_fields(entry)}
    return {key: value for key, value in found.items() if key not in _UNLESS or value != _UNLESS[key]}


def _fields(table: str, values: dict[str, Any]) -> dict[str, Any]:
    """The values as the file holds them, in its order, without those that say nothing."""
    known: dict[str, Field] = TABLES[table]
    return {
        name: field.written(values[name])
        for name, field in known.items()
        if values.get(name) is not None and not (isinstance(values[name], Text) and not values[name])
    }
