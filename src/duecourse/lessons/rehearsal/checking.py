"""Walks through all of a written call, in every situation of a learner, and refuses what cannot be played.

For whoever writes one, and for the tests; a call that is played is known to be right.

No dead ends, no call that goes round for ever, every turn and every ending reached by somebody, an
answer well said and another one in every turn, the same places in both languages, all of them known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from duecourse.files import Table, places, read_file
from duecourse.locale import Text

from .figures import NEEDED_FOR, PLACES
from .script import Scenario, Turn, read_scenario

CHOICES: Final = range(3, 5)
"""How many answers a learner has in each turn: three or four."""


def checked(file: Path) -> Scenario:
    """The call in a file that can be played through. Raises DataFileError with place and remedy."""
    scenario = read_scenario(file)
    _check(scenario, read_file(file))
    return scenario


def _check(scenario: Scenario, table: Table) -> None:
    _check_words(scenario, table)
    _check_places(scenario, table)
    reached: set[str] = set()
    for situation in scenario.situations:
        reached |= _walk(scenario, table, situation)
    for id in (*scenario.turns, *scenario.endings):
        if id not in reached:
            raise table.error(id, "is never reached", "Let an answer lead to it, or take it out")


def _check_words(scenario: Scenario, table: Table) -> None:
    """The names that stand for something else must stand for something."""
    known = (*scenario.turns, *scenario.endings)
    for id in scenario.turns:
        if id in scenario.endings:
            raise table.error(id, "is a turn and an ending", "Give one of them another id")
    if scenario.start not in scenario.turns:
        raise table.error("start", f"there is no turn {scenario.start!r}", "Use the id of a turn")
    for turn in scenario.turns.values():
        if turn.who not in scenario.people:
            raise table.error(
                f"{turn.id}.who", f"{turn.who!r} is not in people", f"Use one of {', '.join(scenario.people)}"
            )
        for number, choice in enumerate(turn.choices):
            if choice.to not in known:
                raise table.error(
                    f"{turn.id}.choices[{number}].to",
                    f"{choice.to!r} is a dead end",
                    "Use the id of a turn or of an ending",
                )
    if not any(choice.manners for turn in scenario.turns.values() for choice in turn.choices):
        raise table.error("turns", "say nothing about manners", "Give an answer manners = { en = …, zh = … }")


def _texts(scenario: Scenario) -> Iterator[tuple[str, Text]]:
    yield "title", scenario.titles
    yield "about", scenario.abouts
    for id, names in scenario.people.items():
        yield f"people.{id}", names
    for turn in scenario.turns.values():
        for number, said in enumerate(turn.says):
            yield f"{turn.id}.says[{number}]", said.texts
        for number, choice in enumerate(turn.choices):
            yield f"{turn.id}.choices[{number}].text", choice.said.texts
            yield f"{turn.id}.choices[{number}].feedback", choice.feedback
            if choice.manners:
                yield f"{turn.id}.choices[{number}].manners", choice.manners
    for ending in scenario.endings.values():
        yield f"{ending.id}.title", ending.titles
        yield f"{ending.id}.text", ending.texts
        for number, step in enumerate(ending.todo):
            yield f"{ending.id}.todo[{number}]", step


def _check_places(scenario: Scenario, table: Table) -> None:
    for where, texts in _texts(scenario):
        found = {}
        for name, text in texts.items():
            try:
                found[name] = places(text)
            except ValueError as error:
                raise table.error(
                    f"{where}.{name}", f"its braces are wrong: {error}", "Write {name}"
                ) from None
            for place in sorted(found[name] - PLACES):
                raise table.error(
                    f"{where}.{name}",
                    f"the place {{{place}}} is not known",
                    f"Use {', '.join(sorted(PLACES))}",
                )
        everywhere = set.intersection(*found.values())
        if apart := set().union(*found.values()) - everywhere:
            only = ", ".join(f"{{{place}}}" for place in sorted(apart))
            raise table.error(where, f"{only} stands in one language only", "Use the same places in both")


def _walk(scenario: Scenario, table: Table, situation: frozenset[str]) -> set[str]:
    """All that is reached in a situation, with each turn on the way looked at."""
    reached: set[str] = set()
    on_the_way: list[str] = []

    def shown(where: str, *texts: Text | None) -> None:
        for place in sorted(set().union(*(places(str(one)) for one in texts if one))):
            if NEEDED_FOR.get(place, place) not in (place, *situation):
                remedy = f'Say it only when = "{NEEDED_FOR[place]}"'
                raise table.error(where, f"{{{place}}} has no figure for {_named(situation)}", remedy)

    def go(id: str) -> None:
        if id in on_the_way:
            way = " → ".join([*on_the_way[on_the_way.index(id) :], id])
            raise table.error(id, f"the call goes round: {way}", "Let one of the answers lead out of it")
        if id in reached:
            return
        reached.add(id)
        if id in scenario.endings:
            ending = scenario.endings[id]
            shown(id, ending.titles, ending.texts, *ending.todo)
            return
        turn = scenario.turns[id]
        _check_turn(turn, table, situation)
        shown(f"{id}.says", turn.said(situation))
        on_the_way.append(id)
        for choice in turn.open_to(situation):
            where = f"{id}.choices[{turn.choices.index(choice)}]"
            shown(where, choice.said.texts, choice.feedback, choice.manners)
            go(choice.to)
        on_the_way.pop()

    go(scenario.start)
    return reached


def _check_turn(turn: Turn, table: Table, situation: frozenset[str]) -> None:
    who = _named(situation)
    said = sum(one.fits(situation) for one in turn.says)
    if said != 1:
        problem = "says nothing" if said == 0 else "says several things"
        raise table.error(f"{turn.id}.says", f"{problem} to {who}", "Let just one text fit them")
    choices = turn.open_to(situation)
    if len(choices) not in CHOICES:
        remedy = f"Let {CHOICES[0]} or {CHOICES[-1]} fit them"
        raise table.error(f"{turn.id}.choices", f"{len(choices)} answers fit {who}", remedy)
    marks = {choice.mark for choice in choices}
    if "well" not in marks or len(marks) < 2:
        remedy = 'Let one be mark = "well", and one another'
        raise table.error(f"{turn.id}.choices", f"all answers for {who} are alike", remedy)


def _named(situation: Iterable[str]) -> str:
    return "a learner who is " + " and ".join(sorted(situation))
