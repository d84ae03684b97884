"""Exercises and guesses: figures drawn from a seed, an answer worked out by `calc`, slips recognised.

The words are in `data/lessons/<lesson>/exercises.toml`, the figures come from a function of the lesson that
draws a `Task`. Quizzes and published figures to check are asked in the same way, from files of their own.
A wrong answer is compared with what the usual slips lead to, and the learner is told which one it looks
like. Nothing here knows a widget; `duecourse.view.exercise` shows it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from typing import Any, Final

from duecourse.calc import Step
from duecourse.files import Table, read_file
from duecourse.locale import NO_TEXT, Text, days, money, percent, say, say_count, sentences
from duecourse.locale.typed import NotRead, read_fen, read_percent, read_whole
from duecourse.paths import LESSON_DATA
from duecourse.view.writing import ask_again

UNITS: Final = ("yuan", "percent", "days", "months", "number", "choice", "several")
"""What an answer is: yuan, a share shown in per cent, days or months, a plain number, one of several
options, or all those of several options that are right."""

TO_CHOOSE: Final = ("choice", "several")

ONE_PERCENT: Final = Decimal("0.01")


@dataclass(frozen=True)
class Task:
    """One draw of an exercise.

    values: what stands in the question's {places}: Decimal amounts, or text. answer: yuan, share of
    one, or a number; the id of an option for a choice, the ids of the right ones with commas between
    them for several; None where the words mark the right one themselves. slips: what each usual slip
    leads to. steps: how it is worked out.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    answer: Any = None
    slips: Mapping[str, Any] = field(default_factory=dict)
    steps: Sequence[Step] = ()


@dataclass(frozen=True)
class Option:
    """One answer of a choice, and what is said to who picks it. right: whether it is marked as right; none
    of them is where the draw works out the answer."""

    id: str
    texts: Text
    replies: Text
    right: bool


@dataclass(frozen=True)
class Words:
    """What `exercises.toml` says about one exercise."""

    id: str
    unit: str
    titles: Text
    questions: Text
    hints: tuple[Text, ...]
    replies: Text
    slips: Mapping[str, Text]
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Verdict:
    """What is said about an answer, in one line or several. slip: the id of the slip it looks like, if one
    is recognised."""

    right: bool
    text: str
    slip: str | None = None


@cache
def words_of(lesson: str) -> dict[str, Words]:
    """The exercises of a lesson, by id. Raises DataFileError for a file that is not as it should be."""
    table = read_file(LESSON_DATA / lesson / "exercises.toml")
    found = {}
    for item in table.tables("exercises"):
        words = read_words(item)
        if words.id in found:
            raise item.error("id", f"{words.id!r} stands twice", "Give each exercise its own id")
        found[words.id] = words
    table.finish()
    return found


def read_words(item: Table, *, titled: bool = True) -> Words:
    """One exercise of a file. titled: whether it has a title of its own, as the questions of a quiz have not.

    What is said when it is right may be left out where the options say it.
    """
    unit = item.word("unit", UNITS)
    slips = {}
    if item.has("slips"):
        table = item.table("slips")
        slips = {name: table.both(name) for name in table.remaining()}
    options = []
    if unit in TO_CHOOSE:
        for option in item.tables("options"):
            options.append(
                Option(
                    option.text("id"),
                    option.both("text"),
                    option.both("reply"),
                    option.has("right") and bool(option.take("right")),
                )
            )
            option.finish()
    hints = []
    if item.has("hints"):
        for hint in item.tables("hints"):
            hints.append(hint.in_both())
    words = Words(
        id=item.text("id"),
        unit=unit,
        titles=item.both("title") if titled else NO_TEXT,
        questions=item.both("question"),
        hints=tuple(hints),
        replies=(item.both_or_none("reply") or NO_TEXT) if unit in TO_CHOOSE else item.both("reply"),
        slips=slips,
        options=tuple(options),
    )
    item.finish()
    return words


def written(value: Any, unit: str = "yuan") -> str:
    """A figure as the present language writes it: Decimal amounts, shares or whole numbers by their unit.

    A percentage has two decimal places, as its box asks; one below 1% has four.
    """
    if isinstance(value, str):
        return value
    if unit == "percent":
        return percent(value, places=2 if abs(value) >= ONE_PERCENT else 4)
    if unit in ("days", "months"):
        return days(int(value)) if unit == "days" else say("task.months", count=int(value))
    if unit == "number":
        return f"{int(value):,}"
    return money(value)


class Exercise:
    """One exercise of a lesson: the question, hints, and what is said about an answer.

    draw: a function of the lesson that takes a random generator and returns a Task. The generator is
    seeded with the learner's seed, the exercise's id and the number of the attempt, so the same
    learner sees the same figures again. words: where they are not the lesson's exercise of this id.
    """

    def __init__(
        self,
        lesson: str,
        id: str,
        draw: Callable[[random.Random], Task],
        seed: str,
        words: Words | None = None,
    ) -> None:
        self.key = f"{lesson}.{id}"
        self.words = words or words_of(lesson)[id]
        self._draw = draw
        self._seed = seed
        self.attempt = 0
        self.wrong = 0
        self.task = self._drawn()

    def _drawn(self) -> Task:
        task = self._draw(random.Random(f"{self._seed}:{self.key}:{self.attempt}"))
        if (marked := right_ones(self.words)) and task.answer is not None:
            raise ValueError(f"{self.key}: its answer stands in the data and in its draw; keep one")
        if not marked and task.answer is None:
            raise ValueError(f"{self.key}: no answer; mark the right option, or let the draw work it out")
        return replace(task, answer=marked) if marked else task

    def another(self) -> None:
        """The same question with new figures."""
        self.attempt += 1
        self.wrong = 0
        self.task = self._drawn()

    @property
    def unit(self) -> str:
        """What the answer is, as in UNITS."""
        return self.words.unit

    def _values(self) -> dict[str, str]:
        return {name: written(value) for name, value in self.task.values.items()}

    def title(self) -> str:
        """The exercise's heading."""
        return str(self.words.titles)

    def question(self) -> str:
        """The question with this draw's figures."""
        return self.words.questions.put(**self._values())

    def options(self) -> dict[str, str]:
        """Where there is something to choose: the id and the text of each answer."""
        return {option.id: option.texts.put(**self._values()) for option in self.words.options}

    def hint(self) -> str:
        """The next hint: one for each wrong answer, the last one from then on."""
        hints = self.words.hints
        return hints[min(self.wrong, len(hints) - 1)].put(**self._values()) if hints else ""

    def answer(self) -> str:
        """The right answer in writing."""
        if self.unit in TO_CHOOSE:
            options = self.options()
            return say("task.and_also").join(options[id] for id in self.task.answer.split(","))
        return written(self.task.answer, self.unit)

    def check(self, given: str) -> Verdict:
        """What is said about an answer, given as typed (or as the ids of options, with commas between).

        The first words say whether it was right; the words of the exercise only say why.
        """
        judge = {"choice": self._choice, "several": self._several}.get(self.unit, self._number)
        verdict = judge(given)
        if verdict.slip == "unread":
            return verdict
        self.wrong += not verdict.right
        return replace(verdict, text=begun("task.right" if verdict.right else "task.wrong", verdict.text))

    def reveal(self, given: str) -> str:
        """What is said about a guess: how it really is, beside what was guessed. A guess is never wrong."""
        if self.unit == "choice":
            verdict = self._choice(given)
            return begun(f"task.guessed_{'right' if verdict.right else 'otherwise'}", verdict.text)
        try:
            value = read_answer(given, self.unit)
        except NotRead as error:
            return ask_again(error, given)
        if close(value, self.task.answer, self.unit):
            guessed = say("task.guessed_exactly", answer=self.answer())
        else:
            guessed = say("task.guessed", given=written(value, self.unit), answer=self.answer())
        return sentences(guessed, self.words.replies.put(answer=self.answer(), **self._values()))

    def _choice(self, given: str) -> Verdict:
        option = next(option for option in self.words.options if option.id == given)
        right = given == self.task.answer
        return Verdict(right, option.replies.put(**self._values()), None if right else given)

    def _several(self, given: str) -> Verdict:
        """Right when just the right ones are picked; otherwise a line for each that is not, and how many
        are missing, not which."""
        picked, meant = set(given.split(",")), set(self.task.answer.split(","))
        right = picked == meant
        said = [self.words.replies.put(**self._values()) if right else ""]
        for option in self.words.options:
            if option.id in picked and (right or option.id not in meant):
                text, reply = (words.put(**self._values()) for words in (option.texts, option.replies))
                said.append(say("task.about", text=text, reply=reply))
        if missing := len(meant - picked):
            said.append(say_count("task.missing", missing))
        return Verdict(right, "\n".join(said), None if right else given)

    def _number(self, given: str) -> Verdict:
        try:
            value = read_answer(given, self.unit)
        except NotRead as error:
            return Verdict(False, ask_again(error, given), "unread")
        if close(value, self.task.answer, self.unit):
            text = self.words.replies.put(answer=self.answer(), **self._values())
            return Verdict(True, text)
        for slip, leads_to in self.task.slips.items():
            if close(value, leads_to, self.unit):
                text = self.words.slips[slip].put(given=written(value, self.unit), **self._values())
                return Verdict(False, text, slip)
        for slip, factor in (
            ("hundredfold", 100),
            ("hundredth", Decimal("0.01")),
            ("tenfold", 10),
            ("tenth", Decimal("0.1")),
        ):
            if self.task.answer and close(value, self.task.answer * factor, self.unit):
                return Verdict(False, say(f"task.{slip}"), slip)
        return Verdict(False, say("task.higher" if value < self.task.answer else "task.lower"))


def no_figures(_: random.Random) -> Task:
    """The draw of a question without figures; the words mark what is right."""
    return Task()


def right_ones(words: Words) -> str:
    """The ids of the options marked as right, with commas between them; empty where none is."""
    return ",".join(option.id for option in words.options if option.right)


def begun(key: str, text: str) -> str:
    """A text of one line or several that begins with this message."""
    first, line_end, more = text.partition("\n")
    return sentences(say(key), first) + line_end + more


def read_answer(text: str, unit: str) -> Decimal:
    """What a learner typed: yuan, a share for per cent, a whole number. Raises NotRead."""
    if unit == "percent":
        return read_percent(text)
    if unit == "yuan":
        return read_fen(text)
    return Decimal(read_whole(text, [*say("task.words_days").split(), *say("task.words_months").split()]))


def close(value: Decimal, answer: Any, unit: str) -> bool:
    """Whether two answers are the same to the fen, to a hundredth of a per cent, or to the day."""
    return abs(value - Decimal(answer)) <= {"yuan": Decimal("0.004"), "percent": Decimal("0.00006")}.get(
        unit, Decimal(0)
    )
