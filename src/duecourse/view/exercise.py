"""An exercise or a guess on the page: the question, a box or buttons, what is said about the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from ipywidgets import Box

from ..locale import say
from .controls import Button, Control, TextBox
from .explain import explain
from .fold import Fold
from .note import Note
from .panel import Card
from .several import Several
from .tables import steps_html


class Judged(Protocol):
    """What is said about an answer; `lessons.tasks.Verdict` is one."""

    @property
    def right(self) -> bool: ...
    @property
    def text(self) -> str: ...


class Asked(Protocol):
    """What an exercise has to say; `lessons.tasks.Exercise` is one."""

    @property
    def unit(self) -> str: ...
    @property
    def wrong(self) -> int: ...
    @property
    def task(self) -> Any: ...
    def title(self) -> str: ...
    def question(self) -> str: ...
    def options(self) -> Mapping[str, str]: ...
    def hint(self) -> str: ...
    def answer(self) -> str: ...
    def check(self, given: str) -> Judged: ...
    def reveal(self, given: str) -> str: ...
    def another(self) -> None: ...


class ExerciseCard(Card):
    """An exercise: answer, hear what it says, try again, take a hint, see it worked out, new figures.

    on_answer: told whether each answer was right; returns what else there is to say, if anything.
    on_another: called when there are new figures. done: whether it was solved on an earlier day.
    """

    def __init__(
        self,
        exercise: Asked,
        *,
        on_answer: Callable[[bool], str | None],
        on_another: Callable[[], object] = lambda: None,
        done: bool = False,
    ) -> None:
        self.exercise = exercise
        self._on_answer, self._on_another = on_answer, on_another
        self._question = Note(exercise.question())
        self.reply = Note(*([say("task.done_before")] if done else []))
        self._steps = Fold(name=say("task.worked_out"))
        self._hint = Button(say("task.hint"), self._give_hint)
        self._new = Button(say("task.another"), self._another)
        self.answers: list[Control | Several] = []
        super().__init__(exercise.title())
        self._ask()

    def turn_to(self, exercise: Asked, *, done: bool = False) -> None:
        """Ask another exercise in the place of this one."""
        self.exercise = exercise
        self._question.say(exercise.question())
        self.reply.say(*([say("task.done_before")] if done else []))
        self._ask()

    def _ask(self) -> None:
        exercise = self.exercise
        if exercise.unit == "choice":
            self.answers = [
                Button(text, lambda option=option: self.judge(option))  # type: ignore[misc]
                for option, text in exercise.options().items()
            ]
            entry: list[Any] = [*self.answers]
        elif exercise.unit == "several":
            self.answers = [Several(exercise.options(), lambda ids: self.judge(",".join(ids)))]
            entry = [*self.answers]
        else:
            box = TextBox(say(f"task.box_{exercise.unit}"))
            self.answers = [box]
            entry = [box, Button(say("task.check"), lambda: self.judge(box.value), main=True, box=box)]
        more = [
            *([self._hint] if exercise.hint() else []),
            *([self._new] if exercise.unit not in ("choice", "several") else []),
        ]
        rows = [_answers(exercise, entry), *([_row("dc-more", more)] if more else [])]
        self._steps.html, self._steps.unfolded = "", False
        self.parts = [self._question, *rows, self.reply]

    def judge(self, given: str) -> None:
        """Say what there is to say about an answer."""
        if not given.strip():
            what = "nothing_picked" if self.exercise.unit == "several" else "nothing_typed"
            self.reply.say(say(f"task.{what}"), tone="try")
            return
        verdict = self.exercise.check(given)
        more = self._on_answer(verdict.right)
        lines = [*verdict.text.splitlines(), *([more] if more else [])]
        self.reply.say(*lines, tone="good" if verdict.right else "try")
        if (verdict.right or self.exercise.wrong > 1) and self.exercise.task.steps:
            self._show_steps()

    def _show_steps(self) -> None:
        self._steps.html = steps_html(explain(self.exercise.task.steps))
        if self._steps not in self.parts:
            self.parts = [*self.parts, self._steps]

    def _give_hint(self) -> None:
        self.reply.say(self.exercise.hint())

    def _another(self) -> None:
        self.exercise.another()
        self._question.say(self.exercise.question())
        self.reply.say()
        self._ask()
        self._on_another()

    def __repr__(self) -> str:
        return self.exercise.question()


class GuessCard(Card):
    """Predict, then see: the learner commits to a figure or an answer, then hears how it really is."""

    def __init__(self, exercise: Asked) -> None:
        self.exercise = exercise
        self.reply = Note()
        if exercise.unit == "choice":
            entry: list[Any] = [
                Button(text, lambda option=option: self.judge(option))  # type: ignore[misc]
                for option, text in exercise.options().items()
            ]
        else:
            box = TextBox(say(f"task.box_{exercise.unit}"))
            entry = [box, Button(say("task.see"), lambda: self.judge(box.value), main=True, box=box)]
        super().__init__(exercise.title(), [Note(exercise.question()), _answers(exercise, entry), self.reply])

    def judge(self, given: str) -> None:
        """Show the answer beside the guess."""
        self.reply.say(self.exercise.reveal(given) if given.strip() else say("task.nothing_typed"))

    def __repr__(self) -> str:
        return self.exercise.question()


def _answers(exercise: Asked, widgets: list[Any]) -> Box:
    """The box to type in, or the answers to choose from, under each other."""
    row = _row("dc-answers", widgets)
    if exercise.unit in ("choice", "several"):
        row.add_class("dc-choices")
    return row


def _row(name: str, widgets: list[Any]) -> Box:
    row = Box(widgets)
    row.add_class("dc-row")
    row.add_class(name)
    return row
