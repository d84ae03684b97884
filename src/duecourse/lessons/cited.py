"""The rules that a panel rests on, as steps with their sources: the same in every lesson."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from duecourse.locale import say, sentences
from duecourse.rules import NotInForce, cite, rules

Step = tuple[str, str | None]


def rule_steps(ids: Iterable[str], on: date, *, scope: bool = False) -> list[Step]:
    """What each rule says on a day, with its source; a rule not in force then is left out.

    scope: say also for whom it holds.
    """
    found: list[Step] = []
    for id in ids:
        try:
            value = rules[id].on(on)
        except NotInForce:
            continue
        text = sentences(value.text, value.note or "", value.rule.scope if scope else "")
        found.append((say("view.step", name=value.rule.label, working=text), cite(value)))
    return found
