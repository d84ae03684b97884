"""What has been solved so far, lesson by lesson."""

from __future__ import annotations

from duecourse.locale import say, say_count
from duecourse.view.controls import Button
from duecourse.view.note import Note
from duecourse.view.panel import Card
from duecourse.view.road import Road, Station

from ..lesson import LESSONS, Lesson
from ..tasks import words_of


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
        for name in LESSONS:
            exercises = exercises_of(name)
            done = sum(f"{name}.{id}" in solved for id in exercises)
            found.append(
                Station(
                    say(f"lesson.title_{name}"),
                    say(f"start_here.about_{name}"),
                    say("start_here.solved_of", done=done, all=len(exercises)),
                    done=bool(exercises) and done == len(exercises),
                )
            )
        return found

    def look(self) -> None:
        """Look at what has been solved by now, also in other lessons."""
        self.road.show(self.stations())
        self.note.say(repr(self))

    def __repr__(self) -> str:
        done = len(self._lesson.solved())
        return say_count("start_here.solved", done) if done else say("start_here.none_solved")


def exercises_of(lesson: str) -> list[str]:
    """The ids of a lesson's exercises. A guess is none: it is answered once, so it has no hints."""
    return [id for id, words in words_of(lesson).items() if words.hints]
