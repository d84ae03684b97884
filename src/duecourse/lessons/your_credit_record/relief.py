"""The one-off relief of 2025/26, as history: what it covered, when it hid a record, and that it is over."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from duecourse.calc.basics.dates import add_months
from duecourse.locale import day, money, sentences
from duecourse.rules import cite, rules
from duecourse.view import MONEY, Day, DaySlider, DecimalSlider, Exact, Model, Panel
from duecourse.view.charts import Event, Lane, Span, timeline

from ..cited import rule_steps
from ..kit.months import month_end_from
from .words import tell

RELIEF: Final = rules["one-off-repair"].latest
"""What the policy said. It is over, so it is asked for as it was, not as of today."""

FIRST: Final = date(2019, 7, 1)
LAST: Final = date(2026, 6, 30)
"""The days that can be looked at: some time before and after the policy's own."""


class ClosedRelief(Model):
    """An overdue item: its amount in yuan, the day it arose, and the day all of it was repaid."""

    amount = Exact("6000")
    arose = Day(date(2025, 3, 20))
    repaid = Day(date(2026, 2, 10))

    def why_not(self) -> str | None:
        """The first reason for which it was not covered: "arose_early", "arose_late", "too_large" or
        "repaid_late"; None where it was."""
        if self.arose < RELIEF["arose_from"]:
            return "arose_early"
        if self.arose > RELIEF["arose_to"]:
            return "arose_late"
        if self.amount > RELIEF["max_amount"]:
            return "too_large"
        return "repaid_late" if self.repaid > RELIEF["repay_by"] else None

    def hidden_from(self) -> date | None:
        """The day from which it is no longer shown, at the latest; None where it was not covered."""
        if self.why_not() is not None:
            return None
        if self.repaid <= RELIEF["early_until"]:
            return RELIEF.from_
        return month_end_from(add_months(self.repaid.replace(day=1), 1))

    def possible(self) -> bool:
        """Whether it was repaid after it arose."""
        return self.repaid >= self.arose

    def title(self) -> str:
        return tell("relief_title")

    def summary(self) -> str:
        return tell(
            "relief_summary",
            amount=money(self.amount),
            arose=day(self.arose),
            repaid=day(self.repaid),
            verdict=self._verdict(),
        )

    def _verdict(self) -> str:
        if not self.possible():
            return tell("relief_impossible_short")
        return tell("relief_no" if self.why_not() else "relief_yes")

    def facts(self) -> list[tuple[str, str]]:
        hidden = self.hidden_from() if self.possible() else None
        return [
            (tell("relief_was_covered"), self._verdict()),
            (tell("relief_hidden"), day(hidden) if hidden else tell("relief_not_hidden")),
            (tell("relief_can_still"), tell("relief_closed", day=day(RELIEF["repay_by"]))),
        ]

    def sentence(self) -> str:
        if not self.possible():
            return tell("relief_impossible")
        reason, hidden = self.why_not(), self.hidden_from()
        if reason is None and hidden is not None:
            said = "relief_early" if self.repaid <= RELIEF["early_until"] else "relief_late"
            told = tell(said, day=day(hidden), until=day(RELIEF["early_until"]))
        else:
            told = tell(f"relief_{reason}", **RELIEF.shown())
        return sentences(told, tell("relief_today"))

    def figure(self) -> dict[str, Any]:
        lanes = [
            Lane(
                tell("relief_lane_arose", day=day(self.arose)),
                [Span(RELIEF["arose_from"], RELIEF["arose_to"], tell("relief_span_arose"), "plain")],
                [Event(self.arose, tell("relief_mark_arose", day=day(self.arose)))],
            ),
            Lane(
                tell("relief_lane_repaid", day=day(self.repaid)),
                [
                    Span(FIRST, RELIEF["early_until"], tell("relief_span_early"), "good"),
                    Span(RELIEF["early_until"], RELIEF["repay_by"], tell("relief_span_late"), "quiet"),
                    Span(RELIEF["repay_by"], LAST, tell("relief_span_over"), "accent"),
                ],
                [Event(self.repaid, tell("relief_mark_repaid", day=day(self.repaid)))],
            ),
        ]
        return timeline(lanes)

    def steps(self) -> list[tuple[str, str | None]]:
        text = sentences(RELIEF.text, RELIEF.rule.scope, RELIEF.note or "")
        return [
            (text, cite(RELIEF)),
            *rule_steps(("one-off-repair-was-free",), RELIEF.rule.last_checked, scope=True),
        ]


def panel() -> Panel:
    """The panel: the amount and the two days."""
    model = ClosedRelief()
    return Panel(
        model,
        amount=DecimalSlider(
            tell("relief_amount"),
            "500",
            2 * Decimal(RELIEF["max_amount"]),
            "500",
            value=model.amount,
            show=MONEY,
        ),
        arose=DaySlider(tell("relief_arose"), FIRST, LAST, value=model.arose),
        repaid=DaySlider(tell("relief_repaid"), FIRST, LAST, value=model.repaid),
    )
