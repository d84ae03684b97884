"""A lender's bill held against the ledger: what agrees, what differs by how much, and most likely why.

A reason is found by reckoning the debt again under one changed reading at a time, then under two, and counts
only where it gives the bill's figure to the fen. Whatever no reading gives is unexplained: then one asks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from ..basics.dates import as_date
from ..basics.money import COMPONENTS, Amount, to_decimal, to_fen, yuan
from ..basics.steps import Step
from ..debt.contract import Terms
from ..debt.cost import all_in_cost
from ..debt.debt import Debt
from ..debt.events import Drawing, Event
from ..debt.ledger import Position
from .bill import AnyBill, Asked, BilledInstalment
from .readings import Reading, Readings
from .search import BilledDebt, Search, Tried, billed_debt

Finding = Literal["agreed", "explained", "possible", "unexplained"]

_REASONS_SHOWN: Final = 6


@dataclass(frozen=True)
class Reason:
    """Why a bill may differ.

    Attributes:
        readings: what was read differently, one thing or two; id: their ids.
        figures: the bill's figures under it, yuan.
        reproduces: those that differ and come out to the fen.
        breaks: those that agree otherwise and would not.
        weak: two readings that give a single figure; among so many pairs that may be chance.
        position: what is owed under it, with its steps.
    """

    readings: tuple[Reading, ...]
    figures: Mapping[str, Decimal]
    reproduces: tuple[str, ...]
    breaks: tuple[str, ...]
    weak: bool
    position: Position | None = None

    @property
    def id(self) -> str:
        """The ids of the readings, joined by "+"."""
        return "+".join(reading.id for reading in self.readings)

    def explain(self, component: str | None = None) -> list[Step]:
        """The steps of the ledger under this reading. A fee for which there is no basis has none."""
        return [] if self.position is None else self.position.explain(component)


@dataclass(frozen=True)
class CheckedLine:
    """A figure of the bill beside ours.

    Attributes:
        name: of the figure: a part of the debt, the total, the minimum, an instalment.
        billed: the lender's, yuan; None where the bill, though it shows all parts, leaves this one out.
        ours: what we come to, yuan.
        difference: billed less ours.
        verdict: "agreed", "explained" by at least one reason, "possible" where all reasons are weak, or
            "unexplained".
        reasons: why it may differ, the likeliest in front.
    """

    name: str
    billed: Decimal | None
    ours: Decimal
    difference: Decimal
    verdict: Finding
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class AboveCeiling:
    """A ceiling in force that a bill goes beyond.

    Whether anything is to be cut, and by whom, the rule says and a court decides.

    Attributes:
        id: of the rule.
        rate: the ceiling, a share a year.
        charged: all charges by the bill's day, yuan.
        allowed: what the ceiling would allow, yuan.
        excess: the difference, yuan.
    """

    id: str
    rate: Decimal
    charged: Decimal
    allowed: Decimal
    excess: Decimal


@dataclass(frozen=True)
class BillCheck:
    """A bill line by line.

    Attributes:
        on: the bill's day.
        lines: each figure of the bill beside ours.
        reasons: those that give every figure of the bill.
        adds_up_by: its total less the sum of its lines, None where it shows only one of them.
        above: the ceilings that it goes beyond.
        tried: how many readings were reckoned through.
        position: what is owed on the day, with its steps.
    """

    on: date
    lines: tuple[CheckedLine, ...]
    reasons: tuple[Reason, ...]
    adds_up_by: Decimal | None
    above: tuple[AboveCeiling, ...]
    tried: int
    position: Position

    @property
    def verdict(self) -> Finding:
        """The least favourable of the lines' verdicts: "agreed" only where every figure is right."""
        ranks = ("unexplained", "possible", "explained", "agreed")
        return min((line.verdict for line in self.lines), key=ranks.index)

    @property
    def difference(self) -> Decimal:
        """By how much the bill as a whole asks for more than is owed, yuan; below 0 where for less."""
        by_name = {line.name: line for line in self.lines}
        if "total" in by_name:
            return by_name["total"].difference
        parts = [
            to_fen(line.difference, "difference", least=None)
            for line in self.lines
            if line.name in COMPONENTS
        ]
        return yuan(sum(parts))

    def line(self, name: str) -> CheckedLine:
        """A line by its name. Raises KeyError."""
        for line in self.lines:
            if line.name == name:
                return line
        raise KeyError(name)

    def explain(self, component: str | None = None) -> list[Step]:
        """The steps behind our own figures."""
        return self.position.explain(component)


def check_bill(
    terms: Terms, drawings: Drawing | Sequence[Drawing], events: Iterable[Event], bill: AnyBill, **how: Any
) -> BillCheck:
    """A bill held against a debt that is given in parts, as by `checked_bill`.

    Args:
        terms: the contract.
        drawings: what was drawn.
        events: what happened since.
        bill: what the lender says, yuan.
        **how: as in `checked_bill`: instalment, readings, ceilings.

    Returns:
        The bill line by line: agreed, or by how much it differs and most likely why.

    Raises:
        BadInput: what is no bill.

    Example:
        >>> terms, drawing = InstalmentTerms(periods=12), Drawing(date(2026, 1, 15), "1200")
        >>> check_bill(terms, drawing, [], LenderBill(on=date(2026, 3, 1), total="1200")).lines[0].verdict
        'agreed'
    """
    return checked_bill(Debt(terms, drawings, events), bill, **how)


def checked_bill(
    debt: Debt,
    bill: AnyBill,
    *,
    instalment: BilledInstalment | None = None,
    readings: Readings | None = None,
    ceilings: Iterable[tuple[str, Amount]] = (),
) -> BillCheck:
    """A bill held against what the contract and the payments on record come to on its day.

    Events after the bill's day are left out. On an account's statement day, what is compared is the bill
    drawn then, without instalments still to come. Where the lines add up to the total, a part they leave out
    counts as billed with nothing.

    Args:
        debt: the debt as it is on record.
        bill: what the lender says, yuan.
        instalment: what the lender asks for on a due day, where the bill says so.
        readings: other values to try.
        ceilings: the id of a rule and its yearly rate, those in force for this debt.

    Returns:
        The bill line by line: agreed, or by how much it differs and most likely why.

    Raises:
        BadInput: what is no bill.

    Example:
        >>> terms = InstalmentTerms(annual_rate="0.12", periods=12, penalty_daily_rate="0.0006")
        >>> debt = Debt(terms, Drawing(date(2026, 1, 15), "1200"))
        >>> lines = [LenderLine("principal", "1200"), LenderLine("penalty", "1.00")]
        >>> checked = checked_bill(debt, LenderBill(on=date(2026, 3, 1), lines=lines))
        >>> [(line.name, line.verdict, line.difference) for line in checked.lines]
        [('principal', 'agreed', Decimal('0.00')), ('penalty', 'explained', Decimal('0.21'))]
    """
    values = Readings() if readings is None else readings
    on = as_date(bill.on, "bill.on")
    asked = Asked(bill, instalment)
    return _Check(billed_debt(debt, on, asked.due), asked, values).result(ceilings)


class _Check:
    """Our figures beside the bill's, and what the search found."""

    def __init__(self, account: BilledDebt, asked: Asked, values: Readings) -> None:
        self.account = account
        self.asked = asked
        self.search = Search(account, asked, values)
        self.billed = self.search.billed
        self.differing = self.search.differing

    def result(self, ceilings: Iterable[tuple[str, Amount]]) -> BillCheck:
        """The check."""
        given = [(name, to_decimal(rate, "ceilings")) for name, rate in ceilings]
        found = self.search.all_that_give(given) if self.differing else []
        whole = [each for each in found if self.search.explains_all(each)]
        lines = [self._line(name, found) for name in self._names()]
        asked = self.asked
        adds_up = None
        if asked.lines_total is not None and "total" in asked.figures:
            adds_up = yuan(asked.figures["total"] - asked.lines_total)
            if self.differing:
                lines = [self._as_a_sum(line, lines, adds_up) for line in lines]
        return BillCheck(
            asked.on,
            tuple(lines),
            tuple(self._reason(each) for each in whole[:_REASONS_SHOWN]),
            adds_up,
            tuple(self._above(given)),
            self.search.tried,
            self.account.position,
        )

    def _names(self) -> list[str]:
        """The figures in the order in which they are shown."""
        order = (
            *COMPONENTS,
            "total",
            "minimum",
            "instalment_principal",
            "instalment_interest",
            "instalment_fee",
            "instalment",
        )
        return [name for name in order if name in self.billed]

    def _reason(self, each: Tried) -> Reason:
        gives = self.search.given(each)
        return Reason(
            tuple(change.reading for change in each.changes),
            {name: yuan(each.figures[name]) for name in self._names()},
            gives,
            tuple(self.search.breaks(each)),
            len(each.changes) > 1 and len(gives) == 1,
            self.account.position_under(each.changes),
        )

    def _line(self, name: str, found: Sequence[Tried]) -> CheckedLine:
        ours, billed = self.account.figures[name], self.billed[name]
        shown = yuan(billed) if name in self.asked.figures else None
        if name not in self.differing:
            return CheckedLine(name, shown, yuan(ours), yuan(0), "agreed")
        giving = [each for each in found if each.figures[name] == billed]
        least = min((len(each.changes) for each in giving), default=0)
        giving = [each for each in giving if len(each.changes) == least]
        clean = [each for each in giving if not self.search.breaks(each)]
        reasons = tuple(map(self._reason, (clean or giving)[:_REASONS_SHOWN]))
        verdict: Finding = "unexplained"
        if reasons:
            verdict = "possible" if all(reason.weak for reason in reasons) else "explained"
        return CheckedLine(name, shown, yuan(ours), yuan(billed - ours), verdict, reasons)

    def _as_a_sum(self, line: CheckedLine, lines: Sequence[CheckedLine], adds_up: Decimal) -> CheckedLine:
        """A total that differs because its lines do, or because it is added up wrongly."""
        if line.name != "total":
            return line
        parts = [each.verdict for each in lines if each.name in COMPONENTS and each.verdict != "agreed"]
        if adds_up and not parts:
            reason = Reason(
                (Reading("adding_up", amount=adds_up),), {"total": line.ours}, ("total",), (), False
            )
            return replace(line, verdict="explained", reasons=(reason,))
        if adds_up or line.verdict not in ("unexplained", "possible"):
            return line
        ranks: tuple[Finding, ...] = ("unexplained", "possible", "explained")
        figures = {"total": line.ours if line.billed is None else line.billed}
        reason = Reason((Reading("sum_of_lines"),), figures, ("total",), (), False)
        return replace(line, verdict=min(parts, key=ranks.index), reasons=(reason, *line.reasons))

    def _above(self, ceilings: Sequence[tuple[str, Decimal]]) -> list[AboveCeiling]:
        if not ceilings:
            return []
        cost = all_in_cost(self.account.ledger, self.asked.on)
        ours = self.account.figures
        beyond = sum(self.billed.get(name, ours[name]) - ours[name] for name in COMPONENTS[1:])
        if "total" in self.billed and self.asked.lines_total is None:
            beyond = self.billed["total"] - ours["total"]
        charged = to_fen(cost.total, "total", least=None) + beyond
        above = []
        for name, rate in ceilings:
            allowed = to_fen(cost.allowed(rate), "allowed")
            if charged > allowed:
                above.append(AboveCeiling(name, rate, yuan(charged), yuan(allowed), yuan(charged - allowed)))
        return above
