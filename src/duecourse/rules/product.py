"""One product: the terms its contracts usually have, each with a default and a range to explore.

No file says what a person's own contract says. The ranges bound the sliders, not the contract.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from duecourse.files import Source, Sources, Table, in_short, one_of
from duecourse.locale import Text, day, say

from .citation import Citation
from .units import UnitError, check_unit, read, show

KINDS: Final = ("instalment", "revolving")
FAMILIES: Final = ("card", "bank_loan", "app")
"""Where its papers are and whom one calls: a bank's card, a loan signed with a bank, a credit in an app."""
SORTS: Final = (*FAMILIES, *KINDS)
"""What papers, letters and calls may be for."""
PANELS: Final = ("overdue", "minimum", "small_credit", "monthly_fee", "new_credit", "made_up")
"""Where lessons let choose between products, or take the usual figures of one: each in its place."""
LENDER_KINDS: Final = ("bank", "consumer_finance", "small_loan", "private")
"""Who may stand behind a debt. The ceilings and the place to complain depend on it."""


def lender_text(kind: str) -> str:
    """A kind of lender in words of the present language: "a bank".

    Args:
        kind: one of LENDER_KINDS.

    Returns:
        The words.

    Example:
        >>> lender_text("bank")
        'a bank'
    """
    return say(f"rules.lender_{kind}")


@dataclass(frozen=True, eq=False)
class TermMeaning:
    """What a term is, for every product alike.

    Attributes:
        name: in the file.
        labels: its name in words, in both languages.
        helps: what it means, in both languages.
        unit: of its values.
        choices: what each choice is called.
    """

    name: str
    labels: Text
    helps: Text
    unit: str
    choices: Mapping[Any, Text]


@dataclass(frozen=True, eq=False)
class Term:
    """One term of a product.

    Attributes:
        product: of which it is a term.
        meaning: what the term is, for every product alike.
        default: what the calculation takes unless the contract differs; None where the term is left out.
        min, max, step: the range to explore, for a figure.
        choices: what it can be, for a choice.
        source: where it is from.
        note_texts: a remark, in both languages.
    """

    product: Product = field(repr=False)
    meaning: TermMeaning
    default: Any
    min: Any
    max: Any
    step: Any
    choices: tuple[Any, ...]
    source: Source
    note_texts: Text | None

    @property
    def name(self) -> str:
        """The name of the argument in `duecourse.calc`."""
        return self.meaning.name

    @property
    def unit(self) -> str:
        """Its unit, as in `units.UNITS`."""
        return self.meaning.unit

    @property
    def label(self) -> str:
        """Its name in the present language."""
        return str(self.meaning.labels)

    @property
    def help(self) -> str:
        """What it means, in one sentence of the present language."""
        return str(self.meaning.helps)

    @property
    def note(self) -> str | None:
        """What to know about this product's figure, in the present language."""
        return str(self.note_texts) if self.note_texts else None

    @property
    def status(self) -> str:
        """How the figure is known, as in `source.STATUSES`."""
        return self.source.status

    def shown(self, value: Any) -> str:
        """A value of this term as the present language writes it."""
        if isinstance(value, tuple):
            return say("rules.then").join(self.shown(item) for item in value)
        if value is None:
            return say("rules.left_out")
        return str(self.meaning.choices[value]) if value in self.meaning.choices else show(self.unit, value)

    def cite(self) -> Citation:
        """Source, status, the day it was checked, and that the contract decides, in one line."""
        parts = [self.source.cite()]
        if self.status != "text seen":
            parts.append(self.source.status_text())
        parts.append(say("rules.last_checked", day=day(self.product.last_checked)))
        parts.append(say("rules.contract_decides"))
        return Citation.of(parts)


@dataclass(frozen=True, eq=False)
class Product:
    """A kind of debt, with all that papers, letters, calls and panels need to know of it.

    Attributes:
        name: of its file.
        kind: "instalment" or "revolving".
        family: one of FAMILIES.
        known_as: the entry of `data/imports/names.toml` with its usual names, or empty.
        lenders: who may stand behind it, the usual one first.
        labels: what it is called, in both languages.
        texts: what is said of it, in both languages.
        overdue_rule, class_rule: the ids of the rules that say what counts as overdue with it and how a late
            debt is classed in the lender's books.
        late_rules: what else bears on being late.
        minimum_rule: what the minimum payment rests on, or empty.
        offer_rules: what limits an offer.
        last_checked: the day on which its file was last checked.
        panels: its place among the products of a panel, from 1 on, for those of PANELS that show it.
        terms: what such contracts usually say.
    """

    name: str
    kind: str
    family: str
    known_as: str
    lenders: tuple[str, ...]
    labels: Text
    texts: Text
    overdue_rule: str
    class_rule: str
    late_rules: tuple[str, ...]
    minimum_rule: str
    offer_rules: tuple[str, ...]
    last_checked: date
    panels: Mapping[str, int]
    terms: dict[str, Term] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Its name in the present language."""
        return str(self.labels)

    @property
    def text(self) -> str:
        """What it is, in the present language."""
        return str(self.texts)

    def is_one_of(self, sorts: Sequence[str]) -> bool:
        """Whether what is for these sorts is for it; what names none is for all."""
        return not sorts or self.family in sorts or self.kind in sorts

    @property
    def contract_decides(self) -> str:
        """The sentence to show beside the terms."""
        return say("rules.contract_decides_long")

    def defaults(self) -> dict[str, Any]:
        """The terms as keyword arguments for `calc.InstalmentTerms` or `calc.RevolvingTerms`."""
        return {name: term.default for name, term in self.terms.items() if term.default is not None}


def read_meanings(table: Table) -> dict[str, TermMeaning]:
    """The file that says what each term means."""
    found = {}
    if not table.remaining():
        raise table.error("file", "holds nothing", "Put the terms back")
    for name in table.remaining():
        item = table.table(name)
        unit = item.text("unit")
        try:
            check_unit(unit)
        except UnitError as error:
            raise item.error("unit", error.problem, error.remedy) from None
        choices = {}
        if item.has("choices"):
            for choice in item.tables("choices"):
                choices[_figure(choice, unit, "value", choice.take("value"))] = choice.both("label")
                choice.finish()
        found[name] = TermMeaning(name, item.both("label"), item.both("help"), unit, choices)
        item.finish()
    return found


def read_product(name: str, table: Table, meanings: Mapping[str, TermMeaning], sources: Sources) -> Product:
    """One product file. Raises DataFileError for anything that is not as it should be."""
    product = Product(
        name=name,
        kind=table.word("kind", KINDS),
        family=table.word("family", FAMILIES),
        known_as=table.text("known_as") if table.has("known_as") else "",
        lenders=table.words("lenders", LENDER_KINDS),
        labels=table.both("label"),
        texts=table.both("text"),
        overdue_rule=table.text("overdue_rule"),
        class_rule=table.text("class_rule"),
        late_rules=table.texts("late_rules") if table.has("late_rules") else (),
        minimum_rule=table.text("minimum_rule") if table.has("minimum_rule") else "",
        offer_rules=table.texts("offer_rules") if table.has("offer_rules") else (),
        last_checked=table.day("last_checked"),
        panels=_panels(table.table("panels")) if table.has("panels") else {},
    )
    terms = table.table("terms")
    for term_name in terms.remaining():
        item = terms.table(term_name)
        if term_name not in meanings:
            raise terms.error(term_name, "is not a known term", f"Use {one_of(tuple(meanings))}")
        product.terms[term_name] = _term(item, product, meanings[term_name], sources)
    table.finish()
    return product


def _panels(table: Table) -> dict[str, int]:
    found = {}
    for name in PANELS:
        if table.has(name):
            found[name] = int(_figure(table, "count", name, table.take(name)))
    table.finish()
    return found


def _term(table: Table, product: Product, meaning: TermMeaning, sources: Sources) -> Term:
    optional = table.has("optional") and _figure(table, "yes or no", "optional", table.take("optional"))
    if not optional and not table.has("default"):
        raise table.error("default", "is missing", "Add default = …, or optional = true where it is left out")
    found = {
        key: _figure(table, meaning.unit, key, table.take(key)) if table.has(key) else None
        for key in ("default", "min", "max", "step")
    }
    choices = _figure(table, meaning.unit, "choices", table.take("choices")) if table.has("choices") else ()
    term = Term(
        product=product,
        meaning=meaning,
        choices=choices,
        source=sources.source_of(table),
        note_texts=table.both_or_none("note"),
        **found,
    )
    table.finish()
    _check_range(table, term)
    return term


def _figure(table: Table, unit: str, key: str, raw: object) -> Any:
    if isinstance(raw, list):
        return tuple(_figure(table, unit, f"{key}[{i}]", item) for i, item in enumerate(raw))
    try:
        return read(unit, raw)
    except UnitError as error:
        raise table.error(key, error.problem, error.remedy) from None


def _parts(figure: Any) -> list[Any]:
    """What a default or a list of choices is made of: the words themselves."""
    return [part for item in figure for part in _parts(item)] if isinstance(figure, tuple) else [figure]


def _is_figure(value: Any) -> bool:
    return isinstance(value, Decimal | int) and not isinstance(value, bool)


def _check_range(table: Table, term: Term) -> None:
    default, least, most, step = term.default, term.min, term.max, term.step
    words = term.meaning.choices
    for key, bound in (("min", least), ("max", most), ("step", step)):
        if bound is not None and (isinstance(default, tuple) or not _is_figure(bound)):
            raise table.error(key, "bounds what is no single figure", f"Take {key} out")
    for key, figure in (("choices", term.choices), ("default", default)):
        unknown = [part for part in _parts(figure) if words and part is not None and part not in words]
        if unknown:
            remedy = f"Use {one_of([str(word) for word in words])}"
            raise table.error(key, f"{in_short(unknown[0])} has no words in terms.toml", remedy)
    if least is not None and most is not None and least > most:
        raise table.error("min", f"{least} is above max, {most}", "Put the smaller one first")
    if step is not None and not step:
        raise table.error("step", "is 0", "Write a step above 0, or take it out")
    if default is None:
        return
    if term.choices and default not in term.choices:
        raise table.error(
            "default", f"{default} is not one of the choices", "Choose one, or add it to choices"
        )
    if (least is not None and default < least) or (most is not None and default > most):
        raise table.error(
            "default", f"{default} is outside {least} to {most}", "Widen the range or change it"
        )
    if step is not None and least is not None and (default - least) % step:
        raise table.error(
            "step", f"{default} is not on a step of {step} from {least}", "Change one of the three"
        )
