"""The learner's own copies of the lessons: what is run and saved never touches the course's own files.

They lie in `lessons/` in the learner's folder, readable by the learner alone. A copy is renewed when the
course's file has changed. Where a person has written into it, it is not lost: it is kept beside the new
one under a name that says so, and the new one begins with a line that says where. What cells show is not
the learner's writing; it comes back when they are run.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

from duecourse.files import COPIES_MADE_FROM, lessons_folder, put_in_place, written_beside
from duecourse.locale import LANGUAGES, day, in_language, say

from .shown import drop_views, written_in


class Copies:
    """The copies of one course. course: its `notebooks` folder. Paths are given from there."""

    def __init__(self, course: Path) -> None:
        self.course = course
        self.folder = lessons_folder()

    def names(self) -> list[str]:
        """The course's files."""
        return sorted(
            file.relative_to(self.course).as_posix()
            for file in self.course.rglob("*")
            if file.is_file() and not _is_by_the_way(file.relative_to(self.course))
        )

    def make_missing(self) -> None:
        """Make the copies that are not there. Raises OSError where the disk refuses."""
        self._renew([name for name in self.names() if not (self.folder / name).exists()])

    def renew(self, name: str | None = None) -> None:
        """Bring one copy up to date, or all. Raises OSError where the disk refuses."""
        names = self.names()
        self._renew([one for one in names if name in (None, one)])
        if name is None:
            self._drop_left_out(names)

    def _renew(self, names: list[str]) -> None:
        if names:
            make_private_folder(self.folder)
        made_from = self._made_from()
        before = json.dumps(made_from)
        for name in names:
            source = (self.course / name).read_bytes()
            version = _digest(source)
            copy = self.folder / name
            if copy.exists() and made_from.get(name, {}).get("version") == version:
                continue
            new = _without_views(name, source)
            aside = self._put_aside(name, new, made_from.get(name, {}).get("written"))
            if aside is not None:
                new = _pointing_to(aside, name, new)
            make_private_folder(copy.parent, self.folder)
            put_in_place(written_beside(copy, new), copy)
            made_from[name] = {"version": version, "written": _written(name, new), "copy": _digest(new)}
        if json.dumps(made_from) != before:
            self._remember(made_from)

    def _put_aside(self, name: str, new: bytes, written: str | None) -> Path | None:
        """Give a copy that a person has written into a name of its own. None where nobody has."""
        copy = self.folder / name
        if not copy.exists() or _written(name, copy.read_bytes()) in (written, _written(name, new)):
            return None
        with in_language(_language_of(name)):
            stem = say("privacy.aside_name", name=copy.stem, day=date.today().isoformat())
        number, aside = 1, copy.with_name(f"{stem}{copy.suffix}")
        while aside.exists():
            number += 1
            aside = copy.with_name(f"{stem} {number}{copy.suffix}")
        copy.rename(aside)
        return aside

    def _drop_left_out(self, names: list[str]) -> None:
        """Copies of files that the course no longer has go, unless a person has written into them."""
        made_from = self._made_from()
        gone = [name for name in made_from if name not in names]
        for name in gone:
            copy = self.folder / name
            if copy.exists() and _written(name, copy.read_bytes()) == made_from[name]["written"]:
                copy.unlink()
            del made_from[name]
        if gone:
            self._remember(made_from)

    def _made_from(self) -> dict[str, dict[str, str]]:
        try:
            found: Any = json.loads((self.folder / COPIES_MADE_FROM).read_text("utf-8"))
            return {
                name: {key: one[key] for key in ("version", "written", "copy")} for name, one in found.items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def _remember(self, made_from: dict[str, dict[str, str]]) -> None:
        record = self.folder / COPIES_MADE_FROM
        text = json.dumps(made_from, indent=1, sort_keys=True)
        put_in_place(written_beside(record, text.encode()), record)


def make_private_folder(folder: Path, above: Path | None = None) -> None:
    """Make a folder with those above it, each for its owner alone. above: the highest that need be looked at;
    if none is named, the learner's own folder."""
    above = above or lessons_folder().parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for one in (folder, *folder.parents):
        make_private(one)
        if one == above:
            break


def make_private(place: Path) -> None:
    """Let its owner alone read a file, or open a folder."""
    with contextlib.suppress(OSError):  # a file system without permissions still holds it
        mode = 0o700 if place.is_dir() else 0o600
        if place.stat().st_mode & 0o777 != mode:
            place.chmod(mode)


def _is_by_the_way(path: Path) -> bool:
    return any(part.startswith((".", "__")) for part in path.parts)


def _language_of(name: str) -> str:
    folder = name.partition("/")[0]
    if folder in LANGUAGES:
        return folder
    by_suffix = (each for each, one in LANGUAGES.items() if one.suffix and f"{one.suffix}." in name)
    return next(by_suffix, next(iter(LANGUAGES)))


def _notebook(name: str, data: bytes) -> dict[str, Any] | None:
    """The notebook in a file; None where it is none."""
    if not name.endswith(".ipynb"):
        return None
    try:
        found = json.loads(data)
    except ValueError:
        return None
    return found if isinstance(found, dict) and isinstance(found.get("cells"), list) else None


def _written(name: str, data: bytes) -> str:
    notebook = _notebook(name, data)
    return _digest(data) if notebook is None else written_in(notebook)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _without_views(name: str, data: bytes) -> bytes:
    notebook = _notebook(name, data)
    return data if notebook is None or not drop_views(notebook) else _as_bytes(notebook)


def _pointing_to(aside: Path, name: str, data: bytes) -> bytes:
    """The new lesson, beginning with a line that says where the learner's own version is."""
    notebook = _notebook(name, data)
    if notebook is None:
        return data
    with in_language(_language_of(name)):
        text = say("privacy.aside_note", name=aside.stem, file=aside.name, day=day(date.today()))
    cell = {"cell_type": "markdown", "id": "kept-aside", "metadata": {}, "source": text}
    notebook["cells"].insert(0, cell)
    return _as_bytes(notebook)


def _as_bytes(notebook: dict[str, Any]) -> bytes:
    return (json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
