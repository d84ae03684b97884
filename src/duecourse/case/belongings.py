"""All that a learner has on this machine: found by what it is, and deleted when they say so.

found = belongings()
found.count("case"), found.count("papers")
left = delete_belongings(papers=False)      # all but the papers; what could not be deleted is left too
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from duecourse.files import COPIES_MADE_FROM, lessons_folder, lock_of, my_folder, undisturbed
from duecourse.paths import NOTEBOOKS

from .journal import Journal
from .on_disk import forget_case

KINDS: Final = ("case", "journal", "lessons", "papers")
"""case: the case, its backups, unfinished forms. journal: the journal and its copies. lessons: the
learner's own copies of the lessons, and earlier versions. papers: papers, and whatever else lies there."""

_CHECKPOINTS: Final = ".ipynb_checkpoints"


@dataclass(frozen=True)
class Belongings:
    """What there is of each of KINDS: the files. folder: the learner's own."""

    folder: Path
    files: Mapping[str, tuple[Path, ...]]

    def count(self, kind: str) -> int:
        """How many files there are of a kind."""
        return len(self.files[kind])

    def any(self, *kinds: str) -> bool:
        """Whether there is anything of these kinds, or of any."""
        return any(self.files[kind] for kind in kinds or KINDS)

    def names(self, kind: str) -> list[str]:
        """What of a kind one sees when one looks into the folder."""
        return sorted({file.relative_to(self.folder).parts[0] for file in self.files[kind]})


def belongings() -> Belongings:
    """What there is. Copies of lessons count once something was saved in them.

    Raises OSError for a folder that cannot be looked into.
    """
    found = _all_files()
    untouched = _untouched_copies()
    found["lessons"] = [file for file in found["lessons"] if file not in untouched]
    return _as_belongings(found)


def delete_belongings(*, papers: bool) -> Belongings:
    """Delete all of it; the papers only if that is said. Returns what is left, be it against the wish.

    The folders of the lessons stay, empty: lessons that are open work in them. Raises OSError for a
    folder that cannot be looked into.
    """
    with contextlib.suppress(OSError):  # under their locks, if that can be; what is left goes below
        forget_case()
        Journal().forget()
    lessons = lessons_folder()
    with undisturbed(lessons):  # a lesson that is being saved is deleted afterwards
        left = {
            kind: [file for file in files if (kind == "papers" and not papers) or not _deleted(file)]
            for kind, files in _all_files().items()
        }
    for folder in (*_folders_in(my_folder()), *_earlier_checkpoints()):
        if folder != lessons and (folder.parent != lessons or folder.name == _CHECKPOINTS):
            with contextlib.suppress(OSError):  # not empty: it holds what is to be kept
                folder.rmdir()
    return _as_belongings(left)


def _all_files() -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {kind: [] for kind in KINDS}
    folder = my_folder()
    if os.path.lexists(folder):
        lock = lock_of(lessons_folder()).name  # there while a lesson is being saved: nobody's own
        for entry in sorted(entry for entry in folder.iterdir() if entry.name != lock):
            found[_kind_of(entry.name)] += _files_in(entry)
    for before in _earlier_checkpoints():
        found["lessons"] += _files_in(before)
    return found


def _as_belongings(found: Mapping[str, list[Path]]) -> Belongings:
    return Belongings(my_folder(), {kind: tuple(files) for kind, files in found.items()})


def _deleted(file: Path) -> bool:
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _untouched_copies() -> set[Path]:
    """The copies of lessons that are still as they were made, and the list of them."""
    folder = lessons_folder()
    record = folder / COPIES_MADE_FROM
    try:
        made = {folder / name: one["copy"] for name, one in json.loads(record.read_text("utf-8")).items()}
        return {record, *(file for file, digest in made.items() if _digest(file) == digest)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return set()


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def _kind_of(name: str) -> str:
    for kind in ("case", "journal"):
        if name.removeprefix(".").startswith(f"{kind}."):
            return kind
    return "lessons" if name == lessons_folder().name else "papers"


def _earlier_checkpoints() -> Iterator[Path]:
    """What JupyterLab kept beside the lessons before learners had copies of their own."""
    if NOTEBOOKS is not None and my_folder().parent == NOTEBOOKS.parent:
        yield from NOTEBOOKS.rglob(_CHECKPOINTS)


def _files_in(place: Path) -> list[Path]:
    if place.is_symlink() or not place.is_dir():
        return [place]
    return [Path(folder) / name for folder, _, names in os.walk(place) for name in sorted(names)]


def _folders_in(place: Path) -> list[Path]:
    """The folders in a place, the innermost first."""
    return [Path(folder) for folder, _, _ in os.walk(place, topdown=False) if Path(folder) != place]
