"""A lender's bill as it was told: its figures, by component or as a total."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ..basics.dates import as_date
from ..basics.money import COMPONENTS, Amount, BadInput, Component, choice, to_fen


class AnyBillLine(Protocol):
    """A line of a bill: the part of the debt it is, and the lender's figure for it, yuan."""

    @property
    def kind(self) -> str: ...
    @property
    def amount(self) -> Amount: ...


class AnyBill(Protocol):
    """A lender's bill: its day, the total, and what else it says. `case.Bill` is one."""

    @property
    def on(self) -> date: ...
    @property
    def total(self) -> Amount | None: ...
    @property
    def minimum(self) -> Amount | None: ...
    @property
    def lines(self) -> Sequence[AnyBillLine]: ...


@dataclass(frozen=True, slots=True)
class LenderLine:
    """A line of a lender's bill.

    Attributes:
        kind: the part of the debt it is.
        amount: yuan.

    Example:
        >>> LenderLine("penalty", "0.84").kind
        'penalty'
    """

    kind: Component
    amount: Amount


@dataclass(frozen=True, kw_only=True)
class LenderBill:
    """What a lender says is owed on a day.

    Attributes:
        on: the day.
        total: all of it, yuan.
        minimum: the minimum to be paid, yuan.
        lines: its parts.

    Example:
        >>> LenderBill(on=date(2026, 3, 1), total="1217.53").total
        '1217.53'
    """

    on: date
    total: Amount | None = None
    minimum: Amount | None = None
    lines: Sequence[LenderLine] = ()


@dataclass(frozen=True, kw_only=True)
class BilledInstalment:
    """What a lender asks for on a due day.

    Attributes:
        due: the due day.
        payment: all that is asked for, yuan.
        principal: of it the principal, yuan, where it is shown.
        interest: of it the interest, yuan, where it is shown.
        fee: of it the fee, yuan, where it is shown.

    Example:
        >>> BilledInstalment(due=date(2026, 2, 15), payment="112").payment
        '112'
    """

    due: date
    payment: Amount | None = None
    principal: Amount | None = None
    interest: Amount | None = None
    fee: Amount | None = None


class Asked:
    """The figures of a bill, fen."""

    def __init__(self, bill: AnyBill, instalment: BilledInstalment | None) -> None:
        self.on = bill.on
        self.due = None if instalment is None else as_date(instalment.due, "instalment.due")
        self.items: list[tuple[str, int]] = [
            (choice(line.kind, "bill.lines", COMPONENTS), to_fen(line.amount, "bill.lines"))
            for line in bill.lines
        ]
        self.figures: dict[str, int] = {}
        for part in COMPONENTS:
            if any(kind == part for kind, _ in self.items):
                self.figures[part] = sum(fen for kind, fen in self.items if kind == part)
        self.lines_total = sum(self.figures.values()) if self.figures else None
        for name in ("total", "minimum"):
            self._add(name, getattr(bill, name), f"bill.{name}")
        if instalment is not None:
            for name in ("payment", "principal", "interest", "fee"):
                shown = "instalment" if name == "payment" else f"instalment_{name}"
                self._add(shown, getattr(instalment, name), f"instalment.{name}")
        if not self.figures:
            raise BadInput("bill", bill, "at least one figure")
        self.missing: tuple[str, ...] = ()
        if self.lines_total is not None and self.lines_total == self.figures.get("total"):
            self.missing = tuple(name for name in COMPONENTS if name not in self.figures)

    def _add(self, name: str, amount: Amount | None, argument: str) -> None:
        if amount is not None:
            self.figures[name] = to_fen(amount, argument)
