"""Letters to a lender or an authority, written from the case, an offer and a template in `data/letters`.

A letter promises only what the budget carries in a bad month, cites only rules that hold for the debt, and
says nothing that the case does not hold. Whatever is missing stays a line to fill in by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Final

from duecourse.calc import COMPONENTS, Means, Outcome, Span, budget_ahead, tightest, together, total
from duecourse.case import Case, Debt
from duecourse.locale import day, language, money, month, say, say_count
from duecourse.rules import lender_text, products, rules

from .budget import short_month
from .document import Block, Column, Document, Grid, Section, component
from .letter_reading import read_template
from .letter_template import RuleFigure, Template
from .months_ahead import means_told, month_told
from .offer_words import months, offer_lines, offer_summary, payments_grid
from .old_debt import refuse_if_old
from .paper import Paper
from .places import NEEDS, TONES
from .reach import LETTERS, Door, figure, law, reach
from .refused import PaperRefused, PromiseTooHigh
from .statement import lender_name, owed

SCRIPT: Final = "call_script"
"""The template that is no letter but what to say on the telephone."""


HARDSHIP: Final = "hardship_notice"
"""The letter that says how things stand while there is no plan yet."""


@dataclass(frozen=True)
class Sender:
    """Who writes. Nothing of it is in the case; what is left out becomes a line to fill in by hand.

    id_end: the last four figures of the identity number. contract_numbers: by the debts' ids.
    """

    name: str = ""
    phone: str = ""
    id_end: str = ""
    contract_numbers: Mapping[str, str] = field(default_factory=dict, hash=False)


NOBODY: Final = Sender()


@dataclass(frozen=True)
class Difference:
    """A line of the lender's bill that differs from the ledger, yuan, and what to ask about it.

    component: a part of the debt, or "total". theirs, ours, difference: the lender's figure, the ledger's,
    and how much more the lender asks for.
    """

    component: str
    theirs: Decimal
    ours: Decimal
    difference: Decimal
    question: str


@dataclass(frozen=True)
class SpokenAgreement:
    """What was agreed by word of mouth: when, by which channel, with whom, and its number if there is one."""

    on: date
    channel: str
    agreed_with: str
    reference: str = ""


@dataclass(frozen=True)
class Deadline:
    """A day by which an answer must come, and the rule that says so."""

    on: date
    rule: str
    figure: str

    @property
    def text(self) -> str:
        """What must have happened by then, in the present language."""
        return say(f"export.deadline_{self.figure}", rule=rules[self.rule].label)


@dataclass(frozen=True)
class Given:
    """What a letter may be given beside the case; each letter says in its header what it needs.

    offer: what the lender is asked to agree to. promised: the offers for other debts, which the budget must
    carry as well. means: what the household can pay with; all that is left of its budget, if left out.
    events, requests: what happened and what is asked for, a sentence each. report_items: the wrong entries
    of a credit report. complained_on: when the lender was complained to. about: "lender" or "credit_report".
    """

    offer: Outcome | None = None
    promised: Sequence[Outcome] = ()
    means: Means | None = None
    differences: Sequence[Difference] = ()
    events: Sequence[str] = ()
    requests: Sequence[str] = ()
    report_items: Sequence[str] = ()
    complained_on: date | None = None
    agreement: SpokenAgreement | None = None
    about: str = "lender"

    def has(self, need: str) -> bool:
        """Whether something a letter needs is there."""
        return bool({"complained": self.complained_on}.get(need, getattr(self, need, None)))


NOTHING_GIVEN: Final = Given()


@dataclass(frozen=True, repr=False)
class Letter(Paper):
    """A letter. kind: its template. when: when to use it. rules: what it rests on, by id. deadlines: by
    when an answer must come."""

    kind: str = ""
    when: str = ""
    rules: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()


@cache
def template(kind: str, name: str) -> Template:
    """The template of a letter in a language, read once. Raises KeyError for an unknown one."""
    file = LETTERS / f"{kind}.{name}.txt"
    if not file.is_file():
        raise KeyError(f"no letter {kind!r}; there are {', '.join(kinds())}")
    return read_template(file)


@cache
def kinds() -> tuple[str, ...]:
    """The letters there are, by the names of their templates."""
    names = {file.name.split(".")[0] for file in LETTERS.glob("*.*.txt")}
    return tuple(sorted(names - {SCRIPT}))


def fitting(case: Case, debt: Debt, on: date | None = None, given: Given = NOTHING_GIVEN) -> tuple[str, ...]:
    """The letters that can be written about a debt on a day with what is given."""
    on = on or case.as_of
    found = []
    for kind in kinds():
        try:
            _refuse(template(kind, language()), case, debt, on, given)
        except PaperRefused:
            continue
        found.append(kind)
    return tuple(found)


def letter(
    kind: str,
    case: Case,
    debt: Debt,
    *,
    tone: str = "plain",
    sender: Sender = NOBODY,
    on: date | None = None,
    given: Given = NOTHING_GIVEN,
) -> Letter:
    """A letter about a debt, for Word, to print, and to copy.

    tone: "plain", "warm" or "firm". on: the day it is written, `as_of` if left out. Raises PaperRefused
    where the letter would not fit the debt, PromiseTooHigh for an offer above what the budget carries in a
    bad month, KeyError for an unknown kind.
    """
    form = template(kind, language())
    on = on or case.as_of
    _refuse(form, case, debt, on, given)
    if tone not in TONES:
        raise ValueError(f"tone is {tone!r}; allowed: {', '.join(TONES)}")
    tables = _tables(case, debt, on, given)
    values = _values(case, debt, tone, sender, on, given, form)
    blocks = form.fill(values, tables, _functions(debt, on))
    document = Document(
        form.title, (Section("", blocks), *_annexes(form, tables)), on, language(), letter=True
    )
    return Letter(
        say("export.letter_file", title=form.title),
        document,
        ("docx", "html", "txt"),
        kind=kind,
        when=form.when,
        rules=tuple(rule_id for rule_id in form.rules if reach().holds(rule_id, debt, on)),
        deadlines=_deadlines(form, debt, on, given),
    )


def call_script(
    case: Case,
    debt: Debt,
    *,
    sender: Sender = NOBODY,
    on: date | None = None,
    given: Given = NOTHING_GIVEN,
) -> Letter:
    """What to have at hand, to say, to ask for and never to say in a call about a debt.

    Without an offer it promises nothing. Raises PromiseTooHigh as `letter` does.
    """
    form = template(SCRIPT, language())
    on = on or case.as_of
    _refuse(form, case, debt, on, given)
    blocks = form.fill(_values(case, debt, "plain", sender, on, given, form), {}, _functions(debt, on))
    title = say("export.of_debt", title=form.title, debt=debt.label)
    document = Document(title, (Section("", blocks),), on, language())
    held = tuple(rule_id for rule_id in form.rules if reach().holds(rule_id, debt, on))
    name = say("export.letter_file", title=form.title)
    return Letter(name, document, ("docx", "html", "txt"), kind=SCRIPT, when=form.when, rules=held)


# -- when a letter is not written


def _refuse(form: Template, case: Case, debt: Debt, on: date, given: Given) -> None:
    """Raises PaperRefused where a letter does not fit the debt or promises too much."""
    if not debt.product.is_one_of(form.for_sorts):
        labels = say("export.or").join(one.label for one in products if one.is_one_of(form.for_sorts))
        raise PaperRefused("product", title=form.title, products=labels, debt=debt.label)
    if form.for_lenders and debt.lender_kind not in form.for_lenders:
        labels = say("export.or").join(lender_text(kind) for kind in form.for_lenders)
        raise PaperRefused("lender", title=form.title, lenders=labels, lender=lender_text(debt.lender_kind))
    if given.about == "lender" and "report_items" not in form.needs:
        refuse_if_old(form.title, debt, on)
    late = debt.position(on).days_past_due
    if form.stage == "before_due" and late:
        count = say_count("export.days_count", late)
        raise PaperRefused("late_already", title=form.title, days=count, debt=debt.label)
    if form.stage == "late" and not late:
        raise PaperRefused("not_late", title=form.title, debt=debt.label)
    if form.kind == HARDSHIP:
        _refuse_under_agreement(form, case, debt, on)
    for need in form.needs:
        if not given.has(need):
            raise PaperRefused(f"without_{need}", title=form.title)
    if given.about != "lender" or "door" in form.places:
        _door(debt, given, form)
    if given.offer is not None:
        _refuse_offer(form, case, debt, given.offer, on, given)


def _refuse_under_agreement(form: Template, case: Case, debt: Debt, on: date) -> None:
    """Raises PaperRefused for a letter that says there is no plan, where an agreement runs."""
    agreed = debt.in_force(on).agreement
    if agreed is None:
        return
    position = debt.position(on)
    values = {"title": form.title, "debt": debt.label, "day": day(agreed.agreed_on)}
    if position.late_since is None:
        raise PaperRefused("agreed", **values)
    amount, since = money(position.due), day(position.late_since)
    raise PaperRefused("agreement_missed", amount=amount, since=since, **values)


def _refuse_offer(form: Template, case: Case, debt: Debt, offer: Outcome, on: date, given: Given) -> None:
    if offer.owed.on < on or (offer.owed.on == on and offer.owed.total != debt.position(on).total):
        raise ValueError(
            f"offer is of {offer.owed.total} on {offer.owed.on}; allowed: of {debt.id} from {on} on"
        )
    if not offer.schedule:
        raise PaperRefused("without_offer", title=form.title)
    means = given.means or Means(case.budget_lines)
    also = () if means.part is not None else _agreed_payments(case, debt, on)
    check_promise([offer, *given.promised], means, also)
    if form.most_months is not None:
        most = rules[form.most_months.rule].on(on)[form.most_months.figure]
        if offer.months > most:
            rests_on = law(form.most_months.rule, on)
            counts = {"months": months(offer.months), "most": months(most)}
            raise PaperRefused("too_long", title=form.title, law=rests_on, **counts)


def _agreed_payments(case: Case, debt: Debt, on: date) -> list[tuple[date, Decimal]]:
    """What the agreements about other debts ask for after a day: the budget has to carry that too."""
    others = [one.agreed for one in case.figures(on).debts if one.id != debt.id]
    plans = [agreed.payments for agreed in others if agreed is not None]
    return [(payment.due, payment.amount) for plan in plans for payment in plan if payment.due > on]


def check_promise(offers: Iterable[Outcome], means: Means, also: Iterable[tuple[date, Decimal]] = ()) -> None:
    """Raises PromiseTooHigh where the offers and `also` what is agreed are more than a bad month leaves."""
    bad = together(offers, means, also=also, bad_month=True)
    if bad.worst is None:
        return
    left = means.left(bad.worst, bad_month=True)
    key = "promise" if left > 0 else "promise_nothing_left"
    raise PromiseTooHigh(key, month=month(bad.worst), left=money(left), short=money(bad.most_short))


def _door(debt: Debt, given: Given, form: Template) -> Door:
    door = reach().door(debt, given.about)
    if door is None:
        raise PaperRefused("no_door", title=form.title, lender=lender_text(debt.lender_kind))
    return door


# -- what fills the places


def _values(
    case: Case, debt: Debt, tone: str, sender: Sender, on: date, given: Given, form: Template
) -> dict[str, object]:
    position = debt.position(on)
    late = position.late_since
    spans = _ahead(case, on, given)
    bad = tightest(spans).bad
    hardship = case.hardship
    others = [other for other in case.debts if other.id != debt.id]
    values: dict[str, object] = {
        "tone": tone,
        "today": day(on),
        "sender_name": sender.name or _BLANK,
        "sender_phone": sender.phone or _BLANK,
        "sender_id_end": sender.id_end or _SHORT_BLANK,
        "contract_number": sender.contract_numbers.get(debt.id) or _BLANK,
        "debt": debt.label,
        "product": debt.product.label,
        "lender": lender_name(debt),
        "total": money(position.total),
        "due_now": money(position.due),
        **{name: money(position[name]) for name in COMPONENTS},
        "one_more_day": money(position.one_more_day),
        "days_late": say_count("export.days_count", position.days_past_due),
        "late_since": day(late) if late else "",
        "is_late": late is not None,
        "about_report": given.about == "credit_report",
        "hardship": hardship.label,
        "hardship_since": day(hardship.since) if hardship.since else "",
        "hardship_note": str(hardship.note),
        "has_hardship": bool(hardship),
        "has_hardship_since": hardship.since is not None,
        "has_hardship_note": bool(str(hardship.note).strip()),
        "month_told": month_told(spans),
        "income_bad": money(bad.income),
        "essentials_bad": money(bad.essentials),
        "other_debts": say_count("export.other_debts", len(others)),
        "other_debts_owed": money(total(other.position(on).total for other in others)),
        "has_other_debts": bool(others),
        "annexes": _annex_names(form, case),
        **{f"has_{need}": given.has(need) for need in NEEDS},
    }
    if "door" in form.places:
        values["door"] = _door(debt, given, form).name
    return {**values, **_given_values(given), **_offer_values(given, spans)}


def _ahead(case: Case, on: date, given: Given) -> tuple[Span, ...]:
    """The months that a letter speaks of: those of its offer's plan, or of a year."""
    return budget_ahead(case.budget_lines, on, until=given.offer.ends if given.offer is not None else None)


_BLANK: Final = "＿" * 8
_SHORT_BLANK: Final = "＿" * 4


def _given_values(given: Given) -> dict[str, object]:
    values: dict[str, object] = {
        "difference_questions": [difference.question for difference in given.differences],
        "events": list(given.events),
        "requests": list(given.requests),
        "report_items": list(given.report_items),
    }
    if given.complained_on is not None:
        values["complained_on"] = day(given.complained_on)
    if given.agreement is not None:
        values |= {
            "agreed_on": day(given.agreement.on),
            "agreed_channel": given.agreement.channel,
            "agreed_with": given.agreement.agreed_with,
            "agreed_reference": given.agreement.reference,
            "has_agreed_reference": bool(given.agreement.reference.strip()),
        }
    return values


def _offer_values(given: Given, spans: Sequence[Span]) -> dict[str, object]:
    if given.offer is None:
        return {}
    note = "" if given.means is None else means_told(given.means, tightest(spans))
    return {
        "offer_lines": offer_lines(given.offer),
        "offer_summary": offer_summary(given.offer),
        "offer_waived": money(given.offer.given_up),
        "offer_has_waiver": bool(given.offer.given_up),
        "means_note": note,
        "has_means_note": bool(note),
    }


def _functions(debt: Debt, on: date) -> dict[str, Callable[..., object]]:
    """What a template can call. A rule that does not hold for the debt is never cited."""

    def held(rule_id: str) -> str:
        if not reach().holds(rule_id, debt, on):
            raise ValueError(f"law is {rule_id!r}; allowed: a rule that holds for {debt.id} on {on}")
        return rule_id

    return {
        "law": lambda rule_id: law(held(rule_id), on),
        "figure": lambda rule_id, key: figure(held(rule_id), key, on),
        "holds": lambda rule_id: reach().holds(rule_id, debt, on),
    }


# -- tables, within the letter or behind it


def _tables(case: Case, debt: Debt, on: date, given: Given) -> Mapping[str, Callable[[], tuple[Block, ...]]]:
    return {
        "owed": lambda: (owed(debt, debt.position(on)),),
        "budget": lambda: _month(case, on, given),
        "schedule": lambda: _schedule(given),
        "differences": lambda: _differences(given.differences),
    }


def _month(case: Case, on: date, given: Given) -> tuple[Block, ...]:
    """The leanest of the months a letter speaks of: what it promises holds in them too."""
    spans = _ahead(case, on, given)
    return short_month(spans, tightest(spans), given.means if given.offer is not None else None)


def _schedule(given: Given) -> tuple[Block, ...]:
    assert given.offer is not None  # `needs` in the template's header
    return (payments_grid(given.offer),)


def _differences(differences: Sequence[Difference]) -> tuple[Block, ...]:
    columns = (
        Column(say("export.part")),
        Column(say("export.theirs"), "money"),
        Column(say("export.ours"), "money"),
        Column(say("export.difference"), "money"),
    )
    rows = tuple(
        (_line_name(item.component), item.theirs, item.ours, item.difference) for item in differences
    )
    return (Grid("", columns, rows),)


def _line_name(name: str) -> str:
    return component(name) if name in COMPONENTS else say("export.owed_total")


def _annexes(form: Template, tables: Mapping[str, Callable[[], tuple[Block, ...]]]) -> tuple[Section, ...]:
    return tuple(
        Section(
            say("export.annex", number=number, title=say(f"export.annex_{name}")),
            tables[name](),
            new_page=number == 1,
        )
        for number, name in enumerate(form.annexes, 1)
    )


def _annex_names(form: Template, case: Case) -> list[str]:
    """What stands behind the letter, and what is to be put beside it."""
    names = [say(f"export.annex_{name}") for name in form.annexes]
    if case.hardship:
        names.append(say(f"export.annex_hardship_{case.hardship.kind}"))
    return names


def _deadlines(form: Template, debt: Debt, on: date, given: Given) -> tuple[Deadline, ...]:
    answers = list(form.answer)
    door = reach().door(debt, given.about) if "door" in form.places else None
    if door is not None and door.answer is not None and given.about == "credit_report":
        answers.append(RuleFigure(*door.answer))
    return tuple(
        Deadline(on + timedelta(days=rules[answer.rule].on(on)[answer.figure]), answer.rule, answer.figure)
        for answer in answers
        if reach().holds(answer.rule, debt, on)
    )
