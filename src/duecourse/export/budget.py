"""The household's month on one page: what comes in, what must go out, what is left for the debts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from duecourse.calc import BUDGET_KINDS, Means, Span, budget_ahead
from duecourse.calc.household.budget import counts_in
from duecourse.case import BudgetLine, Case
from duecourse.locale import day, language, money, say

from .document import Block, Column, Document, Grid, Paragraph, Section, Value
from .months_ahead import ahead_grid, means_told, time_told
from .paper import Paper
from .statement import all_debts


def budget_summary(case: Case, on: date | None = None) -> Paper:
    """Income, essentials, other spending and what is left, in a normal and in a bad month, and the debts."""
    on = on or case.as_of
    sections = (
        month_section(case, on),
        Section(say("export.all_debts"), (all_debts(case, on),)),
    )
    document = Document(say("export.budget_title", day=day(on)), sections, on, language())
    return Paper(say("export.budget_file"), document, ("xlsx", "html", "docx"))


def month_section(case: Case, on: date) -> Section:
    """The month: every line that counts in it, the sums, and what is left."""
    blocks: list[Block] = [month_grid(case, on)]
    if len(lines_on(case, on)) < len(case.budget_lines):
        blocks.append(Paragraph(say("export.lines_left_out"), "small"))
    spans = budget_ahead(case.budget_lines, on)
    if len(spans) > 1:
        blocks.append(ahead_grid(spans))
    if case.hardship:
        blocks.append(Paragraph(hardship_text(case)))
    if case.savings:
        blocks.append(Paragraph(say("export.savings", amount=money(case.savings))))
    return Section(say("export.month"), tuple(blocks))


def month_grid(case: Case, on: date) -> Grid:
    """The lines of the budget under their kinds, normal month beside bad month, what is left last."""
    normal, bad = case.budget(on=on), case.budget(bad_month=True, on=on)
    rows: list[tuple[Value, ...]] = []
    strong = set()
    sums = {
        "income": (normal.income, bad.income),
        "essential": (normal.essentials, bad.essentials),
        "other": (normal.other, bad.other),
    }
    for kind in BUDGET_KINDS:
        for line in lines_on(case, on):
            if line.kind == kind:
                in_bad = line.amount if line.bad_month is None else line.bad_month
                rows.append((_line_name(line), line.amount, in_bad))
        strong.add(len(rows))
        rows.append((say(f"export.sum_{kind}"), *sums[kind]))
    rows.append((say("export.left_at_most"), normal.left_at_most, bad.left_at_most))
    columns = (
        Column(say("export.budget_line")),
        Column(say("export.normal_month"), "money"),
        Column(say("export.bad_month"), "money"),
    )
    left = (say("export.left"), normal.left, bad.left)
    return Grid(say("export.month_on", day=day(on)), columns, tuple(rows), left, frozenset(strong))


def short_month(spans: Sequence[Span], span: Span, means: Means | None = None) -> tuple[Block, ...]:
    """The sums alone, of one time among several: the part of a letter's annex. means: what an offer counts
    on; where it is more than the budget leaves, that is said."""
    rows: list[tuple[Value, ...]] = [
        (say("export.sum_income"), span.normal.income, span.bad.income),
        (say("export.sum_essential"), span.normal.essentials, span.bad.essentials),
        (say("export.sum_other"), span.normal.other, span.bad.other),
    ]
    if means is not None and means.cut_other:
        rows.append((say("export.left_at_most"), span.normal.left_at_most, span.bad.left_at_most))
    columns = (
        Column(say("export.budget_line")),
        Column(say("export.normal_month"), "money"),
        Column(say("export.bad_month"), "money"),
    )
    title = say("export.month_in", time=time_told(span, spans)) if len(spans) > 1 else ""
    left = (say("export.left"), span.normal.left, span.bad.left)
    grid = Grid(title, columns, tuple(rows), left)
    told = "" if means is None else means_told(means, span)
    return (grid, Paragraph(told)) if told else (grid,)


def hardship_text(case: Case) -> str:
    """Why paying became hard, in one sentence, with the person's own words after it."""
    hardship = case.hardship
    if hardship.since is None:
        text = say("export.hardship", kind=hardship.label)
    else:
        text = say("export.hardship_since", kind=hardship.label, day=day(hardship.since))
    note = str(hardship.note)
    return say("common.sentences", before=text, after=note) if note else text


def lines_on(case: Case, on: date) -> list[BudgetLine]:
    """The lines that count in the month of a day, as in `calc.budget`."""
    return [line for line in case.budget_lines if counts_in(line, on)]


def _line_name(line: BudgetLine) -> str:
    if line.end is not None:
        return say("export.line_until", name=line.label, day=day(line.end))
    return line.label
