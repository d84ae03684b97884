"""What stands behind the table of a list that was read: what is ticked, what each row is to be. No widget.

choice = StatementChoice(found)
choice.tick(0, True); choice.set_meaning(0, "repayment"); choice.set_debt(0, "1")
choice.wanted()                # the rows that can be taken, each with its meaning and its debt
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from duecourse.case import MEANINGS
from duecourse.case.importing.statement import Statement, StatementRow, against_taking
from duecourse.case.importing.taking import LISTS, Choice, hindrance
from duecourse.locale import say, sentences

PAGE: Final = 50
"""Rows on a page."""

VIEWS: Final = ("debts", "ticked", "all", "refused", "aside")
"""What can be looked at: rows that may concern a debt, the ticked, all; rows not understood, other lines."""

_SHORT: Final = 25  # rows that are all shown at first


@dataclass
class _Chosen:
    """What a row is to be, for the learner."""

    row: StatementRow
    ticked: bool
    meaning: str
    debt: str
    changed: bool = False


class StatementChoice:
    """The rows of a statement with what the learner made of them."""

    def __init__(self, found: Statement) -> None:
        self.found = found
        self._debts = {debt.id: debt for debt in found.debts}
        self._rows = [_Chosen(row, row.ticked, row.meaning, row.debt or "") for row in found.rows]
        self.view, self.page = "all", 0
        self.look_at("debts" if len(self._rows) > _SHORT and self._of_debts() else "all")

    # -- looking

    def _of_debts(self) -> list[int]:
        return [
            place
            for place, one in enumerate(self._rows)
            if self.may_concern_a_debt(place) or one.ticked or one.changed
        ]

    def may_concern_a_debt(self, place: int) -> bool:
        """Whether a row means something of a debt at all."""
        return self._rows[place].meaning not in ("income", "other")

    def places(self, view: str) -> list[int]:
        """The places of what a view shows."""
        match view:
            case "debts":
                return self._of_debts()
            case "ticked":
                return [place for place, one in enumerate(self._rows) if one.ticked]
            case "refused":
                return list(range(len(self.found.refused)))
            case "aside":
                return [place for place, (_, text) in enumerate(self.found.aside) if text.strip(" |")]
        return list(range(len(self._rows)))

    def look_at(self, view: str) -> None:
        """Look at a view, from its first page."""
        self.view, self.page = view, 0

    @property
    def pages(self) -> int:
        """How many pages the view has, at least one."""
        return max(1, -(-len(self.places(self.view)) // PAGE))

    def turn_to(self, page: int) -> None:
        """Look at a page of the view, from 0."""
        self.page = min(max(page, 0), self.pages - 1)

    def on_page(self) -> list[int]:
        """The places of what stands on the page that is looked at."""
        self.turn_to(self.page)
        return self.places(self.view)[self.page * PAGE : (self.page + 1) * PAGE]

    # -- choosing

    def row(self, place: int) -> StatementRow:
        """A row as it was understood."""
        return self._rows[place].row

    def is_ticked(self, place: int) -> bool:
        """Whether it is wanted."""
        return self._rows[place].ticked

    def meaning(self, place: int) -> str:
        """What it is to mean."""
        return self._rows[place].meaning

    def debt(self, place: int) -> str:
        """The id of the debt it is to go to, empty where there is none yet."""
        return self._rows[place].debt

    def tick(self, place: int, on: bool) -> None:
        """Want a row, or not."""
        self._rows[place].ticked = on

    def is_for_all(self, place: int) -> bool:
        """Whether it is among what "all" ticks: not wages, not what failed, not what the case has already."""
        one = self._rows[place]
        known = not one.changed and any(why == "known" for why, _ in one.row.said)
        return one.meaning in LISTS and not known

    def set_meaning(self, place: int, meaning: str) -> None:
        """Let a row mean something else. Raises ValueError for what no row means."""
        if meaning not in self.meanings(place):
            raise ValueError(meaning)
        self._rows[place].meaning, self._rows[place].changed = meaning, True

    def set_debt(self, place: int, debt: str) -> None:
        """Let a row go to another debt. Raises ValueError for a debt that is not there."""
        if debt and debt not in self._debts:
            raise ValueError(debt)
        self._rows[place].debt, self._rows[place].changed = debt, True

    def meanings(self, place: int) -> tuple[str, ...]:
        """What a row can be said to mean."""
        return (*MEANINGS, *(("bill",) if self._rows[place].row.bill is not None else ()))

    # -- what follows

    def remark(self, place: int) -> str:
        """What is to be known about a row as it is chosen now."""
        one = self._rows[place]
        debt = self._debts.get(one.debt)
        against = ""
        if one.changed and debt is not None:
            bill = one.row.bill if one.meaning == "bill" else None
            on: date = bill.on if bill else one.row.on
            amount = bill.total if bill else one.row.amount
            against = sentences(*against_taking(one.meaning, on, amount, debt, self.found.today))
        first = say("import.why_changed") if one.changed else one.row.why
        return sentences(first, against)

    def hindrance(self, place: int) -> str:
        """Why a ticked row cannot be taken as it is; empty where it can, or where it is not ticked."""
        one = self._rows[place]
        return hindrance(one.row, one.meaning, self._debts.get(one.debt)) if one.ticked else ""

    def wanted(self) -> list[Choice]:
        """The rows that are ticked and can be taken."""
        return [
            Choice(one.row, one.meaning, int(one.debt))
            for place, one in enumerate(self._rows)
            if one.ticked and not self.hindrance(place)
        ]

    def hindered(self) -> int:
        """How many rows are ticked and cannot be taken."""
        return sum(bool(self.hindrance(place)) for place in range(len(self._rows)))

    def keep_hindered(self) -> None:
        """Those that could be taken have been: let go of their ticks."""
        for place, one in enumerate(self._rows):
            one.ticked = bool(self.hindrance(place))
