"""What was said and promised, taken from the journal: for Word, to print, and for Excel."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from duecourse.case import Case
from duecourse.case.journal import Contact, Promise
from duecourse.locale import day, language, money, say, say_count, sentences

from .document import Block, Column, Document, Grid, Heading, Items, Paragraph, Section, Value
from .paper import Paper


def journal_extract(
    case: Case, contacts: Iterable[Contact], promises: Iterable[Promise] = (), *, on: date | None = None
) -> Paper:
    """The contacts in order of time, with what each side promised, and the promises and steps that stand by
    themselves. on: the day of the extract, `as_of` if left out."""
    on = on or case.as_of
    entries = sorted(contacts, key=lambda contact: contact.at)
    given = [promise for promise in promises if promise.contact is None]
    labels = {debt.id: debt.label for debt in case.debts}
    title = say("export.journal_title", day=day(on))
    document = Document(title, _pages(entries, given, labels), on, language())
    sheets = Document(title, _sheets(entries, given, labels), on, language())
    return Paper(say("export.journal_file"), document, ("docx", "html", "xlsx"), sheets)


def moment(contact: Contact) -> str:
    """When it was, in the time of the place where it was noted."""
    return say("export.moment", day=day(contact.at.date()), time=f"{contact.at:%H:%M}")


def _pages(contacts: list[Contact], promises: list[Promise], labels: dict[str, str]) -> tuple[Section, ...]:
    blocks: list[Block] = [Paragraph(say("export.journal_about"))]
    if not contacts:
        blocks.append(Paragraph(say("export.no_contacts")))
    for contact in contacts:
        blocks.append(Heading(_head(contact, labels)))
        who = say(f"export.who_{contact.who}")
        if contact.name:
            who = say("export.who_named", who=who, name=contact.name)
        blocks.append(Paragraph(say("export.contact_with", who=who)))
        if contact.said:
            blocks.append(Paragraph(contact.said))
        extras = []
        if contact.amount is not None:
            extras.append(say("export.amount_mentioned", amount=money(contact.amount)))
        if contact.proof:
            extras.append(say("export.proof", proof=contact.proof))
        if extras:
            blocks.append(Paragraph(sentences(*extras)))
        if contact.promises:
            blocks.append(Items(tuple(_promise(promise) for promise in contact.promises)))
    if promises:
        blocks.append(Heading(say("export.steps_to_take")))
        blocks.append(Items(tuple(_promise(promise) for promise in promises)))
    return (Section(say_count("export.contacts_count", len(contacts)), tuple(blocks)),)


def _head(contact: Contact, labels: dict[str, str]) -> str:
    parts = [moment(contact), say(f"export.channel_{contact.channel}"), say(f"export.began_{contact.began}")]
    if contact.debt:
        parts.insert(1, labels.get(contact.debt, contact.debt))
    return " · ".join(parts)


def _promise(promise: Promise) -> str:
    texts = [say(f"export.promise_{promise.side}", what=promise.what)]
    if promise.amount is not None:
        texts.append(say("export.promise_amount", amount=money(promise.amount)))
    if promise.due is not None:
        texts.append(say("export.promise_due", day=day(promise.due)))
    texts.append(say(f"export.state_{promise.state}"))
    return say("export.between").join(texts)


def _sheets(contacts: list[Contact], promises: list[Promise], labels: dict[str, str]) -> tuple[Section, ...]:
    columns = (
        Column(say("export.day"), "date"),
        Column(say("export.time")),
        Column(say("export.debt")),
        Column(say("export.channel")),
        Column(say("export.who")),
        Column(say("export.name_or_number")),
        Column(say("export.said")),
        Column(say("export.amount_named"), "money"),
        Column(say("export.proof_number")),
    )
    rows: list[tuple[Value, ...]] = [
        (
            contact.at.date(),
            f"{contact.at:%H:%M}",
            labels.get(contact.debt, contact.debt),
            say(f"export.channel_{contact.channel}"),
            say(f"export.who_{contact.who}"),
            contact.name,
            contact.said,
            contact.amount,
            contact.proof,
        )
        for contact in contacts
    ]
    promised = [
        (promise, contact.at.date(), labels.get(promise.debt or contact.debt, ""))
        for contact in contacts
        for promise in contact.promises
    ]
    own = [(promise, None, labels.get(promise.debt, promise.debt)) for promise in promises]
    promise_columns = (
        Column(say("export.day"), "date"),
        Column(say("export.debt")),
        Column(say("export.whose_promise")),
        Column(say("export.promise")),
        Column(say("export.amount"), "money"),
        Column(say("export.due_day"), "date"),
        Column(say("export.state")),
    )
    promise_rows: list[tuple[Value, ...]] = [
        (
            given_on,
            label,
            say(f"export.side_{promise.side}"),
            promise.what,
            promise.amount,
            promise.due,
            say(f"export.state_{promise.state}"),
        )
        for promise, given_on, label in [*promised, *own]
    ]
    return (
        Section(say("export.contacts"), (Grid("", columns, tuple(rows)),)),
        Section(say("export.promises"), (Grid("", promise_columns, tuple(promise_rows)),)),
    )
