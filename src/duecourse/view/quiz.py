"""A closing quiz on the page: one question at a time, tabs to go back and forth, and how many are right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, Protocol

from ipywidgets import Box

from ..locale import say
from .controls import Button
from .exercise import Asked, ExerciseCard
from .note import Note
from .panel import Card
from .picks import Pick, Picks


class Question(Asked, Protocol):
    """An exercise under the key by which it is remembered."""

    key: str


class QuizCard(Card):
    """The questions of a quiz. on_answer: told a question's key and whether the answer was right; returns
    what else there is to say, if anything.

    solved: the keys of those answered rightly on an earlier day.
    """

    def __init__(
        self,
        title: str,
        questions: Sequence[Question],
        *,
        on_answer: Callable[[str, bool], str | None],
        solved: Collection[str] = (),
    ) -> None:
        self.questions = questions
        self._on_answer = on_answer
        self.solved = {question.key for question in questions} & set(solved)
        self.at = next((at for at, one in enumerate(questions) if one.key not in self.solved), 0)
        self._tally = Note(self._so_far())
        self._tabs = Picks(say("quiz.questions"), self._picks(), lambda key: self.show(int(key)), look="row")
        self._tabs.add_class("dc-questions")
        self.asking = ExerciseCard(questions[self.at], on_answer=self._answered, done=self._is_solved())
        self.asking.add_class("dc-inside")
        self._next = Button(say("quiz.next"), self._show_next)
        row = Box([self._next])
        row.add_class("dc-row")
        super().__init__(title, [self._tally, self._tabs, self.asking, row])
        self._tabs.chosen = str(self.at)

    def _picks(self) -> list[Pick]:
        return [
            Pick(str(at), say("quiz.question", number=at + 1), mark="✓" if one.key in self.solved else "")
            for at, one in enumerate(self.questions)
        ]

    def _is_solved(self) -> bool:
        return self.questions[self.at].key in self.solved

    def _so_far(self) -> str:
        done, of = len(self.solved), len(self.questions)
        if done == of:
            return say("quiz.all_right")
        return say("quiz.so_far", done=done, all=of) if done else say("quiz.begin", all=of)

    def show(self, at: int) -> None:
        """Ask this question, counted from 0."""
        self.at = at
        self._tabs.chosen = str(at)
        self.asking.turn_to(self.questions[at], done=self._is_solved())

    def _show_next(self) -> None:
        """The next question that is not solved yet; if all are, simply the next."""
        count = len(self.questions)
        following = [(self.at + step) % count for step in range(1, count + 1)]
        self.show(next((at for at in following if self.questions[at].key not in self.solved), following[0]))

    def _answered(self, right: bool) -> str | None:
        question = self.questions[self.at]
        if right and question.key not in self.solved:
            self.solved.add(question.key)
            self._tabs.offer(self._picks())
            self._tally.say(self._so_far())
        return self._on_answer(question.key, right)

    def __repr__(self) -> str:
        return "\n".join(
            say("quiz.numbered", number=number, question=question.question())
            for number, question in enumerate(self.questions, 1)
        )

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """The widget; for a page without a kernel all the questions."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options) or {}
        return bundle | {"text/plain": repr(self)}
