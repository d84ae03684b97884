"""What a debt comes to on the day an agreement is made about it, and what its contract would ask for next."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ..basics.dates import YearDays, add_months, as_date, year_of
from ..basics.money import (
    COMPONENTS,
    EXACT,
    ROUNDINGS,
    Amount,
    BadInput,
    Rounding,
    choice,
    to_decimal,
    to_fen,
    whole,
    yuan,
)
from ..basics.older import Older
from ..basics.steps import Step
from .agreed_terms import AgreedTerms
from .contract import InstalmentTerms, RevolvingTerms, Terms
from .events import Acceleration, Event, RateChange
from .records import Parts

if TYPE_CHECKING:
    from .debt import Debt


class Coming(NamedTuple):
    """An instalment that the contract's own plan still asks for.

    Attributes:
        due: its day.
        principal, fee: yuan.
    """

    due: date
    principal: Amount
    fee: Amount = "0"


@dataclass(frozen=True, kw_only=True)
class PayoffQuote:
    """What is owed on the day of an agreement, yuan by component, and what else an agreement starts from.

    Attributes:
        on: the day.
        principal, fees: yuan.
        interest: at the contract rate, yuan.
        penalty: penalty interest, yuan.
        compound: interest on interest, yuan.
        annual_rate: the contract rate a year in force, as a share.
        overdue: what was asked for by then and is unpaid, with all charges for being late.
        late_since: the due day of the oldest of it.
        missed: minimum payments missed in a row.
        coming: what the contract's plan still asks for, in order; the rest of the principal is due.
        year_days: the days that the contract gives a year.
        rounding: how the contract rounds.
        term_months, matures: how long the contract runs, and to which day; None where it is an account
            without an end.
        debt: the debt itself, for what it does if nothing is agreed.
    """

    on: date
    principal: Amount = "0"
    interest: Amount = "0"
    penalty: Amount = "0"
    compound: Amount = "0"
    fees: Amount = "0"
    annual_rate: Amount = "0"
    overdue: Amount = "0"
    late_since: date | None = None
    missed: int = 0
    coming: tuple[Coming, ...] = ()
    year_days: YearDays = 365
    rounding: Rounding = "half_up"
    term_months: int | None = None
    matures: date | None = None
    debt: "Debt | None" = None

    def __post_init__(self) -> None:
        as_date(self.on, "on")
        year_of(self.year_days)
        choice(self.rounding, "rounding", ROUNDINGS)
        whole(self.missed, "missed")
        if self.late_since is not None and as_date(self.late_since, "late_since") > self.on:
            raise BadInput("late_since", self.late_since, f"a day up to {self.on}")
        if self.overdue_fen > sum(self.parts):
            raise BadInput("overdue", self.overdue, f"at most what is owed, {self.total}")
        days = [as_date(instalment.due, "coming.due") for instalment in self.coming]
        if days != sorted(set(days)) or (days and days[0] <= self.on):
            raise BadInput("coming", days, f"days after {self.on}, in order")
        if sum(principal for _, principal, _ in self.coming_fen) > self.parts[0]:
            raise BadInput("coming", self.coming, f"principal of {self.principal} at most")
        _ = self.rate

    story = Older("debt")

    @cached_property
    def parts(self) -> Parts:
        """What is owed by component, fen."""
        return (
            to_fen(self.principal, "principal"),
            to_fen(self.interest, "interest"),
            to_fen(self.penalty, "penalty"),
            to_fen(self.compound, "compound"),
            to_fen(self.fees, "fees"),
        )

    @cached_property
    def total(self) -> Decimal:
        """What would clear the debt on that day, yuan."""
        return yuan(sum(self.parts))

    @cached_property
    def rate(self) -> Decimal:
        """The contract rate a year."""
        return to_decimal(self.annual_rate, "annual_rate")

    @cached_property
    def overdue_fen(self) -> int:
        """What is overdue, fen."""
        return to_fen(self.overdue, "overdue")

    @cached_property
    def coming_fen(self) -> tuple[tuple[date, int, int], ...]:
        """What the contract's plan still asks for: day, principal and fee, fen."""
        return tuple(
            (due, to_fen(principal, "coming.principal"), to_fen(fee, "coming.fee"))
            for due, principal, fee in self.coming
        )

    def explain(self) -> list[Step]:
        """The steps behind every part; they add up to the total. Without the debt, one for each part."""
        if self.debt is not None:
            return self.debt.position(self.on).explain()
        kinds = ("drawn", "interest", "penalty", "compound", "default_fee")
        return [
            Step(kind=kind, component=name, amount=yuan(fen), start=self.on)  # type: ignore[arg-type]
            for kind, name, fen in zip(kinds, COMPONENTS, self.parts, strict=True)
            if fen
        ]


def known_debt(owed: PayoffQuote) -> "Debt":
    """The debt as it is known on the day of `owed`: nothing is drawn after it. Raises BadInput without it."""
    if owed.debt is None:
        allowed = "the debt itself, to see what its report shows and what it asks for"
        raise BadInput("owed.debt", None, allowed)
    return owed.debt.drawn_by(owed.on)


def payoff_quote(debt: "Debt", on: date) -> PayoffQuote:
    """What a debt comes to on a day; nothing later is among its events."""
    terms = debt.terms
    position = debt.position(on)
    coming: tuple[Coming, ...] = ()
    term = matures = None
    if isinstance(terms, InstalmentTerms):
        term, matures = terms.periods, add_months(debt.drawings[0].on, terms.periods)
        if isinstance(terms, AgreedTerms):
            matures = terms.plan[-1].due
        coming = _coming(debt, on, matures, to_fen(position.principal, "principal"))
        called = [event.on for event in debt.events if isinstance(event, Acceleration)]
        if matures > on and not coming:
            matures = min(called, default=on)
    return PayoffQuote(
        on=on,
        principal=position.principal,
        interest=position.interest,
        penalty=position.penalty,
        compound=position.compound,
        fees=position.fees,
        annual_rate=_rate(terms_in_force(terms, debt.events)),
        overdue=position.due if position.days_past_due else "0",
        late_since=position.late_since,
        missed=position.missed,
        coming=coming,
        year_days=terms.year_days,
        rounding=terms.rounding,
        term_months=term,
        matures=matures,
        debt=debt,
    )


def _coming(debt: "Debt", on: date, matures: date, principal: int) -> tuple[Coming, ...]:
    """The instalments not yet due; none where the whole debt has been called."""
    if matures <= on or not principal:
        return ()
    plan = debt.under(accelerate_after_days=None).ledger(matures).dues
    today = on.toordinal()
    if tuple(due for due in plan if due.on <= today) != debt.ledger(on).dues:
        return ()
    later = [due for due in plan if due.on > today]
    ahead = max(0, sum(due.principal for due in later) - principal)  # money held will meet the next ones
    coming = []
    for due in later:
        taken = min(ahead, due.principal)
        ahead -= taken
        coming.append(Coming(date.fromordinal(due.on), yuan(due.principal - taken), yuan(due.fee)))
    return tuple(coming)


def terms_in_force(terms: Terms, events: Iterable[Event]) -> Terms:
    """The contract with its rates as the changes among `events` have left them."""
    changes = sorted((event for event in events if isinstance(event, RateChange)), key=lambda each: each.on)
    for change in changes:
        if change.penalty_daily_rate is not None:
            daily = change.penalty_daily_rate
            if isinstance(terms, InstalmentTerms):
                terms = replace(terms, penalty_daily_rate=daily, penalty_multiple=None)
            else:
                terms = replace(terms, penalty_daily_rate=daily)
        if isinstance(terms, RevolvingTerms):
            if change.daily_rate is not None:
                terms = replace(terms, daily_rate=change.daily_rate)
        elif change.annual_rate is not None:
            terms = replace(terms, annual_rate=change.annual_rate)
    return terms


def _rate(terms: Terms) -> Decimal:
    """The contract rate a year: for an account, interest and service fee a day, times the year."""
    if isinstance(terms, InstalmentTerms):
        return terms.contract_rate
    interest = to_decimal("0" if terms.interest == "none" else terms.daily_rate, "daily_rate")
    service = to_decimal(terms.service_daily_rate, "service_daily_rate")
    return EXACT.multiply(EXACT.add(interest, service), terms.year_days)
