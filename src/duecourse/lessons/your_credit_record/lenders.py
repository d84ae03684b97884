"""What lenders look at: the months of the report they look back over, and how far they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from traitlets import Int, Unicode

from duecourse.calc import RevolvingTerms
from duecourse.calc.dates import add_months
from duecourse.calc.futures import Future, ReportMonth, if_caught_up
from duecourse.locale import day, money, sentences
from duecourse.rules import Value, cite
from duecourse.view import Choice, Column, Entry, ListModel, ListPanel, Slider, Table
from duecourse.view.charts import Shade
from duecourse.view.months import Month, months

from ..lesson import Lesson
from ..what_overdue_means.debts import Watched, names_of
from ..what_overdue_means.kept import kept
from .roads import debts_of, meaning, owed_by, report_rules, shade, told
from .words import count, rule_on, rule_steps, tell

WINDOW: Final[Shade] = "deep"
"""How the time is drawn that a lender looks at."""

MOST_MONTHS: Final = 30
"""The latest month of an application, from today."""

LATEST_PAYMENT: Final = 6
"""The latest month in which what is overdue is paid, from today."""

LOOKED_AT: Final = ("overdue_now", "recent", "queries", "burden", "limits_used", "existing")
"""What lenders are generally said to look at, the heaviest first. Each decides for itself."""


@dataclass(frozen=True)
class Seen:
    """What a lender sees that looks back so many years: late months in all, the most in a row, and whether
    that reaches the rule of thumb."""

    years: int
    in_all: int
    in_a_row: int
    reached: bool


class LendersLook(ListModel):
    """A debt's report as a lender sees it. debt: its key. paid_in: after how many months from today all that
    is overdue is paid (what falls due later is paid on time). applied_in: when one applies for credit, months
    from today. years: how far the lender looks back."""

    debt = Unicode()
    paid_in = Int(0, min=0, max=LATEST_PAYMENT)
    applied_in = Int(15, min=0, max=MOST_MONTHS)
    years = Int(2, min=1)

    def __init__(self, debts: Sequence[Watched], **traits: Any) -> None:
        self._debts = {watched.key: watched for watched in debts}
        self._caught_up: dict[tuple[str, int], Future] = {}
        super().__init__(debt=traits.pop("debt", next(iter(self._debts))), **traits)

    @property
    def watched(self) -> Watched:
        """The debt on screen."""
        return self._debts[self.debt]

    @property
    def rule(self) -> Value:
        """The rule of thumb."""
        return rule_on("three-in-a-row", self.watched.today)

    @property
    def applied(self) -> date:
        """The day of the application."""
        return add_months(self.watched.today, self.applied_in)

    def future(self) -> Future:
        """The report, once what is overdue is paid up; worked out once for each day of that."""
        key = (self.debt, self.paid_in)
        if key not in self._caught_up:
            today = self.watched.today
            self._caught_up[key] = if_caught_up(
                owed_by(self.watched),
                report_rules(self.watched),
                on=add_months(today, self.paid_in),
                until=self._until(),
            )
        return self._caught_up[key]

    def _until(self) -> date:
        """How far the report is followed: an account to one of its due days, so that no bill is left open."""
        watched = self.watched
        end = add_months(watched.today, MOST_MONTHS + 3)
        if not isinstance(watched.terms, RevolvingTerms):
            return end
        dues = [date.fromordinal(due.on) for due in watched.ledger_until(end).dues]
        return max((due for due in dues if watched.today < due <= end), default=end)

    def seen_months(self, years: int) -> list[ReportMonth]:
        """The months that lie within so many years before the application and are over by then."""
        first = add_months(self.applied, -12 * years)
        return [one for one in self.future().months if first < one.month_end <= self.applied]

    def seen(self, years: int) -> Seen:
        """What a lender sees that looks back so many years."""
        window = replace(self.future(), months=tuple(self.seen_months(years)))
        rule = self.rule
        reached = window.most_in_a_row >= rule["consecutive"] or window.late_months >= rule["cumulative"]
        return Seen(years, window.late_months, window.most_in_a_row, reached)

    @kept
    def windows(self) -> tuple[Seen, ...]:
        """The same under each of the windows that sources name."""
        return tuple(self.seen(years) for years in window_years(self.rule))

    @kept
    def overdue_then(self) -> bool:
        """Whether something is still overdue on the day of the application."""
        return self.applied_in < self.paid_in and bool(owed_by(self.watched).overdue_fen)

    def title(self) -> str:
        return tell("lenders_title")

    def summary(self) -> str:
        seen = self.seen(self.years)
        return tell(
            "lenders_summary",
            debt=self.watched.label[:20],
            paid=self.paid_in,
            applied=self.applied_in,
            years=self.years,
            in_a_row=seen.in_a_row,
            in_all=seen.in_all,
        )

    def facts(self) -> list[tuple[str, str]]:
        seen, today = self.seen(self.years), self.watched.today
        cost = self.watched.ledger_until(today).position(today).one_more_day
        return [
            (tell("in_a_row"), str(seen.in_a_row)),
            (tell("in_all"), str(seen.in_all)),
            (tell("overdue_then"), tell("yes" if self.overdue_then() else "no")),
            (tell("one_more_day"), money(cost)),
        ]

    def sentence(self) -> str:
        if self.overdue_then():
            return sentences(tell("lenders_overdue", day=day(self.applied)), tell("lenders_first"))
        told_of = [
            tell(
                "lenders_sees_reached" if seen.reached else "lenders_sees_below",
                years=count("years", seen.years),
                in_all=count("late_months", seen.in_all),
                in_a_row=seen.in_a_row,
            )
            for seen in self.windows()
        ]
        differ = len({seen.reached for seen in self.windows()}) > 1
        return sentences(*told_of, tell("lenders_differ" if differ else "lenders_each_decides"))

    def figure(self) -> dict[str, Any]:
        watched = self.watched
        seen = {one.month_end for one in self.seen_months(self.years)}
        first = add_months(watched.today.replace(day=1), -12 * max(window_years(self.rule)))
        last = add_months(watched.today, MOST_MONTHS)
        shown = [one for one in self.future().months if first <= one.month_end <= last]
        return months(
            [
                Month(
                    on=one.month_end,
                    mark=one.code,
                    meaning=meaning(one.code, watched),
                    shade=shade(one.code),
                    told=told(one, watched),
                    band=tell("window") if one.month_end in seen else "",
                    band_shade=WINDOW,
                )
                for one in shown
            ],
            x_title=tell("column_month"),
            years=range(min(one.month_end.year for one in shown), last.year + 1),
            outlined=self.applied,
        )

    def table(self) -> Table:
        return Table(
            tell("lenders_table", day=day(self.applied)),
            [
                Column(tell("column_window")),
                Column(tell("in_a_row"), "days"),
                Column(tell("in_all"), "days"),
                Column(tell("column_reached")),
            ],
            [
                (
                    count("years", seen.years),
                    seen.in_a_row,
                    seen.in_all,
                    tell("yes" if seen.reached else "no"),
                )
                for seen in self.windows()
            ],
        )

    @kept
    def entries(self) -> Sequence[Entry]:
        rule, today = self.rule, self.watched.today
        found = [
            Entry(
                heading=tell(f"look_{name}"),
                text=tell(f"look_{name}_text"),
                tag=tell("tag_generally_known"),
                note=tell("look_note") if number == 0 else "",
            )
            for number, name in enumerate(LOOKED_AT)
        ]
        thumb = Entry(
            heading=rule.rule.label,
            text=rule.text,
            tag=tell("tag_rule_of_thumb"),
            note=rule.rule.scope,
            source=cite(rule),
        )
        bought = rule_on("paid-credit-repair", today)
        cannot = Entry(
            heading=tell("cannot_be_bought"),
            text=bought.text,
            tag=tell("tag_not_for_sale"),
            tone="not",
            source=cite(bought),
        )
        return [found[0], thumb, *found[1:], cannot]

    def steps(self) -> list[tuple[str, str | None]]:
        today = self.watched.today
        return [
            (tell("lenders_step"), None),
            *rule_steps(("three-in-a-row", "report-codes", "bad-record-five-years"), today),
        ]


def window_years(rule: Value) -> list[int]:
    """The windows that sources name, years."""
    return sorted({rule["window_min"], rule["window_max"]})


def panel(lesson: Lesson) -> ListPanel:
    """The panel, for the case's debts and made-up ones of the other products."""
    debts = debts_of(lesson.case)
    model = LendersLook(debts)
    windows = {years: count("years", years) for years in window_years(model.rule)}
    model.years = max(windows)
    return ListPanel(
        model,
        debt=Choice(tell("debt"), names_of(debts), value=model.debt),
        paid_in=Slider(tell("paid_in"), 0, LATEST_PAYMENT, value=0, hint=tell("from_today")),
        applied_in=Slider(
            tell("applied_in"), 0, MOST_MONTHS, value=model.applied_in, hint=tell("from_today")
        ),
        years=Choice(tell("looks_back"), windows, value=model.years),
    )
