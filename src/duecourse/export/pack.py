"""All papers at once: one folder with everything to take along, and a page that says what is what."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from duecourse.calc import Means, Outcome
from duecourse.case import Case, Debt
from duecourse.case.journal import Agreement, Contact, Promise
from duecourse.case.limitation import may_have_run_out
from duecourse.files import my_folder
from duecourse.locale import day, language, say, say_count, sentences
from duecourse.rules import NotInForce, cite, may_be_old_text, rules

from .agreed import agreements_told
from .budget import budget_summary
from .calendar import calendar
from .checklist import CheckGroup, checklist
from .document import Block, Column, Document, Files, Grid, Heading, Items, Paragraph, Section
from .journal import journal_extract
from .letter import NOBODY, Deadline, Given, Letter, Sender, call_script, fitting, letter
from .old_debt import RULES, why_no_letter, without_old
from .pack_folder import write_folder
from .paper import Paper, Savable
from .safe_text import file_name
from .schedule import Plan, schedule
from .statement import statement

BEFORE_SENDING: Final = (
    "number-from-the-app",
    "what-is-a-crime",
    "limitation-restarts",
    "paid-credit-repair",
)
"""The rules that the first page reminds of."""

_LONGEST_STEM: Final = 180  # bytes; file systems take 255 with the ending
_LONGEST_LABEL: Final = 40  # characters of a debt's label


@dataclass(frozen=True)
class Order:
    """A letter to be written: its kind, the debt it is about by its id, and what it is given."""

    kind: str
    debt: str
    given: Given


@dataclass(frozen=True)
class Wanted:
    """What a pack is made from, beside the case.

    offers, agreed: by the debts' ids; an agreement takes the place of an offer. replaced: plans that hold no
    longer, for the calendar. orders: which letters; those that fit if left out. groups: of the checklist.
    contacts, promises: of the journal. means: what the household can pay with; all that is left of its
    budget if left out.
    """

    offers: Mapping[str, Outcome] = field(default_factory=dict)
    agreed: Mapping[str, Agreement] = field(default_factory=dict)
    replaced: Mapping[str, Plan] = field(default_factory=dict)
    orders: Sequence[Order] | None = None
    groups: Sequence[CheckGroup] = ()
    contacts: Sequence[Contact] = ()
    promises: Sequence[Promise] = ()
    means: Means | None = None
    sender: Sender = NOBODY
    tone: str = "plain"

    def given(self, debt: Debt) -> Given:
        """What a letter about a debt is given: its offer, and the offers for the others."""
        others = tuple(offer for id, offer in self.offers.items() if id != debt.id)
        return Given(offer=self.offers.get(debt.id), promised=others, means=self.means)


NOTHING_MORE: Final = Wanted()


@dataclass(frozen=True)
class Pack:
    """A folder of papers. files: their names, in order."""

    folder: Path
    files: tuple[str, ...]

    def __repr__(self) -> str:
        return f"{self.folder.name}: {say_count('export.files_count', len(self.files))}"


@dataclass(frozen=True)
class _Entry:
    """A paper of the pack: the formats it comes in, and what it is for."""

    paper: Savable
    formats: tuple[str, ...]
    about: str
    label: str = ""
    deadlines: tuple[Deadline, ...] = ()


def pack(
    case: Case,
    folder: str | os.PathLike[str] | None = None,
    *,
    wanted: Wanted = NOTHING_MORE,
    on: date | None = None,
    progress: Callable[[int, int], object] = lambda done, of: None,
) -> Pack:
    """Make a folder with statement, budget, letters, call scripts, checklist, schedules, calendar, journal
    and a first page; in the learner's own folder if no other is named.

    on: the day of the papers, `as_of` if left out. progress: told again and again how many files are ready,
    and of how many; of 0 while that is not known. The folder is there whole or not at all; a former one is
    kept as `….bak`. Raises PromiseTooHigh, PaperRefused, or SaveError; then nothing was written.
    """
    on = on or case.as_of
    case = _as_agreed(case, wanted)
    entries = []
    for entry in _entries(case, wanted, on):
        entries.append(entry)
        progress(0, 0)
    count = sum(len(entry.formats) for entry in entries) + 1
    contents: dict[str, bytes] = {}
    listed: list[tuple[_Entry, tuple[str, ...]]] = []
    for number, entry in enumerate(entries, 1):
        stem = _stem(number, entry)
        names = tuple(f"{stem}.{format}" for format in entry.formats)
        for name, format in zip(names, entry.formats, strict=True):
            contents[name] = entry.paper.content(format)
            progress(len(contents), count)
        listed.append((entry, names))
    first = f"00 {file_name(say('export.index_file'))}.html"
    contents[first] = _index(listed, case, on).content("html")
    progress(count, count)
    place = my_folder() / file_name(say("export.pack_folder")) if folder is None else Path(folder)
    return Pack(write_folder(place, contents), tuple(sorted(contents)))


def standard_orders(case: Case, wanted: Wanted = NOTHING_MORE, on: date | None = None) -> tuple[Order, ...]:
    """The letters that fit each debt: where it is late the request for its bill; with an offer the one that
    makes it, without one the notice of hardship if it is late. None where an agreement says what is paid,
    and none for a debt that may be too old."""
    on = on or case.as_of
    orders = []
    for figures in _as_agreed(case, wanted).figures(on).debts:
        debt = figures.debt
        if figures.agreed is not None or may_have_run_out(debt, on):
            continue
        given = wanted.given(debt)
        late = figures.days_past_due
        if late:
            orders.append(Order("itemised_bill", debt.id, given))
        if given.offer:
            makes = ("card_instalments", "offer", "deferral")
            fits = fitting(case, debt, on, given)
            # where none fits, writing the usual one says why
            kind = next((kind for kind in makes if kind in fits), "offer" if late else "deferral")
            orders.append(Order(kind, debt.id, given))
        elif late:
            orders.append(Order("hardship_notice", debt.id, given))
    return tuple(orders)


def _as_agreed(case: Case, wanted: Wanted) -> Case:
    """The case under its agreements, and under those that are wanted."""
    return case.with_agreements({**case.agreed, **wanted.agreed})


def calls(case: Case, wanted: Wanted, orders: Sequence[Order], on: date) -> tuple[str, ...]:
    """The ids of debts to call about: those with a letter, and those whose agreement was not kept."""
    found = [one for one in _as_agreed(case, wanted).figures(on).debts if one.agreed is not None]
    missed = [one.id for one in found if one.days_past_due]
    return tuple(dict.fromkeys([*(order.debt for order in orders), *missed]))


def _entries(case: Case, wanted: Wanted, on: date) -> Iterator[_Entry]:
    """All papers, in the order in which they are used."""
    yield _Entry(statement(case, on), ("xlsx", "docx"), say("export.about_statement"))
    yield _Entry(budget_summary(case, on), ("xlsx", "docx"), say("export.about_budget"))
    deadlines: list[tuple[Debt, Deadline]] = []
    orders = standard_orders(case, wanted, on) if wanted.orders is None else wanted.orders
    for order in orders:
        debt = case.debt(order.debt)
        paper = letter(
            order.kind, case, debt, tone=wanted.tone, sender=wanted.sender, on=on, given=order.given
        )
        deadlines += [(debt, deadline) for deadline in paper.deadlines]
        yield _Entry(paper, ("docx", "txt"), paper.when, debt.label, paper.deadlines)
    for id in calls(case, wanted, orders, on):
        debt = case.debt(id)
        script = call_script(case, debt, sender=wanted.sender, on=on, given=wanted.given(debt))
        yield _Entry(script, ("docx",), script.when, debt.label)
    if wanted.groups:
        papers = checklist(say("export.checklist_title"), wanted.groups, on=on)
        yield _Entry(papers, ("docx",), say("export.about_checklist"))
    proposed = without_old(tuple(wanted.offers), case, on)
    plans: dict[str, Plan] = {**{id: wanted.offers[id] for id in proposed}, **case.agreed}
    for id, plan in plans.items():
        about = say("export.about_agreed" if id in case.agreed else "export.about_proposed")
        debt = case.debt(id)
        yield _Entry(schedule(debt, plan, on=on), ("xlsx",), about, debt.label)
    yield from _followed_up(case, wanted, deadlines, on)


def _followed_up(
    case: Case, wanted: Wanted, deadlines: list[tuple[Debt, Deadline]], on: date
) -> list[_Entry]:
    """The calendar, where there is a day in it, and the journal, where there is something in it."""
    entries = []
    promises = [*wanted.promises, *(promise for contact in wanted.contacts for promise in contact.promises)]
    days = calendar(
        case,
        case.agreed,
        whole=True,
        deadlines=deadlines,
        promises=promises,
        replaced=wanted.replaced,
        on=on,
    )
    if days.appointments:
        entries.append(_Entry(days, ("ics",), say("export.about_calendar")))
    if wanted.contacts or wanted.promises:
        extract = journal_extract(case, wanted.contacts, wanted.promises, on=on)
        entries.append(_Entry(extract, ("docx", "xlsx"), say("export.about_journal")))
    return entries


def _stem(number: int, entry: _Entry) -> str:
    """What a file is called: its number, the paper, the debt; nothing in it leaves the folder."""
    stem = f"{number:02} {file_name(entry.paper.name)}"
    if label := file_name(entry.label)[:_LONGEST_LABEL]:
        stem += f" - {label}"
    while len(stem.encode()) > _LONGEST_STEM:
        stem = stem[:-1]
    return stem.rstrip(" .")


# -- the first page


def _index(listed: Sequence[tuple[_Entry, tuple[str, ...]]], case: Case, on: date) -> Paper:
    blocks: list[Block] = [Paragraph(say("export.index_about", day=day(on)))]
    if agreed := agreements_told(case, on):
        blocks += [Heading(say("export.agreements")), *map(Paragraph, agreed)]
    for entry, names in listed:
        title = entry.paper.name
        blocks.append(Heading(say("export.of_debt", title=title, debt=entry.label) if entry.label else title))
        blocks.append(Paragraph(entry.about))
        blocks += [
            Paragraph(sentences(say("export.answer_by", day=day(deadline.on)), deadline.text), "small")
            for deadline in entry.deadlines
        ]
        blocks.append(Files(names))
    without = why_no_letter(case, on)
    sections = [
        *([Section(say("export.index_no_letter"), without)] if without else []),
        Section(say("export.index_papers"), tuple(blocks)),
        Section(say("export.index_before"), (_reminders(on), Paragraph(say("export.not_advice"), "small"))),
        Section(say("export.index_sources"), _sources(listed, RULES if without else (), on)),
    ]
    title = say("export.index_title")
    document = Document(title, tuple(sections), on, language())
    return Paper(say("export.index_file"), document, ("html",))


def _reminders(on: date) -> Block:
    held = [rules[id].on(on) for id in BEFORE_SENDING if _in_force(id, on)]
    return Items(tuple(say("export.pair", name=value.rule.label, value=value.text) for value in held))


def _sources(
    listed: Sequence[tuple[_Entry, tuple[str, ...]]], more: Sequence[str], on: date
) -> tuple[Block, ...]:
    """Every rule that the papers rest on, and some more: what it says, where it is from, how surely it is
    known; and which of them may have changed since."""
    ids = [id for entry, _ in listed if isinstance(entry.paper, Letter) for id in entry.paper.rules]
    columns = (Column(say("export.rule")), Column(say("export.rule_source")))
    rows = tuple(
        (rules[id].on(on).text, cite(rules[id].on(on)))
        for id in dict.fromkeys([*ids, *more, *BEFORE_SENDING])
        if _in_force(id, on)
    )
    aged = may_be_old_text(source for _, source in rows)
    return (Grid("", columns, rows), *([Paragraph(aged, "small")] if aged else []))


def _in_force(id: str, on: date) -> bool:
    try:
        rules[id].on(on)
    except NotInForce:
        return False
    return True
