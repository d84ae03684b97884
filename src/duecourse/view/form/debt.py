"""The part of the form for one debt: what was borrowed, what was paid, what the contract says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ipywidgets import Widget

from duecourse.case import TABLES, Field, term_fields
from duecourse.locale import language, say, sentences
from duecourse.rules import cite, products

from ..fold import Folded
from ..listing import Entry, Listing, listing_html
from ..note import Note
from .bound import Group, Rows
from .entries import Box
from .from_file import FromFile
from .model import FormModel, Path
from .press import SurePress
from .section import Section
from .wording import box_of, label_of, usual_hint, usual_range

FIRST: Final = (
    "periods",
    "annual_rate",
    "fee_per_period",
    "statement_day",
    "due_after_days",
    "daily_rate",
    "service_daily_rate",
    "penalty_daily_rate",
    "penalty_multiple",
)
"""The terms that matter most, in the order in which they are asked for. The rest is folded away."""


class DebtSection(Section):
    """The boxes for the debt with this number. on_gone is called when the learner has taken it out."""

    def __init__(self, form: FormModel, number: int, on_gone: Callable[[], object]) -> None:
        self._form, self._number, self._path = form, number, ("debts", number)
        self.product = products[form.product(number)]
        self.terms = term_fields(self.product.name)
        self.payments = self._payments()
        self._more = Folded(say("form.more_terms"), self._more_terms)
        self._rest = Folded(say("form.more_happened"), self._more_happened)
        self._file = Folded(
            say("form.payments_from_file"), lambda: [FromFile(form, number, self._lists_anew)]
        )

        def remove() -> None:
            form.remove(self._path)
            on_gone()

        self.remove = SurePress(say("form.remove_debt"), say("form.remove_debt_again"), remove)
        borrowed, who = self._borrowed(), self._who()
        parts = [
            Note(self.product.text),
            *borrowed,
            self.payments,
            self._file,
            who,
            self._more,
            self._rest,
            self.remove,
        ]
        super().__init__(parts, [*borrowed, self.payments, who])

    # -- what was borrowed

    def _borrowed(self) -> list[Group | Rows]:
        first = [self.terms[name] for name in FIRST if name in self.product.terms]
        hint = sentences(say("form.empty_is_usual"), self.product.contract_decides)
        if self.product.kind == "instalment":
            drawing, money = (*self._path, "drawings", 0), TABLES["drawings"]
            boxes = [
                ((*drawing, "amount"), box_of(money["amount"], label=say("form.amount_borrowed"), hint="")),
                ((*drawing, "date"), box_of(money["date"], label=say("form.day_borrowed"), hint="")),
                *((self._term(field), self._term_box(field)) for field in first),
            ]
            return [Group(self._form, say("form.borrowed"), boxes, hint=hint)]
        terms = [(self._term(field), self._term_box(field)) for field in first]
        names = ("date", "amount", "periods", "fee_per_period", "note")
        bought = [
            box_of(TABLES["drawings"][name], hint="", example=self._drawn_example(name)) for name in names
        ]
        return [
            Rows(
                self._form,
                (*self._path, "drawings"),
                say("form.bought"),
                bought,
                add=say("form.add_drawing"),
                hint=say("form.bought_hint"),
            ),
            Group(self._form, say("form.account"), terms, hint=hint),
        ]

    def _drawn_example(self, name: str) -> str:
        return say("form.may_stay_empty") if name in ("periods", "fee_per_period", "note") else ""

    def _term(self, field: Field) -> Path:
        return (*self._path, "terms", field.name)

    def _term_box(self, field: Field) -> Box:
        usual, hint = usual_hint(field)
        return box_of(field, hint=hint, example=usual)

    # -- what was paid, and to whom

    def _payments(self) -> Rows:
        boxes = [box_of(TABLES["payments"][name], hint="") for name in ("date", "amount", "note")]
        return Rows(
            self._form,
            (*self._path, "payments"),
            say("form.payments"),
            boxes,
            add=say("form.add_payment"),
            hint=say("form.payments_hint"),
        )

    def _who(self) -> Group:
        names = ("label", "lender", "lender_kind")
        fields = [TABLES["debts"][name] for name in names]
        boxes = [((*self._path, field.name), box_of(field)) for field in fields]
        return Group(self._form, say("form.who"), boxes, wide=True)

    def _lists_anew(self) -> None:
        """Show all lists again as they are in the draft now."""
        for part in self.bound:
            part.refresh()

    # -- folded away

    def _more_terms(self) -> list[Widget]:
        usual = [field for field in self.terms.values() if field.term and field.name not in FIRST]
        rare = [field for field in self.terms.values() if not field.term]
        groups = [
            Group(
                self._form,
                legend,
                [(self._term(field), self._term_box(field)) for field in fields],
                wide=True,
                hint=hint,
            )
            for legend, hint, fields in (
                (say("form.other_terms"), self.product.contract_decides, usual),
                (say("form.rare_terms"), "", rare),
            )
            if fields
        ]
        self.bound += groups
        sources = Listing(language=language(), html=listing_html(self._sources()))
        return [*groups, Folded(say("form.sources"), lambda: [sources])]

    def _sources(self) -> list[Entry]:
        return [
            Entry(
                label_of(field), usual_range(field.term), note=field.term.note or "", source=cite(field.term)
            )
            for field in self.terms.values()
            if field.term
        ]

    def _more_happened(self) -> list[Widget]:
        rate = "daily_rate" if self.product.kind == "revolving" else "annual_rate"
        lists = {
            "bills": ("date", "due", "total", "minimum", "note"),
            "waivers": ("date", "component", "amount", "note"),
            "rate_changes": ("date", rate, "penalty_daily_rate", "note"),
        }
        rows = {
            key: Rows(
                self._form,
                (*self._path, key),
                say(f"form.{key}"),
                [box_of(TABLES[key][name], hint="") for name in names],
                add=say(f"form.add_{key}"),
                hint=say(f"form.{key}_hint"),
            )
            for key, names in lists.items()
        }
        fields = [TABLES["debts"][name] for name in ("accelerated", "guarantor")]
        group = Group(
            self._form, say("form.also"), [((*self._path, field.name), box_of(field)) for field in fields]
        )
        self.bound += [*rows.values(), group]
        return [*rows.values(), group]

    def find(self, path: Path) -> bool:
        """Put the keyboard into the box of a path, unfolding what hides it."""
        if path[: len(self._path)] != self._path:
            return False
        for folded in (None, self._more, self._rest):
            if folded is not None:
                folded.unfold()
            if super().find(path):
                return True
        return False
