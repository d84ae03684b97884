"""Whether an unfinished form that was put aside can be shown again: files get damaged."""

from __future__ import annotations

from typing import Any, Final

from duecourse.case import CaseError, own_file
from duecourse.case.files import draft_of, read_text
from duecourse.case.toml_syntax import parse
from duecourse.rules import products

LISTS: Final = ("drawings", "payments", "waivers", "rate_changes", "bills", "lines", "budget")
"""The keys under which a draft has a list of entries, beside its debts."""

ONE_ENTRY: Final = ("hardship", "savings", "terms")
"""The keys under which it has one entry."""


def kept_is_older() -> bool:
    """Whether the learner's file was changed after the form was put aside."""
    kept, saved = draft_of(own_file()), own_file()
    return saved.exists() and kept.stat().st_mtime_ns < saved.stat().st_mtime_ns


def kept_can_be_shown() -> bool:
    """Whether what was put aside has the shape of a form: its values may be as wrong as they like."""
    try:
        tree, problems = parse(read_text(draft_of(own_file())))
    except CaseError:
        return False
    return not problems and "format" in tree and _has_the_shape(tree)


def _has_the_shape(table: Any) -> bool:
    if not isinstance(table, dict):
        return False
    for key, value in table.items():
        if key in ONE_ENTRY and not isinstance(value, dict):
            return False
        if key in ("debts", *LISTS) and not (isinstance(value, list) and all(map(_has_the_shape, value))):
            return False
    return all(debt.get("product") in products.names() for debt in table.get("debts", []))
