"""From the tables of a file, or of the form, to a Case: every field checked, every problem collected."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from duecourse.files import Path
from duecourse.locale import NO_TEXT
from duecourse.locale.typed import NotRead
from duecourse.rules import products

from .checks import check_case
from .debt import Bill, BillLine, Debt, Drawing, Payment, RateChange, Waiver
from .fields import TABLES, TERMS, Field
from .model import BudgetLine, Case, Hardship
from .problems import Problem

FORMAT = 1
"""The version of the file's format. A higher number is refused: it comes from a later course."""

_LISTS = {
    "case": ("debts", "budget"),
    "debts": ("drawings", "payments", "waivers", "rate_changes", "bills"),
    "bills": ("lines",),
}
LISTS = tuple(key for keys in _LISTS.values() for key in keys)
"""The keys of a case that hold lists of tables."""

_TABLES = {"case": ("hardship", "savings"), "debts": ("terms",)}


def read_case(tree: Mapping[str, Any]) -> tuple[Case | None, list[Problem]]:
    """The case behind the tables of a file, or None and all that is wrong with them."""
    reader = _Reader()
    case = reader.case(tree)
    if not reader.problems:
        reader.problems += check_case(case)
    return (None if reader.problems else case), reader.problems


class _Reader:
    """Reads on after a problem, so that a person hears of all of them at once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.called = ""

    def refuse(self, why: str, path: Path, value: object = None, **values: object) -> None:
        self.problems.append(Problem(why, path, value, values, self.called))

    # -- the tables

    def case(self, tree: Mapping[str, Any]) -> Case:
        found = self.fields(tree, (), TABLES["case"], "case")
        version = found.get("format", FORMAT)
        if version > FORMAT:
            self.refuse("later_format", ("format",), version)
        hardship = self.table(tree, "hardship", ())
        savings = self.table(tree, "savings", ())
        return Case(
            names=found.get("name", NO_TEXT),
            abouts=found.get("about", NO_TEXT),
            fixed_as_of=found.get("as_of"),
            hardship=Hardship(**hardship) if "kind" in hardship else Hardship(),
            savings=savings.get("amount", 0),
            debts=self.debts(tree),
            budget_lines=tuple(
                _budget_line(found)
                for _, _, found in self.rows(tree, "budget", ())
                if _required("budget") <= set(found)
            ),
        )

    def debts(self, tree: Mapping[str, Any]) -> tuple[Debt, ...]:
        debts = []
        ids: dict[str, int] = {}
        for i, raw in self.items(tree, "debts", ()):
            path = ("debts", i)
            self.called = raw["id"] if isinstance(raw.get("id"), str) else ""
            found = self.fields(raw, path, TABLES["debts"], "debts")
            debt = self.debt(raw, path, found)
            if debt is not None:
                debts.append(debt)
            if "id" in found:
                if found["id"] in ids:
                    self.refuse("doubled_id", (*path, "id"), found["id"], first=ids[found["id"]] + 1)
                ids.setdefault(found["id"], i)
            self.called = ""
        return tuple(debts)

    def debt(self, raw: Mapping[str, Any], path: Path, found: dict[str, Any]) -> Debt | None:
        lists = {key: self.rows(raw, key, path) for key in _LISTS["debts"]}
        for i, bill, item in lists["bills"]:
            lines = self.rows(bill, "lines", (*path, "bills", i))
            item["lines"] = tuple(BillLine(**line) for _, _, line in lines if _required("lines") <= set(line))
        differs = self.terms(raw, path, found.get("product"))
        if not raw.get("drawings"):
            self.refuse("no_drawing", (*path, "drawings"))
        if {"id", "product"} - set(found) or found["product"] not in products:
            return None
        complete = {
            key: [item for _, _, item in rows if _required(key) <= set(item)] for key, rows in lists.items()
        }
        return Debt(
            id=found["id"],
            product_name=found["product"],
            labels=found.get("label", NO_TEXT),
            lender=found.get("lender", NO_TEXT),
            given_lender_kind=found.get("lender_kind"),
            guarantor=found.get("guarantor", False),
            accelerated=found.get("accelerated"),
            differs=differs,
            drawings=tuple(Drawing(**_dated(item)) for item in complete["drawings"]),
            payments=tuple(Payment(**_dated(item)) for item in complete["payments"]),
            waivers=tuple(Waiver(**_dated(item)) for item in complete["waivers"]),
            rate_changes=tuple(RateChange(**_dated(item)) for item in complete["rate_changes"]),
            bills=tuple(Bill(**_dated(item)) for item in complete["bills"]),
        )

    def terms(self, raw: Mapping[str, Any], path: Path, product: str | None) -> dict[str, Any]:
        """The terms of [debts.terms]; without a known product, any name a contract of either kind has."""
        if product is not None and product not in products:
            near = get_close_matches(product, products.names(), 1)
            why = "unknown_product_near" if near else "unknown_product"
            self.refuse(
                why, (*path, "product"), product, near=near[0] if near else "", known=products.names()
            )
            product = None
        if "terms" not in raw:
            return {}
        kind = products[product].kind if product is not None else None
        known = TERMS[kind] if kind else TERMS["revolving"] | TERMS["instalment"]
        other = TERMS["revolving" if kind == "instalment" else "instalment"]
        return self.fields(raw["terms"], (*path, "terms"), known, "terms", elsewhere=other, product=product)

    # -- what they are made of

    def table(self, tree: Mapping[str, Any], key: str, path: Path) -> dict[str, Any]:
        if key not in tree:
            return {}
        return self.fields(tree[key], (*path, key), TABLES[key], key)

    def items(self, tree: Mapping[str, Any], key: str, path: Path) -> list[tuple[int, Mapping[str, Any]]]:
        """The tables of a list; what is no table is refused."""
        raw = tree.get(key, [])
        if isinstance(raw, dict):
            dotted = ".".join(str(part) for part in (*path, key) if isinstance(part, str))
            self.refuse("single_brackets", (*path, key), header=f"[[{dotted}]]", wrong=f"[{dotted}]")
        elif not isinstance(raw, list):
            self.refuse("not_a_list", (*path, key), raw)
        if not isinstance(raw, list):
            return []
        for i, item in enumerate(raw):
            if not isinstance(item, dict):
                self.refuse("not_a_table", (*path, key, i), item)
        return [(i, item) for i, item in enumerate(raw) if isinstance(item, dict)]

    def rows(
        self, tree: Mapping[str, Any], key: str, path: Path
    ) -> list[tuple[int, Mapping[str, Any], dict[str, Any]]]:
        """The entries of a list: their number, as they stand there, and with their fields read."""
        return [
            (i, item, self.fields(item, (*path, key, i), TABLES[key], key))
            for i, item in self.items(tree, key, path)
        ]

    def fields(
        self,
        raw: object,
        path: Path,
        known: Mapping[str, Field],
        table: str,
        *,
        elsewhere: Mapping[str, Field] | None = None,
        product: str | None = None,
    ) -> dict[str, Any]:
        """The fields of one table, read; everything that is not as it should be is refused."""
        if not isinstance(raw, dict):
            self.refuse("not_a_table", path, raw)
            return {}
        found: dict[str, Any] = {}
        beside = (*_LISTS.get(table, ()), *_TABLES.get(table, ()))
        for key, value in raw.items():
            if key in beside:
                continue
            if key not in known:
                self._refuse_key(key, path, [*known, *beside], elsewhere or {}, product)
                continue
            try:
                found[key] = known[key].read(value)
            except NotRead as error:
                self.refuse(error.why, (*path, key), value, **error.values)
        for name, field in known.items():
            if field.required and name not in raw:
                self.refuse("missing", (*path, name), key=name)
        return found

    def _refuse_key(
        self, key: str, path: Path, known: list[str], elsewhere: Mapping[str, Field], product: str | None
    ) -> None:
        near = get_close_matches(key, known, 1, 0.7)
        if key in elsewhere and product is not None:
            self.refuse("term_of_other_kind", (*path, key), key, product=lambda: products[product].label)
        elif near:
            self.refuse("unknown_key_near", (*path, key), key, near=near[0])
        else:
            self.refuse("unknown_key", (*path, key), key, known=tuple(known))


def _required(table: str) -> set[str]:
    return {name for name, field in TABLES[table].items() if field.required}


def _dated(found: dict[str, Any]) -> dict[str, Any]:
    """The entry with its date under the name the program has for it."""
    return {"on" if name == "date" else name: value for name, value in found.items()}


def _budget_line(found: dict[str, Any]) -> BudgetLine:
    names = {"label": "labels", "from": "start", "until": "end"}
    return BudgetLine(**{names.get(name, name): value for name, value in found.items()})
