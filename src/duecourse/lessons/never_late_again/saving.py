"""Papers on the disk: saved when a button is pressed, in the learner's own folder, and said where."""

from __future__ import annotations

from pathlib import Path

from duecourse.case import SaveError
from duecourse.export.paper import Savable
from duecourse.export.paper import save as save_paper
from duecourse.export.safe_text import file_name
from duecourse.paths import my_folder
from duecourse.view.note import Note
from duecourse.view.privacy import download_lines

from .words import tell


def save(paper: Savable, format: str, note: Note) -> Path | None:
    """Save a paper in a format, and say where it lies, or why it could not be saved."""
    file = my_folder() / file_name(tell("papers_folder")) / f"{file_name(paper.name)}.{format}"
    try:
        saved = save_paper(paper, file)
    except SaveError as error:
        note.say(str(error), tone="try")
        return None
    where = tell("saved_where", folder=str(saved.parent))
    note.say(tell("saved", file=saved.name), where, *download_lines(), tone="good")
    return saved
