"""Deleting everything of the learner's: first what there is, then the question, then what is left."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from ipywidgets import Box, VBox

from duecourse.case.belongings import KINDS, Belongings, belongings
from duecourse.files import my_folder
from duecourse.locale import say, say_count, separator

from ..note import Note
from .press import PAUSE, Press


class Forgetting:
    """The button, and the question that it asks.

    forget: deletes, and is told whether the papers go too.
    """

    def __init__(self, forget: Callable[[bool], object]) -> None:
        self._forget = forget
        self._asked_at = 0.0
        self.button = Press(say("form.forget"), self.ask)
        self._found = Note()
        self._answers = Box()
        self._answers.add_class("dc-row")
        self.asked = VBox([self._found, self._answers])

    def ask(self) -> None:
        """Say what there is, and ask what of it is to go."""
        self.calm_down()
        try:
            found = belongings()
        except OSError:
            self._found.say(say("privacy.not_deleted", files=str(my_folder())), tone="try")
            return
        self._found.say(*found_lines(found), tone="try" if found.any() else "plain")
        if not found.any():
            return
        self._asked_at = time.monotonic()
        if not found.any("papers"):
            ways = [("privacy.delete_all", True)]
        elif not found.any("case", "journal", "lessons"):
            ways = [("privacy.delete_papers", True)]
        else:
            ways = [("privacy.delete_but_papers", False), ("privacy.delete_papers_too", True)]
        answers = [Press(say(key), partial(self._answered, papers)) for key, papers in ways]
        self._answers.children = [*answers, Press(say("privacy.delete_nothing"), self.calm_down)]

    def _answered(self, papers: bool) -> None:
        if time.monotonic() - self._asked_at >= PAUSE:  # a double click on the button is no answer
            self.calm_down()
            self._forget(papers)

    def calm_down(self) -> None:
        """Take the question back."""
        self._found.say()
        self._answers.children = []


def found_lines(found: Belongings) -> list[str]:
    """What there is, a line for each kind."""
    if not found.any():
        return [say("privacy.found_nothing", folder=str(found.folder))]
    lines = [say("privacy.found", folder=str(found.folder))]
    for kind in KINDS:
        if found.any(kind):
            lines.append(say_count(f"privacy.found_{kind}", found.count(kind), names=_names(found, kind)))
    return lines


def left_lines(left: Belongings, *, papers: bool) -> list[str]:
    """What is left after deleting. papers: whether the papers were to go too."""
    lines = []
    stuck = [kind for kind in KINDS if left.any(kind) and (papers or kind != "papers")]
    if stuck:
        files = separator().join(str(file) for kind in stuck for file in left.files[kind])
        lines.append(say("privacy.not_deleted", files=files))
    else:
        lines.append(say("privacy.deleted"))
    if left.any("papers") and not papers:
        names = _names(left, "papers")
        lines.append(say("privacy.left_papers", folder=str(left.folder), names=names))
    elif not stuck:
        lines.append(say("privacy.left_nothing", folder=str(left.folder)))
    return [*lines, say("privacy.open_pages")]


def _names(found: Belongings, kind: str) -> str:
    return separator().join(found.names(kind)) if kind == "papers" else ""
