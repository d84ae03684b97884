"""Whose debts are looked at: one of the example households, or the learner's own. It is remembered."""

from __future__ import annotations

import sqlite3
from typing import Final

from duecourse.case import CaseError, examples, has_own_case, learner_case, load_example
from duecourse.locale import money, say, say_count, sentences
from duecourse.view.note import Note
from duecourse.view.panel import Card
from duecourse.view.picks import Pick, Picks

from ..lesson import ASIDE, OWN_CASE, Lesson

OWN: Final = "own"


class ChooseHousehold(Card):
    """Cards to choose from. What stands on the page follows at once; the other lessons when they begin."""

    def __init__(self, lesson: Lesson) -> None:
        self._lesson = lesson
        self.picks = Picks(say("start_here.households"), self._options(), self.choose, chosen=self._present())
        self.note = Note()
        super().__init__(say("start_here.choose_title"), [self.picks, self.note])
        lesson.follow(self._follow)

    def _options(self) -> list[Pick]:
        """The learner's own case first, if there is one."""
        own = [Pick(OWN, say("start_here.own"), _own_text())] if has_own_case() else []
        households = [(name, load_example(name)) for name in examples()]
        return [*own, *(Pick(name, case.name, case.about) for name, case in households)]

    def _present(self) -> str:
        return OWN if self._lesson.case.own else self._lesson.example

    def _follow(self) -> None:
        self.picks.offer(self._options())
        self.picks.chosen = self._present()

    def choose(self, key: str) -> None:
        """Look at this household from now on."""
        if key == OWN:
            remembered = look_at_own(self._lesson)
            self._lesson.use_case(None)
        else:
            remembered = look_at_example(self._lesson, key)
            self._lesson.use_case(load_example(key))
        case = self._lesson.case
        if key == OWN and not case.own:
            self.note.say(say("start_here.own_unreadable"), tone="try")
            return
        name = say("start_here.own") if case.own else case.name
        figures = case.figures()
        told = sentences(
            say("start_here.chosen", name=name),
            say_count("start_here.chosen_debts", len(figures.debts), total=money(figures.owed)),
        )
        self.note.say(told, say("start_here.follows" if remembered else "start_here.not_remembered"))

    def __repr__(self) -> str:
        case = self._lesson.case
        return say("start_here.looking_at", name=say("start_here.own") if case.own else case.name)


def look_at_own(lesson: Lesson) -> bool:
    """Remember to look at the learner's own case. False where it could not be remembered."""
    if lesson.remembered(OWN_CASE) != ASIDE:
        return True
    return _remember(lesson, {OWN_CASE: ""})


def look_at_example(lesson: Lesson, name: str) -> bool:
    """Remember to look at an example household, also where there is a case of the learner's own."""
    return _remember(lesson, {"household": name, OWN_CASE: ASIDE if has_own_case() else ""})


def _remember(lesson: Lesson, settings: dict[str, str]) -> bool:
    try:
        for name, value in settings.items():
            lesson.journal.remember(name, value)
    except (OSError, sqlite3.Error):
        return False
    return True


def _own_text() -> str:
    try:
        case = learner_case()
    except CaseError:
        return say("start_here.own_unreadable")
    return say_count("start_here.own_debts", len(case.debts)) if case else ""
