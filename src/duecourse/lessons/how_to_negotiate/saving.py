"""Papers on the disk: saved when a button is pressed, in the learner's own folder, and said where."""

from __future__ import annotations

from pathlib import Path

from duecourse.case import SaveError
from duecourse.export import Calendar, Paper
from duecourse.export.safe_text import file_name
from duecourse.paths import my_folder
from duecourse.view.note import Note
from duecourse.view.privacy import download_lines

from .words import tell

LONGEST_LABEL = 40


def save(paper: Paper | Calendar, format: str, label: str, note: Note) -> Path | None:
    """Save a paper about a debt in a format, and say where it lies, or why it could not be saved."""
    stem = file_name(paper.name)
    if short := file_name(label)[:LONGEST_LABEL].strip():
        stem = f"{stem} - {short}"
    try:
        saved = paper.save(my_folder() / file_name(tell("papers_folder")) / f"{stem}.{format}")
    except SaveError as error:
        note.say(str(error), tone="try")
        return None
    note.say(tell("saved", file=saved.name), *where(saved.parent), tone="good")
    return saved


def where(folder: Path) -> list[str]:
    """In which folder something lies; on a server also how to get it onto one's own computer."""
    return [tell("saved_where", folder=str(folder)), *download_lines()]
