"""The credit report month by month: what it shows, and what it shows once the debt is paid up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from traitlets import Enum, Int

from duecourse.calc import Payment, Position, report_codes
from duecourse.calc.basics.dates import add_months
from duecourse.locale import day as day_text
from duecourse.locale import days, money, month, say, say_count, sentences
from duecourse.rules import cite, rules
from duecourse.view import Choice, Column, Panel, Slider, Table
from duecourse.view.charts import Shade
from duecourse.view.months import Month, months

from ..kit.kept import kept
from ..kit.months import month_end_before, month_end_from
from ..kit.watched import Watched, by_key, code_rule, letter_rule, names_of, to_choose_from
from ..kit.which_debt import AboutOneDebt, which_debt
from ..lesson import Lesson

WAYS = ("overdue", "everything", "nothing")

LONGEST_REPORT = 30
"""Months shown at most, the last ones."""

MONTHS_BEFORE = 3
"""Months shown before the due day."""

MONTHS_AFTER = 6
"""Months shown after the day on which it is paid up."""

LETTERS: dict[str, Shade] = {"N": "plain", "*": "plain", "M": "good", "C": "good"}
BANDS: tuple[Shade, ...] = ("quiet", "fees", "compound", "deep")


@dataclass(frozen=True)
class Line:
    """A month of the report: its last day, the code, days late on that day, the class in a bank's books."""

    end: date
    code: str
    days_late: int
    loan_class: str | None
    loan_class_code: str | None


@dataclass(frozen=True)
class Report:
    """All its months, what paying up took, and how it stood on the day before the payment counted."""

    lines: tuple[Line, ...]
    paid: Decimal | None
    paid_on: date
    before: Position

    @property
    def shown(self) -> tuple[Line, ...]:
        """The months that are drawn and listed: the last ones."""
        return self.lines[-LONGEST_REPORT:]


class ReportMonths(AboutOneDebt[Watched]):
    """A debt's report. debt: its key. day: the day on which it is paid up, counted from the due day.

    way: what is paid on that day: what is overdue (and what falls due later on time), everything, nothing.
    """

    day = Int(0, min=0)
    way = Enum(WAYS, WAYS[0])

    def __init__(self, debts: Sequence[Watched], **traits: Any) -> None:
        super().__init__(by_key(debts), **traits)

    @property
    def first_day(self) -> int:
        """The earliest day on which it can still be paid up: today for the case's own, else the due day."""
        return max(0, self.chosen.number(self.chosen.today)) if self.chosen.debt else 0

    @kept
    def report(self) -> Report:
        """The report, month by month."""
        watched = self.chosen
        number = max(self.day, self.first_day)
        paid_on = watched.day(number)
        before = watched.position(number)
        end = month_end_from(watched.day(watched.horizon))
        amount = {"overdue": before.due, "everything": before.total, "nothing": None}[self.way]
        then = watched
        if amount:
            end = min(end, month_end_from(add_months(paid_on, MONTHS_AFTER)))
            then = watched.paying(Payment(paid_on, amount))
            if self.way == "overdue":
                then = pay_on_time(then, paid_on, end)
        then = replace(then, last=then.number(end))
        return Report(tuple(lines_of(then, end)), amount, paid_on, before)

    def title(self) -> str:
        return say("what_overdue_means.report_title")

    def summary(self) -> str:
        report = self.report()
        return say(
            "what_overdue_means.report_summary",
            debt=self.chosen.label[:24],
            day=max(self.day, self.first_day),
            way=say(f"what_overdue_means.way_{self.way}"),
            codes="".join(line.code for line in report.shown),
        )

    def worst(self) -> str | None:
        """The highest figure the report shows."""
        figures = [code for code, _, _ in self.chosen.codes]
        shown = [line.code for line in self.report().lines if line.code in figures]
        return max(shown, key=figures.index, default=None)

    def facts(self) -> list[tuple[str, str]]:
        report = self.report()
        found = [(say("what_overdue_means.one_more_day"), money(report.before.one_more_day))]
        if report.paid:
            found.insert(0, (say(f"what_overdue_means.takes_{self.way}"), money(report.paid)))
        found.append((say("what_overdue_means.worst"), self.worst() or say("what_overdue_means.no_figure")))
        return found

    def sentence(self) -> str:
        report = self.report()
        worst = self.worst()
        late = sum(line.code in {code for code, _, _ in self.chosen.codes} for line in report.lines)
        words: dict[str, Any] = {
            "day": day_text(report.paid_on),
            "days": days(report.before.days_past_due),
            "worst": worst or "",
            "late": say_count("what_overdue_means.late_months", late),
            "until": "",
            "years": rules["bad-record-five-years"].on(self.chosen.today)["years"],
        }
        key = self.way if worst is not None or self.way == "nothing" else "clean"
        if key in WAYS[:2]:
            words["until"] = month(add_months(report.paid_on, 12 * words["years"]))
        return sentences(say(f"what_overdue_means.report_{key}", **words), self.chosen.caution())

    def figure(self) -> dict[str, Any]:
        meanings = self._meanings()
        bands = {code: BANDS[number % len(BANDS)] for number, (code, _, _) in enumerate(self.chosen.classes)}
        report = self.report()
        shown = [
            Month(
                on=line.end,
                mark=line.code,
                meaning=meanings[line.code],
                shade=LETTERS.get(line.code, "accent"),
                told=self._told(line),
                band=line.loan_class or "",
                band_shade=bands.get(line.loan_class_code or "", "plain"),
            )
            for line in report.shown
        ]
        first, last = report.shown[0].end.year, self.chosen.day(self.chosen.horizon).year
        paid_on = report.paid_on if report.paid else None
        title = say("what_overdue_means.column_month")
        return months(shown, x_title=title, years=range(first, last + 1), outlined=paid_on)

    def _meanings(self) -> dict[str, str]:
        """What each sign means, in a few words; all figures share one."""
        letters = letter_rule(self.chosen.today).names("letters")
        found = {
            code: say("what_overdue_means.sign", code=code, meaning=name) for code, name in letters.items()
        }
        codes = self.chosen.codes
        late = say(
            f"what_overdue_means.figures_{self.chosen.counts}",
            first=codes[0][0],
            last=codes[-1][0],
            step=code_rule(self.chosen.today)["step_days"],
        )
        return found | {code: late for code, _, _ in codes}

    def _told(self, line: Line) -> str:
        if not line.days_late:
            return self._meanings()[line.code]
        return say("what_overdue_means.month_late", code=line.code, days=days(line.days_late))

    def table(self) -> Table:
        return Table(
            say("what_overdue_means.report_table", debt=self.chosen.label),
            [
                Column(say("what_overdue_means.column_month")),
                Column(say("what_overdue_means.column_sign")),
                Column(say("what_overdue_means.column_meaning")),
                Column(say("what_overdue_means.column_days_late"), "days"),
                Column(say("what_overdue_means.column_class")),
            ],
            [
                (month(line.end), line.code, self._told(line), line.days_late, line.loan_class)
                for line in self.report().shown
            ],
        )

    def steps(self) -> list[tuple[str, str | None]]:
        watched = self.chosen
        letters, codes = letter_rule(watched.today), code_rule(watched.today)
        named = [
            say("what_overdue_means.sign", code=code, meaning=name)
            for code, name in letters.names("letters").items()
            if code in LETTERS
        ]
        found: list[tuple[str, str | None]] = [(f"{codes.text} {codes.rule.scope}", cite(codes))]
        found += [(text, cite(letters)) for text in named]
        for value in (watched.class_rule, rules["bad-record-five-years"].on(watched.today)):
            words = (value.text, value.rule.scope, value.note)
            found.append((" ".join(filter(None, words)), cite(value)))
        return found


def pay_on_time(watched: Watched, after: date, until: date) -> Watched:
    """The same debt with everything that falls due after a day paid on its due day."""
    facts = watched.facts
    for due in sorted({date.fromordinal(due.on) for due in watched.ledger_until(until).dues}):
        asked = facts.position(due).due if due > after else 0
        if asked:
            facts = facts.paying(due, asked)
    return replace(watched, facts=facts)


def lines_of(watched: Watched, end: date) -> list[Line]:
    """The report's months up to that of `end`, not earlier than a few months before the due day. What stood
    in it before an agreement was made stays."""
    first = add_months(watched.due.replace(day=1), -MONTHS_BEFORE)
    found = []
    if watched.debt is not None and watched.debt.agreement is not None:
        found = _lines(watched.of_contract(), first, month_end_before(watched.ledger.start - timedelta(1)))
        first = max(first, watched.ledger.start)
    return [*found, *_lines(watched, first, end)]


def _lines(watched: Watched, first: date, end: date) -> list[Line]:
    found = []
    for status in report_codes(watched.ledger, watched.codes, until=end, count=watched.counts):
        if status.month_end < first:
            continue
        position = watched.ledger.position(status.month_end)
        found.append(
            Line(
                status.month_end,
                status.code,
                status.days_past_due,
                watched.loan_class(position),
                watched.loan_class_code(position),
            )
        )
    return found


def panel(lesson: Lesson, days_ago: int) -> Panel:
    """The panel, for the case's debts and made-up ones, `days_ago` late today, of the other products."""
    debts = to_choose_from(lesson.case, days_ago)
    model = ReportMonths(debts, day=days_ago)
    model.day = model.first_day or model.day
    slider = Slider(
        say("what_overdue_means.paid_up_on"), model.first_day, model.chosen.horizon, value=model.day,
        hint=say("what_overdue_means.paid_up_hint"),
    )  # fmt: skip
    return Panel(
        model,
        **which_debt(say("what_overdue_means.debt"), names_of(debts)),
        day=slider.placed(
            enabled=lambda: bool(model.way != "nothing"),
            span=lambda: (model.first_day, model.chosen.horizon),
        ),
        way=Choice(
            say("what_overdue_means.way"), {way: say(f"what_overdue_means.way_{way}") for way in WAYS}
        ),
    )
