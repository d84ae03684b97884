"""The part of the form for the household: what comes in, what goes out, what happened."""

from __future__ import annotations

from duecourse.calc.budget import BUDGET_KINDS
from duecourse.case import TABLES
from duecourse.locale import say

from .bound import Group, Rows
from .model import FormModel
from .section import Section
from .wording import box_of


class HouseholdSection(Section):
    """The boxes for the household's month, its savings and its hardship."""

    def __init__(self, form: FormModel) -> None:
        names = ("label", "amount", "bad_month", "day", "from", "until")
        boxes = [box_of(TABLES["budget"][name], hint="") for name in names]
        lines = [
            Rows(
                form,
                ("budget",),
                say(f"form.budget_{kind}"),
                boxes,
                add=say(f"form.add_{kind}"),
                hint=say(f"form.{kind}_hint"),
                kind=kind,
            )
            for kind in BUDGET_KINDS
        ]
        savings = Group(
            form, say("form.savings"), [(("savings", "amount"), box_of(TABLES["savings"]["amount"]))]
        )
        fields = [TABLES["hardship"][name] for name in ("kind", "since", "note")]
        hardship = Group(
            form,
            say("form.hardship"),
            [(("hardship", field.name), box_of(field, wide=field.name == "note")) for field in fields],
            hint=say("form.hardship_hint"),
        )
        bound = [*lines, savings, hardship]
        super().__init__(bound, bound)

    def begin(self) -> None:
        """The keyboard stays on the tab."""
