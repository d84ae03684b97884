"""What stands behind the form: a draft of the case, what is wrong with it, what follows from it. No widget.

    form = FormModel()
    form.add_debt("jintiao")
    form.type(("debts", 0, "drawings", 0, "amount"), "12,000")
    form.said(("debts", 0, "drawings", 0, "amount"))      # how it was read, or what is wrong
    form.standing().total                                 # what is owed today with what is typed so far
    form.save()                                           # whole or not at all

Every change is put aside at once, so that a closed page loses nothing. What was put aside is shown again
if it began with the case as it is now; else it waits until the learner asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any

from traitlets import HasTraits, Int

from duecourse.case import (
    Agreement,
    BudgetLine,
    Case,
    CaseError,
    Draft,
    KeptDraft,
    Problem,
    SaveError,
    has_own_case,
    kept_drafts,
    learner_case,
    load_example,
    open_draft,
    own_file,
    put_broken_drafts_aside,
    restore_backup,
    saved_draft,
)
from duecourse.case.belongings import Belongings, delete_belongings
from duecourse.case.draft import Raw
from duecourse.case.kept import LISTS, ONE_ENTRY
from duecourse.case.problems import field_label
from duecourse.files import mark_of
from duecourse.locale import distinct, say, separator
from duecourse.rules import products

from .entries import Said
from .wording import advice, label_of, raw_of, reading_of, text_of

Path = tuple[str | int, ...]

Agreements = Callable[[], Mapping[str, Agreement]]


@dataclass(frozen=True)
class Standing:
    """What follows from what is typed so far: the case made of all that is complete.

    unfinished: the numbers of the debts that cannot be calculated yet.
    """

    case: Case
    unfinished: tuple[int, ...]

    @property
    def total(self) -> Decimal:
        """What is owed today, yuan."""
        return self.case.total_owed()

    @property
    def one_more_day(self) -> Decimal:
        """What one more day costs, yuan."""
        return self.case.one_more_day()

    @property
    def late_since(self) -> date | None:
        """The oldest unpaid due day, None where nothing is late."""
        return self.case.figures().late_since

    @property
    def agreed(self) -> tuple[int, ...]:
        """The numbers of the debts that count as it was agreed, and not as their contracts say."""
        return tuple(int(one.id) for one in self.case.figures().debts if one.agreed is not None)


class FormModel(HasTraits):
    """The learner's case while it is typed in. `version` grows with every change: observe it.

    trouble: why the learner's file cannot be read, None where it can. While there is trouble nothing
    is saved, until the learner brings back the backup or decides to start afresh. waiting: what was put
    aside and is not on screen, the newest first. put_aside: the files that could not be read as a form,
    under the names that they were given just now. agreements: what was agreed and holds, by the debts' ids.
    """

    version = Int(0)

    def __init__(self, agreements: Agreements = dict) -> None:
        super().__init__()
        self._agreements = agreements
        self.trouble: CaseError | None = None
        self.not_kept: SaveError | None = None
        self.put_aside: list[FilePath] = []
        self.waiting: list[KeptDraft] = []
        self.draft = Draft()
        self.open()

    def open(self) -> None:
        """Open what was kept unfinished, or what is saved, or an empty form."""
        self._show(open_draft)

    def look_at_saved(self) -> None:
        """Open what is saved, or an empty form. What is on screen now waits. Raises SaveError."""
        self._show(saved_draft, leave=True)

    def take_up(self, kept: KeptDraft) -> None:
        """Show what was put aside. What is on screen now waits. Raises SaveError."""
        self._show(lambda: Draft.resumed(kept), leave=True)

    def _show(self, opened: Callable[[], Draft], *, leave: bool = False) -> None:
        """leave: put aside what was typed on screen first, also where that did not succeed before."""
        if leave and (self.was_kept or self.not_kept is not None):
            self.draft.keep()
        self.trouble, self.not_kept, self.put_aside = None, None, []
        with suppress(SaveError):  # it stays where it is then, and nothing overwrites it there
            self.put_aside = put_broken_drafts_aside()
        try:
            learner_case()
            self.draft = opened()
        except CaseError as error:
            self.trouble, self.draft = error, Draft()
        self.waiting = [kept for kept in kept_drafts() if not self.draft.lies_in(kept)]
        self._changed()

    @property
    def was_kept(self) -> bool:
        """Whether what is on screen was put aside, and is not saved."""
        return self.draft.is_kept

    @property
    def is_older(self) -> bool:
        """Whether what is saved has changed since what is on screen was begun."""
        return not self.draft.fits

    def _changed(self) -> None:
        self._problems: list[Problem] | None = None
        self._standing: Standing | None = None
        self.version += 1

    # -- typing

    def type(self, path: Path, text: str) -> None:
        """Put into a field what was typed or chosen."""
        self.draft.set(path, raw_of(self.draft.field(path), text))
        if len(path) > 1 and path[-2] in ONE_ENTRY and not self.draft.get(path[:-1]):
            self.draft.remove(path[:-1])
        self._keep()

    def text(self, path: Path) -> str:
        """What stands in a field's box."""
        return text_of(self.draft.field(path), self.draft.get(path))

    def add(self, path: Path, entry: Mapping[str, Raw] | None = None) -> int:
        """Add an entry to a list; returns its number."""
        number = self.draft.add(path, entry)
        self._keep()
        return number

    def add_debt(self, product: str) -> int:
        """Add a debt with an empty entry for what was borrowed; returns its number."""
        number = self.draft.add_debt(product)
        self.draft.add(("debts", number, "drawings"))
        self._keep()
        return number

    def remove(self, path: Path) -> None:
        """Take an entry of a list out."""
        self.draft.remove(path)
        self._keep()

    def start_from(self, example: str) -> None:
        """Fill the empty form with an example household, to change it."""
        self.draft.begin_with(load_example(example))
        self._keep()

    def touched(self) -> None:
        """Something was put into the draft from elsewhere: a file of payments."""
        self._keep()

    def _keep(self) -> None:
        """Put it aside as it stands, so that a closed page loses nothing."""
        try:
            self.draft.keep()
            self.not_kept = None
        except SaveError as error:
            self.not_kept = error
        self._changed()

    # -- what is wrong

    def problems(self) -> list[Problem]:
        """All that has to be put right before it can be saved. Rows that are wholly empty are no problem."""
        if self._problems is None:
            found = self.draft.problems()
            self._problems = [problem for problem in found if not self._in_empty_row(problem.path)]
        return self._problems

    def _in_empty_row(self, path: Path) -> bool:
        for end in range(len(path), 1, -1):
            row = path[:end]
            if isinstance(row[-1], int) and row[-2] in LISTS and not self._is_first_drawing(row):
                return self._is_empty(row)
        return False

    def _is_first_drawing(self, row: Path) -> bool:
        return row[-2:] == ("drawings", 0)

    def _is_empty(self, row: Path) -> bool:
        entry = self.draft.get(row) or {}
        return not set(entry) - ({"kind"} if row[-2] == "budget" else set())

    def said(self, path: Path) -> Said:
        """What is said beside a field: how it was read, or what is wrong with it."""
        wrong = self.said_of(path)
        return wrong if wrong.problem else Said(reading_of(self.draft.field(path), self.draft.get(path)))

    def said_of(self, path: Path) -> Said:
        """What is wrong with an entry, or a list, as a whole."""
        problem = next((problem for problem in self.problems() if problem.path == path), None)
        return Said() if problem is None else Said(problem=advice(problem))

    def debt_label(self, number: int) -> str:
        """What a debt is called: the learner's own name for it, or its product's."""
        labels = [
            self.text(("debts", one, "label")) or products[self.product(one)].label
            for one in range(number + 1)
        ]
        return distinct(labels)[number]

    def product(self, number: int) -> str:
        """The name of a debt's product."""
        return str(self.draft.get(("debts", number, "product")))

    def place(self, path: Path) -> str:
        """Where in the form a path is: "Jintiao, payment 2, date"."""
        words = [self.debt_label(path[1])] if path[0] == "debts" and isinstance(path[1], int) else []
        for i, part in enumerate(path[:-1]):
            number = path[i + 1]
            if i and isinstance(number, int) and not self._is_first_drawing(path[: i + 2]):
                words.append(say(f"case.place_{part}", number=number + 1))
        if path[0] == "budget" and isinstance(path[1], int):
            words.append(say(f"form.budget_{self.draft.get((*path[:2], 'kind'))}"))
        try:
            words.append(label_of(self.draft.field(path)))
        except (KeyError, IndexError):  # a list or an entry as a whole
            if isinstance(path[-1], str):
                words.append(field_label(path[-1]))
        return separator().join(words)

    # -- what follows

    def standing(self) -> Standing:
        """What follows from what is typed so far."""
        if self._standing is None:
            self._standing = self._worked_out()
        return self._standing

    def _worked_out(self) -> Standing:
        debts, unfinished, agreed = [], [], self._agreements()
        for number in range(self.draft.count("debts")):
            found = _alone({"debts": [self._without_empty_rows(self.draft.get(("debts", number)))]})
            if found is None:
                unfinished.append(number)
            else:
                debt = found.debts[0]
                debts.append(replace(debt, id=str(number)).agreed(agreed.get(debt.id)))
        lines: list[BudgetLine] = []
        for number in range(self.draft.count("budget")):
            line = _alone({"budget": [self.draft.get(("budget", number))]})
            lines += line.budget_lines if line else []
        return Standing(Case(tuple(debts), tuple(lines)), tuple(unfinished))

    def _without_empty_rows(self, debt: dict[str, Any]) -> dict[str, Any]:
        return {key: [row for row in value if row] if key in LISTS else value for key, value in debt.items()}

    # -- what becomes of it

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed in yet."""
        return not any(value for key, value in self.draft.get(()).items() if key != "format")

    @property
    def is_saved(self) -> bool:
        """Whether a case of the learner's is saved."""
        return has_own_case()

    def save(self, *, over: bool = False) -> Case:
        """Make it the learner's own case. Raises CaseError with what is wrong, SaveError."""
        self._drop_empty_rows()
        case = self.draft.save(over=over)
        self._changed()
        return case

    def _drop_empty_rows(self) -> None:
        for number in range(self.draft.count("debts")):
            for key in ("drawings", "payments", "waivers", "rate_changes", "bills"):
                self._drop_empty(("debts", number, key))
        self._drop_empty(("budget",))

    def _drop_empty(self, path: Path) -> None:
        for number in reversed(range(self.draft.count(*path))):
            row = (*path, number)
            if self._is_empty(row) and not self._is_first_drawing(row):
                self.draft.remove(row)

    def undo(self) -> None:
        """Back to what is saved; what was typed here since is thrown away. Raises SaveError."""
        self.draft.drop()
        self._show(saved_draft)

    def forget(self, *, papers: bool = True) -> Belongings:
        """Delete all that is the learner's, if need be without the papers. Returns what is left."""
        left = delete_belongings(papers=papers)
        self.open()
        return left

    # -- a file that cannot be read

    def bring_back(self) -> Case:
        """Bring back the last good version of the learner's file. Raises CaseError, SaveError."""
        case = restore_backup()
        self.open()
        return case

    def start_afresh(self) -> None:
        """Begin with an empty form although a file is there that cannot be read. It is kept when the new
        case is saved, under another name."""
        self._begin_beside(Draft())

    def go_on(self) -> None:
        """Go on with what was kept unfinished although a file is there that cannot be read."""
        self._begin_beside(Draft.resumed(self.waiting.pop(0)))

    def _begin_beside(self, draft: Draft) -> None:
        """Show it; it is to take the place of the file that cannot be read."""
        self.trouble, self.draft = None, draft.instead_of(mark_of(own_file()))
        self._changed()

    def saved_case(self) -> Case | None:
        """What is saved; None where nothing is, or where it cannot be read."""
        try:
            return learner_case()
        except CaseError:
            return None


def _alone(tree: dict[str, Any]) -> Case | None:
    """A part of a case by itself, None where it is not complete."""
    try:
        return Draft(tree).case()
    except CaseError:
        return None
