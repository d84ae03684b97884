"""The same debt under two contracts, side by side, and which clause makes how much of the difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from traitlets import Unicode, observe

from duecourse import calc
from duecourse.calc import (
    CostOfDelay,
    Exchange,
    InstalmentTerms,
    RevolvingTerms,
    Terms,
    Waiver,
    charged,
    exchange,
    total,
)
from duecourse.locale import days, money, sentences, separator
from duecourse.rules import Product, Term, products
from duecourse.view import (
    NUMBER,
    PERCENT,
    Choice,
    Column,
    Control,
    DecimalSlider,
    Exact,
    Panel,
    Table,
    Writing,
    charts,
)
from duecourse.view.tables import Value

from ..cited import rule_steps
from ..kit.kept import kept, kept_but_for
from .debt_model import DebtModel
from .late_debt import LateDebt, earlier_on_time
from .term_controls import days_slider
from .words import Step, charged_since, one_more_day, tell, term_steps

CLAUSES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "instalment": {
        "penalty": ("penalty_daily_rate", "penalty_multiple", "penalty_minimum_per_day"),
        "base": ("penalty_base", "interest_when_overdue"),
        "compound": ("compound", "compound_every"),
        "default_fee": ("default_fee_rate", "default_fee_floor", "default_fee_cap"),
        "grace": ("grace_days", "grace", "tolerance"),
        "counting": ("year_days", "days", "rounding", "round_when"),
    },
    "revolving": {
        "interest": ("interest", "daily_rate", "compound"),
        "service_fee": ("service_daily_rate",),
        "penalty": ("penalty_daily_rate", "penalty_base"),
        "minimum": (
            "minimum_share_new",
            "minimum_share_carried",
            "minimum_share_carried_after_miss",
            "minimum_carry_threshold",
            "minimum_floor",
            "default_fee_rate",
            "default_fee_floor",
            "default_fee_cap",
        ),
        "grace": ("grace_days", "grace", "tolerance"),
        "counting": ("year_days", "days", "rounding", "round_when"),
    },
}
"""What a contract says about being late, clause by clause, in the order in which they are exchanged."""


class TwoContracts(DebtModel):
    """A debt under its own contract and under what another product's contracts say about being late.

    other_name: the other product. daily_rate: its price of being late, a day; where the product names a
    multiple of the contract rate instead, `multiple` counts.
    """

    other_name = Unicode()
    daily_rate = Exact()
    multiple = Exact("1")

    def __init__(self, debt: LateDebt, others: list[Product]) -> None:
        super().__init__(debt)
        self.other_name = others[0].name

    @property
    def product(self) -> Product:
        """The product whose clauses the other contract has."""
        return products[self.other_name]

    @property
    def by_multiple(self) -> bool:
        """Whether the other contract names its penalty as a multiple of the contract rate."""
        return "penalty_multiple" in self.product.defaults()

    @property
    def price(self) -> str:
        """The term that is the other contract's price of being late."""
        return price_of(self.product)

    @observe("other_name")
    def _take_usual_price(self, _: Any) -> None:
        usual = self.product.terms[self.price].default
        if self.by_multiple:
            self.multiple = usual
        else:
            self.daily_rate = usual

    @kept_but_for("days_late")
    def story(self) -> calc.Debt:
        """The debt under its own contract; instalments before the missed one count as paid on their days."""
        if self.debt.is_revolving:
            return self.debt.story.without_any(Waiver)
        return earlier_on_time(self.debt).without_any(Waiver)

    @kept_but_for("days_late")
    def other(self) -> CostOfDelay:
        """The same under the other contract."""
        return self.delay_of(self.story().under_contract(self.other_terms()))

    @kept_but_for("days_late")
    def exchanged(self) -> Exchange:
        """The debt's own contract turned into the other, clause by clause."""
        groups = CLAUSES[self.debt.product.kind].values()
        return exchange(self.story(), self.other_terms(), groups, until=self.last)

    @kept_but_for("days_late")
    def other_terms(self) -> Terms:
        """The debt's own contract, with what the other says about being late."""
        terms = self.debt.terms
        usual = self.product.defaults() | {self.price: self.multiple if self.by_multiple else self.daily_rate}
        plain = InstalmentTerms() if isinstance(terms, InstalmentTerms) else RevolvingTerms()
        for names in CLAUSES[self.debt.product.kind].values():
            changed = {name: usual.get(name, getattr(plain, name)) for name in names}
            changed = {name: value for name, value in changed.items() if _differ(getattr(terms, name), value)}
            try:
                terms = replace(terms, **changed)
            except ValueError:  # days of grace that do not go with the debt's own bill days
                continue
        return terms

    @kept
    def clauses(self) -> list[tuple[str, tuple[str, ...], Decimal]]:
        """Each clause that differs: its name, its terms, and what it makes of the difference, yuan."""
        names = {terms: name for name, terms in CLAUSES[self.debt.product.kind].items()}
        return [
            (names[terms], terms, amount) for terms, amount in self.exchanged().amounts(self.missed, self.on)
        ]

    def difference(self) -> Decimal:
        """How much more the other contract has charged since the missed due day, yuan."""
        return total(amount for _, _, amount in self.clauses())

    def title(self) -> str:
        return tell("two_contracts", debt=self.debt.label)

    def names(self) -> tuple[str, str]:
        """What the two contracts are called."""
        return tell("this_contract"), tell("other_contract", product=self.product.label)

    def summary(self) -> str:
        return tell(
            "two_contracts_summary",
            days=self.days_late,
            first=money(self.charged(self.delay())),
            second=money(self.charged(self.other())),
        )

    def charged(self, delay: CostOfDelay, on: date | None = None) -> Decimal:
        """What a contract has charged since the missed due day, yuan, up to the day looked at or another."""
        return charged(delay.ledger, on or self.on, since=self.missed)

    @kept
    def own_more(self) -> Decimal:
        """What one more day costs the debt as it is, yuan."""
        if self.story() == self.debt.story:
            return self.more()
        return self.delay_of(self.debt.story).ledger.position(self.on).one_more_day

    def facts(self) -> list[tuple[str, str]]:
        return [
            one_more_day(self.own_more()),
            (tell("one_more_day_other"), money(self.other().ledger.position(self.on).one_more_day)),
            (tell("difference"), money(self.difference())),
        ]

    def sentence(self) -> str:
        clauses = self.clauses()
        difference = self.difference()
        if not clauses or not difference:
            return self.supposed(tell("two_contracts_same", days=days(self.days_late)))
        name, _, amount = max(clauses, key=lambda clause: abs(clause[2]))
        text = tell(
            "two_contracts_dearer" if difference > 0 else "two_contracts_cheaper",
            days=days(self.days_late),
            product=self.product.label,
            first=money(self.charged(self.delay())),
            second=money(self.charged(self.other())),
        )
        most = tell("most_of_it", clause=tell(f"clause_{name}"), amount=money(amount))
        return self.supposed(sentences(text, self._as_paid_told(), most))

    def _as_paid_told(self) -> str:
        """What the contract has charged with the payments as they were, where that is another figure."""
        really = charged(self.debt.story.ledger(self.on), self.on, since=self.missed)
        if really == self.charged(self.delay()):
            return ""
        return tell("earlier_as_paid", really=money(really))

    def figure(self) -> charts.Figure:
        both = (self.delay(), self.other())
        places = sorted({on for one in both for on in one.ledger.knots(self.missed, self.last)})
        series = [
            charts.Series(name, [self.charged(one, on) for on in places])
            for name, one in zip(self.names(), both, strict=True)
        ]
        return charts.lines(
            places, series, markers=[charts.Marker(self.on, tell("day", days=self.days_late))]
        )

    def table(self) -> Table:
        own, other = self.debt.terms, self.other_terms()
        rows: list[list[Value]] = []
        for clause, names, amount in self.clauses():
            rows.append(
                [tell(f"clause_{clause}"), self._worded(own, names), self._worded(other, names), amount]
            )
        columns = [
            Column(tell("column_clause")),
            *(Column(name) for name in self.names()),
            Column(tell("column_makes"), "money"),
        ]
        sums: list[Value] = [tell("difference"), "", "", self.difference()]
        return Table(tell("two_contracts_table"), columns, rows, sums)

    def _worded(self, terms: Terms, names: tuple[str, ...]) -> str:
        """The terms of a clause in words, those only that differ between the two."""
        own, other = self.debt.terms, self.other_terms()
        said = []
        for name in names:
            if getattr(own, name) == getattr(other, name):
                continue
            value = _exact(getattr(terms, name))
            known = self.debt.product.terms.get(name) or self.product.terms.get(name)
            if known is not None and value is not None:
                said.append(tell("term_is", label=known.label, value=known.shown(value)))
        return separator().join(said) or tell("no_such_clause")

    def steps(self) -> list[Step]:
        on = self.on
        named = [self.price, "penalty_base", "compound", "default_fee_rate", "grace_days", "year_days"]
        usual = [self.product.terms[name] for name in named if name in self.product.terms]
        return [
            *self.charges_told(),
            *charged_since(self.other().ledger.position(self.on), self.missed),
            *rule_steps(("penalty-uplift", "compound-interest", "day-count"), on),
            *term_steps(usual),
        ]


def _exact(value: Any) -> Any:
    """A figure as a Decimal, also where a contract's default writes it as text; words as they are."""
    try:
        return Decimal(value) if isinstance(value, str) else value
    except InvalidOperation:
        return value


def _differ(one: Any, other: Any) -> bool:
    return bool(_exact(one) != _exact(other))


def price_of(product: Product) -> str:
    """The term of a product that is its price of being late."""
    for name in ("penalty_multiple", "daily_rate", "service_daily_rate", "penalty_daily_rate"):
        if name in product.defaults():
            return name
    raise KeyError(f"{product.name} names no price of being late")


def other_contracts(debt: LateDebt) -> list[Product]:
    """The products of the same kind whose clauses can be put on this debt, those that differ most first.

    A multiple of the contract rate means nothing where there is no contract rate.
    """
    has_rate = not isinstance(debt.terms, InstalmentTerms) or bool(debt.terms.contract_rate)
    found = [
        product
        for product in products
        if product.kind == debt.product.kind
        and product.name != debt.product.name
        and (has_rate or price_of(product) != "penalty_multiple")
    ]
    return sorted(found, key=lambda product: -len(TwoContracts(debt, [product]).clauses()))


def panel(debt: LateDebt) -> Panel:
    """The panel on a debt: the day, the other contract, and its price of being late."""
    others = other_contracts(debt)
    model = TwoContracts(debt, others)
    controls: dict[str, Control] = {
        "days_late": days_slider(tell("days_late"), model.most, debt.days_late),
        "other_name": Choice(tell("as_in"), {product.name: product.label for product in others}),
    }
    prices: dict[str, list[Term]] = {"multiple": [], "daily_rate": []}
    for product in others:
        term = product.terms[price_of(product)]
        prices["multiple" if term.name == "penalty_multiple" else "daily_rate"].append(term)
    if prices["multiple"]:
        multiple = _price_slider(prices["multiple"], NUMBER)
        controls["multiple"] = multiple.placed(shown=lambda: model.by_multiple)
    if prices["daily_rate"]:
        daily_rate = _price_slider(prices["daily_rate"], PERCENT)
        controls["daily_rate"] = daily_rate.placed(shown=lambda: not model.by_multiple)
    return Panel(model, **controls)


def _price_slider(terms: Sequence[Term], show: Writing) -> DecimalSlider:
    """A slider over all values that products name for a price of being late."""
    return DecimalSlider(
        tell("in_the_other", label=terms[0].label),
        min(term.min for term in terms),
        max(term.max for term in terms),
        min(term.step for term in terms),
        value=terms[0].default,
        show=show,
    )
