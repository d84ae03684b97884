"""Days and times as the learner's clock shows them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import Final

from ..privacy import on_a_server

BEIJING: Final = timezone(timedelta(hours=8))
"""The course is for mainland China: on a server that others run, the learner's clock shows this time."""


def now() -> datetime:
    """This moment by the learner's clock."""
    return datetime.now(BEIJING) if on_a_server() else datetime.now().astimezone()


def moment(on: date, at: time) -> datetime:
    """A day and a time by the learner's clock, with its time zone."""
    plain = datetime.combine(on, at)
    return plain.replace(tzinfo=BEIJING) if on_a_server() else plain.astimezone()
