"""What has been solved so far, lesson by lesson: exercises, published slips found, the closing quiz."""

from __future__ import annotations

from duecourse.locale import say, say_count, sentences
from duecourse.view.controls import Button
from duecourse.view.note import Note
from duecourse.view.panel import Card
from duecourse.view.road import Road, Station

from .. import quizzes
from ..lesson import Lesson
from ..listing import lessons
from ..tasks import words_of
from ..wrong_figures import pages_of


class ProgressCard(Card):
    """The lessons as stations, with how many of their exercises are solved."""

    def __init__(self, lesson: Lesson) -> None:
        self._lesson = lesson
        self.road = Road(self.stations())
        self.note = Note(repr(self))
        again = Button(say("start_here.look_again"), self.look)
        super().__init__(say("start_here.progress_title"), [self.note, self.road, again])

    def stations(self) -> list[Station]:
        """Each lesson, and how far one is in it."""
        solved = self._lesson.solved()
        found = []
        for name, entry in lessons().items():
            exercises, quiz = exercises_of(name), quiz_of(name)
            found.append(
                Station(
                    str(entry.title),
                    str(entry.about),
                    sentences(
                        say("start_here.solved_of", done=len(exercises & solved), all=len(exercises)),
                        say("start_here.quiz_of", done=len(quiz & solved), all=len(quiz)),
                    ),
                    done=exercises | quiz <= solved,
                    number=entry.number,
                    lesson=entry.notebook,
                )
            )
        return found

    def look(self) -> None:
        """Look at what has been solved by now, also in other lessons."""
        self.road.show(self.stations())
        self.note.say(repr(self))

    def __repr__(self) -> str:
        solved = self._lesson.solved()
        exercises = sum(len(exercises_of(name) & solved) for name in lessons())
        quiz = sum(len(quiz_of(name) & solved) for name in lessons())
        if not exercises and not quiz:
            return say("start_here.none_solved")
        right = say_count("start_here.quiz_right", quiz) if quiz else ""
        return sentences(say_count("start_here.solved", exercises), right)


def exercises_of(lesson: str) -> set[str]:
    """The keys of a lesson's exercises and published slips. A guess is none: it is answered once, so it
    has no hints."""
    asked = {f"{lesson}.{id}" for id, words in words_of(lesson).items() if words.hints}
    return asked | {f"{lesson}.slip.{id}" for id in pages_of(lesson)}


def quiz_of(lesson: str) -> set[str]:
    """The keys of the questions of a lesson's closing quiz."""
    return {f"{lesson}.quiz.{id}" for id in quizzes.words_of(lesson)}
