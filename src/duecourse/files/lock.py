"""One process at a time, from reading a file to replacing it: two windows that save wait for each other.

The lock is the operating system's, on a small file beside the one it guards. It goes with the process
that holds it, so that one that was killed blocks nobody. Where the disk knows no locks (some network
drives), nobody waits: whoever saves still looks first whether the file is the one it began with.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from .disk import drop_file, make_folder, saving
from .problems import SaveError

PATIENCE: Final = 10.0
"""Seconds to wait for another window that is saving."""

_PAUSE: Final = 0.005
_TAKEN: Final = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""What the system says of a lock that somebody else holds."""


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold the lock of a file, whose folder is made if it is not there.

    Raises SaveError where the disk refuses, or where somebody else has held the lock for `PATIENCE`
    seconds ("busy").
    """
    file = Path(os.path.realpath(file))
    place = lock_of(file)
    with saving():
        make_folder(file.parent)
        handle = _held(place)
    try:
        yield
    finally:
        _let_go(handle, place)


@contextlib.contextmanager
def undisturbed(place: Path) -> Iterator[None]:
    """Hold the lock of a file or folder if that can be; go on without it where not."""
    with contextlib.ExitStack() as held:
        with contextlib.suppress(SaveError):
            held.enter_context(locked(place))
        yield


def lock_of(file: Path) -> Path:
    """The file beside it that carries its lock; there only while somebody holds it."""
    return file.with_name(f".{file.name}.lock")


def _held(place: Path) -> int:
    """The open file with the lock on it. Who held it before took the file away: a new one is made then."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
        except PermissionError:
            if sys.platform == "win32" and time.monotonic() <= until:
                time.sleep(_PAUSE)  # it is being taken away just now
                continue
            raise
        try:
            if _take(handle) and _is_at(handle, place):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        if time.monotonic() > until:
            raise SaveError("busy")
        time.sleep(_PAUSE)


def _let_go(handle: int, place: Path) -> None:
    """Take the file away while the lock is held; Windows does so only after it, and if nobody waits."""
    if sys.platform == "win32":
        os.close(handle)
        drop_file(place)
    else:
        drop_file(place)
        os.close(handle)


def _take(handle: int) -> bool:
    """Take the lock; False where somebody else holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:  # Python in a browser has neither
        return True
    except OSError as error:
        return error.errno not in _TAKEN  # whatever else is said means that this disk knows no locks
    return True


def _is_at(handle: int, place: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), os.stat(place))
    except FileNotFoundError:
        return False
