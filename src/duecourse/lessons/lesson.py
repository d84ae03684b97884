"""What every lesson has: a language, the case it works on, its exercises, and its first card."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from duecourse.case import Agreement, Case, CaseError, examples, load_example, open_case
from duecourse.case.journal import DEFAULT_SEED, Journal, JournalError, household_of
from duecourse.locale import day, say, sentences, use_language
from duecourse.view.exercise import ExerciseCard, GuessCard
from duecourse.view.note import Note
from duecourse.view.panel import Card, calm_card
from duecourse.view.privacy import on_a_server, privacy_lines
from duecourse.view.published import PublishedCard
from duecourse.view.quiz import QuizCard

from .listing import lessons
from .next_lesson import NextCard
from .quizzes import questions
from .tasks import Exercise, Task, no_figures, right_ones, words_of
from .wrong_figures import Page

LESSONS = tuple(lessons())
"""The lessons that are there, in their order: the name of each is that of its folders and messages."""

DEFAULT_HOUSEHOLD = "courier"

OWN_CASE, ASIDE = "own_case", "aside"
"""The journal's setting, and its value while a learner who has a case looks at an example instead."""

Draw = Callable[[random.Random], Task]
T = TypeVar("T")


class Lesson:
    """One lesson. `begin` comes first in its notebook; then its panels, guesses and exercises.

    name: as in LESSONS. Draws are registered by the lesson's module, one for each exercise or guess
    in its `exercises.toml`.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._draws: dict[str, Draw] = {}
        self._case: Case | None = None
        self._followers: list[Callable[[], object]] = []
        self.trouble: CaseError | None = None
        self.journal = Journal()

    def draws(self, id: str) -> Callable[[Draw], Draw]:
        """Register the function that draws the figures of an exercise or a guess."""

        def register(draw: Draw) -> Draw:
            self._draws[id] = draw
            return draw

        return register

    @calm_card
    def begin(self, language: str) -> Card:
        """Speak this language, open the learner's case or the chosen example, and say so."""
        use_language(language)
        self.journal = Journal()
        self._case = None
        self._followers.clear()
        return BeginCard(self)

    @property
    def case(self) -> Case:
        """The case the lesson works on: the learner's own, or else the example household chosen in lesson 0.
        A debt for which the journal keeps an agreement is that agreement, from the moment it is noted.

        Where the learner's own cannot be read, it is the example, and `trouble` says what is wrong.
        """
        self._case = self._as_agreed(self._opened() if self._case is None else self._case)
        return self._case

    def _as_agreed(self, case: Case) -> Case:
        return case.with_agreements(self.agreements(household_of(case)))

    def agreements(self, household: str) -> dict[str, Agreement]:
        """A household's agreements that run, by the debts' ids, as far as the journal can be read."""
        return self._from_journal(lambda: self.journal.running_agreements(household), {})

    def _opened(self) -> Case:
        self.trouble = None
        example = self.example
        if self.remembered(OWN_CASE) == ASIDE:
            return load_example(example)
        try:
            return open_case(example)
        except CaseError as error:
            self.trouble = error
            return load_example(example)

    @property
    def example(self) -> str:
        """The example household that is looked at where the learner's own case is not."""
        chosen = self.remembered("household")
        return chosen if chosen in examples() else DEFAULT_HOUSEHOLD

    def remembered(self, name: str) -> str:
        """A setting of the journal; empty where there is none, or where the journal cannot be read."""
        return self._from_journal(lambda: self.journal.setting(name), "")

    def answered(self, key: str, right: bool) -> str:
        """Remember an answer. Returns what to say where that could not be, else nothing."""
        try:
            self.journal.answered(key, right)
        except JournalError as error:
            return sentences(say("lesson.not_remembered"), str(error))
        return ""

    def last_answered(self) -> str:
        """The key of what was answered last; empty where nothing was, or where the journal cannot be read."""
        return self._from_journal(self.journal.last_answered, "")

    def solved(self) -> set[str]:
        """The keys of the exercises that have been solved, as far as the journal can be read."""
        return self._from_journal(self.journal.solved, set())

    def _from_journal(self, ask: Callable[[], T], otherwise: T) -> T:
        """A lesson goes on without its journal: what cannot be read is as if nothing were remembered."""
        try:
            return ask()
        except (OSError, sqlite3.Error):
            return otherwise

    def use_case(self, case: Case | None) -> None:
        """Work on another case from now on; None to open it afresh. What is on the page follows."""
        self._case = case
        for follower in [*self._followers]:
            follower()

    def follow(self, follower: Callable[[], object]) -> None:
        """Call `follower` whenever another case is worked on, until the lesson begins again."""
        self._followers.append(follower)

    @property
    def today(self) -> date:
        """The day the lesson looks from: the example's fixed day, or today for the learner's own case."""
        return self.case.as_of

    @calm_card
    def exercise(self, id: str) -> ExerciseCard:
        """An exercise of the lesson, on the page."""
        key = f"{self.name}.{id}"
        return ExerciseCard(
            self._exercise(id),
            on_answer=lambda right: self.answered(key, right),
            done=key in self.solved(),
        )

    @calm_card
    def guess(self, id: str) -> GuessCard:
        """A guess to make before looking, on the page."""
        return GuessCard(self._exercise(id))

    @calm_card
    def quiz(self) -> QuizCard:
        """The closing quiz of the lesson, on the page."""
        return QuizCard(
            say("quiz.title"),
            questions(self.name, self._seed()),
            on_answer=self.answered,
            solved=self.solved(),
        )

    @calm_card
    def find_the_slip(self, id: str) -> PublishedCard:
        """Something published that does not hold, on the page: which line is wrong, what would be right?"""
        page = Page(self.name, id, self._seed())
        return PublishedCard(
            page,
            on_answer=lambda right: self.answered(page.asked.key, right),
            done=page.asked.key in self.solved(),
        )

    @calm_card
    def what_next(self) -> Card:
        """The way to the next lesson, or back to the first from the last; on the page."""
        return NextCard(self.name)

    def _exercise(self, id: str) -> Exercise:
        return Exercise(self.name, id, self.exercises()[id], self._seed())

    def _seed(self) -> str:
        # a class on a shared server sees the same figures, those of the teacher's answers
        return DEFAULT_SEED if on_a_server() else self._from_journal(self.journal.seed, DEFAULT_SEED)

    def exercises(self) -> dict[str, Draw]:
        """The draw of every exercise and guess, by id; those without figures need none registered."""
        return dict.fromkeys(words_of(self.name), no_figures) | self._draws

    def missing(self) -> set[str]:
        """Exercises that have words but neither a draw nor a marked answer, or a draw but no words."""
        known = words_of(self.name)
        unanswered = {id for id, words in known.items() if id not in self._draws and not right_ones(words)}
        return unanswered | self._draws.keys() - known.keys()


class BeginCard(Card):
    """Whose figures the lesson shows, and how to start it."""

    def __init__(self, lesson: Lesson) -> None:
        self._lesson = lesson
        self._note = Note(*self._lines())
        title = say("lesson.begin", title=lessons()[lesson.name].title)
        by_hand = Note(say("lesson.by_hand"))
        by_hand.add_class("dc-by-hand")  # not shown where lessons start by themselves
        super().__init__(title, [self._note, Note(privacy_lines()[0]), by_hand])
        lesson.follow(lambda: self._note.say(*self._lines()))

    def _lines(self) -> list[str]:
        case, trouble = self._lesson.case, self._lesson.trouble
        whose = say("lesson.own_case") if case.own else say("lesson.example_case", name=case.name)
        lines = [sentences(whose, say("lesson.as_of", day=day(case.as_of)))]
        if trouble is not None:
            lines = [*str(trouble).splitlines(), say("lesson.trouble"), *lines]
        elif not case.own and case.about:
            lines.append(case.about)
        forgetful = self._lesson.journal.trouble()
        if forgetful is not None and trouble is None:
            lines += [*forgetful.lines(), say("lesson.forgetful")]
        return lines

    def __repr__(self) -> str:
        return self._note.lines[0]
