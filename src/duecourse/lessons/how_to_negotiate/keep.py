"""Keep it: the agreed plan as the new schedule, what one missed payment does, each bill held against it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from traitlets import Bool, Enum, Int

from duecourse.calc import (
    BadInput,
    InstalmentTerms,
    Missed,
    Outcome,
    Rescheduling,
    RevolvingTerms,
    agreement,
    outcome,
    penalty_rate,
    round_to,
    total,
    what_if_missed,
)
from duecourse.case.journal import Agreement as Agreed
from duecourse.case.journal import Journal, JournalError, household_of
from duecourse.export import calendar, schedule
from duecourse.export.agreed import agreement_told
from duecourse.export.schedule import payments
from duecourse.locale import day, money, sentences
from duecourse.rules import products
from duecourse.view import (
    MONEY,
    PERCENT,
    Button,
    Choice,
    Column,
    Control,
    DecimalSlider,
    Exact,
    Model,
    Panel,
    Slider,
    Switch,
    Table,
    charts,
    explain,
)
from duecourse.view.note import Note
from duecourse.view.tables import Value

from ..cited import rule_steps
from ..kit.saving import save
from ..offer_slot import USUAL_PERIODS
from .household import Owing
from .taken import Taken
from .words import Step, tell

THEN: Final = ("goes_on", "falls_due", "never_was")
"""What an agreement may say of a missed payment."""

MOST_LATE: Final = 90
FIRST_LOOK: Final = 4
RATE_STEP: Final = Decimal("0.00005")
RULES: Final = ("card-agreement-stops-collection", "acceleration", "penalty-uplift")
"""What bears on an agreement that is not kept."""


class KeepIt(Model):
    """The agreement that runs for a debt; where none does, the plan that was taken on, as if it were agreed.

    missed: the number of a payment that is missed, looked at `days_late` days after its day. late_rate: what
    the agreement asks a day for being late. bill: what the lender's bill asks for that payment, 0 while none
    is typed. agreed: the agreement, None where there is none, or where another plan was taken on since.
    """

    missed = Int(1, min=1)
    then = Enum(THEN, THEN[0])
    comes_back = Bool(False)
    days_late = Int(30, min=1, max=MOST_LATE)
    late_rate = Exact()
    bill = Exact()
    plan = Int(0)

    def __init__(self, taken: Taken) -> None:
        self.taken = taken
        self.agreed = taken.owing.debt.agreement
        self.offer, self.stands_in = _running(taken) or _plan(taken)
        super().__init__(late_rate=_late_rate(taken.owing), **self._first_look())
        self.bill = self.payment
        self.observe(self._forget)

    def _forget(self, change: Any) -> None:
        if change is None or change.name != "bill":
            self.__dict__.pop("found", None)

    def _first_look(self) -> dict[str, int]:
        """Of an agreement the payment that is late, for as long as it is, or else the next one."""
        if self.agreed is None:
            return {"missed": min(FIRST_LOOK, self.count)}
        on, since = self.taken.owing.owed.on, self.taken.owing.owed.late_since
        first = since or on + timedelta(1)
        number = next((line.number for line in self.offer.schedule if line.due >= first), self.count)
        return {"missed": number} | ({"days_late": min((on - since).days, MOST_LATE)} if since else {})

    def use(self, taken: Taken) -> None:
        """Look at another plan, taken on just now."""
        self.taken, self.agreed = taken, None
        self.offer, self.stands_in = _plan(taken)
        self._forget(None)
        with self.hold_trait_notifications():
            self.missed = min(self.missed, self.count)
            self.bill = self.payment
            self.plan += 1

    @property
    def count(self) -> int:
        """How many payments the plan has."""
        return len(self.offer.schedule)

    @property
    def payment(self) -> Decimal:
        """The payment looked at, yuan."""
        return self.offer.schedule[min(self.missed, self.count) - 1].payment

    @property
    def due(self) -> date:
        """Its day."""
        return self.offer.schedule[self.missed - 1].due

    @property
    def on(self) -> date:
        """The day it is looked at."""
        return self.due + timedelta(self.days_late)

    @cached_property
    def found(self) -> dict[str, Missed]:
        """What missing the payment does, for each thing an agreement may say."""
        return {
            then: what_if_missed(
                self.offer,
                self.missed,
                then=then,
                waived_comes_back=self.comes_back,
                on=self.on,
                penalty_daily_rate=self.late_rate,
            )
            for then in THEN
        }

    @property
    def beyond(self) -> Decimal:
        """How much more the lender's bill asks for the payment than was agreed, yuan; below 0 where less."""
        return total((self.bill, -self.payment))

    def title(self) -> str:
        return tell("keep_title", debt=self.taken.owing.debt.label)

    def summary(self) -> str:
        missed = self.found[self.then]
        return tell(
            "keep_short",
            number=self.missed,
            count=self.count,
            due=money(missed.position.due),
            more=money(missed.more),
        )

    def facts(self) -> list[tuple[str, str]]:
        missed = self.found[self.then]
        return [
            (tell("one_more_day"), money(missed.position.one_more_day)),
            (tell("asked_at_once"), money(missed.position.due)),
            (tell("missing_costs"), money(missed.more)),
        ]

    def sentence(self) -> str:
        missed = self.found[self.then]
        told = [tell("keep_stands_in")] if self.stands_in else []
        if self.agreed is not None:
            owing = self.taken.owing
            told.append(agreement_told(owing.case, owing.debt.id, self.agreed, owing.owed.on))
        told.append(
            tell(
                f"keep_{self.then}",
                number=self.missed,
                day=day(self.on),
                due=money(missed.position.due),
                owed=money(missed.owed),
                more=money(missed.more),
                back=money(missed.comes_back),
            )
        )
        return sentences(*told, self._bill_told())

    def _bill_told(self) -> str:
        if not self.bill:
            return ""
        key = "bill_agrees" if not self.beyond else "bill_more" if self.beyond > 0 else "bill_less"
        return tell(
            key,
            number=self.missed,
            billed=money(self.bill),
            ours=money(self.payment),
            difference=money(abs(self.beyond)),
        )

    def figure(self) -> charts.Figure:
        found = [self.found[then] for then in THEN]
        at_once = [one.position.due for one in found]
        later = [total((one.position.total, -one.position.due)) for one in found]
        back = [one.comes_back for one in found]
        series = [charts.Series(tell("asked_at_once"), at_once, "accent")]
        series.append(charts.Series(tell("asked_later"), later, "plain"))
        if any(back):
            series.append(charts.Series(tell("comes_back_again"), back, "deep"))
        return charts.bars([tell(f"then_{then}") for then in THEN], series)

    def table(self) -> Table:
        rows: list[list[Value]] = [
            [f"{line.number}", line.due, line.payment, line.balance] for line in self.offer.schedule
        ]
        columns = [
            Column(tell("column_number")),
            Column(tell("column_due"), "date"),
            Column(tell("column_payment"), "money"),
            Column(tell("column_balance"), "money"),
        ]
        return Table(tell("keep_table"), columns, rows, ["", None, self.offer.total_paid, None])

    def steps(self) -> list[Step]:
        missed = self.found[self.then]
        told: list[Step] = [(tell("steps_missed"), None), *explain(missed.position.explain())]
        if self.taken.owing.debt.product.family == "card":
            told += rule_steps(RULES[:1], self.taken.owing.owed.on, scope=True)
        return [
            *told,
            *rule_steps(RULES[1:], self.taken.owing.owed.on, scope=True),
            (tell("steps_contract"), None),
        ]


def _running(taken: Taken) -> tuple[Outcome, bool] | None:
    """The agreement that runs for the debt, which nothing stands in for; None where there is none."""
    offer = taken.owing.debt.agreed_offer
    return None if offer is None else (offer, False)


def _plan(taken: Taken) -> tuple[Outcome, bool]:
    """The plan that was taken on; or a year of new instalments where it does not clear the debt."""
    try:
        agreement(taken.offer)
    except BadInput:
        return outcome(taken.owing.owed, Rescheduling(USUAL_PERIODS)), True
    return taken.offer, False


def _late_rate(owing: Owing) -> Decimal:
    """The rate a day that the old contract charges for being late, or else its rate for every day."""
    terms = owing.debt.terms
    rate: Decimal | int = Decimal(terms.penalty_daily_rate or 0)
    if not rate and isinstance(terms, InstalmentTerms) and terms.penalty_multiple is not None:
        a_year = penalty_rate(terms.contract_rate, multiple=terms.penalty_multiple)
        rate = round_to(a_year / terms.year_days, RATE_STEP, "down")
    elif not rate and isinstance(terms, RevolvingTerms):
        rate = Decimal(terms.daily_rate)
    return min(Decimal(rate), _highest_late_rate())


def _highest_late_rate() -> Decimal:
    terms = (product.terms.get("penalty_daily_rate") for product in products)
    return max(Decimal(term.max) for term in terms if term is not None)


class KeepPanel(Panel):
    """The panel, and what can be taken from it: the calendar, the schedule, the note in the journal."""

    model: KeepIt

    def __init__(self, model: KeepIt, journal: Callable[[], Journal], **controls: Control) -> None:
        self._journal = journal
        self.outcome = Note(tell("note_agreed_hint"))
        buttons = [
            Button(tell("save_calendar"), self.save_calendar, main=True),
            Button(tell("save_schedule"), self.save_schedule),
            Button(tell("note_agreed"), self.note_agreed),
        ]
        super().__init__(model, extra=[*buttons, self.outcome], **controls)

    @property
    def _plan(self) -> Any:
        """What the journal keeps, or else the plan that was taken on."""
        taken = self.model.taken
        case, debt = taken.owing.case, taken.owing.debt
        try:
            kept = self._journal().agreement(household_of(case), debt.id)
        except JournalError:
            kept = None
        return kept or self.model.offer

    def save_calendar(self) -> None:
        """Save the calendar file with every payment's day."""
        owing = self.model.taken.owing
        book = calendar(owing.case, {owing.debt.id: self._plan})
        save(book, self.outcome, "ics", about=owing.debt.label)

    def save_schedule(self) -> None:
        """Save the payments for Excel."""
        owing = self.model.taken.owing
        paper = schedule(owing.debt, self._plan, on=owing.owed.on)
        save(paper, self.outcome, "xlsx", about=owing.debt.label)

    def note_agreed(self) -> None:
        """Put the plan into the journal as agreed."""
        taken = self.model.taken
        case, debt = taken.owing.case, taken.owing.debt
        if self.model.agreed is not None:
            self.outcome.say(tell("already_agreed", day=day(self.model.agreed.agreed_on)))
            return
        if self.model.stands_in:
            self.outcome.say(tell("keep_stands_in"), tone="try")
            return
        agreed = Agreed(debt.id, taken.owing.owed.on, taken.slot.as_agreed(), payments(self.model.offer))
        try:
            self._journal().agree(household_of(case), agreed)
        except JournalError as error:
            self.outcome.say(*error.lines(), tone="try")
            return
        self.outcome.say(tell("noted_agreed"), tone="good")


def panel(taken: Taken, journal: Callable[[], Journal]) -> KeepPanel:
    """The panel for the plan taken on."""
    model = KeepIt(taken)
    rate = Decimal(model.late_rate)
    missed = Slider(tell("missed"), 1, max(2, model.count), value=model.missed)
    controls: dict[str, Control] = {
        "missed": missed.placed(span=lambda: (1, max(2, model.count))),
        "days_late": Slider(tell("days_late"), 1, MOST_LATE, value=model.days_late),
        "then": Choice(tell("then"), {then: tell(f"then_{then}") for then in THEN}, hint=tell("then_hint")),
        "comes_back": Switch(tell("comes_back")),
        "late_rate": DecimalSlider(
            tell("late_rate"), 0, max(_highest_late_rate(), rate), RATE_STEP, value=rate, show=PERCENT
        ),
        "bill": DecimalSlider(
            tell("bill"),
            0,
            2 * max(total((taken.owing.owed.total,)), model.payment),
            1,
            value=model.bill,
            show=MONEY,
            hint=tell("bill_hint"),
        ),
    }
    return KeepPanel(model, journal, **controls)
