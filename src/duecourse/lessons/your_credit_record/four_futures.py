"""Four futures of a debt, month by month: paid today, a plan kept, a plan broken once, nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar

from traitlets import Enum, Int

from duecourse.calc import (
    COUNTINGS,
    THENS,
    BadInput,
    Future,
    Outcome,
    PayoffQuote,
    Rescheduling,
    agreement,
    if_agreed,
    if_broken,
    if_nothing,
    if_paid,
    outcome,
)
from duecourse.calc.basics.dates import add_months
from duecourse.locale import day, money, month, sentences
from duecourse.rules import cite
from duecourse.view import Choice, Column, Panel, Slider, Table
from duecourse.view.strips import Strip, StripMonth, strips
from duecourse.view.tables import Value

from ..cited import rule_steps
from ..kit.kept import kept
from ..kit.watched import Watched, by_key, code_rule, letter_rule, names_of
from ..kit.which_debt import AboutOneDebt, which_debt
from ..lesson import Lesson
from ..offer_slot import Slot, taken_on
from .own_report import (
    agreed_plan,
    debts_of,
    latest_record,
    meanings_of,
    owed_by,
    report_rules,
    shade,
    told,
    whole,
)
from .words import count, rule_text, tell

MOST_PAYMENTS: Final = 60
"""The longest plan that can be looked at, months."""

USUAL_PAYMENTS: Final = 24
"""How far the slider over the payments goes where no longer plan was agreed on."""

AFTER: Final = 30
"""Months for which the futures are followed: beyond the longest plan, broken in its last payment."""

SHOWN: Final = 21
"""Months in a row of the chart."""

BEFORE: Final = 3
"""Months of them that lie before today."""

"""What the agreement says of a missed payment."""

"""What it says of the days late so far."""


T = TypeVar("T")


class Futures(AboutOneDebt[Watched]):
    """A debt's report in four futures. debt: its key. payments: of the plan. missed: which of them is missed
    where it is broken. then, counting: what the agreement says of it. offers: those taken on, by the debts'
    keys."""

    payments = Int(12, min=1, max=MOST_PAYMENTS)
    missed = Int(3, min=1, max=MOST_PAYMENTS)
    then = Enum(THENS, THENS[0])
    counting = Enum(COUNTINGS, COUNTINGS[0])

    def __init__(
        self, debts: Sequence[Watched], offers: Mapping[str, Slot] | None = None, **traits: Any
    ) -> None:
        self._offers = offers or {}
        self._known: dict[tuple[object, ...], Any] = {}
        super().__init__(by_key(debts), **traits)
        self._take_own()
        self.observe(lambda _: self._take_own(), "debt")

    def _take_own(self) -> None:
        """Begin with as many payments as were agreed on, or else taken on; one still to come is missed."""
        own = self.own_plan()
        if own is not None:
            self.payments = min(len(own.schedule), MOST_PAYMENTS)
        if self.agreed() is not None and self.missed < self._first_to_come:
            self.missed = self._first_to_come

    @property
    def _first_to_come(self) -> int:
        """The number of the agreed payment that comes next."""
        agreed, today = self.agreed(), self.chosen.today
        later = [line.number for line in agreed.schedule if line.due >= today] if agreed is not None else []
        return min([*later, self.payments])

    def own_plan(self) -> Outcome | None:
        """The plan that was agreed on for the debt, or else the one that was taken on."""
        return self._own_of(self.debt)

    def _own_of(self, key: str) -> Outcome | None:
        return self._agreed_of(key) or self._taken_of(key)

    def agreed(self) -> Outcome | None:
        """The plan that was agreed on for the debt, None where there is none."""
        return self._agreed_of(self.debt)

    def _agreed_of(self, key: str) -> Outcome | None:
        found: Outcome | None = self._once(("agreement", key), lambda: agreed_plan(self.debts[key]))
        return found

    def taken(self) -> Outcome | None:
        """The plan that was taken on in lesson 4 and is not agreed, None where none clears the debt."""
        return self._taken_of(self.debt)

    def _taken_of(self, key: str) -> Outcome | None:
        found: Outcome | None = self._once(("taken", key), lambda: self._clearing_offer(key))
        return found

    def _clearing_offer(self, key: str) -> Outcome | None:
        slot = self._offers.get(key)
        if slot is None or self._agreed_of(key) is not None:
            return None
        try:
            offer = slot.outcome(self._owed_of(key))
            agreement(offer)
        except BadInput:
            return None
        return offer

    @property
    def until(self) -> date:
        """To which day the futures are followed."""
        plan = self.plan()
        return max(add_months(self.chosen.today, AFTER), add_months(plan.ends, AFTER - USUAL_PAYMENTS))

    @property
    def longest(self) -> int:
        """How far the slider over the payments goes, for any of the debts."""
        own = [self._own_of(key) for key in self.debts]
        return min(MOST_PAYMENTS, max([USUAL_PAYMENTS, *(len(plan.schedule) for plan in own if plan)]))

    @property
    def missed_payment(self) -> int:
        """Which payment is missed: of a shorter plan, its last."""
        return min(self.missed, self.payments)

    @property
    def owed(self) -> PayoffQuote:
        """What is owed today."""
        return self._owed_of(self.debt)

    def _owed_of(self, key: str) -> PayoffQuote:
        return self._once(("owed", key), lambda: owed_by(self.debts[key]))

    def plan(self) -> Outcome:
        """The plan: the one agreed on or taken on, or so many equal payments at the contract's rate."""
        own = self.own_plan()
        if own is not None and len(own.schedule) == self.payments:
            return own
        key = ("plan", self.debt, self.payments)
        return self._once(key, lambda: outcome(self.owed, Rescheduling(self.payments)))

    @kept
    def futures(self) -> tuple[Future, ...]:
        """Paid today, the plan kept, the plan broken once, nothing. What a slider does not move is kept."""
        paid, kept, broken, nothing = self._roads()
        if self.plan() is not self.agreed():  # else these two have the contract's history already
            kept, broken = whole(kept, self.chosen), whole(broken, self.chosen)
        return whole(paid, self.chosen), kept, broken, whole(nothing, self.chosen)

    def _roads(self) -> tuple[Future, ...]:
        """Each as it follows from the debt as it is today; of an agreement that is kept, from its day."""
        rules, until = report_rules(self.chosen), self.until
        debt, counting, plan = self.debt, self.counting, self.plan()
        broken = if_broken(
            plan, rules, until=until, number=self.missed_payment, then=self.then, counting=counting
        )
        return (
            self._once(("paid", debt, until), lambda: if_paid(self.owed, rules, until=until)),
            self._once(
                ("agreed", debt, self.payments, counting),
                lambda: if_agreed(plan, rules, until=until, counting=counting),
            ),
            broken,
            self._once(("nothing", debt, until), lambda: if_nothing(self.owed, rules, until=until)),
        )

    def _once(self, key: tuple[object, ...], work_out: Callable[[], T]) -> T:
        """What belongs to a key, worked out when it is first asked for."""
        if key not in self._known:
            self._known[key] = work_out()
        found: T = self._known[key]
        return found

    def title(self) -> str:
        return tell("futures_title")

    def summary(self) -> str:
        gone = "/".join(self._gone(future, short=True) for future in self.futures())
        return tell(
            "futures_summary",
            debt=self.chosen.label[:20],
            payments=self.payments,
            missed=self.missed_payment,
            gone=gone,
        )

    def _gone(self, future: Future, short: bool = False) -> str:
        """When the record goes, in words."""
        kind = latest_record(future)
        if future.gone is not None:
            return month(future.gone) if short else day(future.gone)
        return tell(f"short_{kind}" if short else f"gone_{kind}")

    def facts(self) -> list[tuple[str, str]]:
        found = [(tell(f"gone_if_{future.kind}"), self._gone(future)) for future in self.futures()]
        cost = self._once(("one_more_day", self.debt), self._one_more_day)
        return [*found, (tell("one_more_day"), money(cost))]

    def _one_more_day(self) -> Decimal:
        today = self.chosen.today
        return self.chosen.ledger_until(today).position(today).one_more_day

    def sentence(self) -> str:
        paid, agreed, broken, nothing = self.futures()
        return sentences(
            self._plan_told(),
            tell(f"futures_paid_{latest_record(paid)}", day=self._gone(paid)),
            tell(f"futures_agreed_{self._agreed_kind(paid, agreed)}", day=self._gone(agreed)),
            tell(
                f"futures_broken_{latest_record(broken)}",
                number=self.missed_payment,
                day=self._gone(broken),
            ),
            tell(f"futures_nothing_{latest_record(nothing)}"),
            self.chosen.caution(),
        )

    def _plan_told(self) -> str:
        """Whose plan is shown: the one agreed on or taken on, another than that, or an example."""
        plan, agreed, taken = self.plan(), self.agreed(), self.taken()
        shown = {"payments": self.payments, "first": money(plan.first_payment)}
        if taken is not None:
            key = "plan_taken" if plan is taken else "plan_taken_other"
            return tell(key, count=len(taken.schedule), **shown)
        if agreed is None:
            broken = self.chosen.debt is not None and self.chosen.debt.agreement is not None
            return tell("plan_after_broken" if broken else "plan_example", **shown)
        key = "plan_agreed" if plan is agreed else "plan_other"
        return tell(key, count=len(agreed.schedule), day=day(agreed.owed.on), **shown)

    def _agreed_kind(self, paid: Future, agreed: Future) -> str:
        if not agreed.records:
            return "none"
        if agreed.gone is None:
            return "stays"
        if agreed.late_months > paid.late_months:
            return "counting"
        return "same" if agreed.gone == paid.gone else "later"

    def figure(self) -> dict[str, Any]:
        today = self.chosen.today
        rows = [
            Strip(tell(f"future_{future.kind}"), self._state(future), self._months(future))
            for future in self.futures()
        ]
        return strips(rows, first=self._first_shown, count=SHOWN, marked=today, mark=tell("today_mark"))

    @property
    def _first_shown(self) -> date:
        return add_months(self.chosen.today.replace(day=1), -BEFORE)

    def _state(self, future: Future) -> str:
        kind = latest_record(future)
        if kind == "goes":
            return tell(
                "state_goes",
                late=count("late_months", future.late_months),
                month=month(future.gone or date.max),
            )
        return tell(
            f"state_{kind}",
            late=count("late_months", future.late_months),
            until=month(self.until),
        )

    def _months(self, future: Future) -> list[StripMonth]:
        meanings = self._once(("meanings", self.debt), lambda: meanings_of(self.chosen))
        return [
            StripMonth(one.month_end, one.code, meanings[one.code], shade(one.code), told(one, meanings))
            for one in future.months
            if one.month_end >= self._first_shown
        ]

    def table(self) -> Table:
        """All times of being late, in each future."""
        rows: list[Sequence[Value]] = []
        for future in self.futures():
            name = tell(f"future_{future.kind}")
            if not future.records:
                rows.append((name, None, None, tell("no_late_month"), None, None))
            for record in future.records:
                rows.append((name, record.began, record.ended, record.worst, record.months, record.gone))
        return Table(
            tell("futures_table", debt=self.chosen.label),
            [
                Column(tell("column_future")),
                Column(tell("column_began"), "date"),
                Column(tell("column_ended"), "date"),
                Column(tell("column_worst")),
                Column(tell("column_late_months"), "days"),
                Column(tell("column_gone"), "date"),
            ],
            rows,
        )

    def steps(self) -> list[tuple[str, str | None]]:
        watched, plan = self.chosen, self.plan()
        codes, letters = code_rule(watched.today), letter_rule(watched.today)
        return [
            *rule_steps(("bad-record-five-years",), watched.today, scope=True),
            (
                tell(
                    "futures_plan",
                    payments=len(plan.schedule),
                    payment=money(plan.first_payment),
                    until=day(plan.ends),
                ),
                tell("depends_on_agreement"),
            ),
            (tell(f"counting_told_{self.counting}"), tell("depends_on_agreement")),
            (tell(f"then_told_{self.then}"), tell("depends_on_agreement")),
            (rule_text(codes), cite(codes)),
            (letters.text, cite(letters)),
            *rule_steps(("told-before-reporting",), watched.today, scope=True),
        ]


def panel(lesson: Lesson) -> Panel:
    """The panel, for the case's debts and made-up ones of the other products."""
    debts = debts_of(lesson.case)
    own = [(one.key, taken_on(lesson, lesson.case, one.debt)) for one in debts if one.debt is not None]
    model = Futures(debts, {key: slot for key, slot in own if slot is not None})
    missed = Slider(tell("missed"), 1, model.payments, value=model.missed, hint=tell("missed_hint"))
    return Panel(
        model,
        **which_debt(tell("debt"), names_of(debts)),
        payments=Slider(tell("payments"), 1, model.longest, value=model.payments),
        missed=missed.placed(
            enabled=lambda: model.payments > 1,
            span=lambda: (1, model.payments) if model.payments > 1 else None,
        ),
        then=Choice(tell("then"), {one: tell(f"then_{one}") for one in THENS}, hint=tell("ask_in_writing")),
        counting=Choice(tell("counting"), {one: tell(f"counting_{one}") for one in COUNTINGS}),
    )
