"""The timeline: what each debt goes through from its due day on, and how it stands on one day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from traitlets import Bool, Enum, Int

from duecourse.calc import Payment, report_codes
from duecourse.case import Figures
from duecourse.locale import day as day_text
from duecourse.locale import days, money, month, say, separator
from duecourse.rules import Value, cite, rules
from duecourse.view import Choice, Column, Model, Panel, Slider, Switch, Table
from duecourse.view.charts import Event, Marker, Shade
from duecourse.view.stages import Row, Stage, stages

from ..kit.months import month_end_before
from ..kit.watched import BEFORE, HORIZON, PRODUCTS, Watched, code_rule, made_up, of_case
from ..lesson import Lesson

SHADES: dict[str, Shade] = {
    "before": "plain",
    "grace": "quiet",
    "met": "fees",
    "paid": "good",
    "late": "accent",
}
ROOM_FOR_A_DAY = 60
"""Days between two that the axis names, so that they do not touch in a narrow window."""

ORDER = ("late", "grace", "met", "paid", "before")


class DayByDay(Model):
    """The four products, or the case's own debts, on a day counted from the due day.

    own: the case's debts, may be none. products: a made-up debt of each product. figures: how the case
    stands today; where the day looked at is another, the sentence says so. minimum_paid: whether the
    minimum was paid on the due day, for those that have one.
    """

    day = Int(0, min=BEFORE, max=HORIZON)
    whose = Enum(("products", "own"), "products")
    minimum_paid = Bool(False)

    def __init__(
        self,
        own: Sequence[Watched],
        products: Sequence[Watched],
        figures: Figures | None = None,
        **traits: Any,
    ) -> None:
        self._own = list(own)
        self._figures = figures
        self._products = list(products)
        self._with_minimum: list[Watched] | None = None
        self._roads: dict[Watched, tuple[list[Stage], list[Event], list[Event]]] = {}
        super().__init__(**traits)

    def debts(self) -> list[Watched]:
        """The debts on screen."""
        if self.whose == "own":
            return self._own
        if not self.minimum_paid:
            return self._products
        if self._with_minimum is None:
            self._with_minimum = [pay_minimum(watched) for watched in self._products]
        return self._with_minimum

    def title(self) -> str:
        if self.day < 0:
            return say("what_overdue_means.day_title_before", days=days(-self.day))
        return say("what_overdue_means.day_title", day=self.day)

    def summary(self) -> str:
        states = separator().join(self._short(watched) for watched in self.debts()[:4])
        return say("what_overdue_means.day_summary", day=self.day, states=states)

    def _short(self, watched: Watched) -> str:
        position = watched.position(self.day)
        if not position.days_past_due:
            return say(f"what_overdue_means.short_{watched.stage(position)}")
        cost = money(position.one_more_day)
        return say("what_overdue_means.short_late", code=watched.code(position), cost=cost)

    def facts(self) -> list[tuple[str, str]]:
        return [
            (
                say("what_overdue_means.one_more_day_of", debt=watched.label),
                money(watched.position(self.day).one_more_day),
            )
            for watched in self.debts()
        ]

    def sentence(self) -> str:
        by_stage: dict[str, list[Watched]] = {}
        for watched in self.debts():
            by_stage.setdefault(watched.stage(watched.position(self.day)), []).append(watched)
        if len(by_stage) == 1 and len(self.debts()) > 1:
            told = [say(f"what_overdue_means.all_{next(iter(by_stage))}", day=self.day)]
        else:
            told = [self._group_told(stage, by_stage[stage]) for stage in ORDER if stage in by_stage]
        if "late" in by_stage:
            told.append(self._codes_told(by_stage["late"]))
        if self.whose == "own":
            told += self._own_days()
        elif self._figures is not None:
            told += another_day(self._figures, self.day)
        return in_one(told)

    def _own_days(self) -> list[str]:
        """Where each debt stands today by its own count, if that is another day for one of them."""
        today = {watched.label: watched.number(watched.today) for watched in self._own}
        if set(today.values()) <= {self.day}:
            return []
        each = [
            say(f"what_overdue_means.own_day{'' if number >= 0 else '_ahead'}", debt=label, day=abs(number))
            for label, number in today.items()
        ]
        return [say("what_overdue_means.own_days", day=self.day, each=separator().join(each))]

    def _group_told(self, stage: str, debts: Sequence[Watched]) -> str:
        names = separator().join(watched.label for watched in debts)
        return say(f"what_overdue_means.day_{stage}", day=self.day, names=names)

    def _codes_told(self, late: Sequence[Watched]) -> str:
        codes = {watched.label: str(watched.code(watched.position(self.day))) for watched in late}
        if len(set(codes.values())) == 1:
            return say("what_overdue_means.day_code", code=next(iter(codes.values())))
        each = separator().join(
            say("what_overdue_means.code_of", code=code, debt=label) for label, code in codes.items()
        )
        return say("what_overdue_means.day_codes", codes=each)

    def figure(self) -> dict[str, Any]:
        return stages(
            [Row(watched.label, self._state(watched), *self._road(watched)) for watched in self.debts()],
            marker=Marker(self.day, self._when()),
            x_title=say("what_overdue_means.axis_days"),
            days_named=days_that_matter(self.debts()),
        )

    def _road(self, watched: Watched) -> tuple[list[Stage], list[Event], list[Event]]:
        """What does not depend on the day is worked out once."""
        if watched not in self._roads:
            self._roads[watched] = road(watched)
        return self._roads[watched]

    def _when(self) -> str:
        if self.day < 0:
            return say("what_overdue_means.day_before_due", days=days(-self.day))
        return say("what_overdue_means.day", day=self.day)

    def _state(self, watched: Watched) -> str:
        position = watched.position(self.day)
        if not position.days_past_due:
            return say(f"what_overdue_means.stage_{watched.stage(position)}")
        return say(
            "what_overdue_means.state_late",
            days=days(position.days_past_due),
            code=watched.code(position),
            loan_class=watched.loan_class(position),
        )

    def table(self) -> Table:
        rows = []
        for watched in self.debts():
            position = watched.position(self.day)
            on = watched.day(self.day)
            rows.append(
                (
                    watched.label,
                    watched.due,
                    position.days_past_due,
                    watched.report(month_end_before(on)),
                    watched.report(on),
                    watched.loan_class(position),
                    position.total,
                    position.one_more_day,
                )
            )
        return Table(
            say("what_overdue_means.day_table", day=self.day),
            [
                Column(say("what_overdue_means.column_debt")),
                Column(say("what_overdue_means.column_due"), "date"),
                Column(say("what_overdue_means.column_days_late"), "days"),
                Column(say("what_overdue_means.column_last_report")),
                Column(say("what_overdue_means.column_report_now")),
                Column(say("what_overdue_means.column_class")),
                Column(say("what_overdue_means.column_owed"), "money"),
                Column(say("what_overdue_means.column_one_more_day"), "money"),
            ],
            rows,
        )

    def steps(self) -> list[tuple[str, str | None]]:
        found: list[tuple[str, str | None]] = []
        for value in _once(watched.overdue_rule for watched in self.debts()):
            found.append((f"{value.rule.label}: {value.text}", cite(value)))
        if self.debts():
            today = self.debts()[0].today
            grace = rules["card-grace"].on(today)
            if any(watched.overdue_rule.rule.id == "overdue-card" for watched in self.debts()):
                found.append((f"{grace.rule.label}: {grace.text} {grace.note}", cite(grace)))
            codes = code_rule(today)
            found.append((f"{codes.rule.label}: {codes.text} {codes.rule.scope}", cite(codes)))
        for value in _once(watched.class_rule for watched in self.debts()):
            found.append((f"{value.rule.label}: {value.text} {value.rule.scope}", cite(value)))
        if self.whose == "products":
            amount = money(self._products[0].drawings[0].amount)
            found.append((say("what_overdue_means.usual_terms", amount=amount), None))
        return found


def another_day(figures: Figures, looked_at: int) -> list[str]:
    """A sentence where the case is not as many days late today as the day that is looked at; else nothing."""
    late = figures.days_past_due
    if late == looked_at or not figures.debts:
        return []
    key = "another_day" if late else "another_day_not_late"
    return [say(f"what_overdue_means.{key}", late=days(late), day=looked_at, today=day_text(figures.on))]


def in_one(sentences: Sequence[str]) -> str:
    """Several sentences as one text."""
    told, *more = sentences
    for sentence in more:
        told = say("what_overdue_means.two_sentences", first=told, second=sentence)
    return told


def _once(values: Iterable[Value]) -> list[Value]:
    """Each rule once."""
    return list({value.rule.id: value for value in values}.values())


def pay_minimum(watched: Watched) -> Watched:
    """The same account with the minimum of its bill paid on the due day; unchanged where there is none."""
    if not watched.ledger.bills:
        return watched
    return watched.paying(Payment(watched.due, watched.ledger.bills[0].minimum))


def road(watched: Watched) -> tuple[list[Stage], list[Event], list[Event]]:
    """What stands on a debt's row: its stages, what happens on a day, and the ends of months."""
    return stages_of(watched, BEFORE, HORIZON), _events(watched), _month_ends(watched)


def stages_of(watched: Watched, first: int, last: int) -> list[Stage]:
    """What a debt goes through from one day to another; the report's figure stands on what is late."""
    found: list[tuple[int, str, str]] = []
    for number in watched.changes(first, last):
        position = watched.position(number)
        stage = watched.stage(position)
        sign = (stage, watched.code(position) or "")
        if not found or found[-1][1:] != sign:
            found.append((number, *sign))
    ends = [*(number for number, _, _ in found[1:]), last]
    return [
        Stage(begin, end, say(f"what_overdue_means.stage_{stage}"), SHADES[stage], code)
        for (begin, stage, code), end in zip(found, ends, strict=True)
        if end > begin
    ]


def _events(watched: Watched) -> list[Event]:
    events = [Event(0, say("what_overdue_means.event_due", day=day_text(watched.due)))]
    grace = watched.terms.grace_days
    if grace:
        events.append(Event(grace, say("what_overdue_means.event_grace", day=day_text(watched.day(grace)))))
    numbers = watched.changes(1, HORIZON)
    since = next((n for n in numbers if watched.position(n).days_past_due), None)
    if since is not None:
        late_from = watched.number(watched.position(since).late_since or watched.due)
        for code, first, _ in watched.classes:
            on = late_from + first
            if since < on <= HORIZON:  # the first class begins with being late
                name = watched.class_names[code]
                told = say("what_overdue_means.event_class", days=days(first), name=name)
                events.append(Event(on, told))
    return events


def _month_ends(watched: Watched) -> list[Event]:
    last = month_end_before(watched.day(HORIZON))
    lines = report_codes(watched.ledger, watched.codes, until=last, count=watched.counts)
    return [
        Event(
            watched.number(line.month_end),
            say("what_overdue_means.event_report", month=month(line.month_end), code=line.code),
        )
        for line in lines
        if line.month_end >= watched.due
    ]


def days_that_matter(debts: Sequence[Watched]) -> list[int]:
    """The days the axis names: the due day, where the first figures of the report end, and where a class
    does, as far as there is room."""
    if not debts:
        return []
    named = [0, *(last for _, _, last in debts[0].codes[:3] if last is not None)]
    ends = {last for watched in debts for _, _, last in watched.classes if last is not None}
    for end in sorted(ends):
        if end - named[-1] >= ROOM_FOR_A_DAY:
            named.append(end)
    return named


def day_of(figures: Figures, otherwise: int) -> int:
    """How many days late a case is today, as far as the panels go; another day where nothing is late."""
    return min(figures.days_past_due or otherwise, HORIZON)


def panel(lesson: Lesson, day: int) -> Panel:
    """The panel, on a day of the four products; of the learner's own debts, on their day, if any."""
    own, figures = of_case(lesson.case), lesson.case.figures()
    day = day_of(figures, day) if lesson.case.own else day
    model = DayByDay(
        own,
        [made_up(name, lesson.today, max(day, 0)) for name in PRODUCTS],
        figures,
        day=day,
        whose="own" if lesson.case.own and own else "products",
    )
    mine = "mine" if lesson.case.own else "own"
    words = {
        "products": say("what_overdue_means.whose_products"),
        "own": say(f"what_overdue_means.whose_{mine}"),
    }
    choice = {"whose": Choice(say("what_overdue_means.whose"), words, value=model.whose)} if own else {}
    minimum = Switch(say("what_overdue_means.minimum_paid"), hint=say("what_overdue_means.minimum_paid_hint"))
    return Panel(
        model,
        day=Slider(say("what_overdue_means.days_since_due"), BEFORE, HORIZON, value=day),
        **choice,
        minimum_paid=minimum.placed(enabled=lambda: bool(model.whose == "products")),
    )
