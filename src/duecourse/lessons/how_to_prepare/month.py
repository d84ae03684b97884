"""What a month leaves for the debts: normal and bad, with lines to try cutting, beside other households."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from traitlets import Int

from duecourse.calc import (
    Budget,
    Span,
    benchmark,
    budget,
    budget_ahead,
    debt_service_share,
    tightest,
    total,
)
from duecourse.case import BudgetLine, Case, CaseError, ChangedMeanwhile, SaveError, change_case
from duecourse.export import budget_summary
from duecourse.export.budget import lines_on
from duecourse.export.months_ahead import changes_told, time_told
from duecourse.locale import day, money, percent, say, sentences
from duecourse.rules import cite, rules
from duecourse.view import (
    MONEY,
    Button,
    Column,
    Control,
    DecimalSlider,
    Entry,
    Exact,
    ListModel,
    ListPanel,
    Slider,
    Table,
    charts,
    in_group,
)
from duecourse.view.note import Note

from ..kit.kept import kept
from ..kit.saving import Keep
from .whose import Whose
from .words import Step, tell, tell_count

STEP: Final = Decimal(50)
"""Yuan: what a slider of the budget moves by."""

MOST_PEOPLE: Final = 8

APART: Final = 10
"""Two lines of the chart have room for both labels if they are a tenth of its height apart."""


class Month(ListModel):
    """A household's month. people: how many live on it. amount_0, amount_1 …: what each line is tried at;
    bad_0 … of an income: what it is in a bad month."""

    people = Int(1, min=1, max=MOST_PEOPLE)

    def __init__(self, whose: Whose) -> None:
        self.whose = whose
        self.today = whose.case.as_of
        self.lines = lines_on(whose.case, self.today)
        traits: dict[str, Any] = {}
        for number, line in enumerate(self.lines):
            traits[f"amount_{number}"] = Exact(line.amount)
            if line.kind == "income":
                traits[f"bad_{number}"] = Exact(_bad(line))
        super().__init__()
        self.add_traits(**traits)

    @property
    def case(self) -> Case:
        """Whose month it is."""
        return self.whose.case

    @kept
    def tried(self) -> list[BudgetLine]:
        """The lines as they are tried. What an expense is cut by, it is cut by in a bad month too."""
        found = []
        for number, line in enumerate(self.lines):
            amount = getattr(self, f"amount_{number}")
            if line.kind == "income":
                bad = getattr(self, f"bad_{number}")
            else:
                bad = max(total([_bad(line), amount, -line.amount]), Decimal("0.00"))
            found.append(replace(line, amount=amount, bad_month=bad if bad != amount else None))
        return found

    def as_tried(self) -> Case:
        """The case with the lines as they are tried."""
        whole = self.whose.whole
        tried = dict(zip(map(id, self.lines), self.tried(), strict=True))
        return replace(whole, budget_lines=tuple(tried.get(id(line), line) for line in whole.budget_lines))

    def changed(self) -> bool:
        """Whether anything is tried that is not in the case."""
        return self.as_tried().budget_lines != self.whose.whole.budget_lines

    def keep(self) -> None:
        """Put the lines that were tried into the learner's own case as it is now; nothing else of it changes.

        Raises SaveError, also where such a line is no longer as the lesson began with it, and CaseError
        where the case cannot be read; then nothing was saved.
        """
        tried = self.tried()
        wanted = [(line, new) for line, new in zip(self.lines, tried, strict=True) if line != new]
        change_case(lambda case: replace(case, budget_lines=_put_into(case.budget_lines, wanted)))
        self.whose, self.lines = replace(self.whose, whole=self.as_tried()), tried

    def month(self, *, bad: bool = False) -> Budget:
        """The sums of a normal or a bad month."""
        return budget(self.tried(), bad_month=bad)

    @kept
    def ahead(self) -> tuple[Span, ...]:
        """The months of the coming year as they are tried, as far as they are known to change."""
        return budget_ahead(self.as_tried().budget_lines, self.today)

    def least(self, *, bad: bool = False) -> Decimal:
        """What a normal or a bad month of the year leaves at least, yuan."""
        return min((span.bad if bad else span.normal).left for span in self.ahead())

    def asked(self) -> Decimal:
        """What contracts and agreements ask for in a usual month, all debts together, yuan."""
        return self.whose.figures.payments_a_month

    def share(self) -> Decimal | None:
        """The share of a normal month's income, as tried, that goes to that."""
        return debt_service_share(self.asked(), self.month().income)

    def title(self) -> str:
        return tell("month", day=day(self.today))

    def summary(self) -> str:
        share = self.share()
        return tell(
            "month_summary",
            left=money(self.month().left),
            bad=money(self.month(bad=True).left),
            asked=money(self.asked()),
            share=tell("no_share") if share is None else percent(share),
        )

    def facts(self) -> list[tuple[str, str]]:
        share = self.share()
        at_least = []
        if len(self.ahead()) > 1:
            at_least = [
                (tell("least_in_bad"), money(self.least(bad=True))),
                (tell("least_in_normal"), money(self.least())),
            ]
        return [
            (tell("left_in_bad"), money(self.month(bad=True).left)),
            (tell("left_in_normal"), money(self.month().left)),
            *at_least,
            (tell("contracts_ask"), money(self.asked())),
            (tell("service_share"), tell("no_share") if share is None else percent(share)),
            (tell("one_more_day"), money(self.whose.figures.one_more_day)),
        ]

    def sentence(self) -> str:
        normal, bad = self.month(), self.month(bad=True)
        asked = self.asked()
        if bad.left <= 0 and normal.left <= 0:
            text = tell("month_never", normal=money(-normal.left), bad=money(-bad.left))
        elif bad.left <= 0:
            text = tell("month_only_normal", normal=money(normal.left), bad=money(-bad.left))
        else:
            text = tell("month_both", normal=money(normal.left), bad=money(bad.left))
        if bad.left <= 0 < bad.left_at_most:
            text = sentences(text, tell("month_at_most", left=money(bad.left_at_most)))
        text = sentences(text, self._changes())
        carries = "month_carries" if max(self.least(bad=True), Decimal(0)) >= asked else "month_short"
        tried = tell("month_tried") if self.changed() else ""
        return self.whose.said(sentences(text, tell(carries, asked=money(asked)) if asked else "", tried))

    def _changes(self) -> str:
        """What the months after the present ones leave, and what can be promised; empty without a change."""
        if len(self.ahead()) == 1:
            return ""
        least = self.least(bad=True)
        key = "month_leanest" if least > 0 else "month_leanest_none"
        return sentences(changes_told(self.ahead()), tell(key, left=money(least)))

    def entries(self) -> Sequence[Entry]:
        figures: list[Entry] = []
        spent = total([self.month().essentials, self.month().other])
        for id, own in (("consumption", spent), ("disposable-income", self.month().income)):
            value = rules[id].on(self.today)
            country = benchmark(own, value["national"], people=self.people)
            towns = benchmark(own, value["urban"], people=self.people)
            figures.append(
                Entry(
                    heading=tell(f"beside_{id.replace('-', '_')}", year=value["year"]),
                    today=tell_count(
                        "beside",
                        self.people,
                        own=money(own),
                        country=money(country.typical),
                        country_share=percent(country.share, places=0),
                        towns=money(towns.typical),
                        towns_share=percent(towns.share, places=0),
                    ),
                    text=value.rule.scope,
                    note=tell("beside_note"),
                    source=cite(value),
                )
            )
        return figures

    def figure(self) -> charts.Figure:
        zero, shown = Decimal("0.00"), self._shown()
        months = [month for span in shown for month in (span.normal, span.bad)]
        names = [self._briefly(span, name) for span in shown for name in ("bar_normal", "bar_bad")]
        series = [
            charts.Series(tell("essentials"), [*(one.essentials for one in months), zero], "plain"),
            charts.Series(tell("other_spending"), [*(one.other for one in months), zero], "quiet"),
            charts.Series(tell("left_for_debts"), [*(max(one.left, zero) for one in months), zero], "good"),
            charts.Series(tell("debts_ask"), [*(zero for _ in months), self.asked()], "accent"),
        ]
        top = _highest(months)
        incomes: dict[Decimal, str] = {}
        for span in shown:
            for name, one in (("income_line", span.normal), ("income_line_bad", span.bad)):
                if all(abs(one.income - other) > top / APART for other in incomes):
                    incomes[one.income] = self._briefly(span, name)
        markers = [charts.Marker(income, name) for income, name in incomes.items()]
        return charts.bars([*names, tell("bar_asked")], series, markers=markers, top=top)

    def _shown(self) -> list[Span]:
        """The times whose months are drawn: the present one, and that which leaves least, where another."""
        now, leanest = self.ahead()[0], tightest(self.ahead())
        return [now] if leanest is now else [now, leanest]

    def _in(self, span: Span, name: str) -> str:
        """A name; where months are known to change it says from when to when they are so."""
        if len(self.ahead()) == 1:
            return tell(name)
        return tell("in_time", name=tell(name), time=time_told(span, self.ahead()))

    def _briefly(self, span: Span, name: str) -> str:
        """The same in as few words as the chart has room for."""
        if len(self.ahead()) == 1:
            return tell(name)
        if span is self.ahead()[0]:
            return tell("in_time_now", name=tell(name))
        return tell("in_time_from", name=tell(name), month=say(f"common.month_{span.start.month}"))

    def table(self) -> Table:
        rows: list[list[Any]] = []
        for kind in ("income", "essential", "other"):
            for line in self.tried():
                if line.kind == kind:
                    rows.append([line.label, tell(f"kind_{kind}"), line.amount, _bad(line)])
        columns = [
            Column(tell("column_budget")),
            Column(tell("column_kind")),
            Column(tell("normal_month"), "money"),
            Column(tell("bad_month"), "money"),
        ]
        sums: list[Any] = [tell("left_for_debts"), "", self.month().left, self.month(bad=True).left]
        return Table(self._in(self.ahead()[0], "month_table"), columns, rows, sums)

    def steps(self) -> list[Step]:
        steps: list[Step] = []
        months = [
            (self._in(span, key), one)
            for span in self._shown()
            for key, one in (("normal_month", span.normal), ("bad_month", span.bad))
        ]
        for name, one in months:
            steps.append(
                (
                    tell(
                        "step_left",
                        month=name,
                        income=money(one.income),
                        essentials=money(one.essentials),
                        other=money(one.other),
                        left=money(one.left),
                    ),
                    None,
                )
            )
        steps += [
            (tell("step_asked", debt=one.debt.label, asked=money(one.regular_payment)), None)
            for one in self.whose.figures.to_pay
        ]
        share = self.share()
        if share is not None:
            steps.append(
                (
                    tell(
                        "step_share",
                        asked=money(self.asked()),
                        income=money(self.month().income),
                        share=percent(share),
                    ),
                    None,
                )
            )
        return steps


def _put_into(
    lines: Sequence[BudgetLine], wanted: Sequence[tuple[BudgetLine, BudgetLine]]
) -> tuple[BudgetLine, ...]:
    """The lines, each of those wanted changed from what it was to what it is to be."""
    found, gone = list(lines), []
    for was, new in wanted:
        if was in found:
            found[found.index(was)] = new
        elif new not in found:
            gone.append(was.label)
    if gone:
        raise ChangedMeanwhile("lines_changed", lines=tuple(gone))
    return tuple(found)


def _bad(line: BudgetLine) -> Decimal:
    return line.amount if line.bad_month is None else line.bad_month


def _highest(months: Sequence[Budget]) -> Decimal:
    return max(max(one.income, total([one.essentials, one.other])) for one in months)


class MonthPanel(ListPanel):
    """The panel: a slider for each line, and buttons to take the budget away or to keep what was tried."""

    model: Month

    def __init__(self, model: Month) -> None:
        self.said = Note()
        by_kind: dict[str, dict[str, Control]] = {"other": {}, "essential": {}, "bad": {}, "income": {}}
        for number, line in enumerate(model.lines):
            by_kind[line.kind][f"amount_{number}"] = _slider(line.label, line.amount)
            if line.kind == "income":
                by_kind["bad"][f"bad_{number}"] = _slider(tell("bad_of", line=line.label), _bad(line))
        keep = Keep(tell("keep_budget"), lambda: budget_summary(model.as_tried()), "xlsx")
        buttons = [Button(tell("keep_tried"), self.keep_tried)] if model.case.own else []
        super().__init__(
            model,
            extra=[*buttons, self.said, keep],
            **by_kind["other"],
            people=Slider(tell("people"), 1, MOST_PEOPLE, value=model.people),
            **in_group(tell("try_essential"), **by_kind["essential"]),
            **in_group(tell("try_bad"), **by_kind["bad"]),
            **in_group(tell("try_income"), **by_kind["income"]),
        )

    def keep_tried(self) -> None:
        """Save the amounts that are tried in the learner's own case."""
        if not self.model.changed():
            self.said.say(tell("nothing_tried"), tone="try")
            return
        try:
            self.model.keep()
        except (CaseError, SaveError) as error:
            self.said.say(*str(error).splitlines(), tone="try")
            return
        self.refresh()
        self.said.say(tell("kept_tried"), tone="good")


def _slider(name: str, amount: Decimal) -> DecimalSlider:
    high = max(STEP * 20, (amount * 2 // STEP) * STEP + STEP)
    return DecimalSlider(name, 0, high, STEP, value=amount, show=MONEY)


def panel(whose: Whose) -> MonthPanel:
    """The panel."""
    return MonthPanel(Month(whose))
