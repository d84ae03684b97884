"""What must fit together in a case: days in their order, terms that do not contradict each other.

Nothing is refused that the calculation can handle.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from duecourse.calc import BadInput
from duecourse.files import Path

from .debt import Debt
from .model import Case
from .problems import Problem, field_label


def check_case(case: Case) -> list[Problem]:
    """All that does not fit together."""
    problems = []
    for i, debt in enumerate(case.debts):
        path = ("debts", i)
        found = list(_days(debt, path)) + list(_kind(debt, path)) + list(_bills(debt, path))
        problems += found or list(_contract(debt, path)) or list(_run(debt, path, case.as_of))
    for i, line in enumerate(case.budget_lines):
        if line.start and line.end and line.end < line.start:
            problems.append(
                Problem("ends_before_it_starts", ("budget", i, "until"), line.end, {"start": line.start})
            )
    return problems


def _days(debt: Debt, path: Path) -> Iterator[Problem]:
    """Nothing happens to a debt before there is one."""
    start = debt.start
    for key in ("payments", "waivers", "rate_changes"):
        for i, entry in enumerate(getattr(debt, key)):
            if entry.on < start:
                yield Problem("before_the_debt", (*path, key, i, "date"), entry.on, {"start": start}, debt.id)
    if debt.accelerated and debt.accelerated < start:
        yield Problem("before_the_debt", (*path, "accelerated"), debt.accelerated, {"start": start}, debt.id)


def _kind(debt: Debt, path: Path) -> Iterator[Problem]:
    """An instalment debt has one drawing and its plan in the terms; rates are named as the kind has them."""
    if not debt.is_revolving:
        if len(debt.drawings) > 1:
            count = {"count": len(debt.drawings), "product": lambda: debt.product.label}
            yield Problem("one_drawing", (*path, "drawings", 1), None, count, debt.id)
        for i, drawing in enumerate(debt.drawings):
            if drawing.periods != 1 or drawing.fee_per_period:
                name = "periods" if drawing.periods != 1 else "fee_per_period"
                yield Problem(
                    "plan_in_terms",
                    (*path, "drawings", i, name),
                    getattr(drawing, name),
                    {"key": name},
                    debt.id,
                )
    wrong, right = ("annual_rate", "daily_rate") if debt.is_revolving else ("daily_rate", "annual_rate")
    for i, change in enumerate(debt.rate_changes):
        here = (*path, "rate_changes", i)
        if getattr(change, wrong) is not None:
            yield Problem(
                "rate_of_other_kind",
                (*here, wrong),
                getattr(change, wrong),
                {"key": wrong, "right": right},
                debt.id,
            )
        elif getattr(change, right) is None and change.penalty_daily_rate is None:
            yield Problem("no_rate", here, None, {"right": right}, debt.id)


def _bills(debt: Debt, path: Path) -> Iterator[Problem]:
    for i, bill in enumerate(debt.bills):
        if bill.due and bill.due < bill.on:
            yield Problem("due_before_bill", (*path, "bills", i, "due"), bill.due, {"bill": bill.on}, debt.id)


def _contract(debt: Debt, path: Path) -> Iterator[Problem]:
    """Terms that are each possible but do not go together."""
    try:
        _ = debt.terms
    except BadInput as error:
        yield _misfit(error, debt, (*path, "terms", error.argument))


_TOGETHER = {
    "default_fee_cap": "cap_below_floor",
    "penalty_multiple": "two_penalties",
    "fee_per_period": "fee_and_method",
    "total_fee_rate": "two_fees",
    "due_after_days": "bill_overlaps",
}


def _misfit(error: BadInput, debt: Debt, path: Path) -> Problem:
    why = _TOGETHER.get(error.argument, "does_not_fit")
    values = {"name": lambda: field_label(error.argument), "allowed": error.allowed}
    return Problem(why, path, "" if error.value is None else error.value, values, debt.id)


def _run(debt: Debt, path: Path, as_of: date) -> Iterator[Problem]:
    """The debt's whole life is calculated once: a waiver may be larger than what there was to waive."""
    last = max([as_of, debt.start, *(entry.on for entry in debt.payments + debt.waivers + debt.rate_changes)])
    try:
        debt.ledger(last)
        return
    except (BadInput, OverflowError) as error:
        for number in range(len(debt.waivers)):
            so_far = replace(debt, waivers=debt.waivers[: number + 1])
            try:
                so_far.ledger(last)
            except BadInput:
                waiver = debt.waivers[number]
                owed = replace(debt, waivers=debt.waivers[:number]).ledger(last).position(waiver.on)
                most = owed[waiver.component]
                here = (*path, "waivers", number, "amount")
                yield Problem(
                    "waiver_too_large", here, waiver.amount, {"most": most, "day": waiver.on}, debt.id
                )
                return
        if isinstance(error, BadInput):
            yield _misfit(error, debt, path)
        else:
            yield Problem("does_not_fit", path, "", {"name": debt.id, "allowed": ""}, debt.id)
