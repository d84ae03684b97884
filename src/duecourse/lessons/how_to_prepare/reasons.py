"""Why a lender's bill may differ, and what to ask the lender about it: in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from duecourse.calc import COMPONENTS, CheckedLine, Reading
from duecourse.case import Debt, term_fields
from duecourse.export import Difference
from duecourse.locale import day, days, has_message, money, separator
from duecourse.view.charts import component

from .words import tell


def line_name(name: str) -> str:
    """A figure of a bill: a part of the debt, the total, or the minimum."""
    return component(name) if name in COMPONENTS else tell(f"figure_{name}")


@dataclass(frozen=True)
class Finding:
    """A line that differs: the likeliest reason, and the question to the lender; no question where the
    lines above it have asked it already."""

    line: CheckedLine
    why: str
    question: str


def findings(lines: Sequence[CheckedLine], debt: Debt) -> list[Finding]:
    """What is to be said about each line that differs."""
    parts_differ = any(line.difference and line.name in COMPONENTS for line in lines)
    return [
        _of_the_sum(line)
        if line.name == "total" and parts_differ and not _adds_up_wrongly(line)
        else Finding(line, _why(line, debt), _question(line, debt))
        for line in lines
        if line.difference
    ]


def questions(lines: Sequence[CheckedLine], debt: Debt) -> list[str]:
    """The questions to the lender, each once."""
    return list(dict.fromkeys(found.question for found in findings(lines, debt) if found.question))


def differences(lines: Sequence[CheckedLine], debt: Debt) -> tuple[Difference, ...]:
    """The lines that differ, as a letter to the lender names them."""
    return tuple(
        Difference(line.name, line.billed, line.ours, line.difference, found.question or found.why)
        for found in findings(lines, debt)
        for line in [found.line]
        if line.billed is not None and line.name in (*COMPONENTS, "total")
    )


def _adds_up_wrongly(line: CheckedLine) -> bool:
    return any(reading.id == "adding_up" for reason in line.reasons for reading in reason.readings)


def _of_the_sum(line: CheckedLine) -> Finding:
    return Finding(line, tell("why_sum_of_lines"), "")


def _why(line: CheckedLine, debt: Debt) -> str:
    """What the lender may have read differently, by the likeliest reason."""
    if not line.reasons:
        return tell("why_unexplained")
    return tell("and_also").join(words("why", reading, debt) for reading in line.reasons[0].readings)


def _question(line: CheckedLine, debt: Debt) -> str:
    """What to ask: by the likeliest reason, or how the figure came about."""
    if line.reasons and line.reasons[0].id != "sum_of_lines":
        return tell("and_also").join(words("ask", reading, debt) for reading in line.reasons[0].readings)
    values = {"line": line_name(line.name), "ours": money(line.ours)}
    if line.billed is None:
        return tell("ask_left_out", **values)
    return tell("ask_unexplained", billed=money(line.billed), **values)


def words(kind: str, reading: Reading, debt: Debt) -> str:
    """The message about a reading: its own, or that of any term read differently."""
    name = f"{kind}_{reading.id}"
    if has_message(f"how_to_prepare.{name}"):
        return tell(name, **_about(reading))
    used = debt.term(reading.id)
    values = {
        "term": used.label,
        "value": _shown(reading.id, reading.value, debt),
        "instead": _shown(reading.id, reading.instead_of, debt),
    }
    return tell(f"{kind}_term", **values)


def _about(reading: Reading) -> dict[str, Any]:
    """What a message of a reading's own may name: a day, an amount, how many days, parts of the debt."""
    value = reading.value
    return {
        "amount": "" if reading.amount is None else money(reading.amount),
        "day": "" if reading.on is None else day(reading.on),
        "days": days(abs(value)) if isinstance(value, int) else "",
        "parts": separator().join(map(component, value)) if isinstance(value, tuple) else "",
    }


def _shown(name: str, value: Any, debt: Debt) -> str:
    """A value of a term as the learner knows it."""
    if isinstance(value, Mapping):
        value = value[name]
    if value is not None and term_fields(debt.product_name)[name].kind in ("amount", "rate"):
        value = Decimal(value)
    return replace(debt.term(name), value=value).shown
