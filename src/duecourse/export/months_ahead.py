"""The months to come, in words and as a table: until when they are so, and from when on otherwise.

A letter and a panel that speak of the household's month speak of these, never of one day's alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from duecourse.calc import Means, Span, tightest
from duecourse.locale import day, money, say, sentences

from .document import Column, Grid, Value

TIMES: Final = ("until", "between", "from")


def _time(span: Span, spans: Sequence[Span]) -> str:
    """Which of `TIMES` words a span has: the first goes back as far as one asks, the last on."""
    if span.end is None:
        return "from"
    return "until" if span == spans[0] else "between"


def _say(key: str, span: Span, spans: Sequence[Span]) -> str:
    values = {
        "start": day(span.start),
        "end": day(span.end) if span.end is not None else "",
        "income": money(span.normal.income),
        "essentials": money(span.normal.essentials),
        "left": money(span.normal.left),
        "income_bad": money(span.bad.income),
        "essentials_bad": money(span.bad.essentials),
        "left_bad": money(span.bad.left),
    }
    ending = f"_{_time(span, spans)}" if len(spans) > 1 else ""
    return say(f"export.{key}{ending}", **values)


def month_told(spans: Sequence[Span]) -> str:
    """Income and essentials of a normal and of a bad month, as a letter says it; from when to when."""
    return sentences(*(_say("month_told", span, spans) for span in spans))


def changes_told(spans: Sequence[Span]) -> str:
    """What the months leave after the present ones; empty where nothing is known to change."""
    return sentences(*(_say("left_told", span, spans) for span in spans[1:]))


def leanest_told(spans: Sequence[Span]) -> str:
    """Which months leave least, and how much; empty where nothing is known to change."""
    return _say("leanest", tightest(spans), spans) if len(spans) > 1 else ""


def means_told(means: Means, span: Span) -> str:
    """What an offer counts on beside what the budget leaves: other spending that is cut, savings."""
    texts = []
    if means.cut_other and span.bad.other:
        left = money(span.bad.left_at_most)
        texts.append(say("export.cut_told", other=money(span.bad.other), left=left))
    if means.reserve_fen:
        texts.append(say("export.savings_told", amount=money(means.reserve)))
    return sentences(*texts)


def time_told(span: Span, spans: Sequence[Span]) -> str:
    """From when to when a span goes, in few words."""
    end = day(span.end) if span.end is not None else ""
    return say(f"export.time_{_time(span, spans)}", start=day(span.start), end=end)


def ahead_grid(spans: Sequence[Span]) -> Grid:
    """What is left in every time to come, in a normal and in a bad month."""
    columns = (
        Column(say("export.ahead_time")),
        Column(say("export.normal_month"), "money"),
        Column(say("export.bad_month"), "money"),
    )
    rows: list[tuple[Value, ...]] = [
        (time_told(span, spans), span.normal.left, span.bad.left) for span in spans
    ]
    return Grid(say("export.ahead"), columns, tuple(rows))
