"""The sheets of a CSV or Excel file as people have it, whatever its encoding and its separator."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Final

from .sheet import ImportRefused, Patience, Sheet, bounded

LARGEST_FILE: Final = 10_000_000
"""Bytes of a file that are read at most."""

SEPARATORS: Final = (",", "\t", ";", "|", "，")

Source = str | os.PathLike[str] | bytes | bytearray | memoryview
"""A file by its name, or its content."""


def read_sheets(source: Source, patience: Patience) -> list[list[Sheet]]:
    """Each way in which the file can be read, as its sheets: a text file with each separator."""
    raw = _content(source)
    if raw[:2] == b"PK":
        from .xlsx import read_workbook

        return [read_workbook(raw, patience)]
    text = _text(raw)
    del raw
    bounded(text.count("\n"), 0)
    found = [[Sheet("", separator, text)] for separator in SEPARATORS if separator in text]
    return found or [[Sheet("", "", text)]]


def _content(source: Source) -> bytes:
    if isinstance(source, memoryview):
        size = source.nbytes
    elif isinstance(source, bytes | bytearray):
        size = len(source)
    else:
        return _of_file(Path(source))
    if size > LARGEST_FILE:
        raise ImportRefused("too_large", most=LARGEST_FILE // 1_000_000)
    return _not_empty(bytes(source))


def _of_file(file: Path) -> bytes:
    """The content of an ordinary file: a device or a pipe might never end, or wait for ever."""
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(handle, "rb") as opened:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise ImportRefused("not_a_file", name=file.name)
            raw = opened.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise ImportRefused("not_there", name=file.name) from None
    except IsADirectoryError:
        raise ImportRefused("not_a_file", name=file.name) from None
    except (OSError, ValueError) as error:
        if isinstance(error, ImportRefused):
            raise
        raise ImportRefused("not_opened", reason=getattr(error, "strerror", "") or "") from None
    if len(raw) > LARGEST_FILE:
        raise ImportRefused("too_large", most=LARGEST_FILE // 1_000_000)
    return _not_empty(raw)


def _not_empty(raw: bytes) -> bytes:
    if not raw.strip():
        raise ImportRefused("empty")
    return raw


def _text(raw: bytes) -> str:
    head = raw[:4096]
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        locked = "EncryptedPackage".encode("utf-16-le") in raw
        raise ImportRefused("locked" if locked else "old_excel")
    if head.startswith(b"%PDF"):
        raise ImportRefused("pdf")
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        raise ImportRefused("picture")
    if re.search(rb"<(?:html|table|\?xml|!doctype)", head.lower()):
        raise ImportRefused("web_page")
    for encoding in _encodings(head):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.removeprefix("\ufeff")
    raise ImportRefused("not_text")


def _encodings(head: bytes) -> tuple[str, ...]:
    """Those to try. Without a mark at its beginning, UTF-16 shows by the zeros beside its plain letters."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even + odd > len(head) // 50 and min(even, odd) * 20 < max(even, odd):
        return ("utf-16-le",) if odd > even else ("utf-16-be",)
    return ("utf-8-sig", "gb18030")
