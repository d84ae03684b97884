"""The part of the form for the household: what comes in, what goes out, what happened."""

from __future__ import annotations

from duecourse.calc import BUDGET_KINDS
from duecourse.case import TABLES
from duecourse.locale import say

from .bound import Group, Rows
from .model import FormModel
from .press import Press
from .section import Section
from .wording import box_of


class HouseholdSection(Section):
    """The boxes for the household's month, its savings and its hardship."""

    def __init__(self, form: FormModel) -> None:
        self._form = form
        self._for_a_time = Press(say("form.for_a_time"), self._show_days)
        lines, rest = self._lines(with_days=self._has_days()), [self._savings(), self._hardship()]
        super().__init__([*lines, *([] if self._has_days() else [self._for_a_time]), *rest], [*lines, *rest])

    def _has_days(self) -> bool:
        """Whether a line of the budget holds only for a time."""
        lines = self._form.draft.get(("budget",)) or []
        return any("from" in line or "until" in line for line in lines)

    def _lines(self, *, with_days: bool) -> list[Group | Rows]:
        names = ("label", "amount", "bad_month", "day", *(("from", "until") if with_days else ()))
        boxes = [box_of(TABLES["budget"][name], hint="") for name in names]
        return [
            Rows(
                self._form,
                ("budget",),
                say(f"form.budget_{kind}"),
                boxes,
                add=say(f"form.add_{kind}"),
                hint=say(f"form.{kind}_hint"),
                kind=kind,
            )
            for kind in BUDGET_KINDS
        ]

    def _show_days(self) -> None:
        """Show from when and until when each line holds."""
        lines = self._lines(with_days=True)
        rest = self.bound[len(lines) :]
        self.bound = [*lines, *rest]
        self.children = self.bound

    def _savings(self) -> Group:
        box = box_of(TABLES["savings"]["amount"], needed=False)
        return Group(self._form, say("form.savings"), [(("savings", "amount"), box)])

    def _hardship(self) -> Group:
        boxes = [box_of(TABLES["hardship"][name], needed=False) for name in ("kind", "since", "note")]
        return Group(
            self._form,
            say("form.hardship"),
            [(("hardship", box.name), box) for box in boxes],
            wide=True,
            hint=say("form.hardship_hint"),
        )

    def begin(self) -> None:
        """The keyboard stays on the tab."""
