"""What stands in the journal: contacts and promises; agreements beside the case (`case.agreements`).

Immutable; changed by saving another. Texts are kept as they were typed, to the letter: whoever shows them
escapes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from duecourse.calc import total
from duecourse.locale import day, say

OWN: Final = "own"
"""The household of the learner's own case."""

CHANNELS: Final = ("phone", "app", "message", "email", "letter", "visit", "other")
BEGAN: Final = ("me", "them")
WHO: Final = ("service", "collector", "complaints", "court", "other")
"""The lender's customer service; who collects for it; a hotline or a regulator; a court; anybody else."""

SIDES: Final = ("theirs", "mine", "step")
"""What they promised; what I promised; what I have set myself to do next."""

STATES: Final = ("open", "kept", "broken")


def zone_of(moment: datetime) -> str:
    """The time zone of a moment: "UTC+8", "UTC−3:30", "UTC"."""
    offset = moment.utcoffset()
    if not offset:
        return "UTC"
    minutes = abs(int(offset.total_seconds())) // 60
    sign = "+" if offset.total_seconds() > 0 else "−"
    return f"UTC{sign}{minutes // 60}" + (f":{minutes % 60:02}" if minutes % 60 else "")


def moment_text(moment: datetime, *, seconds: bool = False) -> str:
    """A moment as people of the present language write it, with its time zone; to the second if asked."""
    time = f"{moment:%H:%M:%S}" if seconds else f"{moment:%H:%M}"
    return say("journal.moment", day=day(moment), time=time, zone=zone_of(moment))


def _exact(entry: Promise | Contact) -> None:
    if entry.amount is not None:
        object.__setattr__(entry, "amount", total([entry.amount]))


def _one_of(value: str, allowed: tuple[str, ...], name: str) -> None:
    if value not in allowed:
        raise ValueError(f"{name} is {value!r}; allowed: {', '.join(allowed)}")


@dataclass(frozen=True)
class Promise:
    """A promise, or a next step. side: whose, as in SIDES. amount: yuan, if it is one to pay.

    debt: the debt's id, empty for none. settled: the day it was kept or broken. contact: the id of
    the contact in which it was given, None for one of its own. id: None until it is saved.
    """

    what: str
    side: str
    due: date | None = None
    amount: Decimal | None = None
    state: str = "open"
    settled: date | None = None
    debt: str = ""
    contact: int | None = None
    id: int | None = None

    def __post_init__(self) -> None:
        _one_of(self.side, SIDES, "side")
        _one_of(self.state, STATES, "state")
        _exact(self)

    def overdue(self, today: date) -> bool:
        """Whether its day has passed and nobody has said what became of it."""
        return self.state == "open" and self.due is not None and self.due < today


@dataclass(frozen=True)
class Contact:
    """One contact with a lender, a collector, an authority.

    at: when, with its time zone. debt: the debt's id, empty for none in particular. channel, began,
    who: as in CHANNELS, BEGAN, WHO. name: a name, or a staff number. amount: an amount that was
    mentioned, yuan. proof: the number of a recording, a letter, a work order. id: None until it is saved.
    """

    at: datetime
    debt: str = ""
    channel: str = "phone"
    began: str = "me"
    who: str = "service"
    name: str = ""
    said: str = ""
    amount: Decimal | None = None
    proof: str = ""
    promises: tuple[Promise, ...] = ()
    id: int | None = None

    def __post_init__(self) -> None:
        if self.at.utcoffset() is None:
            raise ValueError(f"at is {self.at!r}; allowed: a moment with its time zone")
        object.__setattr__(self, "at", self.at.replace(second=0, microsecond=0))
        _one_of(self.channel, CHANNELS, "channel")
        _one_of(self.began, BEGAN, "began")
        _one_of(self.who, WHO, "who")
        _exact(self)

    def promised(self, side: str) -> tuple[Promise, ...]:
        """The promises of one side."""
        return tuple(promise for promise in self.promises if promise.side == side)


@dataclass(frozen=True)
class Change:
    """The last change, which can be taken back. what: names the message; at: when it was made."""

    what: str
    at: datetime

    @property
    def text(self) -> str:
        """What was done, in the present language."""
        return say(f"journal.change_{self.what}")
