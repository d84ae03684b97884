"""A debt of a household's case, and what happened to it. Immutable; changed by making another.

Facts are recorded, balances are not: what is owed on a day comes from `Debt.ledger`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from duecourse import calc
from duecourse.calc import (
    COMPONENTS,
    Component,
    CounterOffer,
    InstalmentTerms,
    Ledger,
    Outcome,
    Position,
    RevolvingTerms,
    Terms,
    outcome,
    total,
)
from duecourse.calc.debt.events import Event
from duecourse.locale import NO_TEXT, Text, say
from duecourse.rules import Product, products
from duecourse.rules import Term as ProductTerm

from .agreements import Agreement
from .fields import Field, term_fields


def _exact(entry: Any) -> None:
    """Amounts as Decimal with two places, however they were given."""
    object.__setattr__(entry, "amount", total([entry.amount]))


@dataclass(frozen=True)
class Drawing(calc.Drawing):
    """Money received or spent.

    Attributes:
        note: the person's own words.
    """

    note: Text = NO_TEXT

    def __post_init__(self) -> None:
        _exact(self)
        object.__setattr__(self, "fee_per_period", Decimal(self.fee_per_period))


@dataclass(frozen=True)
class Payment(calc.Payment):
    """Money paid.

    Attributes:
        note: the person's own words.
    """

    note: Text = NO_TEXT

    def __post_init__(self) -> None:
        _exact(self)


@dataclass(frozen=True)
class Waiver(calc.Waiver):
    """What the lender gave up.

    Attributes:
        note: the person's own words.
    """

    note: Text = NO_TEXT

    def __post_init__(self) -> None:
        _exact(self)


@dataclass(frozen=True)
class RateChange(calc.RateChange):
    """Another rate from a day on.

    Attributes:
        note: the person's own words.
    """

    note: Text = NO_TEXT


@dataclass(frozen=True)
class BillLine:
    """One line of a lender's bill.

    Attributes:
        kind: the part of the debt it is.
        amount: the lender's figure for it, yuan.
        note: the person's own words.
    """

    kind: Component
    amount: Decimal
    note: Text = NO_TEXT

    def __post_init__(self) -> None:
        _exact(self)


@dataclass(frozen=True)
class Bill:
    """What a lender says is owed on a day.

    The lender's figures, recorded to be checked, never used.

    Attributes:
        on: the day.
        total: all of it, yuan.
        due: its due day.
        minimum: the minimum to be paid, yuan.
        lines: its parts.
        note: the person's own words.
    """

    on: date
    total: Decimal
    due: date | None = None
    minimum: Decimal | None = None
    lines: tuple[BillLine, ...] = ()
    note: Text = NO_TEXT

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", total([self.total]))
        if self.minimum is not None:
            object.__setattr__(self, "minimum", total([self.minimum]))

    def by_component(self) -> dict[Component, Decimal]:
        """The lender's figures by part of the debt; lines of the same kind are added up."""
        return {
            name: total(line.amount for line in self.lines if line.kind == name)
            for name in COMPONENTS
            if any(line.kind == name for line in self.lines)
        }

    @property
    def lines_total(self) -> Decimal:
        """What the lines of the bill add up to, which should be its total."""
        return total(line.amount for line in self.lines)


@dataclass(frozen=True)
class TermUsed:
    """A term the calculation uses, and where it is from.

    Attributes:
        name: of the term.
        value: what the calculation takes.
        origin: "contract" (the learner gave it), "product" (what such contracts usually say) or "course"
            (neither says anything: the calculation's own default).
        field: its field of the file.
        term: the product's term, with its source.
    """

    name: str
    value: Any
    origin: str
    field: Field
    term: ProductTerm | None

    @property
    def label(self) -> str:
        """What the term is called."""
        return self.field.label

    @property
    def shown(self) -> str:
        """The value as the present language writes it."""
        if self.term is not None:
            return self.term.shown(self.value)
        return self.field.shown(self.value)

    def cite(self) -> str:
        """Where the value is from, in one line: the contract, or the product's source and its status."""
        if self.origin == "product" and self.term is not None:
            return self.term.cite()
        return say(f"case.origin_{self.origin}")


_DEFAULTS: Final = {
    "instalment": {item.name: item.default for item in fields(InstalmentTerms)},
    "revolving": {item.name: item.default for item in fields(RevolvingTerms)},
}

_EITHER_OR: Final = (
    ("penalty_daily_rate", "penalty_multiple"),
    ("fee_per_period", "total_fee_rate"),
)
"""Terms of which a contract has only one: naming the one leaves out the product's default of the other."""


@dataclass(frozen=True)
class Debt:
    """One debt: a product, what its contract says differently, and what happened to it.

    Attributes:
        id: short, the debt's own in this case.
        product_name: the kind of debt: a file of `data/products`.
        drawings: what was drawn.
        labels: the person's own name for it, in both languages.
        lender: as in the contract.
        given_lender_kind: who the lender is, as in `rules.LENDER_KINDS`; the product's usual one if left out.
            The ceilings depend on it.
        guarantor: whether somebody else answers for it.
        differs: the terms that are not the product's.
        payments: what was paid.
        waivers: what the lender gave up.
        rate_changes: changes of its rates.
        accelerated: the day on which the lender called all of it.
        bills: what the lender said was owed.

    Example:
        >>> debt = load_example("courier").debts[0]
        >>> debt.product_name, debt.position(date(2026, 11, 24)).days_past_due
        ('jintiao', 47)
    """

    id: str
    product_name: str
    drawings: tuple[Drawing, ...]
    labels: Text = NO_TEXT
    lender: Text = NO_TEXT
    given_lender_kind: str | None = None
    guarantor: bool = False
    differs: Mapping[str, Any] = field(default_factory=dict, hash=False)
    payments: tuple[Payment, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    rate_changes: tuple[RateChange, ...] = ()
    accelerated: date | None = None
    bills: tuple[Bill, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "differs", MappingProxyType(dict(self.differs)))

    @property
    def product(self) -> Product:
        """The kind of debt, from `data/products`."""
        return products[self.product_name]

    @property
    def label(self) -> str:
        """What the debt is called: the person's own name for it, or the product's."""
        return str(self.labels) or self.product.label

    @property
    def lender_kind(self) -> str:
        """Who the lender is: as the person said, or the usual one for the product."""
        return self.given_lender_kind or self.product.lenders[0]

    @property
    def is_revolving(self) -> bool:
        """Whether it is an account that can be drawn on again, with bills: not a loan with instalments."""
        return self.product.kind == "revolving"

    @cached_property
    def terms(self) -> Terms:
        """The contract: the product's usual terms with what differs. Raises BadInput for a contradiction."""
        values = self._product_defaults() | dict(self.differs)
        return RevolvingTerms(**values) if self.is_revolving else InstalmentTerms(**values)

    def _product_defaults(self) -> dict[str, Any]:
        values = self.product.defaults()
        for pair in _EITHER_OR:
            for name, other in (pair, pair[::-1]):
                if self.differs.get(name) is not None:
                    values.pop(other, None)
        if self.differs.get("method", "flat_fee") != "flat_fee":
            values.pop("fee_per_period", None)
        return values

    def term(self, name: str) -> TermUsed:
        """A term the calculation uses and where it is from. Raises KeyError for a name it does not have."""
        known = term_fields(self.product_name)[name]
        if name in self.differs:
            return TermUsed(name, self.differs[name], "contract", known, known.term)
        defaults = self._product_defaults()
        if name in defaults:
            return TermUsed(name, defaults[name], "product", known, known.term)
        default = _DEFAULTS[self.product.kind][name]
        return TermUsed(
            name, default if default is None else known.read(default), "course", known, known.term
        )

    def terms_used(self) -> list[TermUsed]:
        """All terms of the contract, those the product usually has first."""
        return [self.term(name) for name in term_fields(self.product_name)]

    @property
    def events(self) -> list[Event]:
        """What happened to the debt after it was made, for `calc.open_ledger`."""
        called = [calc.Acceleration(self.accelerated)] if self.accelerated else []
        return [*self.rate_changes, *called, *self.payments, *self.waivers]

    @property
    def start(self) -> date:
        """The day of the first drawing."""
        return min(drawing.on for drawing in self.drawings)

    @cached_property
    def facts(self) -> calc.Debt:
        """Terms, drawings and events as one value of `calc`: whatever is known of the debt is asked of it."""
        return calc.Debt(self.terms, self.drawings, self.events, id=self.id, guarantor=self.guarantor)

    def ledger(self, until: date) -> Ledger:
        """What the debt did from its first day to `until`, under what holds on that day; for the same day the
        same ledger again. Raises BadInput for what does not fit the contract.
        """
        return self.in_force(until).facts.ledger(until)

    def position(self, on: date) -> Position:
        """What is owed on a day."""
        return self.in_force(on).facts.position(on)

    @property
    def contract(self) -> Debt:
        """The debt as its contract has it, whatever was agreed since: itself, where nothing was."""
        return self

    @property
    def agreement(self) -> Agreement | None:
        """What was agreed for it and runs; None where its contract holds."""
        return None

    @property
    def agreed_offer(self) -> Outcome | None:
        """The agreement as an offer on the contract: its payments for what was owed on its day, and what they
        leave is given up; None where the contract holds."""
        return None

    def in_force(self, on: date) -> Debt:
        """The debt under what holds on a day: its contract, and from its day on the agreement."""
        return self

    def agreed(self, agreement: Agreement | None) -> Debt:
        """The debt under an agreement in place of its contract; None for the contract.

        An agreement that names no payment changes nothing.
        """
        contract = self.contract
        if agreement is None or not agreement.total:
            return contract
        shared = {item.name: getattr(contract, item.name) for item in fields(Debt) if item.init}
        return _under(agreement, contract, shared)


@dataclass(frozen=True)
class AgreedDebt(Debt):
    """A debt under an agreement: from its day on the debt is the agreement, and nothing else of it counts.

    Its terms, drawing and events are the agreement's: the sum agreed on, the payments made since. `contract`
    is the debt of before, for the days before and for the history that a credit report keeps.
    """

    _contract: Debt = field(kw_only=True)
    _agreement: Agreement = field(kw_only=True, hash=False)

    @property
    def contract(self) -> Debt:
        return self._contract

    @property
    def agreement(self) -> Agreement:
        return self._agreement

    @cached_property
    def agreed_offer(self) -> Outcome:
        agreement = self._agreement
        owed = self._contract.facts.payoff(agreement.agreed_on)
        payments = tuple((payment.due, payment.amount) for payment in agreement.payments)
        return outcome(owed, CounterOffer(payments, rest="waived"))

    def in_force(self, on: date) -> Debt:
        return self if on >= self._agreement.agreed_on else self._contract

    @property
    def is_revolving(self) -> bool:
        return False

    @property
    def start(self) -> date:
        return self._contract.start

    @cached_property
    def terms(self) -> Terms:
        return self._agreement.as_debt().terms


def _under(agreement: Agreement, contract: Debt, shared: dict[str, Any]) -> AgreedDebt:
    """The agreement with what happened since its day. Money paid on that day counts where the plan asks for
    some on it: all else was taken off before the plan was made. What the lender gives up later is another
    agreement: a waiver that is recorded beside this one is most likely a part of it.
    """
    drawing = agreement.as_debt().drawings[0]
    since = agreement.agreed_on
    counts_from = since if agreement.payments[0].due == since else since + timedelta(1)
    called = contract.accelerated
    own: dict[str, Any] = {
        "drawings": (Drawing(drawing.on, drawing.amount),),
        "payments": tuple(payment for payment in contract.payments if payment.on >= counts_from),
        "waivers": (),
        "rate_changes": (),
        "accelerated": called if called is not None and called > since else None,
    }
    return AgreedDebt(**(shared | own), _contract=contract, _agreement=agreement)
