"""The plan on one page: three rules, the days of the coming month, what to do when a payment looks doubtful,
and the numbers to call. To print and hang up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from duecourse.calc import CashCalendar, CashMove
from duecourse.calc.basics.dates import add_months
from duecourse.case import Case
from duecourse.locale import day, language, money, say, sentences
from duecourse.rules import rules

from .calendar import month_end_told, month_ends
from .document import Block, Column, Document, Grid, Items, Paragraph, Section, Value
from .paper import Paper
from .reach import ABOUT, Door, reach
from .statement import lender_name

RULES: Final = 3
"""How many rules a plan has: as many as can be kept in mind."""

FIRST_STEPS: Final = ("look", "call", "first_things", "writing", "no_new_debt", "tell")
"""What to do on the first day a payment looks doubtful, in this order."""


@dataclass(frozen=True)
class MyPlan:
    """What the learner puts into the plan: three rules, the person told about it, and the day of the month on
    which the account is looked at. Empty rules and an empty person are left out."""

    rules: tuple[str, ...]
    person: str = ""
    look_day: int = 1


def plan_paper(case: Case, calendar: CashCalendar, labels: Mapping[str, str], plan: MyPlan) -> Paper:
    """The plan as a paper for Word and to print. calendar: the household's account, whose days of the coming
    month are shown; labels: what the learner calls each of its lines."""
    sections = (
        Section(say("plan.rules"), (Items(tuple(rule for rule in plan.rules if rule), "numbers"),)),
        Section(say("plan.days"), (*_days(calendar, labels, plan), *_month_ends(case))),
        Section(say("plan.doubtful"), (Items(first_day_steps(plan.person), "numbers"),)),
        Section(say("plan.numbers"), (_numbers(case), Paragraph(_from_the_app(case.as_of), "small"))),
    )
    document = Document(say("plan.title", day=day(case.as_of)), sections, case.as_of, language())
    return Paper(say("plan.file"), document, ("docx", "html", "txt"))


def coming_month(calendar: CashCalendar) -> list[CashMove]:
    """What comes and goes on a day of its own in the coming month, in order."""
    end = add_months(calendar.start, 1)
    spread = {line.name for line in calendar.lines if line.every == "spread"}
    return [move for move in calendar.moves() if move.on <= end and move.name not in spread]


def _days(calendar: CashCalendar, labels: Mapping[str, str], plan: MyPlan) -> list[Block]:
    lines = tuple(_day_line(move, labels[move.name]) for move in coming_month(calendar))
    first = calendar.first_shortfall
    told = [say("plan.look_day", day=plan.look_day)]
    if first is not None:
        told.append(say("plan.runs_dry", day=day(first.on), short=money(first.short)))
    return [Items(lines, "boxes"), Paragraph(sentences(*told))]


def _month_ends(case: Case) -> list[Block]:
    """What keeps the credit report clean at the next ends of months, debt by debt."""
    told = [
        say("export.pair", name=debt.label, value=month_end_told(line))
        for debt, line in month_ends(case, case.as_of)
    ]
    return [Items(tuple(told))] if told else []


def _day_line(move: CashMove, label: str) -> str:
    """A day to tick: when, what, how much, and the due day where it is another."""
    values = {"on": day(move.on), "what": label, "amount": money(abs(move.amount)), "due": day(move.due)}
    if move.amount > 0:
        return say("plan.day_in", **values)
    return say("plan.day_out" if move.on == move.due else "plan.day_moved", **values)


def first_day_steps(person: str = "") -> tuple[str, ...]:
    """What to do on the first day a payment looks doubtful. person: who is told; empty: somebody trusted."""
    who = person or say("plan.somebody")
    return tuple(say(f"plan.step_{step}", person=who) for step in FIRST_STEPS)


def doors(case: Case) -> list[Door]:
    """The authorities that take complaints about a case's lenders, or about what they reported."""
    found = [reach().door(debt, about) for about in ABOUT for debt in case.debts]
    return list({door.id: door for door in found if door is not None}.values())


def _numbers(case: Case) -> Grid:
    rows: list[tuple[Value, ...]] = []
    names = dict.fromkeys(lender_name(debt) for debt in case.debts)
    rows += [(name, say("plan.number_of_lender"), "") for name in names]
    for door in doors(case):
        if door.hotline is not None:
            rule = rules[door.hotline]
            rows.append((door.name, rule.label, str(rule.on(case.as_of)["phone"])))
    columns = (Column(say("plan.who")), Column(say("plan.where")), Column(say("plan.number")))
    return Grid("", columns, tuple(rows))


def _from_the_app(on: date) -> str:
    return rules["number-from-the-app"].on(on).text
