"""The payments of a plan as a table, offered or agreed, to keep to and to tick off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from duecourse.calc import Outcome, total
from duecourse.case import Debt
from duecourse.case.journal import AgreedPayment, Agreement
from duecourse.locale import day, language, say

from .document import Block, Column, Document, Grid, Paragraph, Section, Value
from .offer_words import offer_lines, weekday
from .paper import Paper
from .statement import lender_name

Plan = Outcome | Agreement
"""An offer as it is worked out, or an agreement as the journal keeps it."""

PARTS: Final = ("principal", "arrears", "interest", "fee")


def schedule(debt: Debt, plan: Plan, *, on: date) -> Paper:
    """Every payment of a plan: its day, amount and parts, for Excel, to print, and for Word.

    on: the day of the paper. One column adds the parts of each payment up again: it must be the payment.
    """
    agreed = isinstance(plan, Agreement)
    title = say("export.schedule_title_agreed" if agreed else "export.schedule_title_offer", debt=debt.label)
    blocks: list[Block] = [
        Paragraph(say("export.whose", lender=lender_name(debt), product=debt.product.label))
    ]
    if isinstance(plan, Agreement):
        blocks += _agreed(plan)
    else:
        blocks += [Paragraph(line) for line in offer_lines(plan)]
    blocks.append(_grid(payments(plan)))
    blocks.append(Paragraph(say("export.schedule_weekend"), "small"))
    if not agreed:
        blocks.append(Paragraph(say("export.schedule_not_agreed"), "small"))
    section = Section(title, tuple(blocks), say("export.schedule_file"))
    document = Document(title, (Section("", section.blocks),), on, language())
    sheets = Document(title, (section,), on, language())
    return Paper(say("export.schedule_file"), document, ("xlsx", "html", "docx"), sheets)


def payments(plan: Plan) -> tuple[AgreedPayment, ...]:
    """The payments of a plan, as the journal keeps them."""
    if isinstance(plan, Agreement):
        return plan.payments
    return tuple(
        AgreedPayment(
            line.number,
            line.due,
            line.payment,
            {name: getattr(line, name) for name in PARTS if getattr(line, name)},
        )
        for line in plan.schedule
    )


def _agreed(agreement: Agreement) -> list[Block]:
    texts = [say("export.agreed_on", day=day(agreement.agreed_on))]
    if agreement.confirmed_on is None:
        texts.append(say("export.not_confirmed"))
    else:
        texts.append(say("export.confirmed_on", day=day(agreement.confirmed_on), proof=agreement.proof))
    if agreement.note:
        texts.append(agreement.note)
    return [Paragraph(text) for text in texts]


def _grid(lines: Sequence[AgreedPayment]) -> Grid:
    names = [name for name in PARTS if any(line.parts.get(name) for line in lines)]
    columns = [
        Column(say("export.schedule_number"), "count"),
        Column(say("export.schedule_due_day"), "date"),
        Column(say("export.schedule_weekday")),
        Column(say("export.schedule_payment"), "money"),
        *(Column(say(f"export.schedule_{name}"), "money") for name in names),
    ]
    if names:
        columns.append(Column(say("export.schedule_check"), "money"))
    columns.append(Column(say("export.schedule_paid_on")))
    rows: list[tuple[Value, ...]] = []
    for line in lines:
        parts = [line.parts.get(name, Decimal("0.00")) for name in names]
        check = [total(parts)] if names else []
        rows.append((line.number, line.due, weekday(line.due), line.amount, *parts, *check, ""))
    sums = [total(line.amount for line in lines)]
    sums += [total(line.parts.get(name, Decimal("0.00")) for line in lines) for name in names]
    if names:
        sums.append(total(amount for line in lines for amount in line.parts.values()))
    return Grid("", tuple(columns), tuple(rows), (None, None, say("export.together"), *sums, ""))
