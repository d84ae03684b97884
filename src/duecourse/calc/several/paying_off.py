"""Several debts paid off month by month with the same money: costliest first, smallest first, in fair shares,
or the minimums alone. Every payment goes through the debt's own ledger and its contract's allocation.

One month, from a pay day to the next: what has been asked for by the pay day is paid on it, what falls due
before the next one on its own day. Where the money does not suffice for both, the strategy says who gets
it, and the month is noted. Money beyond goes, on the pay day, where the strategy sends it: only to debts on
which a payment saves something from that day on, or which it clears. What is left is kept for the next
month; who pays the minimums alone keeps nothing.

Paying the costliest first costs least where every payment lowers what bears the price: where charges bear
none, principal is paid before them, and nothing but that price depends on the day. Contracts are rarely so
simple. Where charges must be paid before principal, where a missed minimum costs a fee (it is counted as the
price of a month), or where the dearest debt cannot be paid early, another order can be cheaper, with far too
little money by much: the ledgers show it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal, get_args

from ..basics.dates import add_months, as_date
from ..basics.money import COMPONENTS, Amount, BadInput, choice, to_fen, whole, yuan
from ..basics.shares import capped_shares
from ..debt.debt import Debt, Run
from ..debt.delay import charged
from ..debt.events import Payment
from ..debt.ledger import Ledger
from ..debt.payoff import terms_in_force
from .priorities import facts_of, missed_fee, price_in_force

Strategy = Literal["avalanche", "snowball", "pro_rata", "minimums_only"]
"""The costliest debt first; the smallest first; in proportion to what is owed; nothing beyond what is due."""

STRATEGIES: Final[tuple[Strategy, ...]] = get_args(Strategy)

_MOST_MONTHS: Final = 240


@dataclass(frozen=True)
class MonthPaid:
    """One month, yuan.

    Attributes:
        on: its pay day.
        available: with what was kept from before.
        needed: asked for by then, or due before the next pay day.
        paid: by debt.
        kept: for the next month.
        owed: by debt, a day before the next pay day.
    """

    on: date
    available: Decimal
    needed: Decimal
    paid: Mapping[str, Decimal]
    kept: Decimal
    owed: Mapping[str, Decimal]

    @property
    def short(self) -> bool:
        """Whether the money did not suffice for what had to be paid."""
        return self.available < self.needed


@dataclass(frozen=True)
class PayingOff:
    """How a household pays off its debts under one strategy.

    Attributes:
        strategy: the order in which money went.
        months: month by month.
        cleared: the day on which each debt was paid off, None where it is not within the months looked at.
        cost: all that was charged from the start on, by debt, yuan.
        owed: what is left at the end, by debt, yuan.
        payments: every payment, by debt.
    """

    strategy: Strategy
    months: tuple[MonthPaid, ...]
    cleared: Mapping[str, date | None]
    cost: Mapping[str, Decimal]
    owed: Mapping[str, Decimal]
    payments: Mapping[str, tuple[Payment, ...]]

    @property
    def clear_in(self) -> int | None:
        """Months until every debt is paid off; None where that is not within the months looked at."""
        return None if any(day is None for day in self.cleared.values()) else len(self.months)

    @property
    def total_cost(self) -> Decimal:
        """All that was charged, all debts together."""
        return yuan(sum(to_fen(amount, "cost", least=None) for amount in self.cost.values()))

    @property
    def total_paid(self) -> Decimal:
        """All payments together."""
        return yuan(sum(to_fen(amount, "paid") for month in self.months for amount in month.paid.values()))

    @property
    def total_owed(self) -> Decimal:
        """What is left at the end, all debts together."""
        return yuan(sum(to_fen(amount, "owed") for amount in self.owed.values()))

    @property
    def short_months(self) -> tuple[date, ...]:
        """The pay days of the months in which the money does not suffice."""
        return tuple(month.on for month in self.months if month.short)


def pay_off(
    debts: Iterable[Debt],
    money: Sequence[Amount],
    *,
    strategy: Strategy,
    start: date,
    pay_day: int,
    months: int,
) -> PayingOff:
    """Debts paid off month by month from a day on, with the same money.

    What happened to a debt after the start is left out.

    Args:
        debts: each with an id of its own.
        money: what there is each month, yuan; where months outnumber the amounts they begin again.
        strategy: "avalanche": the costliest first; "snowball": the smallest first; "pro_rata": in proportion
            to what is owed; "minimums_only": nothing beyond what is due.
        start: the first day.
        pay_day: the day of the month; its last where it is shorter.
        months: how many are looked at, at most.

    Returns:
        Every month, and when each debt is paid off.

    Raises:
        BadInput: no debts, or two of one id.

    Example:
        >>> terms = InstalmentTerms(method="bullet", periods=1, penalty_daily_rate="0.0006")
        >>> debts = [Debt(terms, Drawing(date(2026, 1, 15), yuan), id=yuan) for yuan in ("900", "400")]
        >>> start = date(2026, 3, 1)
        >>> found = pay_off(debts, ["300"], strategy="snowball", start=start, pay_day=15, months=12)
        >>> found.clear_in, found.total_cost
        (5, Decimal('54.33'))
    """
    choice(strategy, "strategy", STRATEGIES)
    as_date(start, "start")
    whole(pay_day, "pay_day", least=1, most=31)
    whole(months, "months", least=1, most=_MOST_MONTHS)
    if isinstance(money, str) or not isinstance(money, Sequence) or not money:
        raise BadInput("money", money, "at least one amount a month")
    amounts = [to_fen(amount, "money") for amount in money]
    days = _pay_days(start, pay_day, months + 1)
    running = [_Running(debt, start, *days[:2]) for debt in facts_of(debts)]
    if not running or len({each.id for each in running}) < len(running):
        raise BadInput(
            "debts", [each.id for each in running], "at least one debt, each with an id of its own"
        )
    paid: list[MonthPaid] = []
    kept = 0
    for number in range(months):
        for each in running if number else ():
            each.look_ahead(days[number + 1])
        if not any(each.owed(days[number]) for each in running):
            break
        month = _Month(running, strategy, days[number : number + 2], kept + amounts[number % len(amounts)])
        paid.append(month.pay())
        kept = 0 if strategy == "minimums_only" else month.left
    end = days[len(paid)] - timedelta(1) if paid else start
    return PayingOff(
        strategy,
        tuple(paid),
        {each.id: each.cleared for each in running},
        {each.id: charged(each.ledger, end, since=start) for each in running},
        {each.id: each.ledger.position(end).total for each in running},
        {each.id: tuple(each.payments) for each in running},
    )


def _pay_days(start: date, pay_day: int, count: int) -> list[date]:
    anchor = date(start.year, 1, 31)
    days: list[date] = []
    number = start.month - 1
    while len(days) < count:
        end = add_months(anchor, number)
        on = end.replace(day=min(pay_day, end.day))
        if on >= start:
            days.append(on)
        number += 1
    return days


class _Running:
    """A debt on its way, with the payments made on it so far, looked at up to the next pay day.

    It is run through up to the day of the next payment, and from there a twin of the run to the end of the
    month: so nothing is run through again but the days from a payment to that end.
    """

    def __init__(self, debt: Debt, start: date, on: date, until: date) -> None:
        known = debt.known(start)
        self.id = debt.id
        self.terms = known.terms
        self.in_force = terms_in_force(known.terms, known.events)
        self.payments: list[Payment] = []
        self.now = known.run_before(on)
        self.look_ahead(until)
        self.cleared = start if not known.position(start).total_fen else None

    def look_ahead(self, until: date) -> None:
        """To the end of the month that ends before a day; nothing is paid any more before its first."""
        self.before, self.end = self.now, until - timedelta(1)
        self._follow(self.before.twin())

    def _follow(self, run: Run) -> None:
        run.reach(self.end.toordinal())
        self.now, self.ledger = run, run.reading(self.end)
        self._supposed: tuple[date, int, Run] | None = None

    def owed(self, on: date) -> int:
        return self.ledger.position(on).total_fen

    def due(self, on: date) -> int:
        return self.ledger.position(on).due_fen

    def price(self, on: date) -> Decimal:
        return price_in_force(self.in_force, self.ledger.position(on))

    def price_with_fee(self, on: date, until: date) -> Decimal:
        """The price, and the default fee on what falls due by then, for each yuan of it."""
        terms = self.terms
        if not (terms.fee_share[0] or terms.floor_fen):
            return self.price(on)
        checked = self.now.twin().ledger(until + timedelta(terms.grace_days + 1))
        return self.price(on) + missed_fee(terms, checked, on, until)[1]

    def after_principal(self, on: date) -> int:
        """The charges that a payment meets only after the principal, fen."""
        order, parts = self.terms.allocation, self.ledger.position(on).parts
        return sum(parts[COMPONENTS.index(name)] for name in order[order.index("principal") + 1 :])

    def due_days(self, after: date) -> list[date]:
        """The due days from a day to the end of the month."""
        first, last = after.toordinal() + 1, self.end.toordinal()
        return [
            date.fromordinal(day)
            for day in sorted({due.on for due in self.ledger.dues if first <= due.on <= last})
        ]

    def supposed(self, on: date, fen: int) -> Ledger:
        """What it would do after a payment."""
        run = self._paying(on, fen)
        run.reach(self.end.toordinal())
        self._supposed = on, fen, run
        return run.reading(self.end)

    def pay(self, on: date, fen: int) -> None:
        if not fen:
            return
        supposed = self._supposed
        self._follow(supposed[2] if supposed and supposed[:2] == (on, fen) else self._paying(on, fen))
        self.payments.append(Payment(on, yuan(fen)))
        self.before.add(self.payments[-1])
        if self.cleared is None and not self.owed(on):
            self.cleared = on

    def _paying(self, on: date, fen: int) -> Run:
        """A run to go on with, with a payment more on a day."""
        self.before.run_to(on.toordinal() - 1)
        run = self.before.twin()
        run.add(Payment(on, yuan(fen)))
        return run


class _Month:
    """One month: `days` are its pay day and the next."""

    def __init__(
        self, running: Sequence[_Running], strategy: Strategy, days: Sequence[date], available: int
    ) -> None:
        self.running = running
        self.strategy = strategy
        self.on, self.next = days
        self.available = self.left = available
        self.paid = dict.fromkeys((each.id for each in running), 0)

    def pay(self) -> MonthPaid:
        """Pay, and tell what was paid."""
        now = {each.id: each.due(self.on) for each in self.running}
        later = {each.id: self._asked_later(each, now[each.id]) for each in self.running}
        needs = {name: now[name] + later[name] for name in now}
        needed = sum(needs.values())
        given = needs if needed <= self.available else self._divided(needs)
        reserved = {}
        for each in self.running:
            at_once = min(given[each.id], now[each.id])
            reserved[each.id] = given[each.id] - at_once
            self._book(each, self.on, at_once)
        self.left -= sum(reserved.values())
        if needed <= self.available and self.strategy != "minimums_only":
            self._beyond(reserved)
        for each in self.running:
            self.left += reserved[each.id] - self._pay_later(each, reserved[each.id])
        end = self.next - timedelta(1)
        return MonthPaid(
            self.on,
            yuan(self.available),
            yuan(needed),
            {name: yuan(fen) for name, fen in self.paid.items()},
            yuan(self.left),
            {each.id: yuan(each.owed(end)) for each in self.running},
        )

    def _book(self, each: _Running, on: date, fen: int) -> None:
        each.pay(on, fen)
        self.paid[each.id] += fen
        if on == self.on:
            self.left -= fen

    def _asked_later(self, each: _Running, now: int) -> int:
        """What falls due before the next pay day, if what is due now is paid."""
        days = each.due_days(self.on)
        if not days:
            return 0
        if not now:
            return each.due(days[-1])
        return each.supposed(self.on, now).position(days[-1]).due_fen

    def _pay_later(self, each: _Running, reserved: int) -> int:
        """Pay what falls due on its days, from what was set aside; returns how much."""
        left = reserved
        for on in each.due_days(self.on) if reserved else ():
            fen = min(left, each.due(on))
            self._book(each, on, fen)
            left -= fen
        return reserved - left

    def _in_order(self) -> list[_Running]:
        if self.strategy == "avalanche":
            return sorted(self.running, key=lambda each: (-each.price(self.on), each.owed(self.on)))
        return sorted(self.running, key=lambda each: each.owed(self.on))

    def _divided(self, needs: Mapping[str, int]) -> dict[str, int]:
        """Too little money: who gets how much of what is needed. The costliest first means what bears its
        price, and the default fee on a minimum that is missed: charges that the contract pays after principal
        wait until no principal does."""
        if self.strategy in ("pro_rata", "minimums_only"):
            return capped_shares(self.available, needs, needs)
        given, left = dict.fromkeys(needs, 0), self.available
        in_order = self._in_order()
        if self.strategy == "avalanche":
            in_order.sort(key=lambda each: -each.price_with_fee(self.on, self.next))
        for after_principal in (False, True) if self.strategy == "avalanche" else (True,):
            for each in in_order:
                most = needs[each.id] - (0 if after_principal else each.after_principal(self.on))
                part = min(left, max(0, most - given[each.id]))
                given[each.id] += part
                left -= part
        return given

    def _beyond(self, reserved: dict[str, int]) -> None:
        """Money beyond what is needed: to what it saves something on, or clears; what is set aside for a debt
        helps to clear it."""
        if self.strategy == "pro_rata":
            owed = {each.id: each.owed(self.on) for each in self.running if each.price(self.on)}
            shares = capped_shares(self.left, owed, owed) if any(owed.values()) else {}
            for each in self.running:
                self._book(each, self.on, shares.get(each.id, 0))
        for each in self._in_order():
            owed_now = each.owed(self.on)
            if owed_now and self.left + reserved[each.id] >= owed_now:
                own = min(reserved[each.id], owed_now)
                reserved[each.id] -= own
                self.left += own
                self._book(each, self.on, owed_now)
            elif owed_now and each.price(self.on):
                self._book(each, self.on, self.left)
