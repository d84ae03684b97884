"""The samples to practise on, from `data/samples`: a credit report with errors in it, and messages about
credit records. Read strictly: a key that is missing, unknown or doubled is an error that says where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from duecourse.calc.basics.dates import add_months
from duecourse.files import Table, read_file
from duecourse.locale import Text
from duecourse.paths import DATA

FOLDER: Final = DATA / "samples"
BY: Final = ("message", "ad", "call", "letter")
"""How a message comes."""


@dataclass(frozen=True)
class Known:
    """What the person of the sample knows from papers kept at home."""

    titles: Text
    texts: Text


@dataclass(frozen=True)
class ReportLine:
    """A line of the sample. months: a sign for each month from `first` on. error: the id of the error it
    belongs to, empty where it is right; replies: what is said of a right line, none where it is not asked
    about."""

    id: str
    labels: Text
    texts: Text | None
    first: date | None
    signs: str
    error: str
    replies: Text | None

    @property
    def months(self) -> list[tuple[date, str]]:
        """The months with their signs."""
        if self.first is None:
            return []
        return [(add_months(self.first, number), sign) for number, sign in enumerate(self.signs)]

    @property
    def asked_about(self) -> bool:
        """Whether it can be marked."""
        return bool(self.error or self.replies)


@dataclass(frozen=True)
class ReportPart:
    """A part of the sample with its lines."""

    id: str
    titles: Text
    lines: tuple[ReportLine, ...]


@dataclass(frozen=True)
class ReportError:
    """What is wrong in the sample, why, and what proves it."""

    id: str
    titles: Text
    texts: Text
    proofs: Text


@dataclass(frozen=True)
class Report:
    """The sample report, printed on a day."""

    on: date
    titles: Text
    made_up: Text
    known: tuple[Known, ...]
    parts: tuple[ReportPart, ...]
    errors: tuple[ReportError, ...]

    @property
    def lines(self) -> dict[str, ReportLine]:
        """All lines, by id."""
        return {line.id: line for part in self.parts for line in part.lines}


@dataclass(frozen=True)
class Sign:
    """A sign of a scam, and the rule that speaks of it."""

    id: str
    names: Text
    rule: str


@dataclass(frozen=True)
class Message:
    """A message to judge. by: as in BY. signs: those it shows, none where it is no scam."""

    id: str
    by: str
    senders: Text
    texts: Text
    scam: bool
    signs: tuple[str, ...]
    replies: Text


@dataclass(frozen=True)
class Messages:
    """The messages, and the signs by which scams among them are known."""

    signs: tuple[Sign, ...]
    messages: tuple[Message, ...]


@cache
def sample_report() -> Report:
    """The sample report. Raises DataFileError for a file that is not as it should be."""
    table = read_file(FOLDER / "report.toml")
    known = tuple(_known(item) for item in table.tables("known"))
    errors = tuple(_error(item) for item in table.tables("errors"))
    ids = tuple(error.id for error in errors)
    found = Report(
        on=table.day("on"),
        titles=table.both("title"),
        made_up=table.both("made_up"),
        known=known,
        parts=tuple(_part(item, ids) for item in table.tables("parts")),
        errors=errors,
    )
    table.finish()
    return found


def _known(item: Table) -> Known:
    found = Known(item.both("title"), item.both("text"))
    item.finish()
    return found


def _error(item: Table) -> ReportError:
    found = ReportError(item.text("id"), item.both("title"), item.both("text"), item.both("proof"))
    item.finish()
    return found


def _part(item: Table, errors: tuple[str, ...]) -> ReportPart:
    lines = tuple(_line(line, errors) for line in item.tables("lines"))
    found = ReportPart(item.text("id"), item.both("title"), lines)
    item.finish()
    return found


def _line(item: Table, errors: tuple[str, ...]) -> ReportLine:
    first, signs = None, ""
    if item.has("months"):
        months = item.table("months")
        first, signs = months.day("first"), months.text("signs")
        months.finish()
    found = ReportLine(
        id=item.text("id"),
        labels=item.both("label"),
        texts=item.both_or_none("text"),
        first=first,
        signs=signs,
        error=item.word("error", errors) if item.has("error") else "",
        replies=item.both_or_none("reply"),
    )
    if found.error and found.replies:
        raise item.error("reply", "stands beside error", "Leave one of the two out: a line is right or wrong")
    item.finish()
    return found


@cache
def sample_messages() -> Messages:
    """The messages to judge. Raises DataFileError for a file that is not as it should be."""
    table = read_file(FOLDER / "messages.toml")
    signs = tuple(_sign(item) for item in table.tables("signs"))
    ids = tuple(sign.id for sign in signs)
    messages = tuple(_message(item, ids) for item in table.tables("messages"))
    table.finish()
    return Messages(signs, messages)


def _sign(item: Table) -> Sign:
    found = Sign(item.text("id"), item.both("name"), item.text("rule"))
    item.finish()
    return found


def _message(item: Table, signs: tuple[str, ...]) -> Message:
    scam = item.take("scam")
    shown = item.take("signs")
    if not isinstance(scam, bool) or not isinstance(shown, list) or bool(shown) != scam:
        raise item.error("signs", "does not go with scam", "Name the signs of a scam, and none otherwise")
    for sign in shown:
        if sign not in signs:
            raise item.error("signs", f"{sign!r} is not known", f"Use {', '.join(signs)}")
    found = Message(
        id=item.text("id"),
        by=item.word("by", BY),
        senders=item.both("from"),
        texts=item.both("text"),
        scam=scam,
        signs=tuple(shown),
        replies=item.both("reply"),
    )
    item.finish()
    return found
