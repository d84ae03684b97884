"""How a field's value stands in its box, how it is read back, and what is said beside it."""

from __future__ import annotations

from typing import Any

from duecourse.case import Field, Problem
from duecourse.case.draft import Raw
from duecourse.case.fields import LEFT_OUT
from duecourse.locale import percent, say, sentences
from duecourse.locale.typed import NotRead, plain
from duecourse.rules import Term

from .. import writing
from .entries import Box


def label_of(field: Field) -> str:
    """The field's name, with a capital letter where the language has them."""
    return field.label[:1].upper() + field.label[1:]


def text_of(field: Field, raw: Any) -> str:
    """What stands in the box for a value in the draft: figures as people write them, nonsense as typed."""
    if raw is None:
        return ""
    try:
        value = field.read(raw)
    except NotRead:
        return _as_typed(raw)
    if value is None:
        return say("form.left_out")
    if field.kind == "rate" and field.name != "penalty_multiple":
        return percent(value, places=6)
    if field.kind == "amount":
        return f"{value:,.2f}"
    if field.kind == "yes_no":
        return "yes" if value else "no"
    if field.kind == "order":
        return ",".join(value)
    return field.typed(value)


def _as_typed(raw: Any) -> str:
    return raw if isinstance(raw, str) else str(raw)


def raw_of(field: Field, text: str) -> Raw:
    """What the draft takes for a text that was typed or chosen."""
    if field.kind == "order":
        return text.split(",") if text else None
    if field.optional and plain(text).lower() in say("form.words_none").split():
        return LEFT_OUT
    return text


def reading_of(field: Field, raw: Any) -> str:
    """How a figure was read, as the present language writes it: "¥12,000.00". Empty where it was not."""
    if field.kind not in ("amount", "rate", "day") or raw is None:
        return ""
    try:
        return shown_of(field, field.read(raw))
    except NotRead:
        return ""


def shown_of(field: Field, value: Any) -> str:
    """A value as the present language writes it."""
    return field.term.shown(value) if field.term is not None else field.shown(value)


def advice(problem: Problem) -> str:
    """What is wrong and what to do, for somebody who types into a box and not into a file."""
    return writing.advice(problem.why, problem.value, problem.values)


def box_of(
    field: Field, *, label: str = "", hint: str | None = None, example: str = "", needed: bool | None = None
) -> Box:
    """The box for a field, with its choices if it has any. What is not given is as the field has it."""
    choices = choices_of(field)
    if choices and not example:
        example = say("form.choose")
    if not choices and not example and field.kind == "day":
        example = say("form.example_day")
    return Box(
        name=field.name,
        label=label or label_of(field),
        hint=field.help if hint is None else hint,
        example=example,
        choices=choices,
        needed=field.required if needed is None else needed,
    )


def choices_of(field: Field) -> dict[str, str]:
    """The text of each value that a field can have, empty where it is typed into."""
    if field.kind == "yes_no":
        return {"yes": say("case.yes"), "no": say("case.no")}
    if field.kind == "order":
        orders = field.term.choices if field.term is not None and field.term.choices else (field.choices,)
        return {",".join(order): shown_of(field, tuple(order)) for order in orders}
    if field.kind != "choice":
        return {}
    offered = field.term.choices if field.term is not None and field.term.choices else field.choices
    return {str(value): field.choice_label(value) for value in offered}


def usual_hint(field: Field) -> tuple[str, str]:
    """For a term of a contract: what stands in the empty box, and what to know about it."""
    term = field.term
    if term is None:
        return "", say("form.rare")
    usual = say("form.usual", value=term.shown(term.default))
    may_be_none = field.optional and term.default is not None
    return usual, sentences(term.help, say("form.or_none") if may_be_none else "")


def usual_range(term: Term) -> str:
    """What contracts of this kind usually say, and between what they range."""
    usual = say("form.usual_is", value=term.shown(term.default))
    if term.min is None or term.max is None:
        return usual
    return sentences(usual, say("form.range", low=term.shown(term.min), high=term.shown(term.max)))
