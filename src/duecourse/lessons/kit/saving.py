"""Papers on the disk: saved when a button is pressed, in one folder of the learner's own, and said where."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Final

from ipywidgets import VBox

from duecourse.case import SaveError
from duecourse.export.paper import Savable
from duecourse.export.paper import save as save_paper
from duecourse.export.safe_text import file_name
from duecourse.files import my_folder
from duecourse.locale import say
from duecourse.view import Button
from duecourse.view.note import Note
from duecourse.view.privacy import download_lines

PATIENCE: Final = 0.5
"""Seconds without a word."""

NOBODY_KNOWS: Final = -1.0

LONGEST_LABEL = 40
"""Letters of a debt's label that go into the name of a file."""


def save(paper: Savable, note: Note, *formats: str, about: str = "") -> list[Path]:
    """Save a paper, in each format as a file, and say where they lie, or why they could not be saved.

    about: the label of the debt it is about, where it is about one.
    """
    stem = file_name(paper.name)
    if short := file_name(about)[:LONGEST_LABEL].strip() if about else "":
        stem = f"{stem} - {short}"
    folder = my_folder() / file_name(say("kit.papers_folder"))
    try:
        saved = [save_paper(paper, folder / f"{stem}.{format}") for format in formats]
    except SaveError as error:
        note.say(str(error), tone="try")
        return []
    told = [say("kit.saved", file=file.name) for file in saved]
    note.say(*told, *where(saved[0].parent), tone="good")
    return saved


def where(folder: Path) -> list[str]:
    """In which folder something lies; on a server also how to get it onto one's own computer."""
    return [say("kit.saved_where", folder=str(folder)), *download_lines()]


class Keep(VBox):  # type: ignore[misc]
    """A button that saves a paper, with what is said about it. make: the paper as it is now."""

    def __init__(self, name: str, make: Callable[[], Savable], *formats: str) -> None:
        self._make, self._formats = make, formats
        self.button = Button(name, self.save)
        self.said = Note()
        super().__init__([self.button, self.said])

    def save(self) -> None:
        """Save it, and say where; or say why that could not be."""
        save(self._make(), self.said, *self._formats)


class Progress:
    """How far a work has come, said in a note once it takes longer than one waits for an answer."""

    def __init__(self, note: Note, words: str) -> None:
        self._note, self._words = note, words
        self._began = monotonic()

    def __call__(self, done: int, of: int) -> None:
        """So many parts are done, of so many; of 0 where nobody knows yet."""
        if monotonic() - self._began >= PATIENCE:
            self._note.say(self._words, done=done / of if of else NOBODY_KNOWS)
