"""A rehearsal as data: what the other side says, what the learner may answer, where each answer leads.

One file a call in `data/rehearsal`, read strictly; whether all of it can be played through is for
`checking.py` to say, once it is written. A file's name is the call's number, which gives the order, and
its id: `1_customer_service.toml`. Texts have {places} for the learner's own figures and for those of the
rules (`figures.PLACES`). Where a text or an answer fits only some learners, it says when: one of `WHEN`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from duecourse.files import Table, read_file
from duecourse.locale import Text
from duecourse.paths import DATA
from duecourse.rules import LENDER_KINDS, SORTS, rules

FOLDER: Final = DATA / "rehearsal"

WHEN: Final = ("late", "not_late", "can_pay", "cannot_pay")
"""Is something overdue? Does the budget carry some plan in a bad month?"""

SITUATIONS: Final = tuple(
    frozenset((late, pay)) for late in ("late", "not_late") for pay in ("can_pay", "cannot_pay")
)
"""Every situation a learner can be in."""

MARKS: Final = ("well", "mixed", "try")
"""How an answer is meant: well said; partly; something to try otherwise next time."""

KINDS: Final = ("agreed", "escalated", "ended", "broken_off", "trapped")
"""How a call can end: agreed, to be confirmed in writing; taken further; ended; broken off; caught."""


@dataclass(frozen=True)
class Said:
    """A text, and for whom it is: None for everybody."""

    texts: Text
    when: str | None = None

    def fits(self, situation: Iterable[str]) -> bool:
        """Whether it is for a learner in this situation."""
        return self.when is None or self.when in situation


@dataclass(frozen=True)
class Choice:
    """One answer. mark: as in MARKS. feedback: on substance. manners: on the tone, where there is
    something to say. rules: what it rests on, shown for the debts they hold for. elsewhere: rules that are
    named because they hold for other debts. to: the id of the turn or the ending it leads to."""

    said: Said
    mark: str
    feedback: Text
    manners: Text | None
    rules: tuple[str, ...]
    elsewhere: tuple[str, ...]
    to: str


@dataclass(frozen=True)
class Turn:
    """The other side speaks, and the learner answers. who: the id of the speaker."""

    id: str
    who: str
    says: tuple[Said, ...]
    choices: tuple[Choice, ...]

    def said(self, situation: frozenset[str]) -> Text:
        """What is said to a learner in this situation."""
        return next(said.texts for said in self.says if said.fits(situation))

    def open_to(self, situation: frozenset[str]) -> tuple[Choice, ...]:
        """The answers that a learner in this situation has."""
        return tuple(choice for choice in self.choices if choice.said.fits(situation))


@dataclass(frozen=True)
class Ending:
    """How the call ends. kind: as in KINDS. todo: what to do now, in order. rules: what that rests on."""

    id: str
    kind: str
    titles: Text
    texts: Text
    todo: tuple[Text, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Scenario:
    """A call. sorts, lenders: the debts it is for, empty for all; late: only for an overdue one.

    people: the name of each speaker, by id. start: the id of the first turn.
    """

    id: str
    titles: Text
    abouts: Text
    sorts: tuple[str, ...]
    lenders: tuple[str, ...]
    late: bool
    people: Mapping[str, Text]
    start: str
    turns: Mapping[str, Turn]
    endings: Mapping[str, Ending]

    @property
    def title(self) -> str:
        """What is rehearsed."""
        return str(self.titles)

    @property
    def about(self) -> str:
        """Who calls whom, and what for."""
        return str(self.abouts)

    @property
    def situations(self) -> tuple[frozenset[str], ...]:
        """The situations of the learners it is for."""
        return tuple(one for one in SITUATIONS if "late" in one or not self.late)


def scenarios() -> tuple[str, ...]:
    """The ids of the calls that can be rehearsed, in the order of their files."""
    return tuple(_files())


def _files() -> dict[str, Path]:
    return {_id_of(file): file for file in sorted(FOLDER.glob("*.toml"))}


def _id_of(file: Path) -> str:
    return file.stem.partition("_")[2]


@cache
def scenario(id: str) -> Scenario:
    """A call by its id. Raises DataFileError for a file that is not as it should be, KeyError for no file."""
    files = _files()
    if id not in files:
        raise KeyError(f"no rehearsal {id!r}; there are {', '.join(files)}")
    return read_scenario(files[id])


def read_scenario(file: Path) -> Scenario:
    """The call in a file. Raises DataFileError, with place and remedy, for whatever is wrong with it."""
    table = read_file(file)
    found = Scenario(
        id=_id_of(file),
        titles=table.both("title"),
        abouts=table.both("about"),
        sorts=table.words("sorts", SORTS) if table.has("sorts") else (),
        lenders=table.words("lenders", LENDER_KINDS) if table.has("lenders") else (),
        late=_yes(table, "late"),
        people=_people(table.table("people")),
        start=table.text("start"),
        turns=_turns(table),
        endings=_endings(table),
    )
    table.finish()
    return found


def _yes(table: Table, key: str) -> bool:
    if not table.has(key):
        return False
    if table.take(key) is not True:
        raise table.error(key, "is not true", f"Write {key} = true, or take it out")
    return True


def _people(table: Table) -> Mapping[str, Text]:
    people = {id: table.both(id) for id in table.remaining()}
    if not people:
        raise table.error("people", "is empty", 'Add who speaks: agent = { en = "…", zh = "…" }')
    return people


def _turns(table: Table) -> Mapping[str, Turn]:
    turns: dict[str, Turn] = {}
    for item in table.tables("turns"):
        id = _id(item, turns)
        turns[id] = Turn(
            id,
            who=item.text("who"),
            says=_says(item),
            choices=tuple(_choice(choice) for choice in item.tables("choices")),
        )
        item.finish()
    return turns


def _endings(table: Table) -> Mapping[str, Ending]:
    endings: dict[str, Ending] = {}
    for item in table.tables("endings"):
        id = _id(item, endings)
        endings[id] = Ending(
            id,
            kind=item.word("kind", KINDS),
            titles=item.both("title"),
            texts=item.both("text"),
            todo=tuple(step.in_both() for step in item.tables("todo")),
            rules=_rules(item, "rules"),
        )
        item.finish()
    return endings


def _id(item: Table, taken: Mapping[str, object]) -> str:
    id = item.text("id")
    item.where = id
    if id in taken:
        raise item.error("id", f"{id!r} stands twice", "Give each turn and each ending its own id")
    return id


def _says(item: Table) -> tuple[Said, ...]:
    """One text for everybody, or `[[turns.says]]` tables that say for whom they are."""
    raw = item.take("says")
    if isinstance(raw, dict):
        return (Said(Table(item.file, f"{item.where}.says", raw).in_both()),)
    if not isinstance(raw, list) or not raw:
        raise item.error("says", "is no text", "Write says = { en = …, zh = … }, or [[turns.says]] tables")
    return tuple(
        _said(Table(item.file, f"{item.where}.says[{number}]", one)) for number, one in enumerate(raw)
    )


def _said(table: Table) -> Said:
    return Said(when=_when(table), texts=table.in_both())


def _when(table: Table) -> str | None:
    return table.word("when", WHEN) if table.has("when") else None


def _choice(item: Table) -> Choice:
    choice = Choice(
        said=Said(item.both("text"), _when(item)),
        mark=item.word("mark", MARKS),
        feedback=item.both("feedback"),
        manners=item.both_or_none("manners"),
        rules=_rules(item, "rules"),
        elsewhere=_rules(item, "elsewhere"),
        to=item.text("to"),
    )
    item.finish()
    return choice


def _rules(table: Table, key: str) -> tuple[str, ...]:
    if not table.has(key):
        return ()
    ids = table.take(key)
    for id in ids if isinstance(ids, list) else [ids]:
        if not isinstance(id, str) or id not in rules:
            raise table.error(key, f"there is no rule {id!r}", "Use the id of a rule in data/rules")
    return tuple(ids)
