"""A lender's bill held against the ledger: what agrees, what differs by how much, and most likely why.

A reason is found by reckoning the debt again under one changed reading at a time, then under two, and counts
only where it gives the bill's figure to the fen. Whatever no reading gives is unexplained: then one asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Final, Literal, Protocol

from .agreement import open_debt
from .bill_readings import (
    Change,
    Reading,
    Readings,
    changed,
    day_changes,
    event_changes,
    fee_changes,
    term_changes,
)
from .contract import Terms
from .cost import all_in_cost
from .dates import as_date
from .events import Drawing, Event
from .ledger import Ledger, Position
from .money import COMPONENTS, Amount, BadInput, choice, divide, to_decimal, to_fen, yuan
from .steps import Step

Finding = Literal["agreed", "explained", "possible", "unexplained"]

_UNITS: Final = (100, 10)  # whole yuan, whole jiao
_ROUND_FEE: Final = 100  # a fee nobody can explain is at least a whole number of yuan …
_ROUNDER_FEE: Final = 500  # … and of five yuan where another reading must go with it
_REASONS_SHOWN: Final = 6
_NEAR: Final = 0.02  # of the difference: as near as the effects of two readings must seem to come


class LineLike(Protocol):
    """A line of a bill: the part of the debt it is, and the lender's figure for it, yuan."""

    @property
    def kind(self) -> str: ...
    @property
    def amount(self) -> Amount: ...


class BillLike(Protocol):
    """A lender's bill: its day, the total, and what else it says. `case.Bill` is one."""

    @property
    def on(self) -> date: ...
    @property
    def total(self) -> Amount | None: ...
    @property
    def minimum(self) -> Amount | None: ...
    @property
    def lines(self) -> Sequence[LineLike]: ...


@dataclass(frozen=True, slots=True)
class LenderLine:
    """A line of a lender's bill, yuan; its kind one of COMPONENTS."""

    kind: str
    amount: Amount


@dataclass(frozen=True, kw_only=True)
class LenderBill:
    """What a lender says is owed on a day, yuan: all of it, the minimum to be paid, the parts."""

    on: date
    total: Amount | None = None
    minimum: Amount | None = None
    lines: Sequence[LenderLine] = ()


@dataclass(frozen=True, kw_only=True)
class BilledInstalment:
    """What a lender asks for on a due day, yuan: the payment, and its parts where they are shown."""

    due: date
    payment: Amount | None = None
    principal: Amount | None = None
    interest: Amount | None = None
    fee: Amount | None = None


@dataclass(frozen=True)
class Reason:
    """Why a bill may differ. readings: what was read differently, one thing or two; id: their ids.

    figures: the bill's figures under it, yuan. reproduces: those that differ and come out to the fen.
    breaks: those that agree otherwise and would not. weak: two readings that give a single figure; among so
    many pairs that may be chance.
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
    """A figure of the bill beside ours, yuan. billed: None where the bill, though it shows all parts, leaves
    this one out. difference: billed less ours. verdict: "agreed", "explained" by at least one reason,
    "possible" where all reasons are weak, or "unexplained"."""

    name: str
    billed: Decimal | None
    ours: Decimal
    difference: Decimal
    verdict: Finding
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class AboveCeiling:
    """A ceiling in force that the bill goes beyond: all charges by its day, what the ceiling would allow, and
    the excess, yuan. Whether anything is to be cut, and by whom, the rule says and a court decides."""

    id: str
    rate: Decimal
    charged: Decimal
    allowed: Decimal
    excess: Decimal


@dataclass(frozen=True)
class BillCheck:
    """A bill line by line. reasons: those that give every figure of the bill. adds_up_by: its total less the
    sum of its lines, None where it shows only one of them. tried: how many readings were reckoned through."""

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
    terms: Terms,
    drawings: Drawing | Sequence[Drawing],
    events: Iterable[Event],
    bill: BillLike,
    *,
    instalment: BilledInstalment | None = None,
    readings: Readings | None = None,
    ceilings: Iterable[tuple[str, Amount]] = (),
) -> BillCheck:
    """Hold a bill against what the contract and the payments on record come to on its day.

    Events after the bill's day are left out. On an account's statement day, what is compared is the bill
    drawn then, without instalments still to come. Where the lines add up to the total, a part they leave
    out counts as billed with nothing. readings: other values to try. ceilings: the id of a rule and its
    yearly rate, those in force for this debt. Raises BadInput for what is no bill.
    """
    values = Readings() if readings is None else readings
    on = as_date(bill.on, "bill.on")
    happened = [event for event in events if event.on <= on]
    asked = _Asked(bill, instalment)
    account = _Account(terms, drawings, happened, asked)
    return _Check(account, asked, values).result(ceilings)


class _Asked:
    """The figures of a bill, fen."""

    def __init__(self, bill: BillLike, instalment: BilledInstalment | None) -> None:
        self.on = bill.on
        self.due = None if instalment is None else as_date(instalment.due, "instalment.due")
        self.items: list[tuple[str, int]] = [
            (choice(line.kind, "bill.lines", COMPONENTS), to_fen(line.amount, "bill.lines"))
            for line in bill.lines
        ]
        self.figures: dict[str, int] = {}
        for name in COMPONENTS:
            if any(kind == name for kind, _ in self.items):
                self.figures[name] = sum(fen for kind, fen in self.items if kind == name)
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


class _Account:
    """A debt, and its figures under changes."""

    def __init__(
        self, terms: Terms, drawings: Drawing | Sequence[Drawing], events: list[Event], asked: _Asked
    ) -> None:
        self.terms = terms
        self.drawings = drawings
        self.events = events
        self.asked = asked
        self.ledger, self.position, self.figures = self.reckon(())

    def reckon(self, changes: Sequence[Change]) -> tuple[Ledger, Position, dict[str, int]]:
        """The ledger, the position on the bill's day and the bill's figures."""
        terms, events = changed(self.terms, self.events, changes)
        shift = sum(change.days for change in changes)
        on = self.asked.on + timedelta(shift)
        until = max(on, self.asked.due or on)
        ledger = open_debt(terms, self.drawings, events, until=until)
        position = ledger.position(on)
        figures = _figures(ledger, position, on, self.asked.due)
        for change in changes:
            for name, fen in change.fen.items():
                figures[name] = figures.get(name, 0) + fen
        return ledger, position, figures


def _figures(ledger: Ledger, position: Position, on: date, due: date | None) -> dict[str, int]:
    """What a right bill of this day says, fen."""
    figures = {name: to_fen(position[name], name) for name in COMPONENTS}
    figures["total"] = sum(figures.values())
    drawn = [bill for bill in ledger.bills if bill.statement <= on]
    if drawn:
        figures["minimum"] = to_fen(drawn[-1].minimum, "minimum")
        if drawn[-1].statement == on:
            figures["total"] = to_fen(drawn[-1].balance, "balance")
            figures["principal"] = figures["total"] - sum(figures[name] for name in COMPONENTS[1:])
    if due is not None:
        asked = [one for one in ledger.dues if one.on == due.toordinal()]
        figures["instalment_principal"] = sum(one.principal for one in asked)
        figures["instalment_interest"] = sum(one.interest for one in asked)
        figures["instalment_fee"] = sum(one.fee for one in asked)
        figures["instalment"] = sum(one.principal + one.interest + one.fee for one in asked)
    return figures


class _Tried:
    """One or two changes, and the figures under them."""

    __slots__ = ("changes", "figures", "position")

    def __init__(
        self, changes: tuple[Change, ...], figures: dict[str, int], position: Position | None
    ) -> None:
        self.changes = changes
        self.figures = figures
        self.position = position


class _Check:
    def __init__(self, account: _Account, asked: _Asked, values: Readings) -> None:
        self.account = account
        self.asked = asked
        self.values = values
        self.billed = dict(asked.figures)
        for name in asked.missing:
            if account.figures[name]:
                self.billed[name] = 0
        unknown = [name for name in self.billed if name not in account.figures]
        if unknown:
            raise BadInput("bill", unknown[0], "figures that this kind of debt has")
        ours = account.figures
        self.differing = [name for name in self.billed if self.billed[name] != ours[name]]
        self.tried = 0

    def result(self, ceilings: Iterable[tuple[str, Amount]]) -> BillCheck:
        """The check."""
        given = [(name, to_decimal(rate, "ceilings")) for name, rate in ceilings]
        found = self._search(given) if self.differing else []
        whole = [each for each in found if self._explains_all(each)]
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
            self.tried,
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

    # -- the search

    def _search(self, ceilings: Sequence[tuple[str, Decimal]]) -> list[_Tried]:
        """Everything that gives at least one of the figures that differ, the likeliest first."""
        account, more = self.account, self._more()
        singles = [self._try((change,)) for change in self._fixed(ceilings)]
        changes = [
            *term_changes(account.terms, self.values),
            *day_changes(self.values),
            *event_changes(account.events, account.position, self.values, more),
            *fee_changes(account.terms, account.ledger, self.asked.on),
            *self._fees(),
        ]
        singles += [each for change in changes if (each := self._attempt((change,))) is not None]
        singles = [each for each in singles if each.figures != account.figures]
        found = [each for each in singles if self._given(each)]
        if not any(map(self._explains_all, found)):
            found += self._pairs(singles)
        return sorted(found, key=self._rank)

    def _try(self, changes: tuple[Change, ...]) -> _Tried:
        self.tried += 1
        if any(change.reckons_anew for change in changes):
            _, position, figures = self.account.reckon(changes)
            return _Tried(changes, figures, position)
        figures = dict(self.account.figures)
        for change in changes:
            for name, fen in change.fen.items():
                figures[name] += fen
        return _Tried(changes, figures, self.account.position)

    def _attempt(self, changes: tuple[Change, ...]) -> _Tried | None:
        """The same; None where the debt cannot be reckoned so: a waiver may exceed what is owed then."""
        try:
            return self._try(changes)
        except BadInput:
            return None

    def _more(self) -> int | None:
        """By how many fen the bill as a whole asks for more than is owed, None where it does not say."""
        ours, billed = self.account.figures, self.billed
        if "total" in billed:
            return billed["total"] - ours["total"]
        if all(name in billed or not ours[name] for name in COMPONENTS):
            return sum(billed[name] - ours[name] for name in COMPONENTS if name in billed)
        return None

    def _fixed(self, ceilings: Sequence[tuple[str, Decimal]]) -> list[Change]:
        """Readings that need no ledger: parts exchanged, the total of another sum, figures shown rounded."""
        ours, billed = self.account.figures, self.billed
        gap = {name: billed[name] - ours[name] for name in self.differing}
        changes = []
        parts = {name: fen for name, fen in gap.items() if name in COMPONENTS}
        if len(parts) > 1 and not sum(parts.values()):
            changes.append(Change(Reading("other_part", tuple(parts)), fen=parts))
        if "total" in gap and self.asked.lines_total is None:
            changes += self._scopes(gap["total"], ceilings)
        for unit in _UNITS:
            near = {
                name: fen
                for name, fen in gap.items()
                if billed[name] in [divide(ours[name], unit, how) * unit for how in ("half_up", "down")]
            }
            if near and not any(fen % unit for fen in billed.values()):
                changes.append(Change(Reading("shown_rounded", yuan(unit)), fen=near))
                break
        return changes

    def _fees(self) -> list[Change]:
        """A fee that nothing on record gives: round, or an item of the bill by itself."""
        name = "total" if self.asked.lines_total is None else "fees"
        fee = self.billed.get(name, 0) - self.account.figures[name]
        items = [fen for kind, fen in self.asked.items if kind == "fees"]
        if name not in self.billed or fee <= 0 or (fee % _ROUND_FEE and fee not in items):
            return []
        return [Change(Reading("fee_without_basis", amount=yuan(fee)), fen={"fees": fee, "total": fee})]

    def _scopes(self, gap: int, ceilings: Sequence[tuple[str, Decimal]]) -> list[Change]:
        """The total of another sum: what is overdue, the whole debt, the debt cut to a ceiling."""
        position, ours = self.account.position, self.account.figures["total"]
        changes = []
        for name, amount in (("only_overdue", position.due), ("whole_debt", position.total)):
            if to_fen(amount, name) == ours + gap:
                changes.append(Change(Reading(name, amount, yuan(ours)), fen={"total": gap}))
        for name, rate in ceilings if gap < 0 else ():
            excess = to_fen(all_in_cost(self.account.ledger, self.asked.on).excess(rate), "excess")
            if excess == -gap:
                changes.append(Change(Reading("cut_to_ceiling", name), fen={"total": gap}))
        return changes

    def _pairs(self, singles: Sequence[_Tried]) -> list[_Tried]:
        """Two readings together, where they give more than either alone. Which pairs are worth reckoning
        through shows in what each does alone: their effects added, or multiplied, must come near the bill."""
        base = self.account.figures
        moving = [
            each for each in singles if any(each.figures[name] != base[name] for name in self.differing)
        ]
        alone = {id(each.changes[0]): set(self._given(each)) for each in moving}
        ranked: list[tuple[int, float, int, tuple[Change, Change]]] = []
        for first, second in combinations(moving, 2):
            one, two = first.changes[0], second.changes[0]
            if one.reading.id == two.reading.id or (one.days and two.days):
                continue
            near = {name: self._distance(first, second, name) for name in self.differing}
            near = {name: distance for name, distance in near.items() if distance < _NEAR}
            if near.keys() > alone[id(one)] and near.keys() > alone[id(two)]:
                ranked.append((-len(near), sum(near.values()), len(ranked), (one, two)))
        ranked.sort(key=lambda entry: entry[:3])
        pairs = [each for *_, changes in ranked[: self.values.pairs] if (each := self._attempt(changes))]
        found = [
            each
            for each in pairs
            if all(set(self._given(each)) > alone[id(change)] for change in each.changes)
        ]
        return found + self._with_a_fee(moving)

    def _distance(self, first: _Tried, second: _Tried, name: str) -> float:
        """How far both effects together seem to be from the bill's figure, as a share of the difference."""
        ours, billed = self.account.figures[name], self.billed[name]
        one, two = first.figures[name], second.figures[name]
        if one == ours or two == ours:
            other = one if two == ours else two
            return abs(other - billed) / abs(billed - ours)
        added = one + two - ours
        multiplied = one * two / ours if ours else float(added)
        return min(abs(added - billed), abs(multiplied - billed)) / abs(billed - ours)

    def _with_a_fee(self, moving: Sequence[_Tried]) -> list[_Tried]:
        """A bill that shows nothing but its total: another reading, and a round fee nobody can explain."""
        if self.differing != ["total"] or len(self.billed) > 1:
            return []
        pairs = []
        for each in moving:
            rest = self.billed["total"] - each.figures["total"]
            if rest > 0 and rest % _ROUNDER_FEE == 0 and each.changes[0].reading.id != "fee_without_basis":
                fee = Change(
                    Reading("fee_without_basis", amount=yuan(rest)), fen={"fees": rest, "total": rest}
                )
                figures = each.figures | {"total": self.billed["total"]}
                self.tried += 1
                pairs.append(_Tried((*each.changes, fee), figures, each.position))
        return pairs

    # -- what was found

    def _given(self, each: _Tried) -> tuple[str, ...]:
        """The figures that differ and come out."""
        return tuple(name for name in self.differing if each.figures[name] == self.billed[name])

    def _explains_all(self, each: _Tried) -> bool:
        return self._given(each) == tuple(self.differing) and not self._breaks(each)

    def _breaks(self, each: _Tried) -> list[str]:
        return [
            name
            for name in self.billed
            if name not in self.differing and each.figures[name] != self.billed[name]
        ]

    def _rank(self, each: _Tried) -> tuple[int, int, int]:
        """Fewer figures put out of order, more explained, fewer readings; the rest as they were tried."""
        return len(self._breaks(each)), -len(self._given(each)), len(each.changes)

    def _reason(self, each: _Tried) -> Reason:
        gives = self._given(each)
        return Reason(
            tuple(change.reading for change in each.changes),
            {name: yuan(each.figures[name]) for name in self._names()},
            gives,
            tuple(self._breaks(each)),
            len(each.changes) > 1 and len(gives) == 1,
            each.position,
        )

    def _line(self, name: str, found: Sequence[_Tried]) -> CheckedLine:
        ours, billed = self.account.figures[name], self.billed[name]
        shown = yuan(billed) if name in self.asked.figures else None
        if name not in self.differing:
            return CheckedLine(name, shown, yuan(ours), yuan(0), "agreed")
        giving = [each for each in found if each.figures[name] == billed]
        least = min((len(each.changes) for each in giving), default=0)
        giving = [each for each in giving if len(each.changes) == least]
        clean = [each for each in giving if not self._breaks(each)]
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
        figures = {"total": line.billed or line.ours}
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
