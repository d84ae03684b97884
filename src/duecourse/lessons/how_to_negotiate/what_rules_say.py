"""What the rules say about an offer: how long it may run, until when to ask, and that the lender decides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Final

from duecourse.calc import Limit, Verdict
from duecourse.locale import day
from duecourse.rules import NotInForce, Value, products, rules

from ..cited import rule_steps
from .words import Step, months, tell

A_YEAR: Final = 12
LATER: Final = ("deferral", "reinstalment")
"""What puts the last payment off."""


def limits(on: date) -> tuple[Limit, ...]:
    """What each rule in force on a day allows, for `calc`."""
    return _limits(on)


@cache
def _limits(on: date) -> tuple[Limit, ...]:
    found: list[Limit] = []
    if plan := _in_force("card-personal-instalments", on):
        found.append(
            Limit(
                id=plan.rule.id,
                parts=("reinstalment", "counter"),
                lender_kinds=("bank",),
                products=_bound_by(plan),
                max_months=plan["max_months"],
            )
        )
    if before := _in_force("extension-before-due", on):
        found.append(
            Limit(id=before.rule.id, parts=("deferral",), products=_bound_by(before), ask_before="overdue")
        )
    if baitiao := _in_force("baitiao-defer", on):
        found.append(
            Limit(id=baitiao.rule.id, parts=("deferral",), products=_bound_by(baitiao), ask_before="overdue")
        )
    if loan := _in_force("loan-extension-limits", on):
        short, medium = A_YEAR * loan["short_years"], A_YEAR * loan["medium_years"]
        for first, last, most in (
            (None, short, {"max_extension_share": loan["short_share"]}),
            (short + 1, medium, {"max_extension_share": loan["medium_share"]}),
            (medium + 1, None, {"max_extension_months": A_YEAR * loan["long_years"]}),
        ):
            found.append(
                Limit(
                    id=loan.rule.id,
                    parts=LATER,
                    lender_kinds=("consumer_finance",),
                    products=_bound_by(loan),
                    term_from=first,
                    term_to=last,
                    **most,
                )
            )
    if personal := _in_force("personal-loan-extension", on):
        short = A_YEAR * personal["short_years"]
        for first, last, share in (
            (None, short, personal["short_share"]),
            (short + 1, None, personal["longer_share"]),
        ):
            found.append(
                Limit(
                    id=personal.rule.id,
                    parts=LATER,
                    lender_kinds=("bank",),
                    products=_bound_by(personal),
                    term_from=first,
                    term_to=last,
                    max_extension_share=share,
                )
            )
    if cash := _in_force("cash-loan-extension", on):
        found.append(
            Limit(
                id=cash.rule.id,
                parts=("deferral",),
                lender_kinds=("small_loan",),
                products=_bound_by(cash),
                max_times=cash["times"],
            )
        )
    return tuple(found)


def _bound_by(value: Value) -> tuple[str, ...]:
    """The products whose offers a rule limits."""
    return tuple(product.name for product in products if value.rule.id in product.offer_rules)


def _in_force(id: str, on: date) -> Value | None:
    try:
        return rules[id].on(on)
    except NotInForce:
        return None


SAID: Final = ("too_long", "too_often", "too_late", "in_time", "within")
"""The findings that are told on an offer; that the lender must agree is told once for all."""


def findings(verdicts: Iterable[Verdict]) -> list[str]:
    """What the rules found, a short line each, what speaks against the offer first."""
    told = []
    for finding in SAID:
        for verdict in verdicts:
            if verdict.finding == finding:
                told.append(_line(verdict))
    return list(dict.fromkeys(told)) or [tell("no_limit")]


def against(verdicts: Iterable[Verdict]) -> bool:
    """Whether a rule speaks against the offer."""
    return any(verdict.finding in ("too_long", "too_often", "too_late") for verdict in verdicts)


def _line(verdict: Verdict) -> str:
    values: dict[str, object] = {}
    if verdict.months is not None and verdict.most is not None:
        values = {"months": months(verdict.months), "most": months(verdict.most)}
    if verdict.by is not None:
        values["day"] = day(verdict.by)
    key = verdict.finding if verdict.by is not None or verdict.finding not in ("too_late", "in_time") else ""
    return tell(f"finding_{key}", **values) if key else tell(f"finding_{verdict.finding}_unknown")


def rules_of(verdicts: Iterable[Verdict], on: date) -> list[Step]:
    """Every rule that has something to do with an offer, what it says, and where it stands."""
    touched = [one.limit for one in verdicts if not one.finding.startswith("other_")]
    return rule_steps(dict.fromkeys(touched), on, scope=True)
