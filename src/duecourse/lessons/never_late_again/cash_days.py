"""The account day by day for a year: on which day it runs dry, by how much, and what moves that day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

from ipywidgets import Box
from traitlets import Bool, Enum, Int, Unicode

from duecourse.calc import (
    Autopay,
    Buffer,
    CashCalendar,
    CashDay,
    CashLine,
    Cut,
    Effect,
    MoveDay,
    WhenClosed,
    best_days,
    cash_calendar,
    effect_of,
    total,
    which_line,
)
from duecourse.calc.basics.dates import add_months
from duecourse.calc.household.cash import Change
from duecourse.export.calendar import Calendar
from duecourse.export.due_days import due_days
from duecourse.export.old_debt import left_out_told
from duecourse.locale import day, days, money, month, sentences, separator
from duecourse.rules.workdays import arranged_until, how_known, is_workday
from duecourse.view import (
    MONEY,
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
    in_group,
)
from duecourse.view.account import account, bends
from duecourse.view.charts import Event, Figure, Marker, Series
from duecourse.view.note import Note
from duecourse.view.tables import Value

from ..kit.saving import save
from .household import ARREARS, Household
from .words import Step, count, tell

NONE: Final = ""
"""No line is moved or cut."""

CLOSED: Final[tuple[WhenClosed, ...]] = ("before", "not", "after")
LAST_DAY: Final = 28
MOST_BAD_MONTHS: Final = 6
MOST_BUFFER: Final = 10_000
BUFFER_STEP: Final = 100
NAMED: Final = 3
"""How many lines or days a sentence or a list names."""


class CashDays(Model):
    """The account of a household. moved: the line whose day is moved to `to_day`; cut: the line that is cut
    by `cut_by` per cent; NONE for none. buffer: yuan that are there from the first day on. closed: what
    happens with a due day on which banks are closed. autopay: the bank takes the debts' payments itself.
    """

    moved = Unicode(NONE)
    to_day = Int(1, min=1, max=LAST_DAY)
    buffer = Exact()
    arrears = Enum(ARREARS, "aside")
    cut = Unicode(NONE)
    cut_by = Int(0, min=0, max=100)
    bad_months = Int(0, min=0, max=MOST_BAD_MONTHS)
    closed = Enum(CLOSED, "before")
    autopay = Bool(False)

    def __init__(self, household: Household) -> None:
        self.household = household
        self.labels = household.labels()
        self._plain: dict[tuple[str, str, int], CashCalendar] = {}
        self._best: dict[tuple[str, str, int, str], Effect] = {}
        super().__init__()
        self.observe(lambda _: self.__dict__.pop("effect", None))

    # -- the account

    def plain(self) -> CashCalendar:
        """The account as things are."""
        key = self.arrears, self.closed, self.bad_months
        if key not in self._plain:
            self._plain[key] = self._made_plain()
        return self._plain[key]

    def _made_plain(self) -> CashCalendar:
        start = self.household.start
        bad = [add_months(start.replace(day=1), number + 1) for number in range(self.bad_months)]
        return cash_calendar(
            [_closed(line, self.closed) for line in self.household.lines(self.arrears)],
            self.household.case.savings,
            start=start,
            until=self.household.until,
            is_workday=is_workday,
            bad_months=bad,
        )

    def changes(self) -> tuple[Change, ...]:
        """What the learner changes."""
        found: list[Change] = []
        names = {line.name for line in self.plain().lines}
        if self.moved in names and self.to_day != self.day_of(self.moved):
            found.append(MoveDay(self.moved, self.to_day))
        if self.buffer:
            found.append(Buffer(self.buffer))
        if self.cut in names and self.cut_by:
            found.append(Cut(self.cut, by=Decimal(self.cut_by) / 100))
        if self.autopay:
            found += [Autopay(one.name) for one in self.household.debts if one.name in names]
        return tuple(found)

    @cached_property
    def effect(self) -> Effect:
        """The account without and with the changes."""
        return effect_of(self.plain(), *self.changes())

    @property
    def now(self) -> CashCalendar:
        """The account with the changes."""
        return self.effect.after

    def due_days(self) -> Calendar:
        """The account with the changes as a calendar file."""
        household = self.household
        return due_days(self.now, self.labels, household.debts_by_line(), household.case)

    def movable(self) -> dict[str, str]:
        """What goes out on a day of the month, with what the learner calls it."""
        dated = [line for line in self.household.lines("aside") if line.every in ("month", "listed")]
        lines = [line for line in dated if not line.comes_in]
        return {line.name: self.labels[line.name] for line in lines}

    def cuttable(self) -> dict[str, str]:
        """The lines of the budget that go out."""
        lines = [line for line in self.household.lines("aside") if line.kind in ("essential", "other")]
        return {line.name: self.labels[line.name] for line in lines}

    def day_of(self, name: str) -> int:
        """On which day of the month a line falls due now."""
        line = next(line for line in self.household.lines("aside") if line.name == name)
        return min(line.day or line.listed[0][0].day, LAST_DAY)

    # -- what is said

    def title(self) -> str:
        return tell("cash_title")

    def summary(self) -> str:
        first, deepest = self.now.first_shortfall, self.now.deepest
        return tell(
            "cash_summary",
            first=day(first.on) if first else tell("never_short"),
            lowest=money(deepest.lowest),
            on=day(deepest.on),
            dry=self.now.shortfall_days,
        )

    def facts(self) -> list[tuple[str, str]]:
        first, deepest = self.now.first_shortfall, self.now.deepest
        return [
            (tell("first_dry"), day(first.on) if first else tell("none_this_year")),
            (tell("lowest_on", day=day(deepest.on)), money(deepest.lowest)),
            (tell("dry_days"), days(self.now.shortfall_days)),
            *one_more_day(self.household),
        ]

    def sentence(self) -> str:
        return sentences(
            whose_figures(self.household),
            self._how_it_stands(),
            self._what_changes(),
            self._refused(),
            self._aside(),
        )

    def _how_it_stands(self) -> str:
        first, deepest = self.now.first_shortfall, self.now.deepest
        if first is None:
            values = {"lowest": money(deepest.lowest), "day": day(deepest.on)}
            return tell("cash_never_dry", **values)
        values = {"day": day(first.on), "short": money(first.short)}
        if first.tipped_by is not None:
            told = tell("cash_dry", line=self.labels[first.tipped_by], **values)
        else:
            told = tell("cash_dry_already", **values)
        if deepest.on == first.on:
            return told
        return sentences(told, tell("cash_deepest", short=money(deepest.short), day=day(deepest.on)))

    def _what_changes(self) -> str:
        if not self.effect.changes or all(isinstance(one, Autopay) for one in self.effect.changes):
            return ""
        before, after = self.effect.first_shortfall_before, self.effect.first_shortfall_after
        dry = {
            "fewer": days(abs(self.effect.fewer_shortfall_days)),
            "less": money(abs(self.effect.less_needed)),
        }
        if before is None:
            return tell("cash_was_fine") if after is None else tell("cash_made_dry")
        if after is None:
            return tell("cash_mended", before=day(before))
        if before == after:
            way = "better" if self.effect.less_needed > 0 or self.effect.fewer_shortfall_days > 0 else "worse"
            if not self.effect.less_needed and not self.effect.fewer_shortfall_days:
                return tell("cash_no_help")
            return tell(f"cash_{way}", **dry)
        return tell("cash_later" if after > before else "cash_sooner", before=day(before))

    def _refused(self) -> str:
        if not self.autopay:
            return ""
        refused = self.now.refused()
        if not refused:
            return tell("autopay_holds")
        return count(
            "autopay_refused", len(refused), day=day(refused[0].on), line=self.labels[refused[0].name]
        )

    def _aside(self) -> str:
        if not self.household.overdue:
            return ""
        return tell(f"arrears_{self.arrears}_said", amount=money(self.household.overdue))

    # -- the chart, the table, the steps

    def figure(self) -> Figure:
        before, now = self.effect.before, self.now
        compared = self.effect.changes and before.balances != now.balances
        knots = _knots(before, now) if compared else _knots(now)
        first = now.first_shortfall
        return account(
            knots,
            Series(tell("with_changes" if compared else "in_the_account"), _at(now, knots)),
            below=tell("below_zero"),
            before=Series(tell("as_it_is"), _at(before, knots)) if compared else None,
            dots=[(Event(first.on, tell("dot", day=day(first.on))), -first.short)] if first else [],
            markers=[Marker(first.on, tell("dry_mark", day=day(first.on)))] if first else [],
        )

    def table(self) -> Table:
        rows: list[tuple[Value, ...]] = []
        for months_days in _by_month(self.now):
            lowest = min(months_days, key=lambda one: one.lowest)
            comes_in = [move.amount for one in months_days for move in one.moves if move.amount > 0]
            goes_out = [-move.amount for one in months_days for move in one.moves if move.amount < 0]
            rows.append(
                (
                    month(months_days[0].on),
                    total(comes_in),
                    total(goes_out),
                    lowest.lowest,
                    lowest.on,
                    months_days[-1].balance,
                )
            )
        columns = [
            Column(tell("column_month")),
            Column(tell("column_in"), "money"),
            Column(tell("column_out"), "money"),
            Column(tell("column_lowest"), "money"),
            Column(tell("column_lowest_on"), "date"),
            Column(tell("column_end"), "money"),
        ]
        return Table(tell("cash_table"), columns, rows)

    def steps(self) -> list[Step]:
        return [
            *self._first_dry_told(),
            *self._helps_most(),
            *self._best_day(),
            (tell("how_cash_is_reckoned"), None),
            (tell("how_workdays_are_known"), self.workdays_known()),
        ]

    def _first_dry_told(self) -> list[Step]:
        """The days up to the first dry one, added up."""
        first = self.now.first_shortfall
        if first is None:
            return []
        moves = [move for move in self.now.moves() if move.on <= first.on]
        names = dict.fromkeys(move.name for move in moves)
        named = {name: total(move.amount for move in moves if move.name == name) for name in names}
        parts = separator().join(
            tell("moved_amount", line=self.labels[name], amount=money(amount))
            for name, amount in named.items()
        )
        opening = self.now.day(self.now.start).opening
        return [
            (
                tell(
                    "added_up",
                    opening=money(opening),
                    start=day(self.now.start),
                    parts=parts,
                    balance=money(first.lowest),
                    day=day(first.on),
                ),
                None,
            )
        ]

    def _helps_most(self) -> list[Step]:
        if self.now.first_shortfall is None:
            return []
        told = []
        for effect in which_line(self.now)[:NAMED]:
            (change,) = effect.changes
            assert isinstance(change, Cut)
            after = effect.first_shortfall_after
            told.append(
                tell(
                    "left_out",
                    line=self.labels[change.name],
                    day=day(after) if after else tell("no_dry_day"),
                    less=money(effect.less_needed),
                )
            )
        return [(tell("which_line", lines=separator().join(told)), None)]

    def _best_day(self) -> list[Step]:
        plain = self.plain()
        if self.moved not in {line.name for line in plain.lines} or plain.first_shortfall is None:
            return []
        key = self.arrears, self.closed, self.bad_months, self.moved
        if key not in self._best:
            self._best[key] = best_days(plain, self.moved)[0]
        best = self._best[key]
        (change,) = best.changes
        assert isinstance(change, MoveDay)
        line, after = self.labels[self.moved], best.first_shortfall_after
        if not best.less_needed and not best.later_by and not best.fewer_shortfall_days:
            return [(tell("no_better_day", line=line), None)]
        values = {
            "first": day(after) if after else tell("no_dry_day"),
            "fewer": days(best.fewer_shortfall_days),
            "less": money(best.less_needed),
        }
        return [(tell("best_day", line=line, day=change.day, **values), None)]

    def workdays_known(self) -> str:
        """Up to when public holidays are known as published, and what holds for the days after that."""
        start, until = self.household.start, self.household.until
        if how_known(until) == "weekends":
            return tell("workdays_weekends", day=day(until))
        last = arranged_until(start)
        if last is None:
            return tell("workdays_reckoned")
        if last >= until:
            return tell("workdays_arranged", day=day(until))
        return tell("workdays_until", day=day(last))


def _closed(line: CashLine, closed: WhenClosed) -> CashLine:
    """A line as the due days on which banks are closed are handled; pay then comes on the next workday."""
    if line.every == "spread":
        return line
    return replace(line, when_closed="after" if line.comes_in else closed)


def _knots(*calendars: CashCalendar) -> list[date]:
    """The days between which the lines of the accounts are straight."""
    places = {place for one in calendars for place in bends(one.balances)}
    days = calendars[0].days
    found = {days[place] for place in places}
    for one in calendars:
        found |= {one.deepest.on, *([one.first_shortfall.on] if one.first_shortfall else [])}
    return sorted(found)


def _at(calendar: CashCalendar, knots: Iterable[date]) -> list[Decimal]:
    balances = calendar.balances
    return [balances[(on - calendar.start).days] for on in knots]


def _by_month(calendar: CashCalendar) -> list[list[CashDay]]:
    months: dict[tuple[int, int], list[CashDay]] = {}
    for on in calendar.days:
        months.setdefault((on.year, on.month), []).append(calendar.day(on))
    return list(months.values())


def whose_figures(household: Household) -> str:
    """That the figures are an example household's, where the learner's case has no budget yet; which debts
    are left out of them."""
    borrowed = tell("borrowed", name=household.case.name) if household.borrowed else ""
    return sentences(borrowed, left_out_told(household.case, household.start))


def one_more_day(household: Household) -> list[tuple[str, str]]:
    """What one more day without a payment costs, where the household has debts."""
    if not household.debts:
        return []
    return [(tell("one_more_day"), money(household.case.figures(household.start).one_more_day))]


class CashPanel(Panel):
    """The panel, and the button that saves its days as a calendar."""

    def __init__(self, household: Household) -> None:
        model = CashDays(household)
        movable, cuttable = model.movable(), model.cuttable()
        debts = [one.name for one in household.debts if one.name in movable]
        model.moved = (debts or [*movable, NONE])[0]
        model.to_day = model.day_of(model.moved) if model.moved else 1
        controls: dict[str, Control] = {}
        if movable:
            controls["moved"] = Choice(tell("move_line"), movable, value=model.moved)
            controls["to_day"] = Slider(
                tell("to_day"), 1, LAST_DAY, value=model.to_day, hint=tell("to_day_hint")
            )
        controls["buffer"] = DecimalSlider(
            tell("buffer"), 0, MOST_BUFFER, BUFFER_STEP, show=MONEY, hint=tell("buffer_hint")
        )
        if household.overdue:
            words = {name: tell(f"arrears_{name}") for name in ARREARS}
            controls |= in_group(tell("more_overdue"), arrears=Choice(tell("arrears"), words, value="aside"))
        if cuttable:
            model.cut = next(iter(reversed(cuttable)))
            controls |= in_group(
                tell("more_cut"),
                cut=Choice(tell("cut_line"), cuttable, value=model.cut),
                cut_by=Slider(tell("cut_by"), 0, 100, 5, unit="%"),
            )
        controls |= in_group(tell("more_bad"), bad_months=Slider(tell("bad_months"), 0, MOST_BAD_MONTHS))
        closed = {name: tell(f"closed_{name}") for name in CLOSED}
        controls |= in_group(
            tell("more_days"),
            closed=Choice(tell("closed"), closed, value="before", hint=model.workdays_known()),
            **({"autopay": Switch(tell("autopay"), hint=tell("autopay_hint"))} if debts else {}),
        )
        self.outcome = Note()
        super().__init__(model, **controls)
        model.observe(lambda _: setattr(model, "to_day", model.day_of(model.moved)), "moved")
        body, *folds = self.parts
        button = Box([Button(tell("save_calendar"), self.save)])
        button.add_class("dc-row")
        self.parts = [body, button, self.outcome, *folds]

    def save(self) -> None:
        """Save the due days as a calendar with reminders, and say where."""
        model = self.model
        assert isinstance(model, CashDays)
        save(model.due_days(), self.outcome, "ics")


def panel(household: Household) -> CashPanel:
    """The panel."""
    return CashPanel(household)
