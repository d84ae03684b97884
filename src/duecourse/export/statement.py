"""What is owed on a day: every debt, every part of it, with the steps and the sources behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from duecourse.calc import COMPONENTS, Position
from duecourse.case import Case, Debt, TermUsed
from duecourse.case.limitation import caution_told
from duecourse.locale import day, language, money, say, say_count
from duecourse.locale.steps import step_text
from duecourse.rules import lender_text

from .document import Block, Column, Document, Grid, Paragraph, Section, component
from .paper import Paper


def statement(case: Case, on: date | None = None) -> Paper:
    """What is owed on a day (`as_of` if left out), debt by debt, for Excel, to print, and for Word.

    Every figure is the ledger's. Raises BadInput for a debt whose facts contradict its contract.
    """
    on = on or case.as_of
    sections = [overview(case, on)]
    for number, debt in enumerate(case.debts, 1):
        sections += _debt(number, debt, on)
    document = Document(say("export.statement_title", day=day(on)), tuple(sections), on, language())
    return Paper(say("export.statement_file"), document, ("xlsx", "html", "docx"))


def overview(case: Case, on: date) -> Section:
    """All debts in one table."""
    blocks: list[Block] = [
        Paragraph(say("export.statement_about", day=day(on))),
        all_debts(case, on),
        Paragraph(say("export.statement_note"), "small"),
    ]
    caution = caution_told(case.debts, on)
    blocks += [Paragraph(caution)] if caution else []
    return Section(say("export.overview"), tuple(blocks))


def all_debts(case: Case, on: date) -> Block:
    """Every debt in a row: what is owed, what is due by now, how late it is, what one more day costs."""
    positions = [(debt, debt.position(on)) for debt in case.debts]
    if not positions:
        return Paragraph(say("export.no_debts"))
    columns = (
        Column(say("export.debt")),
        Column(say("export.owed_to")),
        Column(say("export.owed"), "money"),
        Column(say("export.due_now"), "money"),
        Column(say("export.days_late"), "count"),
        Column(say("export.one_more_day"), "money"),
    )
    rows = tuple(
        (debt.label, lender_name(debt), p.total, p.due, p.days_past_due, p.one_more_day)
        for debt, p in positions
    )
    together = (say("export.together"), "", case.total_owed(on), case.total_due(on), None)
    sums = (*together, case.one_more_day(on)) if len(rows) > 1 else None
    return Grid(say("export.all_debts_on", day=day(on)), columns, rows, sums)


def lender_name(debt: Debt) -> str:
    """The lender as in the contract, or what kind of lender it is."""
    return str(debt.lender) or lender_text(debt.lender_kind)


def owed(debt: Debt, position: Position) -> Grid:
    """What is owed of a debt, part by part."""
    rows = tuple((component(name), position[name]) for name in COMPONENTS)
    return Grid(
        say("export.owed_on", day=day(position.on)),
        (Column(say("export.part")), Column(say("export.amount"), "money")),
        rows,
        (say("export.owed_total"), position.total),
    )


def standing(debt: Debt, position: Position) -> str:
    """Whether the debt is late, since when, what is asked for by now, and what one more day costs."""
    late = position.late_since
    parts = {"due": money(position.due), "more": money(position.one_more_day)}
    if late is None:
        return say("export.standing_on_time", **parts)
    count = say_count("export.days_count", position.days_past_due)
    return say("export.standing_late", days=count, since=day(late), **parts)


def _debt(number: int, debt: Debt, on: date) -> list[Section]:
    """The sections about a debt; the debt's number stands before the names of their sheets."""

    def part(title: str, *blocks: Block) -> Section:
        name = say("export.sheet_of_debt", number=number, title=title)
        return Section(say("export.of_debt", title=title, debt=debt.label), blocks, name)

    position = debt.position(on)
    blocks: list[Block] = [
        Paragraph(say("export.whose", lender=lender_name(debt), product=debt.product.label)),
        Paragraph(standing(debt, position)),
        owed(debt, position),
    ]
    if position.credit:
        blocks.append(Paragraph(say("export.credit", amount=money(position.credit))))
    blocks += _payments(debt, on)
    return [
        Section(debt.label, tuple(blocks), say("export.sheet_of_debt", number=number, title=debt.label)),
        part(say("export.steps"), _steps(position)),
        part(say("export.terms"), *_terms(debt)),
    ]


def _steps(position: Position) -> Grid:
    """Every step, with what it adds or takes off; together they are what is owed."""
    steps = position.explain()
    rows = tuple((component(step.component), step_text(step), step.amount) for step in steps)
    columns = (Column(say("export.part")), Column(say("export.step")), Column(say("export.amount"), "money"))
    return Grid("", columns, rows, (say("export.owed_total"), "", position.total))


def _payments(debt: Debt, on: date) -> list[Block]:
    """The payments up to a day, with what each paid off."""
    payments = sorted((p for p in debt.payments if p.on <= on), key=lambda payment: payment.on)
    if not payments:
        return [Paragraph(say("export.no_payments"))]
    ledger = debt.ledger(on)
    rows = []
    for payment in payments:
        split = ledger.payment_split(payment.on)
        same_day = sum(other.on == payment.on for other in payments) > 1
        parts = say("export.between").join(
            say(
                "export.pair",
                name=say("export.held" if name == "held" else f"case.component_{name}"),
                value=money(amount),
            )
            for name, amount in split.items()
        )
        if same_day:
            parts = say("export.same_day", parts=parts)
        rows.append((payment.on, payment.amount, parts, str(payment.note)))
    columns = (
        Column(say("export.day"), "date"),
        Column(say("export.amount"), "money"),
        Column(say("export.went_to")),
        Column(say("export.note")),
    )
    sums = (say_count("export.payments_count", len(rows)), ledger.paid(on), "", "")
    return [Grid(say("export.payments"), columns, tuple(rows), sums)]


def _terms(debt: Debt) -> list[Block]:
    """The terms the calculation uses; where each is from stands once, under a number."""
    used = [term for term in debt.terms_used() if term.value is not None]
    sources = list(dict.fromkeys(term.cite() for term in used))
    rows = tuple((term.label, term.shown, str(sources.index(term.cite()) + 1)) for term in used)
    columns = (Column(say("export.term")), Column(say("export.value")), Column(say("export.source_number")))
    return [
        Grid("", columns, rows),
        *_sources(sources, used),
    ]


def _sources(sources: Sequence[str], used: Sequence[TermUsed]) -> list[Block]:
    lines = [say("export.source", number=number, source=text) for number, text in enumerate(sources, 1)]
    remarks = [Paragraph(line, "small") for line in lines]
    if any(term.origin != "contract" for term in used):
        remarks.append(Paragraph(say("export.contract_decides"), "small"))
    return list(remarks)
