"""A file written whole or not at all, and what tells one version of it from another."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from .disk import drop_file, make_folder, may_be_there, put_in_place, saving, written_beside

_STALE_SECONDS: Final = 600


def write_whole(file: Path, text: str, *, kept_as: Callable[[Path], Path] | None = None) -> None:
    """Write a file whole or not at all, readable by its owner alone. Raises SaveError. Hold its lock.

    kept_as: is given the file, says under which name to keep what was there.
    """
    data = text.encode()
    with saving():
        file = Path(os.path.realpath(file))
        make_folder(file.parent)
        old = file.read_bytes() if may_be_there(file) else None
        if old == data:
            return
        _drop_leftovers(file)
        new = written_beside(file, data)
        try:
            if kept_as is not None and old is not None:
                put_in_place(written_beside(file, old), kept_as(file))
            put_in_place(new, file)
        except BaseException:
            drop_file(new)
            raise


def mark_of(file: Path) -> str:
    """What tells one content of a file from every other: empty where there is no file, "?" where it
    cannot be read."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError:
        return "?"


def leftovers(file: Path) -> list[Path]:
    """What a killed process left behind, also of what is kept beside the file."""
    return list(file.parent.glob(f".{file.stem}.*.tmp"))


def _drop_leftovers(file: Path) -> None:
    """Not the young ones: another notebook may be saving just now."""
    for left in leftovers(file):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE_SECONDS:
                left.unlink()
