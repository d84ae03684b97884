"""What a debt did from its first day on, and what is owed on any day, with every step behind it.

A ledger moves from event to event: between two of them every charge grows by the same amount a day.
It keeps one record a day on which something changed (`Record`); any other day follows from the
record before it. `instalments.py` and `revolving.py` write the records, this module reads them.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from ..basics.dates import as_date
from ..basics.money import COMPONENTS, BadInput, Rounding, divide, yuan, yuan_column
from ..basics.steps import Step
from .explaining import charge_steps, move_steps
from .growth import Compounding, RawCharge, RawRecord
from .records import BEFORE, Bill, Due, Move, Parts, Record

if TYPE_CHECKING:
    import pandas


_COLUMNS: Final = (
    "date", "principal", "interest", "penalty", "fees", "total", "days_past_due", "compound",
)  # fmt: skip


class Position:
    """What is owed on one day. Yuan, two places; the parts add up to `total`.

    principal, interest (at the contract rate), penalty, compound (interest on interest) and fees;
    money paid ahead of its day is already taken off.
    days_past_due: days since the oldest unpaid due day, 0 where nothing is late.
    """

    __slots__ = ("_credit", "_fen", "_ledger", "_record", "days_past_due", "on")

    def __init__(self, ledger: "Ledger", record: Record, on: int) -> None:
        self._ledger = ledger
        self._record = record
        self.on = date.fromordinal(on)
        self._fen, self._credit = ledger._owed(record, on)
        late = record.late_from
        self.days_past_due = on - late if late else 0

    @property
    def credit(self) -> Decimal:
        """Paid beyond everything owed."""
        return yuan(self._credit)

    @property
    def due(self) -> Decimal:
        """Asked for by this day and unpaid, with all charges for being late."""
        return yuan(self.due_fen)

    @property
    def due_fen(self) -> int:
        """The same in fen."""
        _, _, penalty, compound, _ = self._fen
        total = sum(self._fen)
        asked = self._record.due + penalty + compound
        return total if self._record.all_due else min(asked, total)

    @property
    def principal(self) -> Decimal:
        """Principal not yet paid back, due or not."""
        return yuan(self._fen[0])

    @property
    def interest(self) -> Decimal:
        """Interest at the contract rate, up to this day."""
        return yuan(self._fen[1])

    @property
    def penalty(self) -> Decimal:
        """Penalty interest up to this day."""
        return yuan(self._fen[2])

    @property
    def compound(self) -> Decimal:
        """Interest on unpaid interest up to this day."""
        return yuan(self._fen[3])

    @property
    def fees(self) -> Decimal:
        """Instalment, service and default fees charged and unpaid."""
        return yuan(self._fen[4])

    @property
    def total(self) -> Decimal:
        """Everything owed: what would clear the debt on this day."""
        return yuan(sum(self._fen))

    @property
    def total_fen(self) -> int:
        """The same in fen."""
        return sum(self._fen)

    @property
    def parts(self) -> Parts:
        """What is owed by component, fen, in the order of COMPONENTS."""
        return self._fen

    @property
    def late_since(self) -> date | None:
        """The due day of the oldest unpaid amount, None where nothing is late."""
        late = self._record.late_from
        return date.fromordinal(late) if late else None

    @property
    def missed(self) -> int:
        """Minimum payments missed in a row, on a revolving account."""
        return self._record.missed

    @property
    def one_more_day(self) -> Decimal:
        """What one more day without a payment costs: what is charged by tomorrow and was not by today.

        An instalment fee that falls due tomorrow is no cost of the day: it comes with the plan.
        """
        on, ledger = self.on.toordinal(), self._ledger
        charged = sum(ledger._accrued(on + 1)[1:]) - sum(ledger._accrued(on)[1:])
        return yuan(charged - ledger._instalment_fees(on + 1))

    def explain(self, component: str | None = None) -> list[Step]:
        """The steps behind every part, or behind one; their amounts add up to the total, or to that part."""
        steps = self._ledger._steps(self.on.toordinal(), self._record, self._fen)
        return steps if component is None else [step for step in steps if step.component == component]

    def __getitem__(self, component: str) -> Decimal:
        """A part by its name in COMPONENTS."""
        if component not in COMPONENTS:
            raise BadInput("component", component, ", ".join(COMPONENTS))
        return yuan(self._fen[COMPONENTS.index(component)])

    def __repr__(self) -> str:
        parts = ", ".join(f"{name} {self[name]}" for name in COMPONENTS)
        return f"Position({self.on}: {parts}, total {self.total}, {self.days_past_due} days past due)"


class Ledger:
    """A debt from its first day to `until`. Ask it for a `position` on any day, or for the daily `frame`."""

    __slots__ = (
        "_keys",
        "_late_days",
        "_logs",
        "_moves",
        "_outstanding",
        "_reading_day",
        "_records",
        "_rounding",
        "_scale",
        "_start",
        "bills",
        "dues",
        "until",
        "year_days",
    )

    def __init__(
        self,
        *,
        start: int,
        until: date,
        keys: list[int],
        records: list[RawRecord],
        logs: list[list[RawCharge | Compounding]],
        moves: list[Move],
        scale: int,
        rounding: Rounding,
        year_days: int,
        reading_day: int = 0,
        late_days: Iterable[int] = (),
        dues: Iterable[Due] = (),
        bills: Iterable[Bill] = (),
    ) -> None:
        self.until = until
        self.year_days = year_days
        self.dues = tuple(dues)
        self.bills = tuple(bills)
        self._late_days = late_days
        self._start = start
        self._keys = keys
        self._records = records
        self._logs = logs
        self._moves = moves
        self._outstanding: list[tuple[int, int]] | None = None
        self._scale = scale
        self._rounding = rounding
        self._reading_day = reading_day  # 1 where the day one looks at counts already

    @property
    def start(self) -> date:
        """The first day: the day of the first drawing."""
        return date.fromordinal(self._start)

    @property
    def late_days(self) -> list[date]:
        """The first late day of each amount that was not paid on time."""
        return [date.fromordinal(day) for day in self._late_days]

    def position(self, on: date) -> Position:
        """What is owed on a day, after all that happened on it. Nothing before the first drawing.

        Raises BadInput for a day after `until`: what happens then is not known to this ledger.
        """
        return self._position(self._ordinal(on))

    def _ordinal(self, on: date) -> int:
        if as_date(on, "on") > self.until:
            raise BadInput("on", on, f"a day up to {self.until}, to which this ledger runs")
        return on.toordinal()

    def _position(self, on: int) -> Position:
        return Position(self, self._record(on), on)

    def _record(self, on: int) -> Record:
        index = bisect_right(self._keys, on) - 1
        if index < 0:
            return Record(on, 0, 0, on, *BEFORE)
        raw = self._records[index]
        return Record._make((*raw[:3], *raw[3]))

    def _gross(self, record: Record, on: int) -> Parts:
        """Fen owed by component, money held for the next due day not taken off."""
        days = on + self._reading_day - record.grown_to
        scale, rounding = self._scale, self._rounding
        grown = record.interest_grown + record.interest_daily * days
        compounding = on + self._reading_day - record.compound_to
        compound = record.compound_grown + record.compound_daily * compounding
        return (
            record.principal,
            record.interest + divide(grown, record.interest_scale, rounding),
            record.penalty + divide(record.penalty_grown + record.penalty_daily * days, scale, rounding),
            record.compound + divide(compound, scale, rounding),
            record.fees + divide(record.fees_grown + record.fees_daily * days, scale, rounding),
        )

    def _owed(self, record: Record, on: int) -> tuple[Parts, int]:
        gross = self._gross(record, on)
        if not record.unapplied:
            return gross, 0
        principal, interest, penalty, compound, fees = gross
        left = record.unapplied
        net = []
        for part in (principal, interest, fees, penalty, compound):
            taken = min(left, part)
            net.append(part - taken)
            left -= taken
        return (net[0], net[1], net[3], net[4], net[2]), left

    def _accrued(self, on: int) -> Parts:
        """All that was drawn or charged by a day, fen by component, whatever was paid since."""
        record = self._record(on)
        rows = zip(self._gross(record, on), record.paid, record.waived, strict=True)
        a, b, c, d, e = (owed + paid + waived for owed, paid, waived in rows)
        return a, b, c, d, e

    def _instalment_fees(self, on: int) -> int:
        """The instalment fees that fall due on a day, fen."""
        return sum(move.amount for move in self._moves if move.on == on and move.kind == "instalment_fee")

    def default_fee_between(self, after: date, until: date) -> tuple[int, int]:
        """The first default fee charged after a day and up to another, and its base, fen; 0 without one."""
        first, last = after.toordinal(), until.toordinal()
        charged = (move for move in self._moves if first < move.on <= last and move.kind == "default_fee")
        return next(((move.amount, move.base or 0) for move in charged if move.base), (0, 0))

    def accrued(self, on: date) -> dict[str, Decimal]:
        """All that was drawn or charged by a day, by component: what was paid + waived + is owed."""
        return dict(zip(COMPONENTS, map(yuan, self._accrued(self._ordinal(on))), strict=True))

    def charged_fen(self, on: date) -> int:
        """All that was charged by a day beside the principal, paid or not, less what was waived, fen."""
        day = self._ordinal(on)
        record = self._record(day)
        return sum(self._gross(record, day)[1:]) + sum(record.paid[1:])

    def paid(self, on: date) -> Decimal:
        """All payments up to a day, held money and overpayment included."""
        record = self._record(self._ordinal(on))
        return yuan(sum(record.paid) + record.unapplied)

    def waived(self, on: date) -> Decimal:
        """All that was waived up to a day."""
        return yuan(sum(self._record(self._ordinal(on)).waived))

    def waived_by_component(self, on: date) -> dict[str, Decimal]:
        """What was waived up to a day, yuan by component."""
        record = self._record(self._ordinal(on))
        return dict(zip(COMPONENTS, map(yuan, record.waived), strict=True))

    def still_open(self, on: date) -> bool:
        """Whether on a day anything is still to be paid, or the account can still be drawn on."""
        return self._record(self._ordinal(on)).open

    def payment_split(self, on: date) -> dict[str, Decimal]:
        """How the payments of one day were allocated, by component; "held" is kept for the next due day."""
        ordinal = self._ordinal(on)
        split: dict[str, int] = {}
        for move in self._moves:
            if move.on == ordinal and move.kind in ("paid", "held") and not move.from_unapplied:
                name = "held" if move.kind == "held" else move.component
                split[name] = split.get(name, 0) - move.amount
        return {name: yuan(amount) for name, amount in split.items() if amount}

    def principal_days(self, on: date) -> Decimal:
        """Yuan × days of principal outstanding up to a day: what a yearly cost is measured on."""
        end = self._ordinal(on)
        place = bisect_right(self._keys, end) - 1
        if place < 0:
            return yuan(0)
        if self._outstanding is None:
            self._outstanding = list(self._principal_days())
        principal, so_far = self._outstanding[place]
        return yuan(so_far + principal * (end - self._keys[place]))

    def _principal_days(self) -> Iterator[tuple[int, int]]:
        """For each day on which something changed the principal from then on, and fen × days before it."""
        so_far, last, principal = 0, self._start, 0
        for key in self._keys:
            so_far += principal * (key - last)
            last, principal = key, self._owed(self._record(key), key)[0][0]
            yield principal, so_far

    def flows(self, on: date) -> list[tuple[date, Decimal]]:
        """Money out and in up to a day, from the lender's side, with what is owed then as the last flow."""
        last = self._ordinal(on)
        totals: dict[int, int] = {}
        for move in self._moves:
            if move.on <= last and move.kind in ("drawn", "paid", "held") and not move.from_unapplied:
                totals[move.on] = totals.get(move.on, 0) - move.amount
        totals[last] = totals.get(last, 0) + sum(self._owed(self._record(last), last)[0])
        return [(date.fromordinal(day), yuan(amount)) for day, amount in sorted(totals.items()) if amount]

    def knots(self, start: date | None = None, end: date | None = None) -> list[date]:
        """The days between which every figure is a straight line: each change, and the day before it."""
        first = self._start if start is None else as_date(start, "start").toordinal()
        last = (self.until if end is None else as_date(end, "end")).toordinal()
        days = {first, last}
        for key in self._keys:
            days.update(day for day in (key - 1, key) if first <= day <= last)
        return [date.fromordinal(day) for day in sorted(days)]

    def days(self) -> Iterator[Position]:
        """The position on every day from the first to `until`."""
        for on in range(self._start, self.until.toordinal() + 1):
            yield self._position(on)

    def columns(self) -> dict[str, list[Any]]:
        """Every day's figures from the first day to `until`, a list for each: `frame` without pandas."""
        table: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
        last = self.until.toordinal()
        table["date"] = [date.fromordinal(on) for on in range(self._start, last + 1)]
        ends = [*self._keys[1:], last + 1]
        for begin, end in zip(self._keys, ends, strict=True):
            days = range(begin, min(end, last + 1))
            if days:
                self._fill(table, days)
        return table

    def _fill(self, table: dict[str, list[Any]], days: range) -> None:
        """The rows between two events, where every charge grows evenly."""
        record = self._record(days[0])
        late = record.late_from
        table["days_past_due"] += [on - late for on in days] if late else [0] * len(days)
        if record.unapplied or len(days) == 1:
            parts = zip(*(self._owed(record, on)[0] for on in days), strict=True)
            lists = [list(part) for part in parts]
        else:
            lists = self._grown(record, days)
        for name, fen in zip(COMPONENTS, lists, strict=True):
            table[name] += [yuan(fen[0])] * len(fen) if fen[0] == fen[-1] else yuan_column(fen)
        table["total"] += yuan_column(map(sum, zip(*lists, strict=True)))

    def _grown(self, record: Record, days: range) -> list[list[int]]:
        """What is owed by component on days in a row, nothing held."""
        first_day = days[0] + self._reading_day
        since, compounding = first_day - record.grown_to, first_day - record.compound_to
        half_up, count = self._rounding == "half_up", len(days)
        lists = []
        for settled, grown, daily, scale, before in (
            (record.principal, 0, 0, 1, 0),
            (record.interest, record.interest_grown, record.interest_daily, record.interest_scale, since),
            (record.penalty, record.penalty_grown, record.penalty_daily, self._scale, since),
            (record.compound, record.compound_grown, record.compound_daily, self._scale, compounding),
            (record.fees, record.fees_grown, record.fees_daily, self._scale, since),
        ):
            first = grown + daily * before
            if daily:  # nothing below 0 grows, so this is `divide`, a call a day saved
                up, twice = scale if half_up else 0, 2 * scale
                exact = range(first, first + daily * count, daily)
                lists.append([settled + (2 * growth + up) // twice for growth in exact])
            else:
                lists.append([settled + divide(first, scale, self._rounding)] * count)
        return lists

    @property
    def frame(self) -> "pandas.DataFrame":
        """One row a day: date, principal, interest, penalty, fees, total, days_past_due, compound.

        Amounts are Decimal with two places, dates are datetime.date.
        """
        import pandas

        kinds = {name: object for name in _COLUMNS if name != "days_past_due"}
        return pandas.DataFrame(self.columns(), columns=list(_COLUMNS)).astype(kinds)

    def _steps(self, on: int, record: Record, owed: Parts) -> list[Step]:
        steps = [
            *move_steps(self._moves, on, self._rounding),
            *charge_steps(chain(*self._logs), on, self._reading_day, self._rounding),
        ]
        for name, gross, net in zip(COMPONENTS, self._gross(record, on), owed, strict=True):
            if gross != net:
                unapplied = yuan(net - gross)
                steps.append(Step(kind="held", component=name, amount=unapplied, start=date.fromordinal(on)))
        return sorted(steps, key=lambda step: (COMPONENTS.index(step.component), step.start or date.min))
