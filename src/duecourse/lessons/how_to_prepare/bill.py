"""The lender's bill beside what the contract and the payments come to: line by line, why, and what to ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from ipywidgets import Widget

from duecourse.calc import COMPONENTS, BadInput, BillCheck, CheckedLine, LenderBill, LenderLine
from duecourse.case import Bill, Debt, ImportRefused, Statement, read_statement
from duecourse.locale import day, money, say, sentences
from duecourse.rules import cite, rules
from duecourse.view import (
    Column,
    Control,
    Day,
    DaySlider,
    Entry,
    Exact,
    ListModel,
    ListPanel,
    MoneyBox,
    Table,
    charts,
    explain,
)
from duecourse.view.form.file_picker import MOST, FilePicker
from duecourse.view.note import Note
from duecourse.view.panel import Card
from duecourse.view.preview import Preview

from ..kit.idle import when_idle
from ..kit.kept import kept
from ..kit.which_debt import for_each_debt
from .checking import begun, billed, check
from .reasons import Finding, findings, line_name, questions
from .whose import Whose
from .words import Step, one_more_day, tell, tell_count

FIGURES: Final = (*COMPONENTS, "total", "minimum")
"""What a bill may say, each a trait of the model."""

AHEAD: Final = timedelta(31)


def _typed(name: str) -> Exact:
    return Exact("0", allow_none=True, help=name)


class HeldAgainst(ListModel):
    """A bill: its day and its figures in yuan, None where it does not say."""

    on = Day(date.min)
    principal = _typed("principal")
    interest = _typed("interest")
    penalty = _typed("penalty")
    compound = _typed("compound")
    fees = _typed("fees")
    total = _typed("total")
    minimum = _typed("minimum")

    def __init__(self, whose: Whose, debt: Debt) -> None:
        self.whose, self.debt = whose, debt
        bills = [bill for bill in debt.bills if bill.on >= debt.start]
        self.newest = bills[-1] if bills else None
        figures = figures_of(self.newest) if self.newest else dict.fromkeys(FIGURES)
        super().__init__(on=self.newest.on if self.newest else whose.case.as_of, **figures)

    def take(self, bill: Bill) -> None:
        """Hold another bill against it."""
        with self.hold_trait_notifications():
            self.on = bill.on
            for name, amount in figures_of(bill).items():
                setattr(self, name, amount)

    def figures(self) -> dict[str, Decimal]:
        """What the bill says, yuan."""
        found = {name: getattr(self, name) for name in FIGURES}
        return {name: amount for name, amount in found.items() if amount is not None}

    @kept
    def checked(self) -> BillCheck | None:
        """The bill line by line; None while nothing is typed in, or where it is no bill of this debt."""
        figures = self.figures()
        if not figures:
            return None
        lines = [LenderLine(name, figures[name]) for name in COMPONENTS if name in figures]
        bill = LenderBill(on=self.on, total=figures.get("total"), minimum=figures.get("minimum"), lines=lines)
        try:
            return check(self.debt, bill)
        except BadInput:
            return None

    def differing(self) -> list[CheckedLine]:
        """The lines that differ."""
        found = self.checked()
        return [] if found is None else [line for line in found.lines if line.difference]

    def title(self) -> str:
        return tell("bill", debt=self.debt.label, day=day(self.on))

    def summary(self) -> str:
        found = self.checked()
        if found is None:
            return tell("bill_summary_none", debt=self.debt.label)
        return tell(
            "bill_summary",
            day=day(self.on),
            agreed=len(found.lines) - len(self.differing()),
            lines=len(found.lines),
            difference=money(found.difference),
        )

    def facts(self) -> list[tuple[str, str]]:
        found = self.checked()
        position = billed(self.debt, self.on).position(self.on)
        facts = [one_more_day(position.one_more_day)]
        if found is None:
            return [*facts, (tell("worked_out"), money(position.total))]
        by_name = {line.name: line for line in found.lines}
        if "total" in by_name:
            line = by_name["total"]
            if line.billed is not None:
                facts.append((tell("bill_says"), money(line.billed)))
            facts.append((tell("worked_out"), money(line.ours)))
        return [*facts, (tell("difference"), money(found.difference))]

    def sentence(self) -> str:
        found = self.checked()
        if found is None:
            return self._said(tell("bill_unfit" if self.figures() else "bill_nothing_typed"))
        differ = self.differing()
        if not differ:
            return self._said(tell("bill_right", count=len(found.lines)))
        agreed = len(found.lines) - len(differ)
        more = found.difference
        key = "bill_asks_more" if more > 0 else "bill_asks_less" if more < 0 else "bill_asks_as_much"
        return self._said(
            sentences(
                tell(key, amount=money(abs(more))),
                tell("bill_lines", agreed=agreed, count=len(found.lines)),
                tell(f"bill_{found.verdict}"),
            )
        )

    def _said(self, text: str) -> str:
        return self.whose.said_with_caution(text, [self.debt])

    def questions(self) -> str:
        """What to ask the lender, ready to copy; empty where the bill is right."""
        found = self.checked()
        asked = [] if found is None else questions(found.lines, self.debt)
        if not asked:
            return ""
        lines = [tell("ask_opening", debt=self.debt.label, day=day(self.on))]
        lines += [tell("ask_line", number=number, text=text) for number, text in enumerate(asked, 1)]
        return "\n".join([*lines, tell("ask_closing")])

    def entries(self) -> Sequence[Entry]:
        found = self.checked()
        if found is None:
            return ()
        differ = {one.line.name: one for one in findings(found.lines, self.debt)}
        entries = [
            _differs(differ[line.name]) if line.name in differ else _agrees(line) for line in found.lines
        ]
        for above in found.above:
            value = rules[above.id].on(self.on)
            entries.append(
                Entry(
                    heading=value.rule.label,
                    tag=tell("above_line"),
                    tone="court",
                    today=tell("above_by", charged=money(above.charged), excess=money(above.excess)),
                    text=value.text,
                    note=tell("above_note"),
                    source=cite(value),
                )
            )
        return entries

    def figure(self) -> charts.Figure | None:
        found = self.checked()
        if found is None:
            return None
        lines = [line for line in found.lines if line.name not in ("total", "principal", "minimum")]
        lines = lines or list(found.lines)
        zero = Decimal("0.00")
        series = [
            charts.Series(
                tell("bill_says"), [zero if line.billed is None else line.billed for line in lines], "accent"
            ),
            charts.Series(tell("worked_out"), [line.ours for line in lines], "plain"),
        ]
        return charts.bars([line_name(line.name) for line in lines], series, together=False)

    def table(self) -> Table:
        found = self.checked()
        columns = [
            Column(tell("column_line")),
            Column(tell("bill_says"), "money"),
            Column(tell("worked_out"), "money"),
            Column(tell("difference"), "money"),
            Column(tell("column_finding")),
        ]
        rows: list[list[Any]] = [
            [line_name(line.name), line.billed, line.ours, line.difference, tell(f"finding_{line.verdict}")]
            for line in (found.lines if found else ())
        ]
        return Table(tell("bill_table", day=day(self.on)), columns, rows)

    def steps(self) -> list[Step]:
        return explain(billed(self.debt, self.on).position(self.on).explain())


def _agrees(line: CheckedLine) -> Entry:
    return Entry(line_name(line.name), tell("line_agrees", amount=money(line.ours)), tell("agrees"), "may")


def _differs(found: Finding) -> Entry:
    line = found.line
    others = len(line.reasons) - 1 if found.question else 0
    return Entry(
        heading=line_name(line.name),
        text=sentences(
            tell(f"line_{line.verdict}", why=found.why) if found.question else found.why,
            tell_count("other_reasons", others) if others > 0 else "",
        ),
        tag=tell("differs"),
        tone="not",
        today=tell(
            "line_more" if line.difference > 0 else "line_less",
            billed=tell("line_left_out") if line.billed is None else money(line.billed),
            ours=money(line.ours),
            by=money(abs(line.difference)),
        ),
        note=tell("to_ask", question=found.question) if found.question else "",
    )


def figures_of(bill: Bill) -> dict[str, Decimal | None]:
    """What a bill of the case says, by the model's traits."""
    parts = bill.by_component()
    return {**{name: parts.get(name) for name in COMPONENTS}, "total": bill.total, "minimum": bill.minimum}


def bills_of(found: Statement, debt: str) -> list[Bill]:
    """The bills of a debt in a file; a list of nothing but days and amounts is one of bills here."""
    plain = found.kinds == ("plain",)
    return [
        row.bill or Bill(row.on, row.amount)
        for row in found.rows
        if (row.bill or plain) and row.debt in (None, debt)
    ]


class BillPanel(ListPanel):
    """The panel of one debt, with the questions to copy, and a file to take a bill from."""

    model: HeldAgainst

    def __init__(self, model: HeldAgainst) -> None:
        self.copy = Preview(
            tell("copy_name"), copy=tell("copy"), copied=tell("copied"), marked=tell("copy_marked")
        )
        self.picked = Note()
        self.picker = FilePicker(
            tell("bill_file"),
            self.read,
            hint=tell("bill_file_hint"),
            too_large=say("form.file_too_large", most=MOST // 1_000_000),
        )
        extra: list[Widget] = [self.picker, self.picked]
        super().__init__(model, extra=extra, **_controls(model))
        body, listing, *folds = self.parts
        self.parts = [body, listing, self.copy, *folds]
        if model.checked() is None:  # so that the first figure that is typed is answered at once
            when_idle(begun(model.debt, model.on))

    def fill(self) -> None:
        """Put on the page what the model says, the questions included."""
        super().fill()
        self.copy.text = self.model.questions()

    def clear(self) -> None:
        """Take it from the page, the questions included."""
        super().clear()
        self.copy.text = ""

    def read(self, name: str, content: bytes) -> None:
        """Take the newest bill that a file holds. Nothing is saved."""
        try:
            found = read_statement(content, self.model.whose.case, self.model.debt.id)
        except ImportRefused as refused:
            self.picked.say(tell("bill_file_refused", file=name), str(refused), tone="try")
            return
        bills = bills_of(found, self.model.debt.id)
        fitting = [bill for bill in bills if bill.on >= self.model.debt.start]
        if not fitting:
            self.picked.say(tell("bill_file_empty", file=name), tone="try")
            return
        newest = max(fitting, key=lambda bill: bill.on)
        self.model.take(newest)
        self.picked.say(tell("bill_file_taken", file=name, day=day(newest.on)), tone="good")


def _controls(model: HeldAgainst) -> dict[str, Control]:
    debt = model.debt
    last = max(model.whose.case.as_of, model.on) + AHEAD
    first = min(max(debt.start, model.whose.case.as_of - timedelta(365)), model.on)
    controls: dict[str, Control] = {"on": DaySlider(tell("bill_day"), first, last, value=model.on)}
    for name in FIGURES:
        if name == "minimum" and not debt.contract.is_revolving:
            continue
        controls[name] = MoneyBox(line_name(name), value=getattr(model, name))
    return controls


def panel(whose: Whose) -> Card:
    """A panel for each debt, and the choice between them: those with a bill first."""
    debts = {debt.id: debt for debt in sorted(whose.debts, key=lambda debt: not debt.bills)}
    return for_each_debt(tell("which_debt"), debts, lambda debt: BillPanel(HeldAgainst(whose, debt)))
