"""Days and times as the learner's clock shows them, and how a time that was typed is read."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta, timezone
from typing import Final

from ..privacy import on_a_server

BEIJING: Final = timezone(timedelta(hours=8))
"""The course is for mainland China: on a server that others run, the learner's clock shows this time."""

_TIME: Final = re.compile(r"(上午|下午|晚上|凌晨)?(\d{1,2})(?:[:.点时h](\d{1,2})?)?分?(am|pm)?")
_AFTERNOON: Final = ("下午", "晚上", "pm")


def now() -> datetime:
    """This moment by the learner's clock."""
    return datetime.now(BEIJING) if on_a_server() else datetime.now().astimezone()


def moment(on: date, at: time) -> datetime:
    """A day and a time by the learner's clock, with its time zone."""
    plain = datetime.combine(on, at)
    return plain.replace(tzinfo=BEIJING) if on_a_server() else plain.astimezone()


def read_time(text: str) -> time:
    """The time meant by "15:30", "15：30", "15点30分", "下午3点", "3pm". ValueError if none."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower().replace("半", "30")
    found = _TIME.fullmatch(plain)
    if not found or int(found[2]) > 24:
        raise ValueError(f"not a time: {text!r}")
    before, hour, minute, after = found.groups()
    hours = int(hour) % 24
    if (before or after) in _AFTERNOON and hours < 12:
        hours += 12
    elif after == "am" and hours == 12:
        hours = 0
    return time(hours, int(minute or 0))
