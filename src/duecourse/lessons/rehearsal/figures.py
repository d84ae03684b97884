"""The learner's own figures in a call, worked out by `duecourse.calc`, and those of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from duecourse.calc import Means, Outcome, PayoffQuote, Rescheduling, outcome, shortest_plan
from duecourse.case import Case, Debt, DebtFigures
from duecourse.export.reach import reach
from duecourse.locale import day, days, money, say, say_count
from duecourse.rules import rules

from ..offer_slot import Slot

NEEDED_FOR: Final[Mapping[str, str]] = {
    "overdue": "late",
    "days_late": "late",
    "late_since": "late",
    "months": "can_pay",
    "payment": "can_pay",
}
"""Places that have a figure only in one situation."""

PLACES: Final = frozenset(
    (
        "lender",  # as in the contract
        "debt",  # what the learner calls it
        "total",  # all that is owed today
        "one_more_day",  # what one more day costs
        "carries",  # what a bad month leaves for this debt
        "few_months",  # a plan that is too short: its payments,
        "high_payment",  # and the highest of them
        "hotline",  # where to complain about this lender
        "advice",  # where legal advice is free
        "quiet_from",
        "quiet_to",
        "calls_a_day",
        "card_months",  # the longest agreement about a card
        *NEEDED_FOR,
    )
)
"""The places that a text of a call can have."""

FEW_MONTHS: Final = 6
"""Months of the plan that a lender asks for where the budget carries none."""


@dataclass(frozen=True)
class Figures:
    """The figures of one debt in a call: those of the sheet, and the plans that are spoken of.

    sheet: what is owed, how late it is, its fair share of what a bad month leaves. months, payment: the plan
    that was taken on, where a bad month carries it too; else the shortest that it carries, None where there
    is none. few_months, high_payment: a shorter one, which it does not carry.
    """

    sheet: DebtFigures
    months: int | None
    payment: Decimal | None
    few_months: int
    high_payment: Decimal
    hotline: str

    @property
    def on(self) -> date:
        """The day."""
        return self.sheet.on

    @property
    def of(self) -> Debt:
        """The debt."""
        return self.sheet.debt

    @property
    def debt(self) -> str:
        """What the learner calls the debt."""
        return self.of.label

    def holds(self, rule_id: str) -> bool:
        """Whether a rule is in force, and holds for the debt."""
        return reach().holds(rule_id, self.of, self.on)

    @property
    def situation(self) -> frozenset[str]:
        """Which of `script.WHEN` hold."""
        late = "late" if self.sheet.days_past_due else "not_late"
        return frozenset((late, "cannot_pay" if self.months is None else "can_pay"))

    @property
    def is_tight(self) -> bool:
        """Whether a bad month carries less than is owed, and less than the short plan asks: else there is
        nothing to talk over."""
        return self.sheet.share < min(self.sheet.owed, self.high_payment)

    def shown(self) -> dict[str, str]:
        """Every place that has a figure, as the present language writes it."""
        hours = rules["collection-hours-standard"].on(self.on).shown()
        sheet = self.sheet
        found: dict[str, Any] = {
            "lender": str(self.of.lender) or self.debt,
            "debt": self.debt,
            "total": money(sheet.owed),
            "one_more_day": money(sheet.one_more_day),
            "carries": money(sheet.share) if sheet.share else say("rehearsal.nothing"),
            "few_months": _months(self.few_months),
            "high_payment": money(self.high_payment),
            "hotline": self.hotline,
            "advice": _advice(self.on),
            "quiet_from": hours["quiet_from"],
            "quiet_to": hours["quiet_to"],
            "calls_a_day": hours["calls_per_day"],
            "card_months": _months(longest_plan(self.on)),
        }
        if sheet.late_since is not None:
            found |= {
                "overdue": money(sheet.due),
                "days_late": days(sheet.days_past_due),
                "late_since": day(sheet.late_since),
            }
        if self.months is not None and self.payment is not None:
            found |= {"months": _months(self.months), "payment": money(self.payment)}
        return found


def figures_of(case: Case, debt: Debt, on: date | None = None, *, taken: Slot | None = None) -> Figures:
    """The figures of a debt of a case on a day, `as_of` if left out. taken: the offer taken on for it."""
    sheet = case.figures(on)[debt.id]
    on, debt = sheet.on, sheet.debt
    owed = debt.facts.payoff(on)
    plan = (
        _said_plan(taken, owed, sheet.share)
        or shortest_plan(owed, Means.of(sheet.share), most_periods=longest_plan(on), bad_month=True).offer
    )
    months = None if plan is None else len(plan.schedule)
    few = FEW_MONTHS if months is None else max(1, months // 2)
    return Figures(
        sheet=sheet,
        months=months,
        payment=None if plan is None else plan.highest_payment,
        few_months=few,
        high_payment=outcome(owed, Rescheduling(few)).highest_payment,
        hotline=_hotline(debt, on),
    )


def _said_plan(taken: Slot | None, owed: PayoffQuote, carries: Decimal) -> Outcome | None:
    """The offer taken on, where a call can put it as so much a month, and a bad month carries it."""
    if taken is None or not taken.is_so_much_a_month:
        return None
    offer = taken.outcome(owed)
    return offer if offer.highest_payment <= carries else None


def longest_plan(on: date) -> int:
    """The longest plan that any rule knows, in months: the agreement about a card."""
    return int(rules["card-personal-instalments"].on(on)["max_months"])


def _hotline(debt: Debt, on: date) -> str:
    """The number under which this kind of lender is complained about; that of free advice for others."""
    door = reach().door(debt, "lender")
    return (door.call(on) if door is not None else "") or _advice(on)


def _advice(on: date) -> str:
    return str(rules["hotline-legal-advice"].on(on)["phone"])


def _months(count: int) -> str:
    return say_count("rehearsal.months", count)
