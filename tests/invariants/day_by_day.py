"""An instalment debt worked out the slow way: every day by itself, in fractions, nothing saved up.

Written from the words of `InstalmentTerms`, not from the ledger's code, for the terms it handles: any
plan, base and order of payment, grace that is free, tolerance, default fee, half-open days, one rounding.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from duecourse.calc import InstalmentTerms, Payment

Row = tuple[int, int]
"""Principal and fee of an instalment, fen. Its interest is what accrues."""


def fen(amount: object) -> int:
    """Yuan as fen."""
    return int(Decimal(str(amount)) * 100)


def rounded(exact: Fraction, rule: str) -> int:
    """To the fen, a half upwards; or cut."""
    return int(exact + Fraction(1, 2)) if rule == "half_up" else int(exact)


def month_later(start: date, months: int) -> date:
    """The same day so many months later, or the month's last."""
    year, month = start.year, start.month + months
    while month > 12:
        year, month = year + 1, month - 12
    return date(year, month, min(start.day, monthrange(year, month)[1]))


@dataclass
class Part:
    """An instalment that has fallen due."""

    due: date
    principal: int
    interest: int
    fee: int
    late: bool = False

    @property
    def unpaid(self) -> int:
        return self.principal + self.interest + self.fee


@dataclass
class DailyDebt:
    """The state of a debt. What accrues is kept exact and rounded only when it is looked at."""

    terms: InstalmentTerms
    start: date
    drawn: int
    today: date = field(init=False)

    def __post_init__(self) -> None:
        terms = self.terms
        self.today = self.start
        self.rate = Fraction(str(terms.annual_rate))
        if terms.penalty_multiple is not None:
            self.penalty_rate = self.rate * Fraction(str(terms.penalty_multiple)) / terms.year_days
        else:
            self.penalty_rate = Fraction(str(terms.penalty_daily_rate or 0))
        bullet = terms.method == "bullet"
        self.months = terms.periods if bullet else 1  # from one due day to the next
        number = 1 if bullet else terms.periods
        self.dues = [month_later(self.start, self.months * (i + 1)) for i in range(number)]
        self.plan = self._plan(number)
        self.not_due = self.drawn
        self.parts: list[Part] = []
        self.carried: list[Part] = []
        self.fallen = 0
        self.held = 0
        self.fees = 0
        self.capital = 0
        self.interest = Fraction(0)  # of this period
        self.interest_paid_ahead = 0
        self.running_interest = 0  # posted after the last due day
        self.penalty = self.compound = Fraction(0)  # all there ever was
        self.penalty_paid = self.compound_paid = 0

    def _plan(self, number: int) -> list[Row]:
        terms = self.terms
        fee = 0
        if terms.method == "flat_fee":
            fee = rounded(self.drawn * Fraction(str(terms.fee_per_period)), terms.rounding)
        if terms.method in ("interest_only", "bullet"):
            return [(0, 0)] * (number - 1) + [(self.drawn, 0)]
        if terms.method == "equal_instalments" and self.rate:
            month = self.rate / 12
            growth = (1 + month) ** number
            payment = rounded(self.drawn * month * growth / (growth - 1), terms.rounding)
        rows, left = [], self.drawn
        for _ in range(number - 1):
            if terms.method == "equal_instalments" and self.rate:
                part = payment - rounded(left * month, terms.rounding)
            else:
                part = rounded(Fraction(self.drawn, number), terms.rounding)
            part = min(part, left)
            rows.append((part, fee))
            left -= part
        return [*rows, (left, fee)]

    # -- figures

    def _round(self, exact: Fraction) -> int:
        return rounded(exact, self.terms.rounding)

    @property
    def late(self) -> list[Part]:
        return [part for part in self.parts if part.late]

    def penalty_owed(self) -> int:
        return self._round(self.penalty) - self.penalty_paid

    def compound_owed(self) -> int:
        return self._round(self.compound) - self.compound_paid

    def fees_to_come(self) -> int:
        return sum(fee for _, fee in self.plan[self.fallen :])

    def figures(self) -> dict[str, int]:
        """What is owed, fen, money held not taken off."""
        asked = [*self.parts, *self.carried]
        return {
            "principal": self.not_due + sum(part.principal for part in asked),
            "interest": sum(part.interest for part in asked) + self.running_interest
            + self._round(self.interest) - self.interest_paid_ahead,
            "penalty": self.penalty_owed(),
            "compound": self.compound_owed(),
            "fees": self.fees + sum(part.fee for part in asked),
        }  # fmt: skip

    def days_past_due(self) -> int:
        return max(((self.today - part.due).days for part in self.late), default=0)

    # -- one day after the other

    def days(self, payments: list[Payment], until: date) -> Iterator[DailyDebt]:
        """Live through every day; yields the state at the end of each, before anything turns overdue."""
        while True:
            if self.today > self.start:
                self._post()
                if self.fallen < len(self.dues) and self.today == self.dues[self.fallen]:
                    self._fall_due()
            for payment in payments:
                if payment.on == self.today:
                    self._pay(fen(payment.amount))
            yield self
            if self.today == until:
                return
            self._turn_overdue()
            self._accrue()
            self.today += timedelta(1)

    def _accrue(self) -> None:
        """What the day from today to tomorrow adds."""
        terms, late = self.terms, self.late
        self.capital = min(self.capital, self._capital())  # what has been paid bears nothing more
        whole = terms.penalty_base != "overdue"
        late_principal = sum(part.principal for part in late)
        bears = self.not_due
        if terms.interest_when_overdue == "runs_on":
            bears += late_principal
        elif whole and late:
            bears = 0
        if terms.interest_by == "period" and self.fallen < len(self.dues):
            before = self.dues[self.fallen - 1] if self.fallen else self.start
            share = self.rate * self.months / 12 / (self.dues[self.fallen] - before).days
        else:
            share = self.rate / terms.year_days
        self.interest += bears * share
        if not late:
            return
        base = late_principal
        if whole:
            asked = [*self.parts, *self.carried]
            base = self.not_due + sum(part.principal for part in asked)
            if terms.penalty_base == "principal_and_fees":
                base += self.fees_to_come() + sum(part.fee for part in asked)
        if base:
            least = Fraction(fen(terms.penalty_minimum_per_day))
            self.penalty += max(base * self.penalty_rate, least)
        if terms.compound != "none":
            unpaid = sum(part.interest for part in late) + max(0, self.running_interest)
            self.compound += (unpaid + self.capital) * self.penalty_rate

    def _capital(self) -> int:
        both = self.terms.compound == "interest_and_penalty"
        return self.compound_owed() + (self.penalty_owed() if both else 0)

    def _post(self) -> None:
        """Monthly, counted from the first day."""
        months = (self.today.year - self.start.year) * 12 + self.today.month - self.start.month
        if months < 1 or self.today != month_later(self.start, months):
            return
        terms = self.terms
        if terms.interest_when_overdue == "runs_on" and self.fallen == len(self.dues):
            self._post_interest()
        every = {"never": 0, "month": 1, "quarter": 3}[terms.compound_every]
        if terms.compound != "none" and every and months % every == 0:
            self.capital = self._capital()

    def _post_interest(self) -> None:
        self.running_interest += self._round(self.interest) - self.interest_paid_ahead
        self.interest, self.interest_paid_ahead = Fraction(0), 0

    def _fall_due(self) -> None:
        principal, fee = self.plan[self.fallen]
        self.fallen += 1
        principal = self.not_due if self.fallen == len(self.dues) else min(principal, self.not_due)
        fee = fee if self.not_due else 0
        self.not_due -= principal
        self._post_interest()
        part = Part(self.today, principal, self.running_interest, fee)
        self.running_interest = 0
        for old in self.carried:
            part.principal += old.principal
            part.interest += old.interest
            part.fee += old.fee
        self.carried = []
        self.parts.append(part)
        held, self.held = self.held, 0
        self.held = self._allocate(held)

    def _turn_overdue(self) -> None:
        terms = self.terms
        for part in list(self.parts):
            if part.late or part.due + timedelta(terms.grace_days) != self.today:
                continue
            if not part.unpaid:
                self.parts.remove(part)
            elif part.unpaid <= fen(terms.tolerance):
                self.parts.remove(part)
                self.carried.append(part)
            else:
                part.late = True
                fee = self._round(part.unpaid * Fraction(str(terms.default_fee_rate)))
                self.fees += max(fee, fen(terms.default_fee_floor))

    # -- payments

    def _pay(self, amount: int) -> None:
        if self.held + amount >= sum(self.figures().values()):
            money, self.held = self.held + amount, 0
            self.held = self._allocate(money, everything=True)
        else:
            self.held += self._allocate(amount)

    def _allocate(self, money: int, *, everything: bool = False) -> int:
        for name in self.terms.allocation:
            money -= getattr(self, f"_pay_{name}")(money, everything)
        self.parts = [part for part in self.parts if part.unpaid]
        return money

    def _pay_parts(self, name: str, money: int) -> int:
        left = money
        for part in [*self.parts, *self.carried]:
            taken = min(left, getattr(part, name))
            setattr(part, name, getattr(part, name) - taken)
            left -= taken
        return money - left

    def _pay_fees(self, money: int, everything: bool) -> int:
        taken = min(money, self.fees)
        self.fees -= taken
        return taken + self._pay_parts("fee", money - taken)

    def _pay_interest(self, money: int, everything: bool) -> int:
        taken = self._pay_parts("interest", money)
        more = min(money - taken, self.running_interest)
        self.running_interest -= more
        taken += more
        if everything or self.fallen == len(self.dues):
            ahead = min(money - taken, self._round(self.interest) - self.interest_paid_ahead)
            self.interest_paid_ahead += ahead
            taken += ahead
        return taken

    def _pay_penalty(self, money: int, everything: bool) -> int:
        taken = min(money, self.penalty_owed())
        self.penalty_paid += taken
        return taken

    def _pay_compound(self, money: int, everything: bool) -> int:
        taken = min(money, self.compound_owed())
        self.compound_paid += taken
        return taken

    def _pay_principal(self, money: int, everything: bool) -> int:
        taken = self._pay_parts("principal", money)
        if everything:
            early = min(money - taken, self.not_due)
            self.not_due -= early
            taken += early
        return taken
