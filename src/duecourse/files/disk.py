"""Writing to the disk so that a crash or a full disk loses nothing: beside, to the end, then into place."""

from __future__ import annotations

import contextlib
import errno
import os
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from .learner import my_folder
from .problems import Label, Problem, SaveError


def may_be_there(file: Path) -> bool:
    """Whether there is something of that name. Also where nobody may look: opening it then says why."""
    try:
        os.stat(file)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def make_folder(folder: Path) -> None:
    """Make a folder with those above it; the learner's own is for its owner alone."""
    if not may_be_there(folder):
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)  # another window may be quicker
    my = Path(os.path.realpath(my_folder()))
    if my == folder or my in folder.parents:
        with contextlib.suppress(OSError):  # a file system without permissions still holds the file
            my.chmod(0o700)


def written_beside(file: Path, data: bytes) -> Path:
    """A new file in the same folder, on the disk for certain."""
    new = file.with_name(f".{file.name}.{os.urandom(6).hex()}.tmp")
    try:
        write_new(new, data)
    except BaseException:
        drop_file(new)
        raise
    return new


def write_new(file: Path, data: bytes) -> None:
    """Write a file that is not there yet, readable by its owner alone, on the disk for certain."""
    handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def put_in_place(new: Path, file: Path) -> None:
    """Put a new file in the place of another in one step, on the disk for certain."""
    try:
        os.replace(new, file)
    except BaseException:
        drop_file(new)
        raise
    sync_folder(file.parent)


def put_aside(file: Path) -> Path:
    """Give a file a name under which nothing overwrites it: `….broken`, `….broken-2`, … Returns it."""
    aside = free_aside(file)
    file.rename(aside)
    return aside


def free_aside(file: Path) -> Path:
    """The first name for `put_aside` that nothing has yet."""
    number, aside = 1, file.with_name(file.name + ".broken")
    while os.path.lexists(aside):
        number += 1
        aside = file.with_name(f"{file.name}.broken-{number}")
    return aside


def sync_folder(folder: Path) -> None:
    """Let what was put into a folder, or renamed in it, reach the disk for certain."""
    if not hasattr(os, "O_DIRECTORY"):  # Windows has no such thing, and needs none
        return
    with contextlib.suppress(OSError):  # some network file systems refuse; the file itself is written
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def drop_file(file: Path) -> None:
    """Delete a file if that can be done."""
    with contextlib.suppress(OSError):
        file.unlink(missing_ok=True)


_REASONS: Final = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EACCES: "not_allowed",
    errno.EPERM: "not_allowed",
    errno.EROFS: "read_only",
    errno.ENOTDIR: "no_folder",
    errno.EEXIST: "no_folder",
    errno.EISDIR: "is_a_folder",
}


def save_error(error: OSError) -> SaveError:
    """What to tell the learner where the disk refused."""
    why = _REASONS.get(error.errno or 0, "other")
    theirs = not_yours(error.filename) if why == "not_allowed" else None
    if theirs is not None:
        return SaveError(theirs.why, problem=theirs)
    return SaveError(why, reason=error.strerror or str(error))


@contextlib.contextmanager
def saving() -> Iterator[None]:
    """Whatever the disk refuses in here is a SaveError."""
    try:
        yield
    except SaveError:
        raise
    except OSError as error:
        raise save_error(error) from error


def not_yours(file: str | os.PathLike[str] | None = None) -> Problem | None:
    """What to say where the learner's own folder, or this file in it, belongs to another account.

    So it does after the course was once started with `sudo`. None where that is not the matter.
    """
    if not hasattr(os, "geteuid"):  # Windows does not say whose a file is
        return None
    folder = Path(os.path.realpath(my_folder()))
    place = Path(os.path.realpath(file or folder))
    for one in (place, *place.parents):
        if one != folder and folder not in one.parents:
            break
        try:
            owner = os.stat(one).st_uid
        except OSError:
            continue
        if owner != os.geteuid():
            command = f"sudo chown -R {os.geteuid()} {shlex.quote(str(folder))}"
            return Problem("not_yours", (), Label(folder), {"command": Label(command)})
    return None
