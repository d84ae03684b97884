"""The ceiling of a rate in a chart of rates: the line above which a court cuts, where there is one."""

from __future__ import annotations

from collections.abc import Callable

from duecourse.locale import percent
from duecourse.rules import Ceiling
from duecourse.view.charts import Marker


def ceiling_mark(ceiling: Ceiling | None, tell: Callable[..., str]) -> list[Marker]:
    """The line and its name, in the words of the lesson; nothing where there is no ceiling."""
    if ceiling is None:
        return []
    return [Marker(ceiling.annual_rate, tell("line_mark", line=percent(ceiling.annual_rate)))]
