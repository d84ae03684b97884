"""The card of an offer: what it is, its figures, whether the month carries it, what the rules say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Final

from duecourse.calc import Affordability, Compared
from duecourse.locale import money, percent, sentences, separator
from duecourse.rules import rules
from duecourse.view.side_by_side import Side, Tone

from ..offer_slot import Slot
from .what_rules_say import against, findings
from .words import months, tell

REMARKS: Final = 2
"""How many findings of rules a card tells; the rest is among the steps."""

CODES_SHOWN: Final = 5
CODES_TOLD: Final = ("N", "*", "C")
MARKS_TOLD: Final = ("11", "14", "1")


def card(name: str, slot: Slot, one: Compared, *, marked: bool) -> Side:
    """The card of an offer. marked: whether it is the one taken on."""
    remarks: list[tuple[Tone, str]] = []
    if one.total_paid:
        for label, carried in (("normal", one.normal), ("bad", one.bad)):
            if carried is not None:
                remarks.append(_remark(label, carried))
    if slot.kind != "nothing":
        tone: Tone = "care" if against(one.verdicts) else "plain"
        remarks += [(tone, line) for line in findings(one.verdicts)[:REMARKS]]
        remarks.append(("plain", tell("needs_consent")))
    return Side(name, _about(slot, one), _figures(one), remarks, marked=marked)


def _about(slot: Slot, one: Compared) -> str:
    at_once = slot.kind == "deferral" and not one.outcome.owed.coming
    told = [tell("about_deferral_all" if at_once else f"about_{slot.kind}", **_values(slot))]
    if slot.kind == "instalments":
        if slot.pause:
            told.append(tell("about_pause", months=months(slot.pause)))
        if slot.down:
            told.append(tell("about_down", amount=money(slot.down)))
    if slot.kind not in ("nothing", "counter"):
        if slot.waive_charges:
            told.append(tell("about_waive_charges", share=percent(slot.waive_charges)))
        if slot.waive_interest:
            told.append(tell("about_waive_interest", share=percent(slot.waive_interest)))
    return sentences(*told)


def _values(slot: Slot) -> dict[str, str]:
    return {
        "periods": months(slot.periods),
        "method": tell(f"method_{slot.method}"),
        "rate": percent(slot.rate, 4),
        "wait": months(slot.wait),
        "interest": tell("interest_runs" if slot.interest_runs else "interest_stops"),
        "amount": money(slot.amount),
        "count": months(slot.count),
        "rest": tell(f"rest_{slot.rest}"),
        "when": months(slot.lump_after) if slot.lump_after else tell("today"),
    }


def _figures(one: Compared) -> list[tuple[str, str]]:
    rate = tell("no_rate") if one.rate is None else percent(_exact_rate(one.rate.effective))
    figures = []
    if one.total_paid:
        figures += [
            (tell("first_payment"), money(one.first_payment)),
            (tell("highest_payment"), money(one.highest_payment)),
            (tell("length"), months(one.months)),
            (tell("total_paid"), money(one.total_paid)),
        ]
    if one.still_owed:
        figures.append((tell("still_owed"), money(one.still_owed)))
    figures.append((tell("extra"), money(one.extra)))
    figures.append((tell("real_rate"), rate))
    if one.given_up:
        figures.append((tell("given_up"), money(one.given_up)))
    if one.present_value is not None and one.total_paid:
        figures.append((tell("present_value"), money(one.present_value)))
    if one.codes is not None:
        figures.append((tell("codes"), _codes([line.code for line in one.codes])))
    return figures


def _remark(label: str, carried: Affordability) -> tuple[Tone, str]:
    if carried.enough:
        return "good", tell(f"{label}_enough", left=money(carried.left_then or 0))
    return "care", tell(
        f"{label}_short", short=money(carried.most_short), months=months(carried.short_months)
    )


def _codes(codes: Sequence[str]) -> str:
    """The report's signs month by month, runs of the same written once."""
    runs = [(code, len(list(group))) for code, group in groupby(codes)]
    told = [code if length == 1 else tell("code_times", code=code, count=length) for code, length in runs]
    return " ".join([*told[:CODES_SHOWN], "…"] if len(told) > CODES_SHOWN else told)


def codes_key(on: date) -> str:
    """What the report's signs mean, in one line."""
    names = rules["report-letters"].on(on).names("letters")
    told = [tell("code_means", code=code, meaning=names[code]) for code in CODES_TOLD if code in names]
    marks = rules["report-special-marks"].on(on).names("marks")
    return tell(
        "codes_key",
        meanings=tell("between").join(told),
        marks=separator().join(tell("mark_named", mark=marks[code]) for code in MARKS_TOLD),
    )


def _exact_rate(rate: float) -> Decimal:
    return Decimal(f"{rate:.4f}")
