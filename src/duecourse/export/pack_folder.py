"""A folder of papers on the disk: there whole or not at all, and never in the place of anything else.

A new folder is written beside the old one and put in its place when it is complete; the old one is kept
as `….bak`. What a person changed or added in a folder of papers is never thrown away.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from duecourse.files import make_folder, save_error, sync_folder, write_new

from .refused import PaperRefused

MARK: Final = ".due-course-papers"
"""The file that says that a folder is one of ours, and what was written into it."""

_STALE_SECONDS: Final = 600


def write_folder(folder: Path, contents: Mapping[str, bytes]) -> Path:
    """Write a folder with files, by their names, readable by its owner alone. Returns it.

    Raises PaperRefused where something else stands in its place, SaveError where the disk refuses: then
    nothing has changed on it.
    """
    for name in contents:
        if name != Path(name).name or name in ("", ".", "..", MARK):
            raise ValueError(f"name is {name!r}; allowed: the name of a file in the folder")
    try:
        folder = Path(os.path.realpath(folder))
        make_folder(folder.parent)
        _refuse_others(folder)
        _drop_leftovers(folder)
        if _is_whole(folder) and _read_mark(folder) == _digests(contents):
            return folder
        new = _written_beside(folder, contents)
        try:
            _exchange(new, folder)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
        sync_folder(folder.parent)
    except OSError as error:
        raise save_error(error) from error
    return folder


def _refuse_others(folder: Path) -> None:
    """Only a former folder of papers, or an empty one, may be replaced."""
    if not folder.exists():
        return
    if folder.is_dir() and (_read_mark(folder) is not None or not any(folder.iterdir())):
        return
    raise PaperRefused("not_a_pack", folder=folder.name)


def _written_beside(folder: Path, contents: Mapping[str, bytes]) -> Path:
    new = folder.with_name(f".{folder.name}.{os.urandom(6).hex()}.tmp")
    new.mkdir(mode=0o700)
    try:
        mark = json.dumps({"files": _digests(contents)}, ensure_ascii=False, indent=1, sort_keys=True)
        for name, data in {**contents, MARK: mark.encode()}.items():
            write_new(new / name, data)
        sync_folder(new)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    return new


def _exchange(new: Path, folder: Path) -> None:
    """Put the new folder in its place, the old one becomes the backup; if that fails, it comes back."""
    if not folder.exists():
        os.rename(new, folder)
        return
    backup = _free_backup(folder)
    os.rename(folder, backup)
    try:
        os.rename(new, folder)
    except BaseException:
        os.rename(backup, folder)
        raise


def _free_backup(folder: Path) -> Path:
    """A name for the backup. An older backup makes room if nobody touched it, else it stays."""
    number = 1
    while True:
        backup = folder.with_name(f"{folder.name}.bak" if number == 1 else f"{folder.name}.bak{number}")
        if not backup.exists():
            return backup
        if _is_whole(backup):
            shutil.rmtree(backup)
            return backup
        number += 1


def _is_whole(folder: Path) -> bool:
    """Whether a folder holds exactly what was written into it."""
    known = _read_mark(folder)
    if known is None or {file.name for file in folder.iterdir()} != {*known, MARK}:
        return False
    return all(_digest((folder / name).read_bytes()) == digest for name, digest in known.items())


def _read_mark(folder: Path) -> dict[str, str] | None:
    """What was written into a folder of papers; None for any other folder."""
    try:
        mark: Any = json.loads((folder / MARK).read_text("utf-8"))
        return {str(name): str(digest) for name, digest in mark["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _digests(contents: Mapping[str, bytes]) -> dict[str, str]:
    return {name: _digest(data) for name, data in contents.items()}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _drop_leftovers(folder: Path) -> None:
    """What a killed process left behind; not the young ones: another notebook may be writing just now."""
    for left in folder.parent.glob(f".{_literal(folder.name)}.*.tmp"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(left)


def _literal(name: str) -> str:
    """A name as a pattern that matches it alone."""
    return "".join(f"[{character}]" if character in "*?[" else character for character in name)
