"""A panel put to the test without a page: all that it says, and every place its controls can stand at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from duecourse.view import Choice, Panel, Switch
from duecourse.view.controls import MoneyBox
from duecourse.view.tables import table_html


def all_said(panel: Panel, *beside: str) -> str:
    """All that a panel says in its present state, with what stands beside it, after checking its form."""
    model = panel.model
    assert len(repr(panel)) < 110, repr(panel)
    json.dumps(model.figure())
    table = model.table()
    words = [repr(panel), model.title(), model.sentence(), *(" ".join(fact) for fact in model.facts())]
    words += [" ".join(filter(None, step)) for step in model.steps()]
    if table is not None:
        words.append(table_html(table))
    text = "\n".join([*words, *beside])
    assert not re.search(r"\{[a-z_]*\}", text), text
    assert "None" not in text, text
    return text


def ends(panel: Panel) -> Iterator[None]:
    """Every control at each of its ends, every choice and both sides of every switch."""
    for name, control in panel.controls.items():
        before = getattr(panel.model, name)
        match control.kind:
            case "slider":
                values = [control.low, control.high]
            case "choice":
                values = list(control.values)
            case _:
                values = [True, False]
        for value in values:
            control.value = value
            assert getattr(panel.model, name) == value
            yield
        control.value = before


def positions(control: Any) -> list[tuple[str, Any]]:
    """The ends of a control, or all it can be: what to set, and to what."""
    if isinstance(control, Choice):
        return [("chosen", number) for number in range(len(control.labels))]
    if isinstance(control, Switch):
        return [("value", True), ("value", False)]
    if isinstance(control, MoneyBox):
        return [("value", None), ("value", Decimal("99999.99"))]
    return [("position", 0), ("position", control.last)]
