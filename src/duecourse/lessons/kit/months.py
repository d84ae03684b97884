"""Ends of months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def month_end_from(on: date) -> date:
    """The last day of a day's month."""
    return on.replace(day=monthrange(on.year, on.month)[1])


def month_end_before(on: date) -> date:
    """The last month end up to a day."""
    return on if on == month_end_from(on) else on.replace(day=1) - timedelta(1)
