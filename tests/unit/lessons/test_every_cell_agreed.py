"""Every cell of every lesson, for each example household whose debts were agreed about, kept and not kept, or
for which an offer was taken on: nothing fails, and what a panel says of a debt is what the sheet says."""

from __future__ import annotations

import importlib
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from duecourse.calc import Rescheduling, outcome, payoff, total
from duecourse.calc.basics.dates import add_months
from duecourse.case import Agreement, Case, Payment, examples, load_example
from duecourse.case.journal import Journal, household_of
from duecourse.export.schedule import payments
from duecourse.lessons.how_to_prepare.what_is_owed import Statement
from duecourse.lessons.lesson import LESSONS
from duecourse.lessons.offer_slot import Slot, offer_key
from duecourse.locale import days, in_language, money
from duecourse.view import Panel
from unit import page
from unit.cases import with_debt
from unit.lessons.cells import NAMES, boxes, sources
from unit.lessons.test_any_pay import DRAWN

MONTHS = 3
"""Months after the agreements from which the lessons look."""

WAYS = {
    "kept": LESSONS,
    "broken": LESSONS,
    "taken_on": ("how_to_negotiate", "your_credit_record"),
}
"""What became of the debts, and the lessons that speak of it."""


@pytest.fixture(autouse=True)
def a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DUECOURSE_MY", str(tmp_path))
    with in_language("en"):
        yield
    for name in LESSONS:
        importlib.import_module(f"duecourse.lessons.{name}").LESSON.use_case(None)


def made(household: str, way: str) -> Case:
    """The household on its day with an offer taken on for every debt; or three months after an agreement was
    made about each, which was kept, or of which nothing was paid. The journal knows what was agreed."""
    case, journal = load_example(household), Journal()
    later = case.as_of if way == "taken_on" else add_months(case.as_of, MONTHS)
    for one in case.figures().owing:
        slot = Slot(periods=6)
        if way == "taken_on":
            journal.remember(offer_key(case, one.debt), slot.written())
            continue
        debt = one.debt
        owed = payoff(debt.terms, debt.drawings, debt.events, on=case.as_of)
        plan = payments(outcome(owed, Rescheduling(12)))
        journal.agree(household_of(case), Agreement(debt.id, case.as_of, slot.as_agreed(), plan))
        paid = [Payment(part.due, part.amount) for part in plan if way == "kept" and part.due <= later]
        before = [payment for payment in debt.payments if payment.on <= case.as_of]
        case = with_debt(case, replace(debt, payments=(*before, *paid)))
    return replace(case, fixed_as_of=later)


def cells(case: Case, lessons: Collection[str]) -> Iterator[tuple[str, Any, Any]]:
    """Every cell of some lessons that depends on the case, with what it shows and its lesson."""
    for notebook, name in zip(NAMES, LESSONS, strict=True):
        if name not in lessons:
            continue
        module = importlib.import_module(f"duecourse.lessons.{name}")
        module.begin("en")
        module.LESSON.use_case(case)
        for source in sources("en", notebook):
            if not source.startswith(DRAWN) and ".guess" not in source:
                yield source, eval(source, {"lesson": module}), module.LESSON


def says_what_the_sheet_says(panel: Panel, case: Case) -> None:
    """What a panel's model says of a debt, by whatever names it has for it."""
    sheet, model = case.figures(), panel.model
    on = getattr(model, "on", None)
    chosen = getattr(model, "chosen", None)
    id = getattr(chosen, "id", "")
    if on == sheet.on and id:
        said_of = sheet if isinstance(model, Statement) else sheet[id]  # the statement sums up all debts
        for name, value in (("owed", said_of.owed), ("due", said_of.due)):
            if callable(getattr(model, name, None)):
                assert getattr(model, name)() == value, (type(model).__name__, name)
    for owing in filter(None, [getattr(model, "owing", None)]):
        for each in owing if isinstance(owing, tuple) else [owing]:
            one = sheet[each.id if hasattr(each, "id") else each.debt.id]
            stands = each if hasattr(each, "total") else each.owed
            assert (stands.total, total([stands.overdue])) == (one.owed, one.overdue), type(model).__name__
    watched = getattr(model, "watched", None)
    if getattr(watched, "debt", None) is not None:
        one, position = sheet[watched.debt.id], watched.position(watched.number(sheet.on))
        assert (position.total, position.due) == (one.owed, one.due), type(model).__name__
        assert (position.late_since, position.days_past_due) == (one.late_since, one.days_past_due)


@pytest.mark.parametrize("household", examples())
@pytest.mark.parametrize("way", WAYS)
def test_every_cell_speaks_of_what_was_agreed(household: str, way: str) -> None:
    case, count = made(household, way), 0
    for source, card, lesson in cells(case, WAYS[way]):
        sheet = lesson.case.figures()
        agreed = {one.id for one in sheet.owing if one.agreed is not None}
        assert agreed == (set() if way == "taken_on" else {one.id for one in sheet.owing}), source
        assert (way == "broken") == bool(agreed and sheet.overdue)
        told = str(page.shown(card)["text/plain"])
        assert told
        for panel in boxes(card):
            if isinstance(panel, Panel):
                page.unfold(panel)
                says_what_the_sheet_says(panel, lesson.case)
        if source == "lesson.my_position()":
            assert all(
                text in told
                for text in (
                    money(sheet.owed),
                    days(sheet.days_past_due) if sheet.overdue else "Nothing is late",
                )
            )
        if source == "lesson.futures()":
            plan = "agreed on" if way == "kept" else "took on" if way == "taken_on" else "not kept"
            assert plan in told
        count += 1
    assert count > 4 * len(WAYS[way])
