"""One offer as a learner sets it, and the one that was taken on for a debt.

Lesson 4 remembers it in the journal; whatever shows a plan that is not agreed yet shows that one.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any, Final

from duecourse.calc import (
    Component,
    CounterOffer,
    Deferral,
    LumpSum,
    Means,
    NoAgreement,
    Outcome,
    Part,
    PayoffQuote,
    Remission,
    Rescheduling,
    outcome,
    shortest_plan,
)
from duecourse.calc.basics.dates import add_months
from duecourse.calc.offers.offered import PlanMethod, Repaid, Rest
from duecourse.case import Case, Debt
from duecourse.case.journal import household_of

from .lesson import Lesson

KINDS: Final = ("instalments", "deferral", "lump_sum", "counter", "nothing")
METHODS: Final[tuple[PlanMethod, ...]] = ("equal_instalments", "equal_principal", "stepped")
CHARGES: Final[tuple[Component, ...]] = ("penalty", "compound", "fees")

MOST_PERIODS: Final = 60
"""As many months as the sliders and the solver go."""

USUAL_PERIODS: Final = 12
PAUSE: Final = 3


@dataclass(frozen=True)
class Slot:
    """An offer, of one of `KINDS`. Shares and rates are shares of one, amounts yuan.

    instalments: `periods`, `method` (stepped: the first half pays `first_half` of what the second pays),
    a `pause` of so many months before, `down` paid at once, at `rate` a year. deferral: `wait` months.
    lump_sum: `lump`, after `lump_after` months. counter: `count` payments of `amount` and the rest "owed" or
    "waived". waive_charges, waive_interest: what the lender gives up of penalty and fees, and of interest.
    """

    kind: str = "instalments"
    periods: int = USUAL_PERIODS
    method: PlanMethod = "equal_instalments"
    first_half: Decimal = Decimal("0.5")
    pause: int = 0
    down: Decimal = Decimal(0)
    rate: Decimal = Decimal(0)
    wait: int = PAUSE
    interest_runs: bool = True
    repaid: Repaid = "end"
    lump: Decimal = Decimal(1)
    lump_after: int = 0
    count: int = USUAL_PERIODS
    amount: Decimal = Decimal(1)
    rest: Rest = "owed"
    waive_charges: Decimal = Decimal(0)
    waive_interest: Decimal = Decimal(0)

    def with_(self, **changes: Any) -> Slot:
        """The same with something moved."""
        return replace(self, **changes)

    def values(self) -> dict[str, Any]:
        """Every part by its name."""
        return asdict(self)

    @property
    def is_so_much_a_month(self) -> bool:
        """Whether "so much a month for so many months" says all of it that is paid."""
        plain = self.kind == "instalments" and self.method == "equal_instalments"
        return plain and not (self.pause or self.down)

    def as_agreed(self) -> dict[str, str]:
        """The offer as an agreement keeps it."""
        return {name: str(value) for name, value in self.values().items()}

    def written(self) -> str:
        """The offer as text, to be remembered."""
        return json.dumps(self.values(), default=str)

    @classmethod
    def read(cls, text: str) -> Slot | None:
        """A remembered offer; None where the text is none."""
        try:
            given = json.loads(text)
            values = {name: type(usual)(given[name]) for name, usual in cls().values().items()}
            slot = cls(**values)
        except (ValueError, TypeError, KeyError, ArithmeticError):
            return None
        return slot if slot.kind in KINDS and slot.method in METHODS else None

    def parts(self, owed: PayoffQuote) -> list[Part]:
        """The offer as `calc` takes it; no more is paid at once than is owed."""
        match self.kind:
            case "nothing":
                return [NoAgreement()]
            case "counter":
                days = (add_months(owed.on, number) for number in range(1, self.count + 1))
                return [CounterOffer(tuple((on, self.amount) for on in days), rest=self.rest)]
            case "lump_sum":
                on = add_months(owed.on, self.lump_after)
                return [*self._waivers(), LumpSum(amount=self._at_most(owed, self.lump), on=on)]
            case "deferral":
                return [*self._waivers(), Deferral(self.wait, self.interest_runs, self.repaid)]
        parts: list[Part] = self._waivers()
        if self.down:
            parts.append(LumpSum(amount=self._at_most(owed, self.down)))
        if self.pause:
            parts.append(Deferral(self.pause, self.interest_runs, self.repaid, annual_rate=self.rate))
        shares = (self.first_half, 1) if self.method == "stepped" else ()
        periods = max(self.periods, len(shares))
        return [*parts, Rescheduling(periods, self.method, annual_rate=self.rate, shares=shares)]

    def _waivers(self) -> list[Part]:
        waivers: list[Part] = []
        if self.waive_charges:
            waivers += [Remission(name, share=self.waive_charges) for name in CHARGES]
        if self.waive_interest:
            waivers.append(Remission("interest", share=self.waive_interest))
        return waivers

    def _at_most(self, owed: PayoffQuote, amount: Decimal) -> Decimal:
        return min(amount, outcome(owed, *self._waivers(), LumpSum(share=1)).total_paid)

    def outcome(self, owed: PayoffQuote) -> Outcome:
        """What it comes to."""
        return outcome(owed, *self.parts(owed))


def first_offers(owed: PayoffQuote, means: Means, savings: Decimal) -> list[Slot]:
    """Four offers to begin with: new instalments that the budget carries where that can be, a pause, doing
    nothing, and a counter-offer of the lender's.

    The instalments are the shortest that a bad month carries, or else a normal one, or else a year.
    """
    bad = shortest_plan(owed, means, most_periods=MOST_PERIODS, bad_month=True)
    normal = bad if bad.periods else shortest_plan(owed, means, most_periods=MOST_PERIODS)
    rate = Decimal(owed.rate)
    at_once = min(owed.total, savings) or owed.total
    base = Slot(periods=normal.periods or USUAL_PERIODS, rate=rate, lump=at_once)
    usual = base.with_(periods=USUAL_PERIODS).outcome(owed).highest_payment
    base = base.with_(amount=usual)
    return [base, base.with_(kind="deferral"), base.with_(kind="nothing"), base.with_(kind="counter")]


def offer_key(case: Case, debt: Debt) -> str:
    """The journal's setting that remembers the offer taken on for a debt."""
    return f"offer {household_of(case)} {debt.id}"


def taken_on(lesson: Lesson, case: Case, debt: Debt) -> Slot | None:
    """The offer that was taken on for a debt and is not agreed yet; None where there is none."""
    slot = Slot.read(lesson.remembered(offer_key(case, debt)))
    agreed = debt.agreement is not None and slot is not None and debt.agreement.offer == slot.as_agreed()
    return None if agreed else slot
