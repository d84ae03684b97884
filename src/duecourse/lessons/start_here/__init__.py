"""Lesson 0, start here: how the course works, whose figures it shows, how things stand, the learner's own.

    road        the way the course goes          household   whose debts are looked at
    position    what is owed, day by day         exercises   guesses and exercises
    how_far     what has been solved so far      following   panels that follow the chosen household
    needs       what is needed today, and where it is

The form itself is in `duecourse.view.form`.
"""

from __future__ import annotations

from duecourse.case import Case
from duecourse.case.journal import OWN
from duecourse.view.form import CaseForm
from duecourse.view.panel import Card, calm_card

from . import household, how_far, needs, position, road
from .exercises import LESSON
from .following import Following

begin = LESSON.begin
exercise = LESSON.exercise
quiz = LESSON.quiz
what_next = LESSON.what_next


@calm_card
def what_do_i_need() -> Card:
    """What do I need today, and where is it?"""
    return needs.NeedsCard(LESSON)


@calm_card
def the_road() -> Card:
    """Which way does the course go, and who sees what is typed?"""
    return road.RoadCard()


@calm_card
def choose_household() -> Card:
    """Whose debts do we look at?"""
    return household.ChooseHousehold(LESSON)


@calm_card
def guess(id: str) -> Following:
    """A guess to make before looking, about the household that is looked at."""
    return Following(LESSON, lambda: LESSON.guess(id))


@calm_card
def my_position() -> Following:
    """What is owed today, to whom, since when, and what does a day cost?"""
    return Following(LESSON, lambda: position.panel(LESSON.case))


@calm_card
def enter_my_case() -> CaseForm:
    """How do I put in my own figures?"""
    return CaseForm(on_saved=_saved, agreements=lambda: LESSON.agreements(OWN))


@calm_card
def progress() -> Card:
    """Which lessons and exercises have I done?"""
    return how_far.ProgressCard(LESSON)


def _saved(case: Case | None) -> None:
    """Look at what is saved now, unless nothing has changed on the disk."""
    if case is not None:
        household.look_at_own(LESSON)
    LESSON.use_case(None)
