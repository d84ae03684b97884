"""A button that saves a paper in the learner's own folder and says where it is."""

from __future__ import annotations

from collections.abc import Callable

from ipywidgets import VBox

from duecourse.case import SaveError
from duecourse.export import Paper
from duecourse.paths import my_folder
from duecourse.view import Button
from duecourse.view.note import Note
from duecourse.view.privacy import download_lines

from .words import tell


class Keep(VBox):  # type: ignore[misc]
    """make: the paper as it is now. formats: those it is saved in, each a file."""

    def __init__(self, name: str, make: Callable[[], Paper], *formats: str) -> None:
        self._make, self._formats = make, formats
        self.button = Button(name, self.save)
        self.said = Note()
        super().__init__([self.button, self.said])

    def save(self) -> None:
        """Save it, and say where; or say why that could not be."""
        paper = self._make()
        folder = my_folder() / tell("folder")
        try:
            files = [paper.save(folder / f"{paper.name}.{format}") for format in self._formats]
        except SaveError as error:
            self.said.say(str(error), tone="try")
            return
        told = [tell("saved", file=str(file)) for file in files]
        self.said.say(*told, *download_lines(), tone="good")
