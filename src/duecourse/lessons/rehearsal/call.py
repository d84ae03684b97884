"""A call being played: what has been said, what can be answered now, how it ended. Knows no widget.

call = Call(scenario("customer_service"), figures)
call.options()          # what can be answered, in words
call.choose(0)          # answer; what the other side says next is in call.lines()
call.back(), call.again()
"""

from __future__ import annotations

from dataclasses import dataclass

from duecourse.locale import Text, say
from duecourse.rules import Value, rules

from .figures import Figures
from .script import Choice, Ending, Scenario, Turn


@dataclass(frozen=True)
class Line:
    """A line of the transcript. kind: "them", "me" or "feedback". who: the speaker's name, or what the
    feedback is about. mark: how an answer is meant, as in `script.MARKS`. rests: the names of the rules
    that a feedback rests on."""

    kind: str
    who: str
    text: str
    mark: str = ""
    rests: tuple[str, ...] = ()


@dataclass(frozen=True)
class Point:
    """A point to keep from the call: what was said about an answer, and the names of the rules behind it."""

    text: str
    rests: tuple[str, ...] = ()


class Call:
    """One play of a call. The answers so far are all its state, so a step can be taken back."""

    def __init__(self, scenario: Scenario, figures: Figures) -> None:
        self.scenario = scenario
        self.figures = figures
        self._chosen: list[int] = []

    # -- where it is

    @property
    def answers(self) -> int:
        """How many answers have been given."""
        return len(self._chosen)

    def _way(self) -> list[tuple[Turn, Choice]]:
        way, at = [], self.scenario.start
        for number in self._chosen:
            turn = self.scenario.turns[at]
            choice = turn.open_to(self.figures.situation)[number]
            way.append((turn, choice))
            at = choice.to
        return way

    def _at(self) -> str:
        way = self._way()
        return way[-1][1].to if way else self.scenario.start

    @property
    def turn(self) -> Turn | None:
        """The turn that waits for an answer; None when the call is over."""
        return self.scenario.turns.get(self._at())

    @property
    def ending(self) -> Ending | None:
        """How the call ended; None while it goes on."""
        return self.scenario.endings.get(self._at())

    # -- playing

    def options(self) -> list[str]:
        """What can be answered now, in words; empty when the call is over."""
        turn = self.turn
        if turn is None:
            return []
        return [self._text(choice.said.texts) for choice in turn.open_to(self.figures.situation)]

    def choose(self, number: int) -> None:
        """Give one of the `options`, counted from 0. Raises IndexError where there is none."""
        if not 0 <= number < len(self.options()):
            raise IndexError(f"answer {number}; allowed: 0 to {len(self.options()) - 1}")
        self._chosen.append(number)

    def back(self) -> None:
        """Take the last answer back, if there is one."""
        if self._chosen:
            self._chosen.pop()

    def again(self) -> None:
        """Begin the call anew."""
        self._chosen.clear()

    # -- what is said

    def _text(self, text: Text) -> str:
        return text.put(**self.figures.shown())

    def _them(self, turn: Turn) -> Line:
        who = str(self.scenario.people[turn.who])
        return Line("them", who, self._text(turn.said(self.figures.situation)))

    def lines(self) -> list[Line]:
        """All that has been said, with what there is to say about each answer."""
        found = []
        for turn, choice in self._way():
            found.append(self._them(turn))
            found.append(Line("me", say("rehearsal.me"), self._text(choice.said.texts), choice.mark))
            substance, rests = self._text(choice.feedback), self._named(choice)
            found.append(Line("feedback", say("rehearsal.substance"), substance, choice.mark, rests))
            if choice.manners:
                manners = self._text(choice.manners)
                found.append(Line("feedback", say("rehearsal.manners"), manners, choice.mark))
        if self.turn is not None:
            found.append(self._them(self.turn))
        return found

    def went_well(self) -> list[Point]:
        """What went well in the call, in its order."""
        return [self._point(choice) for _, choice in self._way() if choice.mark == "well"]

    def next_time(self) -> list[Point]:
        """What to try next time, in the order of the call."""
        return [self._point(choice) for _, choice in self._way() if choice.mark != "well"]

    def _point(self, choice: Choice) -> Point:
        return Point(self._text(choice.feedback), self._named(choice))

    def ending_title(self) -> str:
        """What the ending is called."""
        assert self.ending is not None
        return self._text(self.ending.titles)

    def ending_text(self) -> str:
        """How it ended, in a sentence or two."""
        assert self.ending is not None
        return self._text(self.ending.texts)

    def todo(self) -> list[str]:
        """What to do now, in order; empty while the call goes on."""
        return [] if self.ending is None else [self._text(step) for step in self.ending.todo]

    def rules(self) -> list[Value]:
        """The rules that the feedback so far and the ending rest on, each once, as they are on the day."""
        ids = [id for _, choice in self._way() for id in self._behind(choice)]
        if self.ending is not None:
            ids += filter(self.figures.holds, self.ending.rules)
        return [rules[id].on(self.figures.on) for id in dict.fromkeys(ids)]

    def _behind(self, choice: Choice) -> list[str]:
        return [*filter(self.figures.holds, choice.rules), *choice.elsewhere]

    def _named(self, choice: Choice) -> tuple[str, ...]:
        return tuple(rules[id].label for id in self._behind(choice))

    def summary(self) -> str:
        """Where the call is, in few words."""
        if self.ending is not None:
            title = self.ending_title()
            return say("rehearsal.short_ended", title=self.scenario.title, ending=title)
        return say("rehearsal.short", title=self.scenario.title, number=self.answers + 1)
