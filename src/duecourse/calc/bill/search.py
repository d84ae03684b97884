"""Why a bill may differ: the debt reckoned again under one changed reading at a time, then under two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Final

from ..basics.money import COMPONENTS, BadInput, divide, to_fen, yuan
from ..debt.cost import all_in_cost
from ..debt.debt import Debt
from ..debt.ledger import Ledger, Position
from .bill import Asked
from .readings import (
    Change,
    Reading,
    Readings,
    changed,
    day_changes,
    event_changes,
    fee_changes,
    term_changes,
)

_UNITS: Final = (100, 10)  # whole yuan, whole jiao
_ROUND_FEE: Final = 100  # a fee nobody can explain is at least a whole number of yuan …
_ROUNDER_FEE: Final = 500  # … and of five yuan where another reading must go with it
_NEAR: Final = 0.02  # of the difference: as near as the effects of two readings must seem to come


class BilledDebt:
    """A debt on the day of a bill, and the figures of a right bill under changes. Each change is reckoned
    through once, whatever the bill says: while one is typed, it is asked for again and again."""

    def __init__(self, debt: Debt, on: date, due: date | None) -> None:
        self.debt = debt.known(on)
        self.on = on
        self.due = due
        self.ledger = self.debt.ledger(max(on, due or on))
        self.position = self.ledger.position(on)
        self.figures = _right_figures(self.ledger, self.position, on, due)
        self._reckoned: dict[object, dict[str, int] | BadInput] = {}

    def reckon(self, changes: Sequence[Change]) -> dict[str, int]:
        """The bill's figures. Raises BadInput for changes that do not go with what happened."""
        key = tuple(change.key for change in changes)
        found = self._reckoned.get(key)
        if found is None:
            try:
                found = self._reckon(changes)
            except BadInput as refused:
                found = refused
            self._reckoned[key] = found
        if isinstance(found, BadInput):
            raise found
        figures = dict(found)
        for change in changes:
            for name, fen in change.fen.items():
                figures[name] = figures.get(name, 0) + fen
        return figures

    def _reckon(self, changes: Sequence[Change]) -> dict[str, int]:
        on = self._day(changes)
        ledger = changed(self.debt, changes).ledger(max(on, self.due or on))
        figures = _right_figures(ledger, ledger.position(on), on, self.due)
        if "minimum" in self.figures:  # on another day there may be no bill yet to ask for one
            figures.setdefault("minimum", 0)
        return figures

    def position_under(self, changes: Sequence[Change]) -> Position:
        """The position on the bill's day, for the steps behind its figures."""
        if not any(change.reckons_anew for change in changes):
            return self.position
        return changed(self.debt, changes).position(self._day(changes))

    def _day(self, changes: Sequence[Change]) -> date:
        return self.on + timedelta(sum(change.days for change in changes))


def billed_debt(debt: Debt, on: date, due: date | None) -> BilledDebt:
    """A debt on the day of a bill; for the same debt and day the same again."""
    return debt.kept(("billed", on, due), lambda: BilledDebt(debt, on, due))


def reckoned_ahead(debt: Debt, on: date, values: Readings) -> Iterator[None]:
    """Reckon through what a check of a bill of a day will try, whatever it says, one reading at each step.
    What is known by then the check needn't reckon through again."""
    account = billed_debt(debt, on, None)
    changes = [
        *term_changes(account.debt.terms, values),
        *day_changes(values),
        *event_changes(account.debt.events, account.position, values, None),
    ]
    for change in changes:
        yield
        with suppress(BadInput):  # it cannot be reckoned so, and the check will find that too
            account.reckon((change,))


def _right_figures(ledger: Ledger, position: Position, on: date, due: date | None) -> dict[str, int]:
    """What a right bill of this day says, fen."""
    figures: dict[str, int] = {name: to_fen(position[name], name) for name in COMPONENTS}
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


class Tried:
    """One or two changes, and the figures under them."""

    __slots__ = ("changes", "figures")

    def __init__(self, changes: tuple[Change, ...], figures: dict[str, int]) -> None:
        self.changes = changes
        self.figures = figures


class Search:
    """The readings that give figures of a bill."""

    def __init__(self, account: BilledDebt, asked: Asked, values: Readings) -> None:
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

    def all_that_give(self, ceilings: Sequence[tuple[str, Decimal]]) -> list[Tried]:
        """Everything that gives at least one of the figures that differ, the likeliest first."""
        account, more = self.account, self._more()
        singles = [self._try((change,)) for change in self._fixed(ceilings)]
        changes = [
            *term_changes(account.debt.terms, self.values),
            *day_changes(self.values),
            *event_changes(account.debt.events, account.position, self.values, more),
            *fee_changes(account.debt.terms, account.ledger, self.asked.on),
            *self._fees(),
        ]
        singles += [each for change in changes if (each := self._attempt((change,))) is not None]
        singles = [each for each in singles if each.figures != account.figures]
        found = [each for each in singles if self.given(each)]
        if not any(map(self.explains_all, found)):
            found += self._pairs(singles)
        return sorted(found, key=self._rank)

    def _try(self, changes: tuple[Change, ...]) -> Tried:
        self.tried += 1
        if any(change.reckons_anew for change in changes):
            return Tried(changes, self.account.reckon(changes))
        figures = dict(self.account.figures)
        for change in changes:
            for name, fen in change.fen.items():
                figures[name] += fen
        return Tried(changes, figures)

    def _attempt(self, changes: tuple[Change, ...]) -> Tried | None:
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
        parts: dict[str, int] = {name: fen for name, fen in gap.items() if name in COMPONENTS}
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

    def _pairs(self, singles: Sequence[Tried]) -> list[Tried]:
        """Two readings together, where they give more than either alone. Which pairs are worth reckoning
        through shows in what each does alone: their effects added, or multiplied, must come near the bill."""
        base = self.account.figures
        moving = [
            each for each in singles if any(each.figures[name] != base[name] for name in self.differing)
        ]
        alone = {id(each.changes[0]): set(self.given(each)) for each in moving}
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
            if all(set(self.given(each)) > alone[id(change)] for change in each.changes)
        ]
        return found + self._with_a_fee(moving)

    def _distance(self, first: Tried, second: Tried, name: str) -> float:
        """How far both effects together seem to be from the bill's figure, as a share of the difference."""
        ours, billed = self.account.figures[name], self.billed[name]
        one, two = first.figures[name], second.figures[name]
        if one == ours or two == ours:
            other = one if two == ours else two
            return abs(other - billed) / abs(billed - ours)
        added = one + two - ours
        multiplied = one * two / ours if ours else float(added)
        return min(abs(added - billed), abs(multiplied - billed)) / abs(billed - ours)

    def _with_a_fee(self, moving: Sequence[Tried]) -> list[Tried]:
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
                pairs.append(Tried((*each.changes, fee), figures))
        return pairs

    # -- what was found

    def given(self, each: Tried) -> tuple[str, ...]:
        """The figures that differ and come out."""
        return tuple(name for name in self.differing if each.figures[name] == self.billed[name])

    def explains_all(self, each: Tried) -> bool:
        return self.given(each) == tuple(self.differing) and not self.breaks(each)

    def breaks(self, each: Tried) -> list[str]:
        return [
            name
            for name in self.billed
            if name not in self.differing and each.figures[name] != self.billed[name]
        ]

    def _rank(self, each: Tried) -> tuple[int, int, int]:
        """Fewer figures put out of order, more explained, fewer readings; the rest as they were tried."""
        return len(self.breaks(each)), -len(self.given(each)), len(each.changes)
