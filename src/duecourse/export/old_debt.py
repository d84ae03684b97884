"""Debts so old that the time for a claim may have run out: nothing is written that might revive them.

Whoever acknowledges such a debt, promises to pay or pays a part gives the defence away, or starts the time
anew. The course cannot tell whether it has run; so it writes nothing to the lender and says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from duecourse.case import Case, Debt
from duecourse.case.limitation import RESTS_ON, last_sign, may_have_run_out
from duecourse.locale import day, say, separator
from duecourse.rules import rules

from .document import Block, Heading, Paragraph
from .refused import PaperRefused

WHY: Final = "may_have_run"
"""Why such a letter is refused: `PaperRefused.why`."""

RULES: Final = (*RESTS_ON, "hotline-legal-advice")
"""What the refusal rests on."""


def old_debts(case: Case, on: date) -> tuple[Debt, ...]:
    """The debts of a case about which nothing is written."""
    return tuple(debt for debt in case.debts if may_have_run_out(debt, on))


def refuse_if_old(title: str, debt: Debt, on: date) -> None:
    """Raises PaperRefused for a letter, by its title, about a debt that may be too old."""
    if may_have_run_out(debt, on):
        raise PaperRefused(WHY, title=title, **_words(debt, on))


def left_out_told(case: Case, on: date) -> str:
    """Which debts are left out where paying is spoken of, and why; empty where none is."""
    old = [one.debt.label for one in case.figures(on).owing if one.too_old]
    if not old:
        return ""
    advice = rules["hotline-legal-advice"].on(on)["phone"]
    return say("export.left_out", debts=separator().join(old), advice=advice)


def why_no_letter(case: Case, on: date) -> tuple[Block, ...]:
    """For the first page of a folder: which debts have no letter, and why; nothing where all may have one."""
    found: list[Block] = []
    for debt in old_debts(case, on):
        words = _words(debt, on)
        found += [
            Heading(debt.label),
            Paragraph(say("export.no_letter", **words)),
            Paragraph(say(f"export.instead_{WHY}", **words)),
        ]
    return tuple(found)


def _words(debt: Debt, on: date) -> dict[str, str]:
    last = last_sign(debt, on)
    assert last is not None  # else it is not old
    return {
        "debt": debt.label,
        "last": day(last),
        "years": rules["limitation"].on(on).shown()["years"],
        "advice": rules["hotline-legal-advice"].on(on)["phone"],
    }


def without_old(debts: Sequence[str], case: Case, on: date) -> tuple[str, ...]:
    """Those of some debts, by their ids, that are not too old."""
    old = {debt.id for debt in old_debts(case, on)}
    return tuple(id for id in debts if id not in old)
