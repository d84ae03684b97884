"""What lenders look at: the months of the report they look back over, and how far they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from traitlets import Int

from duecourse.calc import RevolvingTerms, if_agreed, if_caught_up
from duecourse.calc.basics.dates import add_months
from duecourse.locale import day, money, sentences
from duecourse.rules import Value, cite
from duecourse.view import Choice, Column, Entry, ListModel, ListPanel, Slider, Table
from duecourse.view.charts import Shade
from duecourse.view.months import Month, months

from ..cited import rule_steps
from ..kit.kept import kept
from ..kit.months import month_end_from
from ..kit.watched import Watched, by_key, names_of
from ..kit.which_debt import AboutOneDebt, which_debt
from ..lesson import Lesson
from .own_report import agreed_plan, debts_of, meanings_of, owed_by, report_rules, shade, told, whole
from .words import count, rule_on, tell

WINDOW: Final[Shade] = "deep"
"""How the time is drawn that a lender looks at."""

MOST_MONTHS: Final = 24
"""The latest month of an application, from today."""

LATEST_PAYMENT: Final = 6
"""The latest month in which what is overdue is paid, from today."""

LOOKED_AT: Final = ("overdue_now", "recent", "queries", "burden", "limits_used", "existing")
"""What lenders are generally said to look at, the heaviest first. Each decides for itself."""


class Shown(NamedTuple):
    """A month of the report: its last day, the sign, days past due on that day."""

    month_end: date
    code: str
    days_past_due: int


@dataclass(frozen=True)
class Seen:
    """What a lender sees that looks back so many years: late months in all, the most in a row, and whether
    that reaches the rule of thumb."""

    years: int
    in_all: int
    in_a_row: int
    reached: bool


class LendersLook(AboutOneDebt[Watched], ListModel):
    """A debt's report as a lender sees it. debt: its key. paid_in: after how many months from today all that
    is overdue is paid (what falls due later is paid on time). applied_in: when one applies for credit, months
    from today. years: how far the lender looks back."""

    paid_in = Int(0, min=0, max=LATEST_PAYMENT)
    applied_in = Int(15, min=0, max=MOST_MONTHS)
    years = Int(2, min=1)

    def __init__(self, debts: Sequence[Watched], **traits: Any) -> None:
        self._reports: dict[tuple[str, int], tuple[Shown, ...]] = {}
        super().__init__(by_key(debts), **traits)

    @property
    def rule(self) -> Value:
        """The rule of thumb."""
        return rule_on("three-in-a-row", self.chosen.today)

    @property
    def applied(self) -> date:
        """The day of the application."""
        return add_months(self.chosen.today, self.applied_in)

    def report(self) -> tuple[Shown, ...]:
        """The report, once what is overdue is paid up; worked out once for each day of that."""
        key = (self.debt, self.paid_in)
        if key not in self._reports:
            self._reports[key] = tuple(self._months())
        return self._reports[key]

    def _months(self) -> Iterator[Shown]:
        watched, paid_on = self.chosen, add_months(self.chosen.today, self.paid_in)
        until = end = add_months(watched.today, MOST_MONTHS + 1)
        agreed = agreed_plan(watched)
        if agreed is not None:
            kept = if_agreed(agreed, report_rules(watched), until=end)
            for month in kept.months:
                yield Shown(month_end_from(month.month_end), month.code, month.days_past_due)
            return
        if isinstance(watched.terms, RevolvingTerms):
            until = next_due(watched, month_end_from(paid_on), end)
        future = if_caught_up(owed_by(watched), report_rules(watched), on=paid_on, until=until)
        for month in whole(future, watched).months:
            yield Shown(month_end_from(month.month_end), month.code, month.days_past_due)
        if until != end:  # of an account every minimum is paid from then on, so every month is on time
            last = future.months[-1].month_end.replace(day=1)
            for number in range(1, MOST_MONTHS + 1):
                yield Shown(month_end_from(add_months(last, number)), "N", 0)

    def looked_at(self, years: int) -> list[date]:
        """The ends of the months that a lender looks at who looks back so many years."""
        firsts = [add_months(self.applied.replace(day=1), -number) for number in range(12 * years)]
        return sorted(first - timedelta(1) for first in firsts)

    def seen(self, years: int) -> Seen:
        """What a lender sees that looks back so many years."""
        window = set(self.looked_at(years))
        late = [month.days_past_due > 0 for month in self.report() if month.month_end in window]
        in_a_row = max((len(run) for run in "".join(" *"[each] for each in late).split()), default=0)
        reached = in_a_row >= self.rule["consecutive"] or sum(late) >= self.rule["cumulative"]
        return Seen(years, sum(late), in_a_row, reached)

    @kept
    def windows(self) -> tuple[Seen, ...]:
        """The same under each of the windows that sources name."""
        return tuple(self.seen(years) for years in window_years(self.rule))

    @kept
    def overdue_then(self) -> bool:
        """Whether something is still overdue on the day of the application."""
        if agreed_plan(self.chosen) is not None:
            return False
        return self.applied_in < self.paid_in and bool(owed_by(self.chosen).overdue_fen)

    def title(self) -> str:
        return tell("lenders_title")

    def summary(self) -> str:
        seen = self.seen(self.years)
        return tell(
            "lenders_summary",
            debt=self.chosen.label[:20],
            paid=self.paid_in,
            applied=self.applied_in,
            years=self.years,
            in_a_row=seen.in_a_row,
            in_all=seen.in_all,
        )

    def facts(self) -> list[tuple[str, str]]:
        seen, today = self.seen(self.years), self.chosen.today
        cost = self.chosen.ledger_until(today).position(today).one_more_day
        return [
            (tell("in_a_row"), str(seen.in_a_row)),
            (tell("in_all"), str(seen.in_all)),
            (tell("overdue_then"), tell("yes" if self.overdue_then() else "no")),
            (tell("one_more_day"), money(cost)),
        ]

    def sentence(self) -> str:
        caution = self.chosen.caution()
        if self.overdue_then():
            return sentences(tell("lenders_overdue", day=day(self.applied)), tell("lenders_first"), caution)
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
        return sentences(*told_of, tell("lenders_differ" if differ else "lenders_each_decides"), caution)

    def figure(self) -> dict[str, Any]:
        watched, window = self.chosen, set(self.looked_at(self.years))
        meanings = meanings_of(watched)
        earliest = add_months(watched.today.replace(day=1), -12 * max(window_years(self.rule)))
        last = add_months(watched.today, MOST_MONTHS)
        shown = [month for month in self.report() if earliest <= month.month_end <= last]
        first = shown[0].month_end
        there = {month.month_end for month in shown}
        boxes = [
            Month(
                on=month.month_end,
                mark=month.code,
                meaning=meanings[month.code],
                shade=shade(month.code),
                told=told(month, meanings),
                band=tell("window") if month.month_end in window else "",
                band_shade=WINDOW,
            )
            for month in shown
        ]
        closed = tell("no_account")
        boxes += [
            Month(end, "", closed, "plain", closed, tell("window"), WINDOW)
            for end in window - there
            if end > first
        ]
        return months(
            sorted(boxes, key=lambda box: box.on),
            x_title=tell("column_month"),
            years=range(first.year, last.year + 1),
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
        rule, today = self.rule, self.chosen.today
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
        today = self.chosen.today
        return [
            (tell("lenders_step"), None),
            *rule_steps(("three-in-a-row", "report-codes", "bad-record-five-years"), today, scope=True),
        ]


def next_due(watched: Watched, on: date, end: date) -> date:
    """The first due day of an account from a day on; up to it every bill is looked at whole."""
    dues = (date.fromordinal(due.on) for due in watched.ledger_until(end).dues)
    return min((due for due in dues if due >= on), default=end)


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
        **which_debt(tell("debt"), names_of(debts)),
        paid_in=Slider(tell("paid_in"), 0, LATEST_PAYMENT, value=0, hint=tell("paid_in_hint")),
        applied_in=Slider(
            tell("applied_in"), 0, MOST_MONTHS, value=model.applied_in, hint=tell("from_today")
        ),
        years=Choice(tell("looks_back"), windows, value=model.years),
    )
